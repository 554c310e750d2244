/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-team-private.h"

#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-team-table.h"

#include <string.h>

/* How long a replaced roster still vouches: colleagues do not all get the new one on the same day. */
#define GRACE_DAYS 14

gboolean
luwte_team_read_identity (LuwteDb *db, LuwteKeyPair **pair, char **name, GError **error)
{
  guint8 bytes[LUWTE_SEED_BYTES];
  g_autoptr (LuwteKey) seed = NULL;

  *pair = NULL;
  if (!luwte_identity_table_get (db, bytes, name, error))
    return FALSE;
  if (*name == NULL)
    return TRUE;
  seed = luwte_key_new_from_bytes (bytes);
  luwte_wipe (bytes, sizeof bytes);
  *pair = luwte_key_pair_new (seed);
  return TRUE;
}

gboolean
luwte_team_read_roster (LuwteDb *db, LuwteRoster **roster, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_roster_table_list (db, error);
  LuwteRosterRow *row;

  *roster = NULL;
  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  row = g_ptr_array_index (rows, 0);
  *roster = luwte_roster_parse (row->text, strlen (row->text), error);
  return *roster != NULL;
}

GPtrArray *
luwte_team_read_held (LuwteDb *db, LuwteKeyPair *pair, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_roster_table_list (db, error);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_roster_held_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteRosterRow *row = g_ptr_array_index (rows, i);
      g_autoptr (LuwteRoster) roster = NULL;
      g_autoptr (LuwteKey) team_key = NULL;

      if (row->replaced != LUWTE_DAY_NONE && row->replaced + GRACE_DAYS < luwte_db_today (db))
        continue;
      roster = luwte_roster_parse (row->text, strlen (row->text), error);
      if (roster == NULL)
        return NULL;
      team_key = luwte_roster_open_team_key (roster, pair);
      if (team_key != NULL)
        g_ptr_array_add (held, luwte_roster_held_new (roster, team_key));
    }
  return g_steal_pointer (&held);
}

gboolean
luwte_team_read_standing (LuwteDb *db, const char *profile, LuwteTeamStanding *standing,
                          GError **error)
{
  g_autoptr (LuwteKeyPair) pair = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autofree char *name = NULL;
  g_autofree char *id = NULL;
  const LuwteRosterMember *me = NULL;

  *standing = (LuwteTeamStanding) { 0 };
  if (!luwte_team_read_identity (db, &pair, &name, error) ||
      !luwte_team_read_roster (db, &roster, error))
    return FALSE;
  if (roster == NULL)
    return TRUE;
  standing->any = TRUE;
  if (pair != NULL)
    {
      id = luwte_card_id (luwte_key_pair_peek_box (pair), luwte_key_pair_peek_sign (pair));
      me = luwte_roster_find (roster, id);
    }
  standing->leads = me != NULL && (me->roles & LUWTE_ROSTER_LEAD) != 0;
  standing->vouches = me != NULL && luwte_roster_vouches_for_profile (roster, profile);
  return TRUE;
}
