/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-board-view.h"

#include <glib/gi18n.h>

#include "luwte-advice-form.h"
#include "luwte-board.h"
#include "luwte-case-reader.h"
#include "luwte-case-words.h"
#include "luwte-clock.h"
#include "luwte-folder-watch.h"
#include "luwte-page-keys.h"
#include "luwte-summary-dialog.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define SCALE_STEP 0.1
#define SCALE_ROOM 1.6

struct _LuwteBoardView
{
  AdwBin parent_instance;

  /* template children */
  AdwNavigationSplitView *inner;
  AdwWindowTitle *title;
  GtkStack *stack;
  GtkListBox *list;
  GtkStack *side;
  AdwWindowTitle *case_title;
  LuwteCaseReader *reader;
  AdwActionRow *agenda;
  GtkMenuButton *agenda_button;
  GtkCalendar *calendar;
  GtkWidget *off;
  LuwteAdviceForm *form;
  AdwPreferencesGroup *given;
  AdwActionRow *decision;
  GtkLabel *advice;
  AdwActionRow *outcome;
  GtkWidget *to_library;

  /* owned */
  LuwteWorkspace *workspace;
  GPtrArray *cases;
  char *chosen;
  char *shown; /* describe_list() of what is in the list */
  gboolean narrow;
  gboolean room; /* for the screen of a meeting room */
  gboolean loading;

  AdwDialog *dialog; /* (nullable): weak, while one is written for the library */
};

static guint sealed_signal;

G_DEFINE_FINAL_TYPE (LuwteBoardView, luwte_board_view, ADW_TYPE_BIN)

static LuwteBoard *
get_board (LuwteBoardView *self)
{
  return self->workspace != NULL ? luwte_workspace_get_board (self->workspace) : NULL;
}

static void
say_error (LuwteBoardView *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static LuwteBoardCase *
get_chosen (LuwteBoardView *self)
{
  for (guint i = 0; self->cases != NULL && i < self->cases->len; i++)
    {
      LuwteBoardCase *one = g_ptr_array_index (self->cases, i);

      if (g_strcmp0 (one->id, self->chosen) == 0)
        return one;
    }
  return NULL;
}

/* "3 days", "today" */
static char *
age_in_words (LuwteDay received)
{
  const int days = (int) (luwte_words_day_of (luwte_clock_now ()) - received);

  return days <= 0
      ? g_strdup (_ ("came today"))
      : g_strdup_printf (ngettext ("came yesterday", "came %d days ago", (gulong) days), days);
}

static char *
describe (const LuwteBoardCase *one)
{
  g_autofree char *age = NULL, *day = NULL;

  if (g_str_equal (one->state, "discussed"))
    return g_strdup (one->outcome != NULL ? _ ("Outcome reported")
                                          : luwte_case_words_decision (one->decision));
  if (g_str_equal (one->state, "agenda"))
    {
      day = luwte_words_short_day (one->agenda, luwte_words_day_of (luwte_clock_now ()));
      return g_strdup_printf (one->urgent ? _ ("Urgent, on %s") : _ ("On %s"), day);
    }
  age = age_in_words (one->received);
  return g_strdup_printf (one->urgent ? _ ("Urgent, %s") : "%s", age);
}

static const char *
title_of (const LuwteBoardCase *one)
{
  return one->content != NULL ? one->content->reason_label : _ ("No longer readable");
}

static GtkWidget *
make_label (const char *words, const char *style)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_row (const LuwteBoardCase *one)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *second = describe (one);
  g_autofree char *name = g_strdup_printf ("%s, %s", title_of (one), second);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), make_label (title_of (one), "heading"));
  if (one->content != NULL)
    gtk_box_append (GTK_BOX (box), make_label (one->content->question, "caption"));
  gtk_box_append (GTK_BOX (box), make_label (second, "caption"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "case", g_strdup (one->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "state", g_strdup (one->state), g_free);
  return row;
}

static const char *
section_title (const char *state)
{
  return g_strcmp0 (state, "agenda") == 0 ? _ ("Agenda")
                                          : g_strcmp0 (state, "discussed") == 0
      ? _ ("Discussed")
      : _ ("New");
}

static void
header_func (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *state = g_object_get_data (G_OBJECT (row), "state");
  const char *other = before != NULL ? g_object_get_data (G_OBJECT (before), "state") : NULL;
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (state, other) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = make_label (section_title (state), "caption-heading");
  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_start (label, 12);
  gtk_list_box_row_set_header (row, label);
}

static void
show_agenda (LuwteBoardView *self, const LuwteBoardCase *one)
{
  g_autofree char *day = one->agenda != LUWTE_DAY_NONE ? luwte_words_day (one->agenda) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->agenda), !g_str_equal (one->state, "discussed"));
  adw_action_row_set_subtitle (self->agenda, day != NULL ? day : _ ("Not on the agenda yet"));
  gtk_widget_set_visible (self->off, day != NULL);
}

static void
show_given (LuwteBoardView *self, const LuwteBoardCase *one)
{
  const gboolean given = g_str_equal (one->state, "discussed");

  gtk_widget_set_visible (GTK_WIDGET (self->given), given);
  gtk_widget_set_visible (GTK_WIDGET (self->form), !given && one->content != NULL);
  if (!given)
    return;
  adw_action_row_set_subtitle (self->decision, luwte_case_words_decision (one->decision));
  gtk_label_set_text (self->advice, one->advice != NULL ? one->advice : "");
  adw_action_row_set_subtitle (self->outcome,
                               one->outcome != NULL ? one->outcome : _ ("Nothing was reported yet"));
  /* What was asked goes with the case. */
  gtk_widget_set_visible (self->to_library, one->content != NULL);
}

static void
show_chosen (LuwteBoardView *self)
{
  const LuwteBoardCase *one = get_chosen (self);

  gtk_stack_set_visible_child_name (self->stack, one != NULL ? "case" : "none");
  if (one == NULL)
    {
      luwte_case_reader_show (self->reader, NULL, NULL);
      luwte_advice_form_set_case (self->form, self->workspace, NULL);
      adw_window_title_set_title (self->case_title, "");
      return;
    }
  adw_window_title_set_title (self->case_title, title_of (one));
  luwte_case_reader_show (self->reader, one->content, one->expires);
  gtk_widget_set_visible (GTK_WIDGET (self->reader), one->content != NULL);
  show_agenda (self, one);
  show_given (self, one);
  luwte_advice_form_set_case (self->form, self->workspace,
                              g_str_equal (one->state, "discussed") ? NULL : one->id);
}

static void
selected_cb (LuwteBoardView *self, GtkListBoxRow *row)
{
  if (self->loading)
    return;
  g_set_str (&self->chosen, row != NULL ? g_object_get_data (G_OBJECT (row), "case") : NULL);
  show_chosen (self);
}

static void
activated_cb (LuwteBoardView *self)
{
  adw_navigation_split_view_set_show_content (self->inner, TRUE);
}

/* By state for the eye; within one, the board's own order. */
static int
rank (const char *state)
{
  return g_str_equal (state, "agenda") ? 0 : g_str_equal (state, "discussed") ? 2 : 1;
}

static void
fill (LuwteBoardView *self)
{
  GtkListBoxRow *selected = NULL;
  guint n_new = 0;
  g_autofree char *subtitle = NULL;

  self->loading = TRUE;
  gtk_list_box_remove_all (self->list);
  for (int state = 0; state < 3; state++)
    for (guint i = 0; i < self->cases->len; i++)
      {
        const LuwteBoardCase *one = g_ptr_array_index (self->cases, i);
        GtkWidget *row;

        if (rank (one->state) != state)
          continue;
        row = make_row (one);
        gtk_list_box_append (self->list, row);
        n_new += state == 1 ? 1 : 0;
        if (g_strcmp0 (one->id, self->chosen) == 0)
          selected = GTK_LIST_BOX_ROW (row);
      }
  gtk_list_box_select_row (self->list, selected);
  self->loading = FALSE;
  gtk_stack_set_visible_child_name (self->side, self->cases->len > 0 ? "list" : "empty");
  subtitle = g_strdup_printf (ngettext ("%u new", "%u new", n_new), n_new);
  adw_window_title_set_subtitle (self->title, subtitle);
  show_chosen (self);
}

/* (transfer full): all of the list that can change. It is read every minute, and what one looks at or
 * stands on must not be made anew for nothing. */
static char *
describe_list (GPtrArray *cases)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < cases->len; i++)
    {
      const LuwteBoardCase *one = g_ptr_array_index (cases, i);

      g_string_append_printf (said, "%s %s %d %d %d\n", one->id, one->state, (int) one->agenda,
                              one->content != NULL, one->outcome != NULL);
    }
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteBoardView) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *now = NULL;
  GPtrArray *cases = luwte_board_list_finish (LUWTE_BOARD (object), result, &error);

  if (self->workspace == NULL || cases == NULL)
    {
      if (self->workspace != NULL)
        say_error (self, error);
      g_clear_pointer (&cases, g_ptr_array_unref);
      return;
    }
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  self->cases = cases;
  luwte_advice_form_prune (self->workspace, cases);
  now = describe_list (cases);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_set_str (&self->shown, now);
  fill (self);
}

void
luwte_board_view_load (LuwteBoardView *self)
{
  g_return_if_fail (LUWTE_IS_BOARD_VIEW (self));

  if (get_board (self) != NULL)
    luwte_board_list_async (get_board (self), NULL, listed_cb, g_object_ref (self));
}

static void
done_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteBoardView) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_board_done_finish (LUWTE_BOARD (object), result, &error) && self->workspace != NULL)
    say_error (self, error);
  if (self->workspace != NULL)
    luwte_folder_watch_count (luwte_workspace_get_folder_watch (self->workspace));
  luwte_board_view_load (self);
}

static guint
n_on_agenda (LuwteBoardView *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cases->len; i++)
    n += g_str_equal (((LuwteBoardCase *) g_ptr_array_index (self->cases, i))->state, "agenda");
  return n;
}

static void
set_agenda (LuwteBoardView *self, const char *id, LuwteDay day, guint position)
{
  if (get_board (self) != NULL)
    luwte_board_set_agenda_async (get_board (self), id, day, position, NULL, done_cb,
                                  g_object_ref (self));
}

static void
plan_cb (LuwteBoardView *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%d");
  LuwteDay day;

  gtk_menu_button_popdown (self->agenda_button);
  if (get_chosen (self) != NULL && luwte_day_from_iso (iso, &day))
    set_agenda (self, self->chosen, day, n_on_agenda (self));
}

static void
off_cb (LuwteBoardView *self)
{
  gtk_menu_button_popdown (self->agenda_button);
  if (get_chosen (self) != NULL)
    set_agenda (self, self->chosen, LUWTE_DAY_NONE, 0);
}

static void
sealed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteBoardView) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean done = luwte_board_done_finish (LUWTE_BOARD (object), result, &error);

  if (self->workspace == NULL)
    return;
  if (done)
    {
      luwte_advice_form_done (self->form);
      g_signal_emit (self, sealed_signal, 0);
    }
  else
    {
      luwte_advice_form_set_busy (self->form, FALSE);
      say_error (self, error);
    }
  luwte_board_view_load (self);
}

static void
seal_cb (LuwteBoardView *self)
{
  g_autofree char *text = luwte_advice_form_dup_text (self->form);
  const char *decision = luwte_advice_form_get_decision (self->form);

  if (get_board (self) == NULL || get_chosen (self) == NULL || decision == NULL)
    return;
  luwte_advice_form_set_busy (self->form, TRUE);
  luwte_board_advise_async (get_board (self), self->chosen, decision, text, NULL, sealed_cb,
                            g_object_ref (self));
}

static void
added_cb (LuwteBoardView *self)
{
  luwte_toast_say (GTK_WIDGET (self), _ ("Written down in the library"));
}

static void
to_library_cb (LuwteBoardView *self)
{
  const LuwteBoardCase *one = get_chosen (self);
  AdwDialog *dialog;

  if (get_board (self) == NULL || one == NULL || one->content == NULL || self->dialog != NULL)
    return;
  dialog = luwte_summary_dialog_new_with (self->workspace, one->content->question, one->advice);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->dialog, dialog);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* The list may be out of sight; it says which case is next all the same. */
static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteBoardView *self = LUWTE_BOARD_VIEW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int index = row != NULL ? gtk_list_box_row_get_index (row) + g_variant_get_int32 (parameter)
                                : 0;

  row = gtk_list_box_get_row_at_index (self->list, index);
  if (row != NULL)
    gtk_list_box_select_row (self->list, row);
}

/* Up or down on the agenda: both get the place of the other. */
static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteBoardView *self = LUWTE_BOARD_VIEW (widget);
  const int by = g_variant_get_int32 (parameter);
  const LuwteBoardCase *chosen = get_chosen (self), *other;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list), *next;
  int index;

  if (row == NULL || chosen == NULL || !g_str_equal (chosen->state, "agenda"))
    return;
  index = gtk_list_box_row_get_index (row);
  next = index + by >= 0 ? gtk_list_box_get_row_at_index (self->list, index + by) : NULL;
  if (next == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (next), "state"), "agenda") != 0)
    return;
  for (guint i = 0; i < self->cases->len; i++)
    {
      other = g_ptr_array_index (self->cases, i);
      if (g_strcmp0 (other->id, g_object_get_data (G_OBJECT (next), "case")) == 0)
        set_agenda (self, other->id, other->agenda, (guint) index);
    }
  set_agenda (self, chosen->id, chosen->agenda, (guint) (index + by));
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteBoardView *self = LUWTE_BOARD_VIEW (widget);

  luwte_case_reader_set_scale (self->reader, luwte_case_reader_get_scale (self->reader) +
                                                 SCALE_STEP * g_variant_get_int32 (parameter));
}

static void
show_lists (LuwteBoardView *self)
{
  GtkWidget *outer = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_SPLIT_VIEW);

  adw_navigation_split_view_set_collapsed (self->inner, self->narrow || self->room);
  if (self->room)
    adw_navigation_split_view_set_show_content (self->inner, TRUE);
  /* In a window that is wide enough the list of sections comes back by itself. */
  if (outer != NULL && self->room)
    {
      adw_navigation_split_view_set_collapsed (ADW_NAVIGATION_SPLIT_VIEW (outer), TRUE);
      adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (outer), TRUE);
    }
  else if (outer != NULL && !self->narrow)
    adw_navigation_split_view_set_collapsed (ADW_NAVIGATION_SPLIT_VIEW (outer), FALSE);
}

/* One case in large text, and nothing else on the screen. */
static void
room_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteBoardView *self = LUWTE_BOARD_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  self->room = !self->room;
  luwte_case_reader_set_scale (self->reader, self->room ? SCALE_ROOM : 1.0);
  if (GTK_IS_WINDOW (root) && self->room)
    gtk_window_fullscreen (GTK_WINDOW (root));
  else if (GTK_IS_WINDOW (root))
    gtk_window_unfullscreen (GTK_WINDOW (root));
  show_lists (self);
}

void
luwte_board_view_set_workspace (LuwteBoardView *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_BOARD_VIEW (self));

  g_set_object (&self->workspace, workspace);
}

void
luwte_board_view_set_narrow (LuwteBoardView *self, gboolean narrow)
{
  g_return_if_fail (LUWTE_IS_BOARD_VIEW (self));

  self->narrow = narrow;
  adw_navigation_split_view_set_collapsed (self->inner, self->narrow || self->room);
}

static void
luwte_board_view_dispose (GObject *object)
{
  LuwteBoardView *self = LUWTE_BOARD_VIEW (object);

  /* A list that goes tells that nothing is selected. */
  self->loading = TRUE;
  g_clear_weak_pointer (&self->dialog);
  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_BOARD_VIEW);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->cases, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (luwte_board_view_parent_class)->dispose (object);
}

static const LuwtePageKey keys[] = {
  { "<Alt>Up|<Alt>KP_Up", "board.step", -1 },
  { "<Alt>Down|<Alt>KP_Down", "board.step", 1 },
  { "<Alt><Shift>Up", "board.move", -1 },
  { "<Alt><Shift>Down", "board.move", 1 },
  { "<Control>plus|<Control>equal|<Control>KP_Add", "board.zoom", 1 },
  { "<Control>minus|<Control>KP_Subtract", "board.zoom", -1 },
  { "F11", "board.room", 0 },
};

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "board.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "board.move", "i", move_action);
  gtk_widget_class_install_action (widget_class, "board.zoom", "i", zoom_action);
  gtk_widget_class_install_action (widget_class, "board.room", NULL, room_action);
}

static void
luwte_board_view_class_init (LuwteBoardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_board_view_dispose;
  sealed_signal = g_signal_new ("sealed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  install_actions (widget_class);
  g_type_ensure (LUWTE_TYPE_CASE_READER);
  g_type_ensure (LUWTE_TYPE_ADVICE_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-board-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, inner);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, side);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, case_title);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, reader);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, agenda);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, agenda_button);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, calendar);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, off);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, form);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, given);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, decision);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, advice);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, outcome);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_cb);
  gtk_widget_class_bind_template_callback (widget_class, off_cb);
  gtk_widget_class_bind_template_child (widget_class, LuwteBoardView, to_library);
  gtk_widget_class_bind_template_callback (widget_class, seal_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_library_cb);
}

static void
luwte_board_view_init (LuwteBoardView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_func, NULL, NULL);
  luwte_page_keys_add (GTK_WIDGET (self), keys, G_N_ELEMENTS (keys));
}
