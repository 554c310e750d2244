/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* The conversation as far as it is kept. Sessions go by object id; the LuwteMessage carries the
 * service's. Whether the line keeps messages at all is asked of the policy before. */

/* Stores a message, or what is new about one that is there: its service's id, its time, a delivery
 * that got further. The same message with both ids, in whatever order the answer and the event
 * arrive, stands once. day: local day of the message. is_new: (out) (optional) */
gboolean luwte_message_table_put (LuwteDb *db, const char *session, LuwteMessage *message,
                                  LuwteDay day, gboolean *is_new, GError **error);

gboolean luwte_message_table_set_delivery (LuwteDb *db, const char *session, const char *client_id,
                                           LuwteDelivery delivery, GError **error);
/* What the counsellor wrote and dropped. */
gboolean luwte_message_table_remove (LuwteDb *db, const char *session, const char *client_id,
                                     GError **error);

/* (transfer full) (element-type LuwteMessage): oldest first, nothing that is due */
GPtrArray *luwte_message_table_list (LuwteDb *db, const char *session, GError **error);

G_END_DECLS
