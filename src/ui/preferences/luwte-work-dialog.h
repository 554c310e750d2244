/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_WORK_DIALOG (luwte_work_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWorkDialog, luwte_work_dialog, LUWTE, WORK_DIALOG, AdwDialog)

/* A long job: what is being done, how far it is, and a way to stop it. It cannot be closed until
 * luwte_work_dialog_end() says that the job has ended. */
GtkWidget *luwte_work_dialog_new (const char *title, const char *what);
/* Both (transfer none), for the job. */
LuwteProgress *luwte_work_dialog_get_progress (LuwteWorkDialog *self);
GCancellable *luwte_work_dialog_get_cancellable (LuwteWorkDialog *self);
/* @problem: (nullable): why it did not come about; then the dialog stays until it was read. */
void luwte_work_dialog_end (LuwteWorkDialog *self, const char *problem);

G_END_DECLS
