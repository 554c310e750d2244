/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-private.h"
#include "luwte-question.h"
#include "luwte-team-message.h"

/* What stands behind capabilities: to whom a session can be handed, blocking, the team, questions,
 * links. Questions and the team's messages come as events, too; after something was lost they are
 * asked for anew. */

/* The service keeps 200; a few more, so that an event and the answer of the same moment meet. */
#define MAX_SEEN 500

void
luwte_bridge_extras_reset (LuwteBridgeService *self)
{
  g_queue_clear_full (&self->team_seen, g_free);
  self->team_known = FALSE;
}

static gboolean
see_team (LuwteBridgeService *self, LuwteTeamMessage *message)
{
  const char *id = luwte_team_message_get_id (message);

  if (g_queue_find_custom (&self->team_seen, id, (GCompareFunc) g_strcmp0) != NULL)
    return FALSE;
  g_queue_push_tail (&self->team_seen, g_strdup (id));
  if (self->team_seen.length > MAX_SEEN)
    g_free (g_queue_pop_head (&self->team_seen));
  return TRUE;
}

void
luwte_bridge_report_team (LuwteBridgeService *self, LuwteTeamMessage *message)
{
  if (see_team (self, message))
    luwte_service_report_team_message (LUWTE_SERVICE (self), message);
}

static void
team_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (source);
  JsonObject *answer = luwte_bridge_request_finish (self, result, NULL);
  g_autoptr (GPtrArray) team = answer != NULL ? luwte_bridge_parse_team (answer, NULL) : NULL;

  g_clear_pointer (&answer, luwte_bridge_answer_free);
  if (team == NULL || self->running == NULL)
    return;
  /* What was said before we came is no news; who wants it asks for it. */
  for (guint i = 0; i < team->len; i++)
    if (self->team_known)
      luwte_bridge_report_team (self, g_ptr_array_index (team, i));
    else
      see_team (self, g_ptr_array_index (team, i));
  self->team_known = TRUE;
}

static void
questions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (source);
  JsonObject *answer = luwte_bridge_request_finish (self, result, NULL);
  g_autoptr (GPtrArray) list = answer != NULL ? luwte_bridge_parse_questions (answer, NULL) : NULL;

  g_clear_pointer (&answer, luwte_bridge_answer_free);
  if (list != NULL && self->running != NULL)
    luwte_service_report_questions (LUWTE_SERVICE (self), list);
}

void
luwte_bridge_extras_refresh (LuwteBridgeService *self)
{
  LuwteCapabilities can = luwte_service_get_capabilities (LUWTE_SERVICE (self));
  LuwteBridgeRequest questions = { .path = "/questions" };
  LuwteBridgeRequest team = { .path = "/team/messages" };

  if (can & LUWTE_CAPABILITY_QUESTIONS)
    luwte_bridge_request_async (self, &questions, self->running, questions_cb, NULL);
  if (can & LUWTE_CAPABILITY_TEAM)
    luwte_bridge_request_async (self, &team, self->running, team_cb, NULL);
}

static GError *
uncertain (void)
{
  return g_error_new_literal (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN,
                              "The service answered with something else");
}

/* Only the question that was asked for, and as ours, counts as an answer. */
static gpointer
parse_question (JsonObject *answer, const LuwteServiceExtraArgs *args, GError **error)
{
  JsonObject *object = luwte_json_object_or_null (answer, "question");
  g_autoptr (LuwteQuestion) question = object != NULL ? luwte_bridge_parse_question (object, NULL)
                                                      : NULL;
  LuwteQuestionState state = question != NULL ? luwte_question_get_state (question)
                                              : LUWTE_QUESTION_GONE;

  if (question != NULL && g_str_equal (luwte_question_get_id (question), args->id) &&
      (state == LUWTE_QUESTION_ANSWERED ||
       (state == LUWTE_QUESTION_MINE && args->op == LUWTE_SERVICE_EXTRA_QUESTION_CLAIM)))
    return g_steal_pointer (&question);
  g_propagate_error (error, uncertain ());
  return NULL;
}

static gpointer
parse_said (JsonObject *answer, const LuwteServiceExtraArgs *args, GError **error)
{
  JsonObject *object = luwte_json_object_or_null (answer, "message");
  g_autoptr (LuwteTeamMessage) message = object != NULL
                                             ? luwte_bridge_parse_team_message (object, NULL)
                                             : NULL;

  if (message != NULL && luwte_team_message_get_own (message) &&
      g_str_equal (luwte_team_message_get_text (message), luwte_aside_get_text (args->aside)))
    return g_steal_pointer (&message);
  g_propagate_error (error, uncertain ());
  return NULL;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const LuwteServiceExtraArgs *args = g_task_get_task_data (task);
  GError *error = NULL;
  JsonObject *answer = luwte_bridge_request_finish (LUWTE_BRIDGE_SERVICE (source), result, &error);
  gpointer value = NULL;
  GDestroyNotify free_func = (GDestroyNotify) g_ptr_array_unref;

  if (answer != NULL)
    switch (args->op)
      {
      case LUWTE_SERVICE_EXTRA_TARGETS:
        value = luwte_bridge_parse_targets (answer, &error);
        break;
      case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
        value = luwte_bridge_parse_team (answer, &error);
        break;
      case LUWTE_SERVICE_EXTRA_QUESTIONS:
        value = luwte_bridge_parse_questions (answer, &error);
        break;
      case LUWTE_SERVICE_EXTRA_HELD:
        value = luwte_bridge_parse_held (answer, &error);
        break;
      case LUWTE_SERVICE_EXTRA_LINKS:
        value = luwte_bridge_parse_links (answer, &error);
        break;
      case LUWTE_SERVICE_EXTRA_TEAM_SAY:
        value = parse_said (answer, args, &error);
        free_func = g_object_unref;
        break;
      case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
      case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
        value = parse_question (answer, args, &error);
        free_func = g_object_unref;
        break;
      case LUWTE_SERVICE_EXTRA_FILE_LOOK:
      case LUWTE_SERVICE_EXTRA_FILE:
      case LUWTE_SERVICE_EXTRA_BLOCK:
      case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
      case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
        free_func = NULL;
        break;
      }
  g_clear_pointer (&answer, luwte_bridge_answer_free);
  luwte_bridge_finish (task, value, free_func, error);
}

static char *
question_path (const LuwteServiceExtraArgs *args, const char *what)
{
  return g_strdup_printf ("/questions/%s/%s", args->id, what);
}

/* (transfer full): the path; request has the rest. */
static char *
fill_request (const LuwteServiceExtraArgs *args, LuwteBridgeRequest *request)
{
  request->retry = TRUE;
  switch (args->op)
    {
    case LUWTE_SERVICE_EXTRA_TARGETS:
      return g_strdup ("/targets");
    case LUWTE_SERVICE_EXTRA_TEAM_HISTORY:
      return g_strdup ("/team/messages");
    case LUWTE_SERVICE_EXTRA_QUESTIONS:
      return g_strdup ("/questions");
    case LUWTE_SERVICE_EXTRA_HELD:
      return g_strdup_printf ("/held?before=%" G_GINT64_FORMAT, args->until);
    case LUWTE_SERVICE_EXTRA_LINKS:
      return g_strdup ("/links");
    case LUWTE_SERVICE_EXTRA_TEAM_SAY:
      request->json = luwte_bridge_json ("client_id", luwte_aside_get_client_id (args->aside),
                                         "text", luwte_aside_get_text (args->aside));
      return g_strdup ("/team/messages");
    case LUWTE_SERVICE_EXTRA_BLOCK:
      request->json = g_strdup_printf ("{\"until\":%" G_GINT64_FORMAT "}", args->until);
      return g_strdup_printf ("/sessions/%s/block", args->id);
    case LUWTE_SERVICE_EXTRA_QUESTION_CLAIM:
      request->json = g_strdup ("{}");
      return question_path (args, "claim");
    case LUWTE_SERVICE_EXTRA_QUESTION_ANSWER:
      request->json = luwte_bridge_json ("text", luwte_outgoing_get_text (args->outgoing), NULL,
                                         NULL);
      return question_path (args, "answer");
    case LUWTE_SERVICE_EXTRA_QUESTION_RELEASE:
      request->json = g_strdup ("{}");
      request->retry = FALSE;
      return question_path (args, "release");
    case LUWTE_SERVICE_EXTRA_QUESTION_ERASE:
      request->json = g_strdup ("{}");
      request->retry = FALSE;
      return question_path (args, "erase");
    case LUWTE_SERVICE_EXTRA_FILE_LOOK:
    case LUWTE_SERVICE_EXTRA_FILE:
      break;
    }
  g_assert_not_reached ();
}

static gboolean
is_too_long (const LuwteServiceExtraArgs *args)
{
  return (args->aside != NULL &&
          strlen (luwte_aside_get_text (args->aside)) > LUWTE_BRIDGE_MAX_NOTE) ||
         (args->outgoing != NULL &&
          strlen (luwte_outgoing_get_text (args->outgoing)) > LUWTE_BRIDGE_MAX_TEXT);
}

void
luwte_bridge_call_extra (LuwteService *service, GTask *task, int op, gconstpointer data)
{
  const LuwteServiceExtraArgs *args = data;
  LuwteBridgeRequest request = { 0 };
  g_autofree char *path = NULL;

  if (args->op == LUWTE_SERVICE_EXTRA_FILE || args->op == LUWTE_SERVICE_EXTRA_FILE_LOOK)
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "Version 1 of the protocol has no files");
  else if (args->id != NULL && !luwte_bridge_id_is_valid (args->id))
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                                     "Not an id");
  else if (is_too_long (args))
    g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                                     "The text is too long for this service");
  else
    {
      path = fill_request (args, &request);
      request.path = path;
      luwte_bridge_request_async (LUWTE_BRIDGE_SERVICE (service), &request,
                                  g_task_get_cancellable (task), answered_cb, g_object_ref (task));
    }
}
