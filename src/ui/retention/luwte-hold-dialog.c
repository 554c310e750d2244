/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-hold-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "luwte-day.h"
#include "luwte-retention-values.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* A code and no words of one's own: a reason would soon tell what is held. */
static const struct
{
  const char *code;
  const char *words;
} reasons[] = {
  { "complaint", N_ ("A complaint") },
    { "request", N_ ("A request about the dossier") },
      { "police", N_ ("Police or a court") },
        { "other", N_ ("Another reason") },
      };

static const int months[] = { 1, 3, 6, 12 };

typedef struct
{
  GtkWidget *parent;
  LuwteRetention *retention;
  char *dossier;
  AdwComboRow *reason;
  AdwComboRow *until; /* NULL: the term is renewed */
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->retention);
  g_free (self->dossier);
  g_free (self);
}

const char *
luwte_hold_dialog_reason (const char *reason)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (reasons[i].code, reason) == 0)
      return _ (reasons[i].words);
  return reason;
}

static void
say (GtkWidget *widget, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (widget, words);
}

static void
added_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_retention_hold_add_finish (LUWTE_RETENTION (object), result, &error);

  if (id != NULL)
    luwte_toast_say (parent, _ ("The dossier is held"));
  else
    say (parent, error);
}

static void
extended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) renewed = luwte_retention_extend_finish (LUWTE_RETENTION (object), result,
                                                                 &error);

  if (renewed != NULL)
    luwte_toast_say (parent, _ ("The term is renewed"));
  else
    say (parent, error);
}

static LuwteDay
day_of (LuwteRetention *retention, guint choice)
{
  LuwtePeriod term = { .months = months[MIN (choice, G_N_ELEMENTS (months) - 1)] };

  return luwte_day_add (luwte_retention_get_today (retention), term);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Ask *ask = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  const char *reason =
      reasons[MIN (adw_combo_row_get_selected (ask->reason), G_N_ELEMENTS (reasons) - 1)].code;

  if (!g_str_equal (answer, "hold"))
    ;
  else if (ask->until == NULL)
    luwte_retention_extend_async (ask->retention, ask->dossier, reason, NULL, extended_cb,
                                  g_object_ref (ask->parent));
  else
    luwte_retention_hold_add_async (ask->retention, ask->dossier, reason,
                                    day_of (ask->retention,
                                            adw_combo_row_get_selected (ask->until)),
                                    NULL, added_cb, g_object_ref (ask->parent));
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
add_reasons (Ask *ask, AdwPreferencesGroup *group)
{
  const char *why[G_N_ELEMENTS (reasons) + 1] = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    why[i] = _ (reasons[i].words);
  ask->reason = add_choice (group, _ ("Reason"), why);
}

static void
add_days (Ask *ask, AdwPreferencesGroup *group)
{
  LuwteDay today = luwte_retention_get_today (ask->retention);
  g_auto (GStrv) until = g_new0 (char *, G_N_ELEMENTS (months) + 1);

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    until[i] = luwte_words_short_day (day_of (ask->retention, i), today);
  ask->until = add_choice (group, _ ("Until"), (const char *const *) until);
}

static void
present (GtkWidget *parent, LuwteWorkspace *workspace, const char *dossier_id, gboolean extend,
         const char *heading, const char *body)
{
  LuwteRetention *retention = luwte_workspace_get_retention (workspace);
  GtkWidget *group;
  AdwAlertDialog *dialog;
  Ask *ask;

  if (retention == NULL)
    return;
  group = adw_preferences_group_new ();
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  ask = g_new (Ask, 1);
  *ask = (Ask) { g_object_ref (parent), g_object_ref (retention), g_strdup (dossier_id), NULL,
                 NULL };
  add_reasons (ask, ADW_PREFERENCES_GROUP (group));
  if (!extend)
    add_days (ask, ADW_PREFERENCES_GROUP (group));
  adw_alert_dialog_set_extra_child (dialog, group);
  adw_alert_dialog_add_responses (dialog, "cancel",
                                  _ ("_Cancel"), "hold",
                                    extend ? _ ("_Keep Longer") : _ ("_Hold"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "hold", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "hold");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, ask);
}

/* The heading is short: one that is wider than the dialog is not wrapped, and a nickname can be long. */
void
luwte_hold_dialog_ask (GtkWidget *parent, LuwteWorkspace *workspace, const char *dossier_id,
                       const char *nickname)
{
  /* Translators: a nickname */
  g_autofree char *body = g_strdup_printf (_ ("The dossier of %s. Nothing of it is erased until that day, but no longer than the profile "
         "allows. When the hold ends, what is past its term is erased at once."),
      nickname);

  present (parent, workspace, dossier_id, FALSE, _ ("Hold This Dossier?"), body);
}

void
luwte_hold_dialog_ask_extend (GtkWidget *parent, LuwteWorkspace *workspace, const char *dossier_id,
                              const char *nickname)
{
  /* Translators: a nickname */
  g_autofree char *body = g_strdup_printf (_ ("The dossier of %s. The term of its records is renewed, as far as the profile promises that "
         "this can be. The rest is erased on its day."),
      nickname);

  present (parent, workspace, dossier_id, TRUE, _ ("Keep It Longer?"), body);
}

static void
ended_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;

  /* Only after the vault's last step. */
  if (luwte_retention_hold_end_finish (LUWTE_RETENTION (object), result, &error))
    luwte_toast_say (parent, _ ("The hold has ended"));
  else
    say (parent, error);
}

static void
end_answered_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteHold) hold = data;
  GtkWidget *parent = g_object_get_data (object, "parent");
  LuwteRetention *retention = g_object_get_data (object, "retention");
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (object), result);

  if (g_str_equal (answer, "end"))
    luwte_retention_hold_end_async (retention, luwte_hold_get_id (hold), NULL, ended_cb,
                                    g_object_ref (parent));
}

void
luwte_hold_dialog_ask_end (GtkWidget *parent, LuwteWorkspace *workspace, LuwteHold *hold)
{
  LuwteRetention *retention = luwte_workspace_get_retention (workspace);
  AdwAlertDialog *dialog;

  if (retention == NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("End This Hold?"),
      _ ("What is past its term is erased at once, in backups too. It cannot come back.")));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "end", _ ("_End the Hold"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "end", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "parent", g_object_ref (parent), g_object_unref);
  g_object_set_data_full (G_OBJECT (dialog), "retention", g_object_ref (retention), g_object_unref);
  adw_alert_dialog_choose (dialog, parent, NULL, end_answered_cb, g_object_ref (hold));
}
