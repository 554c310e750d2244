/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-advice-row.h"

#include <glib/gi18n.h>

#include "luwte-board.h"
#include "luwte-case-words.h"
#include "luwte-clock.h"
#include "luwte-words.h"

struct _LuwteAdviceRow
{
  AdwExpanderRow parent_instance;

  /* template children */
  GtkWidget *unread;
  GtkLabel *text;
  AdwEntryRow *report;
  GtkWidget *read;
  AdwActionRow *outcome;

  /* owned */
  char *id;
};

static guint acknowledge_signal, library_signal;

G_DEFINE_FINAL_TYPE (LuwteAdviceRow, luwte_advice_row, ADW_TYPE_EXPANDER_ROW)

static void
read_cb (LuwteAdviceRow *self)
{
  g_signal_emit (self, acknowledge_signal, 0, NULL);
}

static void
report_cb (LuwteAdviceRow *self)
{
  g_autofree char *line = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->report))));

  if (*line != '\0')
    g_signal_emit (self, acknowledge_signal, 0, line);
}

static void
library_cb (LuwteAdviceRow *self)
{
  g_signal_emit (self, library_signal, 0);
}

const char *
luwte_advice_row_get_id (LuwteAdviceRow *self)
{
  g_return_val_if_fail (LUWTE_IS_ADVICE_ROW (self), NULL);
  return self->id;
}

static void
luwte_advice_row_dispose (GObject *object)
{
  LuwteAdviceRow *self = LUWTE_ADVICE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ADVICE_ROW);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (luwte_advice_row_parent_class)->dispose (object);
}

static void
luwte_advice_row_class_init (LuwteAdviceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_advice_row_dispose;
  acknowledge_signal = g_signal_new ("acknowledge", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  library_signal = g_signal_new ("library", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-advice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceRow, unread);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceRow, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceRow, report);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceRow, read);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceRow, outcome);
  gtk_widget_class_bind_template_callback (widget_class, read_cb);
  gtk_widget_class_bind_template_callback (widget_class, report_cb);
  gtk_widget_class_bind_template_callback (widget_class, library_cb);
}

static void
luwte_advice_row_init (LuwteAdviceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_advice_row_new (const LuwteAdvice *advice, const char *nickname)
{
  LuwteAdviceRow *self = g_object_new (LUWTE_TYPE_ADVICE_ROW, NULL);
  const char *decision = luwte_case_words_decision (advice->decision);
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (advice->created),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *from = advice->writer != NULL
      ? g_strdup_printf (_ ("%s · from %s · %s"), decision, advice->writer, day)
      : g_strdup_printf ("%s · %s", decision, day);

  self->id = g_strdup (advice->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 nickname != NULL ? nickname : _ ("Advice"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), from);
  gtk_widget_set_visible (self->unread, !advice->acknowledged);
  gtk_label_set_text (self->text, advice->text);
  gtk_widget_set_visible (self->read, !advice->acknowledged);
  gtk_widget_set_visible (GTK_WIDGET (self->report), advice->outcome == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), advice->outcome != NULL);
  if (advice->outcome != NULL)
    adw_action_row_set_subtitle (self->outcome, advice->outcome);
  return GTK_WIDGET (self);
}
