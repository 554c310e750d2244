/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what is written here never reaches a visitor. This file includes neither
 * luwte-outgoing.h nor luwte-conversation.h, offers no text but as a LuwteNoteText, and swallows
 * the key that sends elsewhere. */

#include "config.h"

#include "luwte-note-editor.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-note-watch.h"
#include "luwte-notes.h"
#include "luwte-secret.h"
#include "luwte-spell-marks.h"
#include "luwte-words.h"

/* From the first keystroke that is not kept yet, so that typing on does not put it off. */
#define SAVE_AFTER_MS 700

struct _LuwteNoteEditor
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *promise;
  GtkTextView *view;
  GtkWidget *saved_icon;
  GtkLabel *saved;
  GtkMenuButton *topic_button;
  GMenu *topic_menu;
  GtkMenuButton *kind_button;
  GMenu *kind_menu;
  LuwteNoteWatch *watch;

  /* owned */
  LuwteNotes *notes;
  char *session_id;
  GCancellable *loading;
  LuwteSpellMarks *spelling;
  GPtrArray *topics;
  char *topic;
  GPtrArray *kinds;
  char *kind; /* NULL: the usual one */
  guint save_source;
  gboolean saving;
  gboolean dirty;
  gboolean quiet;  /* the change is ours, not hers */
  gboolean shared; /* the buffer is another editor's, which also keeps it */
};

typedef enum
{
  PROP_TOPIC = 1,
  PROP_KIND,
} LuwteNoteEditorProperty;
static GParamSpec *properties[PROP_KIND + 1];

G_DEFINE_FINAL_TYPE (LuwteNoteEditor, luwte_note_editor, ADW_TYPE_BIN)

static void save (LuwteNoteEditor *self);

static GtkTextBuffer *
get_buffer (LuwteNoteEditor *self)
{
  return gtk_text_view_get_buffer (self->view);
}

LuwteNoteText *
luwte_note_editor_get_text (LuwteNoteEditor *self)
{
  GtkTextIter start, end;
  LuwteNoteText *note;
  char *text;

  g_return_val_if_fail (LUWTE_IS_NOTE_EDITOR (self), NULL);

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
  note = luwte_note_text_new (text);
  luwte_wipe (text, strlen (text));
  g_free (text);
  return note;
}

static void
put_text (LuwteNoteEditor *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);

  self->quiet = TRUE;
  /* The undo history would hold the text of another visitor. */
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  self->quiet = FALSE;
}

static void
say (LuwteNoteEditor *self, const char *words, gboolean saved)
{
  gtk_label_set_text (self->saved, words);
  gtk_widget_set_visible (self->saved_icon, saved);
}

typedef struct
{
  LuwteNoteEditor *self;
  char *session_id;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->self);
  g_free (saving->session_id);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;
  LuwteNoteEditor *self = saving->self;
  gboolean done = luwte_notes_save_draft_finish (LUWTE_NOTES (source), result, &error);
  g_autofree char *clock = NULL;
  g_autofree char *words = NULL;

  if (g_strcmp0 (saving->session_id, self->session_id) != 0)
    return;
  self->saving = FALSE;
  if (self->view == NULL)
    return;
  if (!done)
    {
      say (self, _ ("Not saved"), FALSE);
      words = luwte_words_problem (error);
      if (*words != '\0')
        gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s", words);
      return;
    }
  clock = luwte_words_clock (luwte_clock_now ());
  /* Translators: %s is a time of day */
  words = g_strdup_printf (_ ("Saved %s"), clock);
  say (self, words, TRUE);
  if (self->dirty && self->save_source == 0)
    save (self);
}

static void
save (LuwteNoteEditor *self)
{
  g_autoptr (LuwteNoteText) text = NULL;
  Saving *saving;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (!self->dirty || self->shared || self->notes == NULL || self->session_id == NULL)
    return;
  self->dirty = FALSE;
  self->saving = TRUE;
  text = luwte_note_editor_get_text (self);
  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->session_id = g_strdup (self->session_id);
  luwte_notes_save_draft_async (self->notes, self->session_id, self->kind, text, NULL, saved_cb,
                                saving);
}

static gboolean
save_cb (gpointer data)
{
  LuwteNoteEditor *self = data;

  self->save_source = 0;
  /* A slow disk: the answer to the last one saves what came meanwhile. */
  if (!self->saving)
    save (self);
  return G_SOURCE_REMOVE;
}

static void
keep_soon (LuwteNoteEditor *self)
{
  if (self->quiet || self->shared || self->session_id == NULL)
    return;
  self->dirty = TRUE;
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_AFTER_MS, save_cb, self);
}

static void
buffer_changed_cb (GtkTextBuffer *buffer, LuwteNoteEditor *self)
{
  keep_soon (self);
}

void
luwte_note_editor_flush (LuwteNoteEditor *self)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  save (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNoteEditor) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteNoteText) text = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *words = NULL;

  text = luwte_notes_load_draft_finish (LUWTE_NOTES (source), result, &kind, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  if (self->view == NULL)
    return;
  gtk_text_view_set_editable (self->view, error == NULL);
  if (error != NULL)
    {
      /* Writing over a draft that could not be read would lose it. */
      words = luwte_words_problem (error);
      gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s", words);
      return;
    }
  if (text != NULL)
    put_text (self, luwte_note_text_peek (text));
  self->quiet = TRUE;
  if (kind != NULL)
    luwte_note_editor_set_kind (self, kind);
  self->quiet = FALSE;
}

void
luwte_note_editor_set_session (LuwteNoteEditor *self, LuwteNotes *notes, const char *session_id)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  if (g_strcmp0 (self->session_id, session_id) == 0 && self->notes == notes)
    return;
  save (self);
  luwte_note_editor_forget (self);
  if (notes == NULL || session_id == NULL)
    return;
  self->notes = g_object_ref (notes);
  self->session_id = g_strdup (session_id);
  luwte_spell_marks_set_scope (self->spelling, session_id, NULL);
  self->loading = g_cancellable_new ();
  gtk_text_view_set_editable (self->view, FALSE);
  luwte_notes_load_draft_async (notes, session_id, self->loading, loaded_cb, g_object_ref (self));
}

void
luwte_note_editor_set_text (LuwteNoteEditor *self, LuwteNoteText *text)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  put_text (self, text != NULL ? luwte_note_text_peek (text) : "");
}

void
luwte_note_editor_share (LuwteNoteEditor *self, LuwteNoteEditor *other)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (other));

  self->shared = TRUE;
  gtk_text_view_set_buffer (self->view, get_buffer (other));
  g_object_bind_property (other->saved, "label", self->saved, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (other->saved_icon, "visible", self->saved_icon, "visible",
                          G_BINDING_SYNC_CREATE);
  luwte_note_editor_set_kinds (self, other->kinds);
  luwte_note_watch_follow (self->watch, other->watch);
  g_object_bind_property (other, "topic", self, "topic",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (other, "kind", self, "kind",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

void
luwte_note_editor_forget (LuwteNoteEditor *self)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->dirty = FALSE;
  self->saving = FALSE;
  g_clear_object (&self->notes);
  g_clear_pointer (&self->session_id, g_free);
  luwte_spell_marks_set_scope (self->spelling, NULL, NULL);
  if (self->shared)
    {
      g_autoptr (GtkTextBuffer) own = gtk_text_buffer_new (NULL);

      gtk_text_view_set_buffer (self->view, own);
      self->shared = FALSE;
    }
  else
    put_text (self, "");
  luwte_note_watch_set_target (self->watch, NULL, NULL, NULL);
  luwte_note_editor_set_topic (self, NULL);
  luwte_note_editor_set_kind (self, NULL);
  say (self, "", FALSE);
}

static LuwteCode *
find_topic (LuwteNoteEditor *self, const char *code)
{
  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    {
      LuwteCode *topic = g_ptr_array_index (self->topics, i);

      if (g_strcmp0 (luwte_code_get_code (topic), code) == 0)
        return topic;
    }
  return NULL;
}

static void
show_topic (LuwteNoteEditor *self)
{
  LuwteCode *topic = find_topic (self, self->topic);

  gtk_menu_button_set_label (self->topic_button,
                             topic != NULL ? luwte_code_get_label (topic) : _ ("Topic"));
}

void
luwte_note_editor_set_topics (LuwteNoteEditor *self, GPtrArray *topics)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_menu_remove_all (self->topic_menu);
  if (topics != NULL)
    self->topics = g_ptr_array_ref (topics);
  for (guint i = 0; topics != NULL && i < topics->len; i++)
    {
      LuwteCode *topic = g_ptr_array_index (topics, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (luwte_code_get_label (topic), NULL);

      g_menu_item_set_action_and_target (item, "note.topic", "s", luwte_code_get_code (topic));
      g_menu_append_item (self->topic_menu, item);
    }
  show_topic (self);
}

const char *
luwte_note_editor_get_topic (LuwteNoteEditor *self)
{
  g_return_val_if_fail (LUWTE_IS_NOTE_EDITOR (self), NULL);

  return self->topic;
}

void
luwte_note_editor_set_topic (LuwteNoteEditor *self, const char *topic)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  if (topic != NULL && *topic == '\0')
    topic = NULL;
  if (!g_set_str (&self->topic, topic))
    return;
  show_topic (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOPIC]);
}

static LuwteCode *
find_kind (LuwteNoteEditor *self, const char *code)
{
  for (guint i = 0; self->kinds != NULL && i < self->kinds->len; i++)
    {
      LuwteCode *kind = g_ptr_array_index (self->kinds, i);

      if (code == NULL || g_strcmp0 (luwte_code_get_code (kind), code) == 0)
        return kind;
    }
  return NULL;
}

/* Who reads it stands above the text, where she writes. */
static void
show_kind (LuwteNoteEditor *self)
{
  LuwteCode *kind = find_kind (self, self->kind);
  g_autofree char *description = NULL;

  if (kind == NULL)
    return;
  gtk_menu_button_set_label (self->kind_button, luwte_code_get_label (kind));
  gtk_label_set_label (self->promise, luwte_code_get_text (kind));
  /* Translators: %s is who reads the note: "Only for you and your team" */
  description = g_strdup_printf (_ ("%s. It cannot be sent, and is kept as you type."),
                                   luwte_code_get_text (kind));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

void
luwte_note_editor_set_kinds (LuwteNoteEditor *self, GPtrArray *kinds)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_menu_remove_all (self->kind_menu);
  if (kinds != NULL)
    self->kinds = g_ptr_array_ref (kinds);
  for (guint i = 0; kinds != NULL && i < kinds->len; i++)
    {
      LuwteCode *kind = g_ptr_array_index (kinds, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (luwte_code_get_label (kind), NULL);

      g_menu_item_set_action_and_target (item, "note.kind", "s", luwte_code_get_code (kind));
      g_menu_append_item (self->kind_menu, item);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kind_button), kinds != NULL && kinds->len > 1);
  show_kind (self);
}

const char *
luwte_note_editor_get_kind (LuwteNoteEditor *self)
{
  LuwteCode *kind;

  g_return_val_if_fail (LUWTE_IS_NOTE_EDITOR (self), NULL);

  kind = find_kind (self, self->kind);
  return kind != NULL ? luwte_code_get_code (kind) : NULL;
}

void
luwte_note_editor_set_kind (LuwteNoteEditor *self, const char *kind)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  if (kind != NULL && (*kind == '\0' || find_kind (self, kind) == NULL))
    kind = NULL;
  if (!g_set_str (&self->kind, kind))
    return;
  show_kind (self);
  /* A note for her alone must not come back after a lock as one for the team. */
  keep_soon (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static void
next_kind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteNoteEditor *self = LUWTE_NOTE_EDITOR (widget);
  const char *now = luwte_note_editor_get_kind (self);
  guint i = 0;

  if (self->kinds == NULL || self->kinds->len < 2)
    return;
  while (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (self->kinds, i)), now) != 0)
    i++;
  luwte_note_editor_set_kind (self,
                              luwte_code_get_code (
                                  g_ptr_array_index (self->kinds, (i + 1) % self->kinds->len)));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->promise),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
replace_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  luwte_note_watch_replace (LUWTE_NOTE_EDITOR (widget)->watch);
}

void
luwte_note_editor_watch (LuwteNoteEditor *self, LuwteWorkspace *workspace, const char *dossier_id,
                         const char *session_id)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  luwte_note_watch_set_target (self->watch, workspace, dossier_id, session_id);
}

void
luwte_note_editor_set_choices_shown (LuwteNoteEditor *self, gboolean shown)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->topic_button), shown);
  gtk_widget_set_visible (GTK_WIDGET (self->kind_button),
                          shown && self->kinds != NULL && self->kinds->len > 1);
}

void
luwte_note_editor_grab (LuwteNoteEditor *self)
{
  g_return_if_fail (LUWTE_IS_NOTE_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/* The key that sends a message must do nothing here, not even a new line: somebody who believes to
 * be in the message box sees at once that she is not. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                LuwteNoteEditor *self)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (held == GDK_CONTROL_MASK &&
      (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter))
    return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

static void
luwte_note_editor_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((LuwteNoteEditorProperty) id)
    {
    case PROP_TOPIC:
      /* An action has no state without a value. */
      g_value_set_string (value, LUWTE_NOTE_EDITOR (object)->topic != NULL
                                     ? LUWTE_NOTE_EDITOR (object)->topic
                                     : "");
      break;
    case PROP_KIND:
      g_value_set_string (value, luwte_note_editor_get_kind (LUWTE_NOTE_EDITOR (object)));
      if (g_value_get_string (value) == NULL)
        g_value_set_static_string (value, "");
      break;
    }
}

static void
luwte_note_editor_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((LuwteNoteEditorProperty) id)
    {
    case PROP_TOPIC:
      luwte_note_editor_set_topic (LUWTE_NOTE_EDITOR (object), g_value_get_string (value));
      break;
    case PROP_KIND:
      luwte_note_editor_set_kind (LUWTE_NOTE_EDITOR (object), g_value_get_string (value));
      break;
    }
}

static void
luwte_note_editor_dispose (GObject *object)
{
  LuwteNoteEditor *self = LUWTE_NOTE_EDITOR (object);

  if (self->view != NULL)
    {
      save (self);
      luwte_note_editor_forget (self);
    }
  g_clear_pointer (&self->spelling, luwte_spell_marks_end);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NOTE_EDITOR);
  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->topic, g_free);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->kind, g_free);

  G_OBJECT_CLASS (luwte_note_editor_parent_class)->dispose (object);
}

static void
luwte_note_editor_class_init (LuwteNoteEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = luwte_note_editor_get_property;
  object_class->set_property = luwte_note_editor_set_property;
  object_class->dispose = luwte_note_editor_dispose;

  properties[PROP_TOPIC] = g_param_spec_string ("topic", NULL, NULL, "",
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                    G_PARAM_STATIC_STRINGS);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "",
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "note.topic", "topic");
  gtk_widget_class_install_property_action (widget_class, "note.kind", "kind");
  gtk_widget_class_install_action (widget_class, "note.next-kind", NULL, next_kind_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "note.next-kind", NULL);
  gtk_widget_class_install_action (widget_class, "note.replace", NULL, replace_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "note.replace", NULL);
  g_type_ensure (LUWTE_TYPE_NOTE_WATCH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-note-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, view);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, promise);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, saved_icon);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, saved);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, topic_button);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, topic_menu);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, kind_button);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, kind_menu);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteEditor, watch);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
luwte_note_editor_init (LuwteNoteEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spelling = luwte_spell_marks_new (self->view);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (buffer_changed_cb), self, 0);
  luwte_note_watch_set_view (self->watch, self->view);
}

GtkWidget *
luwte_note_editor_new (void)
{
  return g_object_new (LUWTE_TYPE_NOTE_EDITOR, NULL);
}
