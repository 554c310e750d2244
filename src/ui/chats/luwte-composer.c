/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-composer.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-reply-list.h"
#include "luwte-spell-marks.h"
#include "luwte-words.h"

#define MOST_LINES 6

struct _LuwteComposer
{
  AdwBin parent_instance;

  /* template */
  LuwteReplyList *replies;
  GtkWidget *frame;
  GtkToggleButton *open_replies;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  GtkLabel *placeholder;
  GtkButton *send;

  /* owned */
  LuwteConversation *conversation;
  LuwteSpellMarks *spelling;
  gboolean loading;
  gboolean typing;
};

G_DEFINE_FINAL_TYPE (LuwteComposer, luwte_composer, ADW_TYPE_BIN)

static GtkTextBuffer *
get_buffer (LuwteComposer *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static char *
dup_text (LuwteComposer *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
}

static gboolean
is_blank (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static void
set_text (LuwteComposer *self, const char *text)
{
  GtkTextBuffer *buffer = get_buffer (self);

  self->loading = TRUE;
  /* The undo history would bring back what was sent, or what belongs to another visitor. */
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_text_buffer_set_text (buffer, text != NULL ? text : "", -1);
  gtk_text_buffer_set_enable_undo (buffer, TRUE);
  self->loading = FALSE;
  luwte_spell_marks_set_scope (
      self->spelling,
      self->conversation != NULL ? luwte_conversation_get_object_id (self->conversation) : NULL,
      self->conversation != NULL
          ? luwte_session_get_nickname (luwte_conversation_get_session (self->conversation))
          : NULL);
}

static void
set_typing (LuwteComposer *self, gboolean typing)
{
  if (self->typing == typing || self->conversation == NULL)
    return;
  self->typing = typing;
  luwte_conversation_set_typing (self->conversation, typing);
}

/* "/" and a word at the start ask for a ready reply; anything else is a message. */
static void
follow_slash (LuwteComposer *self, const char *text)
{
  if (text[0] == '/' && strchr (text, '\n') == NULL)
    luwte_reply_list_ask (self->replies, text + 1);
  else
    luwte_reply_list_dismiss (self->replies);
}

static void
buffer_changed_cb (LuwteComposer *self)
{
  g_autofree char *text = dup_text (self);
  gboolean blank = is_blank (text);

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), *text == '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->send), self->conversation != NULL && !blank);
  if (self->loading)
    return;
  if (self->conversation != NULL)
    luwte_conversation_set_draft (self->conversation, text);
  set_typing (self, !blank);
  follow_slash (self, text);
}

static void
reply_chosen_cb (LuwteReplyList *list, LuwteCode *reply, LuwteComposer *self)
{
  GtkTextBuffer *buffer = get_buffer (self);
  const char *text = luwte_code_get_text (reply);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *filled = NULL;
  GtkTextIter start, end;

  luwte_reply_list_dismiss (self->replies);
  /* Inserted, never sent: she reads it first, and one undo takes it away again. */
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  filled = luwte_chat_words_fill (text != NULL ? text : luwte_code_get_label (reply),
                                  self->conversation != NULL
                                      ? luwte_session_get_nickname (
                                            luwte_conversation_get_session (self->conversation))
                                      : NULL,
                                  g_date_time_get_hour (now));
  gtk_text_buffer_insert (buffer, &start, filled, -1);
  gtk_text_buffer_end_user_action (buffer);
  luwte_composer_grab (self);
}

static void
replies_shown_cb (LuwteComposer *self)
{
  gboolean shown = luwte_reply_list_get_shown (self->replies);

  if (gtk_toggle_button_get_active (self->open_replies) != shown)
    gtk_toggle_button_set_active (self->open_replies, shown);
}

static void
open_replies_cb (GtkToggleButton *button, LuwteComposer *self)
{
  gboolean wanted = gtk_toggle_button_get_active (button);

  if (wanted == luwte_reply_list_get_shown (self->replies))
    return;
  if (wanted)
    luwte_reply_list_ask (self->replies, "");
  else
    luwte_reply_list_dismiss (self->replies);
  luwte_composer_grab (self);
}

typedef struct
{
  LuwteComposer *self;
  char *text;
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->self);
  g_free (sending->text);
  g_free (sending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Sending, sending_free)

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Sending) sending = data;
  g_autoptr (GError) error = NULL;
  LuwteComposer *self = sending->self;
  g_autofree char *now = NULL;
  g_autofree char *both = NULL;
  g_autofree char *sentence = NULL;

  if (luwte_conversation_send_finish (LUWTE_CONVERSATION (source), result, &error))
    return;
  if (self->conversation != LUWTE_CONVERSATION (source))
    {
      /* She went on to somebody else: it becomes that conversation's draft again. */
      luwte_conversation_set_draft (LUWTE_CONVERSATION (source), sending->text);
      return;
    }
  now = dup_text (self);
  both = *now != '\0' ? g_strdup_printf ("%s\n%s", sending->text, now) : g_strdup (sending->text);
  gtk_text_buffer_set_text (get_buffer (self), both, -1);
  sentence = luwte_words_problem (error);
  if (*sentence != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s", sentence);
}

void
luwte_composer_send (LuwteComposer *self)
{
  g_autofree char *text = NULL;
  g_autoptr (LuwteOutgoing) outgoing = NULL;
  Sending *sending;

  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  text = dup_text (self);
  if (self->conversation == NULL || is_blank (text))
    return;
  luwte_reply_list_dismiss (self->replies);
  outgoing = luwte_outgoing_new (NULL, text);
  sending = g_new0 (Sending, 1);
  sending->self = g_object_ref (self);
  sending->text = g_steal_pointer (&text);
  set_text (self, NULL);
  set_typing (self, FALSE);
  luwte_conversation_send_async (self->conversation, outgoing, NULL, sent_cb, sending);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state,
                LuwteComposer *self)
{
  GdkModifierType held = state & gtk_accelerator_get_default_mod_mask ();
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                   keyval == GDK_KEY_ISO_Enter;

  if (enter && held == GDK_CONTROL_MASK)
    {
      luwte_composer_send (self);
      return GDK_EVENT_STOP;
    }
  if (!luwte_reply_list_get_shown (self->replies) || held != 0)
    return GDK_EVENT_PROPAGATE;
  if (enter || keyval == GDK_KEY_Tab)
    return luwte_reply_list_choose (self->replies);
  if (keyval == GDK_KEY_Escape)
    luwte_reply_list_dismiss (self->replies);
  else if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    luwte_reply_list_move (self->replies, 1);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    luwte_reply_list_move (self->replies, -1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
luwte_composer_set_conversation (LuwteComposer *self, LuwteConversation *conversation)
{
  g_autofree char *hint = NULL;

  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  if (self->conversation == conversation)
    return;
  set_typing (self, FALSE);
  luwte_reply_list_dismiss (self->replies);
  g_set_object (&self->conversation, conversation);
  set_text (self, conversation != NULL ? luwte_conversation_get_draft (conversation) : NULL);
  if (conversation == NULL)
    return;
  /* Translators: %s is a nickname */
  hint = g_strdup_printf (_ ("Message to %s"), luwte_session_get_nickname (
                                                  luwte_conversation_get_session (conversation)));
  gtk_label_set_text (self->placeholder, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, hint,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("The visitor reads this. Ctrl+Enter sends, Enter starts a new "
                                     "line, a slash opens the ready replies."),
                                    -1);
}

void
luwte_composer_set_replies (LuwteComposer *self, GPtrArray *replies)
{
  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  luwte_reply_list_set_replies (self->replies, replies);
}

void
luwte_composer_set_own_replies (LuwteComposer *self, GPtrArray *replies)
{
  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  luwte_reply_list_set_own (self->replies, replies);
}

void
luwte_composer_forget (LuwteComposer *self)
{
  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  luwte_reply_list_dismiss (self->replies);
  g_clear_object (&self->conversation);
  self->typing = FALSE;
  set_text (self, NULL);
}

void
luwte_composer_grab (LuwteComposer *self)
{
  g_return_if_fail (LUWTE_IS_COMPOSER (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

gboolean
luwte_composer_get_replies_shown (LuwteComposer *self)
{
  g_return_val_if_fail (LUWTE_IS_COMPOSER (self), FALSE);

  return luwte_reply_list_get_shown (self->replies);
}

/* Six lines of this font; more are scrolled. */
static void
luwte_composer_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LuwteComposer *self = LUWTE_COMPOSER (widget);
  PangoContext *context;
  PangoFontMetrics *metrics;
  int line, margins;

  GTK_WIDGET_CLASS (luwte_composer_parent_class)->css_changed (widget, change);
  if (self->view == NULL)
    return;
  context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));
  metrics = pango_context_get_metrics (context, NULL, NULL);
  line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  pango_font_metrics_unref (metrics);
  margins = gtk_text_view_get_top_margin (self->view) +
            gtk_text_view_get_bottom_margin (self->view);
  gtk_scrolled_window_set_max_content_height (self->scroller, MOST_LINES * line + margins);
}

static void
luwte_composer_dispose (GObject *object)
{
  LuwteComposer *self = LUWTE_COMPOSER (object);

  if (self->view != NULL)
    luwte_composer_forget (self);
  g_clear_pointer (&self->spelling, luwte_spell_marks_end);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_COMPOSER);

  G_OBJECT_CLASS (luwte_composer_parent_class)->dispose (object);
}

static void
luwte_composer_class_init (LuwteComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_composer_dispose;
  widget_class->css_changed = luwte_composer_css_changed;

  g_type_ensure (LUWTE_TYPE_REPLY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, replies);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, frame);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, open_replies);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, view);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, LuwteComposer, send);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, replies_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_replies_cb);
  gtk_widget_class_bind_template_callback (widget_class, luwte_composer_send);
}

static void
luwte_composer_init (LuwteComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spelling = luwte_spell_marks_new (self->view);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  buffer_changed_cb (self);
}

GtkWidget *
luwte_composer_new (void)
{
  return g_object_new (LUWTE_TYPE_COMPOSER, NULL);
}
