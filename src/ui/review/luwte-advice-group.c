/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-advice-group.h"

#include <glib/gi18n.h>

#include "luwte-advice-row.h"
#include "luwte-board.h"
#include "luwte-flag.h"
#include "luwte-folder-watch.h"
#include "luwte-review.h"
#include "luwte-summary-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteAdviceGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  char *dossier;     /* (nullable) */
  GPtrArray *rows;   /* of borrowed rows */
  char *shown;       /* describe() of what is shown */
  GPtrArray *all;    /* (nullable): LuwteAdvice, of this vault */
  AdwDialog *dialog; /* (nullable): weak, while one is written for the library */
};

/* For the library, while what was asked is looked up. */
typedef struct
{
  LuwteAdviceGroup *group; /* owned */
  char *session;
  char *text;
} Asked;

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
asked_free (Asked *asked)
{
  g_object_unref (asked->group);
  g_free (asked->session);
  g_free (asked->text);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
added_cb (LuwteAdviceGroup *self)
{
  luwte_toast_say (GTK_WIDGET (self), _ ("Written down in the library"));
}

/* What was asked stands with the flag. When that is gone it is hers to write. */
static void
asked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autoptr (GPtrArray) flags = luwte_review_list_finish (LUWTE_REVIEW (object), result, NULL);
  LuwteAdviceGroup *self = asked->group;
  const char *question = NULL;
  AdwDialog *dialog;

  if (self->rows == NULL || self->workspace == NULL || self->dialog != NULL ||
      luwte_workspace_get_library (self->workspace) == NULL)
    return;
  for (guint i = 0; flags != NULL && i < flags->len && question == NULL; i++)
    {
      const LuwteFlagFields *flag = luwte_flag_get_fields (flags->pdata[i]);

      if (g_strcmp0 (flag->session_id, asked->session) == 0)
        question = flag->question;
    }
  dialog = luwte_summary_dialog_new_with (self->workspace, question, asked->text);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
library_cb (LuwteAdviceGroup *self, LuwteAdviceRow *row)
{
  LuwteReview *review = self->workspace != NULL ? luwte_workspace_get_review (self->workspace)
                                                : NULL;

  for (guint i = 0; review != NULL && self->all != NULL && i < self->all->len; i++)
    {
      const LuwteAdvice *advice = g_ptr_array_index (self->all, i);
      Asked *asked;

      if (g_strcmp0 (advice->id, luwte_advice_row_get_id (row)) != 0)
        continue;
      asked = g_new (Asked, 1);
      *asked = (Asked) { g_object_ref (self), g_strdup (advice->session_id),
                         g_strdup (advice->text) };
      luwte_review_list_async (review, NULL, asked_cb, asked);
      return;
    }
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
      g_signal_connect_object (row, "library", G_CALLBACK (library_cb), self, G_CONNECT_SWAPPED);
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
  if (all == NULL)
    {
      say (self, error);
      return;
    }
  show (self, all);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  self->all = g_steal_pointer (&all);
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
  g_clear_pointer (&self->all, g_ptr_array_unref);
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
  g_clear_weak_pointer (&self->dialog);
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
