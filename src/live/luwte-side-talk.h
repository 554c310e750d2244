/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-team-message.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SIDE_TALK (luwte_side_talk_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSideTalk, luwte_side_talk, LUWTE, SIDE_TALK, GObject)

/* What the team says to one another beside the conversations, where the service can
 * (LUWTE_CAPABILITY_TEAM). No visitor is told of it. The vault has none of it: it is at the service,
 * and is forgotten here with every lock.
 *
 * Property "unread-count" (uint): what colleagues said since it was last read, while Luwte was
 * locked too. Signal "heard": a colleague said something; after a lock once for all that was said. */

/* (transfer none): LuwteTeamMessage, oldest first */
GListModel *luwte_side_talk_get_messages (LuwteSideTalk *self);
guint luwte_side_talk_get_unread_count (LuwteSideTalk *self);
/* All of it is on the screen. */
void luwte_side_talk_mark_read (LuwteSideTalk *self);

/* aside: a retry with the same one never doubles it. */
void luwte_side_talk_say_async (LuwteSideTalk *self, LuwteAside *aside, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_side_talk_say_finish (LuwteSideTalk *self, GAsyncResult *result, GError **error);

G_END_DECLS
