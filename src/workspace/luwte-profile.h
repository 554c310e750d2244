/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* A profile looked at from outside any vault: `luwtectl policy`, and the first run. A name with a
 * slash or ending in .json is a file, anything else one of the profiles that ship. */

/* (transfer full): choices: (nullable) (element-type utf8 utf8). Errors: LUWTE_POLICY_ERROR. */
LuwtePolicy *luwte_profile_load (const char *name_or_file, GHashTable *choices, GError **error);
/* The profile as it came, after it was checked. Errors: LUWTE_POLICY_ERROR. */
GBytes *luwte_profile_json (const char *name_or_file, GError **error);
/* (transfer full) (element-type LuwteCode): the whole promise in plain sentences, by section: title as
 * label, sentences as text, a line each */
GPtrArray *luwte_profile_tell (const char *name_or_file, const char *language, GError **error);
/* For a file alone, whatever its name. */
gboolean luwte_profile_check (const char *path, GError **error);

G_END_DECLS
