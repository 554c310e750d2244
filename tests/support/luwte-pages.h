/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reads a vault's files as whoever has stolen disk and key would: every page of the database and
 * every frame of the write-ahead log, valid or stale, is decrypted by libcrypto alone, and what is
 * in the gaps of pages and on free pages is looked at, too. An export through SQL would be blind to
 * all of that. */

/* @where: "vault.db page 17", "vault.db-wal frame 3 page 17", or a file's name. */
typedef void (*LuwteHitFunc) (const char *where, const char *needle, gpointer data);

typedef struct
{
  guint n_pages;
  guint n_frames;
  guint n_unreadable; /* pages and frames whose HMAC does not fit */
  guint n_files;      /* looked at as they are */
  guint n_hits;
} LuwteScan;

/**
 * luwte_pages_scan:
 * @dir: a vault's folder
 * @db_key: 32 bytes
 * @db_salt: 16 bytes
 * @needles: (array zero-terminated=1): at least four bytes each; case does not count
 * @func: (nullable): called for each hit
 */
gboolean luwte_pages_scan (const char *dir, const guint8 *db_key, const guint8 *db_salt,
                           const char *const *needles, LuwteHitFunc func, gpointer data,
                           LuwteScan *scan, GError **error);

G_END_DECLS
