/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-requests-page.h"

#include <glib/gi18n.h>

#include "luwte-layout.h"
#include "luwte-new-request-dialog.h"
#include "luwte-request-row.h"
#include "luwte-request-view.h"
#include "luwte-request-words.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

struct _LuwteRequestsPage
{
  AdwBin parent_instance;

  /* template children */
  AdwNavigationView *nav;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwPreferencesGroup *open;
  AdwPreferencesGroup *answered;
  AdwPreferencesGroup *objections;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteRights *rights;
  GPtrArray *requests;     /* NULL until they were listed */
  GPtrArray *request_rows; /* of borrowed rows, as objection_rows is */
  GPtrArray *objection_rows;
  GPtrArray *registered;    /* objections, NULL until they were listed */
  GtkEventController *keys; /* of the widget, while it is shown */
  LuwteLayout layout;
};

typedef enum
{
  PROP_LAYOUT = 1,
} LuwteRequestsPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteRequestsPage, luwte_requests_page, ADW_TYPE_BIN)

static void load (LuwteRequestsPage *self);

static void
say (LuwteRequestsPage *self, const GError *error)
{
  g_autofree char *words = luwte_words_problem (error);

  if (*words != '\0')
    luwte_toast_say (GTK_WIDGET (self), words);
}

static LuwteDay
today (LuwteRequestsPage *self)
{
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);

  return retention != NULL ? luwte_retention_get_today (retention) : LUWTE_DAY_NONE;
}

static void
clear (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (rows, 0);
}

/* The row that had the focus was made anew; the keyboard goes on from the top of the list. */
static void
keep_focus (LuwteRequestsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->stack)) &&
      gtk_root_get_focus (root) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* Both lists have come: what is there, or that there is nothing. */
static void
show_state (LuwteRequestsPage *self, guint n_open, guint n_overdue)
{
  g_autofree char *subtitle = NULL;

  if (self->requests == NULL || self->registered == NULL)
    return;
  if (n_overdue > 0)
    subtitle = g_strdup_printf (ngettext ("%u overdue", "%u overdue", n_overdue), n_overdue);
  else if (n_open > 0)
    subtitle = g_strdup_printf (ngettext ("%u to answer", "%u to answer", n_open), n_open);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_stack_set_visible_child_name (self->stack, self->requests->len + self->registered->len > 0
                                                     ? "list"
                                                     : "empty");
  keep_focus (self);
}

static void
gone_cb (LuwteRequestsPage *self, LuwteRequestView *view)
{
  if (adw_navigation_view_get_visible_page (self->nav) == ADW_NAVIGATION_PAGE (view))
    adw_navigation_view_pop (self->nav);
}

static void
open_request (LuwteRequestsPage *self, const char *id)
{
  AdwNavigationPage *view = luwte_request_view_new (self->workspace, id);

  g_signal_connect_object (view, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  adw_navigation_view_pop_to_tag (self->nav, "list");
  adw_navigation_view_push (self->nav, view);
}

static void
activated_cb (LuwteRequestsPage *self, LuwteRequestRow *row)
{
  open_request (self, luwte_request_row_get_id (row));
}

static void
show_requests (LuwteRequestsPage *self)
{
  const LuwteDay day = today (self);
  guint n_open = 0, n_overdue = 0;

  clear (self->request_rows);
  for (guint i = 0; i < self->requests->len; i++)
    {
      const LuwteRequest *request = g_ptr_array_index (self->requests, i);
      const gboolean open = g_str_equal (request->state, "received");
      GtkWidget *row = luwte_request_row_new (request, day);

      g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self,
                               G_CONNECT_SWAPPED);
      n_open += open;
      n_overdue += luwte_request_words_is_overdue (request, day);
      adw_preferences_group_add (open ? self->open : self->answered, row);
      g_ptr_array_add (self->request_rows, row);
    }
  adw_preferences_group_set_description (self->open,
                                         n_open > 0 ? NULL : _ ("Nothing waits for an answer."));
  gtk_widget_set_visible (GTK_WIDGET (self->answered), self->requests->len > n_open);
  show_state (self, n_open, n_overdue);
}

static void
show_objections (LuwteRequestsPage *self)
{
  const LuwteDay day = today (self);

  clear (self->objection_rows);
  for (guint i = 0; i < self->registered->len; i++)
    {
      const LuwteObjection *objection = g_ptr_array_index (self->registered, i);
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *since = luwte_words_short_day (objection->day, day);
      g_autofree char *subtitle =
          g_strdup_printf (g_str_equal (objection->role, "lead")
                           /* Translators: what is objected to, and since when */
                           ? _ ("%s · since %s, recorded by the team lead")
                           : _ ("%s · since %s, recorded by the counsellor"),
                               luwte_request_words_kind (objection->kind), since);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     objection->nickname != NULL ? objection->nickname : "");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
      adw_preferences_group_add (self->objections, row);
      g_ptr_array_add (self->objection_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->objections), self->registered->len > 0);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requests = luwte_rights_list_finish (LUWTE_RIGHTS (object), result, &error);

  if (self->rights == NULL)
    return;
  if (requests == NULL)
    {
      say (self, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  self->requests = g_steal_pointer (&requests);
  show_requests (self);
}

static void
objections_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteRequestsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) objections = luwte_rights_list_finish (LUWTE_RIGHTS (object), result,
                                                               &error);

  if (self->rights == NULL)
    return;
  if (objections == NULL)
    {
      say (self, error);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->registered, g_ptr_array_unref);
  self->registered = g_steal_pointer (&objections);
  show_objections (self);
  if (self->requests != NULL)
    show_requests (self);
}

static void
load (LuwteRequestsPage *self)
{
  if (self->rights == NULL)
    return;
  luwte_rights_list_async (self->rights, NULL, listed_cb, g_object_ref (self));
  luwte_rights_objections_async (self->rights, NULL, objections_cb, g_object_ref (self));
}

static void
registered_cb (LuwteRequestsPage *self, const char *kind)
{
  luwte_toast_say (GTK_WIDGET (self), g_str_equal (kind, "research")
                   ? _ ("Registered: nothing of it goes into research from now on")
                   : _ ("Registered: it holds from now on"));
  load (self);
}

static void
received_cb (LuwteRequestsPage *self, const char *id)
{
  luwte_toast_say (GTK_WIDGET (self), _ ("Received"));
  load (self);
  open_request (self, id);
}

void
luwte_requests_page_begin (LuwteRequestsPage *self, const char *dossier_id, const char *nickname)
{
  AdwDialog *dialog;

  g_return_if_fail (LUWTE_IS_REQUESTS_PAGE (self));

  if (self->rights == NULL)
    return;
  dialog = luwte_new_request_dialog_new (self->workspace, dossier_id, nickname);
  g_signal_connect_object (dialog, "received", G_CALLBACK (received_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "registered", G_CALLBACK (registered_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  luwte_requests_page_begin (LUWTE_REQUESTS_PAGE (widget), NULL, NULL);
}

static void
again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load (LUWTE_REQUESTS_PAGE (widget));
}

/* The page's key holds wherever the focus is, and only while the page is shown. */
static void
luwte_requests_page_map (GtkWidget *widget)
{
  LuwteRequestsPage *self = LUWTE_REQUESTS_PAGE (widget);

  GTK_WIDGET_CLASS (luwte_requests_page_parent_class)->map (widget);
  self->keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (self->keys),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (self->keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_n,
                                                                                  GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("requests.new")));
  gtk_widget_add_controller (widget, self->keys);
  /* Days pass while another page is shown. */
  load (self);
}

static void
luwte_requests_page_unmap (GtkWidget *widget)
{
  LuwteRequestsPage *self = LUWTE_REQUESTS_PAGE (widget);

  if (self->keys != NULL)
    gtk_widget_remove_controller (widget, g_steal_pointer (&self->keys));
  GTK_WIDGET_CLASS (luwte_requests_page_parent_class)->unmap (widget);
}

static void
luwte_requests_page_dispose (GObject *object)
{
  LuwteRequestsPage *self = LUWTE_REQUESTS_PAGE (object);

  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_REQUESTS_PAGE);
  g_clear_pointer (&self->request_rows, g_ptr_array_unref);
  g_clear_pointer (&self->objection_rows, g_ptr_array_unref);
  g_clear_pointer (&self->requests, g_ptr_array_unref);
  g_clear_pointer (&self->registered, g_ptr_array_unref);
  g_clear_object (&self->rights);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_requests_page_parent_class)->dispose (object);
}

static void
luwte_requests_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteRequestsPage *self = LUWTE_REQUESTS_PAGE (object);

  switch ((LuwteRequestsPageProperty) id)
    {
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_requests_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteRequestsPage *self = LUWTE_REQUESTS_PAGE (object);

  switch ((LuwteRequestsPageProperty) id)
    {
    case PROP_LAYOUT:
      if (self->layout == (LuwteLayout) g_value_get_int (value))
        return;
      self->layout = g_value_get_int (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
luwte_requests_page_class_init (LuwteRequestsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_requests_page_dispose;
  object_class->get_property = luwte_requests_page_get_property;
  object_class->set_property = luwte_requests_page_set_property;
  widget_class->map = luwte_requests_page_map;
  widget_class->unmap = luwte_requests_page_unmap;

  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/rights/luwte-requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, nav);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, open);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, answered);
  gtk_widget_class_bind_template_child (widget_class, LuwteRequestsPage, objections);

  gtk_widget_class_install_action (widget_class, "requests.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "requests.again", NULL, again_action);
}

static void
luwte_requests_page_init (LuwteRequestsPage *self)
{
  self->request_rows = g_ptr_array_new ();
  self->objection_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_requests_page_new (LuwteWorkspace *workspace)
{
  LuwteRequestsPage *self = g_object_new (LUWTE_TYPE_REQUESTS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  g_set_object (&self->rights, luwte_workspace_get_rights (workspace));
  g_signal_connect_object (workspace, "erased", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
