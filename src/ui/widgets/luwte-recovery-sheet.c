/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-recovery-sheet.h"

#include <glib/gi18n.h>

#include "luwte-secret.h"

#define COLUMNS         3
#define GROUPS_MAX      12
#define GROUP_BYTES_MAX 15

struct _LuwteRecoverySheet
{
  AdwBin parent_instance;

  /* template children */
  GtkGrid *grid;
  GtkEditable *first;
  GtkEditable *second;
  GtkImage *first_tick;
  GtkImage *second_tick;

  /* owned */
  char groups[GROUPS_MAX][GROUP_BYTES_MAX + 1]; /* wiped with the widget */
  guint n_groups;
  guint asked[2];
  gboolean confirmed;
};

typedef enum
{
  PROP_CONFIRMED = 1,
} LuwteRecoverySheetProperty;

static GParamSpec *properties[PROP_CONFIRMED + 1];

G_DEFINE_FINAL_TYPE (LuwteRecoverySheet, luwte_recovery_sheet, ADW_TYPE_BIN)

/* Letter case and stray blanks are no error of somebody who copied from paper. */
static gboolean
is_right (LuwteRecoverySheet *self, GtkEditable *row, guint group)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  return self->n_groups > 0 && g_ascii_strcasecmp (typed, self->groups[group]) == 0;
}

static void
changed_cb (LuwteRecoverySheet *self)
{
  gboolean first = is_right (self, self->first, self->asked[0]);
  gboolean second = is_right (self, self->second, self->asked[1]);

  gtk_widget_set_visible (GTK_WIDGET (self->first_tick), first);
  gtk_widget_set_visible (GTK_WIDGET (self->second_tick), second);
  if (self->confirmed == (first && second))
    return;
  self->confirmed = first && second;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFIRMED]);
}

static void
split (LuwteRecoverySheet *self, const char *code)
{
  gsize length = 0;

  self->n_groups = 0;
  for (const char *p = code;; p++)
    {
      if (g_ascii_isalnum (*p) && self->n_groups < GROUPS_MAX && length < GROUP_BYTES_MAX)
        self->groups[self->n_groups][length++] = *p;
      else if (length > 0)
        {
          self->groups[self->n_groups++][length] = '\0';
          length = 0;
        }
      if (*p == '\0')
        break;
    }
}

static void
show_group (LuwteRecoverySheet *self, guint index)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *spoken = g_strdup_printf (_ ("Group %u: %s"), index + 1, self->groups[index]);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *ordinal = gtk_label_new (number);
  GtkWidget *group = gtk_label_new (self->groups[index]);

  gtk_widget_add_css_class (ordinal, "caption");
  gtk_widget_add_css_class (group, "luwte-recovery-group");
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_box_append (GTK_BOX (box), ordinal);
  gtk_box_append (GTK_BOX (box), group);
  gtk_grid_attach (self->grid, box, index % COLUMNS, index / COLUMNS, 1, 1);
}

void
luwte_recovery_sheet_set_code (LuwteRecoverySheet *self, LuwteSecret *code)
{
  GtkEditable *const rows[] = { self->first, self->second };
  GtkWidget *child;

  g_return_if_fail (LUWTE_IS_RECOVERY_SHEET (self) && code != NULL);

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))))
    gtk_grid_remove (self->grid, child);
  split (self, luwte_secret_peek (code));
  g_return_if_fail (self->n_groups >= 2);
  for (guint i = 0; i < self->n_groups; i++)
    show_group (self, i);

  self->asked[0] = g_random_int_range (0, self->n_groups - 1);
  self->asked[1] = g_random_int_range (self->asked[0] + 1, self->n_groups);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = g_strdup_printf (_ ("Group %u from your paper"), self->asked[i] + 1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows[i]), title);
      gtk_editable_set_text (rows[i], "");
    }
  changed_cb (self);
}

gboolean
luwte_recovery_sheet_get_confirmed (LuwteRecoverySheet *self)
{
  return self->confirmed;
}

void
luwte_recovery_sheet_get_asked (LuwteRecoverySheet *self, guint *first, guint *second)
{
  *first = self->asked[0];
  *second = self->asked[1];
}

static gboolean
luwte_recovery_sheet_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LUWTE_RECOVERY_SHEET (widget)->first));
}

static void
luwte_recovery_sheet_dispose (GObject *object)
{
  LuwteRecoverySheet *self = LUWTE_RECOVERY_SHEET (object);

  luwte_wipe (self->groups, sizeof self->groups);
  self->n_groups = 0;
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_RECOVERY_SHEET);

  G_OBJECT_CLASS (luwte_recovery_sheet_parent_class)->dispose (object);
}

static void
luwte_recovery_sheet_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteRecoverySheet *self = LUWTE_RECOVERY_SHEET (object);

  switch ((LuwteRecoverySheetProperty) id)
    {
    case PROP_CONFIRMED:
      g_value_set_boolean (value, self->confirmed);
      break;
    }
}

static void
luwte_recovery_sheet_class_init (LuwteRecoverySheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_recovery_sheet_dispose;
  object_class->get_property = luwte_recovery_sheet_get_property;
  widget_class->grab_focus = luwte_recovery_sheet_grab_focus;

  properties[PROP_CONFIRMED] = g_param_spec_boolean ("confirmed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                         G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/widgets/luwte-recovery-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverySheet, grid);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverySheet, first);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverySheet, second);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverySheet, first_tick);
  gtk_widget_class_bind_template_child (widget_class, LuwteRecoverySheet, second_tick);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
luwte_recovery_sheet_init (LuwteRecoverySheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
