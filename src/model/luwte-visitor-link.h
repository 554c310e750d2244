/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_VISITOR_LINK (luwte_visitor_link_get_type ())
G_DECLARE_FINAL_TYPE (LuwteVisitorLink, luwte_visitor_link, LUWTE, VISITOR_LINK, GObject)

/* For a lead alone: nicknames that the service takes for one visitor, and how often she came. "id" is
 * opaque and means nothing outside the service. "nicknames" has one a line. It is a connection, not a
 * proof: several people may share one. Bindable. */

LuwteVisitorLink *luwte_visitor_link_new (const char *id, const char *nicknames, guint visits,
                                          gint64 last_at);
const char *luwte_visitor_link_get_id (LuwteVisitorLink *self);
const char *luwte_visitor_link_get_nicknames (LuwteVisitorLink *self);
guint luwte_visitor_link_get_visits (LuwteVisitorLink *self);
gint64 luwte_visitor_link_get_last_at (LuwteVisitorLink *self);

G_END_DECLS
