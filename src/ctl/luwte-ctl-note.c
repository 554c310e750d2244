/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "luwte-clock.h"
#include "luwte-ctl.h"
#include "luwte-json.h"

/* A working note is short; this is far beyond what anybody types. */
#define MAX_NOTE (256 * 1024)
#define MAX_LINE (MAX_NOTE + 4096)
/* Rows of an import that stand or fall together. */
#define BATCH 5000

static void
print_notes (LuwteCtl *ctl, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const LuwteNoteFields *note = luwte_note_get_fields (g_ptr_array_index (notes, i));
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", note->id);
      luwte_ctl_row_string (row, "nickname", note->nickname);
      luwte_ctl_row_time (row, "created", note->created);
      luwte_ctl_row_string (row, "topic", note->topic);
      luwte_ctl_row_string (row, "kind", note->kind);
      luwte_ctl_row_string (row, "line", note->line);
      luwte_ctl_row_string (row, "channel", note->channel);
      luwte_ctl_row_day (row, "due_on", note->due);
      luwte_ctl_row_string (row, "text", note->text);
      luwte_ctl_row_end (row);
    }
}

LuwteNoteText *
luwte_ctl_read_note (void)
{
  g_autofree char *text = luwte_ctl_read_input (MAX_NOTE);
  g_autoptr (LuwteNoteText) note = NULL;

  if (text == NULL)
    return NULL;
  /* The line break with which a shell ends its input is not part of the note. */
  if (g_str_has_suffix (text, "\n"))
    text[strlen (text) - 1] = '\0';
  note = luwte_note_text_new (text);
  if (luwte_note_text_is_blank (note))
    {
      luwte_ctl_usage (_ ("the note is empty"));
      return NULL;
    }
  return g_steal_pointer (&note);
}

static LuwteCtlExit
run_add (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  LuwteNoteRequest request = {
    .nickname = luwte_ctl_option (ctl, "nickname"),
    .topic = luwte_ctl_option (ctl, "topic"),
    .channel = luwte_ctl_option (ctl, "channel"),
    .line = luwte_ctl_option (ctl, "line"),
    .kind = luwte_ctl_flag (ctl, "personal") ? "personal_note" : luwte_ctl_option (ctl, "kind"),
  };
  g_autoptr (LuwteNoteText) text = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  LuwteCtlRow *row;

  if (request.nickname == NULL || request.topic == NULL)
    return luwte_ctl_usage (_ ("--nickname and --topic are needed"));
  text = luwte_ctl_read_note ();
  if (text == NULL)
    return LUWTE_CTL_USAGE;
  luwte_notes_add_async (notes, &request, text, NULL, luwte_ctl_answer_cb, &result);
  id = luwte_notes_add_finish (notes, luwte_ctl_wait (&result), &error);
  if (id == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", id);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
finish_list (LuwteCtl *ctl, LuwteNotes *notes, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = luwte_notes_list_finish (notes, luwte_ctl_wait (result), &error);

  if (rows == NULL)
    return luwte_ctl_fail (error);
  print_notes (ctl, rows);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_list (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  const char *nickname = luwte_ctl_option (ctl, "nickname");
  g_autoptr (GAsyncResult) result = NULL;

  if (nickname == NULL)
    return luwte_ctl_usage (_ ("--nickname is needed"));
  luwte_notes_list_by_nickname_async (notes, nickname, NULL, luwte_ctl_answer_cb, &result);
  return finish_list (ctl, notes, &result);
}

/* What stood in it before it was corrected, and what was added beside it. */
static LuwteCtlExit
run_history (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  luwte_notes_history_async (notes, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb, &result);
  versions = luwte_notes_history_finish (notes, luwte_ctl_wait (&result), &error);
  if (versions == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < versions->len; i++)
    {
      const LuwteNoteVersion *version = g_ptr_array_index (versions, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "kind",
                            version->kind == LUWTE_NOTE_BEFORE ? "before" : "addition");
      luwte_ctl_row_time (row, "at", version->at);
      luwte_ctl_row_time (row, "replaced", version->replaced);
      luwte_ctl_row_string (row, "topic", version->topic);
      luwte_ctl_row_string (row, "text", luwte_note_text_peek (version->text));
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_search (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  const char *given = luwte_ctl_option (ctl, "limit");
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  guint64 limit = 50;

  if (given != NULL && !g_ascii_string_to_unsigned (given, 10, 1, 10000, &limit, NULL))
    return luwte_ctl_usage (_ ("--limit is a number from 1 to 10000"));
  for (guint i = 0; luwte_ctl_word (ctl, i) != NULL; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "", luwte_ctl_word (ctl, i));
  luwte_notes_search_async (notes, words->str, (guint) limit, NULL, luwte_ctl_answer_cb, &result);
  return finish_list (ctl, notes, &result);
}

static LuwteCtlExit
run_edit (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  g_autoptr (LuwteNoteText) text = luwte_ctl_read_note ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return LUWTE_CTL_USAGE;
  luwte_notes_edit_async (notes, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_option (ctl, "topic"),
                          text, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_notes_edit_finish (notes, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_erase (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlRow *row;

  luwte_notes_erase_async (notes, luwte_ctl_word (ctl, 0), NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_notes_erase_finish (notes, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "erased", luwte_ctl_word (ctl, 0));
  luwte_ctl_row_end (row);
  luwte_ctl_tell_backups (ctl);
  return LUWTE_CTL_DONE;
}

/* One line of an import; NULL with the member and what was expected. */
static LuwteNoteImport *
parse_row (const char *line, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object (line, length, MAX_LINE, error);
  const char *nickname, *topic, *text, *created;
  LuwteNoteImport *row;
  gint64 at = 0;

  if (object == NULL || !luwte_json_peek_string (object, "nickname", 200, &nickname, error) ||
      !luwte_json_peek_string (object, "topic", 100, &topic, error) ||
      !luwte_json_peek_string (object, "text", MAX_NOTE, &text, error))
    return NULL;
  created = luwte_json_string_or (object, "created", 64, NULL);
  if (created != NULL ? !luwte_clock_from_rfc3339 (created, &at)
                      : json_object_has_member (object, "created"))
    {
      g_set_error_literal (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SHAPE,
                           "created: an RFC 3339 time was expected");
      return NULL;
    }
  row = g_new0 (LuwteNoteImport, 1);
  row->nickname = g_strdup (nickname);
  row->topic = g_strdup (topic);
  row->channel = g_strdup (luwte_json_string_or (object, "channel", 100, NULL));
  row->line = g_strdup (luwte_json_string_or (object, "line", 100, NULL));
  row->created = at;
  row->text = luwte_note_text_new (text);
  return row;
}

/* Stores a batch and says how far we are, where a person is watching. */
static LuwteCtlExit
store_batch (LuwteNotes *notes, GPtrArray *rows, gint64 *n_stored)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (rows->len == 0)
    return LUWTE_CTL_DONE;
  luwte_notes_import_async (notes, rows, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_notes_import_finish (notes, luwte_ctl_wait (&result), &error))
    {
      g_printerr (_ ("luwtectl: stored before this batch: %" PRId64 " notes; nothing of the batch\n"),
                    *n_stored);
      return luwte_ctl_fail (error);
    }
  *n_stored += rows->len;
  g_ptr_array_set_size (rows, 0);
  g_printerr (_ ("luwtectl: %" PRId64 " notes stored\n"), *n_stored);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_import (LuwteCtl *ctl)
{
  LuwteNotes *notes = luwte_workspace_get_notes (luwte_ctl_workspace (ctl));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  LuwteCtlExit status = LUWTE_CTL_DONE;
  gint64 n_stored = 0, number = 0;
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while (status == LUWTE_CTL_DONE && (length = getline (&line, &size, stdin)) >= 0)
    {
      g_autoptr (GError) error = NULL;
      LuwteNoteImport *row;

      number++;
      if (length <= 1)
        continue;
      row = parse_row (line, length, &error);
      if (row == NULL)
        {
          status = luwte_ctl_usage (_ ("line %" PRId64 ": %s; nothing of this batch was stored"),
                                      number, error->message);
          break;
        }
      g_ptr_array_add (rows, row);
      if (rows->len == BATCH)
        status = store_batch (notes, rows, &n_stored);
    }
  if (line != NULL)
    explicit_bzero (line, size);
  free (line);
  if (status == LUWTE_CTL_DONE)
    status = store_batch (notes, rows, &n_stored);
  if (status == LUWTE_CTL_DONE)
    {
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_int (row, "stored", n_stored);
      luwte_ctl_row_end (row);
    }
  return status;
}

const LuwteCtlCommand luwte_ctl_note_commands[] = {
  { "note", "add", "--nickname N --topic T [--channel C] [--line L] [--personal|--kind KIND]",
    N_ ("store a working note (text on standard input) and print its id"),
       "nickname topic channel line personal! kind", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_add },
    { "note", "list", "--nickname N",
      N_ ("the notes of a nickname, newest first"), "nickname", 0, 0, LUWTE_CTL_NEEDS_VAULT,
         run_list },
      { "note", "search", "WORDS… [--limit K]",
        N_ ("notes with all these words, newest first"), "limit", 1, 64, LUWTE_CTL_NEEDS_VAULT,
           run_search },
        { "note", "history", "ID",
          N_ ("what stood in a note before it was corrected, and what was added beside it"), "", 1,
             1, LUWTE_CTL_NEEDS_VAULT, run_history },
          { "note", "edit", "ID [--topic T]",
            N_ ("replace the text of a note (standard input)"), "topic", 1, 1, LUWTE_CTL_NEEDS_VAULT,
               run_edit },
            { "note", "erase", "ID",
              N_ ("erase a note; answers when it is erased, not before"), "", 1, 1,
                 LUWTE_CTL_NEEDS_VAULT, run_erase },
              { "note", "import", "",
                N_ ("JSON lines {nickname, topic, channel, line, created, text} on standard input, in batches of 5000"),
                   "", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_import },
                { NULL },
            };
