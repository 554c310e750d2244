/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Erasure on request takes a whole dossier in one transaction of the vault's purge: every record by
 * its id, so that the audit forgets it, every session with its drafts, one tombstone a session that
 * leaves its topic and has not left it before, the nicknames, the request itself. It waits for an
 * open session (retention rule 3) and for a hold (rule 7). A dossier that the law lets the helpline
 * keep is erased only when somebody has said so (R86). */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-receipt-table.h"
#include "luwte-record-table.h"
#include "luwte-request-table.h"
#include "luwte-retention-values.h"
#include "luwte-rights-private.h"
#include "luwte-session-table.h"
#include "luwte-tombstone-table.h"

/* As retention names it. */
#define UNKNOWN_TOPIC "unknown"

typedef struct
{
  guint n_records;
  guint n_sessions;
  guint n_tombstones;
} Counts;

static gboolean
may_erase (LuwteDb *db, const LuwteRightsJob *job, const LuwteRequest *request, GError **error)
{
  gboolean held = FALSE;

  if (!luwte_rights_may_carry_out (job->policy, request, error))
    return FALSE;
  if (job->ground != NULL && !luwte_rights_has_ground (TRUE, job->ground))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "There is no such ground for granting an erasure");
      return FALSE;
    }
  if (!g_str_equal (request->kind, "erasure"))
    return luwte_rights_refused (error, "This request does not ask for erasing");
  if (!luwte_dossier_table_is_held (db, request->dossier, &held, error))
    return FALSE;
  if (held)
    return luwte_rights_refused (error, "Retention rule 7: a hold keeps the whole dossier");
  return TRUE;
}

static gboolean
leaves_topic (LuwtePolicy *policy, const char *line, char **records)
{
  for (guint i = 0; records[i] != NULL; i += 2)
    if (luwte_policy_leaves_topic (policy, line, records[i + 1]))
      return TRUE;
  return FALSE;
}

/* An empty topic is that of a session which has its tombstone already. */
static gboolean
leave_tombstone (LuwteDb *db, const LuwteSessionRow *session, Counts *counts, GError **error)
{
  g_autofree char *topic = g_strdup (session->topic);
  g_autofree char *month = luwte_day_to_month (session->opened_day);

  if (topic == NULL && !luwte_record_table_note_topic (db, session->object_id, &topic, error))
    return FALSE;
  if (topic != NULL && *topic == '\0')
    return TRUE;
  counts->n_tombstones++;
  return luwte_tombstone_table_add (db, session->line, topic != NULL ? topic : UNKNOWN_TOPIC, month,
                                    session->channel, session->dossier, error);
}

static gboolean
erase_session (LuwteDb *db, const LuwteRightsJob *job, const char *id, Counts *counts,
               GError **error)
{
  g_autoptr (LuwteSessionRow) session = luwte_session_table_get (db, id, error);
  g_auto (GStrv) records = NULL;

  if (session == NULL)
    return FALSE;
  if (session->closed_day == LUWTE_DAY_NONE)
    return luwte_rights_refused (error,
                                 "Retention rule 3: erasing waits until the session is closed");
  if (luwte_policy_line_keeps_by_law (job->policy, session->line) && !job->before_legal_term)
    return luwte_rights_refused (
        error, "The law lets this dossier be kept longer; erasing it needs a decision");
  records = luwte_request_table_records (db, id, error);
  if (records == NULL || (leaves_topic (job->policy, session->line, records) &&
                          !leave_tombstone (db, session, counts, error)))
    return FALSE;
  for (guint i = 0; records[i] != NULL; i += 2)
    {
      if (!luwte_record_table_erase (db, records[i + 1], records[i], error))
        return FALSE;
      counts->n_records++;
    }
  counts->n_sessions++;
  return luwte_session_table_erase (db, id, error) && luwte_db_audit_forget (db, id, error);
}

gpointer
luwte_rights_job_erase (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  const gint64 now = luwte_clock_now ();
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);
  g_autoptr (GPtrArray) sessions = NULL;
  Counts counts = { 0 };

  if (request == NULL || !may_erase (db, job, request, error))
    return NULL;
  sessions = luwte_request_table_sessions (db, request->dossier, error);
  if (sessions == NULL)
    return NULL;
  for (guint i = 0; i < sessions->len; i++)
    if (!erase_session (db, job, g_ptr_array_index (sessions, i), &counts, error))
      return NULL;
  if (!luwte_db_audit_forget (db, request->dossier, error) ||
      !luwte_receipt_table_add (db, now, counts.n_records, counts.n_sessions, counts.n_tombstones,
                                0, error) ||
      !luwte_rights_keep_ground (db, TRUE, job->ground, job->before_legal_term, error) ||
      !luwte_rights_audit (db, job->before_legal_term ? "request.erase-early" : "request.erase",
                           NULL, error))
    return NULL;
  return luwte_receipt_new (now, counts.n_records, counts.n_sessions, counts.n_tombstones, 0,
                            FALSE);
}
