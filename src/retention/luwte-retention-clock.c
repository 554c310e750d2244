/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Retention rule 9. The latest day seen is kept in the vault.
 *
 * A clock that stands before it changes nothing: the latest day counts as today.
 *
 * A clock that runs ahead must not destroy: a day more than 62 days past the latest one counts only
 * when somebody confirms it (the user, the service's Date, an explicit run). Until then what would
 * be due by it is hidden and not erased, and the latest day is not moved, so that nothing is lost
 * when the clock is right again.
 *
 * Sixty-two days: after a summer away the clock is believed, and a battery that ran empty is not. */

#include "luwte-retention-private.h"

#include "luwte-log.h"
#include "luwte-setting-table.h"

#define MAX_DAYS_AHEAD 62
#define KEY_LATEST     "latest_day"

typedef struct
{
  LuwteDay system_day;
  gboolean confirmed;
  gboolean store; /* the vault can be written */
} Look;

typedef struct
{
  LuwteClockState state;
  LuwteDay system_day;
  LuwteDay today;
  LuwteDay latest;
} Seen;

LuwteClockState
luwte_retention_judge_clock (LuwteDay system_day, gboolean confirmed, LuwteDay *latest,
                             LuwteDay *today)
{
  if (*latest != LUWTE_DAY_NONE && system_day < *latest)
    {
      *today = *latest;
      return LUWTE_CLOCK_BEHIND;
    }
  *today = system_day;
  if (*latest != LUWTE_DAY_NONE && !confirmed && (gint64) system_day - *latest > MAX_DAYS_AHEAD)
    return LUWTE_CLOCK_AHEAD;
  *latest = system_day;
  return LUWTE_CLOCK_GOOD;
}

static gboolean
read_latest (LuwteDb *db, LuwteDay *latest, GError **error)
{
  g_autofree char *text = NULL;

  *latest = LUWTE_DAY_NONE;
  if (!luwte_meta_table_get (db, KEY_LATEST, &text, error))
    return FALSE;
  if (text == NULL || luwte_day_from_iso (text, latest))
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                       "The latest day seen cannot be read");
  return FALSE;
}

static gpointer
look_cb (LuwteDb *db, gpointer data, GError **error)
{
  Look *look = data;
  LuwteDay stored, today, latest;
  LuwteClockState state;
  Seen *seen;

  if (!read_latest (db, &stored, error))
    return NULL;
  latest = stored;
  state = luwte_retention_judge_clock (look->system_day, look->confirmed, &latest, &today);
  if (look->store && latest != stored)
    {
      g_autofree char *text = luwte_day_to_iso (latest);

      if (!luwte_meta_table_set (db, KEY_LATEST, text, error))
        return NULL;
    }
  seen = g_new (Seen, 1);
  *seen = (Seen) { state, look->system_day, today, latest };
  return seen;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree Seen *seen = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (seen == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->state = seen->state;
  self->system_day = seen->system_day;
  self->today = seen->today;
  self->latest = seen->latest;
  luwte_vault_set_today (self->vault, self->today);
  if (self->state == LUWTE_CLOCK_BEHIND)
    luwte_log_event ("retention: the clock stands before the latest day seen");
  else if (self->state == LUWTE_CLOCK_AHEAD)
    luwte_log_event ("retention: the clock runs ahead and is not confirmed");
  g_task_return_boolean (task, TRUE);
}

void
luwte_retention_look_async (LuwteRetention *self, gboolean confirmed, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *trouble = luwte_vault_dup_trouble (self->vault);
  Look *look = g_new (Look, 1);

  g_task_set_source_tag (task, luwte_retention_look_async);
  look->system_day = luwte_policy_day_of (self->policy, self->now (self->now_data));
  look->confirmed = confirmed;
  look->store = trouble == NULL;
  /* A vault that can only be read still hides what is due. */
  if (look->store)
    luwte_vault_write_async (self->vault, look_cb, look, g_free, g_free, cancellable, looked_cb,
                             task);
  else
    luwte_vault_read_async (self->vault, look_cb, look, g_free, g_free, cancellable, looked_cb,
                            task);
}

gboolean
luwte_retention_look_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
