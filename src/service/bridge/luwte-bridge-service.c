/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-bridge-private.h"
#include "luwte-secret.h"

/* The adapter for the open bridge protocol (docs/bridge-protocol.md). */

G_DEFINE_FINAL_TYPE (LuwteBridgeService, luwte_bridge_service, LUWTE_TYPE_SERVICE)

LuwteService *
luwte_bridge_service_new (const char *url, const char *user, LuwteSecret *secret, GError **error)
{
  g_autoptr (LuwteHttp) http = NULL;
  LuwteBridgeService *self;

  g_return_val_if_fail (user != NULL && secret != NULL, NULL);

  http = luwte_http_new (url, error);
  if (http == NULL)
    return NULL;
  self = g_object_new (LUWTE_TYPE_BRIDGE_SERVICE, NULL);
  self->http = g_steal_pointer (&http);
  self->user = g_strdup (user);
  self->secret = luwte_secret_ref (secret);
  /* The protocol asks for this one of every server. What was under way when the program ended is
   * judged by it at the next start, and that may be before there is a connection. */
  luwte_service_report_capabilities (LUWTE_SERVICE (self), LUWTE_CAPABILITY_CLIENT_IDS, NULL);
  return LUWTE_SERVICE (self);
}

void
luwte_bridge_service_set_tls_database (LuwteBridgeService *self, GTlsDatabase *database)
{
  g_return_if_fail (LUWTE_IS_BRIDGE_SERVICE (self));
  luwte_http_set_tls_database (self->http, database);
}

static gboolean
luwte_bridge_service_set_authority (LuwteService *service, const char *pem, GError **error)
{
  return luwte_http_set_authority (LUWTE_BRIDGE_SERVICE (service)->http, pem, error);
}

static void
luwte_bridge_service_watch (LuwteService *service, const char *session_id, gboolean watched)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (service);

  if (!luwte_bridge_id_is_valid (session_id))
    return;
  if (watched)
    g_hash_table_add (self->watched, g_strdup (session_id));
  else
    g_hash_table_remove (self->watched, session_id);
}

static void
typing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Whether typing was seen does not matter to anybody who types. */
  JsonObject *answer = luwte_bridge_request_finish (LUWTE_BRIDGE_SERVICE (source), result, NULL);

  g_clear_pointer (&answer, luwte_bridge_answer_free);
}

static void
luwte_bridge_service_set_typing (LuwteService *service, const char *session_id, gboolean typing)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (service);
  g_autofree char *path = NULL;
  LuwteBridgeRequest request = { 0 };

  if (!luwte_bridge_id_is_valid (session_id) ||
      !(luwte_service_get_capabilities (service) & LUWTE_CAPABILITY_TYPING_OUT))
    return;
  if (typing ? !g_hash_table_add (self->typing, g_strdup (session_id))
             : !g_hash_table_remove (self->typing, session_id))
    return;
  path = g_strdup_printf ("/sessions/%s/typing", session_id);
  request.path = path;
  request.json = g_strdup (typing ? "{\"typing\":true}" : "{\"typing\":false}");
  luwte_bridge_request_async (self, &request, self->running, typing_cb, NULL);
}

static void
luwte_bridge_service_dispose (GObject *object)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (object);

  if (self->running != NULL)
    luwte_service_stop (LUWTE_SERVICE (self));
  g_clear_object (&self->http);
  g_clear_pointer (&self->token, luwte_secret_unref);
  g_clear_pointer (&self->secret, luwte_secret_unref);
  G_OBJECT_CLASS (luwte_bridge_service_parent_class)->dispose (object);
}

static void
luwte_bridge_service_finalize (GObject *object)
{
  LuwteBridgeService *self = LUWTE_BRIDGE_SERVICE (object);

  g_free (self->user);
  g_free (self->epoch);
  luwte_bridge_extras_reset (self);
  g_hash_table_unref (self->watched);
  g_hash_table_unref (self->typing);
  G_OBJECT_CLASS (luwte_bridge_service_parent_class)->finalize (object);
}

static void
luwte_bridge_service_class_init (LuwteBridgeServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LuwteServiceClass *service_class = LUWTE_SERVICE_CLASS (klass);

  object_class->dispose = luwte_bridge_service_dispose;
  object_class->finalize = luwte_bridge_service_finalize;
  service_class->set_authority = luwte_bridge_service_set_authority;
  service_class->start = luwte_bridge_events_start;
  service_class->stop = luwte_bridge_events_stop;
  service_class->call = luwte_bridge_call;
  service_class->call_extra = luwte_bridge_call_extra;
  service_class->watch = luwte_bridge_service_watch;
  service_class->set_typing = luwte_bridge_service_set_typing;
  service_class->count_only_changed = luwte_bridge_events_count_only_changed;
}

static void
luwte_bridge_service_init (LuwteBridgeService *self)
{
  self->available = -1;
  g_queue_init (&self->team_seen);
  self->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->typing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
