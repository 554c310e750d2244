/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-inbox-private.h"

#include "luwte-log.h"
#include "luwte-secret.h"
#include "luwte-setting-table.h"
#include "luwte-vault.h"

#define PREFIX "question-draft:"
#define DONE   GINT_TO_POINTER (TRUE)
/* Questions are promised to be kept for a month; what was written for one is never older. */
#define LONGEST_S (31 * 24 * 60 * 60)

typedef struct
{
  char *key;
  char *value; /* nullable: it goes */
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

  wipe_and_free (self->value);
  g_free (self->key);
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

  return luwte_setting_table_set (db, draft->key, draft->value, error) ? DONE : NULL;
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

  draft->key = g_strconcat (PREFIX, question_id, NULL);
  if (text != NULL && *text != '\0')
    draft->value = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s", at, text);
  luwte_vault_write_async (vault, store_func, draft, draft_free, NULL, NULL, stored_cb, NULL);
}

static gpointer
load_func (LuwteDb *db, gpointer data, GError **error)
{
  const gint64 *now = data;
  g_autoptr (GHashTable) settings = luwte_setting_table_list (db, error);
  g_autoptr (GHashTable) drafts = luwte_inbox_drafts_new ();
  GHashTableIter iter;
  gpointer key, value;

  if (settings == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      char *text = NULL;
      gint64 at;

      if (!g_str_has_prefix (key, PREFIX))
        continue;
      at = g_ascii_strtoll (value, &text, 10);
      if (*text != '\n' || *now - at > LONGEST_S)
        {
          if (!luwte_setting_table_set (db, key, NULL, error))
            return NULL;
        }
      else
        g_hash_table_insert (drafts, g_strdup ((char *) key + strlen (PREFIX)),
                             g_strdup (text + 1));
      luwte_wipe (value, strlen (value));
    }
  return g_steal_pointer (&drafts);
}

void
luwte_inbox_load_drafts_async (LuwteVault *vault, gint64 now, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  luwte_vault_write_async (vault, load_func, g_memdup2 (&now, sizeof now), g_free,
                           (GDestroyNotify) g_hash_table_unref, cancellable, callback, user_data);
}

GHashTable *
luwte_inbox_load_drafts_finish (LuwteVault *vault, GAsyncResult *result, GError **error)
{
  return luwte_vault_run_finish (vault, result, error);
}
