/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-pages.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

/* SQLCipher 4: 4096 bytes a page, at its end the IV and an HMAC-SHA512. */
#define PAGE       4096
#define IV         16
#define MAC        64
#define SALT       16
#define BODY       (PAGE - IV - MAC)
#define WAL_HEAD   32
#define FRAME_HEAD 24
#define WINDOW     4

typedef struct
{
  guint8 key[32];
  guint8 mac_key[32];
  GHashTable *by_window; /* folded first four bytes → GPtrArray of folded needles */
  LuwteHitFunc func;
  gpointer data;
  LuwteScan *scan;
} Reader;

static guint32
window_of (const guint8 *bytes)
{
  guint32 window;

  memcpy (&window, bytes, sizeof window);
  return window;
}

static void
add_needle (Reader *self, const char *needle)
{
  char *folded = g_ascii_strdown (needle, -1);
  gpointer window = GUINT_TO_POINTER (window_of ((const guint8 *) folded));
  GPtrArray *same = g_hash_table_lookup (self->by_window, window);

  if (!same)
    {
      same = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->by_window, window, same);
    }
  g_ptr_array_add (same, folded);
}

static void
look (Reader *self, const char *where, const guint8 *bytes, gsize length)
{
  g_autofree guint8 *folded = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    folded[i] = (guint8) g_ascii_tolower ((char) bytes[i]);
  for (gsize i = 0; i + WINDOW <= length; i++)
    {
      GPtrArray *same = g_hash_table_lookup (self->by_window,
                                             GUINT_TO_POINTER (window_of (folded + i)));

      for (guint k = 0; same && k < same->len; k++)
        {
          const char *needle = g_ptr_array_index (same, k);
          const gsize size = strlen (needle);

          if (i + size > length || memcmp (folded + i, needle, size) != 0)
            continue;
          self->scan->n_hits++;
          if (self->func)
            self->func (where, needle, self->data);
        }
    }
}

/* The clear page, or FALSE where the HMAC does not fit. */
static gboolean
decrypt (Reader *self, guint32 number, const guint8 *page, guint8 plain[PAGE])
{
  const gsize skip = number == 1 ? SALT : 0;
  const guint8 le[4] = { (guint8) number, (guint8) (number >> 8), (guint8) (number >> 16),
                         (guint8) (number >> 24) };
  guint8 mac[MAC];
  size_t mac_length = sizeof mac;
  int n = 0;
  EVP_MAC *hmac = EVP_MAC_fetch (NULL, "HMAC", NULL);
  EVP_MAC_CTX *mac_ctx = EVP_MAC_CTX_new (hmac);
  EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new ();
  OSSL_PARAM params[] = { OSSL_PARAM_construct_utf8_string ("digest", (char[]) { "SHA512" }, 0),
                          OSSL_PARAM_construct_end () };
  gboolean well = EVP_MAC_init (mac_ctx, self->mac_key, sizeof self->mac_key, params) &&
                  EVP_MAC_update (mac_ctx, page + skip, BODY + IV - skip) &&
                  EVP_MAC_update (mac_ctx, le, sizeof le) &&
                  EVP_MAC_final (mac_ctx, mac, &mac_length, sizeof mac) &&
                  memcmp (mac, page + BODY + IV, MAC) == 0;

  memset (plain, 0, PAGE);
  well = well && EVP_DecryptInit_ex (ctx, EVP_aes_256_cbc (), NULL, self->key, page + BODY) &&
         EVP_CIPHER_CTX_set_padding (ctx, 0) &&
         EVP_DecryptUpdate (ctx, plain + skip, &n, page + skip, (int) (BODY - skip));
  EVP_CIPHER_CTX_free (ctx);
  EVP_MAC_CTX_free (mac_ctx);
  EVP_MAC_free (hmac);
  return well;
}

static void
look_at_page (Reader *self, const char *where, guint32 number, const guint8 *page)
{
  static const guint8 zeros[PAGE];
  guint8 plain[PAGE];

  if (decrypt (self, number, page, plain))
    look (self, where, plain, PAGE);
  else if (memcmp (page, zeros, PAGE) != 0)
    self->scan->n_unreadable++;
}

static void
read_db (Reader *self, const char *name, const guint8 *bytes, gsize length)
{
  for (gsize at = 0; at + PAGE <= length; at += PAGE)
    {
      const guint32 number = (guint32) (at / PAGE + 1);
      g_autofree char *where = g_strdup_printf ("%s page %u", name, number);

      look_at_page (self, where, number, bytes + at);
      self->scan->n_pages++;
    }
}

static void
read_wal (Reader *self, const char *name, const guint8 *bytes, gsize length)
{
  for (gsize at = WAL_HEAD; at + FRAME_HEAD + PAGE <= length; at += FRAME_HEAD + PAGE)
    {
      const guint8 *head = bytes + at;
      const guint32 number = (guint32) head[0] << 24 | (guint32) head[1] << 16 |
                             (guint32) head[2] << 8 | head[3];
      g_autofree char *where = g_strdup_printf ("%s frame %u page %u", name, ++self->scan->n_frames,
                                                number);

      look_at_page (self, where, number, head + FRAME_HEAD);
    }
}

static gboolean
read_dir (Reader *self, const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (!dir)
    return FALSE;
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (g_file_test (file, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (file, G_FILE_TEST_IS_DIR))
        {
          if (!read_dir (self, file, error))
            return FALSE;
          continue;
        }
      if (!g_file_get_contents (file, &bytes, &length, error))
        return FALSE;
      /* Whatever it is, it may hold plain text. */
      look (self, name, (const guint8 *) bytes, length);
      self->scan->n_files++;
      if (g_str_has_suffix (name, ".db"))
        read_db (self, name, (const guint8 *) bytes, length);
      else if (g_str_has_suffix (name, ".db-wal"))
        read_wal (self, name, (const guint8 *) bytes, length);
    }
  return TRUE;
}

gboolean
luwte_pages_scan (const char *dir, const guint8 *db_key, const guint8 *db_salt,
                  const char *const *needles, LuwteHitFunc func, gpointer data, LuwteScan *scan,
                  GError **error)
{
  Reader self = { .func = func, .data = data, .scan = scan };
  guint8 mac_salt[SALT];
  gboolean well;

  memset (scan, 0, sizeof *scan);
  memcpy (self.key, db_key, sizeof self.key);
  for (gsize i = 0; i < SALT; i++)
    mac_salt[i] = db_salt[i] ^ 0x3a;
  if (!PKCS5_PBKDF2_HMAC ((const char *) db_key, sizeof self.key, mac_salt, SALT, 2, EVP_sha512 (),
                          sizeof self.mac_key, self.mac_key))
    g_error ("libcrypto derives no key");

  self.by_window = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  for (gsize i = 0; needles[i]; i++)
    {
      g_assert (strlen (needles[i]) >= WINDOW);
      add_needle (&self, needles[i]);
    }
  well = read_dir (&self, dir, error);
  g_hash_table_unref (self.by_window);
  OPENSSL_cleanse (&self, sizeof self);
  return well;
}
