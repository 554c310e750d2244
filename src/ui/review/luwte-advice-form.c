/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-advice-form.h"

#include <glib/gi18n.h>

#include "luwte-board.h"
#include "luwte-case-words.h"
#include "luwte-workspace.h"

#define SETTING_DRAFTS "board-drafts"
#define DRAFTS_TYPE    G_VARIANT_TYPE ("a{s(sssu)}")
#define SAVE_AFTER_MS  700

static const char *const decisions[] = { NULL, "continue", "end", "disclosure" };

struct _LuwteAdviceForm
{
  AdwBin parent_instance;

  /* template children */
  GtkTextView *points;
  GtkTextView *advice;
  GtkTextView *tasks;
  AdwComboRow *decision;
  GtkWidget *seal;
  GtkLabel *why_not;

  /* owned */
  LuwteWorkspace *workspace;
  char *case_id;
  guint save_id;
  gboolean loading;
  gboolean busy;
};

static guint seal_signal;

G_DEFINE_FINAL_TYPE (LuwteAdviceForm, luwte_advice_form, ADW_TYPE_BIN)

static char *
dup_words (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
put_words (GtkTextView *view, const char *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), words, -1);
}

static GVariant *
read_drafts (LuwteWorkspace *workspace)
{
  g_autofree char *text = luwte_workspace_get_setting (workspace, SETTING_DRAFTS);
  GVariant *drafts = text != NULL ? g_variant_parse (DRAFTS_TYPE, text, NULL, NULL, NULL) : NULL;

  return drafts != NULL
             ? drafts
             : g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{s(sssu)}"), NULL, 0));
}

static void
write_drafts (LuwteWorkspace *workspace, GVariantBuilder *builder)
{
  g_autoptr (GVariant) drafts = g_variant_ref_sink (g_variant_builder_end (builder));
  g_autofree char *text = g_variant_n_children (drafts) > 0 ? g_variant_print (drafts, FALSE)
                                                            : NULL;

  luwte_workspace_set_setting (workspace, SETTING_DRAFTS, text);
}

/* All drafts but that of @case_id. */
static GVariantBuilder *
others (GVariant *drafts, const char *case_id)
{
  GVariantBuilder *builder = g_variant_builder_new (DRAFTS_TYPE);

  for (gsize i = 0; i < g_variant_n_children (drafts); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (drafts, i);
      const char *key;

      g_variant_get_child (entry, 0, "&s", &key);
      if (g_strcmp0 (key, case_id) != 0)
        g_variant_builder_add_value (builder, entry);
    }
  return builder;
}

static void
keep (LuwteAdviceForm *self)
{
  g_autofree char *points = dup_words (self->points), *advice = dup_words (self->advice);
  g_autofree char *tasks = dup_words (self->tasks);
  const guint decision = adw_combo_row_get_selected (self->decision);
  g_autoptr (GVariant) drafts = NULL;
  g_autoptr (GVariantBuilder) builder = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->case_id == NULL || luwte_workspace_get_state (self->workspace) != LUWTE_WORKSPACE_OPEN)
    return;
  drafts = read_drafts (self->workspace);
  builder = others (drafts, self->case_id);
  if (*points != '\0' || *advice != '\0' || *tasks != '\0' || decision != 0)
    g_variant_builder_add (builder, "{s(sssu)}", self->case_id, points, advice, tasks, decision);
  write_drafts (self->workspace, builder);
}

static gboolean
keep_later_cb (gpointer data)
{
  LuwteAdviceForm *self = data;

  self->save_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
show_ready (LuwteAdviceForm *self)
{
  g_autofree char *advice = dup_words (self->advice);
  const char *why = *advice == '\0' ? _ ("Write the advice first")
                                    : luwte_advice_form_get_decision (self) == NULL
      ? _ ("Choose a decision first")
      : NULL;

  gtk_widget_set_sensitive (self->seal, why == NULL && !self->busy);
  gtk_label_set_text (self->why_not, why != NULL ? why : _ ("Only who sent the case can open it."));
}

static void
edited_cb (LuwteAdviceForm *self)
{
  show_ready (self);
  if (!self->loading && self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_AFTER_MS, keep_later_cb, self);
}

static void
fill (LuwteAdviceForm *self)
{
  const char *points = "", *advice = "", *tasks = "";
  guint decision = 0;
  g_autoptr (GVariant) drafts = self->case_id != NULL ? read_drafts (self->workspace) : NULL;

  self->loading = TRUE;
  for (gsize i = 0; drafts != NULL && i < g_variant_n_children (drafts); i++)
    {
      const char *key, *a, *b, *c;
      guint d;

      g_variant_get_child (drafts, i, "{&s(&s&s&su)}", &key, &a, &b, &c, &d);
      if (g_str_equal (key, self->case_id))
        {
          points = a;
          advice = b;
          tasks = c;
          decision = d < G_N_ELEMENTS (decisions) ? d : 0;
        }
    }
  put_words (self->points, points);
  put_words (self->advice, advice);
  put_words (self->tasks, tasks);
  adw_combo_row_set_selected (self->decision, decision);
  self->loading = FALSE;
  show_ready (self);
}

void
luwte_advice_form_set_case (LuwteAdviceForm *self, LuwteWorkspace *workspace, const char *case_id)
{
  g_return_if_fail (LUWTE_IS_ADVICE_FORM (self));

  if (self->case_id != NULL && g_strcmp0 (self->case_id, case_id) == 0)
    return;
  if (self->save_id != 0)
    keep (self);
  if (self->workspace != workspace)
    {
      if (self->workspace != NULL)
        g_signal_handlers_disconnect_by_data (self->workspace, self);
      g_set_object (&self->workspace, workspace);
      if (workspace != NULL)
        g_signal_connect_object (workspace, "locking", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
    }
  g_set_str (&self->case_id, case_id);
  fill (self);
}

/* (transfer full): with each task as a point of a list. */
static char *
list_tasks (const char *tasks)
{
  g_auto (GStrv) lines = g_strsplit (tasks, "\n", -1);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_string_append_printf (list, "%s– %s", list->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_section (GString *text, const char *heading, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s\n%s", text->len > 0 ? "\n\n" : "", heading, words);
}

char *
luwte_advice_form_dup_text (LuwteAdviceForm *self)
{
  g_autofree char *points = NULL, *advice = NULL, *tasks = NULL, *list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (LUWTE_IS_ADVICE_FORM (self), NULL);

  points = dup_words (self->points);
  advice = dup_words (self->advice);
  tasks = dup_words (self->tasks);
  list = list_tasks (tasks);
  if (*points == '\0' && *list == '\0')
    return g_steal_pointer (&advice);
  add_section (text, _ ("Advice"), advice);
  add_section (text, _ ("Discussed"), points);
  add_section (text, _ ("Tasks"), list);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

const char *
luwte_advice_form_get_decision (LuwteAdviceForm *self)
{
  const guint selected = adw_combo_row_get_selected (self->decision);

  return selected < G_N_ELEMENTS (decisions) ? decisions[selected] : NULL;
}

void
luwte_advice_form_set_busy (LuwteAdviceForm *self, gboolean busy)
{
  g_return_if_fail (LUWTE_IS_ADVICE_FORM (self));

  self->busy = busy;
  show_ready (self);
}

void
luwte_advice_form_done (LuwteAdviceForm *self)
{
  g_autoptr (GVariant) drafts = NULL;
  g_autoptr (GVariantBuilder) builder = NULL;

  g_return_if_fail (LUWTE_IS_ADVICE_FORM (self));

  g_clear_handle_id (&self->save_id, g_source_remove);
  self->busy = FALSE;
  if (self->case_id == NULL)
    return;
  drafts = read_drafts (self->workspace);
  builder = others (drafts, self->case_id);
  write_drafts (self->workspace, builder);
  fill (self);
}

static gboolean
is_among (GPtrArray *cases, const char *id)
{
  for (guint i = 0; i < cases->len; i++)
    if (g_str_equal (((LuwteBoardCase *) g_ptr_array_index (cases, i))->id, id))
      return TRUE;
  return FALSE;
}

void
luwte_advice_form_prune (LuwteWorkspace *workspace, GPtrArray *cases)
{
  g_autoptr (GVariant) drafts = read_drafts (workspace);
  g_autoptr (GVariantBuilder) builder = g_variant_builder_new (DRAFTS_TYPE);
  gboolean gone = FALSE;

  for (gsize i = 0; i < g_variant_n_children (drafts); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (drafts, i);
      const char *key;

      g_variant_get_child (entry, 0, "&s", &key);
      if (is_among (cases, key))
        g_variant_builder_add_value (builder, entry);
      else
        gone = TRUE;
    }
  if (gone)
    write_drafts (workspace, builder);
}

static void
seal_cb (LuwteAdviceForm *self)
{
  if (gtk_widget_get_sensitive (self->seal))
    g_signal_emit (self, seal_signal, 0);
}

static void
luwte_advice_form_dispose (GObject *object)
{
  LuwteAdviceForm *self = LUWTE_ADVICE_FORM (object);

  if (self->points != NULL)
    {
      GtkTextView *views[] = { self->points, self->advice, self->tasks };

      if (self->save_id != 0)
        keep (self);
      for (guint i = 0; i < G_N_ELEMENTS (views); i++)
        g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (views[i]), self);
    }
  g_clear_handle_id (&self->save_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_ADVICE_FORM);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->case_id, g_free);
  G_OBJECT_CLASS (luwte_advice_form_parent_class)->dispose (object);
}

static void
luwte_advice_form_class_init (LuwteAdviceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_advice_form_dispose;
  seal_signal = g_signal_new ("seal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-advice-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, points);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, advice);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, tasks);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, decision);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, seal);
  gtk_widget_class_bind_template_child (widget_class, LuwteAdviceForm, why_not);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_cb);
}

static void
luwte_advice_form_init (LuwteAdviceForm *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkTextView *views[3];

  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  views[0] = self->points;
  views[1] = self->advice;
  views[2] = self->tasks;
  gtk_string_list_append (labels, _ ("Choose"));
  for (guint i = 1; i < G_N_ELEMENTS (decisions); i++)
    gtk_string_list_append (labels, luwte_case_words_decision (decisions[i]));
  adw_combo_row_set_model (self->decision, G_LIST_MODEL (labels));
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    g_signal_connect_object (gtk_text_view_get_buffer (views[i]), "changed", G_CALLBACK (edited_cb),
                             self, G_CONNECT_SWAPPED);
  self->loading = FALSE;
}
