/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-side-talk-private.h"

#include "luwte-log.h"
#include "luwte-service-extras.h"

struct _LuwteSideTalk
{
  GObject parent_instance;

  LuwteService *service;
  GCancellable *open; /* NULL while locked, cancelled by the lock */
  GListStore *messages;
  guint unread;
  guint n_read;   /* how often it was read, to know whether that happened meanwhile */
  gboolean known; /* the service was asked since the vault was opened */

  /* Where the counsellor has come with reading, by the service's clock and id; it outlives a lock,
   * when nothing of the talk is kept. Before she has come anywhere nothing is news. */
  gboolean has_place;
  gint64 place_at;
  char *place_id;
};

typedef enum
{
  PROP_UNREAD_COUNT = 1,
} LuwteSideTalkProperty;

static GParamSpec *properties[PROP_UNREAD_COUNT + 1];
static guint heard_signal;

G_DEFINE_FINAL_TYPE (LuwteSideTalk, luwte_side_talk, G_TYPE_OBJECT)

GListModel *
luwte_side_talk_get_messages (LuwteSideTalk *self)
{
  g_return_val_if_fail (LUWTE_IS_SIDE_TALK (self), NULL);

  return G_LIST_MODEL (self->messages);
}

guint
luwte_side_talk_get_unread_count (LuwteSideTalk *self)
{
  g_return_val_if_fail (LUWTE_IS_SIDE_TALK (self), 0);

  return self->unread;
}

static void
set_unread (LuwteSideTalk *self, guint unread)
{
  if (self->unread == unread)
    return;
  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD_COUNT]);
}

/* All that is here now has been read. */
static void
keep_place (LuwteSideTalk *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->messages));
  g_autoptr (LuwteTeamMessage) last = NULL;

  self->has_place = TRUE;
  if (n == 0)
    return;
  last = g_list_model_get_item (G_LIST_MODEL (self->messages), n - 1);
  self->place_at = luwte_team_message_get_at (last);
  g_set_str (&self->place_id, luwte_team_message_get_id (last));
}

/* How many of these, which a colleague said, stand behind the place; where the service no longer has
 * what stood there, its clock decides. */
static guint
count_after_place (LuwteSideTalk *self, GHashTable *news)
{
  GListModel *messages = G_LIST_MODEL (self->messages);
  guint n = 0;
  guint n_later = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (LuwteTeamMessage) message = g_list_model_get_item (messages, i);

      if (g_strcmp0 (luwte_team_message_get_id (message), self->place_id) == 0)
        found = TRUE;
      else if (g_hash_table_contains (news, message))
        {
          n += found;
          n_later += luwte_team_message_get_at (message) > self->place_at;
        }
    }
  return found ? n : n_later;
}

void
luwte_side_talk_mark_read (LuwteSideTalk *self)
{
  g_return_if_fail (LUWTE_IS_SIDE_TALK (self));

  self->n_read++;
  if (self->known)
    keep_place (self);
  set_unread (self, 0);
}

static gboolean
has (LuwteSideTalk *self, const char *id)
{
  /* What comes twice came lately. */
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->messages)); i > 0; i--)
    {
      g_autoptr (LuwteTeamMessage) message = g_list_model_get_item (G_LIST_MODEL (self->messages),
                                                                    i - 1);

      if (g_str_equal (luwte_team_message_get_id (message), id))
        return TRUE;
    }
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 first = luwte_team_message_get_at ((LuwteTeamMessage *) a);
  gint64 second = luwte_team_message_get_at ((LuwteTeamMessage *) b);

  return first < second ? -1 : first > second;
}

/* Returns whether it is something that a colleague said and that was not here before. */
static gboolean
take (LuwteSideTalk *self, LuwteTeamMessage *message)
{
  if (has (self, luwte_team_message_get_id (message)))
    return FALSE;
  g_list_store_insert_sorted (self->messages, message, compare, NULL);
  return !luwte_team_message_get_own (message);
}

static void
message_cb (LuwteService *service, LuwteTeamMessage *message, LuwteSideTalk *self)
{
  guint n_read = self->n_read;

  if (self->open == NULL || !take (self, message))
    return;
  /* Whoever shows the list has read it already. */
  if (self->n_read == n_read)
    set_unread (self, self->unread + 1);
  g_signal_emit (self, heard_signal, 0);
}

static void
history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSideTalk) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = luwte_service_team_history_finish (LUWTE_SERVICE (source),
                                                                      result, &error);
  g_autoptr (GHashTable) news = g_hash_table_new (NULL, NULL);
  guint n_read = self->n_read;
  guint n;

  if (messages == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        luwte_log_error ("What the team said could not be asked for", error);
      return;
    }
  if (self->open == NULL)
    return;
  for (guint i = 0; i < messages->len; i++)
    if (take (self, g_ptr_array_index (messages, i)))
      g_hash_table_add (news, g_ptr_array_index (messages, i));
  n = self->known ? g_hash_table_size (news) : self->has_place ? count_after_place (self, news) : 0;
  self->known = TRUE;
  if (!self->has_place)
    keep_place (self);
  if (n == 0)
    return;
  if (self->n_read == n_read)
    set_unread (self, self->unread + n);
  g_signal_emit (self, heard_signal, 0);
}

/* Whenever there is a connection: something may have been said while there was none. */
static void
ask (LuwteSideTalk *self)
{
  if (self->open != NULL && luwte_service_get_state (self->service) == LUWTE_CONNECTION_CONNECTED &&
      (luwte_service_get_capabilities (self->service) & LUWTE_CAPABILITY_TEAM) != 0)
    luwte_service_team_history_async (self->service, self->open, history_cb, g_object_ref (self));
}

void
luwte_side_talk_set_open (LuwteSideTalk *self, gboolean open)
{
  if (open == (self->open != NULL))
    return;
  if (self->open != NULL)
    g_cancellable_cancel (self->open);
  g_clear_object (&self->open);
  g_list_store_remove_all (self->messages);
  self->known = FALSE;
  set_unread (self, 0);
  if (!open)
    return;
  self->open = g_cancellable_new ();
  ask (self);
}

void
luwte_side_talk_get_place (LuwteSideTalk *self, gint64 *at, const char **id)
{
  *at = self->has_place ? self->place_at : -1;
  *id = self->place_id != NULL ? self->place_id : "";
}

void
luwte_side_talk_set_place (LuwteSideTalk *self, gint64 at, const char *id)
{
  self->has_place = at >= 0;
  self->place_at = MAX (at, 0);
  g_set_str (&self->place_id, id);
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LuwteSideTalk *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (LuwteTeamMessage) message = luwte_service_team_say_finish (LUWTE_SERVICE (source),
                                                                        result, &error);

  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->open != NULL)
    take (self, message);
  g_task_return_boolean (task, TRUE);
}

void
luwte_side_talk_say_async (LuwteSideTalk *self, LuwteAside *aside, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (LUWTE_IS_SIDE_TALK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  luwte_service_team_say_async (self->service, aside, cancellable, said_cb, task);
}

gboolean
luwte_side_talk_say_finish (LuwteSideTalk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
luwte_side_talk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteSideTalk *self = LUWTE_SIDE_TALK (object);

  switch ((LuwteSideTalkProperty) id)
    {
    case PROP_UNREAD_COUNT:
      g_value_set_uint (value, self->unread);
      break;
    }
}

static void
luwte_side_talk_dispose (GObject *object)
{
  LuwteSideTalk *self = LUWTE_SIDE_TALK (object);

  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      luwte_side_talk_set_open (self, FALSE);
    }
  g_clear_object (&self->service);
  g_clear_object (&self->messages);
  g_clear_pointer (&self->place_id, g_free);
  G_OBJECT_CLASS (luwte_side_talk_parent_class)->dispose (object);
}

static void
luwte_side_talk_class_init (LuwteSideTalkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_side_talk_dispose;
  object_class->get_property = luwte_side_talk_get_property;
  properties[PROP_UNREAD_COUNT] = g_param_spec_uint ("unread-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                         G_PARAM_EXPLICIT_NOTIFY);
  heard_signal = g_signal_new ("heard", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_side_talk_init (LuwteSideTalk *self)
{
  self->messages = g_list_store_new (LUWTE_TYPE_TEAM_MESSAGE);
}

LuwteSideTalk *
luwte_side_talk_new (LuwteService *service)
{
  LuwteSideTalk *self = g_object_new (LUWTE_TYPE_SIDE_TALK, NULL);

  self->service = g_object_ref (service);
  g_signal_connect (service, "team-message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (service, "notify::state", G_CALLBACK (ask), self);
  return self;
}
