/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-own-replies-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-problem.h"
#include "luwte-spell-marks.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define LOOK_AFTER_MS 900
#define MOST_TEXT     4000

struct _LuwteOwnRepliesDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwNavigationView *pages;
  AdwNavigationPage *page;
  GtkButton *add;
  GtkListBox *list;
  GtkButton *save;
  AdwEntryRow *name;
  GtkTextView *text;
  GtkLabel *help;
  GtkLabel *hint;
  GtkLabel *problem;
  GtkWidget *erasing;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *replies; /* LuwteCode, in the order of the rows */
  char *was;          /* the name of the one that is changed; NULL: a new one */
  LuwteSpellMarks *spelling;
  GCancellable *looking;
  guint source;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (LuwteOwnRepliesDialog, luwte_own_replies_dialog, ADW_TYPE_DIALOG)

static GtkTextBuffer *
get_buffer (LuwteOwnRepliesDialog *self)
{
  return gtk_text_view_get_buffer (self->text);
}

static char *
dup_text (LuwteOwnRepliesDialog *self)
{
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
  return g_strstrip (text);
}

static char *
dup_name (LuwteOwnRepliesDialog *self)
{
  return luwte_workspace_reply_name (gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
tell (LuwteOwnRepliesDialog *self, GtkLabel *label, const char *words)
{
  gboolean news = *words != '\0' && g_strcmp0 (gtk_label_get_text (label), words) != 0;

  gtk_label_set_text (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  if (news && gtk_widget_get_mapped (GTK_WIDGET (label)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
is_taken (LuwteOwnRepliesDialog *self, const char *name)
{
  for (guint i = 0; self->replies != NULL && i < self->replies->len; i++)
    {
      const char *other = luwte_code_get_code (g_ptr_array_index (self->replies, i));

      if (g_str_equal (other, name) && g_strcmp0 (other, self->was) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_ready (LuwteOwnRepliesDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = dup_text (self);
  gboolean taken = is_taken (self, name);
  gboolean too_long = g_utf8_strlen (text, -1) > MOST_TEXT;

  tell (self, self->problem,
        taken ? _ ("Another of yours has this name.")
              : too_long
        ? _ ("This is too long for a ready reply.")
        : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->save),
                            !self->busy && !taken && !too_long && *name != '\0' && *text != '\0');
}

/* What would tell who somebody is */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteOwnRepliesDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = luwte_workspace_look_at_reply_finish (LUWTE_WORKSPACE (source),
                                                                      result, &error);
  g_autofree char *words = NULL;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->text == NULL)
    return;
  g_clear_object (&self->looking);
  if (found == NULL || found->len == 0)
    {
      tell (self, self->hint, "");
      return;
    }
  g_ptr_array_add (found, NULL);
  words = g_strjoinv (", ", (char **) found->pdata);
  /* Translators: %s is a list of words */
  sentence = g_strdup_printf (_ ("Every visitor may get this text. Does it say who somebody is? %s"),
                                words);
  tell (self, self->hint, sentence);
}

static gboolean
look_cb (gpointer data)
{
  LuwteOwnRepliesDialog *self = data;
  g_autofree char *text = dup_text (self);

  self->source = 0;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  luwte_workspace_look_at_reply_async (self->workspace, text, self->looking, looked_cb,
                                       g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
changed_cb (LuwteOwnRepliesDialog *self)
{
  show_ready (self);
}

static void
text_changed_cb (LuwteOwnRepliesDialog *self)
{
  show_ready (self);
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (LOOK_AFTER_MS, look_cb, self);
}

/* The list */

static GtkWidget *
make_row (LuwteCode *reply)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *next = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *name = g_strconcat ("/", luwte_code_get_code (reply), NULL);
  g_autofree char *line = g_strdup (luwte_code_get_text (reply));

  g_strdelimit (line, "\r\n", ' ');
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), next);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteOwnRepliesDialog) self = data;
  g_autoptr (GError) error = NULL;
  GPtrArray *replies = luwte_workspace_own_replies_finish (LUWTE_WORKSPACE (source), result,
                                                           &error);

  if (replies == NULL || self->list == NULL)
    {
      g_clear_pointer (&replies, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  self->replies = replies;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < replies->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (replies, i)));
}

static void
load (LuwteOwnRepliesDialog *self)
{
  luwte_workspace_own_replies_async (self->workspace, NULL, listed_cb, g_object_ref (self));
}

/* One of them */

static void
begin (LuwteOwnRepliesDialog *self, LuwteCode *reply)
{
  GtkTextBuffer *buffer = get_buffer (self);

  g_set_str (&self->was, reply != NULL ? luwte_code_get_code (reply) : NULL);
  adw_navigation_page_set_title (self->page,
                                 reply != NULL ? _ ("Ready Reply") : _ ("New Ready Reply"));
  gtk_editable_set_text (GTK_EDITABLE (self->name), self->was != NULL ? self->was : "");
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, reply != NULL ? luwte_code_get_text (reply) : "", -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  luwte_spell_marks_set_scope (self->spelling, NULL, NULL);
  tell (self, self->hint, "");
  gtk_widget_set_visible (self->erasing, reply != NULL);
  show_ready (self);
  adw_navigation_view_push_by_tag (self->pages, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
add_cb (LuwteOwnRepliesDialog *self)
{
  begin (self, NULL);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LuwteOwnRepliesDialog *self)
{
  begin (self, g_ptr_array_index (self->replies, gtk_list_box_row_get_index (row)));
}

static void
popped_cb (LuwteOwnRepliesDialog *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  gtk_widget_grab_focus (GTK_WIDGET (self->add));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteOwnRepliesDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = luwte_workspace_reply_finish (LUWTE_WORKSPACE (source), result, &error);
  g_autofree char *words = NULL;

  self->busy = FALSE;
  if (self->pages == NULL)
    return;
  show_ready (self);
  if (done)
    {
      adw_navigation_view_pop (self->pages);
      return;
    }
  words = luwte_problem_of (error) == LUWTE_PROBLEM_EXISTS
      ? g_strdup (_ ("Another of yours has this name."))
      : luwte_words_problem (error);
  tell (self, self->problem, words);
}

static void
save_cb (LuwteOwnRepliesDialog *self)
{
  g_autofree char *name = dup_name (self);
  g_autofree char *text = dup_text (self);

  self->busy = TRUE;
  show_ready (self);
  luwte_workspace_keep_reply_async (self->workspace, self->was, name, text, NULL, done_cb,
                                    g_object_ref (self));
}

static void
erase_answered_cb (AdwAlertDialog *dialog, const char *response, LuwteOwnRepliesDialog *self)
{
  if (!g_str_equal (response, "erase") || self->was == NULL || self->busy)
    return;
  self->busy = TRUE;
  show_ready (self);
  luwte_workspace_erase_reply_async (self->workspace, self->was, NULL, done_cb,
                                     g_object_ref (self));
}

static void
erase_cb (LuwteOwnRepliesDialog *self)
{
  AdwDialog *dialog;
  g_autofree char *heading = NULL;

  if (self->was == NULL)
    return;
  /* Translators: %s is the name of a ready reply */
  heading = g_strdup_printf (_ ("Erase “/%s”?"), self->was);
  dialog = adw_alert_dialog_new (heading, _ ("A backup that you made before still has it."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel",
                                  _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (erase_answered_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
luwte_own_replies_dialog_dispose (GObject *object)
{
  LuwteOwnRepliesDialog *self = LUWTE_OWN_REPLIES_DIALOG (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (get_buffer (self), self);
  g_clear_pointer (&self->spelling, luwte_spell_marks_end);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_OWN_REPLIES_DIALOG);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->was, g_free);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_own_replies_dialog_parent_class)->dispose (object);
}

static void
luwte_own_replies_dialog_class_init (LuwteOwnRepliesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_own_replies_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-own-replies-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, page);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, add);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, save);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, name);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, help);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteOwnRepliesDialog, erasing);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
luwte_own_replies_dialog_init (LuwteOwnRepliesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spelling = luwte_spell_marks_new (self->text);
  g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self);
}

AdwDialog *
luwte_own_replies_dialog_new (LuwteWorkspace *workspace)
{
  LuwteOwnRepliesDialog *self = g_object_new (LUWTE_TYPE_OWN_REPLIES_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "replies-changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
