/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-json.h"

G_DEFINE_QUARK (luwte-json-error-quark, luwte_json_error)
