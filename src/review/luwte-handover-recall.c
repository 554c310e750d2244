/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a sealed hand-over is a copy like any other. When nothing of it is left in its author's
 * vault, on its day or on request, nobody is to open the file any more: it is not brought, and is
 * taken out of every folder that it may lie in. As long as something of it is left it stays, for
 * those who have not read it yet; what was erased of it they are told, and keep none of it. */

#include "luwte-handover-private.h"

#include "luwte-case-table.h"
#include "luwte-db.h"
#include "luwte-handover-table.h"
#include "luwte-vault.h"

#include <string.h>

/* Among the names that were seen, where it goes with the file's month: the hand-over, the file. */
#define FILE_OF "file-of:"

gboolean
luwte_handover_mark_file (LuwteDb *db, const char *handover, const char *name, const char *expires,
                          GError **error)
{
  g_autofree char *mark = g_strconcat (FILE_OF, handover, ":", name, NULL);
  gboolean seen;

  return luwte_pack_table_see (db, mark, expires, &seen, error);
}

/* FALSE with an error. */
static gboolean
is_there (LuwteDb *db, const char *mark, gboolean *there, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (mark, ":", 3);

  *there = TRUE;
  return g_strv_length (parts) != 3 || luwte_handover_table_is_there (db, parts[1], there, error);
}

/* (transfer full) (array zero-terminated=1): marks of files that are to go */
static gpointer
list_gone (LuwteDb *db, gpointer data, GError **error)
{
  g_auto (GStrv) marks = luwte_pack_table_list_begun (db, FILE_OF, error);
  g_autoptr (GStrvBuilder) gone = g_strv_builder_new ();

  for (guint i = 0; marks != NULL && marks[i] != NULL; i++)
    {
      gboolean there;

      if (!is_there (db, marks[i], &there, error))
        return NULL;
      if (!there)
        g_strv_builder_add (gone, marks[i]);
    }
  return marks != NULL ? g_strv_builder_end (gone) : NULL;
}

static gpointer
recall (LuwteDb *db, gpointer data, GError **error)
{
  char **marks = data;

  for (guint i = 0; marks[i] != NULL; i++)
    if (!luwte_pack_table_recall (db, strrchr (marks[i], ':') + 1, error) ||
        !luwte_pack_table_unsee (db, marks[i], error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

gboolean
luwte_handover_recall (LuwteBoard *self, GError **error)
{
  g_auto (GStrv) gone = luwte_vault_read (self->vault, list_gone, NULL, error);

  return gone != NULL &&
         (gone[0] == NULL || luwte_vault_write (self->vault, recall, gone, error) != NULL);
}
