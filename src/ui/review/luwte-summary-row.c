/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-summary-row.h"

#include <glib/gi18n.h>

#include "luwte-case-words.h"
#include "luwte-library.h"

struct _LuwteSummaryRow
{
  AdwExpanderRow parent_instance;

  /* template children */
  GtkLabel *question;
  GtkLabel *answer;

  /* owned */
  char *id;
};

static guint count_signal;
static guint erase_signal;

G_DEFINE_FINAL_TYPE (LuwteSummaryRow, luwte_summary_row, ADW_TYPE_EXPANDER_ROW)

static void
count_cb (LuwteSummaryRow *self)
{
  g_signal_emit (self, count_signal, 0);
}

static void
erase_cb (LuwteSummaryRow *self)
{
  g_signal_emit (self, erase_signal, 0);
}

const char *
luwte_summary_row_get_id (LuwteSummaryRow *self)
{
  g_return_val_if_fail (LUWTE_IS_SUMMARY_ROW (self), NULL);
  return self->id;
}

static char *
describe (const LuwteSummary *summary, const char *topic)
{
  g_autofree char *asked = g_strdup_printf (ngettext ("asked %u time", "asked %u times",
                                                      summary->asked),
                                            summary->asked);
  g_autofree char *month = luwte_case_words_month (summary->month);

  /* Translators: a topic, "asked 3 times", "November 2026" */
  return g_strdup_printf (_ ("%s · %s · since %s"), topic, asked, month);
}

static void
luwte_summary_row_dispose (GObject *object)
{
  LuwteSummaryRow *self = LUWTE_SUMMARY_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SUMMARY_ROW);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (luwte_summary_row_parent_class)->dispose (object);
}

static void
luwte_summary_row_class_init (LuwteSummaryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_summary_row_dispose;
  count_signal = g_signal_new ("count", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  erase_signal = g_signal_new ("erase", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-summary-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryRow, question);
  gtk_widget_class_bind_template_child (widget_class, LuwteSummaryRow, answer);
  gtk_widget_class_bind_template_callback (widget_class, count_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
luwte_summary_row_init (LuwteSummaryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_summary_row_new (const LuwteSummary *summary, const char *topic)
{
  LuwteSummaryRow *self = g_object_new (LUWTE_TYPE_SUMMARY_ROW, NULL);
  g_autofree char *line = g_strdelimit (g_strdup (summary->question), "\n", ' ');
  g_autofree char *subtitle = describe (summary, topic);

  self->id = g_strdup (summary->id);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), line);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_label_set_text (self->question, summary->question);
  gtk_label_set_text (self->answer, summary->answer);
  return GTK_WIDGET (self);
}
