/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-spell-marks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-secret.h"
#include "luwte-spell-words.h"
#include "luwte-spelling.h"

/* After the last key: nobody is interrupted in the middle of a word. */
#define LOOK_AFTER_MS 300
#define NOWHERE       G_MAXUINT

struct _LuwteSpellMarks
{
  GObject parent_instance;

  /* borrowed */
  GtkTextView *view;
  GtkTextBuffer *buffer;

  /* owned */
  GSignalGroup *signals; /* of the buffer */
  GSimpleActionGroup *actions;
  GMenu *menu;
  GHashTable *verdicts; /* word to GINT_TO_POINTER (TRUE) where it is wrong */
  GCancellable *asking;
  GCancellable *suggesting;
  char *scope;
  char *name;
  char *word;         /* that the menu is about */
  GtkTextMark *begin; /* where it stands */
  GtkTextMark *end;
  guint source;
  guint typed; /* the place of the last change, NOWHERE once the cursor has left its word */
  gboolean moving;
};

G_DEFINE_FINAL_TYPE (LuwteSpellMarks, luwte_spell_marks, G_TYPE_OBJECT)

static void look (LuwteSpellMarks *self);
static void go_on (LuwteSpellMarks *self, GPtrArray *words);

static void
wipe_and_free (gpointer data)
{
  char *word = data;

  if (word != NULL)
    luwte_wipe (word, strlen (word));
  g_free (word);
}

static GPtrArray *
find_words (LuwteSpellMarks *self)
{
  GtkTextIter start, end;
  GPtrArray *words;
  char *text;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_slice (self->buffer, &start, &end, TRUE);
  words = luwte_spell_words_find (text);
  wipe_and_free (text);
  return words;
}

static guint
get_cursor (LuwteSpellMarks *self)
{
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  return (guint) gtk_text_iter_get_offset (&at);
}

static gboolean
touches (const LuwteSpellWord *word, guint place)
{
  return place != NOWHERE && word->start <= place && place <= word->end;
}

static gboolean
is_being_typed (LuwteSpellMarks *self, const LuwteSpellWord *word)
{
  return gtk_widget_is_focus (GTK_WIDGET (self->view)) && touches (word, self->typed) &&
         touches (word, get_cursor (self));
}

static gboolean
is_wrong (LuwteSpellMarks *self, const char *word)
{
  return g_hash_table_lookup (self->verdicts, word) != NULL && g_strcmp0 (word, self->name) != 0 &&
         !luwte_spelling_is_ignored (luwte_spelling_get_default (), self->scope, word);
}

static GtkTextTag *
get_tag (LuwteSpellMarks *self)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (self->buffer),
                                               LUWTE_SPELL_MARKS_TAG);
  GdkRGBA red;

  if (tag != NULL)
    return tag;
  /* Seen by its shape; the colour stands out from a light and from a dark page. */
  gdk_rgba_parse (&red, "#e01b24");
  return gtk_text_buffer_create_tag (self->buffer, LUWTE_SPELL_MARKS_TAG, "underline",
                                     PANGO_UNDERLINE_ERROR, "underline-rgba", &red, NULL);
}

static gboolean
is_marked (LuwteSpellMarks *self, GtkTextTag *tag, const LuwteSpellWord *word)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) word->start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) word->end);
  if (!gtk_text_iter_starts_tag (&start, tag))
    return FALSE;
  gtk_text_iter_forward_to_tag_toggle (&start, tag);
  return gtk_text_iter_equal (&start, &end);
}

static guint
count_marks (LuwteSpellMarks *self, GtkTextTag *tag)
{
  GtkTextIter at;
  guint n = 0;

  gtk_text_buffer_get_start_iter (self->buffer, &at);
  if (gtk_text_iter_starts_tag (&at, tag))
    n++;
  while (gtk_text_iter_forward_to_tag_toggle (&at, tag))
    n += gtk_text_iter_starts_tag (&at, tag) ? 1 : 0;
  return n;
}

/* Lines are drawn anew only where something is different, so that nothing flickers. */
static void
paint (LuwteSpellMarks *self, GPtrArray *words)
{
  GtkTextTag *tag = get_tag (self);
  g_autoptr (GPtrArray) wrong = g_ptr_array_new ();
  gboolean same = TRUE;
  GtkTextIter start, end;

  for (guint i = 0; i < words->len; i++)
    {
      LuwteSpellWord *word = g_ptr_array_index (words, i);

      if (!is_wrong (self, word->word) || is_being_typed (self, word))
        continue;
      g_ptr_array_add (wrong, word);
      same = same && is_marked (self, tag, word);
    }
  if (same && wrong->len == count_marks (self, tag))
    return;
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
  for (guint i = 0; i < wrong->len; i++)
    {
      const LuwteSpellWord *word = g_ptr_array_index (wrong, i);

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, (int) word->start);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end, (int) word->end);
      gtk_text_buffer_apply_tag (self->buffer, tag, &start, &end);
    }
}

typedef struct
{
  LuwteSpellMarks *self;
  GPtrArray *words;
} Asked;

static void
asked_free (Asked *asked)
{
  g_object_unref (asked->self);
  g_ptr_array_unref (asked->words);
  g_free (asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  LuwteSpellMarks *self = asked->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) wrong = luwte_spelling_check_finish (LUWTE_SPELLING (source), result,
                                                             &error);

  /* Cancelled: the text is another one. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  if (wrong == NULL || self->view == NULL)
    return;
  for (guint i = 0; i < asked->words->len; i++)
    g_hash_table_insert (self->verdicts, g_strdup (g_ptr_array_index (asked->words, i)), NULL);
  for (guint i = 0; i < wrong->len; i++)
    g_hash_table_insert (self->verdicts, g_strdup (g_ptr_array_index (wrong, i)),
                         GINT_TO_POINTER (TRUE));
  look (self);
}

static void
ask (LuwteSpellMarks *self, GPtrArray *words)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->self = g_object_ref (self);
  asked->words = g_ptr_array_ref (words);
  self->asking = g_cancellable_new ();
  luwte_spelling_check_async (luwte_spelling_get_default (), words, self->asking, checked_cb,
                              asked);
}

static void
look (LuwteSpellMarks *self)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  gboolean in_word = FALSE;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->asking != NULL)
    return;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    {
      self->moving = FALSE;
      return;
    }
  words = find_words (self);
  unknown = luwte_spelling_new_words ();
  for (guint i = 0; i < words->len; i++)
    {
      LuwteSpellWord *word = g_ptr_array_index (words, i);
      gboolean typed = is_being_typed (self, word);

      in_word = in_word || typed;
      if (!typed && !g_hash_table_contains (self->verdicts, word->word))
        g_ptr_array_add (unknown, g_strdup (word->word));
    }
  /* Once left, a word is judged although the cursor comes back to it. */
  if (!in_word)
    self->typed = NOWHERE;
  if (unknown->len > 0 &&
      luwte_spelling_get_state (luwte_spelling_get_default ()) == LUWTE_SPELLING_READY)
    ask (self, unknown);
  else
    go_on (self, words);
}

static gboolean
look_cb (gpointer data)
{
  LuwteSpellMarks *self = data;

  self->source = 0;
  look (self);
  return G_SOURCE_REMOVE;
}

static void
look_soon (LuwteSpellMarks *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add (LOOK_AFTER_MS, look_cb, self);
}

static void
changed_cb (LuwteSpellMarks *self)
{
  self->typed = get_cursor (self);
  look_soon (self);
}

/* Another dictionary, or another word to be ignored. */
static void
spelling_changed_cb (LuwteSpellMarks *self)
{
  GAction *next = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "next");
  LuwteSpellingState state = luwte_spelling_get_state (luwte_spelling_get_default ());

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_hash_table_remove_all (self->verdicts);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (next), state == LUWTE_SPELLING_READY);
  look_soon (self);
}

/* The menu of the view */

static void
set_enabled (LuwteSpellMarks *self)
{
  const char *const names[] = { "correct", "ignore" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])),
        self->word != NULL && (i == 0 || self->scope != NULL));
}

static void
drop_word (LuwteSpellMarks *self)
{
  g_cancellable_cancel (self->suggesting);
  g_clear_object (&self->suggesting);
  wipe_and_free (g_steal_pointer (&self->word));
  if (self->begin != NULL && !gtk_text_mark_get_deleted (self->begin))
    {
      gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (self->begin), self->begin);
      gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (self->end), self->end);
    }
  g_clear_object (&self->begin);
  g_clear_object (&self->end);
  set_enabled (self);
}

/* words: (nullable): not known yet */
static void
fill_menu (LuwteSpellMarks *self, GPtrArray *words)
{
  g_autoptr (GMenu) likely = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();

  g_menu_remove_all (self->menu);
  if (self->word != NULL)
    {
      for (guint i = 0; words != NULL && i < words->len; i++)
        {
          g_autoptr (GMenuItem) item = g_menu_item_new (g_ptr_array_index (words, i), NULL);

          g_menu_item_set_action_and_target (item, "spelling.correct", "s",
                                             (const char *) g_ptr_array_index (words, i));
          g_menu_append_item (likely, item);
        }
      /* An action that is nowhere: words, not a choice. */
      if (words == NULL)
        g_menu_append (likely, _ ("Looking for words like it…"), "spelling.none");
      else if (words->len == 0)
        g_menu_append (likely, _ ("No word is like it"), "spelling.none");
      g_menu_append_section (self->menu, NULL, G_MENU_MODEL (likely));
      if (self->scope != NULL)
        g_menu_append (rest, _ ("_Ignore in This Conversation"), "spelling.ignore");
    }
  g_menu_append (rest, _ ("Check _Spelling"), "spelling.next");
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (rest));
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSpellMarks) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) words = luwte_spelling_suggest_finish (LUWTE_SPELLING (source), result,
                                                               &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->suggesting);
  if (words == NULL)
    words = luwte_spelling_new_words ();
  if (self->view != NULL)
    fill_menu (self, words);
}

/* The menu is about the word at this place, if there is a marked one. */
static gboolean
turn_to (LuwteSpellMarks *self, const GtkTextIter *place)
{
  GtkTextTag *tag = get_tag (self);
  GtkTextIter start = *place;
  GtkTextIter end;

  drop_word (self);
  if (!gtk_text_iter_has_tag (&start, tag) && !gtk_text_iter_ends_tag (&start, tag))
    {
      fill_menu (self, NULL);
      return FALSE;
    }
  if (!gtk_text_iter_starts_tag (&start, tag))
    gtk_text_iter_backward_to_tag_toggle (&start, tag);
  end = start;
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  self->begin = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &start, TRUE));
  self->end = g_object_ref (gtk_text_buffer_create_mark (self->buffer, NULL, &end, FALSE));
  self->word = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  set_enabled (self);
  fill_menu (self, NULL);
  self->suggesting = g_cancellable_new ();
  luwte_spelling_suggest_async (luwte_spelling_get_default (), self->word, self->suggesting,
                                suggested_cb, g_object_ref (self));
  return TRUE;
}

static void
turn_to_cursor (LuwteSpellMarks *self)
{
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  turn_to (self, &at);
}

static gboolean
key_pressed_cb (LuwteSpellMarks *self, guint keyval, guint keycode, GdkModifierType state)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && held == GDK_SHIFT_MASK))
    turn_to_cursor (self);
  if (keyval != GDK_KEY_F7 || held != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "spelling.next", NULL);
  return GDK_EVENT_STOP;
}

static void
second_button_cb (LuwteSpellMarks *self, int n, double x, double y)
{
  GtkTextIter at;
  int across, down;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y,
                                         &across, &down);
  gtk_text_view_get_iter_at_location (self->view, &at, across, down);
  turn_to (self, &at);
}

static void
correct_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LuwteSpellMarks *self = data;
  GtkTextIter start, end;

  if (self->begin == NULL)
    return;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->begin);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (self->buffer);
  drop_word (self);
  fill_menu (self, NULL);
}

static void
ignore_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LuwteSpellMarks *self = data;

  if (self->word == NULL || self->scope == NULL)
    return;
  luwte_spelling_ignore (luwte_spelling_get_default (), self->scope, self->word);
  drop_word (self);
  fill_menu (self, NULL);
}

/* The whole text is judged first, the word that is being typed too. */
static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LuwteSpellMarks *self = data;

  self->typed = NOWHERE;
  self->moving = TRUE;
  look (self);
}

static void
move_on (LuwteSpellMarks *self)
{
  GtkTextTag *tag = get_tag (self);
  GtkTextIter at, end;
  gboolean found;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  do
    found = gtk_text_iter_forward_to_tag_toggle (&at, tag);
  while (found && !gtk_text_iter_starts_tag (&at, tag));
  if (!found)
    {
      gtk_text_buffer_get_start_iter (self->buffer, &at);
      found = gtk_text_iter_starts_tag (&at, tag) || gtk_text_iter_forward_to_tag_toggle (&at, tag);
    }
  if (!found)
    {
      gtk_accessible_announce (GTK_ACCESSIBLE (self->view),
                               _ ("Every word is spelt well"),
                                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return;
    }
  end = at;
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  gtk_text_buffer_select_range (self->buffer, &at, &end);
  gtk_text_view_scroll_mark_onscreen (self->view, gtk_text_buffer_get_insert (self->buffer));
  turn_to (self, &at);
  gtk_widget_activate_action (GTK_WIDGET (self->view), "menu.popup", NULL);
}

static void
go_on (LuwteSpellMarks *self, GPtrArray *words)
{
  paint (self, words);
  if (!self->moving)
    return;
  self->moving = FALSE;
  move_on (self);
}

char *
luwte_spell_marks_dup_word (LuwteSpellMarks *self)
{
  g_return_val_if_fail (LUWTE_IS_SPELL_MARKS (self), NULL);

  return g_strdup (self->word);
}

GMenuModel *
luwte_spell_marks_get_menu (LuwteSpellMarks *self)
{
  g_return_val_if_fail (LUWTE_IS_SPELL_MARKS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

void
luwte_spell_marks_set_scope (LuwteSpellMarks *self, const char *scope, const char *name)
{
  g_return_if_fail (LUWTE_IS_SPELL_MARKS (self));

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_handle_id (&self->source, g_source_remove);
  g_hash_table_remove_all (self->verdicts);
  drop_word (self);
  fill_menu (self, NULL);
  g_set_str (&self->scope, scope);
  g_set_str (&self->name, name);
  self->moving = FALSE;
  self->typed = NOWHERE;
  look_soon (self);
}

static void
follow_buffer (LuwteSpellMarks *self)
{
  drop_word (self);
  self->buffer = gtk_text_view_get_buffer (self->view);
  g_signal_group_set_target (self->signals, self->buffer);
  self->typed = NOWHERE;
  look_soon (self);
}

static void
add_controllers (LuwteSpellMarks *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (second_button_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
}

static void
luwte_spell_marks_dispose (GObject *object)
{
  LuwteSpellMarks *self = LUWTE_SPELL_MARKS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->view != NULL)
    {
      drop_word (self);
      g_signal_group_set_target (self->signals, NULL);
      g_signal_handlers_disconnect_by_data (self->view, self);
      g_signal_handlers_disconnect_by_data (luwte_spelling_get_default (), self);
      gtk_text_view_set_extra_menu (self->view, NULL);
      gtk_widget_insert_action_group (GTK_WIDGET (self->view), "spelling", NULL);
    }
  self->view = NULL;
  self->buffer = NULL;

  G_OBJECT_CLASS (luwte_spell_marks_parent_class)->dispose (object);
}

static void
luwte_spell_marks_finalize (GObject *object)
{
  LuwteSpellMarks *self = LUWTE_SPELL_MARKS (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
  g_hash_table_unref (self->verdicts);
  g_free (self->scope);
  g_free (self->name);

  G_OBJECT_CLASS (luwte_spell_marks_parent_class)->finalize (object);
}

static void
luwte_spell_marks_class_init (LuwteSpellMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_spell_marks_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_spell_marks_finalize;
}

static void
luwte_spell_marks_init (LuwteSpellMarks *self)
{
  const GActionEntry entries[] = {
    { "correct", correct_action, "s" },
    { "ignore", ignore_action },
    { "next", next_action },
  };

  self->typed = NOWHERE;
  self->menu = g_menu_new ();
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, wipe_and_free, NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->signals = g_signal_group_new (GTK_TYPE_TEXT_BUFFER);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::cursor-position", G_CALLBACK (look_soon),
                                  self);
  set_enabled (self);
  fill_menu (self, NULL);
}

void
luwte_spell_marks_end (LuwteSpellMarks *self)
{
  /* An answer that is still on its way holds it. */
  g_object_run_dispose (G_OBJECT (self));
  g_object_unref (self);
}

LuwteSpellMarks *
luwte_spell_marks_new (GtkTextView *view)
{
  LuwteSpellMarks *self = g_object_new (LUWTE_TYPE_SPELL_MARKS, NULL);
  LuwteSpelling *spelling = luwte_spelling_get_default ();

  self->view = view;
  follow_buffer (self);
  gtk_text_view_set_extra_menu (view, G_MENU_MODEL (self->menu));
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->actions));
  add_controllers (self);
  g_signal_connect_swapped (view, "notify::buffer", G_CALLBACK (follow_buffer), self);
  g_signal_connect_swapped (view, "notify::has-focus", G_CALLBACK (look_soon), self);
  g_signal_connect_swapped (view, "map", G_CALLBACK (look_soon), self);
  g_signal_connect_object (spelling, "changed", G_CALLBACK (spelling_changed_cb), self,
                           G_CONNECT_SWAPPED);
  spelling_changed_cb (self);
  return self;
}
