/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-retention-page-private.h"

#include <glib/gi18n.h>

#include "luwte-held-month.h"
#include "luwte-problem.h"
#include "luwte-words.h"
#include "luwte-workspace-overdue.h"

/* What the chat service still holds past the helpline's own term, for the lead: what it still lists,
 * and what it counts of closed conversations, by month and without who. Of each part it is said which
 * of three it is: still there, gone, or not to be told. */

#define MONTHS_MAX 24

/* What is listed, and is gone here. */
static void
show_listed (LuwteRetentionPage *self)
{
  LuwteDay oldest;
  guint n = luwte_workspace_count_overdue (self->workspace, &oldest);
  g_autofree char *title = NULL, *day = NULL, *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->overdue), n > 0);
  if (n == 0)
    return;
  title = g_strdup_printf (ngettext ("%u conversation is past its term there",
                                     "%u conversations are past their term there", n),
                           n);
  day = luwte_words_day (oldest);
  /* Translators: a date */
  words = g_strdup_printf (_ ("The oldest is of %s. Close and erase them in Chats, or ask whoever "
                              "runs the service to erase what is past the term."),
                             day);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->overdue), title);
  adw_action_row_set_subtitle (self->overdue, words);
}

static void
clear (LuwteRetentionPage *self)
{
  for (guint i = 0; i < self->held_rows->len; i++)
    adw_preferences_group_remove (self->overdue_group, g_ptr_array_index (self->held_rows, i));
  g_ptr_array_set_size (self->held_rows, 0);
}

static void
add_row (LuwteRetentionPage *self, const char *title, const char *subtitle, const char *icon,
         gboolean warning)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  if (warning)
    gtk_widget_add_css_class (image, "warning");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_group_add (self->overdue_group, row);
  g_ptr_array_add (self->held_rows, row);
}

/* "March 2024" and "Still there: 12 conversations (Jongeren 9, Ouders 3)", of months from @from to
 * before @to, which are of one month or too old for a row of their own. */
static void
add_month (LuwteRetentionPage *self, GPtrArray *months, guint from, guint to, gboolean earlier)
{
  const LuwteHeldMonth *first = g_ptr_array_index (months, from);
  g_autofree char *name = luwte_month_chart_name_month (first->month, "%B %Y");
  /* Translators: a month with its year */
  g_autofree char *title = earlier ? g_strdup_printf (_ ("%s and earlier"), name) : g_strdup (name);
  g_autoptr (GString) by = g_string_new (NULL);
  g_autofree char *count = NULL, *words = NULL;
  guint n = 0;

  for (guint i = from; i < to; i++)
    {
      const LuwteHeldMonth *month = g_ptr_array_index (months, i);

      n += month->n_sessions;
      if (month->department != NULL && g_str_equal (month->month, first->month))
        g_string_append_printf (by, "%s%s %u", by->len > 0 ? ", " : "", month->department,
                                month->n_sessions);
    }
  count = g_strdup_printf (ngettext ("%u conversation", "%u conversations", n), n);
  /* Translators: "12 conversations" */
  words = g_strdup_printf (_ ("Still there: %s"), count);
  if (by->len > 0)
    {
      g_autofree char *plain = g_steal_pointer (&words);

      words = g_strdup_printf ("%s (%s)", plain, by->str);
    }
  add_row (self, title, words, "dialog-warning-symbolic", TRUE);
}

static void
show_months (LuwteRetentionPage *self, GPtrArray *months)
{
  guint from = 0, n_rows = 0;

  while (from < months->len)
    {
      const LuwteHeldMonth *first = g_ptr_array_index (months, from);
      guint to = from + 1;

      if (++n_rows > MONTHS_MAX)
        {
          add_month (self, months, from, months->len, TRUE);
          return;
        }
      while (to < months->len &&
             g_str_equal (((LuwteHeldMonth *) g_ptr_array_index (months, to))->month, first->month))
        to++;
      add_month (self, months, from, to, FALSE);
      from = to;
    }
}

static void
show_none (LuwteRetentionPage *self)
{
  g_autofree char *day = luwte_words_day (luwte_workspace_overdue_before (self->workspace));
  /* Translators: a date */
  g_autofree char *words = g_strdup_printf (_ ("The chat service counts no closed conversation in "
                                               "which nothing has happened since %s."),
                                              day);

  add_row (self, _ ("Gone There Too"), words, "object-select-symbolic", FALSE);
}

static void
show_unknown (LuwteRetentionPage *self, const GError *error)
{
  g_autofree char *day = luwte_words_day (luwte_workspace_overdue_before (self->workspace));
  g_autofree char *words = NULL;
  LuwteProblem problem = luwte_problem_of (error);

  if (problem == LUWTE_PROBLEM_UNSUPPORTED || problem == LUWTE_PROBLEM_SERVICE_REFUSED)
    /* Translators: a date */
    words = g_strdup_printf (_ ("This chat service does not tell you how many it holds, and of what "
                                "was erased here nothing is left to ask for. Ask whoever runs it what "
                                "is there from before %s."),
        day);
  else
    words = luwte_words_problem (error);
  add_row (self, _ ("Closed Conversations: Cannot Be Told"), words, "dialog-question-symbolic",
                   FALSE);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRetentionPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) months = luwte_workspace_ask_overdue_finish (LUWTE_WORKSPACE (object),
                                                                     result, &error);

  if (self->workspace == NULL || luwte_problem_of (error) == LUWTE_PROBLEM_CANCELLED)
    return;
  clear (self);
  if (luwte_workspace_overdue_before (self->workspace) == LUWTE_DAY_NONE)
    return;
  if (months == NULL)
    show_unknown (self, error);
  else if (months->len > 0)
    show_months (self, months);
  else
    show_none (self);
}

void
luwte_retention_page_show_held (LuwteRetentionPage *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);
  gboolean lead = live != NULL && luwte_workspace_is_lead (self->workspace);

  gtk_widget_set_visible (GTK_WIDGET (self->overdue_group), lead);
  if (!lead)
    return;
  show_listed (self);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  luwte_workspace_ask_overdue_async (self->workspace, self->asking, asked_cb, g_object_ref (self));
}

/* The list of who waits, and the first good answer, come after the page. */
void
luwte_retention_page_hear_service (LuwteRetentionPage *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);

  if (live == NULL)
    return;
  g_signal_connect_object (luwte_live_get_waiting (live), "items-changed", G_CALLBACK (show_listed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (luwte_live_get_mine (live), "items-changed", G_CALLBACK (show_listed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "notify::connection", G_CALLBACK (luwte_retention_page_show_held),
                           self, G_CONNECT_SWAPPED);
}
