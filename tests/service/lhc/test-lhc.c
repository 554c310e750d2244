/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The adapter for Live Helper Chat against the simulator, over real sockets. */
#include <string.h>

#include "luwte-lhc-service.h"
#include "luwte-lhc-simulator.h"
#include "luwte-secret.h"

typedef struct
{
  LuwteLhcSimulator *server;
  LuwteService *fatima;
  LuwteService *jan;
  gint64 fatima_id;
  gint64 jan_id;
} Fixture;

static LuwteService *
make_service (Fixture *fixture, const char *user, const char *key)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new (key, -1);
  g_autoptr (GError) error = NULL;
  LuwteService *service = luwte_lhc_service_new (luwte_lhc_simulator_get_url (fixture->server),
                                                 user, secret, &error);

  g_assert_no_error (error);
  return service;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = luwte_lhc_simulator_new ();
  fixture->fatima_id = luwte_lhc_simulator_add_operator (fixture->server, "fatima", "key-f");
  fixture->jan_id = luwte_lhc_simulator_add_operator (fixture->server, "jan", "key-j");
  fixture->fatima = make_service (fixture, "fatima", "key-f");
  fixture->jan = make_service (fixture, "jan", "key-j");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  /* What identifies a visitor is never asked for one by one, nor any row rewritten whole. */
  g_assert_null (
      strstr (luwte_lhc_simulator_get_log (fixture->server), "GET /index.php/restapi/chat/"));
  g_assert_null (strstr (luwte_lhc_simulator_get_log (fixture->server), "PUT "));
  g_assert_null (strstr (luwte_lhc_simulator_get_log (fixture->server), "xml"));
  luwte_service_stop (fixture->fatima);
  luwte_service_stop (fixture->jan);
  /* What was under way is cancelled and lets go in the next rounds of the loop. */
  while (G_OBJECT (fixture->fatima)->ref_count > 1 || G_OBJECT (fixture->jan)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->fatima);
  g_assert_finalize_object (fixture->jan);
  g_assert_finalize_object (fixture->server);
}

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

static GAsyncResult *
await (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static LuwteSession *
claim (LuwteService *service, gint64 chat, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_claim_async (service, id, NULL, answer_cb, &result);
  return luwte_service_claim_finish (service, await (&result), error);
}

static LuwteMessage *
say (LuwteService *service, gint64 chat, const char *text, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, text);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_send_async (service, id, outgoing, NULL, answer_cb, &result);
  return luwte_service_send_finish (service, await (&result), error);
}

typedef void (*DoneFunc) (LuwteService *, const char *, GCancellable *, GAsyncReadyCallback,
                          gpointer);

static gboolean
done (LuwteService *service, DoneFunc func, gint64 chat, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GAsyncResult) result = NULL;

  func (service, id, NULL, answer_cb, &result);
  return luwte_service_done_finish (service, await (&result), error);
}

static void
close_without_topic (LuwteService *service, const char *id, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data)
{
  luwte_service_close_async (service, id, NULL, FALSE, cancellable, callback, data);
}

static void
transfer_to_jan (LuwteService *service, const char *id, GCancellable *cancellable,
                 GAsyncReadyCallback callback, gpointer data)
{
  luwte_service_transfer_async (service, id, "jan", FALSE, NULL, cancellable, callback, data);
}

static gboolean
check (LuwteService *service, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_check_async (service, NULL, answer_cb, &result);
  return luwte_service_check_finish (service, await (&result), error);
}

static GPtrArray *
list (LuwteService *service, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_list_async (service, NULL, answer_cb, &result);
  return luwte_service_list_finish (service, await (&result), error);
}

#define assert_service_error(error, name)                                    \
  G_STMT_START                                                               \
  {                                                                          \
    g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_##name); \
    g_clear_error (&error);                                                  \
  }                                                                          \
  G_STMT_END

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LuwteService) wrong = make_service (fixture, "fatima", "wrong");
  g_autoptr (GError) error = NULL;

  g_assert_true (check (fixture->fatima, &error));
  g_assert_cmpstr (luwte_service_get_user_name (fixture->fatima), ==, "fatima");
  g_assert_true (luwte_service_get_capabilities (fixture->fatima) & LUWTE_CAPABILITY_RELEASE);
  g_assert_false (luwte_service_get_capabilities (fixture->fatima) & LUWTE_CAPABILITY_CLIENT_IDS);
  g_assert_cmpint (luwte_service_get_server_time (fixture->fatima), >, 0);
  g_assert_false (check (wrong, &error));
  assert_service_error (error, REFUSED);
}

/* R77. */
static void
test_insecure (void)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new ("key", -1);
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_lhc_service_new ("http://chat.example.org", "fatima", secret, &error));
  assert_service_error (error, INSECURE);
  g_assert_null (luwte_lhc_service_new ("http://localhost", "fatima", secret, &error));
  assert_service_error (error, INSECURE);
}

static void
assert_clean (const char *text)
{
  static const char *const planted[] = { LUWTE_LHC_PLANTED_IP4,
                                         LUWTE_LHC_PLANTED_IP6,
                                         LUWTE_LHC_PLANTED_CITY,
                                         LUWTE_LHC_PLANTED_AGENT,
                                         LUWTE_LHC_PLANTED_HASH,
                                         "PLANTED",
                                         "planted@",
                                         "Plantedland" };

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (planted); i++)
    g_assert_null (strstr (text, planted[i]));
}

static void
assert_session_clean (LuwteSession *session)
{
  assert_clean (luwte_session_get_id (session));
  assert_clean (luwte_session_get_nickname (session));
  assert_clean (luwte_session_get_department (session));
  assert_clean (luwte_session_get_last_text (session));
}

/* R5: every row of the server carries address, place, agent and token; nothing of it comes out. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (LuwteSession) taken = NULL;

  luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  luwte_lhc_simulator_ask_offline (fixture->server, "Korenbloem", "mag ik mailen?");
  taken = claim (fixture->jan,
                 luwte_lhc_simulator_arrive (fixture->server, "Zonnebloem", 2, "hallo"), &error);
  g_assert_no_error (error);
  sessions = list (fixture->fatima, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpstr (luwte_session_get_nickname (sessions->pdata[0]), ==, "Noordwind");
  g_assert_cmpstr (luwte_session_get_department (sessions->pdata[0]), ==, "Jongerenchat");
  g_assert_cmpint (luwte_session_get_state (sessions->pdata[0]), ==, LUWTE_SESSION_WAITING);
  assert_session_clean (sessions->pdata[0]);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sessions = NULL;

  for (int i = 0; i < 250; i++)
    luwte_lhc_simulator_arrive (fixture->server, "Wachtend", 1, NULL);
  sessions = list (fixture->fatima, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 250);
}

static void
test_claim (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_autoptr (LuwteSession) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (luwte_session_get_state (mine), ==, LUWTE_SESSION_ACTIVE);
  assert_session_clean (mine);
  g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==, fixture->fatima_id);
  g_assert_null (claim (fixture->jan, chat, &error));
  assert_service_error (error, TAKEN);
  /* Ours already: a second click is no error. */
  again = claim (fixture->fatima, chat, &error);
  g_assert_no_error (error);
  g_assert_null (claim (fixture->jan, 999, &error));
  assert_service_error (error, NOT_FOUND);
}

/* `!active` would reopen a closed chat. */
static void
test_claim_closed (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);

  g_assert_no_error (error);
  g_assert_true (done (fixture->fatima, close_without_topic, chat, &error));
  g_assert_cmpint (luwte_lhc_simulator_get_status (fixture->server, chat), ==, 2);
  g_assert_null (claim (fixture->jan, chat, &error));
  assert_service_error (error, NOT_FOUND);
  g_assert_cmpint (luwte_lhc_simulator_get_status (fixture->server, chat), ==, 2);
}

static void
test_bad_ids (Fixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "",   "1/../user/2", "1?x=1",
                                     "-1", "1 ",          "9999999999999999999999",
                                     "abc" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      luwte_service_claim_async (fixture->fatima, ids[i], NULL, answer_cb, &result);
      g_assert_null (luwte_service_claim_finish (fixture->fatima, await (&result), &error));
      assert_service_error (error, NOT_FOUND);
    }
}

/* Two claim at once, a thousand times: one has it, the other is told, and each reads back what the
 * server holds. */
static void
race (Fixture *fixture, int n_rounds)
{
  guint n_fatima = 0;

  for (int i = 0; i < n_rounds; i++)
    {
      gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Race", 1, NULL);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
      LuwteService *first = i % 2 == 0 ? fixture->fatima : fixture->jan;
      LuwteService *second = i % 2 == 0 ? fixture->jan : fixture->fatima;
      g_autoptr (GAsyncResult) a = NULL;
      g_autoptr (GAsyncResult) b = NULL;
      g_autoptr (GError) error_a = NULL;
      g_autoptr (GError) error_b = NULL;
      const GError *refused;
      g_autoptr (LuwteSession) got_a = NULL;
      g_autoptr (LuwteSession) got_b = NULL;
      g_autoptr (GError) error = NULL;

      luwte_service_claim_async (first, id, NULL, answer_cb, &a);
      /* Not in the same instant, so that the order at the server differs from round to round. */
      for (int n = g_test_rand_int_range (0, 12); n > 0; n--)
        g_main_context_iteration (NULL, FALSE);
      luwte_service_claim_async (second, id, NULL, answer_cb, &b);
      got_a = luwte_service_claim_finish (first, await (&a), &error_a);
      got_b = luwte_service_claim_finish (second, await (&b), &error_b);
      g_assert_true ((got_a == NULL) != (got_b == NULL));
      refused = got_a == NULL ? error_a : error_b;
      g_assert_error (refused, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
      g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==,
                       (got_a != NULL ? first : second) == fixture->fatima ? fixture->fatima_id
                                                                           : fixture->jan_id);
      n_fatima += (got_a != NULL ? first : second) == fixture->fatima;
      g_assert_true (done (got_a != NULL ? first : second, close_without_topic, chat, &error));
    }
  g_test_message ("fatima had %u of %d", n_fatima, n_rounds);
}

static void
test_race (Fixture *fixture, gconstpointer data)
{
  race (fixture, 1000);
}

static void
test_send (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "Welkom, fijn dat je er bent.",
                                       "!!! let op",
                                       "  !close",
                                       "a&b=c%20+d\nnieuwe regel",
                                       "😊 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d",
                                       "[b]geen opmaak[/b]" };
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_auto (GStrv) said = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LuwteMessage) message = say (fixture->fatima, chat, texts[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (luwte_message_get_id (message));
      g_assert_nonnull (luwte_message_get_client_id (message));
      g_assert_cmpstr (luwte_message_get_text (message), ==, texts[i]);
      g_assert_cmpint (luwte_message_get_delivery (message), ==, LUWTE_DELIVERY_SENT);
    }
  g_assert_cmpint (luwte_lhc_simulator_get_status (fixture->server, chat), ==, 1);
  said = luwte_lhc_simulator_get_said (fixture->server, chat);
  g_assert_cmpuint (g_strv_length (said), ==, G_N_ELEMENTS (texts));
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strchug (g_strdup (texts[i]));

      g_assert_nonnull (strstr (said[i], text));
    }
}

static void
test_lies (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  gint64 other = luwte_lhc_simulator_arrive (fixture->server, "Kiezel", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_lhc_simulator_set_lies (fixture->server, TRUE);
  g_assert_null (claim (fixture->fatima, other, &error));
  assert_service_error (error, NOT_DONE);
  g_assert_null (say (fixture->fatima, chat, "hallo", &error));
  assert_service_error (error, NOT_DONE);
  g_assert_false (done (fixture->fatima, luwte_service_release_async, chat, &error));
  assert_service_error (error, NOT_DONE);
  g_assert_false (done (fixture->fatima, close_without_topic, chat, &error));
  assert_service_error (error, NOT_DONE);
  g_assert_false (done (fixture->fatima, luwte_service_erase_async, chat, &error));
  assert_service_error (error, NOT_DONE);
  luwte_service_set_available_async (fixture->fatima, TRUE, NULL, answer_cb, &result);
  g_assert_false (luwte_service_done_finish (fixture->fatima, await (&result), &error));
  assert_service_error (error, NOT_DONE);
}

static void
test_leave (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_autoptr (LuwteSession) again = NULL;

  g_assert_false (done (fixture->jan, luwte_service_release_async, chat, &error));
  assert_service_error (error, TAKEN);
  g_assert_true (done (fixture->fatima, luwte_service_release_async, chat, &error));
  g_assert_cmpint (luwte_lhc_simulator_get_status (fixture->server, chat), ==, 0);
  g_assert_false (done (fixture->fatima, close_without_topic, chat, &error));
  assert_service_error (error, NOT_FOUND);
  again = claim (fixture->fatima, chat, &error);
  g_assert_true (done (fixture->fatima, transfer_to_jan, chat, &error));
  g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==, fixture->jan_id);
  g_assert_true (done (fixture->jan, luwte_service_erase_async, chat, &error));
  g_assert_no_error (error);
  g_assert_cmpint (luwte_lhc_simulator_get_status (fixture->server, chat), ==, -1);
}

static void
test_available (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) on = NULL;
  g_autoptr (GAsyncResult) off = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (check (fixture->fatima, &error));
  g_assert_cmpuint (luwte_lhc_simulator_get_n_heartbeats (fixture->server, fixture->fatima_id), ==,
                    0);
  luwte_service_set_available_async (fixture->fatima, TRUE, NULL, answer_cb, &on);
  g_assert_true (luwte_service_done_finish (fixture->fatima, await (&on), &error));
  g_assert_true (luwte_lhc_simulator_is_online (fixture->server, fixture->fatima_id));
  g_assert_true (check (fixture->fatima, &error));
  g_assert_cmpuint (luwte_lhc_simulator_get_n_heartbeats (fixture->server, fixture->fatima_id), >,
                    0);
  luwte_service_set_available_async (fixture->fatima, FALSE, NULL, answer_cb, &off);
  g_assert_true (luwte_service_done_finish (fixture->fatima, await (&off), &error));
  g_assert_false (luwte_lhc_simulator_is_online (fixture->server, fixture->fatima_id));
}

static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    LuwteLhcTrouble trouble;
    LuwteServiceError code;
  } cases[] = {
    { LUWTE_LHC_TROUBLE_HTML, LUWTE_SERVICE_ERROR_PROTOCOL },
    { LUWTE_LHC_TROUBLE_WRONG_JSON, LUWTE_SERVICE_ERROR_PROTOCOL },
    { LUWTE_LHC_TROUBLE_500, LUWTE_SERVICE_ERROR_UNREACHABLE },
    { LUWTE_LHC_TROUBLE_302, LUWTE_SERVICE_ERROR_PROTOCOL },
    { LUWTE_LHC_TROUBLE_HUGE, LUWTE_SERVICE_ERROR_PROTOCOL },
    { LUWTE_LHC_TROUBLE_REVOKED, LUWTE_SERVICE_ERROR_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      luwte_lhc_simulator_trouble (fixture->server, cases[i].trouble, NULL, 1);
      g_assert_false (check (fixture->fatima, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, (int) cases[i].code);
    }
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);

  luwte_lhc_simulator_stop (fixture->server);
  g_assert_null (say (fixture->fatima, chat, "hallo", &error));
  assert_service_error (error, UNREACHABLE);
  luwte_lhc_simulator_start (fixture->server);
}

/* --- with start(): what is signalled ---------------------------------------------------------- */

typedef struct
{
  GPtrArray *sessions; /* of the latest "sessions" */
  GPtrArray *messages;
  gboolean typing;
} Heard;

static void
sessions_cb (LuwteService *service, GPtrArray *sessions, Heard *heard)
{
  g_clear_pointer (&heard->sessions, g_ptr_array_unref);
  heard->sessions = g_ptr_array_ref (sessions);
  for (guint i = 0; i < sessions->len; i++)
    assert_session_clean (sessions->pdata[i]);
}

static void
message_cb (LuwteService *service, LuwteMessage *message, Heard *heard)
{
  assert_clean (luwte_message_get_text (message));
  g_ptr_array_add (heard->messages, g_object_ref (message));
}

static void
typing_cb (LuwteService *service, const char *session_id, gboolean typing, Heard *heard)
{
  heard->typing = typing;
}

static void
hear (LuwteService *service, Heard *heard)
{
  heard->messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (service, "sessions", G_CALLBACK (sessions_cb), heard);
  g_signal_connect (service, "message", G_CALLBACK (message_cb), heard);
  g_signal_connect (service, "typing", G_CALLBACK (typing_cb), heard);
}

static void
heard_clear (LuwteService *service, Heard *heard)
{
  g_signal_handlers_disconnect_by_data (service, heard);
  g_clear_pointer (&heard->sessions, g_ptr_array_unref);
  g_clear_pointer (&heard->messages, g_ptr_array_unref);
}

#define until(condition) \
  while (!(condition))   \
  g_main_context_iteration (NULL, TRUE)

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = NULL;
  Heard heard = { 0 };

  luwte_lhc_simulator_set_loses_updates (fixture->server, TRUE);
  hear (fixture->fatima, &heard);
  luwte_service_start (fixture->fatima);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_CONNECTED &&
         heard.sessions != NULL);
  g_assert_cmpuint (heard.sessions->len, ==, 1);
  mine = claim (fixture->fatima, chat, &error);
  g_assert_no_error (error);
  luwte_service_watch (fixture->fatima, id, TRUE);
  until (heard.messages->len == 1);
  luwte_lhc_simulator_say (fixture->server, chat, "Ik weet niet hoe ik moet beginnen");
  luwte_lhc_simulator_set_typing (fixture->server, chat, TRUE);
  until (heard.messages->len == 2 && heard.typing);
  g_assert_cmpstr (luwte_message_get_text (heard.messages->pdata[1]), ==,
                   "Ik weet niet hoe ik moet beginnen");
  luwte_lhc_simulator_leave (fixture->server, chat);
  until (heard.sessions->len == 1 &&
         luwte_session_get_state (heard.sessions->pdata[0]) == LUWTE_SESSION_VISITOR_GONE);
  g_assert_cmpuint (heard.messages->len, ==, 2);
  heard_clear (fixture->fatima, &heard);
}

/* The answer to a message is lost: perhaps sent, never again unasked, settled when the server shows
 * our own words. */
static void
test_uncertain (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new ("client-1", "!let op");
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) said = NULL;
  Heard heard = { 0 };

  hear (fixture->fatima, &heard);
  luwte_service_start (fixture->fatima);
  luwte_service_watch (fixture->fatima, id, TRUE);
  until (heard.messages->len == 1);
  luwte_lhc_simulator_trouble (fixture->server, LUWTE_LHC_TROUBLE_SILENT, "addmsgadmin", 1);
  luwte_service_send_async (fixture->fatima, id, outgoing, NULL, answer_cb, &result);
  g_assert_null (luwte_service_send_finish (fixture->fatima, await (&result), &error));
  assert_service_error (error, UNCERTAIN);
  until (heard.messages->len == 2);
  g_assert_cmpstr (luwte_message_get_client_id (heard.messages->pdata[1]), ==, "client-1");
  g_assert_cmpint (luwte_message_get_delivery (heard.messages->pdata[1]), ==, LUWTE_DELIVERY_SENT);
  said = luwte_lhc_simulator_get_said (fixture->server, chat);
  g_assert_cmpuint (g_strv_length (said), ==, 1);
  heard_clear (fixture->fatima, &heard);
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  luwte_service_start (fixture->fatima);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_CONNECTED);
  luwte_lhc_simulator_trouble (fixture->server, LUWTE_LHC_TROUBLE_REVOKED, NULL, 1000);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_REFUSED);
}

static void
test_server_returns (Fixture *fixture, gconstpointer data)
{
  Heard heard = { 0 };

  hear (fixture->fatima, &heard);
  luwte_service_start (fixture->fatima);
  until (heard.sessions != NULL);
  luwte_lhc_simulator_stop (fixture->server);
  luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  luwte_lhc_simulator_start (fixture->server);
  until (heard.sessions->len == 1);
  heard_clear (fixture->fatima, &heard);
}

/* The role that the documentation asks for cannot look into what a colleague has: the server says
 * so with an error. Whoever loses the race is told that it is taken, not that nobody waits. */
static void
test_closed_race (Fixture *fixture, gconstpointer data)
{
  luwte_lhc_simulator_set_closed_role (fixture->server, TRUE);
  race (fixture, 200);
}

/* Gone from us while our list does not know it yet: to a colleague, or erased. A role that cannot
 * look into it is told which, and is not called refused. */
static void
assert_gone (Fixture *fixture, Heard *heard, DoneFunc deed, int code)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new ("client-1", "Ben je er nog?");
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  guint n_sent;

  g_assert_no_error (error);
  luwte_service_start (fixture->fatima);
  until (heard->sessions != NULL && heard->sessions->len == 1 &&
         g_str_equal (luwte_session_get_id (heard->sessions->pdata[0]), id) &&
         luwte_session_get_state (heard->sessions->pdata[0]) == LUWTE_SESSION_ACTIVE);
  g_assert_true (done (fixture->fatima, deed, chat, &error));
  n_sent = luwte_lhc_simulator_count (fixture->server, "POST /index.php/restapi/addmsgadmin");
  luwte_service_send_async (fixture->fatima, id, outgoing, NULL, answer_cb, &sent);
  g_assert_null (luwte_service_send_finish (fixture->fatima, await (&sent), &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, code);
  g_assert_cmpuint (luwte_lhc_simulator_count (fixture->server,
                                               "POST /index.php/restapi/addmsgadmin"),
                    ==, n_sent + 1);
  g_clear_error (&error);
  luwte_service_history_async (fixture->fatima, id, NULL, NULL, answer_cb, &read);
  g_assert_null (luwte_service_history_finish (fixture->fatima, await (&read), &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, code);
  until (heard->sessions->len == 0);
}

static void
test_closed_gone (Fixture *fixture, gconstpointer data)
{
  Heard heard = { 0 };

  luwte_lhc_simulator_set_closed_role (fixture->server, TRUE);
  hear (fixture->fatima, &heard);
  assert_gone (fixture, &heard, transfer_to_jan, LUWTE_SERVICE_ERROR_TAKEN);
  assert_gone (fixture, &heard, luwte_service_erase_async, LUWTE_SERVICE_ERROR_NOT_FOUND);
  g_assert_cmpint (luwte_service_get_state (fixture->fatima), ==, LUWTE_CONNECTION_CONNECTED);
  heard_clear (fixture->fatima, &heard);
}

#define add(path, func) g_test_add ("/lhc/service/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lhc/service/insecure", test_insecure);
  add ("check", test_check);
  add ("list", test_list);
  add ("pages", test_pages);
  add ("claim", test_claim);
  add ("claim-closed", test_claim_closed);
  add ("bad-ids", test_bad_ids);
  add ("race", test_race);
  add ("closed-race", test_closed_race);
  add ("closed-gone", test_closed_gone);
  add ("send", test_send);
  add ("lies", test_lies);
  add ("leave", test_leave);
  add ("available", test_available);
  add ("trouble", test_trouble);
  add ("unreachable", test_unreachable);
  add ("follow", test_follow);
  add ("uncertain", test_uncertain);
  add ("revoked", test_revoked);
  add ("server-returns", test_server_returns);
  return g_test_run ();
}
