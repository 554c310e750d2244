/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-chats-page.h"

#include "luwte-layout.h"
#include "luwte-workspace.h"

struct _LuwteChatsPage
{
  AdwBin parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteLayout layout;
};

typedef enum
{
  PROP_WORKSPACE = 1,
  PROP_LAYOUT,
} LuwteChatsPageProperty;

static GParamSpec *properties[PROP_LAYOUT + 1];

G_DEFINE_FINAL_TYPE (LuwteChatsPage, luwte_chats_page, ADW_TYPE_BIN)

static void
luwte_chats_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  switch ((LuwteChatsPageProperty) id)
    {
    case PROP_WORKSPACE:
      g_value_set_object (value, self->workspace);
      break;
    case PROP_LAYOUT:
      g_value_set_int (value, self->layout);
      break;
    }
}

static void
luwte_chats_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  switch ((LuwteChatsPageProperty) id)
    {
    case PROP_WORKSPACE:
      self->workspace = g_value_dup_object (value);
      break;
    case PROP_LAYOUT:
      if (self->layout == (LuwteLayout) g_value_get_int (value))
        return;
      self->layout = g_value_get_int (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    }
}

static void
luwte_chats_page_dispose (GObject *object)
{
  LuwteChatsPage *self = LUWTE_CHATS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_CHATS_PAGE);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_chats_page_parent_class)->dispose (object);
}

static void
luwte_chats_page_class_init (LuwteChatsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = luwte_chats_page_get_property;
  object_class->set_property = luwte_chats_page_set_property;
  object_class->dispose = luwte_chats_page_dispose;

  properties[PROP_WORKSPACE] = g_param_spec_object ("workspace", NULL, NULL, LUWTE_TYPE_WORKSPACE,
                                                    G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                        G_PARAM_STATIC_STRINGS);
  properties[PROP_LAYOUT] = g_param_spec_int ("layout", NULL, NULL, LUWTE_LAYOUT_WIDE,
                                              LUWTE_LAYOUT_NARROW, LUWTE_LAYOUT_WIDE,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                  G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/chats/luwte-chats-page.ui");
}

static void
luwte_chats_page_init (LuwteChatsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
luwte_chats_page_new (LuwteWorkspace *workspace)
{
  return g_object_new (LUWTE_TYPE_CHATS_PAGE, "workspace", workspace, NULL);
}
