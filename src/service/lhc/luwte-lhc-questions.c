/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

#include "luwte-question.h"

/* A question that was left while nobody was there is a pending chat with `status_sub` 7. It is claimed
 * with the same row lock as any chat, answered by a message in it, and closed after the answer, so
 * that the server's purge of closed chats ends it. Its text stands in a system message beside
 * telephone and address of who asked; luwte_lhc_parse_question() takes the text alone.
 *
 * As for chats, the list and the messages say what happened, never the server's "success". */

typedef struct
{
  LuwteLhcService *self;
  GTask *task;
  const LuwteServiceExtraArgs *args; /* owned by the task */
  gboolean acted;
  GPtrArray *rows;         /* LuwteLhcRow, of the latest list */
  GPtrArray *questions;    /* QUESTIONS: as far as they are read */
  LuwteQuestion *answered; /* ANSWER: while it is being closed */
} Ask;

static void
ask_free (Ask *ask)
{
  if (ask->acted)
    luwte_lhc_service_end_deed (ask->self, ask->args->id);
  g_clear_pointer (&ask->rows, g_ptr_array_unref);
  g_clear_pointer (&ask->questions, g_ptr_array_unref);
  g_clear_object (&ask->answered);
  g_object_unref (ask->task);
  g_object_unref (ask->self);
  g_free (ask);
}

static void
fail (Ask *ask, GError *error)
{
  g_task_return_error (ask->task, error);
  ask_free (ask);
}

static void
fail_code (Ask *ask, LuwteServiceError code, const char *message)
{
  fail (ask, g_error_new_literal (LUWTE_SERVICE_ERROR, code, message));
}

static void
done (Ask *ask)
{
  LuwteLhcService *self = ask->self;

  g_task_return_boolean (ask->task, TRUE);
  luwte_lhc_service_poll_soon (self);
  ask_free (ask);
}

/* Takes question. */
static void
answer_with (Ask *ask, LuwteQuestion *question)
{
  LuwteLhcService *self = ask->self;

  g_task_return_pointer (ask->task, question, g_object_unref);
  luwte_lhc_service_poll_soon (self);
  ask_free (ask);
}

static void look_at_rows (Ask *ask);
static void read_one (Ask *ask, const char *id);

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);

  /* A lost answer is no reason to guess: what stands there tells whether it happened. */
  if (answer == NULL &&
      !g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN))
    fail (ask, g_steal_pointer (&error));
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_ANSWER ||
           ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_ERASE)
    read_one (ask, ask->args->id);
  else
    look_at_rows (ask);
}

static void
act (Ask *ask, const char *method, const char *path, const char *const *form)
{
  if (!ask->acted)
    luwte_lhc_service_begin_deed (ask->self, ask->args->id);
  ask->acted = TRUE;
  luwte_lhc_client_call_async (ask->self->client, method, path, form,
                               g_task_get_cancellable (ask->task), acted_cb, ask);
}

static void
say (Ask *ask, const char *text)
{
  const char *form[] = { "chat_id", ask->args->id, "msg", text, "sender", "operator", NULL };

  act (ask, "POST", "addmsgadmin", form);
}

static gboolean
is_mine (Ask *ask, const LuwteLhcRow *row)
{
  return row != NULL && row->status == 1 &&
         row->owner == luwte_lhc_client_get_my_id (ask->self->client);
}

static const LuwteLhcRow *
find_row (Ask *ask, const char *question_id)
{
  gint64 id = g_ascii_strtoll (question_id, NULL, 10);

  for (guint i = 0; ask->rows != NULL && i < ask->rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (ask->rows, i);

      if (row->id == id && row->offline_question)
        return row;
    }
  return NULL;
}

/* --- what was read of one ---------------------------------------------------------------------- */

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, NULL);

  /* It is answered, whether it is closed or not. */
  answer_with (ask, g_steal_pointer (&ask->answered));
}

static void
answer_read (Ask *ask, LuwteQuestion *question)
{
  const LuwteLhcRow *row = find_row (ask, ask->args->id);
  const char *text = luwte_outgoing_get_text (ask->args->outgoing);
  const char *form[] = { "chat_id", ask->args->id, "status", "2", NULL };
  g_autofree char *out = luwte_lhc_text_out (text);

  if (luwte_question_get_answer (question) == NULL && !is_mine (ask, row))
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_FOUND, "That question is not ours");
  else if (luwte_question_get_answer (question) == NULL && !ask->acted)
    say (ask, out);
  else if (luwte_question_get_answer (question) == NULL)
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE, "The server said yes and kept no answer");
  else if (!luwte_lhc_same_text (text, luwte_question_get_answer (question)))
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE, "It is answered with another text");
  else if (row == NULL)
    answer_with (ask, g_object_ref (question));
  else
    {
      ask->answered = g_object_ref (question);
      luwte_lhc_client_call_async (ask->self->client, "POST", "setchatstatus", form,
                                   g_task_get_cancellable (ask->task), closed_cb, ask);
    }
}

static void
release_read (Ask *ask, LuwteQuestion *question)
{
  const char *form[] = { "chat_id", ask->args->id, "status", "0", NULL };

  if (luwte_question_get_answer (question) != NULL)
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE, "It is answered");
  else
    act (ask, "POST", "setchatstatus", form);
}

static void read_next (Ask *ask);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  const char *id = ask->args->op == LUWTE_SERVICE_EXTRA_QUESTIONS ? NULL : ask->args->id;
  const LuwteLhcRow *row = id != NULL ? find_row (ask, id)
                                      : g_ptr_array_index (ask->rows, ask->questions->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);
  g_autoptr (LuwteQuestion) question = NULL;

  if (answer != NULL)
    question = luwte_lhc_parse_question (answer, id, row,
                                         luwte_lhc_client_get_my_id (ask->self->client), &error);
  if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_ERASE)
    {
      if (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND))
        done (ask);
      else if (question != NULL)
        fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE, "The server said yes and it is still there");
      else
        fail (ask, g_steal_pointer (&error));
    }
  else if (question == NULL)
    fail (ask, g_steal_pointer (&error));
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_ANSWER)
    answer_read (ask, question);
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_RELEASE)
    release_read (ask, question);
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_CLAIM)
    answer_with (ask, g_steal_pointer (&question));
  else
    {
      g_ptr_array_add (ask->questions, g_steal_pointer (&question));
      read_next (ask);
    }
}

static void
read_one (Ask *ask, const char *id)
{
  g_autofree char *path = g_strconcat ("fetchchatmessages?chat_id=", id, NULL);

  luwte_lhc_client_call_async (ask->self->client, "GET", path, NULL,
                               g_task_get_cancellable (ask->task), read_cb, ask);
}

/* One after the other: there are few of them, and the server asks its database for each. */
static void
read_next (Ask *ask)
{
  const LuwteLhcRow *row;
  g_autofree char *id = NULL;

  if (ask->questions->len == ask->rows->len)
    {
      g_task_return_pointer (ask->task, g_steal_pointer (&ask->questions),
                             (GDestroyNotify) g_ptr_array_unref);
      ask_free (ask);
      return;
    }
  row = g_ptr_array_index (ask->rows, ask->questions->len);
  id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
  read_one (ask, id);
}

/* --- what the list says ------------------------------------------------------------------------ */

/* Keeps the open ones and ours. */
static void
keep_questions (Ask *ask)
{
  for (guint i = ask->rows->len; i > 0; i--)
    {
      const LuwteLhcRow *row = g_ptr_array_index (ask->rows, i - 1);

      if (!row->offline_question || (row->status != 0 && !is_mine (ask, row)))
        g_ptr_array_remove_index (ask->rows, i - 1);
    }
  if (ask->rows->len > LUWTE_LHC_MAX_QUESTIONS)
    g_ptr_array_set_size (ask->rows, LUWTE_LHC_MAX_QUESTIONS);
}

static void
claim_with (Ask *ask, const LuwteLhcRow *row)
{
  if (is_mine (ask, row))
    read_one (ask, ask->args->id);
  else if (row == NULL)
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_FOUND, "No question has that id");
  else if (row->status == 1)
    fail_code (ask, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the question");
  else if (ask->acted)
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE,
               "The server said yes and did not give us the question");
  else
    say (ask, "!active");
}

static void
release_with (Ask *ask, const LuwteLhcRow *row)
{
  if (ask->acted && row != NULL && row->status == 0)
    done (ask);
  else if (ask->acted)
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_DONE,
               "The server said yes and the question stands as it did");
  else if (is_mine (ask, row))
    read_one (ask, ask->args->id);
  else if (row != NULL && row->status == 1)
    fail_code (ask, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the question");
  else
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_FOUND, "That question is not ours");
}

static void
answer_rows (Ask *ask, const LuwteLhcRow *row)
{
  if (row != NULL && row->status == 1 && !is_mine (ask, row))
    fail_code (ask, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the question");
  else
    read_one (ask, ask->args->id);
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = luwte_lhc_client_rows_finish (LUWTE_LHC_CLIENT (source), result, &error);
  const LuwteLhcRow *row;

  if (rows == NULL)
    {
      if (ask->acted &&
          g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE))
        error->code = LUWTE_SERVICE_ERROR_UNCERTAIN;
      fail (ask, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&ask->rows, g_ptr_array_unref);
  ask->rows = rows;
  row = ask->args->id != NULL ? find_row (ask, ask->args->id) : NULL;
  if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_CLAIM)
    claim_with (ask, row);
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_RELEASE)
    release_with (ask, row);
  else if (ask->args->op == LUWTE_SERVICE_EXTRA_QUESTION_ANSWER)
    answer_rows (ask, row);
  else
    {
      keep_questions (ask);
      ask->questions = g_ptr_array_new_with_free_func (g_object_unref);
      read_next (ask);
    }
}

static void
look_at_rows (Ask *ask)
{
  luwte_lhc_client_rows_async (ask->self->client, ask->self->available,
                               g_task_get_cancellable (ask->task), rows_cb, ask);
}

static void
step (Ask *ask)
{
  g_autofree char *path = NULL;

  if (ask->args->op != LUWTE_SERVICE_EXTRA_QUESTION_ERASE)
    {
      look_at_rows (ask);
      return;
    }
  path = g_strconcat ("chat/", ask->args->id, NULL);
  act (ask, "DELETE", path, NULL);
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Ask *ask = user_data;
  g_autoptr (GError) error = NULL;

  if (luwte_lhc_client_log_in_finish (LUWTE_LHC_CLIENT (source), result, &error))
    step (ask);
  else
    fail (ask, g_steal_pointer (&error));
}

void
luwte_lhc_service_call_question (LuwteLhcService *self, GTask *task,
                                 const LuwteServiceExtraArgs *args)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->self = g_object_ref (self);
  ask->task = g_object_ref (task);
  ask->args = args;
  if (args->id != NULL && !luwte_lhc_is_number (args->id))
    fail_code (ask, LUWTE_SERVICE_ERROR_NOT_FOUND, "No question has such an id here");
  else if (luwte_lhc_client_get_my_id (self->client) == 0)
    luwte_lhc_client_log_in_async (self->client, g_task_get_cancellable (task), known_cb, ask);
  else
    step (ask);
}

/* --- telling of them --------------------------------------------------------------------------- */

static void
report_gone (LuwteLhcService *self, GHashTable *now)
{
  GHashTableIter iter;
  gpointer id;
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);

  g_hash_table_iter_init (&iter, self->questions);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (now, id))
      g_ptr_array_add (gone, g_strdup (id));
  for (guint i = 0; i < gone->len; i++)
    {
      g_autoptr (LuwteQuestion) question = luwte_question_new (g_ptr_array_index (gone, i), NULL,
                                                               LUWTE_QUESTION_GONE, 0, NULL, 0,
                                                               NULL);

      luwte_service_report_question (LUWTE_SERVICE (self), question);
    }
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (source);
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GHashTable) now = NULL;

  self->asking_questions = FALSE;
  if (list == NULL || self->running == NULL)
    {
      /* Asked for again with the next list. */
      g_clear_pointer (&self->questions_seen, g_free);
      return;
    }
  now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  luwte_service_report_questions (LUWTE_SERVICE (self), list);
  for (guint i = 0; i < list->len; i++)
    {
      LuwteQuestion *question = g_ptr_array_index (list, i);
      gpointer state = GINT_TO_POINTER (luwte_question_get_state (question) + 1);

      if (g_hash_table_lookup (self->questions, luwte_question_get_id (question)) != state)
        luwte_service_report_question (LUWTE_SERVICE (self), question);
      g_hash_table_insert (now, g_strdup (luwte_question_get_id (question)), state);
    }
  report_gone (self, now);
  g_hash_table_unref (self->questions);
  self->questions = g_steal_pointer (&now);
}

static void
args_free (gpointer args)
{
  g_free (args);
}

/* A list tells which there are; only when that differs from before they are read again. */
void
luwte_lhc_service_look_at_questions (LuwteLhcService *self, GPtrArray *rows)
{
  g_autoptr (GString) seen = g_string_new ("");
  LuwteServiceExtraArgs *args;
  g_autoptr (GTask) task = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);

      if (row->offline_question)
        g_string_append_printf (seen,
                                "%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ";",
                                row->id, row->status, row->owner);
    }
  if (self->asking_questions || g_strcmp0 (seen->str, self->questions_seen) == 0)
    return;
  g_free (self->questions_seen);
  self->questions_seen = g_string_free (g_steal_pointer (&seen), FALSE);
  self->asking_questions = TRUE;
  args = g_new0 (LuwteServiceExtraArgs, 1);
  args->op = LUWTE_SERVICE_EXTRA_QUESTIONS;
  task = g_task_new (self, self->running, asked_cb, NULL);
  g_task_set_source_tag (task, luwte_lhc_service_look_at_questions);
  g_task_set_task_data (task, args, args_free);
  luwte_lhc_service_call_question (self, task, args);
}
