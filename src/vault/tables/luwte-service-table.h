/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* Chat services and their secrets. One is in use; an older one keeps its row without a secret as
 * long as sessions or nicknames came from it. */

typedef struct
{
  const char *object_id;
  const char *kind; /* "practice", "bridge", "lhc" */
  const char *url;
  const char *user;
  LuwteSecret *secret; /* nullable */
  gint64 added_at;
} LuwteServiceRow;

LuwteServiceRow *luwte_service_row_new (const char *object_id, const char *kind, const char *url,
                                        const char *user, LuwteSecret *secret, gint64 added_at);
void luwte_service_row_free (LuwteServiceRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteServiceRow, luwte_service_row_free)

/* Takes the place of the one in use. The same kind, url and user again is the same service with a
 * new secret: it keeps its id, so that its sessions and nicknames stay its own.
 * (transfer full): object id */
char *luwte_service_table_use (LuwteDb *db, const LuwteServiceRow *row, GError **error);

/* row: (out) (transfer full) (nullable): NULL when none is in use */
gboolean luwte_service_table_get (LuwteDb *db, LuwteServiceRow **row, GError **error);

/* kind: (out) (transfer full) (nullable): of the service that was ever set up first: a vault whose
 * first service is practice is a practice vault for good */
gboolean luwte_service_table_first_kind (LuwteDb *db, char **kind, GError **error);

/* Ends the use and forgets the secret. */
gboolean luwte_service_table_remove (LuwteDb *db, GError **error);

G_END_DECLS
