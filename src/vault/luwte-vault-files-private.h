/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* The files of a vault's folder: nobody else's to read, whole or not there, on disk when a
 * function says so. Failures are LUWTE_VAULT_ERROR. */

#define LUWTE_FILE_HEADER        "vault.hdr"
#define LUWTE_FILE_HEADER_BACKUP "vault.hdr.bak"
#define LUWTE_FILE_DB            "vault.db"
#define LUWTE_FILE_LEDGER        "vault.ledger"
#define LUWTE_FILE_LOCK          "vault.lock"
#define LUWTE_FILE_RESERVE       "reserve.bin"
/* Stands there while a vault is being made: what lies beside it was never used. */
#define LUWTE_FILE_NEW "vault.new"
/* The database as it was before a migration. */
#define LUWTE_FILE_SAFETY "vault.before.db"
/* Where a copy is worked on. */
#define LUWTE_DIR_COPY "vault.copy"

void luwte_files_set_error (GError **error, int code, const char *what);

gboolean luwte_files_make_dir (const char *dir, GError **error);
gboolean luwte_files_sync_dir (const char *dir, GError **error);
gboolean luwte_files_have (const char *dir, const char *name);
gboolean luwte_files_remove (const char *dir, const char *name, GError **error);
/* A folder of ours with the files in it; one that is not there is none. */
void luwte_files_remove_dir (const char *dir, const char *name);

/* By temporary file, fsync, rename, fsync of the folder. */
gboolean luwte_files_replace (const char *dir, const char *name, gconstpointer bytes, gsize length,
                              GError **error);

/* (transfer full): at most @max bytes; more is LUWTE_VAULT_ERROR_DAMAGED, no file NOT_FOUND. */
GBytes *luwte_files_read (const char *dir, const char *name, gsize max, GError **error);

/* Writes all of it, whatever the signals; FALSE with errno set. */
gboolean luwte_files_write_all (int fd, gconstpointer bytes, gsize length);

/* A descriptor that holds the lock until it is closed; -1 with BUSY when another has it. */
int luwte_files_lock (const char *dir, GError **error);

/* Space that the erasure job may give up when the disk is full. */
gboolean luwte_files_reserve (const char *dir, gint64 size, GError **error);

G_END_DECLS
