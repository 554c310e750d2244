/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault.h"

G_DEFINE_QUARK (luwte_vault_error, luwte_vault_error)
