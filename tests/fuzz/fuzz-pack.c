/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may lie in a review folder or come by mail: bytes as a pack, a card, a roster; and, deeper,
 * bytes that a member of the team sealed, or that a lead signed as a roster, so that only their form
 * is wrong. */

#include "luwte-board-private.h"
#include "luwte-json.h"
#include "luwte-review-error.h"
#include "luwte-roster-private.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static LuwteKeyPair *pair;
static GPtrArray *held;

static void
make_team (void)
{
  const guint8 bytes[LUWTE_KEY_BYTES] = { 7 };
  g_autoptr (LuwteKey) seed = luwte_key_new_from_bytes (bytes);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_roster_member_free);
  g_autoptr (LuwteCard) card = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (LuwteKey) team_key = NULL;
  g_autofree char *text = NULL;

  pair = luwte_key_pair_new (seed);
  text = luwte_card_make (pair, "Lea");
  card = luwte_card_parse (text, NULL);
  g_ptr_array_add (members,
                   luwte_roster_member_new (card, LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING));
  roster = luwte_roster_new_signed (NULL, "Team", members, NULL, pair, NULL);
  team_key = luwte_roster_open_team_key (roster, pair);
  held = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_held_free);
  g_ptr_array_add (held, luwte_roster_held_new (roster, team_key));
}

static void
open_pack (GBytes *file)
{
  g_auto (LuwtePackHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = luwte_pack_open (file, pair, held, "2026-11", &head, &error);
  g_autoptr (LuwteCaseContent) content = NULL;

  g_assert_true ((body == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == LUWTE_REVIEW_ERROR);
  if (body == NULL)
    return;
  content = luwte_case_content_from_json (body, &error);
  g_assert_true ((content == NULL) ==
                 g_error_matches (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED));
}

/* Sealed as it stands, by somebody who has the team key. */
static void
open_sealed (const guint8 *data, gsize size)
{
  const LuwteRosterHeld *one = g_ptr_array_index (held, 0);
  const guint8 *boxes[] = { luwte_key_pair_peek_box (pair) };
  g_autoptr (GBytes) file = luwte_envelope_seal (boxes, 1, one->team_key, NULL, (const char *) data,
                                                 size, NULL);

  open_pack (file);
}

/* As the body of a case. */
static void
open_body (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) body = luwte_json_parse_object ((const char *) data, size, 65536, NULL);
  const LuwtePackHead head = { .kind = LUWTE_PACK_CASE,
                               .case_id = (char *) "0123456789abcdef0123456789abcdef",
                               .expires = (char *) "2026-12" };
  const guint8 *boxes[] = { luwte_key_pair_peek_box (pair) };
  g_autoptr (GBytes) file = NULL;

  if (body == NULL)
    return;
  file = luwte_pack_seal (&head, body, g_ptr_array_index (held, 0), boxes, 1, NULL, NULL);
  open_pack (file);
}

static char *
sign_body (const guint8 *data, gsize size)
{
  guint8 signature[LUWTE_SIGNATURE_BYTES];
  g_autofree char *body64 = g_base64_encode (data, size);
  g_autofree char *sign64 = g_base64_encode (luwte_key_pair_peek_sign (pair), LUWTE_PUBLIC_BYTES);
  g_autofree char *signature64 = NULL;

  luwte_key_pair_sign (pair, LUWTE_ROSTER_SIGNING, data, size, signature);
  signature64 = g_base64_encode (signature, sizeof signature);
  return g_strdup_printf (
      "{\"luwte_roster\": 1, \"by\": \"%s\", \"signature\": \"%s\", \"body\": \"%s\"}", sign64,
      signature64, body64);
}

/* As the body of a roster. What is read as one can be shown, used, and followed by the next. */
static void
open_roster_body (const guint8 *data, gsize size)
{
  g_autofree char *text = sign_body (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) roster = luwte_roster_parse (text, strlen (text), &error);
  g_autoptr (LuwteRoster) next = NULL;
  g_autoptr (LuwteKey) team_key = NULL;
  g_autofree char *words = NULL;

  g_assert_true ((roster == NULL) == (error != NULL));
  g_assert_true (error == NULL || error->domain == LUWTE_REVIEW_ERROR);
  if (roster == NULL)
    return;
  words = luwte_roster_fingerprint (roster);
  g_assert_nonnull (luwte_roster_signed_by (roster));
  team_key = luwte_roster_open_team_key (roster, pair);
  next = luwte_roster_new_signed (roster, luwte_roster_get_name (roster),
                                  luwte_roster_get_members (roster), NULL, pair, &error);
  if (next == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  g_assert_true (luwte_roster_check_follows (next, roster, NULL));
  g_clear_pointer (&roster, luwte_roster_unref);
  roster = luwte_roster_parse (luwte_roster_get_text (next), strlen (luwte_roster_get_text (next)),
                               &error);
  g_assert_no_error (error);
}

static gboolean
is_json (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object ((const char *) data, size, 65536, NULL);

  return object != NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) file = g_bytes_new_static (data, size);
  g_autoptr (LuwteCard) card = luwte_card_parse (text, NULL);
  g_autoptr (LuwteRoster) roster = luwte_roster_parse ((const char *) data, size, NULL);

  if (pair == NULL)
    make_team ();
  open_pack (file);
  if (size > 65536)
    return 0;
  open_body (data, size);
  open_roster_body (data, size);
  /* Sealing is slow; of what is no JSON, which all ends the same way, a part will do. */
  if (size % 16 == 0 || is_json (data, size))
    open_sealed (data, size);
  return 0;
}
