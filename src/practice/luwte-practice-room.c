/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-practice-room.h"

#include <string.h>

#include "luwte-clock.h"
#include "luwte-id.h"
#include "luwte-practice-limits.h"
#include "luwte-secret.h"

/* How many closed sessions stay, so that their visitors can read that they were closed. */
#define MAX_CLOSED 200

struct _LuwtePracticeRoom
{
  GObject parent_instance;

  GPtrArray *accounts;
  GPtrArray *departments;
  GHashTable *sessions; /* id -> LuwtePracticeSession, owned */
  GHashTable *by_token; /* token -> LuwtePracticeSession, borrowed */
  GQueue closed;        /* ids, oldest first */
  LuwtePracticePeople *people;
  guint n_open;
};

G_DEFINE_FINAL_TYPE (LuwtePracticeRoom, luwte_practice_room, G_TYPE_OBJECT)

enum
{
  SIGNAL_SESSION,
  SIGNAL_MESSAGE,
  SIGNAL_TYPING,
  SIGNAL_READ,
  SIGNAL_ERASED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
account_free (gpointer data)
{
  LuwtePracticeAccount *account = data;

  g_free (account->user);
  g_free (account->name);
  luwte_wipe (account->secret, strlen (account->secret));
  g_free (account->secret);
  g_free (account);
}

static void
message_free (gpointer data)
{
  LuwtePracticeMessage *message = data;

  g_free (message->id);
  g_free (message->client_id);
  luwte_wipe (message->text, strlen (message->text));
  g_free (message->text);
  g_free (message);
}

static void
session_free (gpointer data)
{
  LuwtePracticeSession *session = data;

  g_free (session->id);
  g_free (session->token);
  g_free (session->nickname);
  g_free (session->department);
  g_ptr_array_unref (session->messages);
  if (session->handover_note != NULL)
    luwte_wipe (session->handover_note, strlen (session->handover_note));
  g_free (session->handover_note);
  g_free (session);
}

LuwtePracticeRoom *
luwte_practice_room_new (void)
{
  return g_object_new (LUWTE_TYPE_PRACTICE_ROOM, NULL);
}

LuwtePracticeAccount *
luwte_practice_room_add_account (LuwtePracticeRoom *self, const char *user, const char *name,
                                 gboolean lead)
{
  LuwtePracticeAccount *account = g_new0 (LuwtePracticeAccount, 1);

  account->user = g_strdup (user);
  account->name = g_strdup (name);
  account->secret = luwte_id_new ();
  account->lead = lead;
  g_ptr_array_add (self->accounts, account);
  return account;
}

GPtrArray *
luwte_practice_room_get_accounts (LuwtePracticeRoom *self)
{
  return self->accounts;
}

LuwtePracticeAccount *
luwte_practice_room_find_account (LuwtePracticeRoom *self, const char *user)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      LuwtePracticeAccount *account = g_ptr_array_index (self->accounts, i);

      if (g_str_equal (account->user, user))
        return account;
    }
  return NULL;
}

void
luwte_practice_room_add_department (LuwtePracticeRoom *self, const char *name)
{
  if (!g_ptr_array_find_with_equal_func (self->departments, name, g_str_equal, NULL))
    g_ptr_array_add (self->departments, g_strdup (name));
}

GPtrArray *
luwte_practice_room_get_departments (LuwtePracticeRoom *self)
{
  return self->departments;
}

LuwtePracticePeople *
luwte_practice_room_get_people (LuwtePracticeRoom *self)
{
  return self->people;
}

LuwtePracticeSession *
luwte_practice_room_arrive (LuwtePracticeRoom *self, const char *nickname, const char *department,
                            gboolean account, const char *person)
{
  LuwtePracticePerson *who = luwte_practice_people_get (self->people, person);
  LuwtePracticeSession *session;

  if (self->n_open >= LUWTE_PRACTICE_MAX_OPEN)
    return NULL;
  if (who != NULL && who->blocked_until > luwte_clock_now ())
    return NULL;
  if (who != NULL)
    luwte_practice_people_visits (self->people, who, nickname);
  if (department == NULL)
    department = self->departments->len > 0 ? g_ptr_array_index (self->departments, 0) : "";
  session = g_new0 (LuwtePracticeSession, 1);
  session->id = luwte_id_new ();
  session->token = luwte_id_new ();
  session->nickname = g_strdup (nickname);
  session->department = g_strdup (department);
  session->account = account;
  session->person = who;
  session->waiting_since = luwte_clock_now ();
  session->messages = g_ptr_array_new_with_free_func (message_free);
  g_hash_table_insert (self->sessions, session->id, session);
  g_hash_table_insert (self->by_token, session->token, session);
  self->n_open++;
  g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, NULL);
  return session;
}

LuwtePracticeSession *
luwte_practice_room_find (LuwtePracticeRoom *self, const char *id)
{
  return g_hash_table_lookup (self->sessions, id);
}

LuwtePracticeSession *
luwte_practice_room_find_by_token (LuwtePracticeRoom *self, const char *token)
{
  return g_hash_table_lookup (self->by_token, token);
}

static int
compare_waiting_cb (gconstpointer a, gconstpointer b)
{
  const LuwtePracticeSession *first = a;
  const LuwtePracticeSession *second = b;

  if (first->waiting_since != second->waiting_since)
    return first->waiting_since < second->waiting_since ? -1 : 1;
  return strcmp (first->id, second->id);
}

GPtrArray *
luwte_practice_room_list (LuwtePracticeRoom *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((LuwtePracticeSession *) value)->state != LUWTE_PRACTICE_CLOSED)
      g_ptr_array_add (list, value);
  g_ptr_array_sort_values (list, compare_waiting_cb);
  return list;
}

GHashTable *
luwte_practice_room_count_closed (LuwtePracticeRoom *self, LuwtePracticeNameFunc name_of,
                                  gint64 before)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer session;

  g_hash_table_iter_init (&iter, self->sessions);
  while (g_hash_table_iter_next (&iter, NULL, &session))
    {
      char *name = name_of (session, before);
      gpointer n = name != NULL ? g_hash_table_lookup (counts, name) : NULL;

      if (name != NULL)
        g_hash_table_insert (counts, name, GINT_TO_POINTER (GPOINTER_TO_INT (n) + 1));
    }
  return counts;
}

LuwtePracticeVerdict
luwte_practice_room_check_owner (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                 LuwtePracticeAccount *account)
{
  if (session == NULL || session->state == LUWTE_PRACTICE_CLOSED || session->owner == NULL)
    return LUWTE_PRACTICE_NOT_FOUND;
  return session->owner == account ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_TAKEN;
}

LuwtePracticeVerdict
luwte_practice_room_claim (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                           LuwtePracticeAccount *account)
{
  if (session == NULL || session->state == LUWTE_PRACTICE_CLOSED)
    return LUWTE_PRACTICE_NOT_FOUND;
  /* Claiming again what one has is fine: the answer to the first claim may have been lost. */
  if (session->owner != NULL)
    return session->owner == account ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_TAKEN;
  session->owner = account;
  session->state = LUWTE_PRACTICE_ACTIVE;
  g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, NULL);
  return LUWTE_PRACTICE_DONE;
}

void
luwte_practice_room_note_handover (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                   const char *note, gboolean consent)
{
  if (session->handover_note != NULL)
    luwte_wipe (session->handover_note, strlen (session->handover_note));
  g_set_str (&session->handover_note, note);
  session->handover_from = session->owner;
  session->handover_consent = consent;
}

/* A visitor who has left does not wait: her session ends instead of going back to the queue. */
void
luwte_practice_room_release (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                             const char *department)
{
  LuwtePracticeAccount *former = session->owner;

  if (session->state == LUWTE_PRACTICE_VISITOR_GONE)
    {
      luwte_practice_room_close (self, session, FALSE);
      return;
    }
  if (department != NULL)
    g_set_str (&session->department, department);
  session->owner = NULL;
  session->staff_typing = FALSE;
  session->state = LUWTE_PRACTICE_WAITING;
  g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, former);
}

void
luwte_practice_room_hand_over (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                               LuwtePracticeAccount *to)
{
  LuwtePracticeAccount *former = session->owner;

  session->owner = to;
  session->staff_typing = FALSE;
  g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, former);
}

static void
forget (LuwtePracticeRoom *self, LuwtePracticeSession *session)
{
  g_hash_table_remove (self->by_token, session->token);
  g_hash_table_remove (self->sessions, session->id);
}

void
luwte_practice_room_close (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                           gboolean transcript)
{
  if (session->state == LUWTE_PRACTICE_CLOSED)
    return;
  session->transcript = transcript;
  session->state = LUWTE_PRACTICE_CLOSED;
  session->staff_typing = FALSE;
  session->visitor_typing = FALSE;
  self->n_open--;
  g_queue_push_tail (&self->closed, g_strdup (session->id));
  g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, session->owner);
  while (self->closed.length > MAX_CLOSED)
    {
      g_autofree char *id = g_queue_pop_head (&self->closed);
      LuwtePracticeSession *oldest = g_hash_table_lookup (self->sessions, id);

      if (oldest != NULL)
        forget (self, oldest);
    }
}

void
luwte_practice_room_erase (LuwtePracticeRoom *self, LuwtePracticeSession *session)
{
  if (session->state != LUWTE_PRACTICE_CLOSED)
    self->n_open--;
  g_signal_emit (self, signals[SIGNAL_ERASED], 0, session);
  forget (self, session);
}

static LuwtePracticeMessage *
find_client_id (LuwtePracticeSession *session, LuwtePracticeAccount *account, const char *client_id)
{
  for (guint i = 0; client_id != NULL && i < session->messages->len; i++)
    {
      LuwtePracticeMessage *message = g_ptr_array_index (session->messages, i);

      if (message->author == account && g_strcmp0 (message->client_id, client_id) == 0)
        return message;
    }
  return NULL;
}

LuwtePracticeVerdict
luwte_practice_room_say (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                         LuwtePracticeAccount *account, const char *client_id, const char *text,
                         LuwtePracticeMessage **message)
{
  LuwtePracticeMessage *known = find_client_id (session, account, client_id);
  LuwtePracticeMessage *new;

  *message = known;
  if (known != NULL)
    return g_str_equal (known->text, text) ? LUWTE_PRACTICE_DONE : LUWTE_PRACTICE_CONFLICT;
  if (session->state == LUWTE_PRACTICE_CLOSED)
    return LUWTE_PRACTICE_NOT_FOUND;
  new = g_new0 (LuwtePracticeMessage, 1);
  /* Rising numbers, so that "after" needs no search by time; they say nothing else. */
  new->id = g_strdup_printf ("m%u", session->messages->len + 1);
  new->from = account != NULL ? LUWTE_PRACTICE_FROM_STAFF : LUWTE_PRACTICE_FROM_VISITOR;
  new->author = account;
  new->client_id = g_strdup (client_id);
  new->at = luwte_clock_now ();
  new->text = g_strdup (text);
  g_ptr_array_add (session->messages, new);
  if (account == NULL)
    luwte_practice_room_visitor_types (self, session, FALSE);
  else
    session->staff_typing = FALSE;
  *message = new;
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, session, new);
  return LUWTE_PRACTICE_DONE;
}

void
luwte_practice_room_staff_types (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                 gboolean typing)
{
  session->staff_typing = typing;
}

void
luwte_practice_room_visitor_types (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                   gboolean typing)
{
  if (session->visitor_typing == typing)
    return;
  session->visitor_typing = typing;
  g_signal_emit (self, signals[SIGNAL_TYPING], 0, session);
}

void
luwte_practice_room_visitor_reads (LuwtePracticeRoom *self, LuwtePracticeSession *session,
                                   LuwtePracticeMessage *message)
{
  g_signal_emit (self, signals[SIGNAL_READ], 0, session, message);
}

void
luwte_practice_room_visitor_leaves (LuwtePracticeRoom *self, LuwtePracticeSession *session)
{
  if (session->state == LUWTE_PRACTICE_WAITING)
    luwte_practice_room_close (self, session, FALSE);
  else if (session->state == LUWTE_PRACTICE_ACTIVE)
    {
      session->state = LUWTE_PRACTICE_VISITOR_GONE;
      session->visitor_typing = FALSE;
      g_signal_emit (self, signals[SIGNAL_SESSION], 0, session, NULL);
    }
}

static void
luwte_practice_room_finalize (GObject *object)
{
  LuwtePracticeRoom *self = LUWTE_PRACTICE_ROOM (object);

  luwte_practice_people_free (self->people);
  g_hash_table_unref (self->by_token);
  g_hash_table_unref (self->sessions);
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->departments);
  g_queue_clear_full (&self->closed, g_free);
  G_OBJECT_CLASS (luwte_practice_room_parent_class)->finalize (object);
}

static guint
add_signal (LuwtePracticeRoomClass *klass, const char *name, guint n)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
luwte_practice_room_class_init (LuwtePracticeRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_room_finalize;

  signals[SIGNAL_SESSION] = add_signal (klass, "session", 2);
  signals[SIGNAL_MESSAGE] = add_signal (klass, "message", 2);
  signals[SIGNAL_TYPING] = add_signal (klass, "typing", 1);
  signals[SIGNAL_READ] = add_signal (klass, "read", 2);
  signals[SIGNAL_ERASED] = add_signal (klass, "erased", 1);
}

static void
luwte_practice_room_init (LuwtePracticeRoom *self)
{
  self->accounts = g_ptr_array_new_with_free_func (account_free);
  self->departments = g_ptr_array_new_with_free_func (g_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, session_free);
  self->by_token = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->closed);
  self->people = luwte_practice_people_new ();
}
