/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-log.h"

#include <string.h>

#include "luwte-id.h"
#include "luwte-practice-json.h"
#include "luwte-practice-limits.h"
#include "luwte-secret.h"

struct _LuwtePracticeLog
{
  GObject parent_instance;

  LuwtePracticeRoom *room;
  char *epoch;
  GHashTable *journals; /* LuwtePracticeAccount, borrowed -> Journal, owned */
};

typedef struct
{
  guint64 seq;   /* of the latest event */
  GQueue frames; /* strings, the latest last */
} Journal;

G_DEFINE_FINAL_TYPE (LuwtePracticeLog, luwte_practice_log, G_TYPE_OBJECT)

static guint signal_frame;

static void
frame_free (gpointer data)
{
  luwte_wipe (data, strlen (data));
  g_free (data);
}

static void
journal_free (gpointer data)
{
  Journal *journal = data;

  g_queue_clear_full (&journal->frames, frame_free);
  g_free (journal);
}

static Journal *
journal_of (LuwtePracticeLog *self, LuwtePracticeAccount *account)
{
  Journal *journal = g_hash_table_lookup (self->journals, account);

  if (journal == NULL)
    {
      journal = g_new0 (Journal, 1);
      g_queue_init (&journal->frames);
      g_hash_table_insert (self->journals, account, journal);
    }
  return journal;
}

/* A numbered event begins so; the caller adds what it is about and calls emit(). */
static JsonBuilder *
begin (LuwtePracticeLog *self, LuwtePracticeAccount *account, const char *type)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_int (builder, "seq", journal_of (self, account)->seq + 1);
  luwte_practice_json_add_string (builder, "type", type);
  return builder;
}

static void
emit (LuwtePracticeLog *self, LuwtePracticeAccount *account, JsonBuilder *builder)
{
  Journal *journal = journal_of (self, account);
  char *frame;

  json_builder_end_object (builder);
  frame = luwte_practice_json_end (builder);
  journal->seq++;
  g_queue_push_tail (&journal->frames, frame);
  if (journal->frames.length > LUWTE_PRACTICE_MAX_LOG)
    frame_free (g_queue_pop_head (&journal->frames));
  g_signal_emit (self, signal_frame, 0, account, frame);
}

static void
tell_session (LuwtePracticeLog *self, LuwtePracticeAccount *account, LuwtePracticeSession *session)
{
  JsonBuilder *builder = begin (self, account, "session");

  json_builder_set_member_name (builder, "session");
  luwte_practice_json_add_session (builder, session, account);
  emit (self, account, builder);
}

static void
tell_all (LuwtePracticeLog *self, LuwtePracticeSession *session)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (self->room);

  for (guint i = 0; i < accounts->len; i++)
    tell_session (self, g_ptr_array_index (accounts, i), session);
}

static void
session_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeAccount *former,
            LuwtePracticeLog *self)
{
  /* That a session was closed or its visitor left is news only for who has it, or, when it was
   * nobody's, for all. */
  gboolean own = session->owner != NULL && (session->state == LUWTE_PRACTICE_CLOSED ||
                                            session->state == LUWTE_PRACTICE_VISITOR_GONE);

  if (own && (former == NULL || former == session->owner))
    tell_session (self, session->owner, session);
  else
    tell_all (self, session);
}

static void
message_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeMessage *message,
            LuwtePracticeLog *self)
{
  JsonBuilder *builder;

  if (session->owner == NULL)
    {
      tell_all (self, session);
      return;
    }
  builder = begin (self, session->owner, "message");
  json_builder_set_member_name (builder, "message");
  luwte_practice_json_add_message (builder, session, message, session->owner);
  emit (self, session->owner, builder);
}

/* Typing has no number and is not kept: after a lost connection it would be stale. */
static void
typing_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeLog *self)
{
  JsonBuilder *builder;
  g_autofree char *frame = NULL;

  if (session->owner == NULL)
    return;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "type", "typing");
  luwte_practice_json_add_string (builder, "session", session->id);
  luwte_practice_json_add_bool (builder, "typing", session->visitor_typing);
  json_builder_end_object (builder);
  frame = luwte_practice_json_end (builder);
  g_signal_emit (self, signal_frame, 0, session->owner, frame);
}

static void
read_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeMessage *message,
         LuwtePracticeLog *self)
{
  JsonBuilder *builder;

  if (session->owner == NULL)
    return;
  builder = begin (self, session->owner, "read");
  luwte_practice_json_add_string (builder, "session", session->id);
  luwte_practice_json_add_string (builder, "up_to", message->id);
  emit (self, session->owner, builder);
}

static void
erased_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeLog *self)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (self->room);

  for (guint i = 0; i < accounts->len; i++)
    {
      JsonBuilder *builder = begin (self, g_ptr_array_index (accounts, i), "erased");

      luwte_practice_json_add_string (builder, "session", session->id);
      emit (self, g_ptr_array_index (accounts, i), builder);
    }
}

static void
question_cb (LuwtePracticeDesk *desk, LuwtePracticeQuestion *question, LuwtePracticeLog *self)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (self->room);

  for (guint i = 0; i < accounts->len; i++)
    {
      LuwtePracticeAccount *account = g_ptr_array_index (accounts, i);
      JsonBuilder *builder = begin (self, account, "question");

      json_builder_set_member_name (builder, "question");
      luwte_practice_json_add_question (builder, question, account);
      emit (self, account, builder);
    }
}

static void
team_cb (LuwtePracticeDesk *desk, LuwtePracticeTeamMessage *message, LuwtePracticeLog *self)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (self->room);

  for (guint i = 0; i < accounts->len; i++)
    {
      LuwtePracticeAccount *account = g_ptr_array_index (accounts, i);
      JsonBuilder *builder = begin (self, account, "team");

      json_builder_set_member_name (builder, "message");
      luwte_practice_json_add_team_message (builder, message, account);
      emit (self, account, builder);
    }
}

LuwtePracticeLog *
luwte_practice_log_new (LuwtePracticeRoom *room, LuwtePracticeDesk *desk)
{
  LuwtePracticeLog *self = g_object_new (LUWTE_TYPE_PRACTICE_LOG, NULL);

  self->room = g_object_ref (room);
  g_signal_connect_object (room, "session", G_CALLBACK (session_cb), self, 0);
  g_signal_connect_object (room, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (room, "typing", G_CALLBACK (typing_cb), self, 0);
  g_signal_connect_object (room, "read", G_CALLBACK (read_cb), self, 0);
  g_signal_connect_object (room, "erased", G_CALLBACK (erased_cb), self, 0);
  g_signal_connect_object (desk, "question", G_CALLBACK (question_cb), self, 0);
  g_signal_connect_object (desk, "team", G_CALLBACK (team_cb), self, 0);
  return self;
}

const char *
luwte_practice_log_get_epoch (LuwtePracticeLog *self)
{
  return self->epoch;
}

guint64
luwte_practice_log_get_seq (LuwtePracticeLog *self, LuwtePracticeAccount *account)
{
  return journal_of (self, account)->seq;
}

GPtrArray *
luwte_practice_log_since (LuwtePracticeLog *self, LuwtePracticeAccount *account, const char *epoch,
                          guint64 since)
{
  Journal *journal = journal_of (self, account);
  GPtrArray *frames;
  guint64 missing;

  if (g_strcmp0 (epoch, self->epoch) != 0 || since > journal->seq)
    return NULL;
  missing = journal->seq - since;
  if (missing > journal->frames.length)
    return NULL;
  frames = g_ptr_array_new_with_free_func (frame_free);
  for (guint i = journal->frames.length - missing; i < journal->frames.length; i++)
    g_ptr_array_add (frames, g_strdup (g_queue_peek_nth (&journal->frames, i)));
  return frames;
}

void
luwte_practice_log_begin_anew (LuwtePracticeLog *self)
{
  g_free (self->epoch);
  self->epoch = luwte_id_new ();
  g_hash_table_remove_all (self->journals);
}

static void
luwte_practice_log_finalize (GObject *object)
{
  LuwtePracticeLog *self = LUWTE_PRACTICE_LOG (object);

  g_hash_table_unref (self->journals);
  g_clear_object (&self->room);
  g_free (self->epoch);
  G_OBJECT_CLASS (luwte_practice_log_parent_class)->finalize (object);
}

static void
luwte_practice_log_class_init (LuwtePracticeLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_log_finalize;

  signal_frame = g_signal_new ("frame", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
luwte_practice_log_init (LuwtePracticeLog *self)
{
  self->epoch = luwte_id_new ();
  self->journals = g_hash_table_new_full (NULL, NULL, NULL, journal_free);
}
