/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-script.h"

#include "luwte-practice-scenario.h"

/* How long a scripted visitor reads and types, at speed 1. */
#define READ_MS           1500
#define TYPE_MS_A_BYTE    35
#define LONGEST_TYPING_MS 8000
#define GOODBYE_MS        3000
#define HURRY_MS          150

struct _LuwtePracticeScript
{
  GObject parent_instance;

  LuwtePracticeRoom *room;
  LuwtePracticeScenario *scenario;
  double speed;
  GPtrArray *visitors; /* Visitor */
  GArray *sources;     /* guint: arrivals still to come */
};

typedef struct
{
  LuwtePracticeScript *script;
  LuwtePracticeCharacter *character;
  char *session_id; /* the session may be gone by the time something is to be said */
  GQueue lines;     /* borrowed from the scenario */
  GHashTable *used; /* answers that were given */
  guint next_reply;
  gboolean leaving;
  guint line_id;
  guint patience_id;
} Visitor;

typedef struct
{
  LuwtePracticeScript *script;
  LuwtePracticeCharacter *character; /* NULL: begin the scenario anew */
} Arrival;

G_DEFINE_FINAL_TYPE (LuwtePracticeScript, luwte_practice_script, G_TYPE_OBJECT)

static void schedule (Visitor *visitor);

static void
visitor_free (gpointer data)
{
  Visitor *visitor = data;

  g_clear_handle_id (&visitor->line_id, g_source_remove);
  g_clear_handle_id (&visitor->patience_id, g_source_remove);
  g_queue_clear (&visitor->lines);
  g_hash_table_unref (visitor->used);
  g_free (visitor->session_id);
  g_free (visitor);
}

static guint
after (LuwtePracticeScript *self, double milliseconds, GSourceFunc callback, gpointer data)
{
  return g_timeout_add (MAX (milliseconds / self->speed, 1), callback, data);
}

static LuwtePracticeSession *
session_of (Visitor *visitor)
{
  LuwtePracticeSession *session = luwte_practice_room_find (visitor->script->room,
                                                            visitor->session_id);

  return session != NULL && session->state != LUWTE_PRACTICE_CLOSED &&
                 session->state != LUWTE_PRACTICE_VISITOR_GONE
             ? session
             : NULL;
}

static gboolean
line_cb (gpointer user_data)
{
  Visitor *visitor = user_data;
  LuwtePracticeSession *session = session_of (visitor);
  LuwtePracticeMessage *message;
  const char *line;

  visitor->line_id = 0;
  if (session == NULL)
    return G_SOURCE_REMOVE;
  line = g_queue_pop_head (&visitor->lines);
  if (line != NULL)
    luwte_practice_room_say (visitor->script->room, session, NULL, NULL, line, &message);
  else if (visitor->leaving)
    luwte_practice_room_visitor_leaves (visitor->script->room, session);
  schedule (visitor);
  return G_SOURCE_REMOVE;
}

static gboolean
typing_cb (gpointer user_data)
{
  Visitor *visitor = user_data;
  LuwtePracticeSession *session = session_of (visitor);
  const char *line = g_queue_peek_head (&visitor->lines);
  gsize bytes = line != NULL ? strlen (line) : 0;

  visitor->line_id = 0;
  if (session == NULL)
    return G_SOURCE_REMOVE;
  luwte_practice_room_visitor_types (visitor->script->room, session, TRUE);
  visitor->line_id =
      after (visitor->script,
             visitor->character->hurry ? HURRY_MS : MIN (bytes * TYPE_MS_A_BYTE, LONGEST_TYPING_MS),
             line_cb, visitor);
  return G_SOURCE_REMOVE;
}

static double
before_typing_ms (const LuwtePracticeCharacter *character)
{
  if (character->silence_s > 0)
    return character->silence_s * 1000.0;
  return character->hurry ? HURRY_MS : READ_MS;
}

/* The next thing that this visitor does, if anything: read, type, say; at the end, leave. */
static void
schedule (Visitor *visitor)
{
  LuwtePracticeSession *session = session_of (visitor);

  if (visitor->line_id != 0)
    return;
  if (!g_queue_is_empty (&visitor->lines))
    visitor->line_id = after (visitor->script, before_typing_ms (visitor->character), typing_cb,
                              visitor);
  else if (visitor->leaving)
    {
      /* Half a sentence, that nobody reads, and then she is gone. */
      if (visitor->character->half && session != NULL)
        luwte_practice_room_visitor_types (visitor->script->room, session, TRUE);
      visitor->line_id = after (visitor->script, GOODBYE_MS, line_cb, visitor);
    }
}

static void
add_lines (Visitor *visitor, char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    g_queue_push_tail (&visitor->lines, lines[i]);
}

static gboolean
answer_fits (LuwtePracticeAnswer *answer, const char *folded)
{
  for (guint i = 0; answer->when[i] != NULL; i++)
    if (strstr (folded, answer->when[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* An answer that fits the words, each once; else the next of the replies; else goodbye. */
static void
choose_reply (Visitor *visitor, const char *text)
{
  LuwtePracticeCharacter *character = visitor->character;
  g_autofree char *folded = luwte_practice_scenario_fold (text);

  for (guint i = 0; i < character->answers->len; i++)
    {
      LuwtePracticeAnswer *answer = g_ptr_array_index (character->answers, i);

      if (answer_fits (answer, folded) && g_hash_table_add (visitor->used, answer))
        {
          add_lines (visitor, answer->say);
          return;
        }
    }
  if (character->replies[visitor->next_reply] != NULL)
    g_queue_push_tail (&visitor->lines, character->replies[visitor->next_reply++]);
  else
    {
      add_lines (visitor, character->farewell);
      visitor->leaving = TRUE;
    }
}

static Visitor *
find_visitor (LuwtePracticeScript *self, LuwtePracticeSession *session)
{
  for (guint i = 0; i < self->visitors->len; i++)
    {
      Visitor *visitor = g_ptr_array_index (self->visitors, i);

      if (g_str_equal (visitor->session_id, session->id))
        return visitor;
    }
  return NULL;
}

static void
message_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeMessage *message,
            LuwtePracticeScript *self)
{
  Visitor *visitor = find_visitor (self, session);

  if (visitor == NULL || message->from != LUWTE_PRACTICE_FROM_STAFF)
    return;
  luwte_practice_room_visitor_reads (room, session, message);
  /* Two messages in a row get one answer, as from a person who reads both before typing. */
  if (g_queue_is_empty (&visitor->lines) && !visitor->leaving)
    choose_reply (visitor, message->text);
  schedule (visitor);
}

static void
session_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeAccount *former,
            LuwtePracticeScript *self)
{
  Visitor *visitor = find_visitor (self, session);

  if (visitor == NULL)
    return;
  if (session->owner != NULL)
    g_clear_handle_id (&visitor->patience_id, g_source_remove);
  if (session->state == LUWTE_PRACTICE_CLOSED)
    g_ptr_array_remove_fast (self->visitors, visitor);
}

static gboolean
patience_cb (gpointer user_data)
{
  Visitor *visitor = user_data;
  LuwtePracticeSession *session = session_of (visitor);

  visitor->patience_id = 0;
  /* Leaving while waiting closes the session, and that frees the visitor. */
  if (session != NULL && session->state == LUWTE_PRACTICE_WAITING)
    luwte_practice_room_visitor_leaves (visitor->script->room, session);
  return G_SOURCE_REMOVE;
}

static void
erased_cb (LuwtePracticeRoom *room, LuwtePracticeSession *session, LuwtePracticeScript *self)
{
  Visitor *visitor = find_visitor (self, session);

  if (visitor != NULL)
    g_ptr_array_remove_fast (self->visitors, visitor);
}

static void
arrive (LuwtePracticeScript *self, LuwtePracticeCharacter *character)
{
  LuwtePracticeSession *session = luwte_practice_room_arrive (self->room, character->nickname,
                                                              character->department,
                                                              character->account,
                                                              character->person);
  Visitor *visitor;
  LuwtePracticeMessage *message;

  if (session == NULL)
    return;
  visitor = g_new0 (Visitor, 1);
  visitor->script = self;
  visitor->character = character;
  visitor->session_id = g_strdup (session->id);
  visitor->used = g_hash_table_new (NULL, NULL);
  g_queue_init (&visitor->lines);
  g_ptr_array_add (self->visitors, visitor);
  visitor->patience_id = after (self, character->patience_s * 1000.0, patience_cb, visitor);
  add_lines (visitor, character->opening);
  /* Who waits has written the first line already: chats begin with a question. */
  if (!g_queue_is_empty (&visitor->lines))
    luwte_practice_room_say (self->room, session, NULL, NULL, g_queue_pop_head (&visitor->lines),
                             &message);
  schedule (visitor);
}

static void begin (LuwtePracticeScript *self);

static gboolean
arrival_cb (gpointer user_data)
{
  Arrival *arrival = user_data;
  guint id = g_source_get_id (g_main_current_source ());

  for (guint i = 0; i < arrival->script->sources->len; i++)
    if (g_array_index (arrival->script->sources, guint, i) == id)
      {
        g_array_remove_index_fast (arrival->script->sources, i);
        break;
      }
  if (arrival->character != NULL)
    arrive (arrival->script, arrival->character);
  else
    begin (arrival->script);
  return G_SOURCE_REMOVE;
}

static void
expect (LuwtePracticeScript *self, guint seconds, LuwtePracticeCharacter *character)
{
  Arrival *arrival = g_new0 (Arrival, 1);
  guint id;

  arrival->script = self;
  arrival->character = character;
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, MAX (seconds * 1000.0 / self->speed, 1), arrival_cb,
                           arrival, g_free);
  g_array_append_val (self->sources, id);
}

static void
begin (LuwtePracticeScript *self)
{
  for (guint i = 0; i < self->scenario->characters->len; i++)
    {
      LuwtePracticeCharacter *character = g_ptr_array_index (self->scenario->characters, i);

      if (character->arrives_s == 0)
        arrive (self, character);
      else
        expect (self, character->arrives_s, character);
    }
  if (self->scenario->repeat_s > 0)
    expect (self, self->scenario->repeat_s, NULL);
}

LuwtePracticeScript *
luwte_practice_script_new (LuwtePracticeRoom *room, const char *text, gsize length, GError **error)
{
  g_autoptr (LuwtePracticeScenario) scenario = luwte_practice_scenario_new (text, length, error);
  LuwtePracticeScript *self;

  if (scenario == NULL)
    return NULL;
  self = g_object_new (LUWTE_TYPE_PRACTICE_SCRIPT, NULL);
  self->room = g_object_ref (room);
  self->scenario = g_steal_pointer (&scenario);
  for (guint i = 0; i < self->scenario->departments->len; i++)
    luwte_practice_room_add_department (room, g_ptr_array_index (self->scenario->departments, i));
  for (guint i = 0; i < self->scenario->characters->len; i++)
    {
      LuwtePracticeCharacter *character = g_ptr_array_index (self->scenario->characters, i);

      if (character->department != NULL)
        luwte_practice_room_add_department (room, character->department);
    }
  g_signal_connect_object (room, "message", G_CALLBACK (message_cb), self, 0);
  g_signal_connect_object (room, "session", G_CALLBACK (session_cb), self, 0);
  g_signal_connect_object (room, "erased", G_CALLBACK (erased_cb), self, 0);
  return self;
}

void
luwte_practice_script_start (LuwtePracticeScript *self, double speed)
{
  self->speed = speed;
  begin (self);
}

static void
forget_arrivals (LuwtePracticeScript *self)
{
  while (self->sources->len > 0)
    {
      g_source_remove (g_array_index (self->sources, guint, 0));
      g_array_remove_index_fast (self->sources, 0);
    }
}

void
luwte_practice_script_end (LuwtePracticeScript *self)
{
  forget_arrivals (self);
  /* Who waits is taken out of the list by leaving, who is in a conversation is not: so both here. */
  while (self->visitors->len > 0)
    {
      Visitor *visitor = g_ptr_array_index (self->visitors, 0);
      LuwtePracticeSession *session = session_of (visitor);

      g_ptr_array_steal_index_fast (self->visitors, 0);
      visitor_free (visitor);
      if (session != NULL)
        luwte_practice_room_visitor_leaves (self->room, session);
    }
}

static void
luwte_practice_script_finalize (GObject *object)
{
  LuwtePracticeScript *self = LUWTE_PRACTICE_SCRIPT (object);

  forget_arrivals (self);
  g_array_unref (self->sources);
  g_ptr_array_unref (self->visitors);
  luwte_practice_scenario_free (self->scenario);
  g_clear_object (&self->room);
  G_OBJECT_CLASS (luwte_practice_script_parent_class)->finalize (object);
}

static void
luwte_practice_script_class_init (LuwtePracticeScriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_script_finalize;
}

static void
luwte_practice_script_init (LuwtePracticeScript *self)
{
  self->speed = 1;
  self->visitors = g_ptr_array_new_with_free_func (visitor_free);
  self->sources = g_array_new (FALSE, FALSE, sizeof (guint));
}
