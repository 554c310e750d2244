/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A consent is recorded where the profile knows it and the line keeps consents. A text may say who
 * somebody is when the profile lets it and a consent to it holds, or where the profile asks for none;
 * an objection to registration goes before both. Nothing here keeps a note from being stored: it is
 * said, and she decides. */

#include "luwte-access-table.h"
#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-consent-table.h"
#include "luwte-db.h"
#include "luwte-deident-case.h"
#include "luwte-notes-private.h"
#include "luwte-notes-standing.h"
#include "luwte-policy.h"
#include "luwte-request-table.h"
#include "luwte-secret.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

#include <string.h>

typedef struct
{
  LuwtePolicy *policy;
  char *dossier_id;
  char *session_id;
  char *id; /* of a consent */
  char *scope;
  char *words;
  char *party;
  LuwteKnown known;
} Job;

static Job *
job_new (LuwteNotes *self, const char *dossier_id, const char *session_id)
{
  Job *job = g_new0 (Job, 1);

  job->policy = g_object_ref (self->policy);
  job->dossier_id = g_strdup (dossier_id);
  job->session_id = g_strdup (session_id);
  return job;
}

static void
wipe (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

static void
job_free (Job *job)
{
  g_object_unref (job->policy);
  g_free (job->dossier_id);
  g_free (job->session_id);
  g_free (job->id);
  g_free (job->scope);
  wipe (job->words);
  wipe (job->party);
  g_free (job);
}

static gboolean
audit (LuwteDb *db, const char *action, const char *object, GError **error)
{
  g_autofree char *role = NULL;

  return luwte_meta_table_get (db, "role", &role, error) &&
         luwte_db_audit (db, role != NULL ? role : "counsellor", action, object, error);
}

static gpointer
read_standing (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return luwte_standing_read (db, job->dossier_id, job->session_id, error);
}

/* (transfer full): the profile's words for the scope; NULL with REFUSED when it has no such one */
static char *
words_of (LuwtePolicy *policy, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) consents = luwte_policy_consents (policy, NULL);

  for (guint i = 0; i < consents->len; i++)
    {
      LuwteCode *consent = g_ptr_array_index (consents, i);

      if (g_strcmp0 (luwte_code_get_code (consent), scope) == 0)
        return g_strdup (luwte_code_get_label (consent));
    }
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
               "sharing.consents: the profile has no consent \"%s\"", scope != NULL ? scope : "");
  return NULL;
}

static const char *
or_null (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static gpointer
add_consent (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autofree char *words = words_of (job->policy, job->scope, error);
  g_autofree char *place = NULL;
  g_autofree char *place_line = NULL;
  g_autoptr (LuwteNoteChange) change = g_new0 (LuwteNoteChange, 1);
  g_autoptr (LuwteSessionRow) session = NULL;
  const gint64 now = luwte_clock_now ();

  if (words == NULL ||
      (job->session_id == NULL &&
       !luwte_request_table_place (db, job->dossier_id, &place, &place_line, error)))
    return NULL;
  session = luwte_session_table_get (db, job->session_id != NULL ? job->session_id : place, error);
  if (session == NULL || !luwte_policy_may_store (job->policy, session->line, "consent", error) ||
      /* What is agreed to in a conversation is a contact, written down afterwards it is none. */
      (session->closed_day == LUWTE_DAY_NONE &&
       !luwte_session_table_touch (db, session->object_id, luwte_policy_day_of (job->policy, now),
                                   error)))
    return NULL;
  change->dossier_id = g_strdup (session->dossier);
  change->note_id = luwte_consent_table_add (db, session->object_id, job->scope,
                                             or_null (job->words) != NULL ? job->words : words,
                                             or_null (job->party), now,
                                             luwte_policy_day_of (job->policy, now), error);
  if (change->note_id == NULL || !audit (db, "consent.record", change->note_id, error))
    return NULL;
  return g_steal_pointer (&change);
}

static gpointer
withdraw_consent (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  const gint64 now = luwte_clock_now ();
  g_autoptr (LuwteNoteChange) change = g_new0 (LuwteNoteChange, 1);

  if (!luwte_consent_table_withdraw (db, job->id, now, luwte_policy_day_of (job->policy, now),
                                     &change->dossier_id, error) ||
      !audit (db, "consent.withdraw", job->id, error))
    return NULL;
  change->note_id = g_strdup (job->id);
  return g_steal_pointer (&change);
}

static gpointer
set_known (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteNoteChange) change = g_new0 (LuwteNoteChange, 1);

  if (!luwte_standing_set_known (db, job->dossier_id, job->known,
                                 luwte_policy_day_of (job->policy, luwte_clock_now ()), error))
    return NULL;
  change->note_id = g_strdup (job->dossier_id);
  change->dossier_id = g_strdup (job->dossier_id);
  return g_steal_pointer (&change);
}

static void
standing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LuwteStanding *standing = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (standing == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, standing, (GDestroyNotify) luwte_standing_free);
}

void
luwte_notes_standing_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  luwte_vault_read_async (self->vault, read_standing, job_new (self, dossier_id, session_id),
                          (GDestroyNotify) job_free, (GDestroyNotify) luwte_standing_free,
                          cancellable, standing_cb, task);
}

LuwteStanding *
luwte_notes_standing_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LuwteNoteChange) change = luwte_vault_run_finish (LUWTE_VAULT (source), result,
                                                               &error);

  if (change == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  luwte_notes_tell_changed (g_task_get_source_object (task), change->dossier_id);
  g_task_return_boolean (task, TRUE);
}

static void
write_job (LuwteNotes *self, LuwteVaultFunc func, Job *job, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  luwte_vault_write_async (self->vault, func, job, (GDestroyNotify) job_free,
                           (GDestroyNotify) luwte_note_change_free, cancellable, changed_cb, task);
}

/**
 * luwte_notes_consent_async:
 *
 * LUWTE_POLICY_ERROR_REFUSED for a scope that the profile does not have, or a line that keeps no
 * consents.
 */
void
luwte_notes_consent_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                           const char *scope, const char *words, const char *party,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Job *job = job_new (self, dossier_id, session_id);

  job->scope = g_strdup (scope);
  job->words = g_strdup (words);
  job->party = g_strdup (party);
  write_job (self, add_consent, job, cancellable, callback, user_data);
}

void
luwte_notes_withdraw_async (LuwteNotes *self, const char *consent_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (self, NULL, NULL);

  job->id = g_strdup (consent_id);
  write_job (self, withdraw_consent, job, cancellable, callback, user_data);
}

void
luwte_notes_set_known_async (LuwteNotes *self, const char *dossier_id, LuwteKnown known,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Job *job = job_new (self, dossier_id, NULL);

  job->known = known;
  write_job (self, set_known, job, cancellable, callback, user_data);
}

gboolean
luwte_notes_standing_done_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
place_free (LuwteNotePlace *place)
{
  g_free (place->replacement);
  g_free (place);
}

void
luwte_note_look_free (LuwteNoteLook *self)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_free (self);
}

/* What the vault says of it, before a word of the text is read. */
typedef struct
{
  LuwteNoteConcern concern;
  LuwteDay objected;
  char **nicknames;
  LuwteNoteText *text;
} Reading;

static void
reading_free (Reading *reading)
{
  g_strfreev (reading->nicknames);
  g_clear_pointer (&reading->text, luwte_note_text_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static LuwteNoteConcern
concern_of (LuwtePolicy *policy, const LuwteStanding *standing)
{
  if (standing->objected != LUWTE_DAY_NONE)
    return LUWTE_NOTE_CONCERN_OBJECTION;
  if (luwte_policy_never_personal (policy))
    return LUWTE_NOTE_CONCERN_NEVER;
  if (luwte_policy_asks_consent (policy) &&
      luwte_standing_get_consent (standing, LUWTE_CONSENT_PERSONAL_DATA) == NULL)
    return LUWTE_NOTE_CONCERN_NO_CONSENT;
  return LUWTE_NOTE_CONCERN_NONE;
}

static char **
names_of (LuwteDb *db, const Job *job, GError **error)
{
  g_autoptr (LuwteSessionRow) session = NULL;
  const char *const none[] = { NULL };
  const char *alone[] = { NULL, NULL };

  if (job->session_id == NULL)
    return job->dossier_id != NULL
               ? luwte_access_table_nicknames (db, job->dossier_id, FALSE, error)
               : g_strdupv ((char **) none);
  session = luwte_session_table_get (db, job->session_id, error);
  if (session == NULL)
    return NULL;
  if (session->dossier != NULL)
    return luwte_access_table_nicknames (db, session->dossier, FALSE, error);
  alone[0] = session->nickname;
  return g_strdupv ((char **) alone);
}

static gpointer
read_concern (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteStanding) standing = luwte_standing_read (db, job->dossier_id, job->session_id,
                                                            error);
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  if (standing == NULL)
    return NULL;
  reading->concern = concern_of (job->policy, standing);
  reading->objected = standing->objected;
  reading->nicknames = names_of (db, job, error);
  return reading->nicknames != NULL ? g_steal_pointer (&reading) : NULL;
}

/* What says who somebody is. A date, an age or an organisation that helps does not, by itself. */
static gboolean
identifies (LuwteDeidentCategory category)
{
  switch (category)
    {
    case LUWTE_DEIDENT_ORG:
    case LUWTE_DEIDENT_DATE:
    case LUWTE_DEIDENT_AGE:
    case LUWTE_DEIDENT_NICK:
    case LUWTE_DEIDENT_OTHER:
      return FALSE;
    default:
      return TRUE;
    }
}

static gboolean
is_nickname (const Reading *reading, const char *from, const char *to)
{
  g_autofree char *word = g_strndup (from, to - from);
  g_autofree char *folded = g_utf8_casefold (word, -1);

  for (guint i = 0; reading->nicknames[i] != NULL; i++)
    {
      g_autofree char *name = g_utf8_casefold (reading->nicknames[i], -1);

      if (g_str_equal (name, folded))
        return TRUE;
    }
  return FALSE;
}

static void
add_places (GPtrArray *places, const Reading *reading, const LuwteDeidentSpan *spans, guint n,
            gboolean certain)
{
  const char *text = luwte_note_text_peek (reading->text);
  const char *at = text;
  guint offset = 0;

  for (guint i = 0; i < n; i++)
    {
      const char *word = luwte_deident_category_word (spans[i].category);
      const char *end;
      LuwteNotePlace *place;

      at = g_utf8_offset_to_pointer (at, spans[i].start - offset);
      end = g_utf8_offset_to_pointer (at, spans[i].end - spans[i].start);
      offset = spans[i].start;
      if (!identifies (spans[i].category) || is_nickname (reading, at, end))
        continue;
      place = g_new (LuwteNotePlace, 1);
      *place = (LuwteNotePlace) {
        .start = spans[i].start,
        .end = spans[i].end,
        .certain = certain,
        .replacement = spans[i].person > 0 ? g_strdup_printf ("[%s %u]", word, spans[i].person)
                                           : g_strdup_printf ("[%s]", word),
      };
      g_ptr_array_add (places, place);
    }
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const LuwteNotePlace *one = *(const LuwteNotePlace *const *) a;
  const LuwteNotePlace *two = *(const LuwteNotePlace *const *) b;

  return (one->start > two->start) - (one->start < two->start);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteDeident) deident = luwte_deident_new (&error);
  g_autoptr (LuwteDeidentCase) text = NULL;
  g_autoptr (LuwteNoteLook) look = g_new0 (LuwteNoteLook, 1);
  const LuwteDeidentSpan *spans;
  guint n;

  if (deident == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  look->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  look->objected = reading->objected;
  text = luwte_deident_case_new (deident);
  luwte_deident_case_add_text (text, luwte_note_text_peek (reading->text));
  spans = luwte_deident_case_get_spans (text, 0, &n);
  add_places (look->places, reading, spans, n, TRUE);
  spans = luwte_deident_case_get_doubtful (text, 0, &n);
  add_places (look->places, reading, spans, n, FALSE);
  g_ptr_array_sort (look->places, compare_places);
  look->concern = look->places->len > 0 ? reading->concern : LUWTE_NOTE_CONCERN_NONE;
  g_task_return_pointer (task, g_steal_pointer (&look), (GDestroyNotify) luwte_note_look_free);
}

static void
concern_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);
  LuwteNoteLook *look;

  if (reading == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (reading->concern == LUWTE_NOTE_CONCERN_NONE)
    {
      look = g_new0 (LuwteNoteLook, 1);
      look->objected = LUWTE_DAY_NONE;
      look->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
      g_task_return_pointer (task, look, (GDestroyNotify) luwte_note_look_free);
    }
  else
    {
      reading->text = luwte_note_text_ref (g_task_get_task_data (task));
      g_task_set_task_data (task, g_steal_pointer (&reading), (GDestroyNotify) reading_free);
      g_task_run_in_thread (task, look_thread);
    }
}

void
luwte_notes_look_async (LuwteNotes *self, const char *dossier_id, const char *session_id,
                        LuwteNoteText *text, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, luwte_note_text_ref (text), (GDestroyNotify) luwte_note_text_unref);
  luwte_vault_read_async (self->vault, read_concern, job_new (self, dossier_id, session_id),
                          (GDestroyNotify) job_free, (GDestroyNotify) reading_free, cancellable,
                          concern_cb, task);
}

LuwteNoteLook *
luwte_notes_look_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
