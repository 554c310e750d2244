/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the adapter for Live Helper Chat does beside the conversation: files, subjects, the check of a
 * hand-over, an account that was switched off, the rhythm of its questions. */
#include <string.h>

#include "luwte-file.h"
#include "luwte-lhc-service.h"
#include "luwte-lhc-simulator.h"
#include "luwte-question.h"
#include "luwte-secret.h"
#include "luwte-service-extras.h"

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

  return luwte_lhc_service_new (luwte_lhc_simulator_get_url (fixture->server), user, secret, NULL);
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
  luwte_service_stop (fixture->fatima);
  luwte_service_stop (fixture->jan);
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

#define until(condition) \
  while (!(condition))   \
  g_main_context_iteration (NULL, TRUE)

static LuwteSession *
claim (LuwteService *service, gint64 chat, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_claim_async (service, id, NULL, answer_cb, &result);
  until (result != NULL);
  return luwte_service_claim_finish (service, result, error);
}

static gboolean
hand_over (LuwteService *service, gint64 chat, const char *target, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_transfer_async (service, id, target, TRUE, NULL, NULL, answer_cb, &result);
  until (result != NULL);
  return luwte_service_done_finish (service, result, error);
}

static LuwteFile *
fetch (LuwteService *service, gint64 chat, gint64 message, guint index, GError **error)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autofree char *message_id = g_strdup_printf ("%" G_GINT64_FORMAT, message);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_service_file_async (service, id, message_id, index, NULL, NULL, NULL, answer_cb, &result);
  until (result != NULL);
  return luwte_service_file_finish (service, result, error);
}

#define assert_service_error(error, name)                                    \
  G_STMT_START                                                               \
  {                                                                          \
    g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_##name); \
    g_clear_error (&error);                                                  \
  }                                                                          \
  G_STMT_END

static void
keep_text_cb (LuwteService *service, LuwteMessage *message, GString *texts)
{
  g_string_append_printf (texts, "%s|", luwte_message_get_text (message));
}

/* A message tells that there is a file and nothing more; its bytes come when they are asked for. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  static const char png[] = "\x89PNG\r\n\x1a\nnot shown by anybody";
  g_autoptr (GBytes) bytes = g_bytes_new_static (png, sizeof png);
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  gint64 message = luwte_lhc_simulator_send_file (fixture->server, chat, "../.vakantie/foto.png",
                                                  bytes);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
  g_autoptr (GString) texts = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->fatima, chat, &error);
  g_autoptr (LuwteFile) file = NULL;

  g_signal_connect (fixture->fatima, "message", G_CALLBACK (keep_text_cb), texts);
  luwte_service_start (fixture->fatima);
  luwte_service_watch (fixture->fatima, id, TRUE);
  until (g_str_equal (texts->str, "hoi|📎|"));
  g_assert_null (strstr (luwte_lhc_simulator_get_log (fixture->server), "restapi/file"));
  g_assert_true (luwte_service_get_capabilities (fixture->fatima) & LUWTE_CAPABILITY_FILES);

  file = fetch (fixture->fatima, chat, message, 0, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (luwte_file_get_bytes (file), bytes));
  g_assert_cmpstr (luwte_file_get_name (file), ==, "vakantiefoto.png");
  g_signal_handlers_disconnect_by_data (fixture->fatima, texts);
}

static void
test_file_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_malloc0 (LUWTE_FILE_MAX_BYTES + 1);
  g_autoptr (GBytes) small = g_bytes_new_static ("klein", 5);
  g_autoptr (GBytes) large = g_bytes_new_static (much, LUWTE_FILE_MAX_BYTES + 1);
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  gint64 first = luwte_lhc_simulator_send_file (fixture->server, chat, "a.png", small);
  gint64 second = luwte_lhc_simulator_send_file (fixture->server, chat, "b.png", large);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  /* Too large is known before it is asked for. */
  g_assert_null (fetch (fixture->fatima, chat, second, 0, &error));
  assert_service_error (error, NOT_DONE);
  g_assert_null (strstr (luwte_lhc_simulator_get_log (fixture->server), "restapi/file"));
  g_assert_null (fetch (fixture->fatima, chat, first, 1, &error));
  assert_service_error (error, NOT_FOUND);
  g_assert_null (fetch (fixture->fatima, chat, first - 1, 0, &error));
  assert_service_error (error, NOT_FOUND);
  luwte_service_file_async (fixture->fatima, "1", "../user/2", 0, NULL, NULL, NULL, answer_cb,
                            &result);
  until (result != NULL);
  g_assert_null (luwte_service_file_finish (fixture->fatima, result, &error));
  assert_service_error (error, NOT_FOUND);
  /* HTTP 200 and something else than the file. */
  luwte_lhc_simulator_set_lies (fixture->server, TRUE);
  g_assert_null (fetch (fixture->fatima, chat, first, 0, &error));
  assert_service_error (error, NOT_DONE);
}

static void
test_subjects (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = NULL;

  luwte_lhc_simulator_set_subject (fixture->server, chat, "Relaties");
  mine = claim (fixture->fatima, chat, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_session_get_subjects (mine), ==, "Relaties");
}

/* "Chat has been transferred", says the server; who has it, says the list. */
static void
test_hand_over (Fixture *fixture, gconstpointer data)
{
  gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
  gint64 third = luwte_lhc_simulator_add_operator (fixture->server, "noor", "key-n");
  g_autoptr (LuwteService) noor = make_service (fixture, "noor", "key-n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) mine = claim (fixture->jan, chat, &error);

  g_assert_false (hand_over (fixture->jan, chat, "nobody-of-that-name", &error));
  assert_service_error (error, NOT_DONE);
  g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==, fixture->jan_id);
  g_assert_false (hand_over (fixture->fatima, chat, "noor", &error));
  assert_service_error (error, TAKEN);
  /* It went to fatima. With the right to ask who noor is, that is seen. */
  luwte_lhc_simulator_set_lists_users (fixture->server, TRUE);
  luwte_lhc_simulator_set_misdirects (fixture->server, TRUE);
  g_assert_false (hand_over (fixture->jan, chat, "noor", &error));
  assert_service_error (error, NOT_DONE);
  luwte_lhc_simulator_set_misdirects (fixture->server, FALSE);
  g_assert_true (hand_over (fixture->fatima, chat, "noor", &error));
  g_assert_no_error (error);
  g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==, third);
  /* The stock role may not ask, and hands over all the same. */
  luwte_lhc_simulator_set_lists_users (fixture->server, FALSE);
  g_assert_true (hand_over (noor, chat, "jan", &error));
  g_assert_cmpint (luwte_lhc_simulator_get_owner (fixture->server, chat), ==, fixture->jan_id);
}

/* The server itself lets a disabled operator in. */
static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  luwte_lhc_service_set_look_again (LUWTE_LHC_SERVICE (fixture->fatima), 10);
  luwte_service_start (fixture->fatima);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_CONNECTED);
  luwte_lhc_simulator_set_disabled (fixture->server, fixture->fatima_id, TRUE);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_REFUSED);
}

typedef struct
{
  char *id;
  gboolean claimed;
  guint n_waiting;
  guint n_lists;
} Told;

static void
sessions_cb (LuwteService *service, GPtrArray *sessions, Told *told)
{
  told->n_lists++;
  for (guint i = 0; told->claimed && i < sessions->len; i++)
    told->n_waiting += g_strcmp0 (luwte_session_get_id (sessions->pdata[i]), told->id) == 0 &&
                       luwte_session_get_state (sessions->pdata[i]) == LUWTE_SESSION_WAITING;
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Told *told = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) session = luwte_service_claim_finish (LUWTE_SERVICE (source), result,
                                                                 &error);

  g_assert_no_error (error);
  told->claimed = TRUE;
}

/* A list that was asked for before the claim does not say afterwards that she waits. */
static void
test_old_list (Fixture *fixture, gconstpointer data)
{
  Told told = { 0 };

  g_signal_connect (fixture->fatima, "sessions", G_CALLBACK (sessions_cb), &told);
  luwte_service_start (fixture->fatima);
  until (luwte_service_get_state (fixture->fatima) == LUWTE_CONNECTION_CONNECTED);
  for (guint i = 0; i < 3; i++)
    {
      gint64 chat = luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, "hoi");
      guint before;

      g_free (told.id);
      told.id = g_strdup_printf ("%" G_GINT64_FORMAT, chat);
      told.claimed = FALSE;
      luwte_lhc_simulator_trouble (fixture->server, LUWTE_LHC_TROUBLE_LATE, "restapi/chats", 1);
      luwte_service_set_attention (fixture->fatima, FALSE);
      luwte_service_set_attention (fixture->fatima, TRUE);
      until (luwte_lhc_simulator_get_n_late (fixture->server) == 1);
      luwte_service_claim_async (fixture->fatima, told.id, NULL, claimed_cb, &told);
      until (told.claimed);
      /* Now the list comes in which she waits, and then one in which she does not. */
      before = told.n_lists;
      luwte_lhc_simulator_let_go (fixture->server);
      until (told.n_lists > before);
    }
  g_assert_cmpuint (told.n_waiting, ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->fatima, &told);
  g_free (told.id);
}

static void
count_cb (LuwteService *service, GPtrArray *sessions, guint *n)
{
  *n = sessions->len;
}

/* A page of the list is lost, and all that wait are told by the same list. */
static void
test_lost_page (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  for (guint i = 0; i < 250; i++)
    luwte_lhc_simulator_arrive (fixture->server, "Noordwind", 1, NULL);
  g_signal_connect (fixture->fatima, "sessions", G_CALLBACK (count_cb), &n);
  luwte_lhc_simulator_trouble (fixture->server, LUWTE_LHC_TROUBLE_SILENT, "restapi/chats", 2);
  luwte_service_start (fixture->fatima);
  until (n > 0);
  g_assert_cmpuint (n, ==, 250);
  /* Three pages, two of them asked for again, and no list begun anew. */
  g_assert_cmpuint (luwte_lhc_simulator_count (fixture->server, "GET /index.php/restapi/chats"), ==,
                    5);
  g_signal_handlers_disconnect_by_data (fixture->fatima, &n);
}

static void
assert_interval (Fixture *fixture, guint base)
{
  guint least = G_MAXUINT, most = 0;

  for (guint i = 0; i < 1000; i++)
    {
      guint interval = luwte_lhc_service_choose_interval (LUWTE_LHC_SERVICE (fixture->fatima));

      least = MIN (least, interval);
      most = MAX (most, interval);
    }
  g_assert_cmpuint (least, >=, base - base / 10);
  g_assert_cmpuint (most, <=, base + base / 10);
  /* Twenty counsellors do not ask in the same instant. */
  g_assert_cmpuint (most - least, >, base / 10);
}

/* A second while a conversation is open and the window in use, slower else, never as slow as "lost". */
static void
test_rhythm (Fixture *fixture, gconstpointer data)
{
  assert_interval (fixture, 3000);
  luwte_service_watch (fixture->fatima, "1", TRUE);
  assert_interval (fixture, 1000);
  luwte_service_set_attention (fixture->fatima, FALSE);
  assert_interval (fixture, 5000);
  luwte_service_set_attention (fixture->fatima, TRUE);
  luwte_service_watch (fixture->fatima, "1", FALSE);
  assert_interval (fixture, 3000);
}

static void
question_cb (LuwteService *service, LuwteQuestion *question, GString *log)
{
  const char *text = luwte_question_get_text (question);

  g_assert_true (text == NULL || strstr (text, "planted@") == NULL);
  g_string_append_printf (log, "%s:%d;", luwte_question_get_id (question),
                          luwte_question_get_state (question));
}

/* It is told once, read without how to reach who asked, and gone when a colleague has it. */
static void
test_question (Fixture *fixture, gconstpointer data)
{
  gint64 id = luwte_lhc_simulator_ask_offline (fixture->server, "Korenbloem", "mag ik mailen?");
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *open = g_strdup_printf ("%s:%d;", text, LUWTE_QUESTION_OPEN);
  g_autofree char *gone = g_strdup_printf ("%s%s:%d;", open, text, LUWTE_QUESTION_GONE);
  g_autoptr (GString) log = g_string_new (NULL);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) claimed = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LuwteQuestion) theirs = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->fatima, "question-changed", G_CALLBACK (question_cb), log);
  luwte_service_start (fixture->fatima);
  until (g_str_equal (log->str, open));
  luwte_service_questions_async (fixture->fatima, NULL, answer_cb, &listed);
  until (listed != NULL);
  list = luwte_service_questions_finish (fixture->fatima, listed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (luwte_question_get_text (list->pdata[0]), ==, "mag ik mailen?");
  luwte_service_question_claim_async (fixture->jan, text, NULL, answer_cb, &claimed);
  until (claimed != NULL);
  theirs = luwte_service_question_finish (fixture->jan, claimed, &error);
  g_assert_no_error (error);
  until (g_str_equal (log->str, gone));
  g_signal_handlers_disconnect_by_data (fixture->fatima, log);
}

#define add(path, func) g_test_add ("/lhc/extras/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("file", test_file);
  add ("file-refused", test_file_refused);
  add ("subjects", test_subjects);
  add ("hand-over", test_hand_over);
  add ("disabled", test_disabled);
  add ("old-list", test_old_list);
  add ("lost-page", test_lost_page);
  add ("rhythm", test_rhythm);
  add ("question", test_question);
  return g_test_run ();
}
