/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-question-list.h"

#include <glib/gi18n.h>

#include "luwte-inbox.h"
#include "luwte-live.h"
#include "luwte-question.h"
#include "luwte-words.h"

struct _LuwteQuestionList
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *count;
  GtkLabel *none;
  GtkListBox *list;

  /* owned */
  LuwteLive *live;
  gulong capabilities_handler;
  gulong items_handler;
};

G_DEFINE_FINAL_TYPE (LuwteQuestionList, luwte_question_list, ADW_TYPE_BIN)

static const char *
describe_state (LuwteQuestion *question)
{
  switch (luwte_question_get_state (question))
    {
    case LUWTE_QUESTION_MINE:
      return _ ("You are answering");
    case LUWTE_QUESTION_ANSWERED:
      return _ ("Answered by you");
    case LUWTE_QUESTION_OPEN:
    case LUWTE_QUESTION_TAKEN:
    case LUWTE_QUESTION_GONE:
      break;
    }
  return _ ("Nobody answers this yet");
}

/* When it was left, and for which department. */
static char *
describe_facts (LuwteQuestion *question)
{
  const gint64 asked = luwte_question_get_asked_at (question);
  const char *department = luwte_question_get_department (question);
  g_autofree char *day = luwte_words_day (luwte_words_day_of (asked));
  g_autofree char *clock = luwte_words_clock (asked);

  if (department != NULL && *department != '\0')
    return g_strdup_printf ("%s, %s · %s", day, clock, department);
  return g_strdup_printf ("%s, %s", day, clock);
}

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  LuwteQuestion *question = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  const char *state = describe_state (question);
  g_autofree char *facts = describe_facts (question);
  g_autofree char *spoken = NULL;

  gtk_widget_set_margin_start (box, 4);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), make_label (state, NULL));
  gtk_box_append (GTK_BOX (box), make_label (facts, "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "chats.question");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", luwte_question_get_id (question));
  /* Translators: how a question that was left stands, then when it was left and for whom */
  spoken = g_strdup_printf (_ ("Question. %s. %s"), state, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
show (LuwteQuestionList *self)
{
  LuwteInbox *inbox = self->live != NULL ? luwte_live_get_inbox (self->live) : NULL;
  gboolean can = self->live != NULL &&
                 (luwte_live_get_capabilities (self->live) & LUWTE_CAPABILITY_QUESTIONS) != 0;
  guint n = inbox != NULL ? g_list_model_get_n_items (luwte_inbox_get_questions (inbox)) : 0;
  guint n_open = inbox != NULL ? luwte_inbox_get_open_count (inbox) : 0;
  g_autofree char *words = n_open > 0 ? g_strdup_printf ("%u", n_open) : g_strdup ("");

  gtk_label_set_text (self->count, words);
  gtk_widget_set_visible (GTK_WIDGET (self->none), n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), can);
}

static const char *
id_of_row (GtkListBoxRow *row)
{
  return g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (row)), NULL);
}

gboolean
luwte_question_list_grab (LuwteQuestionList *self, const char *id)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (LUWTE_IS_QUESTION_LIST (self), FALSE);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (id != NULL && g_str_equal (id_of_row (row), id))
      return gtk_widget_grab_focus (GTK_WIDGET (row));
  row = gtk_list_box_get_row_at_index (self->list, 0);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
drop_live (LuwteQuestionList *self)
{
  if (self->live == NULL)
    return;
  g_clear_signal_handler (&self->capabilities_handler, self->live);
  g_clear_signal_handler (&self->items_handler,
                          luwte_inbox_get_questions (luwte_live_get_inbox (self->live)));
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->live);
}

void
luwte_question_list_set_live (LuwteQuestionList *self, LuwteLive *live)
{
  GListModel *questions;

  g_return_if_fail (LUWTE_IS_QUESTION_LIST (self));

  if (self->live == live)
    return;
  drop_live (self);
  if (live != NULL)
    {
      self->live = g_object_ref (live);
      questions = luwte_inbox_get_questions (luwte_live_get_inbox (live));
      gtk_list_box_bind_model (self->list, questions, make_row, NULL, NULL);
      self->items_handler = g_signal_connect_swapped (questions, "items-changed", G_CALLBACK (show),
                                                      self);
      self->capabilities_handler = g_signal_connect_swapped (live, "notify::capabilities",
                                                             G_CALLBACK (show), self);
    }
  show (self);
}

GtkWidget *
luwte_question_list_new (void)
{
  return g_object_new (LUWTE_TYPE_QUESTION_LIST, NULL);
}

static void
luwte_question_list_dispose (GObject *object)
{
  LuwteQuestionList *self = LUWTE_QUESTION_LIST (object);

  if (self->list != NULL)
    drop_live (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_QUESTION_LIST);

  G_OBJECT_CLASS (luwte_question_list_parent_class)->dispose (object);
}

static void
luwte_question_list_class_init (LuwteQuestionListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_question_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-question-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionList, count);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionList, none);
  gtk_widget_class_bind_template_child (widget_class, LuwteQuestionList, list);
}

static void
luwte_question_list_init (LuwteQuestionList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}
