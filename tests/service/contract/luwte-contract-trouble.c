/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-contract.h"
#include "luwte-id.h"
#include "luwte-service-private.h"

/* What networks and servers do. The adapter comes through a proxy that does it. */

#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"

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

/* The request never reaches the server. With client ids it is safely tried again; without them the
 * answer is that it is not known. In no case does it arrive twice. */
static void
send_dropped_before (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autofree char *client_id = luwte_id_new ();
  gboolean client_ids = luwte_service_get_capabilities (contract->first) &
                        LUWTE_CAPABILITY_CLIENT_IDS;
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_DROP_BEFORE,
                                contract->backend->send_path, 1, NULL);
  sent = luwte_contract_send (contract->first, id, client_id, "een", &error);
  g_assert_cmpuint (luwte_contract_proxy_get_met (contract->proxy), ==, 1);
  if (client_ids)
    g_assert_no_error (error);
  else
    g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN);
  g_assert_cmpuint (count_chat (contract, id, ">een"), ==, client_ids ? 1 : 0);
}

static void
send_dropped_after (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autofree char *client_id = luwte_id_new ();
  gboolean client_ids = luwte_service_get_capabilities (contract->first) &
                        LUWTE_CAPABILITY_CLIENT_IDS;
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  /* Of every attempt: how many there are depends on whether libsoup had a connection left to try. */
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_DROP_AFTER,
                                contract->backend->send_path, 100, NULL);
  sent = luwte_contract_send (contract->first, id, client_id, "een", &error);
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNCERTAIN);
  g_clear_error (&error);
  g_assert_cmpuint (count_chat (contract, id, ">een"), ==, 1);
  if (!client_ids)
    return;
  /* The same text again by its client id, as the outbox does. */
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_PASS, NULL, 0, NULL);
  sent = luwte_contract_send (contract->first, id, client_id, "een", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_chat (contract, id, ">een"), ==, 1);
}

/* Nobody is there: what was asked surely did not happen. */
static void
unreachable (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  luwte_service_stop (contract->first);
  luwte_contract_proxy_down (contract->proxy);
  sent = luwte_contract_send (contract->first, id, NULL, "een", &error);
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_null (luwte_contract_list (contract->first, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE);
  luwte_contract_proxy_up (contract->proxy);
  g_assert_cmpuint (count_chat (contract, id, ">een"), ==, 0);
}

typedef struct
{
  const char *name;
  const char *canned;
  int list_error;
  int send_error;
} Canned;

/* An answer that is not one, to a question and to something that is to be done. */
static void
canned_answers (LuwteContract *contract)
{
  static const Canned answers[] = {
    { "500", "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
      LUWTE_SERVICE_ERROR_UNREACHABLE, LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "302",
      "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n"
      "Connection: close\r\n\r\n",
      LUWTE_SERVICE_ERROR_PROTOCOL, LUWTE_SERVICE_ERROR_PROTOCOL },
    { "html",
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
      "<!DOCTYPE html><title>Welcome to our Wi-Fi</title>",
      LUWTE_SERVICE_ERROR_PROTOCOL, LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "cut JSON", JSON_HEAD "{\"sessions\":[", LUWTE_SERVICE_ERROR_PROTOCOL,
      LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "a list", JSON_HEAD "[]", LUWTE_SERVICE_ERROR_PROTOCOL, LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "other JSON", JSON_HEAD "{\"sessions\":{\"a\":1},\"list\":3,\"error\":\"x\"}",
      LUWTE_SERVICE_ERROR_PROTOCOL, LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "a stranger's JSON", JSON_HEAD "{\"x\":1}", LUWTE_SERVICE_ERROR_PROTOCOL,
      LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "nothing", JSON_HEAD "", LUWTE_SERVICE_ERROR_PROTOCOL, LUWTE_SERVICE_ERROR_UNCERTAIN },
    { "no HTTP", "SSH-2.0-OpenSSH_9\r\n", LUWTE_SERVICE_ERROR_UNREACHABLE,
      LUWTE_SERVICE_ERROR_UNCERTAIN },
  };
  g_autofree char *id = claimed (contract);

  luwte_service_stop (contract->first);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteMessage) sent = NULL;

      g_test_message ("%s", answers[i].name);
      luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_ANSWER,
                                    contract->backend->list_path, 1, answers[i].canned);
      g_assert_null (luwte_contract_list (contract->first, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, answers[i].list_error);
      g_clear_error (&error);
      luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_ANSWER,
                                    contract->backend->send_path, 2, answers[i].canned);
      sent = luwte_contract_send (contract->first, id, NULL, "niet", &error);
      g_assert_null (sent);
      g_assert_error (error, LUWTE_SERVICE_ERROR, answers[i].send_error);
    }
  g_assert_cmpuint (count_chat (contract, id, ">niet"), ==, 0);
}

static void
huge_answer (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_contract_check (contract->first, NULL));
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_HUGE, contract->backend->list_path,
                                1, NULL);
  g_assert_null (luwte_contract_list (contract->first, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
  /* It hung up long before the end. */
  g_assert_cmpuint (luwte_contract_proxy_get_written (contract->proxy), <, 64 * 1024 * 1024);
}

static void
slow_answer (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (luwte_contract_check (contract->first, NULL));
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_SLOW, contract->backend->list_path,
                                1, NULL);
  g_assert_null (luwte_contract_list (contract->first, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE);
}

/* Connections end in the middle of a conversation: everything arrives, in order, once. */
static void
cut (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  guint place = 0;

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i);

      contract->backend->say (contract->server, id, text);
      if (i % 20 == 10)
        luwte_contract_proxy_cut (contract->proxy);
      for (guint j = 0; j < 3; j++)
        luwte_contract_iterate ();
    }
  luwte_contract_wait (luwte_contract_count_messages (contract, "regel 59") > 0);
  for (guint i = 0; i < contract->messages->len; i++)
    {
      const char *text = luwte_message_get_text (g_ptr_array_index (contract->messages, i));
      g_autofree char *expected = g_strdup_printf ("regel %u", place);

      if (g_str_has_prefix (text, "regel "))
        {
          g_assert_cmpstr (text, ==, expected);
          place++;
        }
    }
  g_assert_cmpuint (place, ==, 60);
}

/* Away for so long that the service has not kept all that happened. */
static void
long_absence (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autofree char *newcomer = NULL;

  contract->backend->say (contract->server, id, "ervoor");
  luwte_contract_wait (luwte_contract_count_messages (contract, "ervoor") == 1);
  luwte_contract_proxy_down (contract->proxy);
  for (guint i = 0; i < 1100; i++)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i);

      contract->backend->say (contract->server, id, text);
    }
  newcomer = contract->backend->arrive (contract->server, "Nieuw", "hallo");
  luwte_contract_proxy_up (contract->proxy);
  luwte_contract_wait (luwte_contract_count_messages (contract, "regel 1099") > 0);
  luwte_contract_wait (luwte_contract_lists (contract, newcomer));
  for (guint i = 0; i < 1100; i += 50)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i);

      g_assert_cmpuint (luwte_contract_count_messages (contract, text), ==, 1);
    }
}

/* LOST is told with its time, and CONNECTED again when it is. */
static void
lost (LuwteContract *contract)
{
  gint64 since;

  luwte_contract_start_first (contract);
  luwte_contract_proxy_down (contract->proxy);
  luwte_service_set_lost_after (contract->first, 300);
  luwte_contract_wait (luwte_service_get_state (contract->first) == LUWTE_CONNECTION_LOST);
  since = luwte_service_get_lost_since (contract->first);
  g_assert_cmpint (since, >, 0);
  g_assert_cmpint (since, <=, g_get_real_time () / G_USEC_PER_SEC);
  luwte_service_set_lost_after (contract->first, 15000);
  luwte_contract_proxy_up (contract->proxy);
  luwte_contract_wait (luwte_service_get_state (contract->first) == LUWTE_CONNECTION_CONNECTED);
  g_assert_cmpint (luwte_service_get_lost_since (contract->first), ==, 0);
}

static void
assert_clean_text (const char *text)
{
  for (guint i = 0; text != NULL && luwte_contract_planted[i] != NULL; i++)
    g_assert_null (strstr (text, luwte_contract_planted[i]));
}

/* Every string property: who adds one is looked at too. */
static void
assert_clean (GObject *object)
{
  guint n = 0;
  g_autofree GParamSpec **specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;

      if (specs[i]->value_type != G_TYPE_STRING || !(specs[i]->flags & G_PARAM_READABLE))
        continue;
      g_object_get (object, specs[i]->name, &text, NULL);
      assert_clean_text (text);
    }
}

static void
clean_sessions_cb (LuwteService *service, GPtrArray *sessions, gpointer user_data)
{
  for (guint i = 0; i < sessions->len; i++)
    assert_clean (g_ptr_array_index (sessions, i));
}

static void
clean_session_cb (LuwteService *service, LuwteSession *session, gpointer user_data)
{
  assert_clean (G_OBJECT (session));
}

/* The server adds an address, a place, a device and a token to every object: none gets through. */
static void
planted (LuwteContract *contract)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_PLANT, NULL, 0, NULL);
  g_signal_connect (contract->first, "sessions", G_CALLBACK (clean_sessions_cb), NULL);
  g_signal_connect (contract->first, "session-changed", G_CALLBACK (clean_session_cb), NULL);
  id = claimed (contract);
  contract->backend->say (contract->server, id, "van de hulpvrager");
  luwte_contract_wait (luwte_contract_count_messages (contract, "van de hulpvrager") == 1);
  sent = luwte_contract_send (contract->first, id, NULL, "terug", &error);
  g_assert_no_error (error);
  assert_clean (G_OBJECT (sent));
  list = luwte_contract_list (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  clean_sessions_cb (contract->first, list, NULL);
  history = luwte_contract_history (contract->first, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, 3);
  for (guint i = 0; i < history->len; i++)
    assert_clean (g_ptr_array_index (history, i));
  for (guint i = 0; i < contract->messages->len; i++)
    assert_clean (g_ptr_array_index (contract->messages, i));
  assert_clean (G_OBJECT (contract->first));
}

static GTlsCertificate *
load_certificate (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "service", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

/* An adapter through TLS with this certificate, that trusts this one beside nothing else. */
static gboolean
try_tls (LuwteContract *contract, const char *served, const char *trusted, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate (served);
  g_autofree char *path = trusted != NULL
                              ? g_test_build_filename (G_TEST_DIST, "service", "tls", trusted, NULL)
                              : NULL;
  LuwteContractProxy *proxy =
      luwte_contract_proxy_new (contract->backend->get_url (contract->server), certificate);
  g_autoptr (LuwteService) service =
      contract->backend->connect (contract->server, luwte_contract_proxy_get_url (proxy), 0, FALSE,
                                  NULL);
  gboolean done;

  if (path != NULL)
    {
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, error);

      g_assert_nonnull (database);
      contract->backend->trust (service, database);
    }
  done = luwte_contract_check (service, error);
  if (!done)
    {
      /* Final: the state says so, and no tries go on. */
      luwte_service_start (service);
      luwte_contract_wait (luwte_service_get_state (service) == LUWTE_CONNECTION_REFUSED);
      luwte_service_stop (service);
    }
  g_clear_object (&service);
  luwte_contract_proxy_free (proxy);
  return done;
}

static void
tls (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  if (contract->backend->trust == NULL)
    {
      g_test_skip ("This backend cannot be told what to trust");
      return;
    }
  /* That the right one is accepted shows that the others are refused for what they are. */
  g_assert_true (try_tls (contract, "right.pem", "right.pem", &error));
  g_assert_no_error (error);
  g_assert_false (try_tls (contract, "right.pem", NULL, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  g_clear_error (&error);
  g_assert_false (try_tls (contract, "other-host.pem", "other-host.pem", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  g_clear_error (&error);
  g_assert_false (try_tls (contract, "expired.pem", "expired.pem", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
}

/* As try_tls(), with an authority that a helpline has named: the system's own ones count no more. */
static gboolean
try_authority (LuwteContract *contract, const char *served, const char *authority, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate (served);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "service", "tls", authority, NULL);
  LuwteContractProxy *proxy =
      luwte_contract_proxy_new (contract->backend->get_url (contract->server), certificate);
  g_autoptr (LuwteService) service =
      contract->backend->connect (contract->server, luwte_contract_proxy_get_url (proxy), 0, FALSE,
                                  NULL);
  g_autofree char *pem = NULL;
  g_autofree char *alone = NULL;
  const char *begin, *end;
  gboolean done;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  /* The files of the tests have their key beside them, which is refused. */
  g_assert_false (luwte_service_set_authority (service, pem, NULL));
  begin = strstr (pem, "-----BEGIN CERTIFICATE-----");
  end = strstr (begin, "-----END CERTIFICATE-----");
  alone = g_strndup (begin, end + strlen ("-----END CERTIFICATE-----") - begin);
  done = luwte_service_set_authority (service, alone, error) &&
         luwte_contract_check (service, error);
  g_clear_object (&service);
  luwte_contract_proxy_free (proxy);
  return done;
}

static void
authority (LuwteContract *contract)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (try_authority (contract, "right.pem", "right.pem", &error));
  g_assert_no_error (error);
  g_assert_false (try_authority (contract, "right.pem", "other-host.pem", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  g_clear_error (&error);
  /* Named as the authority, and still for another server, and still past its term. */
  g_assert_false (try_authority (contract, "other-host.pem", "other-host.pem", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  g_clear_error (&error);
  g_assert_false (try_authority (contract, "expired.pem", "expired.pem", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
  g_clear_error (&error);
  g_assert_false (luwte_service_set_authority (contract->first, "geen certificaat", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_service_list_finish (LUWTE_SERVICE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
cancel (LuwteContract *contract)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_assert_true (luwte_contract_check (contract->first, NULL));
  luwte_contract_proxy_trouble (contract->proxy, LUWTE_CONTRACT_SLOW, contract->backend->list_path,
                                1, NULL);
  luwte_service_list_async (contract->first, cancellable, cancelled_cb, &done);
  luwte_contract_wait (luwte_contract_proxy_get_met (contract->proxy) == 1);
  g_cancellable_cancel (cancellable);
  luwte_contract_wait (done);
}

/* Started and stopped at once, and again: nothing comes afterwards. */
static void
stop_and_go (LuwteContract *contract)
{
  guint before;

  for (guint i = 0; i < 5; i++)
    {
      luwte_service_start (contract->first);
      luwte_contract_iterate ();
      luwte_service_stop (contract->first);
    }
  before = contract->n_lists;
  for (guint i = 0; i < 20; i++)
    luwte_contract_iterate ();
  g_assert_cmpuint (contract->n_lists, ==, before);
  g_assert_cmpint (luwte_service_get_state (contract->first), ==, LUWTE_CONNECTION_OFF);
  luwte_contract_start_first (contract);
}

void
luwte_contract_add_trouble (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "trouble/send-dropped-before", send_dropped_before);
  luwte_contract_add_scenario (backend, "trouble/send-dropped-after", send_dropped_after);
  luwte_contract_add_scenario (backend, "trouble/unreachable", unreachable);
  luwte_contract_add_scenario (backend, "trouble/canned-answers", canned_answers);
  luwte_contract_add_scenario (backend, "trouble/huge-answer", huge_answer);
  luwte_contract_add_scenario (backend, "trouble/slow-answer", slow_answer);
  luwte_contract_add_scenario (backend, "trouble/cut", cut);
  luwte_contract_add_scenario (backend, "trouble/long-absence", long_absence);
  luwte_contract_add_scenario (backend, "trouble/lost", lost);
  luwte_contract_add_scenario (backend, "trouble/planted", planted);
  luwte_contract_add_scenario (backend, "trouble/tls", tls);
  luwte_contract_add_scenario (backend, "trouble/authority", authority);
  luwte_contract_add_scenario (backend, "trouble/cancel", cancel);
  luwte_contract_add_scenario (backend, "trouble/stop-and-go", stop_and_go);
}
