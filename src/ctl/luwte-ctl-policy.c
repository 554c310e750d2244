/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "luwte-code.h"
#include "luwte-ctl.h"
#include "luwte-json.h"
#include "luwte-profile.h"

/* No profile is larger; see LUWTE_POLICY_MAX_BYTES, which the loader has enforced. */
#define MAX_PROFILE (1024 * 1024)

static LuwteCtlExit
run_list (LuwteCtl *ctl)
{
  g_autoptr (GPtrArray) profiles = luwte_workspace_list_profiles (luwte_ctl_language ());

  for (guint i = 0; i < profiles->len; i++)
    {
      LuwteCode *profile = g_ptr_array_index (profiles, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", luwte_code_get_code (profile));
      luwte_ctl_row_string (row, "name", luwte_code_get_label (profile));
      luwte_ctl_row_string (row, "retention", luwte_code_get_text (profile));
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

/* The profile as its file says it, on one line. */
static LuwteCtlExit
show_json (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = luwte_profile_json (name, &error);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  if (json == NULL)
    return luwte_ctl_fail (error);
  root = luwte_json_parse (g_bytes_get_data (json, NULL), g_bytes_get_size (json), MAX_PROFILE,
                           &error);
  if (root == NULL)
    return luwte_ctl_fail (error);
  line = json_to_string (root, FALSE);
  g_print ("%s\n", line);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_show (LuwteCtl *ctl)
{
  const char *name = luwte_ctl_word (ctl, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sections = NULL;

  if (luwte_ctl_flag (ctl, "json"))
    return show_json (name);
  sections = luwte_profile_tell (name, luwte_ctl_language (), &error);
  if (sections == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < sections->len; i++)
    {
      LuwteCode *section = g_ptr_array_index (sections, i);

      g_print ("%s%s\n%s\n", i > 0 ? "\n" : "", luwte_code_get_label (section),
               luwte_code_get_text (section));
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_check (LuwteCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  if (!luwte_profile_check (luwte_ctl_word (ctl, 0), &error))
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_bool (row, "valid", TRUE);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_policy_commands[] = {
  { "policy", "list", "",
    N_ ("the profiles that ship"), "", 0, 0, LUWTE_CTL_NEEDS_NOTHING, run_list },
    { "policy", "show", "NAME|FILE",
      N_ ("a profile in plain sentences; with --json the profile itself"), "", 1, 1,
         LUWTE_CTL_NEEDS_NOTHING, run_show },
      { "policy", "check", "FILE",
        N_ ("is this a valid profile? If not: where, which key, what was expected"), "", 1, 1,
           LUWTE_CTL_NEEDS_NOTHING, run_check },
        { NULL },
    };
