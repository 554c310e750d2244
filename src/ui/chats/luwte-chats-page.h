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
 * Properties: "workspace" (construct only), "layout" (LuwteLayout as int, the window sets it). */
GtkWidget *luwte_chats_page_new (LuwteWorkspace *workspace);

G_END_DECLS
