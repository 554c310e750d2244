/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-retention-page-private.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-retention-values.h"
#include "luwte-words.h"

/* What remains of erased conversations, as a chart and as a table: line, topic, month, channel and
 * nothing else, so that this page cannot lead back to anybody. */

#define MONTHS 12
#define OTHER  (LUWTE_MONTH_CHART_SERIES - 1)

typedef struct
{
  const char *topic; /* borrowed code */
  guint count;
} Topic;

static const char *
topic_label (GPtrArray *topics, const char *code)
{
  for (guint i = 0; topics != NULL && i < topics->len; i++)
    if (g_str_equal (luwte_code_get_code (g_ptr_array_index (topics, i)), code))
      return luwte_code_get_label (g_ptr_array_index (topics, i));
  return code;
}

static int
by_count (gconstpointer a, gconstpointer b)
{
  const Topic *first = a, *second = b;

  if (first->count != second->count)
    return first->count < second->count ? 1 : -1;
  return strcmp (first->topic, second->topic);
}

/* (element-type Topic): the most frequent first */
static GArray *
rank_topics (GPtrArray *tombstones)
{
  GArray *ranked = g_array_new (FALSE, TRUE, sizeof (Topic));

  for (guint i = 0; i < tombstones->len; i++)
    {
      const char *topic = luwte_tombstone_get_topic (g_ptr_array_index (tombstones, i));
      guint j = 0;

      while (j < ranked->len && !g_str_equal (g_array_index (ranked, Topic, j).topic, topic))
        j++;
      if (j == ranked->len)
        g_array_append_val (ranked, ((Topic) { topic, 0 }));
      g_array_index (ranked, Topic, j).count++;
    }
  g_array_sort (ranked, by_count);
  return ranked;
}

static guint
series_of (GArray *ranked, const char *topic)
{
  for (guint i = 0; i < MIN (ranked->len, OTHER); i++)
    if (g_str_equal (g_array_index (ranked, Topic, i).topic, topic))
      return i;
  return OTHER;
}

/* The year of months that ends with the latest one that something remains of. */
static void
make_months (GPtrArray *tombstones, LuwteMonthBar *bars)
{
  const char *latest = "";
  g_autofree char *iso = NULL;
  LuwteDay day;
  int year, number, of_month;

  for (guint i = 0; i < tombstones->len; i++)
    {
      const char *month = luwte_tombstone_get_month (g_ptr_array_index (tombstones, i));

      latest = g_strcmp0 (month, latest) > 0 ? month : latest;
    }
  iso = g_strconcat (latest, "-01", NULL);
  if (!luwte_day_from_iso (iso, &day))
    return;
  luwte_day_to_ymd (day, &year, &number, &of_month);
  for (int i = 0; i < MONTHS; i++)
    {
      /* Months since the year 0. */
      const int n = year * 12 + number - 1 + i - (MONTHS - 1);

      bars[i].month = luwte_day_to_month (luwte_day_from_ymd (n / 12, n % 12 + 1, 1));
    }
}

static void
count_months (GPtrArray *tombstones, GArray *ranked, LuwteMonthBar *bars)
{
  for (guint i = 0; i < tombstones->len; i++)
    {
      LuwteTombstone *tombstone = g_ptr_array_index (tombstones, i);

      for (guint m = 0; m < MONTHS; m++)
        if (g_strcmp0 (bars[m].month, luwte_tombstone_get_month (tombstone)) == 0)
          bars[m].counts[series_of (ranked, luwte_tombstone_get_topic (tombstone))]++;
    }
}

static void
add_legend (LuwteRetentionPage *self, guint series, const char *words)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *class = g_strdup_printf ("series-%u", series + 1);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (swatch, "luwte-swatch");
  gtk_widget_add_css_class (swatch, class);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), label);
  adw_wrap_box_append (self->legend, box);
}

static void
show_legend (LuwteRetentionPage *self, GArray *ranked, GPtrArray *topics)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->legend))))
    adw_wrap_box_remove (self->legend, child);
  for (guint i = 0; i < MIN (ranked->len, OTHER); i++)
    add_legend (self, i, topic_label (topics, g_array_index (ranked, Topic, i).topic));
  if (ranked->len > OTHER)
    add_legend (self, OTHER, _ ("Other topics"));
}

static void
add_table_row (LuwteRetentionPage *self, const char *title, guint count)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *number = g_strdup_printf ("%u", count);
  GtkWidget *label = gtk_label_new (number);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_expander_row_add_row (self->table, row);
  g_ptr_array_add (self->table_rows, row);
}

static void
show_table (LuwteRetentionPage *self, GArray *ranked, GPtrArray *topics, LuwteMonthBar *bars)
{
  for (guint i = 0; i < self->table_rows->len; i++)
    adw_expander_row_remove (self->table, g_ptr_array_index (self->table_rows, i));
  g_ptr_array_set_size (self->table_rows, 0);
  for (int m = MONTHS - 1; m >= 0; m--)
    for (guint s = 0; s < LUWTE_MONTH_CHART_SERIES; s++)
      {
        g_autofree char *month = NULL, *title = NULL;

        if (bars[m].counts[s] == 0)
          continue;
        month = luwte_month_chart_name_month (bars[m].month, "%B %Y");
        title = g_strdup_printf ("%s · %s", month,
                                 s == OTHER
                                 ? _ ("Other topics")
                                 : topic_label (topics, g_array_index (ranked, Topic, s).topic));
        add_table_row (self, title, bars[m].counts[s]);
      }
}

void
luwte_retention_page_show_remains (LuwteRetentionPage *self, GPtrArray *tombstones)
{
  g_autoptr (GArray) ranked = rank_topics (tombstones);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, luwte_words_language ());
  g_autofree char *total = NULL, *spoken = NULL;
  LuwteMonthBar bars[MONTHS] = { 0 };

  gtk_widget_set_visible (self->chart_card, tombstones->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->table), tombstones->len > 0);
  adw_preferences_group_set_description (self->remains_group, tombstones->len > 0
                                         ? _ ("Only topic, month and channel remain.")
                                         : _ ("Nothing has been erased yet."));
  if (tombstones->len == 0)
    {
      gtk_label_set_label (self->remains_total, "");
      return;
    }
  make_months (tombstones, bars);
  count_months (tombstones, ranked, bars);
  total = g_strdup_printf (ngettext ("%u erased", "%u erased", tombstones->len), tombstones->len);
  gtk_label_set_label (self->remains_total, total);
  spoken = g_strdup_printf (_ ("Chart of erased conversations by month and topic, %s. The numbers "
                               "are in the table below"),
                              total);
  luwte_month_chart_set_bars (self->chart, bars, MONTHS, spoken);
  show_legend (self, ranked, topics);
  show_table (self, ranked, topics, bars);
  for (guint m = 0; m < MONTHS; m++)
    g_free (bars[m].month);
}
