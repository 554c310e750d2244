/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-note-dialog.h"

#include <glib/gi18n.h>

#include "luwte-note-editor.h"
#include "luwte-note-kinds.h"
#include "luwte-notes.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteNoteDialog
{
  AdwDialog parent_instance;

  LuwteNoteEditor *editor;
  GtkButton *save;
  GtkLabel *problem;

  LuwteNotes *notes;
  LuwteNote *note;
};

G_DEFINE_FINAL_TYPE (LuwteNoteDialog, luwte_note_dialog, ADW_TYPE_DIALOG)

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNoteDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_notes_edit_finish (LUWTE_NOTES (source), result, &error))
    {
      if (self->editor != NULL)
        adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->editor == NULL)
    return;
  words = luwte_words_problem (error);
  luwte_words_tell (self->problem, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), TRUE);
}

static void
save_cb (LuwteNoteDialog *self)
{
  g_autoptr (LuwteNoteText) text = luwte_note_editor_get_text (self->editor);
  const LuwteNoteFields *fields = luwte_note_get_fields (self->note);
  const char *topic = luwte_note_editor_get_topic (self->editor);

  if (luwte_note_text_is_blank (text))
    {
      luwte_note_editor_grab (self->editor);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), FALSE);
  luwte_notes_edit_async (self->notes, fields->id, luwte_note_editor_get_kind (self->editor),
                          topic != NULL ? topic : fields->topic, text, NULL, edited_cb,
                          g_object_ref (self));
}

static void
cancel_cb (LuwteNoteDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_note_dialog_new (LuwteWorkspace *workspace, LuwteNote *note)
{
  LuwteNoteDialog *self = g_object_new (LUWTE_TYPE_NOTE_DIALOG, NULL);
  const LuwteNoteFields *fields = luwte_note_get_fields (note);
  g_autoptr (LuwteNoteText) text = luwte_note_text_new (fields->text);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (workspace, luwte_words_language ());
  g_autoptr (GPtrArray) kinds = luwte_note_kinds (workspace, fields->line);

  g_set_object (&self->notes, luwte_workspace_get_notes (workspace));
  self->note = g_object_ref (note);
  luwte_note_editor_set_topics (self->editor, topics);
  luwte_note_editor_set_topic (self->editor, fields->topic);
  luwte_note_editor_set_kinds (self->editor, kinds);
  luwte_note_editor_set_kind (self->editor, fields->kind);
  luwte_note_editor_set_text (self->editor, text);
  luwte_note_editor_watch (self->editor, workspace, fields->dossier_id, fields->session_id);
  return ADW_DIALOG (self);
}

static void
luwte_note_dialog_dispose (GObject *object)
{
  LuwteNoteDialog *self = LUWTE_NOTE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NOTE_DIALOG);
  g_clear_object (&self->notes);
  g_clear_object (&self->note);

  G_OBJECT_CLASS (luwte_note_dialog_parent_class)->dispose (object);
}

static void
luwte_note_dialog_class_init (LuwteNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_note_dialog_dispose;

  g_type_ensure (LUWTE_TYPE_NOTE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-note-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteDialog, save);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
luwte_note_dialog_init (LuwteNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
