/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-backup-file-private.h"

#include "luwte-crypto.h"
#include "luwte-vault-files-private.h"
#include "luwte-vault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC       "LuwteBak"
#define FIRST_BYTES (LUWTE_BACKUP_HEAD_BYTES + LUWTE_HEADER_BYTES)
#define PIECE       (64 * 1024)
#define PAGE_BYTES  4096
#define MAX_DB      (G_GUINT64_CONSTANT (1) << 40)

static gboolean
damaged (GError **error, const char *what)
{
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED, "This backup is damaged: %s",
               what);
  return FALSE;
}

LuwteKey *
luwte_backup_db_key (LuwteKey *vault_key)
{
  return luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_BACKUP);
}

static guint64
take (const guint8 **from, gsize n_bytes)
{
  guint64 value = 0;

  memcpy (&value, *from, n_bytes);
  *from += n_bytes;
  return GUINT64_FROM_LE (value);
}

static void
put (guint8 **to, guint64 value, gsize n_bytes)
{
  value = GUINT64_TO_LE (value);
  memcpy (*to, &value, n_bytes);
  *to += n_bytes;
}

gboolean
luwte_backup_parse (LuwteBackupHead *self, const guint8 *bytes, gsize length, guint64 file_size,
                    GError **error)
{
  const guint8 *from = bytes + 8;
  guint64 version;

  memset (self, 0, sizeof *self);
  if (length < 12 || memcmp (bytes, MAGIC, 8) != 0)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                           "This file is no backup of Luwte");
      return FALSE;
    }
  version = take (&from, 4);
  if (version > LUWTE_BACKUP_VERSION && version < 1000)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER,
                           "This backup was written by a newer Luwte");
      return FALSE;
    }
  if (version != LUWTE_BACKUP_VERSION || length < FIRST_BYTES)
    return damaged (error, "it is cut short");
  self->ledger_bytes = take (&from, 4);
  self->db_bytes = take (&from, 8);
  self->made_at = (gint64) take (&from, 8);
  memcpy (self->id, from, sizeof self->id);
  memcpy (self->db_salt, from + sizeof self->id, sizeof self->db_salt);
  if (self->ledger_bytes > LUWTE_LEDGER_MAX_FILE || self->db_bytes > MAX_DB ||
      self->db_bytes == 0 || self->db_bytes % PAGE_BYTES != 0 ||
      file_size != FIRST_BYTES + self->ledger_bytes + self->db_bytes + LUWTE_MAC_BYTES)
    return damaged (error, "its length is wrong");
  return luwte_header_parse (&self->header, bytes + LUWTE_BACKUP_HEAD_BYTES, LUWTE_HEADER_BYTES,
                             error);
}

/* TRUE when all of it was there. */
static gboolean
read_all (int fd, gpointer bytes, gsize length)
{
  guint8 *to = bytes;

  while (length > 0)
    {
      const gssize n = read (fd, to, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      to += n;
      length -= (gsize) n;
    }
  return TRUE;
}

int
luwte_backup_open (const char *path, LuwteBackupHead *self, GError **error)
{
  guint8 first[FIRST_BYTES];
  struct stat info;
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0 || fstat (fd, &info) != 0)
    luwte_files_set_error (error, errno, "The backup could not be read");
  else if (!S_ISREG (info.st_mode))
    damaged (error, "it is no file");
  else
    {
      const gsize length = (gsize) MIN ((guint64) info.st_size, FIRST_BYTES);

      if (!read_all (fd, first, length))
        luwte_files_set_error (error, EIO, "The backup could not be read");
      else if (luwte_backup_parse (self, first, length, (guint64) info.st_size, error))
        return fd;
    }
  if (fd >= 0)
    close (fd);
  return -1;
}

gboolean
luwte_backup_is (const char *path, const guint8 id[16])
{
  g_autofree LuwteBackupHead *head = g_new0 (LuwteBackupHead, 1);
  guint8 first[LUWTE_BACKUP_HEAD_BYTES];
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gboolean ours = FALSE;

  if (fd < 0)
    return FALSE;
  /* One that was cut off while it was written is ours, too: only the beginning counts. */
  if (read_all (fd, first, sizeof first))
    ours = memcmp (first, MAGIC, 8) == 0 && memcmp (first + 32, id, 16) == 0;
  close (fd);
  return ours;
}

typedef struct
{
  int in, out; /* -1: not */
  LuwteMac *mac;
} Pipe;

static gboolean
pump (Pipe *self, guint64 length)
{
  g_autofree guint8 *piece = g_malloc (PIECE);

  while (length > 0)
    {
      const gsize n = (gsize) MIN (length, PIECE);

      if (!read_all (self->in, piece, n))
        return FALSE;
      luwte_mac_feed (self->mac, piece, n);
      if (self->out >= 0 && !luwte_files_write_all (self->out, piece, n))
        return FALSE;
      length -= n;
    }
  return TRUE;
}

static gboolean
put_bytes (Pipe *self, gconstpointer bytes, gsize length)
{
  luwte_mac_feed (self->mac, bytes, length);
  return luwte_files_write_all (self->out, bytes, length);
}

static void
make_first (LuwteBackupHead *self, LuwteKey *vault_key, guint8 first[FIRST_BYTES])
{
  guint8 *to = first;

  memcpy (to, MAGIC, 8);
  to += 8;
  put (&to, LUWTE_BACKUP_VERSION, 4);
  put (&to, self->ledger_bytes, 4);
  put (&to, self->db_bytes, 8);
  put (&to, (guint64) self->made_at, 8);
  memcpy (to, self->id, sizeof self->id);
  memcpy (to + sizeof self->id, self->db_salt, sizeof self->db_salt);
  luwte_header_serialise (&self->header, vault_key, first + LUWTE_BACKUP_HEAD_BYTES);
}

static LuwteMac *
mac_new (LuwteKey *vault_key)
{
  g_autoptr (LuwteKey) key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT,
                                               LUWTE_VAULT_KEY_BACKUP_MAC);

  return luwte_mac_new (key);
}

static gboolean
write_parts (Pipe *self, LuwteBackupHead *head, LuwteKey *vault_key, GBytes *ledger)
{
  guint8 first[FIRST_BYTES], mac[LUWTE_MAC_BYTES];
  gsize length;
  const guint8 *bytes = g_bytes_get_data (ledger, &length);

  make_first (head, vault_key, first);
  if (!put_bytes (self, first, sizeof first) || !put_bytes (self, bytes, length) ||
      !pump (self, head->db_bytes))
    return FALSE;
  luwte_mac_end (self->mac, mac);
  return luwte_files_write_all (self->out, mac, sizeof mac) && fsync (self->out) == 0;
}

gboolean
luwte_backup_write (const char *path, LuwteBackupHead *self, LuwteKey *vault_key, GBytes *ledger,
                    const char *db_path, GError **error)
{
  g_autoptr (LuwteMac) mac = mac_new (vault_key);
  Pipe pipe = { -1, -1, mac };
  struct stat info = { 0 };
  gboolean well;
  int code;

  pipe.in = open (db_path, O_RDONLY | O_CLOEXEC);
  pipe.out = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  well = pipe.in >= 0 && pipe.out >= 0 && fstat (pipe.in, &info) == 0;
  self->db_bytes = (guint64) info.st_size;
  self->ledger_bytes = g_bytes_get_size (ledger);
  well = well && write_parts (&pipe, self, vault_key, ledger);
  code = errno;
  if (pipe.in >= 0)
    close (pipe.in);
  if (pipe.out >= 0 && close (pipe.out) != 0 && well)
    {
      code = errno;
      well = FALSE;
    }
  if (!well)
    luwte_files_set_error (error, code, "The backup could not be written");
  return well;
}

static gboolean
read_parts (Pipe *self, LuwteBackupHead *head, GBytes **ledger, guint8 mac[LUWTE_MAC_BYTES])
{
  g_autofree guint8 *bytes = g_malloc (head->ledger_bytes + 1);
  guint8 first[FIRST_BYTES];

  if (lseek (self->in, 0, SEEK_SET) != 0 || !read_all (self->in, first, sizeof first) ||
      !read_all (self->in, bytes, head->ledger_bytes))
    return FALSE;
  luwte_mac_feed (self->mac, first, sizeof first);
  luwte_mac_feed (self->mac, bytes, head->ledger_bytes);
  *ledger = g_bytes_new (bytes, head->ledger_bytes);
  return pump (self, head->db_bytes) && read_all (self->in, mac, LUWTE_MAC_BYTES);
}

gboolean
luwte_backup_unpack (const char *path, LuwteBackupHead *self, LuwteKey *vault_key, GBytes **ledger,
                     const char *db_path, GError **error)
{
  g_autoptr (LuwteMac) mac = mac_new (vault_key);
  g_autoptr (GBytes) bytes = NULL;
  guint8 said[LUWTE_MAC_BYTES], is[LUWTE_MAC_BYTES];
  Pipe pipe = { luwte_backup_open (path, self, error), -1, mac };
  gboolean well = pipe.in >= 0;

  if (!well)
    return FALSE;
  if (db_path)
    pipe.out = open (db_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  errno = db_path && pipe.out < 0 ? errno : 0;
  if ((db_path && pipe.out < 0) || !read_parts (&pipe, self, &bytes, said) ||
      (pipe.out >= 0 && fsync (pipe.out) != 0))
    {
      luwte_files_set_error (error, errno ? errno : EIO, "The backup could not be unpacked");
      well = FALSE;
    }
  close (pipe.in);
  if (pipe.out >= 0)
    close (pipe.out);
  luwte_mac_end (mac, is);
  if (well && !luwte_bytes_equal (said, is, sizeof is))
    well = damaged (error, "its bytes were changed");
  if (well)
    *ledger = g_steal_pointer (&bytes);
  return well;
}
