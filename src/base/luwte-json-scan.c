/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A strict reader of JSON's grammar (RFC 8259) that keeps nothing. It stands before json-glib, which
 * takes more than JSON (comments, single quotes) and whose recursion has no end of its own: what has
 * passed here is UTF-8, is JSON, and is at most LUWTE_JSON_MAX_DEPTH deep. It also knows where each
 * value stands, which json-glib does not tell. */

#include "luwte-json-scan.h"

#include <math.h>
#include <string.h>

#include "luwte-json.h"

typedef struct
{
  const char *at;
  const char *end;
  const char *counted; /* characters are counted up to here, so that a long line costs once */
  guint column;
  guint line;
  guint depth;
  GString *pointer; /* NULL when nobody looks */
  LuwteJsonVisitFunc visit;
  gpointer data;
} Scan;

static gboolean scan_value (Scan *scan, const char *key, guint key_line, guint key_column,
                            GError **error);

static guint
column_of (Scan *scan, const char *at)
{
  if (at > scan->counted)
    {
      scan->column += (guint) g_utf8_pointer_to_offset (scan->counted, at);
      scan->counted = at;
    }
  return scan->column;
}

static gboolean
fail (Scan *scan, const char *expected, GError **error)
{
  g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_SYNTAX, "%u:%u: expected %s", scan->line,
               column_of (scan, scan->at), expected);
  return FALSE;
}

static void
skip_space (Scan *scan)
{
  for (; scan->at < scan->end; scan->at++)
    {
      if (*scan->at == '\n')
        {
          scan->line++;
          scan->column = 1;
          scan->counted = scan->at + 1;
        }
      else if (*scan->at != ' ' && *scan->at != '\t' && *scan->at != '\r')
        return;
    }
}

static gboolean
next_is (Scan *scan, char wanted)
{
  return scan->at < scan->end && *scan->at == wanted;
}

static gboolean
scan_hex4 (Scan *scan, gunichar *value, GError **error)
{
  *value = 0;
  for (int i = 0; i < 4; i++, scan->at++)
    {
      if (scan->at >= scan->end || !g_ascii_isxdigit (*scan->at))
        return fail (scan, "four hexadecimal digits", error);
      *value = *value * 16 + (gunichar) g_ascii_xdigit_value (*scan->at);
    }
  return TRUE;
}

/* After "\u". Half a surrogate pair is no character, and a zero would end a C string early. */
static gboolean
scan_unicode_escape (Scan *scan, GString *text, GError **error)
{
  gunichar value, low;

  if (!scan_hex4 (scan, &value, error))
    return FALSE;
  if (value >= 0xd800 && value <= 0xdbff)
    {
      if (scan->end - scan->at < 2 || scan->at[0] != '\\' || scan->at[1] != 'u')
        return fail (scan, "the second half of a surrogate pair", error);
      scan->at += 2;
      if (!scan_hex4 (scan, &low, error))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (scan, "the second half of a surrogate pair", error);
      value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (value >= 0xdc00 && value <= 0xdfff)
    return fail (scan, "the first half of a surrogate pair", error);
  if (value == 0)
    return fail (scan, "a character other than U+0000", error);
  if (text != NULL)
    g_string_append_unichar (text, value);
  return TRUE;
}

static gboolean
scan_escape (Scan *scan, GString *text, GError **error)
{
  static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (scan->at >= scan->end)
    return fail (scan, "an escaped character", error);
  if (*scan->at == 'u')
    {
      scan->at++;
      return scan_unicode_escape (scan, text, error);
    }
  found = *scan->at != '\0' ? strchr (letters, *scan->at) : NULL;
  if (found == NULL)
    return fail (scan, "an escape that JSON knows", error);
  if (text != NULL)
    g_string_append_c (text, meant[found - letters]);
  scan->at++;
  return TRUE;
}

/* text: (nullable): takes the decoded string. */
static gboolean
scan_string (Scan *scan, GString *text, GError **error)
{
  if (!next_is (scan, '"'))
    return fail (scan, "a string", error);
  scan->at++;
  for (const char *plain = scan->at;; scan->at++)
    {
      if (scan->at >= scan->end || (guchar) *scan->at < 0x20)
        return fail (scan, "the end of the string", error);
      if (*scan->at != '"' && *scan->at != '\\')
        continue;
      if (text != NULL)
        g_string_append_len (text, plain, scan->at - plain);
      if (*scan->at++ == '"')
        return TRUE;
      if (!scan_escape (scan, text, error))
        return FALSE;
      plain = scan->at--;
    }
}

static gboolean
scan_digits (Scan *scan, GError **error)
{
  if (scan->at >= scan->end || !g_ascii_isdigit (*scan->at))
    return fail (scan, "a digit", error);
  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;
  return TRUE;
}

/* json-glib would read 1e999 as infinity, which no JSON can say again. */
static gboolean
is_finite_number (Scan *scan, const char *start, GError **error)
{
  char number[64];
  gsize length = scan->at - start;

  if (length >= sizeof number)
    return fail (scan, "a shorter number", error);
  memcpy (number, start, length);
  number[length] = '\0';
  if (!isfinite (g_ascii_strtod (number, NULL)))
    return fail (scan, "a smaller number", error);
  return TRUE;
}

static gboolean
scan_number (Scan *scan, GError **error)
{
  const char *start = scan->at;

  if (next_is (scan, '-'))
    scan->at++;
  if (next_is (scan, '0'))
    scan->at++;
  else if (!scan_digits (scan, error))
    return FALSE;
  if (next_is (scan, '.'))
    {
      scan->at++;
      if (!scan_digits (scan, error))
        return FALSE;
    }
  if (next_is (scan, 'e') || next_is (scan, 'E'))
    {
      scan->at++;
      if (next_is (scan, '+') || next_is (scan, '-'))
        scan->at++;
      if (!scan_digits (scan, error))
        return FALSE;
    }
  return is_finite_number (scan, start, error);
}

static gboolean
scan_word (Scan *scan, const char *word, GError **error)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return fail (scan, "a value", error);
  scan->at += length;
  return TRUE;
}

static gboolean
scan_member (Scan *scan, GError **error)
{
  g_autoptr (GString) key = scan->pointer != NULL ? g_string_new (NULL) : NULL;
  guint line = scan->line, column = scan->pointer != NULL ? column_of (scan, scan->at) : 0;

  if (!next_is (scan, '"'))
    return fail (scan, "a member's name", error);
  if (!scan_string (scan, key, error))
    return FALSE;
  skip_space (scan);
  if (!next_is (scan, ':'))
    return fail (scan, "\":\"", error);
  scan->at++;
  skip_space (scan);
  return scan_value (scan, key != NULL ? key->str : NULL, line, column, error);
}

static gboolean
scan_item (Scan *scan, guint index, GError **error)
{
  char name[16];

  g_snprintf (name, sizeof name, "%u", index);
  return scan_value (scan, name, 0, 0, error);
}

/* An object or an array, behind its opening bracket. */
static gboolean
scan_members (Scan *scan, char closing, GError **error)
{
  guint index = 0;

  skip_space (scan);
  if (next_is (scan, closing))
    {
      scan->at++;
      return TRUE;
    }
  for (;;)
    {
      skip_space (scan);
      if (!(closing == '}' ? scan_member (scan, error) : scan_item (scan, index++, error)))
        return FALSE;
      skip_space (scan);
      if (next_is (scan, closing))
        {
          scan->at++;
          return TRUE;
        }
      if (!next_is (scan, ','))
        return fail (scan, closing == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"", error);
      scan->at++;
    }
}

static gboolean
scan_container (Scan *scan, GError **error)
{
  char closing = *scan->at == '{' ? '}' : ']';
  gboolean ok;

  if (scan->depth >= LUWTE_JSON_MAX_DEPTH)
    {
      g_set_error (error, LUWTE_JSON_ERROR, LUWTE_JSON_ERROR_TOO_LARGE,
                   "%u:%u: nested deeper than %d", scan->line, column_of (scan, scan->at),
                   LUWTE_JSON_MAX_DEPTH);
      return FALSE;
    }
  scan->depth++;
  scan->at++;
  ok = scan_members (scan, closing, error);
  scan->depth--;
  return ok;
}

static void
append_key (GString *pointer, const char *key)
{
  g_string_append_c (pointer, '/');
  for (; *key != '\0'; key++)
    {
      if (*key == '~')
        g_string_append (pointer, "~0");
      else if (*key == '/')
        g_string_append (pointer, "~1");
      else
        g_string_append_c (pointer, *key);
    }
}

static void
visit (Scan *scan, guint key_line, guint key_column)
{
  LuwteJsonPlace place = { scan->pointer->str, key_line, key_column, scan->line,
                           column_of (scan, scan->at) };

  if (key_line == 0)
    {
      place.key_line = place.line;
      place.key_column = place.column;
    }
  scan->visit (&place, scan->data);
}

static gboolean
scan_value (Scan *scan, const char *key, guint key_line, guint key_column, GError **error)
{
  gsize parent = scan->pointer != NULL ? scan->pointer->len : 0;
  gboolean ok;

  if (scan->at >= scan->end)
    return fail (scan, "a value", error);
  if (scan->pointer != NULL)
    {
      if (key != NULL)
        append_key (scan->pointer, key);
      visit (scan, key_line, key_column);
    }
  if (*scan->at == '{' || *scan->at == '[')
    ok = scan_container (scan, error);
  else if (*scan->at == '"')
    ok = scan_string (scan, NULL, error);
  else if (*scan->at == 't')
    ok = scan_word (scan, "true", error);
  else if (*scan->at == 'f')
    ok = scan_word (scan, "false", error);
  else if (*scan->at == 'n')
    ok = scan_word (scan, "null", error);
  else if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    ok = scan_number (scan, error);
  else
    ok = fail (scan, "a value", error);
  if (scan->pointer != NULL)
    g_string_truncate (scan->pointer, parent);
  return ok;
}

/**
 * luwte_json_scan:
 * @text: (array length=length): what came from outside; need not end in a zero byte
 * @length: bytes of @text
 * @visit: (nullable) (scope call): told each value before it is read, parents first; a member that
 *   occurs twice in an object is told twice
 * @data: for @visit
 * @error: %LUWTE_JSON_ERROR_SYNTAX with "LINE:COLUMN: expected …", or
 *   %LUWTE_JSON_ERROR_TOO_LARGE when it is nested too deeply
 *
 * Returns: %TRUE when @text is one JSON value and nothing else
 */
gboolean
luwte_json_scan (const char *text, gsize length, LuwteJsonVisitFunc visit_func, gpointer data,
                 GError **error)
{
  Scan scan = { .at = text, .end = text + length, .counted = text, .column = 1, .line = 1 };
  g_autoptr (GString) pointer = visit_func != NULL ? g_string_new (NULL) : NULL;
  const char *wrong;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (!g_utf8_validate_len (text != NULL ? text : "", length, &wrong))
    {
      /* What stands before it is UTF-8, so that its place can be told. */
      for (scan.end = wrong; scan.at < scan.end; scan.at++)
        skip_space (&scan);
      scan.at = scan.end;
      return fail (&scan, "UTF-8", error);
    }
  scan.pointer = pointer;
  scan.visit = visit_func;
  scan.data = data;
  skip_space (&scan);
  if (!scan_value (&scan, NULL, 0, 0, error))
    return FALSE;
  skip_space (&scan);
  if (scan.at < scan.end)
    return fail (&scan, "nothing after the value", error);
  return TRUE;
}

/* One member; sets its bit in seen when it is wanted. */
static gboolean
scan_string_member (Scan *scan, const char *const *names, GString **values, guint n, GString *key,
                    guint *seen)
{
  guint wanted = 0;

  skip_space (scan);
  g_string_truncate (key, 0);
  if (!scan_string (scan, key, NULL))
    return FALSE;
  skip_space (scan);
  if (!next_is (scan, ':'))
    return FALSE;
  scan->at++;
  skip_space (scan);
  while (wanted < n && strcmp (key->str, names[wanted]) != 0)
    wanted++;
  if (wanted < n && (*seen & 1u << wanted) != 0)
    return FALSE;
  if (wanted < n)
    {
      *seen |= 1u << wanted;
      g_string_truncate (values[wanted], 0);
    }
  return scan_string (scan, wanted < n ? values[wanted] : NULL, NULL);
}

/**
 * luwte_json_scan_strings:
 * @text: (array length=length): what came from outside; need not end in a zero byte
 * @length: bytes of @text
 * @names: (array length=n): members that are wanted
 * @values: (array length=n): take what stands there
 * @n: at most 32
 *
 * For the line of a long file that holds nothing but strings, without a tree of it. What it does not
 * take need not be wrong: luwte_json_parse_object() is asked then, and says what is.
 *
 * Returns: %TRUE when @text is one object of strings only, in which each name stands once
 */
gboolean
luwte_json_scan_strings (const char *text, gsize length, const char *const *names, GString **values,
                         guint n)
{
  Scan scan = { .at = text, .end = text + length, .counted = text, .column = 1, .line = 1 };
  g_autoptr (GString) key = g_string_new (NULL);
  guint seen = 0;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (n <= 32, FALSE);

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return FALSE;
  skip_space (&scan);
  if (!next_is (&scan, '{'))
    return FALSE;
  do
    {
      scan.at++;
      if (!scan_string_member (&scan, names, values, n, key, &seen))
        return FALSE;
      skip_space (&scan);
    }
  while (next_is (&scan, ','));
  if (!next_is (&scan, '}'))
    return FALSE;
  scan.at++;
  skip_space (&scan);
  return scan.at == scan.end && seen == (guint) ((G_GUINT64_CONSTANT (1) << n) - 1);
}
