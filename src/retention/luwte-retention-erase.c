/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What falls due goes (retention rules 3, 4, 6 and 7), in one transaction on the vault's writer:
 *
 * - each record that is due and not held, by its id;
 * - when the last record of a session that leaves its topic goes, or the session itself, one
 *   tombstone {line, topic, month of contact, channel} for the session, not for the record;
 * - a session without a record, with its drafts, its outbox and its nickname; one that never had
 *   any when the records it could have had would be due;
 * - a dossier without a session, with its nicknames;
 * - what was being written as an answer to a question at the service, past the month that such a
 *   question is promised to be kept;
 * - cases of the review past their last month, and advice of the board past its term;
 * - a receipt that counts and names nobody.
 *
 * Records of a session that is open never come here: the due rule gives them no day. */

#include "luwte-retention-private.h"

#include "luwte-case-table.h"
#include "luwte-db.h"
#include "luwte-decision-table.h"
#include "luwte-dossier-table.h"
#include "luwte-handover-table.h"
#include "luwte-hold-table.h"
#include "luwte-question-draft-table.h"
#include "luwte-receipt-table.h"
#include "luwte-record-table.h"
#include "luwte-retention-values.h"
#include "luwte-session-table.h"
#include "luwte-substitute-table.h"
#include "luwte-tombstone-table.h"

/* More than these are erased with one pass over the full-text index. */
#define BULK 20

/* A topic that nobody noted still counts as a contact. */
#define UNKNOWN_TOPIC "unknown"

/* What a session is about: as long as one of these would be kept, and if one leaves its topic. */
static const char *const session_kinds[] = { "note", "question", "message", "contact", NULL };

/* A session that loses records in this run. */
typedef struct
{
  char *line;
  char *channel;
  char *topic;
  char *dossier; /* nullable */
  LuwteDay day;
  gboolean loses_topic; /* a record goes that leaves the topic */
} Touched;

LuwteErasure *
luwte_erasure_new (LuwtePolicy *policy, gint64 at)
{
  LuwteErasure *self = g_new (LuwteErasure, 1);

  self->policy = g_object_ref (policy);
  self->at = at;
  return self;
}

void
luwte_erasure_free (gpointer data)
{
  LuwteErasure *self = data;

  g_object_unref (self->policy);
  g_free (self);
}

static void
touched_free (gpointer data)
{
  Touched *touched = data;

  g_free (touched->line);
  g_free (touched->channel);
  g_free (touched->topic);
  g_free (touched->dossier);
  g_free (touched);
}

/* The facts are taken before anything is deleted: the topic may stand in a note alone. */
static Touched *
touch (LuwteDb *db, const char *session, GError **error)
{
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, session, error);
  g_autofree char *topic = NULL;
  Touched *touched;

  if (row == NULL)
    return NULL;
  if (row->topic == NULL && !luwte_record_table_note_topic (db, session, &topic, error))
    return NULL;
  touched = g_new0 (Touched, 1);
  touched->line = g_strdup (row->line);
  touched->channel = g_strdup (row->channel);
  touched->topic = g_strdup (row->topic != NULL ? row->topic
                             : topic != NULL    ? topic
                                                : UNKNOWN_TOPIC);
  touched->dossier = g_strdup (row->dossier);
  touched->day = row->opened_day;
  return touched;
}

/* session id to Touched, of all records that go; n_held counts those that stay. */
static GHashTable *
touch_all (LuwteDb *db, LuwteErasure *self, GPtrArray *due, LuwteRunCounts *counts, GError **error)
{
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                           touched_free);

  for (guint i = 0; i < due->len; i++)
    {
      LuwteRecordRow *record = g_ptr_array_index (due, i);
      Touched *touched = g_hash_table_lookup (sessions, record->session);

      if (record->held)
        {
          counts->n_held++;
          continue;
        }
      if (touched == NULL)
        {
          touched = touch (db, record->session, error);
          if (touched == NULL)
            return NULL;
          g_hash_table_insert (sessions, g_strdup (record->session), touched);
        }
      if (luwte_policy_leaves_topic (self->policy, record->line, record->kind))
        touched->loses_topic = TRUE;
    }
  return g_steal_pointer (&sessions);
}

static gboolean
erase_records (LuwteDb *db, GPtrArray *due, LuwteRunCounts *counts, GError **error)
{
  gboolean bulk = due->len > BULK;

  if (bulk && !luwte_record_table_begin_bulk (db, error))
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    {
      LuwteRecordRow *record = g_ptr_array_index (due, i);

      if (record->held)
        continue;
      if (!luwte_record_table_erase (db, record->kind, record->object, error))
        return FALSE;
      counts->n_records++;
    }
  return !bulk || luwte_record_table_end_bulk (db, error);
}

static gboolean
leave_tombstone (LuwteDb *db, Touched *touched, LuwteRunCounts *counts, GError **error)
{
  g_autofree char *month = luwte_day_to_month (touched->day);

  /* An empty topic is that of a session which has its tombstone already. */
  if (*touched->topic == '\0')
    return TRUE;
  counts->n_tombstones++;
  return luwte_tombstone_table_add (db, touched->line, touched->topic, month, touched->channel,
                                    touched->dossier, error);
}

static gboolean
any_leaves_topic (LuwteErasure *self, const char *line, char **kinds)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (luwte_policy_leaves_topic (self->policy, line, kinds[i]))
      return TRUE;
  return FALSE;
}

/* After its records went: the tombstone, and the session itself when nothing is left in it. */
static gboolean
settle_session (LuwteDb *db, LuwteErasure *self, const char *session, Touched *touched,
                LuwteRunCounts *counts, GError **error)
{
  g_auto (GStrv) kinds = luwte_session_table_record_kinds (db, session, error);

  if (kinds == NULL)
    return FALSE;
  /* A session that held nothing but a flag was a contact too, and tells its topic when it goes. */
  if ((touched->loses_topic && !any_leaves_topic (self, touched->line, kinds)) ||
      (kinds[0] == NULL && any_leaves_topic (self, touched->line, (char **) session_kinds)))
    {
      if (!leave_tombstone (db, touched, counts, error) ||
          !luwte_record_table_mark_told (db, session, error))
        return FALSE;
    }
  if (kinds[0] != NULL)
    return TRUE;
  counts->n_sessions++;
  return luwte_session_table_erase (db, session, error);
}

static gboolean
settle_sessions (LuwteDb *db, LuwteErasure *self, GHashTable *sessions, LuwteRunCounts *counts,
                 GError **error)
{
  GHashTableIter iter;
  gpointer session, touched;

  g_hash_table_iter_init (&iter, sessions);
  while (g_hash_table_iter_next (&iter, &session, &touched))
    if (!settle_session (db, self, session, touched, counts, error))
      return FALSE;
  return TRUE;
}

/* Closed sessions that never had a record: nothing would ever make them go. */
static gboolean
erase_empty_sessions (LuwteDb *db, LuwteErasure *self, LuwteRunCounts *counts, GError **error)
{
  g_auto (GStrv) sessions = luwte_record_table_list_empty_sessions (db, error);

  for (guint i = 0; sessions != NULL && sessions[i] != NULL; i++)
    {
      Touched *touched = touch (db, sessions[i], error);
      gboolean ok = touched != NULL;

      if (ok && any_leaves_topic (self, touched->line, (char **) session_kinds))
        ok = leave_tombstone (db, touched, counts, error);
      if (touched != NULL)
        touched_free (touched);
      if (!ok || !luwte_session_table_erase (db, sessions[i], error))
        return FALSE;
      counts->n_sessions++;
    }
  return sessions != NULL;
}

/* Rows of the audit, and grounds of decisions, that are older than the profile keeps the audit. */
static gboolean
cut_audit (LuwteDb *db, LuwteErasure *self, GError **error)
{
  LuwteDay from = luwte_policy_audit_from (self->policy, luwte_db_today (db));
  g_autofree char *month = luwte_day_to_month (from);

  return luwte_decision_table_cut (db, month, error) &&
         luwte_db_audit_cut (db, luwte_day_start_unix (from, luwte_policy_get_zone (self->policy)),
                             error);
}

/* Cases of the review hang on no session: they have a last month of their own. */
static gboolean
erase_cases (LuwteDb *db, LuwteErasure *self, LuwteRunCounts *counts, GError **error)
{
  const LuwteDay today = luwte_db_today (db);
  const LuwteDay advised = luwte_policy_advice_from (self->policy, today);
  g_autofree char *month = luwte_day_to_month (today);
  const gint64 n = luwte_case_table_count_expired (db, month, advised, error);

  if (n < 0)
    return FALSE;
  counts->n_records += (guint) n;
  return luwte_case_table_erase_expired (db, month, advised, error);
}

/* They hang on no session either. */
static gboolean
erase_answer_drafts (LuwteDb *db, LuwteErasure *self, LuwteRunCounts *counts, GError **error)
{
  const gint64 n = luwte_question_draft_table_count_old (db, self->at, error);

  if (n < 0)
    return FALSE;
  counts->n_records += (guint) n;
  return luwte_question_draft_table_erase_old (db, self->at, error);
}

static gboolean
carry_out (LuwteDb *db, LuwteErasure *self, LuwteRunCounts *counts, GError **error)
{
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GHashTable) sessions = NULL;

  if (!luwte_hold_table_end_expired (db, self->at, error) ||
      !luwte_substitute_table_drop_passed (db, error))
    return FALSE;
  due = luwte_record_table_list_due (db, luwte_db_today (db), error);
  if (due == NULL)
    return FALSE;
  sessions = touch_all (db, self, due, counts, error);
  if (sessions == NULL || !erase_records (db, due, counts, error) ||
      !settle_sessions (db, self, sessions, counts, error) ||
      !erase_empty_sessions (db, self, counts, error) ||
      !luwte_dossier_table_drop_empty (db, NULL, error) || !erase_cases (db, self, counts, error) ||
      !erase_answer_drafts (db, self, counts, error) ||
      !luwte_handover_table_drop_passed (db, error) || !cut_audit (db, self, error))
    return FALSE;
  return luwte_receipt_table_add (db, self->at, counts->n_records, counts->n_sessions,
                                  counts->n_tombstones, counts->n_held, error) &&
         luwte_db_audit (db, "app", "retention.run", NULL, error);
}

gpointer
luwte_erasure_carry_out (LuwteDb *db, gpointer data, GError **error)
{
  LuwteErasure *self = data;
  g_autofree LuwteRunCounts *counts = g_new0 (LuwteRunCounts, 1);

  counts->at = self->at;
  return carry_out (db, self, counts, error) ? g_steal_pointer (&counts) : NULL;
}

/* A look beforehand: rewriting the file for nothing would cost seconds at every unlock. */
gpointer
luwte_erasure_count (LuwteDb *db, gpointer data, GError **error)
{
  LuwteErasure *self = data;
  g_autofree LuwteRunCounts *counts = g_new0 (LuwteRunCounts, 1);
  g_autoptr (GPtrArray) due = luwte_record_table_list_due (db, luwte_db_today (db), error);
  g_auto (GStrv) empty = NULL;
  g_autoptr (LuwteReceipt) last = NULL;
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));
  gint64 n_cases, n_drafts;

  if (due == NULL)
    return NULL;
  empty = luwte_record_table_list_empty_sessions (db, error);
  n_cases = luwte_case_table_count_expired (
      db, month, luwte_policy_advice_from (self->policy, luwte_db_today (db)), error);
  n_drafts = luwte_question_draft_table_count_old (db, self->at, error);
  if (empty == NULL || n_cases < 0 || n_drafts < 0 || !luwte_receipt_table_last (db, &last, error))
    return NULL;
  counts->at = self->at;
  for (guint i = 0; i < due->len; i++)
    {
      if (((LuwteRecordRow *) g_ptr_array_index (due, i))->held)
        counts->n_held++;
      else
        counts->n_records++;
    }
  counts->n_records += (guint) n_cases + (guint) n_drafts;
  counts->n_sessions = g_strv_length (empty);
  counts->unfinished = last != NULL && !luwte_receipt_get_finished (last);
  return g_steal_pointer (&counts);
}
