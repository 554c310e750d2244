/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-service.h"

G_DEFINE_QUARK (luwte-service-error-quark, luwte_service_error)
