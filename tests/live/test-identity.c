/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A nickname is not a person. */

#include "live-fixture.h"

#include "luwte-code.h"
#include "luwte-note-table.h"

static gpointer
add_note (LuwteDb *db, gpointer data, GError **error)
{
  LuwteConversation *conversation = data;
  const LuwteNoteRow row = {
    .session = luwte_conversation_get_object_id (conversation),
    .kind = "note",
    .topic = "x",
    .created_at = 1,
    .created_day = luwte_day_from_ymd (2026, 11, 22),
    .text = "eerder",
  };

  return luwte_note_table_add (db, &row, error);
}

/* Somebody was here: a session with a note, closed. (transfer full): its dossier */
static char *
visit (Fixture *f, const char *id, const char *nickname, gboolean account)
{
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  char *dossier;

  luwte_fake_service_add (f->fake, id, nickname, NULL, account);
  conversation = fixture_claim (f, id, &error);
  g_assert_no_error (error);
  note = luwte_vault_write (f->vault, add_note, conversation, &error);
  g_assert_no_error (error);
  dossier = g_strdup (luwte_conversation_get_dossier_id (conversation));
  fixture_close (conversation, luwte_code_get_code (g_ptr_array_index (topics, 0)), &error);
  g_assert_no_error (error);
  return dossier;
}

static LuwteConversation *
again (Fixture *f, const char *id, const char *nickname, gboolean account)
{
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation;

  luwte_fake_service_add (f->fake, id, nickname, NULL, account);
  conversation = fixture_claim (f, id, &error);
  g_assert_no_error (error);
  return conversation;
}

/* R2, R17, R36, R38. */
static void
test_account (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Maanlicht", TRUE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Maanlicht", TRUE);
  g_autoptr (LuwteConversation) other = again (f, "c", "Noordwind", TRUE);

  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_JOINED);
  g_assert_cmpstr (luwte_conversation_get_dossier_id (conversation), ==, dossier);
  g_assert_cmpint (luwte_conversation_get_identity (other), ==, LUWTE_IDENTITY_UNKNOWN);
  g_assert_cmpstr (luwte_conversation_get_dossier_id (other), !=, dossier);
}

/* R19. */
static void
test_account_not_vouched (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Maanlicht", TRUE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Maanlicht", FALSE);

  /* The profile knows accounts, but this visitor did not log in: anybody can bear the name. */
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_ASK);
  g_assert_null (luwte_conversation_get_dossier_id (conversation));
}

static void
test_free_yes (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Anna", FALSE);

  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_ASK);
  g_assert_null (luwte_conversation_get_dossier_id (conversation));
  fixture_answer (conversation, TRUE);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_JOINED);
  g_assert_cmpstr (luwte_conversation_get_dossier_id (conversation), ==, dossier);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM dossier"), ==, 1);
}

/* R3. */
static void
test_free_no (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Anna", FALSE);

  fixture_answer (conversation, FALSE);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_SEPARATE);
  g_assert_nonnull (luwte_conversation_get_dossier_id (conversation));
  g_assert_cmpstr (luwte_conversation_get_dossier_id (conversation), !=, dossier);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM dossier"), ==, 2);
  /* The answer is kept. */
  g_clear_object (&conversation);
  fixture_restart (f);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_SEPARATE);
}

static void
test_term_does_not_move (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);
  g_autoptr (LuwteConversation) conversation = NULL;

  fixture_count (f, "UPDATE dossier SET last_contact_day = last_contact_day - 100 RETURNING 1");
  fixture_count (f, "UPDATE session SET active_day = active_day - 100 RETURNING 1");
  conversation = again (f, "b", "Anna", FALSE);
  luwte_fake_service_visitor_says (f->fake, "b", "hoi", TRUE);
  fixture_settle ();
  g_assert_cmpint (fixture_count (f, "SELECT max (last_contact_day) FROM dossier"), ==,
                   fixture_count (f, "SELECT min (active_day) FROM session"));
  fixture_answer (conversation, TRUE);
  g_assert_cmpint (fixture_count (f, "SELECT max (last_contact_day) FROM dossier"), ==,
                   fixture_count (f, "SELECT max (active_day) FROM session"));
}

static void
test_question_survives (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Anna", FALSE);

  g_clear_object (&conversation);
  fixture_restart (f);
  conversation = g_list_model_get_item (luwte_live_get_mine (f->live), 0);
  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_ASK);
  fixture_answer (conversation, TRUE);
  g_assert_cmpstr (luwte_conversation_get_dossier_id (conversation), ==, dossier);
}

static void
test_unanswered (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);
  g_autofree char *second = visit (f, "b", "Anna", FALSE);

  /* Closed without an answer: somebody else. */
  g_assert_null (second);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM dossier"), ==, 2);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session WHERE dossier_id IS NULL"), ==,
                   0);
}

/* R1. */
static void
test_generic (void)
{
  g_autoptr (Fixture) f = fixture_new ("fier", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anoniem", TRUE);
  g_autoptr (LuwteConversation) conversation = again (f, "b", "Anoniem", TRUE);

  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_UNKNOWN);
  g_assert_nonnull (luwte_conversation_get_dossier_id (conversation));
  g_assert_cmpstr (luwte_conversation_get_dossier_id (conversation), !=, dossier);
}

/* R17. */
static void
test_seen_before (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *anna = visit (f, "a", "Anna", FALSE);
  g_autofree char *anonymous = visit (f, "b", "Anoniem", FALSE);
  g_autoptr (LuwteSession) first = NULL;
  g_autoptr (LuwteSession) second = NULL;
  g_autoptr (LuwteSession) third = NULL;

  luwte_fake_service_add (f->fake, "c", "Anna", NULL, FALSE);
  luwte_fake_service_add (f->fake, "d", "Noordwind", NULL, FALSE);
  luwte_fake_service_add (f->fake, "e", "Anoniem", NULL, FALSE);
  fixture_settle ();
  first = g_list_model_get_item (luwte_live_get_waiting (f->live), 0);
  second = g_list_model_get_item (luwte_live_get_waiting (f->live), 1);
  third = g_list_model_get_item (luwte_live_get_waiting (f->live), 2);
  g_assert_true (luwte_session_get_seen_before (first));
  g_assert_false (luwte_session_get_seen_before (second));
  g_assert_false (luwte_session_get_seen_before (third));
}

/* An erasure at the service. */

/* R20. */
static void
test_erased_mirrored (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autofree char *dossier = visit (f, "a", "Anna", FALSE);

  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM note"), ==, 1);
  /* Not listed any more is a question. */
  luwte_fake_service_vanish (f->fake, "a");
  luwte_fake_service_tell (f->fake);
  fixture_settle ();
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM note"), ==, 1);
  luwte_fake_service_erase (f->fake, "a");
  fixture_settle ();
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM note"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM dossier"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM nickname"), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM tombstone"), ==, 1);
}

static void
test_erased_while_open (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteConversation) conversation = again (f, "a", "Anna", FALSE);
  g_autoptr (GPtrArray) topics = luwte_policy_topics (f->policy, "nl");

  luwte_fake_service_visitor_says (f->fake, "a", "hoi", TRUE);
  luwte_fake_service_erase (f->fake, "a");
  fixture_settle ();
  g_assert_cmpint (luwte_session_get_state (luwte_conversation_get_session (conversation)), ==,
                   LUWTE_SESSION_ERASED);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 1);
  g_assert_true (
      fixture_close (conversation, luwte_code_get_code (g_ptr_array_index (topics, 0)), NULL));
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 0);
}

static void
test_erased_too_many (void)
{
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autofree char *nickname = g_strdup_printf ("Naam %u", i);
      g_autofree char *dossier = visit (f, id, nickname, FALSE);
    }
  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);

      luwte_fake_service_erase (f->fake, id);
    }
  fixture_settle ();
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 2);
  g_assert_cmpuint (luwte_live_get_erasures_waiting (f->live), ==, 2);
  luwte_live_confirm_erasures (f->live, TRUE);
  fixture_settle ();
  g_assert_cmpuint (luwte_live_get_erasures_waiting (f->live), ==, 0);
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM session"), ==, 0);
}

/* R74. */
static void
test_erased_legal_term (void)
{
  g_autoptr (Fixture) f = fixture_new ("pratenonline", ALL_CAPABILITIES);
  g_autofree char *dossier = NULL;

  /* Moved to the therapy line, which the law makes keep. */
  dossier = visit (f, "a", "Anna", FALSE);
  fixture_count (f, "UPDATE session SET line = 'therapy' RETURNING 1");
  luwte_fake_service_erase (f->fake, "a");
  fixture_settle ();
  g_assert_cmpint (fixture_count (f, "SELECT count(*) FROM note"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/identity/account", test_account);
  g_test_add_func ("/identity/account-not-vouched", test_account_not_vouched);
  g_test_add_func ("/identity/free/yes", test_free_yes);
  g_test_add_func ("/identity/free/no", test_free_no);
  g_test_add_func ("/identity/free/term-does-not-move", test_term_does_not_move);
  g_test_add_func ("/identity/free/question-survives", test_question_survives);
  g_test_add_func ("/identity/free/unanswered", test_unanswered);
  g_test_add_func ("/identity/generic", test_generic);
  g_test_add_func ("/identity/seen-before", test_seen_before);
  g_test_add_func ("/erased/mirrored", test_erased_mirrored);
  g_test_add_func ("/erased/while-open", test_erased_while_open);
  g_test_add_func ("/erased/too-many", test_erased_too_many);
  g_test_add_func ("/erased/legal-term", test_erased_legal_term);
  return g_test_run ();
}
