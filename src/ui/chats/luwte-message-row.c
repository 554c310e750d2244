/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-message-row.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-clock.h"
#include "luwte-file.h"
#include "luwte-link.h"
#include "luwte-side-layout.h"
#include "luwte-words.h"

/* More than this in one message are for another look, at the chat service. */
#define MAX_FILES 9
/* In letters; longer than nearly all words, and narrower than the narrowest window. */
#define LONG_WORD 20

struct _LuwteMessageRow
{
  GtkWidget parent_instance;

  /* template */
  GtkWidget *column;
  GtkWidget *day_line;
  GtkLabel *day;
  GtkLabel *author;
  LuwteSideLayout *side;
  GtkLabel *text;
  GtkBox *files;
  GtkWidget *state_line;
  GtkLabel *time;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkWidget *choices;
  GtkButton *retry;
  GtkButton *drop;

  /* owned */
  LuwteMessage *message;
  char *nickname;
  char *sentence;
  gulong notify;
  gboolean lost;
  gboolean fetchable; /* a file that a visitor sent can be asked for */
};

typedef enum
{
  PROP_SENTENCE = 1,
} LuwteMessageRowProperty;
static GParamSpec *properties[PROP_SENTENCE + 1];

G_DEFINE_FINAL_TYPE (LuwteMessageRow, luwte_message_row, GTK_TYPE_WIDGET)

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static const char *
name_author (LuwteMessageRow *self)
{
  switch (luwte_message_get_from (self->message))
    {
    case LUWTE_FROM_COUNSELLOR:
      return _ ("You");
    case LUWTE_FROM_COLLEAGUE:
      return _ ("Colleague");
    case LUWTE_FROM_SYSTEM:
      return _ ("Chat service");
    case LUWTE_FROM_VISITOR:
      break;
    }
  return self->nickname;
}

static guint
count_files (LuwteMessageRow *self)
{
  if (luwte_message_get_from (self->message) != LUWTE_FROM_VISITOR)
    return 0;
  return MIN (luwte_file_count (luwte_message_get_text (self->message)), MAX_FILES);
}

static void
speak (LuwteMessageRow *self, const char *clock, const char *word)
{
  g_autofree char *who = g_strjoin (", ", name_author (self), clock, word, NULL);
  g_autofree char *text = luwte_chat_words_text (luwte_message_get_text (self->message));

  g_free (self->sentence);
  /* Translators: who, when, how far it has come; then the text */
  self->sentence = g_strdup_printf (_ ("%s: %s"), who, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->sentence, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
}

static void
show_state (LuwteMessageRow *self)
{
  LuwteDelivery delivery = luwte_message_get_delivery (self->message);
  gint64 at = luwte_message_get_at (self->message);
  g_autofree char *clock = at > 0 ? luwte_words_clock (at) : g_strdup ("");
  g_autofree char *word = luwte_chat_words_delivery (delivery, self->lost);
  gboolean amiss = delivery == LUWTE_DELIVERY_UNCERTAIN || delivery == LUWTE_DELIVERY_FAILED;
  gboolean pending = delivery == LUWTE_DELIVERY_QUEUED || delivery == LUWTE_DELIVERY_SENDING;

  gtk_label_set_text (self->time, clock);
  gtk_label_set_text (self->state, word != NULL ? word : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), word != NULL);
  gtk_image_set_from_icon_name (self->state_icon, luwte_chat_words_delivery_icon (delivery));
  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), word != NULL);
  gtk_widget_set_visible (self->choices, amiss);
  set_class (self->text, "pending", pending || amiss);
  set_class (self->state_line, "amiss", amiss);
  speak (self, clock, word);
}

/* Whether a word may be too long for a line of its own: an address, or a key held down. */
static gboolean
has_long_word (const char *text)
{
  guint length = 0;

  for (const char *p = text; *p != '\0' && length <= LONG_WORD; p = g_utf8_next_char (p))
    length = g_ascii_isspace (*p) ? 0 : length + 1;
  return length > LONG_WORD;
}

static void
remove_files (LuwteMessageRow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->files))) != NULL)
    gtk_box_remove (self->files, child);
  gtk_widget_set_visible (GTK_WIDGET (self->files), FALSE);
}

static GtkWidget *
make_file_button (LuwteMessageRow *self, guint index, guint n)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *words = n == 1 ? g_strdup (_ ("_Save the File…"))
                                  /* Translators: one of several files in a message, from 1 */
                                  : g_strdup_printf (_ ("Save File %u…"), index + 1);

  gtk_button_set_label (GTK_BUTTON (button), words);
  gtk_button_set_use_underline (GTK_BUTTON (button), TRUE);
  gtk_widget_add_css_class (button, "luwte-small-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)",
                                    luwte_message_get_id (self->message), index);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "conversation.file");
  return button;
}

/* Nothing is fetched for it: who wants to know what it is asks. */
static void
show_files (LuwteMessageRow *self)
{
  const guint n = self->fetchable && luwte_message_get_id (self->message) != NULL
                      ? count_files (self)
                      : 0;

  remove_files (self);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->files, make_file_button (self, i, n));
  gtk_widget_set_visible (GTK_WIDGET (self->files), n > 0);
}

static void
show_text (LuwteMessageRow *self)
{
  g_autofree char *text = luwte_chat_words_text (luwte_message_get_text (self->message));
  LuwteFrom from = luwte_message_get_from (self->message);
  gboolean own = from == LUWTE_FROM_COUNSELLOR;
  gboolean system = from == LUWTE_FROM_SYSTEM;
  GtkAlign side = system ? GTK_ALIGN_CENTER : own ? GTK_ALIGN_END : GTK_ALIGN_START;
  const char *client_id = luwte_message_get_client_id (self->message);

  luwte_link_show (self->text, text);
  /* Where any letter may end a line, measuring shapes each of them apart: eight times the work. */
  gtk_label_set_wrap_mode (self->text, has_long_word (gtk_label_get_text (self->text))
                                           ? PANGO_WRAP_WORD_CHAR
                                           : PANGO_WRAP_WORD);
  show_files (self);
  set_class (self->text, "own", own);
  set_class (self->text, "system", system);
  luwte_side_layout_set_side (self->side, side);
  gtk_widget_set_halign (self->state_line, side);
  gtk_widget_set_halign (self->choices, side);
  /* A side is enough between two people; a third is named. */
  gtk_label_set_text (self->author, name_author (self));
  gtk_widget_set_visible (GTK_WIDGET (self->author), from == LUWTE_FROM_COLLEAGUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry), "s",
                                    client_id != NULL ? client_id : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->drop), "s",
                                    client_id != NULL ? client_id : "");
}

static void
changed_cb (LuwteMessage *message, GParamSpec *pspec, LuwteMessageRow *self)
{
  show_text (self);
  show_state (self);
}

void
luwte_message_row_set_new_day (LuwteMessageRow *self, gboolean new_day)
{
  g_autofree char *day = NULL;

  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self) && self->message != NULL);

  if (!new_day && !gtk_widget_get_visible (self->day_line))
    return;
  gtk_widget_set_visible (self->day_line, new_day);
  if (new_day)
    day = luwte_chat_words_heading (luwte_message_get_at (self->message), luwte_clock_now ());
  gtk_label_set_text (self->day, day != NULL ? day : "");
}

void
luwte_message_row_show (LuwteMessageRow *self, LuwteMessage *message, const char *nickname,
                        gboolean new_day)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  g_clear_signal_handler (&self->notify, self->message);
  g_set_object (&self->message, message);
  g_set_str (&self->nickname, nickname);
  if (message == NULL)
    {
      /* A recycled row keeps nothing of what it showed. */
      gtk_label_set_text (self->text, "");
      remove_files (self);
      g_clear_pointer (&self->sentence, g_free);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
      return;
    }
  self->notify = g_signal_connect (message, "notify", G_CALLBACK (changed_cb), self);

  luwte_message_row_set_new_day (self, new_day);
  show_text (self);
  show_state (self);
}

void
luwte_message_row_set_lost (LuwteMessageRow *self, gboolean lost)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  self->lost = lost;
  if (self->message != NULL)
    show_state (self);
}

void
luwte_message_row_set_fetchable (LuwteMessageRow *self, gboolean fetchable)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  if (self->fetchable == fetchable)
    return;
  self->fetchable = fetchable;
  if (self->message != NULL)
    show_files (self);
}

LuwteMessage *
luwte_message_row_get_message (LuwteMessageRow *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE_ROW (self), NULL);

  return self->message;
}

GtkWidget *
luwte_message_row_new (void)
{
  return g_object_new (LUWTE_TYPE_MESSAGE_ROW, NULL);
}

static void
luwte_message_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((LuwteMessageRowProperty) id)
    {
    case PROP_SENTENCE:
      g_value_set_string (value, LUWTE_MESSAGE_ROW (object)->sentence);
      break;
    }
}

static void
luwte_message_row_dispose (GObject *object)
{
  LuwteMessageRow *self = LUWTE_MESSAGE_ROW (object);

  if (self->message != NULL)
    g_clear_signal_handler (&self->notify, self->message);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MESSAGE_ROW);
  g_clear_object (&self->message);
  g_clear_pointer (&self->nickname, g_free);
  g_clear_pointer (&self->sentence, g_free);

  G_OBJECT_CLASS (luwte_message_row_parent_class)->dispose (object);
}

static void
luwte_message_row_class_init (LuwteMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = luwte_message_row_get_property;
  G_OBJECT_CLASS (klass)->dispose = luwte_message_row_dispose;

  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  g_type_ensure (LUWTE_TYPE_SIDE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-message-row.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, column);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, day_line);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, day);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, author);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, side);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, files);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, state_line);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, time);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, state_icon);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, state);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, choices);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, retry);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, drop);
}

static void
luwte_message_row_init (LuwteMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
