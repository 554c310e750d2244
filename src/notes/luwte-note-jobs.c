/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A note is stored where the profile lists its kind for the session's line and nowhere else, under a
 * topic of the profile. Without a session the nickname names the dossier: the same name is the same
 * dossier, except for a generic name, which never joins sessions (policy, "A nickname is not a
 * person", and retention rule 0). A note of an open session or of a held dossier is not erased. */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-draft-table.h"
#include "luwte-note-table.h"
#include "luwte-notes-private.h"
#include "luwte-policy.h"
#include "luwte-record-table.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-tombstone-table.h"

#define DONE GINT_TO_POINTER (TRUE)

LuwteNoteJob *
luwte_note_job_new (LuwtePolicy *policy, const char *id, LuwteNoteText *text)
{
  LuwteNoteJob *self = g_new0 (LuwteNoteJob, 1);

  self->policy = g_object_ref (policy);
  self->id = g_strdup (id);
  self->text = text != NULL ? luwte_note_text_ref (text) : NULL;
  return self;
}

void
luwte_note_job_free (LuwteNoteJob *self)
{
  g_object_unref (self->policy);
  g_free (self->id);
  g_free (self->session_id);
  g_free (self->nickname);
  g_free (self->kind);
  g_free (self->line);
  g_free (self->channel);
  g_free (self->topic);
  g_clear_pointer (&self->text, luwte_note_text_unref);
  g_free (self);
}

void
luwte_note_change_free (LuwteNoteChange *self)
{
  g_free (self->note_id);
  g_free (self->dossier_id);
  g_free (self);
}

static gboolean
check_topic (LuwtePolicy *policy, const char *topic, GError **error)
{
  if (topic != NULL && luwte_policy_has_topic (policy, topic))
    return TRUE;
  g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND,
                       "The profile has no such topic");
  return FALSE;
}

static gboolean
check_text (LuwteNoteText *text, GError **error)
{
  if (!luwte_note_text_is_blank (text))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The note is empty");
  return FALSE;
}

/* line and channel: what was asked for on entry, what holds on return */
static gboolean
choose_line (LuwtePolicy *policy, const char **line, const char **channel, GError **error)
{
  const char *const *channels;

  if (*line == NULL)
    *line = luwte_policy_lines (policy)[0];
  if (*line == NULL || !luwte_policy_has_line (policy, *line))
    {
      g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND,
                           "The profile has no such service line");
      return FALSE;
    }
  channels = luwte_policy_channels (policy, *line);
  if (*channel == NULL)
    *channel = channels[0];
  if (*channel == NULL || !g_strv_contains (channels, *channel))
    {
      g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND,
                           "The service line has no such channel");
      return FALSE;
    }
  return TRUE;
}

/* dossiers: (nullable): name to object id, of the names met before in the same transaction.
 * dossier: (out): NULL on a line without dossiers */
static gboolean
choose_dossier (LuwteDb *db, LuwtePolicy *policy, GHashTable *dossiers, const char *line,
                const char *nickname, LuwteDay day, char **dossier, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (nickname);
  const gboolean generic = luwte_policy_is_generic (policy, name);

  *dossier = NULL;
  if (*name == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The nickname is empty");
      return FALSE;
    }
  if (!luwte_policy_line_has_dossier (policy, line))
    return TRUE;
  if (!generic && dossiers != NULL)
    *dossier = g_strdup (g_hash_table_lookup (dossiers, name));
  if (!generic && *dossier == NULL && !luwte_dossier_table_find (db, name, dossier, error))
    return FALSE;
  if (*dossier == NULL)
    *dossier = luwte_dossier_table_add (db, NULL, name, day, error);
  if (*dossier == NULL)
    return FALSE;
  if (!generic && dossiers != NULL)
    g_hash_table_replace (dossiers, g_steal_pointer (&name), g_strdup (*dossier));
  return TRUE;
}

/* What is written with the editor and stands among the notes: the two kinds of note, and a completed
 * test. Everything else has a record of its own; a self-test before sign-up is no kind at all (R75). */
static gboolean
check_kind (const char *kind, GError **error)
{
  static const char *const kinds[] = { "note", "personal_note", "test", NULL };

  if (g_strv_contains (kinds, kind))
    return TRUE;
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
               "\"%s\" is no kind of note: only note, personal_note and test are", kind);
  return FALSE;
}

/* Retention rule 0: a session of that day, that channel, closed at once. */
static LuwteNoteChange *
add_with_session (LuwteDb *db, const LuwteNoteJob *job, GHashTable *dossiers, GError **error)
{
  const gint64 created = job->created != 0 ? job->created : luwte_clock_now ();
  const LuwteDay day = luwte_policy_day_of (job->policy, created);
  const char *line = job->line;
  const char *channel = job->channel;
  g_autoptr (LuwteNoteChange) change = g_new0 (LuwteNoteChange, 1);
  g_autofree char *session = NULL;

  if (!choose_line (job->policy, &line, &channel, error) || !check_kind (job->kind, error) ||
      !luwte_policy_may_store (job->policy, line, job->kind, error) ||
      !check_topic (job->policy, job->topic, error) || !check_text (job->text, error) ||
      !choose_dossier (db, job->policy, dossiers, line, job->nickname, day, &change->dossier_id,
                       error))
    return NULL;

  session = luwte_session_table_add (db,
                                     &(LuwteSessionRow) {
                                       .dossier = change->dossier_id,
                                       .nickname = job->nickname,
                                       .line = line,
                                       .channel = channel,
                                       .topic = job->topic,
                                       .state = LUWTE_SESSION_CLOSED,
                                       .identity = LUWTE_IDENTITY_UNKNOWN,
                                       .opened_at = created,
                                       .opened_day = day,
                                       .active_day = day,
                                       .closed_at = created,
                                       .closed_day = day,
                                     },
                                     error);
  if (session == NULL)
    return NULL;
  change->note_id = luwte_note_table_add (db,
                                          &(LuwteNoteRow) {
                                            .session = session,
                                            .kind = job->kind,
                                            .topic = job->topic,
                                            .created_at = created,
                                            .created_day = day,
                                            .text = luwte_note_text_peek (job->text),
                                          },
                                          error);
  return change->note_id != NULL ? g_steal_pointer (&change) : NULL;
}

static LuwteNoteChange *
add_to_session (LuwteDb *db, const LuwteNoteJob *job, GError **error)
{
  const gint64 created = job->created != 0 ? job->created : luwte_clock_now ();
  const LuwteDay day = luwte_policy_day_of (job->policy, created);
  g_autoptr (LuwteSessionRow) session = luwte_session_table_get (db, job->session_id, error);
  g_autoptr (LuwteNoteChange) change = NULL;

  if (session == NULL || !check_kind (job->kind, error) ||
      !luwte_policy_may_store (job->policy, session->line, job->kind, error) ||
      !check_topic (job->policy, job->topic, error) || !check_text (job->text, error))
    return NULL;
  /* What is written down after the session is no contact. */
  if (session->closed_day == LUWTE_DAY_NONE &&
      !luwte_session_table_touch (db, job->session_id, day, error))
    return NULL;

  change = g_new0 (LuwteNoteChange, 1);
  change->dossier_id = g_strdup (session->dossier);
  change->note_id = luwte_note_table_add (db,
                                          &(LuwteNoteRow) {
                                            .session = job->session_id,
                                            .kind = job->kind,
                                            .topic = job->topic,
                                            .created_at = created,
                                            .created_day = day,
                                            .text = luwte_note_text_peek (job->text),
                                          },
                                          error);
  if (change->note_id == NULL ||
      !luwte_draft_table_save (db, job->session_id, LUWTE_DRAFT_NOTE, NULL, created, error))
    return NULL;
  return g_steal_pointer (&change);
}

gpointer
luwte_note_job_add (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteNoteJob *job = data;

  return job->session_id != NULL ? add_to_session (db, job, error)
                                 : add_with_session (db, job, NULL, error);
}

/* For whom a note is says its author, among the kinds of the line. */
static gboolean
change_kind (LuwteDb *db, const LuwteNoteJob *job, const LuwteNoteFields *fields, GError **error)
{
  if (job->kind == NULL || g_str_equal (job->kind, fields->kind))
    return TRUE;
  return check_kind (job->kind, error) &&
         luwte_policy_may_store (job->policy, fields->line, job->kind, error) &&
         luwte_note_table_set_kind (db, job->id, job->kind, error);
}

gpointer
luwte_note_job_edit (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteNoteJob *job = data;
  g_autoptr (LuwteNote) note = luwte_note_table_get (db, job->id, error);
  const LuwteNoteFields *fields = note != NULL ? luwte_note_get_fields (note) : NULL;
  LuwteNoteChange *change;

  if (note == NULL || !luwte_policy_may_store (job->policy, fields->line, fields->kind, error) ||
      !change_kind (db, job, fields, error) ||
      (job->topic != NULL && !check_topic (job->policy, job->topic, error)) ||
      (job->text != NULL && !check_text (job->text, error)) ||
      !luwte_note_table_edit (db, job->id, job->topic,
                              job->text != NULL ? luwte_note_text_peek (job->text) : NULL,
                              luwte_clock_now (), error))
    return NULL;
  change = g_new0 (LuwteNoteChange, 1);
  change->note_id = g_strdup (job->id);
  change->dossier_id = g_strdup (fields->dossier_id);
  return change;
}

static gboolean
check_may_erase (LuwteDb *db, const LuwteSessionRow *session, GError **error)
{
  gboolean held = FALSE;

  if (session->closed_day == LUWTE_DAY_NONE)
    {
      g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                           "Retention rule 3: erasing waits until the session is closed");
      return FALSE;
    }
  if (session->dossier != NULL && !luwte_dossier_table_is_held (db, session->dossier, &held, error))
    return FALSE;
  if (held)
    g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                         "Retention rule 7: a hold keeps the whole dossier");
  return !held;
}

static gboolean
any_leaves_topic (LuwtePolicy *policy, const char *line, char **kinds)
{
  for (guint i = 0; kinds[i] != NULL; i++)
    if (luwte_policy_leaves_topic (policy, line, kinds[i]))
      return TRUE;
  return FALSE;
}

/* The session's topic, that of its last note where it has none, "" when it was told before. */
static gboolean
leave_tombstone (LuwteDb *db, const LuwteSessionRow *session, const LuwteNoteFields *erased,
                 GError **error)
{
  const char *topic = session->topic != NULL ? session->topic : erased->topic;
  g_autofree char *month = luwte_day_to_month (session->opened_day);

  return *topic == '\0' || (luwte_tombstone_table_add (db, session->line, topic, month,
                                                       session->channel, session->dossier, error) &&
                            luwte_record_table_mark_told (db, session->object_id, error));
}

/* As retention does it: the session's last record that leaves a topic leaves it, once a session;
 * the session goes with its last record. */
static gboolean
bury (LuwteDb *db, LuwtePolicy *policy, const LuwteSessionRow *session,
      const LuwteNoteFields *erased, GError **error)
{
  g_auto (GStrv) left = luwte_session_table_record_kinds (db, session->object_id, error);

  if (left == NULL)
    return FALSE;
  if (luwte_policy_leaves_topic (policy, session->line, erased->kind) &&
      !any_leaves_topic (policy, session->line, left) &&
      !leave_tombstone (db, session, erased, error))
    return FALSE;
  return left[0] != NULL || luwte_session_table_erase (db, session->object_id, error);
}

/* Who erased says the audit, of what it does not: that is gone. */
static gboolean
audit_erasure (LuwteDb *db, GError **error)
{
  g_autofree char *role = NULL;

  return luwte_meta_table_get (db, "role", &role, error) &&
         luwte_db_audit (db, role != NULL ? role : "counsellor", "note.erase", NULL, error);
}

gpointer
luwte_note_job_erase (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteNoteJob *job = data;
  g_autoptr (LuwteNote) note = luwte_note_table_get (db, job->id, error);
  const LuwteNoteFields *fields = note != NULL ? luwte_note_get_fields (note) : NULL;
  g_autoptr (LuwteSessionRow) session =
      note != NULL ? luwte_session_table_get (db, fields->session_id, error) : NULL;
  LuwteNoteChange *change;

  if (session == NULL || !check_may_erase (db, session, error) ||
      !luwte_record_table_erase (db, fields->kind, job->id, error) ||
      !bury (db, job->policy, session, fields, error) || !audit_erasure (db, error))
    return NULL;
  change = g_new0 (LuwteNoteChange, 1);
  change->note_id = g_strdup (job->id);
  change->dossier_id = g_strdup (session->dossier);
  return change;
}

/* A draft is kept as the note that it becomes. */
static gboolean
may_draft (const LuwteNoteJob *job, const char *line, GError **error)
{
  if (job->kind != NULL)
    return check_kind (job->kind, error) &&
           luwte_policy_may_store (job->policy, line, job->kind, error);
  return luwte_policy_may_store (job->policy, line, "personal_note", NULL) ||
         luwte_policy_may_store (job->policy, line, "note", error);
}

gpointer
luwte_note_job_save_draft (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteNoteJob *job = data;
  g_autoptr (LuwteSessionRow) session = luwte_session_table_get (db, job->id, error);
  const gboolean blank = job->text == NULL || luwte_note_text_is_blank (job->text);

  if (session == NULL)
    return NULL;
  if (!blank && !may_draft (job, session->line, error))
    return NULL;
  if (!luwte_draft_table_save (db, job->id, LUWTE_DRAFT_NOTE,
                               blank ? NULL : luwte_note_text_peek (job->text), luwte_clock_now (),
                               error) ||
      !luwte_draft_table_set_note_kind (db, job->id, job->kind, error))
    return NULL;
  return DONE;
}

LuwteImportJob *
luwte_import_job_new (LuwtePolicy *policy, GPtrArray *rows)
{
  LuwteImportJob *self = g_new (LuwteImportJob, 1);

  self->policy = g_object_ref (policy);
  self->rows = g_ptr_array_ref (rows);
  return self;
}

void
luwte_import_job_free (LuwteImportJob *self)
{
  g_object_unref (self->policy);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static int
compare_created (gconstpointer a, gconstpointer b)
{
  const LuwteNoteImport *one = *(const LuwteNoteImport *const *) a;
  const LuwteNoteImport *two = *(const LuwteNoteImport *const *) b;
  const gint64 first = one->created != 0 ? one->created : G_MAXINT64;
  const gint64 second = two->created != 0 ? two->created : G_MAXINT64;

  return (first > second) - (first < second);
}

gpointer
luwte_import_job_run (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteImportJob *job = data;
  /* In the order of their rowids, or the full-text index is written out at each step back. Those
   * without a time are of now and stand last. */
  g_autoptr (GPtrArray) rows = g_ptr_array_copy (job->rows, NULL, NULL);
  g_autoptr (GHashTable) dossiers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_ptr_array_set_free_func (rows, NULL);
  g_ptr_array_sort (rows, compare_created);
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteNoteImport *row = g_ptr_array_index (rows, i);
      const LuwteNoteJob one = {
        .policy = job->policy,
        .nickname = row->nickname,
        .kind = (char *) "note",
        .line = row->line,
        .channel = row->channel,
        .topic = row->topic,
        .created = row->created,
        .text = row->text,
      };
      g_autoptr (LuwteNoteChange) change = add_with_session (db, &one, dossiers, error);

      if (change == NULL)
        return NULL;
    }
  return DONE;
}
