/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-log.h"
#include "luwte-practice-room.h"
#include "luwte-practice-stage.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_SERVER (luwte_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeServer, luwte_practice_server, LUWTE, PRACTICE_SERVER, GObject)

/* The room over HTTP, on 127.0.0.1 and nowhere else: the bridge protocol under /v1, the visitor's
 * page under /visitor, the trainer's under /trainer. */

LuwtePracticeServer *luwte_practice_server_new (LuwtePracticeRoom *room, LuwtePracticeDesk *desk,
                                                LuwtePracticeLog *log, LuwtePracticeStage *stage);
/* port: 0 for any free one */
gboolean luwte_practice_server_listen (LuwtePracticeServer *self, guint port, GError **error);
void luwte_practice_server_stop (LuwtePracticeServer *self);
/* (transfer full): "http://127.0.0.1:PORT" */
char *luwte_practice_server_get_url (LuwtePracticeServer *self);
/* (transfer full): the page, with the key that lets it make visitors behind the "#", where it
 * reaches no log and no referrer */
char *luwte_practice_server_get_visitor_url (LuwtePracticeServer *self);
/* (transfer full): the same for who makes the trouble; the key is another one */
char *luwte_practice_server_get_trainer_url (LuwtePracticeServer *self);

G_END_DECLS
