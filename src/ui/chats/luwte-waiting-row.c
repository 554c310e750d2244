/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "luwte-waiting-row.h"

#include <glib/gi18n.h>

#include "luwte-chat-words.h"
#include "luwte-clock.h"
#include "luwte-words.h"

struct _LuwteWaitingRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *nickname;
  GtkLabel *facts;
  GtkBox *seen_before;
  GtkButton *claim;

  LuwteSession *session;
  gint64 now;
  char *spoken; /* what the row was last called, to be silent when it does not change */
};

G_DEFINE_FINAL_TYPE (LuwteWaitingRow, luwte_waiting_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
has_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* The row reads as one sentence: "Noordwind, waiting 3 minutes, Youth, seen before". */
static void
speak (LuwteWaitingRow *self, gint64 seconds)
{
  g_autofree char *waiting = luwte_chat_words_spoken (seconds);
  const char *department = luwte_session_get_department (self->session);
  g_autoptr (GString) sentence = g_string_new (NULL);

  /* Translators: nickname, how long she has been waiting */
  g_string_append_printf (sentence, _("%s, waiting %s"), luwte_session_get_nickname (self->session),
                                      waiting);
  if (has_text (department))
    g_string_append_printf (sentence, ", %s", department);
  if (has_text (luwte_session_get_subjects (self->session)))
    g_string_append_printf (sentence, ", %s", luwte_session_get_subjects (self->session));
  if (luwte_session_get_seen_before (self->session))
    g_string_append_printf (sentence, ", %s", _("seen before"));

  if (!g_set_str (&self->spoken, sentence->str))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->spoken, -1);
}

static gint64
get_seconds (LuwteWaitingRow *self)
{
  return MAX (self->now - luwte_session_get_waiting_since (self->session), 0);
}

static void
show_facts (LuwteWaitingRow *self)
{
  const char *department = luwte_session_get_department (self->session);
  const char *subjects = luwte_session_get_subjects (self->session);
  g_autofree char *waiting = luwte_words_duration (get_seconds (self));
  g_autoptr (GString) facts = g_string_new (waiting);

  if (has_text (department))
    g_string_append_printf (facts, " · %s", department);
  if (has_text (subjects))
    g_string_append_printf (facts, " · %s", subjects);
  gtk_label_set_text (self->facts, facts->str);
  /* The row is narrow and cuts them off. */
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), has_text (subjects) ? subjects : NULL);
}

static void
show (LuwteWaitingRow *self)
{
  const char *nickname = luwte_session_get_nickname (self->session);
  g_autofree char *claim = NULL;

  gtk_label_set_text (self->nickname, nickname);
  show_facts (self);
  gtk_widget_set_visible (GTK_WIDGET (self->seen_before),
                          luwte_session_get_seen_before (self->session));
  /* Translators: %s is a nickname */
  claim = g_strdup_printf (_("Claim %s"), nickname);
  /* A button with a label is called after it, whatever else it is told: all would be "Claim". */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->claim), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->claim), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  claim, -1);
  speak (self, get_seconds (self));
}

void
luwte_waiting_row_tick (LuwteWaitingRow *self, gint64 now, gboolean in_view)
{
  g_return_if_fail (LUWTE_IS_WAITING_ROW (self));

  self->now = now;
  if (in_view)
    show_facts (self);
  speak (self, get_seconds (self));
}

void
luwte_waiting_row_set_claimable (LuwteWaitingRow *self, gboolean claimable)
{
  g_return_if_fail (LUWTE_IS_WAITING_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->claim), claimable);
}

void
luwte_waiting_row_set_suggested (LuwteWaitingRow *self, gboolean suggested)
{
  g_return_if_fail (LUWTE_IS_WAITING_ROW (self));

  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->claim), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->claim), "suggested-action");
}

LuwteSession *
luwte_waiting_row_get_session (LuwteWaitingRow *self)
{
  g_return_val_if_fail (LUWTE_IS_WAITING_ROW (self), NULL);

  return self->session;
}

GtkWidget *
luwte_waiting_row_new (LuwteSession *session)
{
  LuwteWaitingRow *self = g_object_new (LUWTE_TYPE_WAITING_ROW, NULL);

  self->session = g_object_ref (session);
  self->now = luwte_clock_now ();
  g_signal_connect_object (session, "notify", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->claim), "s",
                                    luwte_session_get_id (session));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->claim), "chats.claim");
  show (self);
  return GTK_WIDGET (self);
}

static void
luwte_waiting_row_dispose (GObject *object)
{
  LuwteWaitingRow *self = LUWTE_WAITING_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_WAITING_ROW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->spoken, g_free);

  G_OBJECT_CLASS (luwte_waiting_row_parent_class)->dispose (object);
}

static void
luwte_waiting_row_class_init (LuwteWaitingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_waiting_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-waiting-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteWaitingRow, nickname);
  gtk_widget_class_bind_template_child (widget_class, LuwteWaitingRow, facts);
  gtk_widget_class_bind_template_child (widget_class, LuwteWaitingRow, seen_before);
  gtk_widget_class_bind_template_child (widget_class, LuwteWaitingRow, claim);
}

static void
luwte_waiting_row_init (LuwteWaitingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
