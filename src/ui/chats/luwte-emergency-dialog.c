/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-emergency-dialog.h"

#include <glib/gi18n.h>

#include "luwte-code.h"

struct _LuwteEmergencyDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  GtkListBox *list;
  GtkWidget *none;

  GPtrArray *numbers;
};

G_DEFINE_FINAL_TYPE (LuwteEmergencyDialog, luwte_emergency_dialog, ADW_TYPE_DIALOG)

static const char *
get_number (LuwteCode *code)
{
  const char *text = luwte_code_get_text (code);

  return text != NULL && *text != '\0' ? text : luwte_code_get_code (code);
}

static void
choose (LuwteEmergencyDialog *self, guint position)
{
  g_autofree char *words = NULL;
  const char *number;

  if (self->numbers == NULL || position >= self->numbers->len)
    return;
  number = get_number (g_ptr_array_index (self->numbers, position));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), number);
  /* Translators: %s is a telephone number */
  words = g_strdup_printf (_ ("%s is on the clipboard"), number);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

static void
row_activated_cb (LuwteEmergencyDialog *self, GtkListBoxRow *row)
{
  choose (self, (guint) gtk_list_box_row_get_index (row));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                LuwteEmergencyDialog *self)
{
  gunichar digit = gdk_keyval_to_unicode (keyval);

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || digit < '1' || digit > '9')
    return GDK_EVENT_PROPAGATE;
  choose (self, digit - '1');
  return GDK_EVENT_STOP;
}

static void
add_row (LuwteEmergencyDialog *self, LuwteCode *code, guint position)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *number = gtk_label_new (get_number (code));
  GtkWidget *key;
  g_autofree char *digit = g_strdup_printf ("%u", position + 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), luwte_code_get_label (code));
  gtk_widget_add_css_class (number, "title-3");
  gtk_widget_add_css_class (number, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  if (position < 9)
    {
      key = gtk_label_new (digit);
      gtk_widget_add_css_class (key, "luwte-key");
      gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                      digit, -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), key);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

AdwDialog *
luwte_emergency_dialog_new (GPtrArray *numbers)
{
  LuwteEmergencyDialog *self = g_object_new (LUWTE_TYPE_EMERGENCY_DIALOG, NULL);
  guint n = numbers != NULL ? numbers->len : 0;

  if (numbers != NULL)
    self->numbers = g_ptr_array_ref (numbers);
  for (guint i = 0; i < n; i++)
    add_row (self, g_ptr_array_index (numbers, i), i);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
  return ADW_DIALOG (self);
}

static void
luwte_emergency_dialog_dispose (GObject *object)
{
  LuwteEmergencyDialog *self = LUWTE_EMERGENCY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_EMERGENCY_DIALOG);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_emergency_dialog_parent_class)->dispose (object);
}

static void
luwte_emergency_dialog_class_init (LuwteEmergencyDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_emergency_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-emergency-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteEmergencyDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, LuwteEmergencyDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteEmergencyDialog, none);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
luwte_emergency_dialog_init (LuwteEmergencyDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
