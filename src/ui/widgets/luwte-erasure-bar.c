/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-erasure-bar.h"

#include <glib/gi18n.h>

#include "luwte-workspace.h"

/* One note in a vault of usual size is gone by then, and nothing flickers. */
#define PATIENCE_MS 400

struct _LuwteErasureBar
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *words;
  GtkLabel *hint;
  GtkProgressBar *progress;
  GtkButton *stop;

  /* owned */
  LuwteWorkspace *workspace;
  guint patience;
  gboolean stopping;
};

G_DEFINE_FINAL_TYPE (LuwteErasureBar, luwte_erasure_bar, ADW_TYPE_BIN)

static gboolean
is_shown (LuwteErasureBar *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (adw_bin_get_child (ADW_BIN (self))));
}

static void
show (LuwteErasureBar *self, gboolean shown)
{
  gtk_revealer_set_reveal_child (GTK_REVEALER (adw_bin_get_child (ADW_BIN (self))), shown);
}

static const char *
words_of (LuwteErasureStep step)
{
  switch (step)
    {
    case LUWTE_ERASURE_NONE:
      break;
    case LUWTE_ERASURE_WAITING:
      return _ ("Erasing waits for its turn");
    case LUWTE_ERASURE_NOTING:
      return _ ("Erasing, step 1 of 5: it is noted that this begins");
    case LUWTE_ERASURE_DELETING:
      return _ ("Erasing, step 2 of 5: everything that has to go is deleted");
    case LUWTE_ERASURE_REBUILDING:
      return _ ("Erasing, step 3 of 5: the vault is written anew without it");
    case LUWTE_ERASURE_EMPTYING:
      return _ ("Erasing, step 4 of 5: what is left of the old file goes");
    case LUWTE_ERASURE_BACKUPS:
      return _ ("Erasing, step 5 of 5: backups that still hold it are removed");
    }
  return "";
}

static void
show_step (LuwteErasureBar *self, LuwteErasureStep step)
{
  const gboolean too_late = step > LUWTE_ERASURE_DELETING;
  const char *words = words_of (step);

  gtk_label_set_label (self->words, words);
  gtk_label_set_label (self->hint,
                       too_late ? _ ("It is deleted already. The rest goes on to the end, and is "
                                     "taken up again when the computer stops meanwhile.")
                                : _ ("Nothing is deleted yet."));
  gtk_progress_bar_set_fraction (self->progress, MAX (step, 0) / (double) LUWTE_ERASURE_N_STEPS);
  gtk_button_set_label (self->stop,
                        too_late ? _ ("Goes On") : self->stopping ? _ ("Stopping…") : _ ("_Stop"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop), !too_late && !self->stopping);
  if (is_shown (self))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static gboolean
patience_cb (gpointer data)
{
  LuwteErasureBar *self = data;

  self->patience = 0;
  show (self, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->words),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return G_SOURCE_REMOVE;
}

static void
look (LuwteErasureBar *self)
{
  const LuwteErasureStep step = luwte_workspace_get_erasure_step (self->workspace);

  if (step == LUWTE_ERASURE_NONE)
    {
      /* It keeps its words while it slides away. */
      g_clear_handle_id (&self->patience, g_source_remove);
      show (self, FALSE);
      self->stopping = FALSE;
      return;
    }
  show_step (self, step);
  if (self->patience == 0 && !is_shown (self))
    self->patience = g_timeout_add (PATIENCE_MS, patience_cb, self);
}

static void
stop_cb (LuwteErasureBar *self)
{
  self->stopping = luwte_workspace_stop_erasure (self->workspace);
  look (self);
}

void
luwte_erasure_bar_set_workspace (LuwteErasureBar *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_ERASURE_BAR (self));
  g_return_if_fail (LUWTE_IS_WORKSPACE (workspace));

  if (!g_set_object (&self->workspace, workspace))
    return;
  g_signal_connect_object (workspace, "erasure-step", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "locked", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
}

static void
luwte_erasure_bar_dispose (GObject *object)
{
  LuwteErasureBar *self = LUWTE_ERASURE_BAR (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ERASURE_BAR);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_erasure_bar_parent_class)->dispose (object);
}

static void
luwte_erasure_bar_class_init (LuwteErasureBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_erasure_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/widgets/luwte-erasure-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureBar, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureBar, hint);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureBar, progress);
  gtk_widget_class_bind_template_child (widget_class, LuwteErasureBar, stop);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
luwte_erasure_bar_init (LuwteErasureBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
