/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_COMPOSER (luwte_composer_get_type ())
G_DECLARE_FINAL_TYPE (LuwteComposer, luwte_composer, LUWTE, COMPOSER, AdwBin)

/* The message box. It is the only widget that makes a LuwteOutgoing, and takes its text from
 * nothing but its own buffer. Ctrl+Enter sends; "/" at the start opens the ready replies above it.
 * What cannot be kept for sending comes back into the box, and "chats.tell" says why. */
GtkWidget *luwte_composer_new (void);

/* conversation: (nullable): its draft comes back into the box. */
void luwte_composer_set_conversation (LuwteComposer *self, LuwteConversation *conversation);
/* replies: (element-type LuwteCode) (nullable) */
void luwte_composer_set_replies (LuwteComposer *self, GPtrArray *replies);
/* replies: (element-type LuwteCode) (nullable): the counsellor's own, after those of the profile */
void luwte_composer_set_own_replies (LuwteComposer *self, GPtrArray *replies);
void luwte_composer_send (LuwteComposer *self);
/* Drops the text from the widget, its buffer and its undo history. */
void luwte_composer_forget (LuwteComposer *self);
void luwte_composer_grab (LuwteComposer *self);
gboolean luwte_composer_get_replies_shown (LuwteComposer *self);

G_END_DECLS
