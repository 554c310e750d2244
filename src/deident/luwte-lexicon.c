/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The minimal acyclic automaton that build-aux/dev/lexicons.py writes. An edge is 32 bits: the
 * label, whether it is the last of its node, and where the next node begins. Label 0 ends a word
 * and stands first in its node; its target is the number of the word's set of flags. */

#include "luwte-lexicon-private.h"

#include <string.h>

#define LABEL(edge)   ((edge) & 0xffu)
#define IS_LAST(edge) (((edge) & 0x100u) != 0)
#define TARGET(edge)  ((edge) >> 9)

static const char magic[8] = { 'L', 'U', 'W', 'T', 'E', 'L', 'X', '1' };

static inline guint32
step (const LuwteLexicon *self, guint32 node, guint label)
{
  const guint32 *edge;

  if (node == 0)
    return self->first[label] != 0 ? self->first[label] : LUWTE_LEX_NOWHERE;
  for (edge = self->edges + node; LABEL (*edge) < label; edge++)
    if (IS_LAST (*edge))
      return LUWTE_LEX_NOWHERE;
  return LABEL (*edge) == label ? TARGET (*edge) : LUWTE_LEX_NOWHERE;
}

gboolean
luwte_lexicon_init (LuwteLexicon *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint32 *head = (const guint32 *) (data + sizeof magic);

  memset (self, 0, sizeof *self);
  if (G_BYTE_ORDER != G_LITTLE_ENDIAN || (gsize) data % 4 != 0 || size < 24 ||
      memcmp (data, magic, sizeof magic) != 0)
    return FALSE;
  self->n_edges = head[0];
  self->n_sets = head[1];
  self->root = head[2];
  if (24 + (guint64) self->n_sets * 8 + (guint64) self->n_edges * 4 != size ||
      self->root >= self->n_edges || self->n_sets == 0)
    return FALSE;
  self->sets = head + 4;
  self->edges = self->sets + (gsize) self->n_sets * 2;
  for (guint32 i = self->root; i < self->n_edges; i++)
    {
      self->first[LABEL (self->edges[i])] = TARGET (self->edges[i]);
      if (IS_LAST (self->edges[i]))
        break;
    }
  for (guint a = 0; a < 26; a++)
    for (guint b = 0; b < 26; b++)
      {
        guint32 node = step (self, 0, 'a' + a);

        self->second[a][b] = node != LUWTE_LEX_NOWHERE ? step (self, node, 'a' + b) : node;
      }
  self->bytes = g_bytes_ref (bytes);
  return TRUE;
}

void
luwte_lexicon_clear (LuwteLexicon *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static inline gboolean
is_letter (char c)
{
  return c >= 'a' && c <= 'z';
}

guint32
luwte_lexicon_walk (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
  gsize i = 0;

  if (node == 0 && length >= 2 && is_letter (key[0]) && is_letter (key[1]))
    {
      node = self->second[key[0] - 'a'][key[1] - 'a'];
      i = 2;
    }
  for (; i < length && node != LUWTE_LEX_NOWHERE; i++)
    node = key[i] != '\0' ? step (self, node, (guint8) key[i]) : LUWTE_LEX_NOWHERE;
  return node;
}

guint64
luwte_lexicon_flags (const LuwteLexicon *self, guint32 node)
{
  guint32 edge;

  if (node == 0 || node == LUWTE_LEX_NOWHERE)
    return 0;
  edge = self->edges[node];
  if (LABEL (edge) != 0 || TARGET (edge) >= self->n_sets)
    return 0;
  return self->sets[2 * TARGET (edge)] | (guint64) self->sets[2 * TARGET (edge) + 1] << 32;
}

guint64
luwte_lexicon_look_up (const LuwteLexicon *self, const char *key, gsize length)
{
  return luwte_lexicon_flags (self, luwte_lexicon_walk (self, 0, key, length));
}

guint32
luwte_lexicon_next_word (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
  return luwte_lexicon_goes_on (self, node)
             ? luwte_lexicon_walk (self, step (self, node, ' '), key, length)
             : LUWTE_LEX_NOWHERE;
}

static inline guint64
behind (const LuwteLexicon *self, guint32 node, const char *key, gsize length)
{
  for (; length > 0 && node != LUWTE_LEX_NOWHERE; key++, length--)
    node = step (self, node, (guint8) *key);
  return luwte_lexicon_flags (self, node);
}

guint64
luwte_lexicon_near (const LuwteLexicon *self, const char *key, gsize length)
{
  guint64 flags = 0;
  guint32 node = 0;

  for (gsize i = 0; i <= length && node != LUWTE_LEX_NOWHERE; i++)
    {
      const char *rest = key + i;
      gsize left = length - i;

      if (left > 0)
        flags |= behind (self, node, rest + 1, left - 1);
      if (left > 1 && rest[0] != rest[1])
        {
          guint32 swapped = step (self, node, (guint8) rest[1]);

          if (swapped != LUWTE_LEX_NOWHERE)
            swapped = step (self, swapped, (guint8) rest[0]);
          if (swapped != LUWTE_LEX_NOWHERE)
            flags |= behind (self, swapped, rest + 2, left - 2);
        }
      for (const guint32 *edge = self->edges + (node != 0 ? node : self->root);; edge++)
        {
          guint label = LABEL (*edge);

          if (label >= 'a' && label <= 'z')
            {
              flags |= behind (self, TARGET (*edge), rest, left);
              if (left > 0)
                flags |= behind (self, TARGET (*edge), rest + 1, left - 1);
            }
          if (IS_LAST (*edge))
            break;
        }
      node = left > 0 ? step (self, node, (guint8) rest[0]) : LUWTE_LEX_NOWHERE;
    }
  return flags;
}
