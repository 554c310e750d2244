/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The numeral of somebody's age, now or then. "Al 20 jaar" is a duration, "groep 7" a class, "20
 * paracetamol" a dose: what makes a number an age stands beside it. */

#include "luwte-reading-private.h"

#include <string.h>

#define BE \
  " kzijn kzen ben is was word wordt werd bent bn geworden waren worden wrd kben kwas zijn "
#define PERSON " ik hij zij ze ie je jij u we wij jullie die k kind ikke zy hy "
#define BETWEEN                                                                                    \
  " nu pas net bijna al nog maar toen ook ongeveer rond ca circa volgende week maand jaar morgen " \
  "vandaag zelf allebei beide beiden allemaal mijn echt eigenlijk amper nauwelijks ondertussen "   \
  "inmiddels intussen straks in en gewoon eig dan hier juist dus "
#define NOT_AFTER                                                                                  \
  " al sinds elke om na over binnen iedere paar per ruim voor tot gedurende duurt duurde laatste " \
  "eerste volgende komende "

static int
age_value (const LuwteToken *token)
{
  int value = luwte_token_value (token);

  if (luwte_token_is_number (token) && token->length > 1 && token->key[0] == '0')
    return -1;
  return value <= 110 ? value : -1;
}

static gboolean
part_of_number (const LuwteReading *self, const LuwteToken *token)
{
  guint8 before = token->start > 0 ? self->bytes[token->start - 1] : ' ';
  guint8 after = self->bytes[token->end];
  guint8 beyond = after != 0 ? self->bytes[token->end + 1] : 0;

  if (!luwte_token_is_number (token))
    return FALSE;
  return strchr (":€$#", before) != NULL || after == '%' || after == ':' ||
         ((after == ',' || after == '.') && beyond >= '0' && beyond <= '9') ||
         ((before == ',' || before == '.') && token->start > 1 &&
          self->bytes[token->start - 2] >= '0' && self->bytes[token->start - 2] <= '9');
}

static void
take (LuwteReading *self, int at)
{
  luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_AGE, LUWTE_DEIDENT_CERTAIN);
}

static gboolean
is_person_noun (const LuwteToken *token)
{
  return luwte_token_has (token, LUWTE_LEX (KIN) | LUWTE_LEX (ROLE) | LUWTE_LEX (FIRST)) ||
         luwte_token_in (
             token,
             " vrouwtje mannetje tweeling kleintje kinderen jongens meisjes kids zussen broers "
             "dame heer peuter kleuter puber tiener baby ventje meiske jochie jongetje meisjes "
             "mensen jongen meid persoon volwassene leeftijd mannen vrouwen oudste jongste "
             "middelste oude leerling student kindje zoontje dochtertje ");
}

static gboolean
is_somebody (const LuwteReading *self, const LuwteToken *token)
{
  return luwte_reading_is_taken (self, token) &&
         luwte_reading_category_at (self, token) <= LUWTE_DEIDENT_NICK;
}

/* "de 52-jarige", "17 jaar", "zes jaar oud", "19 jr". */
static gboolean
with_unit (LuwteReading *self, int at)
{
  const LuwteToken *unit = T (at + 1);
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (at + 2);
  int back = at - 1;

  if (luwte_token_in (unit, " jarige jarig jarigen "))
    return TRUE;
  if (!luwte_token_in (unit, " jaar jr jaartjes j jaren lentes ") || luwte_token_starts (unit))
    {
      /* A baby's months. */
      return luwte_token_in (unit, " maanden mnd maand weken ") && luwte_token_is (before, "van") &&
             luwte_token_has (T (at - 2), LUWTE_LEX (KIN));
    }
  if (luwte_token_in (after, " oud jong en of ") && (luwte_token_in (after, " oud jong ")))
    return TRUE;
  if (luwte_token_in (
          after, " geleden lang samen getrouwd later terug bij in op aan celstraf cel ervaring "
                 "clean nuchter vast relatie gepest gewerkt gewoond therapie durend ouder jonger "))
    return FALSE;
  if (luwte_token_in (before, " heb kheb ") && age_value (T (at)) >= 10 &&
      (luwte_token_starts (after) || after->length == 0 || luwte_token_in (after, " en ")))
    return TRUE;
  if (luwte_token_in (before, NOT_AFTER) && !luwte_token_in (T (at - 2), BE))
    return luwte_token_is (before, "al") && luwte_token_in (T (at - 2), " ben is ");
  if (is_person_noun (before) || luwte_token_in (before, " vanaf "))
    return TRUE;
  if (before->length == 0 || before->gap == LUWTE_GAP_LINE)
    return luwte_token_starts (after) || after->gap == LUWTE_GAP_COMMA || after->length == 0;
  for (int i = 0; i < 4; i++, back--)
    {
      if (luwte_token_in (T (back), BE " van v m man vrouw jongen meisje leeftijd toen oud met "))
        return TRUE;
      if (is_person_noun (T (back)) || is_somebody (self, T (back)))
        return TRUE;
      if (!luwte_token_in (T (back), BETWEEN) && !luwte_token_in (T (back), PERSON) &&
          luwte_token_value (T (back)) < 2)
        break;
    }
  return T (at)->gap == LUWTE_GAP_COMMA || T (at)->gap == LUWTE_GAP_OTHER ||
         luwte_token_starts (T (at));
}

/* "(16)", "(v, 17)", "man, 43,", "m/17", "Yusuf (12)". */
static gboolean
in_brackets (const LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *before = T (at - 1);
  guint8 left = token->start > 0 ? self->bytes[token->start - 1] : 0;
  guint8 right = self->bytes[token->end];

  if (!luwte_token_is_number (token) || token->length > 2 || age_value (token) < 1)
    return FALSE;
  /* "(4 en 6)" */
  if (right == ')' && luwte_token_in (before, " en of ") && luwte_token_is_number (T (at - 2)) &&
      T (at - 2)->start > 0 && self->bytes[T (at - 2)->start - 1] == '(')
    return TRUE;
  if (right == ')' && token->gap == LUWTE_GAP_COMMA &&
      (is_person_noun (before) || is_somebody (self, before)))
    return TRUE;
  if (right == ')' &&
      (left == '(' || luwte_token_in (before, " v m x man vrouw jongen meisje jaar lft vr ")))
    return before->length > 0 &&
           (left != '(' || is_person_noun (before) || luwte_reading_is_taken (self, before) ||
            luwte_token_is_capital (before) ||
            luwte_token_in (before, " ik cl clt hij zij ze mij me dochter client cliente "));
  if (luwte_token_in (before,
                      " v m vr man vrouw jongen meisje lft leeftijd mnl vrl mannelijk vrouwelijk "))
    return (token->gap == LUWTE_GAP_COMMA || token->gap == LUWTE_GAP_OTHER ||
            token->gap == LUWTE_GAP_NONE || luwte_token_in (before, " lft leeftijd v m ") ||
            (token->gap == LUWTE_GAP_STOP && luwte_token_in (before, " lft leeftijd "))) &&
           !luwte_token_has (T (at + 1), LUWTE_LEX (UNIT));
  if (token->gap == LUWTE_GAP_COMMA &&
      (right == ',' || right == ')' || right == '.' || right == ';' || right == 0 ||
       right == '\n') &&
      (luwte_reading_is_taken (self, before) &&
       luwte_reading_category_at (self, before) == LUWTE_DEIDENT_NAME))
    return TRUE;
  return (luwte_token_in (T (at + 1), " v m ") &&
          (T (at + 1)->gap == LUWTE_GAP_COMMA || T (at + 1)->gap == LUWTE_GAP_NONE) &&
          !luwte_token_has (before, LUWTE_LEX (MONTH)));
}

/* "ik ben 15", "ze is pas 11", "toen ik acht was", "Dylan heet en 17 is". */
static gboolean
with_being (const LuwteReading *self, int at)
{
  const LuwteToken *after = T (at + 1);
  const LuwteToken *token = T (at);
  int back = at - 1;
  gboolean far = FALSE;

  if (age_value (token) < 2 || (luwte_token_starts (token) && token->gap == LUWTE_GAP_LINE &&
                                !luwte_token_in (after, " ben word ")))
    return FALSE;
  if (luwte_token_has (after, LUWTE_LEX (UNIT)) && !luwte_token_starts (after) &&
      after->gap != LUWTE_GAP_COMMA && !luwte_token_in (after, " en of op bij man "))
    return FALSE;
  if (luwte_token_has (after, LUWTE_LEX (NOUN)) && !luwte_token_starts (after) &&
      after->gap == LUWTE_GAP_SPACE &&
      !luwte_token_has (after, LUWTE_LEX (FUNCTION) | LUWTE_LEX (VERB) | LUWTE_LEX (SLANG) |
                                   LUWTE_LEX (ROLE)))
    return FALSE;
  if (luwte_token_in (after, " ben word ") && luwte_token_in (T (at + 2), " ik ") &&
      luwte_token_starts (token))
    return TRUE;
  if (luwte_token_in (after, " was ben is werd wordt word waren bent worden geworden ") &&
      after->gap == LUWTE_GAP_SPACE)
    for (int i = 1; i <= 5; i++)
      if (luwte_token_in (T (at - i), PERSON) || is_person_noun (T (at - i)) ||
          luwte_reading_is_taken (self, T (at - i)))
        return !luwte_token_in (T (at - i - 1), " nummer ");
  for (int i = 0; i < 6; i++, back--)
    {
      const LuwteToken *word = T (back);

      if (luwte_token_in (word, BE))
        {
          const LuwteToken *subject = T (back - 1);
          const LuwteToken *inverted = T (back + 1);

          if (luwte_token_in (subject, " het dat dit er wat nummer klas groep prijs kans uur "
                                       "deadline score cijfer klok kamer tijd "))
            return FALSE;
          if (luwte_token_in (word, " zijn was is ") && !luwte_token_in (subject, PERSON) &&
              !luwte_token_in (inverted, PERSON) && !is_person_noun (subject) &&
              !luwte_reading_is_taken (self, subject) &&
              !(luwte_token_in (subject, " nu eigenlijk zelf ook toen ouder ")))
            return FALSE;
          return !far || luwte_token_in (word, " word wordt werd worden ");
        }
      if (!luwte_token_in (word, BETWEEN) && !luwte_token_in (word, PERSON))
        {
          if (!luwte_token_in (T (back - 1), " word wordt werd ") &&
              !luwte_token_in (T (back - 2), " word wordt werd "))
            return FALSE;
          far = TRUE;
        }
      if (luwte_token_starts (word))
        return FALSE;
    }
  return FALSE;
}

/* "een meisje van 16", "mijn dochter Olena van 9", "met eentje van veertien". */
static gboolean
with_van (const LuwteReading *self, int at)
{
  const LuwteToken *after = T (at + 1);
  int i = at - 1;

  if (age_value (T (at)) < 1)
    return FALSE;
  if (luwte_token_in (T (i), " bijna pas net rond amper "))
    i--;
  if (!luwte_token_in (T (i), " van vn ") ||
      (luwte_token_has (after, LUWTE_LEX (UNIT)) && after->gap == LUWTE_GAP_SPACE &&
       !luwte_token_in (after, " en op bij ")))
    return FALSE;
  /* "de oudste van 5" has four brothers and sisters. */
  if (luwte_token_in (T (i - 1), " oudste jongste middelste ") && luwte_token_is (T (i - 2), "de"))
    return FALSE;
  return is_person_noun (T (i - 1)) || luwte_token_in (T (i - 1), " iemand eentje een ") ||
         (luwte_reading_is_taken (self, T (i - 1)) &&
          luwte_reading_category_at (self, T (i - 1)) <= LUWTE_DEIDENT_NICK);
}

/* "op mijn twaalfde", "sinds m'n 14e", "tot mijn 18de". */
static gboolean
find_ordinal (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  gboolean digits = token->digits >= 1 && token->digits <= 2 && token->digits < token->length &&
                    (strcmp (token->key + token->digits, "e") == 0 ||
                     strcmp (token->key + token->digits, "de") == 0 ||
                     strcmp (token->key + token->digits, "ste") == 0);
  gboolean word =
      luwte_token_in (token,
                      " vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
                      "dertiende veertiende vijftiende zestiende zeventiende achttiende "
                      "negentiende twintigste eenentwintigste dertigste veertigste vijftigste ");

  if ((!digits && !word) ||
      !luwte_token_in (T (at - 1), " mijn mn m'n zijn zn haar hr hun je jouw men me mijne d'r ") ||
      !luwte_token_in (T (at - 2), " op sinds vanaf tot rond voor na van tegen tussen ") ||
      luwte_token_in (
          T (at + 1),
          " verdieping jaar les keer dag week poging kind stage huis vriend vriendin relatie "
          "werkdag examen baan verjaardag sessie gesprek plek plaats leerjaar ") ||
      (luwte_token_has (T (at + 1), LUWTE_LEX (NOUN)) &&
       !luwte_token_has (T (at + 1), LUWTE_LEX (FUNCTION) | LUWTE_LEX (VERB)) &&
       T (at + 1)->gap == LUWTE_GAP_SPACE))
    return FALSE;
  luwte_reading_take (self, token->start, digits ? token->start + token->digits : token->end,
                      LUWTE_DEIDENT_AGE, LUWTE_DEIDENT_CERTAIN);
  return TRUE;
}

/* "de zestienjarige" */
static void
find_spelled (LuwteReading *self, const LuwteToken *token)
{
  gsize ending = luwte_endings_of (LUWTE_ENDINGS (" jarige jarig jarigen "), token->key,
                                   token->length, 1);
  LuwteToken number = *token;
  char key[64];

  if (ending == 0 || token->end - token->start != token->length)
    return;
  number.length = (guint8) (token->length - ending);
  memcpy (key, token->key, number.length);
  key[number.length] = '\0';
  number.key = key;
  number.hash = luwte_hash_of (key, number.length);
  if (luwte_token_value (&number) > 0)
    luwte_reading_take (self, token->start, token->start + number.length, LUWTE_DEIDENT_AGE,
                        LUWTE_DEIDENT_CERTAIN);
}

/* "16jaar", "15jr", "17jarige", "v17", "m15", "17m". */
static void
find_joined (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  guint digits = token->digits;
  const char *rest = token->key + digits;

  if (digits < 1 || digits > 2 || digits == token->length)
    return;
  if (g_ascii_isdigit (token->key[0]) && (digits == 1 || g_ascii_isdigit (token->key[1])))
    {
      if (strcmp (rest, "jaar") == 0 || strcmp (rest, "jr") == 0)
        {
          const LuwteToken *before = T (at - 1);

          if (luwte_token_in (before, NOT_AFTER) ||
              luwte_token_in (T (at + 1), " geleden lang samen "))
            return;
        }
      else if (strcmp (rest, "jarige") != 0 && strcmp (rest, "jarig") != 0 &&
               !((strcmp (rest, "j") == 0 || strcmp (rest, "m") == 0 || strcmp (rest, "v") == 0 ||
                  strcmp (rest, "f") == 0) &&
                 digits == 2 &&
                 (T (at)->gap != LUWTE_GAP_SPACE ||
                  luwte_token_in (T (at - 1), BE " v m vr man vrouw meisje jongen cl ") ||
                  T (at - 1)->length == 0)))
        return;
      luwte_reading_take (self, token->start, token->start + digits, LUWTE_DEIDENT_AGE,
                          LUWTE_DEIDENT_CERTAIN);
    }
  else if (token->length == 3 && digits == 2 && strchr ("vmf", token->key[0]) != NULL &&
           (luwte_token_starts (token) || token->gap != LUWTE_GAP_SPACE ||
            luwte_token_in (T (at - 1), " cl client beller melder ")))
    luwte_reading_take (self, token->start + 1, token->end, LUWTE_DEIDENT_AGE,
                        LUWTE_DEIDENT_CERTAIN);
}

/* "3, 5 en 9": the next of a list. */
static gboolean
in_list (const LuwteReading *self, int at, int last_age)
{
  const LuwteToken *token = T (at);
  const LuwteToken *after = T (at + 1);
  gboolean comma = at - last_age == 1 && token->gap == LUWTE_GAP_COMMA;
  gboolean word = at - last_age == 2 && luwte_token_in (T (at - 1), " en of bijna ");

  return (comma || word) && luwte_token_value (token) > (word ? 2 : 0) &&
         !(luwte_token_has (after, LUWTE_LEX (UNIT)) && after->gap == LUWTE_GAP_SPACE &&
           !luwte_token_in (after, " en of "));
}

/* "meisje 14, vmbo" */
static gboolean
behind_person (const LuwteReading *self, int at)
{
  const LuwteToken *after = T (at + 1);

  if (T (at)->gap == LUWTE_GAP_STOP && luwte_token_in (T (at - 1), " cl pt hvr clt ") &&
      luwte_token_is_number (T (at)) && T (at)->length == 2 && after->gap == LUWTE_GAP_COMMA)
    return TRUE;
  return T (at)->gap == LUWTE_GAP_SPACE && age_value (T (at)) > 2 &&
         luwte_token_in (T (at - 1),
                         " meisje jongen man vrouw kind dochter zoon zoontje dochtertje "
                         "broer zus broertje zusje meid kleinkind kleindochter "
                         "kleinzoon jongere hulpvrager client cliente beller ") &&
         (after->gap == LUWTE_GAP_COMMA || after->length == 0 || after->gap == LUWTE_GAP_OTHER ||
          after->gap == LUWTE_GAP_LINE || luwte_token_in (after, " jaar jr "));
}

/* "Tamar 14, Gijs 12 en Pim 3" */
static gboolean
behind_name (const LuwteReading *self, int at)
{
  const LuwteToken *after = T (at + 1);

  return luwte_token_is_number (T (at)) && T (at)->gap == LUWTE_GAP_SPACE && at > 0 &&
         age_value (T (at)) > 0 && luwte_reading_is_taken (self, T (at - 1)) &&
         luwte_reading_category_at (self, T (at - 1)) == LUWTE_DEIDENT_NAME &&
         (after->length == 0 || after->gap == LUWTE_GAP_COMMA || luwte_token_starts (after) ||
          luwte_token_in (after, " en jaar jr "));
}

/* "mijn oudste is 12, de jongste 2": the verb was said before. */
static gboolean
of_another (const LuwteReading *self, int at, int last_age)
{
  return at - last_age <= 4 && is_person_noun (T (at - 1)) && T (at)->gap == LUWTE_GAP_SPACE &&
         (T (at + 1)->length == 0 || luwte_token_starts (T (at + 1)) ||
          T (at + 1)->gap == LUWTE_GAP_COMMA || luwte_token_is (T (at + 1), "en"));
}

/* "mijn broer is acht en mijn zusje elf", "hij is 40 en ik 14": the verb was said before. */
static gboolean
with_verb_before (const LuwteReading *self, int at, int last_age)
{
  const LuwteToken *before = T (at - 1);
  const LuwteToken *after = T (at + 1);

  return at - last_age <= 7 && age_value (T (at)) >= 2 && T (at)->gap == LUWTE_GAP_SPACE &&
         (luwte_token_has (before, LUWTE_LEX (KIN)) || luwte_token_in (before, PERSON)) &&
         (luwte_token_starts (after) || after->gap == LUWTE_GAP_COMMA || after->length == 0 ||
          luwte_token_is (after, "en"));
}

static gboolean
any_age (const LuwteReading *self)
{
  for (guint i = 0; i < self->finds->len; i++)
    if (g_array_index (self->finds, LuwteDeidentSpan, i).category == LUWTE_DEIDENT_AGE)
      return TRUE;
  return FALSE;
}

void
luwte_find_ages (LuwteReading *self)
{
  int last_age = -10;

  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_AGE) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_AGE) == 0 || luwte_reading_is_taken (self, token) ||
          find_ordinal (self, i))
        continue;
      if (token->digits > 0 && token->digits < token->length)
        find_joined (self, i);
      else if (token->digits == 0 && token->length >= 8 && luwte_token_value (token) < 0)
        find_spelled (self, token);
      else if (age_value (token) >= 0 && !part_of_number (self, token) &&
               !(luwte_token_value (token) == 1 && token->digits == 0) &&
               (with_unit (self, i) || in_brackets (self, i) || with_being (self, i) ||
                with_van (self, i) || with_verb_before (self, i, last_age) ||
                in_list (self, i, last_age) || of_another (self, i, last_age) ||
                behind_name (self, i) || behind_person (self, i)))
        {
          take (self, i);
          last_age = i;
        }
    }
  if (!any_age (self))
    return;
  /* "van 8 en 10", "11 of 12 jaar": the one before. */
  for (int i = self->n_tokens - 3; i >= 0; i--)
    if (luwte_token_in (T (i + 1), " en of tot ") && age_value (T (i)) > (T (i)->digits == 0) &&
        !luwte_reading_is_taken (self, T (i)) && !part_of_number (self, T (i)) &&
        luwte_reading_is_taken (self, T (i + 2)) &&
        luwte_reading_category_at (self, T (i + 2)) == LUWTE_DEIDENT_AGE &&
        luwte_token_value (T (i)) >= 0)
      take (self, i);
}
