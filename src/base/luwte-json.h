/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteJsonError:
 * @LUWTE_JSON_ERROR_TOO_LARGE: longer or deeper than the caller allows
 * @LUWTE_JSON_ERROR_SYNTAX: not JSON, or not UTF-8; the message names line and column
 * @LUWTE_JSON_ERROR_SHAPE: JSON, but a member is missing or of another type; the message names it
 *
 * All that comes from a server or a file is hostile until it has passed these readers.
 */
typedef enum
{
  LUWTE_JSON_ERROR_TOO_LARGE,
  LUWTE_JSON_ERROR_SYNTAX,
  LUWTE_JSON_ERROR_SHAPE,
} LuwteJsonError;
#define LUWTE_JSON_ERROR (luwte_json_error_quark ())
GQuark luwte_json_error_quark (void);

/* Nesting deeper than this is refused before json-glib's recursive parser sees it. */
#define LUWTE_JSON_MAX_DEPTH 64

JsonNode *luwte_json_parse (const char *text, gsize length, gsize max_length, GError **error);
JsonObject *luwte_json_parse_object (const char *text, gsize length, gsize max_length,
                                     GError **error);

/* Readers of one member: FALSE and LUWTE_JSON_ERROR_SHAPE when it is missing, of another type, or
 * out of bounds. max_chars counts bytes of UTF-8. The peek_ readers borrow from the object. */
gboolean luwte_json_peek_string (JsonObject *object, const char *member, gsize max_bytes,
                                 const char **value, GError **error);
gboolean luwte_json_read_int (JsonObject *object, const char *member, gint64 min, gint64 max,
                              gint64 *value, GError **error);
gboolean luwte_json_read_bool (JsonObject *object, const char *member, gboolean *value,
                               GError **error);
gboolean luwte_json_peek_object (JsonObject *object, const char *member, JsonObject **value,
                                 GError **error);
gboolean luwte_json_peek_array (JsonObject *object, const char *member, guint max_items,
                                JsonArray **value, GError **error);

/* The same, where a missing member or null is fine: the default comes back, a wrong type too. */
const char *luwte_json_string_or (JsonObject *object, const char *member, gsize max_bytes,
                                  const char *fallback);
gint64 luwte_json_int_or (JsonObject *object, const char *member, gint64 min, gint64 max,
                          gint64 fallback);
gboolean luwte_json_bool_or (JsonObject *object, const char *member, gboolean fallback);
JsonObject *luwte_json_object_or_null (JsonObject *object, const char *member);

G_END_DECLS
