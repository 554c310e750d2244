/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_MESSAGE (luwte_message_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMessage, luwte_message, LUWTE, MESSAGE, GObject)

/* One message of a session. "id" is the service's and is NULL until the service has it; "client-id"
 * is ours and NULL for what others wrote. Bindable: "id", "text", "at", "from" (int), "delivery" (int). */

LuwteMessage *luwte_message_new (const char *session_id, const char *id, const char *client_id,
                                 LuwteFrom from, gint64 at, const char *text,
                                 LuwteDelivery delivery);
const char *luwte_message_get_session_id (LuwteMessage *self);
const char *luwte_message_get_id (LuwteMessage *self);
void luwte_message_set_id (LuwteMessage *self, const char *id);
const char *luwte_message_get_client_id (LuwteMessage *self);
LuwteFrom luwte_message_get_from (LuwteMessage *self);
gint64 luwte_message_get_at (LuwteMessage *self);
void luwte_message_set_at (LuwteMessage *self, gint64 at);
const char *luwte_message_get_text (LuwteMessage *self);
LuwteDelivery luwte_message_get_delivery (LuwteMessage *self);
void luwte_message_set_delivery (LuwteMessage *self, LuwteDelivery delivery);

G_END_DECLS
