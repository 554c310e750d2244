/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule of a case. Certain finds are removed. What is doubtful is asked; the answer holds for the
 * whole case. What a person told (a field of the dossier, a mark by hand, an answer) stands above
 * what a detector found. Nothing may be sealed while a question is open. */

#include "luwte-deident-case.h"

#include "luwte-deident-private.h"
#include "luwte-terms-private.h"

#include <string.h>

typedef struct
{
  char *text;
  GArray *spans;    /* removed */
  GArray *doubtful; /* asked */
} CaseText;

struct _LuwteDeidentCase
{
  GObject parent_instance;

  LuwteDeident *deident;
  GPtrArray *texts;
  /* These three are made when they are needed: most cases have none. */
  GHashTable *told;      /* key -> 1 + category: known fields, by hand, answered with "remove" */
  GHashTable *kept;      /* keys that are ordinary words here */
  GHashTable *asked;     /* keys that were once asked -> 1 + category */
  GPtrArray *told_order; /* borrowed keys of told */
  GArray *questions;     /* LuwteDeidentQuestion */
  LuwteTerms terms;
  gboolean stale;
  gboolean age_bands;
};

G_DEFINE_FINAL_TYPE (LuwteDeidentCase, luwte_deident_case, G_TYPE_OBJECT)

static void
wipe (gpointer text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
case_text_free (gpointer data)
{
  CaseText *text = data;

  wipe (text->text);
  g_array_unref (text->spans);
  g_array_unref (text->doubtful);
  g_free (text);
}

static void
question_clear (gpointer data)
{
  LuwteDeidentQuestion *question = data;

  wipe ((char *) question->id);
  wipe ((char *) question->word);
  wipe ((char *) question->prompt);
}

static void
luwte_deident_case_finalize (GObject *object)
{
  LuwteDeidentCase *self = LUWTE_DEIDENT_CASE (object);

  g_clear_pointer (&self->questions, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->told_order, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
  luwte_terms_clear (&self->terms);
  g_clear_object (&self->deident);
  G_OBJECT_CLASS (luwte_deident_case_parent_class)->finalize (object);
}

static void
luwte_deident_case_class_init (LuwteDeidentCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_deident_case_finalize;
}

static void
luwte_deident_case_init (LuwteDeidentCase *self)
{
  self->texts = g_ptr_array_new_with_free_func (case_text_free);
  self->told_order = g_ptr_array_new ();
  self->questions = g_array_new (FALSE, TRUE, sizeof (LuwteDeidentQuestion));
  g_array_set_clear_func (self->questions, question_clear);
  luwte_terms_init (&self->terms);
}

LuwteDeidentCase *
luwte_deident_case_new (LuwteDeident *deident)
{
  LuwteDeidentCase *self;

  g_return_val_if_fail (LUWTE_IS_DEIDENT (deident), NULL);
  self = g_object_new (LUWTE_TYPE_DEIDENT_CASE, NULL);
  self->deident = g_object_ref (deident);
  return self;
}

static gboolean
knows (GHashTable *table, const char *key)
{
  return table != NULL && g_hash_table_contains (table, key);
}

static void
remember (GHashTable **table, char *key, guint value)
{
  if (*table == NULL)
    *table = g_hash_table_new_full (g_str_hash, g_str_equal, wipe, NULL);
  g_hash_table_insert (*table, key, GUINT_TO_POINTER (value));
}

static void
forget (GHashTable *table, const char *key)
{
  if (table != NULL)
    g_hash_table_remove (table, key);
}

static void
tell (LuwteDeidentCase *self, const char *key, LuwteDeidentCategory category)
{
  forget (self->kept, key);
  if (!knows (self->told, key))
    {
      char *own = g_strdup (key);

      g_ptr_array_add (self->told_order, own);
      remember (&self->told, own, 1 + category);
    }
  self->stale = TRUE;
}

static void
untell (LuwteDeidentCase *self, const char *key)
{
  gpointer own;

  if (self->told != NULL && g_hash_table_lookup_extended (self->told, key, &own, NULL))
    {
      g_ptr_array_remove (self->told_order, own);
      g_hash_table_remove (self->told, key);
    }
  self->stale = TRUE;
}

static guint
significant (const char *key)
{
  guint n = 0;

  for (; *key != '\0'; key++)
    n += *key != ' ' && *key != '\'';
  return n;
}

gboolean
luwte_deident_case_add_known (LuwteDeidentCase *self, LuwteDeidentCategory category,
                              const char *value)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  g_return_val_if_fail (category < LUWTE_DEIDENT_N_CATEGORIES, FALSE);
  if (value == NULL || !g_utf8_validate (value, -1, NULL))
    return FALSE;
  key = luwte_fold_string (value);
  if (key == NULL || significant (key) < 2)
    return FALSE;
  tell (self, key, category);
  return TRUE;
}

gboolean
luwte_deident_case_add_ordinary (LuwteDeidentCase *self, const char *word)
{
  char *key;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  key = word != NULL && g_utf8_validate (word, -1, NULL) ? luwte_fold_string (word) : NULL;
  if (key == NULL)
    return FALSE;
  untell (self, key);
  remember (&self->kept, key, 1);
  return TRUE;
}

static char *
valid_copy (const char *text)
{
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
}

guint
luwte_deident_case_add_text (LuwteDeidentCase *self, const char *text)
{
  CaseText *own;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), 0);
  g_return_val_if_fail (text != NULL, 0);
  own = g_new0 (CaseText, 1);
  own->text = valid_copy (text);
  own->spans = g_array_new (FALSE, FALSE, sizeof (LuwteDeidentSpan));
  own->doubtful = g_array_new (FALSE, FALSE, sizeof (LuwteDeidentSpan));
  g_ptr_array_add (self->texts, own);
  self->stale = TRUE;
  return self->texts->len - 1;
}

guint
luwte_deident_case_get_n_texts (LuwteDeidentCase *self)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), 0);
  return self->texts->len;
}

static CaseText *
text_at (LuwteDeidentCase *self, guint text)
{
  return text < self->texts->len ? g_ptr_array_index (self->texts, text) : NULL;
}

const char *
luwte_deident_case_get_text (LuwteDeidentCase *self, guint text)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  return text_at (self, text) != NULL ? text_at (self, text)->text : NULL;
}

void
luwte_deident_case_set_text (LuwteDeidentCase *self, guint text, const char *words)
{
  CaseText *own;

  g_return_if_fail (LUWTE_IS_DEIDENT_CASE (self));
  g_return_if_fail (words != NULL);
  own = text_at (self, text);
  g_return_if_fail (own != NULL);
  wipe (own->text);
  own->text = valid_copy (words);
  self->stale = TRUE;
}

/* A number by itself says nothing elsewhere: 15 may be an age here and a dose there. */
static gboolean
is_everywhere (LuwteDeidentCategory category)
{
  return category != LUWTE_DEIDENT_AGE && category != LUWTE_DEIDENT_DATE &&
         category != LUWTE_DEIDENT_DOB;
}

static void
learn (LuwteDeidentCase *self, LuwteReading *reading)
{
  for (guint i = 0; i < reading->finds->len; i++)
    {
      LuwteDeidentSpan *span = &g_array_index (reading->finds, LuwteDeidentSpan, i);
      g_autofree char *key = NULL;
      gboolean number_only = TRUE;

      if (span->certainty == LUWTE_DEIDENT_DOUBTFUL || !is_everywhere (span->category))
        continue;
      key = luwte_terms_key_of (reading, span->start, span->end);
      for (const char *p = key; *p != '\0'; p++)
        number_only = number_only && *p < 'a';
      if (significant (key) < 2 || (number_only && significant (key) < 4) ||
          knows (self->kept, key))
        continue;
      luwte_terms_add (&self->terms, luwte_deident_lexicon (self->deident), key, span->category,
                       span->certainty);
    }
}

/* Takes back, in this reading, what the counsellor said is an ordinary word. */
static void
take_back (LuwteDeidentCase *self, LuwteReading *reading)
{
  if (self->kept == NULL)
    return;
  for (guint i = reading->finds->len; i > 0; i--)
    {
      LuwteDeidentSpan span = g_array_index (reading->finds, LuwteDeidentSpan, i - 1);
      g_autofree char *key = luwte_terms_key_of (reading, span.start, span.end);

      if (!knows (self->kept, key))
        continue;
      if (span.certainty != LUWTE_DEIDENT_DOUBTFUL)
        luwte_reading_free (reading, span.start, span.end);
      g_array_remove_index (reading->finds, i - 1);
    }
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  const LuwteDeidentSpan *left = a;
  const LuwteDeidentSpan *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

static gboolean
is_free (const LuwteReading *reading, const LuwteDeidentSpan *span)
{
  for (guint i = span->start; i < span->end; i++)
    if (reading->taken[i] != 0)
      return FALSE;
  return TRUE;
}

static char *
piece_of (const char *text, guint start, guint end)
{
  const char *from = g_utf8_offset_to_pointer (text, start);

  return g_strndup (from, (gsize) (g_utf8_offset_to_pointer (from, (glong) (end - start)) - from));
}

static char *
prompt_of (const char *word, LuwteDeidentCategory category)
{
  switch ((int) category)
    {
    case LUWTE_DEIDENT_PLACE:
      return g_strdup_printf ("%s: plaats of gewoon woord?", word);
    case LUWTE_DEIDENT_NICK:
      return g_strdup_printf ("%s: bijnaam of gewoon woord?", word);
    case LUWTE_DEIDENT_NAME:
      return g_strdup_printf ("%s: naam of gewoon woord?", word);
    default:
      return g_strdup_printf ("%s: %s, of herkent niemand dit?", word,
                              luwte_deident_category_word (category));
    }
}

static void
ask (LuwteDeidentCase *self, const LuwteReading *reading, guint text, const LuwteDeidentSpan *span)
{
  LuwteDeidentQuestion question = { text, span->start, span->end, span->category,
                                    NULL, NULL,        NULL,      1 };
  g_autofree char *key = luwte_terms_key_of (reading, span->start, span->end);

  for (guint i = 0; i < self->questions->len; i++)
    {
      LuwteDeidentQuestion *other = &g_array_index (self->questions, LuwteDeidentQuestion, i);

      if (strcmp (other->id, key) == 0)
        {
          other->count++;
          return;
        }
    }
  if (!knows (self->asked, key))
    remember (&self->asked, g_strdup (key), 1 + span->category);
  question.word = piece_of (text_at (self, text)->text, span->start, span->end);
  question.prompt = prompt_of (question.word, span->category);
  question.id = g_steal_pointer (&key);
  g_array_append_val (self->questions, question);
}

/* The spans of one text, in order, each with the number of its placeholder; the questions. */
static void
settle (LuwteDeidentCase *self, guint index, LuwteReading *reading)
{
  CaseText *text = text_at (self, index);
  guint doubtful_until = 0;

  g_array_set_size (text->spans, 0);
  g_array_set_size (text->doubtful, 0);
  g_array_sort (reading->finds, by_start);
  for (guint i = 0; i < reading->finds->len; i++)
    {
      LuwteDeidentSpan span = g_array_index (reading->finds, LuwteDeidentSpan, i);
      g_autofree char *key = luwte_terms_key_of (reading, span.start, span.end);

      if (span.certainty == LUWTE_DEIDENT_DOUBTFUL)
        {
          if (!is_free (reading, &span))
            continue;
          ask (self, reading, index, &span);
          /* Two detectors may doubt of one word; the other is asked when the first is answered. */
          if (span.start >= doubtful_until)
            {
              g_array_append_val (text->doubtful, span);
              doubtful_until = span.end;
            }
          continue;
        }
      span.person = luwte_terms_person (&self->terms, luwte_deident_lexicon (self->deident), key,
                                        span.category);
      g_array_append_val (text->spans, span);
    }
}

static void
update (LuwteDeidentCase *self)
{
  const LuwteLexicon *lexicon = luwte_deident_lexicon (self->deident);
  g_autofree LuwteReading *readings = NULL;

  if (!self->stale)
    return;
  self->stale = FALSE;
  luwte_terms_reset (&self->terms);
  g_array_set_size (self->questions, 0);
  for (guint i = 0; i < self->told_order->len; i++)
    {
      const char *key = g_ptr_array_index (self->told_order, i);

      luwte_terms_add (&self->terms, lexicon, key,
                       GPOINTER_TO_UINT (g_hash_table_lookup (self->told, key)) - 1,
                       LUWTE_DEIDENT_KNOWN);
    }
  readings = g_new0 (LuwteReading, self->texts->len + 1);
  for (guint i = 0; i < self->texts->len; i++)
    {
      luwte_reading_init (&readings[i], lexicon, text_at (self, i)->text);
      /* What was told is taken before the detectors look, so that its number and category hold. */
      luwte_terms_match (&self->terms, &readings[i], self->kept);
    }
  for (guint i = 0; i < self->texts->len; i++)
    {
      luwte_reading_find (&readings[i]);
      take_back (self, &readings[i]);
      learn (self, &readings[i]);
    }
  for (guint i = 0; i < self->texts->len; i++)
    {
      luwte_terms_match (&self->terms, &readings[i], self->kept);
      settle (self, i, &readings[i]);
    }
  for (guint i = 0; i < self->texts->len; i++)
    luwte_reading_clear (&readings[i]);
}

const LuwteDeidentSpan *
luwte_deident_case_get_spans (LuwteDeidentCase *self, guint text, guint *n_spans)
{
  CaseText *own;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);
  update (self);
  own = text_at (self, text);
  *n_spans = own != NULL ? own->spans->len : 0;
  return own != NULL ? (const LuwteDeidentSpan *) (gpointer) own->spans->data : NULL;
}

const LuwteDeidentSpan *
luwte_deident_case_get_doubtful (LuwteDeidentCase *self, guint text, guint *n_spans)
{
  CaseText *own;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);
  update (self);
  own = text_at (self, text);
  *n_spans = own != NULL ? own->doubtful->len : 0;
  return own != NULL ? (const LuwteDeidentSpan *) (gpointer) own->doubtful->data : NULL;
}

const LuwteDeidentQuestion *
luwte_deident_case_get_questions (LuwteDeidentCase *self, guint *n_questions)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  g_return_val_if_fail (n_questions != NULL, NULL);
  update (self);
  *n_questions = self->questions->len;
  return (const LuwteDeidentQuestion *) (gpointer) self->questions->data;
}

gboolean
luwte_deident_case_answer (LuwteDeidentCase *self, const char *id, LuwteDeidentAnswer answer)
{
  guint category;
  g_autofree char *key = NULL;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  update (self);
  if (!knows (self->asked, id))
    return FALSE;
  category = GPOINTER_TO_UINT (g_hash_table_lookup (self->asked, id));
  /* The id may belong to a question that goes. */
  key = g_strdup (id);
  if (answer != LUWTE_DEIDENT_ANSWER_REMOVE)
    untell (self, key);
  if (answer == LUWTE_DEIDENT_ANSWER_REMOVE)
    tell (self, key, (LuwteDeidentCategory) (category - 1));
  else if (answer == LUWTE_DEIDENT_ANSWER_KEEP)
    remember (&self->kept, g_strdup (key), 1);
  else
    forget (self->kept, key);
  self->stale = TRUE;
  return TRUE;
}

/* The key of a place that somebody points to; NULL where there is nothing. */
static char *
key_at (LuwteDeidentCase *self, guint text, guint start, guint end)
{
  CaseText *own = text_at (self, text);
  g_autofree char *piece = NULL;
  char *key;

  if (own == NULL || start >= end || end > (guint) g_utf8_strlen (own->text, -1))
    return NULL;
  piece = piece_of (own->text, start, end);
  key = luwte_fold_string (piece);
  explicit_bzero (piece, strlen (piece));
  return key;
}

gboolean
luwte_deident_case_add_by_hand (LuwteDeidentCase *self, guint text, guint start, guint end,
                                LuwteDeidentCategory category)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  g_return_val_if_fail (category < LUWTE_DEIDENT_N_CATEGORIES, FALSE);
  key = key_at (self, text, start, end);
  if (key == NULL || significant (key) < 1)
    return FALSE;
  tell (self, key, category);
  return TRUE;
}

gboolean
luwte_deident_case_reject (LuwteDeidentCase *self, guint text, guint start, guint end)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  key = key_at (self, text, start, end);
  if (key == NULL)
    return FALSE;
  untell (self, key);
  remember (&self->kept, g_strdup (key), 1);
  self->stale = TRUE;
  return TRUE;
}

void
luwte_deident_case_set_age_bands (LuwteDeidentCase *self, gboolean age_bands)
{
  g_return_if_fail (LUWTE_IS_DEIDENT_CASE (self));
  self->age_bands = age_bands;
}

static void
append_placeholder (LuwteDeidentCase *self, GString *out, const char *piece,
                    const LuwteDeidentSpan *span)
{
  static const struct
  {
    int from;
    const char *band;
  } bands[] = { { 65, "65+" },   { 45, "45-64" }, { 30, "30-44" }, { 22, "22-29" }, { 18, "18-21" },
                { 15, "15-17" }, { 12, "12-14" }, { 6, "6-11" },   { 0, "0-5" } };
  const char *word = luwte_deident_category_word (span->category);

  if (self->age_bands && span->category == LUWTE_DEIDENT_AGE)
    {
      g_autofree char *key = luwte_fold_string (piece);
      LuwteToken token = { .key = key != NULL ? key : "",
                           .length = key != NULL ? (guint8) MIN (strlen (key), 63) : 0,
                           .digits = key != NULL && g_ascii_isdigit (key[0])
                                         ? (guint8) MIN (strlen (key), 63)
                                         : 0 };
      int age;

      token.hash = luwte_hash_of (token.key, token.length);
      age = luwte_token_value (&token);

      for (gsize i = 0; age >= 0 && i < G_N_ELEMENTS (bands); i++)
        if (age >= bands[i].from)
          {
            g_string_append_printf (out, "[%s %s]", word, bands[i].band);
            return;
          }
    }
  if (span->category == LUWTE_DEIDENT_NICK)
    word = luwte_deident_category_word (LUWTE_DEIDENT_NAME);
  if (span->person != 0)
    g_string_append_printf (out, "[%s %u]", word, span->person);
  else
    g_string_append_printf (out, "[%s]", word);
}

static char *
redact (LuwteDeidentCase *self, guint index, gboolean hide_doubtful)
{
  CaseText *text;
  g_autoptr (GArray) all = NULL;
  GString *out;
  const char *at;
  guint position = 0;

  update (self);
  text = text_at (self, index);
  if (text == NULL)
    return NULL;
  all = g_array_copy (text->spans);
  if (hide_doubtful && text->doubtful->len > 0)
    g_array_append_vals (all, text->doubtful->data, text->doubtful->len);
  g_array_sort (all, by_start);
  out = g_string_sized_new (strlen (text->text));
  at = text->text;
  for (guint i = 0; i < all->len; i++)
    {
      const LuwteDeidentSpan *span = &g_array_index (all, LuwteDeidentSpan, i);
      const char *from = g_utf8_offset_to_pointer (at, (glong) (span->start - position));
      const char *to = g_utf8_offset_to_pointer (from, (glong) (span->end - span->start));
      g_autofree char *piece = g_strndup (from, (gsize) (to - from));

      g_string_append_len (out, at, from - at);
      if (span->certainty == LUWTE_DEIDENT_DOUBTFUL)
        g_string_append (out, "[?]");
      else
        append_placeholder (self, out, piece, span);
      at = to;
      position = span->end;
    }
  g_string_append (out, at);
  return g_string_free (out, FALSE);
}

char *
luwte_deident_case_redact (LuwteDeidentCase *self, guint text)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  return redact (self, text, TRUE);
}

char *
luwte_deident_case_redact_certain (LuwteDeidentCase *self, guint text)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), NULL);
  return redact (self, text, FALSE);
}

guint
luwte_deident_case_count (LuwteDeidentCase *self, LuwteDeidentCategory category)
{
  guint n = 0;

  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), 0);
  update (self);
  for (guint i = 0; i < self->texts->len; i++)
    for (guint s = 0; s < text_at (self, i)->spans->len; s++)
      n += g_array_index (text_at (self, i)->spans, LuwteDeidentSpan, s).category == category;
  return n;
}

gboolean
luwte_deident_case_may_seal (LuwteDeidentCase *self, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_DEIDENT_CASE (self), FALSE);
  update (self);
  if (self->questions->len == 0)
    return TRUE;
  g_set_error (error, LUWTE_DEIDENT_ERROR, LUWTE_DEIDENT_ERROR_OPEN_QUESTION,
               "%u questions are open", self->questions->len);
  return FALSE;
}
