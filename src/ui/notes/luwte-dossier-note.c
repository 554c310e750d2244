/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-dossier-note.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-note-kinds.h"
#include "luwte-note.h"
#include "luwte-words.h"

struct _LuwteDossierNote
{
  AdwExpanderRow parent_instance;

  /* template children */
  GtkLabel *text;
  GtkWidget *buttons;
  GtkWidget *erasing;

  /* owned */
  LuwteNote *note;
};

static guint edit_signal;
static guint erase_signal;

G_DEFINE_FINAL_TYPE (LuwteDossierNote, luwte_dossier_note, ADW_TYPE_EXPANDER_ROW)

static void
edit_cb (LuwteDossierNote *self)
{
  g_signal_emit (self, edit_signal, 0);
}

static void
erase_cb (LuwteDossierNote *self)
{
  g_signal_emit (self, erase_signal, 0);
}

static char *
fate_in_words (const LuwteNoteFields *fields)
{
  g_autofree char *due = NULL;

  if (fields->due == LUWTE_DAY_NONE)
    return g_strdup (_ ("the conversation is still open"));
  due = luwte_words_day (fields->due);
  return g_strdup_printf (_ ("erased on %s"), due);
}

static void
show (LuwteDossierNote *self, const char *topic)
{
  const LuwteNoteFields *fields = luwte_note_get_fields (self->note);
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (fields->created),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *fate = fate_in_words (fields);
  const char *remark = luwte_note_kinds_remark (fields->kind);
  g_autofree char *what = topic != NULL ? g_strdup_printf ("%s · %s", topic, fate)
                                        : g_strdup (fate);
  g_autofree char *subtitle = remark != NULL ? g_strdup_printf ("%s · %s", remark, what)
                                             : g_strdup (what);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), day);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_label_set_label (self->text, fields->text != NULL ? fields->text : "");
}

LuwteNote *
luwte_dossier_note_get_note (LuwteDossierNote *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER_NOTE (self), NULL);

  return self->note;
}

void
luwte_dossier_note_set_erasing (LuwteDossierNote *self, gboolean erasing)
{
  g_return_if_fail (LUWTE_IS_DOSSIER_NOTE (self));

  gtk_widget_set_visible (self->erasing, erasing);
  gtk_widget_set_visible (self->buttons, !erasing);
}

static void
luwte_dossier_note_dispose (GObject *object)
{
  LuwteDossierNote *self = LUWTE_DOSSIER_NOTE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_DOSSIER_NOTE);
  g_clear_object (&self->note);

  G_OBJECT_CLASS (luwte_dossier_note_parent_class)->dispose (object);
}

static void
luwte_dossier_note_class_init (LuwteDossierNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_dossier_note_dispose;
  edit_signal = g_signal_new ("edit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  erase_signal = g_signal_new ("erase", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-dossier-note.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierNote, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierNote, buttons);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierNote, erasing);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, erase_cb);
}

static void
luwte_dossier_note_init (LuwteDossierNote *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_dossier_note_new (LuwteNote *note, const char *topic)
{
  LuwteDossierNote *self = g_object_new (LUWTE_TYPE_DOSSIER_NOTE, NULL);

  self->note = g_object_ref (note);
  show (self, topic);
  return GTK_WIDGET (self);
}
