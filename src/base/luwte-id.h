/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LUWTE_ID_LENGTH:
 *
 * Length of an object id in characters: 128 random bits in lower-case hexadecimal.
 */
#define LUWTE_ID_LENGTH 32

/**
 * luwte_id_new:
 *
 * Makes an id from the kernel's random source. It leads nowhere: not to a time, not to a machine.
 *
 * Returns: (transfer full): %LUWTE_ID_LENGTH hexadecimal digits
 */
char *luwte_id_new (void);

/**
 * luwte_id_is_valid:
 * @text: (nullable): what came from outside
 *
 * Returns: %TRUE when @text has the shape of an id
 */
gboolean luwte_id_is_valid (const char *text);

G_END_DECLS
