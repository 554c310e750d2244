/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a row once asked for is remembered, and most rows show nothing until they are seen: neither may
 * be noticed. */

#include "luwte-chats-fixture.h"

#include "luwte-clock.h"
#include "luwte-message-list.h"
#include "luwte-message-row.h"
#include "luwte-ui-harness.h"

#define MANY 320

typedef struct
{
  LuwteChatsFixture *f;
  LuwteConversation *conversation;
  GListModel *messages;
  GtkWidget *view;
  GtkAdjustment *adjustment;
} Long;

static gboolean
count_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  return ++*(guint *) data < 6;
}

/* Some frames: styles are found and rows measured in them. */
static void
rest (Long *self)
{
  guint frames = 0;

  gtk_widget_add_tick_callback (self->view, count_cb, &frames, NULL);
  luwte_ui_test_wait (frames == 6);
}

/* From a letter to a page; of all who write, in all states. */
static LuwteMessage *
make_message (guint i)
{
  static const LuwteFrom from[] = {
    LUWTE_FROM_VISITOR,   LUWTE_FROM_COUNSELLOR, LUWTE_FROM_VISITOR,
    LUWTE_FROM_COLLEAGUE, LUWTE_FROM_COUNSELLOR, LUWTE_FROM_SYSTEM
  };
  static const LuwteDelivery deliveries[] = { LUWTE_DELIVERY_SENT, LUWTE_DELIVERY_QUEUED,
                                              LUWTE_DELIVERY_UNCERTAIN, LUWTE_DELIVERY_FAILED };
  const gboolean own = from[i % 6] == LUWTE_FROM_COUNSELLOR;
  g_autofree char *id = g_strdup_printf ("m%u", i);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%u", i);
  for (guint k = 0; k < i * 7 % 60; k++)
    g_string_append (text, k % 9 == 0 ? " buitengewoon" : " en dan");
  return luwte_message_new ("s1", id, own ? id : NULL, from[i % 6], luwte_clock_now () - 60,
                            text->str, own ? deliveries[i / 2 % 4] : LUWTE_DELIVERY_SENT);
}

/* A list view is given the end of a conversation first, and the rest a few rows a frame. */
static guint
count_rows (Long *self)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (self->view))));
}

static Long
open_long (void)
{
  Long self = { .f = luwte_chats_fixture_new ("example") };
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *list;

  luwte_fake_service_add (self.f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_add (self.f->service, "s2", "Merel", NULL, TRUE);
  luwte_fake_service_tell (self.f->service);
  self.conversation = luwte_chats_fixture_claim (self.f, "Kiezel");
  self.messages = luwte_conversation_get_messages (self.conversation);
  for (guint i = 0; i < MANY; i++)
    g_ptr_array_add (many, make_message (i));
  g_list_store_splice (G_LIST_STORE (self.messages), 0, 0, many->pdata, MANY);
  list = luwte_ui_test_find_type (self.f->window, LUWTE_TYPE_MESSAGE_LIST, 0);
  self.view = luwte_ui_test_find_type (list, GTK_TYPE_LIST_VIEW, 0);
  self.adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (luwte_ui_test_find_type (list, GTK_TYPE_SCROLLED_WINDOW, 0)));
  luwte_ui_test_wait (count_rows (&self) == MANY);
  rest (&self);
  return self;
}

/* A row beside the one of a list item, that remembers nothing. */
static GtkWidget *
add_fresh (Long *self, GtkWidget *item, GHashTable *sizes)
{
  g_autoptr (LuwteMessage) first = g_list_model_get_item (self->messages, 0);
  GtkWidget *row = gtk_widget_get_first_child (item);
  LuwteMessage *message = luwte_message_row_get_message (LUWTE_MESSAGE_ROW (row));
  GtkWidget *fresh = luwte_message_row_new (sizes);

  luwte_message_row_show (LUWTE_MESSAGE_ROW (fresh), message, "Kiezel", message == first);
  gtk_widget_set_parent (fresh, item);
  return fresh;
}

/* A row that is kept for what comes into view may have had no place yet. */
static int
get_row_width (Long *self)
{
  int width = 0;

  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    width = MAX (width, gtk_widget_get_width (gtk_widget_get_first_child (item)));
  return width;
}

/* Every row, seen or not, asks for what a new one in its place would. Returns how many there are. */
static guint
check_sizes (Long *self)
{
  const int width = get_row_width (self);
  g_autoptr (GHashTable) sizes = luwte_message_row_sizes_new ();
  g_autoptr (GArray) had = g_array_new (FALSE, FALSE, sizeof (int));
  guint n = 0;

  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      int height;

      gtk_widget_measure (gtk_widget_get_first_child (item), GTK_ORIENTATION_VERTICAL, width,
                          &height, NULL, NULL, NULL);
      g_array_append_val (had, height);
    }
  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    add_fresh (self, item, sizes);
  rest (self);
  for (GtkWidget *item = gtk_widget_get_first_child (self->view); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      GtkWidget *fresh = gtk_widget_get_last_child (item);
      int wants;

      gtk_widget_measure (fresh, GTK_ORIENTATION_VERTICAL, width, &wants, NULL, NULL, NULL);
      g_assert_cmpint (g_array_index (had, int, n), ==, wants);
      gtk_widget_unparent (fresh);
      n++;
    }
  rest (self);
  return n;
}

static void
scroll_to (Long *self, double part)
{
  const double most = gtk_adjustment_get_upper (self->adjustment) -
                      gtk_adjustment_get_page_size (self->adjustment);

  gtk_adjustment_set_value (self->adjustment, part * most);
  rest (self);
}

static void
test_sizes (void)
{
  Long self = open_long ();

  g_assert_cmpuint (check_sizes (&self), >, 150);
  for (double part = 1; part > 0; part -= 0.29)
    {
      scroll_to (&self, part);
      check_sizes (&self);
    }
  /* Another width, and back. */
  for (int width = 1000; width <= 1280; width += 280)
    {
      gtk_window_set_default_size (self.f->window, width, 800);
      rest (&self);
      check_sizes (&self);
    }
  luwte_chats_fixture_free (self.f);
}

static void
test_letters (void)
{
  Long self = open_long ();
  g_autofree char *font = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &font, NULL);
  scroll_to (&self, 0);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 17", NULL);
  rest (&self);
  check_sizes (&self);
  /* These were remembered with small letters. */
  scroll_to (&self, 1);
  check_sizes (&self);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
  rest (&self);
  check_sizes (&self);
  luwte_chats_fixture_free (self.f);
}

/* A message that is not seen changes, and the choice below it goes. */
static void
test_unseen (void)
{
  Long self = open_long ();
  g_autoptr (LuwteMessage) message = g_list_model_get_item (self.messages, MANY - 1);
  const char *says = luwte_message_get_text (message);

  g_assert_cmpint (luwte_message_get_delivery (message), ==, LUWTE_DELIVERY_FAILED);
  scroll_to (&self, 1);
  g_assert_true (luwte_ui_test_shows (self.view, says));
  luwte_ui_test_get (self.f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send again");
  luwte_ui_test_picture (self.f->window, "message-rows");
  scroll_to (&self, 0);
  g_assert_false (luwte_ui_test_shows (self.view, says));
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (LuwteMessage) one = g_list_model_get_item (self.messages, i);

      luwte_message_set_delivery (one, LUWTE_DELIVERY_SENT);
    }
  rest (&self);
  check_sizes (&self);
  scroll_to (&self, 1);
  check_sizes (&self);
  g_assert_true (luwte_ui_test_shows (self.view, says));
  g_assert_null (luwte_ui_test_find (self.f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Send again"));
  luwte_ui_test_check_names (self.f->window);
  luwte_chats_fixture_free (self.f);
}

/* Rows are kept for the next conversation, without what the last one said. */
static void
test_kept (void)
{
  Long self = open_long ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *row;

  for (guint i = 0; (row = luwte_ui_test_find_type (self.view, LUWTE_TYPE_MESSAGE_ROW, i)) != NULL;
       i++)
    g_ptr_array_add (labels, g_object_ref (luwte_ui_test_find_type (row, GTK_TYPE_LABEL, 0)));
  g_assert_cmpuint (labels->len, >, 3);
  luwte_chats_fixture_claim (self.f, "Merel");
  rest (&self);
  for (guint i = 0; i < labels->len; i++)
    g_assert_cmpstr (gtk_label_get_text (g_ptr_array_index (labels, i)), ==, "");
  gtk_widget_activate_action (GTK_WIDGET (self.f->page), "chats.previous-session", NULL);
  luwte_ui_test_wait (count_rows (&self) == MANY);
  rest (&self);
  g_assert_cmpuint (check_sizes (&self), >, 150);
  luwte_chats_fixture_free (self.f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/message-rows/sizes", test_sizes);
  g_test_add_func ("/ui/message-rows/letters", test_letters);
  g_test_add_func ("/ui/message-rows/unseen", test_unseen);
  g_test_add_func ("/ui/message-rows/kept", test_kept);
  return g_test_run ();
}
