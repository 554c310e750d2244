/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-bridge-private.h"
#include "luwte-secret.h"

/* One request to the bridge: version, log-in and retry are settled here, so that the calls and the
 * events see an object or an error. The secret goes into one body, which is wiped. */

typedef struct
{
  char *path;
  GBytes *body; /* nullable: a GET */
  gboolean retry;
  guint n_logins;
  guint n_sends;
} Exchange;

static void
exchange_free (gpointer data)
{
  Exchange *exchange = data;

  g_free (exchange->path);
  g_clear_pointer (&exchange->body, g_bytes_unref);
  g_free (exchange);
}

static void proceed (GTask *task);

void
luwte_bridge_answer_free (JsonObject *answer)
{
  luwte_http_json_wipe (answer);
  json_object_unref (answer);
}

char *
luwte_bridge_path (LuwteBridgeService *self, const char *path)
{
  return g_strdup_printf ("/v%u%s", self->version, path);
}

char *
luwte_bridge_authorization (LuwteBridgeService *self)
{
  return g_strconcat ("Bearer ", self->token != NULL ? luwte_secret_peek (self->token) : "", NULL);
}

void
luwte_bridge_forget_token (LuwteBridgeService *self)
{
  g_clear_pointer (&self->token, luwte_secret_unref);
}

static void
wipe_and_free (char *text)
{
  luwte_wipe (text, strlen (text));
  g_free (text);
}

/* Appends text as a JSON string to a buffer that has room for six times its length. */
static char *
append_json_string (char *to, const char *text)
{
  *to++ = '"';
  for (; *text != '\0'; text++)
    {
      guchar c = *text;

      if (c < 0x20 || c == '"' || c == '\\')
        to += g_snprintf (to, 7, "\\u%04x", c);
      else
        *to++ = c;
    }
  *to++ = '"';
  return to;
}

/* By hand, since a JSON builder would leave copies of the secret behind. */
GBytes *
luwte_bridge_login_body (const char *user, LuwteSecret *secret)
{
  gsize room = 64 + 6 * (strlen (user) + luwte_secret_length (secret));
  char *text = g_malloc0 (room);
  char *to = g_stpcpy (text, "{\"user\":");

  to = append_json_string (to, user);
  to = g_stpcpy (to, ",\"secret\":");
  to = append_json_string (to, luwte_secret_peek (secret));
  *to++ = '}';
  *to = '\0';
  return luwte_http_body_new (text);
}

static GError *
error_of_status (guint status, const char *code, gboolean get)
{
  LuwteServiceError error = LUWTE_SERVICE_ERROR_PROTOCOL;

  if (status == 401 || status == 403)
    error = LUWTE_SERVICE_ERROR_REFUSED;
  else if (status == 501 || (status == 404 && g_strcmp0 (code, "unsupported") == 0))
    error = LUWTE_SERVICE_ERROR_UNSUPPORTED;
  else if (status == 404)
    error = LUWTE_SERVICE_ERROR_NOT_FOUND;
  else if (status == 409 && g_strcmp0 (code, "taken") == 0)
    error = LUWTE_SERVICE_ERROR_TAKEN;
  else if (status == 409)
    error = LUWTE_SERVICE_ERROR_NOT_DONE;
  else if (status == 429 || status == 503)
    error = LUWTE_SERVICE_ERROR_UNREACHABLE;
  else if (status >= 500 && !get)
    error = LUWTE_SERVICE_ERROR_UNCERTAIN;
  else if (status >= 500)
    error = LUWTE_SERVICE_ERROR_UNREACHABLE;
  return g_error_new (LUWTE_SERVICE_ERROR, error, "The service answered with status %u", status);
}

/* (transfer full): the object of a 200, or the error that the status stands for. A yes that cannot
 * be read, to something that was to be done, leaves open whether it was. */
static JsonObject *
read_answer (LuwteBridgeService *self, LuwteHttpAnswer *answer, gboolean get, GError **error)
{
  guint status = luwte_http_answer_get_status (answer);
  JsonObject *object = luwte_http_answer_parse (answer, NULL);

  if (status == 200 && object != NULL)
    {
      luwte_service_report_good_answer (LUWTE_SERVICE (self), luwte_http_answer_get_date (answer));
      return object;
    }
  if (status == 200)
    g_set_error_literal (error, LUWTE_SERVICE_ERROR,
                         get ? LUWTE_SERVICE_ERROR_PROTOCOL : LUWTE_SERVICE_ERROR_UNCERTAIN,
                         "The answer is not a JSON object");
  else
    {
      const char *code = object != NULL ? luwte_json_string_or (object, "error", 64, NULL) : NULL;

      g_propagate_error (error, error_of_status (status, code, get));
    }
  g_clear_pointer (&object, luwte_bridge_answer_free);
  return NULL;
}

static void
finish_login (LuwteBridgeService *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error == NULL)
        proceed (task);
      else
        {
          g_task_return_error (task, g_error_copy (error));
          g_object_unref (task);
        }
    }
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteBridgeService) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteHttpAnswer) answer = luwte_http_send_finish (LUWTE_HTTP (source), result, &error);
  JsonObject *object = answer != NULL ? read_answer (self, answer, TRUE, &error) : NULL;
  const char *token;

  if (object != NULL &&
      !luwte_json_peek_string (object, "token", LUWTE_BRIDGE_MAX_TOKEN, &token, NULL))
    g_set_error_literal (&error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                         "There is no token in the answer");
  if (error == NULL)
    self->token = luwte_secret_new (token, -1);
  g_clear_pointer (&object, luwte_bridge_answer_free);
  /* Logging in twice does no harm, so nothing about it is uncertain. */
  if (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN))
    error->code = LUWTE_SERVICE_ERROR_UNREACHABLE;
  finish_login (self, error);
}

static void
informed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteBridgeService) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteHttpAnswer) answer = luwte_http_send_finish (LUWTE_HTTP (source), result, &error);
  JsonObject *object = answer != NULL ? read_answer (self, answer, TRUE, &error) : NULL;

  if (object != NULL && luwte_bridge_parse_info (object, &self->version, &error))
    {
      g_autoptr (GBytes) body = luwte_bridge_login_body (self->user, self->secret);
      g_autofree char *path = luwte_bridge_path (self, "/login");
      LuwteHttpRequest request = {
        .method = "POST",
        .path = path,
        .content_type = "application/json",
        .body = body,
      };

      luwte_http_send_async (self->http, &request, NULL, logged_in_cb, g_object_ref (self));
    }
  g_clear_pointer (&object, luwte_bridge_answer_free);
  if (error != NULL)
    finish_login (self, error);
}

/* Takes task. It goes on when the log-in is over, its own or one that is under way. What the
 * service speaks is asked again at each log-in: it may have been renewed meanwhile. */
static void
log_in (LuwteBridgeService *self, GTask *task)
{
  LuwteHttpRequest request = { .method = "GET", .path = "/info" };
  gboolean under_way = self->waiting != NULL;

  if (!under_way)
    self->waiting = g_ptr_array_new ();
  g_ptr_array_add (self->waiting, task);
  if (!under_way)
    luwte_http_send_async (self->http, &request, NULL, informed_cb, g_object_ref (self));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LuwteBridgeService *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LuwteHttpAnswer) answer = luwte_http_send_finish (LUWTE_HTTP (source), result, &error);
  JsonObject *object = NULL;

  if (answer != NULL && luwte_http_answer_get_status (answer) == 401 && exchange->n_logins == 0)
    {
      exchange->n_logins++;
      luwte_bridge_forget_token (self);
      log_in (self, task);
      return;
    }
  if (answer != NULL)
    object = read_answer (self, answer, exchange->body == NULL, &error);
  if (exchange->retry && exchange->n_sends == 1 &&
      g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN))
    {
      g_clear_error (&error);
      proceed (task);
      return;
    }
  if (object != NULL)
    g_task_return_pointer (task, object, (GDestroyNotify) luwte_bridge_answer_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

/* Takes task. */
static void
proceed (GTask *task)
{
  LuwteBridgeService *self = g_task_get_source_object (task);
  Exchange *exchange = g_task_get_task_data (task);
  LuwteHttpRequest request = {
    .method = exchange->body != NULL ? "POST" : "GET",
    .content_type = "application/json",
    .body = exchange->body,
    .max_bytes = LUWTE_BRIDGE_MAX_ANSWER,
  };
  g_autofree char *path = NULL;
  char *authorization;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (self->token == NULL)
    {
      exchange->n_logins++;
      log_in (self, task);
      return;
    }
  exchange->n_sends++;
  path = luwte_bridge_path (self, exchange->path);
  request.path = path;
  authorization = luwte_bridge_authorization (self);
  request.authorization = authorization;
  luwte_http_send_async (self->http, &request, g_task_get_cancellable (task), answered_cb, task);
  wipe_and_free (authorization);
}

void
luwte_bridge_request_async (LuwteBridgeService *self, const LuwteBridgeRequest *request,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, luwte_bridge_request_async);
  g_task_set_check_cancellable (task, FALSE);
  exchange->path = g_strdup (request->path);
  exchange->body = request->json != NULL ? luwte_http_body_new (request->json) : NULL;
  exchange->retry = request->retry;
  g_task_set_task_data (task, exchange, exchange_free);
  proceed (task);
}

JsonObject *
luwte_bridge_request_finish (LuwteBridgeService *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
