/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-db-private.h"

G_BEGIN_DECLS

/* Copies of the database, each by a connection of its own, so that neither writer nor reader waits.
 * A file is never copied as it is: it may be written meanwhile, and it holds remnants. */

/* A step's way from @from to @to of all, told on the thread that works. */
typedef struct
{
  LuwteVaultProgress func; /* nullable */
  gpointer data;
  GCancellable *cancellable; /* borrowed, nullable: whoever asked does not want it any more */
  GCancellable *closing;     /* borrowed, nullable: the vault is being closed */
  double from, to;
} LuwteSteps;

/* The steps that follow, as far as @to. */
void luwte_steps_next (LuwteSteps *self, double to);
/* FALSE with G_IO_ERROR_CANCELLED. */
gboolean luwte_steps_tell (LuwteSteps *self, double fraction, GError **error);

typedef struct
{
  const char *path;
  LuwteKey *key;
  guint8 salt[LUWTE_SALT_BYTES];
} LuwteDbFile;

/* VACUUM INTO: what the database holds at one moment, no page that ever held anything else, under
 * the same key. @to's salt is set. */
gboolean luwte_db_vacuum_into (const LuwteDbFile *from, LuwteDbFile *to, LuwteSteps *steps,
                               GError **error);
/* sqlcipher_export of @from, which nobody writes, into a new file under another key. */
gboolean luwte_db_export (const LuwteDbFile *from, const LuwteDbFile *to, LuwteSteps *steps,
                          GError **error);
/* Both integrity checks and that nothing hangs on nothing, of a file that nobody writes. */
gboolean luwte_db_prove_file (const LuwteDbFile *file, LuwteSteps *steps, GError **error);

G_END_DECLS
