/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-request-row.h"

#include <glib/gi18n.h>

#include "luwte-request-words.h"
#include "luwte-words.h"

struct _LuwteRequestRow
{
  AdwActionRow parent_instance;

  /* template children */
  GtkWidget *warning;
  GtkLabel *state;

  /* owned */
  char *id;
};

G_DEFINE_FINAL_TYPE (LuwteRequestRow, luwte_request_row, ADW_TYPE_ACTION_ROW)

const char *
luwte_request_row_get_id (LuwteRequestRow *self)
{
  g_return_val_if_fail (LUWTE_IS_REQUEST_ROW (self), NULL);
  return self->id;
}

static void
luwte_request_row_dispose (GObject *object)
{
  LuwteRequestRow *self = LUWTE_REQUEST_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REQUEST_ROW);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (luwte_request_row_parent_class)->dispose (object);
}

static void
luwte_request_row_class_init (LuwteRequestRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_request_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/rights/luwte-request-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestRow, warning);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestRow, state);
}

static void
luwte_request_row_init (LuwteRequestRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_request_row_new (const LuwteRequest *request, LuwteDay today)
{
  LuwteRequestRow *self = g_object_new (LUWTE_TYPE_REQUEST_ROW, NULL);
  const char *kind = luwte_request_words_kind (request->kind);
  const char *whose = luwte_request_words_whose (request);
  const gboolean overdue = luwte_request_words_is_overdue (request, today);
  g_autofree char *day = luwte_words_short_day (request->received, today);
  g_autofree char *state = luwte_request_words_state (request, today);
  /* Translators: whose dossier, and the day on which the request came in */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · received %s"), whose, day);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", kind, subtitle, state);

  self->id = g_strdup (request->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), kind);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_label (self->state, state);
  gtk_widget_set_visible (self->warning, overdue);
  if (overdue)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return GTK_WIDGET (self);
}
