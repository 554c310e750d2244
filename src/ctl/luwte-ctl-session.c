/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-clock.h"
#include "luwte-conversation.h"
#include "luwte-ctl.h"
#include "luwte-service.h"

/* What a visitor can be sent at once; services have their own, smaller bounds. */
#define MAX_MESSAGE (64 * 1024)
/* How long `say` waits for the service before it says that the message is still in the outbox. */
#define SAY_PATIENCE_S 30

static LuwteLive *
live_of (LuwteCtl *ctl)
{
  LuwteLive *live = luwte_workspace_get_live (luwte_ctl_workspace (ctl));

  if (live == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (LUWTE_WORKSPACE_ERROR,
                                                      LUWTE_WORKSPACE_ERROR_NO_SERVICE,
                                                      "no service");

      luwte_ctl_fail (error);
    }
  return live;
}

static void
print_session (LuwteCtl *ctl, LuwteSession *session)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);
  gint64 waiting = luwte_clock_now () - luwte_session_get_waiting_since (session);

  luwte_ctl_row_string (row, "id", luwte_session_get_id (session));
  luwte_ctl_row_string (row, "nickname", luwte_session_get_nickname (session));
  luwte_ctl_row_string (row, "department", luwte_session_get_department (session));
  luwte_ctl_row_int (row, "waiting_s", MAX (waiting, 0));
  luwte_ctl_row_string (row, "state",
                        luwte_session_state_to_string (luwte_session_get_state (session)));
  luwte_ctl_row_end (row);
}

static void
print_message (LuwteCtl *ctl, LuwteMessage *message)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_string (row, "id", luwte_message_get_id (message));
  luwte_ctl_row_string (row, "from", luwte_from_to_string (luwte_message_get_from (message)));
  luwte_ctl_row_time (row, "at", luwte_message_get_at (message));
  luwte_ctl_row_string (row, "delivery",
                        luwte_delivery_to_string (luwte_message_get_delivery (message)));
  luwte_ctl_row_string (row, "text", luwte_message_get_text (message));
  luwte_ctl_row_end (row);
}

/* --follow: the chat service alone, with the vault closed and its lock let go. */
typedef struct
{
  LuwteCtl *ctl;
  GMainLoop *loop;
  const char *session_id;
  GHashTable *seen; /* session id and state, or message id */
  LuwteService *service;
  guint again;
  LuwteCtlExit status;
} Follow;

#define AGAIN_S 2

static void follow_missed_cb (LuwteService *service, Follow *follow);

static gboolean
ended_cb (gpointer data)
{
  g_main_loop_quit (((Follow *) data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
follow_session_cb (LuwteService *service, LuwteSession *session, Follow *follow)
{
  const char *state = luwte_session_state_to_string (luwte_session_get_state (session));
  const char *before = g_hash_table_lookup (follow->seen, luwte_session_get_id (session));

  if (g_strcmp0 (state, before) == 0)
    return;
  g_hash_table_insert (follow->seen, g_strdup (luwte_session_get_id (session)), g_strdup (state));
  print_session (follow->ctl, session);
}

static void
follow_sessions_cb (LuwteService *service, GPtrArray *sessions, Follow *follow)
{
  for (guint i = 0; i < sessions->len; i++)
    follow_session_cb (service, g_ptr_array_index (sessions, i), follow);
}

static void
follow_message_cb (LuwteService *service, LuwteMessage *message, Follow *follow)
{
  if (g_strcmp0 (luwte_message_get_session_id (message), follow->session_id) == 0 &&
      g_hash_table_add (follow->seen, g_strdup (luwte_message_get_id (message))))
    print_message (follow->ctl, message);
}

static gboolean
again_cb (gpointer data)
{
  Follow *follow = data;

  follow->again = 0;
  follow_missed_cb (follow->service, follow);
  return G_SOURCE_REMOVE;
}

/* No answer is no end: what was said meanwhile is in no event, so it is asked for until it comes. */
static gboolean
may_come_yet (const GError *error)
{
  return g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE) ||
         g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN) ||
         g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
}

static void
follow_history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Follow *follow = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = luwte_service_history_finish (LUWTE_SERVICE (source), result,
                                                                 &error);

  if (messages == NULL && may_come_yet (error))
    {
      if (follow->again == 0)
        follow->again = g_timeout_add_seconds (AGAIN_S, again_cb, follow);
      return;
    }
  if (messages == NULL)
    {
      follow->status = luwte_ctl_fail (error);
      g_main_loop_quit (follow->loop);
      return;
    }
  for (guint i = 0; i < messages->len; i++)
    follow_message_cb (LUWTE_SERVICE (source), g_ptr_array_index (messages, i), follow);
}

static void
follow_missed_cb (LuwteService *service, Follow *follow)
{
  luwte_service_history_async (service, follow->session_id, NULL, NULL, follow_history_cb, follow);
}

static void
follow_state_cb (LuwteService *service, GParamSpec *pspec, Follow *follow)
{
  switch (luwte_service_get_state (service))
    {
    case LUWTE_CONNECTION_CONNECTED:
      /* What was said while there was no connection is asked for again; what was printed is known. */
      if (follow->session_id != NULL)
        luwte_service_history_async (service, follow->session_id, NULL, NULL, follow_history_cb,
                                     follow);
      break;
    case LUWTE_CONNECTION_LOST:
      g_printerr ("luwtectl: %s\n", _ ("no connection; trying again"));
      break;
    case LUWTE_CONNECTION_REFUSED:
      g_printerr ("luwtectl: %s\n", _ ("the chat service does not accept the account"));
      follow->status = LUWTE_CTL_SERVICE;
      g_main_loop_quit (follow->loop);
      break;
    case LUWTE_CONNECTION_OFF:
    case LUWTE_CONNECTION_CONNECTING:
      break;
    }
}

static LuwteCtlExit
run_follow (LuwteCtl *ctl, const char *session_id)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteService) service = luwte_workspace_make_service (workspace, &error);
  Follow follow = { .ctl = ctl, .session_id = session_id };
  guint term, interrupt;

  if (service == NULL)
    return luwte_ctl_fail (error);
  luwte_workspace_close (workspace);
  follow.service = service;
  follow.loop = g_main_loop_new (NULL, FALSE);
  follow.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (session_id == NULL)
    {
      g_hash_table_unref (follow.seen);
      follow.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_signal_connect (service, "sessions", G_CALLBACK (follow_sessions_cb), &follow);
      g_signal_connect (service, "session-changed", G_CALLBACK (follow_session_cb), &follow);
    }
  else
    {
      g_signal_connect (service, "message", G_CALLBACK (follow_message_cb), &follow);
      g_signal_connect (service, "missed", G_CALLBACK (follow_missed_cb), &follow);
    }
  g_signal_connect (service, "notify::state", G_CALLBACK (follow_state_cb), &follow);
  term = g_unix_signal_add (SIGTERM, ended_cb, &follow);
  interrupt = g_unix_signal_add (SIGINT, ended_cb, &follow);
  luwte_service_start (service);
  if (session_id != NULL)
    luwte_service_watch (service, session_id, TRUE);
  g_main_loop_run (follow.loop);
  luwte_service_stop (service);
  g_signal_handlers_disconnect_by_data (service, &follow);
  g_clear_handle_id (&follow.again, g_source_remove);
  g_source_remove (term);
  g_source_remove (interrupt);
  g_hash_table_unref (follow.seen);
  g_main_loop_unref (follow.loop);
  return follow.status;
}

static LuwteCtlExit
run_queue (LuwteCtl *ctl)
{
  LuwteLive *live = live_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = NULL;

  if (live == NULL)
    return LUWTE_CTL_SERVICE;
  if (luwte_ctl_flag (ctl, "follow"))
    return run_follow (ctl, NULL);
  luwte_live_queue_async (live, NULL, luwte_ctl_answer_cb, &result);
  sessions = luwte_live_queue_finish (live, luwte_ctl_wait (&result), &error);
  if (sessions == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < sessions->len; i++)
    print_session (ctl, g_ptr_array_index (sessions, i));
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_claim (LuwteCtl *ctl)
{
  LuwteLive *live = live_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteConversation) conversation = NULL;
  LuwteSession *session;
  LuwteCtlRow *row;

  if (live == NULL)
    return LUWTE_CTL_SERVICE;
  luwte_live_claim_async (live, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb, &result);
  conversation = luwte_live_claim_finish (live, luwte_ctl_wait (&result), &error);
  if (conversation == NULL)
    return luwte_ctl_fail (error);
  session = luwte_conversation_get_session (conversation);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", luwte_session_get_id (session));
  luwte_ctl_row_string (row, "nickname", luwte_session_get_nickname (session));
  luwte_ctl_row_string (row, "state",
                        luwte_session_state_to_string (luwte_session_get_state (session)));
  luwte_ctl_row_bool (row, "same_person_unanswered",
                      luwte_conversation_get_identity (conversation) == LUWTE_IDENTITY_ASK);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteConversation *
open_conversation (LuwteCtl *ctl, LuwteCtlExit *status)
{
  LuwteLive *live = live_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation;

  *status = LUWTE_CTL_SERVICE;
  if (live == NULL)
    return NULL;
  luwte_live_open_async (live, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb, &result);
  conversation = luwte_live_open_finish (live, luwte_ctl_wait (&result), &error);
  if (conversation == NULL)
    *status = luwte_ctl_fail (error);
  return conversation;
}

static LuwteCtlExit
run_messages (LuwteCtl *ctl)
{
  g_autoptr (LuwteConversation) conversation = NULL;
  LuwteCtlExit status;
  GListModel *messages;

  if (luwte_ctl_flag (ctl, "follow"))
    return live_of (ctl) != NULL ? run_follow (ctl, luwte_ctl_word (ctl, 0)) : LUWTE_CTL_SERVICE;
  conversation = open_conversation (ctl, &status);
  if (conversation == NULL)
    return status;
  messages = luwte_conversation_get_messages (conversation);
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i);

      print_message (ctl, message);
    }
  return LUWTE_CTL_DONE;
}

/* Borrowed: ours, by its client id. */
static LuwteMessage *
find_ours (LuwteConversation *conversation, const char *client_id)
{
  GListModel *messages = luwte_conversation_get_messages (conversation);

  for (guint i = g_list_model_get_n_items (messages); i > 0; i--)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i - 1);

      if (g_strcmp0 (luwte_message_get_client_id (message), client_id) == 0)
        return message;
    }
  return NULL;
}

static gboolean
tick_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Waits until the service has it, has not, or our patience is over. */
static LuwteDelivery
wait_for_delivery (LuwteConversation *conversation, const char *client_id)
{
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (SAY_PATIENCE_S, tick_cb, &late);
  LuwteDelivery delivery = LUWTE_DELIVERY_QUEUED;

  while (!late)
    {
      LuwteMessage *message = find_ours (conversation, client_id);

      delivery = message != NULL ? luwte_message_get_delivery (message) : LUWTE_DELIVERY_QUEUED;
      if (delivery != LUWTE_DELIVERY_QUEUED && delivery != LUWTE_DELIVERY_SENDING)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
  if (!late)
    g_source_remove (timeout);
  return delivery;
}

static LuwteCtlExit
tell_delivery (LuwteCtl *ctl, LuwteConversation *conversation, const char *client_id)
{
  LuwteDelivery delivery = wait_for_delivery (conversation, client_id);
  LuwteMessage *message = find_ours (conversation, client_id);

  if (delivery == LUWTE_DELIVERY_SENT || delivery == LUWTE_DELIVERY_READ)
    {
      print_message (ctl, message);
      return LUWTE_CTL_DONE;
    }
  if (delivery == LUWTE_DELIVERY_UNCERTAIN)
    g_printerr (
        "luwtectl: %s\n",
        _ ("perhaps not sent: the answer was lost; look at `messages` before you say it again"));
  else if (delivery == LUWTE_DELIVERY_FAILED)
    g_printerr ("luwtectl: %s\n", _ ("not sent"));
  else
    g_printerr ("luwtectl: %s\n",
                _ ("no connection; the message is in the outbox and goes when Luwte connects"));
  return LUWTE_CTL_SERVICE;
}

static LuwteCtlExit
run_say (LuwteCtl *ctl)
{
  g_autofree char *text = luwte_ctl_read_input (MAX_MESSAGE);
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (LuwteOutgoing) outgoing = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlExit status;

  if (text == NULL)
    return LUWTE_CTL_USAGE;
  if (g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  if (*text == '\0')
    return luwte_ctl_usage (_ ("there is nothing to say on standard input"));
  conversation = open_conversation (ctl, &status);
  if (conversation == NULL)
    return status;
  outgoing = luwte_outgoing_new (NULL, text);
  luwte_conversation_send_async (conversation, outgoing, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_conversation_send_finish (conversation, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return tell_delivery (ctl, conversation, luwte_outgoing_get_client_id (outgoing));
}

static LuwteCtlExit
run_close (LuwteCtl *ctl)
{
  LuwteClosing closing = {
    .topic = luwte_ctl_option (ctl, "topic"),
    .circumstances = luwte_ctl_option_all (ctl, "circumstance"),
    .transcript = luwte_ctl_flag (ctl, "transcript"),
  };
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlExit status;

  if (closing.topic == NULL)
    return luwte_ctl_usage (_ ("--topic is needed; `luwtectl policy show --json` lists the codes"));
  conversation = open_conversation (ctl, &status);
  if (conversation == NULL)
    return status;
  luwte_conversation_close_async (conversation, &closing, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_conversation_done_finish (conversation, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_release (LuwteCtl *ctl)
{
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlExit status;

  conversation = open_conversation (ctl, &status);
  if (conversation == NULL)
    return status;
  luwte_conversation_release_async (conversation, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_conversation_done_finish (conversation, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_session_commands[] = {
  { NULL, "queue", "[--follow]",
    N_ ("who waits, and which sessions are mine"), "follow!", 0, 0, LUWTE_CTL_NEEDS_VAULT,
       run_queue },
    { NULL, "claim", "ID",
      N_ ("take a waiting session; exit 8 when a colleague was first"), "", 1, 1,
         LUWTE_CTL_NEEDS_VAULT, run_claim },
      { NULL, "messages", "ID [--follow]",
        N_ ("what was said in a session of mine"), "follow!", 1, 1, LUWTE_CTL_NEEDS_VAULT,
           run_messages },
        { NULL, "say", "ID",
          N_ ("send a message (standard input) to the visitor"), "", 1, 1, LUWTE_CTL_NEEDS_VAULT,
             run_say },
          { NULL, "close", "ID --topic T [--circumstance C]… [--transcript]",
            N_ ("end a session of mine"), "topic circumstance* transcript!", 1, 1,
               LUWTE_CTL_NEEDS_VAULT, run_close },
            { NULL, "release", "ID",
              N_ ("give a session of mine back to the queue"), "", 1, 1, LUWTE_CTL_NEEDS_VAULT,
                 run_release },
              { NULL },
          };
