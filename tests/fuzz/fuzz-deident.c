/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a text: the offsets are inside it, in order and apart; a word that the case was told
 * is in no redacted text. */

#include <string.h>

#include "luwte-deident-case.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

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
  guint end = 0;
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
  for (guint i = 0; i < n_spans; i++)
    {
      g_assert_cmpuint (spans[i].start, >=, end);
      g_assert_cmpuint (spans[i].end, >, spans[i].start);
      end = spans[i].end;
    }
  g_assert_cmpuint (end, <=, length);
  luwte_deident_case_get_questions (self, &n_questions);
  g_assert_true (luwte_deident_case_may_seal (self, NULL) == (n_questions == 0));
  return 0;
}
