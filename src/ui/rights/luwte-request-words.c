/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-request-words.h"

#include <glib/gi18n.h>

#include "luwte-words.h"

static const struct
{
  const char *kind;
  const char *label;
  const char *meaning;
} kinds[] = {
  { "access", N_ ("Access"), N_ ("They want to read what is kept about them.") },
    { "addition", N_ ("Addition"), N_ ("They want their own words to stand beside a note.") },
      { "correction", N_ ("Correction"), N_ ("Something in a note is not right.") },
        { "erasure", N_ ("Erasure"), N_ ("They want the whole dossier to be erased.") },
          { "complaint", N_ ("Complaint"), N_ ("They are not content with how they were helped.") },
            { "registration", N_ ("Objection to registration"),
                                 N_ ("“Leave my data out.” It takes effect at once, without a check, and holds as long as the dossier lasts.") },
              { "research",
                N_ ("Objection to research"),
                   N_ ("Nothing of this dossier goes into research or reports. It takes effect at once, without a check, and holds as long as the dossier lasts.") },
              };

gboolean
luwte_request_words_is_objection (const char *kind)
{
  return g_str_equal (kind, "registration") || g_str_equal (kind, "research");
}

const char *
luwte_request_words_kind (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return _ (kinds[i].label);
  return kind;
}

const char *
luwte_request_words_meaning (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return _ (kinds[i].meaning);
  return "";
}

static gboolean
is_open (const LuwteRequest *request)
{
  return g_str_equal (request->state, "received");
}

gboolean
luwte_request_words_is_overdue (const LuwteRequest *request, LuwteDay today)
{
  return is_open (request) && today > request->answer_by;
}

char *
luwte_request_words_state (const LuwteRequest *request, LuwteDay today)
{
  const int left = request->answer_by - today;
  g_autofree char *day = luwte_words_short_day (request->decided, today);

  if (g_str_equal (request->state, "granted"))
    return g_strdup_printf (_ ("Granted on %s"), day);
  if (g_str_equal (request->state, "refused"))
    return g_strdup_printf (_ ("Refused on %s"), day);
  if (left < 0)
    return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", -left), -left);
  if (left == 0)
    return g_strdup (_ ("Last day today"));
  return g_strdup_printf (ngettext ("%d day left", "%d days left", left), left);
}

const char *
luwte_request_words_whose (const LuwteRequest *request)
{
  return request->nickname != NULL ? request->nickname
                                   : _ ("Dossier joined or split since it came in");
}
