/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-review-page.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-flag-row.h"
#include "luwte-flag.h"
#include "luwte-layout.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteReviewPage
{
  AdwBin parent_instance;

  /* template children */
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwPreferencesGroup *group;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteReview *review;
  GPtrArray *reasons;
  GPtrArray *rows;      /* of borrowed rows */
  LuwteFlag *taken_off; /* what Undo puts back */
  LuwteLayout layout;
};

typedef enum
{
  PROP_LAYOUT = 1,
} LuwteReviewPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteReviewPage, luwte_review_page, ADW_TYPE_BIN)

static void load (LuwteReviewPage *self);

static void
say (LuwteReviewPage *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static const char *
reason_label (LuwteReviewPage *self, const char *code)
{
  for (guint i = 0; self->reasons != NULL && i < self->reasons->len; i++)
    if (g_strcmp0 (luwte_code_get_code (g_ptr_array_index (self->reasons, i)), code) == 0)
      return luwte_code_get_label (g_ptr_array_index (self->reasons, i));
  return code;
}

static void
put_back_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteReviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_review_flag_finish (LUWTE_REVIEW (object), result, &error);

  if (self->review == NULL)
    return;
  if (id == NULL)
    say (self, error);
  load (self);
}

static void
undo_cb (LuwteReviewPage *self)
{
  const LuwteFlagFields *fields;

  if (self->taken_off == NULL || self->review == NULL)
    return;
  fields = luwte_flag_get_fields (self->taken_off);
  luwte_review_flag_async (self->review, fields->session_id, fields->reason, fields->urgent,
                           fields->question, NULL, put_back_cb, g_object_ref (self));
  g_clear_object (&self->taken_off);
}

static void
unflagged_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteReviewPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_review_unflag_finish (LUWTE_REVIEW (object), result, &error))
    {
      if (self->review != NULL)
        say (self, error);
      return;
    }
  if (self->review == NULL)
    return;
  luwte_toast_offer_undo (GTK_WIDGET (self), _ ("Taken off the list"), G_CALLBACK (undo_cb), self);
  load (self);
}

static void
unflag_cb (LuwteReviewPage *self, LuwteFlagRow *row)
{
  g_set_object (&self->taken_off, luwte_flag_row_get_flag (row));
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  luwte_review_unflag_async (self->review, luwte_flag_get_fields (self->taken_off)->id, NULL,
                             unflagged_cb, g_object_ref (self));
}

static void
show_flags (LuwteReviewPage *self, GPtrArray *flags)
{
  g_autofree char *subtitle = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < flags->len; i++)
    {
      LuwteFlag *flag = g_ptr_array_index (flags, i);
      GtkWidget *row =
          luwte_flag_row_new (flag, reason_label (self, luwte_flag_get_fields (flag)->reason));

      g_signal_connect_object (row, "unflag", G_CALLBACK (unflag_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  if (flags->len > 0)
    subtitle = g_strdup_printf (ngettext ("%u flagged", "%u flagged", flags->len), flags->len);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, flags->len > 0 ? "list" : "empty");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteReviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) flags = luwte_review_list_finish (LUWTE_REVIEW (object), result, &error);

  if (self->review == NULL)
    return;
  if (flags != NULL)
    show_flags (self, flags);
  else
    say (self, error);
}

static void
load (LuwteReviewPage *self)
{
  if (self->review != NULL)
    luwte_review_list_async (self->review, NULL, listed_cb, g_object_ref (self));
}

static void
luwte_review_page_dispose (GObject *object)
{
  LuwteReviewPage *self = LUWTE_REVIEW_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_clear_object (&self->taken_off);
  g_clear_object (&self->review);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_review_page_parent_class)->dispose (object);
}

static void
luwte_review_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteReviewPage *self = LUWTE_REVIEW_PAGE (object);

  switch ((LuwteReviewPageProperty) id)
    {
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_review_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteReviewPage *self = LUWTE_REVIEW_PAGE (object);

  switch ((LuwteReviewPageProperty) id)
    {
    case PROP_LAYOUT:
      if (self->layout == (LuwteLayout) g_value_get_int (value))
        return;
      self->layout = g_value_get_int (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
luwte_review_page_class_init (LuwteReviewPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_review_page_dispose;
  object_class->get_property = luwte_review_page_get_property;
  object_class->set_property = luwte_review_page_set_property;

  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, group);
}

static void
luwte_review_page_init (LuwteReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

GtkWidget *
luwte_review_page_new (LuwteWorkspace *workspace)
{
  LuwteReviewPage *self = g_object_new (LUWTE_TYPE_REVIEW_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->review, luwte_workspace_get_review (workspace));
  self->reasons = luwte_workspace_flag_reasons (workspace, luwte_words_language ());
  g_signal_connect_object (workspace, "erased", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  /* Flags are set in Chats: looked at again each time the page comes up. */
  g_signal_connect_object (self, "map", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
