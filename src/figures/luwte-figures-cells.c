/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A cell of fewer contacts than the profile says could be one person. Such cells are joined, each time
 * with fewer facts, until together they are enough: first the channels of a topic and month, then the
 * months of a topic, then all that is left. What is not enough even then is withheld; that there is
 * some is said, and not how much.
 *
 * Each contact is in one number at most, and no total stands beside the numbers, so no two of them can
 * be subtracted. A joined number is told only when it joins at least two cells' worth of contacts that
 * were each too few: it never repeats one cell under another name, since a cell that was enough is
 * told already. */

#include "luwte-figures-private.h"

LuwteFigure *
luwte_figure_new (const char *topic, const char *month, const char *channel, guint n)
{
  LuwteFigure *self = g_new (LuwteFigure, 1);

  *self = (LuwteFigure) { g_strdup (topic), g_strdup (month), g_strdup (channel), n };
  return self;
}

void
luwte_figure_free (LuwteFigure *self)
{
  g_free (self->topic);
  g_free (self->month);
  g_free (self->channel);
  g_free (self);
}

/* Which facts are left at each step. */
typedef enum
{
  BY_ALL,
  BY_MONTH,
  BY_TOPIC,
  TOGETHER,
  N_STEPS,
} Step;

static LuwteFigure *
with_facts_of (const LuwteFigure *cell, Step step)
{
  return luwte_figure_new (step <= BY_TOPIC ? cell->topic : NULL,
                           step <= BY_MONTH ? cell->month : NULL,
                           step == BY_ALL ? cell->channel : NULL, 0);
}

static char *
key_of (const LuwteFigure *figure)
{
  return g_strjoin ("\n", figure->topic ? figure->topic : "", figure->month ? figure->month : "",
                    figure->channel ? figure->channel : "", NULL);
}

/* key to LuwteFigure: the cells that are left, by the facts of this step */
static GHashTable *
add_up (GPtrArray *cells, Step step)
{
  GHashTable *sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify) luwte_figure_free);

  for (guint i = 0; i < cells->len; i++)
    {
      const LuwteFigure *cell = g_ptr_array_index (cells, i);
      LuwteFigure *wanted = with_facts_of (cell, step);
      g_autofree char *key = key_of (wanted);
      LuwteFigure *sum = g_hash_table_lookup (sums, key);

      if (sum != NULL)
        luwte_figure_free (wanted);
      else
        {
          sum = wanted;
          g_hash_table_insert (sums, g_steal_pointer (&key), sum);
        }
      sum->n += cell->n;
    }
  return sums;
}

/* Tells the sums that are enough; (transfer container): the cells that are in none of them */
static GPtrArray *
tell (GPtrArray *cells, Step step, guint small_cell, GPtrArray *told)
{
  g_autoptr (GHashTable) sums = add_up (cells, step);
  GPtrArray *left = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const LuwteFigure *sum = value;

      if (sum->n >= small_cell)
        g_ptr_array_add (told, luwte_figure_new (sum->topic, sum->month, sum->channel, sum->n));
    }
  for (guint i = 0; i < cells->len; i++)
    {
      LuwteFigure *cell = g_ptr_array_index (cells, i);
      LuwteFigure *wanted = with_facts_of (cell, step);
      g_autofree char *key = key_of (wanted);
      const LuwteFigure *sum = g_hash_table_lookup (sums, key);

      if (sum->n < small_cell)
        g_ptr_array_add (left, cell);
      luwte_figure_free (wanted);
    }
  return left;
}

/* What is joined stands after what is not. */
static int
compare_fact (const char *one, const char *two)
{
  if (one == NULL || two == NULL)
    return (one == NULL) - (two == NULL);
  return g_strcmp0 (one, two);
}

static int
compare_figures (gconstpointer a, gconstpointer b)
{
  const LuwteFigure *one = *(const LuwteFigure *const *) a;
  const LuwteFigure *two = *(const LuwteFigure *const *) b;
  int order = compare_fact (one->month, two->month);

  if (order == 0)
    order = compare_fact (one->topic, two->topic);
  return order != 0 ? order : compare_fact (one->channel, two->channel);
}

GPtrArray *
luwte_figures_join_small (GPtrArray *cells, guint small_cell, gboolean *withheld)
{
  GPtrArray *told = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_figure_free);
  g_autoptr (GPtrArray) left = g_ptr_array_copy (cells, NULL, NULL);

  g_ptr_array_set_free_func (left, NULL);
  for (Step step = BY_ALL; step < N_STEPS; step++)
    {
      GPtrArray *still = tell (left, step, small_cell, told);

      g_ptr_array_unref (left);
      left = still;
    }
  *withheld = left->len > 0;
  g_ptr_array_sort (told, compare_figures);
  return told;
}
