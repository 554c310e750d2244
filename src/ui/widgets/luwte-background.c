/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-background.h"

#include "luwte-id.h"

/* One call of one portal. Its answer is a signal of an object of its own, whose path is known
 * beforehand, so that the answer cannot come before anybody listens; a portal that chooses another
 * path says so, and is listened to there. */

#define PORTAL     "org.freedesktop.portal.Desktop"
#define PATH       "/org/freedesktop/portal/desktop"
#define BACKGROUND "org.freedesktop.portal.Background"
#define REQUEST    "org.freedesktop.portal.Request"

typedef struct
{
  GDBusConnection *bus;
  char *reason;
  char *path;
  guint subscription;
  guint watch;    /* the portal may go without an answer */
  guint patience; /* or be silent */
} Asking;

/* Somebody may be reading the question; a window that cannot be closed is worse than not knowing. */
#define PATIENCE_SECONDS 60

static gboolean as_if_sandboxed;

static void
stop (Asking *asking)
{
  if (asking->subscription != 0)
    g_dbus_connection_signal_unsubscribe (asking->bus, asking->subscription);
  asking->subscription = 0;
  if (asking->watch != 0)
    g_bus_unwatch_name (asking->watch);
  asking->watch = 0;
  g_clear_handle_id (&asking->patience, g_source_remove);
}

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  stop (asking);
  g_clear_object (&asking->bus);
  g_free (asking->reason);
  g_free (asking->path);
  g_free (asking);
}

/* Once; who answers later says nothing new. Takes the reference that the question had. */
static void
answer (GTask *task, LuwteBackground background)
{
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GTask) kept = g_object_ref (task);

  if (asking->reason == NULL)
    return;
  g_clear_pointer (&asking->reason, g_free);
  stop (asking);
  g_task_return_int (task, background);
  g_object_unref (task);
}

static void
response_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
             const char *signal, GVariant *parameters, gpointer data)
{
  g_autoptr (GVariant) results = NULL;
  gboolean allowed = FALSE;
  guint response = 2;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  /* 0: answered, 1: somebody said no, 2: it ended otherwise. */
  if (response > 1)
    answer (data, LUWTE_BACKGROUND_UNKNOWN);
  else
    answer (data, response == 0 && allowed ? LUWTE_BACKGROUND_ALLOWED : LUWTE_BACKGROUND_DENIED);
}

static void
listen (GTask *task, const char *path)
{
  Asking *asking = g_task_get_task_data (task);

  if (asking->subscription != 0)
    g_dbus_connection_signal_unsubscribe (asking->bus, asking->subscription);
  g_set_str (&asking->path, path);
  asking->subscription = g_dbus_connection_signal_subscribe (asking->bus, PORTAL, REQUEST,
                                                             "Response", path, NULL,
                                                             G_DBUS_SIGNAL_FLAGS_NONE, response_cb,
                                                             g_object_ref (task), g_object_unref);
}

static void
gone_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  answer (data, LUWTE_BACKGROUND_UNKNOWN);
}

static gboolean
patience_cb (gpointer data)
{
  Asking *asking = g_task_get_task_data (data);

  asking->patience = 0;
  answer (data, LUWTE_BACKGROUND_UNKNOWN);
  return G_SOURCE_REMOVE;
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Asking *asking = g_task_get_task_data (task);
  g_autoptr (GVariant) handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               NULL);
  const char *path;

  if (asking->reason == NULL)
    return;
  if (handle == NULL)
    {
      answer (task, LUWTE_BACKGROUND_UNKNOWN);
      return;
    }
  g_variant_get (handle, "(&o)", &path);
  if (!g_str_equal (path, asking->path))
    listen (task, path);
  asking->watch = g_bus_watch_name_on_connection (asking->bus, PORTAL,
                                                  G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, gone_cb,
                                                  g_object_ref (task), g_object_unref);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Asking *asking = g_task_get_task_data (task);
  g_autofree char *id = luwte_id_new ();
  g_autofree char *token = g_strconcat ("luwte_", id, NULL);
  g_autofree char *sender = NULL;
  g_autofree char *path = NULL;
  GVariantBuilder options;

  asking->bus = g_bus_get_finish (result, NULL);
  if (asking->reason == NULL)
    return;
  if (asking->bus == NULL)
    {
      answer (task, LUWTE_BACKGROUND_UNKNOWN);
      return;
    }
  sender = g_strdup (g_dbus_connection_get_unique_name (asking->bus) + 1);
  g_strdelimit (sender, ".", '_');
  path = g_strconcat (PATH "/request/", sender, "/", token, NULL);
  listen (task, path);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason", g_variant_new_string (asking->reason));
  /* No start at log-in: nobody is available before she says so. */
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_call (asking->bus, PORTAL, PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, called_cb, g_object_ref (task));
}

void
luwte_background_ask_async (const char *reason, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  g_return_if_fail (reason != NULL);

  asking->reason = g_strdup (reason);
  g_task_set_source_tag (task, luwte_background_ask_async);
  g_task_set_task_data (task, asking, asking_free);
  asking->patience = g_timeout_add_seconds (PATIENCE_SECONDS, patience_cb, task);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (task));
}

LuwteBackground
luwte_background_ask_finish (GAsyncResult *result)
{
  return (LuwteBackground) g_task_propagate_int (G_TASK (result), NULL);
}

gboolean
luwte_background_is_asked (void)
{
  return as_if_sandboxed || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ||
         g_getenv ("SNAP") != NULL;
}

void
luwte_background_set_asked (gboolean asked)
{
  as_if_sandboxed = asked;
}
