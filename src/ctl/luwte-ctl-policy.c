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

static void
print_redating (LuwteCtl *ctl, const LuwteRedating *redating, gboolean accepted)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_bool (row, "accepted", accepted);
  luwte_ctl_row_int (row, "records", redating->n_records);
  luwte_ctl_row_int (row, "earlier", redating->n_earlier);
  luwte_ctl_row_int (row, "later", redating->n_later);
  luwte_ctl_row_int (row, "due_now", redating->due->len);
  luwte_ctl_row_int (row, "held", redating->n_held);
  luwte_ctl_row_end (row);
}

static void
print_loosened (LuwteCtl *ctl, GPtrArray *loosened)
{
  for (guint i = 0; i < loosened->len; i++)
    {
      LuwteCode *code = g_ptr_array_index (loosened, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "loosens", luwte_code_get_code (code));
      luwte_ctl_row_string (row, "before", luwte_code_get_label (code));
      luwte_ctl_row_string (row, "after", luwte_code_get_text (code));
      luwte_ctl_row_end (row);
    }
}

static void
print_due (LuwteCtl *ctl, GPtrArray *due)
{
  for (guint i = 0; i < due->len; i++)
    {
      const LuwteDueRecordFields *record = luwte_due_record_get_fields (g_ptr_array_index (due, i));
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "object", record->object);
      luwte_ctl_row_string (row, "kind", record->kind);
      luwte_ctl_row_string (row, "line", record->line);
      luwte_ctl_row_day (row, "due_on", record->due_on);
      luwte_ctl_row_end (row);
    }
}

/* Without --accept only the preview: what it loosens, what becomes due by it. */
static LuwteCtlExit
run_use (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GHashTable) choices = luwte_ctl_choices (ctl);
  g_autoptr (GAsyncResult) seen = NULL, done = NULL;
  g_autoptr (LuwteProfileChange) change = NULL;
  g_autoptr (LuwteRedating) report = NULL;
  g_autoptr (GError) error = NULL;

  if (choices == NULL)
    return LUWTE_CTL_USAGE;
  luwte_workspace_preview_profile_async (workspace, luwte_ctl_word (ctl, 0), choices, NULL,
                                         luwte_ctl_answer_cb, &seen);
  change = luwte_workspace_preview_profile_finish (workspace, luwte_ctl_wait (&seen), &error);
  if (change == NULL)
    return luwte_ctl_fail (error);
  print_loosened (ctl, luwte_profile_change_get_loosened (change));
  if (!luwte_ctl_flag (ctl, "accept"))
    {
      print_due (ctl, luwte_profile_change_get_redating (change)->due);
      print_redating (ctl, luwte_profile_change_get_redating (change), FALSE);
      return LUWTE_CTL_DONE;
    }
  luwte_workspace_use_profile_async (workspace, change, luwte_ctl_option (ctl, "reason"), NULL,
                                     luwte_ctl_answer_cb, &done);
  report = luwte_workspace_use_profile_finish (workspace, luwte_ctl_wait (&done), &error);
  if (report == NULL)
    return luwte_ctl_fail (error);
  print_redating (ctl, report, TRUE);
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
        { "policy", "use", "NAME|FILE [--choice KEY=VALUE]... [--accept [--reason TEXT]]",
          N_ ("another profile for this vault: what it loosens and what becomes due by it; with "
              "--accept it is taken into use"),
             "choice* accept! reason", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_use },
          { NULL },
      };
