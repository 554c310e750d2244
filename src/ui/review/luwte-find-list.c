/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-find-list.h"

#include <glib/gi18n.h>

#include "luwte-case-words.h"
#include "luwte-marked-text.h"
#include "luwte-redaction.h"

struct _LuwteFindList
{
  AdwBin parent_instance;

  /* template children */
  AdwPreferencesGroup *removed;
  AdwPreferencesGroup *kept;

  /* owned */
  LuwteRedaction *redaction;
  GPtrArray *rows;  /* borrowed widgets in @removed */
  GPtrArray *stays; /* borrowed widgets in @kept */
  char *focused;    /* the word whose row had the focus when the list was made anew */
};

static guint place_signal;

G_DEFINE_FINAL_TYPE (LuwteFindList, luwte_find_list, ADW_TYPE_BIN)

static GtkWidget *
make_mark (const char *words, LuwteMarkGroup group)
{
  GtkWidget *label = gtk_label_new (words);
  g_autofree char *style = g_strdup_printf ("mark-%u", group);

  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "luwte-mark");
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (const char *word, const char *subtitle, const char *mark, LuwteMarkGroup group)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), word);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_mark (mark, group));
  return row;
}

static void
add_button (LuwteFindList *self, GtkWidget *row, const char *label, const char *name,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "row", row);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Its own copy of the place: the finds are made anew with every change. */
static LuwteFind *
place_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "place");
}

static void
remember (LuwteFindList *self, GtkWidget *row)
{
  g_set_str (&self->focused, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

static void
keep_cb (LuwteFindList *self, GtkWidget *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");
  const LuwteFind *place = place_of (row);

  remember (self, row);
  luwte_redaction_reject (self->redaction, place->part, place->start, place->end);
}

static void
remove_cb (LuwteFindList *self, GtkWidget *button)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (button), "row");

  remember (self, row);
  luwte_redaction_take_back (self->redaction,
                             GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "decision")));
}

static void
activated_cb (LuwteFindList *self, GtkWidget *row)
{
  const LuwteFind *place = place_of (row);

  g_signal_emit (self, place_signal, 0, place->part, place->start, place->end);
}

static gboolean
was_told (LuwteFindList *self, const char *word)
{
  const GArray *decisions = luwte_redaction_get_decisions (self->redaction);

  for (guint i = 0; i < decisions->len; i++)
    {
      const LuwteRedactionDecision *decision = &g_array_index (decisions, LuwteRedactionDecision,
                                                               i);

      if (decision->removed && g_strcmp0 (decision->word, word) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_find (LuwteFindList *self, const LuwteFind *find)
{
  g_autofree char *number = g_strdup_printf ("%u", find->number);
  g_autofree char *what =
      find->person > 0
          ? g_strdup_printf ("%s %u", luwte_case_words_category (find->category), find->person)
          : g_strdup (luwte_case_words_category (find->category));
  g_autofree char *places = g_strdup_printf (ngettext ("%u place", "%u places", find->count),
                                             find->count);
  g_autofree char *subtitle = g_strdup_printf (was_told (self, find->word)
                                               ? _ ("%s · %s · by you") : "%s · %s", what, places);
  g_autofree char *name = g_strdup_printf (_ ("Keep %s"), find->word);
  GtkWidget *row = make_row (find->word, subtitle, number, luwte_case_words_group (find->category));

  g_object_set_data_full (G_OBJECT (row), "place", g_memdup2 (find, sizeof *find), g_free);
  add_button (self, row, _ ("Keep"), name, G_CALLBACK (keep_cb));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->removed, row);
  g_ptr_array_add (self->rows, row);
}

static void
add_kept (LuwteFindList *self, guint index, const LuwteRedactionDecision *decision)
{
  g_autofree char *name = g_strdup_printf (_ ("Remove %s"), decision->word);
  GtkWidget *row = make_row (decision->word, _ ("Stays, because you said so"), "–",
                                               luwte_case_words_group (decision->category));

  g_object_set_data (G_OBJECT (row), "decision", GUINT_TO_POINTER (index));
  add_button (self, row, _ ("Remove"), name, G_CALLBACK (remove_cb));
  adw_preferences_group_add (self->kept, row);
  g_ptr_array_add (self->stays, row);
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* The focus stays with the word that was answered, wherever its row is now. */
static void
focus_again (LuwteFindList *self)
{
  GPtrArray *lists[] = { self->rows, self->stays };

  if (self->focused == NULL)
    return;
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (g_strcmp0 (adw_preferences_row_get_title (g_ptr_array_index (lists[l], i)),
                     self->focused) == 0)
        gtk_widget_grab_focus (g_ptr_array_index (lists[l], i));
  g_clear_pointer (&self->focused, g_free);
}

void
luwte_find_list_show (LuwteFindList *self, LuwteRedaction *redaction, GPtrArray *finds)
{
  const GArray *decisions;
  g_autofree char *description = NULL;

  g_return_if_fail (LUWTE_IS_FIND_LIST (self));

  g_set_object (&self->redaction, redaction);
  clear (self->removed, self->rows);
  clear (self->kept, self->stays);
  for (guint i = 0; i < finds->len; i++)
    if (((LuwteFind *) g_ptr_array_index (finds, i))->number > 0)
      add_find (self, g_ptr_array_index (finds, i));
  decisions = luwte_redaction_get_decisions (redaction);
  for (guint i = 0; i < decisions->len; i++)
    if (!g_array_index (decisions, LuwteRedactionDecision, i).removed)
      add_kept (self, i, &g_array_index (decisions, LuwteRedactionDecision, i));
  gtk_widget_set_visible (GTK_WIDGET (self->kept), self->stays->len > 0);
  description =
      self->rows->len > 0
          ? g_strdup_printf (ngettext ("%u goes", "%u go", self->rows->len), self->rows->len)
          : g_strdup (_ ("Nothing was found. Read the text yourself: select what tells who "
                                   "somebody is and press Ctrl+M."));
  adw_preferences_group_set_description (self->removed, description);
  focus_again (self);
}

static void
luwte_find_list_dispose (GObject *object)
{
  LuwteFindList *self = LUWTE_FIND_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_FIND_LIST);
  g_clear_object (&self->redaction);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->stays, g_ptr_array_unref);
  g_clear_pointer (&self->focused, g_free);
  G_OBJECT_CLASS (luwte_find_list_parent_class)->dispose (object);
}

static void
luwte_find_list_class_init (LuwteFindListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_find_list_dispose;
  place_signal = g_signal_new ("show-place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-find-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteFindList, removed);
  gtk_widget_class_bind_template_child (widget_class, LuwteFindList, kept);
}

static void
luwte_find_list_init (LuwteFindList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->stays = g_ptr_array_new ();
}
