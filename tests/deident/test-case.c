/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A case: the same person the same placeholder, what is told once is found everywhere, questions and
 * what may be sealed. */

#include "luwte-deident-case.h"

#include <string.h>

static LuwteDeident *deident;

static void
assert_redacted (LuwteDeidentCase *self, guint text, const char *wanted)
{
  g_autofree char *redacted = luwte_deident_case_redact (self, text);

  g_assert_cmpstr (redacted, ==, wanted);
}

static void
test_same_person (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "mijn zus fatima el khattabi en haar vriend daan");
  luwte_deident_case_add_text (self, "daantje zegt dat fatima liegt. fatimas moeder ook");
  assert_redacted (self, 0, "mijn zus [naam 1] en haar vriend [naam 2]");
  assert_redacted (self, 1, "[naam 2] zegt dat [naam 1] liegt. [naam 1] moeder ook");
  g_assert_cmpuint (luwte_deident_case_count (self, LUWTE_DEIDENT_NAME) +
                        luwte_deident_case_count (self, LUWTE_DEIDENT_NICK),
                    ==, 5);
}

static void
test_known_fields (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_NICK, "Vuurvlieg"));
  g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_PHONE, "0612345678"));
  g_assert_false (luwte_deident_case_add_known (self, LUWTE_DEIDENT_NICK, ""));
  g_assert_false (luwte_deident_case_add_known (self, LUWTE_DEIDENT_NICK, "."));
  g_assert_false (luwte_deident_case_add_known (self, LUWTE_DEIDENT_NICK, "\xff"));
  luwte_deident_case_add_text (
      self, "een vuurvlieg is bang in het donker; 06-1234 5678, VUURVLIEGS kamer");
  assert_redacted (self, 0, "een [naam 1] is bang in het donker; [telefoon], [naam 1] kamer");
}

static void
test_near_spelling (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "mijn broer heet Khaliddin");
  luwte_deident_case_add_text (self, "khalidin zegt niets, en Khaldidin ook niet");
  assert_redacted (self, 1, "[naam 1] zegt niets, en [naam 1] ook niet");
}

/* Two detectors doubt of one word: it is hidden once, and asked until it is answered. */
static void
test_doubted_twice (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);
  const LuwteDeidentQuestion *questions;
  guint n;

  luwte_deident_case_add_text (self, "J.Hof nr \u20acHof, zei ze.");
  assert_redacted (self, 0, "[naam 1] nr \u20ac[?], zei ze.");
  questions = luwte_deident_case_get_questions (self, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (luwte_deident_case_answer (self, questions[0].id, LUWTE_DEIDENT_ANSWER_KEEP));
  assert_redacted (self, 0, "[naam 1] nr \u20acHof, zei ze.");
  g_assert_true (luwte_deident_case_may_seal (self, NULL));
}

/* Who shares a surname or a first name is not the same person. */
static void
test_family (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "mijn vader Jan Kowalczyk slaat mijn moeder Ewa Kowalczyk");
  luwte_deident_case_add_text (self,
                               "Ewa huilt, Jan drinkt, en Jan Peeters van hiernaast hoort alles");
  assert_redacted (self, 0, "mijn vader [naam 1] slaat mijn moeder [naam 2]");
  assert_redacted (self, 1,
                   "[naam 2] huilt, [naam 1] drinkt, en [naam 3] van hiernaast hoort alles");
}

/* A part of a name that is a word too is found by its capital. */
static void
test_word_in_name (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "mijn buurman Gerrit de Wit klopt aan");
  luwte_deident_case_add_text (self, "de muur is wit, en die Wit lacht. Wit zegt niets.");
  assert_redacted (self, 0, "mijn buurman [naam 1] klopt aan");
  assert_redacted (self, 1, "de muur is wit, en die [naam 1] lacht. [?] zegt niets.");
}

/* What was told once is found in every text, before and after it, made small, with an s, and with a
 * slip of the finger; and has one number. */
static void
test_everywhere (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);
  guint n;
  const LuwteDeidentSpan *spans;

  luwte_deident_case_add_text (self, "saxofoontje kwam binnen");
  luwte_deident_case_add_text (self, "toen zei saxofoon dat het goed was");
  luwte_deident_case_add_text (self, "saxofoons moeder, SAXOFOON, Saxofon en saxofoon's kamer");
  g_assert_true (luwte_deident_case_add_by_hand (self, 1, 9, 17, LUWTE_DEIDENT_NICK));
  assert_redacted (self, 0, "[naam 1] kwam binnen");
  assert_redacted (self, 1, "toen zei [naam 1] dat het goed was");
  assert_redacted (self, 2, "[naam 1] moeder, [naam 1], [naam 1] en [naam 1] kamer");
  spans = luwte_deident_case_get_spans (self, 2, &n);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (spans[i].certainty, ==, LUWTE_DEIDENT_KNOWN);
}

/* The fields of a dossier: numbers with other spaces and dots, a postcode, a full name by its parts. */
static void
test_dossier_fields (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_POSTCODE, "8911 AB"));
  g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_PHONE, "058 123 45"));
  g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_NAME, "Quirijn Bloemendal"));
  luwte_deident_case_add_text (self, "8911ab, bel 058-12345, quirijn bloemendal of quirijntje");
  assert_redacted (self, 0, "[postcode], bel [telefoon], [naam 1] of [naam 1]");
}

/* A telephone number that is known is the same in every spelling, with and without its country; and a
 * Flemish postcode that is known needs no town beside it. */
static void
test_known_numbers (void)
{
  static const char *const known[] = { "06 12 34 56 78", "+31 6 12345678", "0031612345678",
                                       "o6-12345678" };
  static const char *const written[] = {
    "0612345678",         "06 1234 5678",  "+31612345678",  "+31 (0)6 12 34 56 78",
    "0031 6 12.34.56.78", "31 6 12345678", "612345678",     "6 12 34 56 78",
    "o6 12345678",        "6-123-456-78",  "+31-612345678", "00310612345678",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

      g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_PHONE, known[i]));
      for (gsize j = 0; j < G_N_ELEMENTS (written); j++)
        {
          g_autofree char *text = g_strdup_printf ("geef %s maar door", written[j]);

          luwte_deident_case_add_text (self, text);
          assert_redacted (self, (guint) j, "geef [telefoon] maar door");
        }
      luwte_deident_case_add_text (self, "kamer 612345679, of 12345678 stuks");
      assert_redacted (self, G_N_ELEMENTS (written), "kamer 612345679, of 12345678 stuks");
    }
  {
    g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

    g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_PHONE, "09 234 56 78"));
    g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_PHONE, "0478/12 34 56"));
    g_assert_true (luwte_deident_case_add_known (self, LUWTE_DEIDENT_POSTCODE, "9050"));
    luwte_deident_case_add_text (self, "+32 9 234 56 78 of 478 12 34 56, daar in 9050 dus");
    assert_redacted (self, 0, "[telefoon] of [telefoon], daar in [postcode] dus");
  }
}

static void
test_by_hand (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "hij speelt saxofoon op dinsdag");
  luwte_deident_case_add_text (self, "de saxofoon is stuk");
  g_assert_true (luwte_deident_case_add_by_hand (self, 0, 11, 19, LUWTE_DEIDENT_OTHER));
  g_assert_false (luwte_deident_case_add_by_hand (self, 0, 19, 19, LUWTE_DEIDENT_OTHER));
  g_assert_false (luwte_deident_case_add_by_hand (self, 0, 25, 99, LUWTE_DEIDENT_OTHER));
  g_assert_false (luwte_deident_case_add_by_hand (self, 7, 0, 1, LUWTE_DEIDENT_OTHER));
  assert_redacted (self, 0, "hij speelt [weggelaten 1] op dinsdag");
  assert_redacted (self, 1, "de [weggelaten 1] is stuk");
  g_assert_true (luwte_deident_case_reject (self, 1, 3, 11));
  g_assert_false (luwte_deident_case_reject (self, 1, 3, 3));
  assert_redacted (self, 0, "hij speelt saxofoon op dinsdag");
}

static void
test_reject (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);
  guint n;

  luwte_deident_case_add_text (self, "ik ben Sanne en ik woon in Utrecht, Utrecht is groot");
  luwte_deident_case_get_spans (self, 0, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (luwte_deident_case_reject (self, 0, 27, 34));
  assert_redacted (self, 0, "ik ben [naam 1] en ik woon in Utrecht, Utrecht is groot");
}

static void
test_questions (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  const LuwteDeidentQuestion *questions;
  guint n;

  luwte_deident_case_add_text (self, "toen was roos boos op mij. ik ook op roos");
  questions = luwte_deident_case_get_questions (self, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (questions[0].word, ==, "roos");
  g_assert_cmpstr (questions[0].prompt, ==, "roos: naam of gewoon woord?");
  g_assert_false (luwte_deident_case_may_seal (self, &error));
  g_assert_error (error, LUWTE_DEIDENT_ERROR, LUWTE_DEIDENT_ERROR_OPEN_QUESTION);
  id = g_strdup (questions[0].id);
  g_assert_false (luwte_deident_case_answer (self, "nobody asked", LUWTE_DEIDENT_ANSWER_KEEP));

  g_assert_true (luwte_deident_case_answer (self, id, LUWTE_DEIDENT_ANSWER_REMOVE));
  g_assert_true (luwte_deident_case_may_seal (self, NULL));
  assert_redacted (self, 0, "toen was [naam 1] boos op mij. ik ook op [naam 1]");

  g_assert_true (luwte_deident_case_answer (self, id, LUWTE_DEIDENT_ANSWER_KEEP));
  g_assert_true (luwte_deident_case_may_seal (self, NULL));
  assert_redacted (self, 0, "toen was roos boos op mij. ik ook op roos");

  g_assert_true (luwte_deident_case_answer (self, id, LUWTE_DEIDENT_ANSWER_OPEN));
  g_assert_false (luwte_deident_case_may_seal (self, NULL));
}

static void
test_age_bands (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  luwte_deident_case_add_text (self, "ik ben 15, mijn moeder is veertig jaar oud");
  assert_redacted (self, 0, "ik ben [leeftijd], mijn moeder is [leeftijd] jaar oud");
  luwte_deident_case_set_age_bands (self, TRUE);
  assert_redacted (self, 0, "ik ben [leeftijd 15-17], mijn moeder is [leeftijd 30-44] jaar oud");
}

static void
test_text_written_on (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);

  g_assert_cmpuint (luwte_deident_case_add_text (self, "ik heet Lot"), ==, 0);
  luwte_deident_case_set_text (self, 0, "ik heet Lotte en woon in Gent");
  g_assert_cmpuint (luwte_deident_case_get_n_texts (self), ==, 1);
  assert_redacted (self, 0, "ik heet [naam 1] en woon in [plaats 1]");
  g_assert_cmpstr (luwte_deident_case_get_text (self, 0), ==, "ik heet Lotte en woon in Gent");
  g_assert_null (luwte_deident_case_get_text (self, 1));
  g_assert_null (luwte_deident_case_redact (self, 1));
}

static void
test_not_utf8 (void)
{
  g_autoptr (LuwteDeidentCase) self = luwte_deident_case_new (deident);
  g_autofree char *redacted = NULL;

  luwte_deident_case_add_text (self, "ik heet Lotte \xff\xfe");
  redacted = luwte_deident_case_redact (self, 0);
  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  g_assert_null (strstr (redacted, "Lotte"));
}

static void
test_broken_lists (void)
{
  static const char *const broken[] = { "", "LUWTELX2", "LUWTELX2\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0",
                                        "nothing of the kind here" };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (broken[i], i == 2 ? 24 : strlen (broken[i]));
      g_autoptr (GError) error = NULL;

      g_assert_null (luwte_deident_new_from_bytes (bytes, &error));
      g_assert_error (error, LUWTE_DEIDENT_ERROR, LUWTE_DEIDENT_ERROR_LEXICON);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  deident = luwte_deident_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/deident/case/same-person", test_same_person);
  g_test_add_func ("/deident/case/known-fields", test_known_fields);
  g_test_add_func ("/deident/case/known-numbers", test_known_numbers);
  g_test_add_func ("/deident/case/near-spelling", test_near_spelling);
  g_test_add_func ("/deident/case/family", test_family);
  g_test_add_func ("/deident/case/word-in-name", test_word_in_name);
  g_test_add_func ("/deident/case/everywhere", test_everywhere);
  g_test_add_func ("/deident/case/dossier-fields", test_dossier_fields);
  g_test_add_func ("/deident/case/by-hand", test_by_hand);
  g_test_add_func ("/deident/case/reject", test_reject);
  g_test_add_func ("/deident/case/questions", test_questions);
  g_test_add_func ("/deident/case/age-bands", test_age_bands);
  g_test_add_func ("/deident/case/doubted-twice", test_doubted_twice);
  g_test_add_func ("/deident/case/text-written-on", test_text_written_on);
  g_test_add_func ("/deident/case/not-utf8", test_not_utf8);
  g_test_add_func ("/deident/case/broken-lists", test_broken_lists);
  status = g_test_run ();
  g_assert_finalize_object (deident);
  return status;
}
