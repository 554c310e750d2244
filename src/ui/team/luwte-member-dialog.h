/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteTeam LuwteTeam;

#define LUWTE_TYPE_MEMBER_DIALOG (luwte_member_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMemberDialog, luwte_member_dialog, LUWTE, MEMBER_DIALOG, AdwDialog)

/**
 * luwte_member_dialog_new:
 * @member: (nullable): whose roles change, or who leaves; %NULL: a colleague whose card comes
 *
 * A lead prepares the next roster. Signal "prepared".
 */
GtkWidget *luwte_member_dialog_new (LuwteTeam *team, const LuwteRosterMember *member);

G_END_DECLS
