/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Correcting keeps what stood there, adding leaves the note as it is (R82). Either is done for a
 * request of that kind that is open and checked, in a note of its dossier that may be shown. What is
 * kept or added goes with the note, whoever erases that. */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-note-table.h"
#include "luwte-note-text.h"
#include "luwte-note.h"
#include "luwte-request-table.h"
#include "luwte-rights-private.h"
#include "luwte-version-table.h"

/* (transfer full): the dossier that the note stands in */
static char *
may_change (LuwteDb *db, const LuwteRightsJob *job, const char *kind, GError **error)
{
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);
  g_autoptr (LuwteNote) note = NULL;

  if (request == NULL || !luwte_rights_may_carry_out (job->policy, request, error))
    return NULL;
  if (!g_str_equal (request->kind, kind))
    {
      luwte_rights_refused (error, "The request asks for something else");
      return NULL;
    }
  note = luwte_note_table_get (db, job->note, error);
  if (note == NULL)
    return NULL;
  if (g_strcmp0 (luwte_note_get_fields (note)->dossier_id, request->dossier) != 0)
    {
      luwte_rights_refused (error, "The note stands in another dossier");
      return NULL;
    }
  if (luwte_note_text_is_blank (job->text))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The text is empty");
      return NULL;
    }
  return g_strdup (request->dossier);
}

gpointer
luwte_rights_job_correct (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  const gint64 now = luwte_clock_now ();
  g_autofree char *dossier = may_change (db, job, "correction", error);

  if (dossier == NULL || !luwte_version_table_keep (db, job->note, now, error) ||
      !luwte_note_table_edit (db, job->note, NULL, luwte_note_text_peek (job->text), now, error) ||
      !luwte_rights_audit (db, "note.correct", job->note, error))
    return NULL;
  return g_steal_pointer (&dossier);
}

gpointer
luwte_rights_job_add (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autofree char *dossier = may_change (db, job, "addition", error);

  if (dossier == NULL ||
      !luwte_version_table_add (db, job->note, luwte_note_text_peek (job->text), luwte_clock_now (),
                                error) ||
      !luwte_rights_audit (db, "note.add-beside", job->note, error))
    return NULL;
  return g_steal_pointer (&dossier);
}
