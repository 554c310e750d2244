/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_CARD_DIALOG (luwte_card_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCardDialog, luwte_card_dialog, LUWTE, CARD_DIALOG, AdwDialog)

/* My card, to show, to copy or to send: public keys and a name. */
GtkWidget *luwte_card_dialog_new (const char *name, const char *card, const char *fingerprint);

G_END_DECLS
