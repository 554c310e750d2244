/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The allow-list against what a real server answered: each fixture is a recorded exchange. */
#include <string.h>

#include "luwte-lhc-parse.h"
#include "luwte-service.h"

static JsonObject *
load (const char *name, guint *status)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "lhc", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) exchange = NULL;
  JsonObject *response;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  exchange = luwte_json_parse_object (text, length, LUWTE_LHC_MAX_BYTES, &error);
  g_assert_no_error (error);
  response = json_object_get_object_member (exchange, "response");
  *status = (guint) json_object_get_int_member (response, "status");
  return json_object_ref (json_object_get_object_member (response, "body"));
}

static void
assert_error (const char *name, LuwteServiceError code)
{
  guint status;
  g_autoptr (JsonObject) body = load (name, &status);
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_lhc_parse_check (status, body, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, (int) code);
}

static void
test_errors (void)
{
  assert_error ("02-login-wrong-password.json", LUWTE_SERVICE_ERROR_REFUSED);
  assert_error ("02-login-direct-default-role-denied.json", LUWTE_SERVICE_ERROR_REFUSED);
  assert_error ("08-messages-missing-chat.json", LUWTE_SERVICE_ERROR_NOT_FOUND);
  assert_error ("10-send-foreign-dep.json", LUWTE_SERVICE_ERROR_NOT_FOUND);
  assert_error ("20-delete-stock-role.json", LUWTE_SERVICE_ERROR_REFUSED);
}

/* The same reasons where the site's language is another one: what such servers were seen to say. */
static void
test_errors_in_other_languages (void)
{
  static const struct
  {
    const char *reason;
    int code;
  } cases[] = {
    { "Authentifizierung fehlgeschlagen!", LUWTE_SERVICE_ERROR_REFUSED },
    { "L&#039;autorisation a échoué !", LUWTE_SERVICE_ERROR_REFUSED },
    { "Autoryzacja nie powiodła się!", LUWTE_SERVICE_ERROR_REFUSED },
    { "Konnte keinen Chat nach chat_id finden!", LUWTE_SERVICE_ERROR_NOT_FOUND },
    { "Impossible de trouver le chat par chat_id !", LUWTE_SERVICE_ERROR_NOT_FOUND },
    { "Nie można znaleźć czatu według chat_id!", LUWTE_SERVICE_ERROR_NOT_FOUND },
    { "Du hast keine Erlaubnis, diesen Chat zu lesen!", LUWTE_SERVICE_ERROR_TAKEN },
    { "SQLSTATE[40001]: deadlock found where chat_id = 7", LUWTE_SERVICE_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) answer = json_object_new ();
      g_autoptr (GError) error = NULL;

      json_object_set_boolean_member (answer, "error", TRUE);
      json_object_set_string_member (answer, "result", cases[i].reason);
      g_assert_false (luwte_lhc_parse_check (200, answer, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, cases[i].code);
    }
}

static void
test_user (void)
{
  guint status;
  g_autoptr (JsonObject) body = load ("03-login-apikey-getuser-self.json", &status);
  g_autoptr (GError) error = NULL;
  gboolean hidden;
  gint64 id;

  g_assert_true (luwte_lhc_parse_check (status, body, &error));
  g_assert_true (luwte_lhc_parse_user (body, &id, &hidden, &error));
  g_assert_cmpint (id, ==, 2);
  g_assert_false (hidden);
}

static void
test_rows (void)
{
  guint status, n_listed;
  g_autoptr (JsonObject) body = load ("13-typing-visible-to-operator.json", &status);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_lhc_row_free);
  g_autoptr (GError) error = NULL;
  const LuwteLhcRow *row;

  g_assert_true (luwte_lhc_parse_rows (body, rows, &n_listed, &error));
  g_assert_cmpuint (n_listed, ==, 1);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpint (row->id, ==, 1);
  g_assert_cmpint (row->owner, ==, 2);
  g_assert_cmpint (row->status, ==, 1);
  g_assert_cmpstr (row->nickname, ==, "Visitor");
  g_assert_false (row->visitor_gone);
  g_assert_false (row->offline_question);
}

static void
test_offline_question (void)
{
  guint status, n_listed;
  g_autoptr (JsonObject) body = load ("24-offline-request-in-chats.json", &status);
  g_autoptr (JsonObject) text = load ("24-offline-messages.json", &status);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_lhc_row_free);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gint64 newest = 0;

  g_assert_true (luwte_lhc_parse_rows (body, rows, &n_listed, &error));
  g_assert_cmpuint (rows->len, >, 0);
  g_assert_true (((LuwteLhcRow *) g_ptr_array_index (rows, 0))->offline_question);
  /* The system message carries an address; it is passed over, and its id is still known. */
  messages = luwte_lhc_parse_messages (text, "659", 2, &newest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 0);
  g_assert_cmpint (newest, ==, 1228);
}

/* Only what is closed and as old as asked is counted, whatever the server sends beside it. */
static void
test_closed (void)
{
  const char *text =
      "{\"list\":[{\"id\":1,\"status\":2,\"time\":1000000,\"department_name\":\"Jon\\tgeren\","
      "\"nick\":\"Roos\",\"ip\":\"203.0.113.77\"},"
      "{\"id\":2,\"status\":2,\"time\":1000001,\"department_name\":\"Jon geren\"},"
      "{\"id\":3,\"status\":2,\"time\":1000000},"
      "{\"id\":4,\"status\":1,\"time\":1000000},"
      "{\"id\":5,\"status\":2,\"time\":1000000,\"cls_time\":9000000},"
      "{\"id\":6,\"status\":2},7]}";
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) body = NULL, none = NULL;
  g_autofree char *copy = g_strdup (text);
  guint n_listed = 0;

  body = luwte_json_parse_object (copy, strlen (copy), 4096, &error);
  g_assert_no_error (error);
  g_assert_true (luwte_lhc_parse_closed (body, 2000000, counts, &n_listed, &error));
  g_assert_cmpuint (n_listed, ==, 7);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 2);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "1970-01\tJon geren")), ==, 2);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "1970-01\t")), ==, 1);
  none = luwte_json_parse_object ("{}", 2, 4096, NULL);
  g_assert_false (luwte_lhc_parse_closed (none, 2000000, counts, &n_listed, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
}

static void
test_messages (void)
{
  guint status;
  g_autoptr (JsonObject) body = load ("08-messages-incremental-new.json", &status);
  g_autoptr (JsonObject) media = load ("22-messages-extract-media.json", &status);
  g_autoptr (GError) error = NULL;
  gint64 newest = 1;
  g_autoptr (GPtrArray) messages = luwte_lhc_parse_messages (body, "1", 2, &newest, &error);
  g_autoptr (GPtrArray) files = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_cmpstr (luwte_message_get_text (messages->pdata[0]), ==,
                   "Tweede bericht met link https://example.org en [b]vet[/b] en 😊 emoji");
  g_assert_cmpint (luwte_message_get_from (messages->pdata[0]), ==, LUWTE_FROM_VISITOR);
  g_assert_cmpstr (luwte_message_get_id (messages->pdata[0]), ==, "4");
  g_assert_cmpint (newest, ==, 4);
  files = luwte_lhc_parse_messages (media, "2", 2, &newest, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_message_get_text (files->pdata[0]), ==, "📎");
}

static void
test_sent (void)
{
  guint status;
  g_autoptr (JsonObject) good = load ("10-send-message.json", &status);
  g_autoptr (JsonObject) eaten = load ("10-send-exclaim-close.json", &status);
  g_autoptr (GError) error = NULL;
  gint64 id, at;

  g_assert_true (luwte_lhc_parse_sent (good, &id, &at, &error));
  g_assert_cmpint (id, ==, 7);
  g_assert_cmpint (at, ==, 1795312558);
  g_assert_true (luwte_lhc_parse_check (200, eaten, NULL));
  g_assert_false (luwte_lhc_parse_sent (eaten, &id, &at, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE);
}

static void
test_text (void)
{
  static const char *const cases[][2] = {
    { "goed", "goed" },
    { "!close", "\xe2\x80\x8b!close" },
    { "  \n!delete", "\xe2\x80\x8b  \n!delete" },
    { "wat!", "wat!" },
    { "", "" },
    { "\xc2\xa0!pending", "\xe2\x80\x8b\xc2\xa0!pending" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = luwte_lhc_text_out (cases[i][0]);
      g_autofree char *in = luwte_lhc_text_in (out);

      g_assert_cmpstr (out, ==, cases[i][1]);
      g_assert_cmpstr (in, ==, cases[i][0]);
    }
}

static void
test_bbcode (void)
{
  static const char *const cases[][2] = {
    { "[b]vet[/b] en [I]schuin[/I]", "[b]vet[/b] en [I]schuin[/I]" },
    { "[file=1_a0d2ee5e2c71fb661c4e5db181c75a36]", "📎" },
    { "[onbekend] [", "[onbekend] [" },
    { "[", "[" },
    { "[/", "[/" },
    { "[b", "[b" },
    { "[file=", "[file=" },
    { "kijk [FILE=2_abc] hier [file=3_def]", "kijk 📎 hier 📎" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *in = luwte_lhc_text_in (cases[i][0]);

      g_assert_cmpstr (in, ==, cases[i][1]);
    }
}

/* Every answer cut at every place is refused or read, and never more than that. (R5, R79) */
static void
test_cut (void)
{
  static const char *const names[] = { "08-messages-incremental-new.json",
                                       "13-typing-visible-to-operator.json" };

  for (gsize n = 0; n < G_N_ELEMENTS (names); n++)
    {
      guint status;
      g_autoptr (JsonObject) body = load (names[n], &status);
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), body);
      g_autofree char *text = json_to_string (node, FALSE);

      for (gsize length = 0; length < strlen (text); length++)
        g_assert_null (luwte_json_parse_object (text, length, LUWTE_LHC_MAX_BYTES, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lhc/parse/errors", test_errors);
  g_test_add_func ("/lhc/parse/errors-in-other-languages", test_errors_in_other_languages);
  g_test_add_func ("/lhc/parse/user", test_user);
  g_test_add_func ("/lhc/parse/rows", test_rows);
  g_test_add_func ("/lhc/parse/closed", test_closed);
  g_test_add_func ("/lhc/parse/offline-question", test_offline_question);
  g_test_add_func ("/lhc/parse/messages", test_messages);
  g_test_add_func ("/lhc/parse/sent", test_sent);
  g_test_add_func ("/lhc/parse/text", test_text);
  g_test_add_func ("/lhc/parse/bbcode", test_bbcode);
  g_test_add_func ("/lhc/parse/cut", test_cut);
  return g_test_run ();
}
