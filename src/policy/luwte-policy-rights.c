/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people may ask about their own dossier (R81 to R88). A kind that the profile does not list is
 * refused. Access, addition, correction and erasure wait for the checks that the profile asks for;
 * an objection waits for none, since saying so to the counsellor is enough. Somebody unknown is
 * always refused, and told what can be done without being known. */

#include "luwte-code.h"
#include "luwte-policy-private.h"

static gboolean
lists (LuwtePolicy *self, const char *kind)
{
  JsonArray *kinds = luwte_policy_array (self, "/rights/kinds");

  for (guint i = 0; i < json_array_get_length (kinds); i++)
    if (g_strcmp0 (json_array_get_string_element (kinds, i), kind) == 0)
      return TRUE;
  return FALSE;
}

gboolean
luwte_policy_may_request (LuwtePolicy *self, const char *kind, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  if (lists (self, kind))
    return TRUE;
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
               "rights.kinds: the profile has no requests of the kind \"%s\"", kind);
  return FALSE;
}

gboolean
luwte_policy_needs_identity (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), TRUE);
  return g_strcmp0 (luwte_policy_value (self, "/rights/identity"), "no") != 0;
}

gboolean
luwte_policy_needs_ownership (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), TRUE);
  return g_strcmp0 (luwte_policy_value (self, "/rights/ownership"), "no") != 0;
}

LuwteDay
luwte_policy_answer_by (LuwtePolicy *self, LuwteDay received)
{
  LuwtePeriod within;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), LUWTE_DAY_NONE);

  luwte_period_parse (luwte_policy_value (self, "/rights/answer_within"), &within);
  return luwte_day_add (received, within);
}

char *
luwte_policy_anonymous_words (LuwtePolicy *self, const char *language)
{
  static const char *const codes[] = { "anonymous_request", "erase_earlier" };
  g_autoptr (GPtrArray) replies = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  replies = luwte_policy_ready_replies (self, language);
  for (gsize c = 0; c < G_N_ELEMENTS (codes); c++)
    for (guint i = 0; i < replies->len; i++)
      {
        LuwteCode *reply = g_ptr_array_index (replies, i);

        if (g_strcmp0 (luwte_code_get_code (reply), codes[c]) != 0)
          continue;
        if (words->len > 0)
          g_string_append_c (words, ' ');
        g_string_append (words, luwte_code_get_text (reply));
      }
  return g_string_free_and_steal (g_steal_pointer (&words));
}
