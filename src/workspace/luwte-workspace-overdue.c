/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the chat service still holds past the helpline's own term. Here it is erased on its day, and
 * nothing here knows it any more (retention rule 10 looks the other way: what the service erases). So
 * no question about one of them can be asked from here, and the service's word is all there is. What
 * it still lists is seen in its list: a conversation in which nothing has happened for so long that the
 * profile would keep nothing of it on any of its lines. What is closed there it counts by month, where
 * it does; a month counts as past the term when its last day is. */

#include "config.h"

#include "luwte-workspace-overdue.h"

#include <string.h>

#include "luwte-conversation.h"
#include "luwte-held-month.h"
#include "luwte-service-extras.h"
#include "luwte-workspace-private.h"

/* The last day on which anything of a contact of that day on that line would go. */
static LuwteDay
line_due (LuwtePolicy *policy, const char *line, LuwteDay day)
{
  static const char *const kinds[] = { "note", "question", "message", "contact" };
  LuwteDay last = day;

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    if (luwte_policy_may_store (policy, line, kinds[k], NULL))
      last = MAX (last, luwte_policy_due_on (policy, line, kinds[k], day, day, day, NULL));

  return last;
}

static LuwteDay
last_due (LuwtePolicy *policy, LuwteDay day)
{
  const char *const *lines = luwte_policy_lines (policy);
  LuwteDay last = day;

  for (guint i = 0; lines[i]; i++)
    last = MAX (last, line_due (policy, lines[i], day));

  return last;
}

static void
look (LuwteWorkspace *self, LuwteSession *session, guint *n, LuwteDay *oldest)
{
  LuwteDay today = luwte_retention_get_today (self->retention);
  gint64 at = MAX (luwte_session_get_waiting_since (session), luwte_session_get_last_at (session));
  LuwteDay day;

  /* A service that tells no time tells nothing about a term. */
  if (at <= 0)
    return;
  day = luwte_policy_day_of (self->policy, at);
  if (day >= today || last_due (self->policy, day) > today)
    return;
  (*n)++;
  if (*oldest == LUWTE_DAY_NONE || day < *oldest)
    *oldest = day;
}

guint
luwte_workspace_count_overdue (LuwteWorkspace *self, LuwteDay *oldest)
{
  LuwteDay first = LUWTE_DAY_NONE;
  guint n = 0;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), 0);

  if (self->state == LUWTE_WORKSPACE_OPEN && self->live && luwte_workspace_is_lead (self))
    {
      GListModel *waiting = luwte_live_get_waiting (self->live);
      GListModel *mine = luwte_live_get_mine (self->live);

      for (guint i = 0; i < g_list_model_get_n_items (waiting); i++)
        {
          g_autoptr (LuwteSession) session = g_list_model_get_item (waiting, i);

          look (self, session, &n, &first);
        }
      for (guint i = 0; i < g_list_model_get_n_items (mine); i++)
        {
          g_autoptr (LuwteConversation) conversation = g_list_model_get_item (mine, i);

          look (self, luwte_conversation_get_session (conversation), &n, &first);
        }
    }
  if (oldest)
    *oldest = first;

  return n;
}

/* A hundred years: no profile keeps anything as long. */
#define LONG_AGO 36525

/* The first day that is within the term of a line: terms grow with the day, so it is found by halves. */
static LuwteDay
within_from (LuwtePolicy *policy, const char *line, LuwteDay today)
{
  LuwteDay past = today - LONG_AGO;
  LuwteDay within = today;

  while (within - past > 1)
    {
      LuwteDay middle = past + (within - past) / 2;

      if (line_due (policy, line, middle) <= today)
        past = middle;
      else
        within = middle;
    }

  return within;
}

LuwteDay
luwte_workspace_overdue_before (LuwteWorkspace *self)
{
  const char *const *lines;
  LuwteDay today, before = LUWTE_DAY_NONE;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), LUWTE_DAY_NONE);

  if (self->state != LUWTE_WORKSPACE_OPEN)
    return LUWTE_DAY_NONE;
  today = luwte_retention_get_today (self->retention);
  lines = luwte_policy_lines (self->policy);
  for (guint i = 0; lines[i]; i++)
    {
      const char *const *channels = luwte_policy_channels (self->policy, lines[i]);
      LuwteDay within = within_from (self->policy, lines[i], today);

      if (channels && g_strv_contains (channels, "chat") &&
          (before == LUWTE_DAY_NONE || within > before))
        before = within;
    }

  return before;
}

/* The last day of the month, or of what was asked for. LUWTE_DAY_NONE: no month */
static LuwteDay
last_day_of (const char *month, LuwteDay before)
{
  g_autofree char *first = g_strconcat (month, "-01", NULL);
  LuwteDay day;

  if (!luwte_day_from_iso (first, &day))
    return LUWTE_DAY_NONE;
  return MIN (luwte_day_add (day, (LuwtePeriod) { .months = 1 }), before) - 1;
}

static int
compare_months (gconstpointer a, gconstpointer b)
{
  const LuwteHeldMonth *one = *(const LuwteHeldMonth *const *) a;
  const LuwteHeldMonth *two = *(const LuwteHeldMonth *const *) b;
  int order = strcmp (two->month, one->month);

  return order != 0 ? order : g_strcmp0 (one->department, two->department);
}

static void
held_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) months = luwte_service_held_finish (LUWTE_SERVICE (source), result, &error);
  LuwteDay today, before;

  if (!months)
    {
      g_task_return_error (task, error);
      return;
    }
  before = luwte_workspace_overdue_before (self);
  if (before == LUWTE_DAY_NONE)
    {
      g_task_return_new_error_literal (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                                       "The vault was locked meanwhile");
      return;
    }
  today = luwte_retention_get_today (self->retention);
  for (guint i = months->len; i > 0; i--)
    {
      const LuwteHeldMonth *month = g_ptr_array_index (months, i - 1);
      LuwteDay day = last_day_of (month->month, before);
      const char *line = luwte_policy_line_of (self->policy, month->department);

      if (month->n_sessions == 0 || day == LUWTE_DAY_NONE ||
          line_due (self->policy, line, day) > today)
        g_ptr_array_remove_index (months, i - 1);
    }
  g_ptr_array_sort (months, compare_months);
  g_task_return_pointer (task, g_steal_pointer (&months), (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_workspace_ask_overdue_async (LuwteWorkspace *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  LuwteDay before;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, luwte_workspace_ask_overdue_async);
  before = luwte_workspace_overdue_before (self);
  if (before == LUWTE_DAY_NONE)
    g_task_return_new_error_literal (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NOT_OPEN,
                                     "The vault is not open");
  else if (!self->service)
    g_task_return_new_error_literal (task, LUWTE_WORKSPACE_ERROR, LUWTE_WORKSPACE_ERROR_NO_SERVICE,
                                     "No chat service is set up");
  else if (!luwte_workspace_is_lead (self))
    g_task_return_new_error_literal (task, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED,
                                     "What the chat service holds is for the lead to see");
  else
    luwte_service_held_async (self->service,
                              luwte_day_start_unix (before, luwte_policy_get_zone (self->policy)),
                              cancellable, held_cb, g_steal_pointer (&task));
}

GPtrArray *
luwte_workspace_ask_overdue_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
