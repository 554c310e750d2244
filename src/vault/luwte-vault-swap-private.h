/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* A whole vault is made in a folder inside the vault's own and takes the place of the old one at
 * one moment. All of it with the vault's lock held. */

#define LUWTE_DIR_NEXT  "vault.next"
#define LUWTE_FILE_SWAP "vault.swap"

/* An empty folder for the next vault. (transfer full): its path */
char *luwte_swap_prepare (const char *dir, GError **error);
/* From the moment this has written its mark the next vault is the vault, whatever happens. */
gboolean luwte_swap_commit (const char *dir, GError **error);
/* Finishes what was committed, throws away what was not. Called before a vault is opened. */
gboolean luwte_swap_settle (const char *dir, GError **error);
/* Whether one was committed and not finished. */
gboolean luwte_swap_is_pending (const char *dir);

/* For tests, which kill the program at each step of what must survive that. */
typedef void (*LuwteStepFunc) (const char *step);
void luwte_vault_tell_steps (LuwteStepFunc func);
void luwte_vault_step (const char *step);

G_END_DECLS
