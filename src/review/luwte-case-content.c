/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The form of a case. It comes out of a pack that the team vouched for, and is checked all the
 * same: a colleague's machine may be somebody else's. */

#include "luwte-case-content.h"

#include "luwte-json.h"
#include "luwte-pack-private.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"

#include <string.h>

#define MAX_WORD  64
#define MAX_LABEL 200

static const char *const froms[] = { "visitor", "counsellor", "note", NULL };
static const char *const parts_of_day[] = { "night", "morning", "afternoon", "evening", NULL };
static const char *const seasons[] = { "winter", "spring", "summer", "autumn", NULL };

static void
part_free (gpointer data)
{
  LuwteCasePart *part = data;

  g_free (part->from);
  g_free (part->part_of_day);
  g_free (part->season);
  luwte_free_wiped (part->text);
  g_free (part);
}

LuwteCaseContent *
luwte_case_content_new (void)
{
  LuwteCaseContent *self = g_new0 (LuwteCaseContent, 1);

  self->parts = g_ptr_array_new_with_free_func (part_free);
  return self;
}

void
luwte_case_content_free (LuwteCaseContent *self)
{
  g_free (self->reason);
  g_free (self->reason_label);
  luwte_free_wiped (self->question);
  g_free (self->author);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
luwte_case_content_add (LuwteCaseContent *self, const char *from, const char *part_of_day,
                        const char *season, const char *text)
{
  LuwteCasePart *part = g_new (LuwteCasePart, 1);

  *part = (LuwteCasePart) {
    .from = g_strdup (from),
    .part_of_day = g_strdup (part_of_day),
    .season = g_strdup (season),
    .text = g_strdup (text),
  };
  g_ptr_array_add (self->parts, part);
}

const char *
luwte_case_part_of_day (gint64 unix_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return parts_of_day[g_date_time_get_hour (local) / 6];
}

const char *
luwte_case_season (gint64 unix_s, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_s);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  /* By whole months, as the weather services count: winter is December to February. */
  return seasons[g_date_time_get_month (local) % 12 / 3];
}

static JsonObject *
part_to_json (const LuwteCasePart *part)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "from", part->from);
  json_object_set_string_member (object, "part_of_day", part->part_of_day);
  json_object_set_string_member (object, "season", part->season);
  json_object_set_string_member (object, "text", part->text);
  return object;
}

JsonObject *
luwte_case_content_to_json (const LuwteCaseContent *self)
{
  JsonObject *body = json_object_new ();
  JsonArray *parts = json_array_new ();
  g_autofree char *reply = g_base64_encode (self->reply, sizeof self->reply);

  json_object_set_string_member (body, "reason", self->reason);
  json_object_set_string_member (body, "reason_label", self->reason_label);
  json_object_set_boolean_member (body, "urgent", self->urgent);
  json_object_set_string_member (body, "question", self->question);
  if (self->author != NULL)
    json_object_set_string_member (body, "author", self->author);
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_object_element (parts, part_to_json (g_ptr_array_index (self->parts, i)));
  json_object_set_array_member (body, "parts", parts);
  json_object_set_string_member (body, "reply", reply);
  return body;
}

static gboolean
read_part (LuwteCaseContent *self, JsonObject *object, GError **error)
{
  const char *from, *part_of_day, *season, *text;

  if (!luwte_json_peek_string (object, "from", MAX_WORD, &from, error) ||
      !luwte_json_peek_string (object, "part_of_day", MAX_WORD, &part_of_day, error) ||
      !luwte_json_peek_string (object, "season", MAX_WORD, &season, error) ||
      !luwte_json_peek_string (object, "text", LUWTE_PACK_MAX_TEXT, &text, error))
    return FALSE;
  if (!g_strv_contains (froms, from) || !g_strv_contains (parts_of_day, part_of_day) ||
      !g_strv_contains (seasons, season))
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED,
                           "A part of the case has words that are none");
      return FALSE;
    }
  luwte_case_content_add (self, from, part_of_day, season, text);
  return TRUE;
}

static gboolean
read_parts (LuwteCaseContent *self, JsonObject *body, GError **error)
{
  JsonArray *parts;

  if (!luwte_json_peek_array (body, "parts", LUWTE_PACK_MAX_PARTS, &parts, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED,
                               "A part of the case is none");
          return FALSE;
        }
      if (!read_part (self, json_node_get_object (node), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_reply (LuwteCaseContent *self, JsonObject *body, GError **error)
{
  g_autofree guint8 *reply = NULL;
  const char *text;
  gsize length;

  if (!luwte_json_peek_string (body, "reply", MAX_WORD, &text, error))
    return FALSE;
  reply = g_base64_decode (text, &length);
  if (length != sizeof self->reply)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED,
                           "The reply key of the case has another length");
      return FALSE;
    }
  memcpy (self->reply, reply, length);
  return TRUE;
}

static gboolean
read_content (LuwteCaseContent *self, JsonObject *body, GError **error)
{
  const char *reason, *label, *question;

  if (!luwte_json_peek_string (body, "reason", MAX_WORD, &reason, error) ||
      !luwte_json_peek_string (body, "reason_label", MAX_LABEL, &label, error) ||
      !luwte_json_read_bool (body, "urgent", &self->urgent, error) ||
      !luwte_json_peek_string (body, "question", LUWTE_PACK_MAX_QUESTION, &question, error) ||
      !read_reply (self, body, error) || !read_parts (self, body, error))
    return FALSE;
  self->reason = g_strdup (reason);
  self->reason_label = g_strdup (label);
  self->question = g_strdup (question);
  self->author = g_strdup (luwte_json_string_or (body, "author", LUWTE_CARD_NAME_BYTES, NULL));
  return TRUE;
}

LuwteCaseContent *
luwte_case_content_from_json (JsonObject *body, GError **error)
{
  g_autoptr (LuwteCaseContent) self = luwte_case_content_new ();
  g_autoptr (GError) local = NULL;

  if (read_content (self, body, &local))
    return g_steal_pointer (&self);
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED, local->message);
  return NULL;
}
