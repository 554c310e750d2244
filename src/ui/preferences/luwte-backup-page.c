/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-backup-page.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-problem.h"
#include "luwte-restore-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-work-dialog.h"
#include "luwte-workspace.h"

#define DAY_SECONDS (24 * 60 * 60)

struct _LuwteBackupPage
{
  AdwPreferencesPage parent_instance;

  /* template children */
  AdwActionRow *last;
  GtkImage *warning;
  AdwPreferencesGroup *made;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *rows; /* borrowed widgets in @made */
  char *folder;    /* where the newest one stands; NULL when none can be reached */
};

G_DEFINE_FINAL_TYPE (LuwteBackupPage, luwte_backup_page, ADW_TYPE_PREFERENCES_PAGE)

static char *
when_in_words (gint64 at)
{
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (at),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *clock = luwte_words_clock (at);

  /* Translators: a day and a time: "19 November, 20.15" */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

static void
show_last (LuwteBackupPage *self, GPtrArray *backups)
{
  const LuwteBackupInfo *newest = backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;
  const gint64 age = newest != NULL ? luwte_clock_now () - newest->made_at : G_MAXINT64;
  const gboolean old = age > LUWTE_BACKUP_OLD_DAYS * (gint64) DAY_SECONDS;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->warning), old);
  if (newest == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last), _ ("No backup yet"));
      adw_action_row_set_subtitle (self->last, _ ("If this computer is lost, so are your notes"));
      return;
    }
  title = when_in_words (newest->made_at);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->last), title);
  adw_action_row_set_subtitle (self->last, old ? _ ("The last backup. It is time for a new one")
                                               : _ ("The last backup"));
}

static char *
state_in_words (const LuwteBackupInfo *backup)
{
  g_autofree char *until = luwte_words_day (luwte_words_day_of (backup->until));

  if (backup->stale)
    return g_strdup_printf (_ ("Out of reach, and holds what was erased since. It goes as soon as it "
                                 "is back; do not use it after %s"),
        until);
  if (!backup->reachable)
    return g_strdup_printf (_ ("Not found where it was made; do not use it after %s"), until);
  return g_strdup_printf (_ ("Is removed on %s at the latest"), until);
}

static void
add_row (LuwteBackupPage *self, const LuwteBackupInfo *backup)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = when_in_words (backup->made_at);
  g_autofree char *state = state_in_words (backup);
  g_autofree char *name = g_filename_display_name (backup->path);
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", state, name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (backup->stale || !backup->reachable)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  adw_preferences_group_add (self->made, row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteBackupPage) self = data;
  g_autoptr (GPtrArray) backups = luwte_workspace_list_backups_finish (LUWTE_WORKSPACE (object),
                                                                       result, NULL);

  if (backups == NULL || self->workspace == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->made, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->folder, g_free);
  for (guint i = 0; i < backups->len; i++)
    {
      const LuwteBackupInfo *backup = g_ptr_array_index (backups, i);

      if (self->folder == NULL && backup->reachable)
        self->folder = g_path_get_dirname (backup->path);
      add_row (self, backup);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->made), backups->len > 0);
  show_last (self, backups);
}

static void
look (LuwteBackupPage *self)
{
  luwte_workspace_list_backups_async (self->workspace, NULL, listed_cb, g_object_ref (self));
}

typedef struct
{
  LuwteBackupPage *page;
  LuwteWorkDialog *work;
} Making;

static void
made_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Making *making = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autofree char *path = luwte_workspace_back_up_finish (LUWTE_WORKSPACE (object), result, &error);

  if (path == NULL)
    words = luwte_problem_of (error) == LUWTE_PROBLEM_CANCELLED ? g_strdup (_ ("You stopped it."))
                                                                : luwte_words_problem (error);
  luwte_work_dialog_end (making->work, words);
  if (making->page->workspace != NULL)
    look (making->page);
  g_object_unref (making->page);
  g_object_unref (making->work);
  g_free (making);
}

void
luwte_backup_page_make (LuwteBackupPage *self, const char *folder)
{
  Making *making = g_new0 (Making, 1);

  making->page = g_object_ref (self);
  making->work = LUWTE_WORK_DIALOG (g_object_ref_sink (luwte_work_dialog_new (_ ("Making a Backup"), _ ("Everything is written, encrypted, into one file."))));
  luwte_workspace_back_up_async (self->workspace, folder,
                                 luwte_work_dialog_get_progress (making->work),
                                 luwte_work_dialog_get_cancellable (making->work), made_cb, making);
  adw_dialog_present (ADW_DIALOG (making->work), GTK_WIDGET (self));
}

static void
folder_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteBackupPage) self = data;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result,
                                                                   NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (path != NULL && self->workspace != NULL)
    luwte_backup_page_make (self, path);
}

static void
elsewhere_cb (LuwteBackupPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose a Folder for Backups"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Back Up Here"));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 folder_cb, g_object_ref (self));
}

static void
now_cb (LuwteBackupPage *self)
{
  if (self->folder != NULL)
    luwte_backup_page_make (self, self->folder);
  else
    elsewhere_cb (self);
}

static void
restore_cb (LuwteBackupPage *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_restore_dialog_new (self->workspace)), GTK_WIDGET (self));
}

void
luwte_backup_page_set_workspace (LuwteBackupPage *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_BACKUP_PAGE (self));

  g_set_object (&self->workspace, workspace);
  if (workspace != NULL)
    look (self);
}

static void
luwte_backup_page_dispose (GObject *object)
{
  LuwteBackupPage *self = LUWTE_BACKUP_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_BACKUP_PAGE);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->folder, g_free);
  G_OBJECT_CLASS (luwte_backup_page_parent_class)->dispose (object);
}

static void
luwte_backup_page_class_init (LuwteBackupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_backup_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/preferences/luwte-backup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteBackupPage, last);
  gtk_widget_class_bind_template_child (widget_class, LuwteBackupPage, warning);
  gtk_widget_class_bind_template_child (widget_class, LuwteBackupPage, made);
  gtk_widget_class_bind_template_callback (widget_class, now_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
luwte_backup_page_init (LuwteBackupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
