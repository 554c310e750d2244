/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-vault-header-private.h"

G_BEGIN_DECLS

/* A backup, all numbers little-endian:
 *
 *     magic 8 · version u32 · ledger bytes u32 · database bytes u64 · made at i64
 *     backup id 16 · database salt 16
 *     vault.hdr of that day, 916 bytes
 *     vault.ledger of that moment
 *     the database, under a key of its own
 *     MAC 32 (keyed BLAKE2b over all before it, under a subkey of the vault key)
 *
 * The header's slots open it on a machine that knows nothing else. Before the MAC is proved nothing
 * of it is used but the header, which is proved by itself. */

#define LUWTE_BACKUP_VERSION    1
#define LUWTE_BACKUP_HEAD_BYTES 64
#define LUWTE_BACKUP_SUFFIX     ".luwte-backup"

typedef struct
{
  guint64 ledger_bytes;
  guint64 db_bytes;
  gint64 made_at;
  guint8 id[16];
  guint8 db_salt[LUWTE_SALT_BYTES];
  LuwteHeader header;
} LuwteBackupHead;

/* Any bytes may come in: the first LUWTE_BACKUP_HEAD_BYTES + LUWTE_HEADER_BYTES of a file that is
 * @file_size long. DAMAGED or NEWER. */
gboolean luwte_backup_parse (LuwteBackupHead *self, const guint8 *bytes, gsize length,
                             guint64 file_size, GError **error);
/* A descriptor behind the head; -1 when it is not a backup. */
int luwte_backup_open (const char *path, LuwteBackupHead *self, GError **error);

/* Writes @path anew, from @db_path; on disk when it answers TRUE. */
gboolean luwte_backup_write (const char *path, LuwteBackupHead *self, LuwteKey *vault_key,
                             GBytes *ledger, const char *db_path, GError **error);
/* Proves the whole file, gives the ledger and, with @db_path, writes the database there. */
gboolean luwte_backup_unpack (const char *path, LuwteBackupHead *self, LuwteKey *vault_key,
                              GBytes **ledger, const char *db_path, GError **error);

/* Whether the file is this very copy: only then may it be removed. */
gboolean luwte_backup_is (const char *path, const guint8 id[16]);

LuwteKey *luwte_backup_db_key (LuwteKey *vault_key);

G_END_DECLS
