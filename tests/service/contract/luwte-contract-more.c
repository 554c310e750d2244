/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

#include "luwte-id.h"

/* Several sessions at once, what is not ours to do, and coming back. */

static char *
claim_new (LuwteContract *contract, LuwteService *service, const char *nickname)
{
  char *id = contract->backend->arrive (contract->server, nickname, "hallo");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) session = luwte_contract_claim (service, id, &error);

  g_assert_no_error (error);
  return id;
}

static guint
count_chat (LuwteContract *contract, const char *id, const char *line)
{
  g_auto (GStrv) chat = contract->backend->read_chat (contract->server, id);
  guint n = 0;

  for (guint i = 0; chat[i] != NULL; i++)
    n += g_str_equal (chat[i], line);
  return n;
}

static void
empty_list (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = luwte_contract_list (contract->first, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
many_arrive (LuwteContract *contract)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  luwte_contract_start_first (contract);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *nickname = g_strdup_printf ("Bezoeker %u", i);

      g_ptr_array_add (ids, contract->backend->arrive (contract->server, nickname, "hoi"));
    }
  for (guint i = 0; i < ids->len; i++)
    luwte_contract_wait (luwte_contract_lists (contract, g_ptr_array_index (ids, i)));
}

/* What is no id goes into no path. */
static void
odd_ids (LuwteContract *contract)
{
  static const char *const ids[] = { "", "../me", "1/../2", "1?x=y", "1 2", "%2e%2e" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (luwte_contract_release (contract->first, ids[i], &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
      g_clear_error (&error);
      g_assert_null (luwte_contract_history (contract->first, ids[i], NULL, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
    }
}

static void
several (LuwteContract *contract)
{
  char *ids[3];

  luwte_contract_start_first (contract);
  for (guint i = 0; i < 3; i++)
    ids[i] = claim_new (contract, contract->first, "Tegelijk");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("voor %u", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteMessage) sent = luwte_contract_send (contract->first, ids[i], NULL, text,
                                                           &error);

      g_assert_no_error (error);
    }
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *line = g_strdup_printf (">voor %u", i % 3);

      g_assert_cmpuint (count_chat (contract, ids[i / 3], line), ==, i % 3 == i / 3);
    }
  for (guint i = 0; i < 3; i++)
    g_free (ids[i]);
}

static void
order (LuwteContract *contract)
{
  g_autofree char *id = claim_new (contract, contract->first, "Volgorde");
  g_auto (GStrv) chat = NULL;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("zin %u", i);
      g_autoptr (LuwteMessage) sent = NULL;

      if (i % 2 == 0)
        contract->backend->say (contract->server, id, text);
      else
        sent = luwte_contract_send (contract->first, id, NULL, text, NULL);
      g_assert_true (i % 2 == 0 || sent != NULL);
    }
  chat = contract->backend->read_chat (contract->server, id);
  g_assert_cmpuint (g_strv_length (chat), ==, 21);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *line = g_strdup_printf ("%czin %u", i % 2 == 0 ? '<' : '>', i);

      g_assert_cmpstr (chat[i + 1], ==, line);
    }
}

static void
release_not_mine (LuwteContract *contract)
{
  g_autofree char *id = claim_new (contract, contract->first, "Van een");
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_contract_release (contract->second, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
}

static void
close_not_mine (LuwteContract *contract)
{
  g_autofree char *id = claim_new (contract, contract->first, "Van een");
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_contract_close (contract->second, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
}

static void
close_nothing (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_contract_close (contract->first, "987654321", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

static void
release_nothing (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_contract_release (contract->first, "987654321", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
}

static void
send_after_close (LuwteContract *contract)
{
  g_autofree char *id = claim_new (contract, contract->first, "Voorbij");
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_contract_close (contract->first, id, &error));
  sent = luwte_contract_send (contract->first, id, NULL, "nog even", &error);
  g_assert_null (sent);
  g_assert_nonnull (error);
}

static void
release_and_again (LuwteContract *contract)
{
  g_autofree char *id = claim_new (contract, contract->first, "Heen en weer");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteSession) session = NULL;
      LuwteService *before = i % 2 == 0 ? contract->first : contract->second;
      LuwteService *after = i % 2 == 0 ? contract->second : contract->first;

      g_assert_true (luwte_contract_release (before, id, &error));
      session = luwte_contract_claim (after, id, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 1);
}

/* Ours before, ours after: stopping and starting forgets nothing that the service knows. */
static void
restart (LuwteContract *contract)
{
  g_autofree char *id = NULL;

  luwte_contract_start_first (contract);
  id = claim_new (contract, contract->first, "Blijft");
  luwte_service_stop (contract->first);
  luwte_contract_start_first (contract);
  g_assert_cmpint (luwte_contract_state_of (contract, id), ==, LUWTE_SESSION_ACTIVE);
}

/* Who came while nobody was connected is there afterwards. */
static void
while_away (LuwteContract *contract)
{
  g_autofree char *comes = NULL;

  luwte_contract_start_first (contract);
  luwte_contract_proxy_down (contract->proxy);
  comes = contract->backend->arrive (contract->server, "Komt", "hoi");
  luwte_contract_proxy_up (contract->proxy);
  luwte_contract_wait (luwte_contract_lists (contract, comes));
}

/* The service begins anew and has forgotten what it told whom; what she said meanwhile is told, or it
 * is said that something may be missing. */
static void
service_restarted (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = NULL;

  if (backend->restart == NULL)
    {
      g_test_skip ("This service keeps nothing that a restart would lose");
      return;
    }
  luwte_contract_start_first (contract);
  id = claim_new (contract, contract->first, "Blijft");
  luwte_service_watch (contract->first, id, TRUE);
  backend->say (contract->server, id, "daarvoor");
  luwte_contract_wait (luwte_contract_count_messages (contract, "daarvoor") == 1);
  luwte_contract_proxy_down (contract->proxy);
  backend->restart (contract->server);
  backend->say (contract->server, id, "ondertussen");
  luwte_contract_proxy_up (contract->proxy);
  luwte_contract_wait (luwte_contract_count_messages (contract, "ondertussen") == 1);
  backend->say (contract->server, id, "daarna");
  luwte_contract_wait (luwte_contract_count_messages (contract, "daarna") == 1);
}

/* Before it has ever been connected it is known whether a message may be sent again. */
static void
judged_offline (LuwteContract *contract)
{
  const LuwteCapabilities ids = LUWTE_CAPABILITY_CLIENT_IDS;
  const LuwteCapabilities before = luwte_service_get_capabilities (contract->first) & ids;

  luwte_contract_start_first (contract);
  g_assert_cmpuint (luwte_service_get_capabilities (contract->first) & ids, ==, before);
}

/* A colleague's claim is seen by who only looks on. */
static void
claimed_by_other (LuwteContract *contract)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Weg", "hoi");
  g_autoptr (LuwteSession) session = NULL;

  luwte_contract_start_first (contract);
  g_assert_true (luwte_contract_lists (contract, id));
  session = luwte_contract_claim (contract->second, id, NULL);
  g_assert_nonnull (session);
  luwte_contract_wait (!luwte_contract_lists (contract, id));
}

/* The network's own page instead of the service, then the service again. */
static void
captive_portal (LuwteContract *contract)
{
  static const char *const pages[] = {
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 26\r\nConnection: close\r\n\r\n"
    "<html>Wifi: log in</html>\n",
    "HTTP/1.1 302 Found\r\nLocation: http://wifi.example/\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_ANSWER,
                                    contract->backend->list_path, 2, pages[i]);
      luwte_contract_start_first (contract);
      g_assert_cmpuint (luwte_contract_proxy_get_met (contract->proxy), ==, 2);
      luwte_service_stop (contract->first);
    }
}

/* What was claimed before an absence can be spoken in after it. */
static void
send_after_absence (LuwteContract *contract)
{
  g_autofree char *client_id = luwte_id_new ();
  g_autofree char *id = NULL;
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  id = claim_new (contract, contract->first, "Wacht");
  luwte_contract_proxy_down (contract->proxy);
  luwte_contract_proxy_up (contract->proxy);
  sent = luwte_contract_send (contract->first, id, client_id, "daar ben ik weer", &error);
  /* It may go out over a connection that has ended without a word. Where ids are known it is sent
   * again under the same one, as often as there were such connections; elsewhere it stands there at
   * most once. */
  while (g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN) ||
         g_error_matches (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE))
    {
      if (!(luwte_service_get_capabilities (contract->first) & LUWTE_CAPABILITY_CLIENT_IDS))
        {
          g_assert_cmpuint (count_chat (contract, id, ">daar ben ik weer"), <=, 1);
          return;
        }
      g_clear_error (&error);
      sent = luwte_contract_send (contract->first, id, client_id, "daar ben ik weer", &error);
    }
  g_assert_no_error (error);
  g_assert_cmpuint (count_chat (contract, id, ">daar ben ik weer"), ==, 1);
}

static void
same_nickname (LuwteContract *contract)
{
  g_autofree char *one = contract->backend->arrive (contract->server, "Anoniem", "een");
  g_autofree char *two = contract->backend->arrive (contract->server, "Anoniem", "twee");
  g_autoptr (LuwteSession) session = NULL;

  g_assert_cmpstr (one, !=, two);
  session = luwte_contract_claim (contract->first, two, NULL);
  g_assert_cmpstr (luwte_session_get_id (session), ==, two);
  g_assert_cmpint (contract->backend->get_owner (contract->server, one), ==, -1);
}

static void
history_of_other (LuwteContract *contract)
{
  g_autofree char *one = claim_new (contract, contract->first, "Een");
  g_autofree char *two = claim_new (contract, contract->first, "Twee");
  g_autoptr (GPtrArray) history = NULL;

  contract->backend->say (contract->server, one, "alleen hier");
  history = luwte_contract_history (contract->first, two, NULL, NULL);
  g_assert_nonnull (history);
  for (guint i = 0; i < history->len; i++)
    g_assert_cmpstr (luwte_message_get_session_id (g_ptr_array_index (history, i)), ==, two);
}

static void
named_cb (LuwteService *service, LuwteSession *session, guint *n_names)
{
  *n_names += *luwte_session_get_nickname (session) != '\0' ||
              luwte_session_get_last_text (session) != NULL;
}

static void
named_list_cb (LuwteService *service, GPtrArray *sessions, guint *n_names)
{
  for (guint i = 0; i < sessions->len; i++)
    named_cb (service, g_ptr_array_index (sessions, i), n_names);
}

/* While the vault is locked who waits is counted, and no word comes in; what was missed is there
 * afterwards. */
static void
count_only (LuwteContract *contract)
{
  g_autofree char *mine = claim_new (contract, contract->first, "Kastanje");
  g_autofree char *waits = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;
  guint n_names = 0, before;
  gboolean found = FALSE;

  luwte_contract_start_first (contract);
  luwte_service_watch (contract->first, mine, TRUE);
  luwte_service_set_count_only (contract->first, TRUE);
  g_signal_connect (contract->first, "sessions", G_CALLBACK (named_list_cb), &n_names);
  g_signal_connect (contract->first, "session-changed", G_CALLBACK (named_cb), &n_names);
  contract->backend->say (contract->server, mine, "terwijl zij weg was");
  /* Who comes after it is told after it. */
  waits = contract->backend->arrive (contract->server, "Zwaluw", "is er iemand?");
  luwte_contract_wait (luwte_contract_state_of (contract, waits) == LUWTE_SESSION_WAITING);
  g_assert_cmpuint (n_names, ==, 0);
  g_assert_cmpuint (luwte_contract_count_messages (contract, "terwijl zij weg was"), ==, 0);

  before = contract->n_lists;
  luwte_service_set_count_only (contract->first, FALSE);
  luwte_contract_wait (contract->n_lists > before);
  g_assert_cmpuint (n_names, >=, 2);
  history = luwte_contract_history (contract->first, mine, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->len; i++)
    found |= g_str_equal (luwte_message_get_text (g_ptr_array_index (history, i)),
                          "terwijl zij weg was");
  g_assert_true (found);
  g_signal_handlers_disconnect_by_data (contract->first, &n_names);
}

void
luwte_contract_add_more (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "more/empty-list", empty_list);
  luwte_contract_add_scenario (backend, "more/many-arrive", many_arrive);
  luwte_contract_add_scenario (backend, "more/odd-ids", odd_ids);
  luwte_contract_add_scenario (backend, "more/several", several);
  luwte_contract_add_scenario (backend, "more/order", order);
  luwte_contract_add_scenario (backend, "more/release-not-mine", release_not_mine);
  luwte_contract_add_scenario (backend, "more/close-not-mine", close_not_mine);
  luwte_contract_add_scenario (backend, "more/close-nothing", close_nothing);
  luwte_contract_add_scenario (backend, "more/release-nothing", release_nothing);
  luwte_contract_add_scenario (backend, "more/send-after-close", send_after_close);
  luwte_contract_add_scenario (backend, "more/release-and-again", release_and_again);
  luwte_contract_add_scenario (backend, "more/restart", restart);
  luwte_contract_add_scenario (backend, "more/service-restarted", service_restarted);
  luwte_contract_add_scenario (backend, "more/judged-offline", judged_offline);
  luwte_contract_add_scenario (backend, "more/while-away", while_away);
  luwte_contract_add_scenario (backend, "more/claimed-by-other", claimed_by_other);
  luwte_contract_add_scenario (backend, "more/captive-portal", captive_portal);
  luwte_contract_add_scenario (backend, "more/send-after-absence", send_after_absence);
  luwte_contract_add_scenario (backend, "more/same-nickname", same_nickname);
  luwte_contract_add_scenario (backend, "more/history-of-other", history_of_other);
  luwte_contract_add_scenario (backend, "more/count-only", count_only);
}
