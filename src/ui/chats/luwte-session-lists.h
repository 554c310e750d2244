/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SESSION_LISTS (luwte_session_lists_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSessionLists, luwte_session_lists, LUWTE, SESSION_LISTS, AdwBin)

/* Who waits, and below it my sessions. Who waits is not selectable: each row has its own button.
 *
 * Signal "chosen" (LuwteConversation, nullable): one of mine was selected.
 * Signal "opened": and by hand, so that a narrow window shows it. */
GtkWidget *luwte_session_lists_new (void);

/* live: (nullable) */
void luwte_session_lists_set_live (LuwteSessionLists *self, LuwteLive *live);
void luwte_session_lists_select (LuwteSessionLists *self, LuwteConversation *conversation);
/* The one before (-1) or after (1) the selected one. */
void luwte_session_lists_move (LuwteSessionLists *self, int by);
/* (transfer none) (nullable): who waits longest */
LuwteSession *luwte_session_lists_get_longest (LuwteSessionLists *self);
/* While a claim is under way no other can be begun. */
void luwte_session_lists_set_claiming (LuwteSessionLists *self, gboolean claiming);
/* now, in unix seconds: the waiting times are counted here. */
void luwte_session_lists_tick (LuwteSessionLists *self, gint64 now);
void luwte_session_lists_grab (LuwteSessionLists *self);
/* The focus to that question that was left, or to the first; FALSE when there is none. */
gboolean luwte_session_lists_grab_question (LuwteSessionLists *self, const char *question_id);

G_END_DECLS
