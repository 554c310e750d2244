/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-work-dialog.h"

#include "luwte-progress.h"

#include <glib/gi18n.h>

struct _LuwteWorkDialog
{
  AdwDialog parent_instance;

  /* template children */
  AdwStatusPage *status;
  GtkProgressBar *bar;
  GtkButton *button;

  /* owned */
  LuwteProgress *progress;
  GCancellable *cancellable;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (LuwteWorkDialog, luwte_work_dialog, ADW_TYPE_DIALOG)

static void
heard_cb (double fraction, gpointer data)
{
  LuwteWorkDialog *self = data;

  gtk_progress_bar_set_fraction (self->bar, fraction);
}

static void
button_cb (LuwteWorkDialog *self)
{
  if (self->ended)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  g_cancellable_cancel (self->cancellable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  gtk_button_set_label (self->button, _ ("Stopping…"));
}

LuwteProgress *
luwte_work_dialog_get_progress (LuwteWorkDialog *self)
{
  return self->progress;
}

GCancellable *
luwte_work_dialog_get_cancellable (LuwteWorkDialog *self)
{
  return self->cancellable;
}

void
luwte_work_dialog_end (LuwteWorkDialog *self, const char *problem)
{
  g_return_if_fail (LUWTE_IS_WORK_DIALOG (self));

  self->ended = TRUE;
  if (self->status == NULL)
    return;
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (problem == NULL)
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  adw_status_page_set_icon_name (self->status, "dialog-warning-symbolic");
  adw_status_page_set_title (self->status, _ ("Nothing Was Changed"));
  adw_status_page_set_description (self->status, problem);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  gtk_button_set_label (self->button, _ ("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
luwte_work_dialog_dispose (GObject *object)
{
  LuwteWorkDialog *self = LUWTE_WORK_DIALOG (object);

  luwte_progress_stop (self->progress);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_WORK_DIALOG);
  G_OBJECT_CLASS (luwte_work_dialog_parent_class)->dispose (object);
}

static void
luwte_work_dialog_finalize (GObject *object)
{
  LuwteWorkDialog *self = LUWTE_WORK_DIALOG (object);

  luwte_progress_unref (self->progress);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (luwte_work_dialog_parent_class)->finalize (object);
}

static void
luwte_work_dialog_class_init (LuwteWorkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_work_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_work_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-work-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteWorkDialog, status);
  gtk_widget_class_bind_template_child (widget_class, LuwteWorkDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, LuwteWorkDialog, button);
  gtk_widget_class_bind_template_callback (widget_class, button_cb);
}

static void
luwte_work_dialog_init (LuwteWorkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->progress = luwte_progress_new (heard_cb, self);
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
luwte_work_dialog_new (const char *title, const char *what)
{
  LuwteWorkDialog *self = g_object_new (LUWTE_TYPE_WORK_DIALOG, NULL);

  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, what);
  return GTK_WIDGET (self);
}
