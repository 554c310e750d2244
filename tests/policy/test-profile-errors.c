/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Profiles that are wrong, each in one way: refused with file, line, column, key and what was
 * expected. Each is the neutral example with one change, so that what is said about its place can
 * be checked against where the change was made. */

#include "luwte-policy.h"

#include <json-glib/json-glib.h>

#include <glib/gstdio.h>
#include <string.h>

static char *
example (void)
{
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("fier", NULL, NULL);
  gsize length;
  const char *text = g_bytes_get_data (luwte_policy_get_json (policy), &length);

  return g_strndup (text, length);
}

static void
place_of (const char *text, const char *at, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *c = text; c < at; c++)
    if (*c == '\n')
      {
        (*line)++;
        start = c + 1;
      }
  *column = (guint) g_utf8_pointer_to_offset (start, at) + 1;
}

typedef struct
{
  const char *find;    /* first occurrence in the profile */
  const char *replace; /* what it becomes */
  const char *at;      /* where the message must point: the first occurrence of this afterwards */
  const char *message; /* after FILE:LINE:COLUMN, its beginning */
} Wrong;

static const Wrong wrongs[] = {
  { "\"schema\": 1", "\"schema\": 2", "2", "schema: expected 1" },
  { "\"schema\": 1", "\"schema\": \"1\"", "\"1\"", "schema: expected 1" },
  { "\"schema\": 1", "\"shema\": 1", "\"shema\"",
    "shema: expected a key that the schema knows: schema, id," },
  { "\"version\": 1", "\"version\": 0", "0,", "version: expected a whole number from 1 on" },
  { "\"version\": 1", "\"version\": 1.5", "1.5", "version: expected a whole number" },
  { "\"version\": 1,", "", "{", "version: expected this key, which is missing" },
  { "\"version\": 1", "\"version\": 1, \"version\": 2", "\"version\": 2",
    "version: expected this key once" },
  { "\"id\": \"fier\"", "\"id\": \"Fier\"", "\"Fier\"",
    "id: expected a name of lower-case letters" },
  { "\"id\": \"fier\"", "\"id\": \"fier\\n\"", "\"fier\\n\"", "id: expected a name" },
  { "\"id\": \"fier\"", "\"id\": null", "null", "id: expected a name" },
  { "\"2026-11-22\"", "\"2026-02-30\"", "\"2026-02-30\"", "date: expected a date such as" },
  { "\"2026-11-22\"", "\"22-11-2026\"", "\"22-11-2026\"", "date: expected a date" },
  { "\"Europe/Amsterdam\"", "\"Europe/Lutjebroek\"", "\"Europe/Lutjebroek\"",
    "time_zone: expected a time zone" },
  { "\"Europe/Amsterdam\"", "\"../../../etc/passwd\"", "\"../", "time_zone: expected a time zone" },
  { "[\"nl\", \"en\"]", "[]", "[]", "languages: expected a list that is not empty" },
  { "[\"nl\", \"en\"]", "[\"nl\", \"en\", \"nl\"]", "\"nl\"]",
    "languages[2]: expected each item once" },
  { "[\"nl\", \"en\"]", "[\"nl\", \"dutch\"]", "\"dutch\"", "languages[1]: expected a language" },
  { "[\"nl\", \"en\"]", "[\"fr\", \"nl\", \"en\"]", "{\"nl\": \"Chat met Fier\"",
    "name.fr: expected this text, since \"fr\" is the first" },
  { "[\"nl\", \"en\"]", "[\"nl\"]", "\"en\": \"Chat met Fier\"",
    "name.en: expected a language that stands under" },
  { "{\"nl\": \"Chat met Fier\", \"en\": \"Chat met Fier\"}", "{\"nl\": \"\"}", "\"\"",
    "name.nl: expected" },
  { "{\"nl\": \"Chat met Fier\", \"en\": \"Chat met Fier\"}", "\"Chat met Fier\"",
    "\"Chat met Fier\"", "name: expected a text by language" },
  { "\"date\": \"undated\"", "\"date\": \"unknown\"", "\"unknown\"",
    "source.date: expected a date such as \"2026-11-01\", or \"undated\"" },
  { "\"from\": \"last_contact\"", "\"from\": \"last_week\"", "\"last_week\"",
    "unspecified.from: expected a value to suggest: one of" },
  { "\"from\": \"last_contact\"", "\"from\": \"unspecified\"", "\"unspecified\",",
    "unspecified.from: expected a value to suggest" },
  { "\"from\": \"last_contact\"", "\"keep\": \"P2Y\", \"from\": \"last_contact\"", "\"keep\"",
    "unspecified.keep: expected the key of something that is \"unspecified\"" },
  { "\"from\": \"last_contact\"", "\"From\": \"x\", \"from\": \"last_contact\"", "\"From\"",
    "unspecified.From: expected a key such as" },
  { "\"questions\": {", "\"questions\": {\"keep\": {\"nl\": \"?\"},", "\"keep\"",
    "questions.keep: expected the key of something" },
  { "\"from\": \"last_contact\",", "", "\"unspecified\",",
    "service_lines[0].records.note.from: expected a value, or \"chat.note.from\" or \"chat.from\" "
    "or \"from\"" },
  { "\"domestic_violence\"", "\"stalking\"", "\"stalking\", \"label\": {\"nl\": \"Stalking\"",
    "topics[7].code: expected a code that no other item has" },
  { "\"domestic_violence\"", "\"Domestic\"", "\"Domestic\"", "topics[0].code: expected a code" },
  { "\"domestic_violence\"", "7", "7,", "topics[0].code: expected a code" },
  { "\"topics\": [", "\"topics\": {\"a\": [", "{\"a\"", NULL },
  { "[\"chat\", \"phone\"]", "[\"chat\", \"telegram\"]", "\"telegram\"",
    "service_lines[0].channels[1]: expected one of \"chat\"," },
  { "\"dossier\": \"notes\"", "\"dossier\": \"none\"", "\"P2Y\"",
    "service_lines[0].records.note.keep: expected \"none\", since the line has no dossier" },
  { "\"dossier\": \"notes\"", "\"dossier\": \"file\"", "\"file\"",
    "service_lines[0].dossier: expected one of" },
  { "\"dossier\": \"notes\"", "\"dossier\": \"notes\", \"files\": 1", "\"files\"",
    "service_lines[0].files: expected a key that the schema knows" },
  { "\"keep\": \"P2Y\"", "\"keep\": \"2 years\"", "\"2 years\"",
    "service_lines[0].records.note.keep: expected an ISO 8601 duration" },
  { "\"keep\": \"P2Y\"", "\"keep\": \"P0D\"", "\"P0D\"",
    "service_lines[0].records.note.keep: expected an ISO 8601 duration" },
  { "\"keep\": \"P2Y\"", "\"keep\": \"PT48H\"", "\"PT48H\"",
    "service_lines[0].records.note.keep: expected an ISO 8601 duration" },
  { "\"keep\": \"P2Y\"", "\"keep\": 7777", "7777",
    "service_lines[0].records.note.keep: expected an ISO 8601 duration" },
  { "\"keep\": \"P2Y\"", "\"keep\": \"session\"", "\"unspecified\",",
    "service_lines[0].records.note.from: expected \"closed\"" },
  { "\"from\": \"unspecified\"", "\"from\": \"opened\"", "\"opened\"",
    "service_lines[0].records.note.from: expected one of" },
  { "\"leaves\": \"topic\"", "\"leaves\": \"everything\"", "\"everything\"",
    "service_lines[0].records.note.leaves: expected one of" },
  { "\"readers\": \"team\"", "\"readers\": \"everybody\"", "\"everybody\"",
    "service_lines[0].records.note.readers: expected one of" },
  { "\"readers\": \"team\"", "\"readers\": \"author\"", "[\"author\", \"lead\"]",
    "service_lines[0].records.note.substitutes: expected an empty list" },
  { "\"warning\": {", "\"self_test\": {", "\"self_test\"",
    "service_lines[0].records.self_test: expected one of \"note\"" },
  { "\"requires_consent\": true", "\"requires_consent\": \"yes\"", "\"yes\"",
    "personal_data.requires_consent: expected true or false" },
  { "\"requires_consent\": true", "\"requires_consent\": 1", "1, \"purposes\"", NULL },
  { "\"ladder\": [\"warn\", \"block\"]", "\"ladder\": [\"warn\", \"warn\"]", "\"warn\"]",
    "conduct.ladder[1]: expected each item once" },
  { "\"print\": \"never\"", "\"print\": \"permitted\"", "\"permitted\"",
    "output.print: expected \"never\"" },
  { "\"forward\": \"never\"", "\"forward\": \"ask\"", "\"ask\"",
    "output.forward: expected \"never\"" },
  { "\"anonymous_requests\": \"refused\"", "\"anonymous_requests\": \"granted\"", "\"granted\"",
    "rights.anonymous_requests: expected \"refused\"" },
  { "\"small_cell\": 5", "\"small_cell\": 4", "4,", NULL },
  { "\"number\": \"112\"", "\"number\": \"een een twee\"", "\"een een twee\"",
    "emergency[0].number: expected a telephone number" },
  { "\"region\": \"NL\"", "\"region\": \"nl\"", "\"nl\",", NULL },
  { "\"audit\": {\"keep\": \"P5Y\"}", "\"audit\": {\"keep\": \"P5\"}", "\"P5\"",
    "audit.keep: expected an ISO 8601 duration" },
  { "\"audit\": {\"keep\": \"P5Y\"}", "\"audit\": {}", "{},",
    "audit.keep: expected this key, which is missing" },
  { "\"audit\": {\"keep\": \"P5Y\"},", "", "{", "audit: expected this key, which is missing" },
  { "\"schema\": 1,", "\"schema\": 1", "\"id\"", "JSON: expected \",\" or \"}\"" },
  { "\"schema\": 1", "\"schema\": 01", "1,", "JSON: expected \",\" or \"}\"" },
  { "\"schema\": 1", "\"a/b~c\": 1, \"schema\": 1", "\"a/b~c\"",
    "a/b~c: expected a key that the schema knows" },
};

static void
test_wrong (gconstpointer data)
{
  const Wrong *wrong = data;
  g_autofree char *text = example (), *start = NULL;
  g_autoptr (GString) changed = g_string_new (text);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  guint line, column;

  g_assert_cmpuint (g_string_replace (changed, wrong->find, wrong->replace, 1), ==, 1);
  json = g_bytes_new (changed->str, changed->len);
  g_assert_null (luwte_policy_load_bytes (json, "wrong.json", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_test_message ("%s", error->message);
  if (wrong->message == NULL)
    return;
  g_assert_nonnull (strstr (changed->str, wrong->at));
  place_of (changed->str, strstr (changed->str, wrong->at), &line, &column);
  start = g_strdup_printf ("wrong.json:%u:%u: %s", line, column, wrong->message);
  if (!g_str_has_prefix (error->message, start))
    g_error ("expected: %s\n     got: %s", start, error->message);
}

/* Nothing at all, something else, too much, and what is no file. */
static void
test_not_a_profile (void)
{
  static const char *const texts[] = { "", " ", "null", "[]", "\"fier\"", "{}", "{\"schema\": 1}" };
  g_autofree char *many = g_strnfill (LUWTE_POLICY_MAX_BYTES + 1, ' ');
  g_autoptr (GBytes) big = g_bytes_new_static (many, LUWTE_POLICY_MAX_BYTES + 1);
  g_autoptr (GBytes) none = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) json = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_null (luwte_policy_load_bytes (json, "x", NULL, &error));
      g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "x:1:"));
      g_clear_error (&error);
    }
  g_assert_null (luwte_policy_load_bytes (none, "x", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (luwte_policy_load_bytes (big, "x", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (luwte_policy_load_bundled ("../fier", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
}

static void
test_files (void)
{
  g_autofree char *text = example (), *dir = g_dir_make_tmp ("luwte-policy-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "fier.json", NULL);
  g_autoptr (LuwtePolicy) policy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_policy_load_file (path, NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  policy = luwte_policy_load_file (path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_policy_get_id (policy), ==, "fier");
  g_assert_null (luwte_policy_load_file (dir, NULL, &error));
  g_assert_true (error->domain == G_IO_ERROR);
  g_clear_error (&error);
  g_assert_null (luwte_policy_load_file ("/dev/zero", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
  g_remove (path);
  g_rmdir (dir);
}

/* Whatever happens to the bytes: accepted, or refused with a place; never a crash. */
static void
mutate (GRand *rand, GString *text)
{
  static const char *const pieces[] = { "\"",   "{",       "}",    "[",    "]",
                                        ":",    ",",       "null", "true", "0",
                                        "-1e9", "\\u0000", "\xff", "é",    "\"keep\":\"P2Y\"",
                                        "\n" };
  guint at = (guint) g_rand_int_range (rand, 0, (int) text->len);
  guint length = (guint) g_rand_int_range (rand, 1, 30);

  length = MIN (length, (guint) text->len - at);
  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      g_string_erase (text, at, length);
      break;
    case 1:
      text->str[at] = (char) g_rand_int_range (rand, 1, 256);
      break;
    case 2:
      g_string_insert (text, at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;
    case 3:
      {
        g_autofree char *piece = g_strndup (text->str + at, length);

        g_string_insert (text, g_rand_int_range (rand, 0, (int) text->len), piece);
        break;
      }
    default:
      g_string_truncate (text, at);
    }
}

/* What was accepted means what its text says: read by another parser, written out in another shape and
 * loaded again, it tells the same and promises neither more nor less. */
static void
assert_same_meaning (LuwtePolicy *policy, const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autofree char *laid_out = NULL;
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) again = NULL;
  g_autoptr (GPtrArray) more = NULL, less = NULL;
  g_auto (GStrv) one = NULL, two = NULL;

  g_assert_nonnull (root);
  laid_out = json_to_string (root, TRUE);
  json = g_bytes_new (laid_out, strlen (laid_out));
  again = luwte_policy_load_bytes (json, "again", NULL, &error);
  g_assert_no_error (error);
  one = luwte_policy_describe (policy, "nl");
  two = luwte_policy_describe (again, "nl");
  g_assert_true (g_strv_equal ((const char *const *) one, (const char *const *) two));
  g_assert_cmpuint (g_strv_length (one), >, 5);
  more = luwte_policy_loosened (policy, again);
  less = luwte_policy_loosened (again, policy);
  g_assert_cmpuint (more->len + less->len, ==, 0);
}

/* R79. Of each profile that ships, 100 mutations. */
static void
test_mutations (void)
{
  const char *const *names = luwte_policy_bundled ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  guint accepted = 0, all = 0;

  for (guint p = 0; names[p] != NULL; p++)
    for (int i = 0; i < 100; i++)
      {
        g_autoptr (LuwtePolicy) plain = luwte_policy_load_bundled (names[p], NULL, NULL);
        gsize length;
        const char *text = g_bytes_get_data (luwte_policy_get_json (plain), &length);
        g_autoptr (GString) changed = g_string_new_len (text, (gssize) length);
        g_autoptr (GBytes) json = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (LuwtePolicy) policy = NULL;

        all++;
        for (int n = g_rand_int_range (rand, 1, 4); n > 0 && changed->len > 0; n--)
          mutate (rand, changed);
        json = g_bytes_new (changed->str, changed->len);
        policy = luwte_policy_load_bytes (json, "m", NULL, &error);
        if (policy != NULL)
          {
            assert_same_meaning (policy, changed->str);
            accepted++;
            continue;
          }
        g_assert_true (error->domain == LUWTE_POLICY_ERROR);
        g_assert_true (
            g_regex_match_simple ("^m:[0-9]+:[0-9]+: .+: ", error->message, G_REGEX_DOTALL, 0));
      }
  g_test_message ("%u of %u accepted", accepted, all);
  g_assert_cmpuint (all, >=, 500);
  g_assert_cmpuint (accepted, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/wrong/%02u", i);

      g_test_add_data_func (path, &wrongs[i], test_wrong);
    }
  g_test_add_func ("/policy/not-a-profile", test_not_a_profile);
  g_test_add_func ("/policy/files", test_files);
  g_test_add_func ("/policy/mutations", test_mutations);
  return g_test_run ();
}
