/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_AUTO_LOCK (luwte_auto_lock_get_type ())
G_DECLARE_FINAL_TYPE (LuwteAutoLock, luwte_auto_lock, LUWTE, AUTO_LOCK, GObject)

/* Locks when nobody touched a key or the pointer for the set time, when the screen is locked, and
 * before the computer sleeps; and says Away to the chat service five minutes after a lock without
 * an open conversation, and before sleep. After a sleep the service is asked for everything at once.
 * A missing bus is no failure: the clocks remain. */
LuwteAutoLock *luwte_auto_lock_new (GtkWidget *window, LuwteWorkspace *workspace);

/* While something is shown once and must be copied (the recovery code), the idle clock stands. */
void luwte_auto_lock_set_paused (LuwteAutoLock *self, gboolean paused);
/* Looks at the clock as if it were @now (monotonic, microseconds): what the timer does. */
void luwte_auto_lock_look (LuwteAutoLock *self, gint64 now);
/* @slept: how long this computer has slept since it was started (us). When that is more than it was, it
 * locks, asks the chat service for everything anew, and says so. What the timer does. */
gboolean luwte_auto_lock_notice_sleep (LuwteAutoLock *self, gint64 slept);
/* Since when it is locked (monotonic, microseconds; 0: it is not), and whether that was in the middle
 * of a conversation; set where another window was locked. */
gint64 luwte_auto_lock_get_locked_at (LuwteAutoLock *self, gboolean *was_in_conversation);
void luwte_auto_lock_set_locked_at (LuwteAutoLock *self, gint64 locked_at,
                                    gboolean was_in_conversation);

G_END_DECLS
