/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-bridge-conform.h"
#include "luwte-ctl.h"
#include "luwte-secret.h"

#define MAX_AUTHORITY (256 * 1024)

/* FALSE when there is a file and it cannot be read. authority: (out) (nullable) */
static gboolean
read_authority (LuwteCtl *ctl, char **authority)
{
  const char *path = luwte_ctl_option (ctl, "authority");
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (path == NULL)
    return TRUE;
  if (g_file_get_contents (path, authority, &length, &error) && length <= MAX_AUTHORITY &&
      strlen (*authority) == length)
    return TRUE;
  g_printerr ("luwtectl: %s: %s\n", path,
              error != NULL ? error->message : _ ("not the certificate of an authority"));
  return FALSE;
}

static LuwteCtlExit
run_set (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  LuwteServiceSetup setup = {
    .kind = luwte_ctl_option (ctl, "kind"),
    .url = luwte_ctl_option (ctl, "url"),
    .user = luwte_ctl_option (ctl, "user"),
  };
  g_autoptr (LuwteSecret) secret = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *authority = NULL;

  if (setup.kind == NULL || setup.url == NULL || setup.user == NULL)
    return luwte_ctl_usage (_ ("--kind, --url, --user and --secret-file are needed"));
  if (strcmp (setup.kind, "bridge") != 0 && strcmp (setup.kind, "lhc") != 0)
    return luwte_ctl_usage (_ ("--kind is bridge or lhc"));
  secret = luwte_ctl_secret (ctl, "secret");
  if (secret == NULL)
    return LUWTE_CTL_USAGE;
  if (!read_authority (ctl, &authority))
    return LUWTE_CTL_USAGE;
  setup.authority = authority;
  luwte_workspace_set_service_async (workspace, &setup, secret, luwte_ctl_flag (ctl, "force"), NULL,
                                     luwte_ctl_answer_cb, &result);
  if (!luwte_workspace_set_service_finish (workspace, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_check (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const LuwteServiceSetup *setup = luwte_workspace_get_service (workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  LuwteCtlRow *row;

  luwte_workspace_check_service_async (workspace, NULL, luwte_ctl_answer_cb, &result);
  sentence = luwte_workspace_check_service_finish (workspace, luwte_ctl_wait (&result), &error);
  if (sentence == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "kind", setup->kind);
  luwte_ctl_row_string (row, "url", setup->url);
  luwte_ctl_row_string (row, "user", setup->user);
  luwte_ctl_row_bool (row, "pinned", setup->authority != NULL);
  luwte_ctl_row_string (row, "answer", sentence);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

/* In English, as the protocol is: it is for who builds a server. */
static void
conform_cb (int outcome, const char *check, const char *section, const char *expected,
            gpointer user_data)
{
  LuwteCtlRow *row = luwte_ctl_row (user_data);

  luwte_ctl_row_string (row, "outcome", outcome > 0 ? "ok" : outcome == 0 ? "not ok" : "not tried");
  luwte_ctl_row_string (row, "check", check);
  luwte_ctl_row_string (row, "section", section);
  luwte_ctl_row_string (row, "expected", expected != NULL ? expected : "");
  luwte_ctl_row_end (row);
}

static LuwteCtlExit
run_conform (LuwteCtl *ctl)
{
  const char *user = luwte_ctl_option (ctl, "user");
  g_autoptr (LuwteSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  int n_failed;

  if (user == NULL)
    return luwte_ctl_usage (_ ("--user and --secret-file are needed"));
  secret = luwte_ctl_secret (ctl, "secret");
  if (secret == NULL)
    return LUWTE_CTL_USAGE;
  n_failed = luwte_bridge_conform (luwte_ctl_word (ctl, 0), user, secret,
                                   luwte_ctl_option (ctl, "nickname"), conform_cb, ctl, &error);
  if (n_failed < 0)
    return luwte_ctl_fail (error);
  return n_failed == 0 ? LUWTE_CTL_DONE : LUWTE_CTL_FAILED;
}

const LuwteCtlCommand luwte_ctl_service_commands[] = {
  { "service", "set",
    "--kind bridge|lhc --url U --user N --secret-file F [--authority F] [--force]",
    N_ ("keep a chat service in the vault, after trying it; --force keeps it untried"),
       "kind url user secret-file secret-fd authority force!", 0, 0, LUWTE_CTL_NEEDS_VAULT,
       run_set },
    { "service", "check", "",
      N_ ("log in once and say what the service can do"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT,
         run_check },
      { "service", "conform", "URL --user N --secret-file F [--nickname N]",
        N_ ("try whether a server keeps the bridge protocol; --nickname names a session to try it on"),
           "user secret-file secret-fd nickname", 1, 1, LUWTE_CTL_NEEDS_NOTHING, run_conform },
        { NULL },
    };
