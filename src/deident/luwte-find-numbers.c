/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Telephone numbers, in digits with any separators, with the letter o for a zero, or in words; bank
 * accounts, citizen's numbers of both countries. A check digit that fails lowers nothing after a cue:
 * people mistype what is theirs. */

#include "luwte-reading-private.h"

#include <string.h>

#define MOST_DIGITS 20

typedef struct
{
  char digits[MOST_DIGITS + 1];
  guint ends[MOST_DIGITS + 1];    /* in the text, behind each digit */
  gboolean cuts[MOST_DIGITS + 1]; /* whether a group ends there */
  guint n;
  guint start;
  gboolean plus;
} Run;

static gboolean
is_digit (guint8 c)
{
  return c >= '0' && c <= '9';
}

/* Somebody's o for 0, l for 1: only between digits. */
static char
digit_at (const LuwteReading *self, guint at)
{
  guint8 c = self->bytes[at];
  gboolean beside = is_digit (self->bytes[at + 1]) || (at > 0 && is_digit (self->bytes[at - 1]));

  if (is_digit (c))
    return (char) c;
  if (c == 'o' &&
      (beside || self->bytes[at + 1] == 'o' || (at > 0 && self->bytes[at - 1] == 'o')) &&
      !(self->bytes[at + 1] >= 'a' && self->bytes[at + 1] != 'o') &&
      !(at > 0 && self->bytes[at - 1] >= 'a' && self->bytes[at - 1] != 'o'))
    return '0';
  return 0;
}

/* Digits with at most two separators between them. */
static void
read_run (const LuwteReading *self, guint at, Run *run)
{
  guint gap = 0;

  memset (run, 0, sizeof *run);
  run->plus = self->bytes[at] == '+';
  run->start = at;
  at += run->plus;
  while (run->n < MOST_DIGITS && at < self->n_chars && self->taken[at] == 0)
    {
      char digit = digit_at (self, at);

      if (digit != 0)
        {
          if (gap > 0 && run->n > 0)
            run->cuts[run->n - 1] = TRUE;
          gap = 0;
          run->digits[run->n] = digit;
          run->ends[run->n++] = ++at;
        }
      else if (gap < 3 && self->bytes[at] != 0 && strchr (" .-/()", self->bytes[at]) != NULL &&
               (run->n > 0 || self->bytes[at] == '('))
        {
          gap++;
          at++;
        }
      else
        break;
    }
  if (run->n > 0)
    run->cuts[run->n - 1] = at >= self->n_chars || self->taken[at] != 0 || gap > 0 ||
                            !(self->bytes[at] >= 'a');
}

static gboolean
starts_with (const Run *run, const char *head)
{
  return strncmp (run->digits, head, strlen (head)) == 0;
}

static gboolean
is_public (const Run *run)
{
  return starts_with (run, "0800") || starts_with (run, "0900") || starts_with (run, "0906") ||
         starts_with (run, "0909") || starts_with (run, "116") || starts_with (run, "078151020");
}

/* How many digits a number has that begins so; 0 when none does. */
static guint
phone_length (const Run *run, guint *other)
{
  *other = 0;
  if (run->plus || starts_with (run, "00"))
    {
      guint head = run->plus ? 0 : 2;

      if (strncmp (run->digits + head, "31", 2) == 0)
        {
          *other = head + 12;
          return run->digits[head + 2] == '0' ? head + 12 : head + 11;
        }
      if (strncmp (run->digits + head, "32", 2) == 0)
        {
          *other = head + 10;
          return run->digits[head + 2] == '4' || run->digits[head + 2] == '0' ? head + 11
                                                                              : head + 10;
        }
      return 0;
    }
  if (starts_with (run, "31") && run->n >= 11 && run->digits[2] == '6')
    return 11;
  if (starts_with (run, "32") && run->n >= 11 && run->digits[2] == '4')
    return 11;
  if (run->digits[0] != '0' || run->digits[1] == '0')
    return 0;
  /* Flemish land lines have nine digits. */
  if (run->digits[1] != '6' && !(run->digits[1] == '4' && run->digits[2] >= '6'))
    *other = 9;
  return 10;
}

static gboolean
has_cue (const LuwteReading *self, guint start, LuwteWords *words, int reach)
{
  int at = luwte_reading_token_at (self, start);

  for (int i = at - 1; i >= at - reach && i >= 0; i--)
    if (luwte_token_among (T (i), words))
      return TRUE;
  return FALSE;
}

#define PHONE_CUES                                                                                \
  " nummer nr tel tell telefoon telefoonnummer gsm mobiel mobieltje bel bellen belt gebeld "      \
  "whatsapp wapp app "                                                                            \
  "appen sms telnr telefoonnr gsmnummer mob nummertje 06 bereikbaar terugbellen belde appnummer " \
  "telno foon "
#define NOT_PHONE                                                                             \
  " order ordernummer bestelnummer bestelling pakket pakketje track trein treinnummer kamer " \
  "kamernummer "                                                                              \
  "pagina artikel artikelnummer ticket ticketnummer factuur spoor "

static gboolean
take_phone (LuwteReading *self, const Run *run)
{
  guint other;
  guint wanted = phone_length (run, &other);
  guint best = 0;

  if (run->n < 7 || is_public (run))
    return FALSE;
  for (guint n = 7; n <= run->n; n++)
    {
      if (!run->cuts[n - 1])
        continue;
      if (wanted != 0 && (n == wanted || (n == other && best == 0)))
        best = n;
      else if (run->plus && wanted == 0 && n >= 9 && n <= 15)
        best = n;
    }
  /* A digit too many or too few, behind "mijn nummer is". */
  if (best == 0 && has_cue (self, run->start, LUWTE_WORDS (PHONE_CUES), 6) &&
      !has_cue (self, run->start, LUWTE_WORDS (NOT_PHONE), 4))
    for (guint n = 8; n <= MIN (run->n, 14); n++)
      if (run->cuts[n - 1] &&
          (run->digits[0] == '0' || run->plus || run->digits[0] == '6' || run->digits[0] == '4'))
        best = n;
  /* "6 12 98 76 54" */
  if (best == 0 && run->n == 9 && run->digits[0] == '6' && run->cuts[0] && run->cuts[2] &&
      run->cuts[4] && run->cuts[6] && run->cuts[8])
    best = 9;
  if (best == 0)
    return FALSE;
  return luwte_reading_take (self, run->start, run->ends[best - 1], LUWTE_DEIDENT_PHONE,
                             LUWTE_DEIDENT_CERTAIN);
}

static gboolean
passes_eleven (const char *digits)
{
  int sum = 0;

  for (int i = 0; i < 9; i++)
    sum += (digits[i] - '0') * (i == 8 ? -1 : 9 - i);
  return sum != 0 && sum % 11 == 0;
}

static gboolean
passes_97 (const char *digits)
{
  guint64 nine = 0;
  guint check = (guint) (digits[9] - '0') * 10 + (guint) (digits[10] - '0');

  for (int i = 0; i < 9; i++)
    nine = nine * 10 + (guint64) (digits[i] - '0');
  return 97 - nine % 97 == check || 97 - (nine + 2000000000) % 97 == check;
}

#define BSN_CUES " bsn burgerservicenummer sofinummer sofi bsnnummer bsnr burgerservice bsnnr "
#define RRN_CUES                                                                \
  " rijksregisternummer rijksregister rrn insz inss nationaal rijksregisternr " \
  "rijksregisternummertje insznummer rr "
#define ACCOUNT_CUES                                                                            \
  " rekening rekeningnummer iban rek rekeningnr bankrekening bankrekeningnummer spaarrekening " \
  "banknummer rekeningnummertje "

static gboolean
take_citizen (LuwteReading *self, const Run *run)
{
  gboolean bsn = has_cue (self, run->start, LUWTE_WORDS (BSN_CUES), 8);
  gboolean rrn = has_cue (self, run->start, LUWTE_WORDS (RRN_CUES), 6);

  if (run->n >= 11 && run->cuts[10] && (rrn || passes_97 (run->digits)) && !run->plus &&
      luwte_reading_take (self, run->start, run->ends[10], LUWTE_DEIDENT_RRN,
                          LUWTE_DEIDENT_CERTAIN))
    return TRUE;
  if (run->n >= 9 && run->cuts[8] && !run->plus &&
      (bsn || (run->n == 9 && passes_eleven (run->digits) && run->digits[0] != '0' &&
               !has_cue (self, run->start, LUWTE_WORDS (NOT_PHONE), 4))) &&
      luwte_reading_take (self, run->start, run->ends[8], LUWTE_DEIDENT_BSN, LUWTE_DEIDENT_CERTAIN))
    return TRUE;
  if ((bsn || rrn) && run->n >= 7 && run->cuts[run->n - 1])
    return luwte_reading_take (self, run->start, run->ends[run->n - 1],
                               bsn ? LUWTE_DEIDENT_BSN : LUWTE_DEIDENT_RRN, LUWTE_DEIDENT_CERTAIN);
  return FALSE;
}

/* "001-1234567-89", and any long number behind "rekeningnummer". */
static gboolean
take_account (LuwteReading *self, const Run *run)
{
  gboolean belgian = run->n == 12 && run->cuts[2] && run->cuts[9];

  if (!(belgian || (run->n >= 7 && has_cue (self, run->start, LUWTE_WORDS (ACCOUNT_CUES), 5))) ||
      !run->cuts[run->n - 1])
    return FALSE;
  return luwte_reading_take (self, run->start, run->ends[run->n - 1], LUWTE_DEIDENT_IBAN,
                             LUWTE_DEIDENT_CERTAIN);
}

/* "nul zes twaalf drie vier": each word a digit or two. */
static void
find_spoken_phone (LuwteReading *self, int at)
{
  guint digits = 0;
  int words = 0;
  int i = at;

  for (; i < self->n_tokens && i < at + 16; i++)
    {
      int value = luwte_token_value (T (i));

      if (luwte_token_in (T (i), " dubbel dubbele keer maal streepje "))
        continue;
      if (value < 0 || T (i)->length > 17 || luwte_reading_is_taken (self, T (i)) ||
          (i > at && luwte_token_starts (T (i)) && T (i)->gap != LUWTE_GAP_STOP))
        break;
      digits += luwte_token_is_number (T (i)) ? T (i)->length : value > 9 ? 2 : 1;
      words += !luwte_token_is_number (T (i));
    }
  while (i > at && luwte_token_value (T (i - 1)) < 0)
    i--;
  if (digits >= 8 && digits <= 14 && words >= 3)
    luwte_reading_take_tokens (self, at, i - 1, LUWTE_DEIDENT_PHONE, LUWTE_DEIDENT_CERTAIN);
}

static void
find_runs (LuwteReading *self)
{
  static const guint8 begins[256] = {
    ['0' ... '9'] = TRUE, ['+'] = TRUE, ['('] = TRUE, ['o'] = TRUE
  };

  for (guint at = 0; at < self->n_chars; at++)
    {
      Run run;
      guint8 c = self->bytes[at];

      if (!begins[c] || self->taken[at] != 0)
        continue;
      if (at > 0 && ((self->bytes[at - 1] >= 'a') || is_digit (self->bytes[at - 1])))
        continue;
      if (c == 'o' && digit_at (self, at) == 0)
        continue;
      if (c == '(' && !is_digit (self->bytes[at + 1]) && self->bytes[at + 1] != '+')
        continue;
      if (c == '(')
        {
          /* The bracket belongs to an area code, or to the sentence. */
          guint close = at + 1;

          while (is_digit (self->bytes[close]))
            close++;
          if (self->bytes[close] != ')')
            continue;
        }
      read_run (self, at, &run);
      if (run.n >= 7)
        {
          if (take_citizen (self, &run) || take_account (self, &run) || take_phone (self, &run))
            at = run.start;
        }
      while (is_digit (self->bytes[at + 1]))
        at++;
    }
}

void
luwte_find_numbers (LuwteReading *self)
{
  if (self->any_digits)
    find_runs (self);
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_PHONE) != 0; i++)
    if ((self->tokens[i].wants & LUWTE_WANTS_PHONE) != 0 &&
        (i == 0 || luwte_token_value (T (i - 1)) < 0) &&
        !luwte_reading_is_taken (self, &self->tokens[i]))
      find_spoken_phone (self, i);
}
