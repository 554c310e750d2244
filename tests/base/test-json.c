/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-json-scan.h"
#include "luwte-json.h"

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = luwte_json_parse_object (text, strlen (text), 4096, &error);

  g_assert_no_error (error);
  g_assert_nonnull (object);
  return object;
}

static void
test_good (void)
{
  static const char *const good[] = {
    "{}",
    "[]",
    " {\"a\" : [1, -2, 0, 0.5, 1e9, -1.5E-3, true, false, null, \"\"]}\r\n\t",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"",
    "0",
    "null",
    "\"é😀\"",
    "[[[[[[[[]]]]]]]]",
    "{\"\":{\"\":0}}",
    "\"\x7f\""
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = luwte_json_parse (good[i], strlen (good[i]), 4096, &error);

      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text, *message;
  } bad[] = {
    { "", "1:1: expected a value" },
    { "{", "1:2: expected a member's name" },
    { "{\n  \"a\": 1,\n}", "3:1: expected a member's name" },
    { "{\"a\" 1}", "1:6: expected \":\"" },
    { "{\"a\": 1 \"b\": 2}", "1:9: expected \",\" or \"}\"" },
    { "[1 2]", "1:4: expected \",\" or \"]\"" },
    { "[1,]", "1:4: expected a value" },
    { "{} {}", "1:4: expected nothing after the value" },
    { "{'a': 1}", "1:2: expected a member's name" },
    { "/* c */ {}", "1:1: expected a value" },
    { "// c\n{}", "1:1: expected a value" },
    { "01", "1:2: expected nothing after the value" },
    { "+1", "1:1: expected a value" },
    { ".5", "1:1: expected a value" },
    { "1.", "1:3: expected a digit" },
    { "1e", "1:3: expected a digit" },
    { "-", "1:2: expected a digit" },
    { "0x10", "1:2: expected nothing after the value" },
    { "NaN", "1:1: expected a value" },
    { "True", "1:1: expected a value" },
    { "tru", "1:1: expected a value" },
    { "\"a", "1:3: expected the end of the string" },
    { "\"a\nb\"", "1:3: expected the end of the string" },
    { "\"\\x41\"", "1:3: expected an escape that JSON knows" },
    { "\"\\", "1:3: expected an escaped character" },
    { "\"\\u12g4\"", "1:6: expected four hexadecimal digits" },
    { "\"\\u0000\"", "1:8: expected a character other than U+0000" },
    { "\"\\ud83d\"", "1:8: expected the second half of a surrogate pair" },
    { "\"\\ud83d\\u0041\"", "1:14: expected the second half of a surrogate pair" },
    { "\"\\ude00\"", "1:8: expected the first half of a surrogate pair" },
    { "\"\xc3\"", "1:2: expected UTF-8" },
    { "\"\xc0\x80\"", "1:2: expected UTF-8" },
    { "[\"é\",\n  \"é\xff\"]", "2:5: expected UTF-8" },
    { "[\"é\", x]", "1:7: expected a value" },
    { "\xef\xbb\xbf{}", "1:1: expected a value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (luwte_json_parse (bad[i].text, strlen (bad[i].text), 4096, &error));
      g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, bad[i].message);
    }
}

static void
test_zero_byte (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_json_parse ("{\0}", 3, 4096, &error));
  g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SYNTAX);
}

/* What arrives cut short is never taken for whole, wherever the cut falls. */
static void
test_every_cut (void)
{
  static const char text[] = "{\"a\": [1.5e3, \"\\u00e9é\\n\", {\"b\": null}], \"c\": true}";

  for (gsize cut = 0; cut < sizeof text - 1; cut++)
    {
      g_autofree char *copy = g_memdup2 (text, MAX (cut, 1));
      g_autoptr (GError) error = NULL;

      g_assert_null (luwte_json_parse (copy, cut, 4096, &error));
      g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SYNTAX);
    }
}

static void
test_size_and_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_null (luwte_json_parse ("[1, 2]", 6, 5, &error));
  g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_TOO_LARGE);
  g_clear_error (&error);

  for (int i = 0; i < LUWTE_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (int i = 0; i < LUWTE_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  node = luwte_json_parse (deep->str, deep->len, 4096, &error);
  g_assert_no_error (error);
  g_string_prepend_c (deep, '[');
  g_string_append_c (deep, ']');
  g_assert_null (luwte_json_parse (deep->str, deep->len, 4096, &error));
  g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* A million brackets must not reach a recursion. */
  g_string_set_size (deep, 1000000);
  memset (deep->str, '[', deep->len);
  g_assert_null (luwte_json_parse (deep->str, deep->len, G_MAXSIZE, &error));
  g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_TOO_LARGE);
}

static void
test_object_only (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_json_parse_object ("[]", 2, 4096, &error));
  g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE);
}

static void
test_readers (void)
{
  g_autoptr (JsonObject) object = parse (
      "{\"s\": \"één\", \"i\": 42, \"n\": -3, \"d\": 1.5, \"t\": true, \"z\": null, "
      "\"o\": {\"k\": 1}, \"a\": [1, 2, 3], \"big\": 9223372036854775807}");
  const char *text;
  gint64 number;
  gboolean flag;
  JsonObject *inner;
  JsonArray *array;

  g_assert_true (luwte_json_peek_string (object, "s", 5, &text, NULL));
  g_assert_cmpstr (text, ==, "één");
  g_assert_false (luwte_json_peek_string (object, "s", 4, &text, NULL));
  g_assert_null (text);
  g_assert_true (luwte_json_read_int (object, "i", 0, 42, &number, NULL));
  g_assert_cmpint (number, ==, 42);
  g_assert_false (luwte_json_read_int (object, "i", 0, 41, &number, NULL));
  g_assert_true (luwte_json_read_int (object, "n", G_MININT64, G_MAXINT64, &number, NULL));
  g_assert_cmpint (number, ==, -3);
  g_assert_true (luwte_json_read_int (object, "big", 0, G_MAXINT64, &number, NULL));
  g_assert_cmpint (number, ==, G_MAXINT64);
  g_assert_true (luwte_json_read_bool (object, "t", &flag, NULL));
  g_assert_true (flag);
  g_assert_true (luwte_json_peek_object (object, "o", &inner, NULL));
  g_assert_true (json_object_has_member (inner, "k"));
  g_assert_true (luwte_json_peek_array (object, "a", 3, &array, NULL));
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  g_assert_false (luwte_json_peek_array (object, "a", 2, &array, NULL));
}

/* Each reader against each type: exactly one combination of them is right. */
static void
test_wrong_types (void)
{
  static const char *const members[] = { "s", "i", "d", "t", "z", "o", "a", "missing" };
  g_autoptr (JsonObject) object = parse (
      "{\"s\": \"1\", \"i\": 1, \"d\": 1.0, \"t\": true, \"z\": null, \"o\": {}, \"a\": []}");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *member = members[i], *text;
      gint64 number;
      gboolean flag;
      JsonObject *inner;
      JsonArray *array;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (luwte_json_peek_string (object, member, 99, &text, NULL), ==, i == 0);
      g_assert_cmpint (luwte_json_read_int (object, member, 0, 99, &number, NULL), ==, i == 1);
      g_assert_cmpint (luwte_json_read_bool (object, member, &flag, NULL), ==, i == 3);
      g_assert_cmpint (luwte_json_peek_object (object, member, &inner, NULL), ==, i == 5);
      g_assert_cmpint (luwte_json_peek_array (object, member, 9, &array, NULL), ==, i == 6);
      g_assert_cmpstr (luwte_json_string_or (object, member, 99, "no"), ==, i == 0 ? "1" : "no");
      g_assert_cmpint (luwte_json_int_or (object, member, 0, 99, 7), ==, i == 1 ? 1 : 7);
      g_assert_cmpint (luwte_json_bool_or (object, member, FALSE), ==, i == 3);
      g_assert_cmpint (luwte_json_object_or_null (object, member) != NULL, ==, i == 5);
      if (i != 0)
        {
          luwte_json_peek_string (object, member, 99, &text, &error);
          g_assert_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE);
          g_assert_nonnull (strstr (error->message, member));
        }
    }
}

static void
note_place (const LuwteJsonPlace *place, gpointer data)
{
  g_string_append_printf (data, "%s %u:%u %u:%u\n", place->pointer, place->key_line,
                          place->key_column, place->line, place->column);
}

static void
test_places (void)
{
  static const char text[] =
      "{\n  \"é/~\": [1,\n    {\"b\": \"\\u00e9\"}],\n  \"a\": 1, \"a\": 2,\n"
      "  \"k\\u0041\": {}\n}";
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  luwte_json_scan (text, strlen (text), note_place, found, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->str, ==,
                   " 1:1 1:1\n"
                   "/é~1~0 2:3 2:10\n"
                   "/é~1~0/0 2:11 2:11\n"
                   "/é~1~0/1 3:5 3:5\n"
                   "/é~1~0/1/b 3:6 3:11\n"
                   "/a 4:3 4:8\n"
                   "/a 4:11 4:16\n"
                   "/kA 5:3 5:14\n");
}

/* The reader that makes no tree takes objects of strings, and leaves all else to the other one. */
static void
test_strings (void)
{
  static const char *const names[] = { "id", "text" };
  static const char *const left[] = { "",
                                      "[]",
                                      "{}",
                                      "{\"id\":\"a\"}",
                                      "{\"id\":\"a\",\"text\":1}",
                                      "{\"id\":\"a\",\"text\":\"b\",\"known\":[]}",
                                      "{\"id\":\"a\",\"text\":\"b\",\"id\":\"c\"}",
                                      "{\"id\":\"a\",\"text\":\"b\"",
                                      "{\"id\":\"a\",\"text\":\"b\"} x",
                                      "{\"id\":\"a\",\"text\":\"\xff\"}",
                                      "{\"id\":\"a\",\"text\":\"\\ud800\"}",
                                      "{\"id\" \"a\",\"text\":\"b\"}" };
  static const char taken[] = " {\"text\":\"a\\n\\\"\\u00e9b\", \"x\":\"\" ,\"id\" : \"7\"} ";
  g_autoptr (GString) id = g_string_new ("old");
  g_autoptr (GString) text = g_string_new ("old");
  GString *values[] = { id, text };

  g_assert_true (luwte_json_scan_strings (taken, strlen (taken), names, values, 2));
  g_assert_cmpstr (id->str, ==, "7");
  g_assert_cmpstr (text->str, ==, "a\n\"éb");
  for (gsize i = 0; i < G_N_ELEMENTS (left); i++)
    g_assert_false (luwte_json_scan_strings (left[i], strlen (left[i]), names, values, 2));
  for (gsize cut = 0; cut < strlen (taken) - 2; cut++)
    g_assert_false (luwte_json_scan_strings (taken, cut, names, values, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/good", test_good);
  g_test_add_func ("/base/json/bad", test_bad);
  g_test_add_func ("/base/json/zero-byte", test_zero_byte);
  g_test_add_func ("/base/json/every-cut", test_every_cut);
  g_test_add_func ("/base/json/size-and-depth", test_size_and_depth);
  g_test_add_func ("/base/json/object-only", test_object_only);
  g_test_add_func ("/base/json/readers", test_readers);
  g_test_add_func ("/base/json/wrong-types", test_wrong_types);
  g_test_add_func ("/base/json/places", test_places);
  g_test_add_func ("/base/json/strings", test_strings);
  return g_test_run ();
}
