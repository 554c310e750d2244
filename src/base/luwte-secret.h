/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteSecret: (ref-func luwte_secret_ref) (unref-func luwte_secret_unref)
 *
 * Bytes that are wiped when the last reference goes: a passphrase, a service password, a recovery
 * code. The memory is locked where the system allows it and left out of core dumps. Always
 * followed by a zero byte that does not count. (Keys live in crypto's guarded memory instead.)
 */
#define LUWTE_TYPE_SECRET (luwte_secret_get_type ())
GType luwte_secret_get_type (void);

LuwteSecret *luwte_secret_new (const char *bytes, gssize length);
LuwteSecret *luwte_secret_new_empty (gsize capacity);
LuwteSecret *luwte_secret_ref (LuwteSecret *self);
void luwte_secret_unref (LuwteSecret *self);
const char *luwte_secret_peek (LuwteSecret *self);
gsize luwte_secret_length (LuwteSecret *self);
gboolean luwte_secret_equal (LuwteSecret *self, LuwteSecret *other);
LuwteSecret *luwte_secret_read_fd (int fd, gsize max, GError **error);
LuwteSecret *luwte_secret_read_file (const char *path, gsize max, GError **error);
void luwte_wipe (gpointer bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteSecret, luwte_secret_unref)

G_END_DECLS
