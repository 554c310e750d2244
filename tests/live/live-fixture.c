/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live-fixture.h"

#include <glib/gstdio.h>

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-json.h"
#include "luwte-secret.h"
#include "luwte-service-table.h"
#include "luwte-test-vault.h"

static LuwteDay
due_func (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
          LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

static void
set_rule (Fixture *self)
{
  luwte_vault_set_due_rule (self->vault, due_func, g_object_ref (self->policy), g_object_unref);
  luwte_vault_set_today (self->vault, luwte_policy_day_of (self->policy, luwte_clock_now ()));
}

static gpointer
use_service (LuwteDb *db, gpointer data, GError **error)
{
  LuwteServiceRow row = { .kind = "bridge", .url = "https://chat.example", .user = "els" };

  return luwte_service_table_use (db, &row, error);
}

static void
make_live (Fixture *self, LuwteFakeService *fake)
{
  self->fake = fake;
  self->live = luwte_live_new (LUWTE_SERVICE (fake), self->policy);
}

static Fixture *
make (LuwtePolicy *policy, LuwteCapabilities capabilities)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = g_dir_make_tmp ("luwte-live-XXXXXX", NULL);

  self->dir = g_build_filename (parent, "vault", NULL);
  self->passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  self->policy = policy;
  luwte_test_cheap_keys ();
  self->vault = luwte_vault_create (self->dir, self->passphrase, &code, &error);
  g_assert_no_error (error);
  set_rule (self);
  self->service_id = luwte_vault_write (self->vault, use_service, NULL, &error);
  g_assert_no_error (error);
  make_live (self, luwte_fake_service_new (capabilities));
  luwte_live_set_vault (self->live, self->vault, self->service_id);
  luwte_live_start (self->live);
  fixture_settle ();
  return self;
}

Fixture *
fixture_new (const char *policy, LuwteCapabilities capabilities)
{
  g_autoptr (GError) error = NULL;
  LuwtePolicy *loaded = luwte_policy_load_bundled (policy, NULL, &error);

  g_assert_no_error (error);
  return make (loaded, capabilities);
}

static void
without_cb (JsonArray *array, guint index, JsonNode *line, gpointer kind)
{
  json_object_remove_member (json_object_get_object_member (json_node_get_object (line), "records"),
                             kind);
}

Fixture *
fixture_new_without (LuwteCapabilities capabilities, const char *kind)
{
  g_autoptr (LuwtePolicy) example = luwte_policy_load_bundled ("example", NULL, NULL);
  GBytes *json = luwte_policy_get_json (example);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GBytes) changed = NULL;
  g_autoptr (GError) error = NULL;
  LuwtePolicy *loaded;
  char *text;

  object = luwte_json_parse_object (g_bytes_get_data (json, NULL), g_bytes_get_size (json),
                                    LUWTE_POLICY_MAX_BYTES, &error);
  g_assert_no_error (error);
  json_array_foreach_element (json_object_get_array_member (object, "service_lines"), without_cb,
                              (gpointer) kind);
  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  changed = g_bytes_new_take (text, strlen (text));
  loaded = luwte_policy_load_bytes (changed, "changed", NULL, &error);
  g_assert_no_error (error);
  return make (loaded, capabilities);
}

void
fixture_lock (Fixture *self)
{
  luwte_live_set_vault (self->live, NULL, NULL);
  /* As the workspace does: what was asked before is written. */
  fixture_count (self, "SELECT 1");
  luwte_vault_close (self->vault);
  /* Answers that are still on their way hold it. */
  fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->vault));
}

void
fixture_begin_anew (Fixture *self)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (luwte_live_hand_over (self->live));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (state);
  g_autoptr (GVariant) read = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  LuwteLive *old = g_steal_pointer (&self->live);

  luwte_live_stop (old);
  self->live = luwte_live_new (LUWTE_SERVICE (self->fake), NULL);
  g_object_unref (old);
  luwte_live_take_over (self->live, read);
  luwte_live_start (self->live);
  fixture_settle ();
}

void
fixture_unlock (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  luwte_live_set_policy (self->live, self->policy);

  self->vault = luwte_vault_open (self->dir, LUWTE_VAULT_SLOT_PASSPHRASE, self->passphrase, &error);
  g_assert_no_error (error);
  set_rule (self);
  luwte_live_set_vault (self->live, self->vault, self->service_id);
  fixture_settle ();
}

void
fixture_restart (Fixture *self)
{
  LuwteFakeService *fake = g_object_ref (self->fake);

  luwte_live_stop (self->live);
  fixture_lock (self);
  fixture_settle ();
  g_clear_object (&self->fake);
  g_assert_finalize_object (g_steal_pointer (&self->live));
  make_live (self, fake);
  fixture_unlock (self);
  luwte_live_start (self->live);
  fixture_settle ();
}

void
fixture_crash (Fixture *self)
{
  LuwteFakeService *fake = g_object_ref (self->fake);

  /* The vault goes first, so that nothing more is written. */
  luwte_vault_close (self->vault);
  luwte_fake_service_fail_next (self->fake, LUWTE_SERVICE_OP_SEND, LUWTE_SERVICE_ERROR_UNCERTAIN);
  luwte_fake_service_let_go (self->fake);
  luwte_fake_service_fail_next (self->fake, LUWTE_SERVICE_OP_SEND, -1);
  luwte_live_stop (self->live);
  luwte_live_set_vault (self->live, NULL, NULL);
  fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->vault));
  g_clear_object (&self->fake);
  g_assert_finalize_object (g_steal_pointer (&self->live));
  make_live (self, fake);
  fixture_unlock (self);
  luwte_live_start (self->live);
  fixture_settle ();
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
fixture_free (Fixture *self)
{
  g_autofree char *parent = g_path_get_dirname (self->dir);

  luwte_live_stop (self->live);
  fixture_lock (self);
  fixture_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->live));
  g_assert_finalize_object (g_steal_pointer (&self->fake));
  g_assert_finalize_object (g_steal_pointer (&self->policy));
  luwte_secret_unref (self->passphrase);
  remove_tree (parent);
  g_free (self->service_id);
  g_free (self->dir);
  g_free (self);
}

void
fixture_settle (void)
{
  gint64 quiet = g_get_monotonic_time ();

  while (g_get_monotonic_time () - quiet < 80000)
    {
      if (g_main_context_iteration (NULL, FALSE))
        quiet = g_get_monotonic_time ();
      else
        g_usleep (1000);
    }
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  fixture_until (*result != NULL);
  return *result;
}

LuwteConversation *
fixture_claim (Fixture *self, const char *session_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  LuwteConversation *conversation;

  luwte_live_claim_async (self->live, session_id, NULL, answer_cb, &result);
  conversation = luwte_live_claim_finish (self->live, wait_for (&result), error);
  fixture_settle ();
  return conversation;
}

void
fixture_quiet (Fixture *self)
{
  LuwteFakeService *fake = g_object_ref (self->fake);

  luwte_live_stop (self->live);
  fixture_lock (self);
  g_clear_object (&self->fake);
  g_assert_finalize_object (g_steal_pointer (&self->live));
  make_live (self, fake);
  luwte_live_set_quiet (self->live, TRUE);
  fixture_unlock (self);
  g_assert_cmpuint (g_list_model_get_n_items (luwte_live_get_mine (self->live)), ==, 0);
}

GPtrArray *
fixture_queue (Fixture *self, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_live_queue_async (self->live, NULL, answer_cb, &result);
  return luwte_live_queue_finish (self->live, wait_for (&result), error);
}

LuwteConversation *
fixture_open (Fixture *self, const char *session_id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_live_open_async (self->live, session_id, NULL, answer_cb, &result);
  return luwte_live_open_finish (self->live, wait_for (&result), error);
}

gboolean
fixture_send (LuwteConversation *conversation, const char *text)
{
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, text);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean well;

  luwte_conversation_send_async (conversation, outgoing, NULL, answer_cb, &result);
  well = luwte_conversation_send_finish (conversation, wait_for (&result), NULL);
  fixture_settle ();
  return well;
}

gboolean
fixture_close (LuwteConversation *conversation, const char *topic, GError **error)
{
  const LuwteClosing closing = { .topic = topic, .transcript = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  gboolean well;

  luwte_conversation_close_async (conversation, &closing, NULL, answer_cb, &result);
  well = luwte_conversation_done_finish (conversation, wait_for (&result), error);
  fixture_settle ();
  return well;
}

void
fixture_answer (LuwteConversation *conversation, gboolean same_person)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_conversation_answer_identity_async (conversation, same_person, NULL, answer_cb, &result);
  luwte_conversation_answer_identity_finish (conversation, wait_for (&result), &error);
  g_assert_no_error (error);
}

LuwteMessage *
fixture_message (LuwteConversation *conversation, guint n)
{
  LuwteMessage *message = g_list_model_get_item (luwte_conversation_get_messages (conversation), n);

  g_assert_nonnull (message);
  return message;
}

guint
fixture_n_messages (LuwteConversation *conversation)
{
  return g_list_model_get_n_items (luwte_conversation_get_messages (conversation));
}

static gpointer
count_func (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, data, error);
  gint64 *n = g_new0 (gint64, 1);
  gboolean row;

  g_assert_nonnull (stmt);
  g_assert_true (luwte_stmt_step (stmt, &row, error));
  *n = row ? luwte_stmt_int (stmt, 0) : -1;
  return n;
}

gint64
fixture_count (Fixture *self, const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = luwte_vault_write (self->vault, count_func, (gpointer) static_sql, &error);

  g_assert_no_error (error);
  return *n;
}
