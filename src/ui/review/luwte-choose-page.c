/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-choose-page.h"

#include <glib/gi18n.h>

#include "luwte-case-words.h"
#include "luwte-clock.h"
#include "luwte-redaction.h"
#include "luwte-words.h"

struct _LuwteChoosePage
{
  AdwNavigationPage parent_instance;

  /* template children */
  GtkTextView *question;
  AdwActionRow *reason;
  AdwSwitchRow *urgent;
  AdwSwitchRow *bands;
  AdwPreferencesGroup *notes;
  AdwPreferencesGroup *messages;
  GtkCheckButton *all;
  GtkWidget *next;
  GtkLabel *why_not;

  /* owned */
  LuwteRedaction *redaction;
  GPtrArray *checks; /* borrowed, of messages */
};

static guint next_signal;

G_DEFINE_FINAL_TYPE (LuwteChoosePage, luwte_choose_page, ADW_TYPE_NAVIGATION_PAGE)

static char *
dup_question (LuwteChoosePage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->question);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static guint
n_chosen (LuwteChoosePage *self)
{
  guint n = 0;

  for (guint i = 1; i < luwte_redaction_get_n_parts (self->redaction); i++)
    n += luwte_redaction_get_part (self->redaction, i)->chosen ? 1 : 0;
  return n;
}

static void
show_ready (LuwteChoosePage *self)
{
  g_autofree char *question = dup_question (self);
  const char *why = *question == '\0' ? _ ("Write a question first")
                                      : self->redaction == NULL || n_chosen (self) == 0
      ? _ ("Choose a note or a message first")
      : NULL;

  gtk_widget_set_sensitive (self->next, why == NULL);
  gtk_label_set_text (self->why_not, why != NULL ? why : "");
}

static void
chosen_cb (LuwteChoosePage *self, GtkCheckButton *check)
{
  luwte_redaction_set_chosen (self->redaction,
                              GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "part")),
                              gtk_check_button_get_active (check));
  show_ready (self);
}

static void
all_cb (LuwteChoosePage *self)
{
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i),
                                 gtk_check_button_get_active (self->all));
}

static void
add_part (LuwteChoosePage *self, guint index)
{
  const LuwteRedactionPart *part = luwte_redaction_get_part (self->redaction, index);
  const gboolean note = g_str_equal (part->from, "note");
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (part->at),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *clock = luwte_words_clock (part->at);
  g_autofree char *subtitle =
      note ? g_strdup (day) : g_strdup_printf ("%s, %s", luwte_case_words_from (part->from), clock);
  g_autofree char *title = g_strdelimit (g_strdup (part->text), "\n", ' ');

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), part->chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (check), "part", GUINT_TO_POINTER (index));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (note ? self->notes : self->messages, row);
  if (!note)
    g_ptr_array_add (self->checks, check);
}

void
luwte_choose_page_set_redaction (LuwteChoosePage *self, LuwteRedaction *redaction,
                                 gboolean notes_only)
{
  gboolean notes = FALSE;

  g_return_if_fail (LUWTE_IS_CHOOSE_PAGE (self));
  g_return_if_fail (self->redaction == NULL);

  self->redaction = g_object_ref (redaction);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->question),
                            luwte_redaction_get_part (redaction, 0)->text, -1);
  adw_action_row_set_subtitle (self->reason, luwte_redaction_get_reason_label (redaction));
  adw_switch_row_set_active (self->urgent, luwte_redaction_get_urgent (redaction));
  adw_switch_row_set_active (self->bands, luwte_redaction_get_age_bands (redaction));
  for (guint i = 1; i < luwte_redaction_get_n_parts (redaction); i++)
    {
      const gboolean note = g_str_equal (luwte_redaction_get_part (redaction, i)->from, "note");

      notes = notes || note;
      if (note || !notes_only)
        add_part (self, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes);
  gtk_widget_set_visible (GTK_WIDGET (self->messages), self->checks->len > 0);
  if (!notes && self->checks->len == 0)
    gtk_label_set_text (self->why_not, _ ("There is no note and no message to go along. Write a "
                                          "note first."));
  else
    show_ready (self);
}

static void
next_cb (LuwteChoosePage *self)
{
  g_autofree char *question = dup_question (self);

  if (*question == '\0' || n_chosen (self) == 0)
    return;
  luwte_redaction_set_question (self->redaction, question);
  luwte_redaction_set_urgent (self->redaction, adw_switch_row_get_active (self->urgent));
  luwte_redaction_set_age_bands (self->redaction, adw_switch_row_get_active (self->bands));
  g_signal_emit (self, next_signal, 0);
}

static void
luwte_choose_page_dispose (GObject *object)
{
  LuwteChoosePage *self = LUWTE_CHOOSE_PAGE (object);

  if (self->question != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->question), self);
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->question), "", 0);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CHOOSE_PAGE);
  g_clear_object (&self->redaction);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_choose_page_parent_class)->dispose (object);
}

static void
luwte_choose_page_class_init (LuwteChoosePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_choose_page_dispose;
  next_signal = g_signal_new ("next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-choose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, question);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, reason);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, urgent);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, bands);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, notes);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, messages);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, all);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, next);
  gtk_widget_class_bind_template_child (widget_class, LuwteChoosePage, why_not);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
}

static void
luwte_choose_page_init (LuwteChoosePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
  g_signal_connect_object (gtk_text_view_get_buffer (self->question), "changed",
                           G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
}
