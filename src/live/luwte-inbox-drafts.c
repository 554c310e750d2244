/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-inbox-private.h"

#include "luwte-log.h"
#include "luwte-question-draft-table.h"
#include "luwte-secret.h"
#include "luwte-vault.h"

#define DONE GINT_TO_POINTER (TRUE)

typedef struct
{
  char *question_id;
  char *text; /* nullable: it goes */
  gint64 at;
} Draft;

static void
wipe_and_free (gpointer data)
{
  char *text = data;

  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

static void
draft_free (gpointer data)
{
  Draft *self = data;

  wipe_and_free (self->text);
  g_free (self->question_id);
  g_free (self);
}

GHashTable *
luwte_inbox_drafts_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, wipe_and_free);
}

static gpointer
store_func (LuwteDb *db, gpointer data, GError **error)
{
  const Draft *draft = data;

  return luwte_question_draft_table_set (db, draft->question_id, draft->text, draft->at, error)
             ? DONE
             : NULL;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_vault_run_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("The draft of an answer was not kept", error);
}

void
luwte_inbox_store_draft (LuwteVault *vault, const char *question_id, const char *text, gint64 at)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->question_id = g_strdup (question_id);
  draft->text = g_strdup (text);
  draft->at = at;
  luwte_vault_write_async (vault, store_func, draft, draft_free, NULL, NULL, stored_cb, NULL);
}

static gpointer
load_func (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_question_draft_table_list (db, error);
}

void
luwte_inbox_load_drafts_async (LuwteVault *vault, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_read_async (vault, load_func, NULL, NULL, (GDestroyNotify) g_hash_table_unref,
                          cancellable, callback, user_data);
}

GHashTable *
luwte_inbox_load_drafts_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}
