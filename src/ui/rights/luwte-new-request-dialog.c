/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-new-request-dialog.h"

#include <glib/gi18n.h>

#include "luwte-day-row.h"
#include "luwte-dossier.h"
#include "luwte-request-words.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* As many as are looked through with the arrow keys; more words find fewer. */
#define FOUND_MAX 8

struct _LuwteNewRequestDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkButton *receive;
  GtkLabel *problem;
  AdwComboRow *kind;
  AdwSwitchRow *unknown;
  GtkWidget *refusal;
  GtkLabel *words;
  GtkWidget *whose;
  GtkEditable *search;
  AdwPreferencesGroup *found;
  GtkWidget *when;
  LuwteDayRow *received;
  GtkLabel *term;
  GtkLabel *meaning;

  /* owned */
  LuwteWorkspace *workspace;
  GStrv kinds;
  char *dossier; /* the chosen one */
  GCancellable *loading;
  GPtrArray *rows; /* of borrowed rows in found */
  LuwteDay today;
  gboolean busy;
};

enum
{
  RECEIVED,
  REGISTERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteNewRequestDialog, luwte_new_request_dialog, ADW_TYPE_DIALOG)

static const char *
chosen_kind (LuwteNewRequestDialog *self)
{
  const guint selected = adw_combo_row_get_selected (self->kind);

  return selected < g_strv_length (self->kinds) ? self->kinds[selected] : NULL;
}

static void
tell (LuwteNewRequestDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

static void
show_term (LuwteNewRequestDialog *self)
{
  const LuwteDay received = luwte_day_row_get_day (self->received);
  g_autofree char *day = luwte_words_day (luwte_workspace_answer_by (self->workspace, received));
  g_autofree char *words = received > self->today
      ? g_strdup (_ ("A request cannot come in on a later day than today."))
      : g_strdup_printf (_ ("To be answered on %s at the latest."), day);

  gtk_label_set_text (self->term, words);
}

/* An objection needs no check and no day: who says it is in the conversation. */
static void
show_ready (LuwteNewRequestDialog *self)
{
  const char *kind = chosen_kind (self);
  const gboolean objection = kind != NULL && luwte_request_words_is_objection (kind);
  const gboolean unknown = !objection && adw_switch_row_get_active (self->unknown);
  const gboolean in_time = luwte_day_row_get_day (self->received) <= self->today;

  gtk_widget_set_visible (GTK_WIDGET (self->unknown), !objection);
  gtk_widget_set_visible (self->refusal, unknown);
  gtk_widget_set_visible (self->whose, !unknown);
  gtk_widget_set_visible (self->when, !unknown && !objection);
  gtk_label_set_text (self->meaning, kind != NULL ? luwte_request_words_meaning (kind) : "");
  gtk_button_set_label (self->receive, objection ? _ ("_Register") : _ ("_Receive"));
  gtk_widget_set_visible (GTK_WIDGET (self->receive), !unknown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->receive), !self->busy && kind != NULL &&
                                                            self->dossier != NULL &&
                                                            (objection || in_time));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->receive),
                               self->dossier == NULL ? _ ("Choose whose dossier it is first")
                                                     : NULL);
}

static void
changed_cb (LuwteNewRequestDialog *self)
{
  show_term (self);
  show_ready (self);
}

static void
unknown_cb (LuwteNewRequestDialog *self)
{
  show_ready (self);
  if (gtk_widget_get_visible (self->refusal))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_text (self->words),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
copy_cb (LuwteNewRequestDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_text (self->words));
}

static void
chosen_cb (LuwteNewRequestDialog *self, GParamSpec *pspec, GtkCheckButton *check)
{
  if (!gtk_check_button_get_active (check))
    return;
  g_set_str (&self->dossier, g_object_get_data (G_OBJECT (check), "dossier"));
  show_ready (self);
}

/* (transfer none): the check button of the row */
static GtkWidget *
add_found (LuwteNewRequestDialog *self, const char *id, const char *nickname, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  /* One alone is a choice too. */
  GtkWidget *check = g_object_new (GTK_TYPE_CHECK_BUTTON, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_RADIO, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), nickname);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, nickname,
                                  -1);
  g_object_set_data_full (G_OBJECT (check), "dossier", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (row), "check", check);
  if (self->rows->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check),
                                g_object_get_data (g_ptr_array_index (self->rows, 0), "check"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_signal_connect_object (check, "notify::active", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->found, row);
  g_ptr_array_add (self->rows, row);
  return check;
}

static void
show_found (LuwteNewRequestDialog *self, GPtrArray *dossiers)
{
  g_autofree char *chosen = g_steal_pointer (&self->dossier);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->found, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < dossiers->len; i++)
    {
      LuwteDossier *dossier = g_ptr_array_index (dossiers, i);
      const char *id = luwte_dossier_get_id (dossier);
      const guint n = luwte_dossier_get_n_notes (dossier);
      g_autofree char *day = luwte_words_day (luwte_dossier_get_last_contact (dossier));
      g_autofree char *notes = g_strdup_printf (ngettext ("%u note", "%u notes", n), n);
      g_autofree char *contact = g_strdup_printf (_ ("Last contact %s"), day);
      g_autofree char *subtitle = g_strdup_printf ("%s · %s", contact, notes);
      GtkWidget *check = add_found (self, id, luwte_dossier_get_nickname (dossier), subtitle);

      if (g_strcmp0 (id, chosen) == 0)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
    }
  adw_preferences_group_set_description (self->found,
                                         dossiers->len > 0
                                             ? NULL
                                             : _ ("Nobody of that name. What is past its "
                                                               "term is erased, and is not found."));
  show_ready (self);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNewRequestDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = luwte_notes_dossiers_finish (LUWTE_NOTES (object), result,
                                                                &error);

  if (self->found == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (dossiers != NULL)
    show_found (self, dossiers);
  else
    {
      g_autofree char *words = luwte_words_problem (error);

      tell (self, words);
    }
}

static void
search_cb (LuwteNewRequestDialog *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  const char *words = gtk_editable_get_text (self->search);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (notes == NULL)
    return;
  self->loading = g_cancellable_new ();
  luwte_notes_dossiers_async (notes, *words != '\0' ? words : NULL, FOUND_MAX, self->loading,
                              found_cb, g_object_ref (self));
}

static void
failed (LuwteNewRequestDialog *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  self->busy = FALSE;
  if (self->found == NULL)
    return;
  tell (self, words);
  show_ready (self);
}

static void
received_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNewRequestDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_rights_receive_finish (LUWTE_RIGHTS (source), result, &error);

  if (id == NULL)
    {
      failed (self, error);
      return;
    }
  if (self->found != NULL)
    adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[RECEIVED], 0, id);
}

static void
registered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNewRequestDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kind = NULL;

  if (!luwte_rights_done_finish (LUWTE_RIGHTS (source), result, &error))
    {
      failed (self, error);
      return;
    }
  if (self->found == NULL)
    return;
  kind = g_strdup (chosen_kind (self));
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[REGISTERED], 0, kind);
}

static void
receive_cb (LuwteNewRequestDialog *self)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  const char *kind = chosen_kind (self);

  if (rights == NULL || kind == NULL || self->dossier == NULL || self->busy)
    return;
  self->busy = TRUE;
  show_ready (self);
  if (luwte_request_words_is_objection (kind))
    luwte_rights_object_async (rights, self->dossier, kind, NULL, registered_cb,
                               g_object_ref (self));
  else
    luwte_rights_receive_async (rights, self->dossier, kind, luwte_day_row_get_day (self->received),
                                NULL, received_cb, g_object_ref (self));
}

static void
cancel_cb (LuwteNewRequestDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
fill (LuwteNewRequestDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);
  g_autofree char *words = NULL;

  self->kinds = luwte_workspace_request_kinds (self->workspace);
  for (guint i = 0; self->kinds[i] != NULL; i++)
    gtk_string_list_append (labels, luwte_request_words_kind (self->kinds[i]));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (labels));
  if (rights != NULL)
    words = luwte_rights_anonymous_words (rights, luwte_words_language ());
  gtk_label_set_text (
      self->words,
      words != NULL && *words != '\0'
          ? words
          : _ ("I cannot see who you are, so I can show, change or erase nothing of what is kept "
               "about anybody: it might be somebody else's."));
  self->today = retention != NULL ? luwte_retention_get_today (retention) : LUWTE_DAY_NONE;
  luwte_day_row_set_day (self->received, self->today);
}

AdwDialog *
luwte_new_request_dialog_new (LuwteWorkspace *workspace, const char *dossier_id,
                              const char *nickname)
{
  LuwteNewRequestDialog *self = g_object_new (LUWTE_TYPE_NEW_REQUEST_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  fill (self);
  if (dossier_id != NULL)
    {
      GtkWidget *check = add_found (self, dossier_id, nickname, NULL);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
      gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
    }
  else
    search_cb (self);
  changed_cb (self);
  return ADW_DIALOG (self);
}

static void
luwte_new_request_dialog_dispose (GObject *object)
{
  LuwteNewRequestDialog *self = LUWTE_NEW_REQUEST_DIALOG (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NEW_REQUEST_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->kinds, g_strfreev);
  g_clear_pointer (&self->dossier, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (luwte_new_request_dialog_parent_class)->dispose (object);
}

static void
luwte_new_request_dialog_class_init (LuwteNewRequestDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_new_request_dialog_dispose;
  signals[RECEIVED] = g_signal_new ("received", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REGISTERED] = g_signal_new ("registered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (LUWTE_TYPE_DAY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/rights/luwte-new-request-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, receive);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, unknown);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, refusal);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, words);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, whose);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, search);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, found);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, when);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, received);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, term);
  gtk_widget_class_bind_template_child (widget_class, LuwteNewRequestDialog, meaning);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, receive_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unknown_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
luwte_new_request_dialog_init (LuwteNewRequestDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
