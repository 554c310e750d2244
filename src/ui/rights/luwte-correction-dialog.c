/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-correction-dialog.h"

#include <glib/gi18n.h>

#include "luwte-note-editor.h"
#include "luwte-note.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteCorrectionDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkButton *keep;
  GtkLabel *problem;
  GtkLabel *note;
  GtkLabel *fate;
  LuwteNoteEditor *editor;

  /* owned */
  LuwteRights *rights;
  char *request;
  char *note_id;
  gboolean addition;
};

enum
{
  KEPT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteCorrectionDialog, luwte_correction_dialog, ADW_TYPE_DIALOG)

static void
tell (LuwteCorrectionDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteCorrectionDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error))
    {
      g_signal_emit (self, signals[KEPT], 0);
      if (self->editor != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->editor == NULL)
    return;
  words = luwte_words_problem (error);
  tell (self, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), TRUE);
}

static void
keep_cb (LuwteCorrectionDialog *self)
{
  g_autoptr (LuwteNoteText) text = luwte_note_editor_get_text (self->editor);

  if (self->rights == NULL)
    return;
  if (luwte_note_text_is_blank (text))
    {
      tell (self, _ ("There is nothing in it yet. To leave no text at all, erase the note."));
      luwte_note_editor_grab (self->editor);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->keep), FALSE);
  if (self->addition)
    luwte_rights_add_async (self->rights, self->request, self->note_id, text, NULL, kept_cb,
                            g_object_ref (self));
  else
    luwte_rights_correct_async (self->rights, self->request, self->note_id, text, NULL, kept_cb,
                                g_object_ref (self));
}

static void
cancel_cb (LuwteCorrectionDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
luwte_correction_dialog_dispose (GObject *object)
{
  LuwteCorrectionDialog *self = LUWTE_CORRECTION_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CORRECTION_DIALOG);
  g_clear_object (&self->rights);
  g_clear_pointer (&self->request, g_free);
  g_clear_pointer (&self->note_id, g_free);

  G_OBJECT_CLASS (luwte_correction_dialog_parent_class)->dispose (object);
}

static void
luwte_correction_dialog_class_init (LuwteCorrectionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_correction_dialog_dispose;
  signals[KEPT] = g_signal_new ("kept", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (LUWTE_TYPE_NOTE_EDITOR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/rights/luwte-correction-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteCorrectionDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, LuwteCorrectionDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteCorrectionDialog, note);
  gtk_widget_class_bind_template_child (widget_class, LuwteCorrectionDialog, fate);
  gtk_widget_class_bind_template_child (widget_class, LuwteCorrectionDialog, editor);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
luwte_correction_dialog_init (LuwteCorrectionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  luwte_note_editor_set_choices_shown (self->editor, FALSE);
  /* One came to write; the editor is no widget that takes the focus itself. */
  g_signal_connect (self->editor, "map", G_CALLBACK (luwte_note_editor_grab), NULL);
}

AdwDialog *
luwte_correction_dialog_new (LuwteWorkspace *workspace, const char *request_id, LuwteNote *note,
                             gboolean addition)
{
  LuwteCorrectionDialog *self = g_object_new (LUWTE_TYPE_CORRECTION_DIALOG, NULL);
  const LuwteNoteFields *fields = luwte_note_get_fields (note);

  g_set_object (&self->rights, luwte_workspace_get_rights (workspace));
  self->request = g_strdup (request_id);
  self->note_id = g_strdup (fields->id);
  self->addition = addition;
  adw_dialog_set_title (ADW_DIALOG (self), addition ? _ ("Add Their Words") : _ ("Correct the Note"));
  gtk_label_set_text (self->fate,
                      addition ? _ ("It stands beside the note, with today's date, and goes "
                                           "with it.")
                               : _ ("What stood there stays beside it, and goes with it."));
  if (addition)
    gtk_label_set_text (self->note, fields->text);
  else
    {
      g_autoptr (LuwteNoteText) text = luwte_note_text_new (fields->text);

      luwte_note_editor_set_text (self->editor, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->note), addition);
  return ADW_DIALOG (self);
}
