/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: the author is unnamed unless she chooses otherwise. Where it is urgent neither is chosen
 * for her, since the meeting may want to reach her, and nothing is sealed before she has said. */
#include "config.h"

#include "luwte-send-page.h"

#include <glib/gi18n.h>

#include "luwte-case-words.h"
#include "luwte-redaction.h"
#include "luwte-team-words.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteSendPage
{
  AdwNavigationPage parent_instance;

  /* template children */
  AdwPreferencesGroup *recipients;
  AdwPreferencesGroup *author;
  GtkCheckButton *unnamed;
  AdwActionRow *named_row;
  GtkCheckButton *named;
  AdwPreferencesGroup *removed;
  AdwActionRow *folder;
  GtkWidget *send;
  GtkLabel *why_not;
  GtkLabel *problem;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteRedaction *redaction;
  LuwteTeamState *state;
  GPtrArray *checks; /* borrowed, with the member's id */
  GPtrArray *counts; /* borrowed rows of @removed */
  gboolean busy;
};

static guint sent_signal;

G_DEFINE_FINAL_TYPE (LuwteSendPage, luwte_send_page, ADW_TYPE_NAVIGATION_PAGE)

/* (transfer container): the ids, borrowed */
static GPtrArray *
chosen_ids (LuwteSendPage *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (self->checks, i)))
      g_ptr_array_add (ids, g_object_get_data (g_ptr_array_index (self->checks, i), "id"));
  return ids;
}

static gboolean
author_said (LuwteSendPage *self)
{
  return gtk_check_button_get_active (self->unnamed) || gtk_check_button_get_active (self->named);
}

static char *
why_not (LuwteSendPage *self)
{
  g_autoptr (GPtrArray) ids = chosen_ids (self);
  g_autoptr (GError) error = NULL;

  if (!luwte_redaction_may_seal (self->redaction, &error))
    return luwte_words_problem (error);
  if (self->state == NULL)
    return g_strdup ("");
  if (self->state->roster == NULL || self->state->roles == 0)
    return g_strdup (_ ("You are in no roster yet. Send your card to your team lead: Preferences, "
                        "Team."));
  if (ids->len == 0)
    return g_strdup (_ ("Choose who may read it."));
  if (!author_said (self))
    return g_strdup (_ ("It is urgent: say whether the meeting may know that it is yours."));
  return NULL;
}

static void
show_ready (LuwteSendPage *self)
{
  g_autofree char *why = why_not (self);

  gtk_widget_set_sensitive (self->send, why == NULL && !self->busy);
  gtk_label_set_text (self->why_not, why != NULL ? why : "");
}

static void
author_cb (LuwteSendPage *self)
{
  luwte_redaction_set_author_named (self->redaction, gtk_check_button_get_active (self->named));
  show_ready (self);
}

static void
add_recipient (LuwteSendPage *self, const LuwteRosterMember *member)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();
  g_autofree char *roles = luwte_team_words_roles (member->roles);

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               (member->roles & (LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING)) != 0);
  g_object_set_data_full (G_OBJECT (check), "id", g_strdup (member->id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (show_ready), self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), member->card->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), roles);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->recipients, row);
  g_ptr_array_add (self->checks, check);
}

/* Only who reads in the meeting can be chosen: it is sealed to nobody else. */
static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSendPage) self = data;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state = luwte_team_load_finish (LUWTE_TEAM (object), result, &error);
  GPtrArray *members;

  if (self->send == NULL || state == NULL || self->state != NULL)
    {
      g_clear_pointer (&state, luwte_team_state_free);
      return;
    }
  self->state = state;
  members = state->roster != NULL ? luwte_roster_get_members (state->roster) : NULL;
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const LuwteRosterMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (member->id, state->id) != 0 &&
          (member->roles & (LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING)) != 0)
        add_recipient (self, member);
    }
  show_ready (self);
}

static void
show_removed (LuwteSendPage *self)
{
  const char *const *codes = luwte_redaction_categories ();

  for (guint i = 0; i < self->counts->len; i++)
    adw_preferences_group_remove (self->removed, g_ptr_array_index (self->counts, i));
  g_ptr_array_set_size (self->counts, 0);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const guint count = luwte_redaction_count (self->redaction, codes[i]);
      g_autofree char *places = NULL;
      GtkWidget *row;

      if (count == 0)
        continue;
      places = g_strdup_printf (ngettext ("%u place", "%u places", count), count);
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     luwte_case_words_category (codes[i]));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (places));
      adw_preferences_group_add (self->removed, row);
      g_ptr_array_add (self->counts, row);
    }
}

static void
show_author (LuwteSendPage *self)
{
  const char *author = luwte_redaction_get_author (self->redaction);
  const gboolean urgent = luwte_redaction_get_urgent (self->redaction);
  g_autofree char *as = g_strdup_printf (_ ("_As %s"), author != NULL ? author : "");

  adw_preferences_group_set_description (
      self->author, urgent ? _ ("It is urgent: the meeting may want to reach you at once.")
                           : _ ("The meeting sees that somebody of the team wrote it, not who."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->named_row), as);
  gtk_widget_set_visible (GTK_WIDGET (self->named_row), author != NULL);
  gtk_check_button_set_active (self->named, luwte_redaction_get_author_named (self->redaction));
  gtk_check_button_set_active (self->unnamed,
                               author == NULL || (!urgent && !luwte_redaction_get_author_named (
                                                                 self->redaction)));
}

static void
show_folder (LuwteSendPage *self)
{
  g_autofree char *folder = luwte_workspace_get_review_folder (self->workspace);
  g_autofree char *name = folder != NULL ? g_filename_display_name (folder) : NULL;

  adw_action_row_set_subtitle (self->folder,
                               name != NULL ? name
                                            : _ ("None chosen yet: it waits in your vault until you "
                                                 "choose one in Preferences, Team."));
}

static void
showing_cb (LuwteSendPage *self)
{
  show_removed (self);
  show_author (self);
  show_folder (self);
  show_ready (self);
}

void
luwte_send_page_set_redaction (LuwteSendPage *self, LuwteWorkspace *workspace,
                               LuwteRedaction *redaction)
{
  g_return_if_fail (LUWTE_IS_SEND_PAGE (self));
  g_return_if_fail (self->redaction == NULL);

  self->workspace = g_object_ref (workspace);
  self->redaction = g_object_ref (redaction);
  luwte_team_load_async (luwte_workspace_get_team (workspace), NULL, loaded_cb,
                         g_object_ref (self));
}

static void
tell (LuwteSendPage *self, const GError *error)
{
  g_autofree char *words = error != NULL ? luwte_words_problem (error) : g_strdup ("");

  luwte_words_tell (self->problem, words);
}

/* Sealed it is, whatever the folder says; what was not brought is brought later. */
static void
delivered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSendPage) self = data;

  g_signal_emit (self, sent_signal, 0,
                 luwte_board_deliver_finish (LUWTE_BOARD (object), result, NULL) >= 0);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteSendPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_board_send_finish (LUWTE_BOARD (object), result, &error);
  g_autofree char *folder = NULL;

  if (self->send == NULL)
    return;
  self->busy = FALSE;
  if (id == NULL)
    {
      tell (self, error);
      show_ready (self);
      return;
    }
  folder = luwte_workspace_get_review_folder (self->workspace);
  if (folder != NULL)
    luwte_board_deliver_async (LUWTE_BOARD (object), folder, NULL, delivered_cb,
                               g_object_ref (self));
  else
    g_signal_emit (self, sent_signal, 0, FALSE);
}

static void
send_cb (LuwteSendPage *self)
{
  LuwteBoard *board = luwte_workspace_get_board (self->workspace);
  g_autoptr (GPtrArray) ids = chosen_ids (self);
  g_autofree char *why = why_not (self);

  if (board == NULL || why != NULL || self->busy)
    return;
  self->busy = TRUE;
  tell (self, NULL);
  show_ready (self);
  g_ptr_array_add (ids, NULL);
  luwte_board_send_async (board, self->redaction, (const char *const *) ids->pdata, NULL, sent_cb,
                          g_object_ref (self));
}

static void
luwte_send_page_dispose (GObject *object)
{
  LuwteSendPage *self = LUWTE_SEND_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SEND_PAGE);
  g_clear_object (&self->workspace);
  g_clear_object (&self->redaction);
  g_clear_pointer (&self->state, luwte_team_state_free);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_send_page_parent_class)->dispose (object);
}

static void
luwte_send_page_class_init (LuwteSendPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_send_page_dispose;
  sent_signal = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/review/luwte-send-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, recipients);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, author);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, unnamed);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, named_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, named);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, removed);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, folder);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, send);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, why_not);
  gtk_widget_class_bind_template_child (widget_class, LuwteSendPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, author_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, showing_cb);
}

static void
luwte_send_page_init (LuwteSendPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checks = g_ptr_array_new ();
  self->counts = g_ptr_array_new ();
}
