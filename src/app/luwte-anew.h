/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * luwte_anew_init:
 * @argv: of main()
 *
 * Takes up what an earlier process of this program has left for this one, if any. Called first,
 * before there are threads.
 */
void luwte_anew_init (char **argv);

/**
 * luwte_anew_take_state:
 *
 * Returns: (transfer full) (nullable): a{sv} of the earlier process, once. It is not believed to be
 *   well formed, and lies in memory that goes with it: what is read of it is copied on purpose.
 */
GVariant *luwte_anew_take_state (void);

/**
 * luwte_anew_begin:
 * @state: (transfer floating): a{sv}
 * @keep: file descriptors that stay open; -1 is none
 *
 * Replaces this process by a new one of the same program, with the same number, children and
 * arguments. Its memory, with all that was ever in it, is gone. Returns only when that failed.
 */
void luwte_anew_begin (GVariant *state, const int *keep, gsize n_keep);

G_END_DECLS
