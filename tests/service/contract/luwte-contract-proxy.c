/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-proxy.h"

#include <string.h>

#define PLANTED_MEMBERS                                                         \
  "\"ip\":\"203.0.113.77\",\"remote\":\"2001:db8::77\",\"city\":\"Plantstad\"," \
  "\"uagent\":\"PlantedAgent/5.0\",\"hash\":\"plantedhash1234\",\"geo\":{\"city\":\"Plantstad\"},"
#define HUGE_BYTES (200 * 1024 * 1024)

const char *const luwte_contract_planted[] = { "203.0.113",    "2001:db8",    "Plantstad",
                                               "PlantedAgent", "plantedhash", NULL };

struct _LuwteContractProxy
{
  GSocketService *service; /* NULL while down */
  GTlsCertificate *certificate;
  char *url;
  char *host; /* "127.0.0.1:PORT" of the server */
  guint16 upstream_port;
  guint16 port;

  GMutex lock;
  GPtrArray *streams; /* GIOStream: what is open on either side */
  guint n_running;
  GCond ended;
  LuwteContractTrouble trouble;
  char *part;
  guint count;
  char *canned;
  guint met;
  guint lost_of_hundred;
  guint64 written;
};

static void
add_stream (LuwteContractProxy *self, GIOStream *stream)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->streams, g_object_ref (stream));
  g_mutex_unlock (&self->lock);
}

static void
remove_stream (LuwteContractProxy *self, GIOStream *stream)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_remove_fast (self->streams, stream);
  g_mutex_unlock (&self->lock);
  g_io_stream_close (stream, NULL, NULL);
}

/* The socket below a connection, through TLS too: shutting it down wakes who reads from it. */
static GSocket *
socket_of (GIOStream *stream)
{
  g_autoptr (GIOStream) base = NULL;

  if (G_IS_TLS_CONNECTION (stream))
    g_object_get (stream, "base-io-stream", &base, NULL);
  return g_socket_connection_get_socket (G_SOCKET_CONNECTION (base != NULL ? base : stream));
}

void
luwte_contract_proxy_lose (LuwteContractProxy *self, guint of_hundred)
{
  g_mutex_lock (&self->lock);
  self->lost_of_hundred = of_hundred;
  g_mutex_unlock (&self->lock);
}

void
luwte_contract_proxy_cut (LuwteContractProxy *self)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->streams->len; i++)
    g_socket_shutdown (socket_of (g_ptr_array_index (self->streams, i)), TRUE, TRUE, NULL);
  g_mutex_unlock (&self->lock);
}

/* The head of a request or an answer, with its empty line, or NULL. */
static GString *
read_head (GInputStream *input)
{
  GString *head = g_string_new (NULL);
  char byte;

  while (head->len < 65536 && g_input_stream_read (input, &byte, 1, NULL, NULL) == 1)
    {
      g_string_append_c (head, byte);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        return head;
    }
  g_string_free (head, TRUE);
  return NULL;
}

static gsize
content_length (const char *head)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "\r\ncontent-length:");

  return found != NULL ? g_ascii_strtoull (found + strlen ("\r\ncontent-length:"), NULL, 10) : 0;
}

/* The request with the server's Host, and without keep-alive unless it asks for an upgrade. */
static GString *
rewrite_head (LuwteContractProxy *self, GString *head, gboolean upgrade)
{
  g_auto (GStrv) lines = g_strsplit (head->str, "\r\n", -1);
  GString *out = g_string_new (lines[0]);

  g_string_append (out, "\r\n");
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_ascii_strncasecmp (lines[i], "Host:", 5) != 0 &&
        (upgrade || g_ascii_strncasecmp (lines[i], "Connection:", 11) != 0) &&
        g_ascii_strncasecmp (lines[i], "Accept-Encoding:", 16) != 0)
      g_string_append_printf (out, "%s\r\n", lines[i]);
  g_string_append_printf (out, "Host: %s\r\n%s\r\n", self->host,
                          upgrade ? "" : "Connection: close\r\n");
  return out;
}

static LuwteContractTrouble
choose_trouble (LuwteContractProxy *self, const char *head)
{
  g_autofree char *line = g_strndup (head, strcspn (head, "\r"));
  LuwteContractTrouble trouble = LUWTE_CONTRACT_PASS;

  g_mutex_lock (&self->lock);
  if (self->trouble == LUWTE_CONTRACT_PLANT)
    trouble = LUWTE_CONTRACT_PLANT;
  else if (self->trouble != LUWTE_CONTRACT_PASS && self->count > 0 &&
           strstr (line, self->part) != NULL)
    {
      trouble = self->trouble;
      self->count--;
      self->met++;
    }
  else if (self->lost_of_hundred > 0 &&
           g_random_int_range (0, 100) < (gint32) self->lost_of_hundred)
    {
      trouble = g_random_boolean () ? LUWTE_CONTRACT_DROP_BEFORE : LUWTE_CONTRACT_DROP_AFTER;
      self->met++;
    }
  g_mutex_unlock (&self->lock);
  return trouble;
}

static char *
plant (const char *json)
{
  g_auto (GStrv) parts = g_strsplit (json, "{\"", -1);

  return g_strjoinv ("{" PLANTED_MEMBERS "\"", parts);
}

static gboolean
write_all (GIOStream *stream, gconstpointer bytes, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, length, NULL,
                                    NULL, NULL);
}

static GByteArray *
read_rest (GIOStream *stream)
{
  GByteArray *rest = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (stream), buffer, sizeof buffer,
                                   NULL, NULL)) > 0)
    g_byte_array_append (rest, buffer, n);
  return rest;
}

/* What no reader takes for JSON, of the same length. */
static char *
spoil (const char *json)
{
  char *spoilt = g_strdup (json);

  memset (spoilt, 'x', MIN (strlen (spoilt), 8));
  return spoilt;
}

/* A real web server sends an answer of PHP in chunks. What is no chunk ends it. */
static char *
join_chunks (const char *body)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gsize left = strlen (body);

  while (left > 0)
    {
      char *text;
      guint64 length = g_ascii_strtoull (body, &text, 16);
      gsize head = (gsize) (text - body) + 2;

      if (length == 0 || length > left || !g_str_has_prefix (text, "\r\n") ||
          head + length + 2 > left)
        break;
      g_string_append_len (joined, body + head, (gssize) length);
      body += head + length + 2;
      left -= head + length + 2;
    }
  return g_strdup (joined->str);
}

static void
pass_changed_answer (GIOStream *server, GIOStream *client, LuwteContractTrouble trouble)
{
  g_autoptr (GByteArray) answer = read_rest (server);
  g_autofree char *text = NULL;
  g_autofree char *planted = NULL;
  g_autofree char *head = NULL;
  g_autofree char *joined = NULL;
  char *body;

  g_byte_array_append (answer, (const guint8 *) "", 1);
  text = g_strdup ((char *) answer->data);
  body = strstr (text, "\r\n\r\n");
  if (body == NULL)
    return;
  *body = '\0';
  body += 4;
  if (strcasestr (text, "\r\nTransfer-Encoding: chunked") != NULL)
    body = joined = join_chunks (body);
  planted = trouble == LUWTE_CONTRACT_PLANT ? plant (body) : spoil (body);
  head = g_strdup_printf ("%.*s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n",
                          (int) strcspn (text, "\r"), text, strlen (planted));
  write_all (client, head, strlen (head));
  write_all (client, planted, strlen (planted));
}

/* The shortest form of the length, as the protocol demands. */
static gboolean
write_frame (GIOStream *client, guint8 first, const char *payload, guint64 length)
{
  guint n_extended = length < 126 ? 0 : length < 65536 ? 2 : 8;
  guint8 out[10] = { first, n_extended == 0 ? length : n_extended == 2 ? 126 : 127 };

  for (guint i = 0; i < n_extended; i++)
    out[2 + i] = length >> (8 * (n_extended - 1 - i));
  return write_all (client, out, 2 + n_extended) && write_all (client, payload, length);
}

/* One WebSocket frame of the server, planted where it is text, or spoilt where it has this marker
 * (once); FALSE at the end. */
static gboolean
pass_frame (GIOStream *server, GIOStream *client, char **marker)
{
  GInputStream *input = g_io_stream_get_input_stream (server);
  guint8 head[2];
  guint8 extended[8];
  guint64 length;
  gsize n_extended;
  gsize n;
  g_autofree char *payload = NULL;
  g_autofree char *planted = NULL;

  if (!g_input_stream_read_all (input, head, 2, &n, NULL, NULL) || n < 2)
    return FALSE;
  length = head[1] & 0x7f;
  n_extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (!g_input_stream_read_all (input, extended, n_extended, &n, NULL, NULL) || n < n_extended)
    return FALSE;
  if (n_extended > 0)
    length = 0;
  for (gsize i = 0; i < n_extended; i++)
    length = length << 8 | extended[i];
  payload = g_malloc0 (length + 1);
  if (!g_input_stream_read_all (input, payload, length, &n, NULL, NULL) || n < length)
    return FALSE;
  if ((head[0] & 0x0f) != 1)
    return write_all (client, head, 2) && write_all (client, extended, n_extended) &&
           write_all (client, payload, length);
  if (marker == NULL)
    planted = plant (payload);
  else if (*marker != NULL && strstr (payload, *marker) != NULL)
    {
      planted = spoil (payload);
      g_clear_pointer (marker, g_free);
    }
  else
    planted = g_strdup (payload);
  return write_frame (client, head[0], planted, strlen (planted));
}

typedef struct
{
  GIOStream *from;
  GIOStream *to;
} Pump;

static gpointer
pump_thread (gpointer data)
{
  Pump *pump = data;
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (g_io_stream_get_input_stream (pump->from), buffer, sizeof buffer,
                                   NULL, NULL)) > 0)
    if (!write_all (pump->to, buffer, n))
      break;
  g_socket_shutdown (socket_of (pump->to), TRUE, TRUE, NULL);
  return NULL;
}

/* Reads the head of what the server accepted, and each frame that comes after it. */
static void
pass_changed_socket (LuwteContractProxy *self, GIOStream *server, GIOStream *client,
                     LuwteContractTrouble trouble)
{
  static const char closing[] = "\x88\x02\x03\xe8";
  GString *head = read_head (g_io_stream_get_input_stream (server));
  g_autofree char *marker = NULL;

  if (head == NULL)
    return;
  g_mutex_lock (&self->lock);
  marker = g_strdup (self->canned);
  g_mutex_unlock (&self->lock);
  /* In one packet, so that the end is there before anybody can listen for it. */
  if (trouble == LUWTE_CONTRACT_CLOSE)
    g_string_append_len (head, closing, strlen (closing));
  if (write_all (client, head->str, head->len) && trouble != LUWTE_CONTRACT_CLOSE)
    while (pass_frame (server, client, trouble == LUWTE_CONTRACT_SPOIL ? &marker : NULL))
      ;
  g_string_free (head, TRUE);
}

static void
pass_on (LuwteContractProxy *self, GIOStream *server, GIOStream *client, gboolean upgrade,
         LuwteContractTrouble trouble)
{
  Pump back = { client, server };
  Pump forth = { server, client };
  GThread *thread;

  if (!upgrade)
    {
      if (trouble != LUWTE_CONTRACT_PASS)
        pass_changed_answer (server, client, trouble);
      else
        pump_thread (&forth);
      return;
    }
  thread = g_thread_new ("pump", pump_thread, &back);
  if (trouble != LUWTE_CONTRACT_PASS)
    {
      pass_changed_socket (self, server, client, trouble);
      g_socket_shutdown (socket_of (client), TRUE, TRUE, NULL);
    }
  else
    pump_thread (&forth);
  g_socket_shutdown (socket_of (server), TRUE, TRUE, NULL);
  g_thread_join (thread);
}

static void
forward (LuwteContractProxy *self, GIOStream *client, GString *head, LuwteContractTrouble trouble)
{
  gboolean upgrade = strcasestr (head->str, "\r\nUpgrade: websocket") != NULL;
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  GString *request = rewrite_head (self, head, upgrade);
  gsize length = content_length (head->str);
  g_autofree char *body = g_malloc (length + 1);
  gsize n = 0;

  g_socket_client_set_enable_proxy (connector, FALSE);
  server = g_socket_client_connect_to_host (connector, "127.0.0.1", self->upstream_port, NULL,
                                            NULL);
  if (server != NULL &&
      g_input_stream_read_all (g_io_stream_get_input_stream (client), body, length, &n, NULL,
                               NULL) &&
      n == length)
    {
      add_stream (self, G_IO_STREAM (server));
      write_all (G_IO_STREAM (server), request->str, request->len);
      write_all (G_IO_STREAM (server), body, length);
      if (trouble == LUWTE_CONTRACT_DROP_AFTER || (trouble == LUWTE_CONTRACT_CLOSE && !upgrade))
        g_byte_array_unref (read_rest (G_IO_STREAM (server)));
      else
        pass_on (self, G_IO_STREAM (server), client, upgrade, trouble);
      remove_stream (self, G_IO_STREAM (server));
    }
  g_string_free (request, TRUE);
}

static void
answer_slowly (GIOStream *client)
{
  const char *head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\":\"";

  if (!write_all (client, head, strlen (head)))
    return;
  while (write_all (client, "x", 1))
    g_usleep (50 * 1000);
}

static void
answer_hugely (LuwteContractProxy *self, GIOStream *client)
{
  const char *head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"x\":\"";
  g_autofree char *block = g_strnfill (65536, 'x');

  if (!write_all (client, head, strlen (head)))
    return;
  for (guint64 sent = 0; sent < HUGE_BYTES; sent += 65536)
    {
      if (!write_all (client, block, 65536))
        return;
      g_mutex_lock (&self->lock);
      self->written += 65536;
      g_mutex_unlock (&self->lock);
    }
  write_all (client, "\"}", 2);
}

/* What is left unread would make the kernel reset the connection, answer and all. */
static void
skip_body (GIOStream *client, const char *head)
{
  gsize length = content_length (head);
  g_autofree char *body = g_malloc (length + 1);
  gsize n;

  g_input_stream_read_all (g_io_stream_get_input_stream (client), body, length, &n, NULL, NULL);
}

static void
serve (LuwteContractProxy *self, GIOStream *client)
{
  GString *head = read_head (g_io_stream_get_input_stream (client));
  LuwteContractTrouble trouble;
  g_autofree char *canned = NULL;

  if (head == NULL)
    return;
  trouble = choose_trouble (self, head->str);
  switch (trouble)
    {
    case LUWTE_CONTRACT_PASS:
    case LUWTE_CONTRACT_DROP_AFTER:
    case LUWTE_CONTRACT_PLANT:
    case LUWTE_CONTRACT_SPOIL:
    case LUWTE_CONTRACT_CLOSE:
      forward (self, client, head, trouble);
      break;
    case LUWTE_CONTRACT_DROP_BEFORE:
      break;
    case LUWTE_CONTRACT_ANSWER:
      skip_body (client, head->str);
      g_mutex_lock (&self->lock);
      canned = g_strdup (self->canned);
      g_mutex_unlock (&self->lock);
      write_all (client, canned, strlen (canned));
      break;
    case LUWTE_CONTRACT_SLOW:
      answer_slowly (client);
      break;
    case LUWTE_CONTRACT_HUGE:
      answer_hugely (self, client);
      break;
    }
  g_string_free (head, TRUE);
}

/* Counted in the main thread: else a connection could begin after down() has seen that there is none. */
static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source,
             gpointer user_data)
{
  LuwteContractProxy *self = user_data;

  g_mutex_lock (&self->lock);
  self->n_running++;
  g_mutex_unlock (&self->lock);
  return FALSE;
}

static gboolean
run_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer user_data)
{
  LuwteContractProxy *self = user_data;
  g_autoptr (GIOStream) client = NULL;

  if (self->certificate != NULL)
    client = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  else
    client = g_object_ref (G_IO_STREAM (connection));
  add_stream (self, client);
  serve (self, client);
  remove_stream (self, client);
  g_mutex_lock (&self->lock);
  self->n_running--;
  g_cond_broadcast (&self->ended);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
luwte_contract_proxy_up (LuwteContractProxy *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_from_string ("127.0.0.1");
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_service_start (self->service);
}

void
luwte_contract_proxy_down (LuwteContractProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* Again and again, since one that has just come in may not be in the list yet. */
  g_mutex_lock (&self->lock);
  while (self->n_running > 0)
    {
      g_mutex_unlock (&self->lock);
      luwte_contract_proxy_cut (self);
      g_mutex_lock (&self->lock);
      if (self->n_running > 0)
        g_cond_wait_until (&self->ended, &self->lock, g_get_monotonic_time () + 20000);
    }
  g_mutex_unlock (&self->lock);
  g_clear_object (&self->service);
}

LuwteContractProxy *
luwte_contract_proxy_new (const char *upstream, GTlsCertificate *certificate)
{
  LuwteContractProxy *self = g_new0 (LuwteContractProxy, 1);
  g_autoptr (GUri) uri = g_uri_parse (upstream, G_URI_FLAGS_NONE, NULL);
  const char *path = g_uri_get_path (uri);

  g_mutex_init (&self->lock);
  g_cond_init (&self->ended);
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->upstream_port = g_uri_get_port (uri);
  self->host = g_strdup_printf ("127.0.0.1:%u", self->upstream_port);
  luwte_contract_proxy_up (self);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u%s", certificate != NULL ? "https" : "http",
                               self->port, path);
  return self;
}

void
luwte_contract_proxy_free (LuwteContractProxy *self)
{
  if (self->service != NULL)
    luwte_contract_proxy_down (self);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->streams);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->ended);
  g_free (self->url);
  g_free (self->host);
  g_free (self->part);
  g_free (self->canned);
  g_free (self);
}

const char *
luwte_contract_proxy_get_url (LuwteContractProxy *self)
{
  return self->url;
}

void
luwte_contract_proxy_trouble (LuwteContractProxy *self, LuwteContractTrouble trouble,
                              const char *part, guint count, const char *canned)
{
  g_mutex_lock (&self->lock);
  self->trouble = trouble;
  g_set_str (&self->part, part != NULL ? part : "");
  g_set_str (&self->canned, canned);
  self->count = count;
  self->met = 0;
  g_mutex_unlock (&self->lock);
}

guint
luwte_contract_proxy_get_met (LuwteContractProxy *self)
{
  guint met;

  g_mutex_lock (&self->lock);
  met = self->met;
  g_mutex_unlock (&self->lock);
  return met;
}

guint64
luwte_contract_proxy_get_written (LuwteContractProxy *self)
{
  guint64 written;

  g_mutex_lock (&self->lock);
  written = self->written;
  g_mutex_unlock (&self->lock);
  return written;
}
