/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-composer.h"
#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CONVERSATION_VIEW (luwte_conversation_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteConversationView, luwte_conversation_view, LUWTE, CONVERSATION_VIEW,
                      AdwBin)

/* The conversation: header with what can be done in it, the messages, the message box. Its buttons
 * activate the "chats." actions of the page. */
GtkWidget *luwte_conversation_view_new (void);

/* conversation: (nullable) */
void luwte_conversation_view_set_conversation (LuwteConversationView *self,
                                               LuwteConversation *conversation);
LuwteConversation *luwte_conversation_view_get_conversation (LuwteConversationView *self);
LuwteComposer *luwte_conversation_view_get_composer (LuwteConversationView *self);
/* (transfer none): the button that shows and hides the notes */
GtkToggleButton *luwte_conversation_view_get_notes_button (LuwteConversationView *self);

/* What the service cannot do is not shown. */
void luwte_conversation_view_set_capabilities (LuwteConversationView *self,
                                               LuwteCapabilities capabilities);
void luwte_conversation_view_set_lost (LuwteConversationView *self, gboolean lost);
/* Less room: most of the header moves into its menu, and says how many wait. */
void luwte_conversation_view_set_narrow (LuwteConversationView *self, gboolean narrow);
void luwte_conversation_view_set_waiting (LuwteConversationView *self, guint waiting,
                                          gboolean current);
/* now, in unix seconds: how long the conversation has been going on. */
void luwte_conversation_view_tick (LuwteConversationView *self, gint64 now);
/* Drops all text at once. */
void luwte_conversation_view_forget (LuwteConversationView *self);

G_END_DECLS
