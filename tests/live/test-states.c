/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-fixture.h"

#include "luwte-code.h"

/* The state machine of a session, as docs/session-states.md draws it: what becomes of each state by
 * each event, those included that must change nothing. Every cell has a vault, a service and a queue
 * of its own, and is looked at from outside: the lists, the conversation, the rows of the vault. */

typedef enum
{
  ABSENT,       /* not here: never told of, or a colleague's */
  WAITING,      /* in the list */
  CLAIMING,     /* our claim is under way */
  ACTIVE,       /* ours, the visitor is there */
  GONE,         /* ours, the visitor has left */
  UNLISTED,     /* ours, and the service lists it no longer */
  TAKEN,        /* ours before, a colleague has it now; still on the desk */
  GIVEN_BACK,   /* ours before, it waits again; still on the desk, and in the list */
  CLOSED_THERE, /* closed at the service; still on the desk */
  ERASED_THERE, /* erased at the service; still on the desk */
  CLOSED,       /* closed here */
  REWAITING,    /* closed here, and in the list again */
  ERASED,       /* erased here, but for its tombstone */
  N_STATES,
  NO_DOOR, /* nobody can do that in this state */
} State;

static const char *const state_names[N_STATES] = {
  "absent",     "waiting",      "claiming",     "active", "gone",      "unlisted", "taken",
  "given-back", "closed-there", "erased-there", "closed", "rewaiting", "erased",
};

typedef enum
{
  TOLD_WAITING, /* by an event */
  TOLD_ACTIVE,
  TOLD_GONE,
  TOLD_TAKEN,
  TOLD_CLOSED,
  TOLD_ERASED,
  LIST_WITHOUT, /* the whole list, without it */
  SAID,         /* the visitor says something */
  CLAIM,        /* by us, and the answer is yes */
  CLAIM_LATE,   /* the answer is that a colleague was first */
  CLAIM_LOST,   /* no answer */
  CLOSE,
  CLOSE_FAILS, /* the service says no */
  RELEASE,
  RELEASE_FAILS,
  TRANSFER,
  LOCK, /* and unlock */
  N_EVENTS
} Event;

static const char *const event_names[N_EVENTS] = {
  "told-waiting", "told-active", "told-gone",     "told-taken", "told-closed", "told-erased",
  "list-without", "said",        "claim",         "claim-late", "claim-lost",  "close",
  "close-fails",  "release",     "release-fails", "transfer",   "lock",
};

/* clang-format off */
static const State table[N_STATES][N_EVENTS] = {
  /*                 told:    waiting     active  gone  taken   closed        erased        list without  said          claim    claim late    claim lost    close    close fails   release    release fails transfer lock */
  [ABSENT]       = { WAITING, ACTIVE, GONE, ABSENT, ABSENT, ABSENT, ABSENT, ABSENT, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, ABSENT },
  [WAITING]      = { WAITING, ACTIVE, GONE, ABSENT, ABSENT, ABSENT, ABSENT, WAITING, ACTIVE, WAITING, WAITING, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, WAITING },
  [CLAIMING]     = { ACTIVE, ACTIVE, GONE, ABSENT, ABSENT, ABSENT, ABSENT, ACTIVE, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, ACTIVE },
  [ACTIVE]       = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, UNLISTED, ACTIVE, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED, ACTIVE, REWAITING, ACTIVE, CLOSED, ACTIVE },
  [GONE]         = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, UNLISTED, GONE, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED, GONE, REWAITING, GONE, CLOSED, GONE },
  [UNLISTED]     = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, UNLISTED, UNLISTED, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED, CLOSED, UNLISTED, UNLISTED, UNLISTED, UNLISTED },
  [TAKEN]        = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, TAKEN, TAKEN, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED, CLOSED, TAKEN, TAKEN, TAKEN, UNLISTED },
  [GIVEN_BACK]   = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, UNLISTED, GIVEN_BACK, ACTIVE, GIVEN_BACK, GIVEN_BACK, REWAITING, REWAITING, REWAITING, REWAITING, GIVEN_BACK, GIVEN_BACK },
  [CLOSED_THERE] = { GIVEN_BACK, ACTIVE, GONE, TAKEN, CLOSED_THERE, ERASED_THERE, CLOSED_THERE, CLOSED_THERE, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED, CLOSED, CLOSED_THERE, CLOSED_THERE, CLOSED_THERE, UNLISTED },
  [ERASED_THERE] = { ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE, NO_DOOR, NO_DOOR, NO_DOOR, ERASED, ERASED, ERASED_THERE, ERASED_THERE, ERASED_THERE, ERASED_THERE },
  [CLOSED]       = { REWAITING, ACTIVE, GONE, CLOSED, CLOSED, ERASED, CLOSED, CLOSED, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, CLOSED },
  [REWAITING]    = { REWAITING, ACTIVE, GONE, CLOSED, CLOSED, ERASED, CLOSED, REWAITING, ACTIVE, REWAITING, REWAITING, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, REWAITING },
  [ERASED]       = { WAITING, ACTIVE, GONE, ERASED, ERASED, ERASED, ERASED, ERASED, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, NO_DOOR, ERASED },
};
/* clang-format on */

/* (transfer full) (nullable) */
static LuwteConversation *
on_the_desk (Fixture *f)
{
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (f->live)), <=, 1);
  return g_list_model_get_item (luwte_live_get_mine (f->live), 0);
}

static State
look (Fixture *f)
{
  g_autoptr (LuwteConversation) conversation = on_the_desk (f);
  gboolean listed = luwte_live_get_waiting_count (f->live) == 1;
  gint64 n_open = fixture_count (f, "SELECT count(*) FROM session WHERE closed_day IS NULL");
  gint64 n_closed = fixture_count (f, "SELECT count(*) FROM session WHERE closed_day NOTNULL");

  g_assert_cmpint (n_open + n_closed, <=, 1);
  g_assert_cmpint (n_open, ==, conversation != NULL);
  g_assert_cmpint (luwte_fake_service_is_watched (f->fake, "a"), ==, conversation != NULL);
  if (conversation == NULL && n_closed == 1)
    return listed ? REWAITING : CLOSED;
  if (conversation == NULL && !listed && fixture_count (f, "SELECT count(*) FROM tombstone") > 0)
    return ERASED;
  if (conversation == NULL)
    return listed ? WAITING : ABSENT;
  g_assert_false (luwte_conversation_get_ending (conversation));
  switch (luwte_session_get_state (luwte_conversation_get_session (conversation)))
    {
    case LUWTE_SESSION_WAITING:
      return luwte_conversation_get_listed (conversation) ? GIVEN_BACK : UNLISTED;
    case LUWTE_SESSION_ACTIVE:
      return luwte_conversation_get_listed (conversation) ? ACTIVE : UNLISTED;
    case LUWTE_SESSION_VISITOR_GONE:
      return luwte_conversation_get_listed (conversation) ? GONE : UNLISTED;
    case LUWTE_SESSION_TAKEN:
      return TAKEN;
    case LUWTE_SESSION_CLOSED:
      return CLOSED_THERE;
    case LUWTE_SESSION_ERASED:
      return ERASED_THERE;
    }
  g_assert_not_reached ();
}

/* What the service tells, whether it still lists it or not. */
static void
tell (Fixture *f, LuwteSessionState state)
{
  g_autoptr (LuwteSession) session = NULL;

  if (luwte_fake_service_has (f->fake, "a"))
    {
      luwte_fake_service_set_state (f->fake, "a", state);
      return;
    }
  session = luwte_session_new ("a", "Maanlicht", NULL, state, 5);
  luwte_service_report_session (LUWTE_SERVICE (f->fake), session);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, &error);
  *(gboolean *) data = TRUE;
}

static const char *
topic_of (Fixture *f)
{
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");

  return g_intern_string (luwte_code_get_code (g_ptr_array_index (topics, 0)));
}

static void
end (Fixture *f, Event event)
{
  g_autoptr (LuwteConversation) conversation = on_the_desk (f);
  gboolean done = FALSE;

  g_assert_nonnull (conversation);
  if (event == CLOSE_FAILS)
    luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_CLOSE, LUWTE_SERVICE_ERROR_NOT_DONE);
  if (event == RELEASE_FAILS)
    luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_RELEASE, LUWTE_SERVICE_ERROR_NOT_DONE);
  if (event == CLOSE || event == CLOSE_FAILS)
    {
      fixture_close (conversation, topic_of (f), NULL);
      return;
    }
  if (event == TRANSFER)
    luwte_conversation_transfer_async (conversation, "jan", NULL, done_cb, &done);
  else
    luwte_conversation_release_async (conversation, NULL, done_cb, &done);
  fixture_until (done);
}

static void
claim (Fixture *f, Event event)
{
  g_autoptr (LuwteConversation) conversation = NULL;

  if (event == CLAIM_LATE)
    luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_CLAIM, LUWTE_SERVICE_ERROR_TAKEN);
  if (event == CLAIM_LOST)
    luwte_fake_service_fail_next (f->fake, LUWTE_SERVICE_OP_CLAIM, LUWTE_SERVICE_ERROR_UNCERTAIN);
  conversation = fixture_claim (f, "a", NULL);
  g_assert_cmpint (conversation != NULL, ==, event == CLAIM);
}

static void
happen (Fixture *f, Event event)
{
  static const LuwteSessionState told[] = {
    [TOLD_WAITING] = LUWTE_SESSION_WAITING,   [TOLD_ACTIVE] = LUWTE_SESSION_ACTIVE,
    [TOLD_GONE] = LUWTE_SESSION_VISITOR_GONE, [TOLD_TAKEN] = LUWTE_SESSION_TAKEN,
    [TOLD_CLOSED] = LUWTE_SESSION_CLOSED,
  };

  switch (event)
    {
    case TOLD_WAITING:
    case TOLD_ACTIVE:
    case TOLD_GONE:
    case TOLD_TAKEN:
    case TOLD_CLOSED:
      tell (f, told[event]);
      break;
    case TOLD_ERASED:
      luwte_fake_service_erase (f->fake, "a");
      break;
    case LIST_WITHOUT:
      if (luwte_fake_service_has (f->fake, "a"))
        luwte_fake_service_vanish (f->fake, "a");
      luwte_fake_service_tell (f->fake);
      break;
    case SAID:
      luwte_fake_service_visitor_says (f->fake, "a", "hoi", TRUE);
      break;
    case CLAIM:
    case CLAIM_LATE:
    case CLAIM_LOST:
      claim (f, event);
      break;
    case CLOSE:
    case CLOSE_FAILS:
    case RELEASE:
    case RELEASE_FAILS:
    case TRANSFER:
      end (f, event);
      break;
    case LOCK:
      fixture_lock (f);
      fixture_unlock (f);
      break;
    case N_EVENTS:
      g_assert_not_reached ();
    }
  fixture_settle ();
}

/* How each state is come to. */
static void
bring (Fixture *f, State state)
{
  static const Event ways[N_STATES] = {
    [GONE] = TOLD_GONE,
    [UNLISTED] = LIST_WITHOUT,
    [TAKEN] = TOLD_TAKEN,
    [GIVEN_BACK] = TOLD_WAITING,
    [CLOSED_THERE] = TOLD_CLOSED,
    [ERASED_THERE] = TOLD_ERASED,
    [CLOSED] = CLOSE,
    [REWAITING] = RELEASE,
    [ERASED] = CLOSE,
    [ACTIVE] = TOLD_ACTIVE,
  };

  if (state == ABSENT)
    return;
  luwte_fake_service_add (f->fake, "a", "Maanlicht", NULL, FALSE);
  if (state == WAITING)
    return;
  if (state == CLAIMING)
    {
      luwte_fake_service_hold (f->fake, LUWTE_SERVICE_OP_CLAIM);
      luwte_live_claim_async (f->live, "a", NULL, NULL, NULL);
      return;
    }
  claim (f, CLAIM);
  happen (f, ways[state]);
  if (state == REWAITING)
    luwte_fake_service_tell (f->fake);
  if (state == ERASED)
    happen (f, TOLD_ERASED);
  g_assert_cmpstr (state_names[look (f)], ==, state_names[state]);
}

static gboolean
try_cell (State state, Event event)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  State expected = table[state][event];
  State seen;

  bring (f, state);
  happen (f, event);
  if (state == CLAIMING)
    {
      luwte_fake_service_let_go (f->fake);
      fixture_settle ();
    }
  /* The list behind it tells nothing else than it did. */
  if (event == RELEASE)
    luwte_fake_service_tell (f->fake);
  seen = look (f);
  if (seen != expected)
    g_test_message ("%s + %s is %s and should be %s", state_names[state], event_names[event],
                    state_names[seen], state_names[expected]);
  return seen == expected;
}

static void
test_state (gconstpointer data)
{
  State state = GPOINTER_TO_INT (data);
  guint n_wrong = 0;

  for (guint event = 0; event < N_EVENTS; event++)
    if (table[state][event] != NO_DOOR && !try_cell (state, event))
      n_wrong++;
  if (n_wrong > 0)
    g_test_fail ();
}

/* docs/session-states.md says the same, cell for cell: "·" stands for no change, "-" for no door. */
static void
test_drawn (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("LUWTE_SOURCE_DIR"), "docs",
                                            "session-states.md", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    for (guint state = 0; state < N_STATES; state++)
      {
        g_autofree char *head = g_strdup_printf ("| **%s** |", state_names[state]);
        g_auto (GStrv) cells = NULL;

        if (!g_str_has_prefix (lines[i], head))
          continue;
        n_rows++;
        cells = g_strsplit (lines[i], "|", -1);
        g_assert_cmpuint (g_strv_length (cells), ==, N_EVENTS + 3);
        for (guint event = 0; event < N_EVENTS; event++)
          {
            State next = table[state][event];
            const char *expected = next == NO_DOOR ? "-" : next == state ? "·" : state_names[next];

            g_assert_cmpstr (g_strstrip (cells[event + 2]), ==, expected);
          }
      }
  g_assert_cmpuint (n_rows, ==, N_STATES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint state = 0; state < N_STATES; state++)
    {
      g_autofree char *path = g_strconcat ("/live/states/", state_names[state], NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (state), test_state);
    }
  g_test_add_func ("/live/states/drawn", test_drawn);
  return g_test_run ();
}
