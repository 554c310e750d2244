/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-lhc-service-private.h"

#include "luwte-clock.h"
#include "luwte-held-month.h"

/* How many closed chats are still at the server in which nothing has happened for so long. There is no
 * request for a count by month, so the list of closed chats is read, without names, and each row is
 * counted and dropped. `delay` keeps the server from sending the young ones; a server that does not
 * know it sends all, and the parser leaves those out. An operator sees the departments that she is in.
 */

/* Fifty thousand chats. Beyond that nobody would believe a count that takes minutes. */
#define MAX_PAGES 500

typedef struct
{
  LuwteLhcService *self;
  GTask *task;
  gint64 before;
  guint offset;
  guint n_pages;
  GHashTable *counts; /* "2024-03\tdepartment" to a number */
} Count;

static void
count_free (Count *count)
{
  g_hash_table_unref (count->counts);
  g_object_unref (count->task);
  g_object_unref (count->self);
  g_free (count);
}

static void
answer (Count *count)
{
  GPtrArray *months = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_held_month_free);
  GHashTableIter iter;
  gpointer key, n;

  g_hash_table_iter_init (&iter, count->counts);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\t", 2);

      g_ptr_array_add (months, luwte_held_month_new (parts[0], *parts[1] != '\0' ? parts[1] : NULL,
                                                     GPOINTER_TO_UINT (n)));
    }
  g_task_return_pointer (count->task, months, (GDestroyNotify) g_ptr_array_unref);
  count_free (count);
}

static void ask_page (Count *count);

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) list = luwte_lhc_client_call_finish (LUWTE_LHC_CLIENT (source), result,
                                                              &error);
  guint n_listed = 0;

  if (list != NULL &&
      luwte_lhc_parse_closed (list, count->before, count->counts, &n_listed, &error))
    {
      count->offset += n_listed;
      if (n_listed < LUWTE_LHC_PAGE)
        {
          answer (count);
          return;
        }
      if (++count->n_pages < MAX_PAGES)
        {
          ask_page (count);
          return;
        }
      g_set_error_literal (&error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED,
                           "There are more closed chats than can be counted");
    }
  g_task_return_error (count->task, g_steal_pointer (&error));
  count_free (count);
}

static void
ask_page (Count *count)
{
  luwte_lhc_client_closed_async (count->self->client, luwte_clock_now () - count->before,
                                 count->offset, g_task_get_cancellable (count->task), page_cb,
                                 count);
}

void
luwte_lhc_service_count_held (LuwteLhcService *self, GTask *task, gint64 before)
{
  Count *count = g_new0 (Count, 1);

  count->self = g_object_ref (self);
  count->task = g_object_ref (task);
  count->before = before;
  count->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ask_page (count);
}
