/* SPDX-License-Identifier: GPL-3.0-or-later */

/* All that comes from a server or a file is hostile until it has passed these readers: size and
 * depth are looked at before json-glib sees the text, and a member is handed out only when it has
 * the type and the bounds that were asked for. An error names the member, never its value, since
 * the value may be what somebody wrote. */

#include "luwte-json.h"

#include <string.h>

#include "luwte-json-scan.h"

static gboolean
shape_error (const char *member, const char *expected, GError **error)
{
  g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "member \"%s\": expected %s",
               member, expected);
  return FALSE;
}

/**
 * luwte_json_parse:
 * @text: (array length=length): what came from outside; need not end in a zero byte
 * @length: bytes of @text
 * @max_length: more bytes than this are refused unread
 * @error: %LUWTE_JSON_ERROR_TOO_LARGE or %LUWTE_JSON_ERROR_SYNTAX
 *
 * Returns: (transfer full): the value, or %NULL
 */
JsonNode *
luwte_json_parse (const char *text, gsize length, gsize max_length, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > max_length || length > G_MAXSSIZE)
    {
      g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_TOO_LARGE, "longer than %zu bytes",
                   max_length);
      return NULL;
    }
  if (!luwte_json_scan (text, length, NULL, NULL, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local))
    {
      /* The scan was stricter, so this is a limit of json-glib; its message may quote the text. */
      g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SYNTAX, "%u:%u: not understood",
                   json_parser_get_current_line (parser), json_parser_get_current_pos (parser));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/**
 * luwte_json_parse_object:
 * @text: (array length=length): what came from outside
 * @length: bytes of @text
 * @max_length: more bytes than this are refused unread
 * @error: as luwte_json_parse(), and %LUWTE_JSON_ERROR_SHAPE when it is not an object
 *
 * Returns: (transfer full): the object, or %NULL
 */
JsonObject *
luwte_json_parse_object (const char *text, gsize length, gsize max_length, GError **error)
{
  g_autoptr (JsonNode) root = luwte_json_parse (text, length, max_length, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "expected an object");
      return NULL;
    }
  return json_node_dup_object (root);
}

/* The member when it is there and not null. */
static JsonNode *
peek_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * luwte_json_peek_string:
 * @object: an object
 * @member: name of the member
 * @max_bytes: a longer string is refused
 * @value: (out) (transfer none): the string, borrowed from @object
 * @error: %LUWTE_JSON_ERROR_SHAPE
 *
 * Returns: %TRUE when the member is a string of at most @max_bytes bytes
 */
gboolean
luwte_json_peek_string (JsonObject *object, const char *member, gsize max_bytes, const char **value,
                        GError **error)
{
  JsonNode *node = peek_member (object, member);
  const char *text = holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;

  *value = NULL;
  if (text == NULL)
    return shape_error (member, "a string", error);
  if (strlen (text) > max_bytes)
    return shape_error (member, "a shorter string", error);
  *value = text;
  return TRUE;
}

/**
 * luwte_json_read_int:
 * @object: an object
 * @member: name of the member
 * @min: smallest value allowed
 * @max: largest value allowed
 * @value: (out): the number
 * @error: %LUWTE_JSON_ERROR_SHAPE
 *
 * Returns: %TRUE when the member is a whole number from @min to @max
 */
gboolean
luwte_json_read_int (JsonObject *object, const char *member, gint64 min, gint64 max, gint64 *value,
                     GError **error)
{
  JsonNode *node = peek_member (object, member);
  gint64 number;

  *value = 0;
  if (!holds (node, G_TYPE_INT64))
    return shape_error (member, "a whole number", error);
  number = json_node_get_int (node);
  if (number < min || number > max)
    {
      g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE,
                   "member \"%s\": expected a number from %" G_GINT64_FORMAT
                   " to %" G_GINT64_FORMAT,
                   member, min, max);
      return FALSE;
    }
  *value = number;
  return TRUE;
}

/**
 * luwte_json_read_bool:
 * @object: an object
 * @member: name of the member
 * @value: (out): true or false
 * @error: %LUWTE_JSON_ERROR_SHAPE
 *
 * Returns: %TRUE when the member is true or false; a number or a string is neither
 */
gboolean
luwte_json_read_bool (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node = peek_member (object, member);

  *value = FALSE;
  if (!holds (node, G_TYPE_BOOLEAN))
    return shape_error (member, "true or false", error);
  *value = json_node_get_boolean (node);
  return TRUE;
}

/**
 * luwte_json_peek_object:
 * @object: an object
 * @member: name of the member
 * @value: (out) (transfer none): the object inside, borrowed
 * @error: %LUWTE_JSON_ERROR_SHAPE
 *
 * Returns: %TRUE when the member is an object
 */
gboolean
luwte_json_peek_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  *value = luwte_json_object_or_null (object, member);
  return *value != NULL || shape_error (member, "an object", error);
}

/**
 * luwte_json_peek_array:
 * @object: an object
 * @member: name of the member
 * @max_items: a longer array is refused
 * @value: (out) (transfer none): the array, borrowed; its items are of any type
 * @error: %LUWTE_JSON_ERROR_SHAPE
 *
 * Returns: %TRUE when the member is an array of at most @max_items items
 */
gboolean
luwte_json_peek_array (JsonObject *object, const char *member, guint max_items, JsonArray **value,
                       GError **error)
{
  JsonNode *node = peek_member (object, member);

  *value = NULL;
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return shape_error (member, "an array", error);
  if (json_array_get_length (json_node_get_array (node)) > max_items)
    return shape_error (member, "a shorter array", error);
  *value = json_node_get_array (node);
  return TRUE;
}

/**
 * luwte_json_string_or:
 * @object: an object
 * @member: name of the member
 * @max_bytes: a longer string counts as none
 * @fallback: (nullable): what to return then
 *
 * Returns: (transfer none) (nullable): the string, borrowed from @object, or @fallback
 */
const char *
luwte_json_string_or (JsonObject *object, const char *member, gsize max_bytes, const char *fallback)
{
  const char *value;

  return luwte_json_peek_string (object, member, max_bytes, &value, NULL) ? value : fallback;
}

/**
 * luwte_json_int_or:
 * @object: an object
 * @member: name of the member
 * @min: smallest value allowed
 * @max: largest value allowed
 * @fallback: what to return when the member is missing, no whole number, or out of bounds
 *
 * Returns: the number, or @fallback
 */
gint64
luwte_json_int_or (JsonObject *object, const char *member, gint64 min, gint64 max, gint64 fallback)
{
  gint64 value;

  return luwte_json_read_int (object, member, min, max, &value, NULL) ? value : fallback;
}

/**
 * luwte_json_bool_or:
 * @object: an object
 * @member: name of the member
 * @fallback: what to return when the member is missing or neither true nor false
 *
 * Returns: the value, or @fallback
 */
gboolean
luwte_json_bool_or (JsonObject *object, const char *member, gboolean fallback)
{
  gboolean value;

  return luwte_json_read_bool (object, member, &value, NULL) ? value : fallback;
}

/**
 * luwte_json_object_or_null:
 * @object: an object
 * @member: name of the member
 *
 * Returns: (transfer none) (nullable): the object inside, borrowed; %NULL when there is none
 */
JsonObject *
luwte_json_object_or_null (JsonObject *object, const char *member)
{
  JsonNode *node = peek_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
