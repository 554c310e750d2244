/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-team-page.h"

#include <glib/gi18n.h>

#include "luwte-card-dialog.h"
#include "luwte-folder-watch.h"
#include "luwte-member-dialog.h"
#include "luwte-roster-dialog.h"
#include "luwte-team-words.h"
#include "luwte-team.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteTeamPage
{
  AdwPreferencesPage parent_instance;

  /* template children */
  AdwEntryRow *name;
  AdwActionRow *words;
  AdwActionRow *card;
  AdwPreferencesGroup *members;
  AdwActionRow *accept;
  AdwActionRow *save;
  AdwActionRow *add;
  AdwPreferencesGroup *prepared;
  AdwEntryRow *team_name;
  GtkWidget *sign;
  AdwActionRow *folder;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteTeamState *state;
  GPtrArray *rows;    /* borrowed widgets in @members */
  GPtrArray *changes; /* borrowed widgets in @prepared */
};

G_DEFINE_FINAL_TYPE (LuwteTeamPage, luwte_team_page, ADW_TYPE_PREFERENCES_PAGE)

static void load (LuwteTeamPage *self);

static void
say (LuwteTeamPage *self, const char *words)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  if (dialog == NULL || words == NULL || *words == '\0')
    return;
  toast = adw_toast_new (words);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static void
say_error (LuwteTeamPage *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  say (self, words);
}

static LuwteTeam *
get_team (LuwteTeamPage *self)
{
  return self->workspace != NULL ? luwte_workspace_get_team (self->workspace) : NULL;
}

static gboolean
is_lead (LuwteTeamPage *self)
{
  return self->workspace != NULL && luwte_workspace_is_lead (self->workspace);
}

static void
show_me (LuwteTeamPage *self)
{
  const gboolean known = self->state->name != NULL;

  if (known && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), self->state->name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), self->state->name);
  gtk_widget_set_visible (GTK_WIDGET (self->words), known);
  gtk_widget_set_visible (GTK_WIDGET (self->card), known);
  if (known)
    adw_action_row_set_subtitle (self->words, self->state->fingerprint);
}

static void
prepared_cb (LuwteTeamPage *self)
{
  load (self);
}

static void
present_member (LuwteTeamPage *self, const LuwteRosterMember *member)
{
  LuwteTeam *team = get_team (self);
  GtkWidget *dialog;

  if (team == NULL)
    return;
  dialog = luwte_member_dialog_new (team, member);
  g_signal_connect_object (dialog, "prepared", G_CALLBACK (prepared_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
add_cb (LuwteTeamPage *self)
{
  present_member (self, NULL);
}

static void
member_cb (LuwteTeamPage *self, GtkWidget *row)
{
  const guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "member"));

  present_member (self, g_ptr_array_index (luwte_roster_get_members (self->state->roster), index));
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static void
add_member (LuwteTeamPage *self, guint index)
{
  const LuwteRosterMember *member =
      g_ptr_array_index (luwte_roster_get_members (self->state->roster), index);
  const gboolean me = g_strcmp0 (member->id, self->state->id) == 0;
  g_autofree char *title = me ? g_strdup_printf (_ ("%s (you)"), member->card->name)
                              : g_strdup (member->card->name);
  g_autofree char *roles = luwte_team_words_roles (member->roles);
  GtkWidget *row = make_row (title, roles);

  if (is_lead (self) && !me)
    {
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      _ ("Change what she does, or let her leave"), -1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "member", GUINT_TO_POINTER (index));
      g_signal_connect_object (row, "activated", G_CALLBACK (member_cb), self, G_CONNECT_SWAPPED);
    }
  adw_preferences_group_add (self->members, row);
  g_ptr_array_add (self->rows, row);
}

static char *
describe_roster (LuwteTeamPage *self)
{
  if (self->state->roster == NULL && is_lead (self))
    return g_strdup (self->state->name == NULL
                     ? _ ("Write your name first. Then add the cards of your colleagues and "
                              "sign the first roster.")
                     : _ ("Add the cards of your colleagues, then sign the first roster."));
  if (self->state->roster == NULL)
    return g_strdup (self->state->name == NULL
                     ? _ ("Write your name first. Then send your card to your team lead, who "
                              "sends you the roster.")
                     : _ ("Send your card to your team lead, who sends you the roster."));
  if (self->state->roles == 0)
    return g_strdup_printf (_ ("Roster %u, signed by %s. You are not in it: send your card."),
                              luwte_roster_get_number (self->state->roster),
                              luwte_roster_signed_by (self->state->roster));
  return g_strdup_printf (_ ("Roster %u, signed by %s."),
                            luwte_roster_get_number (self->state->roster),
                            luwte_roster_signed_by (self->state->roster));
}

static void
show_members (LuwteTeamPage *self)
{
  g_autofree char *said = describe_roster (self);
  g_autofree char *description = g_markup_escape_text (said, -1);
  LuwteRoster *roster = self->state->roster;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->members, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; roster != NULL && i < luwte_roster_get_members (roster)->len; i++)
    add_member (self, i);
  if (roster != NULL)
    {
      g_autofree char *title = g_markup_escape_text (luwte_roster_get_name (roster), -1);

      adw_preferences_group_set_title (self->members, title);
    }
  adw_preferences_group_set_description (self->members, description);
  gtk_widget_set_visible (GTK_WIDGET (self->save), roster != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->add), is_lead (self) && self->state->name != NULL);
}

/* A card that was prepared and taken back before it ever was in a roster is no change. */
static gboolean
is_change (LuwteTeamPage *self, const LuwteRosterMember *member)
{
  return member->roles != 0 || (self->state->roster != NULL &&
                                luwte_roster_find (self->state->roster, member->id) != NULL);
}

static void
take_back_staged_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTeamPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_team_stage_finish (LUWTE_TEAM (object), result, &error))
    say_error (self, error);
  if (self->workspace != NULL)
    load (self);
}

/* Back to what the roster in use says of her; a new card is not taken in. */
static void
take_back_cb (LuwteTeamPage *self, GtkWidget *button)
{
  const LuwteRosterMember *staged =
      g_ptr_array_index (self->state->staged,
                         GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "staged")));
  const LuwteRosterMember *now = self->state->roster != NULL
                                     ? luwte_roster_find (self->state->roster, staged->id)
                                     : NULL;
  g_autofree char *id = g_strdup (staged->id);

  if (get_team (self) != NULL)
    luwte_team_stage_async (get_team (self), id, now != NULL ? now->roles : 0, NULL,
                            take_back_staged_cb, g_object_ref (self));
}

static void
add_change (LuwteTeamPage *self, guint index)
{
  const LuwteRosterMember *member = g_ptr_array_index (self->state->staged, index);
  const LuwteRosterMember *now = self->state->roster != NULL
                                     ? luwte_roster_find (self->state->roster, member->id)
                                     : NULL;
  const char *name = member->card->name != NULL ? member->card->name
                     : now != NULL              ? now->card->name
                                                : "";
  g_autofree char *roles = luwte_team_words_roles (member->roles);
  g_autofree char *change = member->roles == 0 ? g_strdup (_ ("leaves the team"))
                                               : now == NULL
      ? g_strdup_printf (_ ("joins: %s"), roles)
      : g_strdup_printf (_ ("from now on: %s"), roles);
  GtkWidget *row = make_row (name, change);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Take this change back"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take this change back"), -1);
  g_object_set_data (G_OBJECT (button), "staged", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_back_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->prepared, row);
  g_ptr_array_add (self->changes, row);
}

static gboolean
same_as_now (LuwteTeamPage *self, const LuwteRosterMember *member)
{
  const LuwteRosterMember *now = self->state->roster != NULL
                                     ? luwte_roster_find (self->state->roster, member->id)
                                     : NULL;

  return now != NULL && now->roles == member->roles;
}

static void
show_sign (LuwteTeamPage *self)
{
  const gboolean named = (self->state != NULL && self->state->roster != NULL) ||
                         *gtk_editable_get_text (GTK_EDITABLE (self->team_name)) != '\0';

  gtk_widget_set_sensitive (self->sign, self->changes->len > 0 && named);
  gtk_widget_set_tooltip_text (self->sign, self->changes->len == 0 ? _ ("Nothing is prepared")
                                                                   : !named
                               ? _ ("Give the team a name first")
                               : NULL);
}

static void
show_prepared (LuwteTeamPage *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    adw_preferences_group_remove (self->prepared, g_ptr_array_index (self->changes, i));
  g_ptr_array_set_size (self->changes, 0);
  for (guint i = 0; is_lead (self) && i < self->state->staged->len; i++)
    {
      const LuwteRosterMember *member = g_ptr_array_index (self->state->staged, i);

      if (is_change (self, member) && !same_as_now (self, member))
        add_change (self, i);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->prepared),
                          self->changes->len > 0 || (is_lead (self) && self->state->name != NULL &&
                                                     self->state->roster == NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->team_name), self->state->roster == NULL);
  show_sign (self);
}

static void
show_folder (LuwteTeamPage *self)
{
  g_autofree char *folder = luwte_workspace_get_review_folder (self->workspace);
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;

  adw_action_row_set_subtitle (self->folder, shown != NULL ? shown : _ ("None chosen"));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTeamPage) self = data;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state = luwte_team_load_finish (LUWTE_TEAM (object), result, &error);

  if (self->workspace == NULL || state == NULL)
    {
      if (self->workspace != NULL)
        say_error (self, error);
      g_clear_pointer (&state, luwte_team_state_free);
      return;
    }
  g_clear_pointer (&self->state, luwte_team_state_free);
  self->state = state;
  show_me (self);
  show_members (self);
  show_prepared (self);
}

static void
load (LuwteTeamPage *self)
{
  if (get_team (self) != NULL)
    luwte_team_load_async (get_team (self), NULL, loaded_cb, g_object_ref (self));
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTeamPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!luwte_team_set_name_finish (LUWTE_TEAM (object), result, &error))
    say (self, _ ("A name is a line of at most sixty characters."));
  if (self->workspace != NULL)
    load (self);
}

static void
name_applied_cb (LuwteTeamPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (get_team (self) != NULL)
    luwte_team_set_name_async (get_team (self), name, NULL, named_cb, g_object_ref (self));
}

static void
card_cb (LuwteTeamPage *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_card_dialog_new (self->state->name, self->state->card,
                                                         self->state->fingerprint)),
                      GTK_WIDGET (self));
}

/* With another roster more of what lies in the folder can be read. */
static void
look_again (LuwteTeamPage *self)
{
  luwte_folder_watch_look (luwte_workspace_get_folder_watch (self->workspace));
}

static void
accepted_cb (LuwteTeamPage *self)
{
  say (self, _ ("The roster is in use"));
  look_again (self);
  load (self);
}

static void
accept_cb (LuwteTeamPage *self)
{
  GtkWidget *dialog;

  if (get_team (self) == NULL)
    return;
  dialog = luwte_roster_dialog_new (get_team (self));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (accepted_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
save_cb (LuwteTeamPage *self)
{
  g_autofree char *name = NULL;

  if (self->state == NULL || self->state->roster == NULL)
    return;
  name = g_strdup_printf ("luwte-roster-%u.txt", luwte_roster_get_number (self->state->roster));
  luwte_team_save_text (GTK_WIDGET (self), name, luwte_roster_get_text (self->state->roster));
}

static void
signed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTeamPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRoster) roster = luwte_team_roster_finish (LUWTE_TEAM (object), result, &error);

  if (self->workspace == NULL)
    return;
  if (roster != NULL)
    {
      say (self, _ ("Signed. Save the roster and send it to everybody in it"));
      look_again (self);
    }
  else
    say_error (self, error);
  load (self);
}

static void
sign_cb (LuwteTeamPage *self)
{
  g_autofree char *name = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->team_name))));
  g_autofree char *profile = NULL;

  if (get_team (self) == NULL)
    return;
  profile = luwte_workspace_profile_hash (self->workspace);
  gtk_widget_set_sensitive (self->sign, FALSE);
  luwte_team_sign_async (get_team (self),
                         self->state->roster == NULL && *name != '\0' ? name : NULL,
                         (const char *const[]) { profile, NULL }, NULL, signed_cb,
                         g_object_ref (self));
}

void
luwte_team_page_set_folder (LuwteTeamPage *self, const char *folder)
{
  g_return_if_fail (LUWTE_IS_TEAM_PAGE (self));

  luwte_workspace_set_review_folder (self->workspace, folder);
  show_folder (self);
}

static void
folder_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTeamPage) self = data;
  g_autoptr (GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (object), result,
                                                                   NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (folder != NULL && path == NULL)
    say (self, _ ("That folder is not on this computer; choose a mounted or synced one."));
  else if (path != NULL && self->workspace != NULL)
    luwte_team_page_set_folder (self, path);
}

static void
folder_cb (LuwteTeamPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Choose the Team's Folder"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Use This Folder"));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 folder_chosen_cb, g_object_ref (self));
}

void
luwte_team_page_set_workspace (LuwteTeamPage *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_TEAM_PAGE (self));

  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  show_folder (self);
  load (self);
}

static void
luwte_team_page_dispose (GObject *object)
{
  LuwteTeamPage *self = LUWTE_TEAM_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_TEAM_PAGE);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->state, luwte_team_state_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_team_page_parent_class)->dispose (object);
}

static void
luwte_team_page_class_init (LuwteTeamPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_team_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/team/luwte-team-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, name);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, card);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, members);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, accept);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, save);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, add);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, prepared);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, team_name);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, sign);
  gtk_widget_class_bind_template_child (widget_class, LuwteTeamPage, folder);
  gtk_widget_class_bind_template_callback (widget_class, name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_sign);
  gtk_widget_class_bind_template_callback (widget_class, folder_cb);
}

static void
luwte_team_page_init (LuwteTeamPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->changes = g_ptr_array_new ();
}
