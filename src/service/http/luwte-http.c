/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-http-private.h"
#include "luwte-http-authority.h"
#include "luwte-service.h"

/* The rules for every adapter, kept once.
 *
 * TLS unless the address is literally 127.0.0.1 or ::1, which also bypass proxies; a name, even
 * "localhost", is not literal, since somebody else may answer for it. A certificate that does not
 * hold is final: nothing here can accept it. Redirects are not followed, so that a secret goes
 * nowhere but to the address that was typed. No cookies, no cache, no sniffing, no stored
 * authentication. Answers are cut off at the length that the caller allows, counted after
 * decompression. With the libsoup of today each request has a connection of its own. A deadline covers the whole exchange, so that slow bytes do not prolong it.
 * A failure says whether what was asked surely did not happen. */

#define DEFAULT_MAX_BYTES  (1024 * 1024)
#define DEFAULT_TIMEOUT_MS 10000
/* A connection on which nothing moves for this long is given up by libsoup itself. */
#define SILENCE_S 15

struct _LuwteHttp
{
  GObject parent_instance;

  char *base;
  SoupSession *session;
};

G_DEFINE_FINAL_TYPE (LuwteHttp, luwte_http, G_TYPE_OBJECT)

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_free (gpointer data)
{
  LuwteHttpExchange *self = data;

  clear_source (&self->deadline);
  clear_source (&self->outer);
  g_clear_object (&self->stream);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->answer, luwte_http_answer_free);
  g_clear_object (&self->http);
  g_free (self);
}

/* Ends the exchange before its answer: while the body is read by cancelling that, before by
 * answering the task, which libsoup's callback still holds. */
static void
give_up (GTask *task)
{
  LuwteHttpExchange *self = g_task_get_task_data (task);
  GError *error;

  clear_source (&self->deadline);
  clear_source (&self->outer);
  if (self->stream != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }
  self->answered = TRUE;
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Not waited for any longer");
  g_task_return_error (task, luwte_http_exchange_map_error (self, error));
}

static gboolean
deadline_cb (gpointer user_data)
{
  LuwteHttpExchange *self = g_task_get_task_data (user_data);

  self->timed_out = TRUE;
  give_up (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  give_up (user_data);
  return G_SOURCE_REMOVE;
}

static void
wrote_headers_cb (SoupMessage *message, gpointer user_data)
{
  LuwteHttpExchange *self = user_data;

  self->written = TRUE;
}

/* A request that libsoup begins anew on another connection was not taken on the first one. */
static void
restarted_cb (SoupMessage *message, gpointer user_data)
{
  LuwteHttpExchange *self = user_data;

  self->written = FALSE;
}

/* Up to 3.6.5 libsoup can finish a request twice that it begins anew because a kept connection had
 * ended, and then reads freed memory: after a suspend, or when the server is restarted, that is the
 * end of the program. So nothing is kept there. */
static gboolean
keeps_connections (void)
{
  return soup_check_version (3, 6, 6);
}

static SoupMessage *
make_message (LuwteHttp *self, const LuwteHttpRequest *request)
{
  g_autofree char *address = g_strconcat (self->base, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);

  if (message == NULL)
    return NULL;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                                       (request->fresh_connection || !keeps_connections ()
                                            ? SOUP_MESSAGE_NEW_CONNECTION
                                            : 0));
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  if (request->authorization != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  request->authorization);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  return message;
}

GTask *
luwte_http_exchange_new (LuwteHttp *self, const LuwteHttpRequest *request,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  LuwteHttpExchange *exchange = g_new0 (LuwteHttpExchange, 1);
  guint timeout = request->timeout_ms != 0 ? request->timeout_ms : DEFAULT_TIMEOUT_MS;

  /* Whoever gets a whole answer shall have it, even when the call was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  exchange->message = make_message (self, request);
  if (exchange->message == NULL)
    {
      /* Paths are made by the adapters out of checked ids. */
      g_free (exchange);
      g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND,
                                       "Not an address");
      g_object_unref (task);
      return NULL;
    }
  exchange->http = g_object_ref (self);
  exchange->max_bytes = request->max_bytes != 0 ? request->max_bytes : DEFAULT_MAX_BYTES;
  exchange->progress = request->progress;
  exchange->progress_data = request->progress_data;
  exchange->cancellable = g_cancellable_new ();
  g_signal_connect (exchange->message, "wrote-headers", G_CALLBACK (wrote_headers_cb), exchange);
  g_signal_connect (exchange->message, "restarted", G_CALLBACK (restarted_cb), exchange);
  /* Neither source holds the task: it ends them when it goes. */
  exchange->deadline = g_timeout_source_new (timeout);
  g_source_set_callback (exchange->deadline, deadline_cb, task, NULL);
  g_source_attach (exchange->deadline, g_task_get_context (task));
  if (cancellable != NULL)
    {
      exchange->outer = g_cancellable_source_new (cancellable);
      g_source_set_callback (exchange->outer, G_SOURCE_FUNC (outer_cancelled_cb), task, NULL);
      g_source_attach (exchange->outer, g_task_get_context (task));
    }
  g_task_set_task_data (task, exchange, exchange_free);
  return task;
}

GError *
luwte_http_exchange_map_error (LuwteHttpExchange *self, GError *error)
{
  g_autoptr (GError) cause = error;

  if (cause->domain == LUWTE_SERVICE_ERROR)
    return g_steal_pointer (&cause);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) && !self->timed_out)
    return g_steal_pointer (&cause);
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return g_error_new_literal (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE,
                                "The certificate does not hold");
  /* Asking alone changes nothing, so a lost answer leaves nothing uncertain. */
  if (self->written && soup_message_get_method (self->message) != SOUP_METHOD_GET)
    return g_error_new (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN,
                        "The answer was lost (%s %d)", g_quark_to_string (cause->domain),
                        cause->code);
  return g_error_new (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE, "No answer (%s %d)",
                      g_quark_to_string (cause->domain), cause->code);
}

/* Takes both. */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, luwte_http_exchange_map_error (g_task_get_task_data (task), error));
  g_object_unref (task);
}

static void read_more (GTask *task);

static void
tell_progress (LuwteHttpExchange *self)
{
  gsize length = 0;

  if (self->progress == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  luwte_http_answer_peek (self->answer, &length);
  self->progress (length, self->progress_data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LuwteHttpExchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (n < 0)
    {
      fail (task, error);
      return;
    }
  if (n > 0)
    {
      luwte_http_answer_commit (exchange->answer, n);
      tell_progress (exchange);
      read_more (task);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&exchange->answer),
                         (GDestroyNotify) luwte_http_answer_free);
  g_object_unref (task);
}

static void
read_more (GTask *task)
{
  LuwteHttpExchange *exchange = g_task_get_task_data (task);
  gsize room = 0;
  /* One byte more than allowed, so that an answer of just the allowed length is seen to end. */
  char *target = luwte_http_answer_reserve (exchange->answer, exchange->max_bytes + 1, &room);

  if (target == NULL)
    {
      g_cancellable_cancel (exchange->cancellable);
      fail (task, g_error_new (LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                               "The answer is longer than %" G_GSIZE_FORMAT " bytes",
                               exchange->max_bytes));
      return;
    }
  g_input_stream_read_async (exchange->stream, target, room, G_PRIORITY_DEFAULT,
                             exchange->cancellable, read_cb, task);
}

static gint64
date_of (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LuwteHttpExchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->answered)
    {
      g_clear_error (&error);
      g_object_unref (task);
      return;
    }
  if (exchange->stream == NULL)
    {
      fail (task, error);
      return;
    }
  exchange->answer = luwte_http_answer_new (soup_message_get_status (exchange->message),
                                            date_of (exchange->message));
  read_more (task);
}

void
luwte_http_send_async (LuwteHttp *self, const LuwteHttpRequest *request, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteHttpExchange *exchange;
  GTask *task;

  g_return_if_fail (LUWTE_IS_HTTP (self));

  task = luwte_http_exchange_new (self, request, cancellable, callback, user_data);
  if (task == NULL)
    return;
  g_task_set_source_tag (task, luwte_http_send_async);
  exchange = g_task_get_task_data (task);
  if (!keeps_connections ())
    soup_message_headers_replace (soup_message_get_request_headers (exchange->message),
                                  "Connection", "close");
  soup_session_send_async (self->session, exchange->message, G_PRIORITY_DEFAULT, NULL, sent_cb,
                           task);
}

LuwteHttpAnswer *
luwte_http_send_finish (LuwteHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

SoupSession *
luwte_http_get_session (LuwteHttp *self)
{
  return self->session;
}

const char *
luwte_http_get_base (LuwteHttp *self)
{
  g_return_val_if_fail (LUWTE_IS_HTTP (self), NULL);
  return self->base;
}

void
luwte_http_set_tls_database (LuwteHttp *self, GTlsDatabase *database)
{
  g_return_if_fail (LUWTE_IS_HTTP (self));
  soup_session_set_tls_database (self->session, database);
}

gboolean
luwte_http_set_authority (LuwteHttp *self, const char *pem, GError **error)
{
  g_autoptr (GTlsDatabase) database = NULL;

  g_return_val_if_fail (LUWTE_IS_HTTP (self), FALSE);

  database = luwte_http_authority_new (pem, error);
  if (database == NULL)
    return FALSE;
  soup_session_set_tls_database (self->session, database);
  return TRUE;
}

/* The base address, normalised, or NULL when it is not allowed. */
static char *
check_url (const char *url, gboolean *loopback)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED, NULL);
  const char *host;
  char *base;
  gsize length;

  if (uri == NULL || g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return NULL;
  host = g_uri_get_host (uri);
  if (host == NULL || *host == '\0')
    return NULL;
  *loopback = g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1");
  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !(g_str_equal (g_uri_get_scheme (uri), "http") && *loopback))
    return NULL;
  base = g_uri_to_string (uri);
  for (length = strlen (base); length > 0 && base[length - 1] == '/'; length--)
    base[length - 1] = '\0';
  return base;
}

LuwteHttp *
luwte_http_new (const char *url, GError **error)
{
  gboolean loopback = FALSE;
  g_autofree char *base = url != NULL ? check_url (url, &loopback) : NULL;
  LuwteHttp *self;

  if (base == NULL)
    {
      g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE,
                           "The address is neither https nor a literal loopback address");
      return NULL;
    }
  self = g_object_new (LUWTE_TYPE_HTTP, NULL);
  self->base = g_steal_pointer (&base);
  if (loopback)
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

static void
luwte_http_dispose (GObject *object)
{
  LuwteHttp *self = LUWTE_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (luwte_http_parent_class)->dispose (object);
}

static void
luwte_http_finalize (GObject *object)
{
  LuwteHttp *self = LUWTE_HTTP (object);

  g_free (self->base);
  G_OBJECT_CLASS (luwte_http_parent_class)->finalize (object);
}

static void
luwte_http_class_init (LuwteHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_http_dispose;
  object_class->finalize = luwte_http_finalize;
}

static void
luwte_http_init (LuwteHttp *self)
{
  /* The name of the program, not of the machine nor of its libraries. */
  self->session = soup_session_new_with_options ("user-agent", "Luwte", "timeout", SILENCE_S,
                                                 "idle-timeout", 60, "max-conns", 16,
                                                 "max-conns-per-host", 16, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CACHE);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
}
