/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "luwte-http-answer.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_HTTP (luwte_http_get_type ())
G_DECLARE_FINAL_TYPE (LuwteHttp, luwte_http, LUWTE, HTTP, GObject)

/**
 * LuwteHttpRequest:
 * @method: "GET", "POST", …
 * @path: below the base address, with query, already escaped: "/v1/me"
 * @authorization: (nullable): the whole header ("Bearer …", "Basic …"); never goes elsewhere than to
 *   the base address, since redirects are not followed
 * @content_type: (nullable): of @body
 * @body: (nullable): see luwte_http_body_new()
 * @max_bytes: the longest answer that is read, after decompression; 0 for one MiB
 * @timeout_ms: for the whole exchange, however slowly bytes come; 0 for ten seconds
 * @fresh_connection: do not reuse a kept connection. For a request that must not be sent twice:
 *   a kept connection that the server has just closed would make it "perhaps sent".
 * @progress: (nullable): told how much of the answer has come; never called after the answer
 * @progress_data: for @progress
 *
 * One request. Everything is copied or referenced before luwte_http_send_async() returns.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *authorization;
  const char *content_type;
  GBytes *body;
  gsize max_bytes;
  guint timeout_ms;
  gboolean fresh_connection;
  void (*progress) (gsize done, gpointer data);
  gpointer progress_data;
} LuwteHttpRequest;

/**
 * luwte_http_new:
 * @url: base address: https, or http where the host is literally 127.0.0.1 or [::1]; no user, query
 *   or fragment. A path is kept as a prefix, a slash at its end is not.
 *
 * Returns: (nullable): %NULL with LUWTE_SERVICE_ERROR_INSECURE when the address is not allowed
 */
LuwteHttp *luwte_http_new (const char *url, GError **error);

/* The address as it is used, without a slash at its end. */
const char *luwte_http_get_base (LuwteHttp *self);

/**
 * luwte_http_set_authority:
 * @pem: see luwte_http_authority_new()
 *
 * From now on servers are believed whom this authority vouches for, and no others.
 */
gboolean luwte_http_set_authority (LuwteHttp *self, const char *pem, GError **error);

/* For tests: trust what this database trusts instead of the system's. Checks stay as they are. */
void luwte_http_set_tls_database (LuwteHttp *self, GTlsDatabase *database);

/**
 * luwte_http_send_async:
 *
 * Sends one request and reads the answer whole. Any status is an answer. Errors, in
 * LUWTE_SERVICE_ERROR: UNREACHABLE (surely nothing happened: no connection, or a GET), UNCERTAIN
 * (the request was written, the answer did not come), INSECURE (the certificate does not hold;
 * final), PROTOCOL (the answer is too long). A cancelled call is G_IO_ERROR_CANCELLED.
 */
void luwte_http_send_async (LuwteHttp *self, const LuwteHttpRequest *request,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data);
LuwteHttpAnswer *luwte_http_send_finish (LuwteHttp *self, GAsyncResult *result, GError **error);

/**
 * luwte_http_open_socket_async:
 * @protocol: the WebSocket subprotocol that the server must accept
 * @max_frame: the longest message that is accepted, in bytes
 *
 * Opens a WebSocket beside the other requests, under the same rules; pings are sent every five
 * seconds. Errors as above, and REFUSED when the server answers 401 or 403.
 */
void luwte_http_open_socket_async (LuwteHttp *self, const char *path, const char *authorization,
                                   const char *protocol, gsize max_frame, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
SoupWebsocketConnection *luwte_http_open_socket_finish (LuwteHttp *self, GAsyncResult *result,
                                                        GError **error);

G_END_DECLS
