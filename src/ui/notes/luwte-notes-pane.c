/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-notes-pane.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-note-dialog.h"
#include "luwte-note-kinds.h"
#include "luwte-note-row.h"
#include "luwte-notes.h"
#include "luwte-same-person-card.h"
#include "luwte-standing-group.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* More earlier notes than this are looked up on the Nicknames page. */
#define MOST_NOTES 200

struct _LuwteNotesPane
{
  AdwBin parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkWidget *hide;
  LuwteSamePersonCard *same_person;
  GtkWidget *nothing;
  GtkWidget *read_back;
  LuwteStandingGroup *standing;
  GtkWidget *summary_box;
  GtkLabel *summary;
  GtkLabel *summary_when;
  GtkWidget *earlier_box;
  GtkLabel *earlier_count;
  GtkListBox *earlier;
  GtkWidget *no_notes;
  GtkLabel *why_not;
  LuwteNoteEditor *editor;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteConversation *conversation;
  LuwteNotes *notes;
  GPtrArray *topics;
  GPtrArray *shown;     /* of LuwteNote */
  GHashTable *topic_of; /* session -> the topic chosen so far */
  GHashTable *kind_of;  /* session -> for whom its note is */
  GCancellable *listing;
  gulong identity_handler;
  gulong changed_handler;
  gboolean may_note;
};

G_DEFINE_FINAL_TYPE (LuwteNotesPane, luwte_notes_pane, ADW_TYPE_BIN)

static const char *
label_topic (LuwteNotesPane *self, const char *code)
{
  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    {
      LuwteCode *topic = g_ptr_array_index (self->topics, i);

      if (g_strcmp0 (luwte_code_get_code (topic), code) == 0)
        return luwte_code_get_label (topic);
    }
  return code;
}

static void
clear_notes (LuwteNotesPane *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  gtk_list_box_remove_all (self->earlier);
  gtk_label_set_text (self->summary, "");
  gtk_label_set_text (self->summary_when, "");
  gtk_widget_set_visible (self->summary_box, FALSE);
  gtk_widget_set_visible (self->earlier_box, FALSE);
  gtk_widget_set_visible (self->nothing, FALSE);
  gtk_widget_set_visible (self->read_back, FALSE);
}

static void
show_summary (LuwteNotesPane *self, LuwteNote *note)
{
  const LuwteNoteFields *fields = luwte_note_get_fields (note);
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (fields->created),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *rest = luwte_note_row_describe (note, label_topic (self, fields->topic));
  g_autofree char *when = g_strdup_printf ("%s · %s", day, rest);

  gtk_label_set_text (self->summary, fields->text != NULL ? fields->text : "");
  gtk_label_set_text (self->summary_when, when);
  gtk_widget_set_visible (self->summary_box, TRUE);
}

/* Where the service does not vouch for it, whoever asks may be somebody else under the same name. */
static gboolean
is_shared_name (LuwteNotesPane *self)
{
  LuwteSession *session = self->conversation != NULL
                              ? luwte_conversation_get_session (self->conversation)
                              : NULL;

  return session != NULL &&
         (!luwte_session_get_account (session) ||
          luwte_workspace_is_shared_name (self->workspace, luwte_session_get_nickname (session)));
}

static void
show_notes (LuwteNotesPane *self, GPtrArray *notes)
{
  guint earlier = notes->len > 0 ? notes->len - 1 : 0;
  g_autofree char *count = g_strdup_printf (ngettext ("%u note", "%u notes", earlier), earlier);

  clear_notes (self);
  self->shown = g_ptr_array_ref (notes);
  gtk_widget_set_visible (self->nothing, notes->len == 0 && self->may_note);
  gtk_widget_set_visible (self->read_back, notes->len > 0 && is_shared_name (self));
  if (notes->len > 0)
    show_summary (self, g_ptr_array_index (notes, 0));
  for (guint i = 1; i < notes->len; i++)
    {
      LuwteNote *note = g_ptr_array_index (notes, i);
      const char *topic = label_topic (self, luwte_note_get_fields (note)->topic);

      gtk_list_box_append (self->earlier, luwte_note_row_new (note, topic));
    }
  gtk_label_set_text (self->earlier_count, count);
  gtk_widget_set_visible (self->earlier_box, earlier > 0);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNotesPane) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_notes_list_finish (LUWTE_NOTES (source), result, &error);
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->earlier == NULL)
    return;
  g_clear_object (&self->listing);
  if (notes != NULL)
    {
      show_notes (self, notes);
      return;
    }
  words = luwte_words_problem (error);
  if (*words != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s", words);
}

static void
list_notes (LuwteNotesPane *self)
{
  const char *dossier = NULL;
  gboolean ask = FALSE;

  if (self->conversation != NULL)
    {
      ask = luwte_conversation_get_identity (self->conversation) == LUWTE_IDENTITY_ASK;
      dossier = luwte_conversation_get_dossier_id (self->conversation);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->same_person), ask);
  /* What stood here may belong to another dossier. */
  clear_notes (self);
  /* While the question is open nothing of an earlier dossier is even asked for. */
  if (ask || dossier == NULL || self->notes == NULL)
    return;
  self->listing = g_cancellable_new ();
  luwte_notes_list_by_dossier_async (self->notes, dossier, MOST_NOTES, self->listing, listed_cb,
                                     g_object_ref (self));
}

/* Of whom the notes are may be answered while one writes. */
static void
show_whose (LuwteNotesPane *self)
{
  const char *session = NULL;
  const char *dossier = NULL;
  const char *line = NULL;

  if (self->conversation != NULL && self->may_note)
    {
      session = luwte_conversation_get_object_id (self->conversation);
      dossier = luwte_conversation_get_dossier_id (self->conversation);
      line = luwte_conversation_get_line (self->conversation);
    }
  luwte_standing_group_set_target (self->standing, session != NULL ? self->workspace : NULL,
                                   dossier, session, line);
  luwte_note_editor_watch (self->editor, session != NULL ? self->workspace : NULL, dossier,
                           session);
}

/* The conversation's draft notifies too, at every keystroke. */
static void
conversation_changed_cb (LuwteConversation *conversation, GParamSpec *pspec, LuwteNotesPane *self)
{
  if (g_str_equal (pspec->name, "identity") || g_str_equal (pspec->name, "dossier-id"))
    {
      show_whose (self);
      list_notes (self);
    }
}

static void
notes_changed_cb (LuwteNotes *notes, const char *dossier_id, LuwteNotesPane *self)
{
  if (self->conversation == NULL)
    return;
  if (dossier_id == NULL ||
      g_strcmp0 (dossier_id, luwte_conversation_get_dossier_id (self->conversation)) == 0)
    list_notes (self);
}

static void
show_policy (LuwteNotesPane *self)
{
  const char *profile = luwte_workspace_profile_name (self->workspace, luwte_words_language ());
  g_autoptr (GPtrArray) kinds =
      self->conversation != NULL
          ? luwte_note_kinds (self->workspace, luwte_conversation_get_line (self->conversation))
          : NULL;
  g_autofree char *why_not = NULL;

  self->may_note = kinds != NULL && kinds->len > 0;
  luwte_note_editor_set_kinds (self->editor, kinds);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), self->may_note);
  gtk_widget_set_visible (self->no_notes, self->conversation != NULL && !self->may_note);
  /* Translators: %s is the name of a helpline */
  why_not = g_strdup_printf (_ ("The profile of %s keeps no notes about these conversations, and "
                                "Luwte keeps to it. Nothing you learn here is stored."),
                               profile != NULL ? profile : "");
  gtk_label_set_text (self->why_not, why_not);
}

static void
topic_chosen_cb (LuwteNotesPane *self)
{
  const char *topic = luwte_note_editor_get_topic (self->editor);

  if (self->conversation != NULL && topic != NULL)
    g_hash_table_replace (self->topic_of,
                          g_strdup (luwte_conversation_get_object_id (self->conversation)),
                          g_strdup (topic));
}

static void
kind_chosen_cb (LuwteNotesPane *self)
{
  const char *kind = luwte_note_editor_get_kind (self->editor);

  if (self->conversation != NULL && kind != NULL)
    g_hash_table_replace (self->kind_of,
                          g_strdup (luwte_conversation_get_object_id (self->conversation)),
                          g_strdup (kind));
}

/* What was chosen for this conversation before another one was looked at. */
static void
take_up_choices (LuwteNotesPane *self, const char *session)
{
  luwte_note_editor_set_topic (self->editor, g_hash_table_lookup (self->topic_of, session));
  luwte_note_editor_set_kind (self->editor, g_hash_table_lookup (self->kind_of, session));
}

void
luwte_notes_pane_set_conversation (LuwteNotesPane *self, LuwteConversation *conversation)
{
  const char *session = NULL;
  const char *nickname = "";

  g_return_if_fail (LUWTE_IS_NOTES_PANE (self));

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    g_clear_signal_handler (&self->identity_handler, self->conversation);
  /* What was typed for the other one is kept with the kind that it had. */
  g_clear_object (&self->conversation);
  luwte_note_editor_set_session (self->editor, NULL, NULL);
  g_set_object (&self->conversation, conversation);
  luwte_same_person_card_set_conversation (self->same_person, conversation);
  show_policy (self);
  if (conversation != NULL)
    {
      session = luwte_conversation_get_object_id (conversation);
      nickname = luwte_session_get_nickname (luwte_conversation_get_session (conversation));
      self->identity_handler = g_signal_connect (conversation, "notify",
                                                 G_CALLBACK (conversation_changed_cb), self);
    }
  adw_window_title_set_subtitle (self->title, nickname);
  luwte_note_editor_set_session (self->editor, self->may_note ? self->notes : NULL, session);
  if (session != NULL)
    take_up_choices (self, session);
  show_whose (self);
  list_notes (self);
}

void
luwte_notes_pane_set_workspace (LuwteNotesPane *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_NOTES_PANE (self));
  g_return_if_fail (self->workspace == NULL);

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->notes, luwte_workspace_get_notes (workspace));
  self->topics = luwte_workspace_topics (workspace, luwte_words_language ());
  luwte_note_editor_set_topics (self->editor, self->topics);
  if (self->notes != NULL)
    self->changed_handler = g_signal_connect (self->notes, "changed", G_CALLBACK (notes_changed_cb),
                                              self);
}

void
luwte_notes_pane_set_collapsed (LuwteNotesPane *self, gboolean collapsed)
{
  g_return_if_fail (LUWTE_IS_NOTES_PANE (self));

  gtk_widget_set_visible (self->hide, collapsed);
}

LuwteNoteEditor *
luwte_notes_pane_get_editor (LuwteNotesPane *self)
{
  g_return_val_if_fail (LUWTE_IS_NOTES_PANE (self), NULL);

  return self->editor;
}

gboolean
luwte_notes_pane_get_may_note (LuwteNotesPane *self)
{
  g_return_val_if_fail (LUWTE_IS_NOTES_PANE (self), FALSE);

  return self->may_note;
}

void
luwte_notes_pane_forget (LuwteNotesPane *self)
{
  g_return_if_fail (LUWTE_IS_NOTES_PANE (self));

  if (self->notes != NULL)
    g_clear_signal_handler (&self->changed_handler, self->notes);
  if (self->conversation != NULL)
    g_clear_signal_handler (&self->identity_handler, self->conversation);
  luwte_note_editor_forget (self->editor);
  luwte_standing_group_set_target (self->standing, NULL, NULL, NULL, NULL);
  luwte_same_person_card_set_conversation (self->same_person, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->same_person), FALSE);
  clear_notes (self);
  adw_window_title_set_subtitle (self->title, "");
  g_clear_object (&self->conversation);
  g_clear_object (&self->notes);
  g_hash_table_remove_all (self->topic_of);
  g_hash_table_remove_all (self->kind_of);
}

static LuwteNote *
find_note (LuwteNotesPane *self, const char *id)
{
  for (guint i = 0; self->shown != NULL && i < self->shown->len; i++)
    {
      LuwteNote *note = g_ptr_array_index (self->shown, i);

      if (g_strcmp0 (luwte_note_get_fields (note)->id, id) == 0)
        return note;
    }
  return NULL;
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  LuwteNotesPane *self = LUWTE_NOTES_PANE (widget);
  LuwteNote *note = find_note (self, g_variant_get_string (target, NULL));

  if (note != NULL && self->notes != NULL)
    adw_dialog_present (luwte_note_dialog_new (self->workspace, note), widget);
}

/* Where it lies over the conversation, Escape takes it away and goes no further back. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  LuwteNotesPane *self = LUWTE_NOTES_PANE (widget);

  return gtk_widget_get_visible (self->hide) &&
         gtk_widget_activate_action (widget, "chats.toggle-notes", NULL);
}

static void
edit_summary_cb (LuwteNotesPane *self)
{
  LuwteNote *note = self->shown != NULL && self->shown->len > 0 ? g_ptr_array_index (self->shown, 0)
                                                                : NULL;

  if (note != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "note-list.edit", "s",
                                luwte_note_get_fields (note)->id);
}

GtkWidget *
luwte_notes_pane_new (void)
{
  return g_object_new (LUWTE_TYPE_NOTES_PANE, NULL);
}

static void
luwte_notes_pane_dispose (GObject *object)
{
  LuwteNotesPane *self = LUWTE_NOTES_PANE (object);

  if (self->editor != NULL)
    {
      luwte_note_editor_flush (self->editor);
      luwte_notes_pane_forget (self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NOTES_PANE);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->topics, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_notes_pane_parent_class)->dispose (object);
}

static void
luwte_notes_pane_finalize (GObject *object)
{
  LuwteNotesPane *self = LUWTE_NOTES_PANE (object);

  g_clear_pointer (&self->topic_of, g_hash_table_unref);
  g_clear_pointer (&self->kind_of, g_hash_table_unref);

  G_OBJECT_CLASS (luwte_notes_pane_parent_class)->finalize (object);
}

static void
luwte_notes_pane_class_init (LuwteNotesPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_notes_pane_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_notes_pane_finalize;

  g_type_ensure (LUWTE_TYPE_NOTE_EDITOR);
  g_type_ensure (LUWTE_TYPE_SAME_PERSON_CARD);
  g_type_ensure (LUWTE_TYPE_STANDING_GROUP);
  gtk_widget_class_install_action (widget_class, "note-list.edit", "s", edit_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-notes-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, hide);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, same_person);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, nothing);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, read_back);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, standing);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, summary_box);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, summary);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, summary_when);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, earlier_box);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, earlier_count);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, earlier);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, no_notes);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, why_not);
  gtk_widget_class_bind_template_child (widget_class, LuwteNotesPane, editor);
  gtk_widget_class_bind_template_callback (widget_class, topic_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_summary_cb);
}

static void
luwte_notes_pane_init (LuwteNotesPane *self)
{
  self->topic_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->kind_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
