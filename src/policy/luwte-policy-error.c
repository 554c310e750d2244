/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-policy.h"

G_DEFINE_QUARK (luwte-policy-error-quark, luwte_policy_error)
