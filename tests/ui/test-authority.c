/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who vouches for the server, chosen where the service is set up; the server is a real one behind TLS. */

#include "luwte-contract-practice.h"
#include "luwte-contract-proxy.h"
#include "luwte-service-form.h"
#include "luwte-ui-fixture.h"
#include "luwte-ui-harness.h"
#include "luwte-window.h"

#define SYSTEM_ONES "The authorities that this computer knows"
#define CHOSEN      "Only the authority that you have chosen"
#define REFUSED     "The connection is not safe"

static const LuwteContractBackend *const practice = &luwte_contract_practice;

typedef struct
{
  gpointer server;
  LuwteContractProxy *proxy;
  LuwteUiFixture *fixture;
  GtkWindow *window;
  AdwDialog *dialog;
} Desk;

static LuwteService *
make_service (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  return practice->connect (data, url, 0, FALSE, error);
}

static char *
read_pem (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "service", "tls", name, NULL);
  char *pem = NULL;

  g_assert_true (g_file_get_contents (path, &pem, NULL, NULL));
  return pem;
}

/* The certificate alone: the files of the tests have their key beside it. */
static char *
write_authority (Desk *self, const char *name)
{
  g_autofree char *pem = read_pem (name);
  char *path = g_build_filename (self->fixture->dir, name, NULL);
  const char *begin = strstr (pem, "-----BEGIN CERTIFICATE-----");
  const char *end = strstr (begin, "-----END CERTIFICATE-----") +
                    strlen ("-----END CERTIFICATE-----");

  g_assert_true (g_file_set_contents (path, begin, end - begin, NULL));
  return path;
}

static void
fill_in (Desk *self)
{
  const char *const words[] = { luwte_contract_proxy_get_url (self->proxy), "fatima", "geheim" };

  /* Practice, Live Helper Chat, Luwte bridge. */
  g_assert_true (
      gtk_widget_activate (luwte_ui_test_find_type (self->dialog, GTK_TYPE_CHECK_BUTTON, 2)));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    gtk_editable_set_text (GTK_EDITABLE (
                               luwte_ui_test_find_type (self->dialog, ADW_TYPE_ENTRY_ROW, i)),
                           words[i]);
}

static void
desk_start (Desk *self, gconstpointer data)
{
  g_autofree char *pem = read_pem ("right.pem");
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);

  self->server = practice->start ();
  self->proxy = luwte_contract_proxy_new (practice->get_url (self->server), certificate);
  self->fixture = luwte_ui_fixture_new ("fier", NULL);
  luwte_workspace_agree_to_secrecy (self->fixture->workspace);
  luwte_workspace_register_kind (self->fixture->workspace, "bridge", make_service, self->server);
  self->window = GTK_WINDOW (luwte_window_new (NULL, self->fixture->workspace));
  gtk_window_set_default_size (self->window, 1000, 900);
  gtk_window_present (self->window);
  luwte_ui_test_settle ();
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.service", NULL);
  luwte_ui_test_settle ();
  self->dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));
  g_assert_nonnull (self->dialog);
  fill_in (self);
}

static void
desk_end (Desk *self, gconstpointer data)
{
  adw_dialog_force_close (self->dialog);
  luwte_ui_test_destroy (self->window);
  luwte_workspace_close (self->fixture->workspace);
  luwte_ui_fixture_free (self->fixture);
  luwte_contract_proxy_free (self->proxy);
  practice->stop (self->server);
}

/* In the place of the file dialog, which belongs to the desktop. */
static void
choose (Desk *self, const char *path)
{
  luwte_service_form_open_authority (
      LUWTE_SERVICE_FORM (luwte_ui_test_find_type (self->dialog, LUWTE_TYPE_SERVICE_FORM, 0)),
      path);
}

static void
try_and_keep (Desk *self)
{
  luwte_ui_test_click (self->dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Try and Keep");
}

/* A server that the system does not believe is believed by the authority that was chosen, and by no other;
 * what was chosen is seen, kept with the service, and can be taken back. */
static void
test_chosen (Desk *self, gconstpointer data)
{
  g_autofree char *right = write_authority (self, "right.pem");
  g_autofree char *other = write_authority (self, "other-host.pem");
  const LuwteServiceSetup *kept;

  g_assert_true (luwte_ui_test_shows (self->dialog, SYSTEM_ONES));
  luwte_ui_test_get (self->dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Choose…");
  try_and_keep (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, REFUSED));
  choose (self, other);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, CHOSEN));
  g_assert_false (luwte_ui_test_shows (self->dialog, REFUSED));
  try_and_keep (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, REFUSED));
  g_assert_null (luwte_workspace_get_service (self->fixture->workspace));

  choose (self, right);
  luwte_ui_test_wait (!luwte_ui_test_shows (self->dialog, REFUSED));
  try_and_keep (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, "Connected, logged in as"));
  luwte_ui_test_check_names (self->dialog);
  luwte_ui_test_picture (self->window, "authority");
  kept = luwte_workspace_get_service (self->fixture->workspace);
  g_assert_nonnull (kept);
  g_assert_nonnull (strstr (kept->authority, "BEGIN CERTIFICATE"));

  gtk_widget_activate (luwte_ui_test_get (self->dialog, GTK_ACCESSIBLE_ROLE_BUTTON,
                                          "Back to the authorities that this computer knows"));
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, SYSTEM_ONES));
  try_and_keep (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, REFUSED));
  /* What did not work is not kept in the place of what does. */
  g_assert_nonnull (luwte_workspace_get_service (self->fixture->workspace)->authority);
}

/* What is no certificate is said to be none, and what was chosen stays. */
static void
test_no_certificate (Desk *self, gconstpointer data)
{
  g_autofree char *right = write_authority (self, "right.pem");
  g_autofree char *none = g_build_filename (self->fixture->dir, "brief.txt", NULL);
  g_autofree char *nowhere = g_build_filename (self->fixture->dir, "weg.pem", NULL);

  choose (self, right);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, CHOSEN));
  g_assert_true (g_file_set_contents (none, "Beste lezer", -1, NULL));
  choose (self, none);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, "not the certificate of an authority"));
  g_assert_true (luwte_ui_test_shows (self->dialog, CHOSEN));
  choose (self, right);
  luwte_ui_test_wait (!luwte_ui_test_shows (self->dialog, "not the certificate of an authority"));
  choose (self, nowhere);
  luwte_ui_test_wait (luwte_ui_test_shows (self->dialog, "not the certificate of an authority"));
  g_assert_true (luwte_ui_test_shows (self->dialog, CHOSEN));
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add ("/ui/authority/chosen", Desk, NULL, desk_start, test_chosen, desk_end);
  g_test_add ("/ui/authority/no-certificate", Desk, NULL, desk_start, test_no_certificate,
              desk_end);
  return g_test_run ();
}
