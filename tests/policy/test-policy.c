/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the profiles that ship promise, asked one question after another; choices; readers. */

#include "luwte-code.h"
#include "luwte-policy.h"

#include <string.h>

static LuwtePolicy *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  LuwtePolicy *policy = luwte_policy_load_bundled (name, NULL, &error);

  g_assert_no_error (error);
  return policy;
}

static GHashTable *
choose (const char *key, const char *value)
{
  GHashTable *choices = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (choices, (gpointer) key, (gpointer) value);
  return choices;
}

static void
test_bundled (void)
{
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      LuwtePolicy *policy = load (names[i]);
      g_autoptr (GPtrArray) topics = luwte_policy_topics (policy, "nl");
      g_autoptr (GPtrArray) reasons = luwte_policy_flag_reasons (policy, "nl");
      g_autoptr (GPtrArray) numbers = luwte_policy_emergency (policy, "nl");
      g_autoptr (GPtrArray) replies = luwte_policy_ready_replies (policy, "nl");
      g_autoptr (GPtrArray) circumstances = luwte_policy_circumstances (policy, "nl");

      g_assert_cmpstr (luwte_policy_get_id (policy), ==, names[i]);
      g_assert_cmpint (luwte_policy_get_version (policy), >=, 1);
      g_assert_cmpuint (topics->len, >=, 5);
      g_assert_cmpuint (reasons->len, >=, 3);
      g_assert_cmpuint (replies->len, >=, 3);
      g_assert_cmpuint (circumstances->len, >=, 3);
      g_assert_cmpstr (luwte_code_get_text (g_ptr_array_index (numbers, 0)), ==, "112");
      g_assert_true (luwte_policy_has_line (policy, luwte_policy_lines (policy)[0]));
      g_assert_finalize_object (policy);
    }
}

/* The table of the promises, told by the statements; P0D stands for "not kept here".
 * (R11, R16, R24, R40, R71, R73, R74) */
static void
test_promises (void)
{
  static const struct
  {
    const char *profile, *line, *kind, *keep, *from;
    gboolean leaves;
  } rows[] = {
    { "fier", "chat", "note", "P2Y", "last_contact", TRUE },
    { "fier", "chat", "personal_note", "P2Y", "last_contact", TRUE },
    { "fier", "chat", "message", "P2Y", "last_contact", TRUE },
    { "fier", "chat", "consent", "P2Y", "last_contact", FALSE },
    { "fier", "chat", "test", NULL, NULL, FALSE },
    { "fier", "chat", "question", NULL, NULL, FALSE },
    { "fier", "chat", "agreement", NULL, NULL, FALSE },
    { "csg", "chat", "note", "P2Y", "last_contact", TRUE },
    { "csg", "chat", "warning", "P2Y", "last_contact", FALSE },
    { "fara", "chat", "note", "P2Y", "last_contact", TRUE },
    { "fara", "video", "consent", "P2Y", "last_contact", FALSE },
    { "fara", "phone", "message", NULL, NULL, FALSE },
    { "fara", "chat", "referral", "session", "session", FALSE },
    { "fara", "chat", "personal_note", NULL, NULL, FALSE },
    { "veiligsamen", "question", "question", "P1M", "created", TRUE },
    { "veiligsamen", "question", "message", "P1M", "created", TRUE },
    { "veiligsamen", "question", "note", NULL, NULL, FALSE },
    { "veiligsamen", "question", "personal_note", NULL, NULL, FALSE },
    { "veiligsamen", "question", "consent", NULL, NULL, FALSE },
    { "pratenonline", "therapy", "note", "P15Y", "last_contact", TRUE },
    { "pratenonline", "therapy", "message", "P15Y", "last_contact", TRUE },
    { "pratenonline", "therapy", "test", "P15Y", "last_contact", TRUE },
    { "pratenonline", "chat", "note", "P2Y", "last_contact", TRUE },
    { "pratenonline", "chat", "test", NULL, NULL, FALSE },
    { "pratenonline", "chat", "warning", NULL, NULL, FALSE },
    { "example", "chat", "note", "P1Y", "last_contact", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LuwtePolicy) policy = load (rows[i].profile);
      g_autoptr (GError) error = NULL;
      LuwtePeriod period;
      LuwteDay day = 20000, due, starts;

      due = luwte_policy_due_on (policy, rows[i].line, rows[i].kind, day, day, day, &starts);
      if (rows[i].keep == NULL)
        {
          g_assert_false (luwte_policy_may_store (policy, rows[i].line, rows[i].kind, &error));
          g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
          g_assert_nonnull (strstr (error->message, rows[i].kind));
          g_assert_cmpint (due, ==, day);
          continue;
        }
      g_assert_true (luwte_policy_may_store (policy, rows[i].line, rows[i].kind, &error));
      g_assert_cmpstr (luwte_policy_counts_from (policy, rows[i].line, rows[i].kind), ==,
                       rows[i].from);
      luwte_period_parse (rows[i].keep, &period);
      g_assert_cmpint (due, ==, luwte_day_add (day, period));
      g_assert_cmpint (starts, ==, day);
      g_assert_cmpint (luwte_policy_leaves_topic (policy, rows[i].line, rows[i].kind), ==,
                       rows[i].leaves);
    }
}

static void
test_due_edges (void)
{
  g_autoptr (LuwtePolicy) fara = load ("fara");
  g_autoptr (LuwtePolicy) vs = load ("veiligsamen");
  LuwteDay starts;

  /* With its session: no day while that is open, its last day then. */
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "referral", 100, LUWTE_DAY_NONE, 100,
                                        &starts),
                   ==, LUWTE_DAY_NONE);
  g_assert_cmpint (starts, ==, LUWTE_DAY_NONE);
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "referral", 100, 105, 110, &starts), ==, 105);
  /* From its creation: whether the session is open is not asked here. */
  g_assert_cmpint (luwte_policy_due_on (vs, "question", "question", 0, LUWTE_DAY_NONE, 20, &starts),
                   ==, 31);
  /* A day that is not known must not mean "never". */
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "note", 0, 0, LUWTE_DAY_NONE, NULL), ==, 730);
  g_assert_cmpint (luwte_policy_due_on (vs, "question", "question", LUWTE_DAY_NONE, LUWTE_DAY_NONE,
                                        LUWTE_DAY_NONE, NULL),
                   ==, 31);
  /* What nobody allows goes at once. */
  g_assert_cmpint (luwte_policy_due_on (fara, "nowhere", "note", 50, 60, 70, NULL), ==, 50);
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "nothing", 50, 60, 70, NULL), ==, 50);
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "nothing", LUWTE_DAY_NONE, 60, 70, NULL), ==,
                   0);
  g_assert_false (luwte_policy_leaves_topic (fara, "nowhere", "note"));
}

/* R15, R29. */
static void
test_lines (void)
{
  g_autoptr (LuwtePolicy) fara = load ("fara");
  g_autoptr (LuwtePolicy) vs = load ("veiligsamen");
  g_autoptr (LuwtePolicy) po = load ("pratenonline");

  g_assert_cmpuint (g_strv_length ((char **) luwte_policy_lines (fara)), ==, 6);
  g_assert_cmpstr (luwte_policy_lines (fara)[0], ==, "chat");
  g_assert_cmpstr (luwte_policy_lines (po)[1], ==, "therapy");
  g_assert_cmpstr (luwte_policy_channels (fara, "video")[0], ==, "video");
  g_assert_null (luwte_policy_channels (fara, "nowhere")[0]);
  g_assert_true (luwte_policy_line_has_dossier (po, "therapy"));
  g_assert_false (luwte_policy_line_has_dossier (vs, "question"));
  g_assert_false (luwte_policy_line_has_dossier (vs, "nowhere"));
  g_assert_false (luwte_policy_has_line (vs, NULL));
}

/* R25, R37, R48, R49, R50. */
static void
test_readers (void)
{
  static const struct
  {
    const char *profile, *line, *kind;
    LuwteReaders readers;
  } rows[] = {
    { "fier", "chat", "note",
      LUWTE_READER_AUTHOR | LUWTE_READER_SUBSTITUTE | LUWTE_READER_TEAM | LUWTE_READER_LEAD },
    { "fier", "chat", "personal_note", LUWTE_READER_AUTHOR },
    { "veiligsamen", "question", "message", LUWTE_READER_AUTHOR },
    { "pratenonline", "therapy", "note", LUWTE_READER_AUTHOR | LUWTE_READER_SUBSTITUTE },
    { "fier", "chat", "test", LUWTE_READER_NOBODY },
    { "fier", "nowhere", "note", LUWTE_READER_NOBODY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LuwtePolicy) policy = load (rows[i].profile);

      for (guint bit = 0; bit < 5; bit++)
        {
          LuwteReaders reader = bit == 4 ? LUWTE_READER_NOBODY : 1u << bit;
          g_autoptr (GError) error = NULL;
          gboolean may = luwte_policy_may_read (policy, rows[i].line, rows[i].kind, reader, &error);

          g_assert_cmpint (may, ==, (rows[i].readers & reader) != 0);
          if (!may)
            g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
        }
    }
}

/* R2, R17. */
static void
test_identity (void)
{
  g_autoptr (LuwtePolicy) fier = load ("fier");
  g_autoptr (LuwtePolicy) fara = load ("fara");
  g_autoptr (LuwtePolicy) vs = load ("veiligsamen");

  g_assert_true (luwte_policy_nicknames_are_accounts (fier));
  g_assert_false (luwte_policy_nicknames_are_accounts (fara));
  g_assert_true (luwte_policy_shows_seen_before (fier));
  g_assert_false (luwte_policy_shows_seen_before (vs));
  g_assert_true (luwte_policy_is_generic (fier, "Anoniem"));
  g_assert_true (luwte_policy_is_generic (fier, "  VISITOR "));
  g_assert_true (luwte_policy_is_generic (fier, ""));
  g_assert_true (luwte_policy_is_generic (fier, NULL));
  g_assert_false (luwte_policy_is_generic (fier, "Anoniempje"));
  g_assert_false (luwte_policy_is_generic (fier, "Noordwind"));
}

static void
test_choices (void)
{
  g_autoptr (GHashTable) keep = choose ("keep", "P6M");
  g_autoptr (GHashTable) wrong = choose ("keep", "half a year");
  g_autoptr (GHashTable) refused = choose ("keep", "P10Y");
  g_autoptr (GHashTable) mail = choose ("transcript.to_visitor", "mail");
  g_autoptr (GHashTable) nothing = choose ("transcript.to_visitor", "unspecified");
  g_autoptr (GHashTable) therapy = choose ("therapy.keep", "P20Y");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) fara = luwte_policy_load_bundled ("fara", keep, &error);
  g_autoptr (LuwtePolicy) fier = luwte_policy_load_bundled ("fier", mail, NULL);
  g_autoptr (LuwtePolicy) plain = load ("fier");
  g_autoptr (LuwtePolicy) po = luwte_policy_load_bundled ("pratenonline", therapy, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (luwte_policy_due_on (fara, "chat", "note", 0, 0, 0, NULL), ==, 181);
  g_assert_cmpstr (g_hash_table_lookup (luwte_policy_get_choices (fara), "keep"), ==, "P6M");
  g_assert_cmpstr (g_hash_table_lookup (luwte_policy_get_choices (fara), "from"), ==,
                   "last_contact");
  g_assert_true (luwte_policy_allows_transcript (fier));
  g_assert_false (luwte_policy_allows_transcript (plain));
  g_assert_cmpint (luwte_policy_due_on (po, "therapy", "test", 0, 0, 0, NULL), ==, 7305);
  g_assert_cmpint (luwte_policy_due_on (po, "chat", "note", 0, 0, 0, NULL), ==, 730);

  g_assert_null (luwte_policy_load_bundled ("fara", wrong, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_assert_nonnull (
      strstr (error->message, "fara.json: choice keep: expected a value: an ISO 8601"));
  g_clear_error (&error);
  g_assert_null (luwte_policy_load_bundled ("fier", nothing, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_clear_error (&error);
  /* What the statement says is nobody's to choose. */
  g_assert_null (luwte_policy_load_bundled ("fier", refused, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

/* R95. */
static void
test_unspecified (void)
{
  g_autoptr (LuwtePolicy) fara = load ("fara");
  g_autoptr (LuwtePolicy) vs = load ("veiligsamen");
  g_autoptr (GPtrArray) open = luwte_policy_unspecified (fara, "nl");
  g_autoptr (GPtrArray) none = luwte_policy_unspecified (vs, "nl");

  g_assert_cmpuint (open->len, ==, 3);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpstr (luwte_code_get_code (g_ptr_array_index (open, 0)), ==, "keep");
  g_assert_cmpstr (luwte_code_get_text (g_ptr_array_index (open, 0)), ==, "P2Y");
  g_assert_nonnull (strstr (luwte_code_get_label (g_ptr_array_index (open, 0)), "Hoelang"));
}

static void
test_languages (void)
{
  g_autoptr (LuwtePolicy) csg = load ("csg");

  g_assert_cmpstr (luwte_policy_get_name (csg, "en"), ==, "Chat of the Sexual Assault Centre");
  g_assert_cmpstr (luwte_policy_get_name (csg, "nl_BE.UTF-8"), ==,
                   "Chat van het Centrum Seksueel Geweld");
  /* The profile's first language where there is no other. */
  g_assert_cmpstr (luwte_policy_get_name (csg, "fr"), ==, luwte_policy_get_name (csg, "nl"));
  g_assert_cmpstr (luwte_policy_get_name (csg, NULL), ==, luwte_policy_get_name (csg, "nl"));
  g_assert_cmpstr (luwte_policy_get_name (csg, ""), ==, luwte_policy_get_name (csg, "nl"));
  g_assert_true (luwte_policy_has_topic (csg, "report"));
  g_assert_false (luwte_policy_has_topic (csg, "stalking"));
  g_assert_false (luwte_policy_has_topic (csg, NULL));
  g_assert_cmpstr (luwte_policy_topic_label (csg, "report", "nl"), ==, "Melding of aangifte");
  g_assert_cmpstr (luwte_policy_topic_label (csg, "of_an_old_version", "nl"), ==,
                   "of_an_old_version");
}

static void
test_days (void)
{
  g_autoptr (LuwtePolicy) fara = load ("fara");
  LuwteDay today = luwte_day_from_ymd (2026, 11, 22), from;

  g_assert_cmpint (luwte_policy_day_of (fara, G_GINT64_CONSTANT (1782943200)), ==,
                   luwte_day_from_ymd (2026, 7, 2));
  g_assert_cmpint (luwte_policy_day_of (fara, G_GINT64_CONSTANT (1782943199)), ==,
                   luwte_day_from_ymd (2026, 7, 1));
  from = luwte_policy_audit_from (fara, today);
  g_assert_cmpint (from, ==, luwte_day_from_ymd (2021, 11, 23));
}

/* The statement of secrecy and its year. (R51) */
static void
test_secrecy (void)
{
  g_autoptr (LuwtePolicy) csg = load ("csg");
  LuwteDay day = luwte_day_from_ymd (2024, 2, 29);

  g_assert_nonnull (
      strstr (luwte_policy_get_secrecy_statement (csg, "nl"), "geheimhoudingsverklaring"));
  g_assert_cmpint (luwte_policy_get_secrecy_until (csg, day), ==, luwte_day_from_ymd (2025, 2, 28));
}

static void
test_as_it_came (void)
{
  g_autoptr (LuwtePolicy) fier = load ("fier");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) again = luwte_policy_load_bytes (luwte_policy_get_json (fier), "again",
                                                           luwte_policy_get_choices (fier), &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (luwte_policy_get_json (fier), luwte_policy_get_json (again)));
}

/* What a profile may leave out, left out: the answers are "no", and every question has one. */
static void
test_without_options (void)
{
  g_autoptr (LuwtePolicy) example = load ("example");
  gsize length;
  const char *bytes = g_bytes_get_data (luwte_policy_get_json (example), &length);
  g_autoptr (GString) text = g_string_new_len (bytes, (gssize) length);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (LuwtePolicy) policy = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) sentences = NULL;

  g_assert_true (luwte_policy_keeps_counters (example));
  g_assert_cmpuint (g_string_replace (text, ", \"counters\": \"on\"", "", 1), ==, 1);
  g_assert_cmpuint (g_string_replace (text, "\"questions\": {},", "", 1), ==, 1);
  json = g_bytes_new (text->str, text->len);
  policy = luwte_policy_load_bytes (json, "x", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (luwte_policy_keeps_counters (policy));
  sentences = luwte_policy_describe (policy, "nl");
  g_assert_cmpuint (g_strv_length (sentences), >, 10);
}

/* Every sentence is whole, in both languages, and says another thing. */
static void
test_describe (void)
{
  static const char *const languages[] = { "nl", "en", "fr" };
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (languages); j++)
      {
        g_autoptr (LuwtePolicy) policy = load (names[i]);
        g_auto (GStrv) sentences = luwte_policy_describe (policy, languages[j]);
        g_autofree char *one = luwte_policy_describe_retention (policy, languages[j]);
        g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

        g_assert_cmpuint (g_strv_length (sentences), >=, 15);
        g_assert_true (g_str_has_suffix (one, "."));
        for (guint k = 0; sentences[k] != NULL; k++)
          {
            g_assert_true (g_str_has_suffix (sentences[k], "."));
            g_assert_null (strstr (sentences[k], "(null)"));
            g_assert_null (strstr (sentences[k], "  "));
            g_assert_null (strstr (sentences[k], ".."));
            g_assert_true (g_hash_table_add (seen, sentences[k]));
            g_test_message ("%s", sentences[k]);
          }
        g_test_message ("%s", one);
      }
}

static void
test_describe_retention (void)
{
  static const struct
  {
    const char *profile, *language, *sentence;
  } rows[] = {
    { "fier", "nl",
      "Aantekeningen verdwijnen twee jaar na het laatste contact; daarna blijft alleen het"
      " onderwerp." },
    { "fier", "en", "Notes go two years after the last contact; after that only the topic stays." },
    { "veiligsamen", "nl",
      "Vragen verdwijnen een maand nadat ze gesteld zijn; daarna blijft alleen het onderwerp."
      " Geen dossier." },
    { "fara", "en",
      "Notes go two years after the last contact (our choice); after that only the topic stays." },
    { "pratenonline", "nl",
      "Aantekeningen verdwijnen twee jaar na het laatste contact (onze keuze); daarna blijft alleen"
      " het onderwerp. Therapie: aantekeningen verdwijnen vijftien jaar na het laatste contact "
      "(onze"
      " keuze); daarna blijft alleen het onderwerp." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LuwtePolicy) policy = load (rows[i].profile);
      g_autofree char *one = luwte_policy_describe_retention (policy, rows[i].language);

      g_assert_cmpstr (one, ==, rows[i].sentence);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/bundled", test_bundled);
  g_test_add_func ("/policy/promises", test_promises);
  g_test_add_func ("/policy/due-edges", test_due_edges);
  g_test_add_func ("/policy/lines", test_lines);
  g_test_add_func ("/policy/readers", test_readers);
  g_test_add_func ("/policy/identity", test_identity);
  g_test_add_func ("/policy/choices", test_choices);
  g_test_add_func ("/policy/unspecified", test_unspecified);
  g_test_add_func ("/policy/languages", test_languages);
  g_test_add_func ("/policy/days", test_days);
  g_test_add_func ("/policy/as-it-came", test_as_it_came);
  g_test_add_func ("/policy/secrecy", test_secrecy);
  g_test_add_func ("/policy/without-options", test_without_options);
  g_test_add_func ("/policy/describe", test_describe);
  g_test_add_func ("/policy/describe-retention", test_describe_retention);
  return g_test_run ();
}
