/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-message-list.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-clock.h"
#include "luwte-conversation.h"
#include "luwte-message-row.h"

/* Nearer to the end than this counts as being there, in pixels. */
#define NEAR_END 24
/* Older news is history being loaded, not somebody who just said something. In seconds. */
#define NEWS_AGE 60
/* A list view makes a widget for each of two hundred rows before it paints the first. The end of a
 * conversation is what is read first; it is painted alone, and what stands above it is added so many
 * at a time, a frame apart, until the list view has all the widgets that it wants. */
#define FIRST_ROWS 20
#define MORE_ROWS  8
#define ENOUGH     260

struct _LuwteMessageList
{
  AdwBin parent_instance;

  /* template */
  GtkScrolledWindow *scroller;
  GtkListView *view;
  GtkRevealer *news_revealer;
  GtkButton *news;
  GtkNoSelection *selection;
  GtkSliceListModel *shown;

  /* borrowed */
  GtkWindow *window;

  /* owned */
  LuwteConversation *conversation;
  GHashTable *rows;  /* the rows that show a message now, to their list items */
  GHashTable *sizes; /* what rows asked for */
  GPtrArray *spare;  /* rows that no list item has now */
  gulong items_handler;
  gulong unread_handler;
  gulong active_handler;
  guint scroll_source;
  guint grow_tick;
  guint n_news;
  gboolean at_end;
  gboolean painted; /* the end of it, once */
  gboolean lost;
  gboolean fetchable; /* files that a visitor sent */
};

G_DEFINE_FINAL_TYPE (LuwteMessageList, luwte_message_list, ADW_TYPE_BIN)

static GtkAdjustment *
get_adjustment (LuwteMessageList *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

static void
show_news (LuwteMessageList *self)
{
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u new message", "%u new messages", self->n_news), self->n_news);

  if (self->n_news > 0)
    gtk_button_set_label (self->news, words);
  gtk_revealer_set_reveal_child (self->news_revealer, self->n_news > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->news_revealer), self->n_news > 0);
}

/* Read is what stood before somebody who was looking. */
static void
mark_read (LuwteMessageList *self)
{
  if (self->conversation == NULL || !self->at_end || self->window == NULL)
    return;
  if (!gtk_window_is_active (self->window) || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (luwte_session_get_unread (luwte_conversation_get_session (self->conversation)) == 0)
    return;
  luwte_conversation_mark_read (self->conversation);
}

static gboolean
scroll_cb (gpointer data)
{
  LuwteMessageList *self = data;
  GtkAdjustment *adjustment = get_adjustment (self);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  self->scroll_source = 0;
  if (!self->at_end || n == 0)
    return G_SOURCE_REMOVE;
  gtk_list_view_scroll_to (self->view, n - 1, GTK_LIST_SCROLL_NONE, NULL);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

/* Later, because the list measures its new rows first. */
static void
stay_at_end (LuwteMessageList *self)
{
  if (self->at_end && self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, scroll_cb, self, NULL);
}

void
luwte_message_list_scroll_down (LuwteMessageList *self)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_LIST (self));

  self->at_end = TRUE;
  self->n_news = 0;
  show_news (self);
  stay_at_end (self);
  mark_read (self);
}

static void
moved_cb (LuwteMessageList *self)
{
  GtkAdjustment *adjustment = get_adjustment (self);
  double below = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
                 gtk_adjustment_get_value (adjustment);
  gboolean at_end = below <= NEAR_END;

  /* Rows that are being measured move the end, not her. */
  if (self->at_end == at_end || self->scroll_source != 0)
    return;
  self->at_end = at_end;
  if (!at_end)
    return;
  self->n_news = 0;
  show_news (self);
  mark_read (self);
}

static void
tell_news (LuwteMessageList *self, LuwteMessage *message)
{
  LuwteSession *session = luwte_conversation_get_session (self->conversation);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;

  if (luwte_message_get_from (message) != LUWTE_FROM_VISITOR ||
      luwte_message_get_at (message) < luwte_clock_now () - NEWS_AGE)
    return;
  if (!self->at_end)
    {
      self->n_news++;
      show_news (self);
    }
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  text = luwte_chat_words_text (luwte_message_get_text (message));
  words = g_strdup_printf ("%s: %s", luwte_session_get_nickname (session), text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* at: among all messages of the conversation. */
static gboolean
begins_day (LuwteMessageList *self, guint at)
{
  GListModel *messages = luwte_conversation_get_messages (self->conversation);
  g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, at);
  g_autoptr (LuwteMessage) before = at > 0 ? g_list_model_get_item (messages, at - 1) : NULL;

  return message != NULL &&
         (before == NULL || !luwte_chat_words_same_day (luwte_message_get_at (before),
                                                        luwte_message_get_at (message)));
}

/* What was put in or moved, and the one behind it, may begin a day now or no longer: a row keeps its
 * message where messages only changed places. */
static void
show_days (LuwteMessageList *self, guint first, guint last)
{
  const guint offset = gtk_slice_list_model_get_offset (self->shown);
  GHashTableIter iter;
  gpointer row, item;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, &item))
    {
      const guint at = offset + gtk_list_item_get_position (item);

      if (at >= first && at <= last)
        luwte_message_row_set_new_day (row, begins_day (self, at));
    }
}

static void
items_changed_cb (GListModel *messages, guint position, guint removed, guint added,
                  LuwteMessageList *self)
{
  guint n = g_list_model_get_n_items (messages);
  gboolean own = FALSE;

  for (guint i = position; i < position + added && removed == 0 && position + added == n; i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i);

      own |= luwte_message_get_client_id (message) != NULL &&
             luwte_message_get_delivery (message) == LUWTE_DELIVERY_QUEUED;
      tell_news (self, message);
    }
  if (removed > 0)
    g_hash_table_remove_all (self->sizes);
  show_days (self, position, position + added);
  /* What she sends herself she wants to see go. */
  if (own)
    luwte_message_list_scroll_down (self);
  stay_at_end (self);
  mark_read (self);
}

static void
show_item (LuwteMessageList *self, GtkListItem *item)
{
  LuwteMessage *message = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  LuwteSession *session;

  if (message == NULL || row == NULL || self->conversation == NULL)
    return;
  session = luwte_conversation_get_session (self->conversation);
  luwte_message_row_set_lost (LUWTE_MESSAGE_ROW (row), self->lost);
  luwte_message_row_set_fetchable (LUWTE_MESSAGE_ROW (row), self->fetchable);
  luwte_message_row_show (LUWTE_MESSAGE_ROW (row), message, luwte_session_get_nickname (session),
                          begins_day (self, gtk_slice_list_model_get_offset (self->shown) +
                                                gtk_list_item_get_position (item)));
}

static void
setup_cb (LuwteMessageList *self, GtkListItem *item)
{
  GtkWidget *row = self->spare->len > 0
                       ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1)
                       : g_object_ref_sink (luwte_message_row_new (self->sizes));

  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_bind_property (row, "sentence", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_unref (row);
}

/* A list view drops its rows with a conversation; the next one finds them here. */
static void
teardown_cb (LuwteMessageList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  if (row != NULL && self->spare != NULL && self->spare->len < ENOUGH)
    g_ptr_array_add (self->spare, g_object_ref (row));
  gtk_list_item_set_child (item, NULL);
}

static void
bind_cb (LuwteMessageList *self, GtkListItem *item)
{
  g_hash_table_insert (self->rows, gtk_list_item_get_child (item), item);
  show_item (self, item);
}

static void
unbind_cb (LuwteMessageList *self, GtkListItem *item)
{
  GtkWidget *row = gtk_list_item_get_child (item);

  g_hash_table_remove (self->rows, row);
  luwte_message_row_show (LUWTE_MESSAGE_ROW (row), NULL, NULL, FALSE);
}

static gboolean
grow_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LuwteMessageList *self = LUWTE_MESSAGE_LIST (widget);
  const guint offset = gtk_slice_list_model_get_offset (self->shown);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));

  /* The frame that this belongs to is the first that shows anything. */
  if (!self->painted)
    {
      self->painted = TRUE;
      return G_SOURCE_CONTINUE;
    }
  gtk_slice_list_model_set_offset (self->shown,
                                   n < ENOUGH && offset > MORE_ROWS ? offset - MORE_ROWS : 0);
  if (gtk_slice_list_model_get_offset (self->shown) > 0)
    return G_SOURCE_CONTINUE;
  self->grow_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_growing (LuwteMessageList *self)
{
  if (self->grow_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->grow_tick);
  self->grow_tick = 0;
}

/* messages: (nullable) */
static void
show_end_of (LuwteMessageList *self, GListModel *messages)
{
  const guint n = messages != NULL ? g_list_model_get_n_items (messages) : 0;

  stop_growing (self);
  gtk_slice_list_model_set_model (self->shown, NULL);
  gtk_slice_list_model_set_offset (self->shown, n > FIRST_ROWS ? n - FIRST_ROWS : 0);
  gtk_slice_list_model_set_model (self->shown, messages);
  self->painted = FALSE;
  /* The list view then measures what stands at the end, and not the beginning first. */
  if (n > 0)
    gtk_list_view_scroll_to (self->view, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) - 1,
                             GTK_LIST_SCROLL_NONE, NULL);
  if (n > FIRST_ROWS)
    self->grow_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}

void
luwte_message_list_set_conversation (LuwteMessageList *self, LuwteConversation *conversation)
{
  GListModel *messages;

  g_return_if_fail (LUWTE_IS_MESSAGE_LIST (self));

  if (self->conversation != NULL)
    {
      g_clear_signal_handler (&self->items_handler,
                              luwte_conversation_get_messages (self->conversation));
      g_clear_signal_handler (&self->unread_handler,
                              luwte_conversation_get_session (self->conversation));
    }
  show_end_of (self, NULL);
  g_hash_table_remove_all (self->sizes);
  g_set_object (&self->conversation, conversation);
  self->n_news = 0;
  self->at_end = TRUE;
  show_news (self);
  if (conversation == NULL)
    return;
  messages = luwte_conversation_get_messages (conversation);
  show_end_of (self, messages);
  self->items_handler = g_signal_connect (messages, "items-changed", G_CALLBACK (items_changed_cb),
                                          self);
  /* It is counted after it is shown. */
  self->unread_handler = g_signal_connect_swapped (luwte_conversation_get_session (conversation),
                                                   "notify::unread", G_CALLBACK (mark_read), self);
  stay_at_end (self);
  mark_read (self);
}

void
luwte_message_list_set_lost (LuwteMessageList *self, gboolean lost)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (LUWTE_IS_MESSAGE_LIST (self));

  self->lost = lost;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    luwte_message_row_set_lost (row, lost);
}

void
luwte_message_list_set_fetchable (LuwteMessageList *self, gboolean fetchable)
{
  GHashTableIter iter;
  gpointer row;

  g_return_if_fail (LUWTE_IS_MESSAGE_LIST (self));

  self->fetchable = fetchable;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    luwte_message_row_set_fetchable (row, fetchable);
}

static void
luwte_message_list_root (GtkWidget *widget)
{
  LuwteMessageList *self = LUWTE_MESSAGE_LIST (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (luwte_message_list_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  if (!GTK_IS_WINDOW (root))
    return;
  self->window = GTK_WINDOW (root);
  self->active_handler = g_signal_connect_swapped (root, "notify::is-active",
                                                   G_CALLBACK (mark_read), self);
}

static void
luwte_message_list_unroot (GtkWidget *widget)
{
  LuwteMessageList *self = LUWTE_MESSAGE_LIST (widget);

  if (self->window != NULL)
    g_clear_signal_handler (&self->active_handler, self->window);
  self->window = NULL;
  GTK_WIDGET_CLASS (luwte_message_list_parent_class)->unroot (widget);
}

static void
luwte_message_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (luwte_message_list_parent_class)->map (widget);
  stay_at_end (LUWTE_MESSAGE_LIST (widget));
  mark_read (LUWTE_MESSAGE_LIST (widget));
}

/* Another font, size of letters or style: rows will ask for something else. */
static void
luwte_message_list_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  g_hash_table_remove_all (LUWTE_MESSAGE_LIST (widget)->sizes);
  GTK_WIDGET_CLASS (luwte_message_list_parent_class)->system_setting_changed (widget, setting);
}

static void
luwte_message_list_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  g_hash_table_remove_all (LUWTE_MESSAGE_LIST (widget)->sizes);
  GTK_WIDGET_CLASS (luwte_message_list_parent_class)->css_changed (widget, change);
}

GtkWidget *
luwte_message_list_new (void)
{
  return g_object_new (LUWTE_TYPE_MESSAGE_LIST, NULL);
}

static void
luwte_message_list_dispose (GObject *object)
{
  LuwteMessageList *self = LUWTE_MESSAGE_LIST (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->view != NULL)
    luwte_message_list_set_conversation (self, NULL);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MESSAGE_LIST);

  G_OBJECT_CLASS (luwte_message_list_parent_class)->dispose (object);
}

static void
luwte_message_list_finalize (GObject *object)
{
  LuwteMessageList *self = LUWTE_MESSAGE_LIST (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->sizes, g_hash_table_unref);

  G_OBJECT_CLASS (luwte_message_list_parent_class)->finalize (object);
}

static void
luwte_message_list_class_init (LuwteMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_message_list_dispose;
  object_class->finalize = luwte_message_list_finalize;
  widget_class->root = luwte_message_list_root;
  widget_class->unroot = luwte_message_list_unroot;
  widget_class->map = luwte_message_list_map;
  widget_class->system_setting_changed = luwte_message_list_system_setting_changed;
  widget_class->css_changed = luwte_message_list_css_changed;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-message-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, scroller);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, view);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, news_revealer);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, news);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, selection);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageList, shown);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, teardown_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, luwte_message_list_scroll_down);
}

static void
luwte_message_list_init (LuwteMessageList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->sizes = luwte_message_row_sizes_new ();
  self->spare = g_ptr_array_new_with_free_func (g_object_unref);
  self->at_end = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (stay_at_end), self,
                           G_CONNECT_SWAPPED);
}
