/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-board-private.h"

#include "luwte-case-table.h"
#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-json.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"
#include "luwte-vault.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (LuwteBoard, luwte_board, G_TYPE_OBJECT)

static const char *const decisions[] = { "continue", "end", "disclosure", NULL };

/* For the vault's threads: what a call was given. */
typedef struct
{
  LuwtePolicy *policy;
  char *id;
  char *word;
  char *text;
  LuwteDay day;
  gint64 position;
  LuwteRedacted *redacted;
  GStrv recipients;
} Job;

static Job *
job_new (LuwteBoard *self, const char *id, const char *word, const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->policy = g_object_ref (self->policy);
  job->id = g_strdup (id);
  job->word = g_strdup (word);
  job->text = g_strdup (text);
  return job;
}

static void
job_free (Job *self)
{
  g_object_unref (self->policy);
  g_free (self->id);
  g_free (self->word);
  if (self->text != NULL)
    luwte_wipe (self->text, strlen (self->text));
  g_free (self->text);
  g_clear_pointer (&self->redacted, luwte_redacted_unref);
  g_strfreev (self->recipients);
  g_free (self);
}

void
luwte_board_case_free (LuwteBoardCase *self)
{
  g_free (self->id);
  g_clear_pointer (&self->content, luwte_case_content_free);
  g_free (self->expires);
  g_free (self->state);
  g_free (self->decision);
  g_free (self->advice);
  g_free (self->outcome);
  g_free (self);
}

void
luwte_advice_free (LuwteAdvice *self)
{
  g_free (self->id);
  g_free (self->session_id);
  g_free (self->case_id);
  g_free (self->writer);
  g_free (self->decision);
  g_free (self->text);
  g_free (self->outcome);
  g_free (self->dossier_id);
  g_free (self->nickname);
  g_free (self);
}

static LuwteCaseContent *
parse_content (const char *text, GError **error)
{
  g_autoptr (JsonObject) body = luwte_json_parse_object (text, strlen (text),
                                                         LUWTE_ENVELOPE_MAX_PAYLOAD, error);

  return body != NULL ? luwte_case_content_from_json (body, error) : NULL;
}

static LuwteBoardCase *
to_case (LuwteBoardRow *row, GError **error)
{
  LuwteCaseContent *content = NULL;
  LuwteBoardCase *self;

  if (*row->content != '\0')
    {
      content = parse_content (row->content, error);
      if (content == NULL)
        return NULL;
    }
  self = g_new (LuwteBoardCase, 1);
  *self = (LuwteBoardCase) {
    .id = g_strdup (row->case_id),
    .content = content,
    .urgent = row->urgent,
    .received = row->received,
    .expires = g_strdup (row->expires),
    .state = g_strdup (row->state),
    .agenda = row->agenda,
    .decision = g_strdup (row->decision),
    .advice = g_strdup (row->advice),
    .outcome = g_strdup (row->outcome),
  };
  return self;
}

static gpointer
list_cases (LuwteDb *db, gpointer data, GError **error)
{
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));
  g_autoptr (GPtrArray) rows = luwte_board_table_list (db, month, error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_board_case_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteBoardCase *one = to_case (g_ptr_array_index (rows, i), error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (cases, one);
    }
  return g_steal_pointer (&cases);
}

static gpointer
send_case (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return luwte_board_send (db, job->policy, job->redacted, (const char *const *) job->recipients,
                           error);
}

static gpointer
set_agenda (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (
      luwte_board_table_set_agenda (db, job->id, job->day, job->position, error));
}

static JsonObject *
advice_body (const Job *job)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "decision", job->word);
  json_object_set_string_member (body, "text", job->text);
  return body;
}

static gboolean
check_length (const char *text, gsize max, GError **error)
{
  if (strlen (text) <= max)
    return TRUE;
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE,
                       "Longer than the other vault would take in");
  return FALSE;
}

/* Her author would not believe it from anybody else. */
static gboolean
check_advises (const LuwteSender *sender, GError **error)
{
  LuwteRoster *roster = ((LuwteRosterHeld *) sender->held->pdata[0])->roster;
  g_autofree char *me = luwte_card_id (luwte_key_pair_peek_box (sender->pair),
                                       luwte_key_pair_peek_sign (sender->pair));
  const LuwteRosterMember *member = luwte_roster_find (roster, me);

  if (member != NULL && (member->roles & (LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING)) != 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_SIGNED,
                       "Only a lead and the meeting advise");
  return FALSE;
}

static gpointer
advise (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  const LuwteDay today = luwte_db_today (db);
  g_autofree char *month = luwte_day_to_month (today);
  g_autoptr (LuwteSender) sender = luwte_sender_read (db, error);
  LuwteBoardRow *row = sender != NULL && check_advises (sender, error) &&
                               check_length (job->text, LUWTE_PACK_MAX_ADVICE, error)
                           ? luwte_board_table_get (db, job->id, month, error)
                           : NULL;
  g_autoptr (LuwteCaseContent) content = row != NULL ? parse_content (row->content, error) : NULL;
  g_autoptr (JsonObject) body = advice_body (job);
  gboolean done = FALSE;

  if (content != NULL)
    {
      const guint8 *boxes[] = { content->reply };

      done = luwte_board_push (db, sender, LUWTE_PACK_ADVICE, job->id, row->expires, body, boxes, 1,
                               NULL, error) &&
             luwte_board_table_set_advice (db, job->id, job->word, job->text, today, error) &&
             luwte_db_audit (db, "lead", "review.advise", job->id, error);
    }
  g_clear_pointer (&row, luwte_board_row_free);
  return GINT_TO_POINTER (done);
}

static LuwteAdviceRow *
find_advice (GPtrArray *rows, const char *id, GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteAdviceRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->object_id, id))
        return row;
    }
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND,
                       "There is no such advice");
  return NULL;
}

/* To whoever advised, by the team key: she learns what became of it, not from whom. */
static gboolean
push_outcome (LuwteDb *db, const Job *job, const LuwteAdviceRow *row, GError **error)
{
  g_autoptr (LuwteSender) sender = luwte_sender_read (db, error);
  g_autofree char *expires = luwte_policy_pack_expires (job->policy, luwte_db_today (db));
  g_autoptr (JsonObject) body = json_object_new ();
  LuwteRosterMember *writer;

  if (sender == NULL)
    return FALSE;
  writer = luwte_roster_find (((LuwteRosterHeld *) sender->held->pdata[0])->roster, row->writer);
  /* Who has left the team is told nothing any more. */
  if (writer == NULL)
    return TRUE;
  json_object_set_string_member (body, "text", job->text);
  return luwte_board_push (db, sender, LUWTE_PACK_OUTCOME, row->case_id, expires, body,
                           (const guint8 *const[]) { writer->card->box }, 1, row->session, error);
}

static gpointer
acknowledge (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GPtrArray) rows = luwte_advice_table_list (db, error);
  LuwteAdviceRow *row = rows != NULL ? find_advice (rows, job->id, error) : NULL;

  if (row == NULL ||
      (job->text != NULL && !check_length (job->text, LUWTE_PACK_MAX_OUTCOME, error)) ||
      !luwte_advice_table_acknowledge (db, job->id, luwte_clock_now (), job->text, error) ||
      (job->text != NULL && !push_outcome (db, job, row, error)))
    return NULL;
  return GINT_TO_POINTER (TRUE);
}

static gpointer
list_answers (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_advice_table_list (db, error);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_advice_free);
  g_autoptr (LuwteRoster) roster = NULL;

  if (rows == NULL || !luwte_team_read_roster (db, &roster, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteAdviceRow *row = g_ptr_array_index (rows, i);
      LuwteRosterMember *writer = roster != NULL ? luwte_roster_find (roster, row->writer) : NULL;
      LuwteAdvice *advice = g_new (LuwteAdvice, 1);

      *advice = (LuwteAdvice) {
        .id = g_strdup (row->object_id),
        .session_id = g_strdup (row->session),
        .dossier_id = g_strdup (row->dossier),
        .nickname = g_strdup (row->nickname),
        .case_id = g_strdup (row->case_id),
        .writer = writer != NULL ? g_strdup (writer->card->name) : NULL,
        .decision = g_strdup (row->decision),
        .text = g_strdup (row->text),
        .created = row->created_at,
        .acknowledged = row->acknowledged_at != 0,
        .outcome = g_strdup (row->outcome),
      };
      g_ptr_array_add (answers, advice);
    }
  return g_steal_pointer (&answers);
}

static void
luwte_board_dispose (GObject *object)
{
  LuwteBoard *self = LUWTE_BOARD (object);

  g_clear_object (&self->vault);
  g_clear_object (&self->policy);
  G_OBJECT_CLASS (luwte_board_parent_class)->dispose (object);
}

static void
luwte_board_class_init (LuwteBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_board_dispose;
}

static void
luwte_board_init (LuwteBoard *self)
{
}

LuwteBoard *
luwte_board_new (LuwteVault *vault, LuwtePolicy *policy)
{
  LuwteBoard *self = g_object_new (LUWTE_TYPE_BOARD, NULL);

  self->vault = g_object_ref (vault);
  self->policy = g_object_ref (policy);
  return self;
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

static void
read_list (LuwteBoard *self, LuwteVaultFunc func, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_ptr_array_unref, NULL);
  luwte_vault_read_async (self->vault, func, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                          cancellable, answered_cb, task);
}

static void
do_job (LuwteBoard *self, LuwteVaultFunc func, Job *job, GCancellable *cancellable,
        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  luwte_vault_write_async (self->vault, func, job, (GDestroyNotify) job_free, NULL, cancellable,
                           answered_cb, task);
}

static GPtrArray *
finish_list (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_board_list_async (LuwteBoard *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  read_list (self, list_cases, cancellable, callback, user_data);
}

void
luwte_board_send_async (LuwteBoard *self, LuwteRedaction *redaction, const char *const *recipients,
                        GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  Job *job = job_new (self, NULL, NULL, NULL);

  job->redacted = luwte_redaction_seal (redaction, &error);
  job->recipients = g_strdupv ((char **) recipients);
  if (job->redacted == NULL)
    {
      job_free (job);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, g_free, NULL);
  luwte_vault_write_async (self->vault, send_case, job, (GDestroyNotify) job_free, g_free,
                           cancellable, answered_cb, task);
}

char *
luwte_board_send_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
luwte_board_list_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}

void
luwte_board_answers_async (LuwteBoard *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  read_list (self, list_answers, cancellable, callback, user_data);
}

GPtrArray *
luwte_board_answers_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}

void
luwte_board_set_agenda_async (LuwteBoard *self, const char *case_id, LuwteDay day, gint64 position,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Job *job = job_new (self, case_id, NULL, NULL);

  job->day = day;
  job->position = position;
  do_job (self, set_agenda, job, cancellable, callback, user_data);
}

void
luwte_board_advise_async (LuwteBoard *self, const char *case_id, const char *decision,
                          const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (g_strv_contains (decisions, decision));

  do_job (self, advise, job_new (self, case_id, decision, text), cancellable, callback, user_data);
}

void
luwte_board_acknowledge_async (LuwteBoard *self, const char *advice_id, const char *outcome,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  do_job (self, acknowledge, job_new (self, advice_id, NULL, outcome), cancellable, callback,
          user_data);
}

gboolean
luwte_board_done_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

static void
take_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *taken = luwte_board_take_in (source, data, &error);

  if (taken == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, taken, (GDestroyNotify) g_ptr_array_unref);
}

static void
deliver_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  const int n = luwte_board_deliver (source, data, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

static void
in_thread (LuwteBoard *self, const char *folder, GTaskThreadFunc func, GCancellable *cancellable,
           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, func);
}

void
luwte_board_take_in_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  in_thread (self, folder, take_in_thread, cancellable, callback, user_data);
}

GPtrArray *
luwte_board_take_in_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  return finish_list (self, result, error);
}

void
luwte_board_deliver_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  in_thread (self, folder, deliver_thread, cancellable, callback, user_data);
}

int
luwte_board_deliver_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}
