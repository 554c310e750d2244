/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PRACTICE_CHILD (luwte_practice_child_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeChild, luwte_practice_child, LUWTE, PRACTICE_CHILD, GObject)

/* The program luwte-practice as a child of this one: started when a vault of kind "practice" asks
 * for its service, and ended with us. Its address and secret are new at each start and stand
 * nowhere but in memory. */
LuwtePracticeChild *luwte_practice_child_new (void);

/**
 * luwte_practice_child_make_service:
 *
 * A LuwteServiceFactory; @data is the LuwtePracticeChild, the other arguments are not looked at.
 * Starts the child if it does not run, and waits at most five seconds for its first line.
 */
LuwteService *luwte_practice_child_make_service (const char *url, const char *user,
                                                 LuwteSecret *secret, gpointer data,
                                                 GError **error);

/* Where a trainer can be the visitor: (nullable), NULL while it does not run */
const char *luwte_practice_child_get_visitor_url (LuwtePracticeChild *self);
/* The child outlives this process when the program begins anew: a floating a{sv} that names it, with
 * the descriptor that must stay open, or -1; and its other end. */
GVariant *luwte_practice_child_hand_over (LuwtePracticeChild *self, int *out);
void luwte_practice_child_take_over (LuwtePracticeChild *self, GVariant *state);

G_END_DECLS
