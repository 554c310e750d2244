/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-retention-page-private.h"

#include <glib/gi18n.h>

#include "luwte-clock-dialog.h"
#include "luwte-kind-words.h"
#include "luwte-profile-dialog.h"
#include "luwte-promise-dialog.h"
#include "luwte-retention-values.h"
#include "luwte-term-rows.h"
#include "luwte-toast.h"
#include "luwte-words.h"

/* How far ahead is looked: what falls due in two months. */
#define HORIZON_DAYS 62
#define DUE_ROWS_MAX 30

typedef enum
{
  PROP_LAYOUT = 1,
} LuwteRetentionPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteRetentionPage, luwte_retention_page, ADW_TYPE_BIN)

static void
say (LuwteRetentionPage *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static GtkWidget *
plain_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_icon (GtkWidget *row, const char *icon, gboolean warning)
{
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  if (warning)
    gtk_widget_add_css_class (image, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
}

static void
promises_cb (LuwteRetentionPage *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_promise_dialog_new (self->workspace)), GTK_WIDGET (self));
}

static void
change_profile_cb (LuwteRetentionPage *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_profile_dialog_new (self->workspace)), GTK_WIDGET (self));
}

/* The promise on keeping; the whole stands behind a row. */
static void
show_promise (LuwteRetentionPage *self)
{
  const char *language = luwte_words_language ();
  g_autofree char *sentence = luwte_workspace_describe_retention (self->workspace, language);
  const char *date = luwte_workspace_profile_date (self->workspace);
  g_autofree char *version = NULL, *day_words = NULL;
  LuwteDay day;

  gtk_label_set_label (self->promise, sentence != NULL ? sentence : "");

  day_words = date != NULL && luwte_day_from_iso (date, &day) ? luwte_words_day (day)
                                                              : g_strdup (date);
  version = g_strdup_printf (_ ("%s, version %d of %s"),
                               luwte_workspace_profile_name (self->workspace, language),
                               luwte_workspace_profile_version (self->workspace), day_words);
  gtk_label_set_label (self->version, version);
}

static void
show_clock (LuwteRetentionPage *self)
{
  LuwteClockState state = luwte_retention_get_clock_state (self->retention);
  g_autofree char *day = luwte_words_day (luwte_retention_get_latest_day (self->retention));
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->clock_group, state != LUWTE_CLOCK_GOOD);
  if (state == LUWTE_CLOCK_GOOD)
    return;
  gtk_widget_set_visible (self->clock_confirm, state == LUWTE_CLOCK_AHEAD);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->clock_row),
                                 state == LUWTE_CLOCK_AHEAD ? _ ("The clock is far ahead")
                                                            : _ ("The clock is behind"));
  words = g_strdup_printf (
      state == LUWTE_CLOCK_AHEAD
      ? _ ("Luwte was last used on %s. What would be past its term is hidden, not erased, "
               "until you confirm the date.")
      : _ ("Luwte has been used on %s before. It goes by that day until the clock is right."), day);
  adw_action_row_set_subtitle (self->clock_row, words);
}

static void
show_receipt (LuwteRetentionPage *self, LuwteReceipt *receipt)
{
  g_autofree char *title = NULL, *subtitle = NULL, *day = NULL, *clock = NULL;
  g_autofree char *records = NULL, *sessions = NULL;
  gboolean finished;

  if (receipt == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->receipt),
                                     _ ("Nothing has been past its term yet"));
      adw_action_row_set_subtitle (self->receipt, _ ("Luwte looks at each opening, and daily."));
      return;
    }
  finished = luwte_receipt_get_finished (receipt);
  day = luwte_words_short_day (luwte_words_day_of (luwte_receipt_get_at (receipt)),
                               luwte_retention_get_today (self->retention));
  clock = luwte_words_clock (luwte_receipt_get_at (receipt));
  /* "Erased" only after the last step. */
  title = g_strdup_printf (!finished ? _ ("Begun on %s, %s")
                                     : luwte_receipt_get_n_records (receipt) > 0
                           ? _ ("Erased on %s, %s")
                           : _ ("Looked on %s, %s"), day, clock);
  records = luwte_kind_words_count ("record", luwte_receipt_get_n_records (receipt));
  sessions = luwte_kind_words_count ("session", luwte_receipt_get_n_sessions (receipt));
  if (!finished)
    subtitle = g_strdup (_ ("It goes on at the next opening; nothing of it can be read."));
  else if (luwte_receipt_get_n_records (receipt) == 0)
    subtitle = g_strdup (_ ("Nothing was past its term."));
  else
    /* Translators: counts, "4 records of 3 conversations; index and backups too" */
    subtitle = g_strdup_printf (_ ("%s of %s, in the search index and drafts too"), records,
                                  sessions);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->receipt), title);
  adw_action_row_set_subtitle (self->receipt, subtitle);
  gtk_image_set_from_icon_name (self->receipt_icon, finished ? "object-select-symbolic"
                                                             : "media-playback-pause-symbolic");
}

static char *
due_title (LuwteDay due, LuwteDay today)
{
  g_autofree char *day = luwte_words_short_day (due, today);

  if (due <= today)
    return g_strdup (_ ("Today"));
  if (due == today + 1)
    return g_strdup_printf (_ ("Tomorrow, %s"), day);
  return g_steal_pointer (&day);
}

static void
add_due_row (LuwteRetentionPage *self, GPtrArray *plan, guint from, guint to, gboolean held)
{
  LuwteDay today = luwte_retention_get_today (self->retention);
  LuwteDay due = luwte_due_record_get_fields (g_ptr_array_index (plan, from))->due_on;
  g_autofree char *title = due_title (due, today);
  g_autofree char *counts = luwte_kind_words_list (plan, from, to);
  g_autofree char *left = NULL;
  GtkWidget *row = plain_row (title, counts);
  GtkWidget *label;

  left = held ? g_strdup (_ ("held"))
              : due <= today
      ? g_strdup (_ ("at the next run"))
      : g_strdup_printf (ngettext ("in %d day", "in %d days", due - today), due - today);
  label = gtk_label_new (left);
  add_icon (row, held ? "media-playback-pause-symbolic" : "alarm-symbolic", due <= today + 1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->due_group, row);
  g_ptr_array_add (self->due_rows, row);
}

/* A row a day; what is held stands apart, since it does not go on that day. */
static void
show_plan (LuwteRetentionPage *self, GPtrArray *plan)
{
  guint from = 0;

  for (guint i = 0; i < self->due_rows->len; i++)
    adw_preferences_group_remove (self->due_group, g_ptr_array_index (self->due_rows, i));
  g_ptr_array_set_size (self->due_rows, 0);
  while (from < plan->len && self->due_rows->len < DUE_ROWS_MAX)
    {
      const LuwteDueRecordFields *first = luwte_due_record_get_fields (
          g_ptr_array_index (plan, from));
      guint to = from + 1;

      while (to < plan->len)
        {
          const LuwteDueRecordFields *next = luwte_due_record_get_fields (
              g_ptr_array_index (plan, to));

          if (next->due_on != first->due_on || next->hold != first->hold)
            break;
          to++;
        }
      add_due_row (self, plan, from, to, first->hold);
      from = to;
    }
  adw_preferences_group_set_description (
      self->due_group,
      plan->len > 0 ? _ ("You need not do anything. Luwte erases on the day itself.")
                    : _ ("Nothing falls due in the next two months."));
}

/* Whose it is, for who may know: so that nobody is surprised by what is gone. */
static void
show_warnings (LuwteRetentionPage *self, GPtrArray *warnings)
{
  guint n_near = luwte_warnings_count (warnings, luwte_retention_get_today (self->retention),
                                       LUWTE_WARNING_NEAR_DAYS);
  g_autofree char *words = NULL;

  for (guint i = 0; i < self->warning_rows->len; i++)
    adw_preferences_group_remove (self->warnings_group, g_ptr_array_index (self->warning_rows, i));
  g_ptr_array_set_size (self->warning_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_group), warnings->len > 0);
  for (guint i = 0; i < MIN (warnings->len, DUE_ROWS_MAX); i++)
    {
      GtkWidget *row = luwte_warning_row_new (self->workspace, g_ptr_array_index (warnings, i),
                                              TRUE);

      adw_preferences_group_add (self->warnings_group, row);
      g_ptr_array_add (self->warning_rows, row);
    }
  /* Translators: how many of the list within a week; then how many in all, within thirty days */
  words = g_strdup_printf (_ ("%u within a week, %u within thirty days."), n_near, warnings->len);
  adw_preferences_group_set_description (self->warnings_group, words);
}

static void
show_holds (LuwteRetentionPage *self, GPtrArray *holds)
{
  for (guint i = 0; i < self->hold_rows->len; i++)
    adw_preferences_group_remove (self->holds_group, g_ptr_array_index (self->hold_rows, i));
  g_ptr_array_set_size (self->hold_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->holds_group), holds->len > 0);
  for (guint i = 0; i < holds->len; i++)
    {
      GtkWidget *row = luwte_hold_row_new (self->workspace, g_ptr_array_index (holds, i), TRUE);

      adw_preferences_group_add (self->holds_group, row);
      g_ptr_array_add (self->hold_rows, row);
    }
}

#define FINISHED(name, show)                                                                \
  static void name##_cb (GObject *object, GAsyncResult *result, gpointer data)              \
  {                                                                                         \
    g_autoptr (LuwteRetentionPage) self = data;                                             \
    g_autoptr (GError) error = NULL;                                                        \
    g_autoptr (GPtrArray) rows = luwte_retention_##name##_finish (LUWTE_RETENTION (object), \
                                                                  result, &error);          \
                                                                                            \
    if (self->retention == NULL)                                                            \
      return;                                                                               \
    if (rows != NULL)                                                                       \
      show (self, rows);                                                                    \
    else                                                                                    \
      say (self, error);                                                                    \
  }

FINISHED (plan, show_plan)
FINISHED (warnings, show_warnings)
FINISHED (tombstones, luwte_retention_page_show_remains)
FINISHED (holds, show_holds)

static void
load (LuwteRetentionPage *self)
{
  g_autoptr (LuwteReceipt) receipt = NULL;
  LuwteDay today;

  if (self->retention == NULL)
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  today = luwte_retention_get_today (self->retention);
  show_clock (self);
  luwte_retention_page_show_held (self);
  receipt = luwte_retention_get_last_receipt (self->retention);
  show_receipt (self, receipt);
  luwte_retention_plan_async (self->retention, today + HORIZON_DAYS, self->loading, plan_cb,
                              g_object_ref (self));
  luwte_retention_warnings_async (self->retention, self->loading, warnings_cb, g_object_ref (self));
  luwte_retention_tombstones_async (self->retention, self->loading, tombstones_cb,
                                    g_object_ref (self));
  luwte_retention_holds_async (self->retention, self->loading, holds_cb, g_object_ref (self));
}

static void
set_running (LuwteRetentionPage *self, gboolean running)
{
  gtk_widget_set_sensitive (self->run, !running);
  gtk_widget_set_visible (self->receipt_spinner, running);
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRetentionPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteReceipt) receipt = luwte_retention_run_finish (LUWTE_RETENTION (object), result,
                                                                 &error);

  if (self->retention == NULL)
    return;
  set_running (self, FALSE);
  if (receipt == NULL)
    {
      g_autofree char *words = luwte_words_erasure_problem (error);

      luwte_toast_say (GTK_WIDGET (self), words);
    }
  else if (luwte_receipt_get_n_records (receipt) == 0)
    luwte_toast_say (GTK_WIDGET (self), _ ("Nothing is past its term"));
  load (self);
  /* A run that found nothing leaves no receipt behind; that it was done is said all the same. */
  if (receipt != NULL)
    show_receipt (self, receipt);
}

/* With a clock that runs ahead a run by hand would confirm it, so the clock is asked about first. */
static void
run_clicked_cb (LuwteRetentionPage *self)
{
  if (luwte_retention_get_clock_state (self->retention) == LUWTE_CLOCK_AHEAD)
    {
      luwte_clock_dialog_ask (GTK_WIDGET (self), self->workspace);
      return;
    }
  set_running (self, TRUE);
  luwte_retention_run_async (self->retention, TRUE, NULL, run_cb, g_object_ref (self));
}

static void
clock_clicked_cb (LuwteRetentionPage *self)
{
  luwte_clock_dialog_ask (GTK_WIDGET (self), self->workspace);
}

static void
luwte_retention_page_dispose (GObject *object)
{
  LuwteRetentionPage *self = LUWTE_RETENTION_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_RETENTION_PAGE);
  g_clear_pointer (&self->warning_rows, g_ptr_array_unref);
  g_clear_pointer (&self->due_rows, g_ptr_array_unref);
  g_clear_pointer (&self->hold_rows, g_ptr_array_unref);
  g_clear_pointer (&self->held_rows, g_ptr_array_unref);
  g_clear_pointer (&self->table_rows, g_ptr_array_unref);
  g_clear_object (&self->retention);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_retention_page_parent_class)->dispose (object);
}

static void
luwte_retention_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteRetentionPage *self = LUWTE_RETENTION_PAGE (object);

  switch ((LuwteRetentionPageProperty) id)
    {
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_retention_page_set_property (GObject *object, guint id, const GValue *value,
                                   GParamSpec *pspec)
{
  LuwteRetentionPage *self = LUWTE_RETENTION_PAGE (object);

  switch ((LuwteRetentionPageProperty) id)
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
luwte_retention_page_class_init (LuwteRetentionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_retention_page_dispose;
  object_class->get_property = luwte_retention_page_get_property;
  object_class->set_property = luwte_retention_page_set_property;

  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (LUWTE_TYPE_MONTH_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/retention/luwte-retention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, run);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, clock_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, clock_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, clock_confirm);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, promise);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, version);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, warnings_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, due_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, holds_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, overdue_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, overdue);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, remains_group);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, remains_total);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, chart_card);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, chart);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, legend);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, table);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, receipt);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, receipt_icon);
  gtk_widget_class_bind_template_child (widget_class, LuwteRetentionPage, receipt_spinner);
  gtk_widget_class_bind_template_callback (widget_class, run_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, clock_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, promises_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_profile_cb);
}

static void
luwte_retention_page_init (LuwteRetentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->warning_rows = g_ptr_array_new ();
  self->due_rows = g_ptr_array_new ();
  self->hold_rows = g_ptr_array_new ();
  self->held_rows = g_ptr_array_new ();
  self->table_rows = g_ptr_array_new ();
}

GtkWidget *
luwte_retention_page_new (LuwteWorkspace *workspace)
{
  LuwteRetentionPage *self = g_object_new (LUWTE_TYPE_RETENTION_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->retention, luwte_workspace_get_retention (workspace));
  show_promise (self);
  g_signal_connect_object (workspace, "erased", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->retention, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "map", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  luwte_retention_page_hear_service (self);
  load (self);
  return GTK_WIDGET (self);
}
