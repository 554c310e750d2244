/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-service-dialog.h"

#include "luwte-service-form.h"
#include "luwte-wizard-page.h"
#include "luwte-workspace.h"

struct _LuwteServiceDialog
{
  AdwDialog parent_instance;

  /* template children */
  LuwteWizardPage *page;
  LuwteServiceForm *form;
};

G_DEFINE_FINAL_TYPE (LuwteServiceDialog, luwte_service_dialog, ADW_TYPE_DIALOG)

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteServiceDialog) self = data;

  /* What came of it stands in the form, in words; the dialog stays, so that it can be read. */
  luwte_service_form_apply_finish (LUWTE_SERVICE_FORM (object), result, NULL);
  if (self->page != NULL)
    luwte_wizard_page_set_busy (self->page, FALSE);
}

static void
next_cb (LuwteServiceDialog *self)
{
  luwte_wizard_page_set_busy (self->page, TRUE);
  luwte_service_form_apply_async (self->form, FALSE, applied_cb, g_object_ref (self));
}

static void
luwte_service_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_SERVICE_DIALOG);

  G_OBJECT_CLASS (luwte_service_dialog_parent_class)->dispose (object);
}

static void
luwte_service_dialog_class_init (LuwteServiceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_service_dialog_dispose;
  g_type_ensure (LUWTE_TYPE_WIZARD_PAGE);
  g_type_ensure (LUWTE_TYPE_SERVICE_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-service-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceDialog, page);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
luwte_service_dialog_init (LuwteServiceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_service_dialog_new (LuwteWorkspace *workspace)
{
  LuwteServiceDialog *self = g_object_new (LUWTE_TYPE_SERVICE_DIALOG, NULL);

  luwte_service_form_set_workspace (self->form, workspace, FALSE);
  return GTK_WIDGET (self);
}
