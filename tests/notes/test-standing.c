/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be written of a visitor, and dossiers that are joined and split, in a real vault. */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-notes-join.h"
#include "luwte-notes-standing.h"
#include "luwte-policy.h"
#include "luwte-request-table.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

typedef struct
{
  LuwteTestVault *vault;
  LuwtePolicy *policy;
  LuwteNotes *notes;
} Fixture;

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;

  fixture->vault = luwte_test_vault_new ();
  fixture->policy = luwte_policy_load_bundled (profile, NULL, &error);
  g_assert_no_error (error);
  luwte_vault_set_due_rule (fixture->vault->vault, due_on, g_object_ref (fixture->policy),
                            g_object_unref);
  luwte_vault_set_today (fixture->vault->vault,
                         luwte_policy_day_of (fixture->policy, luwte_clock_now ()));
  fixture->notes = luwte_notes_new (fixture->vault->vault, fixture->policy);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->notes));
  luwte_test_vault_free (fixture->vault);
  g_assert_finalize_object (fixture->policy);
}

static char *
add (Fixture *fixture, const char *nickname, const char *text, gint64 created)
{
  const LuwteNoteRequest request = { .nickname = nickname, .topic = "home", .created = created };
  g_autoptr (LuwteNoteText) note = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  luwte_notes_add_async (fixture->notes, &request, note, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  id = luwte_notes_add_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (Fixture *fixture, const char *nickname)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  luwte_notes_list_by_nickname_async (fixture->notes, nickname, NULL, luwte_test_answer_cb,
                                      &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return notes;
}

/* An open session as a claim leaves it. data: (out) its object id */
static void
open_session (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = luwte_dossier_table_add (db, NULL, "Bas", 10000, &error);
  char **session = data;

  *session = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .dossier = dossier,
                                        .nickname = "Bas",
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_ACTIVE,
                                        .opened_day = 10000,
                                        .active_day = 10000,
                                        .closed_day = LUWTE_DAY_NONE,
                                      },
                                      &error);
  g_assert_no_error (error);
}

static LuwteNoteLook *
look_at (Fixture *fixture, const char *dossier, const char *session, const char *words)
{
  g_autoptr (LuwteNoteText) text = luwte_note_text_new (words);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNoteLook *look;

  luwte_notes_look_async (fixture->notes, dossier, session, text, NULL, luwte_test_answer_cb,
                          &answer);
  result = luwte_test_wait (&answer);
  look = luwte_notes_look_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return look;
}

static gboolean
give_consent (Fixture *fixture, const char *dossier, const char *session, const char *scope,
              GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_consent_async (fixture->notes, dossier, session, scope, NULL, "mentor", NULL,
                             luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_standing_done_finish (fixture->notes, result, error);
}

static LuwteStanding *
standing_of (Fixture *fixture, const char *dossier)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteStanding *standing;

  luwte_notes_standing_async (fixture->notes, dossier, NULL, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  standing = luwte_notes_standing_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return standing;
}

static void
object_in_vault (LuwteDb *db, gpointer dossier)
{
  g_autoptr (GError) error = NULL;

  luwte_objection_table_add (db, dossier, "registration", luwte_db_today (db), "counsellor",
                             &error);
  g_assert_no_error (error);
}

/* What was agreed to is recorded in the profile's words, with whom and when; until then a text that
 * says who somebody is is a concern, and after an objection it always is. (R39, R58, R69, R70) */
static void
test_standing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "Anna", "Eerste.", 0);
  g_autofree char *dossier = NULL;
  g_autofree char *consent = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) withdrawn = NULL;
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (GPtrArray) notes = list (fixture, "Anna");

    dossier = g_strdup (luwte_note_get_fields (g_ptr_array_index (notes, 0))->dossier_id);
  }
  {
    g_autoptr (LuwteNoteLook) look = look_at (fixture, dossier, NULL, "Anna, bel 06-12345678 ");
    const LuwteNotePlace *place = g_ptr_array_index (look->places, 0);

    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_NO_CONSENT);
    g_assert_cmpuint (look->places->len, ==, 1);
    g_assert_cmpuint (place->start, ==, 10);
    g_assert_cmpuint (place->end, ==, 21);
    g_assert_true (place->certain);
    g_assert_cmpstr (place->replacement, ==, "[telefoon]");
  }
  {
    g_autoptr (LuwteNoteLook) look = look_at (fixture, dossier, NULL, "Het gaat beter.");

    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_NONE);
  }
  g_assert_false (give_consent (fixture, dossier, NULL, "nothing", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (give_consent (fixture, "nobody", NULL, "personal_data", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (give_consent (fixture, dossier, NULL, "three_way_call", &error));
  g_assert_true (give_consent (fixture, dossier, NULL, "personal_data", &error));
  {
    g_autoptr (LuwteStanding) standing = standing_of (fixture, dossier);
    g_autoptr (LuwteNoteLook) look = look_at (fixture, dossier, NULL, "bel 06-12345678");

    consent = g_strdup (luwte_standing_get_consent (standing, "personal_data")->id);
    g_assert_cmpstr (luwte_standing_get_consent (standing, "three_way_call")->party, ==, "mentor");
    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_NONE);
    g_assert_cmpuint (look->places->len, ==, 0);
  }
  luwte_test_vault_in (fixture->vault, object_in_vault, dossier);
  {
    g_autoptr (LuwteNoteLook) look = look_at (fixture, dossier, NULL, "bel 06-12345678");

    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_OBJECTION);
    g_assert_cmpint (look->objected, !=, LUWTE_DAY_NONE);
  }
  luwte_notes_withdraw_async (fixture->notes, consent, NULL, luwte_test_answer_cb, &answer);
  withdrawn = luwte_test_wait (&answer);
  g_assert_true (luwte_notes_standing_done_finish (fixture->notes, withdrawn, &error));
  {
    g_autoptr (LuwteStanding) standing = standing_of (fixture, dossier);

    g_assert_null (luwte_standing_get_consent (standing, "personal_data"));
    g_assert_cmpuint (standing->consents->len, ==, 2);
  }
}

static char **
join (Fixture *fixture, const char *from, const char *into, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_join_async (fixture->notes, from, into, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_join_finish (fixture->notes, result, error);
}

static char *
split (Fixture *fixture, const char *dossier, char **sessions, const char *nickname, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_split_async (fixture->notes, dossier, (const char *const *) sessions, nickname, NULL,
                           luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_split_finish (fixture->notes, result, error);
}

static char *
dossier_of (Fixture *fixture, const char *nickname)
{
  g_autoptr (GPtrArray) notes = list (fixture, nickname);

  return g_strdup (luwte_note_get_fields (g_ptr_array_index (notes, 0))->dossier_id);
}

static void
give_away (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_db_exec (db, "UPDATE session SET author = 'm2' WHERE nickname = 'Cato'", &error);
  g_assert_no_error (error);
}

/* Two dossiers become one and two again; what somebody else wrote in is refused, and so is what a
 * conversation is open in. (R3) */
static void
test_join (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "Anna", "Eerste.", 0);
  g_autofree char *two = add (fixture, "Bo", "Tweede.", 0);
  g_autofree char *three = add (fixture, "Cato", "Van een ander.", 0);
  g_autofree char *anna = dossier_of (fixture, "Anna");
  g_autofree char *bo = dossier_of (fixture, "Bo");
  g_autofree char *cato = dossier_of (fixture, "Cato");
  g_autofree char *session = NULL;
  g_autofree char *part = NULL;
  g_auto (GStrv) moved = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  luwte_test_vault_in (fixture->vault, give_away, NULL);
  g_assert_null (join (fixture, anna, anna, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (join (fixture, cato, anna, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (join (fixture, anna, cato, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  {
    g_autoptr (GPtrArray) both = NULL;

    moved = join (fixture, bo, anna, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (g_strv_length (moved), ==, 1);
    both = list (fixture, "Anna");
    g_assert_cmpuint (both->len, ==, 2);
  }
  part = split (fixture, anna, moved, NULL, &error);
  g_assert_no_error (error);
  {
    g_autoptr (GPtrArray) left = list (fixture, "Anna");
    g_autofree char *now = dossier_of (fixture, "Bo");

    g_assert_cmpuint (left->len, ==, 1);
    g_assert_cmpstr (now, ==, part);
  }
  /* The only name of a dossier is no part of it. */
  g_assert_null (split (fixture, part, NULL, "Bo", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  {
    g_autoptr (GAsyncResult) answer = NULL;
    g_autoptr (GAsyncResult) result = NULL;
    g_autofree LuwteDossierParts *parts = NULL;

    luwte_notes_parts_async (fixture->notes, anna, NULL, NULL, luwte_test_answer_cb, &answer);
    result = luwte_test_wait (&answer);
    parts = luwte_notes_parts_finish (fixture->notes, result, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (parts->n_notes, ==, 1);
    g_assert_cmpuint (parts->n_open, ==, 0);
  }
}

static void
find_open (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  char **dossier = data;

  luwte_dossier_table_find (db, "Bas", dossier, &error);
  g_assert_no_error (error);
}

/* What a conversation is open in is not moved under it; others may be joined to it. */
static void
test_join_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "Anna", "Eerste.", 0);
  g_autofree char *anna = dossier_of (fixture, "Anna");
  g_autofree char *bas = NULL;
  g_autofree char *session = NULL;
  g_auto (GStrv) moved = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  luwte_test_vault_in (fixture->vault, find_open, &bas);
  g_assert_null (join (fixture, bas, anna, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  moved = join (fixture, anna, bas, &error);
  g_assert_no_error (error);
  g_assert_null (split (fixture, bas, NULL, "Bas", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

/* In a conversation it is asked of its session, and giving consent is a contact. */
static void
test_standing_session (Fixture *fixture, gconstpointer data)
{
  g_autofree char *session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  {
    g_autoptr (LuwteNoteLook) look = look_at (fixture, NULL, session, "bel 06-12345678");

    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_NO_CONSENT);
  }
  g_assert_true (give_consent (fixture, NULL, session, "personal_data", &error));
  g_assert_no_error (error);
  {
    g_autoptr (LuwteNoteLook) look = look_at (fixture, NULL, session, "bel 06-12345678");

    g_assert_cmpint (look->concern, ==, LUWTE_NOTE_CONCERN_NONE);
  }
}

#define ADD(path, func) g_test_add (path, Fixture, "example", set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/notes/join", test_join);
  ADD ("/notes/join-open", test_join_open);
  ADD ("/notes/standing", test_standing);
  ADD ("/notes/standing-session", test_standing_session);
  return g_test_run ();
}
