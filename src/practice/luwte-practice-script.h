/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-room.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_SCRIPT (luwte_practice_script_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeScript, luwte_practice_script, LUWTE, PRACTICE_SCRIPT, GObject)

/* Plays the visitors of a scenario (docs/practice.md): they arrive over time, wait, answer what the
 * counsellor says, and leave. */

/* text: the scenario's JSON. error: LUWTE_JSON_ERROR, naming what is wrong. */
LuwtePracticeScript *luwte_practice_script_new (LuwtePracticeRoom *room, const char *text,
                                                gsize length, GError **error);
/* speed: how many times faster than in the scenario */
void luwte_practice_script_start (LuwtePracticeScript *self, double speed);
/* Who was to come comes no more, who is there leaves. */
void luwte_practice_script_end (LuwtePracticeScript *self);

G_END_DECLS
