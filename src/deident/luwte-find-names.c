/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Names of people and animals, in three classes. A name that is no word is taken wherever it
 * stands. A name that is a word too ("roos", "mark") needs somebody beside it: "heet", a mother, a
 * verb that people do; else it is asked, or left. What is in no list needs a cue and a capital, or a
 * strong cue and not to look like a typing error. */

#include "luwte-names-private.h"

#include <string.h>

/* How strongly the words on the left say that a name follows. */
typedef enum
{
  CUE_NONE,
  CUE_WEAK, /* "ik ben", "met", "hoi" */
  CUE_KIN,
  CUE_NICK,   /* "noemt me" */
  CUE_STRONG, /* "heet", "naam is" */
} Cue;

/* "heet lotte", "heet hij lotte", "die lotte heet" */
static gboolean
says_heet (const LuwteReading *self, int at)
{
  const LuwteToken *a = T (at - 1);
  const LuwteToken *b = T (at - 2);

  if (luwte_token_in (T (at + 1), " heet heette heten ") && joins (T (at + 1)) &&
      luwte_token_in (a, " die dat iemand ie hij zij ze en of als "))
    return TRUE;
  if (luwte_token_in (a, " heet heette genaamd heten hete alias aka voornaam achternaam "
                         "familienaam roepnaam deadname noem-me geheten "))
    return TRUE;
  if (luwte_token_in (b, " heet heette heten hete ") &&
      luwte_token_in (a, " ik hij zij ze ie ook eigenlijk dus gewoon nu je die echt trouwens "))
    return TRUE;
  return FALSE;
}

/* The word before which a cue would stand: over the capitals of "naam is De Clercq". */
static int
name_start (const LuwteReading *self, int at)
{
  while (at > 0 && is_capital (self, T (at)) && is_capital (self, T (at - 1)) && joins (T (at)) &&
         luwte_token_has (T (at - 1), LUWTE_LEX (PARTICLE)) && !luwte_token_starts (T (at - 1)))
    at--;
  return at;
}

/* "heet X", "naam is X", "noemt me X", "mag me X noemen". */
static Cue
naming_before (const LuwteReading *self, int at, int word)
{
  const LuwteToken *a = T (at - 1);
  const LuwteToken *b = T (at - 2);
  const LuwteToken *c = T (at - 3);
  const LuwteToken *token = T (at);

  if (says_heet (self, at))
    return CUE_STRONG;
  if (luwte_token_in (a, " is was ") &&
      (luwte_token_in (
           b, " naam voornaam achternaam roepnaam bijnaam nickname schuilnaam chatnaam ") ||
       (luwte_token_in (b, " hond kat poes naampje "))))
    return luwte_token_in (b, " bijnaam nickname schuilnaam chatnaam ") ? CUE_NICK
           : luwte_token_has (b, LUWTE_LEX (PET))                       ? CUE_NONE
                                                                        : CUE_STRONG;
  if (luwte_token_in (a, " naam ") && (luwte_token_starts (token) || token->gap == LUWTE_GAP_SPACE))
    return CUE_STRONG;
  if (luwte_token_in (a, " van ") && luwte_token_in (b, " naam "))
    return CUE_STRONG;
  if (luwte_token_in (a, " me mij hem haar zichzelf ons em zich mn 'm m ") &&
      luwte_token_in (b, " noem noemt noemde noemen noemden noemd "))
    return luwte_token_is (b, "noem") ? CUE_STRONG : CUE_NICK;
  if (luwte_token_in (a, " me mij hem haar ") && luwte_token_in (T (word + 1), " noemen noemt ") &&
      joins (T (word + 1)))
    return CUE_NICK;
  if (luwte_token_in (a,
                      " altijd ook gewoon maar wel aub soms allemaal meestal zijn haar hun z'n de "
                      "het een ") &&
      luwte_token_in (b, " me mij hem haar zichzelf ") &&
      luwte_token_in (c, " noem noemt noemde noemen noemden "))
    return luwte_token_is (c, "noem") ? CUE_STRONG : CUE_NICK;
  return CUE_NONE;
}

/* Every word that cue_before() or what it asks looks for directly before a name. */
#define CUES                                                                                       \
  " heet heette genaamd heten hete alias aka voornaam achternaam familienaam roepnaam deadname "   \
  "noem-me geheten ik hij zij ze ie ook eigenlijk dus gewoon nu je die echt trouwens is was naam " \
  "groet groeten van me mij hem haar zichzelf ons em zich mn 'm m altijd maar wel aub soms "       \
  "allemaal meestal zijn hun z'n de het een onze onzen ben kben bn met hier dat iemand en of als "

static Cue
cue_before (const LuwteReading *self, int word)
{
  int at = name_start (self, word);
  const LuwteToken *a = T (at - 1);
  const LuwteToken *b = T (at - 2);
  const LuwteToken *token = T (at);
  Cue naming;

  /* Most words have none of these before them. */
  if (!luwte_token_has (a, LUWTE_LEX (KIN) | LUWTE_LEX (PET) | LUWTE_LEX (ROLE) |
                               LUWTE_LEX (TITLE) | LUWTE_LEX (GREETING) | LUWTE_LEX (CUE)) &&
      !luwte_token_in (a, CUES) &&
      !luwte_token_in (T (word + 1), " heet heette heten noemen noemt "))
    return CUE_NONE;
  if (token->gap == LUWTE_GAP_LINE && !luwte_token_has (a, LUWTE_LEX (GREETING)) &&
      !luwte_token_in (a, " heet naam is groet groeten "))
    return CUE_NONE;
  naming = naming_before (self, at, word);
  if (naming != CUE_NONE)
    return naming;
  if (luwte_token_has (a, LUWTE_LEX (PET)) && joins (token))
    return CUE_KIN;
  if (luwte_token_has (a, LUWTE_LEX (KIN)) && joins (token))
    return CUE_KIN;
  if (luwte_token_has (a, LUWTE_LEX (ROLE) | LUWTE_LEX (TITLE)) && joins (token))
    return CUE_KIN;
  if (luwte_token_in (a, " onze ons onzen ") && joins (token))
    return CUE_KIN;
  if (luwte_token_in (a, " ben kben bn ") &&
      (luwte_token_in (b, " ik k ikke ") || luwte_token_starts (a) || b->length == 0) &&
      token->gap == LUWTE_GAP_SPACE)
    return CUE_WEAK;
  if (luwte_token_in (b, " ben ") && luwte_token_in (a, " ik ") && token->gap == LUWTE_GAP_SPACE)
    return CUE_WEAK;
  if (luwte_token_in (a, " met hier ") &&
      (luwte_token_starts (a) || luwte_token_has (b, LUWTE_LEX (GREETING)) ||
       luwte_token_in (b, " spreekt ")))
    return CUE_WEAK;
  if (luwte_token_has (a, LUWTE_LEX (GREETING)) &&
      luwte_token_in (a, " groetjes groeten groet grtjs grtjes grt grtz gr mvg liefs kus kusjes "
                         "hoi hey hallo dag hi hee heey beste lieve salam selam xx xxx x doei "))
    return luwte_token_in (a, " groetjes groeten groet grtjs grtjes grt grtz gr mvg liefs ")
               ? CUE_STRONG
               : CUE_WEAK;
  if (luwte_token_is (a, "van") && luwte_token_in (b, " groetjes groeten liefs kusjes grtjs "))
    return CUE_STRONG;
  return CUE_NONE;
}

/* "De Backer is mijn leraar", "die Smit van economie": no article before a surname. */
static gboolean
is_surname (const LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);

  if (token->shape != LUWTE_SHAPE_CAPITAL || self->shouted || !joins (token) ||
      luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (PLACE) | LUWTE_LEX (SHOP) |
                                  LUWTE_LEX (EMPLOYER) | NEVER) ||
      !luwte_token_has (token, LASTS))
    return FALSE;
  if (luwte_token_is (before, "die"))
    return TRUE;
  return luwte_token_in (before, " de van den der el ") && is_capital (self, before) &&
         luwte_token_has (T (at + 1), LUWTE_LEX (SPEECH)) && joins (T (at + 1));
}

static gboolean
human_verb (const LuwteToken *token)
{
  return luwte_token_has (token, LUWTE_LEX (SPEECH)) && token->gap == LUWTE_GAP_SPACE;
}

static gboolean
strong_verb (const LuwteToken *token)
{
  return human_verb (token) &&
         !luwte_token_in (
             token,
             " is was had heeft kan kon zou zal mag moet moest mocht wil gaat ging komt kwam zit "
             "zat staat doet deed maakt maakte heb hebt ga doen geeft gaf krijgt kreeg bleef "
             "blijft gebruikt helpt hielp weet wordt werkt mis mist haat ziet zag neemt nam hoopt "
             "vind loopt liep wacht hee lacht slaapt rijdt reed raakte ");
}

/* The words that may stand before a subject. */
static gboolean
opens_clause (const LuwteToken *token, const LuwteToken *before)
{
  return luwte_token_starts (token) || token->gap == LUWTE_GAP_COMMA || before->length == 0 ||
         luwte_token_in (before, " dat en maar want als toen omdat dus of terwijl sinds wat hoe "
                                 "waarom nadat voordat tot ofzo hoezo zodat totdat waar ");
}

static gboolean
takes_person (const LuwteReading *self, int at)
{
  const LuwteToken *before = T (at - 1);

  const LuwteToken *after = T (at + 1);

  /* "toen zei daan dat", "wie is bo dan", "heb je noa gezien", "dat tim mij slaat" */
  if (luwte_token_in (before, " zei zegt vroeg vraagt belde appte riep schreeuwde fluisterde ") &&
      luwte_token_has (after, LUWTE_LEX (FUNCTION)) &&
      !luwte_token_in (after, " ik je jij hij ze "))
    return TRUE;
  if (luwte_token_is (before, "is") && luwte_token_is (T (at - 2), "wie"))
    return TRUE;
  if (luwte_token_in (before, " je jij u jullie ") &&
      luwte_token_in (after, " gezien gesproken gehoord gebeld ontmoet nog kennen "))
    return TRUE;
  /* "toen zag ik elif" */
  if (luwte_token_in (before, " ik hij zij ze we hem haar "))
    return luwte_token_in (T (at - 2), " zag zie ken hoorde sprak haat haatte belde mis vertrouw "
                                       "vroeg kuste sloeg ");
  return luwte_token_in (
      before,
      " met van door tegen voor bij aan naar over zonder op tussen achter dan als zoals en of "
      "behalve wie vraag naast "
      "sorry dankje haat mis ken vertrouw zag zie bel belde app appte dat toen want omdat ");
}

/* "roos haar broer", "mark zijn auto", "daan z'n fiets", "marks vader". */
/* "heeft mij geslagen", "is boos op mij", "wil niet meer met me praten": done to whoever writes. */
static gboolean
acts_on_somebody (const LuwteReading *self, int at)
{
  if (!luwte_token_has (T (at + 1), LUWTE_LEX (SPEECH)) || !joins (T (at + 1)))
    return FALSE;
  for (int i = at + 2; i <= at + 6 && !luwte_token_starts (T (i)); i++)
    if (luwte_token_in (T (i), " me mij ons m'n mn mijn boos verdrietig bang jaloers verliefd "))
      return TRUE;
  return FALSE;
}

/* "noa en ik", "ik en noa" */
static gboolean
with_me (const LuwteReading *self, int at)
{
  return (luwte_token_is (T (at + 1), "en") && luwte_token_in (T (at + 2), " ik mij ") &&
          joins (T (at + 1)) && joins (T (at + 2))) ||
         (luwte_token_is (T (at - 1), "en") && luwte_token_is (T (at - 2), "ik") && joins (T (at)));
}

static gboolean
owns (const LuwteReading *self, int at)
{
  const LuwteToken *next = T (at + 1);

  return luwte_token_in (next, " haar zijn zn z'n d'r hr ") && next->gap == LUWTE_GAP_SPACE &&
         luwte_token_has (T (at + 2), LUWTE_LEX (KIN) | LUWTE_LEX (NOUN));
}

/* "Storm (mijn broertje, 5)", "roos, mijn zus, zegt" */
static gboolean
is_explained (const LuwteReading *self, int at)
{
  const LuwteToken *next = T (at + 1);

  return next->start > 0 &&
         (next->gap == LUWTE_GAP_COMMA ||
          (next->gap == LUWTE_GAP_OTHER && self->bytes[next->start - 1] == '(')) &&
         luwte_token_in (next, POSSESSIVES) &&
         luwte_token_has (T (at + 2), LUWTE_LEX (KIN) | LUWTE_LEX (ROLE)) && joins (T (at + 2));
}

static gboolean
beside_name (const LuwteReading *self, int at)
{
  if (luwte_token_in (T (at - 1), " en of met ") && luwte_reading_is_taken (self, T (at - 2)) &&
      luwte_reading_category_at (self, T (at - 2)) <= LUWTE_DEIDENT_NICK)
    return TRUE;
  if (T (at)->gap == LUWTE_GAP_COMMA && luwte_reading_is_taken (self, T (at - 1)) &&
      luwte_reading_category_at (self, T (at - 1)) == LUWTE_DEIDENT_NAME)
    return TRUE;
  return luwte_token_in (T (at + 1), " en of ") && T (at + 1)->gap == LUWTE_GAP_SPACE &&
         is_safe_first (T (at + 2)) && T (at + 2)->gap == LUWTE_GAP_SPACE;
}

/* What stands around a name that is also a word, but for a cue: -1 where it stays a word. */
static int
weigh_ambiguous (const LuwteReading *self, int at, Cue cue)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (at + 1);
  gboolean adjective = luwte_token_has (token, LUWTE_LEX (ADJECTIVE));
  gboolean common = luwte_token_has (token, LUWTE_LEX (FREQ_2) | LUWTE_LEX (SLANG) |
                                                LUWTE_LEX (FUNCTION) | LUWTE_LEX (VERB));
  gboolean plain = luwte_token_in (before, ARTICLES) || luwte_token_in (before, POSSESSIVES) ||
                   luwte_token_has (before, LUWTE_LEX (ADJECTIVE));

  if (cue == CUE_KIN && !common && !adjective)
    return LUWTE_DEIDENT_CERTAIN;
  if (!plain && !common && opens_clause (token, before) &&
      (acts_on_somebody (self, at) || with_me (self, at)))
    return LUWTE_DEIDENT_CERTAIN;
  if (plain || (common && !(strong_verb (after) && luwte_token_is_capital (token))) ||
      (adjective && !strong_verb (after)))
    return -1;
  if ((opens_clause (token, before) && strong_verb (after) && joins (after)) ||
      beside_name (self, at) || owns (self, at))
    return LUWTE_DEIDENT_CERTAIN;
  if (cue == CUE_WEAK && (luwte_token_starts (after) || after->gap == LUWTE_GAP_COMMA ||
                          after->length == 0 || luwte_token_in (after, " en ik hier weer ")))
    return adjective ? LUWTE_DEIDENT_DOUBTFUL : LUWTE_DEIDENT_CERTAIN;
  if (luwte_token_has (token, LUWTE_LEX (PROPER)) && takes_person (self, at) &&
      !luwte_token_has (token, LUWTE_LEX (FREQ_1) | LUWTE_LEX (ADJECTIVE)) &&
      !luwte_token_has (after, LUWTE_LEX (NOUN)))
    return LUWTE_DEIDENT_CERTAIN;
  if (!(opens_clause (token, before) && human_verb (after)) && !takes_person (self, at) &&
      !(luwte_token_starts (token) && after->length > 0 &&
        !luwte_token_has (after, LUWTE_LEX (NOUN))))
    return -1;
  if (luwte_token_has (token, LUWTE_LEX (FREQ_1)) && !luwte_token_has (token, LUWTE_LEX (PROPER)) &&
      !human_verb (after))
    return -1;
  return LUWTE_DEIDENT_DOUBTFUL;
}

/* A name that is also a word. */
static void
judge_ambiguous (LuwteReading *self, int at, Cue cue)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  gboolean capital = is_capital_inside (self, token) && token->shape != LUWTE_SHAPE_UPPER;
  gboolean first = luwte_token_has (token, FIRSTS);
  int certainty = LUWTE_DEIDENT_CERTAIN;

  if (luwte_token_has (token,
                       LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) | LUWTE_LEX (TITLE) | LUWTE_LEX (PET)) ||
      token->length < 2)
    return;
  if (cue == CUE_STRONG)
    {
      if (luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG)) &&
          !is_capital (self, token))
        return;
    }
  else if (!(capital && first && !luwte_token_has (token, LUWTE_LEX (SLANG)) &&
             !luwte_token_in (before, ARTICLES)) &&
           !(capital && cue != CUE_NONE) && !(first && is_explained (self, at)))
    certainty = first ? weigh_ambiguous (self, at, cue) : -1;
  if (certainty >= 0)
    luwte_name_take (self, at, at,
                     luwte_token_has (before, LUWTE_LEX (PET)) ? LUWTE_DEIDENT_NICK
                                                               : LUWTE_DEIDENT_NAME,
                     (LuwteDeidentCertainty) certainty);
}

/* Not written like a name. Dear, so it is asked last. */
static gboolean
is_poor (const LuwteReading *self, const LuwteToken *token)
{
  gboolean capital = is_capital (self, token) && token->shape != LUWTE_SHAPE_UPPER;

  return luwte_name_is_bad_typing (token) || (!capital && luwte_name_looks_mistyped (self, token));
}

/* A word of no list. */
static void
judge_unlisted (LuwteReading *self, int at, Cue cue)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (at + 1);
  gboolean capital = is_capital (self, token) && token->shape != LUWTE_SHAPE_UPPER;
  gboolean inside = capital && !luwte_token_starts (token);
  LuwteDeidentCategory category = cue == CUE_NICK || luwte_token_has (before, LUWTE_LEX (PET))
                                      ? LUWTE_DEIDENT_NICK
                                      : LUWTE_DEIDENT_NAME;

  if (luwte_token_has (token, NEVER | LUWTE_LEX (WORD)))
    return;
  if (cue >= CUE_NICK)
    luwte_name_take (self, at, at, category,
                     capital || !is_poor (self, token) ? LUWTE_DEIDENT_CERTAIN
                                                       : LUWTE_DEIDENT_DOUBTFUL);
  else if (cue == CUE_KIN &&
           (capital || !luwte_token_has (after, LUWTE_LEX (NOUN)) || human_verb (after)) &&
           !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
  else if (cue == CUE_WEAK &&
           (inside || (luwte_token_has (token, LUWTE_LEX (LAST) | LUWTE_LEX (PROPER)) &&
                       !is_poor (self, token))))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
  else if (cue == CUE_WEAK && !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_DOUBTFUL);
  else if ((beside_name (self, at) || with_me (self, at)) && !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
  else if (inside && is_surname (self, at))
    luwte_name_take (self, is_capital (self, before) ? at - 1 : at, at, LUWTE_DEIDENT_NAME,
                     LUWTE_DEIDENT_CERTAIN);
  else if (inside && !is_poor (self, token))
    {
      /* A brand stands in the dictionary, too. */
      if (luwte_token_has (token, LUWTE_LEX (PROPER)) && !luwte_token_has (token, LASTS) &&
          !human_verb (after))
        return;
      if (luwte_token_in (before, ARTICLES))
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_DOUBTFUL);
      else
        luwte_name_take (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
    }
  else if (opens_clause (token, before) && strong_verb (after) && !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
  else if (owns (self, at) && opens_clause (token, before) && !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
  else if (luwte_token_has (token, LUWTE_LEX (LAST)) && token->length >= 5 &&
           (takes_person (self, at) || (opens_clause (token, before) && human_verb (after)) ||
            capital) &&
           !is_poor (self, token))
    luwte_name_take (self, at, at, category, LUWTE_DEIDENT_DOUBTFUL);
}

/* "anouks telefoon", "koens vader", "lottes": the name with an s. The word itself is in no list. */
static gboolean
find_owner (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gsize length = token->length;
  guint64 flags;

  if (length < 4 || token->key[length - 1] != 's' || luwte_token_has (token, NEVER))
    return FALSE;
  length--;
  if (token->key[length - 1] == '\'')
    length--;
  flags = luwte_lexicon_look_up (self->lexicon, token->key, length);
  if (flags & (NEVER | LUWTE_LEX (KIN)))
    return FALSE;
  if (flags & LUWTE_LEX (FIRST) && !luwte_token_has (token, LUWTE_LEX (WORD)) &&
      !(flags & LUWTE_LEX (SLANG)) && length >= 3)
    return luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
  if (flags & FIRSTS && luwte_token_has (T (at + 1), LUWTE_LEX (KIN)) && joins (T (at + 1)) &&
      !luwte_token_in (T (at - 1), ARTICLES) && !(flags & LUWTE_LEX (FREQ_2)))
    return luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
  return FALSE;
}

/* "daantje", "lotje", "timmeke": a safe name made small. */
static gboolean
find_diminutive (LuwteReading *self, int at)
{
  static const char *const endings[] = { "tje", "je",   "pje", "ke", "ken",
                                         "kes", "tjes", "jes", "ie", NULL };
  const LuwteToken *token = T (at);

  if (luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) | NEVER) ||
      strchr ("ens", token->key[token->length - 1]) == NULL)
    return FALSE;
  for (int i = 0; endings[i] != NULL; i++)
    {
      gsize ending = strlen (endings[i]);

      if (token->length >= ending + 3 &&
          strcmp (token->key + token->length - ending, endings[i]) == 0)
        {
          guint64 flags = luwte_lexicon_look_up (self->lexicon, token->key, token->length - ending);

          if ((flags & LUWTE_LEX (FIRST)) && (flags & LUWTE_LEX (PROPER)) &&
              !(flags & (NEVER | LUWTE_LEX (SLANG) | LUWTE_LEX (KIN))) &&
              !luwte_name_looks_mistyped (self, token))
            return luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NICK,
                                              LUWTE_DEIDENT_CERTAIN);
        }
    }
  return FALSE;
}

/* "l o t t e", "l.o.t.t.e", "m4rk", "lottteee". */
static gboolean
find_disguised (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  char name[64];
  gsize n = 0;
  int last = at;

  if (token->length == 1 && token->digits == 0)
    {
      guint step = T (at + 1)->start - token->start;

      while (T (last)->length == 1 && T (last)->digits == 0 && n < sizeof name - 1 &&
             (last == at || T (last)->start - T (last - 1)->start == step))
        name[n++] = T (last++)->key[0];
      last--;
      if (n < 3)
        return FALSE;
    }
  else if (token->digits > 0 && token->digits <= 3 && token->length >= 4 &&
           token->length - token->digits >= 2)
    {
      for (; n < token->length; n++)
        {
          const char *digit = strchr ("0o1i3e4a5s7t", token->key[n]);

          name[n] = digit != NULL && g_ascii_isdigit (*digit) ? digit[1] : token->key[n];
          if (n == 0 && g_ascii_isdigit (token->key[0]) && g_ascii_isdigit (token->key[1]))
            return FALSE;
        }
    }
  else
    {
      for (gsize i = 0; i < token->length; i++)
        if (n < 1 || token->key[i] != name[n - 1])
          name[n++] = token->key[i];
      if (n + 2 > token->length)
        return FALSE;
    }
  name[n] = '\0';
  if (n < 3)
    return FALSE;
  {
    guint64 flags = luwte_lexicon_look_up (self->lexicon, name, n);

    if (!(flags & LUWTE_LEX (FIRST)) || flags & (NEVER | LUWTE_LEX (SLANG) | LUWTE_LEX (WORD)))
      return FALSE;
  }
  return luwte_reading_take_tokens (self, at, last, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
}

/* "vriendin L. zei", "mijn zoon K": one letter that is no word. */
static void
find_letter (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);

  if (luwte_token_has (T (at - 1), LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) | LUWTE_LEX (TITLE)) &&
      T (at)->gap == LUWTE_GAP_SPACE && is_capital (self, token) && token->digits == 0 &&
      !luwte_token_in (token, " u x ") && !luwte_token_in (T (at + 1), " en "))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
}

static void
judge_first (LuwteReading *self, int at, Cue cue)
{
  const LuwteToken *token = T (at);
  const LuwteToken *after = T (at + 1);
  gboolean capital = is_capital (self, token);
  gboolean trusted = luwte_token_has (token, LUWTE_LEX (PROPER)) || capital || cue != CUE_NONE ||
                     beside_name (self, at) || human_verb (after) || takes_person (self, at) ||
                     with_me (self, at) || owns (self, at);
  /* "die noa van hockey", "dat noa mij slaat" */
  gboolean pointed = luwte_token_in (T (at - 1), " die dat ") && joins (after) &&
                     luwte_token_in (after, " van uit mij me ons hem haar niet ook nu zo ");
  LuwteDeidentCategory category = luwte_token_has (T (at - 1), LUWTE_LEX (PET)) || cue == CUE_NICK
                                      ? LUWTE_DEIDENT_NICK
                                      : LUWTE_DEIDENT_NAME;

  if (token->length < 3 && !(cue != CUE_NONE || is_capital_inside (self, token) ||
                             (opens_clause (token, T (at - 1)) && human_verb (after) &&
                              !luwte_token_in (token, " en of er om te "))))
    return;
  if (token->length < 3 && luwte_token_has (token, LUWTE_LEX (PARTICLE)) && !capital)
    return;
  /* 62,000 names: some are what a hurried hand makes of a common word. */
  if (!capital && (!trusted || cue == CUE_NONE) && !luwte_token_has (token, LUWTE_LEX (PROPER)) &&
      luwte_name_looks_mistyped (self, token))
    {
      if (trusted && (human_verb (after) || takes_person (self, at) || with_me (self, at)))
        luwte_reading_take_tokens (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (!capital && !pointed && luwte_token_in (T (at - 1), ARTICLES) &&
      !luwte_token_has (token, LUWTE_LEX (PROPER)) && cue == CUE_NONE)
    return;
  if (is_capital (self, token) && token->shape == LUWTE_SHAPE_UPPER && token->length <= 4 &&
      !luwte_token_has (token, LUWTE_LEX (PROPER)))
    return;
  /* "de maas", "een zwarte audi": asked, unless it does what people do. */
  if (!capital && cue == CUE_NONE && !human_verb (after) && !takes_person (self, at) &&
      (luwte_token_in (T (at - 1), " de het een den nen ") ||
       luwte_token_has (T (at - 1), LUWTE_LEX (ADJECTIVE))))
    {
      luwte_reading_take_tokens (self, at, at, category, LUWTE_DEIDENT_DOUBTFUL);
      return;
    }
  luwte_name_take (self, at, at, category, LUWTE_DEIDENT_CERTAIN);
}

/* "noemen me dikke deur", "iedereen noemt me muisje": words that have become somebody. */
static void
find_nickname (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean two = luwte_token_has (token, LUWTE_LEX (ADJECTIVE)) &&
                 luwte_token_has (T (at + 1), LUWTE_LEX (NOUN)) && joins (T (at + 1)) &&
                 !luwte_token_has (T (at + 1), LUWTE_LEX (SLANG) | LUWTE_LEX (FUNCTION));

  if (luwte_token_has (token, LUWTE_LEX (FUNCTION)) || luwte_reading_is_taken (self, token) ||
      token->length < 3)
    return;
  if (is_capital_inside (self, token))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NICK, LUWTE_DEIDENT_CERTAIN);
  else if (two)
    luwte_reading_take_tokens (self, at, at + 1, LUWTE_DEIDENT_NICK, LUWTE_DEIDENT_CERTAIN);
  else if (luwte_token_has (token, LUWTE_LEX (NOUN)) && !luwte_token_has (token, LUWTE_LEX (SLANG)))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NICK,
                               g_str_has_suffix (token->key, "je") ||
                                       g_str_has_suffix (token->key, "ke")
                                   ? LUWTE_DEIDENT_CERTAIN
                                   : LUWTE_DEIDENT_DOUBTFUL);
}

static gboolean
is_alone_behind_name_question (const LuwteReading *self, int at)
{
  int i = at - 1;

  if (!(T (at)->gap == LUWTE_GAP_STOP &&
        luwte_token_has (T (i), LUWTE_LEX (ROLE) | LUWTE_LEX (NOT_NAME)) &&
        T (i)->gap == LUWTE_GAP_LINE))
    {
      if (T (at)->gap != LUWTE_GAP_LINE)
        return FALSE;
      i = at;
    }
  if (!(T (at + 1)->gap == LUWTE_GAP_LINE || T (at + 1)->length == 0))
    return FALSE;
  for (int back = 1; back <= 5; back++)
    if (luwte_token_in (T (i - back), " noemen noem naam heet heten "))
      return self->bytes[T (i - 1)->end] == '?';
  return FALSE;
}

/* "Hoe mag ik je noemen?" / "Hulpvrager: beertje" */
static gboolean
answers_name_question (const LuwteReading *self, int at)
{
  return luwte_token_starts (T (at)) && is_alone_behind_name_question (self, at);
}

/* Whether it begins a phrase that names somebody known to all, or a service: where that ends. */
static int
public_phrase (const LuwteReading *self, int at)
{
  guint32 node = T (at)->node;
  int found = -1;

  for (int i = at; i < at + 5 && node != LUWTE_LEX_NOWHERE; i++)
    {
      guint64 flags = i == at ? T (at)->flags : luwte_lexicon_flags (self->lexicon, node);

      if (i > at ? flags & (LUWTE_LEX (CELEBRITY) | LUWTE_LEX (HELPLINE) | LUWTE_LEX (PLATFORM) |
                            LUWTE_LEX (SHOP) | LUWTE_LEX (FEAST) | LUWTE_LEX (COUNTRY))
                 : flags & LUWTE_LEX (CELEBRITY))
        found = i;
      if (!joins (T (i + 1)))
        break;
      node = luwte_reading_phrase (self, at, i, node);
    }
  return found;
}

/* "hij heet Hoop": an ordinary word, but that it is said to be a name. */
static void
judge_word (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean thing = luwte_token_in (T (at - 2), " het dat dit er wat ziekte stoornis ding ") ||
                   luwte_token_in (T (at - 1), " het dat dit er ");

  if (luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) |
                                  LUWTE_LEX (TITLE) | LUWTE_LEX (PET)) ||
      token->length < 3)
    return;
  if (is_capital_inside (self, token))
    luwte_name_take (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_CERTAIN);
  else if (!thing && luwte_token_has (token, LUWTE_LEX (NOUN)) &&
           !luwte_token_has (token, LUWTE_LEX (SLANG)))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NAME, LUWTE_DEIDENT_DOUBTFUL);
}

/* Words that have become somebody, by what stands around them: "zegt Kale tegen mij", "mijn hondje
 * Fikkie", "varkentje en plofkip", "en die van mij Tonnetje". */
static gboolean
find_called (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  gboolean capital = is_capital_inside (self, token) && token->shape != LUWTE_SHAPE_UPPER;
  gboolean said = luwte_token_in (before, " zegt zeggen roept roepen zei riepen ") &&
                  luwte_token_in (T (at + 1), " tegen naar ") &&
                  luwte_token_in (T (at + 2), " me mij mn mijn hem haar ") && capital;
  gboolean listed = luwte_token_is (before, "en") && luwte_reading_is_taken (self, T (at - 2)) &&
                    luwte_reading_category_at (self, T (at - 2)) == LUWTE_DEIDENT_NICK;
  gboolean mine = luwte_token_in (before, " mij hem haar ") && luwte_token_is (T (at - 2), "van") &&
                  luwte_token_in (T (at - 3), " die dat ") && capital;
  gboolean noun = luwte_token_has (token, LUWTE_LEX (NOUN) | LUWTE_LEX (ADJECTIVE)) ||
                  !luwte_token_has (token, LUWTE_LEX (VERB) | LUWTE_LEX (FREQ_1));

  if (luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (KIN) | LUWTE_LEX (FIRST)) ||
      token->length < 3 || token->digits > 0 ||
      !(said || listed || mine ||
        (capital && luwte_token_has (before, LUWTE_LEX (PET)) &&
         (joins (token) || token->gap == LUWTE_GAP_COMMA))))
    return FALSE;
  if (!capital && (!noun || luwte_token_has (token, LUWTE_LEX (SLANG) | NEVER)))
    return FALSE;
  return luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NICK, LUWTE_DEIDENT_CERTAIN);
}

/* Most words end here. */
static gboolean
is_plain_word (const LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);

  return !luwte_token_has (token, FIRSTS | LUWTE_LEX (LAST)) &&
         luwte_token_has (token, LUWTE_LEX (WORD) | NEVER) &&
         !(luwte_token_is_capital (token) && luwte_token_has (token, LUWTE_LEX (LAST_AMBIGUOUS))) &&
         token->key[token->length - 1] != 's' &&
         !luwte_token_in (T (at - 1),
                          " me mij hem haar zichzelf heet heette is was zegt zeggen roept "
                          "roepen en ") &&
         !luwte_token_has (T (at - 1),
                           LUWTE_LEX (PET) |
                               (luwte_token_is_capital (token) ? LUWTE_LEX (KIN) : 0)) &&
         !(luwte_token_in (T (at - 2), " me mij hem ") &&
           luwte_token_in (T (at - 1), " zijn haar z'n hun de het een altijd ook gewoon ")) &&
         !answers_name_question (self, at);
}

static void
judge (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean kin;
  Cue cue;

  if (token->length == 1)
    {
      if (!find_disguised (self, at))
        find_letter (self, at);
      return;
    }
  if (token->digits > 0)
    {
      find_disguised (self, at);
      return;
    }
  cue = cue_before (self, at);
  if (answers_name_question (self, at) &&
      !luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (GREETING)))
    {
      luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_NICK, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (find_called (self, at))
    return;
  if (cue == CUE_NICK && luwte_token_has (token, NEVER))
    find_nickname (self, at);
  /* "mijn moeder Ewa": a greeting too, but not behind her. */
  kin = cue == CUE_KIN && is_capital_inside (self, token) &&
        luwte_token_has (T (at - 1), LUWTE_LEX (KIN)) &&
        !luwte_token_has (token, LUWTE_LEX (COUNTRY) | LUWTE_LEX (MONTH) | LUWTE_LEX (WEEKDAY) |
                                     LUWTE_LEX (PLATFORM) | LUWTE_LEX (HELPLINE));
  if (luwte_token_has (token, NEVER) &&
      !((kin || (cue == CUE_STRONG && is_capital (self, token))) &&
        !luwte_token_has (token, LUWTE_LEX (FUNCTION))))
    return;
  if (is_safe_first (token))
    judge_first (self, at, cue);
  else if (luwte_token_has (token, FIRSTS | LUWTE_LEX (LAST_AMBIGUOUS)) &&
           luwte_token_has (token,
                            LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) | LUWTE_LEX (FOREIGN) | FIRSTS))
    judge_ambiguous (self, at, cue);
  else if (is_unlisted (token) ||
           (luwte_token_is_capital (token) &&
            !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) | NEVER)))
    judge_unlisted (self, at, cue);
  else if (cue == CUE_STRONG || kin)
    judge_word (self, at);
  if (luwte_reading_is_taken (self, token))
    return;
  if (cue == CUE_NICK)
    find_nickname (self, at);
  if (!luwte_reading_is_taken (self, token) && !find_owner (self, at) &&
      !find_diminutive (self, at) && token->length >= 5 && luwte_name_is_bad_typing (token))
    find_disguised (self, at);
}

void
luwte_find_names (LuwteReading *self)
{
  /* Twice: "Ria en wes" knows wes by Ria, "wes en Ria" too. */
  for (int i = 0; i < self->n_tokens; i++)
    {
      const LuwteToken *token = &self->tokens[i];
      int end = -1;

      if (luwte_reading_is_taken (self, token))
        continue;
      if (luwte_token_has (token, LUWTE_LEX (CELEBRITY)) || luwte_token_goes_on (token))
        end = public_phrase (self, i);
      if (end >= i)
        i = end;
      else if (token->length == 1 || token->digits > 0 || !is_plain_word (self, i))
        judge (self, i);
    }
}
