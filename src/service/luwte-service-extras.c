/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-service-extras.h"

#include "luwte-service-private.h"

/* The asynchronous half of luwte-service-extras.h, as luwte-service-calls.c is of luwte-service.h.
 * An adapter that brings no `call_extra` can do none of it. */

static void
args_free (gpointer data)
{
  LuwteServiceExtraArgs *args = data;

  g_free (args->id);
  g_free (args->message_id);
  g_clear_pointer (&args->outgoing, luwte_outgoing_unref);
  g_clear_pointer (&args->aside, luwte_aside_unref);
  g_free (args);
}

static LuwteServiceExtraArgs *
args_new (LuwteServiceExtra op, const char *id)
{
  LuwteServiceExtraArgs *args = g_new0 (LuwteServiceExtraArgs, 1);

  args->op = op;
  args->id = g_strdup (id);
  return args;
}

/* Takes args. */
static void
call (LuwteService *self, LuwteServiceExtraArgs *args, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_static_name (task, "[luwte] service extra");
  g_task_set_source_tag (task, call);
  g_task_set_task_data (task, args, args_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (LUWTE_SERVICE_GET_CLASS (self)->call_extra == NULL)
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "This adapter cannot do that");
  else
    LUWTE_SERVICE_GET_CLASS (self)->call_extra (self, task, args->op, args);
}

static gpointer
finish_pointer (LuwteService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_service_targets_async (LuwteService *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  args = args_new (LUWTE_SERVICE_EXTRA_TARGETS, NULL);
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_targets_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_block_async (LuwteService *self, const char *session_id, gint64 until,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL && until >= 0);

  args = args_new (LUWTE_SERVICE_EXTRA_BLOCK, session_id);
  args->until = until;
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_team_say_async (LuwteService *self, LuwteAside *aside, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (aside != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_TEAM_SAY, NULL);
  args->aside = luwte_aside_ref (aside);
  call (self, args, cancellable, callback, user_data);
}

LuwteTeamMessage *
luwte_service_team_say_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_team_history_async (LuwteService *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  args = args_new (LUWTE_SERVICE_EXTRA_TEAM_HISTORY, NULL);
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_team_history_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_questions_async (LuwteService *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  args = args_new (LUWTE_SERVICE_EXTRA_QUESTIONS, NULL);
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_questions_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_question_claim_async (LuwteService *self, const char *question_id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (question_id != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_QUESTION_CLAIM, question_id);
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_question_answer_async (LuwteService *self, const char *question_id,
                                     LuwteOutgoing *answer, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (question_id != NULL && answer != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_QUESTION_ANSWER, question_id);
  args->outgoing = luwte_outgoing_ref (answer);
  call (self, args, cancellable, callback, user_data);
}

LuwteQuestion *
luwte_service_question_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_question_release_async (LuwteService *self, const char *question_id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (question_id != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_QUESTION_RELEASE, question_id);
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_question_erase_async (LuwteService *self, const char *question_id,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (question_id != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_QUESTION_ERASE, question_id);
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_file_look_async (LuwteService *self, const char *session_id, const char *message_id,
                               guint index, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL && message_id != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_FILE_LOOK, session_id);
  args->message_id = g_strdup (message_id);
  args->index = index;
  call (self, args, cancellable, callback, user_data);
}

void
luwte_service_file_async (LuwteService *self, const char *session_id, const char *message_id,
                          guint index, LuwteFileProgressFunc progress, gpointer progress_data,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (session_id != NULL && message_id != NULL);

  args = args_new (LUWTE_SERVICE_EXTRA_FILE, session_id);
  args->message_id = g_strdup (message_id);
  args->index = index;
  args->progress = progress;
  args->progress_data = progress_data;
  call (self, args, cancellable, callback, user_data);
}

LuwteFile *
luwte_service_file_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_held_async (LuwteService *self, gint64 before, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));
  g_return_if_fail (before > 0);

  args = args_new (LUWTE_SERVICE_EXTRA_HELD, NULL);
  args->until = before;
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_held_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}

void
luwte_service_links_async (LuwteService *self, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteServiceExtraArgs *args;

  g_return_if_fail (LUWTE_IS_SERVICE (self));

  args = args_new (LUWTE_SERVICE_EXTRA_LINKS, NULL);
  call (self, args, cancellable, callback, user_data);
}

GPtrArray *
luwte_service_links_finish (LuwteService *self, GAsyncResult *result, GError **error)
{
  return finish_pointer (self, result, error);
}
