/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-session.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_WAITING_ROW (luwte_waiting_row_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWaitingRow, luwte_waiting_row, LUWTE, WAITING_ROW, GtkListBoxRow)

/* Somebody who waits: nickname, waiting time, department, and the button "Claim", which activates
 * "chats.claim" with the session's id. */
GtkWidget *luwte_waiting_row_new (LuwteSession *session);
LuwteSession *luwte_waiting_row_get_session (LuwteWaitingRow *self);

/* now, in unix seconds. in_view: text that nobody sees is not laid out anew every second; what is told
 * to who listens instead is. */
void luwte_waiting_row_tick (LuwteWaitingRow *self, gint64 now, gboolean in_view);
/* FALSE while there is no connection or a claim is under way. */
void luwte_waiting_row_set_claimable (LuwteWaitingRow *self, gboolean claimable);
/* The one who waits longest, while no session is open: the page's suggested action. */
void luwte_waiting_row_set_suggested (LuwteWaitingRow *self, gboolean suggested);

G_END_DECLS
