/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_REQUEST_VIEW (luwte_request_view_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRequestView, luwte_request_view, LUWTE, REQUEST_VIEW, AdwNavigationPage)

/* One request, step by step: who asks and whose it is were looked at, then it is done as asked, or
 * refused with a ground, or withdrawn. Signals: "changed": the list is out of date; "gone": there is
 * no such request any more, and this page has nothing to show. */
AdwNavigationPage *luwte_request_view_new (LuwteWorkspace *workspace, const char *id);

G_END_DECLS
