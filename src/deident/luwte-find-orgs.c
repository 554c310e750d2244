/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Schools, employers, clubs, institutions: a word for what it is and a name behind or before it, or
 * a name where somebody works. National helplines and services and the shop round the corner tell
 * nothing. */

#include "luwte-reading-private.h"

#include <string.h>

#define PUBLIC (LUWTE_LEX (HELPLINE) | LUWTE_LEX (PLATFORM))
#define ACRONYM                                                                                    \
  " ggz az uz umc mc wzc kdv bso azc jji pi pc cgg mfc fc vv sv kv ksv rsc kvv svv rkvv rksv kfc " \
  "ksk roc obs cbs bs rkbs pcbs kta ka vti gbs gibo cvo sk hc tc vc "

static gboolean
joins (const LuwteToken *token)
{
  return token->gap == LUWTE_GAP_SPACE || token->gap == LUWTE_GAP_HYPHEN;
}

static gboolean
is_capital (const LuwteReading *self, const LuwteToken *token)
{
  return luwte_token_is_capital (token) && !self->shouted;
}

/* A word that means nothing else here. */
static gboolean
is_rare (const LuwteToken *token)
{
  return token->length >= 4 && token->digits == 0 &&
         !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) | LUWTE_LEX (FUNCTION) |
                                      LUWTE_LEX (NOT_NAME) | LUWTE_LEX (COUNTRY) | PUBLIC |
                                      LUWTE_LEX (MONTH) | LUWTE_LEX (WEEKDAY));
}

/* The last word of a name that begins here, or at - 1. */
static int
name_end (const LuwteReading *self, int at, gboolean lower)
{
  int i = at;
  int last = at - 1;

  if (luwte_token_in (T (i),
                      " de het 't t den ter ten sint st el al la le l onze lieve don de d' ") &&
      joins (T (i + 1)) && joins (T (i)))
    {
      const LuwteToken *next = T (i + 1);
      gboolean noun = lower &&
                      !luwte_token_has (next, LUWTE_LEX (FREQ_2) | LUWTE_LEX (FUNCTION) |
                                                  LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) |
                                                  LUWTE_LEX (SLANG) | LUWTE_LEX (SCHOOL_HEAD) |
                                                  LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (MONTH) |
                                                  LUWTE_LEX (TITLE)) &&
                      (luwte_token_has (next, LUWTE_LEX (NOUN)) ||
                       !luwte_token_has (next, LUWTE_LEX (VERB) | LUWTE_LEX (ADJECTIVE))) &&
                      next->length >= 4;

      if (!is_capital (self, next) &&
          !(noun && luwte_token_in (T (i), " de het 't den sint st el ter ten al don ")) &&
          !(luwte_token_in (T (i), " el al don sint st ") && next->length > 2))
        return last;
      last = ++i;
      i++;
    }
  for (; i < at + 5 && joins (T (i)) && !luwte_reading_is_taken (self, T (i)); i++)
    if (is_capital (self, T (i)) &&
        !luwte_token_has (T (i), LUWTE_LEX (MONTH) | LUWTE_LEX (WEEKDAY)))
      last = i;
    else if (luwte_token_in (T (i), " de van der den het en 't of aan ") &&
             is_capital (self, T (i + 1)) && i > at && last == i - 1 &&
             !luwte_token_has (T (i + 1), LUWTE_LEX (PLACE)))
      continue;
    else if (T (i)->gap == LUWTE_GAP_HYPHEN && last == i - 1 && last >= at)
      last = i;
    else
      break;
  if (last < at && lower && joins (T (at)) &&
      (is_rare (T (at)) ||
       luwte_token_has (T (at), LUWTE_LEX (LAST) | LUWTE_LEX (PLACE) | LUWTE_LEX (EMPLOYER))) &&
      T (at)->digits == 0 && T (at)->length > 2 &&
      !luwte_token_has (T (at),
                        LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG) | LUWTE_LEX (COUNTRY) | PUBLIC) &&
      !luwte_token_is_near (self, T (at), LUWTE_LEX (FREQ_2)))
    last = at;
  return last;
}

static gboolean
is_head (const LuwteToken *token)
{
  return luwte_token_has (token, LUWTE_LEX (ORG_HEAD) | LUWTE_LEX (SCHOOL_HEAD));
}

static void
take_org (LuwteReading *self, int first, int last, gboolean school)
{
  luwte_reading_take_tokens (self, first, last, school ? LUWTE_DEIDENT_SCHOOL : LUWTE_DEIDENT_ORG,
                             LUWTE_DEIDENT_CERTAIN);
}

/* "bakkerij oomen", "AZ Sint-Lucas", "basisschool De Regenboog", "leefgroep van De Wending". */
static gboolean
find_behind_head (LuwteReading *self, int at)
{
  const LuwteToken *head = T (at);
  gboolean school = luwte_token_has (head, LUWTE_LEX (SCHOOL_HEAD));
  gboolean acronym = luwte_token_in (head, ACRONYM);
  gboolean weak = luwte_token_in (
      head, " centrum club bedrijf winkel bar kantoor opvang praktijk gemeente school psychiatrie "
            "vereniging kapper bakker slager koor harmonie instelling internaat middelbare campus "
            "salon kapel fitness gemeente spoed dispuut pub mc pi pc vk bc vc sk mbo hbo havo vwo "
            "mavo vmbo aso tso kso bso universiteit restaurant café cafe hotel kerk klas ");
  int name = at + 1;
  int last;

  if (acronym && head->length <= 2 && head->shape == LUWTE_SHAPE_LOWER && !is_rare (T (at + 1)) &&
      !(luwte_token_in (head, " vv sv fc kv rv av hv zv ") &&
        luwte_token_in (T (at + 1), " de het ")))
    return FALSE;
  if (luwte_token_in (T (name), " van in ") && T (name)->gap == LUWTE_GAP_SPACE &&
      ((luwte_token_in (T (name + 1), " de het ") && is_capital (self, T (name + 1))) ||
       (luwte_token_is (T (name), "van") && !is_capital (self, T (name)) &&
        is_capital (self, T (name + 1)) &&
        !luwte_token_has (T (name + 1),
                          LUWTE_LEX (FIRST) | LUWTE_LEX (PLACE) | LUWTE_LEX (COUNTRY) | PUBLIC))))
    name++;
  last = name_end (self, name, !weak || acronym);
  if (last < name)
    return FALSE;
  if (luwte_token_has (T (name), LUWTE_LEX (PLACE) | PUBLIC) && last == name && !acronym &&
      luwte_token_in (head, " school centrum club winkel bar kantoor psychiatrie opvang "
                            "universiteit station azc ziekenhuis "))
    return FALSE;
  /* The head belongs to the name where it is written as one. */
  if (name == at + 1 && (is_capital (self, head) || acronym))
    name = at;
  /* "GO! Atheneum Gentbrugge" */
  if (luwte_token_is (T (at - 1), "go") && self->bytes[T (at - 1)->end] == '!')
    name = at - 1;
  take_org (self, name, last, school);
  return TRUE;
}

/* "griftland college", "Koninklijk Atheneum", "Deventer ziekenhuis", "montaigne lyceum". */
static gboolean
find_before_head (LuwteReading *self, int at)
{
  const LuwteToken *head = T (at);
  gboolean school =
      luwte_token_in (head, " college lyceum gymnasium atheneum instituut school basisschool "
                            "hogeschool universiteit academie scholengemeenschap mavo ");
  gboolean org = luwte_token_in (head,
                                 " ziekenhuis kinderziekenhuis kliniek gasthuis ggz moskee kerk "
                                 "bakkerij transport kapsalon garage apotheek manege scouting "
                                 "gemeente kerkgemeente gemeenschap ");
  int first = at;

  if (!school && !org)
    return FALSE;
  while (first > 0 && at - first < 3 && joins (T (first)) && is_capital (self, T (first - 1)) &&
         !luwte_token_starts (T (first - 1)) && !luwte_reading_is_taken (self, T (first - 1)))
    first--;
  if (first == at && joins (head) && !luwte_reading_is_taken (self, T (at - 1)) &&
      ((is_rare (T (at - 1)) && !luwte_token_is_near (self, T (at - 1), LUWTE_LEX (FREQ_1))) ||
       luwte_token_in (T (at - 1), " koninklijk stedelijk montessori sint heilig hart ")))
    first--;
  if (first == at)
    return FALSE;
  if (first == at - 1 && luwte_token_has (T (first), LUWTE_LEX (COUNTRY) | LUWTE_LEX (SCHOOL_HEAD)))
    return FALSE;
  if (luwte_token_in (T (first - 1), " sint st heilig ") && joins (T (first)))
    first--;
  take_org (self, first, at, school);
  return TRUE;
}

/* Whether what stands before "school" is a word: "voetbalschool", "avondschool". */
static gboolean
is_kind_of_school (const LuwteReading *self, const LuwteToken *token)
{
  gsize ending = luwte_endings_of (LUWTE_ENDINGS (" school instituut "), token->key, token->length,
                                   2);

  return ending > 0 && (luwte_lexicon_look_up (self->lexicon, token->key, token->length - ending) &
                        LUWTE_LEX (WORD)) != 0;
}

#define SCHOOL_ENDINGS " college lyceum gymnasium atheneum instituut school "

#define HEAD_ENDINGS                                                                            \
  " bedrijf kwekerij praktijk kantoor centrum bureau fabriek club vereniging school winkel "    \
  "studio "                                                                                     \
  "salon handel boerderij makelaardij kliniek stichting instelling tehuis gezinshuis bakkerij " \
  "slagerij beheer bouw techniek transport "

/* "Autobedrijf Kuipers", "kickboksschool Mejiro": any word that says what it is, and a name. */
static gboolean
find_behind_compound (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *next = T (at + 1);
  int last;

  if (!joins (next) || !is_capital (self, next) || next->digits > 0 ||
      luwte_token_has (token,
                       LUWTE_LEX (FUNCTION) | LUWTE_LEX (HELPLINE) | LUWTE_LEX (SCHOOL_HEAD)) ||
      luwte_token_has (next, LUWTE_LEX (COUNTRY) | LUWTE_LEX (PLACE) | PUBLIC) ||
      luwte_endings_of (LUWTE_ENDINGS (HEAD_ENDINGS), token->key, token->length, 2) == 0)
    return FALSE;
  last = name_end (self, at + 1, FALSE);
  if (last <= at)
    return FALSE;
  take_org (self, is_capital (self, token) ? at : at + 1, last, FALSE);
  return TRUE;
}

/* "Erasmuscollege", "sintjozefinstituut". */
static void
find_one_word (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  int first = at;

  if (luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SCHOOL_HEAD) | LUWTE_LEX (FUNCTION)) ||
      luwte_endings_of (LUWTE_ENDINGS (SCHOOL_ENDINGS), token->key, token->length, 2) == 0 ||
      luwte_token_is_near (self, token, LUWTE_LEX (WORD)))
    return;
  /* "voetbalschool": somebody's word for a kind of school, unless it is written as a name. */
  if (!is_capital (self, token) && is_kind_of_school (self, token))
    return;
  while (first > 0 && at - first < 2 && joins (T (first)) &&
         (luwte_token_in (T (first - 1), " sint st heilig van ") ||
          (is_capital (self, T (first - 1)) && !luwte_token_starts (T (first - 1)))))
    first--;
  take_org (self, first, at, TRUE);
}

/* "op Sint-Ursula", "het Sint Jozef": a saint that is no town. */
static gboolean
find_saint (LuwteReading *self, int at)
{
  int last = at + 1;
  gboolean school = FALSE;

  if (!luwte_token_in (T (at), " sint st ") ||
      !(joins (T (at + 1)) ||
        (T (at + 1)->gap == LUWTE_GAP_STOP && luwte_token_is (T (at), "st"))) ||
      T (at + 1)->length < 3 || luwte_token_has (T (at + 1), LUWTE_LEX (FUNCTION)))
    return FALSE;
  if (!is_capital (self, T (at)) && T (at + 1)->gap != LUWTE_GAP_HYPHEN &&
      !luwte_token_has (T (at + 1), LUWTE_LEX (FIRST) | LUWTE_LEX (FIRST_AMBIGUOUS)))
    return FALSE;
  for (guint32 node = T (at)->node, i = 1; i <= 3 && node != LUWTE_LEX_NOWHERE; i++)
    {
      node = luwte_reading_phrase (self, at, at + (int) i - 1, node);
      if (luwte_lexicon_flags (self->lexicon, node) &
          (LUWTE_LEX (PLACE) | LUWTE_LEX (FEAST) | LUWTE_LEX (COUNTRY)))
        return FALSE;
    }
  while (
      T (last + 1)->gap == LUWTE_GAP_HYPHEN ||
      (joins (T (last + 1)) && (luwte_token_in (T (last + 1), " college instituut lyceum ") ||
                                (is_capital (self, T (last + 1)) && is_capital (self, T (last))))))
    last++;
  for (int i = 1; i <= 6; i++)
    school = school ||
             luwte_token_in (T (at - i),
                             " school leerling leerlingen klas zit les leerlingenbegeleiding juf "
                             "leerkracht mentor internaat college directeur op ");
  take_org (self, at, last, school);
  return TRUE;
}

#define WORK                                                                                       \
  " werk werkt werkte werken stage baan bijbaan job dienst vakantiewerk vakantiejob solliciteren " \
  "contract ontslagen ontslag gewerkt kwerk "                                                      \
  "stageplek stageplaats collega collega's chef baas vakkenvuller kassa weekendwerk studentenjob " \
  "bijbaantje gerant werkstudent interim uitzendkracht werkzaam bijverdien aangenomen begonnen "   \
  "jobke werkje manager filiaalleider werkplek vulploeg poets poetst poetsen schoonmaak "          \
  "schoonmaken schoonmaker schoonmaakster chauffeur vrachtwagenchauffeur buschauffeur kok "        \
  "monteur "                                                                                       \
  "verpleegkundige verpleger verpleegster stagiair stagiaire bezorger pakketbezorger koerier "     \
  "kassière cassiere vakkenvulster magazijnier arbeider bediende afwasser serveerster kelner "     \
  "ober "                                                                                          \
  "barman barvrouw lasser verkoper verkoopster leidinggevende teamleider receptionist "            \
  "receptioniste vrijwilliger leerkracht docent leraar lerares solliciteer gesolliciteerd loon "   \
  "uitgezonden gedetacheerd aangesteld directeur "
#define CARE                                                                                     \
  " opgenomen behandeling behandeld psych psycholoog psychiater therapeut therapie begeleiding " \
  "begeleider behandelaar intake wachtlijst geplaatst woon woont wonen verblijft verblijf "      \
  "verbleef cliënt client patient patiënt leefgroep afspraak aangemeld doorverwezen opname "     \
  "uithuisgeplaatst crisisopname train traint trainer speel speelt voetbal voetbalt turn lid "   \
  "zwem sport hockey scouting dans zit zat zaten zitten gezeten ingeschreven les korfbalt "      \
  "hockeyt tennis turnt danst boks bokst wachtlijst behandelt "
/* Of somebody who lies or lives in an institution: also "in". */
#define INSIDE                                                                         \
  " opgenomen opname verblijft verblijf verbleef geplaatst ligt lag uithuisgeplaatst " \
  "crisisopname "                                                                      \
  "opgesloten "

static gboolean
cue_before (const LuwteReading *self, int at, LuwteWords *words)
{
  for (int i = at - 1; i >= at - 6 && i >= 0; i--)
    {
      if (luwte_token_among (T (i), words))
        return TRUE;
      if (luwte_token_starts (T (i)))
        break;
    }
  return FALSE;
}

static gboolean
cue_after (const LuwteReading *self, int at)
{
  for (int i = at + 1; i <= at + 4 && !luwte_token_starts (T (i)); i++)
    if (luwte_token_in (T (i), " werk werkt werkte stage kassa werken job baan vakken vul "))
      return TRUE;
  return FALSE;
}

#define STUDY                                                                                     \
  " studeer studeert studeerde student studente studeren afgestudeerd opleiding bachelor master " \
  "diploma leerling leerlinge klas brugklas leerkracht docent leraar lerares "

/* "ik studeer aan de HAN", "de opleiding verpleegkunde op het Deltion" */
static gboolean
find_study (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  int before = luwte_token_in (T (at - 1), " de het 't t ") ? at - 2 : at - 1;

  /* "student VUB" */
  if (token->shape == LUWTE_SHAPE_UPPER && is_capital (self, token) && token->length > 1 &&
      luwte_token_in (T (at - 1), " student studente ") && joins (token))
    {
      take_org (self, at, at, TRUE);
      return TRUE;
    }

  if (!is_capital (self, token) || token->length < 2 || !luwte_token_in (T (before), " aan op ") ||
      !cue_before (self, before, LUWTE_WORDS (STUDY)) ||
      luwte_token_has (token, LUWTE_LEX (COUNTRY) | LUWTE_LEX (PLACE) | LUWTE_LEX (FUNCTION) |
                                  LUWTE_LEX (WEEKDAY) | LUWTE_LEX (MONTH) | LUWTE_LEX (SLANG) |
                                  LUWTE_LEX (TITLE) | LUWTE_LEX (KIN) | PUBLIC))
    return FALSE;
  take_org (self, at, MAX (at, name_end (self, at, FALSE)), TRUE);
  return TRUE;
}

/* The flags of the longest phrase here that is a shop or an employer; else those of the word. */
static guint64
longest_employer (const LuwteReading *self, int at, int *last)
{
  guint64 flags = T (at)->flags;
  guint32 node = T (at)->node;

  for (int i = at; i < at + 3 && node != LUWTE_LEX_NOWHERE; i++)
    {
      guint64 here = i == at ? T (at)->flags : luwte_lexicon_flags (self->lexicon, node);

      if (here & (LUWTE_LEX (SHOP) | LUWTE_LEX (EMPLOYER)))
        {
          *last = i;
          flags = here;
        }
      if (!joins (T (i + 1)))
        break;
      node = luwte_reading_phrase (self, at, i, node);
    }
  return flags;
}

/* A shop or employer that the list knows. */
static gboolean
take_listed (LuwteReading *self, int at, int last, guint64 flags, gboolean work, gboolean care)
{
  const LuwteToken *token = T (at);
  gboolean employer = (flags & LUWTE_LEX (EMPLOYER)) != 0;
  gboolean common = last == at && luwte_token_has (token, LUWTE_LEX (WORD)) &&
                    !is_capital (self, token);

  if (!((work || cue_after (self, last) || (care && employer)) &&
        !(common && !(flags & LUWTE_LEX (SHOP)) && !care)) &&
      !(employer && is_capital (self, token) && !luwte_token_starts (token) && !common))
    return FALSE;
  take_org (self, at, last, FALSE);
  return TRUE;
}

/* Whether a word that no list of employers knows may be one here. */
static gboolean
may_be_employer (const LuwteReading *self, int at, gboolean work, gboolean care)
{
  const LuwteToken *token = T (at);
  gboolean capital = is_capital (self, token);

  if (!luwte_token_has (token, LUWTE_LEX (FIRST) | LUWTE_LEX (COUNTRY) | LUWTE_LEX (PLACE) |
                                   LUWTE_LEX (FUNCTION) | LUWTE_LEX (TITLE) | LUWTE_LEX (KIN) |
                                   LUWTE_LEX (SLANG)))
    return TRUE;
  if (capital && is_capital (self, T (at + 1)) && joins (T (at + 1)) && work)
    return TRUE;
  /* Nobody says "de" before a person: "ik zat op de Willem van Oranje". */
  return capital && luwte_token_in (T (at - 1), " de het ") && care &&
         luwte_token_has (token, LUWTE_LEX (FIRST));
}

/* Behind "werk bij" and the like: a known employer or shop in any case, else what has a capital or
 * is no word. */
static gboolean
find_behind_work (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  int before = at - 1;
  gboolean article = luwte_token_in (T (before), " de den het 't t een ");
  gboolean work;
  gboolean care;
  guint64 flags;
  int last = at;

  if (article)
    before--;
  if (!luwte_token_in (T (before), " bij in voor op aan van vanuit "))
    return FALSE;
  work = cue_before (self, before, LUWTE_WORDS (WORK));
  care = cue_before (self, before, LUWTE_WORDS (CARE)) &&
         !luwte_token_in (T (before), " voor aan in ");
  care = care || (luwte_token_in (T (before), " in op ") && is_capital (self, token) &&
                  cue_before (self, before, LUWTE_WORDS (INSIDE)));
  /* "stagiair bij gemeente Almelo" */
  if (luwte_token_is (token, "gemeente") && work && luwte_token_in (T (before), " bij voor ") &&
      is_capital (self, T (at + 1)) && joins (T (at + 1)))
    {
      take_org (self, at, name_end (self, at + 1, FALSE), FALSE);
      return TRUE;
    }
  flags = longest_employer (self, at, &last);
  if (flags & PUBLIC && !(flags & LUWTE_LEX (EMPLOYER)))
    return FALSE;
  if (flags & (LUWTE_LEX (SHOP) | LUWTE_LEX (EMPLOYER)))
    return take_listed (self, at, last, flags, work, care);
  if ((!(work && luwte_token_in (T (before), " bij op voor ")) && !care) ||
      !may_be_employer (self, at, work, care))
    return FALSE;
  if (is_capital (self, token))
    last = name_end (self, at, FALSE);
  else if (!work || !is_rare (token) || luwte_token_is_near (self, token, LUWTE_LEX (FREQ_1)))
    return FALSE;
  if (last < at)
    return FALSE;
  if (article && luwte_token_in (T (at - 1), " de het ") && is_capital (self, T (at - 1)))
    at--;
  take_org (self, at, last, FALSE);
  return TRUE;
}

void
luwte_find_organisations (LuwteReading *self)
{
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_ORGANISATION) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_ORGANISATION) == 0 || luwte_reading_is_taken (self, token))
        continue;
      if (is_head (token) && (find_before_head (self, i) || find_behind_head (self, i)))
        continue;
      if (token->length >= 7 && !is_head (token) && find_behind_compound (self, i))
        continue;
      if (token->length >= 8)
        find_one_word (self, i);
      if (luwte_reading_is_taken (self, token) || (token->length <= 4 && find_saint (self, i)))
        continue;
      if (luwte_token_has (token, LUWTE_LEX (SHOP) | LUWTE_LEX (EMPLOYER)) ||
          is_capital (self, token) || is_rare (token) ||
          luwte_token_in (token, LUWTE_ORGANISATION_WORDS))
        if (!find_study (self, i))
          find_behind_work (self, i);
    }
}
