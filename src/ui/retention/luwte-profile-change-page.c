/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-profile-change-page.h"

#include <glib/gi18n.h>

#include "luwte-code.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteProfileChangePage
{
  AdwNavigationPage parent_instance;

  /* borrowed: of the child */
  GtkWidget *reason; /* nullable: nothing is loosened */
  GtkWidget *use;
  AdwPreferencesPage *page;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteProfileChange *change;
};

G_DEFINE_FINAL_TYPE (LuwteProfileChangePage, luwte_profile_change_page, ADW_TYPE_NAVIGATION_PAGE)

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

static AdwPreferencesGroup *
add_group (LuwteProfileChangePage *self, const char *title, const char *description)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, description);
  adw_preferences_page_add (self->page, group);
  return group;
}

static char *
count (guint n)
{
  return g_strdup_printf (ngettext ("%u record", "%u records", n), n);
}

/* The same sentences before and after. */
static char *
redating_words (const LuwteRedating *redating)
{
  g_autofree char *all = count (redating->n_records), *due = count (redating->due->len);
  g_autofree char *earlier = count (redating->n_earlier), *later = count (redating->n_later);
  g_autofree char *held = count (redating->n_held);

  /* Translators: each %s is a number of records, "3 records" */
  return g_strdup_printf (_ ("Of %s that have a day: sooner %s, later %s. Past the new term and "
                             "erased: %s. Held past it: %s."),
                            all, earlier, later, due, held);
}

static void
reason_changed_cb (LuwteProfileChangePage *self)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  gtk_widget_set_sensitive (self->use, *text != '\0');
}

static void
add_loosened (LuwteProfileChangePage *self)
{
  g_autoptr (GPtrArray) loosened = luwte_profile_change_tell_loosened (self->change,
                                                                       luwte_words_language ());
  gboolean lead = luwte_workspace_is_lead (self->workspace);
  AdwPreferencesGroup *group;

  if (loosened->len == 0)
    {
      add_group (self, _ ("No Promise Is Loosened"),
                         _ ("By the new profile nothing is kept longer and nobody sees more."));
      return;
    }
  group = add_group (self,
                     _ ("Promises That Are Loosened"),
                       lead ? _ ("People wrote to you under the old promise. This needs a reason, "
                               "which is kept with the change.")
                            : _ ("Only the team lead can take a profile into use that promises less "
                               "than this one."));
  for (guint i = 0; i < loosened->len; i++)
    {
      LuwteCode *code = g_ptr_array_index (loosened, i);
      GtkWidget *row = make_row (luwte_code_get_label (code), luwte_code_get_text (code));
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_preferences_group_add (group, row);
    }
  gtk_widget_set_sensitive (self->use, FALSE);
  if (!lead)
    return;
  self->reason = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _ ("Reason"));
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (reason_changed_cb), self);
  adw_preferences_group_add (group, self->reason);
}

static void
add_redating (LuwteProfileChangePage *self)
{
  const LuwteRedating *redating = luwte_profile_change_get_redating (self->change);
  g_autofree char *records = count (redating->due->len);
  g_autofree char *words = redating_words (redating);
  AdwPreferencesGroup *group = add_group (self, _ ("What Is Stored Gets Other Days"), words);
  GtkWidget *row;

  if (redating->due->len == 0)
    return;
  row = make_row (records, _ ("Erased as soon as the profile is in use, in backups too. They cannot "
                              "come back."));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("user-trash-symbolic"));
  adw_preferences_group_add (group, row);
  gtk_widget_remove_css_class (self->use, "suggested-action");
  gtk_widget_add_css_class (self->use, "destructive-action");
}

/* The pages are made anew with the new profile, and this dialog is gone with the old ones: so the
 * report is laid over the window. */
static void
used_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) root = data;
  LuwteWorkspace *workspace = LUWTE_WORKSPACE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteRedating) report = luwte_workspace_use_profile_finish (workspace, result, &error);
  g_autofree char *words = NULL;
  AdwDialog *dialog;

  if (luwte_workspace_get_state (workspace) != LUWTE_WORKSPACE_OPEN ||
      !gtk_widget_get_mapped (root))
    return;
  words = report != NULL ? redating_words (report) : luwte_words_problem (error);
  dialog = adw_alert_dialog_new (report != NULL ? _ ("The Profile Is in Use")
                                                : _ ("The Profile Was Not Changed"), words);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, root);
}

static void
use_cb (LuwteProfileChangePage *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_widget_set_sensitive (self->use, FALSE);
  luwte_workspace_use_profile_async (self->workspace, self->change,
                                     self->reason != NULL
                                         ? gtk_editable_get_text (GTK_EDITABLE (self->reason))
                                         : NULL,
                                     NULL, used_cb, g_object_ref (root));
}

static void
luwte_profile_change_page_dispose (GObject *object)
{
  LuwteProfileChangePage *self = LUWTE_PROFILE_CHANGE_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->change, luwte_profile_change_free);
  G_OBJECT_CLASS (luwte_profile_change_page_parent_class)->dispose (object);
}

static void
luwte_profile_change_page_class_init (LuwteProfileChangePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_profile_change_page_dispose;
}

static void
luwte_profile_change_page_init (LuwteProfileChangePage *self)
{
}

GtkWidget *
luwte_profile_change_page_new (LuwteWorkspace *workspace, LuwteProfileChange *change)
{
  LuwteProfileChangePage *self = g_object_new (LUWTE_TYPE_PROFILE_CHANGE_PAGE, "title",
                                               _ ("What Changes"), NULL);
  GtkWidget *view = adw_toolbar_view_new (), *header = adw_header_bar_new ();

  self->workspace = g_object_ref (workspace);
  self->change = change;
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->use = gtk_button_new_with_mnemonic (_ ("_Take into Use"));
  gtk_widget_add_css_class (self->use, "suggested-action");
  g_signal_connect_swapped (self->use, "clicked", G_CALLBACK (use_cb), self);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->use);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  if (luwte_profile_change_is_change (change))
    {
      add_loosened (self);
      add_redating (self);
    }
  else
    {
      add_group (self, _ ("Nothing Changes"), _ ("It is the profile that is in use."));
      gtk_widget_set_sensitive (self->use, FALSE);
    }
  return GTK_WIDGET (self);
}
