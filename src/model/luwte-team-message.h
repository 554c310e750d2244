/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_TEAM_MESSAGE (luwte_team_message_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTeamMessage, luwte_team_message, LUWTE, TEAM_MESSAGE, GObject)

/* What somebody of the team said to the team; no visitor is told of it. "author" is a name to show,
 * "own" whether this counsellor wrote it. Nothing in it names a session. Bindable. */

LuwteTeamMessage *luwte_team_message_new (const char *id, const char *author, gint64 at,
                                          const char *text, gboolean own);
const char *luwte_team_message_get_id (LuwteTeamMessage *self);
const char *luwte_team_message_get_author (LuwteTeamMessage *self);
gint64 luwte_team_message_get_at (LuwteTeamMessage *self);
const char *luwte_team_message_get_text (LuwteTeamMessage *self);
gboolean luwte_team_message_get_own (LuwteTeamMessage *self);

G_END_DECLS
