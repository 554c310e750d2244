/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a vault has one identity, made once. It signs a roster only where its role is lead, and
 * believes one only because a lead whom it believed already signed it, or because a person compared
 * the words of the one who did. */

#include "luwte-team-private.h"

#include "luwte-db.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"
#include "luwte-setting-table.h"
#include "luwte-team-table.h"
#include "luwte-vault.h"

#include <string.h>

struct _LuwteTeam
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
};

G_DEFINE_FINAL_TYPE (LuwteTeam, luwte_team, G_TYPE_OBJECT)

/* For the vault's threads: what a call was given. */
typedef struct
{
  char *text;
  gsize length;
  char *words;
  guint roles;
  GStrv profiles;
} Job;

static void
job_free (Job *self)
{
  g_free (self->text);
  g_free (self->words);
  g_strfreev (self->profiles);
  g_free (self);
}

void
luwte_team_state_free (LuwteTeamState *self)
{
  g_free (self->name);
  g_free (self->card);
  g_free (self->fingerprint);
  g_free (self->id);
  g_clear_pointer (&self->roster, luwte_roster_unref);
  g_clear_pointer (&self->staged, g_ptr_array_unref);
  g_free (self);
}

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

static GPtrArray *
read_staged (LuwteDb *db, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_roster_card_table_list (db, error);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_roster_member_free);

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteRosterCardRow *row = g_ptr_array_index (rows, i);
      g_autoptr (LuwteCard) card = luwte_card_parse (row->card, NULL);

      /* A member who is to leave stands there by her id alone. */
      if (card != NULL)
        g_ptr_array_add (members, luwte_roster_member_new (card, row->roles));
      else
        {
          LuwteRosterMember *leaver = g_new0 (LuwteRosterMember, 1);

          leaver->id = g_strdup (row->id);
          leaver->card = g_new0 (LuwteCard, 1);
          leaver->roles = row->roles;
          g_ptr_array_add (members, leaver);
        }
    }
  return g_steal_pointer (&members);
}

static gpointer
load (LuwteDb *db, gpointer data, GError **error)
{
  g_autoptr (LuwteTeamState) state = g_new0 (LuwteTeamState, 1);
  g_autoptr (LuwteKeyPair) pair = NULL;
  LuwteRosterMember *me = NULL;

  if (!luwte_team_read_identity (db, &pair, &state->name, error) ||
      !luwte_team_read_roster (db, &state->roster, error))
    return NULL;
  state->staged = read_staged (db, error);
  if (state->staged == NULL)
    return NULL;
  if (pair != NULL)
    {
      const guint8 *box = luwte_key_pair_peek_box (pair);
      const guint8 *sign = luwte_key_pair_peek_sign (pair);

      state->card = luwte_card_make (pair, state->name);
      state->fingerprint = luwte_card_fingerprint (box, sign);
      state->id = luwte_card_id (box, sign);
      if (state->roster != NULL)
        me = luwte_roster_find (state->roster, state->id);
      state->roles = me != NULL ? me->roles : 0;
    }
  return g_steal_pointer (&state);
}

static gpointer
set_name (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteKey) seed = luwte_key_new_random ();

  if (!luwte_card_name_is_valid (job->text))
    {
      refuse (LUWTE_REVIEW_ERROR_TOO_LARGE, "This cannot be a name on a card", error);
      return NULL;
    }
  return GINT_TO_POINTER (luwte_identity_table_set (db, luwte_key_peek (seed), job->text, error) &&
                          luwte_db_audit (db, "app", "identity.name", NULL, error));
}

/* A card, or the id of somebody in the roster in use. */
static gpointer
stage (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (LuwteCard) card = NULL;
  g_autofree char *id = NULL;

  if (!luwte_team_read_roster (db, &roster, error))
    return NULL;
  if (roster != NULL && luwte_roster_find (roster, job->text) != NULL)
    id = g_strdup (job->text);
  else
    {
      card = luwte_card_parse (job->text, error);
      if (card == NULL)
        return NULL;
      id = luwte_card_id (card->box, card->sign);
    }
  return GINT_TO_POINTER (luwte_roster_card_table_set (db, id, job->text, job->roles, error));
}

static gboolean
check_is_lead (LuwteDb *db, GError **error)
{
  g_autofree char *role = NULL;

  if (!luwte_meta_table_get (db, "role", &role, error))
    return FALSE;
  return g_strcmp0 (role, "lead") == 0 ||
         refuse (LUWTE_REVIEW_ERROR_NOT_SIGNED, "Only a team lead's vault signs rosters", error);
}

static LuwteRosterMember *
find_member (GPtrArray *members, const char *id)
{
  for (guint i = 0; i < members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (members, i);

      if (g_str_equal (member->id, id))
        return member;
    }
  return NULL;
}

/* Those of the roster in use, with what was prepared; this vault itself is a lead. */
static GPtrArray *
next_members (LuwteRoster *roster, GPtrArray *staged, LuwteKeyPair *pair, const char *name)
{
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_member_free);
  GPtrArray *now = roster != NULL ? luwte_roster_get_members (roster) : NULL;
  LuwteCard mine = { .name = (char *) name };
  LuwteRosterMember *me;

  memcpy (mine.box, luwte_key_pair_peek_box (pair), sizeof mine.box);
  memcpy (mine.sign, luwte_key_pair_peek_sign (pair), sizeof mine.sign);
  me = luwte_roster_member_new (&mine, LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING);
  g_ptr_array_add (members, me);
  for (guint i = 0; now != NULL && i < now->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (now, i);
      LuwteRosterMember *changed = find_member (staged, member->id);
      const guint roles = changed != NULL ? changed->roles : member->roles;

      if (roles != 0 && !g_str_equal (member->id, me->id))
        g_ptr_array_add (members, luwte_roster_member_new (member->card, roles));
    }
  for (guint i = 0; i < staged->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (staged, i);

      if (member->roles != 0 && member->card->name != NULL &&
          find_member (members, member->id) == NULL)
        g_ptr_array_add (members, luwte_roster_member_new (member->card, member->roles));
    }
  return members;
}

static gboolean
use_roster (LuwteDb *db, LuwteRoster *roster, const char *action, GError **error)
{
  return luwte_roster_table_add (db, luwte_roster_get_team (roster),
                                 luwte_roster_get_number (roster), luwte_roster_get_text (roster),
                                 error) &&
         luwte_db_audit (db, g_str_equal (action, "roster.sign") ? "lead" : "app", action,
                         luwte_roster_get_team (roster), error);
}

static gpointer
sign_roster (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteKeyPair) pair = NULL;
  g_autoptr (LuwteRoster) current = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (GPtrArray) staged = NULL;
  g_autoptr (GPtrArray) members = NULL;
  g_autofree char *name = NULL;

  if (!check_is_lead (db, error) || !luwte_team_read_identity (db, &pair, &name, error) ||
      !luwte_team_read_roster (db, &current, error))
    return NULL;
  if (pair == NULL)
    {
      refuse (LUWTE_REVIEW_ERROR_NO_ROSTER, "This vault has no card yet", error);
      return NULL;
    }
  staged = read_staged (db, error);
  if (staged == NULL)
    return NULL;
  members = next_members (current, staged, pair, name);
  roster = luwte_roster_new_signed (current,
                                    job->text != NULL ? job->text
                                    : current != NULL ? luwte_roster_get_name (current)
                                                      : name,
                                    members, (const char *const *) job->profiles, pair, error);
  if (roster == NULL || !luwte_roster_card_table_clear (db, error) ||
      !use_roster (db, roster, "roster.sign", error))
    return NULL;
  return g_steal_pointer (&roster);
}

/* As read aloud: case and spaces do not count. */
static gboolean
same_words (const char *said, const char *words)
{
  g_autofree char *folded = g_utf8_strdown (said, -1);
  g_auto (GStrv) pieces = g_strsplit_set (folded, " \t\r\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", pieces[i]);
  return g_str_equal (joined->str, words);
}

/* Of a team that was left for another and is come back to, too, no older roster comes back. */
static gboolean
check_is_newer (LuwteDb *db, LuwteRoster *roster, GError **error)
{
  g_autoptr (GPtrArray) rows = luwte_roster_table_list (db, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const LuwteRosterRow *row = g_ptr_array_index (rows, i);
      g_autoptr (LuwteRoster) had = luwte_roster_parse (row->text, strlen (row->text), error);

      if (had == NULL)
        return FALSE;
      if (g_str_equal (luwte_roster_get_team (had), luwte_roster_get_team (roster)) &&
          luwte_roster_get_number (had) >= luwte_roster_get_number (roster))
        return refuse (LUWTE_REVIEW_ERROR_OLDER, "A newer one of that team was in use", error);
    }
  return rows != NULL;
}

static gboolean
may_use (LuwteRoster *roster, LuwteRoster *current, const char *words, GError **error)
{
  g_autofree char *fingerprint = luwte_roster_fingerprint (roster);

  if (current != NULL && luwte_roster_check_follows (roster, current, NULL))
    return TRUE;
  if (words != NULL && same_words (words, fingerprint))
    return TRUE;
  return refuse (LUWTE_REVIEW_ERROR_NOT_SIGNED,
                 words != NULL ? "The words are not those of the one who signed the roster"
                               : "The words of the one who signed the roster must be compared",
                 error);
}

static gpointer
accept_roster (LuwteDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (LuwteRoster) current = NULL;
  g_autoptr (LuwteRoster) roster = luwte_roster_parse (job->text, job->length, error);

  if (roster == NULL || !luwte_team_read_roster (db, &current, error) ||
      !check_is_newer (db, roster, error) || !may_use (roster, current, job->words, error) ||
      !use_roster (db, roster, "roster.accept", error))
    return NULL;
  return g_steal_pointer (&roster);
}

static void
luwte_team_dispose (GObject *object)
{
  LuwteTeam *self = LUWTE_TEAM (object);

  g_clear_object (&self->vault);
  G_OBJECT_CLASS (luwte_team_parent_class)->dispose (object);
}

static void
luwte_team_class_init (LuwteTeamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_team_dispose;
}

static void
luwte_team_init (LuwteTeam *self)
{
}

LuwteTeam *
luwte_team_new (LuwteVault *vault)
{
  LuwteTeam *self = g_object_new (LUWTE_TYPE_TEAM, NULL);

  self->vault = g_object_ref (vault);
  return self;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer answer = luwte_vault_run_finish (LUWTE_VAULT (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, g_task_get_task_data (task));
}

/* destroy: of the answer; NULL where it is a yes alone. */
static GTask *
begin (LuwteTeam *self, GDestroyNotify destroy, GCancellable *cancellable,
       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, destroy, NULL);
  return task;
}

void
luwte_team_load_async (LuwteTeam *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = begin (self, (GDestroyNotify) luwte_team_state_free, cancellable, callback,
                       user_data);

  luwte_vault_read_async (self->vault, load, NULL, NULL, (GDestroyNotify) luwte_team_state_free,
                          cancellable, answered_cb, task);
}

LuwteTeamState *
luwte_team_load_finish (LuwteTeam *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_team_set_name_async (LuwteTeam *self, const char *name, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (self, NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->text = g_strdup (name);
  luwte_vault_write_async (self->vault, set_name, job, (GDestroyNotify) job_free, NULL, cancellable,
                           answered_cb, task);
}

gboolean
luwte_team_set_name_finish (LuwteTeam *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
luwte_team_stage_async (LuwteTeam *self, const char *card, guint roles, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (self, NULL, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->text = g_strstrip (g_strdup (card));
  job->roles = roles;
  luwte_vault_write_async (self->vault, stage, job, (GDestroyNotify) job_free, NULL, cancellable,
                           answered_cb, task);
}

gboolean
luwte_team_stage_finish (LuwteTeam *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
luwte_team_sign_async (LuwteTeam *self, const char *name, const char *const *profiles,
                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = begin (self, (GDestroyNotify) luwte_roster_unref, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->text = g_strdup (name);
  job->profiles = g_strdupv ((char **) profiles);
  luwte_vault_write_async (self->vault, sign_roster, job, (GDestroyNotify) job_free,
                           (GDestroyNotify) luwte_roster_unref, cancellable, answered_cb, task);
}

void
luwte_team_accept_async (LuwteTeam *self, const char *text, gsize length, const char *fingerprint,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = begin (self, (GDestroyNotify) luwte_roster_unref, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->text = g_strndup (text, length);
  job->length = length;
  job->words = g_strdup (fingerprint);
  luwte_vault_write_async (self->vault, accept_roster, job, (GDestroyNotify) job_free,
                           (GDestroyNotify) luwte_roster_unref, cancellable, answered_cb, task);
}

LuwteRoster *
luwte_team_roster_finish (LuwteTeam *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
