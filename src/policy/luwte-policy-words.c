/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words for the codes of a profile, in English and in Dutch. */

#include "luwte-policy-words-private.h"

static const LuwteWord kinds[] = {
  { "note", { "notes", "aantekeningen" } },
  { "personal_note", { "personal notes", "persoonlijke aantekeningen" } },
  { "message", { "conversations", "gesprekken" } },
  { "question", { "questions", "vragen" } },
  { "test", { "completed tests", "ingevulde tests" } },
  { "contact", { "contacts by other channels", "contacten langs andere wegen" } },
  { "consent", { "consents", "toestemmingen" } },
  { "agreement", { "agreements", "afspraken" } },
  { "warning", { "warnings", "waarschuwingen" } },
  { "flag", { "flags for the review", "markeringen voor het overleg" } },
  { "request", { "requests", "verzoeken" } },
  { "referral", { "referrals", "doorverwijzingen" } },
  { "disclosure", { "disclosures", "doorbrekingen van de geheimhouding" } },
  { "advice", { "advice of the review", "adviezen uit het overleg" } },
};

static const LuwteWord channels[] = {
  { "chat", { "chat", "chat" } },
  { "phone", { "phone", "telefoon" } },
  { "mail", { "mail", "mail" } },
  { "face_to_face", { "meeting in person", "een gesprek ter plaatse" } },
  { "video", { "video call", "beeldbellen" } },
  { "social", { "social media", "sociale media" } },
  { "question", { "a question form", "een vraagformulier" } },
};

static const LuwteWord events[] = {
  { "created", { "after they were made", "nadat ze gemaakt zijn" } },
  { "closed", { "after the conversation was closed", "na het afsluiten van het gesprek" } },
  { "last_contact", { "after the last contact", "na het laatste contact" } },
};

static const LuwteWord readers[] = {
  { "author", { "the one who wrote them, alone", "alleen wie ze schreef" } },
  { "author_and_substitutes",
    { "the one who wrote them and named substitutes", "wie ze schreef en aangewezen vervangers" } },
  { "team", { "the team", "het team" } },
  { "lead", { "the one who wrote them and the lead", "wie ze schreef en de teamleider" } },
};

static const LuwteWord namers[] = {
  { "author", { "the one who wrote them", "wie ze schreef" } },
  { "lead", { "the lead", "de teamleider" } },
};

static const LuwteWord rights[] = {
  { "access", { "access", "inzage" } },
  { "addition", { "addition", "aanvulling" } },
  { "correction", { "correction", "verbetering" } },
  { "erasure", { "erasure", "wissen" } },
  { "objection", { "objection", "bezwaar" } },
  { "complaint", { "a complaint", "een klacht" } },
};

static const LuwteWord steps[] = {
  { "warn", { "warn", "waarschuwen" } },
  { "agree", { "make agreements", "afspraken maken" } },
  { "block", { "block", "blokkeren" } },
};

static const char *
find (const LuwteWord *list, gsize length, LuwteWords words, const char *code)
{
  for (gsize i = 0; i < length; i++)
    if (g_str_equal (list[i].code, code))
      return list[i].words[words];
  return code;
}

#define FIND(list, words, code) find (list, G_N_ELEMENTS (list), words, code)

LuwteWords
luwte_words_of (const char *language)
{
  return language != NULL && g_str_has_prefix (language, "nl") ? LUWTE_WORDS_NL : LUWTE_WORDS_EN;
}

const char *
luwte_words_kind (LuwteWords words, const char *kind)
{
  return FIND (kinds, words, kind);
}

const char *
luwte_words_channel (LuwteWords words, const char *channel)
{
  return FIND (channels, words, channel);
}

const char *
luwte_words_event (LuwteWords words, const char *from)
{
  return FIND (events, words, from);
}

const char *
luwte_words_reader (LuwteWords words, const char *reader)
{
  return FIND (readers, words, reader);
}

const char *
luwte_words_namer (LuwteWords words, const char *namer)
{
  return FIND (namers, words, namer);
}

const char *
luwte_words_right (LuwteWords words, const char *right)
{
  return FIND (rights, words, right);
}

const char *
luwte_words_step (LuwteWords words, const char *step)
{
  return FIND (steps, words, step);
}

static char *
number (LuwteWords words, int n)
{
  static const char *const names[][2] = {
    { "zero", "nul" },      { "one", "een" },    { "two", "twee" }, { "three", "drie" },
    { "four", "vier" },     { "five", "vijf" },  { "six", "zes" },  { "seven", "zeven" },
    { "eight", "acht" },    { "nine", "negen" }, { "ten", "tien" }, { "eleven", "elf" },
    { "twelve", "twaalf" },
  };

  if (n == 15)
    return g_strdup (LUWTE_SAY (words, "fifteen", "vijftien"));
  if (n == 20)
    return g_strdup (LUWTE_SAY (words, "twenty", "twintig"));
  if (n >= 0 && n < (int) G_N_ELEMENTS (names))
    return g_strdup (names[n][words]);
  return g_strdup_printf ("%d", n);
}

static void
add_part (GPtrArray *parts, LuwteWords words, int n, const char *one, const char *more)
{
  g_autofree char *text = number (words, n);

  if (n > 0)
    g_ptr_array_add (parts, g_strdup_printf ("%s %s", text, n == 1 ? one : more));
}

/* "two years", "a month" written out: "één jaar en zes maanden" has no accent in running text. */
char *
luwte_words_period (LuwteWords words, LuwtePeriod period)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int weeks = period.days % 7 == 0 ? period.days / 7 : 0;
  int days = weeks > 0 ? 0 : period.days;

  add_part (parts, words, period.months / 12, LUWTE_SAY (words, "year", "jaar"),
            LUWTE_SAY (words, "years", "jaar"));
  add_part (parts, words, period.months % 12, LUWTE_SAY (words, "month", "maand"),
            LUWTE_SAY (words, "months", "maanden"));
  add_part (parts, words, weeks, LUWTE_SAY (words, "week", "week"),
            LUWTE_SAY (words, "weeks", "weken"));
  add_part (parts, words, days, LUWTE_SAY (words, "day", "dag"),
            LUWTE_SAY (words, "days", "dagen"));
  return luwte_words_list (words, parts);
}

/* "22 November 2026" */
char *
luwte_words_date (LuwteWords words, const char *iso)
{
  static const char *const months[][2] = {
    { "January", "januari" }, { "February", "februari" }, { "March", "maart" },
    { "April", "april" },     { "May", "mei" },           { "June", "juni" },
    { "July", "juli" },       { "August", "augustus" },   { "September", "september" },
    { "October", "oktober" }, { "November", "november" }, { "December", "december" }
  };
  int year, month, dom;
  LuwteDay day;

  if (!luwte_day_from_iso (iso, &day))
    return g_strdup (iso);
  luwte_day_to_ymd (day, &year, &month, &dom);
  return g_strdup_printf ("%d %s %d", dom, months[month - 1][words], year);
}

/* "a, b and c" */
char *
luwte_words_list (LuwteWords words, GPtrArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append (text, i + 1 < items->len ? ", " : LUWTE_SAY (words, " and ", " en "));
      g_string_append (text, g_ptr_array_index (items, i));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The same text, beginning with a capital. */
char *
luwte_words_capital (const char *text)
{
  g_autofree char *first = *text != '\0' ? g_utf8_strup (text, g_utf8_next_char (text) - text)
                                         : NULL;

  return first != NULL ? g_strconcat (first, g_utf8_next_char (text), NULL) : g_strdup ("");
}

const char *
luwte_policy_word_channel (const char *channel, const char *language)
{
  return luwte_words_channel (luwte_words_of (language), channel);
}

const char *
luwte_policy_word_request (const char *kind, const char *language)
{
  return luwte_words_right (luwte_words_of (language), kind);
}

char *
luwte_policy_word_day (LuwteDay day, const char *language)
{
  g_autofree char *iso = luwte_day_to_iso (day);

  return luwte_words_date (luwte_words_of (language), iso);
}
