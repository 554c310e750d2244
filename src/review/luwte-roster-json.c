/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The body of a roster: {team, number, name, profiles, members: [{name, roles, box, sign,
 * team_key}]}. It has been signed, but by somebody who may be anybody: sizes, types and doubles are
 * checked as in everything that comes from outside. */

#include "luwte-roster-private.h"

#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-review-error.h"

#include <string.h>

#define MAX_PROFILES 64

static void
set_base64 (JsonBuilder *builder, const char *member, const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_base64_encode (bytes, length);

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
write_member (JsonBuilder *builder, LuwteRosterMember *member, const guint8 *team_key)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, member->card->name);
  json_builder_set_member_name (builder, "roles");
  json_builder_add_int_value (builder, member->roles);
  set_base64 (builder, "box", member->card->box, LUWTE_PUBLIC_BYTES);
  set_base64 (builder, "sign", member->card->sign, LUWTE_PUBLIC_BYTES);
  set_base64 (builder, "team_key", team_key, LUWTE_BOX_BYTES);
  json_builder_end_object (builder);
}

char *
luwte_roster_write_body (LuwteRoster *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "team");
  json_builder_add_string_value (builder, self->team);
  json_builder_set_member_name (builder, "number");
  json_builder_add_int_value (builder, self->number);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, self->name);
  json_builder_set_member_name (builder, "profiles");
  json_builder_begin_array (builder);
  for (guint i = 0; self->profiles[i] != NULL; i++)
    json_builder_add_string_value (builder, self->profiles[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->members->len; i++)
    write_member (builder, g_ptr_array_index (self->members, i),
                  g_ptr_array_index (self->team_keys, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
forged (const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED, message);
  return FALSE;
}

static gboolean
read_base64 (JsonObject *object, const char *member, guint8 *bytes, gsize length, GError **error)
{
  g_autofree guint8 *decoded = NULL;
  const char *text;
  gsize size;

  if (!luwte_json_peek_string (object, member, 256, &text, error))
    return FALSE;
  decoded = g_base64_decode (text, &size);
  if (size != length)
    return forged ("A key in the roster has another length", error);
  memcpy (bytes, decoded, length);
  return TRUE;
}

static gboolean
read_member (LuwteRoster *self, JsonObject *object, GError **error)
{
  const guint all = LUWTE_ROSTER_COUNSELLOR | LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING;
  LuwteCard card = { 0 };
  g_autofree guint8 *team_key = g_malloc (LUWTE_BOX_BYTES);
  g_autofree char *id = NULL;
  const char *name;
  gint64 roles;

  if (!luwte_json_peek_string (object, "name", LUWTE_CARD_NAME_BYTES, &name, error) ||
      !luwte_json_read_int (object, "roles", 0, all, &roles, error) ||
      !read_base64 (object, "box", card.box, sizeof card.box, error) ||
      !read_base64 (object, "sign", card.sign, sizeof card.sign, error) ||
      !read_base64 (object, "team_key", team_key, LUWTE_BOX_BYTES, error))
    return FALSE;
  id = luwte_card_id (card.box, card.sign);
  if (!luwte_card_name_is_valid (name) || luwte_roster_find (self, id) != NULL)
    return forged ("A member of the roster has no name, or stands in it twice", error);
  card.name = (char *) name;
  g_ptr_array_add (self->members, luwte_roster_member_new (&card, (guint) roles));
  g_ptr_array_add (self->team_keys, g_steal_pointer (&team_key));
  return TRUE;
}

static gboolean
read_members (LuwteRoster *self, JsonObject *body, GError **error)
{
  JsonArray *members;

  if (!luwte_json_peek_array (body, "members", LUWTE_ROSTER_MAX_MEMBERS, &members, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (members); i++)
    {
      JsonNode *node = json_array_get_element (members, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return forged ("A member of the roster is none", error);
      if (!read_member (self, json_node_get_object (node), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_profiles (LuwteRoster *self, JsonObject *body, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *profiles;

  if (!luwte_json_peek_array (body, "profiles", MAX_PROFILES, &profiles, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (profiles); i++)
    {
      JsonNode *node = json_array_get_element (profiles, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return forged ("A profile of the roster is none", error);
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  self->profiles = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
luwte_roster_read_body (LuwteRoster *self, const char *body, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object (body, length, LUWTE_ROSTER_MAX_BYTES,
                                                           error);
  const char *team, *name;
  gint64 number;

  if (object == NULL || !luwte_json_peek_string (object, "team", LUWTE_ID_LENGTH, &team, error) ||
      !luwte_json_read_int (object, "number", 1, G_MAXINT, &number, error) ||
      !luwte_json_peek_string (object, "name", LUWTE_CARD_NAME_BYTES, &name, error))
    return FALSE;
  if (!luwte_id_is_valid (team) || !luwte_card_name_is_valid (name))
    return forged ("The roster's team has no id, or no name", error);
  self->team = g_strdup (team);
  self->name = g_strdup (name);
  self->number = (guint) number;
  return read_profiles (self, object, error) && read_members (self, object, error);
}
