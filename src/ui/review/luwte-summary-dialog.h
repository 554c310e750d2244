/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SUMMARY_DIALOG (luwte_summary_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSummaryDialog, luwte_summary_dialog, LUWTE, SUMMARY_DIALOG, AdwDialog)

/* A question and its answer for the library, in two steps: written, and looked through as a case is.
 * What is typed stands nowhere until it is kept. Signal "added" (string: its id). */
AdwDialog *luwte_summary_dialog_new (LuwteWorkspace *workspace);
/* Of a question that was advised on: both stand in it already, to be made general by hand and looked
 * through as what she wrote herself. question, answer: (nullable) */
AdwDialog *luwte_summary_dialog_new_with (LuwteWorkspace *workspace, const char *question,
                                          const char *answer);

G_END_DECLS
