/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-object-private.h"

char *
luwte_nickname_normalize (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  const char *start = composed;
  const char *end = composed + strlen (composed);

  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (start, (gsize) (end - start));
}

char *
luwte_nickname_fold (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed, -1);
  g_autofree char *again = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_sized_new (strlen (again));

  for (const char *p = again; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (folded, g_utf8_get_char (p));
  return g_string_free (folded, FALSE);
}

gboolean
luwte_dossier_use_nickname (LuwteDb *db, gint64 dossier, gint64 service, const char *nickname,
                            LuwteDay day, GError **error)
{
  g_autofree char *name = luwte_nickname_normalize (nickname);
  g_autofree char *folded = luwte_nickname_fold (name);
  LuwteStmt *stmt =
      luwte_db_prepare (db,
                        "INSERT INTO nickname (dossier_id, service_id, name, folded, used_day)"
                        " VALUES (?1, NULLIF (?2, 0), ?3, ?4, ?5)"
                        " ON CONFLICT (dossier_id, name, IFNULL (service_id, 0))"
                        " DO UPDATE SET used_day = max (used_day, excluded.used_day)",
                        error);

  if (stmt == NULL)
    return FALSE;
  luwte_stmt_bind_int (stmt, 1, dossier);
  luwte_stmt_bind_int (stmt, 2, service);
  luwte_stmt_bind_text (stmt, 3, name);
  luwte_stmt_bind_text (stmt, 4, folded);
  luwte_stmt_bind_day (stmt, 5, day);
  return luwte_stmt_run (stmt, error);
}
