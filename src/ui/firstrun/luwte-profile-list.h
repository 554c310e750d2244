/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_PROFILE_LIST (luwte_profile_list_get_type ())
G_DECLARE_FINAL_TYPE (LuwteProfileList, luwte_profile_list, LUWTE, PROFILE_LIST, AdwBin)

/* The helplines' profiles, each with its promise on retention, since that is what one knows one's
 * helpline by; and a file of one's own. Property "selected": a name or a path, or NULL. */
const char *luwte_profile_list_get_selected (LuwteProfileList *self);
void luwte_profile_list_select (LuwteProfileList *self, const char *name);

G_END_DECLS
