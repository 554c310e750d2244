/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-mask-private.h"

static const char *const own[] = { "Kiezel", "Anna Bloem", "Roos", "🌻", NULL };
static const char *const others[] = { "anna_15",     "Anna", "Zoë", "Basalt", "u", "Roos",
                                      "Jan de Boer", "🌺",   "🌻",  "...",    "",  NULL };

/* Nobody else's nickname is left, however it is written; one's own stays, and so does what only looks
 * alike. (R82) */
static void
test_names (void)
{
  static const struct
  {
    const char *text, *wanted;
    guint n;
  } rows[] = {
    { "", "", 0 },
    { "Geen naam hier.", "Geen naam hier.", 0 },
    { "Kiezel kent Basalt.", "Kiezel kent [*].", 1 },
    { "BASALT, basalt! Básalt?", "[*], [*]! [*]?", 3 },
    { "Basalts broer, Basalt's zus", "[*] broer, [*]'s zus", 2 },
    { "basalten en Basaltina", "basalten en Basaltina", 0 },
    { "anna_15 en Anna 15 en anna-15", "[*] en [*] en [*]", 3 },
    { "Anna Bloem is geen Anna.", "Anna Bloem is geen [*].", 1 },
    { "anna\nbloem", "anna\nbloem", 0 },
    { "zoe en ZOË en Zoe\xcc\x88", "[*] en [*] en [*]", 3 },
    { "Jan de Boer, jan de bakker", "[*], jan de bakker", 1 },
    { "Roos heet ook Roos", "Roos heet ook Roos", 0 },
    { "wat doet u...", "wat doet u...", 0 },
    { "🌺 en 🌻 en 🌺🌺", "[*] en 🌻 en [*][*]", 3 },
    { "Basalt", "[*]", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LuwteMask) mask = luwte_mask_new (own, others, "[*]");
      g_autofree char *masked = luwte_mask_apply (mask, rows[i].text);

      g_assert_cmpstr (masked, ==, rows[i].wanted);
      g_assert_cmpuint (luwte_mask_get_n (mask), ==, rows[i].n);
    }
}

/* With nobody else there is nothing to take out. */
static void
test_alone (void)
{
  static const char *const nobody[] = { NULL };
  g_autoptr (LuwteMask) mask = luwte_mask_new (own, nobody, "[*]");
  g_autofree char *masked = luwte_mask_apply (mask, "Anna Bloem en Basalt");

  g_assert_cmpstr (masked, ==, "Anna Bloem en Basalt");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rights/mask/names", test_names);
  g_test_add_func ("/rights/mask/alone", test_alone);
  return g_test_run ();
}
