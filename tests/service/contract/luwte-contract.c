/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

#include "luwte-service-private.h"

typedef struct
{
  const LuwteContractBackend *backend;
  LuwteContractScenario scenario;
} Case;

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
luwte_contract_iterate (void)
{
  static guint tick;

  /* So that a condition of the server's side is looked at, too, while nothing happens here. */
  if (tick == 0)
    tick = g_timeout_add (20, tick_cb, NULL);
  g_main_context_iteration (NULL, TRUE);
}

static void
message_cb (LuwteService *service, LuwteMessage *message, LuwteContract *contract)
{
  g_ptr_array_add (contract->messages, g_object_ref (message));
}

static gboolean
is_known (LuwteContract *contract, LuwteMessage *message)
{
  for (guint i = 0; i < contract->messages->len; i++)
    if (g_strcmp0 (luwte_message_get_id (g_ptr_array_index (contract->messages, i)),
                   luwte_message_get_id (message)) == 0)
      return TRUE;
  return FALSE;
}

static void ask_missed (LuwteContract *contract, LuwteService *service, const char *session_id);

typedef struct
{
  LuwteContract *contract;
  char *session_id;
} Missed;

/* One that failed is asked for again, as whoever shows them must; the end of the scenario ends it. */
static void
missed_history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Missed *missed = data;
  LuwteContract *contract = missed->contract;
  g_autofree char *session_id = missed->session_id;
  g_autoptr (GPtrArray) page = luwte_service_history_finish (LUWTE_SERVICE (source), result, NULL);

  g_free (missed);
  if (page == NULL && contract->listening && luwte_service_is_started (LUWTE_SERVICE (source)))
    ask_missed (contract, LUWTE_SERVICE (source), session_id);
  for (guint i = 0; page != NULL && i < page->len; i++)
    if (!is_known (contract, g_ptr_array_index (page, i)))
      message_cb (LUWTE_SERVICE (source), g_ptr_array_index (page, i), contract);
}

static void
ask_missed (LuwteContract *contract, LuwteService *service, const char *session_id)
{
  Missed *missed = g_new0 (Missed, 1);

  missed->contract = contract;
  missed->session_id = g_strdup (session_id);
  luwte_service_history_async (service, session_id, NULL, NULL, missed_history_cb, missed);
}

/* As whoever shows them must: of the sessions that a message was told of. */
static void
missed_cb (LuwteService *service, LuwteContract *contract)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contract->messages->len; i++)
    {
      const char *id = luwte_message_get_session_id (g_ptr_array_index (contract->messages, i));

      if (g_hash_table_add (ids, (gpointer) id))
        ask_missed (contract, service, id);
    }
}

static void
put_state (LuwteContract *contract, LuwteSession *session)
{
  g_hash_table_insert (contract->sessions, g_strdup (luwte_session_get_id (session)),
                       GINT_TO_POINTER (luwte_session_get_state (session) + 1));
}

static void
sessions_cb (LuwteService *service, GPtrArray *sessions, LuwteContract *contract)
{
  contract->n_lists++;
  g_hash_table_remove_all (contract->sessions);
  for (guint i = 0; i < sessions->len; i++)
    put_state (contract, g_ptr_array_index (sessions, i));
}

static void
session_cb (LuwteService *service, LuwteSession *session, LuwteContract *contract)
{
  put_state (contract, session);
}

static void
typing_cb (LuwteService *service, const char *id, gboolean typing, LuwteContract *contract)
{
  g_ptr_array_add (contract->typing, g_strdup_printf ("%s:%d", id, typing));
}

static void
erased_cb (LuwteService *service, const char *id, LuwteContract *contract)
{
  g_ptr_array_add (contract->erased, g_strdup (id));
}

static void
listen_to (LuwteContract *contract, LuwteService *service)
{
  g_signal_connect (service, "message", G_CALLBACK (message_cb), contract);
  g_signal_connect (service, "missed", G_CALLBACK (missed_cb), contract);
  g_signal_connect (service, "sessions", G_CALLBACK (sessions_cb), contract);
  g_signal_connect (service, "session-changed", G_CALLBACK (session_cb), contract);
  g_signal_connect (service, "typing", G_CALLBACK (typing_cb), contract);
  g_signal_connect (service, "session-erased", G_CALLBACK (erased_cb), contract);
}

/* An adapter lives on until its requests under way have ended; then nothing may hold it. */
static void
finalize (LuwteService *service)
{
  g_autoptr (GObject) object = G_OBJECT (service);
  gpointer weak = service;

  g_object_add_weak_pointer (object, &weak);
  luwte_service_stop (service);
  g_clear_object (&object);
  luwte_contract_wait (weak == NULL);
}

static void
run_case (gconstpointer data)
{
  const Case *test = data;
  LuwteContract contract = { .backend = test->backend };
  g_autoptr (GError) error = NULL;
  const char *url;

  contract.messages = g_ptr_array_new_with_free_func (g_object_unref);
  contract.sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  contract.typing = g_ptr_array_new_with_free_func (g_free);
  contract.erased = g_ptr_array_new_with_free_func (g_free);
  contract.server = test->backend->start ();
  contract.proxy = luwte_contract_proxy_new (test->backend->get_url (contract.server), NULL);
  url = luwte_contract_proxy_get_url (contract.proxy);
  contract.first = test->backend->connect (contract.server, url, 0, FALSE, &error);
  g_assert_no_error (error);
  contract.second = test->backend->connect (contract.server, url, 1, FALSE, &error);
  g_assert_no_error (error);
  contract.listening = TRUE;
  listen_to (&contract, contract.first);

  test->scenario (&contract);

  contract.listening = FALSE;
  finalize (contract.first);
  finalize (contract.second);
  luwte_contract_proxy_free (contract.proxy);
  test->backend->stop (contract.server);
  g_ptr_array_unref (contract.messages);
  g_hash_table_unref (contract.sessions);
  g_ptr_array_unref (contract.typing);
  g_ptr_array_unref (contract.erased);
}

void
luwte_contract_add_scenario (const LuwteContractBackend *backend, const char *name,
                             LuwteContractScenario scenario)
{
  g_autofree char *path = g_strdup_printf ("/%s/%s", backend->name, name);
  Case *test = g_new0 (Case, 1);

  test->backend = backend;
  test->scenario = scenario;
  g_test_add_data_func_full (path, test, run_case, g_free);
}

void
luwte_contract_add (const LuwteContractBackend *backend)
{
  luwte_contract_add_basics (backend);
  luwte_contract_add_messages (backend);
  luwte_contract_add_trouble (backend);
  luwte_contract_add_catching_up (backend);
  luwte_contract_add_more (backend);
  luwte_contract_add_extras (backend);
}

void
luwte_contract_start_first (LuwteContract *contract)
{
  guint before = contract->n_lists;

  luwte_service_start (contract->first);
  luwte_contract_wait (contract->n_lists > before &&
                       luwte_service_get_state (contract->first) == LUWTE_CONNECTION_CONNECTED);
}

LuwteSessionState
luwte_contract_state_of (LuwteContract *contract, const char *session_id)
{
  gpointer state = g_hash_table_lookup (contract->sessions, session_id);

  return state != NULL ? (LuwteSessionState) (GPOINTER_TO_INT (state) - 1) : LUWTE_SESSION_ERASED;
}

gboolean
luwte_contract_lists (LuwteContract *contract, const char *session_id)
{
  switch (luwte_contract_state_of (contract, session_id))
    {
    case LUWTE_SESSION_WAITING:
    case LUWTE_SESSION_ACTIVE:
    case LUWTE_SESSION_VISITOR_GONE:
      return TRUE;
    case LUWTE_SESSION_TAKEN:
    case LUWTE_SESSION_CLOSED:
    case LUWTE_SESSION_ERASED:
      return FALSE;
    }
  return FALSE;
}

guint
luwte_contract_count_messages (LuwteContract *contract, const char *text)
{
  guint n = 0;

  for (guint i = 0; i < contract->messages->len; i++)
    n += g_str_equal (luwte_message_get_text (g_ptr_array_index (contract->messages, i)), text);
  return n;
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define WAITED(type, call, finish)         \
  g_autoptr (GAsyncResult) result = NULL;  \
  type value;                              \
  call;                                    \
  luwte_contract_wait (result != NULL);    \
  value = finish (service, result, error); \
  return value

gboolean
luwte_contract_check (LuwteService *service, GError **error)
{
  WAITED (gboolean, luwte_service_check_async (service, NULL, ready_cb, &result),
          luwte_service_check_finish);
}

GPtrArray *
luwte_contract_list (LuwteService *service, GError **error)
{
  WAITED (GPtrArray *, luwte_service_list_async (service, NULL, ready_cb, &result),
          luwte_service_list_finish);
}

LuwteSession *
luwte_contract_claim (LuwteService *service, const char *id, GError **error)
{
  WAITED (LuwteSession *, luwte_service_claim_async (service, id, NULL, ready_cb, &result),
          luwte_service_claim_finish);
}

gboolean
luwte_contract_release (LuwteService *service, const char *id, GError **error)
{
  WAITED (gboolean, luwte_service_release_async (service, id, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

gboolean
luwte_contract_close (LuwteService *service, const char *id, GError **error)
{
  WAITED (gboolean,
          luwte_service_close_async (service, id, "relaties", FALSE, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

gboolean
luwte_contract_erase (LuwteService *service, const char *id, GError **error)
{
  WAITED (gboolean, luwte_service_erase_async (service, id, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

gboolean
luwte_contract_transfer (LuwteService *service, const char *id, const char *target, GError **error)
{
  WAITED (gboolean,
          luwte_service_transfer_async (service, id, target, FALSE, NULL, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

gboolean
luwte_contract_transfer_with (LuwteService *service, const char *id, const char *target,
                              gboolean consent, const char *note, GError **error)
{
  g_autoptr (LuwteAside) aside = note != NULL ? luwte_aside_new (NULL, note) : NULL;

  WAITED (gboolean,
          luwte_service_transfer_async (service, id, target, consent, aside, NULL, ready_cb,
                                        &result),
          luwte_service_done_finish);
}

gboolean
luwte_contract_available (LuwteService *service, gboolean available, GError **error)
{
  WAITED (gboolean, luwte_service_set_available_async (service, available, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

GPtrArray *
luwte_contract_history (LuwteService *service, const char *id, const char *after, GError **error)
{
  WAITED (GPtrArray *, luwte_service_history_async (service, id, after, NULL, ready_cb, &result),
          luwte_service_history_finish);
}

LuwteMessage *
luwte_contract_send (LuwteService *service, const char *id, const char *client_id, const char *text,
                     GError **error)
{
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (client_id, text);

  WAITED (LuwteMessage *, luwte_service_send_async (service, id, outgoing, NULL, ready_cb, &result),
          luwte_service_send_finish);
}
