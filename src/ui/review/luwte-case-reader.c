/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-case-reader.h"

#include <glib/gi18n.h>

#include "luwte-case-content.h"
#include "luwte-case-words.h"

#define LINE_HEIGHT 1.4

struct _LuwteCaseReader
{
  AdwBin parent_instance;

  /* template children */
  GtkWidget *tags;
  GtkLabel *asked;
  GtkLabel *question;
  GtkWidget *parts;

  double scale;
};

G_DEFINE_FINAL_TYPE (LuwteCaseReader, luwte_case_reader, ADW_TYPE_BIN)

static void
clear (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    {
      if (ADW_IS_WRAP_BOX (box))
        adw_wrap_box_remove (ADW_WRAP_BOX (box), child);
      else
        gtk_box_remove (GTK_BOX (box), child);
    }
}

static void
add_tag (LuwteCaseReader *self, const char *words, const char *style)
{
  GtkWidget *label;

  if (words == NULL || *words == '\0')
    return;
  label = gtk_label_new (words);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "luwte-tag");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  adw_wrap_box_append (ADW_WRAP_BOX (self->tags), label);
}

static void
size_label (LuwteCaseReader *self, GtkWidget *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (self->scale));
  pango_attr_list_insert (attributes, pango_attr_line_height_new (LINE_HEIGHT));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static void
add_label (LuwteCaseReader *self, const char *words, gboolean heading)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (heading)
    {
      gtk_widget_add_css_class (label, "caption-heading");
      gtk_widget_set_margin_top (label, 6);
    }
  else
    {
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      size_label (self, label);
    }
  gtk_box_append (GTK_BOX (self->parts), label);
}

/* A summary for the library goes to nobody, so there is nobody it comes from. */
static gboolean
is_summary (const LuwteCaseContent *content)
{
  return content->parts->len > 0 &&
         g_strcmp0 (((LuwteCasePart *) content->parts->pdata[0])->from, "answer") == 0;
}

static void
add_tags (LuwteCaseReader *self, const LuwteCaseContent *content, const char *expires)
{
  g_autofree char *month = NULL, *until = NULL, *author = NULL;

  add_tag (self, content->reason_label, NULL);
  if (is_summary (content))
    return;
  if (content->urgent)
    add_tag (self, _ ("Urgent"), "urgent");
  author = content->author != NULL ? g_strdup_printf (_ ("From %s"), content->author) : NULL;
  add_tag (self, author != NULL ? author : _ ("Author unnamed"), NULL);
  month = expires != NULL ? luwte_case_words_month (expires) : NULL;
  until = month != NULL ? g_strdup_printf (_ ("Can be read until the end of %s"), month) : NULL;
  add_tag (self, until, NULL);
}

void
luwte_case_reader_show (LuwteCaseReader *self, const LuwteCaseContent *content, const char *expires)
{
  g_autofree char *heading = NULL;

  g_return_if_fail (LUWTE_IS_CASE_READER (self));

  clear (self->tags);
  clear (self->parts);
  gtk_label_set_text (self->question, content != NULL ? content->question : "");
  if (content == NULL)
    return;
  gtk_label_set_text (self->asked,
                      is_summary (content) ? _ ("Question") : _ ("Question for the meeting"));
  add_tags (self, content, expires);
  for (guint i = 0; i < content->parts->len; i++)
    {
      const LuwteCasePart *part = g_ptr_array_index (content->parts, i);
      g_autofree char *now = luwte_case_words_heading (part->from, part->part_of_day, part->season);

      /* Said once for messages that follow one another. */
      if (g_strcmp0 (now, heading) != 0)
        add_label (self, now, TRUE);
      g_set_str (&heading, now);
      add_label (self, part->text, FALSE);
    }
}

void
luwte_case_reader_set_scale (LuwteCaseReader *self, double scale)
{
  g_return_if_fail (LUWTE_IS_CASE_READER (self));

  self->scale = CLAMP (scale, 0.8, 3.0);
  size_label (self, GTK_WIDGET (self->question));
  for (GtkWidget *child = gtk_widget_get_first_child (self->parts); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_label_get_selectable (GTK_LABEL (child)))
      size_label (self, child);
}

double
luwte_case_reader_get_scale (LuwteCaseReader *self)
{
  g_return_val_if_fail (LUWTE_IS_CASE_READER (self), 1.0);
  return self->scale;
}

static void
luwte_case_reader_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LUWTE_TYPE_CASE_READER);
  G_OBJECT_CLASS (luwte_case_reader_parent_class)->dispose (object);
}

static void
luwte_case_reader_class_init (LuwteCaseReaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_case_reader_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-case-reader.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseReader, tags);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseReader, asked);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseReader, question);
  gtk_widget_class_bind_template_child (widget_class, LuwteCaseReader, parts);
}

static void
luwte_case_reader_init (LuwteCaseReader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  luwte_case_reader_set_scale (self, 1.0);
}
