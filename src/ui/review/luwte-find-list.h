/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteRedaction LuwteRedaction;

#define LUWTE_TYPE_FIND_LIST (luwte_find_list_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFindList, luwte_find_list, LUWTE, FIND_LIST, AdwBin)

/* Beside the text: what is removed and what the counsellor lets stay, each with Remove and Keep.
 * Signal "show-place" (part, start, end): a row was activated. */

/* finds: (element-type LuwteFind): of the text, as luwte_marked_text_get_finds() gives them */
void luwte_find_list_show (LuwteFindList *self, LuwteRedaction *redaction, GPtrArray *finds);

G_END_DECLS
