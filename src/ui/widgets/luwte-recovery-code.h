/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RECOVERY_CODE (luwte_recovery_code_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRecoveryCode, luwte_recovery_code, LUWTE, RECOVERY_CODE, AdwBin)

/* A recovery code, shown once in numbered groups that cannot be copied, and two of them, chosen at
 * random, asked back. Property "confirmed": both are right. */
void luwte_recovery_code_set_code (LuwteRecoveryCode *self, LuwteSecret *code);
gboolean luwte_recovery_code_get_confirmed (LuwteRecoveryCode *self);
/* Which groups are asked for, from 0: for tests. */
void luwte_recovery_code_get_asked (LuwteRecoveryCode *self, guint *first, guint *second);

G_END_DECLS
