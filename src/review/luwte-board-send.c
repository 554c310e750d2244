/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what is sealed lies in the vault until it lies whole in the folder. A case carries no
 * id of anything in this vault but one made for it; the way back to the session stands here alone. */

#include "luwte-board-private.h"

#include "luwte-case-table.h"
#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-envelope-private.h"
#include "luwte-folder-private.h"
#include "luwte-handover-private.h"
#include "luwte-id.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"
#include "luwte-vault.h"

#include <string.h>

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

void
luwte_sender_free (LuwteSender *self)
{
  g_clear_pointer (&self->pair, luwte_key_pair_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_free (self->name);
  g_free (self);
}

LuwteSender *
luwte_sender_read (LuwteDb *db, GError **error)
{
  g_autoptr (LuwteSender) self = g_new0 (LuwteSender, 1);
  g_autoptr (LuwteRoster) current = NULL;

  if (!luwte_team_read_identity (db, &self->pair, &self->name, error) ||
      !luwte_team_read_roster (db, &current, error))
    return NULL;
  if (self->pair != NULL)
    {
      self->held = luwte_team_read_held (db, self->pair, error);
      if (self->held == NULL)
        return NULL;
    }
  /* Somebody who was taken out of the roster in use still holds an older one, or another team's. */
  if (current == NULL || self->held == NULL || self->held->len == 0 ||
      !luwte_roster_is_same (((LuwteRosterHeld *) self->held->pdata[0])->roster, current))
    {
      refuse (LUWTE_REVIEW_ERROR_NO_ROSTER, "This vault is in no roster", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* For as many as one file has boxes. */
static gboolean
push_one (LuwteDb *db, const LuwteSender *sender, LuwtePackKind kind, const char *case_id,
          const char *expires, JsonObject *body, const guint8 *const *boxes, guint n_boxes,
          const char *session, GError **error)
{
  const LuwtePackHead head = { .kind = kind,
                               .case_id = (char *) case_id,
                               .expires = (char *) expires };
  const gboolean is_signed = kind != LUWTE_PACK_CASE && kind != LUWTE_PACK_OUTCOME;
  g_autofree char *name = luwte_folder_new_name ();
  g_autoptr (GBytes) file = luwte_pack_seal (&head, body, g_ptr_array_index (sender->held, 0),
                                             boxes, n_boxes, is_signed ? sender->pair : NULL,
                                             error);
  gboolean seen;

  /* What we wrote ourselves is no news when we look into the folder. */
  return file != NULL && luwte_pack_table_push (db, name, session, expires, file, error) &&
         luwte_pack_table_see (db, name, expires, &seen, error) &&
         (kind != LUWTE_PACK_HANDOVER ||
          luwte_handover_mark_file (db, case_id, name, expires, error));
}

gboolean
luwte_board_push (LuwteDb *db, const LuwteSender *sender, LuwtePackKind kind, const char *case_id,
                  const char *expires, JsonObject *body, const guint8 *const *boxes, guint n_boxes,
                  const char *session, GError **error)
{
  guint done = 0;

  do
    {
      const guint n = MIN (n_boxes - done, LUWTE_ENVELOPE_BOXES);

      if (!push_one (db, sender, kind, case_id, expires, body, boxes + done, n, session, error))
        return FALSE;
      done += n;
    }
  while (done < n_boxes);
  return TRUE;
}

static const guint8 **
find_boxes (LuwteRoster *roster, const char *const *recipients, guint *n_boxes, GError **error)
{
  g_autofree const guint8 **boxes = g_new0 (const guint8 *,
                                            g_strv_length ((char **) recipients) + 1);

  *n_boxes = 0;
  for (guint i = 0; recipients[i] != NULL; i++)
    {
      LuwteRosterMember *member = luwte_roster_find (roster, recipients[i]);

      if (member == NULL)
        {
          refuse (LUWTE_REVIEW_ERROR_NOT_MEMBER, "A recipient is not in the roster", error);
          return NULL;
        }
      boxes[(*n_boxes)++] = member->card->box;
    }
  return g_steal_pointer (&boxes);
}

char *
luwte_board_send (LuwteDb *db, LuwtePolicy *policy, LuwteRedacted *redacted,
                  const char *const *recipients, GError **error)
{
  g_autoptr (LuwteSender) sender = luwte_sender_read (db, error);
  g_autofree char *case_id = luwte_id_new ();
  g_autofree char *expires = luwte_policy_pack_expires (policy, luwte_db_today (db));
  g_autoptr (LuwteKey) seed = luwte_key_new_random ();
  g_autoptr (LuwteKeyPair) reply = luwte_key_pair_new (seed);
  g_autofree const guint8 **boxes = NULL;
  g_autoptr (JsonObject) body = NULL;
  const char *session = luwte_redacted_get_session (redacted);
  LuwteCaseSentRow row = { .case_id = case_id, .session = (char *) session, .expires = expires };
  gboolean kept;
  guint n_boxes;

  if (sender == NULL)
    return NULL;
  boxes = find_boxes (((LuwteRosterHeld *) sender->held->pdata[0])->roster, recipients, &n_boxes,
                      error);
  if (boxes == NULL)
    return NULL;
  body = luwte_redacted_to_json (redacted, luwte_key_pair_peek_box (reply));
  if (!luwte_board_push (db, sender, LUWTE_PACK_CASE, case_id, expires, body, boxes, n_boxes,
                         session, error))
    return NULL;
  memcpy (row.reply_seed, luwte_key_peek (seed), sizeof row.reply_seed);
  kept = luwte_case_table_add_sent (db, &row, luwte_clock_now (), error);
  luwte_wipe (row.reply_seed, sizeof row.reply_seed);
  return kept && luwte_db_audit (db, "counsellor", "review.send", session, error)
             ? g_steal_pointer (&case_id)
             : NULL;
}

/* What is past its month has nobody to read it. */
static gpointer
list_ready (LuwteDb *db, gpointer data, GError **error)
{
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));
  GPtrArray *ready = luwte_pack_table_list (db, error);

  for (guint i = ready != NULL ? ready->len : 0; i > 0; i--)
    if (strcmp (((LuwtePackOutRow *) ready->pdata[i - 1])->expires, month) < 0)
      g_ptr_array_remove_index (ready, i - 1);
  return ready;
}

typedef struct
{
  const LuwtePackOutRow *row;
  const char *folder;
} Brought;

/* The folder at once, too: it may be another before it is looked into. */
static gpointer
note_brought (LuwteDb *db, gpointer data, GError **error)
{
  const Brought *brought = data;
  const LuwtePackOutRow *row = brought->row;

  return GINT_TO_POINTER (luwte_pack_table_put (db, row->name, row->expires, error) &&
                          luwte_pack_table_pop (db, row->name, error) &&
                          luwte_board_remember_folder (db, brought->folder, error));
}

/* One at a time, or two would write the same half of a file. */
static GMutex delivering;

int
luwte_board_deliver (LuwteBoard *self, const char *folder, GError **error)
{
  g_autoptr (GMutexLocker) one = g_mutex_locker_new (&delivering);
  g_autoptr (GPtrArray) ready = luwte_vault_read (self->vault, list_ready, NULL, error);

  if (ready == NULL)
    return -1;
  for (guint i = 0; i < ready->len; i++)
    {
      LuwtePackOutRow *row = g_ptr_array_index (ready, i);
      Brought brought = { row, folder };

      if (!luwte_folder_write (folder, row->name, row->bytes, error) ||
          luwte_vault_write (self->vault, note_brought, &brought, error) == NULL)
        return -1;
    }
  return (int) ready->len;
}
