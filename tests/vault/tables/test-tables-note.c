/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes and their index: found by their words, newest first; what was edited away or erased is
 * found by nothing; and nothing that is typed is an error. */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-dossier.h"
#include "luwte-note-table.h"
#include "luwte-note.h"
#include "luwte-record-table.h"
#include "luwte-search-index-private.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#define TODAY LUWTE_TEST_TODAY
#define NOW   ((gint64) TODAY * 86400)

static char *
add_session (LuwteDb *db, const char *nickname)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = NULL;
  char *id;

  luwte_dossier_table_find (db, nickname, &dossier, &error);
  if (dossier == NULL)
    dossier = luwte_dossier_table_add (db, NULL, nickname, TODAY, &error);
  g_assert_no_error (error);
  id = luwte_session_table_add (db,
                                &(LuwteSessionRow) {
                                  .dossier = dossier,
                                  .nickname = nickname,
                                  .line = "chat",
                                  .channel = "phone",
                                  .topic = "home",
                                  .state = LUWTE_SESSION_CLOSED,
                                  .opened_day = TODAY,
                                  .active_day = TODAY,
                                  .closed_day = TODAY,
                                },
                                &error);
  g_assert_no_error (error);
  return id;
}

static char *
add_note (LuwteDb *db, const char *nickname, gint64 at, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *session = add_session (db, nickname);
  char *id = luwte_note_table_add (db,
                                   &(LuwteNoteRow) {
                                     .session = session,
                                     .kind = "note",
                                     .topic = "home",
                                     .created_at = at,
                                     .created_day = TODAY,
                                     .text = text,
                                   },
                                   &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
search (LuwteDb *db, const char *words, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *notes = luwte_note_table_search (db, words, limit, &error);

  g_assert_no_error (error);
  return notes;
}

static guint
count_hits (LuwteDb *db, const char *words)
{
  g_autoptr (GPtrArray) notes = search (db, words, 100);

  return notes->len;
}

static const LuwteNoteFields *
fields_at (GPtrArray *notes, guint i)
{
  g_assert_cmpuint (i, <, notes->len);
  return luwte_note_get_fields (g_ptr_array_index (notes, i));
}

static void
round_trip (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = add_note (db, "Anna", NOW, "Over thuis.\nWeer bellen.");
  g_autoptr (LuwteNote) note = luwte_note_table_get (db, id, &error);
  const LuwteNoteFields *fields = luwte_note_get_fields (note);

  g_assert_cmpstr (fields->id, ==, id);
  g_assert_cmpuint (strlen (fields->session_id), ==, 32);
  g_assert_cmpuint (strlen (fields->dossier_id), ==, 32);
  g_assert_cmpstr (fields->nickname, ==, "Anna");
  g_assert_cmpstr (fields->kind, ==, "note");
  g_assert_cmpstr (fields->line, ==, "chat");
  g_assert_cmpstr (fields->channel, ==, "phone");
  g_assert_cmpstr (fields->topic, ==, "home");
  g_assert_cmpint (fields->created, ==, NOW);
  g_assert_cmpint (fields->edited, ==, 0);
  g_assert_cmpint (fields->due, ==, TODAY + 365);
  g_assert_cmpstr (fields->text, ==, "Over thuis.\nWeer bellen.");
  g_assert_null (fields->snippet);
  g_assert_null (luwte_note_table_get (db, "nothing", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

static void
editing (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = add_note (db, "Anna", NOW, "een zeer lange kwetsbare zin");
  g_autoptr (LuwteNote) note = NULL;

  luwte_note_table_edit (db, id, "school", "kort", NOW + 5, &error);
  g_assert_no_error (error);
  note = luwte_note_table_get (db, id, &error);
  g_assert_cmpstr (luwte_note_get_fields (note)->text, ==, "kort");
  g_assert_cmpstr (luwte_note_get_fields (note)->topic, ==, "school");
  g_assert_cmpint (luwte_note_get_fields (note)->edited, ==, NOW + 5);
  g_assert_cmpuint (count_hits (db, "kwetsbare"), ==, 0);
  g_assert_cmpuint (count_hits (db, "kort"), ==, 1);
  luwte_note_table_edit (db, id, NULL, NULL, NOW + 6, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (db, "kort"), ==, 1);
  luwte_note_table_edit (db, "nothing", NULL, "x", NOW, &error);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nobody may take the shorter way. */
  g_assert_false (luwte_db_exec (db, "UPDATE note_text SET body = 'x'", &error));
  g_clear_error (&error);
  luwte_record_table_erase (db, "note", id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (db, "kort"), ==, 0);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM note_text"), ==, 0);
  luwte_search_index_check (db, &error);
  g_assert_no_error (error);
}

/* The newest first, in whatever order they were stored, also within one second. */
static void
ordering (LuwteDb *db, gpointer data)
{
  static const struct
  {
    gint64 at;
    const char *text;
  } notes[] = {
    { NOW - 500, "appel drie" }, { NOW, "appel zeven" },       { NOW - 900, "appel een" },
    { NOW - 500, "appel vier" }, { NOW - 100, "appel zes" },   { NOW - 700, "appel twee" },
    { NOW - 300, "appel vijf" }, { -86400, "appel van toen" },
  };
  static const char *const want[] = { "appel zeven", "appel zes",  "appel vijf", "appel vier",
                                      "appel drie",  "appel twee", "appel een",  "appel van toen" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GPtrArray) three = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    g_free (add_note (db, "Anna", notes[i].at, notes[i].text));
  found = search (db, "appel", 100);
  listed = luwte_note_table_list_by_nickname (db, "Anna", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (want));
  for (guint i = 0; i < G_N_ELEMENTS (want); i++)
    {
      g_assert_cmpstr (fields_at (found, i)->text, ==, want[i]);
      g_assert_cmpstr (fields_at (listed, i)->text, ==, want[i]);
    }
  three = search (db, "appel", 3);
  g_assert_cmpuint (three->len, ==, 3);
  g_assert_cmpstr (fields_at (three, 2)->text, ==, "appel vijf");
  g_assert_null (luwte_note_table_add (db, &(LuwteNoteRow) { .created_at = G_MAXINT64 }, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED);
}

static void
searching (LuwteDb *db, gpointer data)
{
  g_autofree char *one = add_note (db, "Anna", NOW, "Ruzie op het café, belt naar 06-1234 terug");
  g_autofree char *two = add_note (db, "Bas", NOW - 1, "Rustig gesprek over e-mail van school");
  g_autoptr (GPtrArray) notes = search (db, "CAFE ruz", 10);
  g_autoptr (GPtrArray) decomposed = search (db, "cafe\xcc\x81", 10);

  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (fields_at (notes, 0)->id, ==, one);
  g_assert_cmpstr (fields_at (notes, 0)->snippet, ==,
                   "\x02Ruzie\x03 op het \x02"
                   "café\x03, belt naar 06-1234 terug");
  g_assert_cmpuint (decomposed->len, ==, 1);
  /* Each word, and only the last by its beginning. */
  g_assert_cmpuint (count_hits (db, "ru"), ==, 2);
  g_assert_cmpuint (count_hits (db, "ru gesprek"), ==, 0);
  g_assert_cmpuint (count_hits (db, "gesprek ru"), ==, 1);
  g_assert_cmpuint (count_hits (db, "  gesprek \t ru\n"), ==, 1);
  /* With a space after it, a word is complete. */
  g_assert_cmpuint (count_hits (db, "gesprek ru "), ==, 0);
  g_assert_cmpuint (count_hits (db, "gesprek rustig "), ==, 1);
  g_assert_cmpuint (count_hits (db, "e-mail"), ==, 1);
  g_assert_cmpuint (count_hits (db, "mail-e"), ==, 0);
  g_assert_cmpuint (count_hits (db, "06-12"), ==, 1);
  g_assert_cmpuint (count_hits (db, ""), ==, 0);
  g_assert_cmpuint (count_hits (db, " … !? "), ==, 0);
  g_assert_cmpuint (count_hits (db, "gesprek … !?"), ==, 1);
}

/* All of FTS5's language, and then what nobody thought of. */
static void
hostile (LuwteDb *db, gpointer data)
{
  static const char *const words[] = {
    "AND",       "a AND", "NOT a", "a OR b",  "NEAR(a b, 2)", "body:a",
    "{body}: a", "^a",    "a*",    "\"",      "\"\"",         "\"a",
    "a\"b",      "a + b", "(a",    "a)",      "-a",           "a^2",
    "col : x",   "'",     "a';--", "*",       "\\",           "\xff\xfe",
    "a\xc3(b",   "🙂",    "a🙂b",  "\x02",    "a\x02 b",      "{a b}:c",
    "NEAR",      "a,b",   "٣",     "a\u200b", "\u0301",       "ﬁ",
    "½",         "_",     "a_b",   "\u3000a",
  };
  static const char alphabet[] = "ab \"*^():{}+-,.'\\NOTADEAR\x02\xc3\xa9\xff";
  g_autofree char *note = add_note (db, "Anna", NOW, "a b AND NEAR \x02 body");
  g_autofree char *page = g_strnfill (100000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GPtrArray) notes = search (db, words[i], 5);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) dossiers = luwte_dossier_table_list (db, words[i], 5, &error);

      g_assert_no_error (error);
    }
  for (guint i = 0; i < 3000; i++)
    {
      char text[24];
      const gint length = g_test_rand_int_range (1, sizeof text);

      for (gint k = 0; k < length; k++)
        text[k] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      text[length] = '\0';
      g_ptr_array_unref (search (db, text, 5));
    }
  for (guint i = 2; i < 100000; i += 3)
    page[i] = ' ';
  g_assert_cmpuint (count_hits (db, page), ==, 0);
  g_assert_cmpuint (count_hits (db, "\"a\" AND"), ==, 1);
}

static void
dossiers (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = add_note (db, "Zónnebloem", NOW - 10, "ging over school");
  g_autofree char *two = add_note (db, "Bas", NOW - 5, "lange zin over de zon en meer");
  g_autofree char *three = add_note (db, "Bas", NOW, "later");
  g_autoptr (GPtrArray) all = luwte_dossier_table_list (db, "  ", 10, &error);
  g_autoptr (GPtrArray) found = luwte_dossier_table_list (db, "ZON", 10, &error);
  g_autoptr (GPtrArray) first = luwte_dossier_table_list (db, "zon", 1, &error);
  g_autoptr (GPtrArray) inside = luwte_dossier_table_list (db, "bloem", 10, &error);
  LuwteDossier *bas;

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (inside->len, ==, 1);
  g_assert_cmpuint (found->len, ==, 2);
  bas = g_ptr_array_index (found, 0);
  g_assert_cmpstr (luwte_dossier_get_nickname (bas), ==, "Bas");
  g_assert_cmpuint (luwte_dossier_get_n_notes (bas), ==, 2);
  g_assert_cmpint (luwte_dossier_get_last_contact (bas), ==, TODAY);
  g_assert_cmpstr (luwte_dossier_get_snippet (bas), ==, "lange zin over de \x02zon\x03 en meer");
  g_assert_cmpstr (luwte_dossier_get_snippet (g_ptr_array_index (found, 1)), ==,
                   "ging over school");
  g_assert_cmpstr (luwte_dossier_get_snippet (g_ptr_array_index (all, 0)), ==, "later");
}

static void
test_nickname (void)
{
  static const struct
  {
    const char *given;
    const char *name;
    const char *folded;
  } cases[] = {
    { "Anna", "Anna", "anna" },
    { "  Anna Bella\t", "Anna Bella", "anna bella" },
    { "Zoe\xcc\x88", "Zoë", "zoe" },
    { "ÀÉÎÕÜ", "ÀÉÎÕÜ", "aeiou" },
    { "Straße", "Straße", "strasse" },
    { "\u3000ﬁets", "ﬁets", "fiets" },
    { "   ", "", "" },
    { "🙂", "🙂", "🙂" },
    { "a\xff", "a\xef\xbf\xbd", "a\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = luwte_nickname_normalize (cases[i].given);
      g_autofree char *folded = luwte_nickname_fold (name);

      g_assert_cmpstr (name, ==, cases[i].name);
      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
in_vault (gconstpointer func)
{
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();

  luwte_test_vault_in (vault, (LuwteTestFunc) func, NULL);
}

static void
erase_bulk (LuwteDb *db, GPtrArray *ids)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_record_table_begin_bulk (db, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (luwte_record_table_erase (db, "note", g_ptr_array_index (ids, i), &error));
  g_assert_true (luwte_record_table_end_bulk (db, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_search_index_check (db, &error));
  g_assert_no_error (error);
}

#define MONTH_S (31 * 86400)

/* Notes of three months: the newest found first across them; one month goes whole, of another most
 * notes go, of the third one among many. */
static void
months (LuwteDb *db, gpointer data)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) found = NULL;

  for (int i = 0; i < 130; i++)
    g_free (add_note (db, "Anna", NOW + i, "blijvertje nieuw"));
  g_ptr_array_add (gone, add_note (db, "Anna", NOW + 200, "weggetje"));
  g_free (add_note (db, "Anna", NOW - MONTH_S, "blijvertje midden"));
  for (int i = 1; i < 4; i++)
    g_ptr_array_add (gone, add_note (db, "Anna", NOW - MONTH_S + i, "weggetje"));
  for (int i = 0; i < 4; i++)
    g_ptr_array_add (gone, add_note (db, "Anna", NOW - 2 * MONTH_S + i, "weggetje"));
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM search_month"), ==, 3);
  g_assert_cmpuint (count_hits (db, "weggetje"), ==, 8);
  found = search (db, "blijvertje", 200);
  g_assert_cmpuint (found->len, ==, 131);
  g_assert_cmpstr (fields_at (found, 130)->text, ==, "blijvertje midden");
  for (guint i = 1; i < found->len; i++)
    g_assert_cmpint (fields_at (found, i - 1)->created, >, fields_at (found, i)->created);

  erase_bulk (db, gone);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM search_month"), ==, 2);
  g_assert_cmpuint (count_hits (db, "weggetje"), ==, 0);
  g_assert_cmpuint (count_hits (db, "blijvertje midden"), ==, 1);
  /* A month that is gone comes back with its first note, and one that lost all but few goes on. */
  g_free (add_note (db, "Anna", NOW - 2 * MONTH_S, "weggetje terug"));
  g_free (add_note (db, "Anna", NOW - MONTH_S + 9, "weggetje terug"));
  g_assert_cmpuint (count_hits (db, "weggetje"), ==, 2);
}

/* Years before 1970 and the last one that a calendar knows. */
static void
far_years (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_free (add_note (db, "Anna", -G_GINT64_CONSTANT (62135596800), "oeroud"));
  g_free (add_note (db, "Anna", -1, "net voor zeventig"));
  g_free (add_note (db, "Anna", G_GINT64_CONSTANT (253402300799), "verre toekomst"));
  g_assert_cmpuint (count_hits (db, "oeroud"), ==, 1);
  g_assert_cmpuint (count_hits (db, "zeventig"), ==, 1);
  g_assert_cmpuint (count_hits (db, "toekomst"), ==, 1);
  g_assert_true (luwte_search_index_check (db, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_search_index_rebuild (db, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_hits (db, "oeroud"), ==, 1);
  g_assert_cmpuint (count_hits (db, "toekomst"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/tables/nickname", test_nickname);
  g_test_add_data_func ("/tables/note/round-trip", round_trip, in_vault);
  g_test_add_data_func ("/tables/note/editing", editing, in_vault);
  g_test_add_data_func ("/tables/note/ordering", ordering, in_vault);
  g_test_add_data_func ("/tables/note/searching", searching, in_vault);
  g_test_add_data_func ("/tables/note/months", months, in_vault);
  g_test_add_data_func ("/tables/note/far-years", far_years, in_vault);
  g_test_add_data_func ("/tables/note/hostile", hostile, in_vault);
  g_test_add_data_func ("/tables/note/dossiers", dossiers, in_vault);
  return g_test_run ();
}
