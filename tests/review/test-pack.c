/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What travels between vaults: cards, rosters, packs. Whatever is wrong with one is refused with a
 * code of its own, and nothing in clear tells what it is. */

#include "luwte-card.h"
#include "luwte-crypto.h"
#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-pack-private.h"
#include "luwte-review-error.h"
#include "luwte-roster.h"

#include <string.h>

#define MONTH "2026-11"

/* A team of a lead, a counsellor, and somebody of the meeting. */
typedef struct
{
  LuwteKeyPair *lead;
  LuwteKeyPair *author;
  LuwteKeyPair *meeting;
  LuwteKeyPair *stranger;
  LuwteRoster *roster;
  GPtrArray *held;
} Fixture;

static LuwteKeyPair *
new_pair (guint8 number)
{
  guint8 bytes[LUWTE_KEY_BYTES];
  g_autoptr (LuwteKey) seed = NULL;

  memset (bytes, number, sizeof bytes);
  seed = luwte_key_new_from_bytes (bytes);
  return luwte_key_pair_new (seed);
}

static LuwteRosterMember *
member (LuwteKeyPair *pair, const char *name, guint roles)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = luwte_card_make (pair, name);
  g_autoptr (LuwteCard) card = luwte_card_parse (text, &error);

  g_assert_no_error (error);
  return luwte_roster_member_new (card, roles);
}

static GPtrArray *
team (Fixture *fixture)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_member_free);

  g_ptr_array_add (members, member (fixture->lead, "Lea", LUWTE_ROSTER_LEAD));
  g_ptr_array_add (members, member (fixture->author, "Bo", LUWTE_ROSTER_COUNSELLOR));
  g_ptr_array_add (members, member (fixture->meeting, "Mies", LUWTE_ROSTER_MEETING));
  return members;
}

static GPtrArray *
hold (LuwteRoster *roster, LuwteKeyPair *pair)
{
  GPtrArray *held = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_held_free);
  g_autoptr (LuwteKey) key = luwte_roster_open_team_key (roster, pair);

  g_assert_nonnull (key);
  g_ptr_array_add (held, luwte_roster_held_new (roster, key));
  return held;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (GError) error = NULL;

  fixture->lead = new_pair (1);
  fixture->author = new_pair (2);
  fixture->meeting = new_pair (3);
  fixture->stranger = new_pair (4);
  members = team (fixture);
  fixture->roster = luwte_roster_new_signed (NULL, "Chatteam", members, NULL, fixture->lead,
                                             &error);
  g_assert_no_error (error);
  fixture->held = hold (fixture->roster, fixture->meeting);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->held);
  luwte_roster_unref (fixture->roster);
  luwte_key_pair_unref (fixture->lead);
  luwte_key_pair_unref (fixture->author);
  luwte_key_pair_unref (fixture->meeting);
  luwte_key_pair_unref (fixture->stranger);
}

static GBytes *
seal (Fixture *fixture, LuwtePackKind kind, const char *expires, const LuwteRosterHeld *held,
      LuwteKeyPair *signer, LuwteKeyPair *to)
{
  g_autofree char *case_id = luwte_id_new ();
  const LuwtePackHead head = { .kind = kind, .case_id = case_id, .expires = (char *) expires };
  const guint8 *boxes[] = { luwte_key_pair_peek_box (to) };
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GError) error = NULL;
  GBytes *file;

  json_object_set_string_member (body, "question", "Wat is hier wijs?");
  file = luwte_pack_seal (&head, body, held, boxes, 1, signer, &error);
  g_assert_no_error (error);
  return file;
}

static GBytes *
seal_case (Fixture *fixture)
{
  return seal (fixture, LUWTE_PACK_CASE, MONTH, g_ptr_array_index (fixture->held, 0), NULL,
               fixture->meeting);
}

/* The code that opening ends with; -1 when it opens. */
static int
open_as (GBytes *file, LuwteKeyPair *reader, GPtrArray *held, const char *month)
{
  g_auto (LuwtePackHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = luwte_pack_open (file, reader, held, month, &head, &error);

  g_assert_true ((body == NULL) == (error != NULL));
  if (error == NULL)
    return -1;
  g_assert_cmpuint (error->domain, ==, LUWTE_REVIEW_ERROR);
  return error->code;
}

/* R46, R47: sealed to the invited alone, and nothing stands in clear. */
static void
test_case (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = seal_case (fixture);
  g_auto (LuwtePackHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = luwte_pack_open (file, fixture->meeting, fixture->held, MONTH,
                                                 &head, &error);

  g_assert_no_error (error);
  g_assert_cmpint (head.kind, ==, LUWTE_PACK_CASE);
  g_assert_null (head.signer);
  g_assert_cmpstr (json_object_get_string_member (body, "question"), ==, "Wat is hier wijs?");
  g_assert_cmpint (open_as (file, fixture->author, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_NOT_FOR_ME);
  g_assert_cmpint (open_as (file, fixture->stranger, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_NOT_FOR_ME);
  g_assert_cmpint (open_as (file, fixture->meeting, fixture->held, "2026-12"), ==,
                   LUWTE_REVIEW_ERROR_EXPIRED);
}

/* Size tells little: all short cases are as long as one another, and no two files share a byte
 * string beyond the format. */
static void
test_nothing_in_clear (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) one = seal_case (fixture);
  g_autoptr (GBytes) other = seal (fixture, LUWTE_PACK_ADVICE, "2029-01",
                                   g_ptr_array_index (fixture->held, 0), fixture->lead,
                                   fixture->meeting);
  gsize size, other_size, same = 0;
  const guint8 *a = g_bytes_get_data (one, &size);
  const guint8 *b = g_bytes_get_data (other, &other_size);

  g_assert_cmpuint (size, ==, other_size);
  g_assert_cmpmem (a, 8, b, 8);
  for (gsize i = 8; i < size; i++)
    same += a[i] == b[i];
  /* One in 256 by chance; a fixed part would be far more. */
  g_assert_cmpuint (same, <, size / 64);
  g_assert_null (memmem (a, size, luwte_key_pair_peek_box (fixture->meeting), LUWTE_PUBLIC_BYTES));
}

/* Every byte of the head and of the ends of each piece, and one bit in every so many between. */
static void
test_flipped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = seal_case (fixture);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);

  for (gsize i = 0; i < size; i += i < 40 || i > size - 40 ? 1 : 97)
    {
      g_autofree guint8 *changed = g_memdup2 (bytes, size);
      g_autoptr (GBytes) copy = NULL;
      int code;

      changed[i] ^= 1 << (i % 8);
      copy = g_bytes_new_static (changed, size);
      code = open_as (copy, fixture->meeting, fixture->held, MONTH);
      if (i < 7)
        g_assert_cmpint (code, ==, LUWTE_REVIEW_ERROR_NOT_A_PACK);
      else if (i == 7)
        g_assert_cmpint (code, ==, LUWTE_REVIEW_ERROR_NEWER);
      else
        g_assert_true (code == LUWTE_REVIEW_ERROR_FORGED || code == LUWTE_REVIEW_ERROR_NOT_FOR_ME);
    }
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = seal_case (fixture);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);

  for (gsize i = 0; i < size; i += i < 3000 ? 1 : 211)
    {
      g_autoptr (GBytes) cut = g_bytes_new_static (bytes, i);

      g_assert_cmpint (open_as (cut, fixture->meeting, fixture->held, MONTH), ==,
                       LUWTE_REVIEW_ERROR_NOT_WHOLE);
    }
}

/* Who knows all public keys and has read the roster cannot write a pack. */
static void
test_public_keys_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteKey) guess = luwte_key_new_random ();
  LuwteRosterHeld *held = luwte_roster_held_new (fixture->roster, guess);
  g_autoptr (GBytes) file = seal (fixture, LUWTE_PACK_CASE, MONTH, held, NULL, fixture->meeting);
  g_autoptr (GBytes) advice = seal (fixture, LUWTE_PACK_ADVICE, MONTH, held, fixture->stranger,
                                    fixture->meeting);

  luwte_roster_held_free (held);
  g_assert_null (luwte_roster_open_team_key (fixture->roster, fixture->stranger));
  g_assert_cmpint (open_as (file, fixture->meeting, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_FORGED);
  g_assert_cmpint (open_as (advice, fixture->meeting, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_NOT_SIGNED);
}

/* Advice comes from the meeting or a lead, a hand-over from any member. */
static void
test_who_may (Fixture *fixture, gconstpointer data)
{
  const LuwteRosterHeld *held = g_ptr_array_index (fixture->held, 0);
  const struct
  {
    LuwtePackKind kind;
    LuwteKeyPair *signer;
    int code;
  } cases[] = {
    { LUWTE_PACK_ADVICE, fixture->lead, -1 },
    { LUWTE_PACK_ADVICE, fixture->meeting, -1 },
    { LUWTE_PACK_ADVICE, fixture->author, LUWTE_REVIEW_ERROR_NOT_SIGNED },
    { LUWTE_PACK_HANDOVER, fixture->author, -1 },
    { LUWTE_PACK_ERASED, fixture->author, -1 },
    { LUWTE_PACK_HANDOVER, fixture->stranger, LUWTE_REVIEW_ERROR_NOT_SIGNED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) file = seal (fixture, cases[i].kind, MONTH, held, cases[i].signer,
                                      fixture->author);

      g_assert_cmpint (open_as (file, fixture->author, fixture->held, MONTH), ==, cases[i].code);
    }
}

/* The reader has the next roster for so long that the first is forgotten, and the writer not yet. Who
 * is still what she was is believed, so that no erasure is missed; who left or leads no more is not,
 * nor is what nobody signed. */
static void
test_slow_to_accept (Fixture *fixture, gconstpointer data)
{
  static const guint roles[] = { LUWTE_ROSTER_MEETING, LUWTE_ROSTER_COUNSELLOR, 0 };
  const LuwteRosterHeld *first = g_ptr_array_index (fixture->held, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (GPtrArray) members = team (fixture);
      g_autoptr (LuwteRoster) next = NULL;
      g_autoptr (GPtrArray) held = NULL;
      g_autoptr (GBytes) erased = seal (fixture, LUWTE_PACK_ERASED, MONTH, first, fixture->meeting,
                                        fixture->author);
      g_autoptr (GBytes) advice = seal (fixture, LUWTE_PACK_ADVICE, MONTH, first, fixture->meeting,
                                        fixture->author);
      g_autoptr (GBytes) one = seal (fixture, LUWTE_PACK_CASE, MONTH, first, NULL, fixture->author);

      if (roles[i] != 0)
        ((LuwteRosterMember *) g_ptr_array_index (members, 2))->roles = roles[i];
      else
        g_ptr_array_remove_index (members, 2);
      next = luwte_roster_new_signed (fixture->roster, "Chatteam", members, NULL, fixture->lead,
                                      NULL);
      held = hold (next, fixture->author);
      g_assert_cmpint (open_as (erased, fixture->author, held, MONTH), ==,
                       roles[i] != 0 ? -1 : LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
      g_assert_cmpint (open_as (advice, fixture->author, held, MONTH), ==,
                       roles[i] == LUWTE_ROSTER_MEETING ? -1 : LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
      g_assert_cmpint (open_as (one, fixture->author, held, MONTH), ==,
                       LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
    }
}

static void
test_other_team (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) members = team (fixture);
  g_autoptr (LuwteRoster) theirs = luwte_roster_new_signed (NULL, "Anderen", members, NULL,
                                                            fixture->lead, NULL);
  g_autoptr (GPtrArray) held = hold (theirs, fixture->lead);
  g_autoptr (GBytes) file = seal (fixture, LUWTE_PACK_CASE, MONTH, g_ptr_array_index (held, 0),
                                  NULL, fixture->meeting);

  g_assert_cmpint (open_as (file, fixture->meeting, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
}

/* A recipient cannot pass a pack on as if the team had sealed it to somebody else. */
static void
test_not_passed_on (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) file = seal_case (fixture);
  g_autoptr (GBytes) second = seal_case (fixture);
  gsize size;
  g_autofree guint8 *mixed = g_memdup2 (g_bytes_get_data (second, NULL), g_bytes_get_size (second));
  g_autoptr (GBytes) copy = NULL;

  /* The boxes of the one in front of the text of the other. */
  memcpy (mixed, g_bytes_get_data (file, &size), LUWTE_ENVELOPE_HEAD);
  copy = g_bytes_new_static (mixed, size);
  g_assert_cmpint (open_as (copy, fixture->meeting, fixture->held, MONTH), ==,
                   LUWTE_REVIEW_ERROR_FORGED);
}

static void
test_recipients (Fixture *fixture, gconstpointer data)
{
  const LuwteRosterHeld *held = g_ptr_array_index (fixture->held, 0);
  g_autofree char *case_id = luwte_id_new ();
  const LuwtePackHead head = { .case_id = case_id, .expires = (char *) MONTH };
  g_autoptr (JsonObject) body = json_object_new ();
  const guint8 *boxes[LUWTE_ENVELOPE_BOXES + 1];
  g_autoptr (GBytes) full = NULL;
  g_autoptr (GError) error = NULL;
  guint8 nothing[LUWTE_PUBLIC_BYTES] = { 0 };
  const guint8 *none[] = { nothing };

  for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
    boxes[i] = luwte_key_pair_peek_box (i == 7 ? fixture->meeting : fixture->author);
  full = luwte_pack_seal (&head, body, held, boxes, LUWTE_ENVELOPE_BOXES, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (open_as (full, fixture->meeting, fixture->held, MONTH), ==, -1);
  g_assert_null (luwte_pack_seal (&head, body, held, boxes, G_N_ELEMENTS (boxes), NULL, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (luwte_pack_seal (&head, body, held, boxes, 0, NULL, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_MEMBER);
  g_clear_error (&error);
  g_assert_null (luwte_pack_seal (&head, body, held, none, 1, NULL, &error));
  g_assert_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_MEMBER);
}

/* Text of every length round the pieces comes back whole. */
static void
test_lengths (Fixture *fixture, gconstpointer data)
{
  const LuwteRosterHeld *held = g_ptr_array_index (fixture->held, 0);
  const guint8 *boxes[] = { luwte_key_pair_peek_box (fixture->meeting) };
  static const gsize lengths[] = { 0,     1,     16000, 16100, 16384,  16400,
                                   32000, 32700, 65000, 70000, 131072, 1000000 };
  g_autofree char *case_id = luwte_id_new ();
  const LuwtePackHead sent = { .case_id = case_id, .expires = (char *) MONTH };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *text = g_strnfill (lengths[i], 'a');
      g_autoptr (JsonObject) body = json_object_new ();
      g_autoptr (JsonObject) back = NULL;
      g_autoptr (GBytes) file = NULL;
      g_auto (LuwtePackHead) head = { 0 };
      g_autoptr (GError) error = NULL;

      json_object_set_string_member (body, "text", text);
      file = luwte_pack_seal (&sent, body, held, boxes, 1, NULL, &error);
      g_assert_no_error (error);
      back = luwte_pack_open (file, fixture->meeting, fixture->held, MONTH, &head, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (json_object_get_string_member (back, "text"), ==, text);
      g_assert_cmpstr (head.case_id, ==, case_id);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/pack/case", test_case);
  ADD ("/pack/nothing-in-clear", test_nothing_in_clear);
  ADD ("/pack/flipped", test_flipped);
  ADD ("/pack/cut", test_cut);
  ADD ("/pack/public-keys-alone", test_public_keys_alone);
  ADD ("/pack/who-may", test_who_may);
  ADD ("/pack/slow-to-accept", test_slow_to_accept);
  ADD ("/pack/other-team", test_other_team);
  ADD ("/pack/not-passed-on", test_not_passed_on);
  ADD ("/pack/recipients", test_recipients);
  ADD ("/pack/lengths", test_lengths);
  return g_test_run ();
}
