/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds (retention rule 7): a dossier stays past its term, for a reason and until a day that the
 * profile allows. When the last of its holds has ended, what is due goes at once.
 *
 * And terms that are renewed, where the profile has "extend" for a kind of record: once at a time,
 * until the promised period after the next day on which records of that kind would go; those that go
 * later by themselves are not moved. So nothing stays longer than its term and the renewal. */

#include "luwte-retention-private.h"

#include "luwte-db.h"
#include "luwte-hold-table.h"
#include "luwte-record-table.h"

typedef struct
{
  LuwtePolicy *policy;
  char *dossier;
  char *reason;
  LuwteDay from;
  LuwteDay until;
} NewHold;

static void
new_hold_free (gpointer data)
{
  NewHold *hold = data;

  g_object_unref (hold->policy);
  g_free (hold->dossier);
  g_free (hold->reason);
  g_free (hold);
}

/* No longer than the profile allows: a day beyond that, or none, becomes the last that may be. */
static gboolean
limit (LuwteDb *db, NewHold *hold, GError **error)
{
  LuwteDay term_ends, latest;

  if (!luwte_record_table_last_due (db, hold->dossier, &term_ends, error))
    return FALSE;
  latest = luwte_policy_hold_until (hold->policy, MAX (term_ends, hold->from));
  if (hold->until == LUWTE_DAY_NONE || hold->until > latest)
    hold->until = latest;
  if (latest != LUWTE_DAY_NONE && *hold->reason != '\0' && hold->until >= hold->from)
    return TRUE;
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
               latest == LUWTE_DAY_NONE
                   ? "%s: holds.at_most is \"none\": nothing is held past its term"
               : *hold->reason == '\0' ? "%s: holds: a hold needs a reason"
                                       : "%s: holds: the last day of a hold lies in the past",
               luwte_policy_get_id (hold->policy));
  return FALSE;
}

static gpointer
hold_add_cb (LuwteDb *db, gpointer data, GError **error)
{
  NewHold *hold = data;
  g_autofree char *id = NULL;

  if (!limit (db, hold, error))
    return NULL;
  id = luwte_hold_table_add (db, hold->dossier, NULL, hold->reason, hold->from, hold->until, error);
  if (id == NULL || !luwte_db_audit (db, "app", "hold.add", id, error))
    return NULL;
  return g_steal_pointer (&id);
}

static void
hold_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *id = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (id == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      luwte_retention_emit_changed (g_task_get_source_object (task));
      g_task_return_pointer (task, id, g_free);
    }
}

/**
 * luwte_retention_hold_add_async:
 * @self: the retention of an open vault
 * @dossier_id: the dossier that stays
 * @reason: why: "complaint", "request", "police", "other", or in words
 * @until: its last day; one that is later than the profile allows, or %LUWTE_DAY_NONE, becomes the
 *   last that it allows
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * From today the dossier stays past its term, all of it (rule 7).
 */
void
luwte_retention_hold_add_async (LuwteRetention *self, const char *dossier_id, const char *reason,
                                LuwteDay until, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  NewHold *hold;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_hold_add_async);
  hold = g_new (NewHold, 1);
  *hold = (NewHold) { g_object_ref (self->policy), g_strdup (dossier_id),
                      g_strstrip (g_strdup (reason)), self->today, until };
  luwte_vault_write_async (self->vault, hold_add_cb, hold, new_hold_free, g_free, cancellable,
                           hold_added_cb, task);
}

/* Returns: (transfer full): the hold's id; NOT_FOUND when there is no such dossier */
char *
luwte_retention_hold_add_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *id;
  gint64 at;
} EndedHold;

static void
ended_hold_free (gpointer data)
{
  EndedHold *hold = data;

  g_free (hold->id);
  g_free (hold);
}

static gpointer
hold_end_cb (LuwteDb *db, gpointer data, GError **error)
{
  EndedHold *hold = data;

  return GINT_TO_POINTER (luwte_hold_table_end (db, hold->id, hold->at, error) &&
                          luwte_db_audit (db, "app", "hold.end", hold->id, error));
}

static void
hold_end_run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = luwte_retention_run_finish (LUWTE_RETENTION (source), result,
                                                                 &error);

  if (receipt == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
hold_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteRetention *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      luwte_retention_emit_changed (self);
      luwte_retention_run_async (self, FALSE, g_task_get_cancellable (task), hold_end_run_cb,
                                 g_object_ref (task));
    }
}

/**
 * luwte_retention_hold_end_async:
 * @self: the retention of an open vault
 * @hold_id: a hold
 * @cancellable: (nullable): a cancellable
 * @callback: called when what it kept past its term is erased
 * @user_data: for @callback
 *
 * Ends a hold; what is due goes at once (rule 7).
 */
void
luwte_retention_hold_end_async (LuwteRetention *self, const char *hold_id,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  EndedHold *hold;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_hold_end_async);
  hold = g_new (EndedHold, 1);
  *hold = (EndedHold) { g_strdup (hold_id), self->now (self->now_data) };
  luwte_vault_write_async (self->vault, hold_end_cb, hold, ended_hold_free, NULL, cancellable,
                           hold_ended_cb, task);
}

gboolean
luwte_retention_hold_end_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Renewing */

typedef struct
{
  LuwtePolicy *policy;
  char *dossier;
  char *reason;
  LuwteDay today;
} Renewal;

static void
renewal_free (gpointer data)
{
  Renewal *self = data;

  g_object_unref (self->policy);
  g_free (self->dossier);
  g_free (self->reason);
  g_free (self);
}

/* Adds to @renewed; FALSE with REFUSED as @why where the profile or the term says no, or @error. */
static gboolean
renew (LuwteDb *db, Renewal *self, LuwteRecordRow *term, GPtrArray *renewed, GError **why,
       GError **error)
{
  g_autofree char *scope = g_strconcat (term->line, "/", term->kind, NULL);
  g_autofree char *id = NULL;
  LuwtePeriod by;
  LuwteDay until;
  gboolean before;

  if (!luwte_policy_may_extend (self->policy, term->line, term->kind, &by,
                                why != NULL && *why == NULL ? why : NULL))
    return TRUE;
  until = luwte_day_add (term->due, by) - 1;
  if (!luwte_hold_table_is_renewed (db, self->dossier, scope, &before, error))
    return FALSE;
  if (before)
    {
      g_clear_error (why);
      g_set_error (why, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: service_lines.%s.records.%s.extend: this term is renewed already",
                   luwte_policy_get_id (self->policy), term->line, term->kind);
      return TRUE;
    }
  id = luwte_hold_table_add (db, self->dossier, scope, self->reason, self->today, until, error);
  if (id == NULL || !luwte_db_audit (db, "app", "retention.extend", id, error))
    return FALSE;
  g_ptr_array_add (renewed, luwte_hold_new (&(LuwteHoldFields) {
                              .id = id,
                              .dossier_id = self->dossier,
                              .reason = self->reason,
                              .scope = scope,
                              .from = self->today,
                              .until = until,
                            }));
  return TRUE;
}

static gpointer
extend_cb (LuwteDb *db, gpointer data, GError **error)
{
  Renewal *self = data;
  g_autoptr (GPtrArray) terms = luwte_record_table_list_terms (db, self->dossier, error);
  g_autoptr (GPtrArray) renewed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) why = NULL;

  if (terms == NULL)
    return NULL;
  if (*self->reason == '\0')
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: renewing a term needs a reason", luwte_policy_get_id (self->policy));
      return NULL;
    }
  for (guint i = 0; i < terms->len; i++)
    if (!renew (db, self, g_ptr_array_index (terms, i), renewed, &why, error))
      return NULL;
  if (renewed->len > 0)
    return g_steal_pointer (&renewed);
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));
  else
    g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                 "There is no such dossier, or nothing in it has a term yet");
  return NULL;
}

static void
extended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *renewed = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (renewed == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      luwte_retention_emit_changed (g_task_get_source_object (task));
      g_task_return_pointer (task, renewed, (GDestroyNotify) g_ptr_array_unref);
    }
}

/**
 * luwte_retention_extend_async:
 * @self: the retention of an open vault
 * @dossier_id: a dossier
 * @reason: why, a code or words
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Renews the term of those of its records whose profile has "extend", if it is not renewed already.
 */
void
luwte_retention_extend_async (LuwteRetention *self, const char *dossier_id, const char *reason,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Renewal *renewal;

  g_return_if_fail (LUWTE_IS_RETENTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, luwte_retention_extend_async);
  renewal = g_new (Renewal, 1);
  *renewal = (Renewal) { g_object_ref (self->policy), g_strdup (dossier_id),
                         g_strstrip (g_strdup (reason)), self->today };
  luwte_vault_write_async (self->vault, extend_cb, renewal, renewal_free,
                           (GDestroyNotify) g_ptr_array_unref, cancellable, extended_cb, task);
}

/**
 * luwte_retention_extend_finish:
 * @self: the retention
 * @result: a result
 * @error: %LUWTE_POLICY_ERROR_REFUSED with the profile's words, or an error of %LUWTE_VAULT_ERROR
 *
 * Returns: (transfer full) (element-type LuwteHold): one for each kind of record, with its last day
 */
GPtrArray *
luwte_retention_extend_finish (LuwteRetention *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * luwte_retention_may_extend:
 * @self: a retention
 *
 * Returns: whether the profile lets the term of anything be renewed
 */
gboolean
luwte_retention_may_extend (LuwteRetention *self)
{
  g_return_val_if_fail (LUWTE_IS_RETENTION (self), FALSE);
  return luwte_policy_extends_anything (self->policy);
}
