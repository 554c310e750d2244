/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_QUESTION_DIALOG (luwte_question_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteQuestionDialog, luwte_question_dialog, LUWTE, QUESTION_DIALOG, AdwDialog)

/* One question that was left at the service. Before it is taken nothing of it can be read; whoever
 * took it reads it and answers, and nobody else does (R25). What is being written is kept by the
 * inbox, also when the dialog is closed.
 *
 * Signal "answered": the service has the answer. */

AdwDialog *luwte_question_dialog_new (LuwteInbox *inbox, const char *question_id);

G_END_DECLS
