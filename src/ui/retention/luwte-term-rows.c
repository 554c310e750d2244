/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-term-rows.h"

#include <glib/gi18n.h>

#include "luwte-hold-dialog.h"
#include "luwte-kind-words.h"
#include "luwte-retention-values.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

static LuwteDay
today_of (LuwteWorkspace *workspace)
{
  LuwteRetention *retention = luwte_workspace_get_retention (workspace);

  return retention != NULL ? luwte_retention_get_today (retention) : LUWTE_DAY_NONE;
}

static GtkWidget *
make_row (const char *title, const char *subtitle, const char *icon, gboolean near)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (near)
    gtk_widget_add_css_class (image, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  return row;
}

/* "in 8 days"; nothing for a day that is far. */
static void
add_days_left (GtkWidget *row, LuwteDay day, LuwteDay today)
{
  g_autofree char *words = NULL;
  GtkWidget *label;

  if (day > today + LUWTE_WARNING_FAR_DAYS)
    return;
  words = day <= today
      ? g_strdup (_ ("today"))
      : g_strdup_printf (ngettext ("in %d day", "in %d days", day - today), day - today);
  label = gtk_label_new (words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
}

static GtkWidget *
add_button (GtkWidget *row, const char *label, const char *spoken, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_signal_connect_swapped (button, "clicked", clicked, row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
keep_on (GtkWidget *row, LuwteWorkspace *workspace, gpointer about)
{
  g_object_set_data_full (G_OBJECT (row), "workspace", g_object_ref (workspace), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "about", g_object_ref (about), g_object_unref);
}

static void
hold_cb (GtkWidget *row)
{
  LuwteWarning *warning = g_object_get_data (G_OBJECT (row), "about");
  const LuwteWarningFields *fields = luwte_warning_get_fields (warning);

  luwte_hold_dialog_ask (row, g_object_get_data (G_OBJECT (row), "workspace"), fields->dossier_id,
                         fields->nickname);
}

/* "Erased on 3 December: 2 notes, 1 flag" */
static char *
words_of (const LuwteWarningFields *fields, LuwteDay today)
{
  g_autofree char *day = luwte_words_short_day (fields->day, today);
  g_autofree char *counts = luwte_kind_words_list (fields->records, 0, fields->records->len);

  if (fields->records->len == 0)
    /* Translators: a date */
    return g_strdup_printf (_ ("No longer held from %s on; nothing is erased then"), day);
  return g_strdup_printf (fields->hold_ends
                          /* Translators: a date, and counts, "2 notes, 1 flag" */
                          ? _ ("The hold ends; erased on %s: %s")
                          : _ ("Erased on %s: %s"), day, counts);
}

GtkWidget *
luwte_warning_row_new (LuwteWorkspace *workspace, LuwteWarning *warning, gboolean named)
{
  const LuwteWarningFields *fields = luwte_warning_get_fields (warning);
  LuwteDay today = today_of (workspace);
  g_autofree char *words = words_of (fields, today);
  g_autofree char *day = luwte_words_short_day (fields->day, today);
  gboolean near = fields->day <= today + LUWTE_WARNING_NEAR_DAYS;
  GtkWidget *row = make_row (named ? fields->nickname : words, named ? words : "",
                             fields->hold_ends ? "media-playback-pause-symbolic" : "alarm-symbolic",
                             near);

  keep_on (row, workspace, warning);
  add_days_left (row, fields->day, today);
  if (named && fields->dossier_id != NULL)
    {
      /* Translators: a nickname */
      g_autofree char *spoken = g_strdup_printf (_ ("Hold the dossier of %s"), fields->nickname);

      add_button (row, _ ("Hold…"), spoken, G_CALLBACK (hold_cb));
    }
  return row;
}

static void
end_cb (GtkWidget *row)
{
  luwte_hold_dialog_ask_end (row, g_object_get_data (G_OBJECT (row), "workspace"),
                             g_object_get_data (G_OBJECT (row), "about"));
}

GtkWidget *
luwte_hold_row_new (LuwteWorkspace *workspace, LuwteHold *hold, gboolean named)
{
  LuwteDay today = today_of (workspace), until = luwte_hold_get_until (hold);
  const char *reason = luwte_hold_dialog_reason (luwte_hold_get_reason (hold));
  const char *nickname = luwte_hold_get_nickname (hold);
  gboolean ends = until != LUWTE_DAY_NONE;
  g_autofree char *day = ends ? luwte_words_short_day (until, today) : NULL;
  g_autofree char *kind = luwte_hold_dup_kind (hold);
  g_autofree char *all = kind != NULL ? luwte_kind_words_all (kind) : NULL;
  /* Translators: a date */
  g_autofree char *held = kind != NULL
      /* Translators: "Notes: kept longer, until 3 December" */
      ? g_strdup_printf (_ ("%s: kept longer, until %s"), all, day)
      : ends
      ? g_strdup_printf (_ ("Held until %s"), day)
      : g_strdup (_ ("Held until it is ended"));
  g_autofree char *words = g_strdup_printf ("%s. %s", reason, held);
  GtkWidget *row;

  named = named && nickname != NULL;
  row = make_row (named ? nickname : held, named ? words : reason, "media-playback-pause-symbolic",
                  ends && until < today + LUWTE_WARNING_NEAR_DAYS);
  keep_on (row, workspace, hold);
  if (ends)
    add_days_left (row, until, today);
  add_button (row, _ ("End…"), _ ("End this hold"), G_CALLBACK (end_cb));
  return row;
}

/* Of one dossier */

struct _LuwteTermGroup
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* borrowed: the child */

  /* owned */
  LuwteWorkspace *workspace;
  LuwteRetention *retention;
  char *dossier;
  char *nickname;
  GCancellable *loading;
  GPtrArray *rows;     /* of borrowed rows */
  GPtrArray *warnings; /* nullable, while both are asked for */
  GPtrArray *holds;
};

G_DEFINE_FINAL_TYPE (LuwteTermGroup, luwte_term_group, ADW_TYPE_BIN)

static void
add (LuwteTermGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (LuwteTermGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
ask_hold_cb (LuwteTermGroup *self)
{
  luwte_hold_dialog_ask (GTK_WIDGET (self), self->workspace, self->dossier, self->nickname);
}

static void
ask_extend_cb (LuwteTermGroup *self)
{
  luwte_hold_dialog_ask_extend (GTK_WIDGET (self), self->workspace, self->dossier, self->nickname);
}

static void
add_action (LuwteTermGroup *self, const char *label, GCallback activated)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  g_signal_connect_swapped (row, "activated", activated, self);
  add (self, row);
}

static void
fill (LuwteTermGroup *self)
{
  clear (self);
  for (guint i = 0; i < self->warnings->len; i++)
    {
      LuwteWarning *warning = g_ptr_array_index (self->warnings, i);
      const LuwteWarningFields *fields = luwte_warning_get_fields (warning);

      /* A hold that ends stands on its own row. */
      if (g_strcmp0 (fields->dossier_id, self->dossier) == 0 &&
          (!fields->hold_ends || fields->records->len > 0))
        add (self, luwte_warning_row_new (self->workspace, warning, FALSE));
    }
  for (guint i = 0; i < self->holds->len; i++)
    {
      LuwteHold *hold = g_ptr_array_index (self->holds, i);

      if (g_strcmp0 (luwte_hold_get_dossier_id (hold), self->dossier) == 0)
        add (self, luwte_hold_row_new (self->workspace, hold, FALSE));
    }
  if (luwte_retention_may_extend (self->retention))
    add_action (self, _ ("Keep Longer…"), G_CALLBACK (ask_extend_cb));
  add_action (self, _ ("Hold Past Its Term…"), G_CALLBACK (ask_hold_cb));
}

static void
fill_when_both (LuwteTermGroup *self)
{
  if (self->dossier != NULL && self->warnings != NULL && self->holds != NULL)
    fill (self);
}

static void
warnings_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTermGroup) self = data;
  g_autoptr (GPtrArray) warnings = luwte_retention_warnings_finish (LUWTE_RETENTION (object),
                                                                    result, NULL);

  if (warnings == NULL || LUWTE_RETENTION (object) != self->retention)
    return;
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  self->warnings = g_steal_pointer (&warnings);
  fill_when_both (self);
}

static void
holds_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteTermGroup) self = data;
  g_autoptr (GPtrArray) holds = luwte_retention_holds_finish (LUWTE_RETENTION (object), result,
                                                              NULL);

  if (holds == NULL || LUWTE_RETENTION (object) != self->retention)
    return;
  g_clear_pointer (&self->holds, g_ptr_array_unref);
  self->holds = g_steal_pointer (&holds);
  fill_when_both (self);
}

static void
load (LuwteTermGroup *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->holds, g_ptr_array_unref);
  if (self->retention == NULL || self->dossier == NULL)
    return;
  self->loading = g_cancellable_new ();
  luwte_retention_warnings_async (self->retention, self->loading, warnings_cb, g_object_ref (self));
  luwte_retention_holds_async (self->retention, self->loading, holds_cb, g_object_ref (self));
}

void
luwte_term_group_show (LuwteTermGroup *self, LuwteWorkspace *workspace, const char *dossier_id,
                       const char *nickname)
{
  LuwteRetention *retention = luwte_workspace_get_retention (workspace);

  g_return_if_fail (LUWTE_IS_TERM_GROUP (self));

  g_set_object (&self->workspace, workspace);
  if (self->retention != retention)
    {
      if (self->retention != NULL)
        g_signal_handlers_disconnect_by_func (self->retention, load, self);
      g_set_object (&self->retention, retention);
      if (retention != NULL)
        g_signal_connect_object (retention, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
    }
  if (g_strcmp0 (self->dossier, dossier_id) != 0)
    clear (self);
  g_set_str (&self->dossier, dossier_id);
  g_set_str (&self->nickname, nickname);
  gtk_widget_set_visible (GTK_WIDGET (self), dossier_id != NULL);
  load (self);
}

static void
luwte_term_group_dispose (GObject *object)
{
  LuwteTermGroup *self = LUWTE_TERM_GROUP (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->retention);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dossier, g_free);
  g_clear_pointer (&self->nickname, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_clear_pointer (&self->holds, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_term_group_parent_class)->dispose (object);
}

static void
luwte_term_group_class_init (LuwteTermGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = luwte_term_group_dispose;
}

static void
luwte_term_group_init (LuwteTermGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Keeping"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
luwte_term_group_new (void)
{
  return g_object_new (LUWTE_TYPE_TERM_GROUP, NULL);
}
