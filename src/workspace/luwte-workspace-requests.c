/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-workspace-private.h"

char **
luwte_workspace_request_kinds (LuwteWorkspace *self)
{
  static const char *const kinds[] = { "access", "addition", "correction", "erasure", "complaint" };
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  for (gsize i = 0; self->policy != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (luwte_policy_may_request (self->policy, kinds[i], NULL))
      g_strv_builder_add (known, kinds[i]);
  if (self->policy != NULL && luwte_policy_may_request (self->policy, "objection", NULL))
    g_strv_builder_add_many (known, "registration", "research", NULL);
  return g_strv_builder_end (known);
}

gboolean
luwte_workspace_checks_identity (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), TRUE);
  return self->policy == NULL || luwte_policy_needs_identity (self->policy);
}

gboolean
luwte_workspace_checks_ownership (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), TRUE);
  return self->policy == NULL || luwte_policy_needs_ownership (self->policy);
}

gboolean
luwte_workspace_keeps_by_law (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  if (self->policy == NULL)
    return FALSE;
  for (const char *const *line = luwte_policy_lines (self->policy); *line != NULL; line++)
    if (luwte_policy_line_keeps_by_law (self->policy, *line))
      return TRUE;
  return FALSE;
}

LuwteDay
luwte_workspace_answer_by (LuwteWorkspace *self, LuwteDay received)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_DAY_NONE);
  return self->policy != NULL ? luwte_policy_answer_by (self->policy, received) : LUWTE_DAY_NONE;
}
