/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-note-watch.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-consent-dialog.h"
#include "luwte-note-text.h"
#include "luwte-notes-standing.h"
#include "luwte-secret.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* Long enough that nobody is interrupted in the middle of a word. */
#define LOOK_AFTER_MS 900
#define MOST_WORDS    8
#define TAG           "luwte-identifies"

struct _LuwteNoteWatch
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *why;
  GtkLabel *words;
  GtkWidget *replace;
  GtkWidget *consent;

  /* owned */
  GtkTextView *view;
  GtkTextBuffer *buffer;
  LuwteWorkspace *workspace;
  LuwteNotes *notes;
  char *dossier_id;
  char *session_id;
  GCancellable *looking;
  guint source;
  guint serial;       /* of the text */
  guint asked_serial; /* of the text that is being read */
  gboolean replacing; /* the answer is used to replace */
};

G_DEFINE_FINAL_TYPE (LuwteNoteWatch, luwte_note_watch, ADW_TYPE_BIN)

static void look (LuwteNoteWatch *self);

static void
unmark (LuwteNoteWatch *self)
{
  GtkTextIter start, end;

  if (self->buffer == NULL ||
      gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer), TAG) == NULL)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (self->buffer, TAG, &start, &end);
}

static void
rest (LuwteNoteWatch *self)
{
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_handle_id (&self->source, g_source_remove);
  self->replacing = FALSE;
}

static void
say_nothing (LuwteNoteWatch *self)
{
  unmark (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_label_set_text (self->words, "");
}

static void
mark (LuwteNoteWatch *self, const LuwteNoteLook *found)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (self->buffer);

  if (gtk_text_tag_table_lookup (table, TAG) == NULL)
    gtk_text_buffer_create_tag (self->buffer, TAG, "underline", PANGO_UNDERLINE_DOUBLE, "weight",
                                PANGO_WEIGHT_BOLD, NULL);
  unmark (self);
  for (guint i = 0; i < found->places->len; i++)
    {
      const LuwteNotePlace *place = g_ptr_array_index (found->places, i);
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) place->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) place->end);
      gtk_text_buffer_apply_tag_by_name (self->buffer, TAG, &start, &end);
    }
}

static char *
describe_places (LuwteNoteWatch *self, const LuwteNoteLook *found)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < found->places->len && i < MOST_WORDS; i++)
    {
      const LuwteNotePlace *place = g_ptr_array_index (found->places, i);
      g_autofree char *word = NULL;
      GtkTextIter start, end;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) place->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) place->end);
      word = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
      g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", word);
      /* Translators: after a word that may be a name or an ordinary word */
      if (!place->certain)
        g_string_append_printf (words, " %s", _ ("(perhaps)"));
    }
  if (found->places->len > MOST_WORDS)
    g_string_append (words, ", …");
  return g_string_free (words, FALSE);
}

static char *
describe_concern (const LuwteNoteLook *found)
{
  g_autofree char *day = NULL;

  if (found->concern == LUWTE_NOTE_CONCERN_OBJECTION)
    {
      day = luwte_words_day (found->objected);
      /* Translators: %s is a day with its year */
      return g_strdup_printf (_ ("Objected to registration on %s, so leave out who this is:"), day);
    }
  if (found->concern == LUWTE_NOTE_CONCERN_NEVER)
    return g_strdup (_ ("This helpline keeps no personal data. This says who somebody is:"));
  return g_strdup (_ ("No consent is recorded, and this says who somebody is:"));
}

static void
show (LuwteNoteWatch *self, const LuwteNoteLook *found)
{
  g_autofree char *why = NULL;
  g_autofree char *words = NULL;
  gboolean certain = FALSE;
  gboolean news = !gtk_widget_get_visible (GTK_WIDGET (self));

  if (found->concern == LUWTE_NOTE_CONCERN_NONE)
    {
      say_nothing (self);
      return;
    }
  why = describe_concern (found);
  words = describe_places (self, found);
  for (guint i = 0; i < found->places->len; i++)
    certain |= ((const LuwteNotePlace *) g_ptr_array_index (found->places, i))->certain;
  mark (self, found);
  gtk_label_set_text (self->why, why);
  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (self->replace, certain);
  gtk_widget_set_visible (self->consent, found->concern == LUWTE_NOTE_CONCERN_NO_CONSENT);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (news)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), why,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* From the last to the first, so that the places before stay where they are. */
static void
put_replacements (LuwteNoteWatch *self, const LuwteNoteLook *found)
{
  gtk_text_buffer_begin_user_action (self->buffer);
  for (guint i = found->places->len; i > 0; i--)
    {
      const LuwteNotePlace *place = g_ptr_array_index (found->places, i - 1);
      GtkTextIter start, end;

      if (!place->certain)
        continue;
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) place->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) place->end);
      gtk_text_buffer_delete (self->buffer, &start, &end);
      gtk_text_buffer_insert (self->buffer, &start, place->replacement, -1);
    }
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNoteWatch) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteNoteLook) found = luwte_notes_look_finish (LUWTE_NOTES (source), result, &error);
  gboolean replacing;

  /* A look that fails says nothing: the note is kept all the same. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->why == NULL)
    return;
  g_clear_object (&self->looking);
  replacing = self->replacing;
  self->replacing = FALSE;
  if (found == NULL || self->buffer == NULL)
    return;
  if (self->asked_serial != self->serial)
    {
      self->replacing = replacing;
      look (self);
      return;
    }
  if (replacing && found->concern != LUWTE_NOTE_CONCERN_NONE)
    put_replacements (self, found);
  else
    show (self, found);
}

static void
look (LuwteNoteWatch *self)
{
  g_autoptr (LuwteNoteText) text = NULL;
  GtkTextIter start, end;
  char *words;

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  if (self->notes == NULL || self->buffer == NULL)
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  words = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  text = luwte_note_text_new (words);
  luwte_wipe (words, strlen (words));
  g_free (words);
  if (luwte_note_text_is_blank (text))
    {
      say_nothing (self);
      return;
    }
  self->asked_serial = self->serial;
  self->looking = g_cancellable_new ();
  luwte_notes_look_async (self->notes, self->dossier_id, self->session_id, text, self->looking,
                          looked_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer data)
{
  LuwteNoteWatch *self = data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (LuwteNoteWatch *self)
{
  if (self->notes == NULL)
    return;
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (LOOK_AFTER_MS, look_cb, self);
}

static void
changed_cb (LuwteNoteWatch *self)
{
  self->serial++;
  look_soon (self);
}

static void
buffer_cb (LuwteNoteWatch *self)
{
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_func (self->buffer, changed_cb, self);
  g_set_object (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
}

void
luwte_note_watch_set_view (LuwteNoteWatch *self, GtkTextView *view)
{
  g_return_if_fail (LUWTE_IS_NOTE_WATCH (self));

  g_set_object (&self->view, view);
  g_signal_connect_object (view, "notify::buffer", G_CALLBACK (buffer_cb), self, G_CONNECT_SWAPPED);
  buffer_cb (self);
}

void
luwte_note_watch_set_target (LuwteNoteWatch *self, LuwteWorkspace *workspace,
                             const char *dossier_id, const char *session_id)
{
  LuwteNotes *notes = workspace != NULL ? luwte_workspace_get_notes (workspace) : NULL;

  g_return_if_fail (LUWTE_IS_NOTE_WATCH (self));

  rest (self);
  say_nothing (self);
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_func (self->notes, look_soon, self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->notes, notes);
  g_set_str (&self->dossier_id, dossier_id);
  g_set_str (&self->session_id, session_id);
  /* A consent, an objection: something else may be written now. */
  if (notes != NULL)
    g_signal_connect_object (notes, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  look_soon (self);
}

void
luwte_note_watch_follow (LuwteNoteWatch *self, LuwteNoteWatch *other)
{
  g_return_if_fail (LUWTE_IS_NOTE_WATCH (self));
  g_return_if_fail (LUWTE_IS_NOTE_WATCH (other));

  luwte_note_watch_set_target (self, other->workspace, other->dossier_id, other->session_id);
}

void
luwte_note_watch_replace (LuwteNoteWatch *self)
{
  g_return_if_fail (LUWTE_IS_NOTE_WATCH (self));

  if (self->notes == NULL)
    return;
  self->replacing = TRUE;
  look (self);
}

static void
consent_cb (LuwteNoteWatch *self)
{
  if (self->workspace != NULL)
    adw_dialog_present (luwte_consent_dialog_new (self->workspace, self->dossier_id,
                                                  self->session_id, "personal_data"),
                        GTK_WIDGET (self));
}

static void
luwte_note_watch_dispose (GObject *object)
{
  LuwteNoteWatch *self = LUWTE_NOTE_WATCH (object);

  rest (self);
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_func (self->notes, look_soon, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NOTE_WATCH);
  g_clear_object (&self->view);
  g_clear_object (&self->buffer);
  g_clear_object (&self->notes);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dossier_id, g_free);
  g_clear_pointer (&self->session_id, g_free);

  G_OBJECT_CLASS (luwte_note_watch_parent_class)->dispose (object);
}

static void
luwte_note_watch_class_init (LuwteNoteWatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_note_watch_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-note-watch.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteWatch, why);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteWatch, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteWatch, replace);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteWatch, consent);
  gtk_widget_class_bind_template_callback (widget_class, luwte_note_watch_replace);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
}

static void
luwte_note_watch_init (LuwteNoteWatch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
