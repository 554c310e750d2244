/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-question-dialog.h"

#include <glib/gi18n.h>

#include "luwte-inbox.h"
#include "luwte-link.h"
#include "luwte-outgoing.h"
#include "luwte-problem.h"
#include "luwte-question.h"
#include "luwte-spell-marks.h"
#include "luwte-words.h"

struct _LuwteQuestionDialog
{
  AdwDialog parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkButton *take;
  GtkButton *send;
  GtkLabel *problem;
  GtkStack *stack;
  GtkLabel *gone;
  GtkLabel *text;
  GtkWidget *form;
  GtkTextView *answer;
  GtkWidget *answered;
  GtkLabel *given;
  GtkWidget *release;
  GtkWidget *erase;

  /* owned */
  LuwteInbox *inbox;
  char *id;
  LuwteSpellMarks *spelling;
  LuwteOutgoing *outgoing; /* what was sent last: a retry of it is told apart from a repeat */
  gulong items_handler;
  guint show_source;
  LuwteQuestionState state;
  gboolean loading;
  gboolean busy;
};

enum
{
  ANSWERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteQuestionDialog, luwte_question_dialog, ADW_TYPE_DIALOG)

static char *
dup_answer (LuwteQuestionDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static gboolean
is_blank (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));

  return *copy == '\0';
}

/* text: (nullable). It is not undone: what comes back by undo may be of another state. */
static void
set_answer (LuwteQuestionDialog *self, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->answer);

  self->loading = TRUE;
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  self->loading = FALSE;
}

static void
tell (LuwteQuestionDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

static void
show_ready (LuwteQuestionDialog *self)
{
  g_autofree char *answer = dup_answer (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->take), !self->busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), !self->busy && !is_blank (answer));
  gtk_widget_set_sensitive (self->form, !self->busy);
  gtk_widget_set_sensitive (self->release, !self->busy);
  gtk_widget_set_sensitive (self->erase, !self->busy);
}

static void
set_busy (LuwteQuestionDialog *self, gboolean busy)
{
  self->busy = busy;
  if (self->stack != NULL)
    show_ready (self);
}

static void
changed_cb (LuwteQuestionDialog *self)
{
  g_autofree char *answer = NULL;

  if (self->loading)
    return;
  answer = dup_answer (self);
  luwte_inbox_set_draft (self->inbox, self->id, answer);
  show_ready (self);
}

/* A colleague took it, it was erased, its term is over, or Luwte was locked. */
static void
show_gone (LuwteQuestionDialog *self)
{
  set_answer (self, NULL);
  gtk_label_set_text (self->text, "");
  gtk_label_set_text (self->given, "");
  gtk_stack_set_visible_child_name (self->stack, "gone");
}

static void
show_readable (LuwteQuestionDialog *self, LuwteQuestion *question, gboolean entered)
{
  gboolean mine = luwte_question_get_state (question) == LUWTE_QUESTION_MINE;
  const char *text = luwte_question_get_text (question);
  const char *given = luwte_question_get_answer (question);

  luwte_link_show (self->text, text);
  gtk_label_set_text (self->given, given != NULL ? given : "");
  gtk_widget_set_visible (self->form, mine);
  gtk_widget_set_visible (self->answered, !mine);
  gtk_stack_set_visible_child_name (self->stack, "read");
  if (!mine || !entered)
    return;
  set_answer (self, luwte_inbox_get_draft (self->inbox, self->id));
  gtk_widget_grab_focus (GTK_WIDGET (self->answer));
}

static void
show (LuwteQuestionDialog *self)
{
  LuwteQuestion *question = luwte_inbox_find (self->inbox, self->id);
  LuwteQuestionState state = question != NULL ? luwte_question_get_state (question)
                                              : LUWTE_QUESTION_GONE;
  gboolean entered = state != self->state;

  self->state = state;
  gtk_widget_set_visible (GTK_WIDGET (self->take), state == LUWTE_QUESTION_OPEN);
  gtk_widget_set_visible (GTK_WIDGET (self->send), state == LUWTE_QUESTION_MINE);
  gtk_widget_set_visible (self->release, state == LUWTE_QUESTION_MINE);
  gtk_widget_set_visible (self->erase,
                          state == LUWTE_QUESTION_MINE || state == LUWTE_QUESTION_ANSWERED);
  if (question == NULL)
    show_gone (self);
  else if (state == LUWTE_QUESTION_OPEN)
    {
      set_answer (self, NULL);
      gtk_label_set_text (self->text, "");
      gtk_stack_set_visible_child_name (self->stack, "open");
    }
  else
    show_readable (self, question, entered);
  show_ready (self);
}

static gboolean
show_due_cb (gpointer data)
{
  LuwteQuestionDialog *self = data;

  self->show_source = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

/* A question that changed leaves the list for a moment; only what it comes to is shown. */
static void
items_changed_cb (LuwteQuestionDialog *self)
{
  if (self->show_source == 0)
    self->show_source = g_idle_add (show_due_cb, self);
}

static void
say_when (LuwteQuestionDialog *self)
{
  LuwteQuestion *question = luwte_inbox_find (self->inbox, self->id);
  gint64 asked = question != NULL ? luwte_question_get_asked_at (question) : 0;
  g_autofree char *day = luwte_words_day (luwte_words_day_of (asked));
  g_autofree char *clock = luwte_words_clock (asked);
  g_autofree char *words = NULL;

  if (asked == 0)
    return;
  /* Translators: a day and a time of day */
  words = g_strdup_printf (_ ("Left on %s at %s"), day, clock);
  adw_window_title_set_subtitle (self->title, words);
}

/* error: (nullable) */
static void
tell_error (LuwteQuestionDialog *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (luwte_problem_of (error) == LUWTE_PROBLEM_TAKEN)
    tell (self, _ ("A colleague was first with this question."));
  else
    tell (self, words);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteQuestionDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteQuestion) question = luwte_inbox_question_finish (LUWTE_INBOX (source), result,
                                                                    &error);

  set_busy (self, FALSE);
  if (self->stack == NULL)
    return;
  show (self);
  tell_error (self, error);
}

static void
take_cb (LuwteQuestionDialog *self)
{
  if (self->busy)
    return;
  set_busy (self, TRUE);
  tell (self, "");
  luwte_inbox_claim_async (self->inbox, self->id, NULL, taken_cb, g_object_ref (self));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteQuestionDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteQuestion) question = luwte_inbox_question_finish (LUWTE_INBOX (source), result,
                                                                    &error);

  set_busy (self, FALSE);
  if (question == NULL)
    {
      if (self->stack != NULL)
        tell_error (self, error);
      return;
    }
  g_signal_emit (self, signals[ANSWERED], 0);
  if (self->stack != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
send_cb (LuwteQuestionDialog *self)
{
  g_autofree char *answer = dup_answer (self);

  if (self->busy || self->state != LUWTE_QUESTION_MINE || is_blank (answer))
    return;
  if (self->outgoing == NULL || !g_str_equal (luwte_outgoing_get_text (self->outgoing), answer))
    {
      g_clear_pointer (&self->outgoing, luwte_outgoing_unref);
      self->outgoing = luwte_outgoing_new (NULL, answer);
    }
  set_busy (self, TRUE);
  tell (self, "");
  luwte_inbox_answer_async (self->inbox, self->id, self->outgoing, NULL, answered_cb,
                            g_object_ref (self));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteQuestionDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = luwte_inbox_done_finish (LUWTE_INBOX (source), result, &error);

  set_busy (self, FALSE);
  if (self->stack == NULL)
    return;
  if (done)
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    tell_error (self, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteQuestionDialog) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (self->busy || g_str_equal (answer, "back"))
    return;
  set_busy (self, TRUE);
  tell (self, "");
  if (g_str_equal (answer, "erase"))
    luwte_inbox_erase_async (self->inbox, self->id, NULL, done_cb, g_object_ref (self));
  else
    luwte_inbox_release_async (self->inbox, self->id, NULL, done_cb, g_object_ref (self));
}

static void
ask (LuwteQuestionDialog *self, const char *heading, const char *body, const char *response,
     const char *verb, AdwResponseAppearance appearance)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  if (self->busy)
    {
      g_object_unref (g_object_ref_sink (dialog));
      return;
    }
  adw_alert_dialog_add_responses (dialog, "back", _ ("_Back"), response, verb, NULL);
  adw_alert_dialog_set_response_appearance (dialog, response, appearance);
  adw_alert_dialog_set_default_response (dialog, "back");
  adw_alert_dialog_set_close_response (dialog, "back");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, ended_cb, g_object_ref (self));
}

static void
release_cb (LuwteQuestionDialog *self)
{
  ask (self, _ ("Give This Question Back?"),
               _ ("A colleague can take it then. What you wrote for an answer goes."), "release",
                 _ ("_Give Back"), ADW_RESPONSE_SUGGESTED);
}

static void
erase_cb (LuwteQuestionDialog *self)
{
  ask (self, _ ("Erase This Question?"), self->state == LUWTE_QUESTION_ANSWERED
               ? _ ("It goes at the chat service, with its answer: who asked can no longer read it.")
               : _ ("It goes at the chat service: who asked gets no answer."), "erase",
                   _ ("_Erase"), ADW_RESPONSE_DESTRUCTIVE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                LuwteQuestionDialog *self)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                   keyval == GDK_KEY_ISO_Enter;

  if (!enter || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK)
    return GDK_EVENT_PROPAGATE;
  send_cb (self);
  return GDK_EVENT_STOP;
}

static void
back_cb (LuwteQuestionDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_question_dialog_new (LuwteInbox *inbox, const char *question_id)
{
  LuwteQuestionDialog *self = g_object_new (LUWTE_TYPE_QUESTION_DIALOG, NULL);

  self->inbox = g_object_ref (inbox);
  self->id = g_strdup (question_id);
  self->items_handler = g_signal_connect_swapped (luwte_inbox_get_questions (inbox),
                                                  "items-changed", G_CALLBACK (items_changed_cb),
                                                  self);
  say_when (self);
  show (self);
  adw_dialog_set_focus (ADW_DIALOG (self), self->state == LUWTE_QUESTION_OPEN
                                               ? GTK_WIDGET (self->take)
                                               : GTK_WIDGET (self->answer));
  return ADW_DIALOG (self);
}

static void
luwte_question_dialog_dispose (GObject *object)
{
  LuwteQuestionDialog *self = LUWTE_QUESTION_DIALOG (object);

  g_clear_handle_id (&self->show_source, g_source_remove);
  if (self->inbox != NULL)
    g_clear_signal_handler (&self->items_handler, luwte_inbox_get_questions (self->inbox));
  if (self->answer != NULL)
    {
      gtk_label_set_text (self->text, "");
      gtk_label_set_text (self->given, "");
      set_answer (self, NULL);
    }
  g_clear_pointer (&self->spelling, luwte_spell_marks_end);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_QUESTION_DIALOG);
  g_clear_object (&self->inbox);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->outgoing, luwte_outgoing_unref);

  G_OBJECT_CLASS (luwte_question_dialog_parent_class)->dispose (object);
}

static void
luwte_question_dialog_class_init (LuwteQuestionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_question_dialog_dispose;

  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-question-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, take);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, send);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, gone);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, answered);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, given);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, release);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionDialog, erase);
  gtk_widget_class_bind_template_callback (widget_class, take_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, release_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
luwte_question_dialog_init (LuwteQuestionDialog *self)
{
  self->state = LUWTE_QUESTION_GONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spelling = luwte_spell_marks_new (self->answer);
  g_signal_connect_object (gtk_text_view_get_buffer (self->answer), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}
