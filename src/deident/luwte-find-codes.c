/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Bank accounts, number plates, postcodes, and the numbers of clients, files and passports. */

#include "luwte-reading-private.h"

#include <string.h>

static gboolean
is_digit (guint8 c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_letter (guint8 c)
{
  return c >= 'a' && c <= 'z';
}

static gboolean
is_alnum (guint8 c)
{
  return is_digit (c) || is_letter (c);
}

static gboolean
has_cue (const LuwteReading *self, int at, LuwteWords *words, int reach)
{
  for (int i = at - 1; i >= at - reach && i >= 0; i--)
    if (luwte_token_among (T (i), words))
      return TRUE;
  return FALSE;
}

static guint
iban_length (const guint8 *two)
{
  static const char countries[] = "NL18BE16DE22FR27PL28TR26UA29RO24ES24IT27MA28GB22LT20LU20PT25BG22"
                                  "AT20CH21DK18SE24NO15IE22CZ24SK24HU28HR21EE20LV21GR27";

  for (const char *p = countries; *p != '\0'; p += 4)
    if (g_ascii_tolower (p[0]) == two[0] && g_ascii_tolower (p[1]) == two[1])
      return (guint) (p[2] - '0') * 10 + (guint) (p[3] - '0');
  return 0;
}

static void
find_iban (LuwteReading *self, guint at, int token)
{
  guint wanted = iban_length (self->bytes + at);
  guint n = 0;
  guint end = at;
  guint i = at;
  guint8 prefix = 0;

  /* A letter of another alphabet begins no country's, and would else be an account of no length. */
  if (wanted == 0)
    return;
  for (guint gap = 0; i < self->n_chars && n < wanted && gap < 3; i++)
    if (is_alnum (self->bytes[i]))
      {
        n++;
        gap = 0;
        end = i + 1;
        /* NL has four letters and ten digits behind its check digits, BE digits only. */
        if (prefix == 0 && n > (self->bytes[at] == 'n' ? 8 : 4) && !is_digit (self->bytes[i]) &&
            (wanted == 18 || wanted == 16))
          return;
      }
    else if (strchr (" .-", self->bytes[i]) != NULL && self->bytes[i] != 0)
      gap++;
    else
      break;
  if ((n == wanted && !is_alnum (self->bytes[end])) ||
      (n >= 12 && has_cue (self, token, LUWTE_WORDS (" rekening rekeningnummer iban rek "), 5)))
    luwte_reading_take (self, at, end, LUWTE_DEIDENT_IBAN, LUWTE_DEIDENT_CERTAIN);
}

/* Letters and digits in one, or a dash behind it: else no number plate begins with this word. */
static gboolean
may_be_plate (const LuwteReading *self, const LuwteToken *token)
{
  return (token->digits > 0 && token->digits < token->length) || self->bytes[token->end] == '-';
}

/* "XX-99-99" of what stands here: X for letters, 9 for digits. */
static guint
plate_shape (const LuwteReading *self, guint at, char *shape, gsize room)
{
  gsize n = 0;
  guint end = at;

  for (; n + 1 < room && (is_alnum (self->bytes[end]) ||
                          (self->bytes[end] == '-' && is_alnum (self->bytes[end + 1])));
       end++)
    shape[n++] = self->bytes[end] == '-' ? '-' : is_digit (self->bytes[end]) ? '9' : 'X';
  shape[n] = '\0';
  return end;
}

#define PLATE_SHAPES                                                                            \
  " XX-99-99 99-99-XX 99-XX-99 XX-99-XX XX-XX-99 99-XX-XX 99-XXX-9 9-XXX-99 XX-999-X X-999-XX " \
  "XXX-99-X X-99-XXX 9-XX-999 999-XX-9 9-XXX-999 XXX-999 9XXX999 9-XXX999 9XXX-999 999-XXX "
#define PLATE_LOOSE                                                                              \
  " XX9999 9999XX 99XX99 XX99XX XXXX99 99XXXX 99XXX9 9XXX99 XX999X X999XX XXX99X X99XXX 9XX999 " \
  "999XX9 XXX999 999XXX "
#define PLATE_CUES                                                                           \
  " kenteken nummerplaat plaat kentekenplaat nrplaat kentekens nummerplaten kentekennummer " \
  "platen "

static gboolean
shape_in (const char *shape, LuwteWords *list)
{
  gsize length = strlen (shape);

  return length > 0 && luwte_words_have (list, shape, length, luwte_hash_of (shape, length));
}

static gboolean
find_plate (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  int last = at;

  if (may_be_plate (self, token))
    {
      char shape[14];
      guint end = plate_shape (self, token->start, shape, sizeof shape);

      if (shape_in (shape, LUWTE_WORDS (PLATE_SHAPES)) && !is_alnum (self->bytes[end]))
        return luwte_reading_take (self, token->start, end, LUWTE_DEIDENT_PLATE,
                                   LUWTE_DEIDENT_CERTAIN);
    }
  /* Behind "kenteken", anything of letters and digits, also with spaces: "sx 482 k". */
  if (token->digits == 0 &&
      !(token->length <= 3 && T (at + 1)->digits > 0 &&
        (T (at + 1)->gap == LUWTE_GAP_SPACE || T (at + 1)->gap == LUWTE_GAP_HYPHEN) &&
        !luwte_token_has (token, LUWTE_LEX (FUNCTION))))
    return FALSE;
  if (!is_alnum (self->bytes[token->start]) || !has_cue (self, at, LUWTE_WORDS (PLATE_CUES), 5))
    return FALSE;
  while (last < at + 3 &&
         (T (last + 1)->gap == LUWTE_GAP_SPACE || T (last + 1)->gap == LUWTE_GAP_HYPHEN) &&
         T (last + 1)->length <= 4 && T (last + 1)->length > 0 &&
         (T (last + 1)->digits > 0 ||
          (T (last + 1)->length <= 3 &&
           !luwte_token_has (T (last + 1), LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG)))))
    last++;
  if (T (last)->end - token->start < 5)
    return FALSE;
  return luwte_reading_take_tokens (self, at, last, LUWTE_DEIDENT_PLATE, LUWTE_DEIDENT_CERTAIN);
}

#define NOT_LETTERS                                                                                \
  " mg kg km ml mm cm eu gb mb kb px tb ps sa sd ss is en of in op te de we je ze ik ie al om zo " \
  "na nu "                                                                                         \
  "me er ga jr st nd th bc ad us uk tv pc cc "

/* What is measured is written on to its number; no other two letters are, but a postcode's. */
#define UNITS " mg kg km ml mm cm gr eu gb mb kb px "

/* "1098xh", "3572 KT"; four digits and nothing else in Flanders, beside a town. */
static void
find_postcode (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  const LuwteToken *next = T (at + 1);
  int value = 0;
  gboolean cue = has_cue (self, at,
                          LUWTE_WORDS (" postcode pc postcodes woonplaats postcodegebied "), 3);

  for (guint i = 0; i < MIN (token->length, 4u); i++)
    value = value * 10 + (token->key[i] - '0');
  if (token->length == 6 && token->digits == 4 && is_letter ((guint8) token->key[4]) &&
      is_letter ((guint8) token->key[5]) && value >= 1000)
    {
      const LuwteToken letters = { .key = token->key + 4,
                                   .length = 2,
                                   .hash = luwte_hash_of (token->key + 4, 2) };

      if (cue || !luwte_token_in (&letters, UNITS) || token->shape == LUWTE_SHAPE_UPPER)
        luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_POSTCODE, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (token->length != 4 || token->digits != 4 || value < 1000)
    return;
  if (next->length == 2 && next->digits == 0 && next->start == token->end + 1 &&
      self->bytes[token->end] == ' ' &&
      (cue || next->shape == LUWTE_SHAPE_UPPER ||
       (!luwte_token_in (next, NOT_LETTERS) &&
        !luwte_token_has (next, LUWTE_LEX (FUNCTION) | LUWTE_LEX (SLANG) | LUWTE_LEX (WORD) |
                                    LUWTE_LEX (UNIT)))) &&
      !(luwte_token_in (next, NOT_LETTERS) && !cue))
    {
      luwte_reading_take_tokens (self, at, at + 1, LUWTE_DEIDENT_POSTCODE, LUWTE_DEIDENT_CERTAIN);
      return;
    }
  if (cue)
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_POSTCODE, LUWTE_DEIDENT_CERTAIN);
  else if (((luwte_token_has (next, LUWTE_LEX (PLACE)) && next->gap == LUWTE_GAP_SPACE) ||
            (luwte_token_is_capital (next) &&
             luwte_token_has (next, LUWTE_LEX (PLACE_AMBIGUOUS) | LUWTE_LEX (PLACE_WEAK)) &&
             next->gap == LUWTE_GAP_SPACE && T (at - 1)->digits > 0) ||
            (luwte_token_is (next, "sint") && next->gap == LUWTE_GAP_SPACE &&
             luwte_token_is_capital (next))) &&
           !(value >= 1900 && value <= 2035 && !luwte_token_is_capital (next) &&
             (luwte_token_in (T (at - 1), " in sinds jaar tot van eind begin zomer winter lente "
                                          "herfst voor na uit rond ") ||
              luwte_token_has (T (at - 1), LUWTE_LEX (MONTH)))))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_POSTCODE, LUWTE_DEIDENT_CERTAIN);
  else if (luwte_token_has (T (at - 1), LUWTE_LEX (PLACE)) && (value < 1900 || value > 2035) &&
           !luwte_token_has (next, LUWTE_LEX (UNIT)))
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_POSTCODE, LUWTE_DEIDENT_CERTAIN);
}

/* What has a number of its own, with or without "nummer" behind it. */
#define ID_WORDS                                                                            \
  " kenmerk case casus dossier polis paspoort rijbewijs identiteitskaart patientendossier " \
  "idkaart id referentie ref zaak kaart pv "
#define ID_STEMS                                                                            \
  " aangifte aanmeld abonnements bewoners big burger case casus client contract dagopvang " \
  "deelnemers document dossier id identiteits identiteitskaart inschrijf inschrijvings "    \
  "kaart klant leerling leerlingen lid lidmaatschaps medewerkers meld meldings nationaal "  \
  "ov parket paspoort patient patienten personeels polis procesverbaal pv referentie "      \
  "registratie relatie rijbewijs stam stamboek student studenten uitkerings v "             \
  "vergunnings verzekerde verzekerden verzekerings vreemdelingen werknemers zaak zaaks "    \
  "zorg "

static gboolean
is_id_cue (const LuwteToken *token, const LuwteToken *next)
{
  gsize ending;

  if (luwte_token_is (next, "nummer") || luwte_token_is (next, "nr"))
    return luwte_token_in (token, " patient personeels student leerling id v" ID_STEMS);
  if (token->length < 2 || luwte_token_in (token, ID_WORDS))
    return token->length >= 2;
  ending = luwte_endings_of (LUWTE_ENDINGS (" nummer nr code num "), token->key, token->length, 0);
  return ending > 0 && luwte_words_have (LUWTE_WORDS (ID_STEMS), token->key, token->length - ending,
                                         luwte_hash_of (token->key, token->length - ending));
}

/* A code of letters and digits that begins at this word. */
static guint
code_end (const LuwteReading *self, guint at, guint *digits, guint *letters)
{
  guint end = at;

  *digits = *letters = 0;
  while (is_alnum (self->bytes[end]) || (strchr ("-/._", self->bytes[end]) != NULL &&
                                         self->bytes[end] != 0 && is_alnum (self->bytes[end + 1])))
    {
      *digits += is_digit (self->bytes[end]);
      *letters += is_letter (self->bytes[end]);
      end++;
    }
  return end;
}

static void
find_id (LuwteReading *self, int cue)
{
  for (int i = cue + 1; i <= cue + 6 && i < self->n_tokens; i++)
    {
      const LuwteToken *token = T (i);
      guint digits;
      guint letters;
      guint end;

      if (luwte_reading_is_taken (self, token) || token->gap == LUWTE_GAP_LINE)
        return;
      end = code_end (self, token->start, &digits, &letters);
      if (digits < 3 || digits + letters < 4 || luwte_token_is (T (i + 1), "euro"))
        continue;
      /* Spaced groups of digits go on. */
      while (luwte_token_is_number (T (i)) && luwte_token_is_number (T (i + 1)) &&
             T (i + 1)->start == end + 1 && self->bytes[end] == ' ' && T (i + 1)->length >= 2)
        end = T (++i)->end;
      luwte_reading_take (self, token->start, end, LUWTE_DEIDENT_ID, LUWTE_DEIDENT_CERTAIN);
      return;
    }
}

/* "NX4P7R2D8": capitals and digits mixed are the number of a document. */
static void
find_document (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);

  if (token->length >= 8 && token->length <= 12 && token->digits >= 3 &&
      token->length - token->digits >= 3 && token->shape == LUWTE_SHAPE_UPPER)
    luwte_reading_take_tokens (self, at, at, LUWTE_DEIDENT_ID, LUWTE_DEIDENT_CERTAIN);
}

void
luwte_find_codes (LuwteReading *self)
{
  if (!self->any_digits)
    return;
  for (int i = 0; i < self->n_tokens; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if (token->length >= 4 && token->key[0] >= 'a' && token->digits >= 2 &&
          is_digit ((guint8) token->key[2]) && is_digit ((guint8) token->key[3]) &&
          !luwte_reading_is_taken (self, token))
        find_iban (self, token->start, i);
      /* "NL 02 ABNA 0123 4567 89" */
      if (token->length == 2 && T (i + 1)->length == 2 && T (i + 1)->digits == 2 &&
          T (i + 2)->length == 4 && luwte_token_in (token, " nl be ") &&
          !luwte_reading_is_taken (self, token))
        find_iban (self, token->start, i);
      if (token->digits > 0 || T (i + 1)->digits > 0)
        if (!luwte_reading_is_taken (self, token))
          find_plate (self, i);
      if (token->digits >= 4 && (token->length == 4 || token->length == 6) &&
          !luwte_reading_is_taken (self, token))
        find_postcode (self, i);
      if (token->digits >= 3 && token->digits < token->length &&
          !luwte_reading_is_taken (self, token))
        find_document (self, i);
    }
  for (int i = 0, ahead = 0; i < self->n_tokens; i++)
    {
      /* The next word with a digit: its number may be told by this one. */
      while (ahead < self->n_tokens && (ahead <= i || self->tokens[ahead].digits == 0))
        ahead++;
      if (ahead == self->n_tokens)
        return;
      if (ahead <= i + 6 && self->tokens[i].digits == 0 && is_id_cue (&self->tokens[i], T (i + 1)))
        find_id (self, i);
    }
}
