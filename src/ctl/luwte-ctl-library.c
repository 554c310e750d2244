/* SPDX-License-Identifier: GPL-3.0-or-later */

/* review library: questions and answers without anybody in them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-code.h"
#include "luwte-ctl.h"
#include "luwte-secret.h"

#define MAX_TEXT (64 * 1024)

static LuwteLibrary *
get_library (LuwteCtl *ctl)
{
  return luwte_workspace_get_library (luwte_ctl_workspace (ctl));
}

/* words: (nullable) */
static LuwteCtlExit
list (LuwteCtl *ctl, const char *words)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  luwte_library_search_async (get_library (ctl), words, NULL, luwte_ctl_answer_cb, &result);
  found = luwte_library_search_finish (get_library (ctl), luwte_ctl_wait (&result), &error);
  if (found == NULL)
    return luwte_ctl_fail (error);
  for (guint i = 0; i < found->len; i++)
    {
      const LuwteSummary *summary = g_ptr_array_index (found, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "id", summary->id);
      luwte_ctl_row_string (row, "topic", summary->topic);
      luwte_ctl_row_string (row, "month", summary->month);
      luwte_ctl_row_int (row, "asked", summary->asked);
      luwte_ctl_row_string (row, "question", summary->question);
      luwte_ctl_row_string (row, "answer", summary->answer);
      luwte_ctl_row_end (row);
    }
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
search (LuwteCtl *ctl)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 1; luwte_ctl_word (ctl, i) != NULL; i++)
    g_string_append_printf (words, "%s ", luwte_ctl_word (ctl, i));
  return list (ctl, words->str);
}

/* (transfer full) (nullable): the topic's label; NULL for a topic that the profile does not have */
static char *
label_of (LuwteCtl *ctl, const char *code)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (luwte_ctl_workspace (ctl),
                                                         luwte_ctl_language ());

  for (guint i = 0; topics != NULL && i < topics->len; i++)
    if (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (topics, i)), code) == 0)
      return g_strdup (luwte_code_get_label (g_ptr_array_index (topics, i)));
  return NULL;
}

/* Standard input: the question, an empty line, the answer. */
static LuwteRedaction *
draft (LuwteCtl *ctl, const char *label, LuwteCtlExit *status)
{
  char *text = luwte_ctl_read_input (MAX_TEXT);
  char *gap = text != NULL ? strstr (g_strstrip (text), "\n\n") : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteRedaction *redaction;

  if (gap == NULL)
    {
      *status = text == NULL ? LUWTE_CTL_USAGE
                             : luwte_ctl_usage (
                                   _ ("on standard input: the question, an empty line, the answer"));
      luwte_free_wiped (text);
      return NULL;
    }
  *gap = '\0';
  luwte_library_draft_async (get_library (ctl), label, text, g_strstrip (gap + 2), NULL,
                             luwte_ctl_answer_cb, &result);
  redaction = luwte_library_draft_finish (get_library (ctl), luwte_ctl_wait (&result), &error);
  *gap = ' ';
  luwte_free_wiped (text);
  if (redaction == NULL)
    *status = luwte_ctl_fail (error);
  return redaction;
}

static LuwteCtlExit
add (LuwteCtl *ctl)
{
  const char *topic = luwte_ctl_option (ctl, "topic");
  g_autofree char *label = topic != NULL ? label_of (ctl, topic) : NULL;
  g_autofree char *id = NULL;
  g_autoptr (LuwteRedaction) redaction = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteCtlExit status = LUWTE_CTL_DONE;
  LuwteCtlRow *row;

  if (label == NULL)
    return luwte_ctl_usage (
        _ ("--topic CODE is needed; `luwtectl policy show` has the profile's topics"));
  redaction = draft (ctl, label, &status);
  if (redaction == NULL)
    return status;
  if (!luwte_ctl_review_answer (ctl, redaction, &error))
    return luwte_ctl_usage ("%s", error->message);
  if (luwte_ctl_flag (ctl, "preview"))
    return luwte_ctl_review_preview (ctl, redaction);
  luwte_library_add_async (get_library (ctl), topic, redaction, NULL, luwte_ctl_answer_cb, &result);
  id = luwte_library_add_finish (get_library (ctl), luwte_ctl_wait (&result), &error);
  if (id == NULL)
    return luwte_ctl_fail (error);
  row = luwte_ctl_row (ctl);
  luwte_ctl_row_string (row, "id", id);
  luwte_ctl_row_end (row);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
change (LuwteCtl *ctl, gboolean erase)
{
  const char *id = luwte_ctl_word (ctl, 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (id == NULL)
    return luwte_ctl_usage (_ ("which one: its id, as `review library list` gives it"));
  if (erase)
    luwte_library_erase_async (get_library (ctl), id, NULL, luwte_ctl_answer_cb, &result);
  else
    luwte_library_count_async (get_library (ctl), id, NULL, luwte_ctl_answer_cb, &result);
  if (!luwte_library_done_finish (get_library (ctl), luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  if (erase)
    luwte_ctl_tell_backups (ctl);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_library (LuwteCtl *ctl)
{
  const char *what = luwte_ctl_word (ctl, 0);

  if (g_str_equal (what, "list"))
    return list (ctl, NULL);
  if (g_str_equal (what, "search"))
    return search (ctl);
  if (g_str_equal (what, "add"))
    return add (ctl);
  if (g_str_equal (what, "count"))
    return change (ctl, FALSE);
  if (g_str_equal (what, "erase"))
    return change (ctl, TRUE);
  return luwte_ctl_usage (_ ("review library list, search, add, count or erase"));
}

/* clang-format off */
const LuwteCtlCommand luwte_ctl_library_commands[] = {
  { "review", "library",
    "list | search WORDS… | add --topic T [--answers FILE] [--preview] < TEXT | count ID | erase ID",
    N_ ("questions and answers without anybody in them; count: it was asked once more; add takes the question, an empty line, the answer"),
    "topic answers preview!", 1, 64, LUWTE_CTL_NEEDS_VAULT, run_library },
  { NULL },
};
/* clang-format on */
