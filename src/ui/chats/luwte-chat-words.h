/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Words that only a conversation needs; the others are in luwte-words.h. All (transfer full). */

/* "Today", "Yesterday", "Thursday 12 November", with the year when it is another one. */
char *luwte_chat_words_heading (gint64 unix_s, gint64 now);
/* For ears: "3 minutes"; below a minute it does not change by the second. */
char *luwte_chat_words_spoken (gint64 seconds);
/* TRUE when both instants are of one local day. */
gboolean luwte_chat_words_same_day (gint64 a, gint64 b);
/* What somebody wrote as it is shown: "A file" for one that was sent without a word, since a paper clip
 * alone is a sign for those who know it, and not in every font. */
char *luwte_chat_words_text (const char *text);
/* (nullable): "Delivered", "Not sent": how far a message of ours has come; lost: while there is no
 * connection, when what waits says so. NULL where there is nothing to tell. */
char *luwte_chat_words_delivery (LuwteDelivery delivery, gboolean lost);
/* (transfer none) (nullable): the icon that stands beside the word */
const char *luwte_chat_words_delivery_icon (LuwteDelivery delivery);

/**
 * luwte_chat_words_fill:
 * @nickname: (nullable)
 * @hour: of the day, for the greeting
 *
 * A ready reply with what stands in braces filled in: {nickname} or {schuilnaam}, {greeting} or
 * {groet}. Others stay as they are, to be filled in by hand.
 */
char *luwte_chat_words_fill (const char *text, const char *nickname, int hour);

G_END_DECLS
