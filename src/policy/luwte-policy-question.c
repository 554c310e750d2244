/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked at set-up about that on which the statement is silent, in words. */

#include "luwte-policy-private.h"

#include "luwte-policy-words-private.h"

/* A profile may have its own words; else they are made from the key's last part. */
char *
luwte_policy_question (LuwtePolicy *self, const char *key, const char *language)
{
  LuwteWords words = luwte_words_of (language);
  JsonNode *questions = luwte_policy_node (self, "/questions");
  const char *dot = strrchr (key, '.');
  const char *field = dot != NULL ? dot + 1 : key;
  g_autofree char *about = dot != NULL ? g_strdup_printf (" (%.*s)", (int) (dot - key), key)
                                       : g_strdup ("");

  if (questions != NULL && json_object_has_member (json_node_get_object (questions), key))
    return g_strdup (luwte_policy_text (
        self, json_object_get_object_member (json_node_get_object (questions), key), language));
  if (g_str_equal (field, "keep"))
    return g_strdup_printf (
        LUWTE_SAY (words, "How long is it kept%s? The statement does not say.",
                   "Hoelang blijft het bewaard%s? De verklaring zegt het niet."),
        about);
  if (g_str_equal (field, "from"))
    return g_strdup_printf (LUWTE_SAY (words, "From when does the period count%s?",
                                       "Vanaf wanneer telt de bewaartermijn%s?"),
                            about);
  return g_strdup_printf (LUWTE_SAY (words, "What holds for “%s”? The statement does not say.",
                                     "Wat geldt voor “%s”? De verklaring zegt het niet."),
                          key);
}

/* A value that was chosen, as people read it: "P2Y" is "two years". */
char *
luwte_policy_choice_words (const char *value, const char *language)
{
  static const LuwteWord values[] = {
    { "created", { "from when it was made", "vanaf het maken" } },
    { "closed", { "from the closing of the conversation", "vanaf het afsluiten van het gesprek" } },
    { "last_contact", { "from the last contact", "vanaf het laatste contact" } },
    { "session", { "until the conversation is closed", "tot het gesprek wordt afgesloten" } },
    { "none", { "no", "nee" } },
    { "off", { "no", "nee" } },
    { "on", { "yes", "ja" } },
    { "mail", { "yes, by mail", "ja, per mail" } },
    { "preferred", { "where possible", "als het kan" } },
    { "required", { "always", "altijd" } },
    { "monthly", { "by a fixed number", "bij een vast aantal" } },
    { "deviation", { "when it is more than is usual", "als het meer is dan gewoonlijk" } },
  };
  LuwteWords words = luwte_words_of (language);
  LuwtePeriod period;

  if (luwte_period_parse (value, &period))
    return luwte_words_period (words, period);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].code, value))
      return g_strdup (values[i].words[words]);
  return g_strdup (value);
}
