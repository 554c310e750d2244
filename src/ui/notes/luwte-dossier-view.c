/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-dossier-view.h"

#include <glib/gi18n.h>

#include "luwte-advice-group.h"
#include "luwte-case-dialog.h"
#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-dossier-note.h"
#include "luwte-dossier.h"
#include "luwte-flag-dialog.h"
#include "luwte-folder-watch.h"
#include "luwte-folder-words.h"
#include "luwte-handover-group.h"
#include "luwte-join-dialog.h"
#include "luwte-note-dialog.h"
#include "luwte-note.h"
#include "luwte-notes-join.h"
#include "luwte-standing-group.h"
#include "luwte-term-rows.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define NOTES_MAX 500

struct _LuwteDossierView
{
  AdwBin parent_instance;

  /* template children */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkWidget *request;
  GtkWidget *flag;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  LuwteAdviceGroup *advice;
  LuwteTermGroup *terms;
  AdwPreferencesGroup *also;
  LuwteStandingGroup *standing;
  LuwteHandoverGroup *handover;
  GtkWidget *read_back;
  AdwPreferencesGroup *notes_group;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteDossier *dossier;
  LuwteNote *newest; /* (nullable): of the dossier that is shown */
  GPtrArray *topics;
  GCancellable *loading;
  char *undo_from; /* what was joined or split last: the dossier to split, or to join from */
  char *undo_into;
  GStrv undo_sessions;
  GPtrArray *rows; /* of borrowed rows, in both groups */
};

G_DEFINE_FINAL_TYPE (LuwteDossierView, luwte_dossier_view, ADW_TYPE_BIN)

static const char *
topic_label (LuwteDossierView *self, const char *code)
{
  for (guint i = 0; self->topics != NULL && code != NULL && i < self->topics->len; i++)
    {
      LuwteCode *topic = g_ptr_array_index (self->topics, i);

      if (g_str_equal (luwte_code_get_code (topic), code))
        return luwte_code_get_label (topic);
    }
  return code;
}

static void
erased_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteDossierNote) row = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  /* "Erased" is said only now: the answer comes after the vault's last step. The row goes by the
   * signal "changed". */
  if (luwte_notes_erase_finish (LUWTE_NOTES (object), result, &error))
    {
      luwte_toast_say (GTK_WIDGET (row), _ ("The note is erased"));
      return;
    }
  words = luwte_words_erasure_problem (error);
  luwte_dossier_note_set_erasing (row, FALSE);
  luwte_toast_say (GTK_WIDGET (row), words);
}

static void
erase_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteDossierNote) row = data;
  LuwteDossierView *self = NULL;
  LuwteNotes *notes;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (!g_str_equal (answer, "erase"))
    return;
  self = LUWTE_DOSSIER_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (row), LUWTE_TYPE_DOSSIER_VIEW));
  notes = self != NULL ? luwte_workspace_get_notes (self->workspace) : NULL;
  if (notes == NULL)
    return;
  luwte_dossier_note_set_erasing (row, TRUE);
  luwte_notes_erase_async (notes, luwte_note_get_fields (luwte_dossier_note_get_note (row))->id,
                           NULL, erased_cb, g_object_ref (row));
}

static void
erase_cb (LuwteDossierView *self, LuwteDossierNote *row)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Erase This Note?"), NULL);

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (dialog),
                             _ ("The text is erased now, in backups too. It cannot come back."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel",
                                  _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self), NULL, erase_answered_cb,
                           g_object_ref (row));
}

static void
edit_cb (LuwteDossierView *self, LuwteDossierNote *row)
{
  if (luwte_workspace_get_notes (self->workspace) != NULL)
    adw_dialog_present (luwte_note_dialog_new (self->workspace, luwte_dossier_note_get_note (row)),
                        GTK_WIDGET (self));
}

static void
clear_rows (LuwteDossierView *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
tell (LuwteDossierView *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (self->stack != NULL)
    luwte_toast_say (GTK_WIDGET (self), words);
}

static void
unjoined_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteDossierView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *part = luwte_notes_split_finish (LUWTE_NOTES (source), result, &error);

  if (part == NULL)
    tell (self, error);
}

static void
unsplit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteDossierView) self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) moved = luwte_notes_join_finish (LUWTE_NOTES (source), result, &error);

  if (moved == NULL)
    tell (self, error);
}

static void
undo_cb (LuwteDossierView *self)
{
  LuwteNotes *notes = self->workspace != NULL ? luwte_workspace_get_notes (self->workspace) : NULL;

  if (notes == NULL || self->undo_from == NULL)
    return;
  if (self->undo_sessions != NULL)
    luwte_notes_split_async (notes, self->undo_from, (const char *const *) self->undo_sessions,
                             NULL, NULL, unjoined_cb, g_object_ref (self));
  else
    luwte_notes_join_async (notes, self->undo_from, self->undo_into, NULL, unsplit_cb,
                            g_object_ref (self));
  g_clear_pointer (&self->undo_from, g_free);
}

static void
offer_undo (LuwteDossierView *self, const char *words, const char *from, const char *into,
            const char *const *sessions)
{
  g_set_str (&self->undo_from, from);
  g_set_str (&self->undo_into, into);
  g_strfreev (self->undo_sessions);
  self->undo_sessions = g_strdupv ((char **) sessions);
  luwte_toast_offer_undo (GTK_WIDGET (self), words, G_CALLBACK (undo_cb), self);
}

static void
joined_cb (LuwteDossierView *self, const char *const *sessions)
{
  if (self->dossier != NULL)
    offer_undo (self, _ ("The dossiers are joined"), luwte_dossier_get_id (self->dossier), NULL,
                        sessions);
}

static void
join_cb (LuwteDossierView *self)
{
  LuwteNotes *notes = self->workspace != NULL ? luwte_workspace_get_notes (self->workspace) : NULL;
  AdwDialog *dialog;

  if (notes == NULL || self->dossier == NULL)
    return;
  dialog = luwte_join_dialog_new (notes, self->dossier);
  g_signal_connect_object (dialog, "joined", G_CALLBACK (joined_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* A nickname that is to have a dossier of its own. */
typedef struct
{
  LuwteDossierView *self;
  char *dossier;
  char *nickname;
} Splitting;

static void
splitting_free (Splitting *splitting)
{
  g_object_unref (splitting->self);
  g_free (splitting->dossier);
  g_free (splitting->nickname);
  g_free (splitting);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Splitting, splitting_free)

static void
split_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Splitting) splitting = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *part = luwte_notes_split_finish (LUWTE_NOTES (source), result, &error);
  g_autofree char *words = NULL;

  if (part == NULL)
    {
      tell (splitting->self, error);
      return;
    }
  /* Translators: %s is a nickname */
  words = g_strdup_printf (_ ("“%s” has a dossier of its own"), splitting->nickname);
  if (splitting->self->stack != NULL)
    offer_undo (splitting->self, words, part, splitting->dossier, NULL);
}

static void
split_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Splitting) splitting = data;
  LuwteDossierView *self = splitting->self;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  LuwteNotes *notes = self->workspace != NULL ? luwte_workspace_get_notes (self->workspace) : NULL;

  if (!g_str_equal (answer, "split") || notes == NULL)
    return;
  luwte_notes_split_async (notes, splitting->dossier, NULL, splitting->nickname, NULL,
                           split_done_cb, splitting);
  splitting = NULL;
}

static char *
describe_split (const char *nickname, const LuwteDossierParts *parts)
{
  g_autofree char *contacts = g_strdup_printf (ngettext ("%u contact", "%u contacts",
                                                         parts->n_contacts),
                                               parts->n_contacts);
  g_autofree char *notes = g_strdup_printf (ngettext ("%u note", "%u notes", parts->n_notes),
                                            parts->n_notes);

  /* Translators: "2 contacts", "3 notes", a nickname */
  return g_strdup_printf (_ ("%s and %s under “%s” go to a dossier of their own. Each of the two then "
                             "counts from its own last contact. Holds and objections stand in both."),
      contacts, notes, nickname);
}

static void
split_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Splitting) splitting = data;
  g_autoptr (GError) error = NULL;
  g_autofree LuwteDossierParts *parts = luwte_notes_parts_finish (LUWTE_NOTES (source), result,
                                                                  &error);
  GtkWidget *parent = GTK_WIDGET (splitting->self);
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  if (parts == NULL)
    tell (splitting->self, error);
  if (parts == NULL || splitting->self->stack == NULL)
    return;
  body = describe_split (splitting->nickname, parts);
  dialog = adw_alert_dialog_new (_ ("Somebody Else?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel",
                                  _ ("_Cancel"), "split", _ ("_Split"), NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), parent, NULL, split_answered_cb,
                           g_steal_pointer (&splitting));
}

static void
split_cb (GtkWidget *button, LuwteDossierView *self)
{
  LuwteNotes *notes = self->workspace != NULL ? luwte_workspace_get_notes (self->workspace) : NULL;
  Splitting *splitting;

  if (notes == NULL || self->dossier == NULL)
    return;
  splitting = g_new (Splitting, 1);
  *splitting = (Splitting) {
    .self = g_object_ref (self),
    .dossier = g_strdup (luwte_dossier_get_id (self->dossier)),
    .nickname = g_strdup (gtk_widget_get_name (button)),
  };
  luwte_notes_parts_async (notes, splitting->dossier, splitting->nickname, NULL, split_counted_cb,
                           splitting);
}

static void
add_split_button (LuwteDossierView *self, GtkWidget *row, const char *nickname)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Split Off…"));
  /* Translators: %s is a nickname */
  g_autofree char *name = g_strdup_printf (_ ("Split off %s"), nickname);

  gtk_widget_set_name (button, nickname);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (split_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
show_nicknames (LuwteDossierView *self)
{
  const char *const *names = luwte_dossier_get_nicknames (self->dossier);
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      GtkWidget *row;

      if (g_strcmp0 (names[i], luwte_dossier_get_nickname (self->dossier)) == 0)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), names[i]);
      add_split_button (self, row, names[i]);
      adw_preferences_group_add (self->also, row);
      g_ptr_array_add (self->rows, row);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->also), n > 0);
}

/* A flag hangs on the session of a note; without a note there is nothing that the meeting could read. */
static void
set_newest (LuwteDossierView *self, LuwteNote *note)
{
  g_set_object (&self->newest, note);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dossier.flag", note != NULL);
  gtk_widget_set_tooltip_text (self->flag,
                               note != NULL ? _ ("Flag for the review")
                                            : _ ("Flag for the review: write a note first"));
}

static void
show_notes (LuwteDossierView *self, GPtrArray *notes)
{
  clear_rows (self);
  set_newest (self, notes->len > 0 ? g_ptr_array_index (notes, 0) : NULL);
  show_nicknames (self);
  for (guint i = 0; i < notes->len; i++)
    {
      LuwteNote *note = g_ptr_array_index (notes, i);
      GtkWidget *row =
          luwte_dossier_note_new (note, topic_label (self, luwte_note_get_fields (note)->topic));

      g_signal_connect_object (row, "edit", G_CALLBACK (edit_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "erase", G_CALLBACK (erase_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->notes_group, row);
      g_ptr_array_add (self->rows, row);
      /* The latest is what one came for. */
      if (i == 0)
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
    }
  adw_preferences_group_set_description (
      self->notes_group,
      notes->len > 0 ? NULL : _ ("No notes. What is past its term has been erased."));
  gtk_stack_set_visible_child_name (self->stack, "dossier");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteDossierView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_notes_list_finish (LUWTE_NOTES (object), result, &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (notes != NULL && self->dossier != NULL)
    show_notes (self, notes);
  else if (error != NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_toast_say (GTK_WIDGET (self), words);
    }
}

static void
load (LuwteDossierView *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (notes == NULL || self->dossier == NULL)
    return;
  self->loading = g_cancellable_new ();
  luwte_advice_group_set_target (self->advice, self->workspace,
                                 luwte_dossier_get_id (self->dossier));
  luwte_term_group_show (self->terms, self->workspace, luwte_dossier_get_id (self->dossier),
                         luwte_dossier_get_nickname (self->dossier));
  luwte_handover_group_set_target (self->handover, self->workspace,
                                   luwte_dossier_get_id (self->dossier),
                                   luwte_dossier_get_nickname (self->dossier));
  luwte_notes_list_by_dossier_async (notes, luwte_dossier_get_id (self->dossier), NOTES_MAX,
                                     self->loading, listed_cb, g_object_ref (self));
}

static void
show_whose (LuwteDossierView *self)
{
  luwte_standing_group_set_target (self->standing, self->workspace,
                                   luwte_dossier_get_id (self->dossier), NULL, NULL);
  gtk_widget_set_visible (
      self->read_back,
      luwte_workspace_is_shared_name (self->workspace, luwte_dossier_get_nickname (self->dossier)));
}

void
luwte_dossier_view_set_dossier (LuwteDossierView *self, LuwteDossier *dossier)
{
  g_autofree char *day = NULL, *subtitle = NULL;
  gboolean same;

  g_return_if_fail (LUWTE_IS_DOSSIER_VIEW (self));

  same = dossier != NULL && self->dossier != NULL &&
         g_str_equal (luwte_dossier_get_id (dossier), luwte_dossier_get_id (self->dossier));
  g_set_object (&self->dossier, dossier);
  gtk_widget_set_visible (self->request, dossier != NULL);
  gtk_widget_set_visible (self->flag, dossier != NULL);
  if (!same)
    set_newest (self, NULL);
  if (dossier == NULL)
    {
      clear_rows (self);
      luwte_advice_group_set_target (self->advice, NULL, NULL);
      if (self->workspace != NULL)
        luwte_term_group_show (self->terms, self->workspace, NULL, NULL);
      luwte_standing_group_set_target (self->standing, NULL, NULL, NULL, NULL);
      luwte_handover_group_set_target (self->handover, NULL, NULL, NULL);
      adw_window_title_set_title (self->title, "");
      adw_window_title_set_subtitle (self->title, "");
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  day = luwte_words_day (luwte_dossier_get_last_contact (dossier));
  subtitle = g_strdup_printf (_ ("Last contact %s"), day);
  adw_window_title_set_title (self->title, luwte_dossier_get_nickname (dossier));
  adw_window_title_set_subtitle (self->title, subtitle);
  if (!same)
    {
      clear_rows (self);
      gtk_widget_set_visible (GTK_WIDGET (self->also), FALSE);
      show_whose (self);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  load (self);
}

void
luwte_dossier_view_set_workspace (LuwteDossierView *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_DOSSIER_VIEW (self));

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  self->topics = luwte_workspace_topics (workspace, luwte_words_language ());
}

void
luwte_dossier_view_set_narrow (LuwteDossierView *self, gboolean narrow)
{
  adw_header_bar_set_show_back_button (self->header, narrow);
}

/* The desk is a page of its own; the window knows the way. */
static void
request_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteDossierView *self = LUWTE_DOSSIER_VIEW (widget);

  if (self->dossier != NULL)
    gtk_widget_activate_action (widget, "win.request", "(ss)", luwte_dossier_get_id (self->dossier),
                                luwte_dossier_get_nickname (self->dossier));
}

static void
sent_cb (LuwteDossierView *self, gboolean delivered)
{
  luwte_toast_say (GTK_WIDGET (self), luwte_folder_words_sent (delivered));
  luwte_folder_watch_look (luwte_workspace_get_folder_watch (self->workspace));
}

/* The flag is kept from now on; who goes on puts it to the meeting at once, who stops finds it in
 * Review. */
static void
flagged_cb (LuwteDossierView *self, const char *id)
{
  GtkWidget *dialog;

  if (self->workspace == NULL || luwte_workspace_get_review (self->workspace) == NULL)
    return;
  dialog = luwte_case_dialog_new_of_notes (self->workspace, id);
  g_signal_connect_object (dialog, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
flag_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteDossierView *self = LUWTE_DOSSIER_VIEW (widget);
  AdwDialog *dialog;

  if (self->newest == NULL || luwte_workspace_get_review (self->workspace) == NULL)
    return;
  dialog = luwte_flag_dialog_new_for_note (self->workspace, self->newest);
  g_signal_connect_object (dialog, "flagged", G_CALLBACK (flagged_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
luwte_dossier_view_dispose (GObject *object)
{
  LuwteDossierView *self = LUWTE_DOSSIER_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_DOSSIER_VIEW);
  g_clear_object (&self->workspace);
  g_clear_object (&self->dossier);
  g_clear_object (&self->newest);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->undo_from, g_free);
  g_clear_pointer (&self->undo_into, g_free);
  g_clear_pointer (&self->undo_sessions, g_strfreev);

  G_OBJECT_CLASS (luwte_dossier_view_parent_class)->dispose (object);
}

static void
luwte_dossier_view_class_init (LuwteDossierViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_dossier_view_dispose;
  g_type_ensure (LUWTE_TYPE_ADVICE_GROUP);
  g_type_ensure (LUWTE_TYPE_TERM_GROUP);
  g_type_ensure (LUWTE_TYPE_STANDING_GROUP);
  g_type_ensure (LUWTE_TYPE_HANDOVER_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-dossier-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, header);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, request);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, flag);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, advice);
  gtk_widget_class_install_action (widget_class, "dossier.request", NULL, request_action);
  gtk_widget_class_install_action (widget_class, "dossier.flag", NULL, flag_action);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, scroller);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, terms);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, also);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, standing);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, handover);
  gtk_widget_class_bind_template_callback (widget_class, join_cb);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, read_back);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierView, notes_group);
}

static void
luwte_dossier_view_init (LuwteDossierView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
