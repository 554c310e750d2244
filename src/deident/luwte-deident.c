/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-deident-private.h"

#include <string.h>

#define LEXICON "/org/luwte/Luwte/deident/lexicon.bin"

/* The generated source has no header: this is all that is needed of it. */
GResource *luwte_deident_get_resource (void);

struct _LuwteDeident
{
  GObject parent_instance;

  LuwteLexicon lexicon;
};

G_DEFINE_FINAL_TYPE (LuwteDeident, luwte_deident, G_TYPE_OBJECT)
G_DEFINE_QUARK (luwte-deident-error-quark, luwte_deident_error)

static void
luwte_deident_finalize (GObject *object)
{
  luwte_lexicon_clear (&LUWTE_DEIDENT (object)->lexicon);
  G_OBJECT_CLASS (luwte_deident_parent_class)->finalize (object);
}

static void
luwte_deident_class_init (LuwteDeidentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_deident_finalize;
}

static void
luwte_deident_init (LuwteDeident *self)
{
}

LuwteDeident *
luwte_deident_new_from_bytes (GBytes *lexicon, GError **error)
{
  g_autoptr (LuwteDeident) self = g_object_new (LUWTE_TYPE_DEIDENT, NULL);
  g_autoptr (GBytes) aligned = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (lexicon, &size);

  /* In the program itself it lies well; from elsewhere it is copied to where it does. */
  aligned = (gsize) data % 4 == 0 ? g_bytes_ref (lexicon) : g_bytes_new (data, size);
  if (!luwte_lexicon_init (&self->lexicon, aligned))
    {
      g_set_error_literal (error, LUWTE_DEIDENT_ERROR, LUWTE_DEIDENT_ERROR_LEXICON,
                           "the word lists cannot be read");
      return NULL;
    }
  return g_steal_pointer (&self);
}

LuwteDeident *
luwte_deident_new (GError **error)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (luwte_deident_get_resource (), LEXICON,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (bytes == NULL)
    {
      g_set_error_literal (error, LUWTE_DEIDENT_ERROR, LUWTE_DEIDENT_ERROR_LEXICON,
                           "the word lists are not in this program");
      return NULL;
    }
  return luwte_deident_new_from_bytes (bytes, error);
}

const LuwteLexicon *
luwte_deident_lexicon (LuwteDeident *self)
{
  return &self->lexicon;
}

GArray *
luwte_deident_find (LuwteDeident *self, const char *text)
{
  LuwteReading reading;
  GArray *finds;

  g_return_val_if_fail (LUWTE_IS_DEIDENT (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  luwte_reading_init (&reading, &self->lexicon, text);
  luwte_reading_find (&reading);
  finds = g_steal_pointer (&reading.finds);
  luwte_reading_clear (&reading);
  return finds;
}
