/* SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/access-file.md says what each member means. */

#include "luwte-access-private.h"

#include "luwte-secret.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define VERSION 1

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_day (JsonBuilder *builder, const char *name, LuwteDay day)
{
  g_autofree char *iso = day != LUWTE_DAY_NONE ? luwte_day_to_iso (day) : NULL;

  add_string (builder, name, iso);
}

/* In the helpline's own time, with its offset. */
static void
add_time (const LuwteAccess *self, JsonBuilder *builder, const char *name, gint64 at)
{
  g_autoptr (GDateTime) utc = at != 0 ? g_date_time_new_from_unix_utc (at) : NULL;
  g_autoptr (GDateTime) local =
      utc != NULL ? g_date_time_to_timezone (utc, luwte_policy_get_zone (self->policy)) : NULL;
  g_autofree char *iso = local != NULL ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z") : NULL;

  add_string (builder, name, iso);
}

static void
add_code (JsonBuilder *builder, const char *name, const char *code, const char *label)
{
  if (code == NULL || *code == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  add_string (builder, "code", code);
  add_string (builder, "label", label);
  json_builder_end_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_strings (JsonBuilder *builder, const char *name, char **strings)
{
  begin_array (builder, name);
  for (guint i = 0; strings[i] != NULL; i++)
    json_builder_add_string_value (builder, strings[i]);
  json_builder_end_array (builder);
}

static void
add_record (const LuwteAccess *self, JsonBuilder *builder, const LuwteAccessRecord *record)
{
  const gboolean consent = g_str_equal (record->kind, "consent");
  g_autofree char *label = luwte_access_code (self, record);
  const char *name = g_str_equal (record->kind, "flag")     ? "reason"
                     : g_str_equal (record->kind, "advice") ? "decision"
                     : consent                              ? "scope"
                                                            : "topic";
  const char *later = consent                                ? "withdrawn"
                      : g_str_equal (record->kind, "before") ? "replaced"
                                                             : "edited";

  json_builder_begin_object (builder);
  add_string (builder, "kind", record->kind);
  add_time (self, builder, "at", record->at);
  if (record->by != NULL)
    add_string (builder, "by", g_str_equal (record->by, "visitor") ? "visitor" : "helpline");
  add_code (builder, name, record->code, label);
  add_string (builder, "text", record->text);
  add_time (self, builder, later, record->later);
  if (record->beside != NULL)
    {
      begin_array (builder, "beside");
      for (guint i = 0; i < record->beside->len; i++)
        add_record (self, builder, g_ptr_array_index (record->beside, i));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_contact (const LuwteAccess *self, JsonBuilder *builder, const LuwteAccessContact *contact)
{
  const char *topic = contact->topic != NULL
                          ? luwte_policy_topic_label (self->policy, contact->topic, self->language)
                          : NULL;

  json_builder_begin_object (builder);
  add_time (self, builder, "at", contact->opened_at);
  add_string (builder, "nickname", contact->nickname);
  add_string (builder, "line", contact->line);
  add_string (builder, "channel", contact->channel);
  add_code (builder, "topic", contact->topic, topic);
  begin_array (builder, "records");
  for (guint i = 0; i < contact->records->len; i++)
    add_record (self, builder, g_ptr_array_index (contact->records, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_helpline (const LuwteAccess *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "helpline");
  json_builder_begin_object (builder);
  add_string (builder, "name", luwte_policy_get_name (self->policy, self->language));
  add_string (builder, "statement", luwte_policy_get_source (self->policy, self->language));
  json_builder_set_member_name (builder, "profile_version");
  json_builder_add_int_value (builder, luwte_policy_get_version (self->policy));
  add_string (builder, "profile_date", luwte_policy_get_date (self->policy));
  json_builder_end_object (builder);
}

static void
add_rights (const LuwteAccess *self, JsonBuilder *builder)
{
  begin_array (builder, "requests");
  for (guint i = 0; i < self->requests->len; i++)
    {
      const LuwteRequest *request = g_ptr_array_index (self->requests, i);

      json_builder_begin_object (builder);
      add_string (builder, "kind", request->kind);
      add_string (builder, "state", request->state);
      add_day (builder, "received", request->received);
      add_day (builder, "answer_by", request->answer_by);
      add_day (builder, "decided", request->decided);
      add_string (builder, "ground", request->ground);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  begin_array (builder, "objections");
  for (guint i = 0; i < self->objections->len; i++)
    {
      const LuwteObjection *objection = g_ptr_array_index (self->objections, i);

      json_builder_begin_object (builder);
      add_string (builder, "to", objection->kind);
      add_day (builder, "day", objection->day);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_whole (const LuwteAccess *self, JsonBuilder *builder)
{
  g_auto (GStrv) remarks = luwte_access_remarks (self);

  json_builder_begin_object (builder);
  add_string (builder, "file", "luwte-access");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  add_string (builder, "language", self->language);
  add_day (builder, "made", self->made);
  add_helpline (self, builder);
  add_strings (builder, "nicknames", self->nicknames);
  add_strings (builder, "remarks", remarks);
  json_builder_set_member_name (builder, "masked");
  json_builder_add_int_value (builder, self->n_masked);
  json_builder_set_member_name (builder, "left_out");
  json_builder_add_int_value (builder, self->n_left_out);
  json_builder_set_member_name (builder, "anonymised");
  json_builder_add_boolean_value (builder, self->anonymised);
  begin_array (builder, "contacts");
  for (guint i = 0; i < self->contacts->len; i++)
    add_contact (self, builder, g_ptr_array_index (self->contacts, i));
  json_builder_end_array (builder);
  add_rights (self, builder);
  json_builder_end_object (builder);
}

static void
wipe_and_free (gpointer text)
{
  luwte_wipe (text, strlen (text));
  g_free (text);
}

GBytes *
luwte_access_to_json (const LuwteAccess *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  gsize length;
  char *text;

  add_whole (self, builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_with_free_func (text, length, wipe_and_free, text);
}
