/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What the counsellor set in Preferences; kept in the vault, known only while it is open. */

/* Of these three one is always on: somebody who waits is announced somehow. */
#define LUWTE_SETTING_NOTIFICATION "alert-notification"
#define LUWTE_SETTING_SOUND        "alert-sound"
#define LUWTE_SETTING_BADGE        "alert-badge"
/* Minutes without a key or pointer until Luwte locks. */
#define LUWTE_SETTING_IDLE "idle-minutes"

#define LUWTE_IDLE_DEFAULT 5
#define LUWTE_IDLE_MAX     15
/* With an open conversation one reads and waits without touching anything. */
#define LUWTE_IDLE_IN_CONVERSATION 15

/* TRUE unless it was switched off. */
gboolean luwte_alert_settings_is_on (LuwteWorkspace *workspace, const char *key);
void luwte_alert_settings_set_on (LuwteWorkspace *workspace, const char *key, gboolean on);
guint luwte_alert_settings_get_idle (LuwteWorkspace *workspace);
void luwte_alert_settings_set_idle (LuwteWorkspace *workspace, guint minutes);

G_END_DECLS
