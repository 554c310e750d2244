/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What counts as loosening a profile: each way of promising less is found, each way of promising more
 * is let pass, and words count for nothing. Both ways of every pair are asked. */

#include "luwte-code.h"
#include "luwte-policy.h"

#include <string.h>

static LuwtePolicy *
with (const char *profile, const char *from, const char *to)
{
  g_autoptr (LuwtePolicy) plain = luwte_policy_load_bundled (profile, NULL, NULL);
  gsize length;
  const char *bytes = g_bytes_get_data (luwte_policy_get_json (plain), &length);
  g_autoptr (GString) text = g_string_new_len (bytes, (gssize) length);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  LuwtePolicy *policy;

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  json = g_bytes_new (text->str, text->len);
  policy = luwte_policy_load_bytes (json, "changed", NULL, &error);
  g_assert_no_error (error);
  return policy;
}

/* loose: which way of the pair is the looser one; 0: neither */
typedef struct
{
  const char *profile, *before, *after;
  int loose;
  const char *key;
} Pair;

static const Pair pairs[] = {
  { "example", "\"keep\": \"P1Y\"", "\"keep\": \"P13M\"", 1, "records.note.keep" },
  { "example", "\"keep\": \"P1Y\"", "\"keep\": \"P365D\"", -1, "records.note.keep" },
  { "example", "\"keep\": \"P1Y\"", "\"keep\": \"P12M\"", 0, NULL },
  { "example", "\"from\": \"last_contact\"", "\"from\": \"created\"", -1, "records.note.keep" },
  { "veiligsamen", "\"keep\": \"P1M\"", "\"keep\": \"P31D\"", 1, "records.question.keep" },
  { "veiligsamen", "\"keep\": \"P1M\"", "\"keep\": \"P28D\"", -1, "records.question.keep" },
  { "veiligsamen", "\"readers\": \"author\"", "\"readers\": \"lead\"", 1, "readers" },
  { "veiligsamen", "\"leaves\": \"topic\"", "\"leaves\": \"nothing\"", -1, "leaves" },
  { "veiligsamen", "\"dossier\": \"none\"", "\"dossier\": \"notes\"", 1, "dossier" },
  { "veiligsamen", "\"external_dossier\": \"never\"", "\"external_dossier\": \"allowed\"", 1,
    "external_dossier" },
  { "veiligsamen", "\"default\": \"never\"", "\"default\": \"anonymised\"", 1, "personal_data" },
  { "fier", "\"requires_consent\": true", "\"requires_consent\": false", 1, "requires_consent" },
  { "fier", "\"objection\": \"any_time\"", "\"objection\": \"on_request\"", 1, "objection" },
  { "fier", "\"purposes\": [", "\"purposes\": [{\"nl\": \"x\"}, ", 1, "purposes" },
  { "fier", "\"nicknames\": \"account\"", "\"nicknames\": \"free\"", -1, "nicknames" },
  { "fier", "\"anoniem\",", "", 1, "generic" },
  { "fier", "\"links\": \"lead\"", "\"links\": \"nobody\"", -1, "links" },
  { "fier", "\"counts\": \"nobody\"", "\"counts\": \"lead\"", 1, "counts" },
  { "fier", "\"seen_before\": \"everyone\"", "\"seen_before\": \"lead\"", -1, "seen_before" },
  { "fier", "\"definition\": \"none\"", "\"definition\": \"monthly\"", 1, "overuse" },
  { "fier", "\"ladder\": [\"warn\", \"block\"]", "\"ladder\": [\"block\"]", 1, "ladder" },
  { "fier", "\"ladder\": [\"warn\", \"block\"]", "\"ladder\": [\"warn\"]", -1, "ladder" },
  { "fier", "\"conduct.block_at_most\": \"P1M\"", "\"conduct.block_at_most\": \"P2M\"", 1,
    "block_at_most" },
  { "fier", "\"block_without_warning\": \"nobody\"", "\"block_without_warning\": \"lead\"", 1,
    "block_without_warning" },
  { "fier", "\"expires\": \"P3M\"", "\"expires\": \"P4M\"", 1, "expires" },
  { "fier", "\"advice_keep\": \"P2Y\"", "\"advice_keep\": \"P1Y\"", -1, "advice_keep" },
  { "fier", "\"grounds\": [", "\"grounds\": [{\"code\": \"x\", \"label\": {\"nl\": \"x\"}}, ", 1,
    "grounds" },
  { "fier", "\"discuss_first\": true", "\"discuss_first\": false", 1, "discuss_first" },
  { "fier", "\"sharing.consult\": \"preferred\"", "\"sharing.consult\": \"required\"", -1,
    "consult" },
  { "pratenonline", "\"weigh\": [\"proportionality\", \"subsidiarity\"]",
    "\"weigh\": [\"proportionality\"]", 1, "weigh" },
  { "fier", "\"anonymous_consultation\": false", "\"anonymous_consultation\": true", 1,
    "anonymous_consultation" },
  { "fier", "\"identity\": \"required\"", "\"identity\": \"no\"", 1, "identity" },
  { "pratenonline", "\"ownership\": \"required\"", "\"ownership\": \"no\"", 1, "ownership" },
  { "fier", "\"access\", ", "", 1, "kinds" },
  { "fier", "\"answer_within\": \"P1M\"", "\"answer_within\": \"P2W\"", -1, "answer_within" },
  { "fier", "\"allowed\": true", "\"allowed\": false", -1, "research" },
  { "veiligsamen", "\"to_visitor\": \"none\"", "\"to_visitor\": \"mail\"", 1, "to_visitor" },
  { "fier", "\"yearly\": true", "\"yearly\": false", -1, "yearly" },
  { "fier", "\"small_cell\": 5", "\"small_cell\": 6", -1, "small_cell" },
  { "fier", "\"figures.counters\": \"on\"", "\"figures.counters\": \"off\"", -1, "counters" },
  { "fier", "\"renew\": \"P1Y\"", "\"renew\": \"P2Y\"", 1, "renew" },
  { "fier", "\"audit\": {\"keep\": \"P5Y\"}", "\"audit\": {\"keep\": \"P6Y\"}", -1, "audit" },
  { "fier", "Europe/Amsterdam", "Europe/Brussels", 2, "time_zone" },
  { "fier", "\"id\": \"fier\"", "\"id\": \"other\"", 2, "id" },
  { "fara", "\"id\": \"phone\"", "\"id\": \"telephone\"", 2, "service_lines" },
  { "example", "\"readers\": \"team\",\n          \"substitutes\": [\"author\", \"lead\"]",
    "\"readers\": \"team\",\n          \"substitutes\": [\"author\"]", -1, "records.note" },
  { "example", "\"readers\": \"team\",", "\"readers\": \"team\", \"extend\": \"P1M\",", 1,
    "records.note" },
  /* Words, and what is asked in them, promise nothing. */
  { "fier", "\"version\": 1", "\"version\": 2", 0, NULL },
  { "fier", "Chat met Fier en privacy", "Iets anders", 0, NULL },
  { "csg", "We behandelen elkaar met respect.", "We zijn aardig.", 0, NULL },
  { "fier", "\"number\": \"112\"", "\"number\": \"113\"", 0, NULL },
};

static void
assert_looser (LuwtePolicy *before, LuwtePolicy *after, gboolean expected, const Pair *pair)
{
  g_autoptr (GPtrArray) found = luwte_policy_loosened (before, after);
  gboolean named = FALSE;

  for (guint i = 0; i < found->len; i++)
    {
      LuwteCode *code = g_ptr_array_index (found, i);

      g_test_message ("%s: %s -> %s", luwte_code_get_code (code), luwte_code_get_label (code),
                      luwte_code_get_text (code));
      named |= pair->key != NULL && strstr (luwte_code_get_code (code), pair->key) != NULL;
    }
  if ((found->len > 0) != expected || named != expected)
    g_error ("%s: %s, %s: %u looser, expected %d", pair->profile, pair->before, pair->after,
             found->len, expected);
}

static void
test_pairs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const Pair *pair = &pairs[i];
      g_autoptr (LuwtePolicy) before = luwte_policy_load_bundled (pair->profile, NULL, NULL);
      g_autoptr (LuwtePolicy) after = with (pair->profile, pair->before, pair->after);

      assert_looser (before, after, pair->loose > 0, pair);
      assert_looser (after, before, pair->loose == 2 || pair->loose == -1, pair);
    }
}

/* A choice counts by what it comes to. */
static void
test_choices (void)
{
  g_autoptr (GHashTable) longer = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (LuwtePolicy) fara = luwte_policy_load_bundled ("fara", NULL, NULL);
  g_autoptr (LuwtePolicy) after = NULL;
  g_autoptr (GPtrArray) looser = NULL, tighter = NULL;

  g_hash_table_insert (longer, (gpointer) "keep", (gpointer) "P5Y");
  after = luwte_policy_load_bundled ("fara", longer, NULL);
  looser = luwte_policy_loosened (fara, after);
  tighter = luwte_policy_loosened (after, fara);
  g_assert_cmpuint (looser->len, >, 40);
  g_assert_cmpuint (tighter->len, ==, 0);
}

/* No two of the profiles that ship are the same promise; each is as tight as itself. */
static void
test_bundled (void)
{
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i] != NULL; i++)
    for (guint j = 0; names[j] != NULL; j++)
      {
        g_autoptr (LuwtePolicy) one = luwte_policy_load_bundled (names[i], NULL, NULL);
        g_autoptr (LuwtePolicy) two = luwte_policy_load_bundled (names[j], NULL, NULL);
        g_autoptr (GPtrArray) found = luwte_policy_loosened (one, two);

        g_assert_cmpint (found->len == 0, ==, i == j);
      }
}

static void
test_extend (void)
{
  g_autoptr (LuwtePolicy) plain = luwte_policy_load_bundled ("example", NULL, NULL);
  g_autoptr (LuwtePolicy) policy = with ("example", "\"readers\": \"team\",",
                                         "\"readers\": \"team\", \"extend\": \"P1M\",");
  g_autoptr (GError) error = NULL;
  LuwtePeriod by;

  g_assert_true (luwte_policy_may_extend (policy, "chat", "note", &by, &error));
  g_assert_cmpint (by.months, ==, 1);
  g_assert_false (luwte_policy_may_extend (plain, "chat", "note", &by, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "extend"));
  g_clear_error (&error);
  g_assert_false (luwte_policy_may_extend (policy, "nowhere", "note", &by, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/change/pairs", test_pairs);
  g_test_add_func ("/policy/change/choices", test_choices);
  g_test_add_func ("/policy/change/bundled", test_bundled);
  g_test_add_func ("/policy/change/extend", test_extend);
  return g_test_run ();
}
