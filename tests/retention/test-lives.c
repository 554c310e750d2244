/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Lives laid out in a real vault, with the clock moved on: what goes, what stays, what remains. */

#include "retention-fixture.h"

#include "luwte-db.h"
#include "luwte-id.h"

#include <string.h>

static void
add (Life *life, const LifeSession *session)
{
  g_autofree char *id = life_add (life, session);

  g_assert_true (luwte_id_is_valid (id));
}

static void
assert_run (Life *life, guint records, guint sessions, guint tombstones, guint held)
{
  g_autoptr (LuwteReceipt) receipt = life_run (life, FALSE);

  g_assert_cmpuint (luwte_receipt_get_n_records (receipt), ==, records);
  g_assert_cmpuint (luwte_receipt_get_n_sessions (receipt), ==, sessions);
  g_assert_cmpuint (luwte_receipt_get_n_tombstones (receipt), ==, tombstones);
  g_assert_cmpuint (luwte_receipt_get_n_held (receipt), ==, held);
  g_assert_true (luwte_receipt_get_finished (receipt));
}

static void
assert_tombstones (Life *life, const char *expected)
{
  g_autofree char *stones = life_tombstones (life);

  g_assert_cmpstr (stones, ==, expected);
}

/* fier: two years after the last contact everything is gone but the topic; in no page, no frame, no
 * file is anything left. (R10, R37, R71, R72) */
static void
test_fier (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-10-22");

  add (life, &(LifeSession) { .nickname = "Vlierstruik",
                              .line = "chat",
                              .opened = "2026-10-22",
                              .closed = "2026-10-22",
                              .topic = "stalking",
                              .note = "zonnebloemkwartier bij de kade",
                              .personal_note = "maanlichtsonate onthouden",
                              .message = "waterlelievijver gezien",
                              .flag = "dennenappeltaart bespreken" });
  g_assert_cmpuint (life_finds (life, "zonnebloemkwartier Vlierstruik"), ==, 2);
  assert_run (life, 0, 0, 0, 0);

  life_set_clock (life, "2028-10-21");
  life_restart (life);
  g_assert_cmpint (luwte_retention_get_clock_state (life->retention), ==, LUWTE_CLOCK_AHEAD);
  life_confirm_clock (life);
  assert_run (life, 0, 0, 0, 0);
  g_assert_cmpuint (life_shown (life, "Vlierstruik"), ==, 2);

  life_set_clock (life, "2028-10-22");
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Vlierstruik"), ==, 0);
  g_assert_null (luwte_retention_get_last_receipt (life->retention));
  assert_run (life, 4, 1, 1, 0);
  assert_tombstones (life, "chat stalking 2026-10 chat");
  g_assert_cmpuint (
      life_finds (
          life, "zonnebloemkwartier maanlichtsonate waterlelievijver dennenappeltaart Vlierstruik"),
      ==, 0);
  g_assert_cmpuint (life_finds (life, "stalking"), ==, 1);
  g_assert_cmpint (life_ask (life, "SELECT (SELECT count (*) FROM session)"
                                   " + (SELECT count (*) FROM dossier)"
                                   " + (SELECT count (*) FROM nickname)"
                                   " + (SELECT count (*) FROM note_text)"),
                   ==, 0);

  /* Nothing is left to do, the tombstone stays, and the receipt outlives a restart. */
  assert_run (life, 0, 0, 0, 0);
  life_restart (life);
  assert_tombstones (life, "chat stalking 2026-10 chat");
  {
    g_autoptr (LuwteReceipt) last = luwte_retention_get_last_receipt (life->retention);

    g_assert_cmpuint (luwte_receipt_get_n_records (last), ==, 4);
    g_assert_true (luwte_receipt_get_finished (last));
  }
}

/* A new contact moves every term of the dossier, and of no other one (rule 5). (R71) */
static void
test_last_contact (void)
{
  g_autoptr (Life) life = life_new ("csg", "2026-11-22");

  add (life, &(LifeSession) { .nickname = "Ekster",
                              .line = "chat",
                              .opened = "2024-12-01",
                              .closed = "2024-12-01",
                              .topic = "report",
                              .note = "eerste" });
  add (life, &(LifeSession) { .nickname = "Merel",
                              .line = "chat",
                              .opened = "2024-12-01",
                              .closed = "2024-12-02",
                              .topic = "coping",
                              .note = "ander" });
  add (life, &(LifeSession) { .nickname = "Ekster",
                              .line = "chat",
                              .opened = "2026-11-22",
                              .closed = "2026-11-22",
                              .topic = "telling",
                              .note = "tweede" });
  life_set_clock (life, "2026-12-01");
  life_restart (life);
  assert_run (life, 0, 0, 0, 0);
  g_assert_cmpuint (life_shown (life, "Ekster"), ==, 2);

  /* Merel's last contact was the day after. */
  life_set_clock (life, "2026-12-02");
  life_restart (life);
  assert_run (life, 1, 1, 1, 0);
  assert_tombstones (life, "chat coping 2024-12 chat");
  g_assert_cmpuint (life_shown (life, "Ekster"), ==, 2);

  life_set_clock (life, "2028-11-21");
  life_restart (life);
  life_confirm_clock (life);
  assert_run (life, 0, 0, 0, 0);
  life_set_clock (life, "2028-11-22");
  life_restart (life);
  assert_run (life, 2, 2, 2, 0);

  /* Coming back under the same name brings nothing back. */
  add (life, &(LifeSession) { .nickname = "Ekster",
                              .line = "chat",
                              .opened = "2028-11-22",
                              .closed = "2028-11-22",
                              .topic = "telling",
                              .note = "derde" });
  g_assert_cmpuint (life_shown (life, "Ekster"), ==, 1);
}

/* Records of a session that is open wait, and are shown (rule 3). */
static void
test_open_session (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");

  add (life, &(LifeSession) { .nickname = "Reiger",
                              .line = "chat",
                              .opened = "2024-01-05",
                              .note = "nog bezig",
                              .message = "nog steeds" });
  assert_run (life, 0, 0, 0, 0);
  g_assert_cmpuint (life_shown (life, "Reiger"), ==, 1);
  {
    g_autoptr (GPtrArray) plan = life_plan (life, NULL);

    g_assert_cmpuint (plan->len, ==, 0);
  }
}

/* A hold keeps the whole dossier past its term; when it ends, what is due goes at once (rule 7). */
static void
test_hold (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autofree char *first = NULL, *second = NULL;

  add (life, &(LifeSession) { .nickname = "Kievit",
                              .line = "chat",
                              .opened = "2024-11-30",
                              .closed = "2024-11-30",
                              .topic = "partner",
                              .note = "vastgehouden" });
  add (life, &(LifeSession) { .nickname = "Tureluur",
                              .line = "chat",
                              .opened = "2024-11-30",
                              .closed = "2024-11-30",
                              .topic = "partner",
                              .note = "niet gehouden" });
  first = life_hold (life, "Kievit", "2026-12-10");
  life_set_clock (life, "2026-11-30");
  life_restart (life);
  {
    g_autoptr (GPtrArray) plan = life_plan (life, "2026-11-30");
    guint held = 0;

    g_assert_cmpuint (plan->len, ==, 2);
    for (guint i = 0; i < plan->len; i++)
      held += luwte_due_record_get_fields (g_ptr_array_index (plan, i))->hold ? 1 : 0;
    g_assert_cmpuint (held, ==, 1);
  }
  assert_run (life, 1, 1, 1, 1);
  g_assert_cmpuint (life_shown (life, "Kievit"), ==, 1);

  /* A second one outlasts the first, which ends by itself after its last day. */
  second = life_hold (life, "Kievit", NULL);
  life_set_clock (life, "2026-12-11");
  life_restart (life);
  assert_run (life, 0, 0, 0, 1);
  g_assert_cmpuint (life_shown (life, "Kievit"), ==, 1);
  life_end_hold (life, second);
  g_assert_cmpuint (life_shown (life, "Kievit"), ==, 0);
  g_assert_cmpuint (life_finds (life, "vastgehouden"), ==, 0);
  assert_tombstones (life, "chat partner 2024-11 chat, chat partner 2024-11 chat");
}

/* A hold ends on its last day's end, whether or not anybody runs anything. */
static void
test_hold_expires (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autofree char *hold = NULL;

  add (life, &(LifeSession) { .nickname = "Wulp",
                              .line = "chat",
                              .opened = "2024-11-22",
                              .closed = "2024-11-23",
                              .topic = "partner",
                              .note = "tot dan" });
  hold = life_hold (life, "Wulp", "2026-11-25");
  life_set_clock (life, "2026-11-25");
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Wulp"), ==, 1);
  life_set_clock (life, "2026-11-26");
  life_restart (life);
  g_assert_cmpuint (life_shown (life, "Wulp"), ==, 0);
  assert_run (life, 1, 1, 1, 0);
  g_assert_cmpint (life_ask (life, "SELECT (SELECT count (*) FROM dossier)"
                                   " + (SELECT count (*) FROM hold)"),
                   ==, 0);
}

/* veiligsamen: a question lives a month, answered or not, without a dossier; notes are refused.
 * (R24, R73) */
static void
test_veiligsamen (void)
{
  g_autoptr (Life) life = life_new ("veiligsamen", "2026-01-31");
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_policy_may_store (life->policy, "question", "note", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  add (life, &(LifeSession) { .line = "question",
                              .opened = "2026-01-31",
                              .closed = "2026-02-03",
                              .topic = "tension",
                              .message = "vraagzinnetje beantwoord" });
  add (life, &(LifeSession) {
               .line = "question", .opened = "2026-01-31", .message = "vraagzinnetje open" });
  life_set_clock (life, "2026-02-27");
  life_restart (life);
  assert_run (life, 0, 0, 0, 0);
  /* 31 January and a month is 28 February. */
  life_set_clock (life, "2026-02-28");
  life_restart (life);
  assert_run (life, 2, 2, 2, 0);
  g_assert_cmpuint (life_finds (life, "vraagzinnetje"), ==, 0);
  assert_tombstones (life, "question tension 2026-01 question, question unknown 2026-01 question");
}

/* pratenonline: therapy outlives the chat by far; each line by its own promise. (R74) */
static void
test_pratenonline (void)
{
  g_autoptr (Life) life = life_new ("pratenonline", "2026-11-22");

  add (life, &(LifeSession) { .nickname = "Zwaluw",
                              .line = "therapy",
                              .opened = "2026-11-22",
                              .closed = "2026-11-22",
                              .topic = "anxiety",
                              .note = "therapieverslag" });
  add (life, &(LifeSession) { .nickname = "Spreeuw",
                              .line = "chat",
                              .opened = "2026-11-22",
                              .closed = "2026-11-22",
                              .topic = "stress",
                              .note = "chatverslag" });
  /* Twenty-five months later. */
  life_set_clock (life, "2028-12-22");
  life_restart (life);
  life_confirm_clock (life);
  assert_run (life, 1, 1, 1, 0);
  g_assert_cmpuint (life_shown (life, "Zwaluw"), ==, 1);
  g_assert_cmpuint (life_finds (life, "therapieverslag"), ==, 1);
  g_assert_cmpuint (life_finds (life, "chatverslag"), ==, 0);
  life_set_clock (life, "2041-11-21");
  life_restart (life);
  life_confirm_clock (life);
  assert_run (life, 0, 0, 0, 0);
  life_set_clock (life, "2041-11-22");
  life_restart (life);
  assert_run (life, 1, 1, 1, 0);
  assert_tombstones (life, "chat stress 2026-11 chat, therapy anxiety 2026-11 chat");
}

/* One tombstone a session, with the note's topic where the session has none; a session that never
 * had a record goes when one would have. (R72) */
static void
test_tombstones (void)
{
  g_autoptr (Life) life = life_new ("fara", "2026-11-22");

  add (life, &(LifeSession) { .nickname = "Een",
                              .line = "phone",
                              .opened = "2024-10-31",
                              .closed = "2024-11-01",
                              .note = "over de maandgrens" });
  add (life, &(LifeSession) { .nickname = "Twee",
                              .line = "mail",
                              .opened = "2024-11-02",
                              .closed = "2024-11-02",
                              .topic = "choice" });
  life_set_clock (life, "2026-12-01");
  life_restart (life);
  assert_run (life, 1, 2, 2, 0);
  assert_tombstones (life, "mail choice 2024-11 mail, phone note_topic 2024-10 phone");
  g_assert_cmpint (life_ask (life, "SELECT (SELECT count (*) FROM session)"
                                   " + (SELECT count (*) FROM dossier)"),
                   ==, 0);
}

/* A plan says what a run will do, row by row, without content; its order is the order of going. */
static void
test_plan (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");
  g_autoptr (GPtrArray) all = NULL, none = NULL;
  const LuwteDueRecordFields *row;

  add (life, &(LifeSession) { .nickname = "Later",
                              .line = "chat",
                              .opened = "2026-02-28",
                              .closed = "2026-03-01",
                              .topic = "online_abuse",
                              .note = "later" });
  add (life, &(LifeSession) { .nickname = "Eerder",
                              .line = "chat",
                              .opened = "2026-02-27",
                              .closed = "2026-02-28",
                              .topic = "online_abuse",
                              .note = "eerder" });
  none = life_plan (life, "2028-02-27");
  g_assert_cmpuint (none->len, ==, 0);
  all = life_plan (life, "2028-03-01");
  g_assert_cmpuint (all->len, ==, 2);
  row = luwte_due_record_get_fields (g_ptr_array_index (all, 0));
  g_assert_true (luwte_id_is_valid (row->object));
  g_assert_cmpstr (row->kind, ==, "note");
  g_assert_cmpstr (row->line, ==, "chat");
  g_assert_cmpstr (row->from, ==, "last_contact");
  g_assert_cmpint (row->starts_on, ==, luwte_day_from_ymd (2026, 2, 28));
  g_assert_cmpint (row->due_on, ==, luwte_day_from_ymd (2028, 2, 28));
  g_assert_false (row->hold);
  row = luwte_due_record_get_fields (g_ptr_array_index (all, 1));
  g_assert_cmpint (row->due_on, ==, luwte_day_from_ymd (2028, 3, 1));
}

/* Many at once go over the other road through the full-text index; nothing stays in it either. */
static void
test_many (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("geheimwoordje%d kanariepietje", i);
      g_autofree char *nickname = g_strdup_printf ("Schuilnaampje%d", i / 2);

      add (life, &(LifeSession) { .nickname = nickname,
                                  .line = "chat",
                                  .opened = i % 2 ? "2024-11-01" : "2024-10-01",
                                  .closed = i % 2 ? "2024-11-01" : "2024-10-01",
                                  .topic = "domestic_violence",
                                  .note = text });
    }
  add (life, &(LifeSession) { .nickname = "Blijft",
                              .line = "chat",
                              .opened = "2026-11-22",
                              .closed = "2026-11-22",
                              .topic = "leaving",
                              .note = "vindbaarwoordje" });
  assert_run (life, 60, 60, 60, 0);
  g_assert_cmpuint (life_finds (life, "geheimwoordje kanariepietje Schuilnaampje"), ==, 0);
  g_assert_cmpint (life_ask (life,
                             "SELECT count (*) FROM note_fts_202611 WHERE note_fts_202611 MATCH"
                             " 'vindbaarwoordje'"),
                   ==, 1);
  /* Of the months that are gone whole no index is left. */
  g_assert_cmpint (life_ask (life, "SELECT count (*) FROM search_month"), ==, 1);
  g_assert_cmpint (life_ask (life, "SELECT v FROM note_fts_202611_config"
                                   " WHERE k = 'secure-delete'"),
                   ==, 1);
}

/* What becomes of each table when a session is erased. Whatever hangs on a session or a dossier by ON
 * DELETE CASCADE, directly or by way of another table, goes with it. Any other table has to stand
 * here, with what it holds: a new one that does neither fails. */
static const struct
{
  const char *table, *why;
} stays[] = {
  { "meta", "about the vault" },
  { "setting", "what the user chose" },
  { "search_month", "months that have an index; of one that is gone whole none is left" },
  { "policy", "what was promised when" },
  { "service", "the chat service" },
  { "dossier", "dropped when its last session went" },
  { "session", "what is erased" },
  { "tombstone", "line, topic, month, channel" },
  { "counter", "numbers by month" },
  { "topic", "how often a topic was chosen" },
  { "receipt", "numbers" },
  { "audit", "acts by random ids, which leave with their object" },
  { "audit_anchor", "the audit" },
  { "identity", "the owner's keys" },
  { "roster", "the team" },
  { "roster_card", "the team" },
  { "pack_seen", "names of packs until their month" },
  { "board_case", "of nobody, until its month" },
  { "pack_put", "names of our files in the review folder until their month" },
  { "handover", "to whom something was handed over, until that is gone there" },
  { "handed_record", "random ids of what was handed over, until its day" },
  { "summary", "of nobody: questions and answers for intervision" },
  { "ready_reply", "the counsellor's own, about no visitor" },
  { "decision", "why an erasure was granted or refused, without whose it was" },
};

static gboolean
may_stay (const char *table)
{
  /* The full-text index follows note_text by triggers. */
  if (g_str_has_prefix (table, "note_fts") || g_str_has_prefix (table, "sqlite_"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (stays); i++)
    if (g_str_equal (stays[i].table, table))
      return TRUE;
  return FALSE;
}

static void
tables_cb (LuwteDb *db, gpointer data)
{
  static const char query[] =
      "WITH RECURSIVE gone (name) AS (VALUES ('session'), ('dossier') UNION"
      " SELECT t.name FROM sqlite_schema t, pragma_foreign_key_list (t.name) f"
      " JOIN gone ON f.\"table\" = gone.name WHERE t.type = 'table' AND f.on_delete = 'CASCADE')"
      " SELECT name, name IN (SELECT name FROM gone WHERE name NOT IN ('session', 'dossier'))"
      " FROM sqlite_schema WHERE type = 'table'";
  g_autoptr (GError) error = NULL;
  LuwteStmt *stmt = luwte_db_prepare (db, query, &error);
  gboolean row;
  guint n_gone = 0;

  g_assert_no_error (error);
  while (luwte_stmt_step (stmt, &row, &error) && row)
    {
      const char *table = luwte_stmt_text (stmt, 0);

      if (luwte_stmt_int (stmt, 1) != 0)
        n_gone++;
      else if (!may_stay (table))
        g_error ("%s: nobody says what becomes of it when a session is erased", table);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n_gone, >=, 8);
}

/* Everything a session left goes. (R71, R72) */
static void
test_tables (void)
{
  g_autoptr (Life) life = life_new ("fier", "2026-11-22");

  luwte_test_vault_in (life->store, tables_cb, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/lives/fier", test_fier);
  g_test_add_func ("/retention/lives/last-contact", test_last_contact);
  g_test_add_func ("/retention/lives/open-session", test_open_session);
  g_test_add_func ("/retention/lives/hold", test_hold);
  g_test_add_func ("/retention/lives/hold-expires", test_hold_expires);
  g_test_add_func ("/retention/lives/veiligsamen", test_veiligsamen);
  g_test_add_func ("/retention/lives/pratenonline", test_pratenonline);
  g_test_add_func ("/retention/lives/tombstones", test_tombstones);
  g_test_add_func ("/retention/lives/plan", test_plan);
  g_test_add_func ("/retention/lives/many", test_many);
  g_test_add_func ("/retention/lives/tables", test_tables);
  return g_test_run ();
}
