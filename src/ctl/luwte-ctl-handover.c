/* SPDX-License-Identifier: GPL-3.0-or-later */

/* handover: dossiers, not redacted, to a substitute or the team, as far as the profile lets them
 * read. What comes is taken in by `review inbox`, since it lies in the same folder. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-ctl.h"

/* FALSE when it stands there and is no day. */
static gboolean
read_day (LuwteCtl *ctl, const char *name, LuwteDay *day)
{
  const char *text = luwte_ctl_option (ctl, name);

  return text == NULL || luwte_day_from_iso (text, day);
}

/* Exactly one of three says which dossiers; people or the team, which of both says for whom. */
static gboolean
read_request (LuwteCtl *ctl, LuwteHandoverRequest *request)
{
  LuwteRetention *retention = luwte_workspace_get_retention (luwte_ctl_workspace (ctl));
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  const gboolean all = luwte_ctl_flag (ctl, "all");

  *request = (LuwteHandoverRequest) {
    .dossier_id = luwte_ctl_option (ctl, "dossier"),
    .summary = luwte_ctl_flag (ctl, "summary"),
    .team = luwte_ctl_flag (ctl, "team"),
    .leaving = luwte_ctl_flag (ctl, "leaving"),
    .recipients = luwte_ctl_option_all (ctl, "to"),
    .from = luwte_retention_get_today (retention),
    .until = LUWTE_DAY_NONE,
  };
  return (request->dossier_id != NULL) + (nickname != NULL) + all == 1 &&
         request->team == (request->recipients == NULL) && read_day (ctl, "from", &request->from) &&
         read_day (ctl, "until", &request->until) &&
         (request->until == LUWTE_DAY_NONE || request->until >= request->from);
}

static LuwteCtlExit
run_send (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *dossier = NULL;
  LuwteHandoverRequest request;
  LuwteCtlRow *row;
  int n;

  if (!read_request (ctl, &request))
    return luwte_ctl_usage (_ ("say which: --nickname, --dossier or --all; for whom: --to ID or "
                               "--team; and days as 2026-11-25"));
  folder = luwte_ctl_review_folder (ctl);
  if (folder == NULL)
    return LUWTE_CTL_USAGE;
  if (nickname != NULL)
    {
      request.dossier_id = dossier = luwte_ctl_dossier_of (ctl, nickname);
      if (dossier == NULL)
        return LUWTE_CTL_BUSY;
    }
  luwte_board_hand_over_async (board, &request, NULL, luwte_ctl_answer_cb, &result);
  n = luwte_board_hand_over_finish (board, luwte_ctl_wait (&result), &error);
  if (n < 0)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_int (row, "dossiers", n);
  luwte_ctl_row_end (row);
  return luwte_ctl_review_bring (ctl, folder);
}

static LuwteCtlExit
run_list (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;

  luwte_board_handovers_async (board, NULL, luwte_ctl_answer_cb, &result);
  all = luwte_board_handovers_finish (board, luwte_ctl_wait (&result), &error);
  if (all == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < all->len; i++)
    {
      const LuwteHandover *one = all->pdata[i];
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", one->id);
      luwte_ctl_row_string (row, "direction", one->outgoing ? "to" : "from");
      luwte_ctl_row_string (row, "peers", one->peers);
      luwte_ctl_row_string (row, "nickname", one->nickname);
      luwte_ctl_row_string (row, "dossier", one->dossier_id);
      luwte_ctl_row_day (row, "made", one->made);
      luwte_ctl_row_day (row, "until", one->until);
      luwte_ctl_row_int (row, "records", one->n_records);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

/* clang-format off */
const LuwteCtlCommand luwte_ctl_handover_commands[] = {
  { "handover", "send",
    "--nickname N|--dossier ID|--all --to ID…|--team [--from DAY] [--until DAY] [--summary] "
    "[--leaving] [--folder DIR]",
    N_ ("hand dossiers over to a substitute or the team, as far as the profile lets them read"),
    "nickname dossier all! to* team! from until summary! leaving! folder", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_send },
  { "handover", "list", "", N_ ("what was handed over, and what came from colleagues"), "", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_list },
  { NULL },
};
/* clang-format on */
