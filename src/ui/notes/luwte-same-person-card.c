/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-same-person-card.h"

#include <glib/gi18n.h>

#include "luwte-conversation.h"
#include "luwte-words.h"

struct _LuwteSamePersonCard
{
  AdwBin parent_instance;

  GtkLabel *explanation;
  GtkWidget *buttons;

  LuwteConversation *conversation;
};

G_DEFINE_FINAL_TYPE (LuwteSamePersonCard, luwte_same_person_card, ADW_TYPE_BIN)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSamePersonCard) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!luwte_conversation_answer_identity_finish (LUWTE_CONVERSATION (source), result, &error))
    {
      words = luwte_words_problem (error);
      if (*words != '\0')
        gtk_widget_activate_action (GTK_WIDGET (self), "chats.tell", "s", words);
    }
  if (self->buttons != NULL && self->conversation == LUWTE_CONVERSATION (source))
    gtk_widget_set_sensitive (self->buttons, TRUE);
}

void
luwte_same_person_card_answer (LuwteSamePersonCard *self, gboolean same_person)
{
  g_return_if_fail (LUWTE_IS_SAME_PERSON_CARD (self));

  if (self->conversation == NULL || !gtk_widget_get_sensitive (self->buttons))
    return;
  gtk_widget_set_sensitive (self->buttons, FALSE);
  luwte_conversation_answer_identity_async (self->conversation, same_person, NULL, answered_cb,
                                            g_object_ref (self));
}

static void
yes_cb (LuwteSamePersonCard *self)
{
  luwte_same_person_card_answer (self, TRUE);
}

static void
no_cb (LuwteSamePersonCard *self)
{
  luwte_same_person_card_answer (self, FALSE);
}

void
luwte_same_person_card_set_conversation (LuwteSamePersonCard *self, LuwteConversation *conversation)
{
  g_autofree char *words = NULL;

  g_return_if_fail (LUWTE_IS_SAME_PERSON_CARD (self));

  g_set_object (&self->conversation, conversation);
  gtk_widget_set_sensitive (self->buttons, TRUE);
  if (conversation == NULL)
    {
      gtk_label_set_text (self->explanation, "");
      return;
    }
  words = g_strdup_printf (
      /* Translators: %s is a nickname */
      _ ("Somebody was here before under the name “%s”, but anybody can choose that name. Earlier "
         "notes are shown only after your yes."),
        luwte_session_get_nickname (luwte_conversation_get_session (conversation)));
  gtk_label_set_text (self->explanation, words);
}

GtkWidget *
luwte_same_person_card_new (void)
{
  return g_object_new (LUWTE_TYPE_SAME_PERSON_CARD, NULL);
}

static void
luwte_same_person_card_dispose (GObject *object)
{
  LuwteSamePersonCard *self = LUWTE_SAME_PERSON_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SAME_PERSON_CARD);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (luwte_same_person_card_parent_class)->dispose (object);
}

static void
luwte_same_person_card_class_init (LuwteSamePersonCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_same_person_card_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/notes/luwte-same-person-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSamePersonCard, explanation);
  gtk_widget_class_bind_template_child (widget_class, LuwteSamePersonCard, buttons);
  gtk_widget_class_bind_template_callback (widget_class, yes_cb);
  gtk_widget_class_bind_template_callback (widget_class, no_cb);
}

static void
luwte_same_person_card_init (LuwteSamePersonCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
