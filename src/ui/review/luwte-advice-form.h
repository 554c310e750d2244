/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_ADVICE_FORM (luwte_advice_form_get_type ())
G_DECLARE_FINAL_TYPE (LuwteAdviceForm, luwte_advice_form, LUWTE, ADVICE_FORM, AdwBin)

/* What is discussed of a case: points, advice, tasks, decision. What was typed is kept in the vault
 * as it is typed, for each case, until it is sealed or its case is gone.
 * Signal "seal": the button was pressed, and nothing is missing. */

/* workspace, case_id: (nullable): NULL keeps what was typed and empties the form. */
void luwte_advice_form_set_case (LuwteAdviceForm *self, LuwteWorkspace *workspace,
                                 const char *case_id);
/* (transfer full): the advice as the author will read it */
char *luwte_advice_form_dup_text (LuwteAdviceForm *self);
/* "continue", "end", "disclosure"; NULL while none is chosen */
const char *luwte_advice_form_get_decision (LuwteAdviceForm *self);
void luwte_advice_form_set_busy (LuwteAdviceForm *self, gboolean busy);
/* It is sealed: what was typed is forgotten. */
void luwte_advice_form_done (LuwteAdviceForm *self);
/* Forgets what was typed for cases that are not among these. (element-type LuwteBoardCase) */
void luwte_advice_form_prune (LuwteWorkspace *workspace, GPtrArray *cases);

G_END_DECLS
