/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-conversation-private.h"

#include "luwte-clock.h"
#include "luwte-log.h"
#include "luwte-secret.h"

/* Written at the latest this long after the first key, so that a power cut costs less than the two
 * seconds that are promised. */
#define DRAFT_DELAY_MS 1000

typedef enum
{
  PROP_SESSION = 1,
  PROP_IDENTITY,
  PROP_DOSSIER_ID,
  PROP_DRAFT,
  PROP_LISTED,
  PROP_ENDING,
} LuwteConversationProperty;

static GParamSpec *properties[PROP_ENDING + 1];

G_DEFINE_FINAL_TYPE (LuwteConversation, luwte_conversation, G_TYPE_OBJECT)

static void
luwte_conversation_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteConversation *self = LUWTE_CONVERSATION (object);

  switch ((LuwteConversationProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_IDENTITY:
      g_value_set_int (value, (int) self->identity);
      break;
    case PROP_DOSSIER_ID:
      g_value_set_string (value, luwte_conversation_get_dossier_id (self));
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    case PROP_LISTED:
      g_value_set_boolean (value, self->listed);
      break;
    case PROP_ENDING:
      g_value_set_boolean (value, self->ending);
      break;
    }
}

static void
wipe_text (char **text)
{
  if (*text)
    luwte_wipe (*text, strlen (*text));
  g_clear_pointer (text, g_free);
}

static void
luwte_conversation_dispose (GObject *object)
{
  LuwteConversation *self = LUWTE_CONVERSATION (object);

  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_handle_id (&self->history_source, g_source_remove);
  wipe_text (&self->draft);
  g_clear_weak_pointer (&self->live);
  g_clear_object (&self->session);
  g_clear_object (&self->messages);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_client_id, g_hash_table_unref);
  G_OBJECT_CLASS (luwte_conversation_parent_class)->dispose (object);
}

static void
luwte_conversation_finalize (GObject *object)
{
  LuwteConversation *self = LUWTE_CONVERSATION (object);

  g_free (self->object_id);
  g_free (self->dossier_id);
  g_free (self->candidate_id);
  g_free (self->line);
  g_free (self->channel);
  g_free (self->complete_id);
  G_OBJECT_CLASS (luwte_conversation_parent_class)->finalize (object);
}

static void
luwte_conversation_class_init (LuwteConversationClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = luwte_conversation_dispose;
  object_class->finalize = luwte_conversation_finalize;
  object_class->get_property = luwte_conversation_get_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, LUWTE_TYPE_SESSION, flags);
  properties[PROP_IDENTITY] = g_param_spec_int ("identity", NULL, NULL, LUWTE_IDENTITY_UNKNOWN,
                                                LUWTE_IDENTITY_SEPARATE, 0, flags);
  properties[PROP_DOSSIER_ID] = g_param_spec_string ("dossier-id", NULL, NULL, NULL, flags);
  properties[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL, flags);
  properties[PROP_LISTED] = g_param_spec_boolean ("listed", NULL, NULL, TRUE, flags);
  properties[PROP_ENDING] = g_param_spec_boolean ("ending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_conversation_init (LuwteConversation *self)
{
  self->messages = g_list_store_new (LUWTE_TYPE_MESSAGE);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->by_client_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->listed = TRUE;
}

static void
notify (LuwteConversation *self, LuwteConversationProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

LuwteConversation *
luwte_conversation_new (LuwteLive *live, LuwteSession *session, const LuwteKeptSession *kept)
{
  LuwteConversation *self = g_object_new (LUWTE_TYPE_CONVERSATION, NULL);

  g_set_weak_pointer (&self->live, live);
  self->session = g_object_ref (session);
  self->object_id = g_strdup (kept->object_id);
  self->dossier_id = g_strdup (kept->dossier_id);
  self->candidate_id = g_strdup (kept->candidate_id);
  self->line = g_strdup (kept->line);
  self->channel = g_strdup (kept->channel);
  self->identity = kept->identity;
  self->draft = g_strdup (kept->draft);
  if (kept->messages)
    luwte_conversation_take_messages (self, kept->messages);
  luwte_session_set_unread (session, 0);

  return self;
}

LuwteSession *
luwte_conversation_get_session (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->session;
}

const char *
luwte_conversation_get_object_id (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->object_id;
}

const char *
luwte_conversation_get_dossier_id (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->identity == LUWTE_IDENTITY_ASK ? NULL : self->dossier_id;
}

LuwteIdentity
luwte_conversation_get_identity (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), LUWTE_IDENTITY_UNKNOWN);

  return self->identity;
}

const char *
luwte_conversation_get_line (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->line;
}

const char *
luwte_conversation_get_channel (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->channel;
}

GListModel *
luwte_conversation_get_messages (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return G_LIST_MODEL (self->messages);
}

gboolean
luwte_conversation_get_listed (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), FALSE);

  return self->listed;
}

gboolean
luwte_conversation_get_ending (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), FALSE);

  return self->ending;
}

void
luwte_conversation_set_listed (LuwteConversation *self, gboolean listed)
{
  if (self->listed == listed)
    return;
  self->listed = listed;
  notify (self, PROP_LISTED);
}

void
luwte_conversation_set_ending (LuwteConversation *self, gboolean ending)
{
  if (self->ending == ending)
    return;
  self->ending = ending;
  notify (self, PROP_ENDING);
}

/* Takes the dossier and the answer over at once, so that nobody sees one without the other. */
void
luwte_conversation_set_identity (LuwteConversation *self, LuwteIdentity identity,
                                 const char *dossier_id)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_set_str (&self->dossier_id, dossier_id);
  if (self->identity != identity)
    {
      self->identity = identity;
      notify (self, PROP_IDENTITY);
    }
  notify (self, PROP_DOSSIER_ID);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
draft_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_store_done_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("A message draft was not kept", error);
}

void
luwte_conversation_flush_draft (LuwteConversation *self)
{
  if (self->draft_source == 0)
    return;
  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (self->live && self->live->vault)
    luwte_store_draft_async (self->live->vault, self->object_id, self->draft, luwte_clock_now (),
                             draft_saved_cb, NULL);
}

static gboolean
draft_due_cb (gpointer data)
{
  LuwteConversation *self = data;

  luwte_conversation_flush_draft (self);

  return G_SOURCE_REMOVE;
}

/* Without a write: the row has gone with the message that was sent. */
void
luwte_conversation_clear_draft (LuwteConversation *self)
{
  g_clear_handle_id (&self->draft_source, g_source_remove);
  if (!self->draft)
    return;
  wipe_text (&self->draft);
  notify (self, PROP_DRAFT);
}

void
luwte_conversation_set_draft (LuwteConversation *self, const char *text)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  if (text && *text == '\0')
    text = NULL;
  if (!self->live || g_strcmp0 (self->draft, text) == 0)
    return;
  wipe_text (&self->draft);
  self->draft = g_strdup (text);
  if (self->draft_source == 0)
    self->draft_source = g_timeout_add (DRAFT_DELAY_MS, draft_due_cb, self);
  notify (self, PROP_DRAFT);
}

const char *
luwte_conversation_get_draft (LuwteConversation *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION (self), NULL);

  return self->draft;
}

void
luwte_conversation_set_typing (LuwteConversation *self, gboolean typing)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  if (!self->live || self->typing == !!typing)
    return;
  self->typing = !!typing;
  if (luwte_live_get_capabilities (self->live) & LUWTE_CAPABILITY_TYPING_OUT)
    luwte_service_set_typing (self->live->service, luwte_session_get_id (self->session), typing);
}

void
luwte_conversation_mark_read (LuwteConversation *self)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  luwte_session_set_unread (self->session, 0);
  if (self->live)
    luwte_live_update_unread (self->live);
}

void
luwte_conversation_set_shown (LuwteConversation *self, gboolean shown)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION (self));

  self->shown = shown;
}

void
luwte_conversation_forget (LuwteConversation *self)
{
  g_clear_handle_id (&self->draft_source, g_source_remove);
  g_clear_handle_id (&self->history_source, g_source_remove);
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->by_client_id);
  g_list_store_remove_all (self->messages);
  luwte_session_set_last (self->session, NULL, 0);
  luwte_session_set_typing (self->session, FALSE);
  luwte_conversation_clear_draft (self);
  g_clear_weak_pointer (&self->live);
}
