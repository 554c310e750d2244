/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-side-talk-dialog.h"

#include <glib/gi18n.h>

#include "luwte-aside.h"
#include "luwte-side-talk.h"
#include "luwte-words.h"

struct _LuwteSideTalkDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkLabel *problem;
  GtkLabel *none;
  GtkScrolledWindow *scroller;
  GtkListBox *list;
  GtkEntry *entry;
  GtkButton *send;

  /* owned */
  LuwteSideTalk *talk;
  LuwteAside *aside; /* what was said last: a retry of it is told apart from a repeat */
  gulong items_handler;
  guint scroll_source;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (LuwteSideTalkDialog, luwte_side_talk_dialog, ADW_TYPE_DIALOG)

static GtkWidget *
make_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  LuwteTeamMessage *message = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *head;
  const char *author = luwte_team_message_get_own (message)
      ? _ ("You")
      : luwte_team_message_get_author (message);
  g_autofree char *clock = luwte_words_clock (luwte_team_message_get_at (message));
  g_autofree char *who = g_strdup_printf ("%s, %s", author, clock);
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), who,
                                               luwte_team_message_get_text (message));

  head = make_label (who);
  gtk_widget_add_css_class (head, "caption-heading");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), make_label (luwte_team_message_get_text (message)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static gboolean
scroll_cb (gpointer data)
{
  LuwteSideTalkDialog *self = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->scroll_source = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

static void
show (LuwteSideTalkDialog *self)
{
  guint n = g_list_model_get_n_items (luwte_side_talk_get_messages (self->talk));

  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), n > 0);
  luwte_side_talk_mark_read (self->talk);
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_cb, self);
}

static void
show_ready (LuwteSideTalkDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *bare = g_strstrip (g_strdup (text));

  gtk_widget_set_sensitive (GTK_WIDGET (self->send), !self->busy && *bare != '\0');
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !self->busy);
}

static void
tell (LuwteSideTalkDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

static void
said_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSideTalkDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean said = luwte_side_talk_say_finish (LUWTE_SIDE_TALK (source), result, &error);
  g_autofree char *words = luwte_words_problem (error);

  self->busy = FALSE;
  if (self->entry == NULL)
    return;
  if (said)
    {
      g_clear_pointer (&self->aside, luwte_aside_unref);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  tell (self, words);
  show_ready (self);
}

static void
send_cb (LuwteSideTalkDialog *self)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (self->busy || *text == '\0')
    return;
  if (self->aside == NULL || !g_str_equal (luwte_aside_get_text (self->aside), text))
    {
      g_clear_pointer (&self->aside, luwte_aside_unref);
      self->aside = luwte_aside_new (NULL, text);
    }
  self->busy = TRUE;
  tell (self, "");
  show_ready (self);
  luwte_side_talk_say_async (self->talk, self->aside, NULL, said_cb, g_object_ref (self));
}

static void
back_cb (LuwteSideTalkDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_side_talk_dialog_new (LuwteSideTalk *talk)
{
  LuwteSideTalkDialog *self = g_object_new (LUWTE_TYPE_SIDE_TALK_DIALOG, NULL);
  GListModel *messages = luwte_side_talk_get_messages (talk);

  self->talk = g_object_ref (talk);
  gtk_list_box_bind_model (self->list, messages, make_row, NULL, NULL);
  self->items_handler = g_signal_connect_swapped (messages, "items-changed", G_CALLBACK (show),
                                                  self);
  show (self);
  show_ready (self);
  return ADW_DIALOG (self);
}

static void
luwte_side_talk_dialog_dispose (GObject *object)
{
  LuwteSideTalkDialog *self = LUWTE_SIDE_TALK_DIALOG (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->talk != NULL)
    g_clear_signal_handler (&self->items_handler, luwte_side_talk_get_messages (self->talk));
  if (self->list != NULL)
    {
      gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
      g_signal_handlers_disconnect_by_data (self->entry, self);
      gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SIDE_TALK_DIALOG);
  g_clear_object (&self->talk);
  g_clear_pointer (&self->aside, luwte_aside_unref);

  G_OBJECT_CLASS (luwte_side_talk_dialog_parent_class)->dispose (object);
}

static void
luwte_side_talk_dialog_class_init (LuwteSideTalkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_side_talk_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-side-talk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, none);
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, scroller);
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, LuwteSideTalkDialog, send);
  gtk_widget_class_bind_template_callback (widget_class, show_ready);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
}

static void
luwte_side_talk_dialog_init (LuwteSideTalkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
