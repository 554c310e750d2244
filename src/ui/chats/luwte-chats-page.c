/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-chats-page-private.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-conversation.h"
#include "luwte-live.h"
#include "luwte-side-talk.h"
#include "luwte-spelling.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

typedef enum
{
  PROP_WORKSPACE = 1,
  PROP_LAYOUT,
} LuwteChatsPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteChatsPage, luwte_chats_page, ADW_TYPE_BIN)

void
luwte_chats_page_tell (LuwteChatsPage *self, const char *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  /* A nickname in it is not markup. */
  adw_toast_set_use_markup (toast, FALSE);
  /* What just happened is said now, and what was said before comes back after it. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_empty (LuwteChatsPage *self)
{
  guint waiting = self->live != NULL ? luwte_live_get_waiting_count (self->live) : 0;
  LuwteConnection connection = self->live != NULL ? luwte_live_get_connection (self->live)
                                                  : LUWTE_CONNECTION_OFF;
  g_autofree char *title = NULL;
  const char *words;

  if (waiting > 0)
    title = g_strdup_printf (ngettext ("%u person is waiting", "%u people are waiting", waiting),
                             waiting);
  else if (connection == LUWTE_CONNECTION_CONNECTED)
    title = g_strdup (_ ("Nobody is waiting"));
  else
    title = g_strdup (_ ("No conversation"));

  if (self->live == NULL)
    words = _ ("Set up a chat service in Preferences.");
  else if (connection != LUWTE_CONNECTION_CONNECTED)
    words = _ ("Without a connection nobody who waits is seen.");
  else if (waiting > 0)
    words = _ ("Press Claim, or Ctrl+Shift+N for the one who waits longest.");
  else if (luwte_live_get_available (self->live))
    words = _ ("You are available. You will hear it as soon as somebody comes.");
  else
    words = _ ("You are not available: nobody who comes is announced to you.");
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, words);
}

static void
show_live (LuwteChatsPage *self)
{
  LuwteConnection connection = self->live != NULL ? luwte_live_get_connection (self->live)
                                                  : LUWTE_CONNECTION_OFF;

  show_empty (self);
  luwte_conversation_view_set_lost (self->view, connection == LUWTE_CONNECTION_LOST);
  luwte_conversation_view_set_waiting (self->view,
                                       self->live != NULL
                                           ? luwte_live_get_waiting_count (self->live)
                                           : 0,
                                       connection == LUWTE_CONNECTION_CONNECTED);
  luwte_conversation_view_set_capabilities (self->view,
                                            self->live != NULL
                                                ? luwte_live_get_capabilities (self->live)
                                                : LUWTE_CAPABILITY_NONE);
  luwte_chats_page_update_actions (self);
}

static void
show_notes (LuwteChatsPage *self)
{
  gboolean collapsed = self->layout >= LUWTE_LAYOUT_MEDIUM;

  adw_overlay_split_view_set_show_sidebar (self->outer, !collapsed && self->notes_wanted &&
                                                            self->conversation != NULL);
}

void
luwte_chats_page_toggle_notes (LuwteChatsPage *self)
{
  if (self->conversation != NULL)
    adw_overlay_split_view_set_show_sidebar (self->outer, !adw_overlay_split_view_get_show_sidebar (
                                                              self->outer));
}

/* What she chose where there is room holds; an overlay comes and goes. */
static void
notes_shown_cb (LuwteChatsPage *self)
{
  if (self->conversation != NULL && !adw_overlay_split_view_get_collapsed (self->outer))
    self->notes_wanted = adw_overlay_split_view_get_show_sidebar (self->outer);
}

void
luwte_chats_page_show_content (LuwteChatsPage *self)
{
  adw_navigation_split_view_set_show_content (self->inner, TRUE);
}

/* An overlay hides the question that decides which notes are seen, so it is said here. */
static void
ask_same_person (LuwteChatsPage *self)
{
  AdwToast *toast;

  if (self->conversation == NULL || adw_overlay_split_view_get_show_sidebar (self->outer) ||
      luwte_conversation_get_identity (self->conversation) != LUWTE_IDENTITY_ASK)
    return;
  toast = adw_toast_new (_ ("Same person as before?"));
  adw_toast_set_button_label (toast, _ ("_Notes"));
  adw_toast_set_action_name (toast, "chats.toggle-notes");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
set_conversation (LuwteChatsPage *self, LuwteConversation *conversation)
{
  if (self->conversation == conversation)
    return;
  if (self->conversation != NULL)
    luwte_conversation_set_shown (self->conversation, FALSE);
  g_set_object (&self->conversation, conversation);
  luwte_conversation_view_set_conversation (self->view, conversation);
  luwte_notes_pane_set_conversation (self->notes, conversation);
  gtk_stack_set_visible_child_name (self->stack, conversation != NULL ? "conversation" : "empty");
  show_notes (self);
  luwte_chats_page_update_actions (self);
  if (conversation == NULL)
    {
      adw_navigation_split_view_set_show_content (self->inner, FALSE);
      return;
    }
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    luwte_conversation_set_shown (conversation, TRUE);
  ask_same_person (self);
}

static void
chosen_cb (LuwteChatsPage *self, LuwteConversation *conversation)
{
  set_conversation (self, conversation);
}

static void
opened_cb (LuwteChatsPage *self)
{
  if (self->conversation == NULL)
    return;
  luwte_chats_page_show_content (self);
  luwte_composer_grab (luwte_conversation_view_get_composer (self->view));
}

void
luwte_chats_page_open_claimed (LuwteChatsPage *self, LuwteConversation *conversation)
{
  g_set_object (&self->claimed, conversation);
  luwte_session_lists_select (self->lists, conversation);
  if (self->conversation != conversation)
    return;
  g_clear_object (&self->claimed);
  opened_cb (self);
}

/* What was ignored in a conversation is forgotten with it. */
static void
keep_ignored (LuwteChatsPage *self)
{
  GListModel *mine = self->live != NULL ? luwte_live_get_mine (self->live) : NULL;
  g_autoptr (GStrvBuilder) open = g_strv_builder_new ();
  g_auto (GStrv) scopes = NULL;

  for (guint i = 0; mine != NULL && i < g_list_model_get_n_items (mine); i++)
    {
      g_autoptr (LuwteConversation) conversation = g_list_model_get_item (mine, i);

      g_strv_builder_add (open, luwte_conversation_get_object_id (conversation));
    }
  scopes = g_strv_builder_end (open);
  luwte_spelling_keep (luwte_spelling_get_default (), (const char *const *) scopes);
}

static void
mine_changed_cb (LuwteChatsPage *self)
{
  g_autoptr (LuwteConversation) claimed = g_steal_pointer (&self->claimed);

  keep_ignored (self);
  if (claimed != NULL)
    luwte_chats_page_open_claimed (self, claimed);
}

/* A service that was set up while the page was there. */
static void
follow_live (LuwteChatsPage *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);
  GListModel *mine;

  if (self->live == live)
    return;
  g_set_object (&self->live, live);
  g_signal_group_set_target (self->live_signals, live);
  luwte_session_lists_set_live (self->lists, live);
  mine = live != NULL ? luwte_live_get_mine (live) : NULL;
  /* After the lists, whose rows must be there first. */
  g_signal_group_set_target (self->mine_signals, mine);
  g_signal_group_set_target (self->team_signals,
                             live != NULL ? luwte_live_get_side_talk (live) : NULL);
  luwte_chats_page_tell_team (self);
  show_live (self);
}

static gboolean
tick_cb (gpointer data)
{
  LuwteChatsPage *self = data;
  gint64 now = luwte_clock_now ();

  follow_live (self);
  luwte_session_lists_tick (self->lists, now);
  luwte_conversation_view_tick (self->view, now);
  return G_SOURCE_CONTINUE;
}

static void
locked_cb (LuwteChatsPage *self)
{
  luwte_composer_set_own_replies (luwte_conversation_view_get_composer (self->view), NULL);
  luwte_conversation_view_forget (self->view);
  luwte_notes_pane_forget (self->notes);
  adw_toast_overlay_dismiss_all (self->toasts);
  luwte_session_lists_set_live (self->lists, NULL);
  g_clear_object (&self->claimed);
  g_clear_object (&self->conversation);
}

void
luwte_chats_page_flush (LuwteChatsPage *self)
{
  g_return_if_fail (LUWTE_IS_CHATS_PAGE (self));

  luwte_note_editor_flush (luwte_notes_pane_get_editor (self->notes));
}

LuwteConversation *
luwte_chats_page_get_conversation (LuwteChatsPage *self)
{
  g_return_val_if_fail (LUWTE_IS_CHATS_PAGE (self), NULL);

  return self->conversation;
}

static void
set_layout (LuwteChatsPage *self, LuwteLayout layout)
{
  gboolean narrow = layout >= LUWTE_LAYOUT_NARROW;

  if (self->layout == layout)
    return;
  self->layout = layout;
  adw_overlay_split_view_set_collapsed (self->outer, layout >= LUWTE_LAYOUT_MEDIUM);
  luwte_notes_pane_set_collapsed (self->notes, layout >= LUWTE_LAYOUT_MEDIUM);
  adw_navigation_split_view_set_collapsed (self->inner, narrow);
  luwte_conversation_view_set_narrow (self->view, narrow);
  adw_header_bar_set_show_back_button (self->empty_header, narrow);
  show_notes (self);
  show_live (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
luwte_chats_page_map (GtkWidget *widget)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);

  GTK_WIDGET_CLASS (luwte_chats_page_parent_class)->map (widget);
  gtk_widget_add_controller (widget, luwte_chats_page_make_keys (self));
  tick_cb (self);
  self->tick = g_timeout_add_seconds (1, tick_cb, self);
  if (self->conversation != NULL)
    luwte_conversation_set_shown (self->conversation, TRUE);
}

static void
luwte_chats_page_unmap (GtkWidget *widget)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (widget);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->keys != NULL)
    gtk_widget_remove_controller (widget, g_steal_pointer (&self->keys));
  if (self->conversation != NULL)
    luwte_conversation_set_shown (self->conversation, FALSE);
  GTK_WIDGET_CLASS (luwte_chats_page_parent_class)->unmap (widget);
}

static void
own_replies_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteChatsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) replies = luwte_workspace_own_replies_finish (LUWTE_WORKSPACE (source),
                                                                      result, &error);

  /* Locked meanwhile, or the page is gone. */
  if (replies != NULL && self->view != NULL)
    luwte_composer_set_own_replies (luwte_conversation_view_get_composer (self->view), replies);
}

static void
load_own_replies (LuwteChatsPage *self)
{
  luwte_workspace_own_replies_async (self->workspace, NULL, own_replies_cb, g_object_ref (self));
}

static void
luwte_chats_page_constructed (GObject *object)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);
  g_autoptr (GPtrArray) replies = NULL;

  G_OBJECT_CLASS (luwte_chats_page_parent_class)->constructed (object);

  luwte_spelling_follow (luwte_spelling_get_default (), self->workspace);
  luwte_notes_pane_set_workspace (self->notes, self->workspace);
  replies = luwte_workspace_ready_replies (self->workspace, luwte_words_language ());
  luwte_composer_set_replies (luwte_conversation_view_get_composer (self->view), replies);
  g_signal_connect_object (self->workspace, "replies-changed", G_CALLBACK (load_own_replies), self,
                           G_CONNECT_SWAPPED);
  load_own_replies (self);
  g_signal_connect_object (self->workspace, "locked", G_CALLBACK (locked_cb), self,
                           G_CONNECT_SWAPPED);
  /* The last second of typing, while the vault is still open. */
  g_signal_connect_object (self->workspace, "locking", G_CALLBACK (luwte_chats_page_flush), self,
                           G_CONNECT_SWAPPED);
  follow_live (self);
  show_live (self);
  /* Sessions that were open when the vault was locked, or the app ended. */
  if (self->conversation == NULL)
    luwte_session_lists_move (self->lists, 1);
}

static void
luwte_chats_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  switch ((LuwteChatsPageProperty) id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_chats_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  switch ((LuwteChatsPageProperty) id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_LAYOUT:
      set_layout (self, g_value_get_int (value));
      break;
    }
}

static void
luwte_chats_page_dispose (GObject *object)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_signal_group_set_target (self->live_signals, NULL);
  g_signal_group_set_target (self->mine_signals, NULL);
  g_signal_group_set_target (self->team_signals, NULL);
  g_clear_weak_pointer (&self->team_toast);
  if (self->lists != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->lists, self);
      g_signal_handlers_disconnect_by_data (self->outer, self);
      luwte_chats_page_flush (self);
    }
  /* The child is bound too, and AdwBin lets go of it only once. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CHATS_PAGE);
  g_clear_object (&self->claimed);
  g_clear_object (&self->conversation);
  g_clear_object (&self->live);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_chats_page_parent_class)->dispose (object);
}

static void
luwte_chats_page_finalize (GObject *object)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  g_clear_object (&self->live_signals);
  g_clear_object (&self->mine_signals);
  g_clear_object (&self->team_signals);

  G_OBJECT_CLASS (luwte_chats_page_parent_class)->finalize (object);
}

static void
luwte_chats_page_class_init (LuwteChatsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = luwte_chats_page_constructed;
  object_class->get_property = luwte_chats_page_get_property;
  object_class->set_property = luwte_chats_page_set_property;
  object_class->dispose = luwte_chats_page_dispose;
  object_class->finalize = luwte_chats_page_finalize;
  widget_class->map = luwte_chats_page_map;
  widget_class->unmap = luwte_chats_page_unmap;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, LUWTE_TYPE_WORKSPACE,
                                                    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                        G_PARAM_STATIC_STRINGS);
  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  luwte_chats_page_class_install_actions (widget_class);
  g_type_ensure (LUWTE_TYPE_SESSION_LISTS);
  g_type_ensure (LUWTE_TYPE_CONVERSATION_VIEW);
  g_type_ensure (LUWTE_TYPE_NOTES_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-chats-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, outer);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, inner);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, lists);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, content);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, empty_header);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, empty);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, view);
  gtk_widget_class_bind_template_child (widget_class, LuwteChatsPage, notes);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, notes_shown_cb);
}

static void
luwte_chats_page_init (LuwteChatsPage *self)
{
  self->notes_wanted = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->outer, "show-sidebar",
                          luwte_conversation_view_get_notes_button (self->view), "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  self->live_signals = g_signal_group_new (LUWTE_TYPE_LIVE);
  g_signal_group_connect_swapped (self->live_signals, "notify::connection", G_CALLBACK (show_live),
                                  self);
  g_signal_group_connect_swapped (self->live_signals, "notify::waiting-count",
                                  G_CALLBACK (show_live), self);
  g_signal_group_connect_swapped (self->live_signals, "notify::available", G_CALLBACK (show_live),
                                  self);
  g_signal_group_connect_swapped (self->live_signals, "notify::capabilities",
                                  G_CALLBACK (show_live), self);
  self->team_signals = g_signal_group_new (LUWTE_TYPE_SIDE_TALK);
  g_signal_group_connect_swapped (self->team_signals, "notify::unread-count",
                                  G_CALLBACK (luwte_chats_page_tell_team), self);
  self->mine_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->mine_signals, "items-changed", G_CALLBACK (mine_changed_cb),
                                  self);
}

GtkWidget *
luwte_chats_page_new (LuwteWorkspace *workspace)
{
  return g_object_new (LUWTE_TYPE_CHATS_PAGE, "workspace", workspace, NULL);
}
