/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-json.h"
#include "luwte-practice-desk.h"

G_BEGIN_DECLS

/* How sessions and messages stand in answers and events (docs/bridge-protocol.md). All depends on
 * who reads: to one account a session is "active" and to the others "taken". */

const char *luwte_practice_json_state (const LuwtePracticeSession *session,
                                       const LuwtePracticeAccount *reader);
/* Whether the reader's list has it: waiting, or the reader's own. */
gboolean luwte_practice_json_is_listed (const LuwtePracticeSession *session,
                                        const LuwtePracticeAccount *reader);
/* What a client is told that asked for no texts: that it is there. */
void luwte_practice_json_add_bare_session (JsonBuilder *builder,
                                           const LuwtePracticeSession *session,
                                           const LuwtePracticeAccount *reader);
/* (transfer full) (nullable): the frame for a client that asked for no texts */
char *luwte_practice_json_bare_frame (const char *frame);
void luwte_practice_json_add_session (JsonBuilder *builder, const LuwtePracticeSession *session,
                                      const LuwtePracticeAccount *reader);
/* reader: NULL for the visitor's page */
void luwte_practice_json_add_message (JsonBuilder *builder, const LuwtePracticeSession *session,
                                      const LuwtePracticeMessage *message,
                                      const LuwtePracticeAccount *reader);

/* The member "departments". */
void luwte_practice_json_add_departments (JsonBuilder *builder, LuwtePracticeRoom *room);
void luwte_practice_json_add_question (JsonBuilder *builder, const LuwtePracticeQuestion *question,
                                       const LuwtePracticeAccount *reader);
void luwte_practice_json_add_team_message (JsonBuilder *builder,
                                           const LuwtePracticeTeamMessage *message,
                                           const LuwtePracticeAccount *reader);

void luwte_practice_json_add_string (JsonBuilder *builder, const char *member, const char *value);
void luwte_practice_json_add_int (JsonBuilder *builder, const char *member, gint64 value);
void luwte_practice_json_add_bool (JsonBuilder *builder, const char *member, gboolean value);
/* (transfer full): what was built; takes the builder */
char *luwte_practice_json_end (JsonBuilder *builder);

G_END_DECLS
