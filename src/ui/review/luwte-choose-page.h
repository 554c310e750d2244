/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteRedaction LuwteRedaction;

#define LUWTE_TYPE_CHOOSE_PAGE (luwte_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteChoosePage, luwte_choose_page, LUWTE, CHOOSE_PAGE, AdwNavigationPage)

/* First step of a case: the question, how urgent it is, and what goes along of notes and
 * conversation. Signal "next". */

/* notes_only: no message can be chosen */
void luwte_choose_page_set_redaction (LuwteChoosePage *self, LuwteRedaction *redaction,
                                      gboolean notes_only);

G_END_DECLS
