/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether one profile promises less than another. This is the one place that decides it.
 *
 * A profile is looser than the one before when by it, anywhere,
 * - more is kept: a line or a kind that was not kept, a longer term, a term that can begin later or
 *   be renewed, a longer hold, more that stays afterwards;
 * - more people see it: readers, who names substitutes, who sees links, counts or an earlier visit,
 *   nicknames that join by themselves;
 * - it may say more of a person, with less consent, for more purposes, with less of a right to
 *   object; a dossier where there was none, or one tied to a dossier elsewhere;
 * - more may leave: a ground for sharing, less weighing or talking before it, research, figures,
 *   transcripts;
 * - the people who write may ask for less, or wait longer; a block lasts longer or comes sooner;
 * - the helpline checks itself less: secrecy asked less often, its own acts remembered shorter.
 * A profile of another helpline cannot be compared, and counts as looser; so does another time zone,
 * since the day on which something goes moves. A longer term is one by which anything would go later,
 * whatever day it began on. Words (labels, house rules, replies, numbers to call) loosen nothing.
 *
 * What was "our choice" is compared by the value in force, so that another choice counts as well. */

#include "luwte-policy-private.h"

#include "luwte-code.h"

typedef struct
{
  LuwtePolicy *before;
  LuwtePolicy *after;
  GPtrArray *looser; /* LuwteCode: key, before, after */
} Compare;

static void
looser (Compare *c, const char *key, const char *before, const char *after)
{
  g_ptr_array_add (c->looser, luwte_code_new (key, before != NULL ? before : "-",
                                              after != NULL ? after : "-"));
}

/* Names from the tightest to the loosest; what is not there counts as the tightest. */
static int
rank_of (const char *const *order, const char *value)
{
  for (int i = 0; value != NULL && order[i] != NULL; i++)
    if (g_str_equal (order[i], value))
      return i;
  return 0;
}

static void
compare_ranked (Compare *c, const char *pointer, const char *const *order)
{
  const char *before = luwte_policy_value (c->before, pointer);
  const char *after = luwte_policy_value (c->after, pointer);

  if (rank_of (order, after) > rank_of (order, before))
    looser (c, pointer + 1, before, after);
}

static const char *
flag_at (LuwtePolicy *policy, const char *pointer)
{
  return json_node_get_boolean (luwte_policy_node (policy, pointer)) ? "true" : "false";
}

static void
compare_flag (Compare *c, const char *pointer, const char *loose)
{
  const char *before = flag_at (c->before, pointer), *after = flag_at (c->after, pointer);

  if (!g_str_equal (before, after) && g_str_equal (after, loose))
    looser (c, pointer + 1, before, after);
}

/* Whether something would go later by one term than by the other, from any day of four years. */
static gboolean
is_longer (LuwtePeriod term, LuwtePeriod than)
{
  LuwteDay first = luwte_day_from_ymd (2023, 1, 1);

  for (LuwteDay day = first; day < first + 4 * 366; day++)
    if (luwte_day_add (day, term) > luwte_day_add (day, than))
      return TRUE;
  return FALSE;
}

/* What is no duration ("none") is shorter than any. */
static gboolean
is_longer_text (const char *after, const char *before)
{
  LuwtePeriod new_term, old_term;
  gboolean has_new = luwte_period_parse (after, &new_term);
  gboolean has_old = luwte_period_parse (before, &old_term);

  if (!has_new || !has_old)
    return has_new && !has_old;
  return is_longer (new_term, old_term);
}

static void
compare_period (Compare *c, const char *pointer, gboolean shorter_is_looser)
{
  const char *before = luwte_policy_value (c->before, pointer);
  const char *after = luwte_policy_value (c->after, pointer);

  if (shorter_is_looser ? is_longer_text (before, after) : is_longer_text (after, before))
    looser (c, pointer + 1, before, after);
}

static int
number_at (LuwtePolicy *policy, const char *pointer)
{
  const char *chosen = luwte_policy_value (policy, pointer);

  return chosen != NULL ? (int) g_ascii_strtoll (chosen, NULL, 10)
                        : (int) json_node_get_int (luwte_policy_node (policy, pointer));
}

static void
compare_number (Compare *c, const char *pointer, gboolean more_is_looser)
{
  int before = number_at (c->before, pointer), after = number_at (c->after, pointer);
  g_autofree char *old_text = g_strdup_printf ("%d", before);
  g_autofree char *new_text = g_strdup_printf ("%d", after);

  if (more_is_looser ? after > before : after < before)
    looser (c, pointer + 1, old_text, new_text);
}

/* What names an item: its code, or the item itself. */
static char *
name_of (JsonNode *item)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;

  if (object != NULL && json_object_has_member (object, "code"))
    return g_strdup (json_object_get_string_member (object, "code"));
  return json_to_string (item, FALSE);
}

static gboolean
has_item (JsonArray *array, const char *name)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *other = name_of (json_array_get_element (array, i));

      if (g_str_equal (other, name))
        return TRUE;
    }
  return FALSE;
}

/* Every item of one list that the other has not. */
static void
compare_items (Compare *c, const char *key, JsonArray *array, JsonArray *other, gboolean added)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *name = name_of (json_array_get_element (array, i));

      if (!has_item (other, name))
        looser (c, key, added ? NULL : name, added ? name : NULL);
    }
}

static void
compare_list (Compare *c, const char *pointer, gboolean more_is_looser)
{
  JsonArray *before = luwte_policy_array (c->before, pointer);
  JsonArray *after = luwte_policy_array (c->after, pointer);

  compare_items (c, pointer + 1, more_is_looser ? after : before, more_is_looser ? before : after,
                 more_is_looser);
}

/* Lines */

/* "P2Y last_contact", as the file would say it */
static char *
keep_words (LuwtePolicyRecord *record)
{
  static const char *const events[] = { "created", "closed", "last_contact" };
  g_autoptr (GString) words = g_string_new ("P");

  if (record == NULL || record->keep == LUWTE_KEEP_NONE)
    return g_strdup ("none");
  if (record->keep == LUWTE_KEEP_SESSION)
    return g_strdup ("session");
  if (record->term.months >= 12)
    g_string_append_printf (words, "%dY", record->term.months / 12);
  if (record->term.months % 12 > 0)
    g_string_append_printf (words, "%dM", record->term.months % 12);
  if (record->term.days > 0)
    g_string_append_printf (words, "%dD", record->term.days);
  g_string_append_printf (words, " %s", events[record->from]);
  return g_string_free_and_steal (g_steal_pointer (&words));
}

static JsonObject *
record_json (LuwtePolicyLine *line, const char *kind)
{
  return json_object_get_object_member (json_object_get_object_member (line->json, "records"),
                                        kind);
}

/* Whether a record could go later than before, by keep or by from. */
static gboolean
keeps_longer (LuwtePolicyRecord *before, LuwtePolicyRecord *after)
{
  if (after->keep == LUWTE_KEEP_NONE)
    return FALSE;
  if (before == NULL || before->keep < after->keep)
    return TRUE;
  if (after->keep == LUWTE_KEEP_SESSION)
    return FALSE;
  return after->from > before->from || is_longer (after->term, before->term);
}

static void
compare_rest (Compare *c, const char *key, LuwtePolicyLine *before, LuwtePolicyLine *after,
              const char *kind)
{
  JsonObject *old_json = record_json (before, kind), *new_json = record_json (after, kind);
  const char *old_more = json_object_get_string_member_with_default (old_json, "extend", "none");
  const char *new_more = json_object_get_string_member_with_default (new_json, "extend", "none");

  compare_items (c, key, json_object_get_array_member (new_json, "substitutes"),
                 json_object_get_array_member (old_json, "substitutes"), TRUE);
  if (is_longer_text (new_more, old_more))
    looser (c, key, old_more, new_more);
}

static void
compare_record (Compare *c, LuwtePolicyLine *before, LuwtePolicyLine *after, const char *kind)
{
  LuwtePolicyRecord *old_record = before != NULL ? g_hash_table_lookup (before->records, kind)
                                                 : NULL;
  LuwtePolicyRecord *new_record = g_hash_table_lookup (after->records, kind);
  g_autofree char *key = g_strdup_printf ("service_lines.%s.records.%s", after->id, kind);
  g_autofree char *keep = g_strconcat (key, ".keep", NULL);
  g_autofree char *leaves = g_strconcat (key, ".leaves", NULL);
  g_autofree char *readers = g_strconcat (key, ".readers", NULL);

  if (keeps_longer (old_record, new_record))
    {
      g_autofree char *old_words = keep_words (old_record), *new_words = keep_words (new_record);

      looser (c, keep, old_words, new_words);
    }
  if (old_record == NULL || new_record->keep == LUWTE_KEEP_NONE)
    return;
  if (new_record->leaves_topic && !old_record->leaves_topic)
    looser (c, leaves, "nothing", "topic");
  if ((new_record->readers & ~old_record->readers) != 0)
    looser (c, readers, json_object_get_string_member (record_json (before, kind), "readers"),
            json_object_get_string_member (record_json (after, kind), "readers"));
  compare_rest (c, key, before, after, kind);
}

static void
compare_line (Compare *c, LuwtePolicyLine *after)
{
  static const char *const dossiers[] = { "none", "notes", "therapy", NULL };
  static const char *const external[] = { "never", "allowed", NULL };
  LuwtePolicyLine *before = luwte_policy_line (c->before, after->id);
  g_autofree char *key = g_strdup_printf ("service_lines.%s", after->id);
  g_autoptr (GList) kinds = g_hash_table_get_keys (after->records);

  if (before == NULL)
    looser (c, key, NULL, after->id);
  else
    {
      const char *members[] = { "dossier", "external_dossier" };
      const char *const *orders[] = { dossiers, external };

      for (guint i = 0; i < G_N_ELEMENTS (members); i++)
        {
          const char *old_value = json_object_get_string_member (before->json, members[i]);
          const char *new_value = json_object_get_string_member (after->json, members[i]);
          g_autofree char *full = g_strconcat (key, ".", members[i], NULL);

          if (rank_of (orders[i], new_value) > rank_of (orders[i], old_value))
            looser (c, full, old_value, new_value);
        }
    }
  kinds = g_list_sort (kinds, (GCompareFunc) g_strcmp0);
  for (GList *l = kinds; l != NULL; l = l->next)
    compare_record (c, before, after, l->data);
}

/* The rest */

static void
compare_people (Compare *c)
{
  static const char *const told[] = { "never", "anonymised", "recorded", NULL };
  static const char *const objects[] = { "any_time", "on_request", NULL };
  static const char *const joins[] = { "free", "account", NULL };
  static const char *const sees[] = { "nobody", "lead", "everyone", NULL };
  static const char *const looks[] = { "none", "monthly", "deviation", NULL };

  compare_ranked (c, "/personal_data/default", told);
  compare_flag (c, "/personal_data/requires_consent", "false");
  compare_list (c, "/personal_data/purposes", TRUE);
  compare_ranked (c, "/personal_data/objection", objects);
  compare_ranked (c, "/identity/nicknames", joins);
  compare_list (c, "/identity/generic", FALSE);
  compare_ranked (c, "/identity/links", sees);
  compare_ranked (c, "/identity/counts", sees);
  compare_ranked (c, "/identity/seen_before", sees);
  compare_ranked (c, "/identity/overuse/definition", looks);
}

static void
compare_acts (Compare *c)
{
  static const char *const blocks[] = { "nobody", "lead", NULL };
  static const char *const consults[] = { "required", "preferred", NULL };
  JsonArray *ladder = luwte_policy_array (c->after, "/conduct/ladder");
  JsonArray *old_ladder = luwte_policy_array (c->before, "/conduct/ladder");

  compare_period (c, "/conduct/block_at_most", FALSE);
  compare_ranked (c, "/conduct/block_without_warning", blocks);
  /* A step on the way to a block that is left out, or a block that was not there. */
  if (has_item (ladder, "\"block\""))
    {
      compare_items (c, "conduct/ladder", old_ladder, ladder, FALSE);
      if (!has_item (old_ladder, "\"block\""))
        looser (c, "conduct/ladder", NULL, "block");
    }
  compare_period (c, "/review/expires", FALSE);
  compare_period (c, "/review/advice_keep", FALSE);
  compare_list (c, "/sharing/grounds", TRUE);
  compare_flag (c, "/sharing/discuss_first", "false");
  compare_ranked (c, "/sharing/consult", consults);
  compare_list (c, "/sharing/weigh", FALSE);
  compare_flag (c, "/sharing/anonymous_consultation", "true");
}

static void
compare_rights (Compare *c)
{
  static const char *const proofs[] = { "required", "no", NULL };
  static const char *const mails[] = { "none", "mail", NULL };
  static const char *const counts[] = { "off", "on", NULL };

  compare_ranked (c, "/rights/identity", proofs);
  compare_ranked (c, "/rights/ownership", proofs);
  compare_list (c, "/rights/kinds", FALSE);
  compare_period (c, "/rights/answer_within", FALSE);
  compare_flag (c, "/research/allowed", "true");
  compare_ranked (c, "/transcript/to_visitor", mails);
  compare_flag (c, "/figures/yearly", "true");
  compare_number (c, "/figures/small_cell", FALSE);
  compare_ranked (c, "/figures/counters", counts);
  compare_period (c, "/secrecy/renew", FALSE);
  compare_period (c, "/audit/keep", TRUE);
  if (is_longer_text (luwte_policy_hold_term (c->after), luwte_policy_hold_term (c->before)))
    looser (c, "holds/at_most", luwte_policy_hold_term (c->before),
            luwte_policy_hold_term (c->after));
}

/**
 * luwte_policy_loosened:
 * @before: the profile in use
 * @after: another one
 *
 * Returns: (transfer full) (element-type LuwteCode): each promise that @after loosens: its key, the
 *   value before as label, the value after as text; empty when it loosens none
 */
GPtrArray *
luwte_policy_loosened (LuwtePolicy *before, LuwtePolicy *after)
{
  static const char *const same[] = { "/id", "/time_zone" };
  Compare c = { before, after, g_ptr_array_new_with_free_func (g_object_unref) };

  g_return_val_if_fail (LUWTE_IS_POLICY (before) && LUWTE_IS_POLICY (after), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      const char *old_value = luwte_policy_value (before, same[i]);
      const char *new_value = luwte_policy_value (after, same[i]);

      if (!g_str_equal (old_value, new_value))
        looser (&c, same[i] + 1, old_value, new_value);
    }
  for (guint i = 0; i < after->lines->len; i++)
    compare_line (&c, g_ptr_array_index (after->lines, i));
  compare_people (&c);
  compare_acts (&c);
  compare_rights (&c);
  return c.looser;
}
