/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is easy to guess is called weak, whoever of the two readers knows it. */

#include "luwte-strength.h"

#include <string.h>

static void
test_weak (void)
{
  /* Only the library knows these. */
  static const char *const known[] = {
    "password123456", "qwertyuiopasdf",  "Wachtwoord1234", "iloveyou iloveyou", "1q2w3e4r5t6y",
    "letmein monkey", "12-05-1987 1987", "correcthorse",   "zxcvbnm,./12",      "michaeljordan23",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_test_message ("%s", known[i]);
      g_assert_cmpint (luwte_strength_of (known[i], NULL), ==, LUWTE_STRENGTH_WEAK);
    }
}

/* The library does not know Dutch: letters would count one by one. */
static void
test_dutch (void)
{
  g_assert_cmpint (luwte_strength_of ("aardappel boterham kaas", NULL), ==, LUWTE_STRENGTH_WEAK);
  g_assert_cmpint (luwte_strength_of ("fiets brood wolk kade", NULL), ==, LUWTE_STRENGTH_FAIR);
  g_assert_cmpint (luwte_strength_of ("fiets brood wolk kade lamp zout", NULL), ==,
                   LUWTE_STRENGTH_VERY_STRONG);
}

static void
test_any_text (void)
{
  g_autofree char *long_one = g_strnfill (4000, 'x');
  guint n;

  g_assert_cmpint (luwte_strength_of ("", &n), ==, LUWTE_STRENGTH_NONE);
  g_assert_cmpint (luwte_strength_of (long_one, &n), ==, LUWTE_STRENGTH_WEAK);
  memcpy (long_one, "één twee drie vier vijf zes", strlen ("één twee drie vier vijf zes"));
  g_assert_cmpint (luwte_strength_of (long_one, &n), >, LUWTE_STRENGTH_NONE);
  g_assert_cmpint (luwte_strength_of ("\xc3\xa9\xe2\x82\xac\xf0\x9f\x8c\xbb", &n), ==,
                   LUWTE_STRENGTH_WEAK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strength/weak", test_weak);
  g_test_add_func ("/strength/dutch", test_dutch);
  g_test_add_func ("/strength/any-text", test_any_text);
  return g_test_run ();
}
