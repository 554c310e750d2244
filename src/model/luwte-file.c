/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-file.h"

#define MAX_NAME 120

struct _LuwteFile
{
  GObject parent_instance;

  char *name;
  GBytes *bytes;
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

/* What turns the reading direction or hides is no part of a name: "gpj.exe" must not read as a picture. */
static gboolean
is_plain (gunichar c)
{
  return g_unichar_isprint (c) && c != '/' && c != '\\' && c != 0x202e && c != 0x202d;
}

static char *
clean_name (const char *name)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = name != NULL ? name : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_plain (c) || (c == '.' && clean->len == 0))
        continue;
      if (clean->len + 6 > MAX_NAME)
        break;
      g_string_append_unichar (clean, c);
    }
  g_strstrip (clean->str);
  return g_strdup (*clean->str != '\0' ? clean->str : "file");
}

LuwteFile *
luwte_file_new (const char *name, GBytes *bytes)
{
  LuwteFile *self = g_object_new (LUWTE_TYPE_FILE, NULL);

  self->name = clean_name (name);
  self->bytes = g_bytes_ref (bytes);
  return self;
}

const char *
luwte_file_get_name (LuwteFile *self)
{
  g_return_val_if_fail (LUWTE_IS_FILE (self), NULL);
  return self->name;
}

GBytes *
luwte_file_get_bytes (LuwteFile *self)
{
  g_return_val_if_fail (LUWTE_IS_FILE (self), NULL);
  return self->bytes;
}
