/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A request is received when the profile knows its kind and keeps requests on the line. It is carried
 * out once, after the checks that the profile asks for, and only while the dossier is the one it was
 * received for. Refusing needs a ground and no check. An objection needs nothing. */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-note-text.h"
#include "luwte-request-table.h"
#include "luwte-rights-private.h"
#include "luwte-secret.h"
#include "luwte-setting-table.h"

#include <string.h>

#define DONE GINT_TO_POINTER (TRUE)

LuwteRightsJob *
luwte_rights_job_new (LuwtePolicy *policy, const char *id)
{
  LuwteRightsJob *self = g_new0 (LuwteRightsJob, 1);

  self->policy = g_object_ref (policy);
  self->id = g_strdup (id);
  self->received = LUWTE_DAY_NONE;
  return self;
}

void
luwte_rights_job_free (LuwteRightsJob *self)
{
  g_object_unref (self->policy);
  g_free (self->id);
  g_free (self->kind);
  if (self->ground != NULL)
    luwte_wipe (self->ground, strlen (self->ground));
  g_free (self->ground);
  g_free (self->note);
  g_clear_pointer (&self->text, luwte_note_text_unref);
  g_free (self);
}

gboolean
luwte_rights_refused (GError **error, const char *why)
{
  g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED, why);
  return FALSE;
}

gboolean
luwte_rights_audit (LuwteDb *db, const char *action, const char *object, GError **error)
{
  g_autofree char *role = NULL;

  return luwte_meta_table_get (db, "role", &role, error) &&
         luwte_db_audit (db, role != NULL ? role : "counsellor", action, object, error);
}

static gboolean
is_open (const LuwteRequest *request, GError **error)
{
  return g_str_equal (request->state, "received") ||
         luwte_rights_refused (error, "The request was answered before");
}

gboolean
luwte_rights_may_carry_out (LuwtePolicy *policy, const LuwteRequest *request, GError **error)
{
  if (!is_open (request, error))
    return FALSE;
  if (request->dossier == NULL)
    return luwte_rights_refused (
        error, "The dossier was joined or split since; the request has to be received anew");
  if (luwte_policy_needs_identity (policy) && request->identity == LUWTE_DAY_NONE)
    return luwte_rights_refused (error, "rights.identity: nobody has checked who asks");
  if (luwte_policy_needs_ownership (policy) && request->ownership == LUWTE_DAY_NONE)
    return luwte_rights_refused (error, "rights.ownership: nobody has checked whose dossier it is");
  return TRUE;
}

gpointer
luwte_rights_job_receive (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  const LuwteDay today = luwte_db_today (db);
  const LuwteDay received = job->received != LUWTE_DAY_NONE ? job->received : today;
  g_autofree char *session = NULL;
  g_autofree char *line = NULL;
  g_autofree char *id = NULL;

  if (g_strcmp0 (job->kind, "objection") == 0)
    {
      luwte_rights_refused (error, "An objection is registered, not asked for");
      return NULL;
    }
  if (!luwte_policy_may_request (job->policy, job->kind, error) ||
      !luwte_request_table_place (db, job->id, &session, &line, error) ||
      !luwte_policy_may_store (job->policy, line, "request", error))
    return NULL;
  if (received > today)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "A request cannot come in on a later day than today");
      return NULL;
    }
  id = luwte_request_table_add (db, session, job->id, job->kind, received,
                                luwte_policy_answer_by (job->policy, received), error);
  if (id == NULL || !luwte_rights_audit (db, "request.receive", id, error))
    return NULL;
  return g_steal_pointer (&id);
}

gpointer
luwte_rights_job_check (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);

  if (request == NULL || !is_open (request, error) ||
      !luwte_request_table_check (db, job->id, job->identity, job->ownership, luwte_db_today (db),
                                  error) ||
      !luwte_rights_audit (db, "request.check", job->id, error))
    return NULL;
  return DONE;
}

gpointer
luwte_rights_job_grant (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);

  if (request == NULL || !luwte_rights_may_carry_out (job->policy, request, error))
    return NULL;
  if (g_str_equal (request->kind, "erasure"))
    {
      luwte_rights_refused (error, "An erasure is granted by erasing");
      return NULL;
    }
  if (!luwte_request_table_decide (db, job->id, "granted", NULL, luwte_db_today (db), error) ||
      !luwte_rights_audit (db, "request.grant", job->id, error))
    return NULL;
  return DONE;
}

gpointer
luwte_rights_job_refuse (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autoptr (LuwteRequest) request = luwte_request_table_get (db, job->id, error);
  g_autofree char *ground = g_strstrip (g_strdup (job->ground != NULL ? job->ground : ""));

  if (request == NULL || !is_open (request, error))
    return NULL;
  if (*ground == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           "A refusal needs a ground");
      return NULL;
    }
  if (g_str_equal (request->kind, "erasure") &&
      !luwte_rights_keep_ground (db, FALSE, ground, FALSE, error))
    return NULL;
  if (!luwte_request_table_decide (db, job->id, "refused", ground, luwte_db_today (db), error) ||
      !luwte_rights_audit (db, "request.refuse", job->id, error))
    return NULL;
  return DONE;
}

gpointer
luwte_rights_job_object (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  g_autofree char *role = NULL;

  if (!luwte_policy_may_request (job->policy, "objection", error) ||
      !luwte_meta_table_get (db, "role", &role, error) ||
      !luwte_objection_table_add (db, job->id, job->kind, luwte_db_today (db),
                                  role != NULL ? role : "counsellor", error) ||
      !luwte_rights_audit (db, "objection.register", NULL, error))
    return NULL;
  return DONE;
}

gpointer
luwte_rights_job_unobject (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  gboolean stood;

  if (!luwte_objection_table_remove (db, job->id, job->kind, &stood, error))
    return NULL;
  if (!stood)
    {
      luwte_rights_refused (error, "No such objection stands");
      return NULL;
    }
  if (!luwte_rights_audit (db, "objection.withdraw", NULL, error))
    return NULL;
  return DONE;
}

gpointer
luwte_rights_job_objects (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteRightsJob *job = data;
  gboolean stands;

  if (!luwte_objection_table_stands (db, job->id, job->kind, &stands, error))
    return NULL;
  return GINT_TO_POINTER (stands ? 2 : 1);
}
