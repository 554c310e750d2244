/* SPDX-License-Identifier: GPL-3.0-or-later */

/* When an erasure was granted, the request goes with the dossier; when it was refused, with its term.
 * On what ground it was decided is kept beside them as a code, with the month and nothing else (R86).
 * The codes are those of article 17 of the GDPR, and what the law on treatment says. What somebody
 * writes instead of a code may name people: it stands with the request alone, and is kept as "other". */

#include "luwte-code.h"
#include "luwte-db.h"
#include "luwte-decision-table.h"
#include "luwte-rights-private.h"

#include <string.h>

#define ASKED "asked"
#define OTHER "other"

static const struct
{
  const char *code, *en, *nl;
  gboolean granted;
} grounds[] = {
  { ASKED, "Somebody asked for it", "Iemand vroeg erom", TRUE },
  { "consent_withdrawn", "Consent was withdrawn", "De toestemming is ingetrokken", TRUE },
  { "no_longer_needed", "It is no longer needed", "Het is niet meer nodig", TRUE },
  { "objected", "Somebody objected to it being kept", "Iemand maakte bezwaar tegen bewaren", TRUE },
  { "unlawful", "It should not have been kept", "Het had niet bewaard mogen worden", TRUE },
  { "child", "It was told by a child", "Het is door een kind verteld", TRUE },
  { "identity", "It was not shown who asks", "Wie erom vraagt is niet aangetoond", FALSE },
  { "ownership", "It was not shown whose dossier it is",
    "Van wie het dossier is, is niet aangetoond", FALSE },
  { "legal_term", "The law makes the helpline keep it", "De wet laat de hulplijn het bewaren",
    FALSE },
  { "legal_claim", "It is needed for a complaint or a lawsuit",
    "Het is nodig voor een klacht of een rechtszaak", FALSE },
  { "interest_of_another", "Somebody else has a great interest in it",
    "Iemand anders heeft er groot belang bij", FALSE },
  { "nothing_kept", "There is nothing of this person", "Er is niets van deze persoon", FALSE },
};

GPtrArray *
luwte_rights_grounds (LuwteRights *self, gboolean granted, const char *language)
{
  const gboolean dutch = language != NULL && g_str_has_prefix (language, "nl");
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (LUWTE_IS_RIGHTS (self), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (grounds[i].granted == granted)
      g_ptr_array_add (codes, luwte_code_new (grounds[i].code,
                                              dutch ? grounds[i].nl : grounds[i].en, NULL));
  return codes;
}

gboolean
luwte_rights_has_ground (gboolean granted, const char *ground)
{
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (grounds[i].granted == granted && g_str_equal (grounds[i].code, ground))
      return TRUE;
  return FALSE;
}

gboolean
luwte_rights_keep_ground (LuwteDb *db, gboolean granted, const char *ground, gboolean early,
                          GError **error)
{
  g_autofree char *month = luwte_day_to_month (luwte_db_today (db));
  const char *code = ground != NULL ? ground : ASKED;

  return luwte_decision_table_add (db, month, granted ? "granted" : "refused",
                                   luwte_rights_has_ground (granted, code) ? code : OTHER, early,
                                   error);
}
