/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-bridge-parse.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-session.h"
#include "luwte-team-message.h"

/* Ten thousand answers and events with bytes changed in them: whatever comes out is an error or a
 * value, and the address that a server added by mistake is in no value. The numbers are always the
 * same ones, so that what fails once fails again. */

#define ADDRESS   "203.0.113.77"
#define MUTATIONS 10000

static const char *const originals[] = {
  "{\"trace\":{\"ip\":\"" ADDRESS "\"},\"epoch\":\"e1\",\"seq\":4,\"sessions\":[{\"id\":\"s1\","
  "\"nickname\":\"Roos\",\"state\":\"active\",\"waiting_since\":5,\"last\":{\"text\":\"hoi\","
  "\"at\":6},\"handover\":{\"from\":\"S\",\"note\":\"moe\",\"consent\":true}}]}",
  "{\"trace\":{\"ip\":\"" ADDRESS "\"},\"messages\":[{\"id\":\"m1\",\"session\":\"s1\","
  "\"from\":\"visitor\",\"at\":5,\"text\":\"hoi\",\"author\":\"N\"}],\"more\":false}",
  "{\"trace\":{\"ip\":\"" ADDRESS "\"},\"questions\":[{\"id\":\"q1\",\"state\":\"open\","
  "\"asked_at\":5,\"text\":\"hoe?\"}]}",
  "{\"seq\":7,\"trace\":{\"ip\":\"" ADDRESS "\"},\"type\":\"session\",\"session\":{\"id\":\"s1\","
  "\"nickname\":\"Roos\",\"state\":\"waiting\",\"waiting_since\":5}}",
  "{\"seq\":8,\"trace\":{\"ip\":\"" ADDRESS "\"},\"type\":\"message\",\"message\":{\"id\":\"m1\","
  "\"session\":\"s1\",\"from\":\"visitor\",\"at\":5,\"text\":\"hoi\"}}",
  "{\"seq\":9,\"trace\":{\"ip\":\"" ADDRESS "\"},\"type\":\"question\",\"question\":{"
  "\"id\":\"q1\",\"state\":\"open\",\"asked_at\":5,\"text\":\"hoe?\"}}",
};

static void
assert_clean (gpointer object)
{
  guint n = 0;
  g_autofree GParamSpec **specs = NULL;

  if (object == NULL)
    return;
  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n);
  for (guint i = 0; i < n; i++)
    if (specs[i]->value_type == G_TYPE_STRING)
      {
        g_autofree char *text = NULL;

        g_object_get (object, specs[i]->name, &text, NULL);
        g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
        g_assert_true (text == NULL || strstr (text, ADDRESS) == NULL);
      }
}

static void
assert_all_clean (GPtrArray *objects)
{
  for (guint i = 0; objects != NULL && i < objects->len; i++)
    assert_clean (g_ptr_array_index (objects, i));
}

/* One to three bytes changed or put in, and now and then the end cut off. */
static GString *
mutate (GRand *random, const char *original)
{
  GString *text = g_string_new (original);
  guint n = g_rand_int_range (random, 1, 4);

  for (guint i = 0; i < n; i++)
    {
      gsize at = g_rand_int_range (random, 0, text->len);
      char byte = (char) g_rand_int_range (random, 0, 256);

      if (g_rand_boolean (random))
        text->str[at] = byte;
      else
        g_string_insert_c (text, at, byte);
    }
  if (g_rand_int_range (random, 0, 10) == 0)
    g_string_truncate (text, g_rand_int_range (random, 0, text->len));
  return text;
}

static guint
read_all (const char *text, gsize length)
{
  g_auto (LuwteBridgeEvent) event = { 0 };
  g_autoptr (JsonObject) answer = luwte_json_parse_object (text, length, 1000000, NULL);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) questions = NULL;
  g_autoptr (GPtrArray) team = NULL;
  const char *epoch;
  gint64 seq;
  gboolean more;

  if (answer != NULL)
    {
      sessions = luwte_bridge_parse_sessions (answer, &epoch, &seq, NULL);
      messages = luwte_bridge_parse_messages (answer, &more, NULL);
      questions = luwte_bridge_parse_questions (answer, NULL);
      team = luwte_bridge_parse_team (answer, NULL);
    }
  assert_all_clean (sessions);
  assert_all_clean (messages);
  assert_all_clean (questions);
  assert_all_clean (team);
  if (luwte_bridge_parse_event (text, length, &event, NULL))
    {
      assert_clean (event.session);
      assert_clean (event.message);
      assert_clean (event.question);
    }
  return sessions != NULL || messages != NULL || questions != NULL || event.session != NULL ||
         event.message != NULL || event.question != NULL;
}

static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261125);
  guint understood = 0;

  for (guint i = 0; i < G_N_ELEMENTS (originals); i++)
    g_assert_cmpuint (read_all (originals[i], strlen (originals[i])), ==, 1);
  for (guint i = 0; i < MUTATIONS; i++)
    {
      GString *text = mutate (random, originals[i % G_N_ELEMENTS (originals)]);

      understood += read_all (text->str, text->len);
      g_string_free (text, TRUE);
    }
  /* Some still read as values: the mutations did not only break the JSON. */
  g_assert_cmpuint (understood, >, MUTATIONS / 100);
  g_assert_cmpuint (understood, <, MUTATIONS);
  g_test_message ("%u of %u were still understood", understood, MUTATIONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bridge/mutations", test_mutations);
  return g_test_run ();
}
