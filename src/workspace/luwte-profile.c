/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-profile.h"

#include "luwte-policy.h"

LuwtePolicy *
luwte_profile_load (const char *name_or_file, GHashTable *choices, GError **error)
{
  if (strchr (name_or_file, '/') != NULL || g_str_has_suffix (name_or_file, ".json"))
    return luwte_policy_load_file (name_or_file, choices, error);
  return luwte_policy_load_bundled (name_or_file, choices, error);
}

GBytes *
luwte_profile_json (const char *name_or_file, GError **error)
{
  g_autoptr (LuwtePolicy) policy = luwte_profile_load (name_or_file, NULL, error);

  return policy != NULL ? g_bytes_ref (luwte_policy_get_json (policy)) : NULL;
}

GPtrArray *
luwte_profile_tell (const char *name_or_file, const char *language, GError **error)
{
  g_autoptr (LuwtePolicy) policy = luwte_profile_load (name_or_file, NULL, error);

  return policy != NULL ? luwte_policy_tell (policy, language) : NULL;
}

gboolean
luwte_profile_check (const char *path, GError **error)
{
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_file (path, NULL, error);

  return policy != NULL;
}
