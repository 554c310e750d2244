/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A network that changes, one that first wants a word, and a computer that has slept. */

#include "luwte-chats-fixture.h"

#include "luwte-auto-lock.h"
#include "luwte-fake-network.h"
#include "luwte-status.h"
#include "luwte-ui-harness.h"

/* As soon as there is another network everything is asked for anew; without one nothing is. */
static void
test_change (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  guint before = luwte_fake_service_n_anew (f->service);

  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_LOCAL);
  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_FULL);
  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_FULL);
  luwte_ui_test_wait (luwte_fake_service_n_anew (f->service) > before);
  /* A change is told in several pieces, and is one. */
  g_assert_cmpuint (luwte_fake_service_n_anew (f->service), ==, before + 1);
  luwte_chats_fixture_free (f);
}

/* Behind a sign-in page no certificate holds: what was refused there is tried again. */
static void
test_refused (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  luwte_service_report_state (LUWTE_SERVICE (f->service), LUWTE_CONNECTION_REFUSED);
  g_assert_cmpint (luwte_live_get_connection (f->live), ==, LUWTE_CONNECTION_REFUSED);
  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_FULL);
  luwte_ui_test_wait (luwte_live_get_connection (f->live) == LUWTE_CONNECTION_CONNECTED);
  luwte_chats_fixture_free (f);
}

/* It is said plainly, and no longer than it is so. */
static void
test_portal (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  g_autoptr (LuwteStatus) status = luwte_status_new (f->workspace);

  luwte_fake_service_set_online (f->service, FALSE);
  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_PORTAL);
  g_assert_nonnull (luwte_status_get_banner (status));
  g_assert_nonnull (strstr (luwte_status_get_banner (status), "sign in first"));
  luwte_service_report_state (LUWTE_SERVICE (f->service), LUWTE_CONNECTION_REFUSED);
  g_assert_nonnull (strstr (luwte_status_get_banner (status), "sign in first"));
  luwte_fake_service_set_online (f->service, TRUE);
  luwte_fake_network_set (G_NETWORK_CONNECTIVITY_FULL);
  luwte_ui_test_wait (luwte_live_get_connection (f->live) == LUWTE_CONNECTION_CONNECTED);
  g_assert_null (luwte_status_get_banner (status) != NULL
                     ? strstr (luwte_status_get_banner (status), "sign in first")
                     : NULL);
  g_clear_object (&status);
  luwte_chats_fixture_free (f);
}

/* A computer that has slept is locked, and asks anew; one that has not is left alone. */
static void
test_sleep (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");
  g_autoptr (LuwteAutoLock) lock = luwte_auto_lock_new (GTK_WIDGET (f->window), f->workspace);
  const gint64 day = (gint64) 24 * 60 * 60 * G_USEC_PER_SEC;
  guint before = luwte_fake_service_n_anew (f->service);

  luwte_auto_lock_notice_sleep (lock, 0);
  g_assert_false (luwte_auto_lock_notice_sleep (lock, G_USEC_PER_SEC));
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_OPEN);
  g_assert_cmpuint (luwte_fake_service_n_anew (f->service), ==, before);
  g_assert_true (luwte_auto_lock_notice_sleep (lock, day));
  g_assert_cmpint (luwte_workspace_get_state (f->workspace), ==, LUWTE_WORKSPACE_LOCKED);
  /* Once for the lock, and once for the sleep. */
  g_assert_cmpuint (luwte_fake_service_n_anew (f->service), ==, before + 2);
  g_clear_object (&lock);
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_fake_network_install ();
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/network/change", test_change);
  g_test_add_func ("/ui/network/refused", test_refused);
  g_test_add_func ("/ui/network/portal", test_portal);
  g_test_add_func ("/ui/network/sleep", test_sleep);
  return g_test_run ();
}
