/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What was accepted for sending and is not known to be with the service. */

typedef struct
{
  const char *client_id;
  const char *session;   /* object id */
  const char *remote_id; /* the service's id of that session */
  const char *text;      /* wiped with the row */
  gint64 created_at;
  LuwteDelivery state;
  guint tries;
} LuwteOutboxRow;

void luwte_outbox_row_free (LuwteOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteOutboxRow, luwte_outbox_row_free)

/* Queued. The same client id again changes nothing: it is the same message. */
gboolean luwte_outbox_table_add (LuwteDb *db, const char *session, LuwteOutgoing *outgoing,
                                 gint64 at, GError **error);
/* A try begins or has ended; SENDING counts as a try. */
gboolean luwte_outbox_table_set_state (LuwteDb *db, const char *client_id, LuwteDelivery state,
                                       GError **error);
gboolean luwte_outbox_table_remove (LuwteDb *db, const char *client_id, GError **error);

/* (transfer full) (element-type LuwteOutboxRow): in the order of writing. service: object id */
GPtrArray *luwte_outbox_table_list (LuwteDb *db, const char *service, GError **error);

G_END_DECLS
