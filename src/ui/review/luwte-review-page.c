/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-review-page.h"

#include <glib/gi18n.h>

#include "luwte-advice-group.h"
#include "luwte-board-view.h"
#include "luwte-case-dialog.h"
#include "luwte-code.h"
#include "luwte-flag-row.h"
#include "luwte-flag.h"
#include "luwte-folder-watch.h"
#include "luwte-folder-words.h"
#include "luwte-layout.h"
#include "luwte-library-view.h"
#include "luwte-page-keys.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteReviewPage
{
  AdwBin parent_instance;

  /* template children */
  AdwWindowTitle *title;
  GtkStack *views;
  GtkStack *stack;
  AdwStatusPage *begin;
  AdwBanner *banner;
  LuwteAdviceGroup *answers;
  AdwPreferencesGroup *group;
  GtkWidget *to_board;
  LuwteBoardView *board;
  LuwteLibraryView *library;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteReview *review;
  GPtrArray *reasons;
  GPtrArray *flags;
  GPtrArray *rows;      /* of borrowed rows */
  LuwteFlag *taken_off; /* what Undo puts back */
  char *shown;          /* describe_mine() of what is on the page */
  char *unread;         /* (nullable): of which files the folder is full */
  char *left;           /* (nullable): what may lie in a folder that was used before */
  gboolean teamless;    /* in no roster */
  LuwteLayout layout;
};

typedef enum
{
  PROP_LAYOUT = 1,
} LuwteReviewPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

static const LuwtePageKey keys[] = { { "F5", "review.sync", 0 } };

G_DEFINE_FINAL_TYPE (LuwteReviewPage, luwte_review_page, ADW_TYPE_BIN)

static void load (LuwteReviewPage *self);

static void
look (LuwteReviewPage *self)
{
  luwte_folder_watch_look (luwte_workspace_get_folder_watch (self->workspace));
}

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
        {
          say (self, error);
          g_clear_pointer (&self->shown, g_free);
          load (self);
        }
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
sent_cb (LuwteReviewPage *self, gboolean delivered)
{
  luwte_toast_say (GTK_WIDGET (self), luwte_folder_words_sent (delivered));
  load (self);
  look (self);
}

static void
put_cb (LuwteReviewPage *self, LuwteFlagRow *row)
{
  GtkWidget *dialog =
      luwte_case_dialog_new (self->workspace,
                             luwte_flag_get_fields (luwte_flag_row_get_flag (row))->id);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
clear (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (rows, i));
  g_ptr_array_set_size (rows, 0);
}

/* (transfer full): all that the rows show that can change. The folder is looked into every minute,
 * and a row that is open, or in which somebody writes, must not be made anew for nothing. */
static char *
describe_mine (LuwteReviewPage *self)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; self->flags != NULL && i < self->flags->len; i++)
    {
      const LuwteFlagFields *flag = luwte_flag_get_fields (g_ptr_array_index (self->flags, i));

      g_string_append_printf (said, "%s %" G_GINT64_FORMAT " %d %d %s\n", flag->id, flag->sent,
                              (int) flag->due, flag->urgent, flag->nickname);
    }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
add_flag (LuwteReviewPage *self, LuwteFlag *flag)
{
  GtkWidget *row = luwte_flag_row_new (flag,
                                       reason_label (self, luwte_flag_get_fields (flag)->reason));

  g_signal_connect_object (row, "unflag", G_CALLBACK (unflag_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "put", G_CALLBACK (put_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_stack (LuwteReviewPage *self)
{
  const gboolean any = self->rows->len > 0 || gtk_widget_get_visible (GTK_WIDGET (self->answers));

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : self->teamless ? "begin" : "empty");
}

static void
show_mine (LuwteReviewPage *self)
{
  const guint n = self->flags != NULL ? self->flags->len : 0;
  g_autofree char *subtitle = NULL;
  g_autofree char *now = describe_mine (self);

  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_set_str (&self->shown, now);
  clear (self->group, self->rows);
  for (guint i = 0; i < n; i++)
    add_flag (self, g_ptr_array_index (self->flags, i));
  gtk_widget_set_visible (GTK_WIDGET (self->group), n > 0);
  if (n > 0)
    subtitle = g_strdup_printf (ngettext ("%u flagged", "%u flagged", n), n);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  show_stack (self);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteReviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) flags = luwte_review_list_finish (LUWTE_REVIEW (object), result, &error);

  if (self->review == NULL)
    return;
  if (flags == NULL)
    {
      say (self, error);
      return;
    }
  g_clear_pointer (&self->flags, g_ptr_array_unref);
  self->flags = g_steal_pointer (&flags);
  show_mine (self);
}

static void
load (LuwteReviewPage *self)
{
  LuwteBoard *board = luwte_workspace_get_board (self->workspace);

  if (self->review == NULL || board == NULL)
    return;
  luwte_review_list_async (self->review, NULL, listed_cb, g_object_ref (self));
  luwte_advice_group_load (self->answers);
  luwte_board_view_load (self->board);
}

/* What stands in the way, the first of it, with the way out that there is. */
static void
show_problem (LuwteReviewPage *self)
{
  const GError *error = luwte_folder_watch_get_problem (
      luwte_workspace_get_folder_watch (self->workspace));
  g_autofree char *words = NULL;

  if (self->teamless)
    words = g_strdup (_ ("You are in no roster yet. What you flag stays in your vault."));
  else if (error != NULL)
    words = luwte_folder_words_problem (error);
  else
    words = g_strdup (self->unread != NULL ? self->unread : self->left);
  /* It keeps its words while it slides away. */
  if (words != NULL)
    adw_banner_set_title (self->banner, words);
  adw_banner_set_button_label (self->banner,
                               self->teamless || self->unread != NULL ? _ ("_Team…")
                                                                      : _ ("_Choose Folder…"));
  adw_banner_set_revealed (self->banner, words != NULL);
}

static void load_team (LuwteReviewPage *self);

static void
looked_cb (LuwteReviewPage *self, const LuwteBoardSync *sync)
{
  g_autofree char *refused = NULL;

  if (self->review == NULL)
    return;
  g_clear_pointer (&self->unread, g_free);
  g_clear_pointer (&self->left, g_free);
  if (sync != NULL)
    {
      self->unread = luwte_folder_words_unread (sync->taken);
      self->left = luwte_folder_words_left (sync);
      refused = luwte_folder_words_refused (sync->taken);
    }
  if (refused != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    luwte_toast_say (GTK_WIDGET (self), refused);
  show_problem (self);
  if (self->teamless)
    load_team (self);
  load (self);
}

static void
team_button_cb (LuwteReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.team", NULL);
}

static void
team_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteReviewPage) self = data;
  g_autoptr (LuwteTeamState) state = luwte_team_load_finish (LUWTE_TEAM (object), result, NULL);
  const gboolean advises = state != NULL &&
                           (state->roles & (LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING)) != 0;
  const gboolean was = self->review != NULL && gtk_widget_get_visible (self->to_board);

  if (self->review == NULL || state == NULL)
    return;
  self->teamless = state->roster == NULL || state->roles == 0;
  adw_status_page_set_description (
      self->begin, state->name == NULL
      ? _ ("Give yourself a name that your colleagues know. Then send your card to "
                            "your team lead, or, when you lead, take in the cards of the others and "
                            "sign the roster.")
      : _ ("Send your card to your team lead and take in the roster that comes "
                            "back. When you lead, take in the cards of the others and sign the "
                            "roster."));
  show_problem (self);
  show_stack (self);
  gtk_widget_set_visible (self->to_board, advises);
  /* Who advises comes for the board. */
  if (advises && !was)
    gtk_stack_set_visible_child_name (self->views, "board");
  else if (!advises && g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "board") == 0)
    gtk_stack_set_visible_child_name (self->views, "mine");
}

static void
load_team (LuwteReviewPage *self)
{
  LuwteTeam *team = luwte_workspace_get_team (self->workspace);

  if (team != NULL)
    luwte_team_load_async (team, NULL, team_cb, g_object_ref (self));
}

static void
mapped_cb (LuwteReviewPage *self)
{
  load_team (self);
  look (self);
}

static void
sealed_cb (LuwteReviewPage *self)
{
  luwte_toast_say (GTK_WIDGET (self), _ ("The advice is sealed and goes back"));
  look (self);
}

static void
show_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteReviewPage *self = LUWTE_REVIEW_PAGE (widget);

  gtk_stack_set_visible_child_name (self->views, g_variant_get_string (parameter, NULL));
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  look (LUWTE_REVIEW_PAGE (widget));
}

static void
luwte_review_page_dispose (GObject *object)
{
  LuwteReviewPage *self = LUWTE_REVIEW_PAGE (object);

  if (self->board != NULL)
    luwte_board_view_set_workspace (self->board, NULL);
  if (self->answers != NULL)
    luwte_advice_group_set_target (self->answers, NULL, NULL);
  if (self->library != NULL)
    luwte_library_view_set_workspace (self->library, NULL);
  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REVIEW_PAGE);
  g_clear_pointer (&self->flags, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->unread, g_free);
  g_clear_pointer (&self->left, g_free);
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
      luwte_board_view_set_narrow (self->board, self->layout == LUWTE_LAYOUT_NARROW);
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

  gtk_widget_class_install_action (widget_class, "review.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "review.sync", NULL, sync_action);
  g_type_ensure (LUWTE_TYPE_ADVICE_GROUP);
  g_type_ensure (LUWTE_TYPE_BOARD_VIEW);
  g_type_ensure (LUWTE_TYPE_LIBRARY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, begin);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, views);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, banner);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, answers);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, to_board);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, board);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, library);
  gtk_widget_class_bind_template_callback (widget_class, sealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_stack);
  gtk_widget_class_bind_template_callback (widget_class, team_button_cb);
  gtk_widget_class_bind_template_child (widget_class, LuwteReviewPage, group);
}

static void
luwte_review_page_init (LuwteReviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  luwte_page_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
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
  g_signal_connect_object (self, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (luwte_workspace_get_folder_watch (workspace), "looked",
                           G_CALLBACK (looked_cb), self, G_CONNECT_SWAPPED);
  luwte_board_view_set_workspace (self->board, workspace);
  luwte_advice_group_set_target (self->answers, workspace, NULL);
  luwte_library_view_set_workspace (self->library, workspace);
  load (self);
  return GTK_WIDGET (self);
}
