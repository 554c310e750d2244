/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What may be written of a person, and what somebody can agree to (R30, R39, R41, R58, R69, R70). */

#include "luwte-code.h"
#include "luwte-policy-private.h"

gboolean
luwte_policy_asks_consent (LuwtePolicy *self)
{
  JsonNode *node;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), TRUE);

  node = luwte_policy_node (self, "/personal_data/requires_consent");
  return node == NULL || json_node_get_boolean (node);
}

gboolean
luwte_policy_never_personal (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), TRUE);

  return g_strcmp0 (luwte_policy_value (self, "/personal_data/default"), "never") == 0;
}

GPtrArray *
luwte_policy_consents (LuwtePolicy *self, const char *language)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  array = luwte_policy_array (self, "/sharing/consents");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);
      const char *label = luwte_policy_text (self, json_object_get_object_member (item, "label"),
                                             language);

      g_ptr_array_add (codes,
                       luwte_code_new (json_object_get_string_member (item, "code"), label, NULL));
    }
  return g_steal_pointer (&codes);
}
