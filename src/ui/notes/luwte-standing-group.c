/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-standing-group.h"

#include <glib/gi18n.h>

#include "luwte-consent-dialog.h"
#include "luwte-notes-standing.h"
#include "luwte-rights.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteStandingGroup
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  AdwComboRow *known;
  GtkWidget *objected;
  GtkWidget *object;
  GtkWidget *unobject;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteNotes *notes;
  char *dossier_id;
  char *session_id;
  GCancellable *reading;
  GPtrArray *rows; /* of borrowed rows: the consents */
  gboolean quiet;  /* the change is ours, not hers */
};

G_DEFINE_FINAL_TYPE (LuwteStandingGroup, luwte_standing_group, ADW_TYPE_BIN)

static void read_standing (LuwteStandingGroup *self);

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteStandingGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (luwte_notes_standing_done_finish (LUWTE_NOTES (source), result, &error) ||
      self->group == NULL)
    return;
  words = luwte_words_problem (error);
  luwte_toast_say (GTK_WIDGET (self), words);
  read_standing (self);
}

static void
withdraw_cb (GtkWidget *button, LuwteStandingGroup *self)
{
  if (self->notes == NULL)
    return;
  gtk_widget_set_sensitive (button, FALSE);
  luwte_notes_withdraw_async (self->notes, gtk_widget_get_name (button), NULL, done_cb,
                              g_object_ref (self));
}

static char *
describe_consent (const LuwteConsent *consent)
{
  g_autofree char *given = luwte_words_day (consent->given);
  g_autofree char *withdrawn = luwte_words_day (consent->withdrawn);
  g_autofree char *day = consent->withdrawn == LUWTE_DAY_NONE
      /* Translators: %s is a day with its year */
      ? g_strdup_printf (_ ("Agreed on %s"), given)
      /* Translators: two days with their years */
      : g_strdup_printf (_ ("Agreed on %s, withdrawn on %s"), given, withdrawn);

  return consent->party != NULL ? g_strdup_printf ("%s · %s", consent->party, day) : g_strdup (day);
}

static void
add_consent_row (LuwteStandingGroup *self, const LuwteConsent *consent)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_consent (consent);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), consent->words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (consent->withdrawn == LUWTE_DAY_NONE)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Withdraw"));
      /* Translators: %s is what was agreed to */
      g_autofree char *name = g_strdup_printf (_ ("Withdraw: %s"), consent->words);

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_name (button, consent->id);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
      g_signal_connect_object (button, "clicked", G_CALLBACK (withdraw_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (LuwteStandingGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
show (LuwteStandingGroup *self, const LuwteStanding *standing)
{
  g_autofree char *since = luwte_words_day (standing->known_since);
  /* Translators: %s is a day with its year */
  g_autofree char *known = g_strdup_printf (_ ("Since %s"), since);
  g_autofree char *day = luwte_words_day (standing->objected);
  const gboolean objects = standing->objected != LUWTE_DAY_NONE;

  self->quiet = TRUE;
  adw_combo_row_set_selected (self->known, standing->known);
  self->quiet = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->known),
                               standing->known_since != LUWTE_DAY_NONE ? known : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->known), self->dossier_id != NULL);
  if (objects)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->objected), day);
  gtk_widget_set_visible (self->objected, objects);
  gtk_widget_set_visible (self->object, !objects && self->dossier_id != NULL);
  gtk_widget_set_visible (self->unobject, objects && self->dossier_id != NULL);
  clear_rows (self);
  for (guint i = 0; i < standing->consents->len; i++)
    add_consent_row (self, g_ptr_array_index (standing->consents, i));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteStandingGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteStanding) standing = luwte_notes_standing_finish (LUWTE_NOTES (source), result,
                                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->group == NULL)
    return;
  g_clear_object (&self->reading);
  /* A dossier that was erased a moment ago is nothing to be told about here. */
  if (standing != NULL)
    show (self, standing);
}

static void
read_standing (LuwteStandingGroup *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->notes == NULL || (self->dossier_id == NULL && self->session_id == NULL))
    return;
  self->reading = g_cancellable_new ();
  luwte_notes_standing_async (self->notes, self->dossier_id, self->session_id, self->reading,
                              read_cb, g_object_ref (self));
}

static void
changed_cb (LuwteStandingGroup *self, const char *dossier_id)
{
  if (dossier_id == NULL || g_strcmp0 (dossier_id, self->dossier_id) == 0)
    read_standing (self);
}

void
luwte_standing_group_set_target (LuwteStandingGroup *self, LuwteWorkspace *workspace,
                                 const char *dossier_id, const char *session_id, const char *line)
{
  LuwteNotes *notes = workspace != NULL ? luwte_workspace_get_notes (workspace) : NULL;

  g_return_if_fail (LUWTE_IS_STANDING_GROUP (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  clear_rows (self);
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_func (self->notes, changed_cb, self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->notes, notes);
  g_set_str (&self->dossier_id, dossier_id);
  g_set_str (&self->session_id, session_id);
  gtk_widget_set_visible (GTK_WIDGET (self), notes != NULL &&
                                                 (dossier_id != NULL || session_id != NULL) &&
                                                 luwte_workspace_may_consent (workspace, line));
  if (notes != NULL)
    g_signal_connect_object (notes, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  read_standing (self);
}

static void
known_cb (LuwteStandingGroup *self)
{
  if (self->quiet || self->notes == NULL || self->dossier_id == NULL)
    return;
  luwte_notes_set_known_async (self->notes, self->dossier_id,
                               (LuwteKnown) adw_combo_row_get_selected (self->known), NULL, done_cb,
                               g_object_ref (self));
}

static void
consent_cb (LuwteStandingGroup *self)
{
  if (self->workspace != NULL)
    adw_dialog_present (luwte_consent_dialog_new (self->workspace, self->dossier_id,
                                                  self->session_id, NULL),
                        GTK_WIDGET (self));
}

static void
objected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteStandingGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (!luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error))
    {
      words = luwte_words_problem (error);
      if (self->group != NULL)
        luwte_toast_say (GTK_WIDGET (self), words);
    }
  else if (self->notes != NULL)
    luwte_notes_tell_changed (self->notes, self->dossier_id);
}

static void
object_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteStandingGroup) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  LuwteRights *rights = self->workspace != NULL ? luwte_workspace_get_rights (self->workspace)
                                                : NULL;

  if (rights == NULL || self->dossier_id == NULL)
    return;
  if (g_str_equal (answer, "object"))
    luwte_rights_object_async (rights, self->dossier_id, "registration", NULL, objected_cb,
                               g_object_ref (self));
  else if (g_str_equal (answer, "unobject"))
    luwte_rights_unobject_async (rights, self->dossier_id, "registration", NULL, objected_cb,
                                 g_object_ref (self));
}

/* What an objection says is the visitor's word, so neither way is done by one key alone. */
static void
ask (LuwteStandingGroup *self, const char *heading, const char *body, const char *response,
     const char *label)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), response, label, NULL);
  adw_alert_dialog_set_default_response (dialog, response);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, object_answered_cb,
                           g_object_ref (self));
}

static void
object_cb (LuwteStandingGroup *self)
{
  ask (self, _ ("Leave Out Who This Is?"),
               _ ("The objection is registered with today's date. From now on every note of this dossier is "
          "checked for what says who somebody is, until the visitor takes it back."),
                 "object", _ ("_Register"));
}

static void
unobject_cb (LuwteStandingGroup *self)
{
  ask (
      self,
      _ ("Objection Taken Back?"),
        _ ("When the visitor says so. From now on consent decides again whether a note may say who "
          "somebody is. What was left out stays out. The objection is not kept; that one was taken "
          "back is."),
          "unobject", _ ("_Take Back"));
}

static void
luwte_standing_group_dispose (GObject *object)
{
  LuwteStandingGroup *self = LUWTE_STANDING_GROUP (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_func (self->notes, changed_cb, self);
  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_STANDING_GROUP);
  g_clear_object (&self->notes);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dossier_id, g_free);
  g_clear_pointer (&self->session_id, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_standing_group_parent_class)->dispose (object);
}

static void
luwte_standing_group_class_init (LuwteStandingGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_standing_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-standing-group.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteStandingGroup, group);
  gtk_widget_class_bind_template_child (widget_class, LuwteStandingGroup, known);
  gtk_widget_class_bind_template_child (widget_class, LuwteStandingGroup, objected);
  gtk_widget_class_bind_template_child (widget_class, LuwteStandingGroup, object);
  gtk_widget_class_bind_template_child (widget_class, LuwteStandingGroup, unobject);
  gtk_widget_class_bind_template_callback (widget_class, known_cb);
  gtk_widget_class_bind_template_callback (widget_class, consent_cb);
  gtk_widget_class_bind_template_callback (widget_class, object_cb);
  gtk_widget_class_bind_template_callback (widget_class, unobject_cb);
}

static void
luwte_standing_group_init (LuwteStandingGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
