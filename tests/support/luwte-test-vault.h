/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* A new vault in a folder of its own under TMPDIR, removed at the end. Its rule is that a record is
 * due a year (365 days) after the last contact once its session is closed, and that a record of the
 * kind "unkept" is due at once; today is LUWTE_TEST_TODAY. */
#define LUWTE_TEST_TODAY 20000

/* From here on the keys of new vaults cost a test next to nothing. Not to be had outside tests. */
void luwte_test_cheap_keys (void);

typedef struct
{
  char *parent;
  char *dir;
  LuwteVault *vault;
} LuwteTestVault;

LuwteTestVault *luwte_test_vault_new (void);
void luwte_test_vault_free (LuwteTestVault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteTestVault, luwte_test_vault_free)

/* Runs on the vault's writer thread in one transaction, and must not fail. */
typedef void (*LuwteTestFunc) (LuwteDb *db, gpointer data);
void luwte_test_vault_in (LuwteTestVault *self, LuwteTestFunc func, gpointer data);

/* The first column of the first row of a query, as a number. */
gint64 luwte_test_ask (LuwteDb *db, const char *static_sql);

/* For calls that answer later: a callback that keeps the answer in a GAsyncResult *, and the wait
 * for it. (transfer full) */
void luwte_test_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *luwte_test_wait (GAsyncResult **result);

G_END_DECLS
