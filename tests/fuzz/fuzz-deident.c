/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a text: the offsets are inside it, in order and apart; a word that the case was told
 * is in no redacted text; and whoever answers what is asked comes to an end. */

#include <string.h>

#include "luwte-deident-case.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_apart (const LuwteDeidentSpan *spans, guint n, glong length)
{
  guint end = 0;

  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (spans[i].start, >=, end);
      g_assert_cmpuint (spans[i].end, >, spans[i].start);
      end = spans[i].end;
    }
  g_assert_cmpuint (end, <=, length);
}

/* Every other one tells who somebody is. */
static void
answer_all (LuwteDeidentCase *self, gsize size)
{
  const LuwteDeidentQuestion *open;
  g_autofree char *redacted = NULL;
  guint n;

  for (guint i = 0; i <= size; i++)
    {
      open = luwte_deident_case_get_questions (self, &n);
      if (n == 0)
        break;
      g_assert_true (luwte_deident_case_answer (self, open[0].id,
                                                i % 2 == 0 ? LUWTE_DEIDENT_ANSWER_REMOVE
                                                           : LUWTE_DEIDENT_ANSWER_KEEP));
    }
  g_assert_true (luwte_deident_case_may_seal (self, NULL));
  redacted = luwte_deident_case_redact (self, 0);
  g_assert_true (strstr (redacted, "[?]") == NULL ||
                 strstr (luwte_deident_case_get_text (self, 0), "[?]") != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static LuwteDeident *deident = NULL;
  g_autoptr (LuwteDeidentCase) self = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *redacted = NULL;
  g_autofree char *framed = NULL;
  const LuwteDeidentSpan *spans;
  guint n_spans;
  guint n_questions;
  glong length;

  if (deident == NULL)
    deident = luwte_deident_new (NULL);
  self = luwte_deident_case_new (deident);
  luwte_deident_case_add_known (self, LUWTE_DEIDENT_NICK, "beertje");
  luwte_deident_case_add_text (self, text);
  spans = luwte_deident_case_get_spans (self, 0, &n_spans);
  length = g_utf8_strlen (luwte_deident_case_get_text (self, 0), -1);
  redacted = luwte_deident_case_redact (self, 0);
  g_assert_true (g_utf8_validate (redacted, -1, NULL));
  framed = g_strconcat (" ", redacted, " ", NULL);
  g_assert_null (strstr (framed, " beertje "));
  check_apart (spans, n_spans, length);
  spans = luwte_deident_case_get_doubtful (self, 0, &n_spans);
  check_apart (spans, n_spans, length);
  luwte_deident_case_get_questions (self, &n_questions);
  g_assert_true (luwte_deident_case_may_seal (self, NULL) == (n_questions == 0));
  answer_all (self, size);
  return 0;
}
