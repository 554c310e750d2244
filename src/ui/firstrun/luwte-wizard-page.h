/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_WIZARD_PAGE (luwte_wizard_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWizardPage, luwte_wizard_page, LUWTE, WIZARD_PAGE, AdwNavigationPage)

/* The frame of one step: a large question, one sentence, what it is about, and one button at the
 * bottom. Properties: "window-title", "step" ("Step 1 of 4"), "heading", "sentence", "content" (GtkWidget),
 * "next-label" (with mnemonic), "ready" (the button may be pressed), "busy" (it turns), "problem"
 * (nullable: one sentence above the button, read out at once). Signal "next". */
void luwte_wizard_page_set_busy (LuwteWizardPage *self, gboolean busy);
void luwte_wizard_page_set_problem (LuwteWizardPage *self, const char *problem);

G_END_DECLS
