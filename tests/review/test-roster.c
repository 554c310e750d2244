/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who is believed: cards signed by themselves, rosters signed by a lead of the one before. */

#include "luwte-card.h"
#include "luwte-key-pair.h"
#include "luwte-review-error.h"
#include "luwte-roster-private.h"

#include <string.h>

static LuwteKeyPair *
new_pair (void)
{
  g_autoptr (LuwteKey) seed = luwte_key_new_random ();

  return luwte_key_pair_new (seed);
}

static void
add (GPtrArray *members, LuwteKeyPair *pair, const char *name, guint roles)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = luwte_card_make (pair, name);
  g_autoptr (LuwteCard) card = luwte_card_parse (text, &error);

  g_assert_no_error (error);
  g_ptr_array_add (members, luwte_roster_member_new (card, roles));
}

static GPtrArray *
new_members (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_member_free);
}

static void
test_card (void)
{
  g_autoptr (LuwteKeyPair) pair = new_pair ();
  g_autofree char *text = luwte_card_make (pair, "Zoë van 't Veld");
  g_autofree char *mailed = g_strdup_printf ("\n  %s \r\n", text);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteCard) card = luwte_card_parse (mailed, &error);
  g_autofree char *words = NULL;
  g_auto (GStrv) list = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (card->name, ==, "Zoë van 't Veld");
  g_assert_cmpmem (card->box, 32, luwte_key_pair_peek_box (pair), 32);
  words = luwte_card_fingerprint (card->box, card->sign);
  list = g_strsplit (words, " ", -1);
  g_assert_cmpuint (g_strv_length (list), ==, 10);
  g_assert_null (luwte_card_make (pair, ""));
  g_assert_null (luwte_card_make (pair, "a\nb"));
  g_assert_null (
      luwte_card_make (pair, "1234567890123456789012345678901234567890123456789012345678901"));
}

/* A letter lost or changed anywhere is noticed. */
static void
test_card_changed (void)
{
  g_autoptr (LuwteKeyPair) pair = new_pair ();
  g_autofree char *text = luwte_card_make (pair, "Bo");
  const gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autofree char *cut = g_strndup (text, i);
      g_autoptr (LuwteCard) card = NULL;
      g_autoptr (LuwteCard) short_card = NULL;

      changed[i] = changed[i] == 'A' ? 'Q' : 'A';
      card = luwte_card_parse (changed, NULL);
      short_card = luwte_card_parse (cut, NULL);
      /* The last letter of base64 has bits that count for nothing. */
      g_assert_true (card == NULL || i == length - 1);
      g_assert_null (short_card);
    }
}

static void
test_fingerprint_known (void)
{
  g_autoptr (LuwteKey) seed = luwte_key_new_from_bytes (
      (const guint8 *) "0123456789abcdef0123456789abcdef");
  g_autoptr (LuwteKeyPair) pair = luwte_key_pair_new (seed);
  g_autofree char *words = luwte_card_fingerprint (luwte_key_pair_peek_box (pair),
                                                   luwte_key_pair_peek_sign (pair));
  g_autofree char *id = luwte_card_id (luwte_key_pair_peek_box (pair),
                                       luwte_key_pair_peek_sign (pair));

  /* A change of these would make every card in use another one. */
  g_assert_cmpstr (words, ==, "kruik plein ezel bos cirkel zee hemd land plein fort");
  g_assert_cmpstr (id, ==, "466a6802edd9855ab25b9222ae4ac006");
}

typedef struct
{
  LuwteKeyPair *lead, *second, *bo;
  LuwteRoster *first;
} Team;

static void
set_up (Team *team, gconstpointer data)
{
  g_autoptr (GPtrArray) members = new_members ();
  g_autoptr (GError) error = NULL;

  team->lead = new_pair ();
  team->second = new_pair ();
  team->bo = new_pair ();
  add (members, team->lead, "Lea", LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING);
  add (members, team->second, "Lars", LUWTE_ROSTER_LEAD);
  add (members, team->bo, "Bo", LUWTE_ROSTER_COUNSELLOR);
  team->first = luwte_roster_new_signed (NULL, "Chatteam", members,
                                         (const char *const[]) { "abcd", NULL }, team->lead,
                                         &error);
  g_assert_no_error (error);
}

static void
tear_down (Team *team, gconstpointer data)
{
  luwte_roster_unref (team->first);
  luwte_key_pair_unref (team->lead);
  luwte_key_pair_unref (team->second);
  luwte_key_pair_unref (team->bo);
}

static LuwteRoster *
parse (const char *text, int *code)
{
  g_autoptr (GError) error = NULL;
  LuwteRoster *roster = luwte_roster_parse (text, strlen (text), &error);

  g_assert_true ((roster == NULL) == (error != NULL));
  *code = error != NULL ? error->code : -1;
  return roster;
}

static void
test_roundtrip (Team *team, gconstpointer data)
{
  int code;
  g_autoptr (LuwteRoster) read = parse (luwte_roster_get_text (team->first), &code);
  g_autoptr (LuwteKey) mine = NULL;
  g_autoptr (LuwteKey) theirs = NULL;
  g_autoptr (LuwteKeyPair) stranger = new_pair ();
  g_autofree char *one = luwte_roster_fingerprint (team->first);
  g_autofree char *other = NULL;

  g_assert_cmpint (code, ==, -1);
  g_assert_cmpuint (luwte_roster_get_number (read), ==, 1);
  g_assert_cmpstr (luwte_roster_get_team (read), ==, luwte_roster_get_team (team->first));
  g_assert_cmpstr (luwte_roster_get_name (read), ==, "Chatteam");
  g_assert_cmpstr (luwte_roster_signed_by (read), ==, "Lea");
  g_assert_cmpuint (luwte_roster_get_members (read)->len, ==, 3);
  g_assert_true (luwte_roster_vouches_for_profile (read, "abcd"));
  g_assert_false (luwte_roster_vouches_for_profile (read, "abce"));
  other = luwte_roster_fingerprint (read);
  g_assert_cmpstr (one, ==, other);
  mine = luwte_roster_open_team_key (read, team->bo);
  theirs = luwte_roster_open_team_key (team->first, team->second);
  g_assert_cmpmem (luwte_key_peek (mine), 32, luwte_key_peek (theirs), 32);
  g_assert_null (luwte_roster_open_team_key (read, stranger));
}

/* Every character of the file, changed. */
static void
test_changed (Team *team, gconstpointer data)
{
  const char *text = luwte_roster_get_text (team->first);
  const char *end = strrchr (text, '"');

  for (const char *c = text; c < end; c++)
    {
      g_autofree char *changed = g_strdup (text);
      g_autoptr (LuwteRoster) roster = NULL;
      int code;

      /* What base64 leaves open at an end, and white space, change nothing. */
      if (*c == ' ' || c[1] == '"' || c[1] == '=' || *c == '=')
        continue;
      changed[c - text] = *c == 'A' ? 'Q' : 'A';
      roster = parse (changed, &code);
      g_assert_null (roster);
    }
}

static LuwteRoster *
next_roster (Team *team, LuwteRoster *previous, LuwteKeyPair *signer, gboolean with_bo,
             GError **error)
{
  g_autoptr (GPtrArray) members = new_members ();

  add (members, team->lead, "Lea", LUWTE_ROSTER_LEAD);
  add (members, team->second, "Lars", LUWTE_ROSTER_LEAD);
  if (with_bo)
    add (members, team->bo, "Bo", LUWTE_ROSTER_COUNSELLOR);
  return luwte_roster_new_signed (previous, "Chatteam", members, NULL, signer, error);
}

static void
test_follows (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) second = next_roster (team, team->first, team->second, TRUE, &error);
  g_autoptr (LuwteRoster) third = NULL;
  g_autoptr (LuwteRoster) other = next_roster (team, NULL, team->lead, TRUE, NULL);

  g_assert_no_error (error);
  third = next_roster (team, second, team->lead, TRUE, &error);
  g_assert_true (luwte_roster_check_follows (second, team->first, &error));
  /* One that was missed does not matter. */
  g_assert_true (luwte_roster_check_follows (third, team->first, &error));
  g_assert_no_error (error);
  g_assert_false (luwte_roster_check_follows (second, third, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_OLDER);
  g_clear_error (&error);
  g_assert_false (luwte_roster_check_follows (second, second, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_OLDER);
  g_clear_error (&error);
  g_assert_false (luwte_roster_check_follows (other, team->first, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
}

/* Who makes herself lead is not followed, and cannot even sign. */
static void
test_usurper (Team *team, gconstpointer data)
{
  g_autoptr (GPtrArray) members = new_members ();
  g_autoptr (LuwteRoster) begun = NULL;
  g_autoptr (LuwteRoster) mine = NULL;
  g_autoptr (GError) error = NULL;

  add (members, team->bo, "Bo", LUWTE_ROSTER_LEAD);
  g_assert_null (
      luwte_roster_new_signed (team->first, "Chatteam", members, NULL, team->bo, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_SIGNED);
  g_clear_error (&error);
  g_assert_null (luwte_roster_new_signed (NULL, "Chatteam", members, NULL, team->lead, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_SIGNED);
}

/* Who has left reads nothing that is sealed from then on. */
static void
test_leaver (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) second = next_roster (team, team->first, team->lead, FALSE, &error);
  g_autoptr (LuwteKey) before = luwte_roster_open_team_key (team->first, team->bo);
  g_autoptr (LuwteKey) after = luwte_roster_open_team_key (second, team->second);

  g_assert_no_error (error);
  g_assert_nonnull (before);
  g_assert_null (luwte_roster_open_team_key (second, team->bo));
  g_assert_cmpint (memcmp (luwte_key_peek (before), luwte_key_peek (after), 32), !=, 0);
}

/* A roster that nobody could read is not signed: it would be in use here all the same. */
static void
test_too_large (Team *team, gconstpointer data)
{
  g_autoptr (GStrvBuilder) profiles = g_strv_builder_new ();
  g_auto (GStrv) many = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 65; i++)
    g_strv_builder_take (profiles, g_strdup_printf ("%u", i));
  many = g_strv_builder_end (profiles);
  g_assert_null (luwte_roster_new_signed (team->first, "Chatteam", team->first->members,
                                          (const char *const *) many, team->lead, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  team->first->number = G_MAXINT;
  g_assert_null (luwte_roster_new_signed (team->first, "Chatteam", team->first->members, NULL,
                                          team->lead, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
}

static void
test_nonsense (void)
{
  static const struct
  {
    const char *text;
    int code;
  } cases[] = {
    { "", LUWTE_REVIEW_ERROR_NOT_A_PACK },
    { "{}", LUWTE_REVIEW_ERROR_NOT_A_PACK },
    { "[1]", LUWTE_REVIEW_ERROR_NOT_A_PACK },
    { "{\"luwte_roster\": 2}", LUWTE_REVIEW_ERROR_NEWER },
    { "{\"luwte_roster\": 1}", LUWTE_REVIEW_ERROR_FORGED },
    { "{\"luwte_roster\": 1, \"by\": \"AA\", \"signature\": \"\", \"body\": \"\"}",
      LUWTE_REVIEW_ERROR_FORGED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int code;
      g_autoptr (LuwteRoster) roster = parse (cases[i].text, &code);

      g_assert_null (roster);
      g_assert_cmpint (code, ==, cases[i].code);
    }
}

#define ADD(path, func) g_test_add (path, Team, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/card/roundtrip", test_card);
  g_test_add_func ("/card/changed", test_card_changed);
  g_test_add_func ("/card/fingerprint", test_fingerprint_known);
  ADD ("/roster/roundtrip", test_roundtrip);
  ADD ("/roster/changed", test_changed);
  ADD ("/roster/follows", test_follows);
  ADD ("/roster/usurper", test_usurper);
  ADD ("/roster/leaver", test_leaver);
  ADD ("/roster/too-large", test_too_large);
  g_test_add_func ("/roster/nonsense", test_nonsense);
  return g_test_run ();
}
