/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-nicknames-page.h"

#include <glib/gi18n.h>

#include "luwte-dossier-row.h"
#include "luwte-dossier-view.h"
#include "luwte-dossier.h"
#include "luwte-layout.h"
#include "luwte-toast.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

/* As many at a time as fill a screen twice; more come as one scrolls on. */
#define PAGE 50

struct _LuwteNicknamesPage
{
  AdwBin parent_instance;

  /* template children */
  AdwNavigationSplitView *inner;
  AdwWindowTitle *title;
  GtkEditable *search;
  GtkStack *stack;
  GtkListView *list;
  LuwteDossierView *view;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteNotes *notes;
  GListStore *dossiers;
  GtkSingleSelection *selection;
  GCancellable *loading;
  guint limit;   /* how many are asked for */
  gboolean more; /* the list is being lengthened */
  LuwteLayout layout;
};

typedef enum
{
  PROP_LAYOUT = 1,
} LuwteNicknamesPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteNicknamesPage, luwte_nicknames_page, ADW_TYPE_BIN)

static void
setup_cb (LuwteNicknamesPage *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, luwte_dossier_row_new ());
}

static void
bind_cb (LuwteNicknamesPage *self, GtkListItem *item)
{
  LuwteDossier *dossier = gtk_list_item_get_item (item);
  g_autofree char *spoken = luwte_dossier_row_describe (dossier);
  g_autofree char *snippet = luwte_words_snippet_spoken (luwte_dossier_get_snippet (dossier));

  luwte_dossier_row_set_dossier (LUWTE_DOSSIER_ROW (gtk_list_item_get_child (item)), dossier);
  gtk_list_item_set_accessible_label (item, spoken);
  gtk_list_item_set_accessible_description (item, snippet);
}

static void
unbind_cb (LuwteNicknamesPage *self, GtkListItem *item)
{
  luwte_dossier_row_set_dossier (LUWTE_DOSSIER_ROW (gtk_list_item_get_child (item)), NULL);
}

static gboolean
is_searching (LuwteNicknamesPage *self)
{
  return *gtk_editable_get_text (self->search) != '\0';
}

static void
show_count (LuwteNicknamesPage *self, guint n)
{
  g_autofree char *words = NULL;

  if (n == 0)
    words = g_strdup ("");
  else if (n >= self->limit)
    words = g_strdup_printf (_ ("The latest %u; scroll for more"), n);
  else if (is_searching (self))
    words = g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  else
    words = g_strdup_printf (ngettext ("%u nickname", "%u nicknames", n), n);
  adw_window_title_set_subtitle (self->title, words);
}

/* The chosen one stays chosen if it is still there. */
static guint
position_of (GPtrArray *dossiers, LuwteDossier *chosen)
{
  for (guint i = 0; chosen != NULL && i < dossiers->len; i++)
    if (g_str_equal (luwte_dossier_get_id (g_ptr_array_index (dossiers, i)),
                     luwte_dossier_get_id (chosen)))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
selected_cb (LuwteNicknamesPage *self)
{
  luwte_dossier_view_set_dossier (self->view,
                                  gtk_single_selection_get_selected_item (self->selection));
}

/* How many of those shown already lead the new list, so that scrolling on moves nothing. */
static guint
n_shown_already (LuwteNicknamesPage *self, GPtrArray *dossiers)
{
  GListModel *shown = G_LIST_MODEL (self->dossiers);
  const guint n = g_list_model_get_n_items (shown);

  if (!self->more || n > dossiers->len)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LuwteDossier) dossier = g_list_model_get_item (shown, i);

      if (!g_str_equal (luwte_dossier_get_id (dossier),
                        luwte_dossier_get_id (g_ptr_array_index (dossiers, i))))
        return 0;
    }
  return n;
}

static void
show_dossiers (LuwteNicknamesPage *self, GPtrArray *dossiers)
{
  const guint kept = n_shown_already (self, dossiers);
  LuwteDossier *chosen = gtk_single_selection_get_selected_item (self->selection);
  guint position = position_of (dossiers, chosen);

  g_signal_handlers_block_by_func (self->selection, selected_cb, self);
  g_list_store_splice (self->dossiers, kept,
                       g_list_model_get_n_items (G_LIST_MODEL (self->dossiers)) - kept,
                       dossiers->pdata + kept, dossiers->len - kept);
  gtk_single_selection_set_selected (self->selection, position);
  g_signal_handlers_unblock_by_func (self->selection, selected_cb, self);
  selected_cb (self);

  show_count (self, dossiers->len);
  gtk_stack_set_visible_child_name (self->stack, dossiers->len > 0     ? "list"
                                                 : is_searching (self) ? "not-found"
                                                                       : "empty");
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteNicknamesPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = luwte_notes_dossiers_finish (LUWTE_NOTES (object), result,
                                                                &error);

  if (self->stack == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (dossiers != NULL)
    show_dossiers (self, dossiers);
  else
    {
      g_autofree char *words = luwte_words_problem (error);

      luwte_toast_say (GTK_WIDGET (self), words);
    }
}

static void
load_up_to (LuwteNicknamesPage *self, guint limit)
{
  const char *words = gtk_editable_get_text (self->search);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->notes == NULL)
    return;
  self->loading = g_cancellable_new ();
  self->more = limit > self->limit;
  self->limit = limit;
  luwte_notes_dossiers_async (self->notes, *words != '\0' ? words : NULL, limit, self->loading,
                              listed_cb, g_object_ref (self));
}

static void
load (LuwteNicknamesPage *self)
{
  self->limit = PAGE;
  load_up_to (self, PAGE);
}

/* Something changed meanwhile: as many as one has scrolled through. */
static void
load_again (LuwteNicknamesPage *self)
{
  load_up_to (self, MAX (self->limit, PAGE));
}

static void
edge_reached_cb (LuwteNicknamesPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM &&
      g_list_model_get_n_items (G_LIST_MODEL (self->dossiers)) >= self->limit)
    load_up_to (self, self->limit + PAGE);
}

static void
activated_cb (LuwteNicknamesPage *self)
{
  adw_navigation_split_view_set_show_content (self->inner, TRUE);
}

static void
stop_search_cb (LuwteNicknamesPage *self)
{
  gtk_editable_set_text (self->search, "");
}

void
luwte_nicknames_page_search (LuwteNicknamesPage *self)
{
  g_return_if_fail (LUWTE_IS_NICKNAMES_PAGE (self));

  adw_navigation_split_view_set_show_content (self->inner, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  luwte_nicknames_page_search (LUWTE_NICKNAMES_PAGE (widget));
}

/* The way out of a search that finds nothing. */
static void
show_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LuwteNicknamesPage *self = LUWTE_NICKNAMES_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_set_text (self->search, "");
}

static void
set_layout (LuwteNicknamesPage *self, LuwteLayout layout)
{
  if (self->layout == layout)
    return;
  self->layout = layout;
  adw_navigation_split_view_set_collapsed (self->inner, layout == LUWTE_LAYOUT_NARROW);
  luwte_dossier_view_set_narrow (self->view, layout == LUWTE_LAYOUT_NARROW);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
luwte_nicknames_page_dispose (GObject *object)
{
  LuwteNicknamesPage *self = LUWTE_NICKNAMES_PAGE (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  /* The child is a template child too, and would be taken away from under its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_NICKNAMES_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->dossiers);
  g_clear_object (&self->notes);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_nicknames_page_parent_class)->dispose (object);
}

static void
luwte_nicknames_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteNicknamesPage *self = LUWTE_NICKNAMES_PAGE (object);

  switch ((LuwteNicknamesPageProperty) id)
    {
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_nicknames_page_set_property (GObject *object, guint id, const GValue *value,
                                   GParamSpec *pspec)
{
  LuwteNicknamesPage *self = LUWTE_NICKNAMES_PAGE (object);

  switch ((LuwteNicknamesPageProperty) id)
    {
    case PROP_LAYOUT:
      set_layout (self, g_value_get_int (value));
      break;
    }
}

static void
luwte_nicknames_page_class_init (LuwteNicknamesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_nicknames_page_dispose;
  object_class->get_property = luwte_nicknames_page_get_property;
  object_class->set_property = luwte_nicknames_page_set_property;

  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (LUWTE_TYPE_DOSSIER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/notes/luwte-nicknames-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, inner);
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, search);
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteNicknamesPage, view);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);

  gtk_widget_class_install_action (widget_class, "nicknames.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "nicknames.show-all", NULL, show_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK,
                                       "nicknames.search", NULL);
}

static void
luwte_nicknames_page_init (LuwteNicknamesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->dossiers = g_list_store_new (LUWTE_TYPE_DOSSIER);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->dossiers)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

GtkWidget *
luwte_nicknames_page_new (LuwteWorkspace *workspace)
{
  LuwteNicknamesPage *self = g_object_new (LUWTE_TYPE_NICKNAMES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  luwte_dossier_view_set_workspace (self->view, workspace);
  if (g_set_object (&self->notes, luwte_workspace_get_notes (workspace)))
    g_signal_connect_object (self->notes, "changed", G_CALLBACK (load_again), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "erased", G_CALLBACK (load_again), self, G_CONNECT_SWAPPED);
  load (self);
  return GTK_WIDGET (self);
}
