/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

/* Logging in, the queue, claiming, and how a session ends. */

static void
login (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteService) wrong =
      backend->connect (contract->server, backend->get_url (contract->server), 0, TRUE, &error);

  g_assert_no_error (error);
  g_assert_false (luwte_contract_check (wrong, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (luwte_contract_list (wrong, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
  g_clear_error (&error);

  luwte_service_start (wrong);
  luwte_contract_wait (luwte_service_get_state (wrong) == LUWTE_CONNECTION_REFUSED);
  luwte_service_stop (wrong);

  g_assert_true (luwte_contract_check (contract->first, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_service_get_user_name (contract->first), ==,
                   backend->get_user (contract->server, 0));
  g_assert_cmpint (luwte_service_get_state (contract->first), ==, LUWTE_CONNECTION_OFF);
  g_assert_cmpint (luwte_service_get_server_time (contract->first), >, 0);
}

static void
insecure (LuwteContract *contract)
{
  static const char *const addresses[] = {
    "http://localhost:1",
    "http://chat.example",
    "http://127.0.0.1.example:80",
    "http://127.0.0.2",
    "http://[::2]",
    "ftp://127.0.0.1",
    "https://",
    "chat.example",
    "",
    "https://u:p@chat.example",
    "http://0x7f000001:80",
    "https://chat.example/?a=b",
    "http://2130706433",
    "https://chat.example/#",
    "http://127.1",
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_test_message ("%s", addresses[i]);
      g_assert_null (contract->backend->connect (contract->server, addresses[i], 0, FALSE, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
      g_clear_error (&error);
    }
}

static void
queue (LuwteContract *contract)
{
  g_autofree char *early = contract->backend->arrive (contract->server, "Maanlicht 🌙", "hoi");
  g_autofree char *late = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  LuwteSession *session;

  luwte_contract_start_first (contract);
  g_assert_cmpint (luwte_contract_state_of (contract, early), ==, LUWTE_SESSION_WAITING);
  late = contract->backend->arrive (contract->server, "Anoniem", "is daar iemand?");
  luwte_contract_wait (luwte_contract_state_of (contract, late) == LUWTE_SESSION_WAITING);

  list = luwte_contract_list (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (luwte_session_get_id (g_ptr_array_index (list, i)), early))
      {
        session = g_ptr_array_index (list, i);
        g_assert_cmpstr (luwte_session_get_nickname (session), ==, "Maanlicht 🌙");
        g_assert_cmpint (luwte_session_get_state (session), ==, LUWTE_SESSION_WAITING);
        g_assert_cmpint (luwte_session_get_waiting_since (session), >, 0);
      }

  contract->backend->leave (contract->server, late);
}

static void
claim (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Roos", "hallo");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_session_get_id (session), ==, id);
  g_assert_cmpint (luwte_session_get_state (session), ==, LUWTE_SESSION_ACTIVE);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
  luwte_contract_wait (luwte_contract_state_of (contract, id) == LUWTE_SESSION_ACTIVE);

  /* The other is told, and does not have it in her list. */
  g_assert_null (luwte_contract_claim (contract->second, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  g_clear_error (&error);
  list = luwte_contract_list (contract->second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);

  /* Claiming again what one has is fine. */
  g_clear_object (&session);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_nonnull (session);
}

static void
claim_nothing (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_contract_claim (contract->first, "987654321", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (luwte_contract_claim (contract->first, "../me?x=", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Two claim at the same instant: exactly one has it, the other is told, and the server agrees. */
static void
race_once (LuwteContract *contract, LuwteService *services[2], guint round, guint *wins)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Vlinder", "hoi");
  GAsyncResult *results[2] = { NULL, NULL };
  guint winners = 0;
  int winner = -1;

  /* Who asks first changes with every second round. */
  for (guint i = 0; i < 2; i++)
    {
      guint who = (i + round / 2) % 2;

      luwte_service_claim_async (services[who], id, NULL, ready_cb, &results[who]);
    }
  luwte_contract_wait (results[0] != NULL && results[1] != NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteSession) session = luwte_service_claim_finish (services[i], results[i],
                                                                     &error);

      if (session != NULL)
        {
          winners++;
          winner = i;
        }
      else
        g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (winners, ==, 1);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, winner);
  wins[winner]++;
  g_assert_true (luwte_contract_close (services[winner], id, NULL));
}

static void
claim_race (LuwteContract *contract)
{
  const char *given = g_getenv ("LUWTE_CONTRACT_CLAIMS");
  guint rounds = given != NULL ? (guint) atoi (given) : contract->backend->claims;
  const char *url = contract->backend->get_url (contract->server);
  g_autoptr (LuwteService) near = contract->backend->connect (contract->server, url, 0, FALSE,
                                                              NULL);
  g_autoptr (LuwteService) far = contract->backend->connect (contract->server, url, 1, FALSE, NULL);
  LuwteService *through_proxy[2] = { contract->first, contract->second };
  LuwteService *directly[2] = { near, far };
  guint wins[2] = { 0, 0 };

  /* Through the proxy its threads decide who comes first, directly the order of asking does. */
  for (guint i = 0; i < rounds; i++)
    race_once (contract, i % 2 == 0 ? through_proxy : directly, i, wins);
  g_test_message ("%u races: %u won by the first, %u by the second", rounds, wins[0], wins[1]);
}

static void
release (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Jip", "hey");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_contract_wait (luwte_contract_state_of (contract, id) == LUWTE_SESSION_ACTIVE);
  g_assert_true (luwte_contract_release (contract->first, id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, -1);
  luwte_contract_wait (luwte_contract_state_of (contract, id) == LUWTE_SESSION_WAITING);

  g_clear_object (&session);
  session = luwte_contract_claim (contract->second, id, &error);
  g_assert_no_error (error);
  luwte_contract_wait (!luwte_contract_lists (contract, id));
}

static void
close_session (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Sem", "yo");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_contract_wait (luwte_contract_state_of (contract, id) == LUWTE_SESSION_ACTIVE);
  g_assert_true (luwte_contract_close (contract->first, id, &error));
  g_assert_no_error (error);
  luwte_contract_wait (!luwte_contract_lists (contract, id));
  list = luwte_contract_list (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
  g_assert_null (luwte_contract_claim (contract->second, id, &error));
  g_assert_nonnull (error);
}

static void
visitor_leaves (LuwteContract *contract)
{
  g_autofree char *mine = contract->backend->arrive (contract->server, "K.", "hallo");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, mine, &error);
  g_assert_no_error (error);
  luwte_contract_wait (luwte_contract_state_of (contract, mine) == LUWTE_SESSION_ACTIVE);
  contract->backend->leave (contract->server, mine);
  luwte_contract_wait (luwte_contract_state_of (contract, mine) == LUWTE_SESSION_VISITOR_GONE);
  g_assert_true (luwte_contract_close (contract->first, mine, &error));
  g_assert_no_error (error);
}

static void
erase (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Noorderlicht", "vraagje");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  if (!(luwte_service_get_capabilities (contract->first) & LUWTE_CAPABILITY_ERASE))
    {
      g_test_skip ("This service cannot erase");
      return;
    }
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_service_watch (contract->first, id, TRUE);
  g_assert_true (luwte_contract_erase (contract->first, id, &error));
  g_assert_no_error (error);
  luwte_contract_wait (contract->erased->len == 1);
  g_assert_cmpstr (g_ptr_array_index (contract->erased, 0), ==, id);
  g_assert_null (luwte_contract_history (contract->first, id, NULL, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

static void
transfer (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Test123", "test");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  if (!(luwte_service_get_capabilities (contract->first) & LUWTE_CAPABILITY_TRANSFER))
    {
      g_test_skip ("This service cannot transfer");
      return;
    }
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_false (luwte_contract_transfer (contract->first, id, "nobody-of-that-name", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
  g_assert_true (luwte_contract_transfer (contract->first, id,
                                          contract->backend->get_user (contract->server, 1),
                                          &error));
  g_assert_no_error (error);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 1);
  luwte_contract_wait (!luwte_contract_lists (contract, id));
}

static void
available (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_contract_available (contract->first, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_contract_available (contract->first, FALSE, &error));
  g_assert_no_error (error);
}

void
luwte_contract_add_basics (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "login", login);
  luwte_contract_add_scenario (backend, "insecure", insecure);
  luwte_contract_add_scenario (backend, "queue", queue);
  luwte_contract_add_scenario (backend, "claim", claim);
  luwte_contract_add_scenario (backend, "claim-nothing", claim_nothing);
  luwte_contract_add_scenario (backend, "claim-race", claim_race);
  luwte_contract_add_scenario (backend, "release", release);
  luwte_contract_add_scenario (backend, "close", close_session);
  luwte_contract_add_scenario (backend, "visitor-leaves", visitor_leaves);
  luwte_contract_add_scenario (backend, "erase", erase);
  luwte_contract_add_scenario (backend, "transfer", transfer);
  luwte_contract_add_scenario (backend, "available", available);
}
