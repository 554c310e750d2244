/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "luwte-ctl.h"

static LuwteRetention *
retention_of (LuwteCtl *ctl)
{
  return luwte_workspace_get_retention (luwte_ctl_workspace (ctl));
}

static LuwteCtlExit
run_plan (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  const char *until = luwte_ctl_option (ctl, "until");
  LuwteDay day = luwte_retention_get_today (retention);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = NULL;

  if (until != NULL && !luwte_day_from_iso (until, &day))
    return luwte_ctl_usage (_ ("--until is a day, such as 2028-11-19"));
  luwte_retention_plan_async (retention, day, NULL, luwte_ctl_answer_cb, &result);
  plan = luwte_retention_plan_finish (retention, luwte_ctl_wait (&result), &error);
  if (plan == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < plan->len; i++)
    {
      const LuwteDueRecordFields *record = luwte_due_record_get_fields (
          g_ptr_array_index (plan, i));
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "object", record->object);
      luwte_ctl_row_string (row, "kind", record->kind);
      luwte_ctl_row_string (row, "line", record->line);
      luwte_ctl_row_string (row, "from", record->from);
      luwte_ctl_row_day (row, "starts_on", record->starts_on);
      luwte_ctl_row_day (row, "due_on", record->due_on);
      luwte_ctl_row_bool (row, "hold", record->hold);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_run (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  LuwteCtlRow *row;

  luwte_retention_run_async (retention, TRUE, NULL, luwte_ctl_answer_cb, &result);
  receipt = luwte_retention_run_finish (retention, luwte_ctl_wait (&result), &error);
  if (receipt == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_time (row, "at", luwte_receipt_get_at (receipt));
  luwte_ctl_row_int (row, "records", luwte_receipt_get_n_records (receipt));
  luwte_ctl_row_int (row, "sessions", luwte_receipt_get_n_sessions (receipt));
  luwte_ctl_row_int (row, "tombstones", luwte_receipt_get_n_tombstones (receipt));
  luwte_ctl_row_int (row, "held", luwte_receipt_get_n_held (receipt));
  luwte_ctl_row_bool (row, "erased", luwte_receipt_get_finished (receipt));
  luwte_ctl_row_int (row, "backups_left", luwte_ctl_tell_backups (ctl));
  luwte_ctl_row_end (row);
  return luwte_receipt_get_finished (receipt) ? LUWTE_CTL_DONE : LUWTE_CTL_FAILED;
}

static LuwteCtlExit
run_tombstones (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tombstones = NULL;

  luwte_retention_tombstones_async (retention, NULL, luwte_ctl_answer_cb, &result);
  tombstones = luwte_retention_tombstones_finish (retention, luwte_ctl_wait (&result), &error);
  if (tombstones == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < tombstones->len; i++)
    {
      LuwteTombstone *tombstone = g_ptr_array_index (tombstones, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "line", luwte_tombstone_get_line (tombstone));
      luwte_ctl_row_string (row, "topic", luwte_tombstone_get_topic (tombstone));
      luwte_ctl_row_string (row, "month", luwte_tombstone_get_month (tombstone));
      luwte_ctl_row_string (row, "channel", luwte_tombstone_get_channel (tombstone));
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

/* Without names: whose it is stands in the window alone. */
static LuwteCtlExit
run_warnings (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) warnings = NULL;

  luwte_retention_warnings_async (retention, NULL, luwte_ctl_answer_cb, &result);
  warnings = luwte_retention_warnings_finish (retention, luwte_ctl_wait (&result), &error);
  if (warnings == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < warnings->len; i++)
    {
      const LuwteWarningFields *warning = luwte_warning_get_fields (
          g_ptr_array_index (warnings, i));
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "dossier", warning->dossier_id);
      luwte_ctl_row_day (row, "day", warning->day);
      luwte_ctl_row_int (row, "records", warning->records->len);
      luwte_ctl_row_string (row, "hold", warning->hold_id);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

LuwteNote *
luwte_ctl_note_of (LuwteCtl *ctl, const char *nickname, const char *instead)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  luwte_notes_list_by_nickname_async (notes, nickname, NULL, luwte_ctl_answer_cb, &result);
  rows = luwte_notes_list_finish (notes, luwte_ctl_wait (&result), &error);
  if (rows == NULL)
    {
      luwte_ctl_fail (error);
      return NULL;
    }
  if (rows->len == 0)
    {
      g_printerr ("luwtectl: %s\n", _ ("there is no dossier with that nickname"));
      return NULL;
    }
  for (guint i = 1; i < rows->len; i++)
    if (g_strcmp0 (luwte_note_get_fields (g_ptr_array_index (rows, 0))->dossier_id,
                   luwte_note_get_fields (g_ptr_array_index (rows, i))->dossier_id) != 0)
      {
        g_printerr ("luwtectl: ");
        g_printerr (_ ("more than one dossier bears that nickname; use %s"), instead);
        g_printerr ("\n");
        return NULL;
      }
  return g_object_ref (g_ptr_array_index (rows, 0));
}

char *
luwte_ctl_dossier_of (LuwteCtl *ctl, const char *nickname)
{
  g_autoptr (LuwteNote) note = luwte_ctl_note_of (ctl, nickname, "--dossier ID");

  return note != NULL ? g_strdup (luwte_note_get_fields (note)->dossier_id) : NULL;
}

/* Its last day, which may be earlier than the one that was asked for. */
static LuwteDay
held_until (LuwteRetention *retention, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) holds = NULL;

  luwte_retention_holds_async (retention, NULL, luwte_ctl_answer_cb, &result);
  holds = luwte_retention_holds_finish (retention, luwte_ctl_wait (&result), NULL);
  for (guint i = 0; holds != NULL && i < holds->len; i++)
    if (g_str_equal (luwte_hold_get_id (g_ptr_array_index (holds, i)), id))
      return luwte_hold_get_until (g_ptr_array_index (holds, i));
  return LUWTE_DAY_NONE;
}

static LuwteCtlExit
run_hold_add (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  const char *reason = luwte_ctl_option (ctl, "reason");
  const char *until = luwte_ctl_option (ctl, "until");
  g_autofree char *dossier = g_strdup (luwte_ctl_option (ctl, "dossier"));
  g_autofree char *id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;
  LuwteDay day, last;

  if ((nickname == NULL) == (dossier == NULL) || reason == NULL || until == NULL)
    return luwte_ctl_usage (_ ("--nickname or --dossier, and --reason and --until are needed"));
  if (!luwte_day_from_iso (until, &day))
    return luwte_ctl_usage (_ ("--until is a day, such as 2028-11-19"));
  if (dossier == NULL)
    dossier = luwte_ctl_dossier_of (ctl, nickname);
  if (dossier == NULL)
    return LUWTE_CTL_BUSY;
  luwte_retention_hold_add_async (retention, dossier, reason, day, NULL, luwte_ctl_answer_cb,
                                  &result);
  id = luwte_retention_hold_add_finish (retention, luwte_ctl_wait (&result), &error);
  if (id == NULL)
    return luwte_ctl_fail (error);
  last = held_until (retention, id);
  if (last != LUWTE_DAY_NONE && last < day)
    {
      g_autofree char *iso = luwte_day_to_iso (last);

      g_printerr ("luwtectl: ");
      g_printerr (_ ("the profile lets it be held until %s and no longer"), iso);
      g_printerr ("\n");
    }
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", id);
  luwte_ctl_row_day (row, "until", last);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_extend (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  const char *reason = luwte_ctl_option (ctl, "reason");
  g_autofree char *dossier = g_strdup (luwte_ctl_option (ctl, "dossier"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) renewed = NULL;

  if ((nickname == NULL) == (dossier == NULL) || reason == NULL)
    return luwte_ctl_usage (_ ("--nickname or --dossier, and --reason are needed"));
  if (dossier == NULL)
    dossier = luwte_ctl_dossier_of (ctl, nickname);
  if (dossier == NULL)
    return LUWTE_CTL_BUSY;
  luwte_retention_extend_async (retention, dossier, reason, NULL, luwte_ctl_answer_cb, &result);
  renewed = luwte_retention_extend_finish (retention, luwte_ctl_wait (&result), &error);
  if (renewed == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < renewed->len; i++)
    {
      LuwteHold *hold = g_ptr_array_index (renewed, i);
      g_autofree char *kind = luwte_hold_dup_kind (hold);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", luwte_hold_get_id (hold));
      luwte_ctl_row_string (row, "kind", kind);
      luwte_ctl_row_day (row, "until", luwte_hold_get_until (hold));
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_hold_list (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) holds = NULL;

  luwte_retention_holds_async (retention, NULL, luwte_ctl_answer_cb, &result);
  holds = luwte_retention_holds_finish (retention, luwte_ctl_wait (&result), &error);
  if (holds == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < holds->len; i++)
    {
      LuwteHold *hold = g_ptr_array_index (holds, i);
      g_autofree char *kind = luwte_hold_dup_kind (hold);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", luwte_hold_get_id (hold));
      luwte_ctl_row_string (row, "dossier", luwte_hold_get_dossier_id (hold));
      luwte_ctl_row_string (row, "kind", kind);
      luwte_ctl_row_string (row, "reason", luwte_hold_get_reason (hold));
      luwte_ctl_row_day (row, "from", luwte_hold_get_from (hold));
      luwte_ctl_row_day (row, "until", luwte_hold_get_until (hold));
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_hold_end (LuwteCtl *ctl)
{
  LuwteRetention *retention = retention_of (ctl);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_retention_hold_end_async (retention, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb,
                                  &result);
  if (!luwte_retention_hold_end_finish (retention, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_retention_commands[] = {
  { "retention", "plan", "[--until DATE]",
    N_ ("what is due by then, earliest first, without content"), "until", 0, 0,
       LUWTE_CTL_NEEDS_VAULT, run_plan },
    { "retention", "run", "",
      N_ ("erase what is due today; answers when it is erased"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT,
         run_run },
      { "retention", "warnings", "",
        N_ ("what will be erased within thirty days, by dossier and day, and the holds that end"),
           "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_warnings },
        { "retention", "tombstones", "",
          N_ ("what remains of erased sessions: line, topic, month, channel"), "", 0, 0,
             LUWTE_CTL_NEEDS_VAULT, run_tombstones },
          { "retention", "extend", "--nickname N|--dossier ID --reason TEXT",
            N_ ("renew the term of a dossier's records, where the profile has \"extend\""),
               "nickname dossier reason", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_extend },
            { "hold", "add", "--nickname N|--dossier ID --reason TEXT --until DATE",
              N_ ("keep a dossier past its term"), "nickname dossier reason until", 0, 0,
                 LUWTE_CTL_NEEDS_VAULT, run_hold_add },
              { "hold", "list", "",
                N_ ("the holds that run"), "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_hold_list },
                { "hold", "end", "ID",
                  N_ ("end a hold; what is past its term falls due at once"), "", 1, 1,
                     LUWTE_CTL_NEEDS_VAULT, run_hold_end },
                  { NULL },
              };
