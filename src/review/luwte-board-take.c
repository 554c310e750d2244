/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: each file is opened once. What is for this vault is stored in one transaction with the
 * mark that it was seen. What was refused is marked as it lies there, by name, size and time of
 * change, and opened again only when it is another: a program that syncs may make room for a file
 * first and fill it later. What is not whole is left for the next time. What came before under
 * another name is a replay. */

#include "luwte-board-private.h"

#include "luwte-case-table.h"
#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-folder-private.h"
#include "luwte-handover-private.h"
#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-vault.h"

#include <string.h>

#define MAX_ADVICE  (32 * 1024)
#define MAX_OUTCOME 1000

/* A key that something may be sealed to, and what it is about. */
typedef struct
{
  LuwteKeyPair *pair;
  LuwteCaseSentRow *sent; /* (nullable): the vault's own pair */
} Door;

typedef struct
{
  LuwteSender *sender;
  GPtrArray *doors;
  GHashTable *seen; /* names */
  char *month;
} Reader;

/* A pack that was opened, on its way into the vault. */
typedef struct
{
  LuwteBoard *board;
  const char *name;
  char *stamp; /* (nullable): the file as it lies there */
  char *hash;  /* (nullable): of what is in it */
  LuwtePackHead head;
  JsonObject *body;
  const LuwteCaseSentRow *sent;
  LuwteErased *erased; /* (nullable): for a hand-over, which may have been here before */
  const char *month;
} Opened;

static void
door_free (gpointer data)
{
  Door *door = data;

  luwte_key_pair_unref (door->pair);
  g_clear_pointer (&door->sent, luwte_case_sent_row_free);
  g_free (door);
}

static void
reader_free (Reader *self)
{
  g_clear_pointer (&self->sender, luwte_sender_free);
  g_clear_pointer (&self->doors, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_free (self->month);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reader, reader_free)

void
luwte_taken_free (LuwteTaken *self)
{
  g_free (self->name);
  g_free (self->case_id);
  g_clear_error (&self->refusal);
  g_free (self);
}

static void
add_door (GPtrArray *doors, LuwteKeyPair *pair, LuwteCaseSentRow *sent)
{
  Door *door = g_new (Door, 1);

  door->pair = pair;
  door->sent = sent;
  g_ptr_array_add (doors, door);
}

static gpointer
read_reader (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (Reader) self = g_new0 (Reader, 1);
  g_autoptr (GPtrArray) sent = NULL;

  self->month = luwte_day_to_month (luwte_db_today (db));
  self->sender = luwte_sender_read (db, error);
  self->seen = self->sender != NULL ? luwte_pack_table_list_seen (db, error) : NULL;
  sent = self->seen != NULL ? luwte_case_table_list_sent (db, self->month, error) : NULL;
  if (sent == NULL)
    return NULL;
  self->doors = g_ptr_array_new_with_free_func (door_free);
  add_door (self->doors, luwte_key_pair_ref (self->sender->pair), NULL);
  while (sent->len > 0)
    {
      LuwteCaseSentRow *row = g_ptr_array_steal_index (sent, 0);
      g_autoptr (LuwteKey) seed = luwte_key_new_from_bytes (row->reply_seed);

      add_door (self->doors, luwte_key_pair_new (seed), row);
    }
  return g_steal_pointer (&self);
}

/* By whichever key it is sealed to. */
static JsonObject *
open_file (Reader *reader, GBytes *file, LuwtePackHead *head, const LuwteCaseSentRow **sent,
           GError **error)
{
  for (guint i = 0; i < reader->doors->len; i++)
    {
      Door *door = g_ptr_array_index (reader->doors, i);
      g_autoptr (GError) local = NULL;
      JsonObject *body;

      luwte_pack_head_clear (head);
      body = luwte_pack_open (file, door->pair, reader->sender->held, reader->month, head, &local);
      *sent = door->sent;
      if (body != NULL)
        return body;
      if (!g_error_matches (local, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_FOR_ME) ||
          i + 1 == reader->doors->len)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  g_return_val_if_reached (NULL);
}

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
store_case (LuwteDb *db, Opened *opened, GError **error)
{
  g_autoptr (LuwteCaseContent) content = luwte_case_content_from_json (opened->body, error);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  if (content == NULL)
    return FALSE;
  if (opened->sent != NULL)
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "A case came to a key for advice", error);
  json_node_set_object (root, opened->body);
  text = json_to_string (root, FALSE);
  return luwte_board_table_add (db,
                                &(LuwteBoardRow) {
                                  .case_id = opened->head.case_id,
                                  .content = text,
                                  .urgent = content->urgent,
                                  .expires = opened->head.expires,
                                },
                                error);
}

static gboolean
store_advice (LuwteDb *db, Opened *opened, GError **error)
{
  g_autofree char *id = luwte_id_new ();
  const gint64 now = luwte_clock_now ();
  const char *decision, *text;

  if (opened->sent == NULL || !g_str_equal (opened->sent->case_id, opened->head.case_id))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "The advice is about another case", error);
  if (!luwte_json_peek_string (opened->body, "decision", 32, &decision, error) ||
      !luwte_json_peek_string (opened->body, "text", MAX_ADVICE, &text, error))
    return FALSE;
  return luwte_advice_table_add (db,
                                 &(LuwteAdviceRow) {
                                   .object_id = id,
                                   .session = opened->sent->session,
                                   .case_id = opened->head.case_id,
                                   .writer = opened->head.signer,
                                   .decision = (char *) decision,
                                   .text = (char *) text,
                                   .created_at = now,
                                   .created_day = luwte_policy_day_of (opened->board->policy, now),
                                 },
                                 error);
}

static gboolean
store_outcome (LuwteDb *db, Opened *opened, GError **error)
{
  const char *text;

  return luwte_json_peek_string (opened->body, "text", MAX_OUTCOME, &text, error) &&
         luwte_board_table_set_outcome (db, opened->head.case_id, text, error);
}

static gpointer
store (LuwteDb *db, gpointer data, GError **error)
{
  Opened *opened = data;
  /* The same case cannot come twice, under whatever name; of advice there may be several. */
  g_autofree char *once = g_strconcat ("case:", opened->head.case_id, NULL);
  gboolean seen, stored = FALSE;

  /* A name says something in the folder alone; a file that somebody chose may have any. */
  if (!luwte_pack_table_see (db, opened->hash, opened->head.expires, &seen, error) ||
      (!seen && opened->stamp != NULL &&
       !luwte_pack_table_see (db, opened->name, opened->head.expires, &seen, error)))
    return NULL;
  if (!seen && opened->head.kind == LUWTE_PACK_CASE &&
      !luwte_pack_table_see (db, once, opened->head.expires, &seen, error))
    return NULL;
  if (seen)
    {
      refuse (LUWTE_REVIEW_ERROR_REPLAYED, "This came before", error);
      return NULL;
    }
  if (opened->head.kind == LUWTE_PACK_CASE)
    stored = store_case (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_ADVICE)
    stored = store_advice (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_OUTCOME)
    stored = store_outcome (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_HANDOVER)
    stored = luwte_handover_store (db, &opened->head, opened->body, opened->erased, error);
  else
    /* A list of erasures was carried out already, which may be done twice. */
    stored = TRUE;
  return stored ? GINT_TO_POINTER (TRUE) : NULL;
}

/* Not to be opened again this month, unless it changes. */
static gpointer
mark_seen (LuwteDb *db, gpointer data, GError **error)
{
  const Opened *opened = data;
  gboolean seen;

  return GINT_TO_POINTER (luwte_pack_table_see (db, opened->stamp, opened->month, &seen, error));
}

static char *
hash_of (GBytes *file)
{
  guint8 hash[LUWTE_HASH_BYTES];
  GString *text = g_string_new ("hash:");

  luwte_hash (g_bytes_get_data (file, NULL), g_bytes_get_size (file), hash);
  for (gsize i = 0; i < sizeof hash; i++)
    g_string_append_printf (text, "%02x", hash[i]);
  return g_string_free (text, FALSE);
}

static const char *
kind_code (LuwtePackKind kind)
{
  static const char *const codes[] = {
    [LUWTE_PACK_CASE] = "case",       [LUWTE_PACK_ADVICE] = "advice",
    [LUWTE_PACK_OUTCOME] = "outcome", [LUWTE_PACK_HANDOVER] = "handover",
    [LUWTE_PACK_ERASED] = "erased",
  };

  return codes[kind];
}

/* What stands in it is not of the form that it should have. */
static void
as_forged (GError **refusal)
{
  g_autoptr (GError) shape = NULL;

  if (*refusal == NULL || (*refusal)->domain != LUWTE_JSON_ERROR)
    return;
  shape = g_steal_pointer (refusal);
  refuse (LUWTE_REVIEW_ERROR_FORGED, shape->message, refusal);
}

static gboolean
is_final (const GError *refusal)
{
  return refusal->domain == LUWTE_REVIEW_ERROR && refusal->code != LUWTE_REVIEW_ERROR_NOT_WHOLE &&
         refusal->code != LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER &&
         refusal->code != LUWTE_REVIEW_ERROR_NEWER;
}

/* What was opened comes into the vault, unless it is refused. */
static void
take_opened (LuwteBoard *self, Opened *opened, GError **refusal)
{
  const LuwtePackKind kind = opened->head.kind;

  if (kind == LUWTE_PACK_ERASED &&
      !luwte_handover_erase (self, &opened->head, opened->body, refusal))
    return;
  if (kind == LUWTE_PACK_HANDOVER)
    {
      opened->erased = luwte_vault_read_erased (self->vault, refusal);
      if (opened->erased == NULL)
        return;
    }
  luwte_vault_write (self->vault, store, opened, refusal);
  g_clear_pointer (&opened->erased, luwte_erased_free);
}

/* (transfer full) */
static LuwteTaken *
take_file (LuwteBoard *self, Reader *reader, const char *folder, const char *name, char *stamp)
{
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GBytes) file = luwte_folder_read (folder, name, &refusal);
  Opened opened = { .board = self, .name = name, .stamp = stamp, .month = reader->month };
  LuwteTaken *taken;

  if (file != NULL)
    {
      opened.hash = hash_of (file);
      opened.body = open_file (reader, file, &opened.head, &opened.sent, &refusal);
    }
  if (opened.body != NULL)
    take_opened (self, &opened, &refusal);
  as_forged (&refusal);
  if (refusal != NULL && stamp != NULL && is_final (refusal))
    luwte_vault_write (self->vault, mark_seen, &opened, NULL);
  taken = g_new0 (LuwteTaken, 1);
  taken->name = g_strdup (name);
  taken->case_id = g_strdup (opened.head.case_id);
  if (refusal == NULL)
    taken->kind = kind_code (opened.head.kind);
  else
    taken->refusal = g_steal_pointer (&refusal);
  g_clear_pointer (&opened.body, json_object_unref);
  g_free (opened.hash);
  luwte_pack_head_clear (&opened.head);
  return taken;
}

GPtrArray *
luwte_board_take_in (LuwteBoard *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = luwte_folder_list (folder, error);
  g_autoptr (Reader) reader = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_taken_free);

  if (names == NULL)
    return NULL;
  reader = luwte_vault_read (self->vault, read_reader, NULL, error);
  if (reader == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *stamp = NULL;
      LuwteTaken *taken;

      if (g_hash_table_contains (reader->seen, name))
        continue;
      stamp = luwte_folder_stamp (folder, name);
      if (stamp != NULL && g_hash_table_contains (reader->seen, stamp))
        continue;
      taken = take_file (self, reader, folder, name, stamp);
      /* Most of what lies there is for others. */
      if (g_error_matches (taken->refusal, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_FOR_ME))
        luwte_taken_free (taken);
      else
        g_ptr_array_add (all, taken);
    }
  return g_steal_pointer (&all);
}

LuwteTaken *
luwte_board_take_in_file (LuwteBoard *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (Reader) reader = luwte_vault_read (self->vault, read_reader, NULL, error);
  LuwteTaken *taken = reader != NULL ? take_file (self, reader, folder, name, NULL) : NULL;

  if (taken == NULL || taken->refusal == NULL)
    return taken;
  g_propagate_error (error, g_steal_pointer (&taken->refusal));
  luwte_taken_free (taken);
  return NULL;
}
