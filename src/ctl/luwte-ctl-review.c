/* SPDX-License-Identifier: GPL-3.0-or-later */

/* review: a whole round by script: flag, send, take in, open, advise, read. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-ctl.h"
#include "luwte-json.h"
#include "luwte-pack-problem.h"
#include "luwte-secret.h"

#define MAX_TEXT    (32 * 1024)
#define MAX_ANSWERS (1024 * 1024)

/* (transfer full) (nullable): standard input without the white space around it */
static char *
read_text (void)
{
  char *text = luwte_ctl_read_input (MAX_TEXT);

  return text != NULL ? g_strstrip (text) : NULL;
}

char *
luwte_ctl_review_folder (LuwteCtl *ctl)
{
  LuwteWorkspace *workspace = luwte_ctl_workspace (ctl);
  const char *given = luwte_ctl_option (ctl, "folder");
  g_autofree char *path = given != NULL ? g_canonicalize_filename (given, NULL)
                                        : luwte_workspace_get_review_folder (workspace);

  if (path == NULL)
    {
      luwte_ctl_usage (_ ("no review folder is known yet: --folder DIR"));
      return NULL;
    }
  if (given != NULL)
    luwte_workspace_set_review_folder (workspace, path);
  return g_steal_pointer (&path);
}

static LuwteCtlExit
run_flag (LuwteCtl *ctl)
{
  LuwteReview *review = luwte_workspace_get_review (luwte_ctl_workspace (ctl));
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  const char *reason = luwte_ctl_option (ctl, "reason");
  g_autofree char *session = g_strdup (luwte_ctl_option (ctl, "session"));
  g_autoptr (LuwteNote) note = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *question;
  LuwteCtlRow *row;

  if (reason == NULL || (session == NULL) == (nickname == NULL))
    return luwte_ctl_usage (_ ("--reason and one of --nickname and --session are needed"));
  question = read_text ();
  if (question == NULL)
    return LUWTE_CTL_USAGE;
  /* The session that the newest note under a nickname stands in. */
  if (session == NULL)
    note = luwte_ctl_note_of (ctl, nickname, "--session ID");
  if (note != NULL)
    session = g_strdup (luwte_note_get_fields (note)->session_id);
  if (session == NULL)
    {
      luwte_free_wiped (question);
      return LUWTE_CTL_BUSY;
    }
  luwte_review_flag_async (review, session, reason, luwte_ctl_flag (ctl, "urgent"), question, NULL,
                           luwte_ctl_answer_cb, &result);
  luwte_free_wiped (question);
  id = luwte_review_flag_finish (review, luwte_ctl_wait (&result), &error);
  if (id == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", id);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_flags (LuwteCtl *ctl)
{
  LuwteReview *review = luwte_workspace_get_review (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) flags = NULL;

  luwte_review_list_async (review, NULL, luwte_ctl_answer_cb, &result);
  flags = luwte_review_list_finish (review, luwte_ctl_wait (&result), &error);
  if (flags == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < flags->len; i++)
    {
      const LuwteFlagFields *flag = luwte_flag_get_fields (flags->pdata[i]);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", flag->id);
      luwte_ctl_row_string (row, "nickname", flag->nickname);
      luwte_ctl_row_string (row, "reason", flag->reason);
      luwte_ctl_row_bool (row, "urgent", flag->urgent);
      luwte_ctl_row_time (row, "created", flag->created);
      if (flag->sent != 0)
        luwte_ctl_row_time (row, "sent", flag->sent);
      luwte_ctl_row_string (row, "question", flag->question);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteRedaction *
redact (LuwteCtl *ctl, GError **error)
{
  LuwteReview *review = luwte_workspace_get_review (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;

  luwte_review_redact_async (review, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb, &result);
  return luwte_review_redact_finish (review, luwte_ctl_wait (&result), error);
}

/* What the options say of notes, conversation, name and ages. */
static void
choose (LuwteCtl *ctl, LuwteRedaction *redaction)
{
  const gboolean transcript = luwte_ctl_flag (ctl, "transcript");
  const gboolean notes = luwte_ctl_flag (ctl, "all-notes");

  for (guint i = 1; i < luwte_redaction_get_n_parts (redaction); i++)
    {
      const gboolean is_note = strcmp (luwte_redaction_get_part (redaction, i)->from, "note") == 0;

      if (is_note ? notes : transcript)
        luwte_redaction_set_chosen (redaction, i, TRUE);
    }
  luwte_redaction_set_age_bands (redaction, luwte_ctl_flag (ctl, "age-bands"));
  luwte_redaction_set_author_named (redaction, luwte_ctl_flag (ctl, "named"));
}

/* One line {"question": "…", "answer": "remove"|"keep"}, as `deident --answers` takes it, or
 * {"add": "word", "category": "NAME"} for what was missed. */
static gboolean
apply_answer (LuwteRedaction *redaction, const char *line, GError **error)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object (line, strlen (line), MAX_ANSWERS, error);
  const char *question, *answer, *added;

  if (object == NULL)
    return FALSE;
  added = luwte_json_string_or (object, "add", 1024, NULL);
  if (added != NULL)
    {
      luwte_redaction_add_known (redaction, luwte_json_string_or (object, "category", 32, "OTHER"),
                                 added);
      return TRUE;
    }
  if (!luwte_json_peek_string (object, "question", 1024, &question, error) ||
      !luwte_json_peek_string (object, "answer", 16, &answer, error))
    return FALSE;
  if (!g_str_equal (answer, "remove") && !g_str_equal (answer, "keep"))
    {
      g_set_error_literal (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE,
                           "answer: remove or keep");
      return FALSE;
    }
  /* One that is not asked (any more) is answered already. */
  luwte_redaction_answer (redaction, question, g_str_equal (answer, "remove"));
  return TRUE;
}

gboolean
luwte_ctl_review_answer (LuwteCtl *ctl, LuwteRedaction *redaction, GError **error)
{
  const char *path = luwte_ctl_option (ctl, "answers");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0' && !apply_answer (redaction, lines[i], error))
      return FALSE;
  return TRUE;
}

static void
print_part (LuwteCtl *ctl, const char *from, const char *part_of_day, const char *season,
            const char *text)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_string (row, "from", from);
  luwte_ctl_row_string (row, "part_of_day", part_of_day);
  luwte_ctl_row_string (row, "season", season);
  luwte_ctl_row_string (row, "text", text);
  luwte_ctl_row_end (row);
}

static void
print_content (LuwteCtl *ctl, const char *case_id, const LuwteCaseContent *content)
{
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_string (row, "case", case_id);
  luwte_ctl_row_string (row, "reason", content->reason);
  luwte_ctl_row_string (row, "reason_label", content->reason_label);
  luwte_ctl_row_bool (row, "urgent", content->urgent);
  luwte_ctl_row_string (row, "author", content->author);
  luwte_ctl_row_string (row, "question", content->question);
  luwte_ctl_row_end (row);
  for (guint i = 0; i < content->parts->len; i++)
    {
      const LuwteCasePart *part = g_ptr_array_index (content->parts, i);

      print_part (ctl, part->from, part->part_of_day, part->season, part->text);
    }
}

LuwteCtlExit
luwte_ctl_review_preview (LuwteCtl *ctl, LuwteRedaction *redaction)
{
  g_autoptr (LuwteCaseContent) content = luwte_redaction_preview (redaction);
  const GArray *questions = luwte_redaction_get_questions (redaction);
  const char *const *categories = luwte_redaction_categories ();

  print_content (ctl, NULL, content);
  for (guint i = 0; categories[i] != NULL; i++)
    if (luwte_redaction_count (redaction, categories[i]) > 0)
      {
        LuwteCtlRow *row = luwte_ctl_row (ctl);

        luwte_ctl_row_string (row, "removed", categories[i]);
        luwte_ctl_row_int (row, "count", luwte_redaction_count (redaction, categories[i]));
        luwte_ctl_row_end (row);
      }
  for (guint i = 0; i < questions->len; i++)
    {
      const LuwteRedactionQuestion *asked = &g_array_index (questions, LuwteRedactionQuestion, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "question", asked->id);
      luwte_ctl_row_string (row, "category", asked->category);
      luwte_ctl_row_string (row, "prompt", asked->prompt);
      luwte_ctl_row_int (row, "count", asked->count);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteBoardSync *
sync_folder (LuwteCtl *ctl, const char *folder, GError **error)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  LuwteBoardSync *sync;

  luwte_board_sync_async (board, folder, NULL, luwte_ctl_answer_cb, &result);
  sync = luwte_board_sync_finish (board, luwte_ctl_wait (&result), error);
  if (sync != NULL && sync->n_left > 0)
    g_printerr (ngettext ("luwtectl: %u file of this vault that has to be gone may still lie in a "
                          "folder that was used before\n",
                          "luwtectl: %u files of this vault that have to be gone may still lie in "
                          "a folder that was used before\n",
                          sync->n_left),
                sync->n_left);
  return sync;
}

/* Said and done is two things: it is in the vault; the folder may be full or gone. */
LuwteCtlExit
luwte_ctl_review_bring (LuwteCtl *ctl, const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteBoardSync) sync = sync_folder (ctl, folder, &error);

  if (sync == NULL)
    return luwte_ctl_fail (error);
  if (sync->problem == NULL)
    return LUWTE_CTL_DONE;
  if (sync->n_waiting > 0)
    g_printerr ("luwtectl: %s\n",
                _ ("it is sealed and lies in the vault; the next `review inbox` brings it"));
  return luwte_ctl_fail (sync->problem);
}

static LuwteCtlExit
run_send (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  const char *const *to = luwte_ctl_option_all (ctl, "to");
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *case_id = NULL;
  LuwteCtlRow *row;

  redaction = redact (ctl, &error);
  if (redaction == NULL)
    return luwte_ctl_fail (error);
  choose (ctl, redaction);
  if (!luwte_ctl_review_answer (ctl, redaction, &error))
    return luwte_ctl_usage ("%s", error->message);
  if (luwte_ctl_flag (ctl, "preview"))
    return luwte_ctl_review_preview (ctl, redaction);
  if (to == NULL || to[0] == NULL)
    return luwte_ctl_usage (_ ("--to ID says who may read it; `luwtectl roster list` has the ids"));
  folder = luwte_ctl_review_folder (ctl);
  if (folder == NULL)
    return LUWTE_CTL_USAGE;
  if (luwte_redaction_get_urgent (redaction) && !luwte_ctl_flag (ctl, "named"))
    g_printerr ("luwtectl: %s\n", _ ("it is urgent and nobody learns from whom; --named says so"));
  luwte_board_send_async (board, redaction, to, NULL, luwte_ctl_answer_cb, &result);
  case_id = luwte_board_send_finish (board, luwte_ctl_wait (&result), &error);
  if (case_id == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "case", case_id);
  luwte_ctl_row_end (row);
  return luwte_ctl_review_bring (ctl, folder);
}

static void
print_taken (LuwteCtl *ctl, const LuwteTaken *taken)
{
  const char *problem = luwte_pack_problem (taken->refusal);
  LuwteCtlRow *row = luwte_ctl_row (ctl);

  luwte_ctl_row_string (row, "file", taken->name);
  luwte_ctl_row_string (row, "news", taken->refusal == NULL ? taken->kind : "refused");
  luwte_ctl_row_string (row, "case", taken->case_id);
  if (taken->refusal != NULL)
    luwte_ctl_row_string (row, "problem", problem != NULL ? _ (problem) : taken->refusal->message);
  luwte_ctl_row_end (row);
}

static LuwteCtlExit
print_cases (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = NULL;

  luwte_board_list_async (board, NULL, luwte_ctl_answer_cb, &result);
  cases = luwte_board_list_finish (board, luwte_ctl_wait (&result), &error);
  if (cases == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < cases->len; i++)
    {
      const LuwteBoardCase *one = g_ptr_array_index (cases, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "case", one->id);
      luwte_ctl_row_string (row, "state", one->state);
      luwte_ctl_row_bool (row, "urgent", one->urgent);
      luwte_ctl_row_day (row, "received", one->received);
      luwte_ctl_row_string (row, "expires", one->expires);
      luwte_ctl_row_day (row, "agenda", one->agenda);
      luwte_ctl_row_string (row, "reason", one->content != NULL ? one->content->reason : NULL);
      luwte_ctl_row_string (row, "decision", one->decision);
      luwte_ctl_row_string (row, "outcome", one->outcome);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
take_file (LuwteCtl *ctl, const char *path)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTaken *taken;

  luwte_board_take_in_file_async (board, path, NULL, luwte_ctl_answer_cb, &result);
  taken = luwte_board_take_in_file_finish (board, luwte_ctl_wait (&result), &error);
  if (taken == NULL)
    return luwte_ctl_fail (error);
  print_taken (ctl, taken);
  luwte_taken_free (taken);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_inbox (LuwteCtl *ctl)
{
  const char *file = luwte_ctl_option (ctl, "file");
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteBoardSync) sync = NULL;
  LuwteCtlExit status;

  if (file != NULL)
    return take_file (ctl, file);
  folder = luwte_ctl_review_folder (ctl);
  if (folder == NULL)
    return LUWTE_CTL_USAGE;
  sync = sync_folder (ctl, folder, &error);
  if (sync == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < sync->taken->len; i++)
    print_taken (ctl, sync->taken->pdata[i]);
  status = print_cases (ctl);
  return sync->problem != NULL ? luwte_ctl_fail (sync->problem) : status;
}

static LuwteCtlExit
run_open (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cases = NULL;

  luwte_board_list_async (board, NULL, luwte_ctl_answer_cb, &result);
  cases = luwte_board_list_finish (board, luwte_ctl_wait (&result), &error);
  if (cases == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < cases->len; i++)
    {
      const LuwteBoardCase *one = g_ptr_array_index (cases, i);

      if (g_strcmp0 (one->id, luwte_ctl_word (ctl, 0)) == 0 && one->content != NULL)
        {
          print_content (ctl, one->id, one->content);
          return LUWTE_CTL_DONE;
        }
    }
  g_printerr ("luwtectl: %s\n", _ ("there is no such case at the board"));
  return LUWTE_CTL_BUSY;
}

static LuwteCtlExit
run_advise (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  static const char *const decisions[] = { "continue", "end", "disclosure", NULL };
  const char *decision = luwte_ctl_option (ctl, "decision");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  char *text;

  if (decision == NULL || !g_strv_contains (decisions, decision))
    return luwte_ctl_usage (_ ("--decision is continue, end or disclosure"));
  folder = luwte_ctl_review_folder (ctl);
  text = folder != NULL ? read_text () : NULL;
  if (text == NULL)
    return LUWTE_CTL_USAGE;
  luwte_board_advise_async (board, luwte_ctl_word (ctl, 0), decision, text, NULL,
                            luwte_ctl_answer_cb, &result);
  luwte_free_wiped (text);
  if (!luwte_board_done_finish (board, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return luwte_ctl_review_bring (ctl, folder);
}

static LuwteCtlExit
run_answers (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = luwte_ctl_review_folder (ctl);
  g_autoptr (GPtrArray) advice = NULL;
  LuwteCtlExit status = folder != NULL ? luwte_ctl_review_bring (ctl, folder) : LUWTE_CTL_USAGE;

  if (folder == NULL)
    return status;
  luwte_board_answers_async (board, NULL, luwte_ctl_answer_cb, &result);
  advice = luwte_board_answers_finish (board, luwte_ctl_wait (&result), &error);
  if (advice == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < advice->len; i++)
    {
      const LuwteAdvice *one = g_ptr_array_index (advice, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", one->id);
      luwte_ctl_row_string (row, "case", one->case_id);
      luwte_ctl_row_string (row, "session", one->session_id);
      luwte_ctl_row_string (row, "writer", one->writer);
      luwte_ctl_row_string (row, "decision", one->decision);
      luwte_ctl_row_time (row, "created", one->created);
      luwte_ctl_row_bool (row, "acknowledged", one->acknowledged);
      luwte_ctl_row_string (row, "outcome", one->outcome);
      luwte_ctl_row_string (row, "text", one->text);
      luwte_ctl_row_end (row);
    }
  return status;
}

static LuwteCtlExit
run_acknowledge (LuwteCtl *ctl)
{
  LuwteBoard *board = luwte_workspace_get_board (luwte_ctl_workspace (ctl));
  const gboolean reports = luwte_ctl_flag (ctl, "outcome");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  char *text = NULL;

  folder = luwte_ctl_review_folder (ctl);
  if (folder == NULL)
    return LUWTE_CTL_USAGE;
  if (reports && (text = read_text ()) == NULL)
    return LUWTE_CTL_USAGE;
  luwte_board_acknowledge_async (board, luwte_ctl_word (ctl, 0), text, NULL, luwte_ctl_answer_cb,
                                 &result);
  luwte_free_wiped (text);
  if (!luwte_board_done_finish (board, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return luwte_ctl_review_bring (ctl, folder);
}

/* clang-format off */
const LuwteCtlCommand luwte_ctl_review_commands[] = {
  { "review", "flag", "--nickname N|--session ID --reason CODE [--urgent] < QUESTION",
    N_ ("ask the meeting about a session; the question on standard input"),
    "nickname session reason urgent!", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_flag },
  { "review", "flags", "", N_ ("what was flagged, and what of it was sent"), "", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_flags },
  { "review", "send",
    "FLAG --to ID… [--answers FILE] [--transcript] [--all-notes] [--age-bands] [--named] "
    "[--preview] [--folder DIR]",
    N_ ("seal a flagged session, redacted, to people of the roster; --preview shows what they would read and what is asked"),
    "to* answers transcript! all-notes! age-bands! named! preview! folder", 1, 1,
    LUWTE_CTL_NEEDS_VAULT, run_send },
  { "review", "inbox", "[--folder DIR | --file FILE]",
    N_ ("bring what lies ready, take in what came, list the cases at the board"), "folder file",
    0, 0, LUWTE_CTL_NEEDS_VAULT, run_inbox },
  { "review", "open", "CASE", N_ ("read a case"), "", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_open },
  { "review", "advise", "CASE --decision continue|end|disclosure [--folder DIR] < ADVICE",
    N_ ("advise, signed, to whoever asked"), "decision folder", 1, 1, LUWTE_CTL_NEEDS_VAULT,
    run_advise },
  { "review", "answers", "[--folder DIR]", N_ ("the advice that came back"), "folder", 0, 0,
    LUWTE_CTL_NEEDS_VAULT, run_answers },
  { "review", "acknowledge", "ADVICE [--outcome] [--folder DIR] [< OUTCOME]",
    N_ ("say that you have read it and, with --outcome, in one line what became of it"),
    "outcome! folder", 1, 1, LUWTE_CTL_NEEDS_VAULT, run_acknowledge },
  { NULL },
};
/* clang-format on */
