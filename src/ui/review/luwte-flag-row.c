/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-flag-row.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-flag.h"
#include "luwte-words.h"

struct _LuwteFlagRow
{
  AdwExpanderRow parent_instance;

  /* template children */
  GtkWidget *urgent;
  GtkLabel *question;
  GtkLabel *fate;

  /* owned */
  LuwteFlag *flag;
};

static guint unflag_signal;
static guint put_signal;

G_DEFINE_FINAL_TYPE (LuwteFlagRow, luwte_flag_row, ADW_TYPE_EXPANDER_ROW)

static void
unflag_cb (LuwteFlagRow *self)
{
  g_signal_emit (self, unflag_signal, 0);
}

static void
put_cb (LuwteFlagRow *self)
{
  g_signal_emit (self, put_signal, 0);
}

static void
show (LuwteFlagRow *self, const char *reason)
{
  const LuwteFlagFields *fields = luwte_flag_get_fields (self->flag);
  g_autofree char *day = luwte_words_short_day (luwte_words_day_of (fields->created),
                                                luwte_words_day_of (luwte_clock_now ()));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", reason, day);
  g_autofree char *due = luwte_words_day (fields->due);
  g_autofree char *fate = NULL;

  fate = fields->due == LUWTE_DAY_NONE ? g_strdup (_ ("The conversation is still open."))
                                       : g_strdup_printf (_ ("Erased on %s."), due);
  if (fields->sent > 0)
    {
      g_autofree char *flagged = g_steal_pointer (&subtitle);
      g_autofree char *sent = luwte_words_short_day (luwte_words_day_of (fields->sent),
                                                     luwte_words_day_of (luwte_clock_now ()));

      subtitle = g_strdup_printf (_ ("%s · put to the meeting on %s"), flagged, sent);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), fields->nickname);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_visible (self->urgent, fields->urgent);
  gtk_label_set_label (self->question, fields->question != NULL && *fields->question != '\0'
                                           ? fields->question
                                           : _ ("No question yet."));
  gtk_label_set_label (self->fate, fate);
}

LuwteFlag *
luwte_flag_row_get_flag (LuwteFlagRow *self)
{
  g_return_val_if_fail (LUWTE_IS_FLAG_ROW (self), NULL);

  return self->flag;
}

static void
luwte_flag_row_dispose (GObject *object)
{
  LuwteFlagRow *self = LUWTE_FLAG_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_FLAG_ROW);
  g_clear_object (&self->flag);

  G_OBJECT_CLASS (luwte_flag_row_parent_class)->dispose (object);
}

static void
luwte_flag_row_class_init (LuwteFlagRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_flag_row_dispose;
  unflag_signal = g_signal_new ("unflag", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  put_signal = g_signal_new ("put", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                             NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-flag-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagRow, urgent);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagRow, question);
  gtk_widget_class_bind_template_child (widget_class, LuwteFlagRow, fate);
  gtk_widget_class_bind_template_callback (widget_class, unflag_cb);
  gtk_widget_class_bind_template_callback (widget_class, put_cb);
}

static void
luwte_flag_row_init (LuwteFlagRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_flag_row_new (LuwteFlag *flag, const char *reason)
{
  LuwteFlagRow *self = g_object_new (LUWTE_TYPE_FLAG_ROW, NULL);

  self->flag = g_object_ref (flag);
  show (self, reason);
  return GTK_WIDGET (self);
}
