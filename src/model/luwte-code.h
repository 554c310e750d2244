/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CODE (luwte_code_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCode, luwte_code, LUWTE, CODE, GObject)

/* A code of the profile and what people read for it in their language: a topic, a circumstance, a
 * flag reason, a ready reply (then "text" is what is inserted). */

LuwteCode *luwte_code_new (const char *code, const char *label, const char *text);
const char *luwte_code_get_code (LuwteCode *self);
const char *luwte_code_get_label (LuwteCode *self);
const char *luwte_code_get_text (LuwteCode *self);

G_END_DECLS
