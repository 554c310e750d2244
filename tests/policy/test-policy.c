/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-code.h"
#include "luwte-policy.h"

static LuwtePolicy *
load (const char *name)
{
  g_autoptr (GError) error = NULL;
  LuwtePolicy *policy = luwte_policy_load_bundled (name, NULL, &error);

  g_assert_no_error (error);
  return policy;
}

static void
test_bundled (void)
{
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      LuwtePolicy *policy = load (names[i]);
      static const char *const languages[] = { "nl", "en", NULL };

      g_assert_cmpstr (luwte_policy_get_id (policy), ==, names[i]);
      for (guint j = 0; languages[j] != NULL; j++)
        {
          g_auto (GStrv) sentences = luwte_policy_describe (policy, languages[j]);
          g_autofree char *one = luwte_policy_describe_retention (policy, languages[j]);

          g_test_message ("%s", one);
          for (guint k = 0; sentences[k] != NULL; k++)
            g_test_message ("%s", sentences[k]);
        }
      g_assert_finalize_object (policy);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/bundled", test_bundled);
  return g_test_run ();
}
