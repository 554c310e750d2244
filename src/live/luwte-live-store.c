/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which dossier a claimed session belongs to ("A nickname is not a person"):
 *   unkept   the line knows no dossiers: none
 *   generic  the service's default name: a dossier of its own, whoever was here before
 *   unknown  nobody was here under this name at this service: a dossier of its own
 *   account  the service vouches for the name: the earlier dossier
 *   free     anybody can bear it: no dossier until the counsellor has answered "Same person?".
 *            Closed without an answer it counts as somebody else. */

#include "config.h"

#include "luwte-live-store.h"

#include "luwte-dossier-table.h"
#include "luwte-dossier.h"
#include "luwte-draft-table.h"
#include "luwte-message-table.h"
#include "luwte-outbox-table.h"
#include "luwte-secret.h"
#include "luwte-session-table.h"
#include "luwte-vault.h"

void
luwte_kept_session_free (LuwteKeptSession *self)
{
  g_free (self->object_id);
  g_free (self->dossier_id);
  g_free (self->candidate_id);
  g_free (self->remote_id);
  g_free (self->nickname);
  g_free (self->department);
  g_free (self->line);
  g_free (self->channel);
  if (self->draft)
    luwte_wipe (self->draft, strlen (self->draft));
  g_free (self->draft);
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_clear_pointer (&self->outbox, g_ptr_array_unref);
  g_free (self);
}

gboolean
luwte_store_done_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error) != NULL;
}

/* The earlier dossier that the question is about: the one contacted last, our own aside. */
static gboolean
find_candidate (LuwteDb *db, const char *service, const char *nickname, const char *own,
                char **candidate, GError **error)
{
  g_autoptr (GPtrArray) known = NULL;

  *candidate = NULL;
  known = luwte_dossier_table_known (db, service, nickname, error);
  if (!known)
    return FALSE;
  for (guint i = 0; i < known->len && !*candidate; i++)
    {
      const char *id = luwte_dossier_get_id (g_ptr_array_index (known, i));

      if (g_strcmp0 (id, own) != 0)
        *candidate = g_strdup (id);
    }

  return TRUE;
}

static GPtrArray *
outbox_of (GPtrArray *rows, const char *object_id, const char *line)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_outbox_item_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteOutboxRow *row = g_ptr_array_index (rows, i);

      LuwteOutboxItem *item;

      if (g_strcmp0 (row->session, object_id) != 0)
        continue;
      item = luwte_outbox_item_new (row->remote_id, row->session, row->client_id, row->text,
                                    row->created_at, row->state);
      item->line = g_strdup (line);
      g_ptr_array_add (items, item);
    }

  return items;
}

static LuwteKeptSession *
keep_session (LuwteDb *db, const LuwteSessionRow *row, GPtrArray *outbox, GError **error)
{
  g_autoptr (LuwteKeptSession) kept = g_new0 (LuwteKeptSession, 1);

  kept->object_id = g_strdup (row->object_id);
  kept->dossier_id = g_strdup (row->dossier);
  kept->remote_id = g_strdup (row->remote_id);
  kept->nickname = g_strdup (row->nickname);
  kept->department = g_strdup (row->department);
  kept->line = g_strdup (row->line);
  kept->channel = g_strdup (row->channel);
  kept->identity = row->identity;
  kept->opened = row->opened_at;
  if (row->identity == LUWTE_IDENTITY_ASK)
    {
      if (!find_candidate (db, row->service, row->nickname, row->dossier, &kept->candidate_id,
                           error))
        return NULL;
      /* What it asked about is past its term meanwhile: there is nothing to ask. */
      if (!kept->candidate_id)
        kept->identity = LUWTE_IDENTITY_UNKNOWN;
    }
  if (!luwte_draft_table_load (db, row->object_id, LUWTE_DRAFT_MESSAGE, &kept->draft, error))
    return NULL;
  kept->messages = luwte_message_table_list (db, row->object_id, error);
  if (!kept->messages)
    return NULL;
  kept->outbox = outbox_of (outbox, row->object_id, row->line);

  return g_steal_pointer (&kept);
}

/* record */

typedef struct
{
  char *service_id;
  char *remote_id;
  char *nickname;
  char *department;
  char *line;
  char *channel;
  LuwteNicknameKind kind;
  gint64 now;
  LuwteDay day;
} Record;

static void
record_free (gpointer data)
{
  Record *self = data;

  g_free (self->service_id);
  g_free (self->remote_id);
  g_free (self->nickname);
  g_free (self->department);
  g_free (self->line);
  g_free (self->channel);
  g_free (self);
}

static gboolean
place_in_dossier (LuwteDb *db, const Record *record, char **dossier, LuwteIdentity *identity,
                  GError **error)
{
  g_autofree char *earlier = NULL;

  *dossier = NULL;
  *identity = LUWTE_IDENTITY_UNKNOWN;
  if (record->kind == LUWTE_NICKNAME_UNKEPT)
    return TRUE;
  if (record->kind != LUWTE_NICKNAME_GENERIC &&
      !find_candidate (db, record->service_id, record->nickname, NULL, &earlier, error))
    return FALSE;
  if (earlier && record->kind == LUWTE_NICKNAME_FREE)
    {
      *identity = LUWTE_IDENTITY_ASK;
      return TRUE;
    }
  if (earlier)
    {
      *identity = LUWTE_IDENTITY_JOINED;
      *dossier = g_steal_pointer (&earlier);
      return TRUE;
    }
  *dossier = luwte_dossier_table_add (db, record->service_id, record->nickname, record->day, error);

  return *dossier != NULL;
}

static char *
add_session (LuwteDb *db, const Record *record, GError **error)
{
  g_autofree char *dossier = NULL;
  LuwteSessionRow row = { 0 };

  if (!place_in_dossier (db, record, &dossier, &row.identity, error))
    return NULL;
  row.service = record->service_id;
  row.remote_id = record->remote_id;
  row.dossier = dossier;
  row.nickname = record->nickname;
  row.department = record->department;
  row.line = record->line;
  row.channel = record->channel;
  row.state = LUWTE_SESSION_ACTIVE;
  row.opened_at = record->now;
  row.opened_day = record->day;
  row.active_day = record->day;
  row.closed_day = LUWTE_DAY_NONE;

  return luwte_session_table_add (db, &row, error);
}

static gpointer
record_func (LuwteDb *db, gpointer data, GError **error)
{
  const Record *record = data;
  g_autoptr (LuwteSessionRow) row = NULL;
  g_autoptr (GPtrArray) outbox = NULL;
  g_autofree char *object_id = NULL;

  if (!luwte_session_table_find (db, record->service_id, record->remote_id, &row, error))
    return NULL;
  if (!row)
    {
      object_id = add_session (db, record, error);
      if (!object_id)
        return NULL;
    }
  else
    {
      object_id = g_strdup (row->object_id);
      /* The visitor came back, or a colleague returned what was released. */
      if (row->closed_day != LUWTE_DAY_NONE &&
          !luwte_session_table_reopen (db, object_id, LUWTE_SESSION_ACTIVE, record->day, error))
        return NULL;
      g_clear_pointer (&row, luwte_session_row_free);
    }
  row = luwte_session_table_get (db, object_id, error);
  outbox = row ? luwte_outbox_table_list (db, record->service_id, error) : NULL;

  return outbox ? keep_session (db, row, outbox, error) : NULL;
}

void
luwte_store_record_async (LuwteVault *vault, const LuwteRecordRequest *request,
                          GAsyncReadyCallback callback, gpointer data)
{
  Record *record = g_new0 (Record, 1);

  record->service_id = g_strdup (request->service_id);
  record->remote_id = g_strdup (request->remote_id);
  record->nickname = g_strdup (request->nickname);
  record->department = g_strdup (request->department);
  record->line = g_strdup (request->line);
  record->channel = g_strdup (request->channel);
  record->kind = request->kind;
  record->now = request->now;
  record->day = request->day;
  luwte_vault_write_async (vault, record_func, record, record_free,
                           (GDestroyNotify) luwte_kept_session_free, NULL, callback, data);
}

LuwteKeptSession *
luwte_store_record_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}

/* load */

static gpointer
load_func (LuwteDb *db, gpointer data, GError **error)
{
  const char *service_id = data;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) outbox = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  kept = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_kept_session_free);
  rows = luwte_session_table_list_open (db, service_id, error);
  outbox = rows ? luwte_outbox_table_list (db, service_id, error) : NULL;
  if (!outbox)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteKeptSession *one = keep_session (db, g_ptr_array_index (rows, i), outbox, error);

      if (!one)
        return NULL;
      g_ptr_array_add (kept, one);
    }

  return g_steal_pointer (&kept);
}

void
luwte_store_load_async (LuwteVault *vault, const char *service_id, GAsyncReadyCallback callback,
                        gpointer data)
{
  luwte_vault_read_async (vault, load_func, g_strdup (service_id), g_free,
                          (GDestroyNotify) g_ptr_array_unref, NULL, callback, data);
}

GPtrArray *
luwte_store_load_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}

/* answer */

typedef struct
{
  char *object_id;
  char *candidate_id;
  gboolean same_person;
  LuwteDay day;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->object_id);
  g_free (self->candidate_id);
  g_free (self);
}

static gpointer
answer_func (LuwteDb *db, gpointer data, GError **error)
{
  const Answer *answer = data;
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, answer->object_id, error);
  g_autofree char *dossier = NULL;

  if (!row)
    return NULL;
  dossier = answer->same_person
                ? g_strdup (answer->candidate_id)
                : luwte_dossier_table_add (db, row->service, row->nickname, answer->day, error);
  if (!dossier || !luwte_session_table_set_dossier (db, answer->object_id, dossier, error) ||
      !luwte_dossier_table_add_nickname (db, dossier, row->service, row->nickname, answer->day,
                                         error) ||
      !luwte_dossier_table_touch (db, dossier, row->active_day, error) ||
      !luwte_session_table_set_identity (db, answer->object_id,
                                         answer->same_person ? LUWTE_IDENTITY_JOINED
                                                             : LUWTE_IDENTITY_SEPARATE,
                                         error))
    return NULL;

  return g_steal_pointer (&dossier);
}

void
luwte_store_answer_async (LuwteVault *vault, const char *object_id, const char *candidate_id,
                          gboolean same_person, LuwteDay day, GAsyncReadyCallback callback,
                          gpointer data)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->object_id = g_strdup (object_id);
  answer->candidate_id = g_strdup (candidate_id);
  answer->same_person = same_person;
  answer->day = day;
  luwte_vault_write_async (vault, answer_func, answer, answer_free, g_free, NULL, callback, data);
}

char *
luwte_store_answer_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}

/* seen before */

typedef struct
{
  char *service_id;
  char **nicknames;
} Seen;

static void
seen_free (gpointer data)
{
  Seen *self = data;

  g_free (self->service_id);
  g_strfreev (self->nicknames);
  g_free (self);
}

static gpointer
seen_func (LuwteDb *db, gpointer data, GError **error)
{
  const Seen *seen = data;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; seen->nicknames[i]; i++)
    {
      g_autofree char *candidate = NULL;

      if (!find_candidate (db, seen->service_id, seen->nicknames[i], NULL, &candidate, error))
        return NULL;
      if (candidate)
        g_hash_table_add (known, g_strdup (seen->nicknames[i]));
    }

  return g_steal_pointer (&known);
}

void
luwte_store_seen_async (LuwteVault *vault, const char *service_id, const char *const *nicknames,
                        GAsyncReadyCallback callback, gpointer data)
{
  Seen *seen = g_new0 (Seen, 1);

  seen->service_id = g_strdup (service_id);
  seen->nicknames = g_strdupv ((char **) nicknames);
  luwte_vault_read_async (vault, seen_func, seen, seen_free, (GDestroyNotify) g_hash_table_unref,
                          NULL, callback, data);
}

GHashTable *
luwte_store_seen_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}
