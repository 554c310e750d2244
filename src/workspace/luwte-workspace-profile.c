/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window and luwtectl need of the profile, as plain values: they may not ask the policy
 * themselves. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-profile.h"

GPtrArray *
luwte_workspace_list_profiles (const char *language)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i]; i++)
    {
      g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled (names[i], NULL, NULL);
      g_autofree char *sentence = NULL;

      if (!policy)
        continue;
      sentence = luwte_policy_describe_retention (policy, language);
      g_ptr_array_add (profiles, luwte_code_new (names[i], luwte_policy_get_name (policy, language),
                                                 sentence));
    }

  return profiles;
}

GPtrArray *
luwte_workspace_profile_questions (const char *policy_name_or_file, const char *language,
                                   GError **error)
{
  g_autoptr (LuwtePolicy) policy = luwte_profile_load (policy_name_or_file, NULL, error);

  return policy ? luwte_policy_unspecified (policy, language) : NULL;
}

static const char *
first_line_or (LuwteWorkspace *self, const char *line)
{
  const char *const *lines;

  if (line)
    return line;
  lines = luwte_policy_lines (self->policy);

  return lines[0];
}

GPtrArray *
luwte_workspace_topics (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_topics (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_circumstances (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_circumstances (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_flag_reasons (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_flag_reasons (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_ready_replies (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_ready_replies (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_consents (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_consents (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_emergency (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_emergency (self->policy, language) : NULL;
}

GPtrArray *
luwte_workspace_tell_profile (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_tell (self->policy, language) : NULL;
}

char *
luwte_workspace_describe_retention (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_describe_retention (self->policy, language) : NULL;
}

char **
luwte_workspace_describe_profile (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_describe (self->policy, language) : NULL;
}

const char *
luwte_workspace_profile_name (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_get_name (self->policy, language) : NULL;
}

const char *const *
luwte_workspace_profile_languages (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_get_languages (self->policy) : NULL;
}

int
luwte_workspace_profile_version (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), 0);

  return self->policy ? luwte_policy_get_version (self->policy) : 0;
}

const char *
luwte_workspace_profile_date (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  return self->policy ? luwte_policy_get_date (self->policy) : NULL;
}

static gboolean
may_store (LuwteWorkspace *self, const char *line, const char *kind, char **why_not)
{
  g_autoptr (GError) error = NULL;

  if (why_not)
    *why_not = NULL;
  if (!self->policy)
    return FALSE;
  if (luwte_policy_may_store (self->policy, first_line_or (self, line), kind, &error))
    return TRUE;
  if (why_not && error)
    *why_not = g_strdup (error->message);

  return FALSE;
}

gboolean
luwte_workspace_may_note (LuwteWorkspace *self, const char *line, char **why_not)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return may_store (self, line, "note", why_not);
}

char **
luwte_workspace_note_kinds (LuwteWorkspace *self, const char *line)
{
  static const char *const kinds[] = { "note", "personal_note", "test" };
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (may_store (self, line, kinds[i], NULL))
      g_strv_builder_add (found, kinds[i]);

  return g_strv_builder_end (found);
}

const char *
luwte_workspace_note_readers (LuwteWorkspace *self, const char *line, const char *kind)
{
  static const struct
  {
    LuwteReaders reader;
    const char *code;
  } widest[] = {
    { LUWTE_READER_TEAM, "team" },
    { LUWTE_READER_LEAD, "lead" },
    { LUWTE_READER_SUBSTITUTE, "author_and_substitutes" },
  };

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), "author");

  for (guint i = 0; self->policy != NULL && i < G_N_ELEMENTS (widest); i++)
    if (luwte_policy_may_read (self->policy, first_line_or (self, line), kind, widest[i].reader,
                               NULL))
      return widest[i].code;
  return "author";
}

gboolean
luwte_workspace_is_shared_name (LuwteWorkspace *self, const char *nickname)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), TRUE);

  return !self->policy || !luwte_policy_nicknames_are_accounts (self->policy) ||
         luwte_policy_is_generic (self->policy, nickname);
}

gboolean
luwte_workspace_may_consent (LuwteWorkspace *self, const char *line)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return may_store (self, line, "consent", NULL);
}

gboolean
luwte_workspace_may_flag (LuwteWorkspace *self, const char *line, char **why_not)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return may_store (self, line, "flag", why_not);
}

gboolean
luwte_workspace_allows_transcript (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return self->policy && luwte_policy_allows_transcript (self->policy) && self->live &&
         (luwte_live_get_capabilities (self->live) & LUWTE_CAPABILITY_TRANSCRIPT) != 0;
}

LuwteDay
luwte_workspace_note_due_if_closed_today (LuwteWorkspace *self, const char *line, const char *kind)
{
  LuwteDay today;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_DAY_NONE);

  if (!may_store (self, line, kind ? kind : "note", NULL))
    return LUWTE_DAY_NONE;
  today = luwte_policy_day_of (self->policy, luwte_clock_now ());

  return luwte_policy_due_on (self->policy, first_line_or (self, line), kind ? kind : "note", today,
                              today, today, NULL);
}

gboolean
luwte_workspace_topic_stays (LuwteWorkspace *self, const char *line)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return self->policy &&
         luwte_policy_leaves_topic (self->policy, first_line_or (self, line), "note");
}
