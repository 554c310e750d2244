/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-session-row.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-conversation.h"
#include "luwte-words.h"

struct _LuwteSessionRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *nickname;
  GtkLabel *time;
  GtkLabel *last;
  GtkLabel *unread;

  LuwteConversation *conversation;
};

G_DEFINE_FINAL_TYPE (LuwteSessionRow, luwte_session_row, GTK_TYPE_LIST_BOX_ROW)

/* The newest message on screen; the service's word for it is older while something of ours waits
 * in the outbox. */
static LuwteMessage *
get_newest (LuwteSessionRow *self)
{
  GListModel *messages = luwte_conversation_get_messages (self->conversation);
  guint n = messages ? g_list_model_get_n_items (messages) : 0;

  return n == 0 ? NULL : g_list_model_get_item (messages, n - 1);
}

/* One line: the last message without its line breaks. */
static char *
make_line (const char *text, LuwteFrom from)
{
  g_autofree char *line = luwte_chat_words_text (text != NULL ? text : "");

  g_strdelimit (line, "\r\n\t", ' ');
  if (from == LUWTE_FROM_COUNSELLOR)
    /* Translators: the last message of a conversation, written by the counsellor herself */
    return g_strdup_printf (_("You: %s"), line);
  return g_steal_pointer (&line);
}

static char *
describe_end (LuwteSession *session)
{
  switch (luwte_session_get_state (session))
    {
    case LUWTE_SESSION_VISITOR_GONE:
      return g_strdup (_("The visitor has left"));
    case LUWTE_SESSION_CLOSED:
      return g_strdup (_("Ended at the chat service"));
    case LUWTE_SESSION_ERASED:
      return g_strdup (_("Erased at the chat service"));
    case LUWTE_SESSION_TAKEN:
      return g_strdup (_("With a colleague now"));
    case LUWTE_SESSION_WAITING:
    case LUWTE_SESSION_ACTIVE:
      break;
    }
  return NULL;
}

static void
show (LuwteSessionRow *self)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  g_autoptr (LuwteMessage) newest = get_newest (self);
  gint64 at = newest ? luwte_message_get_at (newest) : luwte_session_get_last_at (session);
  guint unread = luwte_session_get_unread (session);
  g_autofree char *time = at > 0 ? luwte_words_clock (at) : g_strdup ("");
  g_autofree char *line = describe_end (session);
  g_autofree char *count = g_strdup_printf ("%u", unread);
  g_autofree char *spoken = NULL;
  g_autofree char *news = NULL;

  if (line == NULL && luwte_session_get_typing (session))
    line = g_strdup (_("is typing"));
  if (line == NULL)
    line = newest ? make_line (luwte_message_get_text (newest), luwte_message_get_from (newest))
                  : make_line (luwte_session_get_last_text (session), LUWTE_FROM_VISITOR);
  gtk_label_set_text (self->nickname, luwte_session_get_nickname (session));
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->last, line);
  gtk_label_set_text (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0);

  news = g_strdup_printf (ngettext ("%u new message", "%u new messages", unread), unread);
  spoken = g_strjoin (", ", luwte_session_get_nickname (session), unread > 0 ? news : line,
                      *time ? time : NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

LuwteConversation *
luwte_session_row_get_conversation (LuwteSessionRow *self)
{
  g_return_val_if_fail (LUWTE_IS_SESSION_ROW (self), NULL);

  return self->conversation;
}

GtkWidget *
luwte_session_row_new (LuwteConversation *conversation)
{
  LuwteSessionRow *self = g_object_new (LUWTE_TYPE_SESSION_ROW, NULL);

  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (luwte_conversation_get_session (conversation), "notify",
                           G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (luwte_conversation_get_messages (conversation), "items-changed",
                           G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}

static void
luwte_session_row_dispose (GObject *object)
{
  LuwteSessionRow *self = LUWTE_SESSION_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SESSION_ROW);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (luwte_session_row_parent_class)->dispose (object);
}

static void
luwte_session_row_class_init (LuwteSessionRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_session_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-session-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionRow, nickname);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionRow, time);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionRow, last);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionRow, unread);
}

static void
luwte_session_row_init (LuwteSessionRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
