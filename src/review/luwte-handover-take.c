/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule on the other side. What came is its author's: it stands in a dossier of its own, is
 * shown to whom the profile of this vault lets read what a colleague wrote, and goes on its day. A
 * list of erasures reaches what was handed over between these two and nothing else, and not what a
 * hold keeps, until that ends; to whoever else has it, it is told in turn. What a vault erased
 * because it was due, or because the period is over, it tells nobody: the other has the same days. */

#include "luwte-handover-private.h"

#include "luwte-case-table.h"
#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-handover-table.h"
#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-policy.h"
#include "luwte-record-table.h"
#include "luwte-review-error.h"
#include "luwte-session-table.h"
#include "luwte-substitute-table.h"
#include "luwte-vault.h"

#include <string.h>

#define MAX_TEXT    (256 * 1024)
#define MAX_WORD    64
#define MAX_NAME    512
#define MAX_DAY     16
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
read_day (JsonObject *object, const char *name, LuwteDay *day, GError **error)
{
  const char *text;

  if (!luwte_json_peek_string (object, name, MAX_DAY, &text, error))
    return FALSE;
  return luwte_day_from_iso (text, day) || refuse (LUWTE_REVIEW_ERROR_FORGED, "No day", error);
}

static gboolean
read_text (JsonObject *object, const char *name, gsize max, char **text, GError **error)
{
  const char *value;

  if (!luwte_json_peek_string (object, name, max, &value, error))
    return FALSE;
  *text = g_strdup (value);
  return TRUE;
}

/* note: (transfer full): freed by the caller in any case */
static gboolean
read_note (JsonObject *object, LuwteHandedNote *note, GError **error)
{
  if (!read_text (object, "session", LUWTE_ID_LENGTH, &note->session, error) ||
      !read_text (object, "nickname", MAX_NAME, &note->nickname, error) ||
      !read_text (object, "line", MAX_WORD, &note->line, error) ||
      !read_text (object, "channel", MAX_WORD, &note->channel, error) ||
      !read_text (object, "note", LUWTE_ID_LENGTH, &note->note, error) ||
      !read_text (object, "kind", MAX_WORD, &note->kind, error) ||
      !read_text (object, "topic", MAX_WORD, &note->topic, error) ||
      !read_text (object, "text", MAX_TEXT, &note->text, error) ||
      !luwte_json_read_int (object, "opened_at", 0, LAST_SECOND, &note->opened_at, error) ||
      !luwte_json_read_int (object, "closed_at", 0, LAST_SECOND, &note->closed_at, error) ||
      !luwte_json_read_int (object, "created_at", 0, LAST_SECOND, &note->created_at, error) ||
      !read_day (object, "opened", &note->opened, error) ||
      !read_day (object, "active", &note->active, error) ||
      !read_day (object, "closed", &note->closed, error) ||
      !read_day (object, "created", &note->created, error) ||
      !read_day (object, "due", &note->due, error))
    return FALSE;
  return (luwte_id_is_valid (note->session) && luwte_id_is_valid (note->note) &&
          *note->nickname != '\0') ||
         refuse (LUWTE_REVIEW_ERROR_FORGED, "A note of the hand-over is none", error);
}

/* (transfer full) (element-type LuwteHandedNote) */
static GPtrArray *
read_notes (JsonObject *body, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_handed_note_free);
  JsonArray *array;

  if (!luwte_json_peek_array (body, "notes", LUWTE_HANDOVER_MAX_NOTES, &array, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      LuwteHandedNote *note = g_new0 (LuwteHandedNote, 1);

      g_ptr_array_add (notes, note);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          refuse (LUWTE_REVIEW_ERROR_FORGED, "A note of the hand-over is none", error);
          return NULL;
        }
      if (!read_note (json_node_get_object (node), note, error))
        return NULL;
    }
  if (notes->len > 0)
    return g_steal_pointer (&notes);
  refuse (LUWTE_REVIEW_ERROR_FORGED, "There is nothing in the hand-over", error);
  return NULL;
}

/* From this day on nothing of the session may be here. */
static LuwteDay
gone_of (GPtrArray *notes, const char *session)
{
  LuwteDay gone = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      const LuwteHandedNote *note = notes->pdata[i];

      if (g_str_equal (note->session, session))
        gone = MAX (gone, note->due);
    }
  return gone;
}

typedef struct
{
  char *dossier;
  gboolean for_substitute;
  gboolean leaving;
  LuwteDay from;
  LuwteDay until;
} Terms;

static gboolean
read_terms (JsonObject *body, Terms *terms, GError **error)
{
  const char *for_whom, *dossier;

  if (!luwte_json_peek_string (body, "for", MAX_WORD, &for_whom, error) ||
      !luwte_json_peek_string (body, "dossier", LUWTE_ID_LENGTH, &dossier, error) ||
      !luwte_json_read_bool (body, "leaving", &terms->leaving, error) ||
      !read_day (body, "from", &terms->from, error) ||
      (json_object_has_member (body, "until") && !read_day (body, "until", &terms->until, error)))
    return FALSE;
  terms->for_substitute = g_str_equal (for_whom, "substitute");
  if ((!terms->for_substitute && !g_str_equal (for_whom, "team")) || !luwte_id_is_valid (dossier))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "The terms of the hand-over are none", error);
  terms->dossier = g_strdup (dossier);
  return TRUE;
}

/* The list of erasures may come before what it is about: a folder has no order. */
static char *
gone_key (const char *record, const char *author)
{
  return g_strconcat ("gone:", record, ":", author, NULL);
}

/* FALSE with an error, or without one when the note is not to be kept. */
static gboolean
is_wanted (LuwteDb *db, const LuwtePackHead *head, const LuwteHandedNote *note,
           const LuwteErased *erased, GError **error)
{
  g_autofree char *key = gone_key (note->note, head->signer);
  gboolean gone;

  return note->due > luwte_db_today (db) &&
         !luwte_erased_knows_handed (erased, head->case_id, note->note) &&
         luwte_pack_table_is_seen (db, key, &gone, error) && !gone;
}

static gboolean
store_notes (LuwteDb *db, const LuwtePackHead *head, const Terms *terms, GPtrArray *notes,
             const LuwteErased *erased, GError **error)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const LuwteHandedNote *note = notes->pdata[i];
      g_autoptr (GError) local = NULL;

      if (!is_wanted (db, head, note, erased, &local))
        {
          if (local == NULL)
            continue;
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!luwte_handover_table_put_session (db, terms->dossier, head->signer, note,
                                             terms->leaving ? NULL : "",
                                             gone_of (notes, note->session), error) ||
          !luwte_handover_table_put_note (db, note, error) ||
          !luwte_handover_table_add_record (db, head->case_id, note->note, note->kind, note->due,
                                            error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_substitute (LuwteDb *db, const LuwtePackHead *head, const Terms *terms, GPtrArray *notes,
                  GError **error)
{
  g_autofree char *id = NULL;
  LuwteDay last = terms->until;

  for (guint i = 0; terms->until == LUWTE_DAY_NONE && i < notes->len; i++)
    last = MAX (last, ((LuwteHandedNote *) notes->pdata[i])->due);
  if (last < terms->from)
    return refuse (LUWTE_REVIEW_ERROR_EXPIRED, "Its period is over", error);
  id = luwte_substitute_table_add (db,
                                   &(LuwteSubstituteRow) {
                                     .author = head->signer,
                                     .dossier = terms->dossier,
                                     .from = terms->from,
                                     .until = last,
                                     .granted_by = (char *) "author",
                                     .granted_at = luwte_clock_now (),
                                   },
                                   error);
  return id != NULL;
}

static gboolean
store_all (LuwteDb *db, const LuwtePackHead *head, Terms *terms, GPtrArray *notes,
           const LuwteErased *erased, GError **error)
{
  const LuwteHandedNote *newest = notes->pdata[0];
  LuwteDay last = newest->active;

  for (guint i = 0; i < notes->len; i++)
    last = MAX (last, ((LuwteHandedNote *) notes->pdata[i])->active);
  if (!luwte_handover_table_put_dossier (db, head->signer, newest->nickname, last, &terms->dossier,
                                         error))
    return FALSE;
  return luwte_handover_table_add (db,
                                   &(LuwteHandoverRow) {
                                     .object_id = head->case_id,
                                     .dossier = terms->dossier,
                                     .peers = head->signer,
                                     .made = luwte_db_today (db),
                                     .until = terms->until,
                                   },
                                   error) &&
         store_notes (db, head, terms, notes, erased, error) &&
         (!terms->for_substitute || store_substitute (db, head, terms, notes, error)) &&
         luwte_db_audit (db, "app", "handover.receive", head->case_id, error);
}

gboolean
luwte_handover_store (LuwteDb *db, const LuwtePackHead *head, JsonObject *body,
                      const LuwteErased *erased, GError **error)
{
  Terms terms = { .from = LUWTE_DAY_NONE, .until = LUWTE_DAY_NONE };
  g_autoptr (GPtrArray) notes = read_notes (body, error);
  g_autoptr (GError) local = NULL;
  gboolean stored = notes != NULL && read_terms (body, &terms, error) &&
                    store_all (db, head, &terms, notes, erased, &local);

  g_free (terms.dossier);
  /* Not the vault's fault, and not to be tried again. */
  if (g_error_matches (local, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, local->message, error);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return stored;
}

/* One list for all that was erased out of one hand-over. */
static gboolean
push_list (LuwteDb *db, LuwteBoard *board, const LuwteSender *sender, const char *peers,
           JsonArray *records, GError **error)
{
  LuwteRoster *roster = ((LuwteRosterHeld *) sender->held->pdata[0])->roster;
  g_autofree char *id = luwte_id_new ();
  g_autofree char *expires = luwte_policy_pack_expires (board->policy, luwte_db_today (db));
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GPtrArray) boxes = g_ptr_array_new ();
  g_auto (GStrv) ids = g_strsplit (peers, " ", -1);

  json_object_set_array_member (body, "records", records);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      LuwteRosterMember *member = luwte_roster_find (roster, ids[i]);

      if (member != NULL)
        g_ptr_array_add (boxes, member->card->box);
    }
  /* Who has left the team is told nothing any more. */
  return boxes->len == 0 ||
         luwte_board_push (db, sender, LUWTE_PACK_ERASED, id, expires, body,
                           (const guint8 *const *) boxes->pdata, boxes->len, NULL, error);
}

static gpointer
tell_erased (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_handover_table_list_erased (db, error);
  g_autoptr (LuwteSender) sender = NULL;

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    return GINT_TO_POINTER (TRUE);
  sender = luwte_sender_read (db, error);
  if (sender == NULL)
    return NULL;
  for (guint i = 0; i < rows->len;)
    {
      LuwteHandedErasedRow *first = rows->pdata[i];
      JsonArray *records = json_array_new ();

      for (; i < rows->len &&
             g_str_equal (((LuwteHandedErasedRow *) rows->pdata[i])->handover, first->handover);
           i++)
        json_array_add_string_element (records, ((LuwteHandedErasedRow *) rows->pdata[i])->record);
      if (!push_list (db, data, sender, first->peers, records, error))
        return NULL;
    }
  for (guint i = 0; i < rows->len; i++)
    if (!luwte_handover_table_forget (db, ((LuwteHandedErasedRow *) rows->pdata[i])->record, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

gboolean
luwte_handover_tell_erased (LuwteBoard *self, GError **error)
{
  return luwte_vault_write (self->vault, tell_erased, self, error) != NULL;
}

typedef struct
{
  const LuwtePackHead *head;
  JsonArray *records;
} List;

static gboolean
remember_gone (LuwteDb *db, const char *record, const LuwtePackHead *head, GError **error)
{
  g_autofree char *key = gone_key (record, head->signer);
  gboolean seen;

  return luwte_pack_table_see (db, key, head->expires, &seen, error);
}

/* A hold lasts as long as it lasts, so what waits for its end has no month. */
#define HELD    "held:"
#define FOREVER "9999-12"

static char *
held_key (const char *record, const char *author)
{
  return g_strconcat (HELD, record, ":", author, NULL);
}

static gboolean
remember_held (LuwteDb *db, const char *record, const LuwtePackHead *head, GError **error)
{
  g_autofree char *key = held_key (record, head->signer);
  gboolean seen;

  return luwte_pack_table_see (db, key, FOREVER, &seen, error);
}

static gboolean
erase_record (LuwteDb *db, const char *record, const LuwtePackHead *head, GError **error)
{
  g_autofree char *session = NULL;
  g_autofree char *kind = NULL;
  g_autoptr (LuwteSessionRow) row = NULL;
  g_auto (GStrv) kinds = NULL;
  gboolean held = FALSE;

  if (!luwte_handover_table_find (db, record, head->signer, &session, &kind, error))
    return FALSE;
  if (session == NULL)
    return remember_gone (db, record, head, error);
  row = luwte_session_table_get (db, session, error);
  if (row == NULL ||
      (row->dossier != NULL && !luwte_dossier_table_is_held (db, row->dossier, &held, error)))
    return FALSE;
  if (held)
    return remember_held (db, record, head, error);
  if (!luwte_record_table_erase (db, kind, record, error) ||
      !luwte_handover_table_forget_with (db, record, head->signer, error))
    return FALSE;
  kinds = luwte_session_table_record_kinds (db, session, error);
  return kinds != NULL && (kinds[0] != NULL || luwte_session_table_erase (db, session, error));
}

static gpointer
erase_list (LuwteDb *db, gpointer data, GError **error)
{
  const List *list = data;

  for (guint i = 0; i < json_array_get_length (list->records); i++)
    {
      JsonNode *node = json_array_get_element (list->records, i);
      const char *record = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (record != NULL && luwte_id_is_valid (record) &&
          !erase_record (db, record, list->head, error))
        return NULL;
    }
  return GINT_TO_POINTER (luwte_dossier_table_drop_empty (db, NULL, error) &&
                          luwte_db_audit (db, "app", "handover.erase", list->head->case_id, error));
}

static void
purged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* In the five steps of an erasure, waited for in this thread. */
static gboolean
purge (LuwteBoard *self, LuwteVaultFunc func, gpointer data, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gpointer done;

  g_main_context_push_thread_default (context);
  luwte_vault_purge_async (self->vault, func, data, NULL, NULL, NULL, purged_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  done = luwte_vault_run_finish (self->vault, result, error);
  g_main_context_pop_thread_default (context);
  return done != NULL;
}

gboolean
luwte_handover_erase (LuwteBoard *self, const LuwtePackHead *head, JsonObject *body, GError **error)
{
  List list = { .head = head };

  return luwte_json_peek_array (body, "records", LUWTE_HANDOVER_MAX_NOTES, &list.records, error) &&
         purge (self, erase_list, &list, error);
}

/* names: of records that wait: "held:", the record, the author */
static gboolean
split_held (const char *name, char **record, char **author)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 3);

  if (g_strv_length (parts) != 3)
    return FALSE;
  *record = g_strdup (parts[1]);
  *author = g_strdup (parts[2]);
  return TRUE;
}

static gboolean
is_held (LuwteDb *db, const char *name, gboolean *held, GError **error)
{
  g_autofree char *record = NULL, *author = NULL, *session = NULL, *kind = NULL;
  g_autoptr (LuwteSessionRow) row = NULL;

  *held = FALSE;
  if (!split_held (name, &record, &author))
    return TRUE;
  if (!luwte_handover_table_find (db, record, author, &session, &kind, error))
    return FALSE;
  if (session == NULL)
    return TRUE;
  row = luwte_session_table_get (db, session, error);
  return row != NULL &&
         (row->dossier == NULL || luwte_dossier_table_is_held (db, row->dossier, held, error));
}

/* (transfer full) (array zero-terminated=1): those whose hold has ended */
static gpointer
list_freed (LuwteDb *db, gpointer data, GError **error)
{
  g_auto (GStrv) names = luwte_pack_table_list_begun (db, HELD, error);
  g_autoptr (GStrvBuilder) freed = g_strv_builder_new ();

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean held;

      if (!is_held (db, names[i], &held, error))
        return NULL;
      if (!held)
        g_strv_builder_add (freed, names[i]);
    }
  return names != NULL ? g_strv_builder_end (freed) : NULL;
}

static gpointer
erase_freed (LuwteDb *db, gpointer data, GError **error)
{
  char **names = data;
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *record = NULL, *author = NULL;
      LuwtePackHead head = { .expires = month };

      if (!luwte_pack_table_unsee (db, names[i], error))
        return NULL;
      if (!split_held (names[i], &record, &author))
        continue;
      head.signer = author;
      if (!erase_record (db, record, &head, error) ||
          !luwte_db_audit (db, "app", "handover.erase", record, error))
        return NULL;
    }
  return GINT_TO_POINTER (luwte_dossier_table_drop_empty (db, NULL, error));
}

gboolean
luwte_handover_erase_held (LuwteBoard *self, GError **error)
{
  g_auto (GStrv) freed = luwte_vault_read (self->vault, list_freed, NULL, error);

  return freed != NULL && (freed[0] == NULL || purge (self, erase_freed, freed, error));
}
