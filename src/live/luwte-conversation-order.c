/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A message's time is known to the second, and in a busy conversation several have the same. An event
 * may tell of the third before the history tells of the first. A history's page is in the order of
 * the service, so of those that share a second, the page says who was first; what it does not have
 * was there before it was asked from, or has come since. */

#include "config.h"

#include "luwte-conversation-private.h"

#include <string.h>

/* Messages to their place in the page, from 1. */
static GHashTable *
rank (LuwteConversation *self, GPtrArray *page, LuwteMessage *after)
{
  GHashTable *ranks = g_hash_table_new (NULL, NULL);
  guint n = 0;

  if (after)
    g_hash_table_insert (ranks, after, GUINT_TO_POINTER (++n));
  for (guint i = 0; i < page->len; i++)
    {
      const char *id = luwte_message_get_id (g_ptr_array_index (page, i));
      LuwteMessage *known = id ? g_hash_table_lookup (self->by_id, id) : NULL;

      if (known && known != after)
        g_hash_table_insert (ranks, known, GUINT_TO_POINTER (++n));
    }
  return ranks;
}

static guint
rank_of (GHashTable *ranks, LuwteMessage *message)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (ranks, message));
}

static int
compare_ranks (gconstpointer a, gconstpointer b, gpointer ranks)
{
  const guint x = rank_of (ranks, *(LuwteMessage *const *) a);
  const guint y = rank_of (ranks, *(LuwteMessage *const *) b);

  return (x > y) - (x < y);
}

/* run: what shares a second, as the list has it. (transfer full): as it should be */
static GPtrArray *
in_order (GPtrArray *run, GHashTable *ranks, LuwteMessage *after)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) paged = g_ptr_array_new ();
  guint first = 0;

  if (after && g_ptr_array_find (run, after, &first))
    for (guint i = 0; i < first; i++)
      if (rank_of (ranks, g_ptr_array_index (run, i)) == 0)
        g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (run, i)));
  for (guint i = 0; i < run->len; i++)
    if (rank_of (ranks, g_ptr_array_index (run, i)) > 0)
      g_ptr_array_add (paged, g_ptr_array_index (run, i));
  g_ptr_array_sort_with_data (paged, compare_ranks, ranks);
  for (guint i = 0; i < paged->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (paged, i)));
  for (guint i = first; i < run->len; i++)
    if (rank_of (ranks, g_ptr_array_index (run, i)) == 0)
      g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (run, i)));
  return sorted;
}

static void
put_run (LuwteConversation *self, guint position, GPtrArray *run, GHashTable *ranks,
         LuwteMessage *after)
{
  g_autoptr (GPtrArray) sorted = NULL;

  if (run->len < 2)
    return;
  sorted = in_order (run, ranks, after);
  if (memcmp (sorted->pdata, run->pdata, run->len * sizeof (gpointer)) != 0)
    g_list_store_splice (self->messages, position, run->len, sorted->pdata, sorted->len);
}

void
luwte_conversation_take_order (LuwteConversation *self, GPtrArray *page, const char *after)
{
  LuwteMessage *anchor = after ? g_hash_table_lookup (self->by_id, after) : NULL;
  g_autoptr (GHashTable) ranks = rank (self, page, anchor);
  g_autoptr (GPtrArray) run = g_ptr_array_new_with_free_func (g_object_unref);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->messages));

  for (guint i = 0; i < n; i++)
    {
      LuwteMessage *message = g_list_model_get_item (G_LIST_MODEL (self->messages), i);

      if (run->len > 0 &&
          luwte_message_get_at (g_ptr_array_index (run, 0)) != luwte_message_get_at (message))
        {
          put_run (self, i - run->len, run, ranks, anchor);
          g_ptr_array_set_size (run, 0);
        }
      g_ptr_array_add (run, message);
    }
  put_run (self, n - run->len, run, ranks, anchor);
}
