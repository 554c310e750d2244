/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-message.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_MESSAGE_ROW (luwte_message_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMessageRow, luwte_message_row, LUWTE, MESSAGE_ROW, GtkWidget)

/* One message: a bubble, below it the time and, for ours, how far it has come in an icon and a
 * word. The text is shown as it is: no markup; links ask first. Its buttons activate
 * "conversation.retry" and "conversation.drop" with the client id, and "conversation.file" with the
 * service's id and which file of the message it is.
 *
 * Property "sentence": all of it in one sentence, for the list item that holds the row. */
GtkWidget *luwte_message_row_new (GHashTable *sizes);

/* What the rows of a list asked for, by message, so that one which comes back is not laid out again.
 * Its owner empties it when fonts or styles change, and when messages went away.
 *
 * Returns: (transfer full): with LuwteMessage, not owned, for its keys */
GHashTable *luwte_message_row_sizes_new (void);

/* message: (nullable). nickname: who the visitor is called. new_day: the first of its day, with a
 * line above it. */
void luwte_message_row_show (LuwteMessageRow *self, LuwteMessage *message, const char *nickname,
                             gboolean new_day);
/* The same for a row that shows a message already. */
void luwte_message_row_set_new_day (LuwteMessageRow *self, gboolean new_day);
void luwte_message_row_set_lost (LuwteMessageRow *self, gboolean lost);
/* Whether the service can be asked for a file that a visitor sent. */
void luwte_message_row_set_fetchable (LuwteMessageRow *self, gboolean fetchable);
LuwteMessage *luwte_message_row_get_message (LuwteMessageRow *self);

G_END_DECLS
