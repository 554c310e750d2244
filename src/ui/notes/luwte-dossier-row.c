/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-dossier-row.h"

#include <glib/gi18n.h>

#include "luwte-clock.h"
#include "luwte-dossier.h"
#include "luwte-words.h"

struct _LuwteDossierRow
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *nickname;
  GtkLabel *day;
  GtkLabel *snippet;
};

G_DEFINE_FINAL_TYPE (LuwteDossierRow, luwte_dossier_row, ADW_TYPE_BIN)

static char *
day_in_words (LuwteDossier *dossier)
{
  return luwte_words_short_day (luwte_dossier_get_last_contact (dossier),
                                luwte_words_day_of (luwte_clock_now ()));
}

static char *
count_in_words (LuwteDossier *dossier)
{
  guint n = luwte_dossier_get_n_notes (dossier);

  if (n == 0)
    return g_strdup (_ ("No notes"));
  return g_strdup_printf (ngettext ("%u note", "%u notes", n), n);
}

char *
luwte_dossier_row_describe (LuwteDossier *dossier)
{
  g_autofree char *day = day_in_words (dossier);
  g_autofree char *count = count_in_words (dossier);

  /* Translators: nickname, how many notes, day of the last contact */
  return g_strdup_printf (_ ("%s, %s, last contact %s"), luwte_dossier_get_nickname (dossier), count,
                            day);
}

void
luwte_dossier_row_set_dossier (LuwteDossierRow *self, LuwteDossier *dossier)
{
  g_autofree char *day = NULL, *count = NULL, *markup = NULL;
  const char *snippet;

  g_return_if_fail (LUWTE_IS_DOSSIER_ROW (self));

  if (dossier == NULL)
    {
      gtk_label_set_label (self->nickname, "");
      gtk_label_set_label (self->day, "");
      gtk_label_set_label (self->snippet, "");
      return;
    }
  day = day_in_words (dossier);
  count = count_in_words (dossier);
  snippet = luwte_dossier_get_snippet (dossier);
  markup = snippet != NULL && *snippet != '\0' ? luwte_words_snippet (snippet)
                                               : g_markup_escape_text (count, -1);
  gtk_label_set_label (self->nickname, luwte_dossier_get_nickname (dossier));
  gtk_label_set_label (self->day, day);
  gtk_label_set_markup (self->snippet, markup);
}

static void
luwte_dossier_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_DOSSIER_ROW);

  G_OBJECT_CLASS (luwte_dossier_row_parent_class)->dispose (object);
}

static void
luwte_dossier_row_class_init (LuwteDossierRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_dossier_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-dossier-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierRow, nickname);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierRow, day);
  gtk_widget_class_bind_template_child (widget_class, LuwteDossierRow, snippet);
}

static void
luwte_dossier_row_init (LuwteDossierRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_dossier_row_new (void)
{
  return g_object_new (LUWTE_TYPE_DOSSIER_ROW, NULL);
}
