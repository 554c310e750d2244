/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_STATUS (luwte_status_get_type ())
G_DECLARE_FINAL_TYPE (LuwteStatus, luwte_status, LUWTE, STATUS, GObject)

/* What the side bar, the banner and the alerts say, in words, from one place. It outlives a lock,
 * because the connection and who waits do too; it holds no text of a visitor.
 *
 * Properties: "connection" (LuwteConnection as int), "title" and "detail" (the connection in
 * words), "waiting-count", "team-count" (what colleagues said and is not read), "badge" (whether these
 * counts are shown), "available" (writable), "has-service", "practice", "banner" (nullable:
 * one sentence for every page), "banner-button" (nullable: its button), "banner-action". */
LuwteStatus *luwte_status_new (LuwteWorkspace *workspace);

LuwteWorkspace *luwte_status_get_workspace (LuwteStatus *self);
guint luwte_status_get_waiting_count (LuwteStatus *self);
guint luwte_status_get_team_count (LuwteStatus *self);
gboolean luwte_status_get_available (LuwteStatus *self);
const char *luwte_status_get_banner (LuwteStatus *self);
const char *luwte_status_get_banner_action (LuwteStatus *self);

/* From here on the banner says, too, that it is time for a backup. */
void luwte_status_watch_backups (LuwteStatus *self);

/* Looks again at everything: after a service was set up, or a clock confirmed. */
void luwte_status_refresh (LuwteStatus *self);

G_END_DECLS
