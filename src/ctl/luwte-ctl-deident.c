/* SPDX-License-Identifier: GPL-3.0-or-later */

/* luwtectl deident: JSON lines {id, text} in, JSON lines {id, spans, questions, redacted} out. It
 * needs no vault. Offsets are code points, the end is exclusive. */

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "luwte-ctl.h"
#include "luwte-deident-case.h"
#include "luwte-json-scan.h"
#include "luwte-json.h"
#include "luwte-secret.h"

#define MAX_LINE  (LUWTE_DEIDENT_MAX_BYTES + 64 * 1024)
#define MAX_ID    256
#define MAX_KNOWN 1000

/* What is given for one text, or for the case. */
typedef struct
{
  LuwteDeident *deident;
  GHashTable *answers; /* "ID\nQUESTION" or "\nQUESTION" -> LuwteDeidentAnswer */
  LuwteDeidentCase *shared;
  GPtrArray *ids; /* of the texts of the shared case */
  GString *out;
  GString *values[2]; /* of the line that is read: id, text */
  GPtrArray *batch;   /* Job, in the order of the lines */
  gsize batch_bytes;
  int next; /* of the batch, for the threads */
} Work;

/* A text that is a case of its own. */
typedef struct
{
  char *id;
  char *text;
  GString *out;
} Job;

/* Enough for the threads to have something to do, and no more. */
#define BATCH_TEXTS 1024
#define BATCH_BYTES (1024 * 1024)
#define MAX_THREADS 8

static void
append_json (GString *out, const char *text)
{
  const char *plain = text;

  g_string_append_c (out, '"');
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;
      g_string_append_len (out, plain, text - plain);
      plain = text + 1;
      if (c == '"' || c == '\\')
        {
          g_string_append_c (out, '\\');
          g_string_append_c (out, (char) c);
        }
      else if (c == '\n')
        g_string_append (out, "\\n");
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_len (out, plain, text - plain);
  g_string_append_c (out, '"');
}

static void
append_questions (GString *out, LuwteDeidentCase *deident_case, guint text)
{
  guint n;
  const LuwteDeidentQuestion *questions = luwte_deident_case_get_questions (deident_case, &n);
  gboolean first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      if (questions[i].text != text)
        continue;
      g_string_append (out, first ? "{\"id\":" : ",{\"id\":");
      append_json (out, questions[i].id);
      g_string_append_printf (out,
                              ",\"start\":%u,\"end\":%u,\"category\":\"%s\",\"count\":%u,\"word\":",
                              questions[i].start, questions[i].end,
                              luwte_deident_category_code (questions[i].category),
                              questions[i].count);
      append_json (out, questions[i].word);
      g_string_append (out, ",\"question\":");
      append_json (out, questions[i].prompt);
      g_string_append_c (out, '}');
      first = FALSE;
    }
}

static void
write_text (GString *out, LuwteDeidentCase *deident_case, guint text, const char *id)
{
  guint n;
  const LuwteDeidentSpan *spans = luwte_deident_case_get_spans (deident_case, text, &n);
  g_autofree char *redacted = luwte_deident_case_redact_certain (deident_case, text);

  g_string_append (out, "{\"id\":");
  append_json (out, id);
  g_string_append (out, ",\"spans\":[");
  for (guint i = 0; i < n; i++)
    {
      char number[64];

      g_snprintf (number, sizeof number, "{\"start\":%u,\"end\":%u,\"category\":\"", spans[i].start,
                  spans[i].end);
      g_string_append (out, i > 0 ? "," : "");
      g_string_append (out, number);
      g_string_append (out, luwte_deident_category_code (spans[i].category));
      g_string_append (out, "\",\"certainty\":\"");
      g_string_append (out, luwte_deident_certainty_code (spans[i].certainty));
      g_string_append (out, "\"}");
    }
  g_string_append (out, "],\"questions\":[");
  append_questions (out, deident_case, text);
  g_string_append (out, "],\"redacted\":");
  append_json (out, redacted);
  g_string_append (out, "}\n");
}

static void
print_text (Work *work, LuwteDeidentCase *deident_case, guint text, const char *id)
{
  g_string_truncate (work->out, 0);
  write_text (work->out, deident_case, text, id);
  fwrite (work->out->str, 1, work->out->len, stdout);
}

/* Answers of this text, and those for every text. */
static void
give_answers (Work *work, LuwteDeidentCase *deident_case, const char *id)
{
  guint n;
  const LuwteDeidentQuestion *questions;
  g_autoptr (GPtrArray) asked = g_ptr_array_new_with_free_func (g_free);

  if (g_hash_table_size (work->answers) == 0)
    return;
  questions = luwte_deident_case_get_questions (deident_case, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (asked, g_strdup (questions[i].id));
  for (guint i = 0; i < n; i++)
    {
      const char *question = g_ptr_array_index (asked, i);
      g_autofree char *own = g_strconcat (id, "\n", question, NULL);
      g_autofree char *all = g_strconcat ("\n", question, NULL);
      gpointer answer = g_hash_table_lookup (work->answers, own);

      if (answer == NULL)
        answer = g_hash_table_lookup (work->answers, all);
      if (answer != NULL)
        luwte_deident_case_answer (deident_case, question, GPOINTER_TO_INT (answer));
    }
}

/* "known": [{"category": "NICK", "value": "beertje"}, …] */
static gboolean
add_known (LuwteDeidentCase *deident_case, JsonObject *object, GError **error)
{
  JsonArray *known;

  if (!json_object_has_member (object, "known"))
    return TRUE;
  if (!luwte_json_peek_array (object, "known", MAX_KNOWN, &known, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (known); i++)
    {
      JsonNode *node = json_array_get_element (known, i);
      JsonObject *field = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      LuwteDeidentCategory category;
      const char *code = field != NULL ? luwte_json_string_or (field, "category", 32, NULL) : NULL;
      const char *value = field != NULL ? luwte_json_string_or (field, "value", 1024, NULL) : NULL;

      if (code == NULL || value == NULL || !luwte_deident_category_from_code (code, &category))
        {
          g_set_error_literal (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE, "known");
          return FALSE;
        }
      luwte_deident_case_add_known (deident_case, category, value);
    }
  return TRUE;
}

/* known: (nullable): where fields that are known stand. */
static gboolean
take_text (Work *work, const char *id, const char *text, JsonObject *known, GError **error)
{
  g_autoptr (LuwteDeidentCase) own = work->shared == NULL ? luwte_deident_case_new (work->deident)
                                                          : NULL;
  LuwteDeidentCase *deident_case = own != NULL ? own : work->shared;

  if (known != NULL && !add_known (deident_case, known, error))
    return FALSE;
  luwte_deident_case_add_text (deident_case, text);
  if (own == NULL)
    {
      g_ptr_array_add (work->ids, g_strdup (id));
      return TRUE;
    }
  give_answers (work, own, id);
  print_text (work, own, 0, id);
  return TRUE;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  luwte_free_wiped (job->text);
  if (job->out != NULL)
    g_string_free (job->out, TRUE);
  g_free (job);
}

/* In a thread of several: takes the next text until there is none. */
static gpointer
run_jobs (gpointer data)
{
  Work *work = data;

  for (guint i; (i = (guint) g_atomic_int_add (&work->next, 1)) < work->batch->len;)
    {
      Job *job = work->batch->pdata[i];
      g_autoptr (LuwteDeidentCase) own = luwte_deident_case_new (work->deident);

      luwte_deident_case_add_text (own, job->text);
      give_answers (work, own, job->id);
      job->out = g_string_sized_new (3 * strlen (job->text) + 128);
      write_text (job->out, own, 0, job->id);
    }
  return NULL;
}

static void
run_batch (Work *work)
{
  GThread *threads[MAX_THREADS];
  guint n = MIN (g_get_num_processors (), MAX_THREADS);

  /* A few lines are not worth a thread. */
  if (work->batch->len < 16)
    n = 1;
  work->next = 0;
  for (guint i = 1; i < n; i++)
    threads[i] = g_thread_new ("deident", run_jobs, work);
  run_jobs (work);
  for (guint i = 1; i < n; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < work->batch->len; i++)
    {
      const Job *job = work->batch->pdata[i];

      fwrite (job->out->str, 1, job->out->len, stdout);
    }
  g_ptr_array_set_size (work->batch, 0);
  work->batch_bytes = 0;
}

static void
take_job (Work *work, const GString *id, const GString *text)
{
  Job *job = g_new0 (Job, 1);

  job->id = g_strndup (id->str, id->len);
  job->text = g_strndup (text->str, text->len);
  g_ptr_array_add (work->batch, job);
  work->batch_bytes += text->len;
  if (work->batch->len == BATCH_TEXTS || work->batch_bytes > BATCH_BYTES)
    run_batch (work);
}

static gboolean
read_text (Work *work, const char *line, gsize length, GError **error)
{
  static const char *const names[] = { "id", "text" };
  g_autoptr (JsonObject) object = NULL;
  const char *id;
  const char *text;

  /* A third of the time was json-glib's, for two strings a line. */
  if (length <= MAX_LINE && luwte_json_scan_strings (line, length, names, work->values, 2) &&
      work->values[0]->len <= MAX_ID && work->values[1]->len <= LUWTE_DEIDENT_MAX_BYTES)
    {
      if (work->shared != NULL)
        return take_text (work, work->values[0]->str, work->values[1]->str, NULL, error);
      take_job (work, work->values[0], work->values[1]);
      return TRUE;
    }
  /* What came before stands before it. */
  run_batch (work);
  object = luwte_json_parse_object (line, length, MAX_LINE, error);
  if (object == NULL || !luwte_json_peek_string (object, "id", MAX_ID, &id, error) ||
      !luwte_json_peek_string (object, "text", LUWTE_DEIDENT_MAX_BYTES, &text, error))
    return FALSE;
  return take_text (work, id, text, object, error);
}

static gboolean
read_answer (Work *work, const char *line, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object (line, length, MAX_LINE, error);
  const char *question;
  const char *answer;
  gboolean remove;

  if (object == NULL || !luwte_json_peek_string (object, "question", 1024, &question, error) ||
      !luwte_json_peek_string (object, "answer", 16, &answer, error))
    return FALSE;
  remove = g_str_equal (answer, "remove");
  if (!remove && !g_str_equal (answer, "keep"))
    {
      g_set_error_literal (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE,
                           "answer: remove or keep");
      return FALSE;
    }
  g_hash_table_insert (work->answers,
                       g_strconcat (luwte_json_string_or (object, "id", MAX_ID, ""), "\n", question,
                                    NULL),
                       GINT_TO_POINTER (remove ? LUWTE_DEIDENT_ANSWER_REMOVE
                                               : LUWTE_DEIDENT_ANSWER_KEEP));
  return TRUE;
}

/* Line by line, each by the reader; on a wrong one the number of it is said. */
static LuwteCtlExit
read_lines (Work *work, FILE *file, const char *name,
            gboolean (*reader) (Work *, const char *, gsize, GError **))
{
  char *line = NULL;
  size_t room = 0;
  LuwteCtlExit status = LUWTE_CTL_DONE;

  for (guint number = 1; status == LUWTE_CTL_DONE; number++)
    {
      ssize_t length = getline (&line, &room, file);
      g_autoptr (GError) error = NULL;

      if (length < 0)
        break;
      while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
      if (length > 0 && !reader (work, line, (gsize) length, &error))
        status = luwte_ctl_usage (_ ("%s, line %u: %s"), name, number, error->message);
    }
  if (status == LUWTE_CTL_DONE && ferror (file))
    status = luwte_ctl_usage (_ ("%s cannot be read: %s"), name, g_strerror (errno));
  if (line != NULL)
    explicit_bzero (line, room);
  free (line);
  return status;
}

static LuwteCtlExit
read_answers (Work *work, const char *path)
{
  FILE *file = fopen (path, "re");
  LuwteCtlExit status;

  if (file == NULL)
    return luwte_ctl_usage (_ ("%s cannot be read: %s"), path, g_strerror (errno));
  status = read_lines (work, file, path, read_answer);
  fclose (file);
  return status;
}

static LuwteCtlExit
run_deident (LuwteCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteDeident) deident = luwte_deident_new (&error);
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) id = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) batch = g_ptr_array_new_with_free_func (job_free);
  g_autoptr (LuwteDeidentCase) shared = NULL;
  Work work = { deident, answers, NULL, ids, out, { id, text }, batch, 0, 0 };
  const char *path = luwte_ctl_option (ctl, "answers");
  LuwteCtlExit status = LUWTE_CTL_DONE;

  if (deident == NULL)
    return luwte_ctl_fail (error);
  if (luwte_ctl_flag (ctl, "one-case"))
    work.shared = shared = luwte_deident_case_new (deident);
  if (path != NULL)
    status = read_answers (&work, path);
  if (status == LUWTE_CTL_DONE)
    status = read_lines (&work, stdin, _ ("standard input"), read_text);
  run_batch (&work);
  explicit_bzero (text->str, text->allocated_len);
  if (status != LUWTE_CTL_DONE)
    return status;
  for (guint i = 0; i < ids->len; i++)
    give_answers (&work, shared, g_ptr_array_index (ids, i));
  for (guint i = 0; i < ids->len; i++)
    print_text (&work, shared, i, g_ptr_array_index (ids, i));
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_deident_commands[] = {
  { NULL, "deident", "[--answers FILE] [--one-case] < TEXTS",
    N_ ("find what tells who somebody is: JSON lines {id, text} in, spans, questions and the redacted text out"),
       "answers one-case!", 0, 0, LUWTE_CTL_NEEDS_NOTHING, run_deident },
    { NULL },
};
