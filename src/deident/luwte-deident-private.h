/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-deident.h"
#include "luwte-reading-private.h"

G_BEGIN_DECLS

const LuwteLexicon *luwte_deident_lexicon (LuwteDeident *self);

G_END_DECLS
