/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteRedaction LuwteRedaction;

#define LUWTE_TYPE_SEND_PAGE (luwte_send_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSendPage, luwte_send_page, LUWTE, SEND_PAGE, AdwNavigationPage)

/* Third step of a case: to whom, named or not, what was removed; and the button that seals.
 * Signal "sent" (boolean: it lies in the team's folder). */
void luwte_send_page_set_redaction (LuwteSendPage *self, LuwteWorkspace *workspace,
                                    LuwteRedaction *redaction);

G_END_DECLS
