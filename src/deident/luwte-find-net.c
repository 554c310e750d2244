/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Mail addresses, web addresses, IP addresses, handles and the names before lines of a chat log:
 * found by their characters, also where somebody wrote "at" and "punt". */

#include "luwte-reading-private.h"

#include <string.h>

#define TLDS                                                                                       \
  " nl be com org net eu de fr uk co info io gg tv me ly app gl us ca it es pl tr ru ua edu gov "  \
  "frl vlaanderen amsterdam online site xyz link shop blog live nu im ai dev club brussels sr ma " \
  "cc to page lu example test "
#define MAIL_HOSTS                                                                           \
  " gmail hotmail outlook live ziggo telenet skynet icloud yahoo proton protonmail kpnmail " \
  "planet "                                                                                  \
  "hetnet home xs4all casema upcmail quicknet gmx "

static gboolean
is_alnum (guint8 c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == LUWTE_FOLD_LETTER;
}

static gboolean
in_set (guint8 c, const char *set)
{
  return c != 0 && strchr (set, c) != NULL;
}

/* Whether the letters from..to are one of the words. */
static gboolean
bytes_in (const LuwteReading *self, guint from, guint to, LuwteWords *words)
{
  const char *key = (const char *) self->bytes + from;

  return to > from && to - from < 32 &&
         luwte_words_have (words, key, to - from, luwte_hash_of (key, to - from));
}

/* The end of a host name that begins here, 0 when there is none: labels with dots, ending in a known
 * top-level domain. */
static guint
host_end (const LuwteReading *self, guint at)
{
  guint end = 0;
  guint label = at;
  guint n_labels = 0;

  for (guint i = at;; i++)
    {
      guint8 c = self->bytes[i];

      if (is_alnum (c) || (c == '-' && i > label))
        continue;
      if (i == label)
        break;
      if (n_labels > 0 && bytes_in (self, label, i, LUWTE_WORDS (TLDS)))
        end = i;
      n_labels++;
      label = i + 1;
      if (c != '.')
        break;
    }
  return end;
}

/* "ikke99 @ live . nl" */
static void
find_spaced_mail (LuwteReading *self, guint at)
{
  int host = luwte_reading_token_at (self, at);
  const LuwteToken *before = T (host - 1);
  const LuwteToken *after = T (host + 1);
  guint start = before->start;

  if (host < 1 || host >= self->n_tokens || self->taken[at] != 0 || before->end + 1 < at ||
      T (host)->start > at + 2 ||
      !(luwte_token_in (after, TLDS) && after->start <= T (host)->end + 3 &&
        memchr (self->bytes + T (host)->end, '.', after->start - T (host)->end) != NULL))
    return;
  while (start > 0 &&
         (is_alnum (self->bytes[start - 1]) || in_set (self->bytes[start - 1], "._-+")))
    start--;
  luwte_reading_take (self, start, after->end, LUWTE_DEIDENT_EMAIL, LUWTE_DEIDENT_CERTAIN);
}

static void
find_mail (LuwteReading *self)
{
  for (guint at = 1; at < self->n_chars; at++)
    {
      guint start = at;
      guint end;

      if (self->bytes[at] != '@')
        continue;
      while (start > 0 &&
             (is_alnum (self->bytes[start - 1]) || in_set (self->bytes[start - 1], "._%+-")))
        start--;
      while (start < at && in_set (self->bytes[start], ".-_+%"))
        start++;
      end = host_end (self, at + 1);
      if (end == 0)
        {
          /* "bram@gmail": the rest goes without saying. */
          guint host = at + 1;

          while (is_alnum (self->bytes[host]))
            host++;
          if (bytes_in (self, at + 1, host, LUWTE_WORDS (MAIL_HOSTS)))
            end = host;
          /* "gmail,com" */
          if (end != 0 && self->bytes[host] == ',')
            {
              guint tld = host + 1;

              while (is_alnum (self->bytes[tld]))
                tld++;
              if (bytes_in (self, host + 1, tld, LUWTE_WORDS (TLDS)))
                end = tld;
            }
        }
      if (end != 0 && start < at)
        luwte_reading_take (self, start, end, LUWTE_DEIDENT_EMAIL, LUWTE_DEIDENT_CERTAIN);
      else if (end == 0)
        find_spaced_mail (self, at);
    }
}

static gboolean
is_dot_word (const LuwteToken *token)
{
  return luwte_token_in (token, " punt dot ptn pnt ");
}

/* "bramvdb_04 at example punt nl", "lotje @ mail . be" */
static void
find_spoken_mail (LuwteReading *self, int at)
{
  const LuwteToken *token = T (at);
  int first = at - 1;
  int last = at + 1;
  gboolean domain = FALSE;
  guint start;

  if (first < 0 || last >= self->n_tokens)
    return;
  while (last - at < 8)
    {
      const LuwteToken *next = T (last + 1);

      if (is_dot_word (next) || luwte_token_in (next, " streepje min "))
        {
          last += 2;
          domain = domain || (is_dot_word (T (last - 1)) && luwte_token_in (T (last), TLDS));
        }
      else if (next->gap == LUWTE_GAP_NONE || next->gap == LUWTE_GAP_HYPHEN)
        {
          last += 1;
          domain = domain || luwte_token_in (T (last), TLDS);
        }
      else
        break;
      if (domain && !is_dot_word (T (last + 1)))
        break;
    }
  if (!domain && !(luwte_token_in (T (at + 1), MAIL_HOSTS) && !luwte_token_is (token, "at")))
    return;
  if (!domain)
    last = at + 1;
  if (last >= self->n_tokens)
    return;
  while (
      first > 0 && at - first < 8 &&
      (is_dot_word (T (first - 1)) || luwte_token_in (T (first - 1), " underscore streepje laag ")))
    first -= 2;
  first = MAX (first, 0);
  start = T (first)->start;
  while (start > 0 &&
         (is_alnum (self->bytes[start - 1]) || in_set (self->bytes[start - 1], "._-+")))
    start--;
  luwte_reading_take (self, start, T (last)->end, LUWTE_DEIDENT_EMAIL, LUWTE_DEIDENT_CERTAIN);
}

static guint
without_closing (const LuwteReading *self, guint start, guint end)
{
  while (end > start && in_set (self->bytes[end - 1], ".,;:!?)'\"]>*"))
    end--;
  return end;
}

static guint
until_space (const LuwteReading *self, guint at)
{
  while (at < self->n_chars && !in_set (self->bytes[at], " \n<>\"") && self->bytes[at] > 2)
    at++;
  return at;
}

/* The national helplines' and the platforms' own front pages tell nothing. */
static gboolean
is_public_host (const LuwteReading *self, guint start, guint end)
{
  guint dot = start;
  guint64 flags;

  if (bytes_in (self, start, MIN (start + 3, end), LUWTE_WORDS (" www ")) &&
      self->bytes[start + 3] == '.')
    start = dot = start + 4;
  while (dot < end && self->bytes[dot] != '.')
    dot++;
  flags = luwte_lexicon_look_up (self->lexicon, (const char *) self->bytes + start, dot - start);
  return (flags & (LUWTE_LEX (HELPLINE) | LUWTE_LEX (PLATFORM) | LUWTE_LEX (SHOP))) != 0;
}

/* A host name without "www": believed with a path, or when nobody ends a sentence like that. */
static void
find_bare_host (LuwteReading *self, guint start)
{
  guint end = host_end (self, start);
  guint tld = end;
  gboolean path;

  if (end == 0 || self->bytes[end] == '@')
    return;
  path = self->bytes[end] == '/' && !in_set (self->bytes[end + 1], " \n") &&
         self->bytes[end + 1] != 0;
  while (self->bytes[tld - 1] != '.')
    tld--;
  if (path)
    end = without_closing (self, start, until_space (self, end));
  else if (is_public_host (self, start, end) ||
           !bytes_in (self, tld, end,
                      LUWTE_WORDS (" nl be com org net eu info gg tv io online site xyz ")))
    return;
  luwte_reading_take (self, start, end, LUWTE_DEIDENT_URL, LUWTE_DEIDENT_CERTAIN);
}

static void
find_addresses (LuwteReading *self)
{
  for (guint at = 0; at < self->n_chars; at++)
    {
      const char *here = (const char *) self->bytes + at;
      gboolean scheme;

      if (!is_alnum (self->bytes[at]) || self->taken[at] != 0 ||
          (at > 0 && (is_alnum (self->bytes[at - 1]) || in_set (self->bytes[at - 1], "@.-_/"))))
        continue;
      scheme = *here == 'h' &&
               (strncmp (here, "http:/", 6) == 0 || strncmp (here, "https:/", 7) == 0);
      if (scheme ||
          (*here == 'w' && strncmp (here, "www.", 4) == 0 && is_alnum (self->bytes[at + 4])))
        {
          guint end = without_closing (self, at, until_space (self, at));
          guint host = scheme ? (guint) (strstr (here, "/") - here) + at + 2 : at;
          guint host_stop = host;

          while (host_stop < end && self->bytes[host_stop] != '/')
            host_stop++;
          if (end > at + 5 &&
              !(host_stop + 1 >= end && host < host_stop && is_public_host (self, host, host_stop)))
            luwte_reading_take (self, at, end, LUWTE_DEIDENT_URL, LUWTE_DEIDENT_CERTAIN);
          at = end;
        }
      else
        {
          guint end = at;

          while (is_alnum (self->bytes[end]) || self->bytes[end] == '-')
            end++;
          if (self->bytes[end] == '.' && is_alnum (self->bytes[end + 1]))
            find_bare_host (self, at);
          at = end > at ? end - 1 : at;
        }
    }
}

/* "voorbeeld punt nl" */
static void
find_spoken_address (LuwteReading *self, int at)
{
  int first = at - 1;
  int last = at + 1;

  if (first < 0 || !luwte_token_in (T (last), " nl be com org net eu ") ||
      luwte_token_has (T (first), LUWTE_LEX (FUNCTION)))
    return;
  while (first >= 2 && (is_dot_word (T (first - 1))))
    first -= 2;
  if (luwte_token_is (T (first - 1), "www"))
    first--;
  while (luwte_token_in (T (last + 1), " slash schuine ") && T (last + 2)->length > 0)
    last += 2;
  luwte_reading_take_tokens (self, first, last, LUWTE_DEIDENT_URL, LUWTE_DEIDENT_CERTAIN);
}

static void
find_ip (LuwteReading *self)
{
  for (guint at = 0; at < self->n_chars; at++)
    {
      guint end = at;
      guint groups = 0;
      guint colons = 0;
      gboolean gap = FALSE;

      if (!g_ascii_isxdigit ((char) self->bytes[at]) && self->bytes[at] != ':')
        continue;
      if (at > 0 && (is_alnum (self->bytes[at - 1]) || in_set (self->bytes[at - 1], ".:") ||
                     /* "06/12.34.56.70" */
                     (at > 1 && self->bytes[at - 1] == '/' && is_alnum (self->bytes[at - 2]))))
        continue;
      if (self->bytes[at] >= '0' && self->bytes[at] <= '9')
        {
          for (guint value = 0, digits = 0;; end++)
            {
              guint8 c = self->bytes[end];

              if (c >= '0' && c <= '9' && digits < 4)
                {
                  value = value * 10 + c - '0';
                  digits++;
                  continue;
                }
              if (digits == 0 || digits > 3 || value > 255)
                break;
              groups++;
              value = digits = 0;
              if (c != '.' || groups == 4)
                break;
            }
          if (groups == 4 && !is_alnum (self->bytes[end]) &&
              !(self->bytes[end] == '.' && is_alnum (self->bytes[end + 1])))
            {
              luwte_reading_take (self, at, end, LUWTE_DEIDENT_IP, LUWTE_DEIDENT_CERTAIN);
              continue;
            }
        }
      groups = 0;
      for (end = at; g_ascii_isxdigit ((char) self->bytes[end]) || self->bytes[end] == ':'; end++)
        {
          colons += self->bytes[end] == ':';
          gap = gap || (self->bytes[end] == ':' && self->bytes[end + 1] == ':');
        }
      while (end > at && self->bytes[end - 1] == ':' &&
             !(end > at + 1 && self->bytes[end - 2] == ':'))
        end--, colons--;
      if (end > at + 3 && colons >= 2 && colons <= 7 && (gap || colons >= 5) &&
          !is_alnum (self->bytes[end]) && self->taken[at] == 0)
        luwte_reading_take (self, at, end, LUWTE_DEIDENT_IP, LUWTE_DEIDENT_CERTAIN);
      at = MAX (at, end > at ? end - 1 : at);
    }
}

void
luwte_find_net (LuwteReading *self)
{
  gboolean at_sign = luwte_reading_has (self, '@');

  if (at_sign)
    find_mail (self);
  /* Before what would take "live.be" from "kim (at) live.be". */
  for (int i = 0; i < self->n_tokens && (self->any_wants & LUWTE_WANTS_NET) != 0; i++)
    {
      const LuwteToken *token = &self->tokens[i];

      if ((token->wants & LUWTE_WANTS_NET) == 0)
        continue;
      if (token->key[0] == 'a')
        find_spoken_mail (self, i);
      else
        find_spoken_address (self, i);
    }
  if (self->any_tight)
    {
      find_addresses (self);
      if (self->any_digits || luwte_reading_has (self, ':'))
        find_ip (self);
    }
  luwte_find_handles (self);
}
