/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-http-answer.h"

#include <string.h>

#include "luwte-secret.h"
#include "luwte-service.h"

/* An answer may hold a visitor's address before the allow-list has seen it. So its bytes stand in
 * one buffer of ours alone, every outgrown buffer is wiped before it is freed, and so is the last.
 * (What libsoup and the TLS library hold while bytes pass through is out of our reach.) */

#define FIRST_CAPACITY 4096

struct _LuwteHttpAnswer
{
  guint status;
  gint64 date;
  char *data;
  gsize length;
  gsize capacity; /* without the zero byte */
};

LuwteHttpAnswer *
luwte_http_answer_new (guint status, gint64 date)
{
  LuwteHttpAnswer *self = g_new0 (LuwteHttpAnswer, 1);

  self->status = status;
  self->date = date;
  self->capacity = FIRST_CAPACITY;
  self->data = g_malloc (self->capacity + 1);
  self->data[0] = '\0';
  return self;
}

void
luwte_http_answer_free (LuwteHttpAnswer *self)
{
  luwte_wipe (self->data, self->capacity + 1);
  g_free (self->data);
  g_free (self);
}

guint
luwte_http_answer_get_status (LuwteHttpAnswer *self)
{
  return self->status;
}

gint64
luwte_http_answer_get_date (LuwteHttpAnswer *self)
{
  return self->date;
}

const char *
luwte_http_answer_peek (LuwteHttpAnswer *self, gsize *length)
{
  if (length != NULL)
    *length = self->length;
  return self->data;
}

char *
luwte_http_answer_reserve (LuwteHttpAnswer *self, gsize max_bytes, gsize *room)
{
  if (self->length >= max_bytes)
    return NULL;
  if (self->length == self->capacity)
    {
      gsize capacity = self->capacity * 2;
      char *data = g_malloc (capacity + 1);

      memcpy (data, self->data, self->length + 1);
      luwte_wipe (self->data, self->capacity + 1);
      g_free (self->data);
      self->data = data;
      self->capacity = capacity;
    }
  *room = MIN (self->capacity, max_bytes) - self->length;
  return self->data + self->length;
}

void
luwte_http_answer_commit (LuwteHttpAnswer *self, gsize length)
{
  g_assert (length <= self->capacity - self->length);
  self->length += length;
  self->data[self->length] = '\0';
}

JsonObject *
luwte_http_answer_parse (LuwteHttpAnswer *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonObject *object;

  object = luwte_json_parse_object (self->data, self->length, MAX (self->length, 1), &local);
  if (object == NULL)
    g_set_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                 "The answer (status %u) is not a JSON object", self->status);
  return object;
}

static void wipe_array_cb (JsonArray *array, guint i, JsonNode *node, gpointer user_data);

static void
wipe_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    luwte_http_json_wipe (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), wipe_array_cb, NULL);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      /* The node owns its text, and nobody reads the node after this. */
      char *text = (char *) json_node_get_string (node);

      luwte_wipe (text, strlen (text));
    }
}

static void
wipe_array_cb (JsonArray *array, guint i, JsonNode *node, gpointer user_data)
{
  wipe_node (node);
}

static void
wipe_member_cb (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  wipe_node (node);
}

void
luwte_http_json_wipe (JsonObject *object)
{
  json_object_foreach_member (object, wipe_member_cb, NULL);
}

static void
wipe_and_free (gpointer data)
{
  luwte_wipe (data, strlen (data));
  g_free (data);
}

GBytes *
luwte_http_body_new (char *text)
{
  return g_bytes_new_with_free_func (text, strlen (text), wipe_and_free, text);
}
