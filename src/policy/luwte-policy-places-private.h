/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "luwte-schema-private.h"

G_BEGIN_DECLS

/* Where each value of a profile stands in its file, for messages that people can follow. */
typedef struct _LuwtePolicyPlaces LuwtePolicyPlaces;

LuwtePolicyPlaces *luwte_policy_places_new (const char *label, const char *text, gsize length,
                                            GError **error);
void luwte_policy_places_free (LuwtePolicyPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwtePolicyPlaces, luwte_policy_places_free)

/* Both always give FALSE, so that a check can end with them. expected: printf. */
gboolean luwte_policy_places_fail (LuwtePolicyPlaces *self, const char *pointer, const char *key,
                                   gboolean at_key, GError **error, const char *expected, ...)
    G_GNUC_PRINTF (6, 7);
gboolean luwte_policy_places_fail_problem (LuwtePolicyPlaces *self,
                                           const LuwteSchemaProblem *problem, GError **error);

G_END_DECLS
