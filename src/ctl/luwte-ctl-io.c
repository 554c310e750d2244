/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "luwte-clock.h"
#include "luwte-ctl-private.h"
#include "luwte-pack-problem.h"
#include "luwte-problem.h"
#include "luwte-secret.h"

/* A passphrase is a line that somebody types, a service secret a line that somebody pastes. */
#define MAX_SECRET 4096

const char *
luwte_ctl_word (LuwteCtl *ctl, guint index)
{
  return index < ctl->words->len ? g_ptr_array_index (ctl->words, index) : NULL;
}

const char *const *
luwte_ctl_option_all (LuwteCtl *ctl, const char *name)
{
  GPtrArray *values = g_hash_table_lookup (ctl->options, name);

  return values != NULL ? (const char *const *) values->pdata : NULL;
}

const char *
luwte_ctl_option (LuwteCtl *ctl, const char *name)
{
  const char *const *values = luwte_ctl_option_all (ctl, name);

  return values != NULL ? values[0] : NULL;
}

gboolean
luwte_ctl_flag (LuwteCtl *ctl, const char *name)
{
  return g_hash_table_contains (ctl->options, name);
}

LuwteWorkspace *
luwte_ctl_workspace (LuwteCtl *ctl)
{
  return ctl->workspace;
}

static LuwteSecret *
first_line (LuwteSecret *whole)
{
  const char *bytes = luwte_secret_peek (whole);
  gsize length = strcspn (bytes, "\n");

  if (length > 0 && bytes[length - 1] == '\r')
    length--;
  return luwte_secret_new (bytes, length);
}

LuwteSecret *
luwte_ctl_secret (LuwteCtl *ctl, const char *name)
{
  g_autofree char *file_option = g_strconcat (name, "-file", NULL);
  g_autofree char *fd_option = g_strconcat (name, "-fd", NULL);
  const char *file = luwte_ctl_option (ctl, file_option);
  const char *fd = luwte_ctl_option (ctl, fd_option);
  g_autoptr (LuwteSecret) whole = NULL;
  g_autoptr (GError) error = NULL;
  guint64 number;

  if (file != NULL)
    whole = luwte_secret_read_file (file, MAX_SECRET, &error);
  else if (fd != NULL && g_ascii_string_to_unsigned (fd, 10, 0, G_MAXINT, &number, NULL))
    whole = luwte_secret_read_fd ((int) number, MAX_SECRET, &error);
  else
    {
      luwte_ctl_usage (_ ("--%s-file FILE or --%s-fd N is needed"), name, name);
      return NULL;
    }
  if (whole == NULL)
    {
      luwte_ctl_usage (_ ("--%s: cannot be read: %s"), file != NULL ? file_option : fd_option,
                         error->message);
      return NULL;
    }
  return first_line (whole);
}

void
luwte_ctl_answer_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
luwte_ctl_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

struct _LuwteCtlRow
{
  gboolean json;
  JsonBuilder *builder;
  GString *text;
};

LuwteCtlRow *
luwte_ctl_row (LuwteCtl *ctl)
{
  LuwteCtlRow *row = g_new0 (LuwteCtlRow, 1);

  row->json = ctl->json;
  row->text = g_string_new (NULL);
  row->builder = json_builder_new_immutable ();
  json_builder_begin_object (row->builder);
  return row;
}

/* In a line for people a value stays on that line, and what others wrote cannot move the cursor of
 * their terminal. */
static void
append_text (LuwteCtlRow *row, const char *value)
{
  if (row->text->len > 0)
    g_string_append_c (row->text, '\t');
  for (const char *p = value != NULL ? value : "-"; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (row->text, g_unichar_iscntrl (c) ? ' ' : c);
    }
}

void
luwte_ctl_row_string (LuwteCtlRow *row, const char *name, const char *value)
{
  json_builder_set_member_name (row->builder, name);
  if (value != NULL)
    json_builder_add_string_value (row->builder, value);
  else
    json_builder_add_null_value (row->builder);
  append_text (row, value);
}

void
luwte_ctl_row_int (LuwteCtlRow *row, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  json_builder_set_member_name (row->builder, name);
  json_builder_add_int_value (row->builder, value);
  append_text (row, text);
}

void
luwte_ctl_row_bool (LuwteCtlRow *row, const char *name, gboolean value)
{
  json_builder_set_member_name (row->builder, name);
  json_builder_add_boolean_value (row->builder, value);
  append_text (row, value ? name : NULL);
}

void
luwte_ctl_row_day (LuwteCtlRow *row, const char *name, LuwteDay day)
{
  g_autofree char *text = day != LUWTE_DAY_NONE ? luwte_day_to_iso (day) : NULL;

  luwte_ctl_row_string (row, name, text);
}

void
luwte_ctl_row_time (LuwteCtlRow *row, const char *name, gint64 unix_s)
{
  g_autofree char *text = luwte_clock_to_rfc3339 (unix_s);

  luwte_ctl_row_string (row, name, text);
}

/* Flushed row by row: --follow is read by a program that waits for each. */
void
luwte_ctl_row_end (LuwteCtlRow *row)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (row->builder);
  root = json_builder_get_root (row->builder);
  if (row->json)
    {
      g_autofree char *text = json_to_string (root, FALSE);

      fputs (text, stdout);
    }
  else
    fputs (row->text->str, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
  g_object_unref (row->builder);
  g_string_free (row->text, TRUE);
  g_free (row);
}

static LuwteCtlExit
exit_of (LuwteProblem problem)
{
  switch (problem)
    {
    case LUWTE_PROBLEM_NONE:
      return LUWTE_CTL_DONE;
    case LUWTE_PROBLEM_WRONG_KEY:
      return LUWTE_CTL_WRONG_PASSPHRASE;
    case LUWTE_PROBLEM_DAMAGED:
    case LUWTE_PROBLEM_NOT_ENCRYPTED:
      return LUWTE_CTL_DAMAGED;
    case LUWTE_PROBLEM_POLICY:
    case LUWTE_PROBLEM_PRACTICE:
      return LUWTE_CTL_REFUSED;
    case LUWTE_PROBLEM_NO_SERVICE:
    case LUWTE_PROBLEM_UNREACHABLE:
    case LUWTE_PROBLEM_UNCERTAIN:
    case LUWTE_PROBLEM_SERVICE_REFUSED:
    case LUWTE_PROBLEM_INSECURE:
    case LUWTE_PROBLEM_NOT_DONE:
    case LUWTE_PROBLEM_PROTOCOL:
    case LUWTE_PROBLEM_UNSUPPORTED:
      return LUWTE_CTL_SERVICE;
    case LUWTE_PROBLEM_NO_SPACE:
      return LUWTE_CTL_NO_SPACE;
    case LUWTE_PROBLEM_BUSY:
    case LUWTE_PROBLEM_NOT_FOUND:
    case LUWTE_PROBLEM_TAKEN:
      return LUWTE_CTL_BUSY;
    case LUWTE_PROBLEM_NEEDS_CHOICE:
      return LUWTE_CTL_USAGE;
    case LUWTE_PROBLEM_OTHER:
    case LUWTE_PROBLEM_CANCELLED:
    case LUWTE_PROBLEM_NEWER:
    case LUWTE_PROBLEM_EXISTS:
    case LUWTE_PROBLEM_LOCKED:
    case LUWTE_PROBLEM_INVALID_PROFILE:
      return LUWTE_CTL_FAILED;
    }
  return LUWTE_CTL_FAILED;
}

/* The sentence for people; NULL where the error's own message says where and what. */
static const char *
sentence_of (LuwteProblem problem)
{
  switch ((int) problem)
    {
    case LUWTE_PROBLEM_WRONG_KEY:
      return _ ("that passphrase or recovery code does not open this vault");
    case LUWTE_PROBLEM_BUSY:
      return _ ("the vault is open in another program; close or lock Luwte there and try again");
    case LUWTE_PROBLEM_NO_SPACE:
      return _ ("the disk is full; nothing was lost; make room and try again");
    case LUWTE_PROBLEM_NEWER:
      return _ ("this vault was written by a newer Luwte; nothing was touched");
    case LUWTE_PROBLEM_NOT_ENCRYPTED:
      return _ ("the database library of this system does not encrypt; nothing was opened or written");
    case LUWTE_PROBLEM_EXISTS:
      return _ ("there is a vault in that folder already");
    case LUWTE_PROBLEM_NO_SERVICE:
      return _ ("no chat service is set up; `luwtectl service set` does that");
    case LUWTE_PROBLEM_TAKEN:
      return _ ("a colleague has this session");
    case LUWTE_PROBLEM_PRACTICE:
      return _ ("practice and ordinary chat services do not mix in one vault");
    default:
      return NULL;
    }
}

LuwteCtlExit
luwte_ctl_fail (const GError *error)
{
  LuwteProblem problem = luwte_problem_of (error);
  const char *pack = luwte_pack_problem (error);
  const char *sentence = pack != NULL ? _ (pack) : sentence_of (problem);
  g_autofree char *line = g_strdup (sentence != NULL ? sentence : error->message);

  g_strdelimit (line, "\n\r", ' ');
  g_printerr ("luwtectl: %s\n", line);
  return pack != NULL ? LUWTE_CTL_REFUSED : exit_of (problem);
}

LuwteCtlExit
luwte_ctl_usage (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("luwtectl: %s\n", text);
  return LUWTE_CTL_USAGE;
}

char *
luwte_ctl_read_input (gsize max)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];

  while (TRUE)
    {
      gssize n = read (STDIN_FILENO, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          luwte_ctl_usage (_ ("standard input: %s"), g_strerror (errno));
          return NULL;
        }
      if (n == 0)
        break;
      g_string_append_len (text, buffer, n);
      if (text->len > max)
        {
          luwte_ctl_usage (_ ("standard input is longer than %zu bytes"), max);
          return NULL;
        }
    }
  if (memchr (text->str, '\0', text->len) != NULL || !g_utf8_validate (text->str, text->len, NULL))
    {
      luwte_ctl_usage (_ ("standard input is not UTF-8 text"));
      return NULL;
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
luwte_ctl_language (void)
{
  const char *const *names = g_get_language_names ();

  return g_str_has_prefix (names[0], "nl") ? "nl" : "en";
}
