/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-code.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REPLY_LIST (luwte_reply_list_get_type ())
G_DECLARE_FINAL_TYPE (LuwteReplyList, luwte_reply_list, LUWTE, REPLY_LIST, AdwBin)

/* The ready replies of the profile and then her own, above the message box and inside the page, so that the focus
 * stays in the text while the arrows choose.
 *
 * Its last row activates "chats.own-replies".
 *
 * Property "shown" (read only). Signal "chosen" (LuwteCode). */

/* replies: (element-type LuwteCode) (nullable) */
void luwte_reply_list_set_replies (LuwteReplyList *self, GPtrArray *replies);
void luwte_reply_list_set_own (LuwteReplyList *self, GPtrArray *replies);
/* Opens with the replies whose code or label begins so; closes when there is none. */
void luwte_reply_list_ask (LuwteReplyList *self, const char *words);
void luwte_reply_list_dismiss (LuwteReplyList *self);
gboolean luwte_reply_list_get_shown (LuwteReplyList *self);
/* by: 1 to the next, -1 to the one before. */
void luwte_reply_list_move (LuwteReplyList *self, int by);
/* Emits "chosen" for the one that is marked; FALSE when none is. */
gboolean luwte_reply_list_choose (LuwteReplyList *self);

G_END_DECLS
