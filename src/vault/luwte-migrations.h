/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* Each an array of statements that ends in NULL. A migration that was released is never edited: a
 * change is a new number, and a fixture of the format before it is frozen in tests/fixtures/. */
extern const char *const luwte_migration_0001[];
extern const char *const luwte_migration_0002[];
extern const char *const luwte_migration_0003[];
extern const char *const luwte_migration_0004[];
extern const char *const luwte_migration_0005[];
extern const char *const luwte_migration_0006[];
extern const char *const luwte_migration_0007[];
extern const char *const luwte_migration_0008[];
extern const char *const luwte_migration_0009[];
extern const char *const luwte_migration_0010[];
extern const char *const luwte_migration_0011[];

/**
 * luwte_migrations_latest:
 *
 * Returns: the format that this program writes
 */
int luwte_migrations_latest (void);

/**
 * luwte_migrations_run:
 *
 * Brings the database to the latest format: each step in a transaction of its own, with a check of
 * all references before it is committed.
 */
gboolean luwte_migrations_run (LuwteDb *db, GError **error);

G_END_DECLS
