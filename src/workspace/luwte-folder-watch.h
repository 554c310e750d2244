/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "luwte-board.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FOLDER_WATCH (luwte_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFolderWatch, luwte_folder_watch, LUWTE, FOLDER_WATCH, GObject)

/* The team's folder, looked into whether or not somebody looks at the review: what came is taken in,
 * what a colleague erased is erased, and what is sealed is brought. While the window is open.
 *
 * Signals: "looked" (LuwteBoardSync, nullable): the folder was looked into, or without one that there
 *          is none; what is on the board and what came back may be other now.
 *          "counted": get_count() answers anew. */

/**
 * luwte_folder_watch_look:
 *
 * Looks now, or once more when it is being looked into at this moment.
 */
void luwte_folder_watch_look (LuwteFolderWatch *self);

/**
 * luwte_folder_watch_count:
 *
 * Counts anew, after something was read or planned.
 */
void luwte_folder_watch_count (LuwteFolderWatch *self);

/**
 * luwte_folder_watch_get_count:
 *
 * Returns: how many cases and answers nobody has opened yet
 */
guint luwte_folder_watch_get_count (LuwteFolderWatch *self);

/**
 * luwte_folder_watch_get_problem:
 *
 * Returns: (nullable): why not all could be done the last time
 */
const GError *luwte_folder_watch_get_problem (LuwteFolderWatch *self);

G_END_DECLS
