/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: the folder is looked into soon after the vault opened, every minute, and when something
 * in it changes. The minute is what can be relied upon: many a mounted folder tells of no change.
 * One look at a time; what was asked for meanwhile is one more. What comes late, after a lock, is
 * nobody's. */

#include "config.h"

#include "luwte-folder-watch-private.h"

#include "luwte-log.h"

#define EVERY_SECONDS 60
#define FIRST_SECONDS 1
/* A program that syncs writes many files one after another. */
#define AFTER_CHANGE_SECONDS 2

struct _LuwteFolderWatch
{
  GObject parent_instance;

  /* borrowed: it owns this */
  LuwteWorkspace *workspace;

  /* owned */
  GFileMonitor *monitor;
  char *folder; /* that is monitored */
  GError *problem;
  guint every_source;
  guint soon_source;
  guint count;
  gboolean running;
  gboolean looking;
  gboolean again;
};

enum
{
  LOOKED,
  COUNTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteFolderWatch, luwte_folder_watch, G_TYPE_OBJECT)

static LuwteBoard *
get_board (LuwteFolderWatch *self)
{
  return self->workspace != NULL ? luwte_workspace_get_board (self->workspace) : NULL;
}

static void
set_count (LuwteFolderWatch *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_signal_emit (self, signals[COUNTED], 0);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteFolderWatch) self = data;
  g_autoptr (GError) error = NULL;
  const int count = luwte_board_count_finish (LUWTE_BOARD (object), result, &error);

  if (!self->running || get_board (self) != LUWTE_BOARD (object))
    return;
  if (count < 0)
    luwte_log_error ("What came could not be counted", error);
  else
    set_count (self, (guint) count);
}

void
luwte_folder_watch_count (LuwteFolderWatch *self)
{
  g_return_if_fail (LUWTE_IS_FOLDER_WATCH (self));

  if (get_board (self) != NULL)
    luwte_board_count_async (get_board (self), NULL, counted_cb, g_object_ref (self));
}

static void
tell (LuwteFolderWatch *self, LuwteBoardSync *sync)
{
  g_signal_emit (self, signals[LOOKED], 0, sync);
  luwte_folder_watch_count (self);
}

static gboolean
soon_cb (gpointer data)
{
  LuwteFolderWatch *self = data;

  self->soon_source = 0;
  luwte_folder_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (LuwteFolderWatch *self, guint seconds)
{
  if (self->soon_source == 0)
    self->soon_source = g_timeout_add_seconds (seconds, soon_cb, self);
}

static void
changed_cb (LuwteFolderWatch *self)
{
  look_soon (self, AFTER_CHANGE_SECONDS);
}

static void
drop_monitor (LuwteFolderWatch *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->folder, g_free);
}

/* A folder that cannot be monitored is looked into every minute all the same. */
static void
monitor (LuwteFolderWatch *self, const char *folder)
{
  g_autoptr (GFile) file = NULL;

  if (!self->running || (self->monitor != NULL && g_strcmp0 (folder, self->folder) == 0))
    return;
  drop_monitor (self);
  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return;
  file = g_file_new_for_path (folder);
  self->monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  self->folder = g_strdup (folder);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteFolderWatch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteBoardSync) sync = luwte_board_sync_finish (LUWTE_BOARD (object), result, &error);

  if (!self->running || get_board (self) != LUWTE_BOARD (object))
    return;
  self->looking = FALSE;
  g_clear_error (&self->problem);
  if (sync == NULL)
    self->problem = g_steal_pointer (&error);
  else if (sync->problem != NULL)
    self->problem = g_error_copy (sync->problem);
  tell (self, sync);
  if (self->again)
    luwte_folder_watch_look (self);
}

void
luwte_folder_watch_look (LuwteFolderWatch *self)
{
  g_autofree char *folder = NULL;

  g_return_if_fail (LUWTE_IS_FOLDER_WATCH (self));

  /* luwtectl looks when it is told to. */
  if (!self->running || get_board (self) == NULL)
    return;
  if (self->looking)
    {
      self->again = TRUE;
      return;
    }
  self->again = FALSE;
  folder = luwte_workspace_get_review_folder (self->workspace);
  monitor (self, folder);
  if (folder == NULL)
    {
      g_clear_error (&self->problem);
      tell (self, NULL);
      return;
    }
  self->looking = TRUE;
  luwte_board_sync_async (get_board (self), folder, NULL, looked_cb, g_object_ref (self));
}

static gboolean
every_cb (gpointer data)
{
  luwte_folder_watch_look (data);
  return G_SOURCE_CONTINUE;
}

void
luwte_folder_watch_start (LuwteFolderWatch *self)
{
  luwte_folder_watch_stop (self);
  self->running = TRUE;
  self->every_source = g_timeout_add_seconds (EVERY_SECONDS, every_cb, self);
  look_soon (self, FIRST_SECONDS);
}

void
luwte_folder_watch_stop (LuwteFolderWatch *self)
{
  self->running = self->looking = self->again = FALSE;
  g_clear_handle_id (&self->every_source, g_source_remove);
  g_clear_handle_id (&self->soon_source, g_source_remove);
  drop_monitor (self);
  g_clear_error (&self->problem);
  set_count (self, 0);
}

guint
luwte_folder_watch_get_count (LuwteFolderWatch *self)
{
  g_return_val_if_fail (LUWTE_IS_FOLDER_WATCH (self), 0);
  return self->count;
}

const GError *
luwte_folder_watch_get_problem (LuwteFolderWatch *self)
{
  g_return_val_if_fail (LUWTE_IS_FOLDER_WATCH (self), NULL);
  return self->problem;
}

static void
luwte_folder_watch_dispose (GObject *object)
{
  LuwteFolderWatch *self = LUWTE_FOLDER_WATCH (object);

  luwte_folder_watch_stop (self);
  g_clear_weak_pointer (&self->workspace);
  G_OBJECT_CLASS (luwte_folder_watch_parent_class)->dispose (object);
}

static void
luwte_folder_watch_class_init (LuwteFolderWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_folder_watch_dispose;
  signals[LOOKED] = g_signal_new ("looked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
luwte_folder_watch_init (LuwteFolderWatch *self)
{
}

LuwteFolderWatch *
luwte_folder_watch_new (LuwteWorkspace *workspace)
{
  LuwteFolderWatch *self = g_object_new (LUWTE_TYPE_FOLDER_WATCH, NULL);

  g_set_weak_pointer (&self->workspace, workspace);
  return self;
}
