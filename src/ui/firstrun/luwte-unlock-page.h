/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_UNLOCK_PAGE (luwte_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteUnlockPage, luwte_unlock_page, LUWTE, UNLOCK_PAGE, AdwBin)

/* One field. It shows neither profile nor counts, since it stands before the key. */
GtkWidget *luwte_unlock_page_new (LuwteWorkspace *workspace);

/* passphrase: (nullable): that of a throw-away vault for practice, said on the page */
void luwte_unlock_page_set_hint (LuwteUnlockPage *self, const char *passphrase);

/* How long one waits after so many wrong tries in a row, in seconds: 0, 1, 2, 4 … 60. */
guint luwte_unlock_page_delay_after (guint wrong_tries);

G_END_DECLS
