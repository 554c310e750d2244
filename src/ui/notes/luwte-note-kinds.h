/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/* (transfer full) (element-type LuwteCode): the kinds of note of a line, the usual one first: code,
 * short words for a button, who reads it as text. Empty where the line keeps none. */
GPtrArray *luwte_note_kinds (LuwteWorkspace *workspace, const char *line);
/* (transfer none) (nullable): what a note of a kind that is not the usual one is called beside its
 * topic */
const char *luwte_note_kinds_remark (const char *kind);

G_END_DECLS
