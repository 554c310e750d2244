/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-fake-network.h"

typedef struct
{
  GObject parent_instance;
  GNetworkConnectivity connectivity;
} FakeNetwork;

typedef struct
{
  GObjectClass parent_class;
} FakeNetworkClass;

enum
{
  PROP_AVAILABLE = 1,
  PROP_METERED,
  PROP_CONNECTIVITY,
};

static void initable_init (GInitableIface *iface);
static void monitor_init (GNetworkMonitorInterface *iface);
static GType fake_network_get_type (void);

G_DEFINE_TYPE_WITH_CODE (FakeNetwork, fake_network, G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, initable_init)
                             G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, monitor_init))

static gboolean
init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
initable_init (GInitableIface *iface)
{
  iface->init = init;
}

static void
monitor_init (GNetworkMonitorInterface *iface)
{
}

static void
fake_network_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FakeNetwork *self = (FakeNetwork *) object;

  if (id == PROP_CONNECTIVITY)
    g_value_set_enum (value, self->connectivity);
  else
    g_value_set_boolean (value, id == PROP_AVAILABLE &&
                                    self->connectivity != G_NETWORK_CONNECTIVITY_LOCAL);
}

static void
fake_network_class_init (FakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = fake_network_get_property;
  g_object_class_override_property (object_class, PROP_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
fake_network_init (FakeNetwork *self)
{
  self->connectivity = G_NETWORK_CONNECTIVITY_FULL;
}

void
luwte_fake_network_install (void)
{
  g_setenv ("GIO_USE_NETWORK_MONITOR", "luwte-fake", TRUE);
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, fake_network_get_type (),
                                  "luwte-fake", 1000);
  g_assert_true (
      G_TYPE_CHECK_INSTANCE_TYPE (g_network_monitor_get_default (), fake_network_get_type ()));
}

void
luwte_fake_network_set (GNetworkConnectivity connectivity)
{
  FakeNetwork *self = (FakeNetwork *) g_network_monitor_get_default ();

  self->connectivity = connectivity;
  g_object_notify (G_OBJECT (self), "connectivity");
  g_signal_emit_by_name (self, "network-changed", connectivity != G_NETWORK_CONNECTIVITY_LOCAL);
}
