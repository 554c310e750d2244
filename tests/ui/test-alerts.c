/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desktop is told when somebody waits or a colleague says something: that it is so, and
 * nothing else. The desktop is one on a bus of this test's own (see meson.build). */

#include "luwte-chats-fixture.h"

#include "luwte-alerts.h"
#include "luwte-aside.h"
#include "luwte-contract-practice.h"
#include "luwte-service-extras.h"
#include "luwte-side-talk.h"
#include "luwte-status.h"
#include "luwte-ui-harness.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"

static const LuwteContractBackend *const practice = &luwte_contract_practice;

static GtkApplication *application;

typedef struct
{
  GDBusConnection *bus;
  guint owner;
  GPtrArray *told; /* each notification as it came */
  guint n_closed;

  gpointer server;
  LuwteChatsFixture *f;
  LuwteService *colleague;
  GtkWindow *window;
  LuwteStatus *status;
  LuwteAlerts *alerts;
} Desk;

static void
called_cb (GDBusConnection *bus, const char *sender, const char *object, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation,
           gpointer data)
{
  Desk *self = data;

  if (g_str_equal (method, "Notify"))
    {
      g_ptr_array_add (self->told, g_variant_ref (parameters));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", self->told->len));
    }
  else
    {
      self->n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
owned_cb (GDBusConnection *bus, const char *name, gpointer owned)
{
  *(gboolean *) owned = TRUE;
}

static void
open_desktop (Desk *self)
{
  static const char xml[] = "<node><interface name='" NAME "'><method name='Notify'>"
                            "<arg type='s' direction='in'/><arg type='u' direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
                            "<arg type='s' direction='in'/><arg type='as' direction='in'/>"
                            "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
                            "<arg type='u' direction='out'/></method>"
                            "<method name='CloseNotification'><arg type='u' direction='in'/>"
                            "</method></interface></node>";
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  self->told = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->bus =
      g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (self->bus, PATH, node->interfaces[0], &vtable, self, NULL,
                                     &error);
  g_assert_no_error (error);
  self->owner = g_bus_own_name_on_connection (self->bus, NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              owned_cb, NULL, &owned, NULL);
  luwte_ui_test_wait (owned);
}

static void
desk_start (Desk *self, gconstpointer data)
{
  open_desktop (self);
  self->server = practice->start ();
  self->f = luwte_chats_fixture_new_with ("example",
                                          practice->connect (self->server,
                                                             practice->get_url (self->server), 0,
                                                             FALSE, NULL));
  self->colleague = practice->connect (self->server, practice->get_url (self->server), 1, FALSE,
                                       NULL);
  g_assert_true (luwte_contract_check (self->colleague, NULL));
  luwte_live_set_available (self->f->live, TRUE);
  self->window = luwte_ui_test_window (adw_bin_new (), 200, 200);
  gtk_window_set_application (self->window, application);
  self->status = luwte_status_new (self->f->workspace);
  self->alerts = luwte_alerts_new (self->window, self->status);
}

static void
desk_end (Desk *self, gconstpointer data)
{
  g_clear_object (&self->alerts);
  g_clear_object (&self->status);
  luwte_ui_test_destroy (self->window);
  luwte_chats_fixture_free (self->f);
  g_object_unref (self->colleague);
  practice->stop (self->server);
  g_clear_handle_id (&self->owner, g_bus_unown_name);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->told);
}

/* The whole call, every hint in it, as one text. */
static void
assert_told (Desk *self, guint n, const char *sentence, const char *const *secrets)
{
  GVariant *call = g_ptr_array_index (self->told, n);
  g_autofree char *whole = g_variant_print (call, FALSE);
  const char *summary, *body;

  g_variant_get_child (call, 3, "&s", &summary);
  g_variant_get_child (call, 4, "&s", &body);
  g_assert_cmpstr (summary, ==, sentence);
  g_assert_cmpstr (body, ==, "");
  for (; *secrets != NULL; secrets++)
    g_assert_null (strstr (whole, *secrets));
}

static void
test_content (Desk *self, gconstpointer data)
{
  static const char *const secrets[] = { "Kiezel", "Hoi", "meekijken", "Noor", "Milan", NULL };
  LuwteSideTalk *talk = luwte_live_get_side_talk (self->f->live);
  g_autofree char *id = practice->arrive (self->server, "Kiezel", "Hoi");

  luwte_ui_test_wait (self->told->len == 1);
  assert_told (self, 0, "Somebody is waiting", secrets);
  luwte_chats_fixture_say_to_team (self->colleague, "Wie kan er even meekijken?");
  luwte_ui_test_wait (self->told->len == 2);
  assert_told (self, 1, "A colleague said something", secrets);
  /* GLib takes nothing away before it has heard the number of it. */
  luwte_ui_test_settle ();

  /* Read: that one is taken away, the other stays. */
  luwte_side_talk_mark_read (talk);
  luwte_ui_test_wait (self->n_closed == 1);
  luwte_ui_test_settle ();
  g_assert_cmpuint (self->n_closed, ==, 1);
  luwte_alerts_acknowledge (self->alerts);
  luwte_ui_test_wait (self->n_closed == 2);
}

/* By sound alone the desktop is told nothing, and it is announced all the same. */
static void
test_sound_only (Desk *self, gconstpointer data)
{
  luwte_alerts_set_ways (self->alerts, FALSE, TRUE);
  luwte_chats_fixture_say_to_team (self->colleague, "Wie kan er even meekijken?");
  luwte_ui_test_wait (luwte_alerts_get_n_announced (self->alerts) == 1);
  luwte_ui_test_settle ();
  g_assert_cmpuint (self->told->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  luwte_ui_test_init (&argc, &argv);
  application = gtk_application_new ("org.luwte.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/ui/alerts/content", Desk, NULL, desk_start, test_content, desk_end);
  g_test_add ("/ui/alerts/sound-only", Desk, NULL, desk_start, test_sound_only, desk_end);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
