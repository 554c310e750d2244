/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

#include <string.h>

/* One operation after the other, each judged by its effect and never by the server's "success".
 *
 * Every operation begins by knowing our own user id. Claim, release, close and transfer then look at
 * the list, act, and look at the list again: what the list says is what happened. `!active` is used
 * for the claim because it alone takes a row lock; it would reopen a closed chat, so a chat that is
 * not pending is not claimed. `restapi/chat/{id}` is never asked: it always carries the address. */

typedef struct
{
  LuwteLhcService *self;
  GTask *task;
  const LuwteServiceArgs *args; /* owned by the task */
  gboolean acted;
  gboolean deed; /* it changes who has a session */
  gint64 target; /* TRANSFER: user id of the colleague, 0 when the role may not ask */
} Call;

static void step (Call *call);
static void rows_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
call_free (Call *call)
{
  if (call->deed)
    luwte_lhc_service_end_deed (call->self, call->args->session_id);
  g_object_unref (call->task);
  g_object_unref (call->self);
  g_free (call);
}

static void
fail (Call *call, GError *error)
{
  g_task_return_error (call->task, error);
  call_free (call);
}

static void
fail_code (Call *call, LuwteServiceError code, const char *message)
{
  fail (call, g_error_new_literal (LUWTE_SERVICE_ERROR, code, message));
}

static void
done (Call *call)
{
  LuwteLhcService *self = call->self;

  g_task_return_boolean (call->task, TRUE);
  luwte_lhc_service_poll_soon (self);
  call_free (call);
}

/* Before the first request that changes something. */
static void
begin_deed (Call *call)
{
  if (!call->deed)
    luwte_lhc_service_begin_deed (call->self, call->args->session_id);
  call->deed = TRUE;
}

static const LuwteLhcRow *
find_row (GPtrArray *rows, const char *session_id)
{
  gint64 id = g_ascii_strtoll (session_id, NULL, 10);

  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);

      if (row->id == id)
        return row;
    }
  return NULL;
}

static gboolean
is_mine (Call *call, const LuwteLhcRow *row)
{
  return row != NULL && row->status == 1 &&
         row->owner == luwte_lhc_client_get_my_id (call->self->client);
}

static gboolean
is_unreadable (const GError *error)
{
  return g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);

  call->acted = TRUE;
  /* A lost answer is no reason to guess: the list tells whether it happened. Nor is "You cannot
   * read this chat!", which the server says both of what is gone and of what a colleague has. */
  if (answer == NULL &&
      !g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN) &&
      !(call->args->op == LUWTE_SERVICE_OP_CLAIM && is_unreadable (error)))
    fail (call, g_steal_pointer (&error));
  else
    step (call);
}

static void
post (Call *call, const char *path, const char *name, const char *value, const char *sender)
{
  const char *form[] = { "chat_id", call->args->session_id,           name,
                         value,     sender != NULL ? "sender" : NULL, sender,
                         NULL };

  begin_deed (call);
  luwte_lhc_client_call_async (call->self->client, "POST", path, form,
                               g_task_get_cancellable (call->task), acted_cb, call);
}

static void
claim_with (Call *call, GPtrArray *rows)
{
  const LuwteLhcRow *row = find_row (rows, call->args->session_id);

  if (is_mine (call, row))
    {
      LuwteLhcService *self = call->self;

      g_task_return_pointer (call->task, luwte_lhc_row_to_session (row, row->owner),
                             g_object_unref);
      luwte_lhc_service_poll_soon (self);
      call_free (call);
    }
  else if (row == NULL || row->offline_question)
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_FOUND, "Nobody waits under that id");
  else if (row->status == 1)
    fail_code (call, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the session");
  else if (call->acted)
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_DONE,
               "The server said yes and did not give us the session");
  else
    post (call, "addmsgadmin", "msg", "!active", "operator");
}

/* Release and close: ours before, something else after. */
static void
leave_with (Call *call, GPtrArray *rows)
{
  const LuwteLhcRow *row = find_row (rows, call->args->session_id);
  gboolean release = call->args->op == LUWTE_SERVICE_OP_RELEASE;

  if (!call->acted)
    {
      if (is_mine (call, row))
        post (call, "setchatstatus", "status", release ? "0" : "2", NULL);
      else if (row != NULL && row->status == 1)
        fail_code (call, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the session");
      else
        fail_code (call, LUWTE_SERVICE_ERROR_NOT_FOUND, "That session is not ours");
    }
  else if (release ? row != NULL && row->status == 0 : row == NULL)
    done (call);
  else
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_DONE,
               "The server said yes and the session stands as it did");
}

static void
hand_over (Call *call)
{
  g_autofree char *command = g_strconcat ("!transferforce ", call->args->target, NULL);

  post (call, "addmsgadmin", "msg", command, "operator");
}

static void
target_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);
  gboolean hidden;

  /* Who she is may be asked by a role with `lhuser/userlist` alone. Without it, that it is somebody
   * else's now is all that can be seen. */
  if (answer != NULL && !luwte_lhc_parse_user (answer, &call->target, &hidden, NULL))
    call->target = 0;
  hand_over (call);
}

/* The effect: it is hers to whom it was given; where that cannot be known, somebody else's, and not
 * nobody's. One that has gone from the list has been ended by whoever had it then. */
static gboolean
is_handed_over (Call *call, const LuwteLhcRow *row)
{
  if (row == NULL)
    return TRUE;
  if (row->status != 1 || row->owner == 0 || is_mine (call, row))
    return FALSE;
  return call->target == 0 || row->owner == call->target;
}

static void
transfer_with (Call *call, GPtrArray *rows)
{
  const LuwteLhcRow *row = find_row (rows, call->args->session_id);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (call->acted && is_handed_over (call, row))
    done (call);
  else if (call->acted)
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_DONE,
               "The server said yes and the colleague does not have the session");
  else if (row != NULL && row->status == 1 && !is_mine (call, row))
    fail_code (call, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the session");
  else if (!is_mine (call, row))
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_FOUND, "That session is not ours");
  else
    {
      name = g_uri_escape_string (call->args->target, NULL, FALSE);
      path = g_strconcat ("getuser?username=", name, NULL);
      luwte_lhc_client_call_async (call->self->client, "GET", path, NULL,
                                   g_task_get_cancellable (call->task), target_cb, call);
    }
}

static void send_message (Call *call);

/* The server lets any operator of the department write into a colleague's chat. We do not. */
static void
send_with (Call *call, GPtrArray *rows)
{
  const LuwteLhcRow *row = find_row (rows, call->args->session_id);

  if (is_mine (call, row) && !call->acted)
    send_message (call);
  else if (row != NULL && row->status == 1 && !is_mine (call, row))
    fail_code (call, LUWTE_SERVICE_ERROR_TAKEN, "A colleague has the session");
  else
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_FOUND, "That session is not ours");
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = luwte_lhc_client_rows_finish (LUWTE_LHC_CLIENT (source), result,
                                                             &error);

  if (rows == NULL)
    {
      /* After the deed an unanswered look leaves open what happened. */
      if (call->acted &&
          g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE))
        error->code = LUWTE_SERVICE_ERROR_UNCERTAIN;
      fail (call, g_steal_pointer (&error));
      return;
    }
  luwte_service_report_good_answer (LUWTE_SERVICE (call->self),
                                    luwte_lhc_client_get_date (call->self->client));
  switch (call->args->op)
    {
    case LUWTE_SERVICE_OP_CLAIM:
      claim_with (call, rows);
      return;
    case LUWTE_SERVICE_OP_RELEASE:
    case LUWTE_SERVICE_OP_CLOSE:
      leave_with (call, rows);
      return;
    case LUWTE_SERVICE_OP_TRANSFER:
      transfer_with (call, rows);
      return;
    case LUWTE_SERVICE_OP_CHECK:
      done (call);
      return;
    case LUWTE_SERVICE_OP_SEND:
      send_with (call, rows);
      return;
    case LUWTE_SERVICE_OP_LIST:
    case LUWTE_SERVICE_OP_ERASE:
    case LUWTE_SERVICE_OP_AVAILABLE:
    case LUWTE_SERVICE_OP_HISTORY:
      break;
    }
  fail_code (call, LUWTE_SERVICE_ERROR_UNSUPPORTED, "Not an operation on the list");
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = luwte_lhc_client_rows_finish (LUWTE_LHC_CLIENT (source), result,
                                                             &error);
  g_autoptr (GPtrArray) sessions = NULL;

  if (rows == NULL)
    {
      fail (call, g_steal_pointer (&error));
      return;
    }
  sessions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);

      if (!row->offline_question && (row->status == 0 || is_mine (call, row)))
        g_ptr_array_add (sessions, luwte_lhc_row_to_session (row, luwte_lhc_client_get_my_id (
                                                                      call->self->client)));
    }
  luwte_service_report_good_answer (LUWTE_SERVICE (call->self),
                                    luwte_lhc_client_get_date (call->self->client));
  g_task_return_pointer (call->task, g_steal_pointer (&sessions),
                         (GDestroyNotify) g_ptr_array_unref);
  call_free (call);
}

/* 0: from the beginning */
static gint64
after_of (Call *call)
{
  return call->args->after_id != NULL ? g_ascii_strtoll (call->args->after_id, NULL, 10) : 0;
}

static void
history_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;
  g_autoptr (GPtrArray) messages = luwte_lhc_client_messages_finish (LUWTE_LHC_CLIENT (source),
                                                                     result, &newest, &error);
  LuwteLhcWatch *watch = g_hash_table_lookup (call->self->watched, call->args->session_id);

  /* Erased is erased when the server knows no such chat any more. */
  if (call->args->op == LUWTE_SERVICE_OP_ERASE)
    {
      if (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND))
        {
          luwte_service_report_erased (LUWTE_SERVICE (call->self), call->args->session_id);
          done (call);
        }
      else if (messages != NULL)
        fail_code (call, LUWTE_SERVICE_ERROR_NOT_DONE,
                   "The server said yes and the session is still there");
      else
        fail (call, g_steal_pointer (&error));
      return;
    }
  if (messages == NULL)
    {
      fail (call, g_steal_pointer (&error));
      return;
    }
  /* Asked from behind what was read so far, it leaves out what lies between. */
  if (watch != NULL && watch->n_sending == 0 && after_of (call) <= watch->newest)
    watch->newest = MAX (watch->newest, newest);
  g_task_return_pointer (call->task, g_steal_pointer (&messages),
                         (GDestroyNotify) g_ptr_array_unref);
  call_free (call);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  LuwteOutgoing *outgoing = call->args->outgoing;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source),
                                                                    result, &error);
  LuwteLhcWatch *watch = g_hash_table_lookup (call->self->watched, call->args->session_id);
  g_autofree char *id_text = NULL;
  gint64 id = 0, at = 0;

  if (watch != NULL && watch->n_sending > 0)
    watch->n_sending--;
  if (answer == NULL || !luwte_lhc_parse_sent (answer, &id, &at, &error))
    {
      if (watch != NULL &&
          g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN))
        g_queue_push_tail (watch->uncertain, luwte_outgoing_ref (outgoing));
      /* The server knows better than our last list who has it. */
      call->acted = TRUE;
      if (is_unreadable (error))
        luwte_lhc_client_rows_async (call->self->client, call->self->available,
                                     g_task_get_cancellable (call->task), rows_cb, call);
      else
        fail (call, g_steal_pointer (&error));
      return;
    }
  id_text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_task_return_pointer (call->task,
                         luwte_message_new (call->args->session_id, id_text,
                                            luwte_outgoing_get_client_id (outgoing),
                                            LUWTE_FROM_COUNSELLOR, at,
                                            luwte_outgoing_get_text (outgoing),
                                            LUWTE_DELIVERY_SENT),
                         g_object_unref);
  call_free (call);
}

static void
send_message (Call *call)
{
  g_autofree char *text = luwte_lhc_text_out (luwte_outgoing_get_text (call->args->outgoing));
  const char *form[] = {
    "chat_id", call->args->session_id, "msg", text, "sender", "operator", NULL
  };
  LuwteLhcWatch *watch = g_hash_table_lookup (call->self->watched, call->args->session_id);

  if (watch != NULL)
    watch->n_sending++;
  luwte_lhc_client_call_async (call->self->client, "POST", "addmsgadmin", form,
                               g_task_get_cancellable (call->task), sent_cb, call);
}

static void
available_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;

  if (!luwte_lhc_client_log_in_finish (LUWTE_LHC_CLIENT (source), result, &error))
    fail (call, g_steal_pointer (&error));
  else if (luwte_lhc_client_get_hidden (call->self->client) == call->args->flag)
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_DONE, "The server said yes and shows us as before");
  else
    {
      call->self->available = call->args->flag;
      done (call);
    }
}

static void
set_available (Call *call)
{
  g_autofree char *path = NULL;

  if (call->acted)
    {
      luwte_lhc_client_log_in_async (call->self->client, g_task_get_cancellable (call->task),
                                     available_read_cb, call);
      return;
    }
  path = g_strdup_printf ("setoperatorstatus?user_id=%" G_GINT64_FORMAT "&status=%s",
                          luwte_lhc_client_get_my_id (call->self->client),
                          call->args->flag ? "true" : "false");
  luwte_lhc_client_call_async (call->self->client, "GET", path, NULL,
                               g_task_get_cancellable (call->task), acted_cb, call);
}

static void
erase (Call *call)
{
  g_autofree char *path = NULL;

  if (call->acted)
    {
      luwte_lhc_client_messages_async (call->self->client, call->args->session_id, 0,
                                       g_task_get_cancellable (call->task), history_cb, call);
      return;
    }
  path = g_strconcat ("chat/", call->args->session_id, NULL);
  begin_deed (call);
  luwte_lhc_client_call_async (call->self->client, "DELETE", path, NULL,
                               g_task_get_cancellable (call->task), acted_cb, call);
}

static void
step (Call *call)
{
  GCancellable *cancellable = g_task_get_cancellable (call->task);
  LuwteLhcClient *client = call->self->client;

  switch (call->args->op)
    {
    case LUWTE_SERVICE_OP_CHECK:
    case LUWTE_SERVICE_OP_CLAIM:
    case LUWTE_SERVICE_OP_RELEASE:
    case LUWTE_SERVICE_OP_CLOSE:
    case LUWTE_SERVICE_OP_TRANSFER:
      luwte_lhc_client_rows_async (client, call->self->available, cancellable, rows_cb, call);
      return;
    case LUWTE_SERVICE_OP_LIST:
      luwte_lhc_client_rows_async (client, call->self->available, cancellable, list_cb, call);
      return;
    case LUWTE_SERVICE_OP_ERASE:
      erase (call);
      return;
    case LUWTE_SERVICE_OP_AVAILABLE:
      set_available (call);
      return;
    case LUWTE_SERVICE_OP_HISTORY:
      luwte_lhc_client_messages_async (client, call->args->session_id, after_of (call), cancellable,
                                       history_cb, call);
      return;
    case LUWTE_SERVICE_OP_SEND:
      if (g_hash_table_contains (call->self->mine, call->args->session_id))
        send_message (call);
      else
        luwte_lhc_client_rows_async (client, call->self->available, cancellable, rows_cb, call);
      return;
    }
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GError) error = NULL;

  if (!luwte_lhc_client_log_in_finish (LUWTE_LHC_CLIENT (source), result, &error))
    {
      fail (call, g_steal_pointer (&error));
      return;
    }
  luwte_service_report_capabilities (LUWTE_SERVICE (call->self), LUWTE_LHC_CAPABILITIES,
                                     luwte_lhc_client_get_user (call->self->client));
  step (call);
}

void
luwte_lhc_service_call (LuwteService *service, GTask *task, int op, gconstpointer args)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->task = g_object_ref (task);
  call->args = args;
  if (call->args->session_id != NULL && !luwte_lhc_is_number (call->args->session_id))
    fail_code (call, LUWTE_SERVICE_ERROR_NOT_FOUND, "No session has such an id here");
  else if (call->args->target != NULL && g_str_has_prefix (call->args->target, "department:"))
    fail_code (call, LUWTE_SERVICE_ERROR_UNSUPPORTED,
               "A hand-over to a department needs an unsafe call");
  else if (op == LUWTE_SERVICE_OP_CHECK || luwte_lhc_client_get_my_id (self->client) == 0)
    luwte_lhc_client_log_in_async (self->client, g_task_get_cancellable (task), known_cb, call);
  else
    step (call);
}
