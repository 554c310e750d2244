/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

/* Coming back to what was missed: nothing that she said is lost, doubled or out of its place, however
 * often the question for it fails; and what is final is not tried for ever. */

static char *
claimed (LuwteContract *contract)
{
  char *id = contract->backend->arrive (contract->server, "Maan", "hoi");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_service_watch (contract->first, id, TRUE);
  contract->backend->say (contract->server, id, "ervoor");
  luwte_contract_wait (luwte_contract_count_messages (contract, "ervoor") == 1);
  return id;
}

/* Each told of once, and the history has them in the order in which they were said. */
static void
assert_told (LuwteContract *contract, const char *id, const char *const *texts)
{
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  guint at = 0;

  for (guint i = 0; texts[i] != NULL; i++)
    luwte_contract_wait (luwte_contract_count_messages (contract, texts[i]) > 0);
  for (guint i = 0; texts[i] != NULL; i++)
    g_assert_cmpuint (luwte_contract_count_messages (contract, texts[i]), ==, 1);
  history = luwte_contract_history (contract->first, id, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->len && texts[at] != NULL; i++)
    at += g_str_equal (luwte_message_get_text (g_ptr_array_index (history, i)), texts[at]);
  g_assert_null (texts[at]);
}

/* The question for what was missed is lost three times, while she goes on. */
static void
catching_up_lost (LuwteContract *contract)
{
  static const char *const texts[] = { "ervoor", "een", "twee", "drie", NULL };
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = claimed (contract);

  luwte_contract_proxy_down (contract->proxy);
  if (backend->restart != NULL)
    backend->restart (contract->server);
  backend->say (contract->server, id, "een");
  backend->say (contract->server, id, "twee");
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_DROP_BEFORE, backend->history_path,
                                3, NULL);
  luwte_contract_proxy_up (contract->proxy);
  luwte_contract_wait (luwte_contract_proxy_get_met (contract->proxy) >= 1);
  backend->say (contract->server, id, "drie");
  assert_told (contract, id, texts);
  g_assert_cmpuint (luwte_contract_proxy_get_met (contract->proxy), ==, 3);
}

/* Nobody listened, as while the program was closed for a moment; the session is still watched. */
static void
said_while_stopped (LuwteContract *contract)
{
  static const char *const texts[] = { "ervoor", "een", "twee", "drie", NULL };
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = claimed (contract);
  g_autofree char *newcomer = NULL;

  luwte_service_stop (contract->first);
  backend->say (contract->server, id, "een");
  newcomer = backend->arrive (contract->server, "Nieuw", "hallo");
  backend->say (contract->server, id, "twee");
  luwte_contract_start_first (contract);
  backend->say (contract->server, id, "drie");
  assert_told (contract, id, texts);
  g_assert_cmpint (luwte_contract_state_of (contract, newcomer), ==, LUWTE_SESSION_WAITING);
  g_assert_cmpint (luwte_contract_state_of (contract, id), ==, LUWTE_SESSION_ACTIVE);
}

/* What should bring her words is no JSON: asked for in the same way it would come again in the same
 * way, so it is asked for in another. */
static void
spoilt_event (LuwteContract *contract)
{
  static const char *const texts[] = { "ervoor", "een", "twee", NULL };
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = claimed (contract);
  guint before = contract->n_lists;

  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_SPOIL, backend->event_path, 1,
                                backend->event_marker);
  luwte_contract_proxy_cut (contract->proxy);
  luwte_contract_wait (luwte_contract_proxy_get_met (contract->proxy) == 1);
  backend->say (contract->server, id, "een");
  backend->say (contract->server, id, "twee");
  assert_told (contract, id, texts);
  luwte_contract_wait (contract->n_lists > before);
  g_assert_cmpint (luwte_service_get_state (contract->first), ==, LUWTE_CONNECTION_CONNECTED);
}

/* Accepted, and at an end at once: tried again soon, until it holds. Left to the silence alone, three times
 * would take longer than is waited for here. */
static void
closed_at_once (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = claimed (contract);

  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_CLOSE, backend->event_path, 3,
                                NULL);
  luwte_contract_proxy_cut (contract->proxy);
  luwte_contract_wait (luwte_contract_proxy_get_met (contract->proxy) == 3);
  backend->say (contract->server, id, "een");
  luwte_contract_wait (luwte_contract_count_messages (contract, "een") == 1);
}

static void
assert_final (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;
  guint met;

  luwte_contract_wait (luwte_service_get_state (contract->first) == LUWTE_CONNECTION_REFUSED);
  g_assert_false (luwte_contract_check (contract->first, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
  /* Not tried any further: it would lock the account, or hand the secret to whoever answers. */
  for (guint i = 0; i < 20; i++)
    luwte_contract_iterate ();
  met = luwte_contract_proxy_get_met (contract->proxy);
  for (guint i = 0; i < 150; i++)
    luwte_contract_iterate ();
  g_assert_cmpuint (luwte_contract_proxy_get_met (contract->proxy), ==, met);
}

/* The key is taken away in the middle of the work. */
static void
revoked (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_ANSWER, "/", G_MAXUINT,
                                contract->backend->refusal);
  luwte_contract_proxy_cut (contract->proxy);
  sent = luwte_contract_send (contract->first, id, NULL, "niet", &error);
  g_assert_null (sent);
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
  assert_final (contract);
}

/* The account is there and may no longer come in. */
static void
disabled (LuwteContract *contract)
{
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_ANSWER, "/", G_MAXUINT,
                                contract->backend->disabled);
  luwte_service_start (contract->first);
  assert_final (contract);
}

void
luwte_contract_add_catching_up (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "trouble/catching-up-lost", catching_up_lost);
  luwte_contract_add_scenario (backend, "trouble/said-while-stopped", said_while_stopped);
  luwte_contract_add_scenario (backend, "trouble/spoilt-event", spoilt_event);
  luwte_contract_add_scenario (backend, "trouble/closed-at-once", closed_at_once);
  luwte_contract_add_scenario (backend, "trouble/revoked", revoked);
  luwte_contract_add_scenario (backend, "trouble/disabled", disabled);
}
