/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-code.h"
#include "luwte-ctl.h"
#include "luwte-secret.h"

/* --choice KEY=VALUE … as a table; NULL with the reason told when one has no "=". */
GHashTable *
luwte_ctl_choices (LuwteCtl *ctl)
{
  const char *const *given = luwte_ctl_option_all (ctl, "choice");
  g_autoptr (GHashTable) choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; given != NULL && given[i] != NULL; i++)
    {
      const char *equals = strchr (given[i], '=');

      if (equals == NULL || equals == given[i])
        {
          luwte_ctl_usage (_ ("--choice takes KEY=VALUE"));
          return NULL;
        }
      g_hash_table_insert (choices, g_strndup (given[i], equals - given[i]), g_strdup (equals + 1));
    }
  return g_steal_pointer (&choices);
}

/* What the statement leaves open is said aloud, with what was taken for it. */
static gboolean
tell_choices (const char *policy, GHashTable *choices, GError **error)
{
  g_autoptr (GPtrArray) questions =
      luwte_workspace_profile_questions (policy, luwte_ctl_language (), error);

  if (questions == NULL)
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    {
      LuwteCode *question = g_ptr_array_index (questions, i);
      const char *chosen = g_hash_table_lookup (choices, luwte_code_get_code (question));

      g_printerr (_ ("luwtectl: the statement leaves open: %s Our choice: %s=%s\n"),
                    luwte_code_get_label (question), luwte_code_get_code (question),
                    chosen != NULL ? chosen : luwte_code_get_text (question));
    }
  return TRUE;
}

static LuwteCtlExit
run_create (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const char *policy = luwte_ctl_option (ctl, "policy");
  const char *role = luwte_ctl_option (ctl, "role");
  g_autoptr (GHashTable) choices = luwte_ctl_choices (ctl);
  g_autoptr (LuwteSecret) passphrase = NULL;
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  if (choices == NULL)
    return LUWTE_CTL_USAGE;
  if (policy == NULL)
    return luwte_ctl_usage (
        _ ("--policy NAME or --policy FILE is needed; `luwtectl policy list` names them"));
  if (role != NULL && strcmp (role, "counsellor") != 0 && strcmp (role, "lead") != 0)
    return luwte_ctl_usage (_ ("--role is counsellor or lead"));
  passphrase = luwte_ctl_secret (ctl, "passphrase");
  if (passphrase == NULL)
    return LUWTE_CTL_USAGE;
  if (luwte_secret_length (passphrase) == 0)
    return luwte_ctl_usage (_ ("the passphrase is empty"));
  if (!tell_choices (policy, choices, &error))
    return luwte_ctl_fail (error);
  luwte_workspace_create_async (workspace, policy, choices, role != NULL ? role : "counsellor",
                                passphrase, NULL, luwte_ctl_answer_cb, &result);
  code = luwte_workspace_create_finish (workspace, luwte_ctl_wait (&result), &error);
  if (code == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "recovery_code", luwte_secret_peek (code));
  luwte_ctl_row_end (row);
  g_printerr ("luwtectl: %s\n",
              _ ("this recovery code is shown once; keep it on paper, not beside the laptop"));
  return LUWTE_CTL_DONE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static LuwteCtlExit
run_info (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const LuwteServiceSetup *service = luwte_workspace_get_service (workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = NULL;
  g_autoptr (GPtrArray) names = NULL;
  LuwteCtlRow *row;

  luwte_workspace_info_async (workspace, NULL, luwte_ctl_answer_cb, &result);
  counts = luwte_workspace_info_finish (workspace, luwte_ctl_wait (&result), &error);
  if (counts == NULL)
    return luwte_ctl_fail (error);
  names = g_hash_table_get_keys_as_ptr_array (counts);
  g_ptr_array_sort (names, compare_names);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "policy",
                        luwte_workspace_profile_name (workspace, luwte_ctl_language ()));
  luwte_ctl_row_int (row, "policy_version", luwte_workspace_profile_version (workspace));
  luwte_ctl_row_string (row, "service", service != NULL ? service->kind : NULL);
  luwte_ctl_row_bool (row, "practice", luwte_workspace_is_practice (workspace));
  luwte_ctl_row_bool (row, "read_only", luwte_workspace_is_read_only (workspace));
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      luwte_ctl_row_int (row, name, GPOINTER_TO_SIZE (g_hash_table_lookup (counts, name)));
    }
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

/* What is wrong, and what to do. */
static const char *
finding_in_words (LuwteFinding finding)
{
  switch (finding)
    {
    case LUWTE_FINDING_HEADER:
      return _ ("one of the two copies of vault.hdr is damaged; opening the vault once more, with"
                " room on the disk, writes it anew");
    case LUWTE_FINDING_FIRST_BYTES:
      return _ ("the first bytes of vault.db were changed; it opens all the same, since the header"
                " keeps a copy of them; make a backup and restore it");
    case LUWTE_FINDING_PAGES:
      return _ ("pages of vault.db were changed from outside, or the disk is failing; copy the whole"
                " folder to another disk before anything else, then restore the newest backup");
    case LUWTE_FINDING_STRUCTURE:
      return _ ("the structure of vault.db is damaged; copy the whole folder to another disk before"
                " anything else, then restore the newest backup");
    case LUWTE_FINDING_ROWS:
      return _ ("rows of vault.db hang on nothing: something else than Luwte has written in it; ask"
                " whoever looks after this computer, and restore the newest backup");
    case LUWTE_FINDING_SEARCH:
      return _ ("the search index does not fit the texts: a search may miss notes; make a backup and"
                " restore it, or restore an older one");
    case LUWTE_FINDING_AUDIT:
      return _ ("the audit was changed by something else than Luwte: it proves nothing any more from"
                " there on; tell whoever answers for it, before anything else is done");
    case LUWTE_FINDING_LEDGER:
      return _ ("vault.ledger is missing or damaged, or an older copy of a file was put back; if you"
                " know why, `luwtectl vault rebuild-ledger` makes it writable again");
    case LUWTE_FINDING_UNFINISHED:
      return _ ("an erasure has not reached its last step; make room on the disk, then"
                " `luwtectl retention run`");
    case LUWTE_N_FINDINGS:
      break;
    }
  return "";
}

static LuwteCtlExit
run_check (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  luwte_workspace_examine_vault_async (workspace, NULL, luwte_ctl_answer_cb, &result);
  findings = luwte_workspace_examine_vault_finish (workspace, luwte_ctl_wait (&result), &error);
  if (findings == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < findings->len; i++)
    g_printerr ("luwtectl: %s\n", finding_in_words (g_array_index (findings, LuwteFinding, i)));
  if (findings->len > 0)
    return LUWTE_CTL_DAMAGED;
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_bool (row, "sound", TRUE);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_passphrase (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (LuwteSecret) old_passphrase = luwte_ctl_secret (ctl, "passphrase");
  g_autoptr (LuwteSecret) new_passphrase = luwte_ctl_secret (ctl, "new-passphrase");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (old_passphrase == NULL || new_passphrase == NULL)
    return LUWTE_CTL_USAGE;
  if (luwte_secret_length (new_passphrase) == 0)
    return luwte_ctl_usage (_ ("the new passphrase is empty"));
  luwte_workspace_change_passphrase_async (workspace, old_passphrase, new_passphrase, NULL,
                                           luwte_ctl_answer_cb, &result);
  luwte_workspace_secret_finish (workspace, luwte_ctl_wait (&result), &error);
  return error != NULL ? luwte_ctl_fail (error) : LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_recover (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  g_autoptr (LuwteSecret) recovery = luwte_ctl_secret (ctl, "recovery");
  g_autoptr (LuwteSecret) new_passphrase = luwte_ctl_secret (ctl, "new-passphrase");
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  if (recovery == NULL || new_passphrase == NULL)
    return LUWTE_CTL_USAGE;
  if (luwte_secret_length (new_passphrase) == 0)
    return luwte_ctl_usage (_ ("the new passphrase is empty"));
  luwte_workspace_recover_async (workspace, recovery, new_passphrase, NULL, luwte_ctl_answer_cb,
                                 &result);
  code = luwte_workspace_secret_finish (workspace, luwte_ctl_wait (&result), &error);
  if (code == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "recovery_code", luwte_secret_peek (code));
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_vault_commands[] = {
  { "vault", "create", "--policy NAME|FILE [--role counsellor|lead] [--choice KEY=VALUE]…",
    N_ ("make a vault and print its recovery code, once"), "policy role choice*", 0, 0,
       LUWTE_CTL_NEEDS_FOLDER, run_create },
    { "vault", "info", "",
      N_ ("profile, chat service and counts"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_info },
      { "vault", "check", "",
        N_ ("check every page, the search index, the audit and the ledger"), "", 0, 0,
           LUWTE_CTL_NEEDS_VAULT, run_check },
        { "vault", "passphrase", "--new-passphrase-file FILE",
          N_ ("change the passphrase"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_passphrase },
          { "vault", "recover", "--recovery-file FILE --new-passphrase-file FILE",
            N_ ("open with the recovery code; sets a passphrase and prints a new code"), "", 0, 0,
               LUWTE_CTL_NEEDS_FOLDER, run_recover },
            { NULL },
        };
