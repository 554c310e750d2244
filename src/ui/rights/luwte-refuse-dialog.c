/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-refuse-dialog.h"

#include <glib/gi18n.h>

struct _LuwteRefuseDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkButton *refuse;
  GtkTextView *ground;
};

enum
{
  REFUSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteRefuseDialog, luwte_refuse_dialog, ADW_TYPE_DIALOG)

static char *
dup_ground (LuwteRefuseDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->ground);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
changed_cb (LuwteRefuseDialog *self)
{
  g_autofree char *ground = dup_ground (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->refuse), *ground != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->refuse),
                               *ground == '\0' ? _ ("Write down why first") : NULL);
}

static void
refuse_cb (LuwteRefuseDialog *self)
{
  g_autofree char *ground = dup_ground (self);

  if (*ground == '\0')
    return;
  g_signal_emit (self, signals[REFUSED], 0, ground);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel_cb (LuwteRefuseDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
luwte_refuse_dialog_dispose (GObject *object)
{
  LuwteRefuseDialog *self = LUWTE_REFUSE_DIALOG (object);

  if (self->ground != NULL)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->ground);

      g_signal_handlers_disconnect_by_data (buffer, self);
      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_text (buffer, "", 0);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REFUSE_DIALOG);

  G_OBJECT_CLASS (luwte_refuse_dialog_parent_class)->dispose (object);
}

static void
luwte_refuse_dialog_class_init (LuwteRefuseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_refuse_dialog_dispose;
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/rights/luwte-refuse-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRefuseDialog, refuse);
  gtk_widget_class_bind_template_child (widget_class, LuwteRefuseDialog, ground);
  gtk_widget_class_bind_template_callback (widget_class, refuse_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
luwte_refuse_dialog_init (LuwteRefuseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->ground), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

AdwDialog *
luwte_refuse_dialog_new (void)
{
  return g_object_new (LUWTE_TYPE_REFUSE_DIALOG, NULL);
}
