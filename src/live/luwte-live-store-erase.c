/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an erasure at the service does here, session by session (policy, retention rules 4 and 10):
 * one that is open waits, one on hold stays, one whose line the law makes keep stays until its term;
 * of the others everything goes, and where the profile leaves the topic, one tombstone remains. */

#include "config.h"

#include "luwte-live-store.h"

#include "luwte-dossier-table.h"
#include "luwte-policy.h"
#include "luwte-record-table.h"
#include "luwte-session-table.h"
#include "luwte-tombstone-table.h"
#include "luwte-vault.h"

#define UNKNOWN_TOPIC "unknown"

typedef struct
{
  char *service_id;
  char *remote_id;
  LuwtePolicy *policy;
} Erase;

static void
erase_free (gpointer data)
{
  Erase *self = data;

  g_free (self->service_id);
  g_free (self->remote_id);
  g_object_unref (self->policy);
  g_free (self);
}

static gboolean
leaves_topic (LuwtePolicy *policy, const char *line, char **kinds)
{
  /* A session without a record counts as the contact that it was. */
  static const char *const contact[] = { "note", "question", "message", "contact", NULL };
  const char *const *list = kinds[0] ? (const char *const *) kinds : contact;

  for (guint i = 0; list[i]; i++)
    if (luwte_policy_leaves_topic (policy, line, list[i]))
      return TRUE;

  return FALSE;
}

static gboolean
leave_tombstone (LuwteDb *db, const Erase *self, const LuwteSessionRow *row, GError **error)
{
  g_auto (GStrv) kinds = luwte_session_table_record_kinds (db, row->object_id, error);
  g_autofree char *month = luwte_day_to_month (row->opened_day);
  g_autofree char *noted = NULL;
  const char *topic = row->topic;

  if (!kinds)
    return FALSE;
  if (!topic)
    {
      if (!luwte_record_table_note_topic (db, row->object_id, &noted, error))
        return FALSE;
      topic = noted ? noted : UNKNOWN_TOPIC;
    }
  /* An empty topic is that of a session which has its tombstone already. */
  if (*topic == '\0' || !leaves_topic (self->policy, row->line, kinds))
    return TRUE;

  return luwte_tombstone_table_add (db, row->line, topic, month, row->channel, row->dossier, error);
}

static gpointer
erase_func (LuwteDb *db, gpointer data, GError **error)
{
  const Erase *self = data;
  g_autoptr (LuwteSessionRow) row = NULL;
  gboolean held = FALSE;

  if (!luwte_session_table_find (db, self->service_id, self->remote_id, &row, error))
    return NULL;
  if (!row || row->closed_day == LUWTE_DAY_NONE)
    return GINT_TO_POINTER (TRUE);
  if (luwte_policy_line_keeps_by_law (self->policy, row->line))
    return GINT_TO_POINTER (TRUE);
  if (row->dossier && !luwte_dossier_table_is_held (db, row->dossier, &held, error))
    return NULL;
  if (held)
    return GINT_TO_POINTER (TRUE);
  if (!leave_tombstone (db, self, row, error) ||
      !luwte_session_table_erase (db, row->object_id, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

void
luwte_store_erase_async (LuwteVault *vault, LuwtePolicy *policy, const char *service_id,
                         const char *remote_id, GAsyncReadyCallback callback, gpointer data)
{
  Erase *self = g_new0 (Erase, 1);

  self->service_id = g_strdup (service_id);
  self->remote_id = g_strdup (remote_id);
  self->policy = g_object_ref (policy);
  luwte_vault_purge_async (vault, erase_func, self, erase_free, NULL, NULL, callback, data);
}
