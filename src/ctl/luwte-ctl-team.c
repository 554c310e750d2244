/* SPDX-License-Identifier: GPL-3.0-or-later */

/* identity and roster: who this vault is, and whom it believes. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-ctl.h"

static const char *
roles_text (guint roles, char buffer[64])
{
  g_snprintf (buffer, 64, "%s%s%s", (roles & LUWTE_ROSTER_COUNSELLOR) != 0 ? "counsellor " : "",
              (roles & LUWTE_ROSTER_LEAD) != 0 ? "lead " : "",
              (roles & LUWTE_ROSTER_MEETING) != 0 ? "meeting " : "");
  return g_strchomp (buffer);
}

static LuwteTeamState *
load (LuwteCtl *ctl, GError **error)
{
  LuwteTeam *team = luwte_workspace_get_team (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;

  luwte_team_load_async (team, NULL, luwte_ctl_answer_cb, &result);
  return luwte_team_load_finish (team, luwte_ctl_wait (&result), error);
}

static gboolean
set_name (LuwteCtl *ctl, const char *name, GError **error)
{
  LuwteTeam *team = luwte_workspace_get_team (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;

  luwte_team_set_name_async (team, name, NULL, luwte_ctl_answer_cb, &result);
  return luwte_team_set_name_finish (team, luwte_ctl_wait (&result), error);
}

static LuwteCtlExit
run_identity_show (LuwteCtl *ctl)
{
  const char *name = luwte_ctl_option (ctl, "name");
  g_autoptr (LuwteTeamState) state = NULL;
  g_autoptr (GError) error = NULL;
  char roles[64];
  LuwteCtlRow *row;

  if (name != NULL && !set_name (ctl, name, &error))
    return luwte_ctl_fail (error);
  state = load (ctl, &error);
  if (state == NULL)
    return luwte_ctl_fail (error);
  if (state->name == NULL)
    return luwte_ctl_usage (_ ("this vault has no card yet: --name makes one"));
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "name", state->name);
  luwte_ctl_row_string (row, "id", state->id);
  luwte_ctl_row_string (row, "roles", roles_text (state->roles, roles));
  luwte_ctl_row_string (row, "fingerprint", state->fingerprint);
  luwte_ctl_row_string (row, "card", state->card);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static gboolean
read_roles (LuwteCtl *ctl, guint *roles)
{
  const char *const *given = luwte_ctl_option_all (ctl, "role");

  *roles = 0;
  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    {
      const guint role = luwte_roster_role_from_code (given[i]);

      if (role == 0)
        return FALSE;
      *roles |= role;
    }
  return TRUE;
}

static LuwteCtlExit
stage (LuwteCtl *ctl, guint roles)
{
  LuwteTeam *team = luwte_workspace_get_team (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_team_stage_async (team, luwte_ctl_word (ctl, 0), roles, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_team_stage_finish (team, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_roster_add (LuwteCtl *ctl)
{
  guint roles;

  if (!read_roles (ctl, &roles) || roles == 0)
    return luwte_ctl_usage (
        _ ("--role is counsellor, lead or meeting, and may stand more than once"));
  return stage (ctl, roles);
}

static LuwteCtlExit
run_roster_remove (LuwteCtl *ctl)
{
  return stage (ctl, 0);
}

static void
print_member (LuwteCtl *ctl, const LuwteRosterMember *member, const char *state)
{
  g_autofree char *words = member->card->name != NULL
                               ? luwte_card_fingerprint (member->card->box, member->card->sign)
                               : NULL;
  LuwteCtlRow *row = luwte_ctl_row (ctl);
  char roles[64];

  luwte_ctl_row_string (row, "id", member->id);
  luwte_ctl_row_string (row, "name", member->card->name);
  luwte_ctl_row_string (row, "roles", roles_text (member->roles, roles));
  luwte_ctl_row_string (row, "state", state);
  luwte_ctl_row_string (row, "fingerprint", words);
  luwte_ctl_row_end (row);
}

static LuwteCtlExit
run_roster_list (LuwteCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteTeamState) state = load (ctl, &error);
  GPtrArray *members;

  if (state == NULL)
    return luwte_ctl_fail (error);
  members = state->roster != NULL ? luwte_roster_get_members (state->roster) : NULL;
  for (guint i = 0; members != NULL && i < members->len; i++)
    print_member (ctl, g_ptr_array_index (members, i), "member");
  for (guint i = 0; i < state->staged->len; i++)
    {
      const LuwteRosterMember *member = g_ptr_array_index (state->staged, i);

      print_member (ctl, member, member->roles != 0 ? "prepared" : "leaving");
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
print_roster (LuwteCtl *ctl, LuwteRoster *roster)
{
  g_autofree char *words = luwte_roster_fingerprint (roster);
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_string (row, "team", luwte_roster_get_team (roster));
  luwte_ctl_row_string (row, "name", luwte_roster_get_name (roster));
  luwte_ctl_row_int (row, "number", luwte_roster_get_number (roster));
  luwte_ctl_row_string (row, "signed_by", luwte_roster_signed_by (roster));
  luwte_ctl_row_string (row, "fingerprint", words);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

/* The file holds public keys and what is sealed to them; it may be mailed. */
static LuwteCtlExit
run_roster_sign (LuwteCtl *ctl)
{
  LuwteTeam *team = luwte_workspace_get_team (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *profile = luwte_workspace_profile_hash (luwte_ctl_workspace (ctl));
  g_autoptr (LuwteRoster) roster = NULL;

  luwte_team_sign_async (team, luwte_ctl_option (ctl, "name"),
                         (const char *const[]) { profile, NULL }, NULL, luwte_ctl_answer_cb,
                         &result);
  roster = luwte_team_roster_finish (team, luwte_ctl_wait (&result), &error);
  if (roster == NULL ||
      !g_file_set_contents_full (luwte_ctl_word (ctl, 0), luwte_roster_get_text (roster), -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    return luwte_ctl_fail (error);
  return print_roster (ctl, roster);
}

static LuwteCtlExit
run_roster_accept (LuwteCtl *ctl)
{
  LuwteTeam *team = luwte_workspace_get_team (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (luwte_ctl_word (ctl, 0), &text, &length, &error))
    return luwte_ctl_fail (error);
  luwte_team_accept_async (team, text, length, luwte_ctl_option (ctl, "fingerprint"), NULL,
                           luwte_ctl_answer_cb, &result);
  roster = luwte_team_roster_finish (team, luwte_ctl_wait (&result), &error);
  if (roster == NULL)
    return luwte_ctl_fail (error);
  return print_roster (ctl, roster);
}

/* clang-format off */
const LuwteCtlCommand luwte_ctl_team_commands[] = {
  { "identity", "show", "[--name NAME]",
    N_ ("the card of this vault, for your team lead, and its words"), "name", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_identity_show },
  { "roster", "add", "CARD|ID --role counsellor|lead|meeting…",
    N_ ("prepare somebody for the next roster, after comparing the words"), "role*", 1, 1,
    LUWTE_CTL_NEEDS_VAULT, run_roster_add },
  { "roster", "remove", "ID",
    N_ ("prepare to take somebody out of the next roster"), "", 1, 1,
    LUWTE_CTL_NEEDS_VAULT, run_roster_remove },
  { "roster", "list", "",
    N_ ("who is in the roster in use, and what is prepared"), "", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_roster_list },
  { "roster", "sign", "FILE [--name TEAM]",
    N_ ("sign the next roster and write it to a file, for the team to accept"), "name", 1, 1,
    LUWTE_CTL_NEEDS_VAULT, run_roster_sign },
  { "roster", "accept", "FILE [--fingerprint WORDS]",
    N_ ("believe a roster; the first one by the words of your team lead"), "fingerprint", 1, 1,
    LUWTE_CTL_NEEDS_VAULT, run_roster_accept },
  { NULL },
};
/* clang-format on */
