/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_TARGET (luwte_target_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTarget, luwte_target, LUWTE, TARGET, GObject)

/* To whom a session can be handed: a colleague or a department. "id" is what a transfer names
 * ("sanne", "department:2"). "available" is told of colleagues alone: whether they take visitors now.
 * Bindable. */

LuwteTarget *luwte_target_new (const char *id, const char *name, gboolean department,
                               gboolean available);
const char *luwte_target_get_id (LuwteTarget *self);
const char *luwte_target_get_name (LuwteTarget *self);
gboolean luwte_target_get_department (LuwteTarget *self);
gboolean luwte_target_get_available (LuwteTarget *self);

G_END_DECLS
