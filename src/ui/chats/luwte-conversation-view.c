/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-conversation-view.h"

#include <glib/gi18n.h>

#include "luwte-conversation.h"
#include "luwte-message-list.h"
#include "luwte-visitor-file-dialog.h"
#include "luwte-words.h"

struct _LuwteConversationView
{
  AdwBin parent_instance;

  /* template */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkLabel *waiting;
  GtkWidget *emergency;
  AdwButtonContent *emergency_content;
  GtkWidget *flag;
  GtkWidget *finish;
  GtkToggleButton *notes;
  GtkMenuButton *menu;
  GMenu *model;
  GMenu *narrow_section;
  GMenu *service_section;
  LuwteMessageList *messages;
  GtkWidget *handover;
  GtkLabel *handover_from;
  GtkLabel *handover_note;
  GtkWidget *typing_line;
  GtkWidget *typing_icon;
  GtkLabel *typing;
  GtkLabel *ended;
  LuwteComposer *composer;

  /* owned */
  LuwteConversation *conversation;
  gulong session_handler;
  gulong listed_handler;
  LuwteCapabilities capabilities;
  gint64 now;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (LuwteConversationView, luwte_conversation_view, ADW_TYPE_BIN)

static const char *
describe_end (LuwteConversation *conversation)
{
  /* A question and not an erasure: a service may have been purged, or be another one. */
  if (!luwte_conversation_get_listed (conversation))
    return _ ("The chat service no longer lists this conversation. What is here stays. Finish it if "
              "it is over.");
  switch (luwte_session_get_state (luwte_conversation_get_session (conversation)))
    {
    case LUWTE_SESSION_VISITOR_GONE:
      return _ ("The visitor has left. You can still finish the conversation.");
    case LUWTE_SESSION_TAKEN:
      return _ ("A colleague has this conversation now.");
    case LUWTE_SESSION_CLOSED:
      return _ ("The chat service has ended this conversation. Finish it here as well.");
    case LUWTE_SESSION_ERASED:
      return _ ("The chat service has erased this conversation.");
    case LUWTE_SESSION_WAITING:
    case LUWTE_SESSION_ACTIVE:
      break;
    }
  return NULL;
}

/* fact: (nullable) */
static void
append_fact (GString *facts, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

static void
show_subtitle (LuwteConversationView *self)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  gint64 since = luwte_session_get_waiting_since (session);
  const char *department = luwte_session_get_department (session);
  const char *subjects = luwte_session_get_subjects (session);
  g_autofree char *duration = since > 0 && self->now >= since + 60
                                  ? luwte_words_duration (self->now - since)
                                  : NULL;
  g_autoptr (GString) facts = g_string_new (department);

  append_fact (facts, duration);
  append_fact (facts, subjects);
  adw_window_title_set_subtitle (self->title, facts->str);
  /* A narrow window cuts them off. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), subjects);
}

/* What the colleague told who had it before; the visitor is told none of it. */
static void
show_handover (LuwteConversationView *self, LuwteSession *session)
{
  const char *from = luwte_session_get_handover_from (session);
  const char *note = luwte_session_get_handover_note (session);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->handover, from != NULL);
  gtk_label_set_text (self->handover_note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->handover_note), note != NULL && *note != '\0');
  if (from == NULL)
    return;
  words = luwte_session_get_handover_consent (session)
      /* Translators: %s is the name of a colleague */
      ? g_strdup_printf (_ ("From %s. The visitor agreed."), from)
      /* Translators: %s is the name of a colleague */
      : g_strdup_printf (_ ("From %s. The visitor was not asked, or did not agree."), from);
  gtk_label_set_text (self->handover_from, words);
}

static void
show_session (LuwteConversationView *self)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  const char *nickname = luwte_session_get_nickname (session);
  const char *end = describe_end (self->conversation);
  gboolean typing = luwte_session_get_typing (session);
  g_autofree char *words = NULL;

  adw_window_title_set_title (self->title, nickname);
  show_handover (self, session);
  show_subtitle (self);
  /* Translators: %s is a nickname */
  words = g_strdup_printf (_ ("%s is typing"), nickname);
  /* The line keeps its room, so that the messages do not jump at every pause in typing. */
  gtk_label_set_text (self->typing, typing ? words : "");
  gtk_widget_set_visible (self->typing_icon, typing);
  gtk_label_set_text (self->ended, end != NULL ? end : "");
  gtk_widget_set_visible (GTK_WIDGET (self->ended), end != NULL);
}

static void
append_if (GMenu *menu, gboolean wanted, const char *label, const char *action)
{
  if (wanted)
    g_menu_append (menu, label, action);
}

static void
fill_menu (LuwteConversationView *self)
{
  gboolean transfer = (self->capabilities & LUWTE_CAPABILITY_TRANSFER) != 0;
  gboolean team = (self->capabilities & LUWTE_CAPABILITY_TEAM) != 0;
  gboolean release = (self->capabilities & LUWTE_CAPABILITY_RELEASE) != 0;

  g_menu_remove_all (self->narrow_section);
  g_menu_remove_all (self->service_section);
  append_if (self->narrow_section, self->narrow, _ ("_Finish…"), "chats.close");
  append_if (self->narrow_section, self->narrow, _ ("Flag for the _Review…"), "chats.flag");
  append_if (self->service_section, team, _ ("_Ask a Colleague…"), "chats.team");
  append_if (self->service_section, transfer, _ ("_Transfer…"), "chats.transfer");
  append_if (self->service_section, release, _ ("_Put Back in the Waiting List…"), "chats.release");
  gtk_widget_set_visible (GTK_WIDGET (self->menu), self->narrow || transfer || release || team);
}

void
luwte_conversation_view_set_conversation (LuwteConversationView *self,
                                          LuwteConversation *conversation)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    {
      g_clear_signal_handler (&self->session_handler,
                              luwte_conversation_get_session (self->conversation));
      g_clear_signal_handler (&self->listed_handler, self->conversation);
    }
  g_set_object (&self->conversation, conversation);
  luwte_message_list_set_conversation (self->messages, conversation);
  luwte_composer_set_conversation (self->composer, conversation);
  if (conversation == NULL)
    {
      adw_window_title_set_title (self->title, "");
      adw_window_title_set_subtitle (self->title, "");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), NULL);
      gtk_label_set_text (self->typing, "");
      gtk_label_set_text (self->handover_note, "");
      gtk_widget_set_visible (self->handover, FALSE);
      return;
    }
  self->session_handler = g_signal_connect_swapped (luwte_conversation_get_session (conversation),
                                                    "notify", G_CALLBACK (show_session), self);
  self->listed_handler = g_signal_connect_swapped (conversation, "notify::listed",
                                                   G_CALLBACK (show_session), self);
  show_session (self);
}

LuwteConversation *
luwte_conversation_view_get_conversation (LuwteConversationView *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION_VIEW (self), NULL);

  return self->conversation;
}

LuwteComposer *
luwte_conversation_view_get_composer (LuwteConversationView *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION_VIEW (self), NULL);

  return self->composer;
}

GtkToggleButton *
luwte_conversation_view_get_notes_button (LuwteConversationView *self)
{
  g_return_val_if_fail (LUWTE_IS_CONVERSATION_VIEW (self), NULL);

  return self->notes;
}

void
luwte_conversation_view_set_capabilities (LuwteConversationView *self,
                                          LuwteCapabilities capabilities)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  self->capabilities = capabilities;
  gtk_widget_set_visible (self->typing_line, (capabilities & LUWTE_CAPABILITY_TYPING_IN) != 0);
  luwte_message_list_set_fetchable (self->messages, (capabilities & LUWTE_CAPABILITY_FILES) != 0);
  fill_menu (self);
}

void
luwte_conversation_view_set_lost (LuwteConversationView *self, gboolean lost)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  luwte_message_list_set_lost (self->messages, lost);
}

/* Where there is little room, the window keeps the button that closes it, on the side it has it. */
static char *
make_narrow_decoration (GtkWidget *widget)
{
  g_autofree char *usual = NULL;
  GString *layout;

  g_object_get (gtk_widget_get_settings (widget), "gtk-decoration-layout", &usual, NULL);
  layout = g_string_new (usual != NULL ? usual : ":close");
  g_string_replace (layout, "minimize", "", 0);
  g_string_replace (layout, "maximize", "", 0);
  g_string_replace (layout, ",,", ",", 0);
  g_string_replace (layout, ":,", ":", 0);
  return g_string_free (layout, FALSE);
}

void
luwte_conversation_view_set_narrow (LuwteConversationView *self, gboolean narrow)
{
  g_autofree char *decoration = NULL;

  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  self->narrow = narrow;
  decoration = narrow ? make_narrow_decoration (GTK_WIDGET (self)) : NULL;
  adw_header_bar_set_decoration_layout (self->header, decoration);
  adw_header_bar_set_show_back_button (self->header, narrow);
  adw_button_content_set_label (self->emergency_content, narrow ? "" : _ ("_Emergency"));
  gtk_widget_set_visible (self->flag, !narrow);
  gtk_widget_set_visible (self->finish, !narrow);
  if (!narrow)
    gtk_widget_set_visible (GTK_WIDGET (self->waiting), FALSE);
  fill_menu (self);
}

void
luwte_conversation_view_set_waiting (LuwteConversationView *self, guint waiting, gboolean current)
{
  g_autofree char *count = g_strdup_printf ("%u", waiting);
  g_autofree char *words = NULL;

  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  words = g_strdup_printf (ngettext ("%u person is waiting", "%u people are waiting", waiting),
                           waiting);
  gtk_label_set_text (self->waiting, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->waiting), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->waiting), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), self->narrow && waiting > 0);
  if (current)
    gtk_widget_add_css_class (GTK_WIDGET (self->waiting), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->waiting), "accent");
}

void
luwte_conversation_view_tick (LuwteConversationView *self, gint64 now)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  self->now = now;
  if (self->conversation != NULL)
    show_subtitle (self);
}

void
luwte_conversation_view_forget (LuwteConversationView *self)
{
  g_return_if_fail (LUWTE_IS_CONVERSATION_VIEW (self));

  luwte_composer_forget (self->composer);
  luwte_conversation_view_set_conversation (self, NULL);
}

static LuwteMessage *
find_message (LuwteConversationView *self, const char *client_id)
{
  GListModel *messages = self->conversation ? luwte_conversation_get_messages (self->conversation)
                                            : NULL;
  guint n = messages != NULL ? g_list_model_get_n_items (messages) : 0;

  for (guint i = n; i > 0; i--)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i - 1);

      if (g_strcmp0 (luwte_message_get_client_id (message), client_id) == 0)
        return g_steal_pointer (&message);
    }
  return NULL;
}

static void
retry_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  LuwteConversationView *self = LUWTE_CONVERSATION_VIEW (widget);
  g_autoptr (LuwteMessage) message = find_message (self, g_variant_get_string (target, NULL));

  if (message != NULL)
    luwte_conversation_retry (self->conversation, message);
}

static void
drop_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  LuwteConversationView *self = LUWTE_CONVERSATION_VIEW (widget);
  g_autoptr (LuwteMessage) message = find_message (self, g_variant_get_string (target, NULL));

  if (message != NULL)
    luwte_conversation_drop (self->conversation, message);
}

static void
file_saved_cb (LuwteConversationView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s",
                              _ ("Saved. It lies outside of your vault: erase it yourself."));
}

static void
file_cb (GtkWidget *widget, const char *action, GVariant *target)
{
  LuwteConversationView *self = LUWTE_CONVERSATION_VIEW (widget);
  GListModel *messages = self->conversation ? luwte_conversation_get_messages (self->conversation)
                                            : NULL;
  AdwDialog *dialog;
  const char *id;
  guint index;

  g_variant_get (target, "(&su)", &id, &index);
  for (guint i = messages != NULL ? g_list_model_get_n_items (messages) : 0; i > 0; i--)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i - 1);

      if (g_strcmp0 (luwte_message_get_id (message), id) != 0)
        continue;
      dialog = luwte_visitor_file_dialog_new (self->conversation, message, index);
      g_signal_connect_object (dialog, "saved", G_CALLBACK (file_saved_cb), self,
                               G_CONNECT_SWAPPED);
      adw_dialog_present (dialog, widget);
      return;
    }
}

GtkWidget *
luwte_conversation_view_new (void)
{
  return g_object_new (LUWTE_TYPE_CONVERSATION_VIEW, NULL);
}

static void
luwte_conversation_view_dispose (GObject *object)
{
  LuwteConversationView *self = LUWTE_CONVERSATION_VIEW (object);

  if (self->composer != NULL)
    luwte_conversation_view_forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CONVERSATION_VIEW);

  G_OBJECT_CLASS (luwte_conversation_view_parent_class)->dispose (object);
}

static void
luwte_conversation_view_class_init (LuwteConversationViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_conversation_view_dispose;

  g_type_ensure (LUWTE_TYPE_MESSAGE_LIST);
  g_type_ensure (LUWTE_TYPE_COMPOSER);
  gtk_widget_class_install_action (widget_class, "conversation.retry", "s", retry_cb);
  gtk_widget_class_install_action (widget_class, "conversation.drop", "s", drop_cb);
  gtk_widget_class_install_action (widget_class, "conversation.file", "(su)", file_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-conversation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, header);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, waiting);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, emergency);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, emergency_content);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, flag);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, finish);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, notes);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, menu);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, model);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, narrow_section);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, service_section);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, messages);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, handover);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, handover_from);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, handover_note);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, typing_line);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, typing_icon);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, typing);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, ended);
  gtk_widget_class_bind_template_child (widget_class, LuwteConversationView, composer);
}

static void
luwte_conversation_view_init (LuwteConversationView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  luwte_conversation_view_set_narrow (self, FALSE);
}
