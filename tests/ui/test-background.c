/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Closing the window while she is available; the desktop's word is that of a portal on a bus of this
 * test's own (see meson.build). */

#include "luwte-background.h"
#include "luwte-live.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window-private.h"

#define PORTAL "org.freedesktop.portal.Desktop"
#define PATH   "/org/freedesktop/portal/desktop"

/* What the portal does when it is asked. */
typedef enum
{
  NO_PORTAL,
  NOTIFIES, /* none, but somebody who shows notifications */
  ALLOWS,
  DENIES,
  OTHERWISE, /* it has nobody to put the question to */
  LEAVES,    /* without a word */
  ELSEWHERE, /* as old ones: with another path for its answer */
} Portal;

typedef struct
{
  GDBusConnection *bus;
  Portal portal;
  guint n_asked;
  guint owner;

  LuwteUiFixture *fixture;
  LuwteWindow *window;
  GtkApplication *application; /* where notifications are looked at */
  GString *told;               /* their words, "|" after each */
} Desk;

static void
tell (Desk *self, const char *path, guint response, gboolean allowed)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (allowed));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  g_dbus_connection_emit_signal (self->bus, NULL, path, "org.freedesktop.portal.Request",
                                 "Response", g_variant_new ("(ua{sv})", response, &results), NULL);
}

static gboolean
answer_later_cb (gpointer data)
{
  tell (data, PATH "/request/elsewhere/1", 0, TRUE);
  return G_SOURCE_REMOVE;
}

static void
asked_cb (GDBusConnection *bus, const char *sender, const char *object, const char *interface,
          const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
          gpointer data)
{
  Desk *self = data;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *path = NULL;
  const char *token, *reason;
  gboolean autostart = TRUE;

  self->n_asked++;
  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_assert_true (g_variant_lookup (options, "reason", "&s", &reason));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &autostart));
  g_assert_false (autostart);
  path = g_strconcat (PATH "/request/", name, "/", token, NULL);
  g_dbus_method_invocation_return_value (invocation,
                                         g_variant_new ("(o)", self->portal == ELSEWHERE ? PATH
                                                                   "/request/elsewhere/1"
                                                                                         : path));
  switch (self->portal)
    {
    case ALLOWS:
      tell (self, path, 0, TRUE);
      break;
    case DENIES:
      tell (self, path, 0, FALSE);
      break;
    case OTHERWISE:
      tell (self, path, 2, TRUE);
      break;
    case LEAVES:
      g_clear_handle_id (&self->owner, g_bus_unown_name);
      break;
    case ELSEWHERE:
      g_timeout_add (50, answer_later_cb, self);
      break;
    case NO_PORTAL:
    case NOTIFIES:
      g_assert_not_reached ();
    }
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer owned)
{
  *(gboolean *) owned = TRUE;
}

/* Another connection than the window's own. */
static void
open_bus (Desk *self)
{
  g_autoptr (GError) error = NULL;

  self->bus =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
open_portal (Desk *self)
{
  static const char xml[] = "<node><interface name='org.freedesktop.portal.Background'>"
                            "<method name='RequestBackground'>"
                            "<arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
                            "<arg type='o' direction='out'/></method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = asked_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  g_dbus_connection_register_object (self->bus, PATH, node->interfaces[0], &vtable, self, NULL,
                                     &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->bus, PORTAL, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              owned_cb, NULL, &owned, NULL);
  luwte_ui_test_wait (owned);
}

static void
notified_cb (GDBusConnection *bus, const char *sender, const char *object, const char *interface,
             const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
             gpointer data)
{
  Desk *self = data;
  const char *summary, *body;

  if (!g_str_equal (method, "Notify"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  g_variant_get_child (parameters, 3, "&s", &summary);
  g_variant_get_child (parameters, 4, "&s", &body);
  g_string_append_printf (self->told, "%s%s|", summary, body);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
}

/* Whoever shows notifications, on the same bus, and an application that sends them. */
static void
open_notifications (Desk *self)
{
  static const char xml[] =
      "<node><interface name='org.freedesktop.Notifications'><method name='Notify'>"
      "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
      "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
      "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
      "<arg type='u' direction='out'/></method>"
      "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
      "</interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = notified_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  self->told = g_string_new (NULL);
  g_dbus_connection_register_object (self->bus, "/org/freedesktop/Notifications",
                                     node->interfaces[0], &vtable, self, NULL, &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->bus, "org.freedesktop.Notifications",
                                              G_BUS_NAME_OWNER_FLAGS_NONE, owned_cb, NULL, &owned,
                                              NULL);
  luwte_ui_test_wait (owned);
  self->application = gtk_application_new ("org.luwte.Luwte.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, &error);
  g_assert_no_error (error);
}

static LuwteLive *
get_live (Desk *self)
{
  return luwte_workspace_get_live (self->fixture->workspace);
}

static AdwDialog *
get_dialog (Desk *self)
{
  luwte_ui_test_settle ();
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
}

static void
desk_start (Desk *self, gconstpointer data)
{
  self->portal = (Portal) GPOINTER_TO_INT (data);
  if (self->portal != NO_PORTAL)
    open_bus (self);
  if (self->portal == NOTIFIES)
    open_notifications (self);
  else if (self->portal != NO_PORTAL)
    open_portal (self);
  self->fixture = luwte_ui_fixture_new ("fier", "bridge");
  luwte_workspace_agree_to_secrecy (self->fixture->workspace);
  luwte_ui_test_wait (luwte_live_get_connection (get_live (self)) == LUWTE_CONNECTION_CONNECTED);
  g_set_weak_pointer (&self->window, LUWTE_WINDOW (luwte_window_new (self->application,
                                                                     self->fixture->workspace)));
  gtk_window_present (GTK_WINDOW (self->window));
  luwte_live_set_available (get_live (self), TRUE);
  luwte_ui_test_wait (luwte_status_get_available (self->window->status));
  luwte_ui_test_settle ();
}

static void
desk_end (Desk *self, gconstpointer data)
{
  luwte_background_set_asked (FALSE);
  if (self->window != NULL)
    luwte_ui_test_destroy (GTK_WINDOW (self->window));
  luwte_ui_fixture_free (self->fixture);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->application);
  if (self->told != NULL)
    g_string_free (self->told, TRUE);
  g_clear_handle_id (&self->owner, g_bus_unown_name);
  if (self->bus != NULL)
    g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
}

static void
choose (Desk *self, const char *button)
{
  luwte_ui_test_click (get_dialog (self), GTK_ACCESSIBLE_ROLE_BUTTON, button);
  luwte_ui_test_settle ();
}

static gboolean
is_seen (Desk *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->window));
}

static void
close_window (Desk *self)
{
  gtk_window_close (GTK_WINDOW (self->window));
  luwte_ui_test_settle ();
}

/* Somebody waits; how often that was announced. */
static guint
announce (Desk *self, const char *id, const char *nickname)
{
  guint before = luwte_alerts_get_n_announced (self->window->alerts);
  guint waiting = luwte_live_get_waiting_count (get_live (self));

  luwte_fake_service_add (self->fixture->service, id, nickname, NULL, FALSE);
  luwte_fake_service_tell (self->fixture->service);
  luwte_ui_test_wait (luwte_live_get_waiting_count (get_live (self)) == waiting + 1);
  luwte_ui_test_settle ();
  return luwte_alerts_get_n_announced (self->window->alerts) - before;
}

/* It is asked, and without a window who waits is announced; locked as well, where no more than the count is
 * known. */
static void
test_goes_on (Desk *self, gconstpointer data)
{
  close_window (self);
  g_assert_true (luwte_ui_test_shows (get_dialog (self), "You Are Available"));
  luwte_ui_test_check_names (get_dialog (self));
  luwte_ui_test_picture (GTK_WINDOW (self->window), "background-asked");
  /* Closed once more, the question is what is closed. */
  close_window (self);
  g_assert_null (get_dialog (self));
  g_assert_true (is_seen (self));
  close_window (self);
  choose (self, "Keep the Window");
  g_assert_null (get_dialog (self));
  g_assert_true (is_seen (self));
  close_window (self);
  choose (self, "Go On in the Background");
  g_assert_false (is_seen (self));
  g_assert_cmpint (luwte_workspace_get_state (self->fixture->workspace), ==, LUWTE_WORKSPACE_OPEN);
  g_assert_cmpuint (announce (self, "s1", "Kiezel"), ==, 1);

  luwte_window_lock (self->window);
  luwte_ui_test_settle ();
  g_assert_cmpint (luwte_workspace_get_state (self->fixture->workspace), ==,
                   LUWTE_WORKSPACE_LOCKED);
  g_assert_false (is_seen (self));
  g_assert_cmpuint (announce (self, "s2", "Noordwind"), ==, 1);
  g_assert_cmpuint (luwte_live_get_waiting_count (get_live (self)), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LuwteSession) session =
          g_list_model_get_item (luwte_live_get_waiting (get_live (self)), i);

      g_assert_true (session == NULL || luwte_session_get_nickname (session) == NULL ||
                     *luwte_session_get_nickname (session) == '\0');
    }

  /* It comes back, and what she said once holds. */
  gtk_window_present (GTK_WINDOW (self->window));
  luwte_ui_test_settle ();
  g_assert_true (is_seen (self));
  close_window (self);
  g_assert_false (is_seen (self));
  g_assert_null (get_dialog (self));
}

/* Without a window a notification says that the connection is lost, and that it is back; none names
 * anybody or says a number. */
static void
test_notified (Desk *self, gconstpointer data)
{
  LuwteService *service = LUWTE_SERVICE (self->fixture->service);

  close_window (self);
  choose (self, "Go On in the Background");
  luwte_ui_test_wait (strstr (self->told->str, "goes on in the background|") != NULL);
  announce (self, "s1", "Kiezel");
  luwte_ui_test_wait (strstr (self->told->str, "Somebody is waiting|") != NULL);
  g_string_truncate (self->told, 0);
  luwte_service_report_state (service, LUWTE_CONNECTION_REFUSED);
  luwte_ui_test_wait (strstr (self->told->str, "No connection: nobody who waits is seen|") != NULL);
  g_assert_null (strstr (self->told->str, "goes on"));
  luwte_live_retry_now (get_live (self));
  luwte_ui_test_wait (strstr (self->told->str, "goes on in the background|") != NULL);
  g_assert_null (strstr (self->told->str, "Kiezel"));
  g_assert_null (strpbrk (self->told->str, "0123456789"));
}

static void
test_quit (Desk *self, gconstpointer data)
{
  close_window (self);
  choose (self, "Quit");
  luwte_ui_test_wait (self->window == NULL);
}

/* Nobody has promised anything. */
static void
test_away (Desk *self, gconstpointer data)
{
  luwte_live_set_available (get_live (self), FALSE);
  luwte_ui_test_wait (!luwte_status_get_available (self->window->status));
  close_window (self);
  luwte_ui_test_wait (self->window == NULL);
}

static void
ask_desktop (Desk *self)
{
  luwte_background_set_asked (TRUE);
  close_window (self);
  choose (self, "Go On in the Background");
}

/* The desktop allows it: the window goes, once the answer is there. */
static void
test_allowed (Desk *self, gconstpointer data)
{
  ask_desktop (self);
  luwte_ui_test_wait (!is_seen (self));
  g_assert_cmpuint (self->n_asked, ==, 1);
  g_assert_cmpuint (announce (self, "s1", "Kiezel"), ==, 1);
}

/* It does not: that is said, and the window stays. */
static void
test_denied (Desk *self, gconstpointer data)
{
  ask_desktop (self);
  luwte_ui_test_wait (get_dialog (self) != NULL);
  g_assert_true (
      luwte_ui_test_shows (get_dialog (self), "does not let Luwte run without a window"));
  g_assert_null (
      luwte_ui_test_find (get_dialog (self), GTK_ACCESSIBLE_ROLE_BUTTON, "Go On All the Same"));
  luwte_ui_test_picture (GTK_WINDOW (self->window), "background-denied");
  choose (self, "Keep the Window");
  g_assert_true (is_seen (self));
  /* Asked again, since it may have been allowed meanwhile. */
  close_window (self);
  choose (self, "Go On in the Background");
  luwte_ui_test_wait (self->n_asked == 2 && get_dialog (self) != NULL);
  choose (self, "Quit");
  luwte_ui_test_wait (self->window == NULL);
}

/* Nobody says anything: that is said as well, and she decides. */
static void
test_unknown (Desk *self, gconstpointer data)
{
  ask_desktop (self);
  luwte_ui_test_wait (get_dialog (self) != NULL);
  g_assert_true (luwte_ui_test_shows (get_dialog (self), "did not say whether"));
  g_assert_true (is_seen (self));
  luwte_ui_test_picture (GTK_WINDOW (self->window), "background-unknown");
  choose (self, "Go On All the Same");
  g_assert_false (is_seen (self));
}

static void
add (const char *name, Portal portal, void (*test) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/background/", name, NULL);

  g_test_add (path, Desk, GINT_TO_POINTER (portal), desk_start, test, desk_end);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  add ("goes-on", NO_PORTAL, test_goes_on);
  add ("notified", NOTIFIES, test_notified);
  add ("quit", NO_PORTAL, test_quit);
  add ("away", NO_PORTAL, test_away);
  add ("allowed", ALLOWS, test_allowed);
  add ("allowed-elsewhere", ELSEWHERE, test_allowed);
  add ("denied", DENIES, test_denied);
  add ("no-portal", NO_PORTAL, test_unknown);
  add ("otherwise", OTHERWISE, test_unknown);
  add ("leaves", LEAVES, test_unknown);
  return g_test_run ();
}
