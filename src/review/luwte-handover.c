/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: to a substitute goes what the profile lets substitutes read, to the team what it lets
 * the team read, kind by kind (luwte_policy_may_read()); the rest is not in it. What somebody else
 * wrote is not passed on. Each session carries the day on which nothing of it may be there any
 * more: when its last note is due, or after the period. */

#include "luwte-handover-private.h"

#include "luwte-db.h"
#include "luwte-folder-private.h"
#include "luwte-handover-table.h"
#include "luwte-id.h"
#include "luwte-policy.h"
#include "luwte-record-table.h"
#include "luwte-review-error.h"
#include "luwte-substitute-table.h"
#include "luwte-clock.h"
#include "luwte-vault.h"

#include <string.h>

typedef struct
{
  LuwtePolicy *policy;
  char *dossier;
  LuwteHandoverRequest request; /* its pointers are not used */
  GStrv recipients;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->policy);
  g_free (self->dossier);
  g_strfreev (self->recipients);
  g_free (self);
}

void
luwte_handover_free (LuwteHandover *self)
{
  g_free (self->id);
  g_free (self->dossier_id);
  g_free (self->nickname);
  g_free (self->peers);
  g_free (self);
}

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

/* Notes that such a reader may not read leave the list. */
static void
keep_readable (const Job *job, GPtrArray *notes)
{
  const LuwteReaders reader = job->request.team ? LUWTE_READER_TEAM : LUWTE_READER_SUBSTITUTE;

  for (guint i = notes->len; i > 0; i--)
    {
      const LuwteHandedNote *note = notes->pdata[i - 1];

      if (!luwte_policy_may_read (job->policy, note->line, note->kind, reader, NULL))
        g_ptr_array_remove_index (notes, i - 1);
    }
  if (job->request.summary && notes->len > 1)
    g_ptr_array_remove_range (notes, 1, notes->len - 1);
}

static LuwteDay
bounded (const Job *job, LuwteDay due)
{
  return job->request.until != LUWTE_DAY_NONE ? MIN (due, job->request.until + 1) : due;
}

static void
set_day (JsonObject *object, const char *name, LuwteDay day)
{
  g_autofree char *text = luwte_day_to_iso (day);

  json_object_set_string_member (object, name, text);
}

static JsonObject *
note_to_json (const Job *job, const LuwteHandedNote *note)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "session", note->session);
  json_object_set_string_member (object, "nickname", note->nickname);
  json_object_set_string_member (object, "line", note->line);
  json_object_set_string_member (object, "channel", note->channel);
  json_object_set_int_member (object, "opened_at", note->opened_at);
  set_day (object, "opened", note->opened);
  set_day (object, "active", note->active);
  json_object_set_int_member (object, "closed_at", note->closed_at);
  set_day (object, "closed", note->closed);
  json_object_set_string_member (object, "note", note->note);
  json_object_set_string_member (object, "kind", note->kind);
  json_object_set_string_member (object, "topic", note->topic);
  json_object_set_int_member (object, "created_at", note->created_at);
  set_day (object, "created", note->created);
  set_day (object, "due", bounded (job, note->due));
  json_object_set_string_member (object, "text", note->text);
  return object;
}

static JsonObject *
make_body (const Job *job, const char *dossier, GPtrArray *notes)
{
  JsonObject *body = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_string_member (body, "for", job->request.team ? "team" : "substitute");
  json_object_set_boolean_member (body, "leaving", job->request.leaving);
  json_object_set_string_member (body, "dossier", dossier);
  set_day (body, "from", job->request.from);
  if (job->request.until != LUWTE_DAY_NONE)
    set_day (body, "until", job->request.until);
  for (guint i = 0; i < notes->len; i++)
    json_array_add_object_element (array, note_to_json (job, notes->pdata[i]));
  json_object_set_array_member (body, "notes", array);
  return body;
}

/* (transfer container) (nullable): keys of the recipients; peers: (out): their ids */
static GPtrArray *
find_recipients (const Job *job, const LuwteSender *sender, char **peers, GError **error)
{
  LuwteRoster *roster = ((LuwteRosterHeld *) sender->held->pdata[0])->roster;
  g_autofree char *me = luwte_card_id (luwte_key_pair_peek_box (sender->pair),
                                       luwte_key_pair_peek_sign (sender->pair));
  g_autoptr (GPtrArray) boxes = g_ptr_array_new ();
  g_autoptr (GString) ids = g_string_new (NULL);
  GPtrArray *members = luwte_roster_get_members (roster);

  for (guint i = 0; job->recipients != NULL && job->recipients[i] != NULL; i++)
    if (luwte_roster_find (roster, job->recipients[i]) == NULL)
      {
        refuse (LUWTE_REVIEW_ERROR_NOT_MEMBER, "A recipient is not in the roster", error);
        return NULL;
      }
  for (guint i = 0; i < members->len; i++)
    {
      LuwteRosterMember *member = members->pdata[i];

      if (g_str_equal (member->id, me) ||
          (!job->request.team &&
           (job->recipients == NULL ||
            !g_strv_contains ((const char *const *) job->recipients, member->id))))
        continue;
      g_ptr_array_add (boxes, member->card->box);
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", member->id);
    }
  if (boxes->len == 0)
    {
      refuse (LUWTE_REVIEW_ERROR_NOT_MEMBER, "There is nobody to hand it to", error);
      return NULL;
    }
  *peers = g_string_free (g_steal_pointer (&ids), FALSE);
  return g_steal_pointer (&boxes);
}

static gboolean
remember (LuwteDb *db, const Job *job, const char *id, const char *dossier, const char *peers,
          GPtrArray *notes, GError **error)
{
  LuwteHandoverRow row = {
    .object_id = (char *) id,
    .outgoing = TRUE,
    .dossier = (char *) dossier,
    .peers = (char *) peers,
    .made = luwte_db_today (db),
    .until = job->request.until,
  };

  if (!luwte_handover_table_add (db, &row, error))
    return FALSE;
  for (guint i = 0; i < notes->len; i++)
    {
      const LuwteHandedNote *note = notes->pdata[i];

      if (!luwte_handover_table_add_record (db, id, note->note, note->kind,
                                            bounded (job, note->due), error) ||
          (job->request.leaving && !luwte_record_table_mark_told (db, note->session, error)))
        return FALSE;
    }
  return luwte_db_audit (db, "counsellor", "handover.send", id, error);
}

/* The last month in which the pack may be read: not after what it holds is gone. */
static char *
expires_of (LuwteDb *db, const Job *job, GPtrArray *notes)
{
  g_autofree char *expires = luwte_policy_pack_expires (job->policy, luwte_db_today (db));
  g_autofree char *gone = NULL;
  LuwteDay last = 0;

  for (guint i = 0; i < notes->len; i++)
    last = MAX (last, bounded (job, ((LuwteHandedNote *) notes->pdata[i])->due));
  gone = luwte_day_to_month (last);
  return g_strdup (strcmp (gone, expires) < 0 ? gone : expires);
}

/* handed: (out): whether there was anything that they may read */
static gboolean
hand_over (LuwteDb *db, const Job *job, const LuwteSender *sender, const char *dossier,
           gboolean *handed, GError **error)
{
  g_autoptr (GPtrArray) notes = luwte_handover_table_notes (db, dossier, error);
  g_autoptr (GPtrArray) boxes = NULL;
  g_autofree char *peers = NULL;
  g_autofree char *id = luwte_id_new ();
  g_autofree char *expires = NULL;
  g_autoptr (JsonObject) body = NULL;

  *handed = FALSE;
  if (notes == NULL)
    return FALSE;
  keep_readable (job, notes);
  if (notes->len == 0)
    return TRUE;
  if (notes->len > LUWTE_HANDOVER_MAX_NOTES)
    return refuse (LUWTE_REVIEW_ERROR_TOO_LARGE, "More notes than one hand-over holds", error);
  boxes = find_recipients (job, sender, &peers, error);
  if (boxes == NULL)
    return FALSE;
  body = make_body (job, dossier, notes);
  expires = expires_of (db, job, notes);
  *handed = luwte_board_push (db, sender, LUWTE_PACK_HANDOVER, id, expires, body,
                              (const guint8 *const *) boxes->pdata, boxes->len, NULL, error) &&
            remember (db, job, id, dossier, peers, notes, error);
  return *handed;
}

static gpointer
hand_over_all (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteSender) sender = luwte_sender_read (db, error);
  g_auto (GStrv) dossiers = NULL;
  guint n = 0;

  if (sender == NULL)
    return NULL;
  if (job->dossier != NULL)
    dossiers = g_strdupv ((char *[]) { job->dossier, NULL });
  else
    dossiers = luwte_handover_table_own_dossiers (db, error);
  for (guint i = 0; dossiers != NULL && dossiers[i] != NULL; i++)
    {
      gboolean handed;

      if (!hand_over (db, job, sender, dossiers[i], &handed, error))
        return NULL;
      n += handed;
    }
  if (dossiers != NULL && n == 0)
    g_set_error_literal (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                         "There is nothing that they may read");
  return GUINT_TO_POINTER (n);
}

static void
handed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer n = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (n == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) GPOINTER_TO_UINT (n));
}

void
luwte_board_hand_over_async (LuwteBoard *self, const LuwteHandoverRequest *request,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->policy = g_object_ref (self->policy);
  job->request = *request;
  job->dossier = g_strdup (request->dossier_id);
  job->recipients = g_strdupv ((char **) request->recipients);
  luwte_vault_write_async (self->vault, hand_over_all, job, (GDestroyNotify) job_free, NULL,
                           cancellable, handed_cb, task);
}

int
luwte_board_hand_over_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);
  return (int) g_task_propagate_int (G_TASK (result), error);
}

/* Names of those who are in the roster. */
static char *
name_peers (LuwteRoster *roster, const char *peers)
{
  g_auto (GStrv) ids = g_strsplit (peers, " ", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      LuwteRosterMember *member = roster != NULL ? luwte_roster_find (roster, ids[i]) : NULL;

      g_strv_builder_add (names, member != NULL ? member->card->name : ids[i]);
    }
  all = g_strv_builder_end (names);
  return g_strjoinv (", ", all);
}

static gpointer
list_handovers (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_handover_table_list (db, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_handover_free);
  g_autoptr (LuwteRoster) roster = NULL;

  if (rows == NULL || !luwte_team_read_roster (db, &roster, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteHandoverRow *row = rows->pdata[i];
      LuwteHandover *one = g_new (LuwteHandover, 1);

      *one = (LuwteHandover) {
        .id = g_strdup (row->object_id),
        .outgoing = row->outgoing,
        .dossier_id = g_strdup (row->dossier),
        .nickname = g_strdup (row->nickname),
        .peers = name_peers (roster, row->peers),
        .made = row->made,
        .until = row->until,
        .n_records = row->n_records,
      };
      g_ptr_array_add (all, one);
    }
  return g_steal_pointer (&all);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *all = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (all == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, all, (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_board_handovers_async (LuwteBoard *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_read_async (self->vault, list_handovers, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, listed_cb,
                          g_task_new (self, cancellable, callback, user_data));
}

GPtrArray *
luwte_board_handovers_finish (LuwteBoard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
