/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The statement of secrecy (R51): asked at the first unlock, again when the profile's term has passed
 * since, and at once when its words have changed. In a vault for practice nobody confides anything,
 * so it is not asked. What is kept is the day and a digest of what was agreed to, never a name. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-db.h"
#include "luwte-log.h"
#include "luwte-setting-table.h"

#define KEY_AGREED "secrecy.agreed"

/* "2026-11-25 DIGEST" of the words in the profile's first language */
static char *
agreement_of (LuwteWorkspace *self, LuwteDay day)
{
  const char *words = luwte_policy_get_secrecy_statement (self->policy, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, words, -1);
  g_autofree char *iso = luwte_day_to_iso (day);

  return g_strdup_printf ("%s %s", iso, digest);
}

static gboolean
is_agreed (LuwteWorkspace *self)
{
  g_autofree char *kept = luwte_workspace_get_setting (self, KEY_AGREED);
  g_autofree char *same = NULL;
  g_auto (GStrv) parts = kept ? g_strsplit (kept, " ", 2) : NULL;
  LuwteDay day;

  if (!parts || !parts[0] || !luwte_day_from_iso (parts[0], &day))
    return FALSE;
  same = agreement_of (self, day);

  return g_str_equal (kept, same) && luwte_retention_get_today (self->retention) <
                                         luwte_policy_get_secrecy_until (self->policy, day);
}

char *
luwte_workspace_secrecy_to_agree (LuwteWorkspace *self, const char *language)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);

  if (self->state != LUWTE_WORKSPACE_OPEN || !self->policy || !self->retention ||
      !self->has_setup || self->practice || is_agreed (self))
    return NULL;

  return g_strdup (luwte_policy_get_secrecy_statement (self->policy, language));
}

typedef struct
{
  char *agreement;
  char *role;
} Agree;

static void
agree_free (gpointer data)
{
  Agree *self = data;

  g_free (self->agreement);
  g_free (self->role);
  g_free (self);
}

static gpointer
agree_func (LuwteDb *db, gpointer data, GError **error)
{
  const Agree *agree = data;

  return GINT_TO_POINTER (luwte_setting_table_set (db, KEY_AGREED, agree->agreement, error) &&
                          luwte_db_audit (db, agree->role, "secrecy.agree", NULL, error));
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_vault_run_finish (LUWTE_VAULT (source), result, &error))
    luwte_log_error ("The agreement to secrecy could not be kept", error);
}

void
luwte_workspace_agree_to_secrecy (LuwteWorkspace *self)
{
  Agree *agree;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  if (self->state != LUWTE_WORKSPACE_OPEN)
    return;
  agree = g_new (Agree, 1);
  agree->agreement = agreement_of (self, luwte_retention_get_today (self->retention));
  agree->role = g_strdup (self->role ? self->role : "counsellor");
  g_hash_table_replace (self->settings, g_strdup (KEY_AGREED), g_strdup (agree->agreement));
  luwte_vault_write_async (self->vault, agree_func, agree, agree_free, NULL, NULL, agreed_cb, NULL);
}
