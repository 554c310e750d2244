/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FIRST_RUN (luwte_first_run_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFirstRun, luwte_first_run, LUWTE, FIRST_RUN, AdwBin)

/* No vault yet: the helpline's profile and what it leaves open, the passphrase, the recovery code,
 * the chat service. Signal "finished": the vault is there and open. */
GtkWidget *luwte_first_run_new (LuwteWorkspace *workspace);

G_END_DECLS
