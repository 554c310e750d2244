/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RECOVERY_SHEET (luwte_recovery_sheet_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRecoverySheet, luwte_recovery_sheet, LUWTE, RECOVERY_SHEET, AdwBin)

/* A recovery code, shown once in numbered groups that cannot be copied, and two of them, chosen at
 * random, asked back. Property "confirmed": both are right. */
void luwte_recovery_sheet_set_code (LuwteRecoverySheet *self, LuwteSecret *code);
gboolean luwte_recovery_sheet_get_confirmed (LuwteRecoverySheet *self);
/* Which groups are asked for, from 0: for tests. */
void luwte_recovery_sheet_get_asked (LuwteRecoverySheet *self, guint *first, guint *second);

G_END_DECLS
