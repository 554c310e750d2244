/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Warned beforehand, never surprised: what will be erased within a month, by dossier and day, and
 * which holds end. The days are those that retention itself goes by, and a warning is for who may
 * read what it is about: nobody learns from a warning that somebody was here.
 *
 * What is held goes on the day after its hold's last one, if its own term ends before that. */

#include "luwte-retention-private.h"

#include "luwte-db.h"
#include "luwte-hold-table.h"
#include "luwte-record-table.h"

typedef struct
{
  LuwtePolicy *policy;
  LuwteDay until;
} Look;

static void
look_free (gpointer data)
{
  Look *self = data;

  g_object_unref (self->policy);
  g_free (self);
}

/* A warning while it is being put together. */
typedef struct
{
  char *dossier;
  char *session;
  char *nickname;
  char *hold;
  LuwteDay day;
  gboolean hold_ends;
  GPtrArray *records;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *self = data;

  g_free (self->dossier);
  g_free (self->session);
  g_free (self->nickname);
  g_free (self->hold);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static Draft *
draft_new (const char *dossier, const char *session, const char *nickname, LuwteDay day)
{
  Draft *self = g_new0 (Draft, 1);

  self->dossier = g_strdup (dossier);
  self->session = g_strdup (session);
  self->nickname = g_strdup (nickname);
  self->day = day;
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static Draft *
find (GPtrArray *drafts, const LuwteSoonRow *row, LuwteDay day)
{
  for (guint i = drafts->len; i > 0; i--)
    {
      Draft *draft = g_ptr_array_index (drafts, i - 1);

      if (draft->day != day)
        continue;
      if (row->dossier != NULL ? g_strcmp0 (draft->dossier, row->dossier) == 0
                               : g_strcmp0 (draft->session, row->row.session) == 0)
        return draft;
    }
  return NULL;
}

static LuwteDueRecord *
record_of (Look *look, const LuwteSoonRow *soon)
{
  const LuwteRecordRow *row = &soon->row;
  LuwteDay starts_on;

  luwte_policy_due_on (look->policy, row->line, row->kind, row->created, row->closed,
                       row->last_contact, &starts_on);
  return luwte_due_record_new (&(LuwteDueRecordFields) {
    .object = row->object,
    .kind = row->kind,
    .line = row->line,
    .from = luwte_policy_counts_from (look->policy, row->line, row->kind),
    .starts_on = starts_on,
    .due_on = row->due,
    .hold = row->held,
  });
}

/* Another hold of what this one keeps goes on. */
static gboolean
is_held_after (GPtrArray *holds, LuwteHold *hold)
{
  for (guint i = 0; i < holds->len; i++)
    {
      LuwteHold *other = g_ptr_array_index (holds, i);
      LuwteDay until = luwte_hold_get_until (other);
      g_autofree char *kind = luwte_hold_dup_kind (other), *own = luwte_hold_dup_kind (hold);

      if (other != hold && (kind == NULL || g_strcmp0 (kind, own) == 0) &&
          g_str_equal (luwte_hold_get_dossier_id (other), luwte_hold_get_dossier_id (hold)) &&
          (until == LUWTE_DAY_NONE || until > luwte_hold_get_until (hold)))
        return TRUE;
    }
  return FALSE;
}

/* The holds that end in time, of which the last one of a dossier counts. */
static gboolean
draft_holds (LuwteDb *db, Look *look, GPtrArray *drafts, GError **error)
{
  g_autoptr (GPtrArray) holds = luwte_hold_table_list (db, error);

  for (guint i = 0; holds != NULL && i < holds->len; i++)
    {
      LuwteHold *hold = g_ptr_array_index (holds, i);
      LuwteDay until = luwte_hold_get_until (hold);
      Draft *draft;

      if (until == LUWTE_DAY_NONE || until + 1 > look->until ||
          luwte_hold_get_nickname (hold) == NULL || is_held_after (holds, hold))
        continue;
      draft = draft_new (luwte_hold_get_dossier_id (hold), NULL, luwte_hold_get_nickname (hold),
                         until + 1);
      draft->hold_ends = TRUE;
      draft->hold = g_strdup (luwte_hold_get_id (hold));
      g_ptr_array_add (drafts, draft);
    }
  return holds != NULL;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const Draft *first = *(Draft *const *) a, *second = *(Draft *const *) b;

  return first->day != second->day ? (first->day > second->day) - (first->day < second->day)
                                   : g_strcmp0 (first->nickname, second->nickname);
}

static GPtrArray *
warnings_of (GPtrArray *drafts)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_sort (drafts, compare);
  for (guint i = 0; i < drafts->len; i++)
    {
      Draft *draft = g_ptr_array_index (drafts, i);

      g_ptr_array_add (warnings, luwte_warning_new (&(LuwteWarningFields) {
                                   .dossier_id = draft->dossier,
                                   .nickname = draft->nickname,
                                   .day = draft->day,
                                   .hold_ends = draft->hold_ends,
                                   .hold_id = draft->hold,
                                   .records = draft->records,
                                 }));
    }
  return warnings;
}

static gpointer
warnings_cb (LuwteDb *db, gpointer data, GError **error)
{
  Look *look = data;
  g_autoptr (GPtrArray) rows = luwte_record_table_list_soon (db, look->until, error);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (draft_free);

  if (rows == NULL || !draft_holds (db, look, drafts, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteSoonRow *row = g_ptr_array_index (rows, i);
      LuwteDay day = row->row.held ? MAX (row->row.due, row->held_until + 1) : row->row.due;
      Draft *draft;

      if (day > look->until)
        continue;
      draft = find (drafts, row, day);
      if (draft == NULL)
        {
          draft = draft_new (row->dossier, row->row.session, row->nickname, day);
          g_ptr_array_add (drafts, draft);
        }
      g_ptr_array_add (draft->records, record_of (look, row));
    }
  return warnings_of (drafts);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *warnings = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (warnings == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, warnings, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * luwte_retention_warnings_async:
 * @self: the retention of an open vault
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * What will be erased within %LUWTE_WARNING_FAR_DAYS days, and which holds end, as things stand: by
 * dossier and day, of what the owner of this vault may read.
 */
void
luwte_retention_warnings_async (LuwteRetention *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Look *look;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_warnings_async);
  look = g_new (Look, 1);
  *look = (Look) { g_object_ref (self->policy), self->today + LUWTE_WARNING_FAR_DAYS };
  luwte_vault_read_async (self->vault, warnings_cb, look, look_free,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, read_cb, task);
}

/**
 * luwte_retention_warnings_finish:
 * @self: the retention
 * @result: a result
 * @error: an error of %LUWTE_VAULT_ERROR
 *
 * Returns: (transfer full) (element-type LuwteWarning): the nearest first
 */
GPtrArray *
luwte_retention_warnings_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
