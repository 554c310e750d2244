/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-folder-watch.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

/**
 * luwte_folder_watch_new:
 * @workspace: which owns it
 *
 * Returns: (transfer full): one that does not look yet
 */
LuwteFolderWatch *luwte_folder_watch_new (LuwteWorkspace *workspace);

/**
 * luwte_folder_watch_start:
 *
 * From now on; at once a little later, so that opening the window does not wait for it.
 */
void luwte_folder_watch_start (LuwteFolderWatch *self);

/**
 * luwte_folder_watch_stop:
 *
 * Until it is started again, and it forgets what it counted.
 */
void luwte_folder_watch_stop (LuwteFolderWatch *self);

G_END_DECLS
