/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header: whatever happens to its bytes, it opens with the right secret or says clearly why
 * not, and nobody is made to pay for a hostile one. */

#include "vault-fixture.h"

#include "luwte-crypto.h"
#include "luwte-secret.h"
#include "luwte-vault-files-private.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_BITS (LUWTE_HEADER_BYTES * 8)

static void
assert_opens (Fixture *fixture, LuwteVaultSlot slot, LuwteSecret *secret)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  fixture_close (fixture);
  fixture->vault = fixture_try (fixture, slot, secret, &error);
  g_assert_no_error (error);
  g_assert_nonnull (fixture->vault);
}

static void
assert_refused (Fixture *fixture, LuwteVaultSlot slot, LuwteSecret *secret, LuwteVaultError code)
{
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_null (fixture_try (fixture, slot, secret, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, (int) code);
}

static void
remove_file (Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_path (fixture, name);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
test_two_copies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  fixture_close (fixture);
  first = fixture_read (fixture, LUWTE_FILE_HEADER);
  second = fixture_read (fixture, LUWTE_FILE_HEADER_BACKUP);
  g_assert_cmpuint (g_bytes_get_size (first), ==, LUWTE_HEADER_BYTES);
  g_assert_true (g_bytes_equal (first, second));
}

/* Each bit of the header flipped, alone: noticed, named, never a crash. */
static void
test_every_bit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  guint8 changed[LUWTE_HEADER_BYTES];
  guint n_newer = 0;

  fixture_close (fixture);
  bytes = fixture_read (fixture, LUWTE_FILE_HEADER);
  for (gsize bit = 0; bit < N_BITS; bit++)
    {
      g_autoptr (GError) error = NULL;
      LuwteHeader header;

      memcpy (changed, g_bytes_get_data (bytes, NULL), sizeof changed);
      changed[bit / 8] ^= (guint8) (1 << bit % 8);
      g_assert_false (luwte_header_parse (&header, changed, sizeof changed, &error));
      if (g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER))
        n_newer++;
      else
        g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
    }
  /* A few flips of the version number read as a newer one. */
  g_assert_cmpuint (n_newer, <, 16);
}

/* With both copies hit the vault says so; with one, the other opens it and heals the first. */
static void
test_backup_heals (Fixture *fixture, gconstpointer data)
{
  const gsize bits[] = { 3, 70, 400, 8 * 300 + 1, N_BITS - 5 };

  for (gsize i = 0; i < G_N_ELEMENTS (bits); i++)
    {
      g_autoptr (GBytes) healed = NULL;
      g_autoptr (GBytes) other = NULL;

      fixture_close (fixture);
      fixture_flip (fixture, LUWTE_FILE_HEADER, bits[i]);
      assert_opens (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase);
      healed = fixture_read (fixture, LUWTE_FILE_HEADER);
      other = fixture_read (fixture, LUWTE_FILE_HEADER_BACKUP);
      g_assert_true (g_bytes_equal (healed, other));
    }
  fixture_close (fixture);
  fixture_flip (fixture, LUWTE_FILE_HEADER, 500);
  fixture_flip (fixture, LUWTE_FILE_HEADER_BACKUP, 501);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_DAMAGED);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  fixture_close (fixture);
  remove_file (fixture, LUWTE_FILE_HEADER);
  assert_opens (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase);
  fixture_close (fixture);
  remove_file (fixture, LUWTE_FILE_HEADER_BACKUP);
  assert_opens (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase);
  fixture_close (fixture);
  remove_file (fixture, LUWTE_FILE_HEADER);
  remove_file (fixture, LUWTE_FILE_HEADER_BACKUP);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_NOT_FOUND);
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;

  fixture_close (fixture);
  bytes = fixture_read (fixture, LUWTE_FILE_HEADER);
  for (gsize length = 0; length < LUWTE_HEADER_BYTES; length += 7)
    {
      g_autoptr (GError) error = NULL;
      LuwteHeader header;

      g_assert_false (luwte_header_parse (&header, g_bytes_get_data (bytes, NULL), length, &error));
      g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED);
    }
}

/* Writes a header that somebody without the key has made to look sound. */
static void
forge (Fixture *fixture, gsize offset, gconstpointer bytes, gsize length)
{
  g_autoptr (GBytes) header = fixture_read (fixture, LUWTE_FILE_HEADER);
  g_autoptr (GBytes) forged = NULL;
  guint8 changed[LUWTE_HEADER_BYTES];

  memcpy (changed, g_bytes_get_data (header, NULL), sizeof changed);
  memcpy (changed + offset, bytes, length);
  luwte_hash (changed, sizeof changed - LUWTE_HASH_BYTES,
              changed + sizeof changed - LUWTE_HASH_BYTES);
  forged = g_bytes_new (changed, sizeof changed);
  fixture_write (fixture, LUWTE_FILE_HEADER, forged);
  fixture_write (fixture, LUWTE_FILE_HEADER_BACKUP, forged);
}

/* A hostile header is no memory bomb: 4 TiB are refused before anything is derived. */
static void
test_memory_bomb (Fixture *fixture, gconstpointer data)
{
  const guint32 kib = GUINT32_TO_LE (G_MAXUINT32);
  const guint32 ops = GUINT32_TO_LE (17);

  fixture_close (fixture);
  forge (fixture, 52 + 8, &kib, sizeof kib);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_DAMAGED);
  forge (fixture, 52 + 8, &(guint32) { GUINT32_TO_LE (8) }, 4);
  forge (fixture, 52 + 4, &ops, sizeof ops);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_DAMAGED);
}

/* Dropping the recovery slot looks sound without a key, and is found out with it. */
static void
test_dropped_slot (Fixture *fixture, gconstpointer data)
{
  const guint8 nothing[100] = { 0 };

  fixture_close (fixture);
  forge (fixture, 52 + 100, nothing, sizeof nothing);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_DAMAGED);
}

/* A slot is bound to its parameters and to its vault: cheaper ones do not open. */
static void
test_other_parameters (Fixture *fixture, gconstpointer data)
{
  const guint32 ops = GUINT32_TO_LE (2);
  const guint8 id[16] = { 9 };

  fixture_close (fixture);
  forge (fixture, 52 + 4, &ops, sizeof ops);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_WRONG_KEY);
  forge (fixture, 52 + 4, &(guint32) { GUINT32_TO_LE (1) }, 4);
  forge (fixture, 12, id, sizeof id);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_WRONG_KEY);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  const guint32 version = GUINT32_TO_LE (2);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  fixture_close (fixture);
  forge (fixture, 8, &version, sizeof version);
  before = fixture_read (fixture, LUWTE_FILE_HEADER);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_NEWER);
  after = fixture_read (fixture, LUWTE_FILE_HEADER);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_change_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteSecret) next = luwte_secret_new ("the next one", -1);
  g_autoptr (LuwteSecret) empty = luwte_secret_new ("", 0);
  g_autoptr (GBytes) old_copy = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_vault_change_passphrase (fixture->vault, next, next, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_clear_error (&error);
  g_assert_false (
      luwte_vault_change_passphrase (fixture->vault, fixture->passphrase, empty, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED);
  g_clear_error (&error);

  old_copy = fixture_read (fixture, LUWTE_FILE_HEADER_BACKUP);
  g_assert_true (luwte_vault_change_passphrase (fixture->vault, fixture->passphrase, next, &error));
  g_assert_no_error (error);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_WRONG_KEY);
  /* An older second copy does not bring the old passphrase back. */
  fixture_write (fixture, LUWTE_FILE_HEADER_BACKUP, old_copy);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_WRONG_KEY);
  assert_opens (fixture, LUWTE_VAULT_SLOT_RECOVERY, fixture->code);
  assert_opens (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, next);
}

static void
test_recover (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteSecret) next = luwte_secret_new ("the next one", -1);
  g_autoptr (LuwteSecret) new_code = NULL;
  g_autoptr (LuwteSecret) typed = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *small = g_ascii_strdown (luwte_secret_peek (fixture->code), -1);

  fixture_put (fixture->vault, "kept", "yes");
  /* Typed from paper: small letters, spaces for hyphens. */
  g_strdelimit (small, "-", ' ');
  typed = luwte_secret_new (small, -1);
  assert_opens (fixture, LUWTE_VAULT_SLOT_RECOVERY, typed);
  g_assert_true (luwte_vault_replace_slots (fixture->vault, next, &new_code, &error));
  g_assert_no_error (error);
  g_assert_false (luwte_secret_equal (new_code, fixture->code));

  assert_refused (fixture, LUWTE_VAULT_SLOT_RECOVERY, fixture->code, LUWTE_VAULT_ERROR_WRONG_KEY);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_WRONG_KEY);
  assert_opens (fixture, LUWTE_VAULT_SLOT_RECOVERY, new_code);
  assert_opens (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, next);
  {
    g_autofree char *value = fixture_get (fixture->vault, "kept");

    g_assert_cmpstr (value, ==, "yes");
  }
}

static void
test_typing_error (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strdup (luwte_secret_peek (fixture->code));
  g_autoptr (LuwteSecret) typed = NULL;
  g_autoptr (GError) error = NULL;

  text[0] = text[0] == '7' ? '8' : '7';
  typed = luwte_secret_new (text, -1);
  fixture_close (fixture);
  g_assert_null (fixture_try (fixture, LUWTE_VAULT_SLOT_RECOVERY, typed, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_WRONG_KEY);
  g_assert_nonnull (strstr (error->message, "typing error"));
}

/* The files of two vaults do not mix. */
static void
test_other_database (Fixture *fixture, gconstpointer data)
{
  Fixture other = { 0 };
  g_autoptr (GBytes) database = NULL;

  fixture_set_up (&other, NULL);
  fixture_close (&other);
  database = fixture_read (&other, LUWTE_FILE_DB);
  fixture_tear_down (&other, NULL);
  fixture_close (fixture);
  fixture_write (fixture, LUWTE_FILE_DB, database);
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_DAMAGED);
}

/* What creation left half done is no vault, and creation can be tried again. */
static void
test_unfinished_creation (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  fixture_write (fixture, LUWTE_FILE_NEW, nothing);
  g_assert_false (luwte_vault_exists (fixture->dir));
  assert_refused (fixture, LUWTE_VAULT_SLOT_PASSPHRASE, fixture->passphrase,
                  LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_pointer (&fixture->code, luwte_secret_unref);
  fixture->vault = luwte_vault_create (fixture->dir, fixture->passphrase, &fixture->code, &error);
  g_assert_no_error (error);
  g_assert_true (luwte_vault_exists (fixture->dir));
}

/* The real cost, once: 64 MiB at the least. */
static void
test_default_cost (void)
{
  const LuwteStretch cost = luwte_stretch_default ();

  g_assert_cmpuint (cost.ops, >=, 3);
  g_assert_cmpuint (cost.mem_kib, >=, 64 * 1024);
  g_assert_true (luwte_stretch_is_allowed (cost));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  FIXTURE_ADD ("/header/two-copies", test_two_copies);
  FIXTURE_ADD ("/header/every-bit", test_every_bit);
  FIXTURE_ADD ("/header/backup-heals", test_backup_heals);
  FIXTURE_ADD ("/header/missing", test_missing);
  FIXTURE_ADD ("/header/cut-short", test_cut_short);
  FIXTURE_ADD ("/header/memory-bomb", test_memory_bomb);
  FIXTURE_ADD ("/header/dropped-slot", test_dropped_slot);
  FIXTURE_ADD ("/header/other-parameters", test_other_parameters);
  FIXTURE_ADD ("/header/newer", test_newer);
  FIXTURE_ADD ("/header/change-passphrase", test_change_passphrase);
  FIXTURE_ADD ("/header/recover", test_recover);
  FIXTURE_ADD ("/header/typing-error", test_typing_error);
  FIXTURE_ADD ("/header/other-database", test_other_database);
  FIXTURE_ADD ("/header/unfinished-creation", test_unfinished_creation);
  g_test_add_func ("/header/default-cost", test_default_cost);
  return g_test_run ();
}
