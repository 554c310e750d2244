/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-file.h"

#include <string.h>

/* In bytes, as file systems count them. */
#define MAX_NAME  120
#define KEPT_TAIL 24
#define ELLIPSIS  "\xe2\x80\xa6"
#define CLIP      "\xf0\x9f\x93\x8e"

struct _LuwteFile
{
  GObject parent_instance;

  char *name;
  gint64 size;
  GBytes *bytes; /* NULL while it is only told of */
};

G_DEFINE_FINAL_TYPE (LuwteFile, luwte_file, G_TYPE_OBJECT)

static void
luwte_file_finalize (GObject *object)
{
  LuwteFile *self = LUWTE_FILE (object);

  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (luwte_file_parent_class)->finalize (object);
}

static void
luwte_file_class_init (LuwteFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_file_finalize;
}

static void
luwte_file_init (LuwteFile *self)
{
}

/* What turns the reading direction, hides or begins a line is no part of a name: "gpj.exe" must not read
 * as a picture. */
static gboolean
is_plain (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isprint (c) && c != '/' && c != '\\' && type != G_UNICODE_LINE_SEPARATOR &&
         type != G_UNICODE_PARAGRAPH_SEPARATOR && type != G_UNICODE_PRIVATE_USE;
}

/* Where the last characters of a text begin that fit into so many bytes. */
static const char *
find_tail (const char *text, gsize length)
{
  const char *tail = text + strlen (text) - MIN (length, strlen (text));

  while ((*tail & 0xc0) == 0x80)
    tail++;
  return tail;
}

/* The middle goes: what opens a file is said by how its name ends. */
static char *
shorten (char *name)
{
  g_autofree char *whole = name;
  const char *tail = find_tail (whole, KEPT_TAIL);
  const char *end = whole + MAX_NAME - KEPT_TAIL - strlen (ELLIPSIS);

  if (strlen (whole) <= MAX_NAME)
    return g_steal_pointer (&whole);
  while ((*end & 0xc0) == 0x80)
    end--;
  return g_strdup_printf ("%.*s" ELLIPSIS "%s", (int) (end - whole), whole, tail);
}

static char *
clean_name (const char *name)
{
  g_autoptr (GString) clean = g_string_new (NULL);
  gboolean blank = TRUE;

  for (const char *p = name != NULL ? name : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean space = g_unichar_isspace (c);

      /* Many blanks would push the ending out of sight. */
      if (!is_plain (c) || (c == '.' && clean->len == 0) || (space && blank))
        continue;
      blank = space;
      g_string_append_unichar (clean, space ? ' ' : c);
    }
  g_strchomp (clean->str);
  return *clean->str != '\0' ? shorten (g_strdup (clean->str)) : g_strdup ("file");
}

LuwteFile *
luwte_file_new (const char *name, gint64 size, GBytes *bytes)
{
  LuwteFile *self = g_object_new (LUWTE_TYPE_FILE, NULL);

  self->name = clean_name (name);
  self->size = size;
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return self;
}

const char *
luwte_file_get_name (LuwteFile *self)
{
  g_return_val_if_fail (LUWTE_IS_FILE (self), NULL);
  return self->name;
}

gint64
luwte_file_get_size (LuwteFile *self)
{
  g_return_val_if_fail (LUWTE_IS_FILE (self), 0);
  return self->size;
}

GBytes *
luwte_file_get_bytes (LuwteFile *self)
{
  g_return_val_if_fail (LUWTE_IS_FILE (self), NULL);
  return self->bytes;
}

guint
luwte_file_count (const char *text)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; (p = strstr (p, CLIP)) != NULL; p += strlen (CLIP))
    n++;
  return n;
}
