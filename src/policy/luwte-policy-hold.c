/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a dossier may be held past its term (retention rule 7). */

#include "luwte-policy-private.h"

/* For profiles that were written before they could say it. */
#define USUAL_TERM "P5Y"

const char *
luwte_policy_hold_term (LuwtePolicy *self)
{
  const char *term = luwte_policy_value (self, "/holds/at_most");

  return term != NULL ? term : USUAL_TERM;
}

/**
 * luwte_policy_hold_until:
 * @self: a profile
 * @term_ends: the day on which the last record of the dossier is due, or today when that was before
 *
 * Returns: the last day on which a hold may keep it, %LUWTE_DAY_NONE where nothing may be held
 */
LuwteDay
luwte_policy_hold_until (LuwtePolicy *self, LuwteDay term_ends)
{
  LuwtePeriod term;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), LUWTE_DAY_NONE);

  return luwte_period_parse (luwte_policy_hold_term (self), &term) ? luwte_day_add (term_ends, term)
                                                                   : LUWTE_DAY_NONE;
}
