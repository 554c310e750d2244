/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the core refuses has a sentence for people. The sources are read, so that a new refusal
 * without one is found. */

#include "luwte-policy.h"
#include "luwte-refusal.h"

static const char *const folders[] = {
  "notes", "policy", "retention", "review", "rights", "vault", "workspace",
};

/* A refusal whose words are chosen elsewhere, or that no window can bring about. */
static const char *const elsewhere[] = {
  "No retention rule is set, so no record is shown",
};

/* The literals that follow a refusal, up to the end of the call; "…" "…" is one. */
static void
collect (const char *source, GPtrArray *found)
{
  g_autoptr (GRegex) call = g_regex_new (
      "(?:luwte_rights_refused\\s*\\(\\s*error,|(?:POLICY|VAULT)_ERROR_REFUSED,)([^;]*);", 0, 0,
      NULL);
  g_autoptr (GRegex) literal =
      g_regex_new ("\"(?:[^\"\\\\]|\\\\.)*\"(?:\\s*\"(?:[^\"\\\\]|\\\\.)*\")*", 0, 0, NULL);
  g_autoptr (GRegex) joint = g_regex_new ("(?<!\\\\)\"\\s*\"", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (call, source, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *arguments = g_match_info_fetch (match, 1);
      g_autoptr (GMatchInfo) part = NULL;

      for (g_regex_match (literal, arguments, 0, &part); g_match_info_matches (part);
           g_match_info_next (part, NULL))
        {
          g_autofree char *quoted = g_match_info_fetch (part, 0);
          g_autofree char *one = g_regex_replace_literal (joint, quoted, -1, 0, "", 0, NULL);
          g_autofree char *plain = NULL;

          /* An empty one is none. */
          if (strlen (one) < 3)
            continue;
          one[strlen (one) - 1] = '\0';
          plain = g_strcompress (one + 1);
          /* A lone value, such as the name of a kind, is no sentence. */
          if (strchr (plain, ' ') != NULL)
            g_ptr_array_add (found, g_steal_pointer (&plain));
        }
    }
}

static void
collect_folder (const char *name, GPtrArray *found)
{
  g_autofree char *path = g_build_filename (g_getenv ("LUWTE_SOURCE_DIR"), "src", name, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *file;

  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *whole = g_build_filename (path, file, NULL);
      g_autofree char *source = NULL;

      if (!g_str_has_suffix (file, ".c"))
        continue;
      g_assert_true (g_file_get_contents (whole, &source, NULL, NULL));
      collect (source, found);
    }
}

static void
test_every_one (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  guint n_missing = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    collect_folder (folders[i], found);
  /* The reader of sources reads: there were forty when it was written. */
  g_assert_cmpuint (found->len, >=, 30);
  for (guint i = 0; i < found->len; i++)
    {
      g_auto (GStrv) pieces = g_strsplit (g_ptr_array_index (found, i), "%s", -1);
      g_autofree char *message = g_strjoinv ("x", pieces);
      g_autofree char *words = luwte_refusal_words (message);
      gboolean known = words != NULL;

      for (gsize j = 0; j < G_N_ELEMENTS (elsewhere); j++)
        known |= g_str_equal (message, elsewhere[j]);
      if (!known)
        {
          g_test_message ("no sentence for: %s", message);
          n_missing++;
        }
    }
  g_assert_cmpuint (n_missing, ==, 0);
}

/* What a refusal of the core itself becomes: the sentence, and the rule that it named. */
static void
test_rule (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("fier", NULL, &error);
  g_autofree char *kept = NULL;
  g_autofree char *kind = NULL;

  g_assert_no_error (error);
  g_assert_false (luwte_policy_may_store (policy, "chat", "question", &error));
  kept = luwte_refusal_words (error->message);
  g_assert_cmpstr (kept, ==, "That is not kept on this line. (fier: service_lines.chat.records)");
  g_clear_error (&error);
  g_assert_false (luwte_policy_may_request (policy, "weather", &error));
  kind = luwte_refusal_words (error->message);
  g_assert_cmpstr (kind, ==, "There are no requests of that kind. (rights.kinds)");
  g_assert_null (luwte_refusal_words ("The moon is made of cheese"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusal/every-one", test_every_one);
  g_test_add_func ("/refusal/rule", test_rule);
  return g_test_run ();
}
