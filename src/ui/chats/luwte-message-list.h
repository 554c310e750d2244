/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_MESSAGE_LIST (luwte_message_list_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMessageList, luwte_message_list, LUWTE, MESSAGE_LIST, AdwBin)

/* The messages of one conversation, the newest at the bottom. It stays at the bottom when it is
 * there; somebody who reads further up is not moved, but told by a button that there is news. */
GtkWidget *luwte_message_list_new (void);

/* conversation: (nullable) */
void luwte_message_list_set_conversation (LuwteMessageList *self, LuwteConversation *conversation);
/* Without a connection, what waits to be sent says so. */
void luwte_message_list_set_lost (LuwteMessageList *self, gboolean lost);
/* Whether the service can be asked for a file that a visitor sent. */
void luwte_message_list_set_fetchable (LuwteMessageList *self, gboolean fetchable);
void luwte_message_list_scroll_down (LuwteMessageList *self);

G_END_DECLS
