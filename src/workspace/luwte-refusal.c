/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the core says when it refuses stands in English in its error, with the rule. People read it in
 * the language of their window, so every refusal of the core has its sentence here; a test reads the
 * core's sources and finds one that has none. The rule is a place in the profile, which is the same
 * in every language: it is told after the sentence. */

#include "config.h"

#include "luwte-refusal.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Said as they stand. */
static const char *const whole[] = {
  N_ ("This request does not ask for erasing"),
     N_ ("Retention rule 7: a hold keeps the whole dossier"),
        N_ ("Retention rule 3: erasing waits until the session is closed"),
           N_ ("The law lets this dossier be kept longer; erasing it needs a decision"),
              N_ ("The request asks for something else"),
                 N_ ("The note stands in another dossier"),
                    N_ ("The request was answered before"),
                       N_ ("This request does not ask for access"),
                          N_ ("The dossier was joined or split since; the request has to be received anew"),
                             N_ ("The request was not granted"),
                                N_ ("rights.identity: nobody has checked who asks"),
                                   N_ ("rights.ownership: nobody has checked whose dossier it is"),
                                      N_ ("There is nothing that they may read"),
                                         N_ ("An objection is registered, not asked for"),
                                            N_ ("An erasure is granted by erasing"),
                                               N_ ("No such objection stands"),
                                                  N_ ("Somebody else wrote in this dossier: it is theirs to join or split"),
                                                     N_ ("A conversation of this dossier is open: it is joined or split afterwards"),
                                                        N_ ("practice and ordinary services do not mix in one vault"),
                                                           N_ ("What the chat service holds is for the lead to see"),
                                                              N_ ("The passphrase is empty"),
                                                                 N_ ("This folder is open to others and holds other files: a vault wants a folder of its own"),
                                                              };

/* Those that name a rule, a line or a kind: known by some of their words. */
static const struct
{
  const char *some;
  const char *words;
} parts[] = {
  { ": nothing is held past its term", N_ ("Nothing is held past its term.") },
    { ": a hold needs a reason", N_ ("A hold needs a reason.") },
      { ": the last day of a hold lies in the past",
        N_ ("The last day of a hold lies in the past.") },
        { ": this term is renewed already", N_ ("The term was renewed before; that is done once.") },
          { ": renewing a term needs a reason", N_ ("Renewing a term needs a reason.") },
            { "has no \"extend\": ", N_ ("Its term is not renewed.") },
              { "service_lines: there is no line", N_ ("There is no such line.") },
                { " is not kept on this line", N_ ("That is not kept on this line.") },
                  { ".keep is \"none\": never stored", N_ ("That is never stored.") },
                    { ": not one of its readers", N_ ("You are not one of those who may read it.") },
                      { "rights.kinds: ", N_ ("There are no requests of that kind.") },
                        { " is no kind of note: ", N_ ("That is no kind of note.") },
                          { "sharing.consents: ", N_ ("There is no such consent.") },
                            { "figures.yearly: ", N_ ("There are no yearly figures.") },
                              { ": the statement does not leave this open",
                                N_ ("The statement does not leave this open.") },
                                { " is the lead's to accept",
                                  N_ ("A profile that promises less is the lead's to accept.") },
                                  { ": a profile that promises less needs a reason",
                                    N_ ("A profile that promises less needs a reason.") },
                                };

/* "fier: service_lines.chat.records.note.extend" of a whole message; NULL where it names none. */
static char *
rule_of (const char *message)
{
  const char *end = NULL;

  for (const char *at = message; (at = strstr (at, ": ")) != NULL; at++)
    {
      /* A rule is a path, and has no spaces but the one after whose it is. */
      const char *space = strchr (message, ' ');

      if (space != NULL && space < at && memchr (space + 1, ' ', (gsize) (at - space - 1)) != NULL)
        break;
      end = at;
    }
  /* A profile's name alone is no rule. */
  if (end == NULL || strpbrk (message, ".:") >= end)
    return NULL;
  return g_strndup (message, (gsize) (end - message));
}

char *
luwte_refusal_words (const char *message)
{
  g_return_val_if_fail (message != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    if (g_str_equal (whole[i], message))
      return g_strdup (_ (whole[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (message, parts[i].some) != NULL)
      {
        g_autofree char *rule = rule_of (message);

        return rule != NULL                    ? g_strdup_printf ("%s (%s)", _ (parts[i].words), rule)
                                               : g_strdup (_ (parts[i].words));
      }
  return NULL;
}
