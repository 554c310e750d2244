/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-crypto.h"
#include "luwte-key-pair.h"
#include "luwte-key.h"
#include "luwte-recovery-code.h"
#include "luwte-secret.h"

#include <string.h>

static const LuwteStretch cheap = { .ops = 1, .mem_kib = 8 };

static char *
hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free_and_steal (text);
}

/* Against values that other programs gave: a change of what we derive would lock everybody out. */
static void
test_known_answers (void)
{
  const guint8 zeros[LUWTE_KEY_BYTES] = { 0 };
  g_autoptr (LuwteKey) zero = luwte_key_new_from_bytes (zeros);
  g_autoptr (LuwteSecret) password = luwte_secret_new ("password", -1);
  g_autoptr (GError) error = NULL;
  const LuwteStretch cost = { .ops = 2, .mem_kib = 65536 };
  g_autoptr (LuwteKey) stretched =
      luwte_key_new_stretched (password, (const guint8 *) "somesaltsomesalt", cost, &error);
  guint8 mac[LUWTE_MAC_BYTES], hash[LUWTE_HASH_BYTES];
  g_autofree char *mac_hex = NULL;
  g_autofree char *hash_hex = NULL;
  g_autofree char *key_hex = NULL;

  g_assert_no_error (error);
  luwte_key_mac (zero, "abc", 3, NULL, 0, mac);
  luwte_hash ("abc", 3, hash);
  mac_hex = hex (mac, sizeof mac);
  hash_hex = hex (hash, sizeof hash);
  key_hex = hex (luwte_key_peek (stretched), LUWTE_KEY_BYTES);
  g_test_message ("%s %s %s", mac_hex, hash_hex, key_hex);
  g_assert_cmpstr (hash_hex, ==,
                   "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  g_assert_cmpstr (mac_hex, ==, "bad705ff155af631f38dc6cafdda827a31595c802f3ff585c10691c58944d89b");
  g_assert_cmpstr (key_hex, ==, "fc33b78139231d34b71626bd6245c1d72efa190ad605c3d8166a72adcedfa2c2");
}

static void
test_mac_pieces (void)
{
  g_autoptr (LuwteKey) key = luwte_key_new_random ();
  guint8 whole[LUWTE_MAC_BYTES], pieces[LUWTE_MAC_BYTES];

  luwte_key_mac (key, "schuilnaam", 10, NULL, 0, whole);
  for (gsize cut = 0; cut <= 10; cut++)
    {
      luwte_key_mac (key, "schuilnaam", cut, "schuilnaam" + cut, 10 - cut, pieces);
      g_assert_cmpmem (whole, sizeof whole, pieces, sizeof pieces);
    }
}

static void
test_derive (void)
{
  g_autoptr (LuwteKey) key = luwte_key_new_random ();
  g_autoptr (LuwteKey) one = luwte_key_derive (key, "LuwteTst", 1);
  g_autoptr (LuwteKey) again = luwte_key_derive (key, "LuwteTst", 1);
  g_autoptr (LuwteKey) two = luwte_key_derive (key, "LuwteTst", 2);
  g_autoptr (LuwteKey) other = luwte_key_derive (key, "LuwteTsu", 1);
  const guint8 *bytes = luwte_key_peek (one);

  g_assert_true (luwte_bytes_equal (bytes, luwte_key_peek (again), LUWTE_KEY_BYTES));
  g_assert_false (luwte_bytes_equal (bytes, luwte_key_peek (two), LUWTE_KEY_BYTES));
  g_assert_false (luwte_bytes_equal (bytes, luwte_key_peek (other), LUWTE_KEY_BYTES));
  g_assert_false (luwte_bytes_equal (bytes, luwte_key_peek (key), LUWTE_KEY_BYTES));
}

/* Every bit of what is sealed, of what it is bound to and of the nonce counts. */
static void
test_seal (void)
{
  g_autoptr (LuwteKey) key = luwte_key_new_random ();
  g_autoptr (LuwteKey) other = luwte_key_new_random ();
  guint8 nonce[LUWTE_NONCE_BYTES], aad[5] = "bound", sealed[6 + LUWTE_SEAL_BYTES], text[7] = "";
  g_autoptr (GError) error = NULL;

  luwte_random_bytes (nonce, sizeof nonce);
  luwte_key_seal (key, nonce, aad, sizeof aad, "geheim", 6, sealed);
  g_assert_true (luwte_key_open (key, nonce, aad, sizeof aad, sealed, sizeof sealed, text, &error));
  g_assert_cmpmem (text, 6, "geheim", 6);

  for (gsize bit = 0; bit < sizeof sealed * 8; bit++)
    {
      sealed[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (
          luwte_key_open (key, nonce, aad, sizeof aad, sealed, sizeof sealed, text, NULL));
      g_assert_cmpmem (text, 6, "\0\0\0\0\0\0", 6);
      sealed[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  aad[0]++;
  g_assert_false (
      luwte_key_open (key, nonce, aad, sizeof aad, sealed, sizeof sealed, text, &error));
  g_assert_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_FORGED);
  aad[0]--;
  g_assert_false (
      luwte_key_open (other, nonce, aad, sizeof aad, sealed, sizeof sealed, text, NULL));
}

static void
test_stretch_limits (void)
{
  static const LuwteStretch wrong[] = { { 0, 8 },           { 1, 7 },
                                        { 17, 8 },          { 1, 1024 * 1024 + 1 },
                                        { 3, G_MAXUINT32 }, { G_MAXUINT32, 8 } };
  const guint8 salt[LUWTE_SALT_BYTES] = { 1 };
  g_autoptr (LuwteSecret) secret = luwte_secret_new ("a", -1);
  g_autoptr (LuwteKey) key = luwte_key_new_stretched (secret, salt, cheap, NULL);

  g_assert_nonnull (key);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (luwte_key_new_stretched (secret, salt, wrong[i], &error));
      g_assert_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_PARAMETERS);
    }
}

static LuwteSecret *
parse (const char *text, GError **error)
{
  g_autoptr (LuwteSecret) typed = luwte_secret_new (text, -1);

  return luwte_recovery_code_parse (typed, error);
}

static void
assert_same_code (LuwteSecret *code, const char *typed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) parsed = parse (typed, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (luwte_secret_length (parsed), ==, LUWTE_RECOVERY_BYTES);
  g_assert_true (luwte_secret_equal (parsed, code));
}

static char *
replace (const char *text, const char *what, const char *by)
{
  g_autoptr (GString) string = g_string_new (text);

  g_string_replace (string, what, by, 0);
  return g_strdup (string->str);
}

static void
test_recovery_forgives (void)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (LuwteSecret) text = luwte_recovery_code_new ();
      const char *chars = luwte_secret_peek (text);
      g_autoptr (LuwteSecret) code = parse (chars, NULL);
      g_autofree char *small = g_ascii_strdown (chars, -1);
      g_autofree char *bare = replace (chars, "-", "");
      g_autofree char *spaced = replace (chars, "-", " \t ");
      g_autofree char *letter_o = replace (chars, "0", i % 2 ? "O" : "o");
      g_autofree char *letter_l = replace (chars, "1", i % 3 ? (i % 2 ? "l" : "I") : "L");

      g_assert_nonnull (code);
      g_assert_cmpuint (luwte_secret_length (text), ==, LUWTE_RECOVERY_TEXT_LENGTH);
      g_assert_null (strpbrk (chars, "ILOU"));
      assert_same_code (code, small);
      assert_same_code (code, bare);
      assert_same_code (code, spaced);
      assert_same_code (code, letter_o);
      assert_same_code (code, letter_l);
    }
}

/* One wrong character or two swapped ones are found before any key is tried. */
static void
test_recovery_checksum (void)
{
  guint n_missed = 0, n_tried = 0;

  for (int i = 0; i < 100; i++)
    {
      g_autoptr (LuwteSecret) text = luwte_recovery_code_new ();

      for (gsize at = 0; at < LUWTE_RECOVERY_TEXT_LENGTH; at++)
        {
          g_autofree char *typed = g_strdup (luwte_secret_peek (text));
          g_autoptr (GError) error = NULL;
          g_autoptr (LuwteSecret) parsed = NULL;

          if (typed[at] == '-')
            continue;
          typed[at] = typed[at] == 'Z' ? 'Y' : 'Z';
          parsed = parse (typed, &error);
          n_tried++;
          n_missed += parsed != NULL;
          if (!parsed)
            g_assert_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_CODE);
        }
    }
  /* Twenty bits: about one in a million slips through. */
  g_assert_cmpuint (n_tried, ==, 3600);
  g_assert_cmpuint (n_missed, <=, 1);
}

static void
test_recovery_nonsense (void)
{
  static const char *const cases[] = { "", "-", "ABCD", "UUUU-UUUU", "é", "\xff\xfe" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (cases[i], &error));
      g_assert_error (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_CODE);
    }
}

static LuwteKeyPair *
pair_of (guint8 number)
{
  guint8 bytes[LUWTE_KEY_BYTES];
  g_autoptr (LuwteKey) seed = NULL;

  memset (bytes, number, sizeof bytes);
  seed = luwte_key_new_from_bytes (bytes);
  return luwte_key_pair_new (seed);
}

/* For two of four places: each of the two gets the key, nobody else does, whatever was changed on
 * the way, and a key that is none is refused. */
static void
test_boxes (void)
{
  static const guint8 no_key[LUWTE_PUBLIC_BYTES] = { 0 };
  const guint places[] = { 3, 1 };
  g_autoptr (LuwteKeyPair) anna = pair_of (1);
  g_autoptr (LuwteKeyPair) bo = pair_of (2);
  g_autoptr (LuwteKeyPair) other = pair_of (3);
  g_autoptr (LuwteKey) key = luwte_key_new_random ();
  g_autoptr (LuwteKey) first = NULL;
  g_autoptr (LuwteKey) second = NULL;
  const guint8 *boxes[] = { luwte_key_pair_peek_box (anna), luwte_key_pair_peek_box (bo) };
  guint8 sealed[LUWTE_BOXES_BYTES (4)], changed[LUWTE_BOXES_BYTES (4)];

  g_assert_true (luwte_boxes_seal (boxes, places, 2, key, sealed, 4));
  first = luwte_key_pair_open_boxes (anna, sealed, 4);
  second = luwte_key_pair_open_boxes (bo, sealed, 4);
  g_assert_cmpmem (luwte_key_peek (first), LUWTE_KEY_BYTES, luwte_key_peek (key), LUWTE_KEY_BYTES);
  g_assert_cmpmem (luwte_key_peek (second), LUWTE_KEY_BYTES, luwte_key_peek (key), LUWTE_KEY_BYTES);
  g_assert_null (luwte_key_pair_open_boxes (other, sealed, 4));
  g_assert_null (luwte_key_pair_open_boxes (anna, sealed, 3));
  for (gsize i = 0; i < sizeof sealed; i++)
    {
      g_autoptr (LuwteKey) opened = NULL;
      /* Anna's is the last box. */
      const gboolean hers = i < LUWTE_BOXES_HEAD || i >= LUWTE_BOXES_BYTES (3);

      memcpy (changed, sealed, sizeof sealed);
      changed[i] ^= 1;
      opened = luwte_key_pair_open_boxes (anna, changed, 4);
      g_assert_true ((opened == NULL) == hers);
    }
  memset (changed, 0, LUWTE_BOXES_HEAD);
  g_assert_null (luwte_key_pair_open_boxes (anna, changed, 4));
  boxes[1] = no_key;
  g_assert_false (luwte_boxes_seal (boxes, places, 2, key, sealed, 4));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/crypto/known-answers", test_known_answers);
  g_test_add_func ("/crypto/mac-pieces", test_mac_pieces);
  g_test_add_func ("/crypto/derive", test_derive);
  g_test_add_func ("/crypto/seal", test_seal);
  g_test_add_func ("/crypto/stretch-limits", test_stretch_limits);
  g_test_add_func ("/recovery/forgives", test_recovery_forgives);
  g_test_add_func ("/recovery/checksum", test_recovery_checksum);
  g_test_add_func ("/recovery/nonsense", test_recovery_nonsense);
  g_test_add_func ("/crypto/boxes", test_boxes);
  return g_test_run ();
}
