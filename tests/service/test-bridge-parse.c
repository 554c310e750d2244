/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-bridge-parse.h"
#include "luwte-message.h"
#include "luwte-service.h"
#include "luwte-session.h"

static const char session_json[] =
    "{\"id\":\"s-1\",\"nickname\":\"Maan\\u202e\\nlicht\",\"department\":\"Jongeren\","
    "\"state\":\"active\",\"waiting_since\":12,\"account\":true,"
    "\"last\":{\"text\":\"hoi\",\"at\":13,\"ip\":\"203.0.113.1\"},\"ip\":\"203.0.113.1\"}";
static const char message_json[] =
    "{\"id\":\"m1\",\"session\":\"s-1\",\"from\":\"counsellor\",\"at\":5,\"text\":\"a\\nb\","
    "\"client_id\":\"c1\",\"hash\":\"x\"}";

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = luwte_json_parse_object (text, strlen (text), 1000000, &error);

  g_assert_no_error (error);
  return object;
}

static void
test_session (void)
{
  g_autoptr (JsonObject) object = parse (session_json);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSession) session = luwte_bridge_parse_session (object, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (luwte_session_get_id (session), ==, "s-1");
  /* What would break a list's line or turn it round is a space. */
  g_assert_cmpstr (luwte_session_get_nickname (session), ==, "Maan  licht");
  g_assert_cmpint (luwte_session_get_state (session), ==, LUWTE_SESSION_ACTIVE);
  g_assert_cmpint (luwte_session_get_waiting_since (session), ==, 12);
  g_assert_true (luwte_session_get_account (session));
  g_assert_cmpstr (luwte_session_get_last_text (session), ==, "hoi");
}

static void
test_message (void)
{
  g_autoptr (JsonObject) object = parse (message_json);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteMessage) message = luwte_bridge_parse_message (object, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (luwte_message_get_text (message), ==, "a\nb");
  g_assert_cmpstr (luwte_message_get_client_id (message), ==, "c1");
  g_assert_cmpint (luwte_message_get_delivery (message), ==, LUWTE_DELIVERY_SENT);
}

/* Each member missing, of every wrong type, and too long, in turn. */
static void
test_wrong_members (const char *json, const char *const *members, gboolean is_session)
{
  g_autofree char *long_text = g_strnfill (LUWTE_BRIDGE_MAX_TEXT + 1, 'x');

  for (guint i = 0; members[i] != NULL; i++)
    for (guint kind = 0; kind < 6; kind++)
      {
        g_autoptr (JsonObject) object = NULL;
        g_autoptr (GObject) parsed = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (JsonParser) parser = json_parser_new ();

        g_assert_true (json_parser_load_from_data (parser, json, -1, NULL));
        object = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
        json_object_remove_member (object, members[i]);
        if (kind == 1)
          json_object_set_null_member (object, members[i]);
        else if (kind == 2)
          json_object_set_boolean_member (object, members[i], TRUE);
        else if (kind == 3)
          json_object_set_int_member (object, members[i], -1);
        else if (kind == 4)
          json_object_set_array_member (object, members[i], json_array_new ());
        else if (kind == 5)
          json_object_set_string_member (object, members[i], long_text);
        if (is_session)
          parsed = (GObject *) luwte_bridge_parse_session (object, &error);
        else
          parsed = (GObject *) luwte_bridge_parse_message (object, &error);
        g_assert_null (parsed);
        g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
      }
}

static void
test_wrong (void)
{
  static const char *const of_session[] = { "id", "nickname", "state", "waiting_since", NULL };
  static const char *const of_message[] = { "id", "session", "from", "at", "text", NULL };

  test_wrong_members (session_json, of_session, TRUE);
  test_wrong_members (message_json, of_message, FALSE);
}

static void
test_ids (void)
{
  static const char *const wrong[] = { "", "a b", "a/b", "../x", "a?b", "é", "a\n", NULL };
  g_autofree char *long_id = g_strnfill (LUWTE_BRIDGE_MAX_ID + 1, 'a');

  g_assert_true (luwte_bridge_id_is_valid ("A-z_0.9"));
  g_assert_false (luwte_bridge_id_is_valid (NULL));
  g_assert_false (luwte_bridge_id_is_valid (long_id));
  for (guint i = 0; wrong[i] != NULL; i++)
    g_assert_false (luwte_bridge_id_is_valid (wrong[i]));
}

static void
check_event (const char *text, LuwteBridgeEventKind kind, gint64 seq)
{
  g_auto (LuwteBridgeEvent) event = { 0 };

  g_test_message ("%s", text);
  g_assert_true (luwte_bridge_parse_event (text, strlen (text), &event, NULL));
  g_assert_cmpint (event.kind, ==, kind);
  g_assert_cmpint (event.seq, ==, seq);
}

static void
test_events (void)
{
  g_autofree char *session = g_strdup_printf ("{\"seq\":3,\"type\":\"session\",\"session\":%s}",
                                              session_json);
  g_autofree char *message = g_strdup_printf ("{\"seq\":4,\"type\":\"message\",\"message\":%s}",
                                              message_json);
  g_auto (LuwteBridgeEvent) event = { 0 };

  check_event (session, LUWTE_BRIDGE_EVENT_SESSION, 3);
  check_event (message, LUWTE_BRIDGE_EVENT_MESSAGE, 4);
  check_event ("{\"type\":\"beat\",\"last\":9}", LUWTE_BRIDGE_EVENT_BEAT, -1);
  check_event ("{\"type\":\"resync\"}", LUWTE_BRIDGE_EVENT_RESYNC, -1);
  check_event ("{\"type\":\"typing\",\"session\":\"s\",\"typing\":true}", LUWTE_BRIDGE_EVENT_TYPING,
               -1);
  check_event ("{\"seq\":5,\"type\":\"read\",\"session\":\"s\",\"up_to\":\"m\"}",
               LUWTE_BRIDGE_EVENT_READ, 5);
  check_event ("{\"seq\":6,\"type\":\"erased\",\"session\":\"s\"}", LUWTE_BRIDGE_EVENT_ERASED, 6);
  /* Unknown ones, and known ones that are wrong, still count. */
  check_event ("{\"seq\":7,\"type\":\"moon\"}", LUWTE_BRIDGE_EVENT_UNKNOWN, 7);
  check_event ("{\"seq\":8}", LUWTE_BRIDGE_EVENT_UNKNOWN, 8);
  check_event ("{\"seq\":9,\"type\":\"message\",\"message\":[]}", LUWTE_BRIDGE_EVENT_UNKNOWN, 9);
  check_event ("{\"seq\":\"x\",\"type\":\"erased\",\"session\":\"a/b\"}",
               LUWTE_BRIDGE_EVENT_UNKNOWN, -1);
  g_assert_false (luwte_bridge_parse_event ("[]", 2, &event, NULL));
  g_assert_false (luwte_bridge_parse_event ("{\"type\"", 7, &event, NULL));
}

static void
test_capabilities (void)
{
  g_autoptr (JsonObject) object = parse (
      "{\"user\":\"sanne\",\"capabilities\":[\"release\",\"moon\",7,\"practice\",\"client_ids\"]}");
  LuwteCapabilities capabilities = 0;
  const char *user = NULL;
  gboolean available = TRUE;

  g_assert_true (luwte_bridge_parse_me (object, &capabilities, &user, &available, NULL));
  g_assert_cmpuint (capabilities, ==,
                    LUWTE_CAPABILITY_RELEASE | LUWTE_CAPABILITY_PRACTICE |
                        LUWTE_CAPABILITY_CLIENT_IDS);
  g_assert_cmpstr (user, ==, "sanne");
  g_assert_false (available);
}

static void
test_versions (void)
{
  static const char *const wrong[] = {
    "{\"protocol\":\"luwte-bridge\",\"versions\":[2,3]}",
    "{\"protocol\":\"luwte-bridge\",\"versions\":[\"1\"]}",
    "{\"protocol\":\"luwte-bridge\"}",
    "{\"protocol\":\"other\",\"versions\":[1]}",
    "{}",
  };
  g_autoptr (JsonObject) right = parse ("{\"protocol\":\"luwte-bridge\",\"versions\":[2,1]}");
  guint version = 0;

  g_assert_true (luwte_bridge_parse_info (right, &version, NULL));
  g_assert_cmpuint (version, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonObject) object = parse (wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (luwte_bridge_parse_info (object, &version, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
    }
}

static void
check_utf8 (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

/* Sound events with bytes changed, lost, doubled and cut off: whatever comes of them is within its
 * bounds, and nothing of the planted address is ever in it. (R79) */
static void
test_mutated (void)
{
  g_autofree char *sound = g_strdup_printf ("{\"seq\":3,\"type\":\"session\",\"session\":%s,"
                                            "\"message\":%s,\"up_to\":\"m\",\"typing\":true}",
                                            session_json, message_json);
  gsize length = strlen (sound);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *mutant = g_memdup2 (sound, length + 1);
      gsize cut = i % 3 == 0 ? (gsize) g_rand_int_range (rand, 0, length) : length;
      g_auto (LuwteBridgeEvent) event = { 0 };

      for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--)
        mutant[g_rand_int_range (rand, 0, length)] =
            "{}[]\",:0\\\n\xff\x80x-"[g_rand_int_range (rand, 0, 14)];
      if (!luwte_bridge_parse_event (mutant, cut, &event, NULL) || event.session == NULL)
        continue;
      check_utf8 (luwte_session_get_nickname (event.session));
      check_utf8 (luwte_session_get_last_text (event.session));
      g_assert_true (luwte_bridge_id_is_valid (luwte_session_get_id (event.session)));
      g_assert_null (strstr (luwte_session_get_nickname (event.session), "203.0"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bridge/session", test_session);
  g_test_add_func ("/bridge/message", test_message);
  g_test_add_func ("/bridge/wrong", test_wrong);
  g_test_add_func ("/bridge/ids", test_ids);
  g_test_add_func ("/bridge/events", test_events);
  g_test_add_func ("/bridge/capabilities", test_capabilities);
  g_test_add_func ("/bridge/versions", test_versions);
  g_test_add_func ("/bridge/mutated", test_mutated);
  return g_test_run ();
}
