/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-script.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_STAGE (luwte_practice_stage_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeStage, luwte_practice_stage, LUWTE, PRACTICE_STAGE, GObject)

/* Which scenario is played, and how fast. */

LuwtePracticeStage *luwte_practice_stage_new (LuwtePracticeRoom *room);
/* A scenario of the trainer's own is one more to choose from. name: what it is called on her page */
void luwte_practice_stage_add (LuwtePracticeStage *self, const char *name, GBytes *json);
/* (array zero-terminated=1): the names of all there are, the trainer's own first */
char **luwte_practice_stage_list (LuwtePracticeStage *self);
/* The visitors of the one before leave. name: (nullable): the first; FALSE with an error when it
 * cannot be read or is none of these, and then the one before goes on. */
gboolean luwte_practice_stage_play (LuwtePracticeStage *self, const char *name, double speed,
                                    GError **error);
/* "" while nothing is played */
const char *luwte_practice_stage_get_name (LuwtePracticeStage *self);
double luwte_practice_stage_get_speed (LuwtePracticeStage *self);
/* Nobody comes any more; who is there leaves. */
void luwte_practice_stage_end (LuwtePracticeStage *self);

G_END_DECLS
