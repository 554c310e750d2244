/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the chat service still holds past the helpline's own term. Here it is erased on its day, and
 * nothing here knows it any more (retention rule 10 looks the other way: what the service erases). So
 * it is seen by the service's list alone: a conversation in which nothing has happened for so long
 * that the profile would keep nothing of it on any of its lines. */

#include "config.h"

#include "luwte-workspace-overdue.h"

#include "luwte-conversation.h"
#include "luwte-workspace-private.h"

/* The last day on which anything of a contact of that day would go. */
static LuwteDay
last_due (LuwtePolicy *policy, LuwteDay day)
{
  static const char *const kinds[] = { "note", "question", "message", "contact" };
  const char *const *lines = luwte_policy_lines (policy);
  LuwteDay last = day;

  for (guint i = 0; lines[i]; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      if (luwte_policy_may_store (policy, lines[i], kinds[k], NULL))
        last = MAX (last, luwte_policy_due_on (policy, lines[i], kinds[k], day, day, day, NULL));

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
