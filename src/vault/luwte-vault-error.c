/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-vault.h"

G_DEFINE_QUARK (luwte - vault - error - quark, luwte_vault_error)
