/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* Takes the nicknames of others out of a text. For one thread at a time. */
typedef struct _LuwteMask LuwteMask;

/**
 * luwte_mask_new:
 * @own: nicknames that stay, whoever else bears them
 * @others: nicknames that go
 * @mark: what stands in their place
 */
LuwteMask *luwte_mask_new (const char *const *own, const char *const *others, const char *mark);
void luwte_mask_free (LuwteMask *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteMask, luwte_mask_free)

/* (transfer full) */
char *luwte_mask_apply (LuwteMask *self, const char *text);
/* In how many places so far. */
guint luwte_mask_get_n (LuwteMask *self);

G_END_DECLS
