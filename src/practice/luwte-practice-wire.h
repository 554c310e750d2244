/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "luwte-practice-trouble.h"

G_BEGIN_DECLS

/* What is between the service and one counsellor, with the trainer's trouble on it. */

/* The answer stands in message already; it goes out through the trouble. */
void luwte_practice_wire_answer (LuwtePracticeTrouble *trouble, SoupServerMessage *message);
/* The connection ends without an answer. */
void luwte_practice_wire_cut (SoupServerMessage *message);

/* The way of the events to one listener. */
typedef struct _LuwtePracticeWire LuwtePracticeWire;

LuwtePracticeWire *luwte_practice_wire_new (LuwtePracticeTrouble *trouble,
                                            SoupWebsocketConnection *socket);
void luwte_practice_wire_free (LuwtePracticeWire *self);
void luwte_practice_wire_send (LuwtePracticeWire *self, const char *frame);

G_END_DECLS
