/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SESSION_ROW (luwte_session_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSessionRow, luwte_session_row, LUWTE, SESSION_ROW, GtkListBoxRow)

/* One of my sessions: nickname, time and text of the last message, and how many are unread. */
GtkWidget *luwte_session_row_new (LuwteConversation *conversation);
LuwteConversation *luwte_session_row_get_conversation (LuwteSessionRow *self);

G_END_DECLS
