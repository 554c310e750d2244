/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file that answers a request for access (R82). It is made when the request asks for access, was
 * granted, and its dossier is still the one it was received for. It holds what stands in that dossier
 * and may be shown today to the one who makes it, and no id. Personal working notes are left out and
 * counted, unless they are asked for. The nicknames of all other dossiers are masked in every text,
 * due or not. Where registration was objected to, what tells who somebody is goes as well, the
 * doubtful too (R42). */

#include "luwte-access-private.h"

#include "luwte-db.h"
#include "luwte-deident-case.h"
#include "luwte-mask-private.h"
#include "luwte-request-table.h"
#include "luwte-rights-private.h"
#include "luwte-secret.h"

#include <string.h>

void
luwte_access_free (LuwteAccess *self)
{
  g_clear_object (&self->policy);
  g_free (self->language);
  g_clear_pointer (&self->request, luwte_request_free);
  g_strfreev (self->nicknames);
  g_strfreev (self->others);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->objections, g_ptr_array_unref);
  g_free (self);
}

void
luwte_access_job_free (LuwteAccessJob *self)
{
  g_object_unref (self->policy);
  g_free (self->request);
  g_free (self->language);
  g_free (self);
}

static gboolean
may_answer (const LuwteRequest *request, GError **error)
{
  if (!g_str_equal (request->kind, "access"))
    return luwte_rights_refused (error, "This request does not ask for access");
  if (request->dossier == NULL)
    return luwte_rights_refused (
        error, "The dossier was joined or split since; the request has to be received anew");
  if (!g_str_equal (request->state, "granted"))
    return luwte_rights_refused (error, "The request was not granted");
  return TRUE;
}

static void
keep_requests (GPtrArray *requests, const char *dossier)
{
  for (guint i = requests->len; i-- > 0;)
    {
      const LuwteRequest *request = g_ptr_array_index (requests, i);

      if (g_strcmp0 (request->dossier, dossier) != 0)
        g_ptr_array_remove_index (requests, i);
    }
}

static void
keep_objections (GPtrArray *objections, const char *dossier)
{
  for (guint i = objections->len; i-- > 0;)
    {
      const LuwteObjection *objection = g_ptr_array_index (objections, i);

      if (g_strcmp0 (objection->dossier, dossier) != 0)
        g_ptr_array_remove_index (objections, i);
    }
}

static gboolean
read_dossier (LuwteDb *db, LuwteAccess *self, GError **error)
{
  const char *dossier = self->request->dossier;

  self->nicknames = luwte_access_table_nicknames (db, dossier, FALSE, error);
  if (self->nicknames == NULL)
    return FALSE;
  self->others = luwte_access_table_nicknames (db, dossier, TRUE, error);
  if (self->others == NULL)
    return FALSE;
  self->contacts = luwte_access_table_contacts (db, dossier, error);
  if (self->contacts == NULL)
    return FALSE;
  self->requests = luwte_request_table_list (db, error);
  if (self->requests == NULL)
    return FALSE;
  self->objections = luwte_objection_table_list (db, error);
  if (self->objections == NULL)
    return FALSE;
  keep_requests (self->requests, dossier);
  keep_objections (self->objections, dossier);
  return TRUE;
}

/* Contacts in which nothing else stands go with them. */
static void
leave_out (LuwteAccess *self, LuwteAccessFlags flags)
{
  for (guint i = self->contacts->len; i-- > 0;)
    {
      const LuwteAccessContact *contact = g_ptr_array_index (self->contacts, i);

      for (guint j = contact->records->len; j-- > 0;)
        {
          const LuwteAccessRecord *record = g_ptr_array_index (contact->records, j);

          if ((flags & LUWTE_ACCESS_PERSONAL_NOTES) || !g_str_equal (record->kind, "personal_note"))
            continue;
          g_ptr_array_remove_index (contact->records, j);
          self->n_left_out++;
        }
      self->n_records += contact->records->len;
      if (contact->records->len == 0)
        g_ptr_array_remove_index (self->contacts, i);
    }
}

gpointer
luwte_access_read (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteAccessJob *job = data;
  g_autoptr (LuwteAccess) self = g_new0 (LuwteAccess, 1);

  self->policy = g_object_ref (job->policy);
  self->language = g_strdup (job->language);
  self->made = luwte_db_today (db);
  self->request = luwte_request_table_get (db, job->request, error);
  if (self->request == NULL || !may_answer (self->request, error) ||
      !read_dossier (db, self, error) ||
      !luwte_rights_audit (db, "request.access", job->request, error))
    return NULL;
  leave_out (self, job->flags);
  for (guint i = 0; i < self->objections->len; i++)
    {
      const LuwteObjection *objection = g_ptr_array_index (self->objections, i);

      self->anonymised |= g_str_equal (objection->kind, "registration");
    }
  return g_steal_pointer (&self);
}

static void
take_text (char **text, char *cleaned)
{
  luwte_wipe (*text, strlen (*text));
  g_free (*text);
  *text = cleaned;
}

static void
add_texts (GPtrArray *texts, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      LuwteAccessRecord *record = g_ptr_array_index (records, i);

      if (record->text != NULL)
        g_ptr_array_add (texts, &record->text);
      if (record->beside != NULL)
        add_texts (texts, record->beside);
    }
}

/* All that people wrote. (transfer container) (element-type char **) */
static GPtrArray *
texts_of (LuwteAccess *self)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < self->contacts->len; i++)
    {
      const LuwteAccessContact *contact = g_ptr_array_index (self->contacts, i);

      add_texts (texts, contact->records);
    }
  for (guint i = 0; i < self->requests->len; i++)
    {
      LuwteRequest *request = g_ptr_array_index (self->requests, i);

      if (request->ground != NULL)
        g_ptr_array_add (texts, &request->ground);
    }
  return texts;
}

static gboolean
anonymise (LuwteAccess *self, GPtrArray *texts, GError **error)
{
  g_autoptr (LuwteDeident) deident = luwte_deident_new (error);
  g_autoptr (LuwteDeidentCase) dossier = NULL;

  if (deident == NULL)
    return FALSE;
  dossier = luwte_deident_case_new (deident);
  for (guint i = 0; self->nicknames[i] != NULL; i++)
    luwte_deident_case_add_known (dossier, LUWTE_DEIDENT_NICK, self->nicknames[i]);
  for (guint i = 0; i < texts->len; i++)
    luwte_deident_case_add_text (dossier, *(char **) g_ptr_array_index (texts, i));
  for (guint i = 0; i < texts->len; i++)
    take_text (g_ptr_array_index (texts, i), luwte_deident_case_redact (dossier, i));
  return TRUE;
}

gboolean
luwte_access_clean (LuwteAccess *self, GError **error)
{
  const char *mark = LUWTE_ACCESS_SAY (self, "[another nickname]", "[een andere nickname]");
  g_autoptr (LuwteMask) mask = luwte_mask_new ((const char *const *) self->nicknames,
                                               (const char *const *) self->others, mark);
  g_autoptr (GPtrArray) texts = texts_of (self);

  for (guint i = 0; i < texts->len; i++)
    {
      char **text = g_ptr_array_index (texts, i);

      take_text (text, luwte_mask_apply (mask, *text));
    }
  self->n_masked = luwte_mask_get_n (mask);
  return !self->anonymised || anonymise (self, texts, error);
}
