/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An erasure at the service (policy, retention rule 10).
 *
 * Only an explicit erase event is mirrored; that a session is no longer listed never is. One that
 * is open here waits until the counsellor has closed it. More than five events in an hour may be a
 * mistake or an attack on what is kept: from the sixth on they wait for the counsellor's word. A
 * record whose line is kept by law is never erased because the service did. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-log.h"

#define LIMIT_COUNT   5
#define LIMIT_SECONDS 3600

static void
mirrored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("An erasure at the service was not mirrored", error);
}

static void
mirror (LuwteLive *self, const char *session_id)
{
  luwte_store_erase_async (self->vault, self->policy, self->service_id, session_id, mirrored_cb,
                           NULL);
}

static gboolean
too_many (LuwteLive *self)
{
  gint64 now = g_get_monotonic_time () / G_USEC_PER_SEC;
  gint64 *oldest;

  while ((oldest = g_queue_peek_head (&self->erased_times)) && *oldest + LIMIT_SECONDS <= now)
    g_free (g_queue_pop_head (&self->erased_times));
  g_queue_push_tail (&self->erased_times, g_memdup2 (&now, sizeof now));

  return g_queue_get_length (&self->erased_times) > LIMIT_COUNT;
}

static gboolean
waits (LuwteLive *self, const char *session_id, guint *position)
{
  return g_ptr_array_find_with_equal_func (self->erased_ids, session_id, g_str_equal, position);
}

/* Erased at the service, and not here yet. */
gboolean
luwte_live_erasure_waits (LuwteLive *self, const char *session_id)
{
  return waits (self, session_id, NULL);
}

void
luwte_live_take_erased (LuwteLive *self, const char *session_id)
{
  LuwteConversation *conversation = luwte_live_find (self, session_id);
  gboolean ask = too_many (self);

  if (conversation)
    luwte_session_set_state (conversation->session, LUWTE_SESSION_ERASED);
  if (waits (self, session_id, NULL))
    return;
  /* While locked, nothing can be erased: it waits, and unlocking takes up what need not ask. */
  if (conversation || ask || !self->vault)
    {
      g_ptr_array_add (self->erased_ids, g_strdup (session_id));
      self->erasures_ask |= ask;
      luwte_live_notify_erasures (self);
    }
  else
    mirror (self, session_id);
  luwte_live_emit_erased (self, session_id);
}

/* A conversation was closed: if the service has erased it meanwhile, so do we. */
void
luwte_live_mirror_closed (LuwteLive *self, const char *session_id)
{
  guint position;

  if (self->erasures_ask || !self->vault || !waits (self, session_id, &position))
    return;
  mirror (self, session_id);
  g_ptr_array_remove_index (self->erased_ids, position);
  luwte_live_notify_erasures (self);
}

/* After an unlock. */
void
luwte_live_mirror_waiting (LuwteLive *self)
{
  if (self->erasures_ask || self->erased_ids->len == 0)
    return;
  for (guint i = self->erased_ids->len; i > 0; i--)
    {
      const char *id = g_ptr_array_index (self->erased_ids, i - 1);

      if (luwte_live_find (self, id))
        continue;
      mirror (self, id);
      g_ptr_array_remove_index (self->erased_ids, i - 1);
    }
  luwte_live_notify_erasures (self);
}

guint
luwte_live_get_erasures_waiting (LuwteLive *self)
{
  g_return_val_if_fail (LUWTE_IS_LIVE (self), 0);

  return self->erasures_ask ? self->erased_ids->len : 0;
}

void
luwte_live_confirm_erasures (LuwteLive *self, gboolean mirror_them)
{
  g_return_if_fail (LUWTE_IS_LIVE (self));

  self->erasures_ask = FALSE;
  if (!mirror_them)
    g_ptr_array_set_size (self->erased_ids, 0);
  else if (self->vault)
    luwte_live_mirror_waiting (self);
  luwte_live_notify_erasures (self);
}
