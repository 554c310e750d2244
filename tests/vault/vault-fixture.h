/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-pages.h"
#include "luwte-vault-private.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* A vault in a folder of its own, cheap to open. */
typedef struct
{
  char *parent;
  char *dir;
  LuwteSecret *passphrase;
  LuwteSecret *code;
  LuwteVault *vault; /* NULL after fixture_close() */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
void fixture_close (Fixture *fixture);
/* Closes it if it is open. */
void fixture_open (Fixture *fixture);
/* NULL with @error set; the vault must be closed. */
LuwteVault *fixture_try (Fixture *fixture, LuwteVaultSlot slot, LuwteSecret *secret,
                         GError **error);

char *fixture_path (Fixture *fixture, const char *name);
GBytes *fixture_read (Fixture *fixture, const char *name);
void fixture_write (Fixture *fixture, const char *name, GBytes *bytes);
void fixture_flip (Fixture *fixture, const char *name, gsize bit);

void fixture_put (LuwteVault *vault, const char *key, const char *value);
/* Free with g_free(); "" when it is not there. */
char *fixture_get (LuwteVault *vault, const char *key);

/* Runs statements in one write. */
void fixture_exec (LuwteVault *vault, const char *sql);
gboolean fixture_try_exec (LuwteVault *vault, const char *sql, GError **error);
gint64 fixture_ask (LuwteVault *vault, const char *sql);

/* Waits for the answer; @sql deletes. */
gboolean fixture_purge (LuwteVault *vault, const char *sql, GError **error);

/* Looks for @needles in everything of the vault's folder, decrypted. */
LuwteScan fixture_scan (Fixture *fixture, const char *const *needles);

/* On a closed vault's database, opened by its key alone, as no program of ours would. */
void fixture_exec_behind (Fixture *fixture, const char *sql);

/* The same in the database of a backup. */
LuwteScan fixture_scan_backup (Fixture *fixture, const char *path, const char *const *needles);

#define FIXTURE_ADD(path, func) \
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

G_END_DECLS
