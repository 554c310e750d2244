/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what leaves is made here and nowhere else. All that a person said of words is kept as a
 * list and read anew with the texts that go along, so that taking something back is as if it had
 * never been said. What was found in a part that stays at home is known in the others, too: a name
 * does not get through because the note that explained it was left out. */

#include "luwte-redaction-private.h"

#include "luwte-deident-case.h"
#include "luwte-secret.h"

#include <string.h>

typedef struct
{
  char *from;
  gint64 at;
  char *text;
  gboolean chosen;
} Part;

typedef struct
{
  char *word;
  LuwteDeidentCategory category;
  gboolean removed;
} Said;

struct _LuwteRedaction
{
  GObject parent_instance;

  /* owned */
  LuwteDeident *deident;
  GTimeZone *zone;
  GPtrArray *parts;
  GPtrArray *known;          /* Said: the dossier's */
  GPtrArray *learned;        /* Said: found in parts that stay at home */
  GPtrArray *said;           /* Said: the counsellor's */
  LuwteDeidentCase *reading; /* NULL: to be made anew */
  GArray *questions;
  GArray *decisions;
  char *reason;
  char *reason_label;
  char *author;
  char *session;

  gboolean urgent;
  gboolean age_bands;
  gboolean author_named;
  LuwteRedactionPart shown; /* the answer of get_part() */
};

G_DEFINE_FINAL_TYPE (LuwteRedaction, luwte_redaction, G_TYPE_OBJECT)

static guint changed_signal;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->from);
  luwte_free_wiped (part->text);
  g_free (part);
}

static void
said_free (gpointer data)
{
  Said *said = data;

  luwte_free_wiped (said->word);
  g_free (said);
}

static Said *
said_new (const char *word, gssize length, LuwteDeidentCategory category, gboolean removed)
{
  Said *said = g_new (Said, 1);

  *said = (Said) { length < 0 ? g_strdup (word) : g_strndup (word, (gsize) length), category,
                   removed };
  return said;
}

static void
luwte_redaction_finalize (GObject *object)
{
  LuwteRedaction *self = LUWTE_REDACTION (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->deident);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->known);
  g_ptr_array_unref (self->learned);
  g_ptr_array_unref (self->said);
  g_array_unref (self->questions);
  g_array_unref (self->decisions);
  g_free (self->reason);
  g_free (self->reason_label);
  g_free (self->author);
  g_free (self->session);
  G_OBJECT_CLASS (luwte_redaction_parent_class)->finalize (object);
}

static void
luwte_redaction_class_init (LuwteRedactionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_redaction_finalize;
  changed_signal = g_signal_new ("changed", LUWTE_TYPE_REDACTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
luwte_redaction_init (LuwteRedaction *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->known = g_ptr_array_new_with_free_func (said_free);
  self->learned = g_ptr_array_new_with_free_func (said_free);
  self->said = g_ptr_array_new_with_free_func (said_free);
  self->questions = g_array_new (FALSE, FALSE, sizeof (LuwteRedactionQuestion));
  self->decisions = g_array_new (FALSE, FALSE, sizeof (LuwteRedactionDecision));
}

LuwteRedaction *
luwte_redaction_new (GTimeZone *zone, GError **error)
{
  g_autoptr (LuwteDeident) deident = luwte_deident_new (error);
  LuwteRedaction *self;

  if (deident == NULL)
    return NULL;
  self = g_object_new (LUWTE_TYPE_REDACTION, NULL);
  self->deident = g_steal_pointer (&deident);
  self->zone = g_time_zone_ref (zone);
  luwte_redaction_add_part (self, "question", 0, "", TRUE);
  luwte_redaction_set_reason (self, "", "", FALSE);
  return self;
}

static void
tell_all (LuwteDeidentCase *reading, GPtrArray *list)
{
  for (guint i = 0; i < list->len; i++)
    {
      const Said *said = g_ptr_array_index (list, i);

      if (said->removed)
        luwte_deident_case_add_known (reading, said->category, said->word);
      else
        luwte_deident_case_add_ordinary (reading, said->word);
    }
}

static LuwteDeidentCase *
get_reading (LuwteRedaction *self)
{
  if (self->reading != NULL)
    return self->reading;
  self->reading = luwte_deident_case_new (self->deident);
  luwte_deident_case_set_age_bands (self->reading, self->age_bands);
  tell_all (self->reading, self->known);
  tell_all (self->reading, self->learned);
  tell_all (self->reading, self->said);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);

      luwte_deident_case_add_text (self->reading, part->chosen ? part->text : "");
    }
  return self->reading;
}

static void
read_anew (LuwteRedaction *self)
{
  g_clear_object (&self->reading);
  g_signal_emit (self, changed_signal, 0);
}

void
luwte_redaction_set_reason (LuwteRedaction *self, const char *code, const char *label,
                            gboolean urgent)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));

  g_set_str (&self->reason, code);
  g_set_str (&self->reason_label, label);
  self->urgent = urgent;
}

const char *
luwte_redaction_get_reason_label (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), NULL);
  return self->reason_label;
}

void
luwte_redaction_set_urgent (LuwteRedaction *self, gboolean urgent)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  self->urgent = urgent;
}

gboolean
luwte_redaction_get_urgent (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  return self->urgent;
}

static char *
valid_copy (const char *text)
{
  return g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
}

void
luwte_redaction_set_question (LuwteRedaction *self, const char *question)
{
  Part *part;

  g_return_if_fail (LUWTE_IS_REDACTION (self));
  part = g_ptr_array_index (self->parts, 0);
  luwte_free_wiped (part->text);
  part->text = valid_copy (question != NULL ? question : "");
  read_anew (self);
}

static LuwteDeidentCategory
category_of (const char *code)
{
  LuwteDeidentCategory category = LUWTE_DEIDENT_OTHER;

  if (code != NULL)
    luwte_deident_category_from_code (code, &category);
  return category;
}

void
luwte_redaction_add_known (LuwteRedaction *self, const char *category, const char *word)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  if (word == NULL)
    return;
  g_ptr_array_add (self->known, said_new (word, -1, category_of (category), TRUE));
  read_anew (self);
}

void
luwte_redaction_add_author (LuwteRedaction *self, const char *author)
{
  g_auto (GStrv) words = NULL;

  luwte_redaction_set_author (self, author);
  if (author == NULL)
    return;
  luwte_redaction_add_known (self, "NAME", author);
  words = g_strsplit (author, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (g_unichar_isupper (g_utf8_get_char (words[i])))
      luwte_redaction_add_known (self, "NAME", words[i]);
}

/* A number by itself says nothing elsewhere. */
static gboolean
is_everywhere (LuwteDeidentCategory category)
{
  return category != LUWTE_DEIDENT_AGE && category != LUWTE_DEIDENT_DATE &&
         category != LUWTE_DEIDENT_DOB;
}

/* What is certain in a text that stays at home. */
static void
learn_from (LuwteRedaction *self, const char *text)
{
  g_autoptr (LuwteDeidentCase) reading = luwte_deident_case_new (self->deident);
  const LuwteDeidentSpan *spans;
  guint n_spans;

  tell_all (reading, self->known);
  tell_all (reading, self->said);
  luwte_deident_case_add_text (reading, text);
  spans = luwte_deident_case_get_spans (reading, 0, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      const char *from = g_utf8_offset_to_pointer (text, (glong) spans[i].start);
      const char *to = g_utf8_offset_to_pointer (text, (glong) spans[i].end);

      if (is_everywhere (spans[i].category))
        g_ptr_array_add (self->learned, said_new (from, to - from, spans[i].category, TRUE));
    }
}

void
luwte_redaction_learn (LuwteRedaction *self, const char *text)
{
  char *valid;

  g_return_if_fail (LUWTE_IS_REDACTION (self));
  g_return_if_fail (text != NULL);
  valid = valid_copy (text);
  learn_from (self, valid);
  luwte_free_wiped (valid);
  read_anew (self);
}

guint
luwte_redaction_add_part (LuwteRedaction *self, const char *from, gint64 at, const char *text,
                          gboolean chosen)
{
  Part *part;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), 0);
  g_return_val_if_fail (text != NULL, 0);

  part = g_new (Part, 1);
  *part = (Part) { g_strdup (from), at, valid_copy (text), chosen };
  if (!chosen)
    learn_from (self, part->text);
  g_ptr_array_add (self->parts, part);
  read_anew (self);
  return self->parts->len - 1;
}

guint
luwte_redaction_get_n_parts (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), 0);
  return self->parts->len;
}

const LuwteRedactionPart *
luwte_redaction_get_part (LuwteRedaction *self, guint index)
{
  const Part *part;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), NULL);
  g_return_val_if_fail (index < self->parts->len, NULL);

  part = g_ptr_array_index (self->parts, index);
  self->shown = (LuwteRedactionPart) {
    .from = part->from,
    .at = part->at,
    .part_of_day = luwte_case_part_of_day (part->at, self->zone),
    .season = luwte_case_season (part->at, self->zone),
    .text = part->text,
    .chosen = part->chosen,
  };
  return &self->shown;
}

void
luwte_redaction_set_chosen (LuwteRedaction *self, guint index, gboolean chosen)
{
  Part *part;

  g_return_if_fail (LUWTE_IS_REDACTION (self));
  g_return_if_fail (index > 0 && index < self->parts->len);

  part = g_ptr_array_index (self->parts, index);
  if (part->chosen == !!chosen)
    return;
  if (!chosen)
    learn_from (self, part->text);
  part->chosen = !!chosen;
  read_anew (self);
}

static int
by_start (gconstpointer a, gconstpointer b)
{
  const LuwteRedactionSpan *left = a;
  const LuwteRedactionSpan *right = b;

  return left->start < right->start ? -1 : left->start > right->start;
}

static void
append_spans (GArray *spans, const LuwteDeidentSpan *found, guint n, gboolean asked)
{
  for (guint i = 0; i < n; i++)
    {
      const LuwteRedactionSpan span = {
        .start = found[i].start,
        .end = found[i].end,
        .category = luwte_deident_category_code (found[i].category),
        .asked = asked,
        .person = found[i].person,
      };

      g_array_append_val (spans, span);
    }
}

GArray *
luwte_redaction_get_spans (LuwteRedaction *self, guint part)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (LuwteRedactionSpan));
  const LuwteDeidentSpan *found;
  guint n;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), spans);

  found = luwte_deident_case_get_spans (get_reading (self), part, &n);
  append_spans (spans, found, n, FALSE);
  found = luwte_deident_case_get_doubtful (get_reading (self), part, &n);
  append_spans (spans, found, n, TRUE);
  g_array_sort (spans, by_start);
  return spans;
}

const GArray *
luwte_redaction_get_questions (LuwteRedaction *self)
{
  const LuwteDeidentQuestion *open;
  guint n;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), NULL);

  open = luwte_deident_case_get_questions (get_reading (self), &n);
  g_array_set_size (self->questions, 0);
  for (guint i = 0; i < n; i++)
    {
      const LuwteRedactionQuestion question = {
        .id = open[i].id,
        .part = open[i].text,
        .start = open[i].start,
        .end = open[i].end,
        .category = luwte_deident_category_code (open[i].category),
        .word = open[i].word,
        .prompt = open[i].prompt,
        .count = open[i].count,
      };

      g_array_append_val (self->questions, question);
    }
  return self->questions;
}

/* What was said of the same word before no longer counts. */
static void
say (LuwteRedaction *self, const char *word, LuwteDeidentCategory category, gboolean removed)
{
  Said *said = said_new (word, -1, category, removed);

  for (guint i = self->said->len; i > 0; i--)
    if (strcmp (((Said *) self->said->pdata[i - 1])->word, word) == 0)
      g_ptr_array_remove_index (self->said, i - 1);
  g_ptr_array_add (self->said, said);
  read_anew (self);
}

gboolean
luwte_redaction_answer (LuwteRedaction *self, const char *question_id, gboolean remove)
{
  const LuwteDeidentQuestion *open;
  guint n;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  g_return_val_if_fail (question_id != NULL, FALSE);

  open = luwte_deident_case_get_questions (get_reading (self), &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (open[i].id, question_id) == 0)
      {
        say (self, open[i].word, open[i].category, remove);
        return TRUE;
      }
  return FALSE;
}

/* (transfer full) (nullable): what is removed there, and what it is. */
static char *
word_at (LuwteRedaction *self, guint part, guint start, guint end, LuwteDeidentCategory *category)
{
  guint n;
  const LuwteDeidentSpan *found = luwte_deident_case_get_spans (get_reading (self), part, &n);

  for (guint i = 0; i < n; i++)
    if (found[i].start == start && found[i].end == end)
      {
        *category = found[i].category;
        return g_utf8_substring (luwte_deident_case_get_text (self->reading, part), (glong) start,
                                 (glong) end);
      }
  return NULL;
}

static gboolean
say_at (LuwteRedaction *self, guint part, guint start, guint end, gboolean removed)
{
  LuwteDeidentCategory category = LUWTE_DEIDENT_OTHER;
  char *word = word_at (self, part, start, end, &category);

  if (word == NULL)
    return FALSE;
  say (self, word, category, removed);
  luwte_free_wiped (word);
  return TRUE;
}

gboolean
luwte_redaction_accept (LuwteRedaction *self, guint part, guint start, guint end)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  return say_at (self, part, start, end, TRUE);
}

gboolean
luwte_redaction_reject (LuwteRedaction *self, guint part, guint start, guint end)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  return say_at (self, part, start, end, FALSE);
}

gboolean
luwte_redaction_add (LuwteRedaction *self, guint part, guint start, guint end, const char *category)
{
  const char *text;
  char *word;
  gboolean any = FALSE;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  g_return_val_if_fail (part < self->parts->len, FALSE);

  text = luwte_deident_case_get_text (get_reading (self), part);
  if (start >= end || end > (guint) g_utf8_strlen (text, -1))
    return FALSE;
  word = g_strstrip (g_utf8_substring (text, (glong) start, (glong) end));
  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    any = any || g_unichar_isalnum (g_utf8_get_char (p));
  if (any)
    say (self, word, category_of (category), TRUE);
  luwte_free_wiped (word);
  return any;
}

const GArray *
luwte_redaction_get_decisions (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), NULL);

  g_array_set_size (self->decisions, 0);
  for (guint i = 0; i < self->said->len; i++)
    {
      const Said *said = g_ptr_array_index (self->said, i);
      const LuwteRedactionDecision decision = {
        said->word,
        luwte_deident_category_code (said->category),
        said->removed,
      };

      g_array_append_val (self->decisions, decision);
    }
  return self->decisions;
}

void
luwte_redaction_take_back (LuwteRedaction *self, guint decision)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  g_return_if_fail (decision < self->said->len);

  g_ptr_array_remove_index (self->said, decision);
  read_anew (self);
}

void
luwte_redaction_set_age_bands (LuwteRedaction *self, gboolean age_bands)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));

  self->age_bands = !!age_bands;
  read_anew (self);
}

gboolean
luwte_redaction_get_age_bands (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  return self->age_bands;
}

void
luwte_redaction_set_author (LuwteRedaction *self, const char *name)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  g_set_str (&self->author, name);
}

const char *
luwte_redaction_get_author (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), NULL);
  return self->author;
}

void
luwte_redaction_set_author_named (LuwteRedaction *self, gboolean named)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  self->author_named = !!named;
}

gboolean
luwte_redaction_get_author_named (LuwteRedaction *self)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), FALSE);
  return self->author_named;
}

void
luwte_redaction_set_session (LuwteRedaction *self, const char *session)
{
  g_return_if_fail (LUWTE_IS_REDACTION (self));
  g_set_str (&self->session, session);
}

const char *
luwte_redaction_get_session (LuwteRedaction *self)
{
  return self->session;
}

gboolean
luwte_redaction_has_answers (LuwteRedaction *self)
{
  return luwte_deident_case_may_seal (get_reading (self), NULL);
}

LuwteCaseContent *
luwte_redaction_preview (LuwteRedaction *self)
{
  LuwteCaseContent *content = luwte_case_content_new ();
  LuwteDeidentCase *reading;

  g_return_val_if_fail (LUWTE_IS_REDACTION (self), content);

  reading = get_reading (self);
  content->reason = g_strdup (self->reason);
  content->reason_label = g_strdup (self->reason_label);
  content->urgent = self->urgent;
  content->question = luwte_deident_case_redact (reading, 0);
  content->author = self->author_named ? g_strdup (self->author) : NULL;
  for (guint i = 1; i < self->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (self->parts, i);
      char *text = part->chosen ? luwte_deident_case_redact (reading, i) : NULL;

      if (text != NULL)
        luwte_case_content_add (content, part->from, luwte_case_part_of_day (part->at, self->zone),
                                luwte_case_season (part->at, self->zone), text);
      luwte_free_wiped (text);
    }
  return content;
}

guint
luwte_redaction_count (LuwteRedaction *self, const char *category)
{
  g_return_val_if_fail (LUWTE_IS_REDACTION (self), 0);
  return luwte_deident_case_count (get_reading (self), category_of (category));
}

const char *const *
luwte_redaction_categories (void)
{
  static const char *codes[LUWTE_DEIDENT_N_CATEGORIES + 1];

  if (g_once_init_enter_pointer (&codes[0]))
    {
      for (guint i = 1; i < LUWTE_DEIDENT_N_CATEGORIES; i++)
        codes[i] = luwte_deident_category_code ((LuwteDeidentCategory) i);
      g_once_init_leave_pointer (&codes[0], luwte_deident_category_code (0));
    }
  return codes;
}
