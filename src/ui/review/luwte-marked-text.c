/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: what stands in this text beside the words of the parts (headings, numbers) is known by
 * its place, so that a selection is always counted in the part's own words. */
#include "config.h"

#include "luwte-marked-text.h"

#include <glib/gi18n.h>

#include "luwte-case-words.h"
#include "luwte-redaction.h"

/* A run of a part's words in the buffer. */
typedef struct
{
  guint part;
  guint from; /* in the part */
  guint at;   /* in the buffer */
  guint length;
} Run;

/* A mark in the buffer: the same word may have many. */
typedef struct
{
  guint at;
  guint end;
  guint part;
  guint start;
  guint stop;
  gboolean asked;
} Mark;

struct _LuwteMarkedText
{
  AdwBin parent_instance;

  /* template children */
  GtkTextView *view;

  /* owned */
  LuwteRedaction *redaction;
  GPtrArray *finds;
  GArray *runs;
  GArray *marks;
  GtkTextTag *groups[LUWTE_N_MARKS];
  GtkTextTag *heading;
  GtkTextTag *number;
};

static guint found_signal;

G_DEFINE_FINAL_TYPE (LuwteMarkedText, luwte_marked_text, ADW_TYPE_BIN)

static const char *const colours[LUWTE_N_MARKS] = {
  "#9141ac", "#1c71d8", "#c64600", "#26a269", "#865e3c", "#e5a50a",
};

static void
find_free (gpointer data)
{
  LuwteFind *find = data;

  g_free (find->word);
  g_free (find);
}

static GtkTextBuffer *
get_buffer (LuwteMarkedText *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
colour_tags (LuwteMarkedText *self)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  for (guint i = 0; i < LUWTE_N_MARKS; i++)
    {
      GdkRGBA colour;

      gdk_rgba_parse (&colour, colours[i]);
      colour.alpha = i == LUWTE_MARK_ASK ? 0.30F : dark ? 0.42F : 0.24F;
      g_object_set (self->groups[i], "background-rgba", &colour, NULL);
    }
}

static void
make_tags (LuwteMarkedText *self)
{
  GtkTextBuffer *buffer = get_buffer (self);

  self->heading = gtk_text_buffer_create_tag (buffer, NULL, "weight", PANGO_WEIGHT_BOLD, "scale",
                                              PANGO_SCALE_SMALL, "pixels-above-lines", 9, NULL);
  for (guint i = 0; i < LUWTE_N_MARKS; i++)
    self->groups[i] = gtk_text_buffer_create_tag (buffer, NULL, "underline",
                                                  i == LUWTE_MARK_ASK ? PANGO_UNDERLINE_DOUBLE
                                                                      : PANGO_UNDERLINE_SINGLE,
                                                  NULL);
  self->number = gtk_text_buffer_create_tag (buffer, NULL, "scale", PANGO_SCALE_X_SMALL, "weight",
                                             PANGO_WEIGHT_BOLD, "rise", 4 * PANGO_SCALE,
                                             "underline", PANGO_UNDERLINE_NONE, NULL);
  colour_tags (self);
}

static LuwteFind *
take_find (LuwteMarkedText *self, const char *word, const LuwteRedactionSpan *span, guint part)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  LuwteFind *find;
  guint n = 0;

  for (guint i = 0; i < self->finds->len; i++)
    {
      g_autofree char *other = NULL;

      find = g_ptr_array_index (self->finds, i);
      other = g_utf8_casefold (find->word, -1);
      n = MAX (n, find->number);
      if ((find->number == 0) == span->asked && g_str_equal (find->category, span->category) &&
          g_str_equal (other, folded))
        {
          find->count++;
          return find;
        }
    }
  find = g_new (LuwteFind, 1);
  *find = (LuwteFind) { .number = span->asked ? 0 : n + 1,
                        .word = g_strdup (word),
                        .category = span->category,
                        .person = span->person,
                        .part = part,
                        .start = span->start,
                        .end = span->end,
                        .count = 1 };
  g_ptr_array_add (self->finds, find);
  return find;
}

static void
add_run (LuwteMarkedText *self, GtkTextIter *end, guint part, guint from, const char *words,
         gsize bytes, GtkTextTag *tag)
{
  const Run run = { .part = part,
                    .from = from,
                    .at = (guint) gtk_text_iter_get_offset (end),
                    .length = (guint) g_utf8_strlen (words, (gssize) bytes) };

  if (bytes == 0)
    return;
  g_array_append_val (self->runs, run);
  gtk_text_buffer_insert_with_tags (get_buffer (self), end, words, (int) bytes, tag, NULL);
}

static void
add_span (LuwteMarkedText *self, GtkTextIter *end, guint part, const LuwteRedactionSpan *span,
          const char *from, const char *to)
{
  g_autofree char *word = g_strndup (from, (gsize) (to - from));
  const LuwteFind *find = take_find (self, word, span, part);
  const LuwteMarkGroup group = span->asked ? LUWTE_MARK_ASK
                                           : luwte_case_words_group (span->category);
  g_autofree char *number = span->asked ? g_strdup ("?") : g_strdup_printf ("%u", find->number);
  Mark mark = { .at = (guint) gtk_text_iter_get_offset (end),
                .part = part,
                .start = span->start,
                .stop = span->end,
                .asked = span->asked };

  add_run (self, end, part, span->start, from, (gsize) (to - from), self->groups[group]);
  mark.end = (guint) gtk_text_iter_get_offset (end);
  g_array_append_val (self->marks, mark);
  gtk_text_buffer_insert_with_tags (get_buffer (self), end, number, -1, self->groups[group],
                                    self->number, NULL);
}

static void
add_part (LuwteMarkedText *self, GtkTextIter *end, guint index)
{
  const LuwteRedactionPart *part = luwte_redaction_get_part (self->redaction, index);
  g_autofree char *heading = luwte_case_words_heading (part->from, part->part_of_day, part->season);
  g_autofree char *text = g_strdup (part->text);
  g_autoptr (GArray) spans = luwte_redaction_get_spans (self->redaction, index);
  const char *here = text;
  guint offset = 0;

  gtk_text_buffer_insert_with_tags (get_buffer (self), end, heading, -1, self->heading, NULL);
  gtk_text_buffer_insert (get_buffer (self), end, "\n", 1);
  for (guint i = 0; i < spans->len; i++)
    {
      const LuwteRedactionSpan *span = &g_array_index (spans, LuwteRedactionSpan, i);
      const char *from = g_utf8_offset_to_pointer (here, (glong) (span->start - offset));
      const char *to = g_utf8_offset_to_pointer (from, (glong) (span->end - span->start));

      add_run (self, end, index, offset, here, (gsize) (from - here), NULL);
      add_span (self, end, index, span, from, to);
      here = to;
      offset = span->end;
    }
  add_run (self, end, index, offset, here, strlen (here), NULL);
  gtk_text_buffer_insert (get_buffer (self), end, "\n", 1);
}

static void
empty (LuwteMarkedText *self)
{
  gtk_text_buffer_set_text (get_buffer (self), "", 0);
  g_ptr_array_set_size (self->finds, 0);
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->marks, 0);
}

static void
show (LuwteMarkedText *self)
{
  GtkTextIter iter;
  int cursor;

  gtk_text_buffer_get_iter_at_mark (get_buffer (self), &iter,
                                    gtk_text_buffer_get_insert (get_buffer (self)));
  cursor = gtk_text_iter_get_offset (&iter);
  empty (self);
  for (guint i = 0; i < luwte_redaction_get_n_parts (self->redaction); i++)
    if (luwte_redaction_get_part (self->redaction, i)->chosen)
      {
        gtk_text_buffer_get_end_iter (get_buffer (self), &iter);
        add_part (self, &iter, i);
      }
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &iter, cursor);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  g_signal_emit (self, found_signal, 0);
}

void
luwte_marked_text_set_redaction (LuwteMarkedText *self, LuwteRedaction *redaction)
{
  g_return_if_fail (LUWTE_IS_MARKED_TEXT (self));

  if (self->redaction != NULL)
    g_signal_handlers_disconnect_by_data (self->redaction, self);
  g_set_object (&self->redaction, redaction);
  if (redaction == NULL)
    {
      empty (self);
      return;
    }
  g_signal_connect_object (redaction, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

GPtrArray *
luwte_marked_text_get_finds (LuwteMarkedText *self)
{
  g_return_val_if_fail (LUWTE_IS_MARKED_TEXT (self), NULL);
  return self->finds;
}

static void
select_range (LuwteMarkedText *self, guint from, guint to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &start, (int) from);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &end, (int) to);
  gtk_text_buffer_select_range (get_buffer (self), &end, &start);
  gtk_text_view_scroll_to_mark (self->view, gtk_text_buffer_get_insert (get_buffer (self)), 0.1,
                                FALSE, 0, 0);
}

static guint
get_cursor (LuwteMarkedText *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end);
  return (guint) gtk_text_iter_get_offset (&start);
}

static void
announce_mark (LuwteMarkedText *self, const Mark *mark)
{
  GtkTextIter start, end;
  g_autofree char *word = NULL, *said = NULL;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &start, (int) mark->at);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &end, (int) mark->end);
  word = gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
  said = g_strdup_printf (mark->asked ? _ ("%s: open question") : _ ("%s: is removed"), word);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), said,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

void
luwte_marked_text_step (LuwteMarkedText *self, gboolean back)
{
  const guint cursor = get_cursor (self);
  const Mark *found = NULL;

  g_return_if_fail (LUWTE_IS_MARKED_TEXT (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (back ? mark->at < cursor : mark->at > cursor)
        {
          found = mark;
          if (!back)
            break;
        }
    }
  if (found == NULL && self->marks->len > 0)
    found = &g_array_index (self->marks, Mark, back ? self->marks->len - 1 : 0);
  if (found == NULL)
    return;
  select_range (self, found->at, found->end);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  announce_mark (self, found);
}

void
luwte_marked_text_show_place (LuwteMarkedText *self, guint part, guint start, guint end)
{
  g_return_if_fail (LUWTE_IS_MARKED_TEXT (self));

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (mark->part == part && mark->start == start && mark->stop == end)
        {
          select_range (self, mark->at, mark->end);
          return;
        }
    }
}

/* What of the selection are words of one part; numbers and headings inside it do not count. */
static gboolean
selected_words (LuwteMarkedText *self, guint *part, guint *from, guint *to)
{
  GtkTextIter start, end;
  gboolean any = FALSE;
  guint first, last;

  if (!gtk_text_buffer_get_selection_bounds (get_buffer (self), &start, &end))
    return FALSE;
  first = (guint) gtk_text_iter_get_offset (&start);
  last = (guint) gtk_text_iter_get_offset (&end);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const Run *run = &g_array_index (self->runs, Run, i);
      const guint left = MAX (first, run->at), right = MIN (last, run->at + run->length);

      if (left >= right || (any && run->part != *part))
        continue;
      if (!any)
        *from = run->from + left - run->at;
      *part = run->part;
      *to = run->from + right - run->at;
      any = TRUE;
    }
  return any;
}

static const Mark *
mark_at_cursor (LuwteMarkedText *self)
{
  const guint cursor = get_cursor (self);

  for (guint i = 0; i < self->marks->len; i++)
    {
      const Mark *mark = &g_array_index (self->marks, Mark, i);

      if (cursor >= mark->at && cursor <= mark->end)
        return mark;
    }
  return NULL;
}

static gboolean
answer_mark (LuwteMarkedText *self, const Mark *mark, gboolean remove)
{
  const GArray *questions = luwte_redaction_get_questions (self->redaction);
  GtkTextIter start, end;
  g_autofree char *word = NULL, *folded = NULL;

  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &start, (int) mark->at);
  gtk_text_buffer_get_iter_at_offset (get_buffer (self), &end, (int) mark->end);
  word = gtk_text_buffer_get_text (get_buffer (self), &start, &end, FALSE);
  folded = g_utf8_casefold (word, -1);
  for (guint i = 0; i < questions->len; i++)
    {
      const LuwteRedactionQuestion *question = &g_array_index (questions, LuwteRedactionQuestion,
                                                               i);
      g_autofree char *other = g_utf8_casefold (question->word, -1);

      if (g_str_equal (other, folded))
        return luwte_redaction_answer (self->redaction, question->id, remove);
    }
  return FALSE;
}

gboolean
luwte_marked_text_mark (LuwteMarkedText *self, const char *category)
{
  const Mark *mark;
  guint part, from, to;

  g_return_val_if_fail (LUWTE_IS_MARKED_TEXT (self), FALSE);

  mark = mark_at_cursor (self);
  if (selected_words (self, &part, &from, &to) &&
      (mark == NULL || mark->part != part || mark->start != from || mark->stop != to))
    return luwte_redaction_add (self->redaction, part, from, to, category);
  if (mark == NULL)
    return FALSE;
  return mark->asked
             ? answer_mark (self, mark, TRUE)
             : luwte_redaction_accept (self->redaction, mark->part, mark->start, mark->stop);
}

gboolean
luwte_marked_text_keep (LuwteMarkedText *self)
{
  const Mark *mark;

  g_return_val_if_fail (LUWTE_IS_MARKED_TEXT (self), FALSE);

  mark = mark_at_cursor (self);
  if (mark == NULL)
    return FALSE;
  return mark->asked
             ? answer_mark (self, mark, FALSE)
             : luwte_redaction_reject (self->redaction, mark->part, mark->start, mark->stop);
}

gboolean
luwte_marked_text_grab_focus (LuwteMarkedText *self)
{
  g_return_val_if_fail (LUWTE_IS_MARKED_TEXT (self), FALSE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
luwte_marked_text_dispose (GObject *object)
{
  LuwteMarkedText *self = LUWTE_MARKED_TEXT (object);

  if (self->view != NULL)
    luwte_marked_text_set_redaction (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MARKED_TEXT);
  g_clear_object (&self->redaction);
  G_OBJECT_CLASS (luwte_marked_text_parent_class)->dispose (object);
}

static void
luwte_marked_text_finalize (GObject *object)
{
  LuwteMarkedText *self = LUWTE_MARKED_TEXT (object);

  g_ptr_array_unref (self->finds);
  g_array_unref (self->runs);
  g_array_unref (self->marks);
  G_OBJECT_CLASS (luwte_marked_text_parent_class)->finalize (object);
}

static void
luwte_marked_text_class_init (LuwteMarkedTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_marked_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_marked_text_finalize;
  found_signal = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-marked-text.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteMarkedText, view);
}

static void
luwte_marked_text_init (LuwteMarkedText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->finds = g_ptr_array_new_with_free_func (find_free);
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  gtk_text_buffer_set_enable_undo (get_buffer (self), FALSE);
  make_tags (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (colour_tags), self, G_CONNECT_SWAPPED);
}
