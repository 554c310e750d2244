/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-status.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SIDEBAR (luwte_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSidebar, luwte_sidebar, LUWTE, SIDEBAR, AdwBin)

/* The sections with their counts; below them the connection in words, Available and Lock.
 * Properties: "status", "section" (the name of the chosen one, bindable).
 * Signal "activated": a section was chosen by hand, also the one that is chosen already. */

/* (transfer none): the name of section @index from 0, or NULL */
const char *luwte_sidebar_section_at (guint index);
/* (transfer none): its title for people */
const char *luwte_sidebar_section_title (const char *name);

/* What is shown behind a section's name; 0 shows nothing. accent: somebody waits. */
void luwte_sidebar_set_count (LuwteSidebar *self, const char *section, guint count,
                              gboolean accent);

G_END_DECLS
