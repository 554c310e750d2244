/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

/* Live Helper Chat as a chat service. It has no push, so this adapter asks: one list for who waits
 * and what is mine, and the messages of each watched session. Rules that its answers taught us:
 * a claim never refuses, so it is read back; success is answered to things that did not happen, so
 * every effect is looked at; `last_msg_id` can be behind, so messages are asked for themselves. */

/* How often it is asked whether the account still holds: the server does not say so by itself. */
#define LOOK_AGAIN_MS 60000

G_DEFINE_FINAL_TYPE (LuwteLhcService, luwte_lhc_service, LUWTE_TYPE_SERVICE)

LuwteLhcWatch *
luwte_lhc_watch_new (void)
{
  LuwteLhcWatch *watch = g_new0 (LuwteLhcWatch, 1);

  watch->uncertain = g_queue_new ();
  return watch;
}

void
luwte_lhc_watch_free (gpointer data)
{
  LuwteLhcWatch *watch = data;

  g_queue_free_full (watch->uncertain, (GDestroyNotify) luwte_outgoing_unref);
  g_free (watch);
}

void
luwte_lhc_service_begin_deed (LuwteLhcService *self, const char *id)
{
  g_ptr_array_add (self->deeds, g_strdup (id));
  g_hash_table_add (self->touched, g_strdup (id));
}

void
luwte_lhc_service_end_deed (LuwteLhcService *self, const char *id)
{
  guint place;

  if (g_ptr_array_find_with_equal_func (self->deeds, id, g_str_equal, &place))
    g_ptr_array_remove_index_fast (self->deeds, place);
}

void
luwte_lhc_service_set_look_again (LuwteLhcService *self, guint milliseconds)
{
  self->look_again_ms = milliseconds;
}

static gboolean
luwte_lhc_service_set_authority (LuwteService *service, const char *pem, GError **error)
{
  return luwte_lhc_client_set_authority (LUWTE_LHC_SERVICE (service)->client, pem, error);
}

static void
luwte_lhc_service_watch (LuwteService *service, const char *session_id, gboolean watched)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);

  if (!watched)
    g_hash_table_remove (self->watched, session_id);
  else if (!g_hash_table_contains (self->watched, session_id))
    {
      g_hash_table_insert (self->watched, g_strdup (session_id), luwte_lhc_watch_new ());
      luwte_lhc_service_poll_soon (self);
    }
}

static void
luwte_lhc_service_set_attention (LuwteService *service, gboolean in_use)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);

  if (self->in_use == in_use)
    return;
  self->in_use = in_use;
  if (in_use)
    luwte_lhc_service_poll_soon (self);
}

/* A list that is under way was asked for in the other way: its answer is not waited for. */
static void
luwte_lhc_service_count_only_changed (LuwteService *service)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);

  luwte_lhc_client_set_bare (self->client, luwte_service_is_count_only (service));
  if (self->running == NULL || luwte_service_get_state (service) == LUWTE_CONNECTION_REFUSED)
    return;
  luwte_lhc_service_poll_stop (service);
  luwte_lhc_service_poll_start (service);
}

static void
luwte_lhc_service_dispose (GObject *object)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (object);

  luwte_lhc_service_poll_stop (LUWTE_SERVICE (self));
  G_OBJECT_CLASS (luwte_lhc_service_parent_class)->dispose (object);
}

static void
luwte_lhc_service_finalize (GObject *object)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->watched, g_hash_table_unref);
  g_clear_pointer (&self->mine, g_hash_table_unref);
  g_clear_pointer (&self->questions, g_hash_table_unref);
  g_clear_pointer (&self->deeds, g_ptr_array_unref);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_free (self->questions_seen);
  G_OBJECT_CLASS (luwte_lhc_service_parent_class)->finalize (object);
}

static void
luwte_lhc_service_class_init (LuwteLhcServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LuwteServiceClass *service_class = LUWTE_SERVICE_CLASS (klass);

  object_class->dispose = luwte_lhc_service_dispose;
  object_class->finalize = luwte_lhc_service_finalize;
  service_class->set_authority = luwte_lhc_service_set_authority;
  service_class->start = luwte_lhc_service_poll_start;
  service_class->stop = luwte_lhc_service_poll_stop;
  service_class->call = luwte_lhc_service_call;
  service_class->call_extra = luwte_lhc_service_call_extra;
  service_class->watch = luwte_lhc_service_watch;
  service_class->set_attention = luwte_lhc_service_set_attention;
  service_class->count_only_changed = luwte_lhc_service_count_only_changed;
}

static void
luwte_lhc_service_init (LuwteLhcService *self)
{
  self->in_use = TRUE;
  self->look_again_ms = LOOK_AGAIN_MS;
  self->deeds = g_ptr_array_new_with_free_func (g_free);
  self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->questions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->mine = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->watched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, luwte_lhc_watch_free);
}

LuwteService *
luwte_lhc_service_new (const char *url, const char *user, LuwteSecret *secret, GError **error)
{
  g_autoptr (LuwteLhcClient) client = luwte_lhc_client_new (url, user, secret, error);
  LuwteLhcService *self;

  if (client == NULL)
    return NULL;
  self = g_object_new (LUWTE_TYPE_LHC_SERVICE, NULL);
  self->client = g_steal_pointer (&client);
  return LUWTE_SERVICE (self);
}

void
luwte_lhc_service_set_tls_database (LuwteLhcService *self, GTlsDatabase *database)
{
  luwte_lhc_client_set_tls_database (self->client, database);
}
