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

/**
 * luwte_secret_new:
 * @bytes: what is copied; the caller wipes its own copy
 * @length: in bytes, or -1 when @bytes ends in a zero byte
 */
LuwteSecret *luwte_secret_new (const char *bytes, gssize length);

/**
 * luwte_secret_new_empty:
 * @capacity: how many bytes luwte_secret_append() takes at most
 */
LuwteSecret *luwte_secret_new_empty (gsize capacity);

/**
 * luwte_secret_append:
 * @length: in bytes
 *
 * Only before the secret is shared: others may be reading it.
 *
 * Returns: %FALSE, with nothing changed, when it does not fit
 */
gboolean luwte_secret_append (LuwteSecret *self, const char *bytes, gsize length);

LuwteSecret *luwte_secret_ref (LuwteSecret *self);
void luwte_secret_unref (LuwteSecret *self);
const char *luwte_secret_peek (LuwteSecret *self);
gsize luwte_secret_length (LuwteSecret *self);
gboolean luwte_secret_equal (LuwteSecret *self, LuwteSecret *other);

/**
 * luwte_secret_read_fd:
 * @fd: a descriptor, which stays open and stands behind the first line afterwards
 * @max: most bytes, without the line break
 *
 * Reads the first line, without its line break. An empty line gives an empty secret.
 *
 * Returns: (transfer full) (nullable): the secret, or %NULL with a #GIOErrorEnum
 */
LuwteSecret *luwte_secret_read_fd (int fd, gsize max, GError **error);
LuwteSecret *luwte_secret_read_file (const char *path, gsize max, GError **error);

/**
 * luwte_wipe:
 * @bytes: (nullable): memory that is overwritten with zeros, whatever the optimiser thinks of it
 */
void luwte_wipe (gpointer bytes, gsize length);
/* text: (nullable) (transfer full): overwritten, then freed */
void luwte_free_wiped (char *text);

/**
 * luwte_harden_process:
 *
 * No core dump of this process, ever. Every program calls it first in main().
 */
void luwte_harden_process (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteSecret, luwte_secret_unref)

G_END_DECLS
