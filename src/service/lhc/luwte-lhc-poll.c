/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

/* The rhythm: a second while a conversation is open and the window is in use, three while it is in
 * use, five otherwise (fifteen without a good answer is "lost"); a tenth of jitter, so that twenty
 * counsellors do not ask in the same instant. After a failure the back-off decides, at most five
 * seconds, so that the queue is fresh soon after the network is back. */
#define OPEN_MS   1000
#define IN_USE_MS 3000
#define IDLE_MS   5000
/* While something of ours is being done. */
#define SOON_MS 100

static void schedule (LuwteLhcService *self, guint milliseconds);

guint
luwte_lhc_service_choose_interval (LuwteLhcService *self)
{
  guint base = !self->in_use                           ? IDLE_MS
               : g_hash_table_size (self->watched) > 0 ? OPEN_MS
                                                       : IN_USE_MS;

  return base - base / 10 + g_random_int_range (0, base / 5);
}

/* What was sent and may or may not have arrived: when the server shows our own words, it has. */
static void
settle_uncertain (LuwteLhcWatch *watch, LuwteMessage *message, LuwteMessage **settled)
{
  for (GList *l = watch->uncertain->head; l != NULL; l = l->next)
    {
      if (!luwte_lhc_same_text (luwte_outgoing_get_text (l->data),
                                luwte_message_get_text (message)))
        continue;
      *settled = luwte_message_new (luwte_message_get_session_id (message),
                                    luwte_message_get_id (message),
                                    luwte_outgoing_get_client_id (l->data), LUWTE_FROM_COUNSELLOR,
                                    luwte_message_get_at (message),
                                    luwte_outgoing_get_text (l->data), LUWTE_DELIVERY_SENT);
      luwte_outgoing_unref (l->data);
      g_queue_delete_link (watch->uncertain, l);
      return;
    }
}

static void
report_message (LuwteLhcService *self, LuwteLhcWatch *watch, LuwteMessage *message)
{
  g_autoptr (LuwteMessage) settled = NULL;

  if (luwte_message_get_from (message) == LUWTE_FROM_COUNSELLOR)
    settle_uncertain (watch, message, &settled);
  luwte_service_report_message (LUWTE_SERVICE (self), settled != NULL ? settled : message);
}

typedef struct
{
  LuwteLhcService *self;
  char *session_id;
} Asked;

static void
messages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  g_autoptr (LuwteLhcService) self = asked->self;
  g_autofree char *session_id = asked->session_id;
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;
  g_autoptr (GPtrArray) messages = luwte_lhc_client_messages_finish (LUWTE_LHC_CLIENT (source),
                                                                     result, &newest, &error);
  LuwteLhcWatch *watch = g_hash_table_lookup (self->watched, session_id);

  g_free (asked);
  if (watch == NULL)
    return;
  watch->asked = FALSE;
  /* While something of ours is under way this reading may hold it without its client id. */
  if (messages == NULL || watch->n_sending > 0 || self->running == NULL)
    return;
  watch->newest = MAX (watch->newest, newest);
  for (guint i = 0; i < messages->len; i++)
    {
      report_message (self, watch, g_ptr_array_index (messages, i));
      /* Whoever was told may have closed the session. */
      watch = g_hash_table_lookup (self->watched, session_id);
      if (watch == NULL)
        return;
    }
}

static void
ask_messages (LuwteLhcService *self)
{
  GHashTableIter iter;
  gpointer session_id, data;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &session_id, &data))
    {
      LuwteLhcWatch *watch = data;
      Asked *asked;

      if (watch->asked || watch->n_sending > 0)
        continue;
      watch->asked = TRUE;
      asked = g_new0 (Asked, 1);
      asked->self = g_object_ref (self);
      asked->session_id = g_strdup (session_id);
      luwte_lhc_client_messages_async (self->client, session_id, watch->newest, self->running,
                                       messages_cb, asked);
    }
}

void
luwte_lhc_service_note_mine (LuwteLhcService *self, GPtrArray *rows)
{
  gint64 my_id = luwte_lhc_client_get_my_id (self->client);

  g_hash_table_remove_all (self->mine);
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);

      if (row->status == 1 && row->owner == my_id)
        g_hash_table_add (self->mine, g_strdup_printf ("%" G_GINT64_FORMAT, row->id));
    }
}

void
luwte_lhc_service_report_rows (LuwteLhcService *self, GPtrArray *rows)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 my_id = luwte_lhc_client_get_my_id (self->client);

  luwte_lhc_service_note_mine (self, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
      LuwteLhcWatch *watch = g_hash_table_lookup (self->watched, id);

      if (row->offline_question || (row->status == 1 && row->owner != my_id))
        continue;
      g_ptr_array_add (sessions, luwte_lhc_row_to_session (row, my_id));
      if (watch != NULL && watch->typing != row->typing)
        {
          watch->typing = row->typing;
          luwte_service_report_typing (LUWTE_SERVICE (self), id, row->typing);
        }
    }
  luwte_service_report_sessions (LUWTE_SERVICE (self), sessions);
}

/* Of a list that is old in part, who waits is told all the same: nobody waits for our deeds. */
static void
report_newcomers (LuwteLhcService *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteLhcRow *row = g_ptr_array_index (rows, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->id);
      g_autoptr (LuwteSession) session = NULL;

      if (row->offline_question || row->status != 0 || g_hash_table_contains (self->touched, id))
        continue;
      session = luwte_lhc_row_to_session (row, luwte_lhc_client_get_my_id (self->client));
      luwte_service_report_session (LUWTE_SERVICE (self), session);
    }
}

/* Refused and insecure are final: trying again would only lock the account or send the secret once
 * more to whoever answered. */
static void
failed (LuwteLhcService *self, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED) ||
      g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE))
    {
      luwte_service_report_state (LUWTE_SERVICE (self), LUWTE_CONNECTION_REFUSED);
      return;
    }
  schedule (self, MIN (luwte_backoff_next_ms (&self->backoff), IDLE_MS));
}

static void
rows_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteLhcService) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = luwte_lhc_client_rows_finish (LUWTE_LHC_CLIENT (source), result,
                                                             &error);

  if (self->running == NULL)
    return;
  if (rows == NULL)
    {
      failed (self, error);
      return;
    }
  luwte_backoff_reset (&self->backoff);
  luwte_service_report_good_answer (LUWTE_SERVICE (self), luwte_lhc_client_get_date (self->client));
  /* Asked for before something of ours was done, it tells what was: who was just claimed would wait
   * again, and what was just closed would come back. */
  if (g_hash_table_size (self->touched) > 0)
    {
      schedule (self, SOON_MS);
      report_newcomers (self, rows);
      return;
    }
  schedule (self, luwte_lhc_service_choose_interval (self));
  luwte_lhc_service_report_rows (self, rows);
  if (self->running != NULL && !luwte_service_is_count_only (LUWTE_SERVICE (self)))
    luwte_lhc_service_look_at_questions (self, rows);
  if (self->running != NULL && !luwte_service_is_count_only (LUWTE_SERVICE (self)))
    ask_messages (self);
}

static void
ask_rows (LuwteLhcService *self)
{
  g_hash_table_remove_all (self->touched);
  for (guint i = 0; i < self->deeds->len; i++)
    g_hash_table_add (self->touched, g_strdup (g_ptr_array_index (self->deeds, i)));
  luwte_lhc_client_poll_rows_async (self->client, self->available, self->running, rows_cb,
                                    g_object_ref (self));
}

static void
logged_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LuwteLhcService) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!luwte_lhc_client_log_in_finish (LUWTE_LHC_CLIENT (source), result, &error))
    {
      if (self->running != NULL)
        failed (self, error);
      return;
    }
  if (self->running == NULL)
    return;
  self->looked_at = g_get_monotonic_time ();
  luwte_service_report_capabilities (LUWTE_SERVICE (self), LUWTE_LHC_CAPABILITIES,
                                     luwte_lhc_client_get_user (self->client));
  ask_rows (self);
}

static gboolean
poll_cb (gpointer user_data)
{
  LuwteLhcService *self = user_data;

  self->timer = 0;
  if (luwte_lhc_client_get_my_id (self->client) == 0 || self->looked_at == 0 ||
      g_get_monotonic_time () - self->looked_at > (gint64) self->look_again_ms * 1000)
    luwte_lhc_client_log_in_async (self->client, self->running, logged_in_cb, g_object_ref (self));
  else
    ask_rows (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (LuwteLhcService *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, poll_cb, self);
}

/* Only where a poll is due anyway: one that is under way will schedule the next. */
void
luwte_lhc_service_poll_soon (LuwteLhcService *self)
{
  if (self->running != NULL && self->timer != 0)
    schedule (self, 1);
}

void
luwte_lhc_service_poll_start (LuwteService *service)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);

  self->running = g_cancellable_new ();
  self->looked_at = 0;
  luwte_backoff_reset (&self->backoff);
  schedule (self, 1);
}

void
luwte_lhc_service_poll_stop (LuwteService *service)
{
  LuwteLhcService *self = LUWTE_LHC_SERVICE (service);
  GHashTableIter iter;
  gpointer watch;

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  /* What was told of questions is told anew. */
  g_clear_pointer (&self->questions_seen, g_free);
  g_hash_table_remove_all (self->questions);
  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    ((LuwteLhcWatch *) watch)->asked = FALSE;
}
