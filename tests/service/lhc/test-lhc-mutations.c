/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-lhc-parse.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-session.h"

/* Ten thousand answers of Live Helper Chat with bytes changed in them: whatever comes out is an error or
 * a value, and what the server says about who and where a visitor is, is in no value. The numbers are
 * always the same ones, so that what fails once fails again. (R5) */

#define ADDRESS   "203.0.113.77"
#define HASH      "kPDvnQxZilQEz1bLEbgtN7s6rQ5"
#define EMAIL     "iemand@example.org"
#define MUTATIONS 10000

static const char *const originals[] = {
  "{\"list\":[{\"id\":7,\"nick\":\"Roos\",\"status\":1,\"status_sub\":0,\"user_id\":2,\"time\":5,"
  "\"ip\":\"" ADDRESS "\",\"hash\":\"" HASH "\",\"department_name\":\"Jongeren\",\"subject\":[{"
  "\"id\":1,\"name\":\"Relaties\",\"color\":\"" ADDRESS "\"}],\"email\":\"" EMAIL "\"}],"
  "\"list_count\":1,\"error\":false}",
  "{\"error\":false,\"result\":{\"messages\":[{\"id\":3,\"msg\":\"hoi [file=1_" HASH "] ja\","
  "\"meta_msg\":\"\",\"time\":5,\"chat_id\":7,\"user_id\":0,\"ip\":\"" ADDRESS "\",\"media\":[{"
  "\"id\":1,\"size\":70,\"upload_name\":\"a.png\",\"hash\":\"" HASH "\",\"url\":\"http://" ADDRESS
  "/\"}]}],\"lmid\":0}}",
  "{\"error\":false,\"result\":{\"messages\":[{\"id\":3,\"msg\":\"[b]Visitor query[/b]:\\nmag ik?"
  "\\n\\n[b]Phone[/b]: \\n[b]E-mail[/b]: " EMAIL "\\n[b]Nick[/b]: x\",\"time\":5,\"chat_id\":7,"
  "\"user_id\":-1},{\"id\":4,\"msg\":\"ja\",\"time\":6,\"user_id\":2,\"ip\":\"" ADDRESS "\"}]}}",
  "{\"error\":false,\"r\":\"\",\"msg\":{\"id\":9,\"time\":5,\"ip\":\"" ADDRESS "\"}}",
  "{\"error\":false,\"result\":{\"id\":2,\"username\":\"f\",\"email\":\"" EMAIL
  "\",\"hide_online\":0,\"disabled\":0}}",
};

static void
assert_clean (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
  g_assert_true (text == NULL || strstr (text, ADDRESS) == NULL);
}

/* What identifies is one changed byte away from being something else; then it says nothing. */
static void
assert_hidden (const char *text)
{
  assert_clean (text);
  g_assert_true (text == NULL || strstr (text, HASH) == NULL);
  g_assert_true (text == NULL || strstr (text, EMAIL) == NULL);
}

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

static gboolean
read_rows (JsonObject *answer)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_lhc_row_free);
  guint n_listed = 0;
  gboolean read = luwte_lhc_parse_rows (answer, rows, &n_listed, NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (LuwteSession) session = luwte_lhc_row_to_session (rows->pdata[i], 2);

      assert_hidden (luwte_session_get_id (session));
      assert_hidden (luwte_session_get_nickname (session));
      assert_hidden (luwte_session_get_department (session));
      assert_hidden (luwte_session_get_subjects (session));
    }
  return read;
}

static gboolean
read_messages (JsonObject *answer)
{
  gint64 newest = 0;
  g_autoptr (GPtrArray) messages = luwte_lhc_parse_messages (answer, "7", 2, &newest, NULL);
  g_autoptr (LuwteQuestion) question = luwte_lhc_parse_question (answer, "7", NULL, 2, NULL);
  LuwteLhcMedia media = { 0 };

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    assert_clean (luwte_message_get_text (messages->pdata[i]));
  if (question != NULL)
    {
      assert_clean (luwte_question_get_text (question));
      assert_clean (luwte_question_get_answer (question));
    }
  if (luwte_lhc_parse_media (answer, 3, 0, &media, NULL))
    assert_hidden (media.name);
  g_free (media.name);
  return messages != NULL || question != NULL;
}

static gboolean
read_all (const char *text, gsize length)
{
  g_autoptr (JsonObject) answer = luwte_json_parse_object (text, length, LUWTE_LHC_MAX_BYTES, NULL);
  gboolean hidden = FALSE, read;
  gint64 id = 0, at = 0;

  if (answer == NULL)
    return FALSE;
  luwte_lhc_parse_check (200, answer, NULL);
  read = read_rows (answer);
  read |= read_messages (answer);
  read |= luwte_lhc_parse_sent (answer, &id, &at, NULL);
  read |= luwte_lhc_parse_user (answer, &id, &hidden, NULL);
  return read;
}

/* As they were sent, the hash and the address of who asked are in nothing that is read either. */
static void
test_originals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (originals); i++)
    {
      g_autoptr (JsonObject) answer = luwte_json_parse_object (originals[i], strlen (originals[i]),
                                                               LUWTE_LHC_MAX_BYTES, NULL);
      gint64 newest = 0;
      g_autoptr (GPtrArray) messages = luwte_lhc_parse_messages (answer, "7", 2, &newest, NULL);
      g_autoptr (LuwteQuestion) question = luwte_lhc_parse_question (answer, "7", NULL, 2, NULL);

      g_assert_true (read_all (originals[i], strlen (originals[i])));
      for (guint j = 0; messages != NULL && j < messages->len; j++)
        assert_hidden (luwte_message_get_text (messages->pdata[j]));
      if (question != NULL)
        assert_hidden (luwte_question_get_text (question));
    }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261126);
  guint understood = 0;

  for (guint i = 0; i < MUTATIONS; i++)
    {
      GString *text = mutate (random, originals[i % G_N_ELEMENTS (originals)]);

      understood += read_all (text->str, text->len);
      g_string_free (text, TRUE);
    }
  g_assert_cmpuint (understood, >, MUTATIONS / 100);
  g_assert_cmpuint (understood, <, MUTATIONS);
  g_test_message ("%u of %u were still understood", understood, MUTATIONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lhc/mutations/originals", test_originals);
  g_test_add_func ("/lhc/mutations/changed", test_mutations);
  return g_test_run ();
}
