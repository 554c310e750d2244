/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The word lists: nothing in them is guessed. What the table of common words says is what the
 * automaton says, no word is found that was not put in, and what is "one letter away" is what trying
 * every letter finds. */

#include "luwte-deident-private.h"

#include <string.h>

static LuwteDeident *deident;

static guint64
look_up (const char *key)
{
  return luwte_lexicon_look_up (luwte_deident_lexicon (deident), key, strlen (key));
}

static void
test_exact (void)
{
  const LuwteLexicon *lexicon = luwte_deident_lexicon (deident);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint found = 0;

  g_assert_cmpuint (look_up ("de") & LUWTE_LEX (FUNCTION), !=, 0);
  g_assert_cmpuint (look_up ("amsterdam") & LUWTE_LEX (PLACE), !=, 0);
  g_assert_cmpuint (look_up ("den haag") & LUWTE_LEX (PLACE), !=, 0);
  g_assert_cmpuint (look_up ("fatima") & LUWTE_LEX (FIRST), !=, 0);
  g_assert_cmpuint (look_up ("m'n") & LUWTE_LEX (SLANG), !=, 0);
  /* Nine letters at random are no word; a filter of one bit in ten thousand would find thirty. */
  for (guint i = 0; i < 300000; i++)
    {
      char key[10] = "";

      for (guint at = 0; at < 9; at++)
        key[at] = (char) g_rand_int_range (random, 'a', 'z' + 1);
      found += luwte_lexicon_look_up (lexicon, key, 9) != 0;
    }
  g_assert_cmpuint (found, ==, 0);
}

/* What is known of a word; its key lies where more can be read behind it. */
static LuwteLexiconEntry
entry_of (const char *word)
{
  char key[64 + LUWTE_LEX_KEY_ROOM];

  memset (key, 'z', sizeof key);
  memcpy (key, word, strlen (word));
  return luwte_lexicon_word (luwte_deident_lexicon (deident), key, strlen (word),
                             luwte_hash_of (word, strlen (word)));
}

/* A word by the table of common words, and the same by the automaton. */
static void
test_common (void)
{
  static const char *const words[] = { "de",
                                       "het",
                                       "ik",
                                       "niet",
                                       "moeder",
                                       "xqzt",
                                       "roos",
                                       "mark",
                                       "wilde",
                                       "fatima",
                                       "",
                                       "a",
                                       "zei",
                                       "niett",
                                       "verschrikkelijk",
                                       "hulpverlening",
                                       "gisteravond",
                                       "tegenwoordig",
                                       "allemaal",
                                       "vriendin" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const LuwteLexicon *lexicon = luwte_deident_lexicon (deident);
      gsize length = strlen (words[i]);
      LuwteLexiconEntry entry = entry_of (words[i]);

      g_assert_cmpuint (entry.node, ==, luwte_lexicon_walk (lexicon, 0, words[i], length));
      g_assert_cmpuint (entry.flags, ==, look_up (words[i]));
      g_assert_cmpuint (entry.pair != LUWTE_LEX_NO_PAIR, ==,
                        luwte_lexicon_goes_on (lexicon, entry.node));
    }
}

/* The filter before the phrases lets every phrase through, and what it lets through without being
 * one the walk refuses. */
static void
test_pairs (void)
{
  static const char *const first[] = { "de",    "het", "in",     "van",  "den",      "sint",
                                       "nieuw", "oud", "albert", "rode", "gemeente", "xqzt",
                                       "'s",    "la",  "new",    "100",  "st",       "" };
  static const char *const second[] = { "haag",      "gooi", "der",   "bilt",   "bosch",
                                        "niklaas",   "huis", "heijn", "kruis",  "jan",
                                        "york",      "haa",  "ik",    "moeder", "x",
                                        "amsterdam", "1",    "2000",  "d'or",   "" };
  const LuwteLexicon *lexicon = luwte_deident_lexicon (deident);
  guint n_phrases = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (second); j++)
      {
        gsize length = strlen (second[j]);
        LuwteLexiconEntry entry = entry_of (first[i]);
        guint32 walked = luwte_lexicon_next_word (lexicon, entry.node, second[j], length);
        guint32 found = luwte_lexicon_pair (lexicon, entry.node, entry.pair, second[j], length,
                                            luwte_hash_of (second[j], length));

        g_assert_cmpuint (luwte_lexicon_flags (lexicon, found), ==,
                          luwte_lexicon_flags (lexicon, walked));
        g_assert_cmpuint (luwte_lexicon_goes_on (lexicon, found), ==,
                          luwte_lexicon_goes_on (lexicon, walked));
        if (found != LUWTE_LEX_NOWHERE)
          {
            g_assert_cmpuint (found, ==, walked);
            n_phrases += luwte_lexicon_flags (lexicon, found) != 0;
          }
      }
  g_assert_cmpuint (n_phrases, >=, 6);
}

/* By trying everything that a slip of the finger can do. */
static guint64
near_slowly (const char *key)
{
  g_autoptr (GString) tried = g_string_new (NULL);
  gsize length = strlen (key);
  guint64 flags = 0;

  for (gsize at = 0; at <= length; at++)
    {
      if (at < length)
        {
          g_string_assign (tried, key);
          flags |= look_up (g_string_erase (tried, (gssize) at, 1)->str);
        }
      if (at + 1 < length && key[at] != key[at + 1])
        {
          g_string_assign (tried, key);
          tried->str[at] = key[at + 1];
          tried->str[at + 1] = key[at];
          flags |= look_up (tried->str);
        }
      for (char letter = 'a'; letter <= 'z'; letter++)
        {
          g_string_assign (tried, key);
          flags |= look_up (g_string_insert_c (tried, (gssize) at, letter)->str);
          if (at < length)
            {
              g_string_assign (tried, key);
              tried->str[at] = letter;
              flags |= look_up (tried->str);
            }
        }
    }
  return flags;
}

static void
test_near (void)
{
  static const char *const words[] = { "amsterdm", "roterdam", "geluck",  "xqzt",   "ikke",
                                       "fatimma",  "moedre",   "lottee",  "m'n",    "4vwo",
                                       "z",        "schol",    "utrehct", "zzzzzz", "wilhelmnia" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const LuwteLexicon *lexicon = luwte_deident_lexicon (deident);
      LuwteLexicon plain = *lexicon;
      gsize length = strlen (words[i]);
      guint64 all = near_slowly (words[i]);

      g_assert_cmphex (luwte_lexicon_near (lexicon, words[i], length, 0), ==, all);
      /* The same as an old machine counts. */
      plain.fast_count = FALSE;
      g_assert_cmphex (luwte_lexicon_near (&plain, words[i], length, 0), ==, all);
      g_assert_cmpuint (luwte_lexicon_walk (&plain, 0, words[i], length), ==,
                        luwte_lexicon_walk (lexicon, 0, words[i], length));
      /* Asked for one, it may stop early, but never before it knows. */
      for (guint bit = 0; bit <= LUWTE_LEX_NOT_NAME; bit++)
        {
          guint64 wanted = G_GUINT64_CONSTANT (1) << bit;
          guint64 found = luwte_lexicon_near (lexicon, words[i], length, wanted);

          g_assert_cmphex (found & wanted, ==, all & wanted);
          g_assert_cmphex (found & ~all, ==, 0);
        }
    }
}

/* The lists lie in the program and are not copied. */
static void
test_mapped (void)
{
  g_autoptr (LuwteDeident) other = luwte_deident_new (NULL);

  g_assert_true (luwte_deident_lexicon (other)->words == luwte_deident_lexicon (deident)->words);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  deident = luwte_deident_new (NULL);
  g_assert_nonnull (deident);
  g_test_add_func ("/deident/lexicon/exact", test_exact);
  g_test_add_func ("/deident/lexicon/common", test_common);
  g_test_add_func ("/deident/lexicon/pairs", test_pairs);
  g_test_add_func ("/deident/lexicon/near", test_near);
  g_test_add_func ("/deident/lexicon/mapped", test_mapped);
  status = g_test_run ();
  g_assert_finalize_object (deident);
  return status;
}
