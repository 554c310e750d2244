/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-sidebar.h"

#include <glib/gi18n.h>

#include "luwte-enums.h"

typedef struct
{
  const char *name;
  const char *icon;
  const char *title;
} Section;

/* Sections of features that are not there yet are not here either: no dead entries. */
static const Section sections[] = {
  { "chats", "user-available-symbolic", N_ ("Chats") },
    { "nicknames", "avatar-default-symbolic", N_ ("Nicknames") },
      { "review", "system-users-symbolic", N_ ("Review") },
        { "requests", "mail-unread-symbolic", N_ ("Requests") },
          { "retention", "alarm-symbolic", N_ ("Retention") },
        };

struct _LuwteSidebar
{
  AdwBin parent_instance;

  /* template children */
  GtkListBox *list;
  GtkWidget *dot;
  GtkLabel *title;
  GtkLabel *detail;
  GtkWidget *connection;
  GtkWidget *available_row;
  GtkSwitch *available;

  /* owned */
  LuwteStatus *status;
  GBindingGroup *bindings;
  const char *section; /* static */

  GtkWidget *badges[G_N_ELEMENTS (sections)]; /* borrowed from the rows */
};

typedef enum
{
  PROP_STATUS = 1,
  PROP_SECTION,
} LuwteSidebarProperty;

static GParamSpec *properties[PROP_SECTION + 1];
static guint activated_signal;

G_DEFINE_FINAL_TYPE (LuwteSidebar, luwte_sidebar, ADW_TYPE_BIN)

const char *
luwte_sidebar_section_at (guint index)
{
  return index < G_N_ELEMENTS (sections) ? sections[index].name : NULL;
}

static int
index_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_strcmp0 (sections[i].name, name) == 0)
      return i;
  return -1;
}

const char *
luwte_sidebar_section_title (const char *name)
{
  int index = index_of (name);

  return index >= 0 ? _ (sections[index].title) : NULL;
}

/* The row is read as one sentence, count included. */
static void
name_row (LuwteSidebar *self, guint index, guint count)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, index);
  const char *title = _ (sections[index].title);
  g_autofree char *name = NULL;

  if (count == 0)
    name = g_strdup (title);
  else if (g_str_equal (sections[index].name, "retention"))
    /* Translators: a section and how many dossiers are erased soon: "Retention, 2 within a week" */
    name = g_strdup_printf (ngettext ("%s, %u within a week", "%s, %u within a week", count), title,
                            count);
  else if (g_str_equal (sections[index].name, "review"))
    /* Translators: a section and how many cases and answers came: "Review, 2 new" */
    name = g_strdup_printf (ngettext ("%s, %u new", "%s, %u new", count), title, count);
  else
    name = g_strdup_printf ("%s, %u", title, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
luwte_sidebar_set_count (LuwteSidebar *self, const char *section, guint count, gboolean accent)
{
  int index = index_of (section);
  g_autofree char *text = g_strdup_printf ("%u", count);

  g_return_if_fail (LUWTE_IS_SIDEBAR (self) && index >= 0);

  gtk_label_set_label (GTK_LABEL (self->badges[index]), text);
  gtk_widget_set_visible (self->badges[index], count > 0);
  if (accent)
    gtk_widget_add_css_class (self->badges[index], "accent");
  else
    gtk_widget_remove_css_class (self->badges[index], "accent");
  name_row (self, index, count);
}

/* One number to be seen, and what it is made of to be heard. */
static void
count_chats (LuwteSidebar *self, guint waiting, guint team, gboolean accent)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);
  const char *title = _ (sections[0].title);
  g_autofree char *waits = NULL;
  g_autofree char *name = NULL;

  luwte_sidebar_set_count (self, "chats", waiting + team, accent);
  /* Translators: a section and how many people wait: "Chats, 2 waiting" */
  waits = waiting > 0 ? g_strdup_printf (ngettext ("%s, %u waiting", "%s, %u waiting", waiting),
                                         title, waiting)
                      : g_strdup (title);
  /* Translators: %s is "Chats" or "Chats, 2 waiting"; %u is what colleagues said */
  name = team > 0 ? g_strdup_printf (ngettext ("%s, %u from a colleague", "%s, %u from colleagues",
                                               team),
                                     waits, team)
                  : g_strdup (waits);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_row (LuwteSidebar *self, guint index)
{
  const Section *section = &sections[index];
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (section->title));
  GtkWidget *badge = gtk_label_new (NULL);
  g_autofree char *tooltip
      /* Translators: a section and its key, "Chats (Alt+1)" */
      = g_strdup_printf (_ ("%s (Alt+%u)"), _ (section->title), index + 1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  gtk_widget_add_css_class (badge, "luwte-badge");
  gtk_widget_add_css_class (badge, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (section->icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_list_box_append (self->list, row);
  self->badges[index] = badge;
  name_row (self, index, 0);
}

static void
row_activated_cb (LuwteSidebar *self, GtkListBoxRow *row, GtkListBox *list)
{
  const char *name = sections[gtk_list_box_row_get_index (row)].name;

  g_object_set (self, "section", name, NULL);
  g_signal_emit (self, activated_signal, 0);
}

static void
connection_changed_cb (LuwteSidebar *self)
{
  int connection;
  guint waiting, team;
  gboolean has_service, badge;
  g_autofree char *title = NULL, *detail = NULL, *spoken = NULL;

  g_object_get (self->status, "connection", &connection, "waiting-count", &waiting, "team-count",
                &team, "has-service", &has_service, "badge", &badge, "title", &title, "detail",
                &detail, NULL);
  gtk_widget_set_css_classes (self->dot,
                              (const char *[]) { "luwte-dot",
                                                 connection == LUWTE_CONNECTION_CONNECTED ? "good"
                                                 : connection >= LUWTE_CONNECTION_LOST    ? "bad"
                                                                                          : NULL,
                                                 NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');
  gtk_widget_set_visible (self->available_row, has_service);
  spoken = g_strdup_printf ("%s. %s", title, detail);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->connection), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  /* While the connection is lost the number is old, and its colour says so. */
  count_chats (self, badge ? waiting : 0, badge ? team : 0,
               connection == LUWTE_CONNECTION_CONNECTED);
}

static void
set_status (LuwteSidebar *self, LuwteStatus *status)
{
  if (!g_set_object (&self->status, status))
    return;
  g_binding_group_set_source (self->bindings, status);
  if (status == NULL)
    return;
  for (const char *const *p =
           (const char *const[]) { "notify::connection", "notify::title", "notify::detail",
                                   "notify::waiting-count", "notify::team-count",
                                   "notify::has-service", "notify::badge", NULL };
       *p != NULL; p++)
    g_signal_connect_object (status, *p, G_CALLBACK (connection_changed_cb), self,
                             G_CONNECT_SWAPPED);
  connection_changed_cb (self);
}

static void
set_section (LuwteSidebar *self, const char *name)
{
  int index = index_of (name);

  if (index < 0 || self->section == sections[index].name)
    return;
  self->section = sections[index].name;
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECTION]);
}

static void
luwte_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteSidebar *self = LUWTE_SIDEBAR (object);

  switch ((LuwteSidebarProperty) id)
    {
    case PROP_STATUS:
      g_value_set_object (value, self->status);
      break;
    case PROP_SECTION:
      g_value_set_string (value, self->section);
      break;
    }
}

static void
luwte_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteSidebar *self = LUWTE_SIDEBAR (object);

  switch ((LuwteSidebarProperty) id)
    {
    case PROP_STATUS:
      set_status (self, g_value_get_object (value));
      break;
    case PROP_SECTION:
      set_section (self, g_value_get_string (value));
      break;
    }
}

static void
luwte_sidebar_dispose (GObject *object)
{
  LuwteSidebar *self = LUWTE_SIDEBAR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SIDEBAR);
  g_clear_object (&self->bindings);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (luwte_sidebar_parent_class)->dispose (object);
}

static void
luwte_sidebar_class_init (LuwteSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = luwte_sidebar_dispose;
  object_class->get_property = luwte_sidebar_get_property;
  object_class->set_property = luwte_sidebar_set_property;

  properties[PROP_STATUS] = g_param_spec_object ("status", NULL, NULL, LUWTE_TYPE_STATUS, flags);
  properties[PROP_SECTION] = g_param_spec_string ("section", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  activated_signal = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/widgets/luwte-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, list);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, dot);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, title);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, detail);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, connection);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, available_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteSidebar, available);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
luwte_sidebar_init (LuwteSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    add_row (self, i);

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "title", self->title, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "detail", self->detail, "label", G_BINDING_SYNC_CREATE);
  g_binding_group_bind (self->bindings, "available", self->available, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  set_section (self, "chats");
}
