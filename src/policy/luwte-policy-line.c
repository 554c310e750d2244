/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Service lines: what may be stored on which, who reads it, and when it is due.
 *
 * Retention rules 1 and 2: a term is counted from the record's creation, from the closing of its
 * session, or from the last contact with its dossier; it does not run while the day it counts from
 * has not come. The record is due on the calendar day that lies the term later. "session" is due
 * when its session is closed. Whatever the profile does not list is due at once, since nothing
 * allows keeping it. */

#include "luwte-policy-private.h"

LuwtePolicyLine *
luwte_policy_line (LuwtePolicy *self, const char *id)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      LuwtePolicyLine *line = g_ptr_array_index (self->lines, i);

      if (g_strcmp0 (line->id, id) == 0)
        return line;
    }
  return NULL;
}

LuwtePolicyRecord *
luwte_policy_record (LuwtePolicy *self, const char *line, const char *kind)
{
  LuwtePolicyLine *found = luwte_policy_line (self, line);

  return found != NULL && kind != NULL ? g_hash_table_lookup (found->records, kind) : NULL;
}

/**
 * luwte_policy_lines:
 * @self: a profile
 *
 * Returns: (transfer none) (array zero-terminated=1): the lines' ids; the first is the default one
 */
const char *const *
luwte_policy_lines (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);
  return (const char *const *) self->line_ids;
}

gboolean
luwte_policy_has_line (LuwtePolicy *self, const char *line)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);
  return luwte_policy_line (self, line) != NULL;
}

/**
 * luwte_policy_channels:
 * @self: a profile
 * @line: a line's id
 *
 * Returns: (transfer none) (array zero-terminated=1): the line's channels, the usual one first; empty
 *   when there is no such line
 */
const char *const *
luwte_policy_channels (LuwtePolicy *self, const char *line)
{
  static const char *const none[] = { NULL };
  LuwtePolicyLine *found;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), none);

  found = luwte_policy_line (self, line);
  return found != NULL ? (const char *const *) found->channels : none;
}

gboolean
luwte_policy_line_has_dossier (LuwtePolicy *self, const char *line)
{
  LuwtePolicyLine *found;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  found = luwte_policy_line (self, line);
  return found != NULL && found->has_dossier;
}

gboolean
luwte_policy_line_keeps_by_law (LuwtePolicy *self, const char *line)
{
  LuwtePolicyLine *found;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  found = luwte_policy_line (self, line);
  return found != NULL &&
         g_strcmp0 (json_object_get_string_member_with_default (found->json, "dossier", NULL),
                    "therapy") == 0;
}

gboolean
luwte_policy_may_store (LuwtePolicy *self, const char *line, const char *kind, GError **error)
{
  LuwtePolicyRecord *record;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  if (luwte_policy_line (self, line) == NULL)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: service_lines: there is no line \"%s\"", luwte_policy_get_id (self), line);
      return FALSE;
    }
  record = luwte_policy_record (self, line, kind);
  if (record == NULL)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: service_lines.%s.records: \"%s\" is not kept on this line",
                   luwte_policy_get_id (self), line, kind);
      return FALSE;
    }
  if (record->keep == LUWTE_KEEP_NONE)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                   "%s: service_lines.%s.records.%s.keep is \"none\": never stored",
                   luwte_policy_get_id (self), line, kind);
      return FALSE;
    }
  return TRUE;
}

static const char *
readers_words (LuwtePolicy *self, const char *line, const char *kind)
{
  JsonObject *records = json_object_get_object_member (luwte_policy_line (self, line)->json,
                                                       "records");

  return json_object_get_string_member (json_object_get_object_member (records, kind), "readers");
}

gboolean
luwte_policy_may_read (LuwtePolicy *self, const char *line, const char *kind, LuwteReaders reader,
                       GError **error)
{
  LuwtePolicyRecord *record;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  record = luwte_policy_record (self, line, kind);
  if (record != NULL && (record->readers & reader) != 0)
    return TRUE;
  if (record == NULL)
    g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                 "%s: service_lines.%s.records: \"%s\" is not kept on this line",
                 luwte_policy_get_id (self), line, kind);
  else
    g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                 "%s: service_lines.%s.records.%s.readers is \"%s\": not one of its readers",
                 luwte_policy_get_id (self), line, kind, readers_words (self, line, kind));
  return FALSE;
}

static LuwteDay
start_of (LuwtePolicyRecord *record, LuwteDay created, LuwteDay closed, LuwteDay last_contact)
{
  if (record->keep == LUWTE_KEEP_SESSION || record->from == LUWTE_FROM_CLOSED)
    return closed;
  if (record->from == LUWTE_FROM_LAST_CONTACT && last_contact != LUWTE_DAY_NONE)
    return last_contact;
  /* Without a known contact the creation is the latest there was. A day that nobody knows must not
   * mean "never due". */
  return created != LUWTE_DAY_NONE ? created : 0;
}

LuwteDay
luwte_policy_due_on (LuwtePolicy *self, const char *line, const char *kind, LuwteDay created,
                     LuwteDay closed, LuwteDay last_contact, LuwteDay *starts_on)
{
  LuwtePolicyRecord *record;
  LuwteDay start;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), created);

  record = luwte_policy_record (self, line, kind);
  if (record == NULL || record->keep == LUWTE_KEEP_NONE)
    {
      /* At once is the day it came into being. */
      start = created != LUWTE_DAY_NONE ? created : 0;
      if (starts_on != NULL)
        *starts_on = start;
      return start;
    }
  start = start_of (record, created, closed, last_contact);
  if (starts_on != NULL)
    *starts_on = start;
  return record->keep == LUWTE_KEEP_SESSION ? start : luwte_day_add (start, record->term);
}

/**
 * luwte_policy_counts_from:
 * @self: a profile
 * @line: the line of the record
 * @kind: the record kind
 *
 * Returns: (transfer none): "created", "closed" or "last_contact"; "session" when it goes with its
 *   session; "created" for what the profile does not list, which is due at once
 */
const char *
luwte_policy_counts_from (LuwtePolicy *self, const char *line, const char *kind)
{
  static const char *const names[] = { "created", "closed", "last_contact" };
  LuwtePolicyRecord *record;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  record = luwte_policy_record (self, line, kind);
  if (record == NULL || record->keep == LUWTE_KEEP_NONE)
    return "created";
  return record->keep == LUWTE_KEEP_SESSION ? "session" : names[record->from];
}

/**
 * luwte_policy_may_extend:
 * @self: a profile
 * @line: the line of the record
 * @kind: the record kind
 * @by: (out): by how much
 * @error: %LUWTE_POLICY_ERROR_REFUSED with the rule
 *
 * Returns: %TRUE where the promise lets the term be renewed
 */
gboolean
luwte_policy_may_extend (LuwtePolicy *self, const char *line, const char *kind, LuwtePeriod *by,
                         GError **error)
{
  LuwtePolicyLine *found;
  const char *extend = NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  found = luwte_policy_line (self, line);
  if (found != NULL && kind != NULL && g_hash_table_contains (found->records, kind))
    extend = json_object_get_string_member_with_default (
        json_object_get_object_member (json_object_get_object_member (found->json, "records"),
                                       kind),
        "extend", NULL);
  if (extend != NULL && luwte_period_parse (extend, by))
    return TRUE;
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
               "%s: service_lines.%s.records.%s has no \"extend\": its term is not renewed",
               luwte_policy_get_id (self), line, kind);
  return FALSE;
}

gboolean
luwte_policy_extends_anything (LuwtePolicy *self)
{
  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  for (guint i = 0; i < self->lines->len; i++)
    {
      LuwtePolicyLine *line = g_ptr_array_index (self->lines, i);
      GHashTableIter iter;
      gpointer kind;
      LuwtePeriod by;

      g_hash_table_iter_init (&iter, line->records);
      while (g_hash_table_iter_next (&iter, &kind, NULL))
        if (luwte_policy_may_extend (self, line->id, kind, &by, NULL))
          return TRUE;
    }
  return FALSE;
}

gboolean
luwte_policy_leaves_topic (LuwtePolicy *self, const char *line, const char *kind)
{
  LuwtePolicyRecord *record;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), FALSE);

  record = luwte_policy_record (self, line, kind);
  return record != NULL && record->leaves_topic;
}

static gboolean
has_chat (LuwtePolicy *self, const char *line)
{
  const char *const *channels = luwte_policy_channels (self, line);

  return channels != NULL && g_strv_contains (channels, "chat");
}

const char *
luwte_policy_line_of (LuwtePolicy *self, const char *department)
{
  const char *const *lines = luwte_policy_lines (self);
  g_autofree char *wanted = department != NULL ? g_utf8_casefold (department, -1) : NULL;

  g_return_val_if_fail (LUWTE_IS_POLICY (self), NULL);

  for (guint i = 0; wanted != NULL && lines[i] != NULL; i++)
    {
      g_autofree char *line = g_utf8_casefold (lines[i], -1);

      if (g_str_equal (line, wanted) && has_chat (self, lines[i]))
        return lines[i];
    }
  for (guint i = 0; lines[i] != NULL; i++)
    if (has_chat (self, lines[i]))
      return lines[i];
  return lines[0];
}
