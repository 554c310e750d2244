/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The five profiles against the five statements, fact by fact: a fact is a place in a profile and
 * what must stand there. What a statement is silent about is "unspecified" there, and asked. */

#include "luwte-code.h"
#include "luwte-policy-private.h"

#include <string.h>

#define OPEN "\"unspecified\""

typedef struct
{
  const char *profile;
  const char *place; /* items of a list by their "id", "code" or "number" */
  const char *value; /* as JSON; NULL: it is not there; "*": anything */
} Fact;

static gboolean
has_name (JsonNode *item, const char *name)
{
  static const char *const members[] = { "id", "code", "number", "to" };

  if (!JSON_NODE_HOLDS_OBJECT (item))
    return JSON_NODE_HOLDS_VALUE (item) && g_strcmp0 (json_node_get_string (item), name) == 0;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (json_node_get_object (item), members[i]))
      return g_str_equal (json_object_get_string_member (json_node_get_object (item), members[i]),
                          name);
  return FALSE;
}

static JsonNode *
step (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *item = json_array_get_element (json_node_get_array (node), i);

      if (has_name (item, name))
        return item;
    }
  return NULL;
}

static void
check (const Fact *fact)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled (fact->profile, NULL, &error);
  g_auto (GStrv) names = g_strsplit (fact->place, "/", -1);
  g_autofree char *found = NULL;
  JsonNode *node;

  g_assert_no_error (error);
  node = policy->root;
  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    node = step (node, names[i]);
  g_test_message ("%s %s", fact->profile, fact->place);
  found = node != NULL ? json_to_string (node, FALSE) : NULL;
  if (g_strcmp0 (fact->value, "*") == 0)
    g_assert_nonnull (found);
  else
    g_assert_cmpstr (found, ==, fact->value);
}

#define CHECK(facts)                               \
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++) \
  check (&facts[i])

/* R6, R7, R8, R12, R13: who knows an address, and what one is told about it. */
static void
test_anonymity (void)
{
  static const Fact facts[] = {
    { "fier", "identity/links", "\"lead\"" },
    { "csg", "identity/links", "\"lead\"" },
    { "fara", "identity/links", "\"nobody\"" },
    { "veiligsamen", "identity/links", "\"nobody\"" },
    { "pratenonline", "identity/links", "\"nobody\"" },
    { "fier", "identity/counts", "\"nobody\"" },
    { "csg", "identity/counts", "\"nobody\"" },
    { "pratenonline", "identity/counts", "\"lead\"" },
    { "pratenonline", "ready_replies/limits", "*" },
    { "fier", "ready_replies/anonymity", "*" },
    { "fier", "processors", "*" },
    { "csg", "processors", "*" },
    { "veiligsamen", "personal_data/default", "\"never\"" },
    { "fier", "circumstances/anonymous", "*" },
    { "fier", "circumstances/not_anonymous", "*" },
    { "fier", "circumstances/in_care_here", "*" },
    { "csg", "circumstances/no_care", "*" },
    { "csg", "circumstances/in_care_here", "*" },
  };

  CHECK (facts);
}

/* R4, R55, R56: no profile can show links or counts to anybody but the lead, and what counts as
 * over-use is asked where it is not said. */
static void
test_links (void)
{
  static const Fact facts[] = {
    { "pratenonline", "identity/overuse/definition", OPEN },
    { "pratenonline", "identity/overuse/contacts", OPEN },
    { "pratenonline", "identity/overuse/days", OPEN },
    { "fier", "identity/overuse/definition", "\"none\"" },
    { "pratenonline", "conduct/ladder", "[\"agree\"]" },
    { "pratenonline", "ready_replies/overuse", "*" },
  };
  static const char *const wider[] = { "\"everyone\"", "\"counsellor\"", "\"team\"", "true" };
  g_autoptr (LuwtePolicy) fier = luwte_policy_load_bundled ("fier", NULL, NULL);
  gsize length;
  const char *json = g_bytes_get_data (luwte_policy_get_json (fier), &length);

  CHECK (facts);
  for (guint i = 0; i < G_N_ELEMENTS (wider); i++)
    {
      g_autoptr (GString) text = g_string_new_len (json, (gssize) length);
      g_autofree char *links = g_strconcat ("\"links\": ", wider[i], NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, "\"links\": \"lead\"", links, 0), ==, 1);
      bytes = g_bytes_new (text->str, text->len);
      g_assert_null (luwte_policy_load_bytes (bytes, "x", NULL, &error));
      g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
    }
}

/* R18, R19, R21, R23, R31, R33, R34, R35, R98: accounts, channels, what is said in a conversation. */
static void
test_conversation (void)
{
  static const Fact facts[] = {
    { "csg", "ready_replies/password", "*" },
    { "csg", "conduct/house_rules", "*" },
    { "csg", "ready_replies/house_rules", "*" },
    { "csg", "processors", "*" },
    { "fier", "processors", "*" },
    { "fara", "processors", "*" },
    { "pratenonline", "transcript/to_visitor", "\"mail\"" },
    { "veiligsamen", "transcript/to_visitor", "\"none\"" },
    { "veiligsamen", "ready_replies/code", "*" },
    { "fara", "transcript/to_visitor", OPEN },
    { "fier", "transcript/to_visitor", OPEN },
    { "csg", "transcript/to_visitor", OPEN },
    { "fara", "ready_replies/private_browsing", "*" },
    { "fara", "ready_replies/calling_hidden", "*" },
    { "fara", "ready_replies/separate_mail", "*" },
    { "pratenonline", "ready_replies/links", "*" },
    { "pratenonline", "ready_replies/call_112", "*" },
    { "fara", "emergency/112", "*" },
    { "fier", "emergency/112", "*" },
    { "csg", "emergency/112", "*" },
    { "veiligsamen", "emergency/112", "*" },
    { "pratenonline", "emergency/112", "*" },
    { "fara", "service_lines/social/channels", "[\"social\"]" },
    { "fara", "service_lines/face_to_face/channels", "[\"face_to_face\"]" },
  };

  CHECK (facts);
}

/* R14, R15, R26, R27, R75: no dossier, no link to one elsewhere, no print, no forwarding, no
 * self-test. */
static void
test_never (void)
{
  static const Fact facts[] = {
    { "veiligsamen", "service_lines/question/dossier", "\"none\"" },
    { "veiligsamen", "service_lines/question/external_dossier", "\"never\"" },
    { "veiligsamen", "output/print", "\"never\"" },
    { "veiligsamen", "output/forward", "\"never\"" },
    { "pratenonline", "service_lines/therapy/records/test", "*" },
    { "pratenonline", "service_lines/therapy/records/selftest", NULL },
    { "pratenonline", "service_lines/chat/records/test", NULL },
    { "pratenonline", "service_lines/therapy/dossier", "\"therapy\"" },
  };

  CHECK (facts);
}

/* R37, R38, R39, R41, R43, R45, R91: notes, whose they are, and what may stand in them. */
static void
test_notes (void)
{
  static const Fact facts[] = {
    { "fier", "service_lines/chat/records/note/readers", "\"team\"" },
    { "fier", "service_lines/chat/records/personal_note/readers", "\"author\"" },
    { "csg", "service_lines/chat/records/note/readers", "\"team\"" },
    { "csg", "service_lines/chat/records/personal_note", NULL },
    { "fara", "service_lines/chat/records/note/readers", "\"team\"" },
    { "veiligsamen", "service_lines/question/records/question/readers", "\"author\"" },
    { "pratenonline", "service_lines/therapy/records/note/readers", "\"author_and_substitutes\"" },
    { "fara", "personal_data/default", "\"anonymised\"" },
    { "fara", "personal_data/requires_consent", "true" },
    { "fara", "personal_data/objection", "\"any_time\"" },
    { "fara", "personal_data/purposes", "*" },
    { "csg", "personal_data/requires_consent", "true" },
    { "fier", "personal_data/requires_consent", "true" },
    { "veiligsamen", "circumstances/undergoes", "*" },
    { "veiligsamen", "figures/counters", "\"on\"" },
    { "fier", "figures/counters", OPEN },
    { "csg", "figures/counters", OPEN },
  };

  CHECK (facts);
}

/* R71, R72, R73, R74: how long, from when, and what stays. */
static void
test_terms (void)
{
  static const Fact facts[] = {
    { "fier", "service_lines/chat/records/note/keep", "\"P2Y\"" },
    { "fier", "service_lines/chat/records/note/from", OPEN },
    { "fier", "service_lines/chat/records/note/leaves", "\"topic\"" },
    { "csg", "service_lines/chat/records/message/keep", "\"P2Y\"" },
    { "csg", "service_lines/chat/records/message/from", OPEN },
    { "csg", "service_lines/chat/records/message/leaves", "\"topic\"" },
    { "fara", "service_lines/chat/records/note/keep", OPEN },
    { "fara", "service_lines/chat/records/note/from", OPEN },
    { "veiligsamen", "service_lines/question/records/question/keep", "\"P1M\"" },
    { "veiligsamen", "service_lines/question/records/question/from", "\"created\"" },
    { "veiligsamen", "service_lines/question/records/note/keep", "\"none\"" },
    { "pratenonline", "service_lines/therapy/records/note/keep", OPEN },
    { "pratenonline", "unspecified/therapy.keep", "\"P15Y\"" },
    { "pratenonline", "service_lines/therapy/records/note/from", "\"last_contact\"" },
    { "pratenonline", "service_lines/chat/records/note/keep", OPEN },
  };

  CHECK (facts);
}

/* R52, R53, R54, R59, R61, R62, R63, R64, R65, R66, R67, R69, R70: nuisance, danger, sharing. */
static void
test_sharing (void)
{
  static const Fact facts[] = {
    { "fier", "conduct/ladder", "[\"warn\",\"block\"]" },
    { "csg", "conduct/ladder", "[\"warn\",\"block\"]" },
    { "fara", "conduct/ladder", "[]" },
    { "fier", "conduct/block_without_warning", "\"nobody\"" },
    { "fier", "conduct/block_at_most", OPEN },
    { "fier", "ready_replies/warning", "*" },
    { "fier", "sharing/grounds/direct_danger", "*" },
    { "fier", "sharing/grounds/long_unsafe", "*" },
    { "csg", "sharing/grounds/self_or_others", "*" },
    { "csg", "sharing/grounds/serious_harm", "*" },
    { "csg", "sharing/anonymous_consultation", "true" },
    { "fier", "sharing/anonymous_consultation", "false" },
    { "fier", "sharing/discuss_first", "true" },
    { "csg", "sharing/discuss_first", "true" },
    { "fara", "sharing/grounds/emergency", "*" },
    { "fara", "sharing/consult", "\"preferred\"" },
    { "fier", "sharing/consult", OPEN },
    { "pratenonline", "sharing/weigh", "[\"proportionality\",\"subsidiarity\"]" },
    { "pratenonline", "sharing/grounds/conflict_of_duties", "*" },
    { "veiligsamen", "sharing/grounds", "[]" },
    { "fier", "sharing/consents/own_helper", "*" },
    { "csg", "sharing/consents/three_way_call", "*" },
    { "fara", "sharing/consents/video", "*" },
  };

  CHECK (facts);
}

/* R82, R83, R84, R85, R87, R88, R89, R92, R93, R94: rights, research, complaints. */
static void
test_rights (void)
{
  static const Fact facts[] = {
    { "fier", "rights/identity", "\"required\"" },
    { "csg", "rights/identity", "\"required\"" },
    { "pratenonline", "rights/ownership", "\"required\"" },
    { "fara", "rights/kinds", "[\"objection\"]" },
    { "veiligsamen", "rights/kinds", "[\"complaint\"]" },
    { "fier", "rights/anonymous_requests", "\"refused\"" },
    { "fier", "ready_replies/anonymous_request", "*" },
    { "csg", "ready_replies/anonymous_request", "*" },
    { "fier", "research/allowed", "true" },
    { "csg", "research/allowed", "true" },
    { "pratenonline", "research/allowed", "true" },
    { "fara", "research/allowed", "false" },
    { "veiligsamen", "research/allowed", "false" },
    { "pratenonline", "research/objection", "\"recorded\"" },
    { "fier", "complaints/chat@fier.nl", "*" },
    { "fier", "complaints/FG@fier.nl", "*" },
    { "fier", "complaints/autoriteitpersoonsgegevens.nl", "*" },
    { "fier", "ready_replies/complaint", "*" },
    { "csg", "complaints/centrumseksueelgeweld.nl", "*" },
    { "veiligsamen", "ready_replies/complaint", "*" },
    { "pratenonline", "complaints", "*" },
    { "csg", "ready_replies/tips", "*" },
  };

  CHECK (facts);
}

/* R95: each has a version, a date, and the statement that it was made from. */
static void
test_version (void)
{
  const char *const *names = luwte_policy_bundled ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      static const char *const places[] = { "version", "date", "source/title", "source/date" };

      for (guint j = 0; j < G_N_ELEMENTS (places); j++)
        check (&(Fact) { names[i], places[j], "*" });
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/seeds/anonymity", test_anonymity);
  g_test_add_func ("/policy/seeds/links", test_links);
  g_test_add_func ("/policy/seeds/conversation", test_conversation);
  g_test_add_func ("/policy/seeds/never", test_never);
  g_test_add_func ("/policy/seeds/notes", test_notes);
  g_test_add_func ("/policy/seeds/terms", test_terms);
  g_test_add_func ("/policy/seeds/sharing", test_sharing);
  g_test_add_func ("/policy/seeds/rights", test_rights);
  g_test_add_func ("/policy/seeds/version", test_version);
  return g_test_run ();
}
