/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-dossier-table.h"
#include "luwte-draft-table.h"
#include "luwte-note-table.h"
#include "luwte-notes-private.h"
#include "luwte-notes-standing.h"
#include "luwte-policy.h"
#include "luwte-secret.h"
#include "luwte-vault.h"
#include "luwte-version-table.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteNotes, luwte_notes, G_TYPE_OBJECT)

static void
luwte_notes_dispose (GObject *object)
{
  LuwteNotes *self = LUWTE_NOTES (object);

  g_clear_object (&self->vault);
  g_clear_object (&self->policy);
  G_OBJECT_CLASS (luwte_notes_parent_class)->dispose (object);
}

static void
luwte_notes_class_init (LuwteNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_notes_dispose;

  /**
   * LuwteNotes::changed:
   * @dossier_id: (nullable): object id, NULL when it may be any
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
luwte_notes_tell_changed (LuwteNotes *self, const char *dossier_id)
{
  g_return_if_fail (LUWTE_IS_NOTES (self));

  g_signal_emit (self, signals[CHANGED], 0, dossier_id);
}

static void
luwte_notes_init (LuwteNotes *self)
{
}

/**
 * luwte_notes_new:
 * @vault: open, with its due rule and its day set
 * @policy: what is asked before anything is stored
 *
 * Returns: (transfer full): the notes of this vault
 */
LuwteNotes *
luwte_notes_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteNotes *self = g_object_new (LUWTE_TYPE_NOTES, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  return self;
}

static GTask *
new_task (LuwteNotes *self, gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* A change: its answer says whose lists are out of date. */
static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteNotes *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteNoteChange) change = luwte_vault_run_finish (LUWTE_VAULT (source), result,
                                                               &error);

  if (change == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_signal_emit (self, signals[CHANGED], 0, change->dossier_id);
  g_task_return_pointer (task, g_steal_pointer (&change->note_id), g_free);
}

static void
write_change (LuwteNotes *self, GTask *task, LuwteVaultFunc func, LuwteNoteJob *job)
{
  luwte_vault_write_async (self->vault, func, job, (GDestroyNotify) luwte_note_job_free,
                           (GDestroyNotify) luwte_note_change_free, g_task_get_cancellable (task),
                           changed_cb, task);
}

/**
 * luwte_notes_add_async:
 * @request: where it goes; copied
 * @text: what it says
 *
 * Stores a note. It is on disk when the answer comes, and the draft of its session is gone.
 * LUWTE_POLICY_ERROR_REFUSED when the line keeps no such notes, LUWTE_POLICY_ERROR_NOT_FOUND for a
 * topic, line or channel that the profile does not have, G_IO_ERROR_INVALID_ARGUMENT for an empty
 * text or nickname, LUWTE_VAULT_ERROR_NOT_FOUND for a session that is not there.
 */
void
luwte_notes_add_async (LuwteNotes *self, const LuwteNoteRequest *request, LuwteNoteText *text,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_add_async, cancellable, callback, user_data);
  LuwteNoteJob *job = luwte_note_job_new (self->policy, NULL, text);

  job->session_id = g_strdup (request->session_id);
  job->nickname = g_strdup (request->nickname != NULL ? request->nickname : "");
  job->kind = g_strdup (request->kind != NULL ? request->kind : "note");
  job->line = g_strdup (request->line);
  job->channel = g_strdup (request->channel);
  job->topic = g_strdup (request->topic);
  job->created = request->created;
  write_change (self, task, luwte_note_job_add, job);
}

char *
luwte_notes_add_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * luwte_notes_edit_async:
 * @kind: (nullable): NULL leaves it; only its author changes for whom a note is
 * @topic: (nullable): NULL leaves it
 * @text: (nullable): NULL leaves it
 */
void
luwte_notes_edit_async (LuwteNotes *self, const char *note_id, const char *kind, const char *topic,
                        LuwteNoteText *text, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_edit_async, cancellable, callback, user_data);
  LuwteNoteJob *job = luwte_note_job_new (self->policy, note_id, text);

  job->kind = g_strdup (kind);
  job->topic = g_strdup (topic);
  write_change (self, task, luwte_note_job_edit, job);
}

static gboolean
finish_change (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_autofree char *note_id = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  note_id = g_task_propagate_pointer (G_TASK (result), error);
  return note_id != NULL;
}

gboolean
luwte_notes_edit_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  return finish_change (self, result, error);
}

/**
 * luwte_notes_erase_async:
 *
 * Erases a note, with its session and its dossier when it was the last of them; the topic stays as
 * it does when a term ends. LUWTE_POLICY_ERROR_REFUSED while the session is open or the dossier is
 * held.
 */
void
luwte_notes_erase_async (LuwteNotes *self, const char *note_id, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_erase_async, cancellable, callback, user_data);

  luwte_vault_purge_async (self->vault, luwte_note_job_erase,
                           luwte_note_job_new (self->policy, note_id, NULL),
                           (GDestroyNotify) luwte_note_job_free,
                           (GDestroyNotify) luwte_note_change_free, cancellable, changed_cb, task);
}

gboolean
luwte_notes_erase_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  return finish_change (self, result, error);
}

/* What is looked for, for the reader's thread. */
typedef struct
{
  char *key;
  guint limit;
} Query;

static Query *
query_new (const char *key, guint limit)
{
  Query *self = g_new (Query, 1);

  self->key = g_strdup (key);
  self->limit = limit;
  return self;
}

static void
query_free (Query *self)
{
  g_free (self->key);
  g_free (self);
}

static gpointer
list_by_nickname (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return luwte_note_table_list_by_nickname (db, query->key, error);
}

static gpointer
list_by_dossier (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return luwte_note_table_list_by_dossier (db, query->key, query->limit, error);
}

static gpointer
search (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return luwte_note_table_search (db, query->key, query->limit, error);
}

static gpointer
list_dossiers (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return luwte_dossier_table_list (db, query->key, query->limit, error);
}

static gpointer
list_history (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return luwte_version_table_list (db, query->key, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *list = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (list == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

static void
read_list (LuwteNotes *self, GTask *task, LuwteVaultFunc func, Query *query)
{
  luwte_vault_read_async (self->vault, func, query, (GDestroyNotify) query_free,
                          (GDestroyNotify) g_ptr_array_unref, g_task_get_cancellable (task),
                          listed_cb, task);
}

void
luwte_notes_list_by_nickname_async (LuwteNotes *self, const char *nickname,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_list_by_nickname_async, cancellable, callback,
                          user_data);

  read_list (self, task, list_by_nickname, query_new (nickname, 0));
}

void
luwte_notes_list_by_dossier_async (LuwteNotes *self, const char *dossier_id, guint limit,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_list_by_dossier_async, cancellable, callback,
                          user_data);

  read_list (self, task, list_by_dossier, query_new (dossier_id, limit));
}

/**
 * luwte_notes_search_async:
 * @words: as they are typed: every word, the last one by its beginning, accents and case aside
 * @limit: at most so many, the newest
 */
void
luwte_notes_history_async (LuwteNotes *self, const char *note_id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_history_async, cancellable, callback, user_data);

  read_list (self, task, list_history, query_new (note_id, 0));
}

GPtrArray *
luwte_notes_history_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_notes_search_async (LuwteNotes *self, const char *words, guint limit,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_search_async, cancellable, callback, user_data);

  read_list (self, task, search, query_new (words, limit));
}

GPtrArray *
luwte_notes_list_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_notes_dossiers_async (LuwteNotes *self, const char *words, guint limit,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_dossiers_async, cancellable, callback, user_data);

  read_list (self, task, list_dossiers, query_new (words, limit));
}

GPtrArray *
luwte_notes_dossiers_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * luwte_notes_save_draft_async:
 * @session_id: the vault's object id of the session
 * @kind: (nullable): the kind of note it becomes, NULL is the usual one
 * @text: (nullable): what stands in the box now; nothing but white space removes the draft
 *
 * On disk when the answer comes. LUWTE_POLICY_ERROR_REFUSED where the line keeps no notes.
 */
void
luwte_notes_save_draft_async (LuwteNotes *self, const char *session_id, const char *kind,
                              LuwteNoteText *text, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_save_draft_async, cancellable, callback, user_data);
  LuwteNoteJob *job = luwte_note_job_new (self->policy, session_id, text);

  job->kind = g_strdup (kind);
  luwte_vault_write_async (self->vault, luwte_note_job_save_draft, job,
                           (GDestroyNotify) luwte_note_job_free, NULL, cancellable, done_cb, task);
}

gboolean
luwte_notes_save_draft_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  LuwteNoteText *text;
  char *kind;
} Draft;

static void
draft_free (Draft *draft)
{
  g_clear_pointer (&draft->text, luwte_note_text_unref);
  g_free (draft->kind);
  g_free (draft);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Draft, draft_free)

static gpointer
load_draft (LuwteDb *db, gpointer data, GError **error)
{
  const Query *query = data;
  g_autoptr (Draft) draft = g_new0 (Draft, 1);
  char *text;

  if (!luwte_draft_table_get_note_kind (db, query->key, &draft->kind, error) ||
      !luwte_draft_table_load (db, query->key, LUWTE_DRAFT_NOTE, &text, error))
    return NULL;
  draft->text = luwte_note_text_new (text != NULL ? text : "");
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
  return g_steal_pointer (&draft);
}

static void
draft_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  Draft *draft = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (draft == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) draft_free);
}

void
luwte_notes_load_draft_async (LuwteNotes *self, const char *session_id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_load_draft_async, cancellable, callback, user_data);

  luwte_vault_read_async (self->vault, load_draft, query_new (session_id, 0),
                          (GDestroyNotify) query_free, (GDestroyNotify) draft_free, cancellable,
                          draft_loaded_cb, task);
}

/**
 * luwte_notes_load_draft_finish:
 * @kind: (out) (optional) (transfer full) (nullable): the kind of note it becomes
 *
 * Returns: (transfer full): an empty text when there is no draft; NULL with @error set on failure
 */
LuwteNoteText *
luwte_notes_load_draft_finish (LuwteNotes *self, GAsyncResult *result, char **kind, GError **error)
{
  g_autoptr (Draft) draft = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  draft = g_task_propagate_pointer (G_TASK (result), error);
  if (kind != NULL)
    *kind = draft != NULL ? g_steal_pointer (&draft->kind) : NULL;
  return draft != NULL ? g_steal_pointer (&draft->text) : NULL;
}

void
luwte_note_import_free (LuwteNoteImport *row)
{
  g_free (row->nickname);
  g_free (row->topic);
  g_free (row->channel);
  g_free (row->line);
  g_clear_pointer (&row->text, luwte_note_text_unref);
  g_free (row);
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteNotes *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_signal_emit (self, signals[CHANGED], 0, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * luwte_notes_import_async:
 * @rows: (element-type LuwteNoteImport): held until the answer, not to be changed meanwhile
 *
 * Stores all of them in one transaction, or none. Up to 5000 rows at a time is a good size.
 */
void
luwte_notes_import_async (LuwteNotes *self, GPtrArray *rows, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (self, luwte_notes_import_async, cancellable, callback, user_data);

  luwte_vault_write_async (self->vault, luwte_import_job_run,
                           luwte_import_job_new (self->policy, rows),
                           (GDestroyNotify) luwte_import_job_free, NULL, cancellable, imported_cb,
                           task);
}

gboolean
luwte_notes_import_finish (LuwteNotes *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
