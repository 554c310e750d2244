/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-reply-list.h"

#include <glib/gi18n.h>

struct _LuwteReplyList
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkListBox *list;

  GPtrArray *replies;
  GPtrArray *own;
  GPtrArray *found; /* borrows from both, in the order of the rows; NULL: to the own replies */
};

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef enum
{
  PROP_SHOWN = 1,
} LuwteReplyListProperty;
static GParamSpec *properties[PROP_SHOWN + 1];

G_DEFINE_FINAL_TYPE (LuwteReplyList, luwte_reply_list, ADW_TYPE_BIN)

static void
set_shown (LuwteReplyList *self, gboolean shown)
{
  if (gtk_revealer_get_reveal_child (self->revealer) == shown)
    return;
  gtk_revealer_set_reveal_child (self->revealer, shown);
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static gboolean
begins_with (const char *text, const char *words)
{
  g_autofree char *a = g_utf8_casefold (text != NULL ? text : "", -1);
  g_autofree char *b = g_utf8_casefold (words, -1);

  return g_str_has_prefix (a, b);
}

static GtkWidget *
make_row (LuwteCode *reply, gboolean own)
{
  g_autofree char *name = g_strconcat ("/", luwte_code_get_code (reply), NULL);
  const char *text = luwte_code_get_text (reply);
  g_autofree char *line = g_strdup (text != NULL ? text : luwte_code_get_label (reply));
  g_autofree char *spoken = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *code = gtk_label_new (name);
  GtkWidget *words;

  if (own)
    /* Translators: the name of a ready reply of the counsellor's own, and its text */
    spoken = g_strdup_printf (_ ("%s, your own, %s"), luwte_code_get_label (reply), line);
  else
    spoken = g_strdup_printf ("%s, %s", luwte_code_get_label (reply), line);
  g_strdelimit (line, "\r\n", ' ');
  words = gtk_label_new (line);
  gtk_widget_add_css_class (code, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), code);
  gtk_box_append (GTK_BOX (box), words);
  if (own)
    {
      GtkWidget *yours = gtk_label_new (_ ("Yours"));

      gtk_widget_add_css_class (yours, "caption");
      gtk_box_append (GTK_BOX (box), yours);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static GtkWidget *
make_own_row (void)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (_ ("Your Own Ready Replies…"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Your Own Ready Replies…"), -1);
  return row;
}

/* The focus stays in the text, so the marked row is said aloud instead of focused. */
static void
mark (LuwteReplyList *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, position);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      LuwteCode *reply = g_ptr_array_index (self->found, position);

      gtk_accessible_announce (GTK_ACCESSIBLE (self),
                               reply != NULL ? luwte_code_get_label (reply)
                                             : _ ("Your Own Ready Replies…"),
                                                 GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
add_replies (LuwteReplyList *self, GPtrArray *replies, const char *words)
{
  for (guint i = 0; replies != NULL && i < replies->len; i++)
    {
      LuwteCode *reply = g_ptr_array_index (replies, i);

      if (!begins_with (luwte_code_get_code (reply), words) &&
          !begins_with (luwte_code_get_label (reply), words))
        continue;
      g_ptr_array_add (self->found, reply);
      gtk_list_box_append (self->list, make_row (reply, replies == self->own));
    }
}

void
luwte_reply_list_ask (LuwteReplyList *self, const char *words)
{
  g_return_if_fail (LUWTE_IS_REPLY_LIST (self));

  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->found, 0);
  add_replies (self, self->replies, words);
  add_replies (self, self->own, words);
  /* Where she looks for one that is not there yet. */
  if (*words == '\0' || self->found->len > 0)
    {
      g_ptr_array_add (self->found, NULL);
      gtk_list_box_append (self->list, make_own_row ());
    }
  set_shown (self, self->found->len > 0);
  mark (self, 0);
}

void
luwte_reply_list_dismiss (LuwteReplyList *self)
{
  g_return_if_fail (LUWTE_IS_REPLY_LIST (self));

  set_shown (self, FALSE);
}

gboolean
luwte_reply_list_get_shown (LuwteReplyList *self)
{
  g_return_val_if_fail (LUWTE_IS_REPLY_LIST (self), FALSE);

  return gtk_revealer_get_reveal_child (self->revealer);
}

void
luwte_reply_list_move (LuwteReplyList *self, int by)
{
  GtkListBoxRow *row;
  int n;

  g_return_if_fail (LUWTE_IS_REPLY_LIST (self));

  n = (int) self->found->len;
  if (n == 0)
    return;
  row = gtk_list_box_get_selected_row (self->list);
  mark (self, ((row != NULL ? gtk_list_box_row_get_index (row) : 0) + by + n) % n);
}

gboolean
luwte_reply_list_choose (LuwteReplyList *self)
{
  GtkListBoxRow *row;
  LuwteCode *reply;

  g_return_val_if_fail (LUWTE_IS_REPLY_LIST (self), FALSE);

  row = gtk_list_box_get_selected_row (self->list);
  if (row == NULL)
    return FALSE;
  reply = g_ptr_array_index (self->found, gtk_list_box_row_get_index (row));
  if (reply != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, reply);
  else
    {
      luwte_reply_list_dismiss (self);
      gtk_widget_activate_action (GTK_WIDGET (self), "chats.own-replies", NULL);
    }
  return TRUE;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LuwteReplyList *self)
{
  gtk_list_box_select_row (list, row);
  luwte_reply_list_choose (self);
}

static void
take (LuwteReplyList *self, GPtrArray **list, GPtrArray *replies)
{
  luwte_reply_list_dismiss (self);
  gtk_list_box_remove_all (self->list);
  g_ptr_array_set_size (self->found, 0);
  g_clear_pointer (list, g_ptr_array_unref);
  if (replies != NULL)
    *list = g_ptr_array_ref (replies);
}

void
luwte_reply_list_set_replies (LuwteReplyList *self, GPtrArray *replies)
{
  g_return_if_fail (LUWTE_IS_REPLY_LIST (self));

  take (self, &self->replies, replies);
}

void
luwte_reply_list_set_own (LuwteReplyList *self, GPtrArray *replies)
{
  g_return_if_fail (LUWTE_IS_REPLY_LIST (self));

  take (self, &self->own, replies);
}

static void
luwte_reply_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((LuwteReplyListProperty) id)
    {
    case PROP_SHOWN:
      g_value_set_boolean (value, luwte_reply_list_get_shown (LUWTE_REPLY_LIST (object)));
      break;
    }
}

static void
luwte_reply_list_dispose (GObject *object)
{
  LuwteReplyList *self = LUWTE_REPLY_LIST (object);

  /* The child is bound too, and AdwBin lets go of it only once. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REPLY_LIST);

  G_OBJECT_CLASS (luwte_reply_list_parent_class)->dispose (object);
}

static void
luwte_reply_list_finalize (GObject *object)
{
  LuwteReplyList *self = LUWTE_REPLY_LIST (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->replies, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_reply_list_parent_class)->finalize (object);
}

static void
luwte_reply_list_class_init (LuwteReplyListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = luwte_reply_list_get_property;
  object_class->dispose = luwte_reply_list_dispose;
  object_class->finalize = luwte_reply_list_finalize;

  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, LUWTE_TYPE_CODE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-reply-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteReplyList, revealer);
  gtk_widget_class_bind_template_child (widget_class, LuwteReplyList, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
luwte_reply_list_init (LuwteReplyList *self)
{
  self->found = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
