/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-alert-settings.h"

#include "luwte-workspace.h"

gboolean
luwte_alert_settings_is_on (LuwteWorkspace *workspace, const char *key)
{
  g_autofree char *value = luwte_workspace_get_setting (workspace, key);

  return g_strcmp0 (value, "off") != 0;
}

void
luwte_alert_settings_set_on (LuwteWorkspace *workspace, const char *key, gboolean on)
{
  luwte_workspace_set_setting (workspace, key, on ? "on" : "off");
}

guint
luwte_alert_settings_get_idle (LuwteWorkspace *workspace)
{
  g_autofree char *value = luwte_workspace_get_setting (workspace, LUWTE_SETTING_IDLE);
  guint64 minutes = LUWTE_IDLE_DEFAULT;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, LUWTE_IDLE_MAX, &minutes, NULL))
    return LUWTE_IDLE_DEFAULT;
  return (guint) minutes;
}

void
luwte_alert_settings_set_idle (LuwteWorkspace *workspace, guint minutes)
{
  g_autofree char *value = g_strdup_printf ("%u", CLAMP (minutes, 1, LUWTE_IDLE_MAX));

  luwte_workspace_set_setting (workspace, LUWTE_SETTING_IDLE, value);
}
