/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-closing-dialog.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-note-kinds.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteClosingDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *back;
  GtkButton *finish;
  GtkWidget *form;
  GtkLabel *problem;
  AdwComboRow *topic;
  GtkWidget *circumstances_box;
  AdwWrapBox *circumstances;
  GtkWidget *note_box;
  LuwteNoteEditor *editor;
  GtkWidget *kind_group;
  AdwComboRow *kind;
  GtkWidget *transcript_group;
  AdwSwitchRow *transcript;
  GtkListBox *stays;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteConversation *conversation;
  LuwteNoteEditor *source;
  GPtrArray *topics;
  GPtrArray *buttons; /* toggle buttons, named by their code */
  GPtrArray *kinds;   /* LuwteCode: that may be written on this line */
  GStrv chosen;       /* lives as long as the closing that borrows it */
  char *note_id;      /* the note is stored; only the closing is left */
  LuwteClosing closing;
  gboolean busy;
};

enum
{
  FINISHED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteClosingDialog, luwte_closing_dialog, ADW_TYPE_DIALOG)

static const char *
get_topic (LuwteClosingDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->topic);

  /* The first row says that nothing is chosen yet. */
  if (self->topics == NULL || selected == 0 || selected > self->topics->len)
    return NULL;
  return luwte_code_get_code (g_ptr_array_index (self->topics, selected - 1));
}

gboolean
luwte_closing_dialog_get_can_finish (LuwteClosingDialog *self)
{
  g_return_val_if_fail (LUWTE_IS_CLOSING_DIALOG (self), FALSE);

  return !self->busy && get_topic (self) != NULL;
}

static void
show_ready (LuwteClosingDialog *self)
{
  gboolean ready = luwte_closing_dialog_get_can_finish (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->finish), ready);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->finish),
                               get_topic (self) == NULL ? _ ("Choose a topic first") : NULL);
  gtk_widget_set_sensitive (self->form, !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->back), !self->busy);
  adw_dialog_set_can_close (ADW_DIALOG (self), !self->busy);
}

static void
topic_changed_cb (LuwteClosingDialog *self)
{
  if (self->source != NULL && get_topic (self) != NULL)
    luwte_note_editor_set_topic (self->source, get_topic (self));
  show_ready (self);
}

void
luwte_closing_dialog_set_topic (LuwteClosingDialog *self, const char *topic)
{
  g_return_if_fail (LUWTE_IS_CLOSING_DIALOG (self));

  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    {
      LuwteCode *code = g_ptr_array_index (self->topics, i);

      if (g_strcmp0 (luwte_code_get_code (code), topic) == 0)
        adw_combo_row_set_selected (self->topic, i + 1);
    }
}

/* All that she wrote is still here, and what could be stored is stored. */
static void
fail (LuwteClosingDialog *self, const GError *error)
{
  g_autofree char *why = luwte_words_problem (error);
  g_autofree char *words = NULL;

  self->busy = FALSE;
  if (self->form == NULL)
    return;
  show_ready (self);
  words = self->note_id != NULL
      ? g_strdup_printf (_ ("%s Your note is stored, but the conversation is still open. "
                                    "Press Finish again, or go back and write on."),
                           why)
      : g_strdup_printf (_ ("%s The conversation is still open and nothing is lost. Press "
                                    "Finish again, or go back."),
                           why);
  luwte_words_tell (self->problem, words);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteClosingDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_conversation_done_finish (LUWTE_CONVERSATION (source), result, &error))
    {
      fail (self, error);
      return;
    }
  self->busy = FALSE;
  if (self->source != NULL)
    luwte_note_editor_forget (self->source);
  g_signal_emit (self, signals[FINISHED], 0);
  if (self->form != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
close_session (LuwteClosingDialog *self)
{
  luwte_conversation_close_async (self->conversation, &self->closing, NULL, closed_cb,
                                  g_object_ref (self));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteClosingDialog) self = data;
  g_autoptr (GError) error = NULL;

  self->note_id = luwte_notes_add_finish (LUWTE_NOTES (source), result, &error);
  if (self->note_id == NULL)
    fail (self, error);
  else
    close_session (self);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteClosingDialog) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_notes_edit_finish (LUWTE_NOTES (source), result, &error))
    fail (self, error);
  else
    close_session (self);
}

/* NULL: the usual one */
static const char *
get_kind (LuwteClosingDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->kind);

  return self->kinds != NULL && selected < self->kinds->len
             ? luwte_code_get_code (g_ptr_array_index (self->kinds, selected))
             : NULL;
}

/* A note that was stored at an earlier try is changed, not stored twice. */
static void
store_note (LuwteClosingDialog *self, LuwteNotes *notes, LuwteNoteText *text)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  LuwteNoteRequest request = {
    .session_id = luwte_conversation_get_object_id (self->conversation),
    .nickname = luwte_session_get_nickname (session),
    .line = luwte_conversation_get_line (self->conversation),
    .channel = luwte_conversation_get_channel (self->conversation),
    .topic = self->closing.topic,
    .kind = get_kind (self),
  };

  if (self->note_id != NULL)
    luwte_notes_edit_async (notes, self->note_id, get_kind (self), self->closing.topic, text, NULL,
                            edited_cb, g_object_ref (self));
  else
    luwte_notes_add_async (notes, &request, text, NULL, added_cb, g_object_ref (self));
}

static GStrv
dup_circumstances (LuwteClosingDialog *self)
{
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; i < self->buttons->len; i++)
    {
      GtkToggleButton *button = g_ptr_array_index (self->buttons, i);

      if (gtk_toggle_button_get_active (button))
        g_strv_builder_add (codes, gtk_widget_get_name (GTK_WIDGET (button)));
    }
  return g_strv_builder_end (codes);
}

void
luwte_closing_dialog_finish (LuwteClosingDialog *self)
{
  g_autoptr (LuwteNoteText) text = NULL;
  LuwteNotes *notes;

  g_return_if_fail (LUWTE_IS_CLOSING_DIALOG (self));

  if (self->busy)
    return;
  if (get_topic (self) == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->topic));
      return;
    }
  self->busy = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  show_ready (self);

  g_clear_pointer (&self->chosen, g_strfreev);
  self->chosen = dup_circumstances (self);
  self->closing.topic = get_topic (self);
  self->closing.circumstances = (const char *const *) self->chosen;
  self->closing.transcript = gtk_widget_get_visible (self->transcript_group) &&
                             adw_switch_row_get_active (self->transcript);

  notes = luwte_workspace_get_notes (self->workspace);
  if (self->source != NULL)
    {
      /* Before the note, so that no later draft comes after it. */
      luwte_note_editor_flush (self->source);
      text = luwte_note_editor_get_text (self->source);
    }
  if (notes == NULL || text == NULL || luwte_note_text_is_blank (text))
    close_session (self);
  else
    store_note (self, notes, text);
}

static void
back_cb (LuwteClosingDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill_topics (LuwteClosingDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->topics = luwte_workspace_topics (self->workspace, luwte_words_language ());
  gtk_string_list_append (labels, _ ("Choose…"));
  for (guint i = 0; self->topics != NULL && i < self->topics->len; i++)
    gtk_string_list_append (labels, luwte_code_get_label (g_ptr_array_index (self->topics, i)));
  adw_combo_row_set_model (self->topic, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->topic, 0);
}

static void
fill_circumstances (LuwteClosingDialog *self)
{
  g_autoptr (GPtrArray) codes = luwte_workspace_circumstances (self->workspace,
                                                               luwte_words_language ());

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      LuwteCode *code = g_ptr_array_index (codes, i);
      GtkWidget *button = gtk_toggle_button_new_with_label (luwte_code_get_label (code));

      gtk_widget_set_name (button, luwte_code_get_code (code));
      adw_wrap_box_append (self->circumstances, button);
      g_ptr_array_add (self->buttons, button);
    }
  gtk_widget_set_visible (self->circumstances_box, self->buttons->len > 0);
}

static void
add_stay (LuwteClosingDialog *self, const char *what, const char *detail, const char *until)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (until);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_append (self->stays, row);
}

static char *
describe_until (LuwteDay due)
{
  g_autofree char *day = luwte_words_day (due);

  if (due == LUWTE_DAY_NONE)
    return g_strdup (_ ("is not kept"));
  /* Translators: %s is a day with its year */
  return g_strdup_printf (_ ("until %s"), day);
}

/* Computed by the policy for this line, never a fixed text. */
static void
fill_stays (LuwteClosingDialog *self)
{
  const char *line = luwte_conversation_get_line (self->conversation);
  const char *kind = get_kind (self);
  LuwteDay note = luwte_workspace_note_due_if_closed_today (self->workspace, line, kind);
  LuwteDay messages = luwte_workspace_note_due_if_closed_today (self->workspace, line, "message");
  g_autofree char *until_note = describe_until (note);
  g_autofree char *until_messages = describe_until (messages);
  const char *readers = luwte_workspace_note_readers (self->workspace, line,
                                                      kind != NULL ? kind : "note");
  const char *sealed = g_str_equal (readers, "team") ? _ ("Encrypted, for you and your team")
                                                     : _ ("Encrypted");

  gtk_list_box_remove_all (self->stays);
  if (note == messages && g_str_equal (readers, "team"))
    add_stay (self, _ ("Conversation and note"), note == LUWTE_DAY_NONE ? "" : sealed, until_note);
  else
    {
      add_stay (self, _ ("Note"), note == LUWTE_DAY_NONE ? "" : sealed, until_note);
      add_stay (self, _ ("Conversation"),
                        messages == LUWTE_DAY_NONE ? "" : _ ("Encrypted"), until_messages);
    }
  if (luwte_workspace_topic_stays (self->workspace, line))
    add_stay (self, _ ("Topic, month and channel"), _ ("Without nickname, for the yearly figures"),
                                                     _ ("stays"));
}

static void
show_title (LuwteClosingDialog *self)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  const char *subjects = luwte_session_get_subjects (session);
  g_autofree char *words = NULL;

  adw_window_title_set_subtitle (self->title, luwte_session_get_nickname (session));
  if (subjects == NULL || *subjects == '\0')
    return;
  /* Translators: %s is what a chat is tagged with there: "School, Friends" */
  words = g_strdup_printf (_ ("At the chat service: %s"), subjects);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->topic), words);
}

static void
kind_chosen_cb (LuwteClosingDialog *self)
{
  if (self->source != NULL)
    luwte_note_editor_set_kind (self->source, get_kind (self));
  fill_stays (self);
}

/* Asked only where the profile knows more than one; what was chosen beside the conversation stands. */
static void
fill_kinds (LuwteClosingDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *chosen = self->source != NULL ? luwte_note_editor_get_kind (self->source) : NULL;
  guint selected = 0;

  self->kinds = luwte_note_kinds (self->workspace,
                                  luwte_conversation_get_line (self->conversation));
  for (guint i = 0; i < self->kinds->len; i++)
    {
      LuwteCode *kind = g_ptr_array_index (self->kinds, i);

      gtk_string_list_append (words, luwte_code_get_label (kind));
      if (g_strcmp0 (luwte_code_get_code (kind), chosen) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->kind, selected);
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kind_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->kind_group, self->kinds->len > 1);
  fill_stays (self);
}

static void
show_transcript (LuwteClosingDialog *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);
  gboolean can = live != NULL &&
                 (luwte_live_get_capabilities (live) & LUWTE_CAPABILITY_TRANSCRIPT) != 0;

  gtk_widget_set_visible (self->transcript_group,
                          can && luwte_workspace_allows_transcript (self->workspace));
}

AdwDialog *
luwte_closing_dialog_new (LuwteWorkspace *workspace, LuwteConversation *conversation,
                          LuwteNoteEditor *editor)
{
  LuwteClosingDialog *self = g_object_new (LUWTE_TYPE_CLOSING_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->conversation = g_object_ref (conversation);
  show_title (self);
  fill_topics (self);
  fill_circumstances (self);
  show_transcript (self);
  gtk_widget_set_visible (self->note_box, editor != NULL);
  if (editor != NULL)
    {
      self->source = g_object_ref (editor);
      luwte_closing_dialog_set_topic (self, luwte_note_editor_get_topic (editor));
      luwte_note_editor_share (self->editor, editor);
      luwte_note_editor_set_choices_shown (self->editor, FALSE);
    }
  fill_kinds (self);
  show_ready (self);
  adw_dialog_set_focus (ADW_DIALOG (self), get_topic (self) == NULL ? GTK_WIDGET (self->topic)
                                                                    : GTK_WIDGET (self->finish));
  return ADW_DIALOG (self);
}

static void
luwte_closing_dialog_dispose (GObject *object)
{
  LuwteClosingDialog *self = LUWTE_CLOSING_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CLOSING_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->conversation);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (luwte_closing_dialog_parent_class)->dispose (object);
}

static void
luwte_closing_dialog_finalize (GObject *object)
{
  LuwteClosingDialog *self = LUWTE_CLOSING_DIALOG (object);

  g_clear_pointer (&self->topics, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_strfreev);
  g_clear_pointer (&self->note_id, g_free);

  G_OBJECT_CLASS (luwte_closing_dialog_parent_class)->finalize (object);
}

static void
luwte_closing_dialog_class_init (LuwteClosingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_closing_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_closing_dialog_finalize;

  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LUWTE_TYPE_NOTE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-closing-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, back);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, finish);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, topic);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, circumstances_box);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, circumstances);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, note_box);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, editor);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, kind_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, transcript_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, transcript);
  gtk_widget_class_bind_template_child (widget_class, LuwteClosingDialog, stays);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, topic_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, luwte_closing_dialog_finish);
}

static void
luwte_closing_dialog_init (LuwteClosingDialog *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
