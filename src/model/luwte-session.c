/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-session.h"
#include "luwte-text-private.h"

struct _LuwteSession
{
  GObject parent_instance;

  LuwteSessionState state;
  gboolean account;
  gboolean typing;
  gboolean seen_before;
  gboolean handover_consent;
  guint unread;
  gint64 waiting_since;
  gint64 last_at;
  char *id;
  char *nickname;
  char *department;
  char *last_text;
  char *handover_from;
  char *handover_note;
  char *subjects;
};

typedef enum
{
  PROP_ID = 1,
  PROP_NICKNAME,
  PROP_DEPARTMENT,
  PROP_STATE,
  PROP_WAITING_SINCE,
  PROP_LAST_TEXT,
  PROP_LAST_AT,
  PROP_UNREAD,
  PROP_TYPING,
  PROP_SEEN_BEFORE,
  PROP_HANDOVER_FROM,
  PROP_HANDOVER_NOTE,
  PROP_SUBJECTS,
} LuwteSessionProperty;

static GParamSpec *properties[PROP_SUBJECTS + 1];

G_DEFINE_FINAL_TYPE (LuwteSession, luwte_session, G_TYPE_OBJECT)

static void
luwte_session_finalize (GObject *object)
{
  LuwteSession *self = LUWTE_SESSION (object);

  g_free (self->id);
  luwte_text_free (self->nickname);
  g_free (self->department);
  luwte_text_free (self->last_text);
  g_free (self->handover_from);
  luwte_text_free (self->handover_note);
  g_free (self->subjects);
  G_OBJECT_CLASS (luwte_session_parent_class)->finalize (object);
}

static void
luwte_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LuwteSession *self = LUWTE_SESSION (object);

  switch ((LuwteSessionProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NICKNAME:
      g_value_set_string (value, self->nickname);
      break;
    case PROP_DEPARTMENT:
      g_value_set_string (value, self->department);
      break;
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_WAITING_SINCE:
      g_value_set_int64 (value, self->waiting_since);
      break;
    case PROP_LAST_TEXT:
      g_value_set_string (value, self->last_text);
      break;
    case PROP_LAST_AT:
      g_value_set_int64 (value, self->last_at);
      break;
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_TYPING:
      g_value_set_boolean (value, self->typing);
      break;
    case PROP_SEEN_BEFORE:
      g_value_set_boolean (value, self->seen_before);
      break;
    case PROP_HANDOVER_FROM:
      g_value_set_string (value, self->handover_from);
      break;
    case PROP_HANDOVER_NOTE:
      g_value_set_string (value, self->handover_note);
      break;
    case PROP_SUBJECTS:
      g_value_set_string (value, self->subjects);
      break;
    }
}

static void
luwte_session_class_init (LuwteSessionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = luwte_session_finalize;
  object_class->get_property = luwte_session_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NICKNAME] = g_param_spec_string ("nickname", NULL, NULL, NULL, flags);
  properties[PROP_DEPARTMENT] = g_param_spec_string ("department", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, LUWTE_SESSION_WAITING,
                                             LUWTE_SESSION_ERASED, LUWTE_SESSION_WAITING, flags);
  properties[PROP_WAITING_SINCE] = g_param_spec_int64 ("waiting-since", NULL, NULL, G_MININT64,
                                                       G_MAXINT64, 0, flags);
  properties[PROP_LAST_TEXT] = g_param_spec_string ("last-text", NULL, NULL, NULL, flags);
  properties[PROP_LAST_AT] = g_param_spec_int64 ("last-at", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                 flags);
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TYPING] = g_param_spec_boolean ("typing", NULL, NULL, FALSE, flags);
  properties[PROP_SEEN_BEFORE] = g_param_spec_boolean ("seen-before", NULL, NULL, FALSE, flags);
  properties[PROP_HANDOVER_FROM] = g_param_spec_string ("handover-from", NULL, NULL, NULL, flags);
  properties[PROP_HANDOVER_NOTE] = g_param_spec_string ("handover-note", NULL, NULL, NULL, flags);
  properties[PROP_SUBJECTS] = g_param_spec_string ("subjects", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
luwte_session_init (LuwteSession *self)
{
}

static void
notify (LuwteSession *self, LuwteSessionProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static gboolean
set_boolean (gboolean *value, gboolean newer)
{
  gboolean changed = *value != !!newer;

  *value = !!newer;
  return changed;
}

/**
 * luwte_session_new:
 * @id: the service's id of the session
 * @nickname: what the visitor is called there
 * @department: (nullable): the service's department, as people read it
 * @state: where it stands
 * @waiting_since: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): a session
 */
LuwteSession *
luwte_session_new (const char *id, const char *nickname, const char *department,
                   LuwteSessionState state, gint64 waiting_since)
{
  LuwteSession *self = g_object_new (LUWTE_TYPE_SESSION, NULL);

  self->id = g_strdup (id);
  self->nickname = g_strdup (nickname);
  self->department = g_strdup (department);
  self->state = state;
  self->waiting_since = waiting_since;
  return self;
}

/**
 * luwte_session_update:
 * @newer: the same session as the service tells it now
 *
 * Takes over what the service knows: nickname, department, state, waiting since, account, what was
 * told at a hand-over, and the last message when it is a later one. What only this app knows stays: unread, typing, seen before.
 */
void
luwte_session_update (LuwteSession *self, LuwteSession *newer)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));
  g_return_if_fail (LUWTE_IS_SESSION (newer));
  g_return_if_fail (g_strcmp0 (self->id, newer->id) == 0);

  g_object_freeze_notify (G_OBJECT (self));
  if (luwte_text_set (&self->nickname, newer->nickname))
    notify (self, PROP_NICKNAME);
  if (g_set_str (&self->department, newer->department))
    notify (self, PROP_DEPARTMENT);
  luwte_session_set_state (self, newer->state);
  if (self->waiting_since != newer->waiting_since)
    {
      self->waiting_since = newer->waiting_since;
      notify (self, PROP_WAITING_SINCE);
    }
  self->account = newer->account;
  luwte_session_set_handover (self, newer->handover_from, newer->handover_note,
                              newer->handover_consent);
  luwte_session_set_subjects (self, newer->subjects);
  if (newer->last_at > self->last_at)
    luwte_session_set_last (self, newer->last_text, newer->last_at);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
luwte_session_get_id (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->id;
}

const char *
luwte_session_get_nickname (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->nickname;
}

const char *
luwte_session_get_department (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->department;
}

LuwteSessionState
luwte_session_get_state (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), LUWTE_SESSION_CLOSED);
  return self->state;
}

void
luwte_session_set_state (LuwteSession *self, LuwteSessionState state)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
}

gint64
luwte_session_get_waiting_since (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), 0);
  return self->waiting_since;
}

gboolean
luwte_session_get_account (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), FALSE);
  return self->account;
}

void
luwte_session_set_account (LuwteSession *self, gboolean account)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));
  self->account = !!account;
}

const char *
luwte_session_get_handover_from (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->handover_from;
}

const char *
luwte_session_get_subjects (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->subjects;
}

void
luwte_session_set_subjects (LuwteSession *self, const char *subjects)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));
  if (g_set_str (&self->subjects, subjects))
    notify (self, PROP_SUBJECTS);
}

const char *
luwte_session_get_handover_note (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->handover_note;
}

gboolean
luwte_session_get_handover_consent (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), FALSE);
  return self->handover_consent;
}

void
luwte_session_set_handover (LuwteSession *self, const char *from, const char *note,
                            gboolean consent)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  self->handover_consent = !!consent;
  if (g_set_str (&self->handover_from, from))
    notify (self, PROP_HANDOVER_FROM);
  if (luwte_text_set (&self->handover_note, note))
    notify (self, PROP_HANDOVER_NOTE);
}

const char *
luwte_session_get_last_text (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), NULL);
  return self->last_text;
}

gint64
luwte_session_get_last_at (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), 0);
  return self->last_at;
}

/**
 * luwte_session_set_last:
 * @text: (nullable): the last message, as the list shows it; NULL forgets it
 * @at: when it was written, in seconds since 1970-01-01 UTC
 */
void
luwte_session_set_last (LuwteSession *self, const char *text, gint64 at)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (luwte_text_set (&self->last_text, text))
    notify (self, PROP_LAST_TEXT);
  if (self->last_at != at)
    {
      self->last_at = at;
      notify (self, PROP_LAST_AT);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

guint
luwte_session_get_unread (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), 0);
  return self->unread;
}

void
luwte_session_set_unread (LuwteSession *self, guint unread)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  if (self->unread == unread)
    return;
  self->unread = unread;
  notify (self, PROP_UNREAD);
}

gboolean
luwte_session_get_typing (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), FALSE);
  return self->typing;
}

void
luwte_session_set_typing (LuwteSession *self, gboolean typing)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  if (set_boolean (&self->typing, typing))
    notify (self, PROP_TYPING);
}

gboolean
luwte_session_get_seen_before (LuwteSession *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION (self), FALSE);
  return self->seen_before;
}

void
luwte_session_set_seen_before (LuwteSession *self, gboolean seen_before)
{
  g_return_if_fail (LUWTE_IS_SESSION (self));

  if (set_boolean (&self->seen_before, seen_before))
    notify (self, PROP_SEEN_BEFORE);
}
