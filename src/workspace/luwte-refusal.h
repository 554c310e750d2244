/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * luwte_refusal_words:
 * @message: of an error that is LUWTE_PROBLEM_POLICY
 *
 * The core says in English what it refuses. Here is the same for people, in their language, with the
 * rule where it names one.
 *
 * Returns: (transfer full) (nullable): %NULL for what no folder of the core says
 */
char *luwte_refusal_words (const char *message);

G_END_DECLS
