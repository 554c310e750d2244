/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: there is a next step only when no question is open and the preview was looked at since
 * the last change; which word is open stands in words below the button. */
#include "config.h"

#include "luwte-redact-page.h"

#include <glib/gi18n.h>

#include "luwte-case-reader.h"
#include "luwte-case-words.h"
#include "luwte-find-list.h"
#include "luwte-marked-text.h"
#include "luwte-redaction.h"
#include "luwte-words.h"

#define AROUND 40

struct _LuwteRedactPage
{
  AdwNavigationPage parent_instance;

  /* template children */
  AdwWindowTitle *title;
  AdwOverlaySplitView *split;
  AdwToggleGroup *mode;
  GtkStack *stack;
  GtkWidget *card;
  GtkLabel *prompt;
  GtkLabel *context;
  GtkLabel *count;
  GtkWidget *remove;
  LuwteMarkedText *text;
  AdwWrapBox *legend;
  LuwteCaseReader *preview;
  LuwteFindList *finds;
  GtkButton *next;
  GtkLabel *why_not;

  /* owned */
  LuwteRedaction *redaction;
  char *question; /* id of the one that the card asks */
  gboolean seen;
  gboolean narrow;
};

typedef enum
{
  PROP_NARROW = 1,
} LuwteRedactPageProperty;

static GParamSpec *properties[PROP_NARROW + 1];
static guint next_signal;

G_DEFINE_FINAL_TYPE (LuwteRedactPage, luwte_redact_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
in_preview (LuwteRedactPage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->mode), "preview") == 0;
}

static char *
why_not (LuwteRedactPage *self)
{
  const GArray *questions = luwte_redaction_get_questions (self->redaction);
  g_autoptr (GError) error = NULL;

  if (questions->len > 0)
    {
      const char *word = g_array_index (questions, LuwteRedactionQuestion, 0).word;

      return questions->len == 1
          ? g_strdup_printf (_ ("Answer the open question first: %s"), word)
          : g_strdup_printf (ngettext ("Answer the open questions first: %s and %u more",
                                       "Answer the open questions first: %s and %u more",
                                       questions->len - 1),
                             word, questions->len - 1);
    }
  if (!luwte_redaction_may_seal (self->redaction, &error))
    return luwte_words_problem (error);
  return self->seen ? NULL : g_strdup (_ ("Read the preview first."));
}

static void
show_ready (LuwteRedactPage *self)
{
  g_autofree char *why = why_not (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->next), why == NULL);
  gtk_label_set_text (self->why_not, why != NULL ? why : _ ("You read what will be read."));
}

static gboolean
is_space_before (const char *text, guint offset)
{
  return g_unichar_isspace (g_utf8_get_char (g_utf8_offset_to_pointer (text, offset - 1)));
}

static void
show_context (LuwteRedactPage *self, const LuwteRedactionQuestion *question)
{
  const char *text = luwte_redaction_get_part (self->redaction, question->part)->text;
  const guint length = (guint) g_utf8_strlen (text, -1);
  guint from = question->start > AROUND ? question->start - AROUND : 0;
  guint to = MIN (question->end + AROUND, length);
  g_autofree char *piece = NULL;
  g_autofree char *shown = NULL;

  /* Whole words. */
  while (from > 0 && from < question->start && !is_space_before (text, from))
    from++;
  while (to < length && to > question->end && !is_space_before (text, to))
    to--;
  piece = g_strstrip (g_utf8_substring (text, from, to));
  shown = g_strdup_printf ("%s%s%s", from > 0 ? "… " : "", g_strdelimit (piece, "\n", ' '),
                           to < length ? " …" : "");
  gtk_label_set_text (self->context, shown);
}

static void
show_question (LuwteRedactPage *self)
{
  const GArray *questions = luwte_redaction_get_questions (self->redaction);
  const gboolean had_focus = gtk_widget_get_focus_child (self->card) != NULL;
  const LuwteRedactionQuestion *question;
  g_autofree char *count = NULL;

  g_clear_pointer (&self->question, g_free);
  if (questions->len == 0)
    {
      gtk_widget_set_visible (self->card, FALSE);
      if (had_focus)
        luwte_marked_text_grab_focus (self->text);
      return;
    }
  question = &g_array_index (questions, LuwteRedactionQuestion, 0);
  self->question = g_strdup (question->id);
  gtk_label_set_text (self->prompt, question->prompt);
  show_context (self, question);
  count = g_strdup_printf (ngettext ("%u open question", "%u open questions", questions->len),
                           questions->len);
  gtk_label_set_text (self->count, count);
  gtk_widget_set_visible (self->card, TRUE);
  if (had_focus)
    {
      gtk_widget_grab_focus (self->remove);
      gtk_accessible_announce (GTK_ACCESSIBLE (self), question->prompt,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
}

static void
show_preview (LuwteRedactPage *self)
{
  g_autoptr (LuwteCaseContent) content = luwte_redaction_preview (self->redaction);

  luwte_case_reader_show (self->preview, content, NULL);
  self->seen = luwte_redaction_get_questions (self->redaction)->len == 0;
}

/* Comes with every change of the redaction, through the text that is made anew with it. */
static void
found_cb (LuwteRedactPage *self)
{
  if (self->redaction == NULL)
    return;
  luwte_find_list_show (self->finds, self->redaction, luwte_marked_text_get_finds (self->text));
  show_question (self);
  self->seen = FALSE;
  if (in_preview (self))
    show_preview (self);
  show_ready (self);
}

static void
mode_cb (LuwteRedactPage *self)
{
  if (self->redaction == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, in_preview (self) ? "preview" : "edit");
  if (in_preview (self))
    show_preview (self);
  show_ready (self);
}

static void
answer (LuwteRedactPage *self, gboolean remove)
{
  g_autofree char *id = g_strdup (self->question);

  if (id != NULL)
    luwte_redaction_answer (self->redaction, id, remove);
}

static void
remove_cb (LuwteRedactPage *self)
{
  answer (self, TRUE);
}

static void
keep_cb (LuwteRedactPage *self)
{
  answer (self, FALSE);
}

static void
place_cb (LuwteRedactPage *self, guint part, guint start, guint end)
{
  adw_toggle_group_set_active_name (self->mode, "edit");
  if (self->narrow)
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  luwte_marked_text_show_place (self->text, part, start, end);
  luwte_marked_text_grab_focus (self->text);
}

static void
next_cb (LuwteRedactPage *self)
{
  g_autofree char *why = why_not (self);

  if (why == NULL)
    g_signal_emit (self, next_signal, 0);
}

static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (widget);

  if (self->redaction != NULL && !luwte_marked_text_mark (self->text, "OTHER"))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Select a word in the text first"),
                                                      GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
keep_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (widget);

  if (self->redaction != NULL)
    luwte_marked_text_keep (self->text);
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (widget);

  adw_toggle_group_set_active_name (self->mode, "edit");
  luwte_marked_text_step (self->text, g_variant_get_boolean (parameter));
}

static void
preview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (widget);

  adw_toggle_group_set_active_name (self->mode, in_preview (self) ? "edit" : "preview");
}

static void
finds_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (widget);

  adw_overlay_split_view_set_show_sidebar (self->split,
                                           !adw_overlay_split_view_get_show_sidebar (self->split));
}

static void
showing_cb (LuwteRedactPage *self)
{
  adw_toggle_group_set_active_name (self->mode, "edit");
  luwte_marked_text_set_redaction (self->text, self->redaction);
}

static void
shown_cb (LuwteRedactPage *self)
{
  if (gtk_widget_get_visible (self->card))
    gtk_widget_grab_focus (self->remove);
  else
    luwte_marked_text_grab_focus (self->text);
}

/* Choosing other parts would otherwise show each of them here as it is chosen. */
static void
hidden_cb (LuwteRedactPage *self)
{
  luwte_marked_text_set_redaction (self->text, NULL);
}

void
luwte_redact_page_set_redaction (LuwteRedactPage *self, LuwteRedaction *redaction)
{
  g_return_if_fail (LUWTE_IS_REDACT_PAGE (self));

  g_set_object (&self->redaction, redaction);
}

void
luwte_redact_page_set_words (LuwteRedactPage *self, const char *title, const char *step,
                             const char *next)
{
  g_return_if_fail (LUWTE_IS_REDACT_PAGE (self));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, step);
  gtk_button_set_label (self->next, next);
}

static void
fill_legend (LuwteRedactPage *self)
{
  for (LuwteMarkGroup group = 0; group < LUWTE_N_MARKS; group++)
    {
      GtkWidget *label = gtk_label_new (luwte_case_words_group_name (group));
      g_autofree char *style = g_strdup_printf ("mark-%u", group);

      gtk_widget_add_css_class (label, "luwte-mark");
      gtk_widget_add_css_class (label, style);
      adw_wrap_box_append (self->legend, label);
    }
}

static void
luwte_redact_page_dispose (GObject *object)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (object);

  g_clear_object (&self->redaction);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REDACT_PAGE);
  g_clear_pointer (&self->question, g_free);
  G_OBJECT_CLASS (luwte_redact_page_parent_class)->dispose (object);
}

static void
luwte_redact_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((LuwteRedactPageProperty) id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, LUWTE_REDACT_PAGE (object)->narrow);
      break;
    }
}

static void
luwte_redact_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteRedactPage *self = LUWTE_REDACT_PAGE (object);

  switch ((LuwteRedactPageProperty) id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        return;
      self->narrow = g_value_get_boolean (value);
      adw_overlay_split_view_set_collapsed (self->split, self->narrow);
      adw_overlay_split_view_set_show_sidebar (self->split, !self->narrow);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "redact.mark", NULL, mark_action);
  gtk_widget_class_install_action (widget_class, "redact.keep", NULL, keep_action);
  gtk_widget_class_install_action (widget_class, "redact.step", "b", step_action);
  gtk_widget_class_install_action (widget_class, "redact.preview", NULL, preview_action);
  gtk_widget_class_install_action (widget_class, "redact.finds", NULL, finds_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, GDK_CONTROL_MASK, "redact.mark",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "redact.keep",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "redact.step",
                                       "b", FALSE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "redact.step", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "redact.preview",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "redact.finds", NULL);
}

static void
luwte_redact_page_class_init (LuwteRedactPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_redact_page_dispose;
  object_class->get_property = luwte_redact_page_get_property;
  object_class->set_property = luwte_redact_page_set_property;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  next_signal = g_signal_new ("next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  bind_keys (widget_class);

  g_type_ensure (LUWTE_TYPE_MARKED_TEXT);
  g_type_ensure (LUWTE_TYPE_CASE_READER);
  g_type_ensure (LUWTE_TYPE_FIND_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-redact-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, split);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, mode);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, card);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, prompt);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, context);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, count);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, remove);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, legend);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, preview);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, finds);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, next);
  gtk_widget_class_bind_template_child (widget_class, LuwteRedactPage, why_not);
  gtk_widget_class_bind_template_callback (widget_class, mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, showing_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, hidden_cb);
}

static void
luwte_redact_page_init (LuwteRedactPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_legend (self);
}
