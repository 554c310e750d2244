/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-advice-group.h"

#include "luwte-advice-row.h"
#include "luwte-board.h"
#include "luwte-folder-watch.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteAdviceGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  char *dossier;   /* (nullable) */
  GPtrArray *rows; /* of borrowed rows */
  char *shown;     /* describe() of what is shown */
};

G_DEFINE_FINAL_TYPE (LuwteAdviceGroup, luwte_advice_group, ADW_TYPE_PREFERENCES_GROUP)

static LuwteBoard *
get_board (LuwteAdviceGroup *self)
{
  return self->workspace != NULL ? luwte_workspace_get_board (self->workspace) : NULL;
}

static void
say (LuwteAdviceGroup *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static gboolean
is_meant (LuwteAdviceGroup *self, const LuwteAdvice *advice)
{
  return self->dossier == NULL || g_strcmp0 (advice->dossier_id, self->dossier) == 0;
}

/* (transfer full): all that the rows show that can change. */
static char *
describe (LuwteAdviceGroup *self, GPtrArray *all)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < all->len; i++)
    {
      const LuwteAdvice *advice = g_ptr_array_index (all, i);

      if (is_meant (self, advice))
        g_string_append_printf (said, "%s %d %d %s\n", advice->id, advice->acknowledged,
                                advice->outcome != NULL,
                                advice->writer != NULL ? advice->writer : "");
    }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
acknowledged_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteAdviceGroup) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_board_done_finish (LUWTE_BOARD (object), result, &error) && self->rows != NULL)
    {
      say (self, error);
      g_clear_pointer (&self->shown, g_free);
    }
  luwte_advice_group_load (self);
  /* It is counted no more, and what came of it is brought. */
  if (self->workspace != NULL)
    luwte_folder_watch_look (luwte_workspace_get_folder_watch (self->workspace));
}

static void
acknowledge_cb (LuwteAdviceGroup *self, const char *outcome, LuwteAdviceRow *row)
{
  if (get_board (self) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  luwte_board_acknowledge_async (get_board (self), luwte_advice_row_get_id (row), outcome, NULL,
                                 acknowledged_cb, g_object_ref (self));
}

static void
clear_rows (LuwteAdviceGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
show (LuwteAdviceGroup *self, GPtrArray *all)
{
  g_autofree char *now = describe (self, all);

  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_set_str (&self->shown, now);
  clear_rows (self);
  for (guint i = 0; i < all->len; i++)
    {
      const LuwteAdvice *advice = g_ptr_array_index (all, i);
      GtkWidget *row;

      if (!is_meant (self, advice))
        continue;
      /* At the dossier one knows whom it is about. */
      row = luwte_advice_row_new (advice, self->dossier == NULL ? advice->nickname : NULL);
      g_signal_connect_object (row, "acknowledge", G_CALLBACK (acknowledge_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteAdviceGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = luwte_board_answers_finish (LUWTE_BOARD (object), result, &error);

  if (self->rows == NULL || self->workspace == NULL)
    return;
  if (all != NULL)
    show (self, all);
  else
    say (self, error);
}

void
luwte_advice_group_load (LuwteAdviceGroup *self)
{
  g_return_if_fail (LUWTE_IS_ADVICE_GROUP (self));

  if (get_board (self) != NULL)
    luwte_board_answers_async (get_board (self), NULL, answered_cb, g_object_ref (self));
}

static void
forget (LuwteAdviceGroup *self)
{
  if (self->workspace == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_signal_handlers_disconnect_by_data (luwte_workspace_get_folder_watch (self->workspace), self);
  g_clear_object (&self->workspace);
}

void
luwte_advice_group_set_target (LuwteAdviceGroup *self, LuwteWorkspace *workspace,
                               const char *dossier)
{
  g_return_if_fail (LUWTE_IS_ADVICE_GROUP (self));

  if (self->workspace != workspace)
    forget (self);
  if (workspace != NULL && self->workspace == NULL)
    {
      self->workspace = g_object_ref (workspace);
      g_signal_connect_object (workspace, "erased", G_CALLBACK (luwte_advice_group_load), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (luwte_workspace_get_folder_watch (workspace), "looked",
                               G_CALLBACK (luwte_advice_group_load), self, G_CONNECT_SWAPPED);
    }
  if (g_set_str (&self->dossier, dossier) || workspace == NULL)
    {
      clear_rows (self);
      g_clear_pointer (&self->shown, g_free);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    }
  luwte_advice_group_load (self);
}

static void
luwte_advice_group_dispose (GObject *object)
{
  LuwteAdviceGroup *self = LUWTE_ADVICE_GROUP (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ADVICE_GROUP);
  g_clear_pointer (&self->dossier, g_free);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_advice_group_parent_class)->dispose (object);
}

static void
luwte_advice_group_class_init (LuwteAdviceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_advice_group_dispose;
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/org/luwte/Luwte/ui/review/luwte-advice-group.ui");
}

static void
luwte_advice_group_init (LuwteAdviceGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
