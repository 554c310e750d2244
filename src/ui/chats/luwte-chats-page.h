/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CHATS_PAGE (luwte_chats_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteChatsPage, luwte_chats_page, LUWTE, CHATS_PAGE, AdwBin)

/* The working page: who waits, my conversations, the conversation, the notes beside it. Made when
 * the vault opens and destroyed when it locks, so it never shows a text that is no longer open.
 *
 * Properties: "workspace" (construct only), "layout" (LuwteLayout as int, the window sets it).
 * Actions: "chats.claim" (s), "chats.claim-longest", "chats.close", "chats.flag",
 * "chats.emergency", "chats.transfer", "chats.release", "chats.toggle-notes", "chats.switch-note",
 * "chats.next-session", "chats.previous-session", "chats.next-pane", "chats.previous-pane",
 * "chats.tell" (s). */
GtkWidget *luwte_chats_page_new (LuwteWorkspace *workspace);

/* Claims who waits longest; for the window, whose key works on every page. */
void luwte_chats_page_claim_longest (LuwteChatsPage *self);
/* (transfer none) (nullable): the conversation on the screen */
LuwteConversation *luwte_chats_page_get_conversation (LuwteChatsPage *self);
/* Hands what is being typed to the vault, as is done before it locks. */
void luwte_chats_page_flush (LuwteChatsPage *self);

G_END_DECLS
