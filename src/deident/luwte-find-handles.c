/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people call themselves online: with an @ or a #, with underscores, behind the name of a
 * platform, before the lines of a chat log. */

#include "luwte-reading-private.h"

#include <string.h>

#define NEVER                                                                               \
  (LUWTE_LEX (FUNCTION) | LUWTE_LEX (HELPLINE) | LUWTE_LEX (PLATFORM) | LUWTE_LEX (SLANG) | \
   LUWTE_LEX (GREETING))
#define NUMBERED                                                                                \
  " nummer nr kamer bus lijn huis week dag klas groep jaar route covid versie deel hoofdstuk "  \
  "havo vwo vmbo mavo mbo hbo aso tso bso kso level lvl top gta ps xbox windows iphone mp mei " \
  "juni juli januari februari maart april augustus september oktober november december nul "    \
  "euro eur vanaf rond om plus min fase stap uur awel zelfmoord stichting bel sinds tot "

static gboolean
is_word_char (guint8 c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == LUWTE_FOLD_LETTER || c == '_';
}

static guint
handle_end (const LuwteReading *self, guint at)
{
  guint end = at;

  while (is_word_char (self->bytes[end]) || ((self->bytes[end] == '.' || self->bytes[end] == '-') &&
                                             is_word_char (self->bytes[end + 1])))
    end++;
  return end;
}

static guint
handle_start (const LuwteReading *self, guint at)
{
  while (at > 0 && (is_word_char (self->bytes[at - 1]) ||
                    (self->bytes[at - 1] == '.' && at > 1 && is_word_char (self->bytes[at - 2]))))
    at--;
  return at;
}

static void
find_signs (LuwteReading *self)
{
  for (guint at = 0; at < self->n_chars; at++)
    {
      guint8 c = self->bytes[at];
      guint start;
      guint end;

      if (c != '@' && c != '#' && c != '_')
        continue;
      if (c == '@' && (at == 0 || !is_word_char (self->bytes[at - 1])))
        {
          const LuwteToken *token = T (luwte_reading_token_at (self, at + 1));

          end = handle_end (self, at + 1);
          if (end > at + 2 &&
              !(token->end == end &&
                luwte_token_has (token, NEVER | LUWTE_LEX (ROLE) | LUWTE_LEX (NOT_NAME))))
            luwte_reading_take (self, at, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
        }
      else if (c == '#' && at > 0 && is_word_char (self->bytes[at - 1]))
        {
          for (end = at + 1; self->bytes[end] >= '0' && self->bytes[end] <= '9'; end++)
            ;
          start = handle_start (self, at);
          if (end - at >= 4 && end - at <= 6)
            luwte_reading_take (self, start, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
        }
      else if (c == '_' && at > 0 && is_word_char (self->bytes[at - 1]) &&
               self->bytes[at - 1] != '_')
        {
          start = handle_start (self, at);
          end = handle_end (self, at);
          if (end - start >= 4 && self->taken[start] == 0)
            luwte_reading_take (self, start, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
          at = end - 1;
        }
    }
}

static gboolean
looks_made_up (const LuwteReading *self, guint start, guint end)
{
  gboolean letters = FALSE;
  gboolean other = FALSE;

  for (guint i = start; i < end; i++)
    {
      letters = letters || self->bytes[i] >= 'a';
      other = other || (self->bytes[i] >= '0' && self->bytes[i] <= '9') || self->bytes[i] == '.' ||
              self->bytes[i] == '_';
    }
  return letters && other;
}

/* "mijn snap is xx_roosje", "insta: its.bram.official", "discord: moonchild": what stands behind the
 * platform, over a few small words. */
static void
find_behind_platform (LuwteReading *self, int at)
{
  gboolean strong = FALSE;

  for (int i = at + 1; i <= at + 5 && i < self->n_tokens; i++)
    {
      const LuwteToken *token = T (i);
      guint between = token->start > T (i - 1)->end ? T (i - 1)->end : token->start;
      guint end;

      if (token->gap == LUWTE_GAP_LINE)
        return;
      if (memchr (self->bytes + between, ':', token->start - between) != NULL ||
          memchr (self->bytes + between, '=', token->start - between) != NULL)
        strong = TRUE;
      else if (token->gap == LUWTE_GAP_STOP)
        return;
      if (luwte_reading_is_taken (self, token))
        return;
      if (luwte_token_in (
              token,
              " is heet heette ben ik ook als onder naam name account nick user gebruikersnaam "
              "mijn mn id de het hij zij ze ie noem noemt me zich jij die ander "))
        {
          strong = strong ||
                   luwte_token_in (token, " is heet heette naam name account user gebruikersnaam ");
          continue;
        }
      end = handle_end (self, token->start);
      if (looks_made_up (self, token->start, end) && end - token->start >= 4 &&
          !luwte_token_is_number (token))
        {
          luwte_reading_take (self, token->start, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
          return;
        }
      if (strong && token->length >= 4 && token->digits == 0 &&
          !luwte_token_has (token,
                            NEVER | LUWTE_LEX (NOT_NAME) | LUWTE_LEX (WORD) | LUWTE_LEX (FIRST)))
        luwte_reading_take (self, token->start, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
      return;
    }
}

/* "lotje2009", "xxkillerxx12" */
static void
find_numbered (LuwteReading *self, const LuwteToken *token)
{
  guint letters = 0;
  guint digits = 0;

  while (letters < token->length && token->key[letters] >= 'a')
    letters++;
  while (letters + digits < token->length && token->key[letters + digits] < 'a')
    digits++;
  if (letters < 3 || digits < 2 || digits > 9 || letters + digits != token->length)
    return;
  if (luwte_words_have (LUWTE_WORDS (NUMBERED), token->key, letters,
                        luwte_hash_of (token->key, letters)) ||
      luwte_token_has (token, LUWTE_LEX (WORD) | NEVER))
    return;
  luwte_reading_take (self, handle_start (self, token->start), handle_end (self, token->end),
                      LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
}

/* "DarkWolf", "xXShadowXx": nobody writes a capital inside a word but in a name of his own making. */
static void
find_camel (LuwteReading *self, const LuwteToken *token)
{
  guint humps = 0;

  for (guint i = token->start + 1; i < token->end; i++)
    humps += self->upper[i] && !self->upper[i - 1];
  if (humps > 0 && token->shape != LUWTE_SHAPE_UPPER && !self->shouted)
    luwte_reading_take (self, token->start, token->end, LUWTE_DEIDENT_HANDLE,
                        LUWTE_DEIDENT_CERTAIN);
}

/* "its.bram.official": two dots without a space are no end of a sentence. */
static void
find_dotted (LuwteReading *self, int at)
{
  int last = at;
  guint letters = 0;

  while (T (last + 1)->gap == LUWTE_GAP_NONE && T (last + 1)->start == T (last)->end + 1 &&
         self->bytes[T (last)->end] == '.')
    last++;
  for (int i = at; i <= last; i++)
    letters += T (i)->length - T (i)->digits >= 2;
  if (luwte_token_is (T (at), "www") || luwte_token_in (T (last), " nl be com org net eu "))
    return;
  if ((last >= at + 2 && letters >= 2) ||
      (last == at + 1 && letters == 2 && T (last)->digits > 0 && T (at)->digits == 0 &&
       T (at)->length >= 3 && T (last)->key[0] >= 'a') ||
      (last == at + 1 && letters == 2 && T (at)->digits == 0 && T (last)->length >= 3 &&
       luwte_token_has (T (at), LUWTE_LEX (FIRST)) && T (last)->shape == LUWTE_SHAPE_LOWER &&
       T (at)->shape == LUWTE_SHAPE_LOWER &&
       !luwte_token_has (T (last), LUWTE_LEX (FUNCTION) | LUWTE_LEX (VERB) | LUWTE_LEX (SLANG) |
                                       LUWTE_LEX (SPEECH))))
    luwte_reading_take_tokens (self, at, last, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
}

static gboolean
is_somebody (const LuwteToken *token)
{
  return !luwte_token_has (token, NEVER | LUWTE_LEX (ROLE) | LUWTE_LEX (NOT_NAME) |
                                      LUWTE_LEX (CUE) | LUWTE_LEX (TITLE) | LUWTE_LEX (KIN));
}

/* The name before a line of a chat log: "[21:04] zonnetje_x:", "21:04 beer -", "<beer>". */
static void
find_speaker (LuwteReading *self, guint line)
{
  guint at = line;
  gboolean time = FALSE;
  gboolean angle;
  guint end;
  const LuwteToken *token;

  if (self->bytes[at] == '[' || self->bytes[at] == '(')
    at++;
  for (;
       (self->bytes[at] >= '0' && self->bytes[at] <= '9') ||
       (self->bytes[at] == ':' && at > line) || self->bytes[at] == '-' || self->bytes[at] == '/' ||
       self->bytes[at] == ',' ||
       (time && self->bytes[at] == ' ' && self->bytes[at + 1] >= '0' && self->bytes[at + 1] <= '9');
       at++)
    time = TRUE;
  /* "13.40u: moeder belt" */
  if (time && self->bytes[at] == '.' && self->bytes[at + 1] >= '0' && self->bytes[at + 1] <= '9')
    for (at++; self->bytes[at] >= '0' && self->bytes[at] <= '9'; at++)
      ;
  if (time && self->bytes[at] == 'u' && !is_word_char (self->bytes[at + 1]))
    at++;
  while (self->bytes[at] == ']' || self->bytes[at] == ')' || self->bytes[at] == ' ' ||
         (time && self->bytes[at] == '-'))
    at++;
  angle = self->bytes[at] == '<';
  at += angle;
  end = handle_end (self, at);
  if (end <= at || !is_word_char (self->bytes[at]) ||
      !(self->bytes[end] == ':' || (angle && self->bytes[end] == '>')))
    return;
  token = T (luwte_reading_token_at (self, at));
  if (!(time || angle || looks_made_up (self, at, end)) ||
      (token->end == end && !is_somebody (token)) ||
      (token->start == at && luwte_token_is_number (token) && token->end == end) ||
      self->taken[at] != 0)
    return;
  luwte_reading_take (self, at, end, LUWTE_DEIDENT_HANDLE, LUWTE_DEIDENT_CERTAIN);
}

static void
find_speakers (LuwteReading *self)
{
  const guint8 *end = self->bytes + self->n_chars;

  find_speaker (self, 0);
  for (const guint8 *p = self->bytes; (p = memchr (p, '\n', (gsize) (end - p))) != NULL; p++)
    find_speaker (self, (guint) (p - self->bytes) + 1);
}

void
luwte_find_handles (LuwteReading *self)
{
  if (luwte_reading_has (self, '@') || luwte_reading_has (self, '#') ||
      luwte_reading_has (self, '_'))
    find_signs (self);
  if (luwte_reading_has (self, ':') || luwte_reading_has (self, '>'))
    find_speakers (self);
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_HANDLE) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_HANDLE) == 0)
        continue;
      if (luwte_token_has (token, LUWTE_LEX (PLATFORM)) && token->length > 1 &&
          !luwte_token_is (token, "of"))
        find_behind_platform (self, i);
      else if (luwte_token_in (token, LUWTE_HANDLE_CUES) && !luwte_reading_is_taken (self, token))
        find_behind_platform (self, i);
      if (luwte_reading_is_taken (self, token))
        continue;
      if (token->digits >= 2 && token->digits < token->length)
        find_numbered (self, token);
      else if (token->shape >= LUWTE_SHAPE_CAPITAL && token->flags == 0 && token->length >= 6)
        find_camel (self, token);
      else if (T (i + 1)->gap == LUWTE_GAP_NONE && token->gap != LUWTE_GAP_NONE &&
               (T (i + 2)->gap == LUWTE_GAP_NONE || T (i + 1)->digits > 0 ||
                luwte_token_has (token, LUWTE_LEX (FIRST))))
        find_dotted (self, i);
    }
}
