/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_OWN_REPLIES_DIALOG (luwte_own_replies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteOwnRepliesDialog, luwte_own_replies_dialog, LUWTE, OWN_REPLIES_DIALOG,
                      AdwDialog)

/* The counsellor's own ready replies: adding, changing and erasing them. A text that says who
 * somebody is can be kept, but it is said. */
AdwDialog *luwte_own_replies_dialog_new (LuwteWorkspace *workspace);

G_END_DECLS
