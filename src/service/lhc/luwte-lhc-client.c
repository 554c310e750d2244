/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-client.h"

#include <string.h>

#include "luwte-http.h"
#include "luwte-secret.h"
#include "luwte-service.h"

/* Never asked for: address, place, agent, what identifies, the half-written text, the hash. The
 * parser would drop them; what is not sent cannot be dropped by mistake. */
#define IGNORED                                                                                    \
  "ip,hash,lat,lon,city,country_code,country_name,user_tz_identifier,uagent,device_type,referrer," \
  "session_referrer,chat_locale,online_user_id,email,phone,additional_data,chat_variables,"        \
  "operation,"                                                                                     \
  "operation_admin,user_typing_txt,remarks"
#define NAMES     ",nick"
#define PREFILLED "is_user_typing,department_name,subject"

struct _LuwteLhcClient
{
  GObject parent_instance;

  LuwteHttp *http;
  char *prefix; /* "/index.php/restapi/" unless the address has index.php already */
  char *user;
  LuwteSecret *authorization;
  gint64 my_id;
  gboolean hidden;
  gboolean bare; /* lists are asked for without names */
  gint64 date;
};

G_DEFINE_FINAL_TYPE (LuwteLhcClient, luwte_lhc_client, G_TYPE_OBJECT)

static void
luwte_lhc_client_finalize (GObject *object)
{
  LuwteLhcClient *self = LUWTE_LHC_CLIENT (object);

  g_clear_object (&self->http);
  g_clear_pointer (&self->prefix, g_free);
  g_clear_pointer (&self->user, g_free);
  g_clear_pointer (&self->authorization, luwte_secret_unref);
  G_OBJECT_CLASS (luwte_lhc_client_parent_class)->finalize (object);
}

static void
luwte_lhc_client_class_init (LuwteLhcClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_lhc_client_finalize;
}

static void
luwte_lhc_client_init (LuwteLhcClient *self)
{
}

/* "Basic " and base64 of user:secret, kept in wiped memory. */
static LuwteSecret *
make_authorization (const char *user, LuwteSecret *secret)
{
  gsize user_length = strlen (user), secret_length = luwte_secret_length (secret);
  gsize length = user_length + 1 + secret_length;
  g_autofree guchar *plain = g_malloc (length);
  g_autofree char *encoded = NULL;
  g_autofree char *header = NULL;
  LuwteSecret *authorization;

  memcpy (plain, user, user_length);
  plain[user_length] = ':';
  memcpy (plain + user_length + 1, luwte_secret_peek (secret), secret_length);
  encoded = g_base64_encode (plain, length);
  header = g_strconcat ("Basic ", encoded, NULL);
  authorization = luwte_secret_new (header, -1);
  luwte_wipe (plain, length);
  luwte_wipe (encoded, strlen (encoded));
  luwte_wipe (header, strlen (header));
  return authorization;
}

LuwteLhcClient *
luwte_lhc_client_new (const char *url, const char *user, LuwteSecret *secret, GError **error)
{
  g_autoptr (LuwteHttp) http = luwte_http_new (url, error);
  LuwteLhcClient *self;

  if (http == NULL)
    return NULL;
  self = g_object_new (LUWTE_TYPE_LHC_CLIENT, NULL);
  self->prefix = g_strdup (strstr (luwte_http_get_base (http), "index.php") != NULL
                               ? "/restapi/"
                               : "/index.php/restapi/");
  self->http = g_steal_pointer (&http);
  self->user = g_strdup (user);
  self->authorization = make_authorization (user, secret);
  return self;
}

const char *
luwte_lhc_client_get_user (LuwteLhcClient *self)
{
  return self->user;
}

gint64
luwte_lhc_client_get_my_id (LuwteLhcClient *self)
{
  return self->my_id;
}

gboolean
luwte_lhc_client_get_hidden (LuwteLhcClient *self)
{
  return self->hidden;
}

gint64
luwte_lhc_client_get_date (LuwteLhcClient *self)
{
  return self->date;
}

void
luwte_lhc_client_set_tls_database (LuwteLhcClient *self, GTlsDatabase *database)
{
  luwte_http_set_tls_database (self->http, database);
}

gboolean
luwte_lhc_client_set_authority (LuwteLhcClient *self, const char *pem, GError **error)
{
  return luwte_http_set_authority (self->http, pem, error);
}

void
luwte_lhc_client_set_bare (LuwteLhcClient *self, gboolean bare)
{
  self->bare = bare;
}

void
luwte_lhc_answer_free (LuwteLhcAnswer *answer)
{
  luwte_http_json_wipe (answer);
  json_object_unref (answer);
}

static GBytes *
encode_form (const char *const *form)
{
  GString *body = g_string_new (NULL);
  char *text;

  for (gsize i = 0; form[i] != NULL; i += 2)
    {
      g_autofree char *value = g_uri_escape_string (form[i + 1], NULL, FALSE);

      g_string_append_printf (body, "%s%s=%s", i > 0 ? "&" : "", form[i], value);
      luwte_wipe (value, strlen (value));
    }
  text = g_string_free (body, FALSE);
  return luwte_http_body_new (text);
}

/* Not what Live Helper Chat says, but a page of something in between, or half an answer. To a
 * question nothing happened; what was to be done may have been done. */
static GError *
garbled (gboolean question, guint status, GError *error)
{
  if (!question)
    error->code = LUWTE_SERVICE_ERROR_UNCERTAIN;
  else if (status >= 500)
    error->code = LUWTE_SERVICE_ERROR_UNREACHABLE;
  return error;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteLhcClient *self = g_task_get_source_object (task);
  gboolean question = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteHttpAnswer) answer = luwte_http_send_finish (LUWTE_HTTP (source), result, &error);
  g_autoptr (LuwteLhcAnswer) object = NULL;
  guint status;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  status = luwte_http_answer_get_status (answer);
  /* An unknown path is a redirect to a page for people; so is a server that was moved. */
  if (status >= 300 && status < 400)
    {
      g_task_return_new_error (
          task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
          "The server redirects (status %u); is this the address of Live Helper Chat?", status);
      return;
    }
  object = luwte_http_answer_parse (answer, &error);
  if (object == NULL || status >= 500)
    {
      if (error == NULL)
        g_set_error (&error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                     "The server failed (status %u)", status);
      g_task_return_error (task, garbled (question, status, g_steal_pointer (&error)));
      return;
    }
  if (!luwte_lhc_parse_check (status, object, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (luwte_http_answer_get_date (answer) > 0)
    self->date = luwte_http_answer_get_date (answer);
  g_task_return_pointer (task, g_steal_pointer (&object), (GDestroyNotify) luwte_lhc_answer_free);
}

void
luwte_lhc_client_call_async (LuwteLhcClient *self, const char *method, const char *path,
                             const char *const *form, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *whole = g_strconcat (self->prefix, path, NULL);
  g_autoptr (GBytes) body = form != NULL ? encode_form (form) : NULL;
  LuwteHttpRequest request = {
    .method = method,
    .path = whole,
    .authorization = luwte_secret_peek (self->authorization),
    .content_type = form != NULL ? "application/x-www-form-urlencoded" : NULL,
    .body = body,
    .max_bytes = LUWTE_LHC_MAX_BYTES,
    .fresh_connection = strcmp (method, "GET") != 0,
  };

  g_task_set_static_name (task, "[luwte] lhc call");
  g_task_set_task_data (task, GINT_TO_POINTER (strcmp (method, "GET") == 0), NULL);
  luwte_http_send_async (self->http, &request, cancellable, answered_cb, task);
}

LuwteLhcAnswer *
luwte_lhc_client_call_finish (LuwteLhcClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
wipe_and_free (gpointer data)
{
  GByteArray *array = data;

  luwte_wipe (array->data, array->len);
  g_byte_array_unref (array);
}

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteHttpAnswer) answer = luwte_http_send_finish (LUWTE_HTTP (source), result, &error);
  GByteArray *array;
  const char *bytes;
  gsize length = 0;

  if (answer != NULL && luwte_http_answer_get_status (answer) != 200)
    g_set_error (&error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED,
                 "The server gives no file (status %u)", luwte_http_answer_get_status (answer));
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  bytes = luwte_http_answer_peek (answer, &length);
  array = g_byte_array_sized_new (length);
  g_byte_array_append (array, (const guint8 *) bytes, length);
  g_task_return_pointer (task,
                         g_bytes_new_with_free_func (array->data, array->len, wipe_and_free, array),
                         (GDestroyNotify) g_bytes_unref);
}

void
luwte_lhc_client_bytes_async (LuwteLhcClient *self, const char *path, gsize max_bytes,
                              LuwteFileProgressFunc progress, gpointer progress_data,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *whole = g_strconcat (self->prefix, path, NULL);
  LuwteHttpRequest request = {
    .method = "GET",
    .path = whole,
    .authorization = luwte_secret_peek (self->authorization),
    .max_bytes = max_bytes,
    .timeout_ms = 60000,
    .progress = progress,
    .progress_data = progress_data,
  };

  g_task_set_static_name (task, "[luwte] lhc file");
  luwte_http_send_async (self->http, &request, cancellable, bytes_cb, task);
}

GBytes *
luwte_lhc_client_bytes_finish (LuwteLhcClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteLhcClient *self = LUWTE_LHC_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (self, result, &error);

  if (answer == NULL || !luwte_lhc_parse_user (answer, &self->my_id, &self->hidden, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

void
luwte_lhc_client_log_in_async (LuwteLhcClient *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = g_uri_escape_string (self->user, NULL, FALSE);
  g_autofree char *path = g_strconcat ("getuser?username=", name, NULL);

  luwte_lhc_client_call_async (self, "GET", path, NULL, cancellable, logged_in_cb, task);
}

gboolean
luwte_lhc_client_log_in_finish (LuwteLhcClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Pages of the list; task data of the rows call. */
typedef struct
{
  GPtrArray *rows;
  guint offset;
  gboolean alive;
  guint n_again; /* pages that may be asked for once more */
} Paging;

static void
paging_free (gpointer data)
{
  Paging *paging = data;

  g_clear_pointer (&paging->rows, g_ptr_array_unref);
  g_free (paging);
}

static void page_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
ask_page (LuwteLhcClient *self, GTask *task)
{
  Paging *paging = g_task_get_task_data (task);
  g_autofree char *path =
      g_strdup_printf ("chats?status_ids=0,1&limit=%d&offset=%u&ignore_fields=" IGNORED
                       "%s&prefill_fields=" PREFILLED "%s",
                       LUWTE_LHC_PAGE, paging->offset, self->bare ? NAMES : "",
                       paging->alive ? "&update_activity=1" : "");

  luwte_lhc_client_call_async (self, "GET", path, NULL, g_task_get_cancellable (task), page_cb,
                               task);
}

/* A row can move to the next page while we read; the newer reading of it counts. */
static void
drop_doubles (GPtrArray *rows)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = rows->len; i > 0; i--)
    {
      LuwteLhcRow *row = g_ptr_array_index (rows, i - 1);

      if (!g_hash_table_add (seen, &row->id))
        g_ptr_array_remove_index (rows, i - 1);
    }
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteLhcClient *self = LUWTE_LHC_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  Paging *paging = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (self, result, &error);
  guint n_listed = 0;

  if (answer == NULL && paging->n_again > 0 &&
      g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE))
    {
      paging->n_again--;
      ask_page (self, g_steal_pointer (&task));
      return;
    }
  if (answer == NULL || !luwte_lhc_parse_rows (answer, paging->rows, &n_listed, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  paging->offset += n_listed;
  if (n_listed >= LUWTE_LHC_PAGE && paging->offset < 100 * LUWTE_LHC_PAGE)
    {
      ask_page (self, g_steal_pointer (&task));
      return;
    }
  drop_doubles (paging->rows);
  g_task_return_pointer (task, g_steal_pointer (&paging->rows), (GDestroyNotify) g_ptr_array_unref);
}

static void
begin_rows (LuwteLhcClient *self, gboolean alive, guint n_again, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Paging *paging = g_new0 (Paging, 1);

  paging->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_lhc_row_free);
  paging->alive = alive;
  paging->n_again = n_again;
  g_task_set_task_data (task, paging, paging_free);
  ask_page (self, task);
}

void
luwte_lhc_client_rows_async (LuwteLhcClient *self, gboolean alive, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  begin_rows (self, alive, 0, cancellable, callback, user_data);
}

void
luwte_lhc_client_poll_rows_async (LuwteLhcClient *self, gboolean alive, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  begin_rows (self, alive, 2, cancellable, callback, user_data);
}

GPtrArray *
luwte_lhc_client_rows_finish (LuwteLhcClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_lhc_client_closed_async (LuwteLhcClient *self, gint64 delay, guint offset,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *path =
      g_strdup_printf ("chats?status_ids=2&delay=%" G_GINT64_FORMAT "&limit=%d&offset=%u"
                       "&ignore_fields=" IGNORED NAMES "&prefill_fields=department_name",
                       delay, LUWTE_LHC_PAGE, offset);

  luwte_lhc_client_call_async (self, "GET", path, NULL, cancellable, callback, user_data);
}

typedef struct
{
  char *session_id;
  gint64 newest;
} Reading;

static void
reading_free (gpointer data)
{
  g_free (((Reading *) data)->session_id);
  g_free (data);
}

static void
messages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LuwteLhcClient *self = LUWTE_LHC_CLIENT (source);
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteLhcAnswer) answer = luwte_lhc_client_call_finish (self, result, &error);
  GPtrArray *messages = NULL;

  if (answer != NULL)
    messages = luwte_lhc_parse_messages (answer, reading->session_id, self->my_id, &reading->newest,
                                         &error);
  if (messages == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, messages, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_lhc_client_messages_async (LuwteLhcClient *self, const char *session_id, gint64 after_id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);
  g_autofree char *id = g_uri_escape_string (session_id, NULL, FALSE);
  g_autofree char *path =
      g_strdup_printf ("fetchchatmessages?chat_id=%s&last_message_id=%" G_GINT64_FORMAT, id,
                       after_id);

  reading->session_id = g_strdup (session_id);
  reading->newest = after_id;
  g_task_set_task_data (task, reading, reading_free);
  luwte_lhc_client_call_async (self, "GET", path, NULL, cancellable, messages_cb, task);
}

GPtrArray *
luwte_lhc_client_messages_finish (LuwteLhcClient *self, GAsyncResult *result, gint64 *newest,
                                  GError **error)
{
  if (newest != NULL)
    *newest = ((Reading *) g_task_get_task_data (G_TASK (result)))->newest;
  return g_task_propagate_pointer (G_TASK (result), error);
}
