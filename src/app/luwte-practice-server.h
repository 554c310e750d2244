/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_SERVER (luwte_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeServer, luwte_practice_server, LUWTE, PRACTICE_SERVER, GObject)

/* The program luwte-practice as a child of this one: started when a vault of kind "practice" asks
 * for its service, and ended with us. Its address and secret are new at each start and stand
 * nowhere but in memory. */
LuwtePracticeServer *luwte_practice_server_new (void);

/**
 * luwte_practice_server_make_service:
 *
 * A LuwteServiceFactory; @data is the LuwtePracticeServer, the other arguments are not looked at.
 * Starts the child if it does not run, and waits at most five seconds for its first line.
 */
LuwteService *luwte_practice_server_make_service (const char *url, const char *user,
                                                  LuwteSecret *secret, gpointer data,
                                                  GError **error);

/* Where a trainer can be the visitor: (nullable), NULL while it does not run */
const char *luwte_practice_server_get_visitor_url (LuwtePracticeServer *self);

G_END_DECLS
