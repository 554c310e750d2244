/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_ERASURE_BAR (luwte_erasure_bar_get_type ())
G_DECLARE_FINAL_TYPE (LuwteErasureBar, luwte_erasure_bar, LUWTE, ERASURE_BAR, AdwBin)

/* How far an erasure is, in words, whoever asked for it; with a button that stops it as long as
 * nothing is deleted, and says afterwards that it goes on. One that is soon over is not shown. */
void luwte_erasure_bar_set_workspace (LuwteErasureBar *self, LuwteWorkspace *workspace);

G_END_DECLS
