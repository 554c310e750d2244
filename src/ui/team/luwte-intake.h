/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_INTAKE (luwte_intake_get_type ())
G_DECLARE_FINAL_TYPE (LuwteIntake, luwte_intake, LUWTE, INTAKE, AdwBin)

/* Something that a colleague sent: pasted, or opened as a file. Property "label". Signal "changed". */

/* (transfer full): without white space around it; "" when there is none yet. */
char *luwte_intake_dup_text (LuwteIntake *self);
/* What was chosen; "changed" comes when it was read, and a sentence stands below when it was not. */
void luwte_intake_open (LuwteIntake *self, GFile *file);

G_END_DECLS
