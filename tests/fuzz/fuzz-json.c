/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever a server or a file sends: the strict reader takes it or refuses it with an error of its
 * own, and a text that it took survives being written and read again. */

#include "luwte-json-scan.h"
#include "luwte-json.h"

#include <string.h>

#define MOST 65536

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_members (JsonObject *object)
{
  static const char *const members[] = { "a", "id", "text", "items" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = luwte_json_string_or (object, members[i], 16, "fallback");
      gint64 number = luwte_json_int_or (object, members[i], -5, 5, 3);
      JsonArray *array;

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_cmpuint (strlen (text), <=, 16);
      g_assert_cmpint (ABS (number), <=, 5);
      luwte_json_bool_or (object, members[i], FALSE);
      luwte_json_object_or_null (object, members[i]);
      if (luwte_json_peek_array (object, members[i], 3, &array, NULL))
        g_assert_cmpuint (json_array_get_length (array), <=, 3);
    }
}

/* The reader without a tree reads what the one with a tree reads, or does not take it. */
static void
read_strings (const char *text, gsize size)
{
  static const char *const names[] = { "id", "text" };
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;
  GString *values[] = { id, words };

  if (!luwte_json_scan_strings (text, size, names, values, G_N_ELEMENTS (names)))
    return;
  object = luwte_json_parse_object (text, size, MOST, NULL);
  g_assert_true (object != NULL || size > MOST);
  for (gsize i = 0; object != NULL && i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (luwte_json_string_or (object, names[i], MOST, NULL), ==, values[i]->str);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = luwte_json_parse ((const char *) data, size, MOST, &error);
  g_autoptr (JsonNode) again = NULL;
  g_autofree char *text = NULL;

  read_strings ((const char *) data, size);
  if (node == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == LUWTE_JSON_ERROR);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (size, <=, MOST);
  if (JSON_NODE_HOLDS_OBJECT (node))
    read_members (json_node_get_object (node));

  /* Control characters grow when they are written. */
  text = json_to_string (node, FALSE);
  again = luwte_json_parse (text, strlen (text), 8 * MOST, &error);
  g_assert_no_error (error);
  return 0;
}
