/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was found or told once is found everywhere in the case: as it was, with a possessive s, made
 * small, or one letter off. */

#include "luwte-terms-private.h"

#include <string.h>

#undef T
#define T(i) luwte_reading_token (reading, (i))

#define ORDINARY                                                                        \
  (LUWTE_LEX (WORD) | LUWTE_LEX (SLANG) | LUWTE_LEX (FUNCTION) | LUWTE_LEX (NOT_NAME) | \
   LUWTE_LEX (COUNTRY) | LUWTE_LEX (MONTH) | LUWTE_LEX (KIN) | LUWTE_LEX (ROLE))

static void
term_free (gpointer data)
{
  LuwteTerm *term = data;

  explicit_bzero (term->key, strlen (term->key));
  g_free (term->key);
  g_free (term);
}

void
luwte_terms_init (LuwteTerms *self)
{
  memset (self, 0, sizeof *self);
  self->list = g_ptr_array_new_with_free_func (term_free);
}

void
luwte_terms_clear (LuwteTerms *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->first_words, g_hash_table_unref);
  g_clear_pointer (&self->list, g_ptr_array_unref);
}

void
luwte_terms_reset (LuwteTerms *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->first_words, g_hash_table_unref);
  g_ptr_array_set_size (self->list, 0);
  memset (self->n_persons, 0, sizeof self->n_persons);
}

LuwteTerm *
luwte_terms_get (LuwteTerms *self, const char *key)
{
  return self->by_key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;
}

static gboolean
is_person (LuwteDeidentCategory category)
{
  return category == LUWTE_DEIDENT_NAME || category == LUWTE_DEIDENT_NICK;
}

static gboolean
is_numbered (LuwteDeidentCategory category)
{
  switch (category)
    {
    case LUWTE_DEIDENT_NAME:
    case LUWTE_DEIDENT_NICK:
    case LUWTE_DEIDENT_PLACE:
    case LUWTE_DEIDENT_ADDRESS:
    case LUWTE_DEIDENT_SCHOOL:
    case LUWTE_DEIDENT_ORG:
    case LUWTE_DEIDENT_HANDLE:
    case LUWTE_DEIDENT_OTHER:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
luwte_category_is_number (LuwteDeidentCategory category)
{
  switch (category)
    {
    case LUWTE_DEIDENT_PHONE:
    case LUWTE_DEIDENT_IBAN:
    case LUWTE_DEIDENT_BSN:
    case LUWTE_DEIDENT_RRN:
    case LUWTE_DEIDENT_PLATE:
    case LUWTE_DEIDENT_ID:
    case LUWTE_DEIDENT_POSTCODE:
      return TRUE;
    default:
      return FALSE;
    }
}

static LuwteTerm *
add_one (LuwteTerms *self, const char *key, LuwteDeidentCategory category,
         LuwteDeidentCertainty certainty)
{
  LuwteTerm *term = luwte_terms_get (self, key);

  if (term == NULL)
    {
      term = g_new0 (LuwteTerm, 1);
      term->key = g_strdup (key);
      term->category = category;
      g_ptr_array_add (self->list, term);
      if (self->by_key == NULL)
        self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
      g_hash_table_insert (self->by_key, term->key, term);
      if (strchr (key, ' ') != NULL && self->first_words == NULL)
        self->first_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (strchr (key, ' ') != NULL)
        g_hash_table_add (self->first_words, g_strndup (key, strcspn (key, " ")));
    }
  term->certainty = MAX (term->certainty, certainty);
  return term;
}

LuwteTerm *
luwte_terms_add (LuwteTerms *self, const LuwteLexicon *lexicon, const char *key,
                 LuwteDeidentCategory category, LuwteDeidentCertainty certainty)
{
  LuwteTerm *whole = add_one (self, key, category, certainty);

  whole->whole = TRUE;
  whole->word = FALSE;
  if (is_person (category) && strchr (key, ' ') != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", -1);

      for (char **part = parts; *part != NULL; part++)
        {
          guint64 flags = luwte_lexicon_look_up (lexicon, *part, strlen (*part));

          if (strlen (*part) < 3 || (flags & (LUWTE_LEX (PARTICLE) | LUWTE_LEX (FUNCTION))) != 0)
            continue;
          if ((flags & ORDINARY) == 0)
            add_one (self, *part, category, certainty)->word = FALSE;
          else if (luwte_terms_get (self, *part) == NULL)
            {
              LuwteTerm *own = add_one (self, *part, category, certainty);

              own->word = TRUE;
              own->given = part == parts;
            }
        }
    }
  return whole;
}

/* "daantje" is Daan, "anouks" is Anouk: what is left of a word without such an ending is a term. */
static LuwteTerm *
find_stem (LuwteTerms *self, const char *key)
{
  static const char *const endings[] = { "'s",  "s",    "'",   "tje", "je", "pje", "ke",
                                         "ken", "tjes", "jes", "kes", "ie", NULL };
  gsize length = strlen (key);

  if (length < 4 || strchr ("s'en", key[length - 1]) == NULL)
    return NULL;
  for (int i = 0; endings[i] != NULL; i++)
    {
      gsize ending = strlen (endings[i]);
      LuwteTerm *term;
      char stem[64];

      if (length < ending + 3 || length - ending >= sizeof stem ||
          strcmp (key + length - ending, endings[i]) != 0)
        continue;
      memcpy (stem, key, length - ending);
      stem[length - ending] = '\0';
      term = luwte_terms_get (self, stem);
      if (term != NULL && !term->word && (is_person (term->category) || i < 3))
        return term;
    }
  return NULL;
}

static gboolean
is_near (const char *a, const char *b)
{
  gsize la = strlen (a);
  gsize lb = strlen (b);
  gsize same = 0;
  gsize tail = 0;

  if (la < lb)
    return is_near (b, a);
  if (la - lb > 1 || lb < 4 || a[0] != b[0])
    return FALSE;
  while (same < lb && a[same] == b[same])
    same++;
  while (tail < lb - same && a[la - 1 - tail] == b[lb - 1 - tail])
    tail++;
  if (la == lb)
    return same + tail >= la - 1 ||
           (same + tail == la - 2 && a[same] == b[same + 1] && a[same + 1] == b[same]);
  return same + tail >= lb;
}

static LuwteTerm *
find_near (LuwteTerms *self, const LuwteToken *token)
{
  if (token->length < 4 || token->digits > 0 ||
      (token->flags & (ORDINARY | LUWTE_LEX (FIRST))) != 0)
    return NULL;
  for (guint i = 0; i < self->list->len; i++)
    {
      LuwteTerm *term = g_ptr_array_index (self->list, i);

      if ((is_person (term->category) || term->category == LUWTE_DEIDENT_PLACE ||
           term->category == LUWTE_DEIDENT_HANDLE) &&
          !term->word && strchr (term->key, ' ') == NULL && is_near (token->key, term->key))
        return term;
    }
  return NULL;
}

/* Somebody numbered whose name this is with a slip: a name of its own right is another person. */
static LuwteTerm *
find_slip (LuwteTerms *self, const LuwteLexicon *lexicon, const char *key)
{
  if (strchr (key, ' ') != NULL || strlen (key) < 5 ||
      (luwte_lexicon_look_up (lexicon, key, strlen (key)) & LUWTE_LEX (FIRST)) != 0)
    return NULL;
  for (guint i = 0; i < self->list->len; i++)
    {
      LuwteTerm *term = g_ptr_array_index (self->list, i);

      if (term->person != 0 && is_person (term->category) && is_near (key, term->key))
        return term;
    }
  return NULL;
}

static const char *
last_word (const char *key)
{
  const char *space = strrchr (key, ' ');

  return space != NULL ? space + 1 : key;
}

/* Whether the person of this number has another full name: "Jan Smit" is not "Jan Peeters", and
 * "Ewa Kowalczyk" may be the wife of "Jan Kowalczyk", but not he. */
static gboolean
is_named_otherwise (LuwteTerms *self, guint person, const char *key)
{
  for (guint i = 0; i < self->list->len; i++)
    {
      LuwteTerm *term = g_ptr_array_index (self->list, i);
      gsize first = strcspn (term->key, " ");

      if (term->person != person || !is_person (term->category) ||
          strchr (term->key, ' ') == NULL || strcmp (term->key, key) == 0)
        continue;
      if (strcspn (key, " ") != first || strncmp (term->key, key, first) != 0 ||
          (!is_near (last_word (term->key), last_word (key)) &&
           strcmp (last_word (term->key), last_word (key)) != 0))
        return TRUE;
    }
  return FALSE;
}

/* Somebody whose first name or surname is known already, unless that is somebody else's; parts that
 * are nobody's yet get the same number. */
static guint
person_of_parts (LuwteTerms *self, LuwteTerm *term, LuwteTerm *other)
{
  g_auto (GStrv) parts = g_strsplit (term->key, " ", -1);

  if (other != NULL && other->person == 0)
    other = NULL;
  for (char **part = parts; *part != NULL && other == NULL; part++)
    {
      LuwteTerm *of_part = luwte_terms_get (self, *part);

      if (of_part != NULL && of_part->person != 0 &&
          !is_named_otherwise (self, of_part->person, term->key))
        other = of_part;
    }
  term->person = other != NULL ? other->person : ++self->n_persons[LUWTE_DEIDENT_NAME];
  for (char **part = parts; *part != NULL; part++)
    if ((other = luwte_terms_get (self, *part)) != NULL && other->person == 0)
      other->person = term->person;
  return term->person;
}

guint
luwte_terms_person (LuwteTerms *self, const LuwteLexicon *lexicon, const char *key,
                    LuwteDeidentCategory category)
{
  LuwteTerm *term = luwte_terms_get (self, key);
  LuwteTerm *other = NULL;
  LuwteDeidentCategory counter = category == LUWTE_DEIDENT_NICK ? LUWTE_DEIDENT_NAME : category;

  if (!is_numbered (category))
    return 0;
  if (term == NULL)
    term = find_stem (self, key);
  if (term == NULL)
    term = add_one (self, key, category, LUWTE_DEIDENT_CERTAIN);
  if (term->person != 0)
    return term->person;
  other = find_stem (self, key);
  if (is_person (category) && strchr (key, ' ') != NULL)
    return person_of_parts (self, term, other);
  if (is_person (category) && other == NULL)
    other = find_slip (self, lexicon, key);
  if (other == term || (other != NULL && is_person (other->category) != is_person (category)))
    other = NULL;
  term->person = other != NULL && other->person != 0 ? other->person : ++self->n_persons[counter];
  /* "daantje" may come before "daan". */
  if (other != NULL)
    other->person = term->person;
  return term->person;
}

static gboolean
is_alnum (guint8 c)
{
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == LUWTE_FOLD_LETTER;
}

/* One digit or letter of a number; somebody's o for 0. */
static inline gboolean
same_digit (guint8 c, char digit)
{
  return c == (guint8) digit || (digit == '0' && c == 'o');
}

static gboolean
same_digits (const LuwteReading *reading, guint *at, const char *key)
{
  guint i = *at;

  for (const char *p = key; *p != '\0'; p++)
    {
      if (*p == ' ')
        continue;
      while (p > key && i < reading->n_chars && reading->bytes[i] != 0 &&
             strchr (" .-/()", reading->bytes[i]) != NULL)
        i++;
      if (i >= reading->n_chars || !same_digit (reading->bytes[i], *p))
        return FALSE;
      i++;
    }
  *at = i;
  return TRUE;
}

/* What follows the country and the zero in a telephone number of the Netherlands or Belgium; NULL
 * where it is none of these, or not whole. */
static char *
national_digits (const char *key)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  gsize head = 0;

  for (const char *p = key; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == 'o')
      g_string_append_c (digits, *p == 'o' ? '0' : *p);
    else if (*p != ' ')
      return NULL;
  if (g_str_has_prefix (digits->str, "0031") || g_str_has_prefix (digits->str, "0032"))
    head = 4;
  else if (digits->len >= 10 && digits->str[0] == '3' &&
           (digits->str[1] == '1' || digits->str[1] == '2'))
    head = 2;
  head += digits->str[head] == '0';
  if (digits->len < head + 8 || digits->len > head + 9 || (head == 0 && digits->len < 9))
    return NULL;
  return g_strdup (digits->str + head);
}

/* A telephone number is the same number with and without its country: "06 12345678",
 * "+31 (0)6 1234 5678", "0031612345678", "612345678". */
static void
match_phone (const LuwteTerm *term, LuwteReading *reading)
{
  static const char *const heads[] = { "00310", "00320", "0031", "0032", "310",
                                       "320",   "31",    "32",   "0",    "" };
  g_autofree char *national = national_digits (term->key);

  for (guint at = 0; national != NULL && at < reading->n_chars; at++)
    for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
      {
        guint start = at > 0 && reading->bytes[at - 1] == '+' ? at - 1 : at;
        guint end = at;
        g_autofree char *digits = NULL;

        if (!same_digit (reading->bytes[at], heads[i][0] != '\0' ? heads[i][0] : national[0]) ||
            (start > 0 && is_alnum (reading->bytes[start - 1])) || reading->taken[at] != 0)
          continue;
        digits = g_strconcat (heads[i], national, NULL);
        if (!same_digits (reading, &end, digits) || is_alnum (reading->bytes[end]))
          continue;
        luwte_reading_take (reading, start, end, term->category, term->certainty);
        at = end - 1;
        break;
      }
}

/* A number is the same number with other spaces and dots. */
static void
match_number (const LuwteTerm *term, LuwteReading *reading)
{
  if (term->category == LUWTE_DEIDENT_PHONE)
    match_phone (term, reading);
  for (guint at = 0; at < reading->n_chars; at++)
    {
      guint end = at;

      if (reading->bytes[at] != (guint8) term->key[0] ||
          (at > 0 && is_alnum (reading->bytes[at - 1])) || reading->taken[at] != 0 ||
          !same_digits (reading, &end, term->key) || is_alnum (reading->bytes[end]))
        continue;
      luwte_reading_take (reading, at, end, term->category, term->certainty);
      at = end - 1;
    }
}

/* The longest phrase of the case that begins at this word. */
static LuwteTerm *
find_phrase (LuwteTerms *self, const LuwteReading *reading, int at, int *last)
{
  LuwteTerm *found = luwte_terms_get (self, T (at)->key);
  g_autoptr (GString) key = NULL;

  *last = at;
  if (self->first_words == NULL || !g_hash_table_contains (self->first_words, T (at)->key))
    return found;
  key = g_string_new (NULL);
  for (int i = at; i < reading->n_tokens && i < at + 8; i++)
    {
      LuwteTerm *term;

      if (i > at)
        {
          if (T (i)->gap >= LUWTE_GAP_STOP && T (i)->start > T (i - 1)->end + 2)
            break;
          g_string_append_c (key, ' ');
        }
      g_string_append (key, T (i)->key);
      term = luwte_terms_get (self, key->str);
      if (term != NULL)
        {
          found = term;
          *last = i;
        }
    }
  return found;
}

static gboolean
is_kept (GHashTable *kept, const char *key)
{
  return kept != NULL && g_hash_table_contains (kept, key);
}

/* A common word that is also somebody's name stays a word behind an article, unless it was told. */
static gboolean
stays_word (const LuwteTerm *term, const LuwteReading *reading, int at)
{
  const LuwteToken *token = T (at);

  if (term->certainty == LUWTE_DEIDENT_KNOWN ||
      !luwte_token_has (token, LUWTE_LEX (WORD) | LUWTE_LEX (SLANG)))
    return FALSE;
  return luwte_token_in (T (at - 1), " de het een 't t geen die deze dat dit ") ||
         luwte_token_has (token, LUWTE_LEX (FUNCTION) | LUWTE_LEX (FREQ_2) | LUWTE_LEX (VERB));
}

/* Of "Ewa Kowalczyk" and "Jan de Wit": Ewa and Wit, but not "ewa" and "wit"; a surname at the
 * beginning of a sentence is asked. */
static void
match_word (const LuwteTerm *term, LuwteReading *reading, int at)
{
  if (!luwte_token_is_capital (T (at)) || reading->shouted)
    return;
  luwte_reading_take_tokens (reading, at, at, term->category,
                             term->given || !luwte_token_starts (T (at)) ? term->certainty
                                                                         : LUWTE_DEIDENT_DOUBTFUL);
}

void
luwte_terms_match (LuwteTerms *self, LuwteReading *reading, GHashTable *kept)
{
  if (self->list->len == 0)
    return;
  for (guint i = 0; i < self->list->len; i++)
    {
      LuwteTerm *term = g_ptr_array_index (self->list, i);

      if (luwte_category_is_number (term->category) && !is_kept (kept, term->key))
        match_number (term, reading);
    }
  for (int i = 0; i < reading->n_tokens; i++)
    {
      int last = i;
      LuwteTerm *term;

      if (luwte_reading_is_taken (reading, T (i)) || is_kept (kept, T (i)->key))
        continue;
      term = find_phrase (self, reading, i, &last);
      if (term == NULL && T (i)->length >= 4 && !luwte_token_has (T (i), LUWTE_LEX (FUNCTION)))
        term = find_stem (self, T (i)->key);
      if (term != NULL && last == i && strcmp (term->key, T (i)->key) != 0 &&
          luwte_token_has (T (i), ORDINARY) && term->certainty != LUWTE_DEIDENT_KNOWN)
        term = NULL;
      if (term == NULL)
        term = find_near (self, T (i));
      if (term != NULL && last == i && term->word)
        {
          match_word (term, reading, i);
          continue;
        }
      if (term == NULL || luwte_category_is_number (term->category) || is_kept (kept, term->key) ||
          (last == i && stays_word (term, reading, i)))
        continue;
      if (luwte_reading_take_tokens (reading, i, last, term->category, term->certainty))
        i = last;
    }
}

char *
luwte_terms_key_of (const LuwteReading *reading, guint start, guint end)
{
  GString *key = g_string_new (NULL);

  for (guint i = start; i < end; i++)
    {
      char c = (char) reading->bytes[i];

      if (c == LUWTE_FOLD_MARK)
        continue;
      if (!is_alnum ((guint8) c) && c != '\'')
        c = ' ';
      if (c != ' ' || (key->len > 0 && key->str[key->len - 1] != ' '))
        g_string_append_c (key, c);
    }
  while (key->len > 0 && key->str[key->len - 1] == ' ')
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, FALSE);
}
