/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-case-dialog.h"

#include <glib/gi18n.h>

#include "luwte-choose-page.h"
#include "luwte-redact-page.h"
#include "luwte-redaction.h"
#include "luwte-send-page.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteCaseDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwNavigationView *steps;
  AdwStatusPage *wait;
  LuwteChoosePage *choose;
  LuwteRedactPage *redact;
  LuwteSendPage *send;

  /* owned */
  LuwteWorkspace *workspace;
  gboolean notes_only;
};

static guint sent_signal;

G_DEFINE_FINAL_TYPE (LuwteCaseDialog, luwte_case_dialog, ADW_TYPE_DIALOG)

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteCaseDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRedaction) redaction = luwte_review_redact_finish (LUWTE_REVIEW (object), result,
                                                                     &error);

  if (self->steps == NULL)
    return;
  if (redaction == NULL)
    {
      g_autofree char *words = luwte_words_problem (error);

      adw_status_page_set_paintable (self->wait, NULL);
      adw_status_page_set_icon_name (self->wait, "dialog-warning-symbolic");
      adw_status_page_set_title (self->wait, _ ("This Case Cannot Be Read"));
      adw_status_page_set_description (self->wait, words);
      return;
    }
  luwte_choose_page_set_redaction (self->choose, redaction, self->notes_only);
  luwte_redact_page_set_redaction (self->redact, redaction);
  luwte_send_page_set_redaction (self->send, self->workspace, redaction);
  adw_navigation_view_replace_with_tags (self->steps, (const char *const[]) { "choose" }, 1);
  adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
}

static void
chosen_cb (LuwteCaseDialog *self)
{
  adw_navigation_view_push_by_tag (self->steps, "redact");
}

static void
redacted_cb (LuwteCaseDialog *self)
{
  adw_navigation_view_push_by_tag (self->steps, "send");
}

static void
sent_cb (LuwteCaseDialog *self, gboolean delivered)
{
  g_signal_emit (self, sent_signal, 0, delivered);
  if (self->steps != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
stop_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteCaseDialog) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "stop") && self->steps != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* Answers to questions are lost with it, so it asks. */
static void
close_attempt_cb (LuwteCaseDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Stop Here?"), _ ("Nothing is sent, and the flag stays. What you answered "
                                                    "about words is asked again next time.")));

  adw_alert_dialog_add_responses (dialog, "go-on", _ ("_Go On"), "stop", _ ("_Stop"), NULL);
  adw_alert_dialog_set_close_response (dialog, "go-on");
  adw_alert_dialog_set_default_response (dialog, "go-on");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, stop_answered_cb, g_object_ref (self));
}

static void
luwte_case_dialog_dispose (GObject *object)
{
  LuwteCaseDialog *self = LUWTE_CASE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CASE_DIALOG);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (luwte_case_dialog_parent_class)->dispose (object);
}

static void
luwte_case_dialog_class_init (LuwteCaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_case_dialog_dispose;
  sent_signal = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_type_ensure (LUWTE_TYPE_CHOOSE_PAGE);
  g_type_ensure (LUWTE_TYPE_REDACT_PAGE);
  g_type_ensure (LUWTE_TYPE_SEND_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-case-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseDialog, wait);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseDialog, choose);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseDialog, redact);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, redacted_cb);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_attempt_cb);
}

static void
luwte_case_dialog_init (LuwteCaseDialog *self)
{
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->wait));
  adw_status_page_set_paintable (self->wait, GDK_PAINTABLE (spinner));
}

static GtkWidget *
make (LuwteWorkspace *workspace, const char *flag_id, gboolean notes_only)
{
  LuwteCaseDialog *self = g_object_new (LUWTE_TYPE_CASE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->notes_only = notes_only;
  luwte_review_redact_async (luwte_workspace_get_review (workspace), flag_id, NULL, read_cb,
                             g_object_ref (self));
  return GTK_WIDGET (self);
}

GtkWidget *
luwte_case_dialog_new (LuwteWorkspace *workspace, const char *flag_id)
{
  return make (workspace, flag_id, FALSE);
}

GtkWidget *
luwte_case_dialog_new_of_notes (LuwteWorkspace *workspace, const char *flag_id)
{
  return make (workspace, flag_id, TRUE);
}
