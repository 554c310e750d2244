/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-session-lists.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-conversation.h"
#include "luwte-live.h"
#include "luwte-question-list.h"
#include "luwte-session-row.h"
#include "luwte-waiting-row.h"
#include "luwte-words.h"

struct _LuwteSessionLists
{
  AdwBin parent_instance;

  /* template */
  AdwWindowTitle *title;
  GtkScrolledWindow *scroller;
  GtkWidget *old;
  GtkLabel *waiting_count;
  GtkLabel *nobody;
  GtkListBox *waiting;
  GtkLabel *mine_count;
  GtkWidget *no_mine;
  GtkListBox *mine;
  LuwteQuestionList *questions;

  /* owned */
  LuwteLive *live;
  gulong live_handler;
  gulong waiting_handler;
  gulong mine_handler;
  gint64 now;
  gboolean claiming;
};

enum
{
  CHOSEN,
  OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteSessionLists, luwte_session_lists, ADW_TYPE_BIN)

static gboolean
is_current (LuwteSessionLists *self)
{
  return self->live != NULL && luwte_live_get_connection (self->live) == LUWTE_CONNECTION_CONNECTED;
}

static guint
count (GListModel *model)
{
  return model != NULL ? g_list_model_get_n_items (model) : 0;
}

static void
show_count (GtkLabel *label, guint n)
{
  g_autofree char *words = n > 0 ? g_strdup_printf ("%u", n) : g_strdup ("");

  gtk_label_set_text (label, words);
}

static void
show_title (LuwteSessionLists *self, guint n)
{
  g_autofree char *words = NULL;
  g_autofree char *clock = NULL;

  if (self->live != NULL && luwte_live_get_connection (self->live) == LUWTE_CONNECTION_LOST)
    {
      clock = luwte_words_clock (luwte_live_get_lost_since (self->live));
      /* Translators: the list of who waits is as old as this time of day */
      words = g_strdup_printf (_ ("As of %s"), clock);
    }
  else if (n > 0)
    words = g_strdup_printf (ngettext ("%u waiting", "%u waiting", n), n);
  adw_window_title_set_subtitle (self->title, words != NULL ? words : "");
}

static const char *
describe_nobody (LuwteSessionLists *self)
{
  if (self->live == NULL)
    return _ ("No chat service is set up.");
  switch (luwte_live_get_connection (self->live))
    {
    case LUWTE_CONNECTION_CONNECTED:
      return _ ("Nobody is waiting.");
    case LUWTE_CONNECTION_CONNECTING:
      return _ ("Connecting…");
    case LUWTE_CONNECTION_LOST:
      return _ ("Nobody was waiting when the connection was lost.");
    case LUWTE_CONNECTION_OFF:
    case LUWTE_CONNECTION_REFUSED:
      break;
    }
  return _ ("Not connected: nobody who waits is seen.");
}

/* Or a page from it. Two hundred people may be waiting, of whom fifteen are in view. */
static gboolean
is_near_view (LuwteSessionLists *self, GtkListBoxRow *row)
{
  const float page = (float) gtk_widget_get_height (GTK_WIDGET (self->scroller));
  graphene_rect_t bounds;

  if (page <= 0 || !gtk_widget_get_mapped (GTK_WIDGET (row)) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->scroller), &bounds))
    return TRUE;
  return bounds.origin.y < 2 * page && bounds.origin.y + bounds.size.height > -page;
}

static void
tick_rows (LuwteSessionLists *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->waiting, i)) != NULL; i++)
    luwte_waiting_row_tick (LUWTE_WAITING_ROW (row), self->now, is_near_view (self, row));
}

static void
show_rows (LuwteSessionLists *self)
{
  gboolean current = is_current (self);
  gboolean idle = self->live == NULL || count (luwte_live_get_mine (self->live)) == 0;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->waiting, i)) != NULL; i++)
    {
      luwte_waiting_row_set_claimable (LUWTE_WAITING_ROW (row), current && !self->claiming);
      luwte_waiting_row_set_suggested (LUWTE_WAITING_ROW (row), i == 0 && idle && current);
    }
  tick_rows (self);
}

static void
show (LuwteSessionLists *self)
{
  guint n_waiting = self->live != NULL ? count (luwte_live_get_waiting (self->live)) : 0;
  guint n_mine = self->live != NULL ? count (luwte_live_get_mine (self->live)) : 0;
  gboolean lost = self->live != NULL &&
                  luwte_live_get_connection (self->live) == LUWTE_CONNECTION_LOST;

  show_title (self, n_waiting);
  show_count (self->waiting_count, n_waiting);
  show_count (self->mine_count, n_mine);
  gtk_label_set_text (self->nobody, describe_nobody (self));
  gtk_widget_set_visible (GTK_WIDGET (self->nobody), n_waiting == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), n_waiting > 0);
  gtk_widget_set_visible (self->no_mine, n_mine == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->mine), n_mine > 0);
  gtk_widget_set_visible (self->old, lost);
  show_rows (self);
}

static GtkWidget *
make_waiting_row (gpointer item, gpointer data)
{
  return luwte_waiting_row_new (item);
}

static GtkWidget *
make_session_row (gpointer item, gpointer data)
{
  return luwte_session_row_new (item);
}

static LuwteConversation *
get_selected (LuwteSessionLists *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->mine);

  return row != NULL ? luwte_session_row_get_conversation (LUWTE_SESSION_ROW (row)) : NULL;
}

static void
row_selected_cb (LuwteSessionLists *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, get_selected (self));
}

static void
row_activated_cb (LuwteSessionLists *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

void
luwte_session_lists_select (LuwteSessionLists *self, LuwteConversation *conversation)
{
  GtkListBoxRow *row;

  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->mine, i)) != NULL; i++)
    if (luwte_session_row_get_conversation (LUWTE_SESSION_ROW (row)) == conversation)
      {
        gtk_list_box_select_row (self->mine, row);
        return;
      }
  gtk_list_box_unselect_all (self->mine);
}

void
luwte_session_lists_move (LuwteSessionLists *self, int by)
{
  GtkListBoxRow *row;
  int n, at;

  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  n = self->live != NULL ? (int) count (luwte_live_get_mine (self->live)) : 0;
  if (n == 0)
    return;
  row = gtk_list_box_get_selected_row (self->mine);
  at = row != NULL ? gtk_list_box_row_get_index (row) + by : by > 0 ? 0 : n - 1;
  gtk_list_box_select_row (self->mine, gtk_list_box_get_row_at_index (self->mine, (at + n) % n));
}

LuwteSession *
luwte_session_lists_get_longest (LuwteSessionLists *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LUWTE_IS_SESSION_LISTS (self), NULL);

  row = gtk_list_box_get_row_at_index (self->waiting, 0);
  return row != NULL && is_current (self) ? luwte_waiting_row_get_session (LUWTE_WAITING_ROW (row))
                                          : NULL;
}

void
luwte_session_lists_set_claiming (LuwteSessionLists *self, gboolean claiming)
{
  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  self->claiming = claiming;
  show_rows (self);
}

void
luwte_session_lists_tick (LuwteSessionLists *self, gint64 now)
{
  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  self->now = now;
  show_rows (self);
}

void
luwte_session_lists_grab (LuwteSessionLists *self)
{
  GtkWidget *row;

  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  row = GTK_WIDGET (gtk_list_box_get_selected_row (self->mine));
  if (row == NULL)
    row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->waiting, 0));
  if (row != NULL)
    gtk_widget_grab_focus (row);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

gboolean
luwte_session_lists_grab_question (LuwteSessionLists *self, const char *question_id)
{
  g_return_val_if_fail (LUWTE_IS_SESSION_LISTS (self), FALSE);

  return luwte_question_list_grab (self->questions, question_id);
}

static void
drop_live (LuwteSessionLists *self)
{
  if (self->live == NULL)
    return;
  g_clear_signal_handler (&self->live_handler, self->live);
  g_clear_signal_handler (&self->waiting_handler, luwte_live_get_waiting (self->live));
  g_clear_signal_handler (&self->mine_handler, luwte_live_get_mine (self->live));
  gtk_list_box_bind_model (self->waiting, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->mine, NULL, NULL, NULL, NULL);
  g_clear_object (&self->live);
}

void
luwte_session_lists_set_live (LuwteSessionLists *self, LuwteLive *live)
{
  g_return_if_fail (LUWTE_IS_SESSION_LISTS (self));

  if (self->live == live)
    return;
  drop_live (self);
  luwte_question_list_set_live (self->questions, live);
  if (live != NULL)
    {
      self->live = g_object_ref (live);
      gtk_list_box_bind_model (self->waiting, luwte_live_get_waiting (live), make_waiting_row, NULL,
                               NULL);
      gtk_list_box_bind_model (self->mine, luwte_live_get_mine (live), make_session_row, NULL,
                               NULL);
      /* After the list boxes, so that their rows are there. */
      self->waiting_handler = g_signal_connect_swapped (luwte_live_get_waiting (live),
                                                        "items-changed", G_CALLBACK (show), self);
      self->mine_handler = g_signal_connect_swapped (luwte_live_get_mine (live), "items-changed",
                                                     G_CALLBACK (show), self);
      self->live_handler = g_signal_connect_swapped (live, "notify::connection", G_CALLBACK (show),
                                                     self);
    }
  show (self);
}

GtkWidget *
luwte_session_lists_new (void)
{
  return g_object_new (LUWTE_TYPE_SESSION_LISTS, NULL);
}

static void
luwte_session_lists_dispose (GObject *object)
{
  LuwteSessionLists *self = LUWTE_SESSION_LISTS (object);

  if (self->mine != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->mine, self);
      drop_live (self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SESSION_LISTS);

  G_OBJECT_CLASS (luwte_session_lists_parent_class)->dispose (object);
}

static void
luwte_session_lists_class_init (LuwteSessionListsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_session_lists_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, LUWTE_TYPE_CONVERSATION);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (LUWTE_TYPE_QUESTION_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-session-lists.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, scroller);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, old);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, waiting_count);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, nobody);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, waiting);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, mine_count);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, no_mine);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, mine);
  gtk_widget_class_bind_template_child (widget_class, LuwteSessionLists, questions);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
luwte_session_lists_init (LuwteSessionLists *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->now = luwte_clock_now ();
  /* Rows that come into view have stood still. */
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (tick_rows), self, G_CONNECT_SWAPPED);
  show (self);
}
