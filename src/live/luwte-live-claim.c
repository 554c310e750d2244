/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the service's yes to a conversation. The service decides who has a session; the vault
 * records it in one transaction; only then there is a conversation. What is ours at the service and
 * unknown to the vault (claimed just before the power went) is recorded when it is listed. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"

/* Only where the profile says that nicknames are accounts, and the service says that this one is,
 * nobody else can bear it. A profile alone cannot know who logged in. */
static LuwteNicknameKind
nickname_kind (LuwteLive *self, const char *line, LuwteSession *session)
{
  const char *nickname = luwte_session_get_nickname (session);

  if (!luwte_policy_line_has_dossier (self->policy, line))
    return LUWTE_NICKNAME_UNKEPT;
  if (!nickname || !*nickname || luwte_policy_is_generic (self->policy, nickname))
    return LUWTE_NICKNAME_GENERIC;

  return luwte_policy_nicknames_are_accounts (self->policy) && luwte_session_get_account (session)
             ? LUWTE_NICKNAME_ACCOUNT
             : LUWTE_NICKNAME_FREE;
}

/* Also for what the vault has open and the service may not list. */
LuwteConversation *
luwte_live_add_kept (LuwteLive *self, LuwteSession *session, LuwteKeptSession *kept)
{
  LuwteConversation *conversation = luwte_conversation_new (self, session, kept);

  for (guint i = 0; i < kept->outbox->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (kept->outbox, i);
      LuwteOutboxItem *known = luwte_outbox_find (self->outbox, item->client_id);

      /* What is known since before the lock is newer than the row. */
      luwte_conversation_take_item (conversation, known ? known : item);
      if (!known)
        luwte_outbox_add (self->outbox, item);
    }
  g_list_store_append (self->mine, conversation);
  luwte_service_watch (self->service, luwte_session_get_id (session), TRUE);
  g_object_unref (conversation);

  return conversation;
}

typedef struct
{
  LuwteLive *live;
  LuwteSession *session;
} Adoption;

static void
adoption_free (Adoption *self)
{
  g_object_unref (self->live);
  g_object_unref (self->session);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adoption, adoption_free)

static void
answer_all (LuwteLive *self, const char *session_id, LuwteConversation *conversation,
            const GError *error)
{
  g_autoptr (GPtrArray) tasks = NULL;
  gpointer key = NULL, value = NULL;

  if (!g_hash_table_steal_extended (self->recording, session_id, &key, &value))
    return;
  g_free (key);
  tasks = value;
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (conversation)
        g_task_return_pointer (task, g_object_ref (conversation), g_object_unref);
      else
        g_task_return_error (task, g_error_copy (error));
    }
}

/* TRUE for a row of which it is not known whether it went out: written as SENDING before a crash. */
static void
settle_tried (LuwteLive *self, LuwteKeptSession *kept)
{
  gboolean may_repeat = (luwte_service_get_capabilities (self->service) &
                         LUWTE_CAPABILITY_CLIENT_IDS) != 0;

  for (guint i = 0; i < kept->outbox->len; i++)
    {
      LuwteOutboxItem *item = g_ptr_array_index (kept->outbox, i);

      if (item->delivery == LUWTE_DELIVERY_SENDING)
        item->delivery = may_repeat ? LUWTE_DELIVERY_QUEUED : LUWTE_DELIVERY_UNCERTAIN;
    }
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Adoption) adoption = data;
  LuwteLive *self = adoption->live;
  const char *id = luwte_session_get_id (adoption->session);
  g_autoptr (LuwteKeptSession) kept = NULL;
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation = NULL;

  kept = luwte_store_record_finish (LUWTE_VAULT (source), result, &error);
  if (kept && self->vault != LUWTE_VAULT (source))
    {
      g_set_error_literal (&error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      g_clear_pointer (&kept, luwte_kept_session_free);
    }
  if (kept)
    {
      settle_tried (self, kept);
      conversation = luwte_live_find (self, id);
      if (!conversation)
        {
          conversation = luwte_live_add_kept (self, adoption->session, kept);
          if (!self->quiet)
            luwte_conversation_load_history (conversation);
        }
      else
        {
          /* Given back at the service meanwhile, and ours again. */
          luwte_session_update (conversation->session, adoption->session);
          luwte_conversation_set_listed (conversation, TRUE);
        }
      if (!self->quiet)
        luwte_outbox_kick (self->outbox);
    }
  answer_all (self, id, conversation, error);
}

void
luwte_live_adopt_async (LuwteLive *self, LuwteSession *session, GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  const char *id = luwte_session_get_id (session);
  const char *nickname = luwte_session_get_nickname (session);
  GPtrArray *tasks = g_hash_table_lookup (self->recording, id);
  LuwteRecordRequest request = { 0 };
  Adoption *adoption;

  g_task_set_source_tag (task, luwte_live_adopt_async);
  if (!self->vault)
    {
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      return;
    }
  /* Asked for twice, by the claim and by an event: recorded once. */
  if (tasks)
    {
      g_ptr_array_add (tasks, g_steal_pointer (&task));
      return;
    }
  tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (tasks, g_steal_pointer (&task));
  g_hash_table_insert (self->recording, g_strdup (id), tasks);
  request.service_id = self->service_id;
  request.remote_id = id;
  request.nickname = nickname ? nickname : "";
  request.department = luwte_session_get_department (session);
  request.line = luwte_policy_line_of (self->policy, request.department);
  request.channel = "chat";
  request.kind = nickname_kind (self, request.line, session);
  request.now = luwte_clock_now ();
  request.day = luwte_policy_day_of (self->policy, request.now);
  adoption = g_new0 (Adoption, 1);
  adoption->live = g_object_ref (self);
  adoption->session = g_object_ref (session);
  luwte_store_record_async (self->vault, &request, recorded_cb, adoption);
}

LuwteConversation *
luwte_live_adopt_finish (LuwteLive *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* claim */

static void
given_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_service_done_finish (LUWTE_SERVICE (source), result, &error))
    luwte_log_error ("A session that could not be recorded was not given back", error);
}

static void
claim_adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LuwteLive *self = LUWTE_LIVE (source);
  g_autoptr (GTask) task = data;
  const char *id = g_task_get_task_data (task);
  LuwteConversation *conversation;
  GError *error = NULL;

  g_hash_table_remove (self->claiming, id);
  conversation = luwte_live_adopt_finish (self, result, &error);
  if (conversation)
    {
      g_task_return_pointer (task, conversation, g_object_unref);
      return;
    }
  /* Nobody waits unseen: what cannot be worked on here goes back to the others. A vault that was
   * locked in this moment finds the session again at the next unlock. */
  if (!g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED) &&
      (luwte_live_get_capabilities (self) & LUWTE_CAPABILITY_RELEASE) != 0)
    luwte_service_release_async (self->service, id, NULL, given_back_cb, NULL);
  g_task_return_error (task, error);
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteLive *self = g_task_get_source_object (task);
  const char *id = g_task_get_task_data (task);
  g_autoptr (LuwteSession) session = NULL;
  GError *error = NULL;

  session = luwte_service_claim_finish (LUWTE_SERVICE (source), result, &error);
  if (!session)
    {
      g_hash_table_remove (self->claiming, id);
      g_task_return_error (task, error);
      return;
    }
  luwte_live_remove_waiting (self, id);
  luwte_live_adopt_async (self, session, claim_adopted_cb, g_steal_pointer (&task));
}

void
luwte_live_claim_async (LuwteLive *self, const char *session_id, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_LIVE (self));
  g_return_if_fail (session_id != NULL);

  g_task_set_source_tag (task, luwte_live_claim_async);
  g_task_set_task_data (task, g_strdup (session_id), g_free);
  g_task_set_check_cancellable (task, FALSE);
  if (!self->vault)
    {
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      return;
    }
  if (!g_hash_table_add (self->claiming, g_strdup (session_id)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "it is being claimed already");
      return;
    }
  luwte_service_claim_async (self->service, session_id, cancellable, claimed_cb,
                             g_steal_pointer (&task));
}

LuwteConversation *
luwte_live_claim_finish (LuwteLive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* restore: what the vault has open becomes conversations again, listed or not. */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteLive) self = data;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;

  kept = luwte_store_load_finish (LUWTE_VAULT (source), result, &error);
  if (self->vault != LUWTE_VAULT (source))
    return;
  self->restoring = FALSE;
  if (!kept)
    luwte_log_error ("The open sessions could not be read", error);
  for (guint i = 0; kept && i < kept->len; i++)
    {
      LuwteKeptSession *one = g_ptr_array_index (kept, i);
      g_autoptr (LuwteSession) session = NULL;
      LuwteConversation *conversation;

      if (!one->remote_id || luwte_live_find (self, one->remote_id))
        continue;
      session = luwte_session_new (one->remote_id, one->nickname, one->department,
                                   LUWTE_SESSION_ACTIVE, one->opened);
      if (luwte_live_erasure_waits (self, one->remote_id))
        luwte_session_set_state (session, LUWTE_SESSION_ERASED);
      settle_tried (self, one);
      conversation = luwte_live_add_kept (self, session, one);
      /* What came in while nobody could see it is new, where it is known what was there before. */
      conversation->history_counts = one->messages->len > 0;
      luwte_conversation_load_history (conversation);
    }
  luwte_live_mirror_waiting (self);
  luwte_outbox_kick (self->outbox);
  sessions = g_steal_pointer (&self->last_sessions);
  if (sessions)
    luwte_live_take_sessions (self, sessions);
  if (!sessions || self->refresh_after_restore)
    luwte_live_refresh (self);
  self->refresh_after_restore = FALSE;
}

void
luwte_live_restore (LuwteLive *self)
{
  self->restoring = TRUE;
  luwte_store_load_async (self->vault, self->service_id, restored_cb, g_object_ref (self));
}

/* luwtectl: one question without a standing connection. */

static void
queued_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *sessions = luwte_service_list_finish (LUWTE_SERVICE (source), result, &error);

  if (sessions)
    g_task_return_pointer (task, sessions, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
luwte_live_queue_async (LuwteLive *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_LIVE (self));

  g_task_set_source_tag (task, luwte_live_queue_async);
  luwte_service_list_async (self->service, cancellable, queued_cb, g_steal_pointer (&task));
}

GPtrArray *
luwte_live_queue_finish (LuwteLive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
