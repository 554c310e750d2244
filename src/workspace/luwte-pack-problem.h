/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * luwte_pack_problem:
 * @error: (nullable): an error from any folder
 *
 * A card, a roster or a pack can be refused for many reasons, and each has its own sentence; the
 * window and luwtectl say the same ones.
 *
 * Returns: (nullable): the sentence, to be translated with gettext; %NULL when it is none of these
 */
const char *luwte_pack_problem (const GError *error);

G_END_DECLS
