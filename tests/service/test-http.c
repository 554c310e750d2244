/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-backoff.h"
#include "luwte-http.h"
#include "luwte-service.h"

static void
test_url (void)
{
  static const struct
  {
    const char *url;
    const char *base; /* NULL: refused */
  } urls[] = {
    { "https://chat.example", "https://chat.example" },
    { "https://chat.example/", "https://chat.example" },
    { "https://chat.example:8443/a/b//", "https://chat.example:8443/a/b" },
    { "http://127.0.0.1:8080/index.php", "http://127.0.0.1:8080/index.php" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "HTTPS://chat.example", "https://chat.example" },
    { "http://chat.example", NULL },
    { "http://localhost", NULL },
    { "http://127.0.0.1.example", NULL },
    { "http://127.0.0.1@chat.example", NULL },
    { "https://u@chat.example", NULL },
    { "https://chat.example?q", NULL },
    { "https://chat.example#f", NULL },
    { "file:///etc/passwd", NULL },
    { "https:", NULL },
    { " https://chat.example", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;
      LuwteHttp *http = luwte_http_new (urls[i].url, &error);

      g_test_message ("%s", urls[i].url);
      if (urls[i].base == NULL)
        {
          g_assert_null (http);
          g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_INSECURE);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (luwte_http_get_base (http), ==, urls[i].base);
      g_assert_finalize_object (http);
    }
}

static void
test_backoff (void)
{
  LuwteBackoff backoff = { 0 };
  guint longest = 300;

  for (guint i = 0; i < 100; i++)
    {
      guint ms = luwte_backoff_next_ms (&backoff);

      g_assert_cmpuint (ms, >=, longest / 2);
      g_assert_cmpuint (ms, <=, longest);
      longest = MIN (longest * 2, 30000);
    }
  luwte_backoff_reset (&backoff);
  g_assert_cmpuint (luwte_backoff_next_ms (&backoff), <=, 300);
}

/* The buffer grows by halves, keeps what it has at every cut, and ends at the limit. */
static void
test_answer (void)
{
  for (gsize step = 1; step < 5000; step += 611)
    {
      g_autoptr (LuwteHttpAnswer) answer = luwte_http_answer_new (200, 7);
      gsize room = 0;
      gsize length = 0;
      char *target;
      const char *text;

      while ((target = luwte_http_answer_reserve (answer, 20000, &room)) != NULL)
        {
          gsize n = MIN (room, step);

          g_assert_cmpuint (room, >, 0);
          for (gsize i = 0; i < n; i++)
            target[i] = 'a' + (length + i) % 26;
          luwte_http_answer_commit (answer, n);
          length += n;
        }
      g_assert_cmpuint (length, ==, 20000);
      text = luwte_http_answer_peek (answer, &length);
      g_assert_cmpuint (length, ==, 20000);
      g_assert_cmpuint (strlen (text), ==, 20000);
      for (gsize i = 0; i < length; i++)
        g_assert_cmpint (text[i], ==, 'a' + i % 26);
      g_assert_cmpuint (luwte_http_answer_get_status (answer), ==, 200);
      g_assert_cmpint (luwte_http_answer_get_date (answer), ==, 7);
    }
}

static LuwteHttpAnswer *
make_answer (const char *text)
{
  LuwteHttpAnswer *answer = luwte_http_answer_new (200, 0);
  gsize room;

  for (; *text != '\0'; text++)
    {
      *luwte_http_answer_reserve (answer, 1000000, &room) = *text;
      luwte_http_answer_commit (answer, 1);
    }
  return answer;
}

static void
test_parse (void)
{
  static const char *const wrong[] = {
    "", "[]", "{", "null", "{}x", "\"x\"", "{\"a\":1,}", "\xff"
  };
  g_autoptr (LuwteHttpAnswer) right = make_answer ("{\"a\":\"b\"}");
  g_autoptr (JsonObject) object = luwte_http_answer_parse (right, NULL);

  g_assert_cmpstr (json_object_get_string_member (object, "a"), ==, "b");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (LuwteHttpAnswer) answer = make_answer (wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (luwte_http_answer_parse (answer, &error));
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL);
    }
}

/* Every text at every depth is gone, while the objects are still there to be looked at. */
static void
test_wipe (void)
{
  g_autoptr (LuwteHttpAnswer) answer = make_answer (
      "{\"ip\":\"203.0.113.9\",\"n\":1,\"o\":{\"city\":\"Plantstad\"},\"l\":[\"x\",[\"yy\"],{\"z\":"
      "\"zzz\"}]}");
  g_autoptr (JsonObject) object = luwte_http_answer_parse (answer, NULL);
  JsonArray *list = json_object_get_array_member (object, "l");

  luwte_http_json_wipe (object);
  g_assert_cmpstr (json_object_get_string_member (object, "ip"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "o"),
                                                  "city"),
                   ==, "");
  g_assert_cmpstr (json_array_get_string_element (list, 0), ==, "");
  g_assert_cmpstr (json_array_get_string_element (json_array_get_array_element (list, 1), 0), ==,
                   "");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (list, 2), "z"), ==,
                   "");
  g_assert_cmpint (json_object_get_int_member (object, "n"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/url", test_url);
  g_test_add_func ("/http/backoff", test_backoff);
  g_test_add_func ("/http/answer", test_answer);
  g_test_add_func ("/http/parse", test_parse);
  g_test_add_func ("/http/wipe", test_wipe);
  return g_test_run ();
}
