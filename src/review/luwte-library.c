/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what goes in is what a redaction without an open question made, as with a case that
 * leaves. It is of nobody, so it has no term; what turns out to tell somebody is erased by hand. */

#include "luwte-library.h"

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-redaction-private.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"
#include "luwte-summary-table.h"
#include "luwte-team-private.h"
#include "luwte-vault.h"

#include <string.h>

struct _LuwteLibrary
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
};

G_DEFINE_FINAL_TYPE (LuwteLibrary, luwte_library, G_TYPE_OBJECT)

typedef struct
{
  LuwteRedacted *redacted; /* (nullable) */
  char *text;              /* topic, id or words */
} Job;

static void
job_free (Job *self)
{
  g_clear_pointer (&self->redacted, luwte_redacted_unref);
  g_free (self->text);
  g_free (self);
}

static Job *
job_new (const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->text = g_strdup (text);
  return job;
}

void
luwte_summary_free (LuwteSummary *self)
{
  g_free (self->id);
  g_free (self->topic);
  g_free (self->question);
  g_free (self->answer);
  g_free (self->month);
  g_free (self);
}

static void
luwte_library_dispose (GObject *object)
{
  LuwteLibrary *self = LUWTE_LIBRARY (object);

  g_clear_object (&self->vault);
  G_OBJECT_CLASS (luwte_library_parent_class)->dispose (object);
}

static void
luwte_library_class_init (LuwteLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_library_dispose;
}

static void
luwte_library_init (LuwteLibrary *self)
{
}

LuwteLibrary *
luwte_library_new (LuwteVault *vault)
{
  LuwteLibrary *self = g_object_new (LUWTE_TYPE_LIBRARY, NULL);

  self->vault = g_object_ref (vault);
  return self;
}

static gpointer
add (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  const LuwteCaseContent *content = luwte_redacted_peek_content (job->redacted);
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));
  const LuwteCasePart *answer;

  if (*content->question == '\0' || content->parts->len != 1)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE,
                           "A summary is one question and one answer");
      return NULL;
    }
  answer = g_ptr_array_index (content->parts, 0);
  return luwte_summary_table_add (db,
                                  &(LuwteSummaryRow) {
                                    .topic = job->text,
                                    .question = content->question,
                                    .answer = answer->text,
                                    .month = month,
                                  },
                                  error);
}

/* What is written and not looked through yet. */
typedef struct
{
  char *label;
  char *question;
  char *answer;

  char **nicknames;
  char *author;
} Draft;

static void
draft_free (Draft *self)
{
  g_free (self->label);
  g_clear_pointer (&self->question, luwte_free_wiped);
  g_clear_pointer (&self->answer, luwte_free_wiped);
  g_strfreev (self->nicknames);
  g_free (self->author);
  g_free (self);
}

static gpointer
read_known (LuwteDb *db, gpointer data, GError **error)
{
  Draft *self = data;
  g_autoptr (LuwteKeyPair) pair = NULL;
  g_autofree char *both = g_strjoin ("\n", self->question, self->answer, NULL);

  self->nicknames = luwte_dossier_table_nicknames_in (db, both, error);
  luwte_wipe (both, strlen (both));
  return GINT_TO_POINTER (self->nicknames != NULL &&
                          luwte_team_read_identity (db, &pair, &self->author, error));
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Draft *draft = g_task_get_task_data (task);
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  GError *error = NULL;

  if (luwte_vault_run_finish (LUWTE_VAULT (source), result, &error) != NULL)
    redaction = luwte_redaction_new (zone, &error);
  if (redaction == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  luwte_redaction_set_reason (redaction, "", draft->label, FALSE);
  for (guint i = 0; draft->nicknames[i] != NULL; i++)
    luwte_redaction_add_known (redaction, "NICK", draft->nicknames[i]);
  luwte_redaction_add_author (redaction, draft->author);
  luwte_redaction_set_question (redaction, draft->question);
  luwte_redaction_add_part (redaction, "answer", 0, draft->answer, TRUE);
  g_task_return_pointer (task, g_steal_pointer (&redaction), g_object_unref);
}

void
luwte_library_draft_async (LuwteLibrary *self, const char *label, const char *question,
                           const char *answer, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Draft *draft = g_new0 (Draft, 1);

  *draft = (Draft) {
    .label = g_strdup (label),
    .question = g_strdup (question),
    .answer = g_strdup (answer),
  };
  g_task_set_source_tag (task, luwte_library_draft_async);
  g_task_set_task_data (task, draft, (GDestroyNotify) draft_free);
  luwte_vault_read_async (self->vault, read_known, draft, NULL, NULL, cancellable, known_cb, task);
}

LuwteRedaction *
luwte_library_draft_finish (LuwteLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
fold (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autofree char *folded = g_utf8_casefold (apart != NULL ? apart : text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (out, g_utf8_get_char (p));
  return g_string_free (out, FALSE);
}

static gboolean
has_words (const LuwteSummaryRow *row, char **words)
{
  g_autofree char *all = g_strjoin ("\n", row->topic, row->question, row->answer, NULL);
  g_autofree char *folded = fold (all);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gpointer
search (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GPtrArray) rows = luwte_summary_table_list (db, error);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_summary_free);
  g_autofree char *folded = fold (job->text != NULL ? job->text : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteSummaryRow *row = rows->pdata[i];
      LuwteSummary *summary;

      if (!has_words (row, words))
        continue;
      summary = g_new (LuwteSummary, 1);
      *summary = (LuwteSummary) {
        .id = g_strdup (row->object_id),
        .topic = g_strdup (row->topic),
        .question = g_strdup (row->question),
        .answer = g_strdup (row->answer),
        .month = g_strdup (row->month),
        .asked = row->asked,
      };
      g_ptr_array_add (found, summary);
    }
  return g_steal_pointer (&found);
}

static gpointer
count (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_summary_table_count (db, ((Job *) data)->text, error));
}

static gpointer
erase (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (luwte_summary_table_erase (db, ((Job *) data)->text, error));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer answer = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, g_task_get_task_data (task));
}

void
luwte_library_add_async (LuwteLibrary *self, const char *topic, LuwteRedaction *redaction,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Job *job = job_new (topic);

  job->redacted = luwte_redaction_seal (redaction, &error);
  if (job->redacted == NULL)
    {
      job_free (job);
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_free, NULL);
  luwte_vault_write_async (self->vault, add, job, (GDestroyNotify) job_free, g_free, cancellable,
                           answered_cb, g_steal_pointer (&task));
}

char *
luwte_library_add_finish (LuwteLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_library_search_async (LuwteLibrary *self, const char *words, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_ptr_array_unref, NULL);
  luwte_vault_read_async (self->vault, search, job_new (words), (GDestroyNotify) job_free,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, answered_cb, task);
}

GPtrArray *
luwte_library_search_finish (LuwteLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_library_count_async (LuwteLibrary *self, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_write_async (self->vault, count, job_new (id), (GDestroyNotify) job_free, NULL,
                           cancellable, answered_cb,
                           g_task_new (self, cancellable, callback, user_data));
}

void
luwte_library_erase_async (LuwteLibrary *self, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_purge_async (self->vault, erase, job_new (id), (GDestroyNotify) job_free, NULL,
                           cancellable, answered_cb,
                           g_task_new (self, cancellable, callback, user_data));
}

gboolean
luwte_library_done_finish (LuwteLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
