/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * luwte_locale_init:
 * @domain: the text domain
 * @installed: where translations are installed
 *
 * Sets the locale of the environment and finds the translations: those of the build folder when
 * the program runs from one, so that `./dev run` speaks Dutch without being installed.
 */
void luwte_locale_init (const char *domain, const char *installed);

G_END_DECLS
