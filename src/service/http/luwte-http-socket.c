/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-http-private.h"
#include "luwte-service.h"

#define PING_EVERY_S 5

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteHttpExchange *exchange = g_task_get_task_data (task);
  SoupWebsocketConnection *connection;
  GError *error = NULL;
  guint status;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  if (exchange->answered)
    {
      g_clear_error (&error);
      g_clear_object (&connection);
      return;
    }
  if (connection != NULL)
    {
      soup_websocket_connection_set_max_incoming_payload_size (connection, exchange->max_bytes);
      soup_websocket_connection_set_keepalive_interval (connection, PING_EVERY_S);
      g_task_return_pointer (task, connection, g_object_unref);
      return;
    }
  status = soup_message_get_status (exchange->message);
  if (error->domain == SOUP_WEBSOCKET_ERROR && (status == 401 || status == 403))
    {
      g_error_free (error);
      g_task_return_new_error_literal (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED,
                                       "The events are not open to us");
    }
  else if (error->domain == SOUP_WEBSOCKET_ERROR)
    {
      g_error_free (error);
      g_task_return_new_error (task, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                               "The events answered with status %u", status);
    }
  else
    g_task_return_error (task, luwte_http_exchange_map_error (exchange, error));
}

void
luwte_http_open_socket_async (LuwteHttp *self, const char *path, const char *authorization,
                              const char *protocol, gsize max_frame, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  LuwteHttpRequest request = {
    .method = "GET",
    .path = path,
    .authorization = authorization,
    .max_bytes = max_frame,
  };
  char *protocols[] = { (char *) protocol, NULL };
  LuwteHttpExchange *exchange;
  GTask *task;

  g_return_if_fail (LUWTE_IS_HTTP (self));

  task = luwte_http_exchange_new (self, &request, cancellable, callback, user_data);
  if (task == NULL)
    return;
  g_task_set_source_tag (task, luwte_http_open_socket_async);
  exchange = g_task_get_task_data (task);
  /* Without compression: a short frame could else unpack into a very long one. */
  soup_message_disable_feature (exchange->message, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  soup_session_websocket_connect_async (luwte_http_get_session (self), exchange->message, NULL,
                                        protocols, G_PRIORITY_DEFAULT, NULL, connected_cb, task);
}

SoupWebsocketConnection *
luwte_http_open_socket_finish (LuwteHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
