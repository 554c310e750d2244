/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-message-row.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-clock.h"
#include "luwte-file.h"
#include "luwte-link.h"
#include "luwte-message-parts.h"
#include "luwte-words.h"

/* More than this in one message are for another look, at the chat service. */
#define MAX_FILES 9
/* In letters; longer than nearly all words, and narrower than the narrowest window. */
#define LONG_WORD 20

struct _LuwteMessageRow
{
  GtkWidget parent_instance;

  /* template */
  GtkLabel *text;
  GtkLabel *time;

  /* made when a message first needs them, or NULL */
  GtkWidget *day_line;
  GtkLabel *day;
  GtkLabel *author;
  GtkBox *files;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkWidget *choices;
  GtkButton *retry;
  GtkButton *drop;

  /* owned */
  GHashTable *sizes; /* LuwteMessage, not owned, to Size */
  LuwteMessage *message;
  char *nickname;
  char *sentence;
  gulong notify;
  gboolean lost;
  gboolean fetchable; /* a file that a visitor sent can be asked for */
  gboolean new_day;
  gboolean filled;  /* the widgets show the message */
  gint64 filled_at; /* a frame's number */
  int width;        /* that its height was asked for last, or 0 */
};

/* What a row asked for while it showed a message, in pixels. */
typedef struct
{
  guint look; /* of what this is the size */
  int minimum;
  int natural;
  int free_height; /* where it may be as wide as it likes */
  int width;
  int height; /* at that width */
} Size;

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

static void
set_visible (gpointer part, gboolean visible)
{
  if (part != NULL)
    gtk_widget_set_visible (part, visible);
}

/* --- the parts that few messages have --------------------------------------------------------- */

static GtkWidget *
make_rule (void)
{
  GtkWidget *rule = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_set_hexpand (rule, TRUE);
  gtk_widget_set_valign (rule, GTK_ALIGN_CENTER);
  return rule;
}

static void
ensure_day_line (LuwteMessageRow *self)
{
  if (self->day_line != NULL)
    return;
  self->day = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->day), "caption-heading");
  self->day_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_margin_top (self->day_line, 6);
  gtk_widget_set_margin_bottom (self->day_line, 12);
  gtk_box_append (GTK_BOX (self->day_line), make_rule ());
  gtk_box_append (GTK_BOX (self->day_line), GTK_WIDGET (self->day));
  gtk_box_append (GTK_BOX (self->day_line), make_rule ());
  gtk_widget_insert_after (self->day_line, GTK_WIDGET (self), NULL);
}

static void
ensure_author (LuwteMessageRow *self)
{
  if (self->author != NULL)
    return;
  self->author = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->author, 0);
  gtk_widget_set_margin_start (GTK_WIDGET (self->author), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->author), "caption-heading");
  gtk_widget_insert_before (GTK_WIDGET (self->author), GTK_WIDGET (self), GTK_WIDGET (self->text));
}

static void
ensure_files (LuwteMessageRow *self)
{
  if (self->files != NULL)
    return;
  self->files = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_insert_after (GTK_WIDGET (self->files), GTK_WIDGET (self), GTK_WIDGET (self->text));
}

static void
ensure_state (LuwteMessageRow *self)
{
  if (self->state != NULL)
    return;
  self->state_icon = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), "luwte-small-icon");
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->state, TRUE);
  gtk_label_set_xalign (self->state, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "caption");
  gtk_widget_insert_after (GTK_WIDGET (self->state_icon), GTK_WIDGET (self),
                           GTK_WIDGET (self->time));
  gtk_widget_insert_after (GTK_WIDGET (self->state), GTK_WIDGET (self),
                           GTK_WIDGET (self->state_icon));
}

static GtkButton *
add_choice (LuwteMessageRow *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_add_css_class (button, "luwte-small-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->choices), button);
  return GTK_BUTTON (button);
}

static void
ensure_choices (LuwteMessageRow *self)
{
  if (self->choices != NULL)
    return;
  self->choices = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->retry = add_choice (self, _ ("_Send again"), "conversation.retry");
  self->drop = add_choice (self, _ ("_Drop"), "conversation.drop");
  gtk_widget_insert_before (self->choices, GTK_WIDGET (self), NULL);
}

/* --- what a row says -------------------------------------------------------------------------- */

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

static char *
make_clock (LuwteMessageRow *self)
{
  const gint64 at = luwte_message_get_at (self->message);

  return at > 0 ? luwte_words_clock (at) : g_strdup ("");
}

static char *
make_state (LuwteMessageRow *self)
{
  return luwte_chat_words_delivery (luwte_message_get_delivery (self->message), self->lost);
}

static void
speak (LuwteMessageRow *self)
{
  g_autofree char *clock = make_clock (self);
  g_autofree char *word = make_state (self);
  g_autofree char *who = g_strjoin (", ", name_author (self), clock, word, NULL);
  g_autofree char *text = luwte_chat_words_text (luwte_message_get_text (self->message));

  g_free (self->sentence);
  /* Translators: who, when, how far it has come; then the text */
  self->sentence = g_strdup_printf (_ ("%s: %s"), who, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->sentence, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
}

static GtkAlign
get_side (LuwteFrom from)
{
  return from == LUWTE_FROM_SYSTEM       ? GTK_ALIGN_CENTER
         : from == LUWTE_FROM_COUNSELLOR ? GTK_ALIGN_END
                                         : GTK_ALIGN_START;
}

static void
show_choices (LuwteMessageRow *self, gboolean amiss)
{
  const char *client_id = luwte_message_get_client_id (self->message);

  set_visible (self->choices, amiss);
  if (!amiss)
    return;
  ensure_choices (self);
  set_visible (self->choices, TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->retry), "s",
                                    client_id != NULL ? client_id : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->drop), "s",
                                    client_id != NULL ? client_id : "");
}

static void
show_state (LuwteMessageRow *self)
{
  LuwteDelivery delivery = luwte_message_get_delivery (self->message);
  g_autofree char *clock = make_clock (self);
  g_autofree char *word = make_state (self);
  gboolean amiss = delivery == LUWTE_DELIVERY_UNCERTAIN || delivery == LUWTE_DELIVERY_FAILED;
  gboolean pending = delivery == LUWTE_DELIVERY_QUEUED || delivery == LUWTE_DELIVERY_SENDING;

  gtk_label_set_text (self->time, clock);
  if (word != NULL)
    {
      ensure_state (self);
      gtk_label_set_text (self->state, word);
      gtk_image_set_from_icon_name (self->state_icon, luwte_chat_words_delivery_icon (delivery));
      set_class (self->state, "amiss", amiss);
      set_class (self->state_icon, "amiss", amiss);
    }
  set_visible (self->state, word != NULL);
  set_visible (self->state_icon, word != NULL);
  show_choices (self, amiss);
  set_class (self->text, "pending", pending || amiss);
  set_class (self->time, "amiss", amiss);
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

  if (self->files == NULL)
    return;
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
  if (n == 0)
    return;
  ensure_files (self);
  for (guint i = 0; i < n; i++)
    gtk_box_append (self->files, make_file_button (self, i, n));
  set_visible (self->files, TRUE);
}

/* A side is enough between two people; a third is named. */
static void
show_author (LuwteMessageRow *self)
{
  const gboolean named = luwte_message_get_from (self->message) == LUWTE_FROM_COLLEAGUE;

  if (named)
    {
      ensure_author (self);
      gtk_label_set_text (self->author, name_author (self));
    }
  set_visible (self->author, named);
}

static void
show_text (LuwteMessageRow *self)
{
  g_autofree char *text = luwte_chat_words_text (luwte_message_get_text (self->message));
  const LuwteFrom from = luwte_message_get_from (self->message);

  luwte_link_show (self->text, text);
  /* Where any letter may end a line, measuring shapes each of them apart: eight times the work. */
  gtk_label_set_wrap_mode (self->text, has_long_word (gtk_label_get_text (self->text))
                                           ? PANGO_WRAP_WORD_CHAR
                                           : PANGO_WRAP_WORD);
  show_files (self);
  set_class (self->text, "own", from == LUWTE_FROM_COUNSELLOR);
  set_class (self->text, "system", from == LUWTE_FROM_SYSTEM);
  show_author (self);
}

/* All that a size depends on, but the font and the width. */
static guint
reckon_look (LuwteMessageRow *self)
{
  guint look = g_str_hash (luwte_message_get_text (self->message));

  look = look * 31 + (guint) luwte_message_get_delivery (self->message);
  look = look * 31 + (guint) luwte_message_get_from (self->message);
  look = look * 31 + (luwte_message_get_at (self->message) > 0);
  look = look * 31 + (luwte_message_get_id (self->message) != NULL);
  look = look * 2 + (guint) self->new_day;
  look = look * 2 + (guint) self->lost;
  return look * 2 + (guint) self->fetchable;
}

/* Returns: (nullable): what it asked for when it looked like this */
static const Size *
recall (LuwteMessageRow *self)
{
  const Size *size = g_hash_table_lookup (self->sizes, self->message);

  return size != NULL && size->look == reckon_look (self) ? size : NULL;
}

static gint64
get_frame (LuwteMessageRow *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : 0;
}

/* GTK has the answers still. Before a frame has passed they may be for a style that it had before. */
static void
remember (LuwteMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  Size *size;

  if (!self->filled || self->width == 0 || get_frame (self) == self->filled_at)
    return;
  size = g_new0 (Size, 1);
  size->look = reckon_look (self);
  size->width = self->width;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &size->minimum, &size->natural, NULL,
                      NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &size->free_height, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, size->width, &size->height, NULL, NULL,
                      NULL);
  g_hash_table_insert (self->sizes, self->message, size);
}

static void
show_day (LuwteMessageRow *self)
{
  g_autofree char *day = NULL;

  set_visible (self->day_line, self->new_day);
  if (!self->new_day)
    return;
  ensure_day_line (self);
  set_visible (self->day_line, TRUE);
  day = luwte_chat_words_heading (luwte_message_get_at (self->message), luwte_clock_now ());
  gtk_label_set_text (self->day, day);
}

/* Most of the rows that a list view holds are never seen: they go away as they came. */
static void
fill (LuwteMessageRow *self)
{
  if (self->filled)
    return;
  self->filled = TRUE;
  self->filled_at = get_frame (self);
  show_day (self);
  show_text (self);
  show_state (self);
}

/* Something of what it shows is another. */
static void
fill_anew (LuwteMessageRow *self)
{
  if (self->message == NULL)
    return;
  speak (self);
  if (self->filled)
    {
      self->filled = FALSE;
      fill (self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
empty (LuwteMessageRow *self)
{
  GtkLabel *const labels[] = { self->text, self->time, self->day, self->author, self->state };

  self->filled = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (labels[i] != NULL)
      gtk_label_set_text (labels[i], "");
  remove_files (self);
}

void
luwte_message_row_set_new_day (LuwteMessageRow *self, gboolean new_day)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self) && self->message != NULL);

  if (self->new_day == new_day)
    return;
  self->new_day = new_day;
  fill_anew (self);
}

void
luwte_message_row_show (LuwteMessageRow *self, LuwteMessage *message, const char *nickname,
                        gboolean new_day)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  g_clear_signal_handler (&self->notify, self->message);
  /* A recycled row keeps nothing of what it showed. */
  if (self->filled)
    {
      remember (self);
      empty (self);
    }
  g_set_object (&self->message, message);
  g_set_str (&self->nickname, nickname);
  self->new_day = new_day;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (message == NULL)
    {
      g_clear_pointer (&self->sentence, g_free);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
      return;
    }
  self->notify = g_signal_connect_swapped (message, "notify", G_CALLBACK (fill_anew), self);
  speak (self);
  /* Now, and not when it is measured: its style is found before that. */
  if (recall (self) == NULL)
    fill (self);
}

void
luwte_message_row_set_lost (LuwteMessageRow *self, gboolean lost)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  if (self->lost == lost)
    return;
  self->lost = lost;
  fill_anew (self);
}

void
luwte_message_row_set_fetchable (LuwteMessageRow *self, gboolean fetchable)
{
  g_return_if_fail (LUWTE_IS_MESSAGE_ROW (self));

  if (self->fetchable == fetchable)
    return;
  self->fetchable = fetchable;
  fill_anew (self);
}

LuwteMessage *
luwte_message_row_get_message (LuwteMessageRow *self)
{
  g_return_val_if_fail (LUWTE_IS_MESSAGE_ROW (self), NULL);

  return self->message;
}

GtkWidget *
luwte_message_row_new (GHashTable *sizes)
{
  LuwteMessageRow *self = g_object_new (LUWTE_TYPE_MESSAGE_ROW, NULL);

  self->sizes = g_hash_table_ref (sizes);
  return GTK_WIDGET (self);
}

GHashTable *
luwte_message_row_sizes_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/* --- how large it is -------------------------------------------------------------------------- */

static LuwteMessageParts
get_parts (LuwteMessageRow *self)
{
  return (LuwteMessageParts) {
    .day_line = self->day_line,
    .author = GTK_WIDGET (self->author),
    .text = GTK_WIDGET (self->text),
    .files = GTK_WIDGET (self->files),
    .line = { GTK_WIDGET (self->time), GTK_WIDGET (self->state_icon), GTK_WIDGET (self->state) },
    .choices = self->choices,
    .side = get_side (luwte_message_get_from (self->message)),
  };
}

static GtkSizeRequestMode
luwte_message_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Returns: whether the answer was known without looking */
static gboolean
answer_from_memory (LuwteMessageRow *self, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural)
{
  const Size *size = self->filled ? NULL : recall (self);

  if (size == NULL)
    return FALSE;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = size->minimum;
      *natural = size->natural;
      return TRUE;
    }
  *minimum = *natural = for_size < 0 ? size->free_height : size->height;
  return for_size < 0 || for_size == size->width;
}

/* The list view has rows far above and below what is seen, and lets go of twenty to take twenty
 * others at nearly each step that is scrolled: those are neither filled nor laid out each time. */
static void
luwte_message_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                           int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  LuwteMessageRow *self = LUWTE_MESSAGE_ROW (widget);
  LuwteMessageParts parts;

  *minimum = *natural = 0;
  if (self->message == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    self->width = for_size;
  if (answer_from_memory (self, orientation, for_size, minimum, natural))
    return;
  fill (self);
  parts = get_parts (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    luwte_message_parts_measure_width (&parts, minimum, natural);
  else
    *minimum = *natural = luwte_message_parts_measure_height (&parts, for_size);
}

/* A height that was remembered from another style is put right in the next frame. */
static gboolean
resize_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
luwte_message_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LuwteMessageRow *self = LUWTE_MESSAGE_ROW (widget);
  LuwteMessageParts parts;
  gboolean remembered;
  int needs;

  if (self->message == NULL)
    return;
  remembered = !self->filled;
  fill (self);
  parts = get_parts (self);
  needs = luwte_message_parts_allocate (&parts, width,
                                        gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL);
  if (remembered && needs != height)
    gtk_widget_add_tick_callback (widget, resize_cb, NULL, NULL);
}

/* --- the object ------------------------------------------------------------------------------- */

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
  GtkWidget *child;

  if (self->message != NULL)
    g_clear_signal_handler (&self->notify, self->message);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MESSAGE_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->sizes, g_hash_table_unref);
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
  widget_class->get_request_mode = luwte_message_row_get_request_mode;
  widget_class->measure = luwte_message_row_measure;
  widget_class->size_allocate = luwte_message_row_size_allocate;

  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-message-row.ui");
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteMessageRow, time);
}

static void
luwte_message_row_init (LuwteMessageRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
