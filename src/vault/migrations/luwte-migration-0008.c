/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far a visitor is known, what was agreed to, and for whom a note is that is being written. */

#include "luwte-migrations.h"

const char *const luwte_migration_0008[] = {
  /* How far the visitor is known by what he or she chose to tell, and since when; NULL: from the
   * beginning. */
  "ALTER TABLE dossier ADD COLUMN known TEXT NOT NULL DEFAULT 'anonymous'"
  " CHECK (known IN ('anonymous', 'partly', 'identified'))",
  "ALTER TABLE dossier ADD COLUMN known_day INTEGER",

  /* scope is a code of the profile. words is what was agreed to, as the profile said it that day, or
   * which version of a text was read; party with whom. Never a copy of a document. */
  "ALTER TABLE consent ADD COLUMN words TEXT NOT NULL DEFAULT ''",
  "ALTER TABLE consent ADD COLUMN party TEXT",

  /* The kind of note that a draft becomes; NULL: the profile's usual one. */
  "ALTER TABLE draft ADD COLUMN note_kind TEXT",

  NULL
};
