/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: each file is opened once. What is for this vault is stored in one transaction with the
 * mark that it was seen, several packs in one, each of which can be refused by itself. What was refused is marked as it lies there, by name, size and time of
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

/* Stored together. */
#define BATCH       64
#define BATCH_BYTES (8 * 1024 * 1024)

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
  GHashTable *seen;    /* names */
  LuwteErased *erased; /* (nullable): once a hand-over has come, which may have been here before */
  char *month;
} Reader;

/* A pack that was opened, on its way into the vault. */
typedef struct
{
  LuwteBoard *board;
  Reader *reader; /* borrowed */
  char *name;
  char *stamp; /* (nullable): the file as it lies there */
  char *hash;  /* (nullable): of what is in it */
  LuwtePackHead head;
  JsonObject *body; /* (nullable) */
  const LuwteCaseSentRow *sent;
  GError *refusal; /* (nullable) */
  gsize length;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *self = data;

  g_free (self->name);
  g_free (self->stamp);
  g_free (self->hash);
  luwte_pack_head_clear (&self->head);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_error (&self->refusal);
  g_free (self);
}

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
  g_clear_pointer (&self->erased, luwte_erased_free);
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
  g_autofree char *last = luwte_policy_pack_expires (opened->board->policy, luwte_db_today (db));
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
                                  /* Not longer than this vault's profile keeps any. */
                                  .expires = strcmp (last, opened->head.expires) < 0
                                                 ? last
                                                 : opened->head.expires,
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
      !luwte_json_peek_string (opened->body, "text", LUWTE_PACK_MAX_ADVICE, &text, error))
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
  g_autoptr (GError) local = NULL;
  const char *text;

  if (!luwte_json_peek_string (opened->body, "text", LUWTE_PACK_MAX_OUTCOME, &text, error))
    return FALSE;
  if (luwte_board_table_set_outcome (db, opened->head.case_id, text, &local))
    return TRUE;
  if (g_error_matches (local, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND))
    return refuse (LUWTE_REVIEW_ERROR_EXPIRED, "The case is no longer at the board", error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
store (LuwteDb *db, Opened *opened, GError **error)
{
  /* The same case cannot come twice, under whatever name; of advice there may be several. */
  g_autofree char *once = g_strconcat ("case:", opened->head.case_id, NULL);
  gboolean seen, stored = FALSE;

  /* A name says something in the folder alone; a file that somebody chose may have any. */
  if (!luwte_pack_table_see (db, opened->hash, opened->head.expires, &seen, error) ||
      (!seen && opened->stamp != NULL &&
       !luwte_pack_table_see (db, opened->name, opened->head.expires, &seen, error)))
    return FALSE;
  if (!seen && opened->head.kind == LUWTE_PACK_CASE &&
      !luwte_pack_table_see (db, once, opened->head.expires, &seen, error))
    return FALSE;
  if (seen)
    return refuse (LUWTE_REVIEW_ERROR_REPLAYED, "This came before", error);
  if (opened->head.kind == LUWTE_PACK_CASE)
    stored = store_case (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_ADVICE)
    stored = store_advice (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_OUTCOME)
    stored = store_outcome (db, opened, error);
  else if (opened->head.kind == LUWTE_PACK_HANDOVER)
    stored = luwte_handover_store (db, &opened->head, opened->body, opened->reader->erased, error);
  else
    /* A list of erasures was carried out already, which may be done twice. */
    stored = TRUE;
  return stored;
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

/* In a transaction in which others are stored, too: of what is refused nothing stays, but that it is
 * not to be opened again this month, unless it changes. */
static gboolean
store_one (LuwteDb *db, Opened *opened, GError **error)
{
  gboolean seen;

  if (!luwte_db_exec (db, "SAVEPOINT pack", error))
    return FALSE;
  if (opened->body != NULL && opened->refusal == NULL && !store (db, opened, &opened->refusal) &&
      !luwte_db_exec (db, "ROLLBACK TO pack", error))
    return FALSE;
  as_forged (&opened->refusal);
  if (opened->refusal != NULL && opened->stamp != NULL && is_final (opened->refusal) &&
      !luwte_pack_table_see (db, opened->stamp, opened->reader->month, &seen, error))
    return FALSE;
  return luwte_db_exec (db, "RELEASE pack", error);
}

static gpointer
store_all (LuwteDb *db, gpointer data, GError **error)
{
  GPtrArray *batch = data;

  for (guint i = 0; i < batch->len; i++)
    if (!store_one (db, batch->pdata[i], error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

/* (transfer full) */
static LuwteTaken *
taken_of (Opened *opened)
{
  LuwteTaken *taken = g_new0 (LuwteTaken, 1);

  taken->name = g_strdup (opened->name);
  taken->case_id = g_strdup (opened->head.case_id);
  if (opened->refusal == NULL)
    taken->kind = kind_code (opened->head.kind);
  else
    taken->refusal = g_steal_pointer (&opened->refusal);
  return taken;
}

/* all: what became of each; empties batch */
static void
take_batch (LuwteBoard *self, GPtrArray *batch, GPtrArray *all)
{
  g_autoptr (GError) error = NULL;

  if (batch->len > 0)
    luwte_vault_write (self->vault, store_all, batch, &error);
  for (guint i = 0; i < batch->len; i++)
    {
      Opened *opened = batch->pdata[i];

      if (error != NULL && opened->refusal == NULL)
        opened->refusal = g_error_copy (error);
      g_ptr_array_add (all, taken_of (opened));
    }
  g_ptr_array_set_size (batch, 0);
}

/* (transfer full) */
static Opened *
open_one (LuwteBoard *self, Reader *reader, const char *folder, const char *name, char *stamp)
{
  Opened *opened = g_new0 (Opened, 1);
  g_autoptr (GBytes) file = luwte_folder_read (folder, name, &opened->refusal);

  opened->board = self;
  opened->reader = reader;
  opened->name = g_strdup (name);
  opened->stamp = stamp;
  if (file == NULL)
    return opened;
  opened->hash = hash_of (file);
  opened->length = g_bytes_get_size (file);
  opened->body = open_file (reader, file, &opened->head, &opened->sent, &opened->refusal);
  if (opened->body == NULL)
    return opened;
  if (opened->head.kind == LUWTE_PACK_ERASED)
    luwte_handover_erase (self, &opened->head, opened->body, &opened->refusal);
  else if (opened->head.kind == LUWTE_PACK_HANDOVER && reader->erased == NULL)
    reader->erased = luwte_vault_read_erased (self->vault, &opened->refusal);
  return opened;
}

GPtrArray *
luwte_board_take_in (LuwteBoard *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = luwte_folder_list (folder, error);
  g_autoptr (Reader) reader = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_taken_free);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (opened_free);
  gsize length = 0;

  if (names == NULL)
    return NULL;
  reader = luwte_vault_read (self->vault, read_reader, NULL, error);
  if (reader == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *stamp = NULL;
      Opened *opened;

      if (g_hash_table_contains (reader->seen, name))
        continue;
      stamp = luwte_folder_stamp (folder, name);
      if (stamp != NULL && g_hash_table_contains (reader->seen, stamp))
        continue;
      opened = open_one (self, reader, folder, name, g_steal_pointer (&stamp));
      g_ptr_array_add (batch, opened);
      length += opened->length;
      if (batch->len == BATCH || length > BATCH_BYTES)
        {
          take_batch (self, batch, all);
          length = 0;
        }
    }
  take_batch (self, batch, all);
  /* Most of what lies there is for others. */
  for (guint i = all->len; i > 0; i--)
    if (g_error_matches (((LuwteTaken *) all->pdata[i - 1])->refusal, LUWTE_REVIEW_ERROR,
                         LUWTE_REVIEW_ERROR_NOT_FOR_ME))
      g_ptr_array_remove_index (all, i - 1);
  return g_steal_pointer (&all);
}

LuwteTaken *
luwte_board_take_in_file (LuwteBoard *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (Reader) reader = luwte_vault_read (self->vault, read_reader, NULL, error);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (opened_free);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_taken_free);
  LuwteTaken *taken;

  if (reader == NULL)
    return NULL;
  g_ptr_array_add (batch, open_one (self, reader, folder, name, NULL));
  take_batch (self, batch, all);
  taken = g_ptr_array_steal_index (all, 0);
  if (taken->refusal == NULL)
    return taken;
  g_propagate_error (error, g_steal_pointer (&taken->refusal));
  luwte_taken_free (taken);
  return NULL;
}
