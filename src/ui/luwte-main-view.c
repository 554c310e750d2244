/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-main-view.h"

#include "luwte-chats-page.h"
#include "luwte-erasure-bar.h"
#include "luwte-folder-watch.h"
#include "luwte-layout.h"
#include "luwte-nicknames-page.h"
#include "luwte-requests-page.h"
#include "luwte-retention-page.h"
#include "luwte-retention-values.h"
#include "luwte-review-page.h"
#include "luwte-sidebar.h"
#include "luwte-workspace.h"

struct _LuwteMainView
{
  AdwBin parent_instance;

  /* template children */
  AdwBanner *banner;
  LuwteErasureBar *erasure;
  AdwNavigationSplitView *outer;
  LuwteSidebar *sidebar;
  AdwNavigationPage *content;
  GtkStack *sections;

  /* owned */
  LuwteStatus *status;
  LuwteRetention *retention; /* whose changes are heard */
  LuwteLayout layout;
};

typedef enum
{
  PROP_STATUS = 1,
  PROP_LAYOUT,
} LuwteMainViewProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteMainView, luwte_main_view, ADW_TYPE_BIN)

static GtkWidget *
make_page (LuwteMainView *self, const char *name)
{
  LuwteWorkspace *workspace = luwte_status_get_workspace (self->status);

  if (g_str_equal (name, "chats"))
    return luwte_chats_page_new (workspace);
  if (g_str_equal (name, "nicknames"))
    return luwte_nicknames_page_new (workspace);
  if (g_str_equal (name, "review"))
    return luwte_review_page_new (workspace);
  if (g_str_equal (name, "requests"))
    return luwte_requests_page_new (workspace);
  if (g_str_equal (name, "retention"))
    return luwte_retention_page_new (workspace);
  return NULL;
}

GtkWidget *
luwte_main_view_get_page (LuwteMainView *self, const char *name)
{
  GtkWidget *page;

  g_return_val_if_fail (LUWTE_IS_MAIN_VIEW (self), NULL);

  page = gtk_stack_get_child_by_name (self->sections, name);
  if (page != NULL)
    return page;
  page = make_page (self, name);
  if (page == NULL)
    return NULL;
  g_object_bind_property (self, "layout", page, "layout", G_BINDING_SYNC_CREATE);
  gtk_stack_add_named (self->sections, page, name);
  return page;
}

/* What is erased within a week is counted beside the section that tells more. */
static void
warnings_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteMainView) self = data;
  LuwteRetention *retention = LUWTE_RETENTION (object);
  g_autoptr (GPtrArray) warnings = luwte_retention_warnings_finish (retention, result, NULL);

  if (self->sidebar != NULL && warnings != NULL)
    luwte_sidebar_set_count (self->sidebar, "retention",
                             luwte_warnings_count (warnings, luwte_retention_get_today (retention),
                                                   LUWTE_WARNING_NEAR_DAYS),
                             FALSE);
}

static void
count_warnings (LuwteMainView *self)
{
  LuwteRetention *retention = luwte_workspace_get_retention (
      luwte_status_get_workspace (self->status));

  if (retention == NULL)
    return;
  if (g_set_object (&self->retention, retention))
    g_signal_connect_object (retention, "changed", G_CALLBACK (count_warnings), self,
                             G_CONNECT_SWAPPED);
  luwte_retention_warnings_async (retention, NULL, warnings_cb, g_object_ref (self));
}

/* Cases and advice that nobody has opened. */
static void
news_cb (LuwteMainView *self, LuwteFolderWatch *watch)
{
  if (self->sidebar != NULL)
    luwte_sidebar_set_count (self->sidebar, "review", luwte_folder_watch_get_count (watch), FALSE);
}

static void
watch_news (LuwteMainView *self)
{
  LuwteFolderWatch *watch = luwte_workspace_get_folder_watch (
      luwte_status_get_workspace (self->status));

  g_signal_connect_object (watch, "counted", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  news_cb (self, watch);
}

static void
section_changed_cb (LuwteMainView *self, GParamSpec *pspec, LuwteSidebar *sidebar)
{
  g_autofree char *name = NULL;

  g_object_get (sidebar, "section", &name, NULL);
  if (luwte_main_view_get_page (self, name) == NULL)
    return;
  gtk_stack_set_visible_child_name (self->sections, name);
  count_warnings (self);
  adw_navigation_page_set_title (self->content, luwte_sidebar_section_title (name));
}

/* Chosen by hand in a narrow window: the section takes the place of the list of sections. */
static void
activated_cb (LuwteMainView *self, LuwteSidebar *sidebar)
{
  adw_navigation_split_view_set_show_content (self->outer, TRUE);
}

static void
banner_button_cb (LuwteMainView *self, AdwBanner *banner)
{
  const char *action = luwte_status_get_banner_action (self->status);

  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
banner_changed_cb (LuwteMainView *self)
{
  const char *text = luwte_status_get_banner (self->status);
  g_autofree char *button = NULL;

  g_object_get (self->status, "banner-button", &button, NULL);
  /* It keeps its words while it slides away. */
  if (text != NULL)
    adw_banner_set_title (self->banner, text);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, text != NULL);
}

static void
set_layout (LuwteMainView *self, LuwteLayout layout)
{
  if (self->layout == layout)
    return;
  self->layout = layout;
  adw_navigation_split_view_set_collapsed (self->outer, layout >= LUWTE_LAYOUT_SMALL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

void
luwte_main_view_show_section (LuwteMainView *self, const char *name)
{
  g_return_if_fail (LUWTE_IS_MAIN_VIEW (self));

  g_object_set (self->sidebar, "section", name, NULL);
  adw_navigation_split_view_set_show_content (self->outer, TRUE);
}

const char *
luwte_main_view_get_section (LuwteMainView *self)
{
  return gtk_stack_get_visible_child_name (self->sections);
}

static void
luwte_main_view_constructed (GObject *object)
{
  LuwteMainView *self = LUWTE_MAIN_VIEW (object);

  G_OBJECT_CLASS (luwte_main_view_parent_class)->constructed (object);

  g_object_set (self->sidebar, "status", self->status, NULL);
  luwte_status_watch_backups (self->status);
  luwte_erasure_bar_set_workspace (self->erasure, luwte_status_get_workspace (self->status));
  g_signal_connect_object (self->status, "notify::banner", G_CALLBACK (banner_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status, "notify::banner-button", G_CALLBACK (banner_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (luwte_status_get_workspace (self->status), "erased",
                           G_CALLBACK (count_warnings), self, G_CONNECT_SWAPPED);
  banner_changed_cb (self);
  watch_news (self);
  section_changed_cb (self, NULL, self->sidebar);
}

static void
luwte_main_view_dispose (GObject *object)
{
  LuwteMainView *self = LUWTE_MAIN_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_MAIN_VIEW);
  g_clear_object (&self->retention);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (luwte_main_view_parent_class)->dispose (object);
}

static void
luwte_main_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteMainView *self = LUWTE_MAIN_VIEW (object);

  switch ((LuwteMainViewProperty) id)
    {
    case PROP_STATUS:
      g_value_set_object (value, self->status);
      break;
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_main_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteMainView *self = LUWTE_MAIN_VIEW (object);

  switch ((LuwteMainViewProperty) id)
    {
    case PROP_STATUS:
      self->status = g_value_dup_object (value);
      break;
    case PROP_LAYOUT:
      set_layout (self, g_value_get_int (value));
      break;
    }
}

static void
luwte_main_view_class_init (LuwteMainViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = luwte_main_view_constructed;
  object_class->dispose = luwte_main_view_dispose;
  object_class->get_property = luwte_main_view_get_property;
  object_class->set_property = luwte_main_view_set_property;

  properties[PROP_STATUS] = g_param_spec_object ("status", NULL, NULL, LUWTE_TYPE_STATUS,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                     G_PARAM_STATIC_STRINGS);
  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (LUWTE_TYPE_SIDEBAR);
  g_type_ensure (LUWTE_TYPE_ERASURE_BAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/luwte-main-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, banner);
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, erasure);
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, outer);
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, content);
  gtk_widget_class_bind_template_child (widget_class, LuwteMainView, sections);
  gtk_widget_class_bind_template_callback (widget_class, section_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, banner_button_cb);
}

static void
luwte_main_view_init (LuwteMainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_main_view_new (LuwteStatus *status)
{
  return g_object_new (LUWTE_TYPE_MAIN_VIEW, "status", status, NULL);
}
