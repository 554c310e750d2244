/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-flag-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-note.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteFlagDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *flag;
  GtkWidget *form;
  GtkLabel *problem;
  AdwComboRow *reason;
  AdwSwitchRow *urgent;
  GtkTextView *question;

  /* owned */
  LuwteWorkspace *workspace;
  char *session; /* the vault's object id */
  GPtrArray *reasons;
  gboolean allowed;
  gboolean busy;
};

enum
{
  FLAGGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteFlagDialog, luwte_flag_dialog, ADW_TYPE_DIALOG)

static char *
dup_question (LuwteFlagDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->question);
  GtkTextIter start, end;
  char *text;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_strstrip (text);
}

/* Without a question the meeting would not know what to advise on. */
static void
show_ready (LuwteFlagDialog *self)
{
  g_autofree char *question = dup_question (self);
  gboolean ready = self->allowed && !self->busy && *question != '\0';

  gtk_widget_set_sensitive (GTK_WIDGET (self->flag), ready);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->flag),
                               self->allowed && *question == '\0' ? _ ("Write a question first")
                                                                  : NULL);
  gtk_widget_set_sensitive (self->form, self->allowed && !self->busy);
}

static void
tell (LuwteFlagDialog *self, const char *words)
{
  gtk_label_set_text (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *words != '\0');
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
flagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteFlagDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_review_flag_finish (LUWTE_REVIEW (source), result, &error);
  g_autofree char *words = NULL;

  self->busy = FALSE;
  if (id != NULL)
    {
      /* What comes next may be a dialog, too. */
      if (self->form != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
      g_signal_emit (self, signals[FLAGGED], 0, id);
      return;
    }
  if (self->form == NULL)
    return;
  words = luwte_words_problem (error);
  tell (self, words);
  show_ready (self);
}

void
luwte_flag_dialog_flag (LuwteFlagDialog *self)
{
  LuwteReview *review;
  const char *reason = NULL;
  g_autofree char *question = NULL;
  guint selected;

  g_return_if_fail (LUWTE_IS_FLAG_DIALOG (self));

  review = luwte_workspace_get_review (self->workspace);
  question = dup_question (self);
  if (review == NULL || self->busy || !self->allowed || *question == '\0')
    return;
  selected = adw_combo_row_get_selected (self->reason);
  if (self->reasons != NULL && selected < self->reasons->len)
    reason = luwte_code_get_code (g_ptr_array_index (self->reasons, selected));
  self->busy = TRUE;
  show_ready (self);
  luwte_review_flag_async (review, self->session, reason, adw_switch_row_get_active (self->urgent),
                           question, NULL, flagged_cb, g_object_ref (self));
}

static void
back_cb (LuwteFlagDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_reasons (LuwteFlagDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->reasons = luwte_workspace_flag_reasons (self->workspace, luwte_words_language ());
  for (guint i = 0; self->reasons != NULL && i < self->reasons->len; i++)
    gtk_string_list_append (labels, luwte_code_get_label (g_ptr_array_index (self->reasons, i)));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (labels));
}

static AdwDialog *
make (LuwteWorkspace *workspace, const char *session, const char *line, const char *nickname)
{
  LuwteFlagDialog *self = g_object_new (LUWTE_TYPE_FLAG_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->session = g_strdup (session);
  adw_window_title_set_subtitle (self->title, nickname);
  fill_reasons (self);
  self->allowed = luwte_workspace_may_flag (workspace, line, NULL);
  if (!self->allowed)
    tell (self, _ ("The profile of your helpline keeps no flags about these conversations, so there "
                   "is nothing to bring to a review."));
  show_ready (self);
  return ADW_DIALOG (self);
}

AdwDialog *
luwte_flag_dialog_new (LuwteWorkspace *workspace, LuwteConversation *conversation)
{
  return make (workspace, luwte_conversation_get_object_id (conversation),
               luwte_conversation_get_line (conversation),
               luwte_session_get_nickname (luwte_conversation_get_session (conversation)));
}

AdwDialog *
luwte_flag_dialog_new_for_note (LuwteWorkspace *workspace, LuwteNote *note)
{
  const LuwteNoteFields *fields = luwte_note_get_fields (note);

  return make (workspace, fields->session_id, fields->line, fields->nickname);
}

static void
luwte_flag_dialog_dispose (GObject *object)
{
  LuwteFlagDialog *self = LUWTE_FLAG_DIALOG (object);

  if (self->question != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->question);

      g_signal_handlers_disconnect_by_data (buffer, self);
      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_text (buffer, "", 0);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_FLAG_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->session, g_free);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_flag_dialog_parent_class)->dispose (object);
}

static void
luwte_flag_dialog_class_init (LuwteFlagDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_flag_dialog_dispose;

  signals[FLAGGED] = g_signal_new ("flagged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-flag-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, flag);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, urgent);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagDialog, question);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, luwte_flag_dialog_flag);
}

static void
luwte_flag_dialog_init (LuwteFlagDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->question), "changed",
                           G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
}
