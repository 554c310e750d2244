/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dossier goes to one colleague or to the team, for a period or as long as it is kept. What may go
 * is the profile's to say, and whom it reaches the roster's; here it is only asked and told. */
#include "config.h"

#include "luwte-handover-group.h"

#include <glib/gi18n.h>

#include "luwte-handover.h"
#include "luwte-problem.h"
#include "luwte-retention.h"
#include "luwte-roster.h"
#include "luwte-team.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

static const int months[] = { 1, 3, 6, 12 };

struct _LuwteHandoverGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  LuwteWorkspace *workspace; /* nullable */
  char *dossier;             /* nullable */
  char *nickname;            /* nullable */
  GPtrArray *rows;           /* borrowed */
};

G_DEFINE_FINAL_TYPE (LuwteHandoverGroup, luwte_handover_group, ADW_TYPE_PREFERENCES_GROUP)

static LuwteBoard *
board_of (LuwteHandoverGroup *self)
{
  return self->workspace != NULL ? luwte_workspace_get_board (self->workspace) : NULL;
}

static void
clear_rows (LuwteHandoverGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (LuwteHandoverGroup *self, const LuwteHandover *handover)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = handover->until != LUWTE_DAY_NONE ? luwte_words_day (handover->until)
                                                           : NULL;
  /* Translators: %s is a day */
  g_autofree char *until = day != NULL ? g_strdup_printf (_ ("Until %s"), day)
                                       : g_strdup (_ ("As long as it is kept"));
  /* Translators: %s are names of colleagues */
  g_autofree char *title =
      g_strdup_printf (handover->outgoing ? _ ("Handed to %s") : _ ("Came from %s"), handover->peers);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), until);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteHandoverGroup) self = data;
  g_autoptr (GPtrArray) all = luwte_board_handovers_finish (LUWTE_BOARD (source), result, NULL);

  if (all == NULL || board_of (self) != LUWTE_BOARD (source))
    return;
  clear_rows (self);
  for (guint i = 0; i < all->len; i++)
    {
      const LuwteHandover *handover = g_ptr_array_index (all, i);

      if (g_strcmp0 (handover->dossier_id, self->dossier) == 0)
        add_row (self, handover);
    }
}

static void
load (LuwteHandoverGroup *self)
{
  LuwteBoard *board = board_of (self);

  if (board != NULL && self->dossier != NULL)
    luwte_board_handovers_async (board, NULL, listed_cb, g_object_ref (self));
}

/* Handing over */

typedef struct
{
  LuwteHandoverGroup *group;
  char *dossier;
  GPtrArray *ids; /* of those who can be chosen; behind them the whole team */
  AdwComboRow *to;
  AdwComboRow *what;
  AdwComboRow *until;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_object_unref (self->group);
  g_free (self->dossier);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static void
say (LuwteHandoverGroup *self, const char *words)
{
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    luwte_toast_say (GTK_WIDGET (self), words);
}

static void
delivered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteHandoverGroup) self = data;

  if (luwte_board_deliver_finish (LUWTE_BOARD (source), result, NULL) >= 0)
    say (self, _ ("Handed over: it lies sealed in the team's folder"));
  else
    say (self, _ ("It waits in your vault: the team's folder cannot be written now"));
}

static void
handed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteHandoverGroup) self = data;
  LuwteBoard *board = LUWTE_BOARD (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;

  if (luwte_board_hand_over_finish (board, result, &error) < 0)
    {
      g_autofree char *words = luwte_words_problem (error);

      say (self, luwte_problem_of (error) == LUWTE_PROBLEM_POLICY
           ? _ ("By the profile they may read nothing of this dossier")
           : words);
      return;
    }
  load (self);
  folder = self->workspace != NULL ? luwte_workspace_get_review_folder (self->workspace) : NULL;
  if (folder != NULL)
    luwte_board_deliver_async (board, folder, NULL, delivered_cb, g_object_ref (self));
  else
    say (self, _ ("It waits in your vault until you choose the team's folder: Preferences, Team"));
}

static LuwteDay
today_of (LuwteHandoverGroup *self)
{
  return luwte_retention_get_today (luwte_workspace_get_retention (self->workspace));
}

/* choice: of the list, from 1; 0 is as long as it is kept */
static LuwteDay
until_of (LuwteHandoverGroup *self, guint choice)
{
  if (choice == 0 || choice > G_N_ELEMENTS (months))
    return LUWTE_DAY_NONE;
  return luwte_day_add (today_of (self), (LuwtePeriod) { .months = months[choice - 1] });
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  LuwteBoard *board = board_of (ask->group);
  const guint to = adw_combo_row_get_selected (ask->to);
  const char *const recipients[] = { to < ask->ids->len ? ask->ids->pdata[to] : NULL, NULL };
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "hand") && board != NULL)
    luwte_board_hand_over_async (board,
                                 &(LuwteHandoverRequest) {
                                   .dossier_id = ask->dossier,
                                   .summary = adw_combo_row_get_selected (ask->what) == 1,
                                   .team = to >= ask->ids->len,
                                   .recipients = to < ask->ids->len ? recipients : NULL,
                                   .from = today_of (ask->group),
                                   .until = until_of (ask->group,
                                                      adw_combo_row_get_selected (ask->until)),
                                 },
                                 NULL, handed_cb, g_object_ref (ask->group));
  ask_free (ask);
}

static AdwComboRow *
add_choice (AdwPreferencesGroup *group, const char *title, const char *const *values)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (values);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

static void
add_days (Ask *ask, AdwPreferencesGroup *group)
{
  g_auto (GStrv) days = g_new0 (char *, G_N_ELEMENTS (months) + 2);

  days[0] = g_strdup (_ ("As long as it is kept"));
  for (guint i = 1; i <= G_N_ELEMENTS (months); i++)
    days[i] = luwte_words_short_day (until_of (ask->group, i), today_of (ask->group));
  ask->until = add_choice (group, _ ("Until"), (const char *const *) days);
}

/* names: as many as ask->ids, and the whole team */
static void
present (Ask *ask, const char *const *names)
{
  LuwteHandoverGroup *self = ask->group;
  /* Translators: a nickname */
  g_autofree char *heading = g_strdup_printf (_ ("Hand Over the Dossier of %s?"), self->nickname);
  GtkWidget *group = adw_preferences_group_new ();
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      heading, _ ("A sealed copy of what the profile lets them read. It is erased with them on the "
                  "same day, and what is erased on request is erased with both.")));
  const char *const what[] = { _ ("All they may read"), _ ("The newest note only"), NULL };

  ask->to = add_choice (ADW_PREFERENCES_GROUP (group), _ ("To"), names);
  ask->what = add_choice (ADW_PREFERENCES_GROUP (group), _ ("What"), what);
  add_days (ask, ADW_PREFERENCES_GROUP (group));
  adw_alert_dialog_set_extra_child (dialog, group);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "hand", _ ("_Hand Over"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "hand", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, answered_cb, ask);
}

static void
team_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteHandoverGroup) self = data;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state = luwte_team_load_finish (LUWTE_TEAM (source), result, &error);
  GPtrArray *members = state != NULL && state->roster != NULL && state->roles != 0
                           ? luwte_roster_get_members (state->roster)
                           : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  Ask *ask;

  if (self->dossier == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    {
      g_clear_pointer (&state, luwte_team_state_free);
      return;
    }
  ask = g_new0 (Ask, 1);
  ask->group = g_object_ref (self);
  ask->dossier = g_strdup (self->dossier);
  ask->ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const LuwteRosterMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (member->id, state->id) == 0)
        continue;
      g_ptr_array_add (ask->ids, g_strdup (member->id));
      g_ptr_array_add (names, member->card->name);
    }
  if (ask->ids->len == 0)
    {
      say (self, _ ("Nobody else is in your roster yet: Preferences, Team"));
      ask_free (ask);
    }
  else
    {
      g_ptr_array_add (names, (gpointer) _ ("The whole team"));
      g_ptr_array_add (names, NULL);
      present (ask, (const char *const *) names->pdata);
    }
  g_clear_pointer (&state, luwte_team_state_free);
}

static void
activated_cb (LuwteHandoverGroup *self)
{
  LuwteTeam *team = self->workspace != NULL ? luwte_workspace_get_team (self->workspace) : NULL;

  if (team != NULL)
    luwte_team_load_async (team, NULL, team_cb, g_object_ref (self));
}

void
luwte_handover_group_set_target (LuwteHandoverGroup *self, LuwteWorkspace *workspace,
                                 const char *dossier_id, const char *nickname)
{
  g_return_if_fail (LUWTE_IS_HANDOVER_GROUP (self));

  g_set_object (&self->workspace, workspace);
  if (g_set_str (&self->dossier, dossier_id))
    clear_rows (self);
  g_set_str (&self->nickname, nickname);
  load (self);
}

static void
luwte_handover_group_dispose (GObject *object)
{
  LuwteHandoverGroup *self = LUWTE_HANDOVER_GROUP (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dossier, g_free);
  g_clear_pointer (&self->nickname, g_free);
  G_OBJECT_CLASS (luwte_handover_group_parent_class)->dispose (object);
}

static void
luwte_handover_group_finalize (GObject *object)
{
  g_ptr_array_unref (LUWTE_HANDOVER_GROUP (object)->rows);
  G_OBJECT_CLASS (luwte_handover_group_parent_class)->finalize (object);
}

static void
luwte_handover_group_class_init (LuwteHandoverGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_handover_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = luwte_handover_group_finalize;
}

static void
luwte_handover_group_init (LuwteHandoverGroup *self)
{
  GtkWidget *button = adw_button_row_new ();

  self->rows = g_ptr_array_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), _ ("Hand Over to a Colleague…"));
  g_signal_connect_swapped (button, "activated", G_CALLBACK (activated_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), button);
}
