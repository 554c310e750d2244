/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-words-private.h"

guint32
luwte_hash_of (const char *key, gsize length)
{
  guint32 hash = LUWTE_HASH_START;

  for (gsize i = 0; i < length; i++)
    hash = luwte_hash_step (hash, (guint8) key[i]);
  return hash;
}

/* At most a quarter full, so that an empty place is near. It lives as long as the program: there is
 * one for each list in the source. */
static void
words_fill (LuwteWords *self)
{
  guint64 filter[4] = { 0 };
  guint n_words = 0;
  guint32 room = 8;
  guint16 *places;

  for (const char *p = self->list; *p != '\0'; p++)
    n_words += *p == ' ';
  while (room < 4 * n_words)
    room *= 2;
  places = g_new0 (guint16, room);
  self->mask = room - 1;
  for (gsize at = 1; self->list[at] != '\0';)
    {
      gsize length = strcspn (self->list + at, " ");
      guint32 hash = luwte_hash_of (self->list + at, length);
      guint32 i = hash ^ hash >> 15;

      g_assert (at <= G_MAXUINT16);
      /* Where two lists were joined there are two spaces. */
      while (length > 0 && places[i & self->mask] != 0)
        i++;
      if (length > 0)
        {
          places[i & self->mask] = (guint16) at;
          filter[hash >> 30] |= G_GUINT64_CONSTANT (1) << (hash >> 24 & 63);
        }
      at += length + 1;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (filter); i++)
    __atomic_store_n (&self->filter[i], filter[i], __ATOMIC_RELAXED);
  g_once_init_leave_pointer (&self->places, places);
}

gboolean
luwte_words_find (LuwteWords *self, const char *key, gsize length, guint32 hash)
{
  if (g_once_init_enter_pointer (&self->places))
    words_fill (self);
  /* The low bits of this hash know mostly the last letter. */
  for (guint32 i = hash ^ hash >> 15;; i++)
    {
      guint place = self->places[i & self->mask];
      const char *word = self->list + place;
      gsize same = 0;

      if (place == 0)
        return FALSE;
      while (same < length && word[same] == key[same])
        same++;
      if (same == length && word[same] == ' ')
        return TRUE;
    }
}

static void
endings_fill (LuwteEndings *self)
{
  guint32 last_letters = 0;
  guint32 before_last = 0;
  struct LuwteEndingsTable *table = g_new0 (struct LuwteEndingsTable, 1);
  guint n = 0;

  for (gsize at = 1; self->list[at] != '\0';)
    {
      gsize length = strcspn (self->list + at, " ");
      const char *last = self->list + at + length - 1;

      g_assert (n < 64 && length != 1 && length < 64 && at <= G_MAXUINT16);
      /* Where two lists were joined there are two spaces. */
      if (length > 0)
        {
          table->places[n] = (guint16) at;
          table->lengths[n] = (guint8) length;
          last_letters |= 1u << (last[0] - 'a');
          before_last |= 1u << (last[-1] - 'a');
          table->by_last_two[last[-1] - 'a'][last[0] - 'a'] |= G_GUINT64_CONSTANT (1) << n++;
        }
      at += length + 1;
    }
  __atomic_store_n (&self->last, last_letters, __ATOMIC_RELAXED);
  __atomic_store_n (&self->before_last, before_last, __ATOMIC_RELAXED);
  g_once_init_leave_pointer (&self->table, table);
}

gsize
luwte_endings_find (LuwteEndings *self, const char *key, gsize length, gsize head)
{
  guint a = (guint) (guint8) key[length - 2] - 'a';
  guint b = (guint) (guint8) key[length - 1] - 'a';

  if (g_once_init_enter_pointer (&self->table))
    endings_fill (self);
  for (guint64 left = self->table->by_last_two[a][b]; left != 0; left &= left - 1)
    {
      guint n = (guint) __builtin_ctzll (left);
      gsize own = self->table->lengths[n];

      if (length > own + head &&
          memcmp (key + length - own, self->list + self->table->places[n], own) == 0)
        return own;
    }
  return 0;
}
