/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-summary-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-library.h"
#include "luwte-redact-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteSummaryDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  AdwComboRow *topic;
  GtkTextView *question;
  GtkTextView *answer;
  GtkWidget *next;
  GtkLabel *why_not;
  LuwteRedactPage *redact;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *topics;
  LuwteRedaction *redaction;
  gboolean busy;
};

static guint added_signal;

G_DEFINE_FINAL_TYPE (LuwteSummaryDialog, luwte_summary_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* The first of the list is no topic: none is chosen for her. */
static LuwteCode *
get_topic (LuwteSummaryDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->topic);

  return self->topics != NULL && selected > 0 && selected <= self->topics->len
             ? g_ptr_array_index (self->topics, selected - 1)
             : NULL;
}

static void
show_ready (LuwteSummaryDialog *self)
{
  g_autofree char *question = dup_text (self->question), *answer = dup_text (self->answer);
  const char *why = get_topic (self) == NULL ? _ ("Choose a topic first")
                                             : *question == '\0'
      ? _ ("Write a question first")
      : *answer == '\0'
      ? _ ("Write an answer first")
      : NULL;

  gtk_widget_set_sensitive (self->next, why == NULL && !self->busy);
  gtk_label_set_text (self->why_not, why != NULL ? why : "");
  adw_dialog_set_can_close (ADW_DIALOG (self), *question == '\0' && *answer == '\0');
}

static void
tell (LuwteSummaryDialog *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Not Written Down"), words);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "back", _ ("_Back"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
drafted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSummaryDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRedaction) redaction = luwte_library_draft_finish (LUWTE_LIBRARY (object), result,
                                                                     &error);

  self->busy = FALSE;
  if (self->steps == NULL)
    return;
  show_ready (self);
  if (redaction == NULL)
    {
      tell (self, error);
      return;
    }
  g_set_object (&self->redaction, redaction);
  luwte_redact_page_set_redaction (self->redact, redaction);
  adw_navigation_view_push_by_tag (self->steps, "redact");
}

static void
next_cb (LuwteSummaryDialog *self)
{
  LuwteLibrary *library = luwte_workspace_get_library (self->workspace);
  g_autofree char *question = dup_text (self->question), *answer = dup_text (self->answer);

  if (library == NULL || self->busy || get_topic (self) == NULL || *question == '\0' ||
      *answer == '\0')
    return;
  self->busy = TRUE;
  show_ready (self);
  luwte_library_draft_async (library, luwte_code_get_label (get_topic (self)), question, answer,
                             NULL, drafted_cb, g_object_ref (self));
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSummaryDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_library_add_finish (LUWTE_LIBRARY (object), result, &error);

  self->busy = FALSE;
  if (self->steps == NULL)
    return;
  if (id == NULL)
    {
      tell (self, error);
      return;
    }
  g_signal_emit (self, added_signal, 0, id);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
keep_cb (LuwteSummaryDialog *self)
{
  LuwteLibrary *library = luwte_workspace_get_library (self->workspace);

  if (library == NULL || self->busy || self->redaction == NULL || get_topic (self) == NULL)
    return;
  self->busy = TRUE;
  luwte_library_add_async (library, luwte_code_get_code (get_topic (self)), self->redaction, NULL,
                           added_cb, g_object_ref (self));
}

static void
stop_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSummaryDialog) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "stop") && self->steps != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_attempt_cb (LuwteSummaryDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Stop Here?"), _ ("What you wrote is kept nowhere.")));

  adw_alert_dialog_add_responses (dialog, "go-on", _ ("_Go On"), "stop", _ ("_Stop"), NULL);
  adw_alert_dialog_set_close_response (dialog, "go-on");
  adw_alert_dialog_set_default_response (dialog, "go-on");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, stop_answered_cb, g_object_ref (self));
}

static void
fill_topics (LuwteSummaryDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _ ("Not chosen yet"));
  self->topics = luwte_workspace_topics (self->workspace, luwte_words_language ());
  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    gtk_string_list_append (labels, luwte_code_get_label (g_ptr_array_index (self->topics, i)));
  adw_combo_row_set_model (self->topic, G_LIST_MODEL (labels));
}

static void
empty (LuwteSummaryDialog *self, GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  g_signal_handlers_disconnect_by_data (buffer, self);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, "", 0);
}

static void
luwte_summary_dialog_dispose (GObject *object)
{
  LuwteSummaryDialog *self = LUWTE_SUMMARY_DIALOG (object);

  if (self->question != NULL)
    {
      empty (self, self->question);
      empty (self, self->answer);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SUMMARY_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->redaction);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_summary_dialog_parent_class)->dispose (object);
}

static void
luwte_summary_dialog_class_init (LuwteSummaryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_summary_dialog_dispose;
  added_signal = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (LUWTE_TYPE_REDACT_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/review/luwte-summary-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, topic);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, question);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, next);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, why_not);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryDialog, redact);
  gtk_widget_class_bind_template_callback (widget_class, show_ready);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
}

static void
luwte_summary_dialog_init (LuwteSummaryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  luwte_redact_page_set_words (self->redact, _ ("For the Library"),
                                               _ ("Step 2 of 2: what may tell who it is"),
                                                 _ ("_Write Down"));
  g_signal_connect_object (gtk_text_view_get_buffer (self->question), "changed",
                           G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->answer), "changed",
                           G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
}

AdwDialog *
luwte_summary_dialog_new (LuwteWorkspace *workspace)
{
  LuwteSummaryDialog *self = g_object_new (LUWTE_TYPE_SUMMARY_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  fill_topics (self);
  show_ready (self);
  return ADW_DIALOG (self);
}

AdwDialog *
luwte_summary_dialog_new_with (LuwteWorkspace *workspace, const char *question, const char *answer)
{
  AdwDialog *dialog = luwte_summary_dialog_new (workspace);
  LuwteSummaryDialog *self = LUWTE_SUMMARY_DIALOG (dialog);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->question),
                            question != NULL ? question : "", -1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->answer), answer != NULL ? answer : "",
                            -1);
  return dialog;
}
