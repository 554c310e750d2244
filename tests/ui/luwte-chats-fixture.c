/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-chats-fixture.h"

#include <glib/gstdio.h>

#include "luwte-aside.h"
#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-composer.h"
#include "luwte-note-editor.h"
#include "luwte-secret.h"
#include "luwte-team-message.h"
#include "luwte-service-extras.h"
#include "luwte-test-vault.h"
#include "luwte-ui-harness.h"

#define PASSPHRASE "stil water onder de brug"

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->result = g_object_ref (result);
}

static LuwteService *
make_service (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  LuwteChatsFixture *self = data;

  return g_object_ref (self->connection);
}

static GHashTable *
take_suggestions (const char *policy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) questions = luwte_workspace_profile_questions (policy, "en", &error);
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_assert_no_error (error);
  for (guint i = 0; i < questions->len; i++)
    {
      LuwteCode *question = g_ptr_array_index (questions, i);

      g_hash_table_insert (choices, g_strdup (luwte_code_get_code (question)),
                           g_strdup (luwte_code_get_text (question)));
    }
  return choices;
}

static void
create_vault (LuwteChatsFixture *self, const char *policy)
{
  g_autoptr (GHashTable) choices = take_suggestions (policy);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (PASSPHRASE, -1);
  g_autoptr (LuwteSecret) secret = luwte_secret_new ("geheim", -1);
  g_autoptr (LuwteSecret) recovery = NULL;
  g_autoptr (GError) error = NULL;
  LuwteServiceSetup setup = { .kind = "bridge", .url = "https://chat.example", .user = "mila" };
  Answer created = { 0 };
  Answer set = { 0 };

  luwte_workspace_create_async (self->workspace, policy, choices, "counsellor", passphrase, NULL,
                                answer_cb, &created);
  luwte_ui_test_wait (created.result != NULL);
  recovery = luwte_workspace_create_finish (self->workspace, created.result, &error);
  g_assert_no_error (error);
  luwte_workspace_set_service_async (self->workspace, &setup, secret, TRUE, NULL, answer_cb, &set);
  luwte_ui_test_wait (set.result != NULL);
  g_assert_true (luwte_workspace_set_service_finish (self->workspace, set.result, &error));
  g_assert_no_error (error);
  g_object_unref (created.result);
  g_object_unref (set.result);
}

LuwteChatsFixture *
luwte_chats_fixture_new_with (const char *policy, LuwteService *service)
{
  LuwteChatsFixture *self = g_new0 (LuwteChatsFixture, 1);
  g_autoptr (GError) error = NULL;

  /* The window's buttons as they are where most of its users are: one. */
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", NULL);
  self->dir = g_dir_make_tmp ("luwte-chats-XXXXXX", &error);
  g_assert_no_error (error);
  self->connection = service;
  self->service = LUWTE_IS_FAKE_SERVICE (service) ? LUWTE_FAKE_SERVICE (service) : NULL;
  luwte_test_cheap_keys ();
  self->workspace = luwte_workspace_new (self->dir);
  luwte_workspace_register_kind (self->workspace, "bridge", make_service, self);
  create_vault (self, policy);
  self->live = luwte_workspace_get_live (self->workspace);
  g_assert_nonnull (self->live);
  luwte_ui_test_wait (luwte_live_get_connection (self->live) == LUWTE_CONNECTION_CONNECTED);
  luwte_chats_fixture_show (self, 1280, 800, LUWTE_LAYOUT_WIDE);
  return self;
}

LuwteChatsFixture *
luwte_chats_fixture_new (const char *policy)
{
  LuwteFakeService *service = luwte_fake_service_new (
      LUWTE_CAPABILITY_RELEASE | LUWTE_CAPABILITY_TRANSFER | LUWTE_CAPABILITY_TYPING_IN |
      LUWTE_CAPABILITY_TYPING_OUT | LUWTE_CAPABILITY_CLIENT_IDS | LUWTE_CAPABILITY_TRANSCRIPT);

  luwte_fake_service_set_online (service, TRUE);
  return luwte_chats_fixture_new_with (policy, LUWTE_SERVICE (service));
}

void
luwte_chats_fixture_show (LuwteChatsFixture *self, int width, int height, LuwteLayout layout)
{
  GtkWidget *page = luwte_chats_page_new (self->workspace);

  if (self->window != NULL)
    luwte_ui_test_destroy (self->window);
  self->page = LUWTE_CHATS_PAGE (page);
  g_object_set (page, "layout", layout, NULL);
  self->window = luwte_ui_test_window (page, width, height);
}

void
luwte_chats_fixture_unlock (LuwteChatsFixture *self)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (PASSPHRASE, -1);
  g_autoptr (GError) error = NULL;
  Answer opened = { 0 };

  luwte_workspace_open_async (self->workspace, LUWTE_OPEN_WINDOW, passphrase, NULL, answer_cb,
                              &opened);
  luwte_ui_test_wait (opened.result != NULL);
  g_assert_true (luwte_workspace_open_finish (self->workspace, opened.result, &error));
  g_assert_no_error (error);
  g_object_unref (opened.result);
  luwte_chats_fixture_show (self, 1280, 800, LUWTE_LAYOUT_WIDE);
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
luwte_chats_fixture_free (LuwteChatsFixture *self)
{
  luwte_ui_test_destroy (self->window);
  luwte_workspace_close (self->workspace);
  luwte_ui_test_settle ();
  g_assert_finalize_object (self->workspace);
  g_assert_finalize_object (self->connection);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self);
}

LuwteConversation *
luwte_chats_fixture_claim (LuwteChatsFixture *self, const char *nickname)
{
  g_autofree char *button = g_strdup_printf ("Claim %s", nickname);
  LuwteConversation *conversation;

  luwte_ui_test_click (self->window, GTK_ACCESSIBLE_ROLE_BUTTON, button);
  luwte_ui_test_wait (
      (conversation = luwte_chats_page_get_conversation (self->page)) != NULL &&
      g_strcmp0 (luwte_session_get_nickname (luwte_conversation_get_session (conversation)),
                 nickname) == 0);
  return conversation;
}

void
luwte_chats_fixture_add_note (LuwteChatsFixture *self, const char *nickname, const char *text,
                              int days_ago)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "en");
  g_autoptr (LuwteNoteText) note = luwte_note_text_new (text);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNoteRequest request = {
    .nickname = nickname,
    .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)),
    .created = luwte_clock_now () - days_ago * 86400,
  };
  Answer added = { 0 };

  luwte_notes_add_async (luwte_workspace_get_notes (self->workspace), &request, note, NULL,
                         answer_cb, &added);
  luwte_ui_test_wait (added.result != NULL);
  id = luwte_notes_add_finish (luwte_workspace_get_notes (self->workspace), added.result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (id);
  g_object_unref (added.result);
}

void
luwte_chats_fixture_type (GtkWidget *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  luwte_ui_test_wait (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gtk_text_buffer_insert_interactive_at_cursor (buffer, at, (int) (g_utf8_next_char (at) - at),
                                                    TRUE);
      g_main_context_iteration (NULL, FALSE);
    }
}

gboolean
luwte_chats_fixture_press (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
      if (handled)
        {
          luwte_ui_test_settle ();
          return TRUE;
        }
    }
  return FALSE;
}

char *
luwte_chats_fixture_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static GtkWidget *
find_view (LuwteChatsFixture *self, GType within)
{
  GtkWidget *owner = luwte_ui_test_find_type (self->window, within, 0);

  g_assert_nonnull (owner);
  return luwte_ui_test_find_type (owner, GTK_TYPE_TEXT_VIEW, 0);
}

GtkWidget *
luwte_chats_fixture_message_view (LuwteChatsFixture *self)
{
  return find_view (self, LUWTE_TYPE_COMPOSER);
}

GtkWidget *
luwte_chats_fixture_note_view (LuwteChatsFixture *self)
{
  return find_view (self, LUWTE_TYPE_NOTE_EDITOR);
}

void
luwte_chats_fixture_say_to_team (LuwteService *colleague, const char *text)
{
  g_autoptr (LuwteAside) aside = luwte_aside_new (NULL, text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteTeamMessage) said = NULL;
  g_autoptr (GError) error = NULL;

  luwte_service_team_say_async (colleague, aside, NULL, luwte_test_answer_cb, &result);
  luwte_ui_test_wait (result != NULL);
  said = luwte_service_team_say_finish (colleague, result, &error);
  g_assert_no_error (error);
}
