/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How a conversation ends, and the answer to "Same person?".
 *
 * The service comes first and its effect is checked there; only then the vault is told. If the
 * vault fails after that, the session stays open in it and the counsellor can end it again: a
 * session that the service no longer lists as ours is closed in the vault alone. */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"

typedef enum
{
  END_CLOSE,
  END_RELEASE,
  END_TRANSFER,
} EndKind;

typedef struct
{
  EndKind kind;
  char *topic;
  char **circumstances;
  gboolean transcript;
} Ending;

static void
ending_free (gpointer data)
{
  Ending *self = data;

  g_free (self->topic);
  g_strfreev (self->circumstances);
  g_free (self);
}

/* Some of what hangs on it is kept only as long as the session. */
static gboolean
goes_with_session (LuwteConversation *self)
{
  static const char *const kinds[] = { "message", "note", "personal_note", "flag", "consent" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (luwte_policy_may_store (self->live->policy, self->line, kinds[i], NULL) &&
        g_strcmp0 (luwte_policy_counts_from (self->live->policy, self->line, kinds[i]),
                   "session") == 0)
      return TRUE;

  return FALSE;
}

static void
finish_ending (LuwteConversation *self, GTask *task)
{
  luwte_conversation_set_ending (self, FALSE);
  if (self->live)
    luwte_live_forget_conversation (self->live, self);
  g_task_return_boolean (task, TRUE);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  /* It is closed and hidden; the next run erases it. */
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    luwte_log_error ("What goes with a session is not erased yet", error);
  finish_ending (g_task_get_source_object (task), task);
}

static void
end_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteConversation *self = g_task_get_source_object (task);
  LuwteLive *live = self->live;
  GError *error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    {
      luwte_conversation_set_ending (self, FALSE);
      g_task_return_error (task, error);
      return;
    }
  if (live)
    luwte_live_mirror_closed (live, luwte_session_get_id (self->session));
  if (live && live->forget && goes_with_session (self))
    {
      g_autoptr (GTask) forget = g_task_new (self, NULL, forgotten_cb, g_steal_pointer (&task));

      live->forget (live->forget_data, forget);
    }
  else
    finish_ending (self, task);
}

/* The service has let go of it; now the vault. */
static void
end_in_vault (LuwteConversation *self, GTask *task)
{
  Ending *ending = g_task_get_task_data (task);
  LuwteLive *live = self->live;
  LuwteCloseRequest request = { 0 };

  if (!live || !live->vault)
    {
      luwte_conversation_set_ending (self, FALSE);
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      return;
    }
  if (ending->kind == END_CLOSE)
    luwte_session_set_state (self->session, LUWTE_SESSION_CLOSED);
  request.object_id = self->object_id;
  request.topic = ending->topic;
  request.circumstances = (const char *const *) ending->circumstances;
  request.counters = luwte_policy_keeps_counters (live->policy);
  request.now = luwte_clock_now ();
  request.day = luwte_policy_day_of (live->policy, request.now);
  g_clear_handle_id (&self->draft_source, g_source_remove);
  luwte_outbox_remove_session (live->outbox, luwte_session_get_id (self->session));
  luwte_service_watch (live->service, luwte_session_get_id (self->session), FALSE);
  luwte_store_close_async (live->vault, &request, end_kept_cb, g_object_ref (task));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteConversation *self = g_task_get_source_object (task);
  Ending *ending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (luwte_service_done_finish (LUWTE_SERVICE (source), result, &error) ||
      /* Ended there already: what is left to do is ours. */
      (ending->kind == END_CLOSE &&
       g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND)))
    {
      end_in_vault (self, task);
      return;
    }
  luwte_conversation_set_ending (self, FALSE);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GTask *
begin_ending (LuwteConversation *self, EndKind kind, GCancellable *cancellable,
              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Ending *ending = g_new0 (Ending, 1);

  ending->kind = kind;
  g_task_set_task_data (task, ending, ending_free);
  g_task_set_check_cancellable (task, FALSE);
  if (!self->live || !self->live->vault)
    {
      g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
      return NULL;
    }
  if (self->ending)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "it is ending already");
      return NULL;
    }
  luwte_conversation_set_ending (self, TRUE);

  return g_steal_pointer (&task);
}

static gboolean
still_at_service (LuwteConversation *self)
{
  LuwteSessionState state = luwte_session_get_state (self->session);

  return self->listed && state != LUWTE_SESSION_CLOSED && state != LUWTE_SESSION_ERASED &&
         state != LUWTE_SESSION_TAKEN && state != LUWTE_SESSION_WAITING;
}

void
luwte_conversation_close_async (LuwteConversation *self, const LuwteClosing *closing,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Ending *ending;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (closing != NULL);

  if (self->live && !luwte_policy_has_topic (self->live->policy, closing->topic))
    {
      g_task_report_new_error (self, callback, user_data, luwte_conversation_close_async,
                               LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                               "topics: the profile does not have this topic");
      return;
    }
  task = begin_ending (self, END_CLOSE, cancellable, callback, user_data);
  if (!task)
    return;
  ending = g_task_get_task_data (task);
  ending->topic = g_strdup (closing->topic);
  ending->circumstances = g_strdupv ((char **) closing->circumstances);
  ending->transcript = closing->transcript && luwte_policy_allows_transcript (self->live->policy) &&
                       (luwte_live_get_capabilities (self->live) & LUWTE_CAPABILITY_TRANSCRIPT) !=
                           0;
  if (!still_at_service (self))
    end_in_vault (self, task);
  else
    luwte_service_close_async (self->live->service, luwte_session_get_id (self->session),
                               ending->topic, ending->transcript, cancellable, ended_cb,
                               g_object_ref (task));
}

void
luwte_conversation_release_async (LuwteConversation *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  task = begin_ending (self, END_RELEASE, cancellable, callback, user_data);
  /* It waits there already: somebody gave it back at the service. */
  if (task && luwte_session_get_state (self->session) == LUWTE_SESSION_WAITING)
    end_in_vault (self, task);
  else if (task)
    luwte_service_release_async (self->live->service, luwte_session_get_id (self->session),
                                 cancellable, ended_cb, g_object_ref (task));
}

void
luwte_conversation_transfer_async (LuwteConversation *self, const char *target,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  luwte_conversation_hand_over_async (self, target, FALSE, NULL, cancellable, callback, user_data);
}

void
luwte_conversation_hand_over_async (LuwteConversation *self, const char *target, gboolean consent,
                                    LuwteAside *note, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));
  g_return_if_fail (target != NULL);

  task = begin_ending (self, END_TRANSFER, cancellable, callback, user_data);
  if (task)
    luwte_service_transfer_async (self->live->service, luwte_session_get_id (self->session), target,
                                  consent, note, cancellable, ended_cb, g_object_ref (task));
}

gboolean
luwte_conversation_done_finish (LuwteConversation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteConversation *self = g_task_get_source_object (task);
  gboolean same_person = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autofree char *dossier = NULL;
  GError *error = NULL;

  dossier = luwte_store_answer_finish (LUWTE_VAULT (source), result, &error);
  if (!dossier)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->live)
    luwte_conversation_set_identity (self,
                                     same_person ? LUWTE_IDENTITY_JOINED : LUWTE_IDENTITY_SEPARATE,
                                     dossier);
  g_task_return_boolean (task, TRUE);
}

void
luwte_conversation_answer_identity_async (LuwteConversation *self, gboolean same_person,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  g_task_set_source_tag (task, luwte_conversation_answer_identity_async);
  g_task_set_task_data (task, GINT_TO_POINTER (same_person), NULL);
  if (!self->live || !self->live->vault)
    g_task_return_new_error (task, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED, "locked");
  else if (self->identity != LUWTE_IDENTITY_ASK)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                             "the question is not open");
  else
    luwte_store_answer_async (self->live->vault, self->object_id, self->candidate_id, same_person,
                              luwte_policy_day_of (self->live->policy, luwte_clock_now ()),
                              answered_cb, g_steal_pointer (&task));
}

gboolean
luwte_conversation_answer_identity_finish (LuwteConversation *self, GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
