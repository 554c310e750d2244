/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-figures-private.h"

#include "luwte-contact-count-table.h"
#include "luwte-db.h"
#include "luwte-policy.h"
#include "luwte-vault.h"

struct _LuwteFigures
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
  LuwtePolicy *policy;
};

G_DEFINE_FINAL_TYPE (LuwteFigures, luwte_figures, G_TYPE_OBJECT)

static void
luwte_figures_dispose (GObject *object)
{
  LuwteFigures *self = LUWTE_FIGURES (object);

  g_clear_object (&self->vault);
  g_clear_object (&self->policy);
  G_OBJECT_CLASS (luwte_figures_parent_class)->dispose (object);
}

static void
luwte_figures_class_init (LuwteFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_figures_dispose;
}

static void
luwte_figures_init (LuwteFigures *self)
{
}

/**
 * luwte_figures_new:
 * @vault: open
 * @policy: says whether there are figures, and how small a number may be
 *
 * Returns: (transfer full): the figures of this vault
 */
LuwteFigures *
luwte_figures_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteFigures *self = g_object_new (LUWTE_TYPE_FIGURES, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  return self;
}

void
luwte_year_free (LuwteYear *self)
{
  g_ptr_array_unref (self->figures);
  g_free (self);
}

typedef struct
{
  LuwtePolicy *policy;
  int year;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->policy);
  g_free (self);
}

/* Whether a session of this line leaves a tombstone, by any kind of record. */
static gboolean
line_is_told (LuwtePolicy *policy, const char *line)
{
  static const char *const kinds[] = { "note", "personal_note", "message", "question", "contact" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (luwte_policy_leaves_topic (policy, line, kinds[i]))
      return TRUE;
  return FALSE;
}

/* (element-type LuwteFigure): a cell for each topic, month and channel, whatever the line */
static GPtrArray *
cells_of (LuwtePolicy *policy, GPtrArray *counts)
{
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_figure_free);

  for (guint i = 0; i < counts->len; i++)
    {
      const LuwteContactCount *count = g_ptr_array_index (counts, i);

      if (count->erased || line_is_told (policy, count->line))
        g_ptr_array_add (cells,
                         luwte_figure_new (count->topic, count->month, count->channel, count->n));
    }
  return cells;
}

static gpointer
read_year (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autofree char *year = g_strdup_printf ("%04d", job->year);
  g_autoptr (GPtrArray) counts = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  LuwteYear *self;

  if (!luwte_policy_has_figures (job->policy, error))
    return NULL;
  counts = luwte_contact_count_table_read (db, year, error);
  if (counts == NULL)
    return NULL;
  cells = cells_of (job->policy, counts);
  self = g_new (LuwteYear, 1);
  self->year = job->year;
  self->small_cell = luwte_policy_small_cell (job->policy);
  self->figures = luwte_figures_join_small (cells, self->small_cell, &self->withheld);
  return self;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LuwteYear *year = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (year == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, year, (GDestroyNotify) luwte_year_free);
}

void
luwte_figures_year_async (LuwteFigures *self, int year, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new (Job, 1);

  g_task_set_source_tag (task, luwte_figures_year_async);
  *job = (Job) { g_object_ref (self->policy), year };
  luwte_vault_read_async (self->vault, read_year, job, (GDestroyNotify) job_free,
                          (GDestroyNotify) luwte_year_free, cancellable, read_cb, task);
}

LuwteYear *
luwte_figures_year_finish (LuwteFigures *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

LuwtePolicy *
luwte_figures_get_policy (LuwteFigures *self)
{
  return self->policy;
}
