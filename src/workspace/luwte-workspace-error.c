/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-workspace.h"

G_DEFINE_QUARK (luwte-workspace-error-quark, luwte_workspace_error)
