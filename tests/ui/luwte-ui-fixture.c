/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-ui-fixture.h"

#include <glib/gstdio.h>

#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-secret.h"
#include "luwte-test-vault.h"
#include "luwte-ui-harness.h"

void
luwte_ui_fixture_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

GAsyncResult *
luwte_ui_fixture_wait (GAsyncResult **result)
{
  luwte_ui_test_wait (*result != NULL);
  return *result;
}

static LuwteService *
make_service (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  LuwteUiFixture *self = data;

  self->service = luwte_fake_service_new (LUWTE_CAPABILITY_RELEASE | LUWTE_CAPABILITY_CLIENT_IDS);
  luwte_fake_service_set_online (self->service, !self->refuse);
  return LUWTE_SERVICE (self->service);
}

LuwteUiFixture *
luwte_ui_fixture_new_empty (void)
{
  LuwteUiFixture *self = g_new0 (LuwteUiFixture, 1);
  g_autofree char *vault = NULL;

  self->dir = g_dir_make_tmp ("luwte-ui-XXXXXX", NULL);
  vault = g_build_filename (self->dir, "vault", NULL);
  luwte_test_cheap_keys ();
  self->workspace = luwte_workspace_new (vault);
  for (const char *const *kind = (const char *const[]) { "bridge", "lhc", "practice", NULL };
       *kind != NULL; kind++)
    luwte_workspace_register_kind (self->workspace, *kind, make_service, self);
  return self;
}

LuwteUiFixture *
luwte_ui_fixture_new (const char *policy, const char *kind)
{
  return luwte_ui_fixture_new_role (policy, kind, "counsellor");
}

LuwteUiFixture *
luwte_ui_fixture_new_role (const char *policy, const char *kind, const char *role)
{
  LuwteUiFixture *self = luwte_ui_fixture_new_empty ();
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (LUWTE_UI_PASSPHRASE, -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) created = NULL, set = NULL;
  g_autoptr (GError) error = NULL;
  LuwteServiceSetup setup = { .kind = kind, .url = "https://chat.example", .user = "mila" };

  luwte_workspace_create_async (self->workspace, policy, NULL, role, passphrase, NULL,
                                luwte_ui_fixture_answer_cb, &created);
  code = luwte_workspace_create_finish (self->workspace, luwte_ui_fixture_wait (&created), &error);
  g_assert_no_error (error);
  if (kind == NULL)
    return self;
  luwte_workspace_set_service_async (self->workspace, &setup, passphrase, TRUE, NULL,
                                     luwte_ui_fixture_answer_cb, &set);
  luwte_workspace_set_service_finish (self->workspace, luwte_ui_fixture_wait (&set), &error);
  g_assert_no_error (error);
  return self;
}

void
luwte_ui_fixture_add_note (LuwteUiFixture *self, const char *nickname, const char *text,
                           int days_ago)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "en");
  g_autoptr (LuwteNoteText) words = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  LuwteNoteRequest request = {
    .nickname = nickname,
    .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)),
    .created = luwte_clock_now () - (gint64) days_ago * 24 * 3600,
  };

  luwte_notes_add_async (notes, &request, words, NULL, luwte_ui_fixture_answer_cb, &added);
  id = luwte_notes_add_finish (notes, luwte_ui_fixture_wait (&added), &error);
  g_assert_no_error (error);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
luwte_ui_fixture_free (LuwteUiFixture *self)
{
  luwte_workspace_close (self->workspace);
  luwte_ui_test_settle ();
  /* A thread that has answered may hold its task, and with it the workspace, a moment longer. */
  luwte_ui_test_wait (g_atomic_int_get (&G_OBJECT (self->workspace)->ref_count) == 1);
  g_assert_finalize_object (self->workspace);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self);
}
