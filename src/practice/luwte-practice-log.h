/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-desk.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_LOG (luwte_practice_log_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeLog, luwte_practice_log, LUWTE, PRACTICE_LOG, GObject)

/* The numbered events of each account: without gaps, the last LUWTE_PRACTICE_MAX_LOG kept. Signal
 * "frame" (LuwtePracticeAccount *, const char *): to be sent to who listens now. */

LuwtePracticeLog *luwte_practice_log_new (LuwtePracticeRoom *room, LuwtePracticeDesk *desk);
/* Random at each start: who comes with another one has to ask for everything anew. */
const char *luwte_practice_log_get_epoch (LuwtePracticeLog *self);
guint64 luwte_practice_log_get_seq (LuwtePracticeLog *self, LuwtePracticeAccount *account);
/* (transfer full) (nullable) (element-type utf8): the frames after since; NULL: too old, resync */
GPtrArray *luwte_practice_log_since (LuwtePracticeLog *self, LuwtePracticeAccount *account,
                                     const char *epoch, guint64 since);
/* As after a restart: another epoch, nothing kept, numbers from the beginning. */
void luwte_practice_log_begin_anew (LuwtePracticeLog *self);

G_END_DECLS
