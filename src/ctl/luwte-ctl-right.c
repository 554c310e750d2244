/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-code.h"
#include "luwte-ctl.h"
#include "luwte-rights.h"

static LuwteRights *
rights_of (LuwteCtl *ctl)
{
  return luwte_workspace_get_rights (luwte_ctl_workspace (ctl));
}

char *
luwte_ctl_dossier_asked (LuwteCtl *ctl, LuwteCtlExit *status)
{
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  const char *dossier = luwte_ctl_option (ctl, "dossier");
  char *found;

  if ((nickname == NULL) == (dossier == NULL))
    {
      *status = luwte_ctl_usage (_ ("--nickname or --dossier is needed"));
      return NULL;
    }
  *status = LUWTE_CTL_BUSY;
  found = dossier != NULL ? g_strdup (dossier) : luwte_ctl_dossier_of (ctl, nickname);
  return found;
}

/* Requests of somebody unknown are refused, whatever the kind (R85). */
static LuwteCtlExit
refuse_anonymous (LuwteCtl *ctl)
{
  g_autofree char *words = luwte_rights_anonymous_words (rights_of (ctl), luwte_ctl_language ());

  g_printerr ("luwtectl: %s\n",
              *words != '\0' ? words : _ ("requests of somebody unknown are refused"));
  return LUWTE_CTL_REFUSED;
}

static LuwteCtlExit
run_receive (LuwteCtl *ctl)
{
  LuwteRights *rights = rights_of (ctl);
  const char *received = luwte_ctl_option (ctl, "received");
  g_autofree char *dossier = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteDay day = LUWTE_DAY_NONE;
  LuwteCtlExit status;
  LuwteCtlRow *row;

  if (received != NULL && !luwte_day_from_iso (received, &day))
    return luwte_ctl_usage (_ ("--received is a day, such as 2026-11-19"));
  if (luwte_ctl_flag (ctl, "anonymous"))
    return refuse_anonymous (ctl);
  dossier = luwte_ctl_dossier_asked (ctl, &status);
  if (dossier == NULL)
    return status;
  luwte_rights_receive_async (rights, dossier, luwte_ctl_word (ctl, 0), day, NULL,
                              luwte_ctl_answer_cb, &result);
  id = luwte_rights_receive_finish (rights, luwte_ctl_wait (&result), &error);
  if (id == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", id);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
done (LuwteCtl *ctl, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_rights_done_finish (rights_of (ctl), luwte_ctl_wait (result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_check (LuwteCtl *ctl)
{
  const gboolean identity = luwte_ctl_flag (ctl, "identity");
  const gboolean ownership = luwte_ctl_flag (ctl, "ownership");
  g_autoptr (GAsyncResult) result = NULL;

  if (!identity && !ownership)
    return luwte_ctl_usage (_ ("--identity or --ownership is needed"));
  luwte_rights_check_async (rights_of (ctl), luwte_ctl_word (ctl, 0), identity, ownership, NULL,
                            luwte_ctl_answer_cb, &result);
  return done (ctl, &result);
}

static LuwteCtlExit
run_grant (LuwteCtl *ctl)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_rights_grant_async (rights_of (ctl), luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb,
                            &result);
  return done (ctl, &result);
}

static LuwteCtlExit
change_note (LuwteCtl *ctl, gboolean correct)
{
  const char *note = luwte_ctl_option (ctl, "note");
  g_autoptr (LuwteNoteText) text = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (note == NULL)
    return luwte_ctl_usage (_ ("--note is needed"));
  text = luwte_ctl_read_note ();
  if (text == NULL)
    return LUWTE_CTL_USAGE;
  if (correct)
    luwte_rights_correct_async (rights_of (ctl), luwte_ctl_word (ctl, 0), note, text, NULL,
                                luwte_ctl_answer_cb, &result);
  else
    luwte_rights_add_async (rights_of (ctl), luwte_ctl_word (ctl, 0), note, text, NULL,
                            luwte_ctl_answer_cb, &result);
  return done (ctl, &result);
}

static LuwteCtlExit
run_correct (LuwteCtl *ctl)
{
  return change_note (ctl, TRUE);
}

static LuwteCtlExit
run_add (LuwteCtl *ctl)
{
  return change_note (ctl, FALSE);
}

static LuwteCtlExit
run_refuse (LuwteCtl *ctl)
{
  const char *ground = luwte_ctl_option (ctl, "ground");
  g_autoptr (GAsyncResult) result = NULL;

  if (ground == NULL || *ground == '\0')
    return luwte_ctl_usage (_ ("--ground is needed"));
  luwte_rights_refuse_async (rights_of (ctl), luwte_ctl_word (ctl, 0), ground, NULL,
                             luwte_ctl_answer_cb, &result);
  return done (ctl, &result);
}

static LuwteCtlExit
run_erase (LuwteCtl *ctl)
{
  LuwteRights *rights = rights_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  LuwteCtlRow *row;

  luwte_rights_erase_on_ground_async (rights, luwte_ctl_word (ctl, 0),
                                      luwte_ctl_option (ctl, "ground"),
                                      luwte_ctl_flag (ctl, "before-legal-term"), NULL,
                                      luwte_ctl_answer_cb, &result);
  receipt = luwte_rights_erase_finish (rights, luwte_ctl_wait (&result), &error);
  if (receipt == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_time (row, "at", luwte_receipt_get_at (receipt));
  luwte_ctl_row_int (row, "records", luwte_receipt_get_n_records (receipt));
  luwte_ctl_row_int (row, "sessions", luwte_receipt_get_n_sessions (receipt));
  luwte_ctl_row_int (row, "tombstones", luwte_receipt_get_n_tombstones (receipt));
  luwte_ctl_row_bool (row, "erased", luwte_receipt_get_finished (receipt));
  luwte_ctl_row_int (row, "backups_left", luwte_ctl_tell_backups (ctl));
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_list (LuwteCtl *ctl)
{
  LuwteRights *rights = rights_of (ctl);
  const LuwteDay today = luwte_retention_get_today (
      luwte_workspace_get_retention (luwte_ctl_workspace (ctl)));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = NULL;

  luwte_rights_list_async (rights, NULL, luwte_ctl_answer_cb, &result);
  requests = luwte_rights_list_finish (rights, luwte_ctl_wait (&result), &error);
  if (requests == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < requests->len; i++)
    {
      const LuwteRequest *request = g_ptr_array_index (requests, i);
      const gboolean open = g_str_equal (request->state, "received");
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", request->id);
      luwte_ctl_row_string (row, "dossier", request->dossier);
      luwte_ctl_row_string (row, "kind", request->kind);
      luwte_ctl_row_string (row, "state", request->state);
      luwte_ctl_row_day (row, "received", request->received);
      luwte_ctl_row_day (row, "answer_by", request->answer_by);
      luwte_ctl_row_bool (row, "overdue", open && today > request->answer_by);
      luwte_ctl_row_day (row, "identity", request->identity);
      luwte_ctl_row_day (row, "ownership", request->ownership);
      luwte_ctl_row_day (row, "decided", request->decided);
      luwte_ctl_row_string (row, "ground", request->ground);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

/* The text goes into a file that nobody else may read, and never to standard output. */
static LuwteCtlExit
run_access (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const char *to = luwte_ctl_option (ctl, "to");
  const char *language = luwte_ctl_option (ctl, "language");
  LuwteAccessFlags flags = LUWTE_ACCESS_DEFAULT;
  g_autoptr (LuwteAccessResult) access = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  if (to == NULL || (!g_str_has_suffix (to, ".pdf") && !g_str_has_suffix (to, ".json")))
    return luwte_ctl_usage (_ ("--to is a file that ends in .pdf or .json"));
  if (luwte_ctl_flag (ctl, "replace"))
    flags |= LUWTE_ACCESS_REPLACE;
  if (luwte_ctl_flag (ctl, "personal-notes"))
    flags |= LUWTE_ACCESS_PERSONAL_NOTES;
  luwte_workspace_write_access_async (workspace, luwte_ctl_word (ctl, 0), to, flags,
                                      language != NULL ? language : luwte_ctl_language (), NULL,
                                      luwte_ctl_answer_cb, &result);
  access = luwte_workspace_write_access_finish (workspace, luwte_ctl_wait (&result), &error);
  if (access == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "file", access->path);
  luwte_ctl_row_int (row, "contacts", access->n_contacts);
  luwte_ctl_row_int (row, "records", access->n_records);
  luwte_ctl_row_int (row, "masked", access->n_masked);
  luwte_ctl_row_int (row, "left_out", access->n_left_out);
  luwte_ctl_row_bool (row, "anonymised", access->anonymised);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

/* The codes that decisions about an erasure are kept by. */
static LuwteCtlExit
run_grounds (LuwteCtl *ctl)
{
  for (int granted = TRUE; granted >= FALSE; granted--)
    {
      g_autoptr (GPtrArray) codes = luwte_rights_grounds (rights_of (ctl), granted,
                                                          luwte_ctl_language ());

      for (guint i = 0; i < codes->len; i++)
        {
          LuwteCtlRow *row = luwte_ctl_row (ctl);

          luwte_ctl_row_string (row, "outcome", granted ? "granted" : "refused");
          luwte_ctl_row_string (row, "ground", luwte_code_get_code (g_ptr_array_index (codes, i)));
          luwte_ctl_row_string (row, "label", luwte_code_get_label (g_ptr_array_index (codes, i)));
          luwte_ctl_row_end (row);
        }
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_decisions (LuwteCtl *ctl)
{
  LuwteRights *rights = rights_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) decisions = NULL;

  luwte_rights_decisions_async (rights, NULL, luwte_ctl_answer_cb, &result);
  decisions = luwte_rights_list_finish (rights, luwte_ctl_wait (&result), &error);
  if (decisions == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < decisions->len; i++)
    {
      const LuwteDecision *decision = g_ptr_array_index (decisions, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "month", decision->month);
      luwte_ctl_row_string (row, "outcome", decision->outcome);
      luwte_ctl_row_string (row, "ground", decision->ground);
      luwte_ctl_row_bool (row, "before_legal_term", decision->early);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_object (LuwteCtl *ctl)
{
  const char *to = luwte_ctl_word (ctl, 0);
  g_autofree char *dossier = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  LuwteCtlExit status;

  if (!g_str_equal (to, "research") && !g_str_equal (to, "registration"))
    return luwte_ctl_usage (_ ("an objection is to research or to registration"));
  dossier = luwte_ctl_dossier_asked (ctl, &status);
  if (dossier == NULL)
    return status;
  if (luwte_ctl_flag (ctl, "withdraw"))
    luwte_rights_unobject_async (rights_of (ctl), dossier, to, NULL, luwte_ctl_answer_cb, &result);
  else
    luwte_rights_object_async (rights_of (ctl), dossier, to, NULL, luwte_ctl_answer_cb, &result);
  return done (ctl, &result);
}

static LuwteCtlExit
run_objections (LuwteCtl *ctl)
{
  LuwteRights *rights = rights_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objections = NULL;

  luwte_rights_objections_async (rights, NULL, luwte_ctl_answer_cb, &result);
  objections = luwte_rights_list_finish (rights, luwte_ctl_wait (&result), &error);
  if (objections == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < objections->len; i++)
    {
      const LuwteObjection *objection = g_ptr_array_index (objections, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "dossier", objection->dossier);
      luwte_ctl_row_string (row, "to", objection->kind);
      luwte_ctl_row_day (row, "day", objection->day);
      luwte_ctl_row_string (row, "role", objection->role);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_right_commands[] = {
  { "right", "receive", "KIND --nickname N|--dossier ID|--anonymous [--received DATE]",
    N_ ("a request came in: access, addition, correction, erasure or complaint"),
       "nickname dossier anonymous! received", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_receive },
    { "right", "list", "",
      N_ ("the requests, the most urgent first"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_list },
      { "right", "check", "ID [--identity] [--ownership]",
        N_ ("who asks, or whose dossier it is, was checked; nothing of what was shown is kept"),
           "identity! ownership!", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_check },
        { "right", "grant", "ID",
          N_ ("a request was done as asked"), "", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_grant },
          { "right", "refuse", "ID --ground TEXT",
            N_ ("a request was refused, and why"), "ground", 1, 1, LUWTE_CTL_NEEDS_VAULT,
               run_refuse },
            { "right", "correct", "ID --note ID",
              N_ ("correct a note; what stood there before stays beside it; the text is standard input"),
                 "note", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_correct },
              { "right", "add", "ID --note ID",
                N_ ("add what somebody wants to stand beside a note; the text is standard input"),
                   "note", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_add },
                { "right", "access",
                  "ID --to FILE.pdf|FILE.json [--replace] [--personal-notes] [--language L]",
                  N_ ("write the file that answers a granted request for access"),
                     "to replace! personal-notes! language", 1, 1, LUWTE_CTL_NEEDS_VAULT,
                     run_access },
                  { "right", "erase", "ID [--ground CODE] [--before-legal-term]",
                    N_ ("erase the dossier that a request asks to erase; answers when it is erased"),
                       "before-legal-term! ground", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_erase },
                    { "right", "grounds", "",
                      N_ ("the codes of grounds on which an erasure is granted or refused"), "", 0,
                         0, LUWTE_CTL_NEEDS_VAULT, run_grounds },
                      { "right", "decisions", "",
                        N_ ("what was decided about erasures, without about whom"), "", 0, 0,
                           LUWTE_CTL_NEEDS_VAULT, run_decisions },
                        { "right", "object",
                          "research|registration --nickname N|--dossier ID [--withdraw]",
                          N_ ("register an objection, or that it was taken back"),
                             "nickname dossier withdraw!", 1, 1, LUWTE_CTL_NEEDS_VAULT,
                             run_object },
                          { "right", "objections", "",
                            N_ ("the objections that were registered"), "", 0, 0,
                               LUWTE_CTL_NEEDS_VAULT, run_objections },
                            { NULL },
                        };
