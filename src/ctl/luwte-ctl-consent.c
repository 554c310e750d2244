/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-ctl.h"
#include "luwte-notes-standing.h"

static LuwteNotes *
notes_of (LuwteCtl *ctl)
{
  return luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
}

static LuwteStanding *
standing_of (LuwteCtl *ctl, const char *dossier, LuwteCtlExit *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteStanding *standing;

  luwte_notes_standing_async (notes_of (ctl), dossier, NULL, NULL, luwte_ctl_answer_cb, &result);
  standing = luwte_notes_standing_finish (notes_of (ctl), luwte_ctl_wait (&result), &error);
  if (standing == NULL)
    *status = luwte_ctl_fail (error);
  return standing;
}

static LuwteCtlExit
done (LuwteCtl *ctl, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_notes_standing_done_finish (notes_of (ctl), luwte_ctl_wait (result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

/* Every consent of that scope that holds, with whomever: whoever takes it back takes back all of it. */
static LuwteCtlExit
withdraw (LuwteCtl *ctl, const char *dossier, const char *scope)
{
  LuwteCtlExit status = LUWTE_CTL_DONE;
  g_autoptr (LuwteStanding) standing = standing_of (ctl, dossier, &status);
  guint n = 0;

  if (standing == NULL)
    return status;
  for (guint i = 0; i < standing->consents->len && status == LUWTE_CTL_DONE; i++)
    {
      const LuwteConsent *consent = g_ptr_array_index (standing->consents, i);
      g_autoptr (GAsyncResult) result = NULL;

      if (consent->withdrawn != LUWTE_DAY_NONE || !g_str_equal (consent->scope, scope))
        continue;
      luwte_notes_withdraw_async (notes_of (ctl), consent->id, NULL, luwte_ctl_answer_cb, &result);
      status = done (ctl, &result);
      n++;
    }
  if (status == LUWTE_CTL_DONE && n == 0)
    {
      g_printerr ("luwtectl: %s\n", _ ("no such consent holds"));
      status = LUWTE_CTL_REFUSED;
    }
  return status;
}

/* With whom is said in the window alone: an argument can be read by every program of the machine. */
static LuwteCtlExit
run_consent (LuwteCtl *ctl)
{
  const char *scope = luwte_ctl_word (ctl, 0);
  g_autofree char *dossier = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  LuwteCtlExit status;

  dossier = luwte_ctl_dossier_asked (ctl, &status);
  if (dossier == NULL)
    return status;
  if (luwte_ctl_flag (ctl, "withdraw"))
    return withdraw (ctl, dossier, scope);
  luwte_notes_consent_async (notes_of (ctl), dossier, NULL, scope, NULL, NULL, NULL,
                             luwte_ctl_answer_cb, &result);
  return done (ctl, &result);
}

static LuwteCtlExit
run_consents (LuwteCtl *ctl)
{
  g_autofree char *dossier = NULL;
  g_autoptr (LuwteStanding) standing = NULL;
  LuwteCtlExit status;

  dossier = luwte_ctl_dossier_asked (ctl, &status);
  if (dossier == NULL)
    return status;
  standing = standing_of (ctl, dossier, &status);
  if (standing == NULL)
    return status;
  for (guint i = 0; i < standing->consents->len; i++)
    {
      const LuwteConsent *consent = g_ptr_array_index (standing->consents, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "scope", consent->scope);
      luwte_ctl_row_string (row, "words", consent->words);
      luwte_ctl_row_string (row, "party", consent->party);
      luwte_ctl_row_day (row, "given", consent->given);
      luwte_ctl_row_day (row, "withdrawn", consent->withdrawn);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_consent_commands[] = {
  { "right", "consent", "SCOPE --nickname N|--dossier ID [--withdraw]",
    N_ ("record a consent of the profile, or that it was withdrawn"), "nickname dossier withdraw!",
       1, 1, LUWTE_CTL_NEEDS_VAULT, run_consent },
    { "right", "consents", "--nickname N|--dossier ID",
      N_ ("what somebody agreed to, and since when not any more"), "nickname dossier", 0, 0,
         LUWTE_CTL_NEEDS_VAULT, run_consents },
      { NULL },
  };
