/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what is due is not shown, and where nobody has said what is due, nothing is shown; nor is
 * what somebody else wrote, unless the caller's rule on reading says yes. The vault knows no term and
 * no reader itself. Each query that reads a record asks luwte_shown(), which asks the caller's
 * functions; without one on what is due, or without a day, the query fails. */

#include "luwte-db-private.h"

static LuwteRulePart *
part_new (gpointer func, gpointer data, GDestroyNotify destroy)
{
  LuwteRulePart *self = g_new0 (LuwteRulePart, 1);

  g_atomic_ref_count_init (&self->refs);
  self->func = func;
  self->data = data;
  self->destroy = destroy;
  return self;
}

static LuwteRulePart *
part_ref (LuwteRulePart *self)
{
  if (self)
    g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
part_unref (LuwteRulePart *self)
{
  if (!self || !g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->destroy)
    self->destroy (self->data);
  g_free (self);
}

static LuwteDueRule *
rule_new (LuwteRulePart *due, LuwteRulePart *read)
{
  LuwteDueRule *self = g_new0 (LuwteDueRule, 1);

  g_atomic_ref_count_init (&self->refs);
  self->due = due;
  self->read = read;
  return self;
}

/* The rule that @old becomes with another function on what is due, or on reading. */
LuwteDueRule *
luwte_due_rule_with_due (LuwteDueRule *old, LuwteDueFunc func, gpointer data,
                         GDestroyNotify destroy)
{
  return rule_new (func ? part_new (func, data, destroy) : NULL, part_ref (old ? old->read : NULL));
}

LuwteDueRule *
luwte_due_rule_with_read (LuwteDueRule *old, LuwteReadFunc func, gpointer data,
                          GDestroyNotify destroy)
{
  return rule_new (part_ref (old ? old->due : NULL), func ? part_new (func, data, destroy) : NULL);
}

LuwteDueRule *
luwte_due_rule_ref (LuwteDueRule *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_due_rule_unref (LuwteDueRule *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  part_unref (self->due);
  part_unref (self->read);
  g_free (self);
}

static LuwteDay
day_of (sqlite3_value *value)
{
  return sqlite3_value_type (value) == SQLITE_NULL ? LUWTE_DAY_NONE : sqlite3_value_int (value);
}

/* FALSE: the query fails. */
static gboolean
due (sqlite3_context *context, sqlite3_value **values, LuwteDay *day)
{
  LuwteDb *db = sqlite3_user_data (context);
  const char *line = (const char *) sqlite3_value_text (values[0]);
  const char *kind = (const char *) sqlite3_value_text (values[1]);
  LuwteDueFunc func;

  if (!db->rule || !db->rule->due || db->today == LUWTE_DAY_NONE)
    {
      db->rule_missing = TRUE;
      sqlite3_result_error (context, "no retention rule", -1);
      return FALSE;
    }
  func = (LuwteDueFunc) db->rule->due->func;
  *day = func (db->rule->due->data, line, kind, day_of (values[2]), day_of (values[3]),
               day_of (values[4]));
  return TRUE;
}

static void
due_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  LuwteDay day;

  if (!due (context, values, &day))
    return;
  if (day == LUWTE_DAY_NONE)
    sqlite3_result_null (context);
  else
    sqlite3_result_int (context, day);
}

/* Without a rule nobody reads but who wrote it. */
static gboolean
may_read (LuwteDb *db, sqlite3_value **values)
{
  const guint reader = (guint) sqlite3_value_int (values[6]);
  LuwteReadFunc func;

  if (!db->rule->read)
    return (reader & LUWTE_READER_IS_AUTHOR) != 0;
  func = (LuwteReadFunc) db->rule->read->func;
  return func (db->rule->read->data, (const char *) sqlite3_value_text (values[0]),
               (const char *) sqlite3_value_text (values[1]), reader);
}

static void
shown_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  LuwteDb *db = sqlite3_user_data (context);
  const gboolean hold = sqlite3_value_int (values[5]) != 0;
  LuwteDay day;

  if (due (context, values, &day))
    sqlite3_result_int (context, (hold || day == LUWTE_DAY_NONE || db->today < day) &&
                                     may_read (db, values));
}

gboolean
luwte_db_add_functions (LuwteDb *self, GError **error)
{
  /* Not deterministic: a new day or a new profile changes the answer. Innocuous: a view may use
   * them although the schema is not trusted. */
  const int flags = SQLITE_UTF8 | SQLITE_INNOCUOUS;
  int rc = sqlite3_create_function_v2 (self->handle, "luwte_due", 5, flags, self, due_cb, NULL,
                                       NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_create_function_v2 (self->handle, "luwte_shown", 7, flags, self, shown_cb, NULL,
                                     NULL, NULL);
  if (rc != SQLITE_OK)
    luwte_db_set_error (self, rc, "function", error);
  return rc == SQLITE_OK;
}
