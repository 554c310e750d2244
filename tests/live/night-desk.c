/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "night.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "luwte-clock.h"
#include "luwte-conversation.h"
#include "luwte-db.h"
#include "luwte-policy.h"
#include "luwte-secret.h"
#include "luwte-service-table.h"
#include "luwte-test-vault.h"

void
night_turn (void)
{
  if (!g_main_context_iteration (NULL, FALSE))
    g_usleep (500);
}

double
night_resident_mb (void)
{
  g_autofree char *statm = NULL;
  long pages = 0, resident = 0;

  g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL);
  if (statm == NULL || sscanf (statm, "%ld %ld", &pages, &resident) != 2)
    return 0;
  return (double) resident * 4096 / 1e6;
}

static LuwteDay
due_func (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
          LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

static gpointer
use_service (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteServiceRow row = { .kind = "bridge", .url = "https://chat.example", .user = "els" };

  return luwte_service_table_use (db, &row, error);
}

static void
begin (NightDesk *self)
{
  g_autoptr (GError) error = NULL;

  self->service = self->backend->connect (self->server, luwte_contract_proxy_get_url (self->proxy),
                                          self->account, FALSE, &error);
  g_assert_no_error (error);
  luwte_vault_set_due_rule (self->vault, due_func, g_object_ref (self->policy), g_object_unref);
  luwte_vault_set_today (self->vault, luwte_policy_day_of (self->policy, luwte_clock_now ()));
  self->live = luwte_live_new (self->service, self->policy);
  if (self->service_id == NULL)
    self->service_id = luwte_vault_write (self->vault, use_service, NULL, &error);
  g_assert_no_error (error);
  luwte_live_set_vault (self->live, self->vault, self->service_id);
  luwte_live_start (self->live);
  luwte_live_set_available (self->live, TRUE);
  luwte_live_set_attention (self->live, TRUE);
}

NightDesk *
night_desk_new (const LuwteContractBackend *backend, gpointer server, LuwteContractProxy *proxy,
                guint account)
{
  NightDesk *self = g_new0 (NightDesk, 1);
  g_autofree char *parent = g_dir_make_tmp ("luwte-night-XXXXXX", NULL);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;

  self->backend = backend;
  self->server = server;
  self->proxy = proxy;
  self->account = account;
  self->dir = g_build_filename (parent, "vault", NULL);
  self->passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  self->policy = luwte_policy_load_bundled ("example", NULL, &error);
  g_assert_no_error (error);
  luwte_test_cheap_keys ();
  self->vault = luwte_vault_create (self->dir, self->passphrase, &code, &error);
  g_assert_no_error (error);
  begin (self);
  return self;
}

/* As when the process ends: what is under way is not waited for. */
static void
end (NightDesk *self)
{
  GWeakRef vault;

  luwte_vault_close (self->vault);
  luwte_live_stop (self->live);
  luwte_live_set_vault (self->live, NULL, NULL);
  g_weak_ref_init (&vault, self->vault);
  g_clear_object (&self->vault);
  g_clear_object (&self->live);
  g_clear_object (&self->service);
  for (;;)
    {
      g_autoptr (GObject) held = g_weak_ref_get (&vault);

      if (held == NULL)
        break;
      night_turn ();
    }
  g_weak_ref_clear (&vault);
}

void
night_desk_restart (NightDesk *self)
{
  g_autoptr (GError) error = NULL;

  end (self);
  self->vault = luwte_vault_open (self->dir, LUWTE_VAULT_SLOT_PASSPHRASE, self->passphrase, &error);
  g_assert_no_error (error);
  begin (self);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
night_desk_free (NightDesk *self)
{
  g_autofree char *parent = g_path_get_dirname (self->dir);

  end (self);
  g_object_unref (self->policy);
  luwte_secret_unref (self->passphrase);
  remove_tree (parent);
  g_free (self->service_id);
  g_free (self->dir);
  g_free (self);
}

LuwteConversation *
night_desk_find (NightDesk *self, const char *session_id)
{
  GListModel *mine = luwte_live_get_mine (self->live);

  for (guint i = 0; i < g_list_model_get_n_items (mine); i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (mine, i);
      LuwteSession *session = luwte_conversation_get_session (conversation);

      if (g_str_equal (luwte_session_get_id (session), session_id))
        return conversation;
    }
  return NULL;
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

LuwteConversation *
night_desk_claim (NightDesk *self, const char *session_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_live_claim_async (self->live, session_id, NULL, answer_cb, &result);
  night_until (result != NULL);
  return luwte_live_claim_finish (self->live, result, error);
}

gboolean
night_desk_send (LuwteConversation *conversation, const char *text)
{
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, text);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_conversation_send_async (conversation, outgoing, NULL, answer_cb, &result);
  night_until (result != NULL);
  return luwte_conversation_send_finish (conversation, result, NULL);
}
