/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-team-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "luwte-code.h"
#include "luwte-dossier.h"
#include "luwte-flag.h"
#include "luwte-nicknames-page.h"
#include "luwte-note.h"
#include "luwte-redaction.h"
#include "luwte-ui-harness.h"

static LuwteTeamState *
name_it (LuwteUiFixture *fixture, const char *name)
{
  LuwteTeam *team = luwte_workspace_get_team (fixture->workspace);
  g_autoptr (GAsyncResult) named = NULL, loaded = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTeamState *state;

  luwte_team_set_name_async (team, name, NULL, luwte_ui_fixture_answer_cb, &named);
  luwte_team_set_name_finish (team, luwte_ui_fixture_wait (&named), &error);
  g_assert_no_error (error);
  luwte_team_load_async (team, NULL, luwte_ui_fixture_answer_cb, &loaded);
  state = luwte_team_load_finish (team, luwte_ui_fixture_wait (&loaded), &error);
  g_assert_no_error (error);
  return state;
}

static LuwteRoster *
sign (LuwteUiFixture *lead, const char *card)
{
  LuwteTeam *team = luwte_workspace_get_team (lead->workspace);
  g_autoptr (GAsyncResult) staged = NULL, made = NULL;
  g_autoptr (GError) error = NULL;
  LuwteRoster *roster;

  luwte_team_stage_async (team, card, LUWTE_ROSTER_COUNSELLOR, NULL, luwte_ui_fixture_answer_cb,
                          &staged);
  luwte_team_stage_finish (team, luwte_ui_fixture_wait (&staged), &error);
  g_assert_no_error (error);
  luwte_team_sign_async (team, "Team Noord", NULL, NULL, luwte_ui_fixture_answer_cb, &made);
  roster = luwte_team_roster_finish (team, luwte_ui_fixture_wait (&made), &error);
  g_assert_no_error (error);
  return roster;
}

static void
accept_roster (LuwteUiFixture *member, const char *text, const char *words)
{
  LuwteTeam *team = luwte_workspace_get_team (member->workspace);
  g_autoptr (GAsyncResult) accepted = NULL;
  g_autoptr (LuwteRoster) roster = NULL;
  g_autoptr (GError) error = NULL;

  luwte_team_accept_async (team, text, strlen (text), words, NULL, luwte_ui_fixture_answer_cb,
                           &accepted);
  roster = luwte_team_roster_finish (team, luwte_ui_fixture_wait (&accepted), &error);
  g_assert_no_error (error);
}

LuwteTeamFixture *
luwte_team_fixture_new (void)
{
  LuwteTeamFixture *self = g_new0 (LuwteTeamFixture, 1);
  g_autoptr (LuwteTeamState) mila = NULL, hanna = NULL;
  g_autoptr (LuwteRoster) roster = NULL;

  self->author = luwte_ui_fixture_new ("fier", NULL);
  self->lead = luwte_ui_fixture_new_role ("fier", NULL, "lead");
  self->folder = g_dir_make_tmp ("luwte-team-XXXXXX", NULL);
  luwte_workspace_set_review_folder (self->author->workspace, self->folder);
  luwte_workspace_set_review_folder (self->lead->workspace, self->folder);
  mila = name_it (self->author, "Mila");
  hanna = name_it (self->lead, "Hanna");
  roster = sign (self->lead, mila->card);
  accept_roster (self->author, luwte_roster_get_text (roster), hanna->fingerprint);
  return self;
}

void
luwte_team_fixture_free (LuwteTeamFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  luwte_ui_fixture_free (self->author);
  luwte_ui_fixture_free (self->lead);
  g_free (self->folder);
  g_free (self);
}

static char *
session_of (LuwteUiFixture *fixture, const char *nickname)
{
  LuwteNotes *notes = luwte_workspace_get_notes (fixture->workspace);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  luwte_notes_list_by_nickname_async (notes, nickname, NULL, luwte_ui_fixture_answer_cb, &listed);
  rows = luwte_notes_list_finish (notes, luwte_ui_fixture_wait (&listed), &error);
  g_assert_no_error (error);
  return g_strdup (luwte_note_get_fields (g_ptr_array_index (rows, 0))->session_id);
}

void
luwte_team_fixture_flag (LuwteTeamFixture *self, const char *nickname, const char *note,
                         const char *question, gboolean urgent)
{
  LuwteWorkspace *workspace = self->author->workspace;
  LuwteReview *review = luwte_workspace_get_review (workspace);
  g_autoptr (GPtrArray) reasons = luwte_workspace_flag_reasons (workspace, "nl");
  g_autoptr (GAsyncResult) flagged = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL, *id = NULL;

  luwte_ui_fixture_add_note (self->author, nickname, note, 3);
  session = session_of (self->author, nickname);
  luwte_review_flag_async (review, session, luwte_code_get_code (g_ptr_array_index (reasons, 0)),
                           urgent, question, NULL, luwte_ui_fixture_answer_cb, &flagged);
  id = luwte_review_flag_finish (review, luwte_ui_fixture_wait (&flagged), &error);
  g_assert_no_error (error);
}

static LuwteRedaction *
redact (LuwteUiFixture *fixture, const char *flag)
{
  LuwteReview *review = luwte_workspace_get_review (fixture->workspace);
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GError) error = NULL;
  LuwteRedaction *redaction;
  const GArray *questions;

  luwte_review_redact_async (review, flag, NULL, luwte_ui_fixture_answer_cb, &read);
  redaction = luwte_review_redact_finish (review, luwte_ui_fixture_wait (&read), &error);
  g_assert_no_error (error);
  while ((questions = luwte_redaction_get_questions (redaction))->len > 0)
    {
      g_autofree char *id = g_strdup (g_array_index (questions, LuwteRedactionQuestion, 0).id);

      g_assert_true (luwte_redaction_answer (redaction, id, TRUE));
    }
  return redaction;
}

static void
send_flag (LuwteTeamFixture *self, const char *flag)
{
  LuwteBoard *board = luwte_workspace_get_board (self->author->workspace);
  g_autoptr (LuwteRedaction) redaction = redact (self->author, flag);
  LuwteTeam *team = luwte_workspace_get_team (self->lead->workspace);
  g_autoptr (GAsyncResult) loaded = NULL, sent = NULL, delivered = NULL;
  g_autoptr (LuwteTeamState) lead = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  luwte_team_load_async (team, NULL, luwte_ui_fixture_answer_cb, &loaded);
  lead = luwte_team_load_finish (team, luwte_ui_fixture_wait (&loaded), &error);
  g_assert_no_error (error);
  luwte_board_send_async (board, redaction, (const char *const[]) { lead->id, NULL }, NULL,
                          luwte_ui_fixture_answer_cb, &sent);
  id = luwte_board_send_finish (board, luwte_ui_fixture_wait (&sent), &error);
  g_assert_no_error (error);
  luwte_board_deliver_async (board, self->folder, NULL, luwte_ui_fixture_answer_cb, &delivered);
  luwte_board_deliver_finish (board, luwte_ui_fixture_wait (&delivered), &error);
  g_assert_no_error (error);
}

void
luwte_team_fixture_send (LuwteTeamFixture *self)
{
  LuwteReview *review = luwte_workspace_get_review (self->author->workspace);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) flags = NULL;
  g_autoptr (GError) error = NULL;

  luwte_review_list_async (review, NULL, luwte_ui_fixture_answer_cb, &listed);
  flags = luwte_review_list_finish (review, luwte_ui_fixture_wait (&listed), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < flags->len; i++)
    {
      const LuwteFlagFields *flag = luwte_flag_get_fields (g_ptr_array_index (flags, i));

      if (flag->sent == 0)
        send_flag (self, flag->id);
    }
}

guint
luwte_team_fixture_n_files (LuwteTeamFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
bears (gpointer item, const char *nickname)
{
  return g_strcmp0 (luwte_dossier_get_nickname (item), nickname) == 0;
}

GtkWindow *
luwte_team_fixture_open_dossier (LuwteUiFixture *fixture, const char *nickname, int width,
                                 int height)
{
  GtkWidget *page = luwte_nicknames_page_new (fixture->workspace);
  GtkWindow *window = luwte_ui_test_window (page, width, height);
  GtkSelectionModel *model;

  luwte_ui_test_wait (luwte_ui_test_shows (window, nickname));
  model = gtk_list_view_get_model (
      GTK_LIST_VIEW (luwte_ui_test_find_type (window, GTK_TYPE_LIST_VIEW, 0)));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      if (bears (item, nickname))
        gtk_selection_model_select_item (model, i, TRUE);
    }
  luwte_ui_test_wait (luwte_ui_test_shows (window, "Last contact"));
  luwte_ui_test_settle ();
  return window;
}
