/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PASSPHRASE_CHOICE (luwte_passphrase_choice_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePassphraseChoice, luwte_passphrase_choice, LUWTE, PASSPHRASE_CHOICE,
                      AdwBin)

/* A new passphrase, typed twice, with its strength as a bar and in words.
 * Property "valid": strong enough and twice the same. Signal "activate": Enter in the second row. */

gboolean luwte_passphrase_choice_get_valid (LuwtePassphraseChoice *self);
/* (transfer full) */
LuwteSecret *luwte_passphrase_choice_get_secret (LuwtePassphraseChoice *self);
/* Empties both rows. */
void luwte_passphrase_choice_clear (LuwtePassphraseChoice *self);

G_END_DECLS
