/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The test vectors of docs/review-pack.md, in both directions: with fixed keys and fixed random
 * bytes the files come out as they lie here, byte for byte, and the files open to the text that the
 * document prints. A format that changes without its number would lock colleagues out. */

#include "luwte-card.h"
#include "luwte-crypto.h"
#include "luwte-envelope-private.h"

#include <sodium.h>
#include <string.h>

#define PAYLOAD "{\"kind\":\"case\",\"body\":{\"question\":\"Wat is hier wijs?\"}}"

static guint32 calls;

/* The n-th request for random bytes gets those of the seed n, 0, 0, …. */
static void
fixed_buf (void *const buffer, const size_t size)
{
  guint8 seed[randombytes_SEEDBYTES] = { 0 };
  const guint32 number = GUINT32_TO_LE (calls);

  memcpy (seed, &number, sizeof number);
  calls++;
  randombytes_buf_deterministic (buffer, size, seed);
}

static uint32_t
fixed_random (void)
{
  uint32_t number;

  fixed_buf (&number, sizeof number);
  return number;
}

static const char *
fixed_name (void)
{
  return "fixed";
}

static randombytes_implementation fixed = {
  .implementation_name = fixed_name,
  .random = fixed_random,
  .buf = fixed_buf,
};

static LuwteKey *
key_of (guint8 number)
{
  guint8 bytes[LUWTE_KEY_BYTES];

  memset (bytes, number, sizeof bytes);
  return luwte_key_new_from_bytes (bytes);
}

static LuwteKeyPair *
pair_of (guint8 number)
{
  g_autoptr (LuwteKey) seed = key_of (number);

  return luwte_key_pair_new (seed);
}

static char *
path_of (const char *name)
{
  return g_build_filename (g_getenv ("LUWTE_SOURCE_DIR"), name, NULL);
}

static GBytes *
seal (gboolean by_team)
{
  g_autoptr (LuwteKeyPair) reader = pair_of (2);
  g_autoptr (LuwteKeyPair) signer = pair_of (3);
  g_autoptr (LuwteKey) team = key_of (0x11);
  const guint8 *boxes[] = { luwte_key_pair_peek_box (reader) };
  g_autoptr (GError) error = NULL;
  GBytes *file;

  calls = 0;
  file = luwte_envelope_seal (boxes, 1, by_team ? team : NULL, by_team ? NULL : signer, PAYLOAD,
                              strlen (PAYLOAD), &error);
  g_assert_no_error (error);
  return file;
}

static char *
hex_of (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

/* What the document says has to stand in it word for word. */
static void
assert_documented (const char *text)
{
  g_autofree char *path = path_of ("docs/review-pack.md");
  g_autofree char *document = NULL;

  g_assert_true (g_file_get_contents (path, &document, NULL, NULL));
  if (strstr (document, text) == NULL)
    g_error ("docs/review-pack.md does not have %s", text);
}

static void
assert_hex_documented (const guint8 *bytes, gsize length)
{
  g_autofree char *hex = hex_of (bytes, length);

  assert_documented (hex);
}

static void
assert_vector (const char *name, gboolean by_team)
{
  g_autofree char *relative = g_strconcat ("tests/review/vectors/", name, NULL);
  g_autofree char *path = path_of (relative);
  g_autofree char *content = NULL;
  g_autoptr (GBytes) made = seal (by_team);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (LuwteKeyPair) reader = pair_of (2);
  g_autoptr (LuwteKeyPair) signer = pair_of (3);
  g_autoptr (LuwteKey) team = key_of (0x11);
  g_autoptr (LuwteKey) other = key_of (0x12);
  g_autoptr (LuwteEnvelope) envelope = NULL;
  g_autoptr (GError) error = NULL;
  guint8 hash[LUWTE_HASH_BYTES];
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  kept = g_bytes_new (content, length);
  g_assert_true (g_bytes_equal (made, kept));
  luwte_hash (content, length, hash);
  assert_hex_documented (hash, sizeof hash);
  envelope = luwte_envelope_open (reader, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (envelope->payload, envelope->length, PAYLOAD, strlen (PAYLOAD));
  g_assert_cmpint (luwte_envelope_is_by_team (envelope, team), ==, by_team);
  g_assert_false (luwte_envelope_is_by_team (envelope, other));
  g_assert_cmpint (luwte_envelope_is_signed_by (envelope, luwte_key_pair_peek_sign (signer)), ==,
                   !by_team);
}

/* R46, R47: the format of a pack is what the document says. */
static void
test_team (void)
{
  assert_vector ("team.luwte", TRUE);
}

static void
test_signed (void)
{
  assert_vector ("signed.luwte", FALSE);
}

/* Keys from seeds, as the document prints them, and the payload. */
static void
test_keys (void)
{
  g_autoptr (LuwteKeyPair) reader = pair_of (2);
  g_autoptr (LuwteKeyPair) signer = pair_of (3);

  assert_hex_documented (luwte_key_pair_peek_box (reader), LUWTE_PUBLIC_BYTES);
  assert_hex_documented (luwte_key_pair_peek_sign (signer), LUWTE_PUBLIC_BYTES);
  assert_documented (PAYLOAD);
}

/* For whoever gives the format another number: prints what the document has, writes the files. */
static void
write_all (const char *folder)
{
  for (int by_team = 0; by_team < 2; by_team++)
    {
      g_autoptr (GBytes) file = seal (by_team);
      g_autofree char *path = g_build_filename (folder, by_team ? "team.luwte" : "signed.luwte",
                                                NULL);
      guint8 hash[LUWTE_HASH_BYTES];
      g_autofree char *hex = NULL;

      luwte_hash (g_bytes_get_data (file, NULL), g_bytes_get_size (file), hash);
      hex = hex_of (hash, sizeof hash);
      g_print ("%s %s\n", hex, path);
      g_assert_true (g_file_set_contents (path, g_bytes_get_data (file, NULL),
                                          (gssize) g_bytes_get_size (file), NULL));
    }
}

static void
print_keys (void)
{
  g_autoptr (LuwteKeyPair) reader = pair_of (2);
  g_autoptr (LuwteKeyPair) signer = pair_of (3);
  g_autofree char *box = hex_of (luwte_key_pair_peek_box (reader), LUWTE_PUBLIC_BYTES);
  g_autofree char *sign = hex_of (luwte_key_pair_peek_sign (signer), LUWTE_PUBLIC_BYTES);

  g_print ("box %s\nsign %s\n", box, sign);
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (randombytes_set_implementation (&fixed), ==, 0);
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    {
      print_keys ();
      write_all (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vectors/keys", test_keys);
  g_test_add_func ("/vectors/team", test_team);
  g_test_add_func ("/vectors/signed", test_signed);
  return g_test_run ();
}
