/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-note-row.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-note-kinds.h"
#include "luwte-words.h"

struct _LuwteNoteRow
{
  AdwExpanderRow parent_instance;

  GtkLabel *text;
  GtkButton *edit;

  LuwteNote *note;
};

G_DEFINE_FINAL_TYPE (LuwteNoteRow, luwte_note_row, ADW_TYPE_EXPANDER_ROW)

char *
luwte_note_row_describe (LuwteNote *note, const char *topic_label)
{
  const LuwteNoteFields *fields = luwte_note_get_fields (note);
  g_autofree char *day = luwte_words_day (fields->due);
  g_autofree char *erased = NULL;
  const char *remark = luwte_note_kinds_remark (fields->kind);

  if (fields->due == LUWTE_DAY_NONE)
    /* While the session is open its term does not run. */
    erased = g_strdup (_ ("the term begins when the conversation is closed"));
  else
    /* Translators: %s is a day with its year */
    erased = g_strdup_printf (_ ("erased on %s"), day);
  if (remark != NULL)
    return topic_label != NULL ? g_strdup_printf ("%s · %s · %s", remark, topic_label, erased)
                               : g_strdup_printf ("%s · %s", remark, erased);
  return topic_label != NULL ? g_strdup_printf ("%s · %s", topic_label, erased)
                             : g_steal_pointer (&erased);
}

LuwteNote *
luwte_note_row_get_note (LuwteNoteRow *self)
{
  g_return_val_if_fail (LUWTE_IS_NOTE_ROW (self), NULL);

  return self->note;
}

GtkWidget *
luwte_note_row_new (LuwteNote *note, const char *topic_label)
{
  LuwteNoteRow *self = g_object_new (LUWTE_TYPE_NOTE_ROW, NULL);
  const LuwteNoteFields *fields = luwte_note_get_fields (note);
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (fields->created),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *subtitle = luwte_note_row_describe (note, topic_label);

  self->note = g_object_ref (note);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), day);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_label_set_text (self->text, fields->text != NULL ? fields->text : "");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit), "s", fields->id);
  return GTK_WIDGET (self);
}

static void
luwte_note_row_dispose (GObject *object)
{
  LuwteNoteRow *self = LUWTE_NOTE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NOTE_ROW);
  g_clear_object (&self->note);

  G_OBJECT_CLASS (luwte_note_row_parent_class)->dispose (object);
}

static void
luwte_note_row_class_init (LuwteNoteRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_note_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteRow, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteNoteRow, edit);
}

static void
luwte_note_row_init (LuwteNoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
