/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A term that was renewed. It keeps as a hold does, but records of one line and kind alone, since a
 * profile lets some terms be renewed and others not. */

#include "luwte-migrations.h"

const char *const luwte_migration_0010[] = {
  /* "line/kind", NULL for a hold, which keeps the whole dossier. */
  "ALTER TABLE hold ADD COLUMN scope TEXT",

  NULL
};
