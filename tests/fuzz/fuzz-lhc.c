/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a Live Helper Chat server answers, read by every reader of the allow-list: whichever comes,
 * it is values within their bounds or an error, never a crash and never a text that is not UTF-8. */

#include <string.h>

#include "luwte-json.h"
#include "luwte-lhc-parse.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-session.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_text (const char *text)
{
  g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
}

static void
read_rows (JsonObject *answer)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_lhc_row_free);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_listed = 0;

  luwte_lhc_parse_closed (answer, G_MAXINT64, counts, &n_listed, NULL);
  if (!luwte_lhc_parse_rows (answer, rows, &n_listed, NULL))
    return;
  g_assert_cmpuint (rows->len, <=, n_listed);
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteLhcRow *row = g_ptr_array_index (rows, i);
      g_autoptr (LuwteSession) session = luwte_lhc_row_to_session (row, 2);

      g_assert_true (row->status == 0 || row->status == 1);
      check_text (row->nickname);
      check_text (row->department);
      check_text (row->subjects);
      check_text (luwte_session_get_nickname (session));
    }
}

static void
read_messages (JsonObject *answer)
{
  gint64 newest = 0;
  g_autoptr (GPtrArray) messages = luwte_lhc_parse_messages (answer, "7", 2, &newest, NULL);

  if (messages == NULL)
    return;
  g_assert_cmpint (newest, >=, 0);
  for (guint i = 0; i < messages->len; i++)
    check_text (luwte_message_get_text (g_ptr_array_index (messages, i)));
}

static void
read_question (JsonObject *answer)
{
  g_autoptr (LuwteQuestion) question = luwte_lhc_parse_question (answer, "7", NULL, 2, NULL);
  LuwteLhcMedia media = { 0 };

  if (question != NULL)
    {
      check_text (luwte_question_get_text (question));
      check_text (luwte_question_get_answer (question));
    }
  for (guint i = 0; i < 3; i++)
    if (luwte_lhc_parse_media (answer, 1220, i, &media, NULL))
      {
        check_text (media.name);
        g_assert_cmpint (media.size, >=, 0);
        g_clear_pointer (&media.name, g_free);
      }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) answer = luwte_json_parse_object ((const char *) data, size,
                                                           LUWTE_LHC_MAX_BYTES, NULL);
  gint64 id, at;
  gboolean hidden;

  if (g_utf8_validate_len ((const char *) data, size, NULL))
    {
      g_autofree char *text = g_strndup ((const char *) data, size);
      g_autofree char *out = luwte_lhc_text_out (text);
      g_autofree char *in = luwte_lhc_text_in (out);
      g_autofree char *trimmed = g_strdup (out);

      check_text (in);
      /* The server trims before it looks for a command. */
      g_assert_false (g_str_has_prefix (g_strstrip (trimmed), "!"));
    }
  if (answer == NULL)
    return 0;
  luwte_lhc_parse_check (200, answer, NULL);
  luwte_lhc_parse_user (answer, &id, &hidden, NULL);
  luwte_lhc_parse_sent (answer, &id, &at, NULL);
  read_rows (answer);
  read_messages (answer);
  read_question (answer);
  return 0;
}
