/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A profile from a file that somebody sent: valid, or refused with the place of what is wrong; and
 * one that was accepted answers every question about a day without crashing. */

#include "luwte-policy.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) json = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bytes (json, "fuzz", NULL, &error);

  if (policy == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == LUWTE_POLICY_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  g_assert_nonnull (luwte_policy_get_id (policy));
  g_assert_nonnull (luwte_policy_get_name (policy, "nl"));
  luwte_policy_day_of (policy, 1795312461);
  g_ptr_array_unref (luwte_policy_topics (policy, "nl"));
  g_ptr_array_unref (luwte_policy_unspecified (policy, "en"));
  g_strfreev (luwte_policy_describe (policy, "nl"));
  g_free (luwte_policy_describe_retention (policy, "en"));
  luwte_policy_keeps_counters (policy);
  luwte_policy_line_keeps_by_law (policy, luwte_policy_lines (policy)[0]);
  luwte_policy_allows_transcript (policy);
  luwte_policy_is_generic (policy, "Anoniem");
  luwte_policy_audit_from (policy, 20000);
  g_assert_false (luwte_policy_may_read (policy, luwte_policy_lines (policy)[0], "note",
                                         LUWTE_READER_NOBODY, NULL));
  g_assert_cmpint (luwte_policy_due_on (policy, luwte_policy_lines (policy)[0], "note", 20000,
                                        20001, 20002, NULL),
                   >=, 20000);
  return 0;
}
