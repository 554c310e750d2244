/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_BACKUP_PAGE (luwte_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteBackupPage, luwte_backup_page, LUWTE, BACKUP_PAGE, AdwPreferencesPage)

/* A page of the preferences: when the last backup was made, where they are, how many, make one now,
 * restore one. NULL when the dialog goes: libadwaita 1.7 keeps the pages of a dialog for ever. */
void luwte_backup_page_set_workspace (LuwteBackupPage *self, LuwteWorkspace *workspace);
/* Into that folder, without asking where: for tests, which have no portal. */
void luwte_backup_page_make (LuwteBackupPage *self, const char *folder);

G_END_DECLS
