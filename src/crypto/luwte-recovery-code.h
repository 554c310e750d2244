/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* A recovery code on paper: 160 random bits and a checksum of 20, in Crockford's base 32, nine
 * groups of four ("7K3P-…"). Whoever copies it may write small letters, leave out hyphens, add
 * spaces, and take O for 0, I and L for 1. */

#define LUWTE_RECOVERY_BYTES       20
#define LUWTE_RECOVERY_TEXT_LENGTH 44

LuwteSecret *luwte_recovery_code_new (void);

/**
 * luwte_recovery_code_parse:
 * @text: what somebody typed
 *
 * Returns: (transfer full) (nullable): the %LUWTE_RECOVERY_BYTES bytes of the code, or %NULL with
 *   %LUWTE_CRYPTO_ERROR_CODE, whose message says whether the length or a character is wrong
 */
LuwteSecret *luwte_recovery_code_parse (LuwteSecret *text, GError **error);

G_END_DECLS
