/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that a visitor sent, and the subjects of a session, in the window before a Live Helper Chat. */

#include "luwte-chats-fixture.h"

#include <glib/gstdio.h>

#include "luwte-file.h"
#include "luwte-lhc-service.h"
#include "luwte-lhc-simulator.h"
#include "luwte-message-row.h"
#include "luwte-secret.h"
#include "luwte-ui-harness.h"
#include "luwte-visitor-file-dialog.h"

typedef struct
{
  LuwteLhcSimulator *server;
  LuwteChatsFixture *f;
  gint64 chat;
  char *folder; /* where she saves */
  char *path;
} Desk;

static void
desk_start (Desk *self, gconstpointer data)
{
  g_autoptr (LuwteSecret) key = luwte_secret_new ("key-f", -1);
  g_autoptr (GError) error = NULL;

  self->server = luwte_lhc_simulator_new ();
  luwte_lhc_simulator_add_operator (self->server, "fatima", "key-f");
  self->chat = luwte_lhc_simulator_arrive (self->server, "Noordwind", 1, "hoi");
  luwte_lhc_simulator_set_subject (self->server, self->chat, "Thuis & school");
  self->f = luwte_chats_fixture_new_with (
      "example",
      luwte_lhc_service_new (luwte_lhc_simulator_get_url (self->server), "fatima", key, NULL));
  self->folder = g_dir_make_tmp ("luwte-saved-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "bewaard.bin", NULL);
}

static void
desk_end (Desk *self, gconstpointer data)
{
  luwte_lhc_simulator_let_go (self->server);
  luwte_chats_fixture_free (self->f);
  g_assert_finalize_object (self->server);
  g_unlink (self->path);
  /* Fails where anything else was left. */
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

static AdwDialog *
get_dialog (Desk *self)
{
  luwte_ui_test_settle ();
  return adw_window_get_visible_dialog (ADW_WINDOW (self->f->window));
}

static guint
count_in_folder (Desk *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
was_fetched (Desk *self)
{
  return strstr (luwte_lhc_simulator_get_log (self->server), "restapi/file") != NULL;
}

/* The conversation is open and its button was pressed. */
static AdwDialog *
open_file (Desk *self, const char *button)
{
  luwte_ui_test_wait (luwte_ui_test_find (self->f->window, GTK_ACCESSIBLE_ROLE_BUTTON, button) !=
                      NULL);
  luwte_ui_test_settle ();
  luwte_ui_test_click (self->f->window, GTK_ACCESSIBLE_ROLE_BUTTON, button);
  g_assert_true (LUWTE_IS_VISITOR_FILE_DIALOG (get_dialog (self)));
  return get_dialog (self);
}

static void
claim (Desk *self)
{
  luwte_ui_test_wait (
      luwte_ui_test_find (self->f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Claim Noordwind") != NULL);
  luwte_ui_test_settle ();
  luwte_chats_fixture_claim (self->f, "Noordwind");
}

static void
send_file (Desk *self, const char *name, gsize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (length), length);

  luwte_lhc_simulator_send_file (self->server, self->chat, name, bytes);
}

static void
save (Desk *self, AdwDialog *dialog)
{
  /* In the place of the file dialog, which belongs to the desktop. */
  luwte_visitor_file_dialog_save_to (LUWTE_VISITOR_FILE_DIALOG (dialog), self->path);
}

static void
went_on_cb (GtkProgressBar *bar, GParamSpec *pspec, double *highest)
{
  *highest = MAX (*highest, gtk_progress_bar_get_fraction (bar));
}

/* It stands in the conversation as the word for a file. Nothing of it is asked for until she wants to
 * know what it is, and none of its bytes until she has said where they go. What is then written is
 * what was sent, for her alone to read, and nothing else lies beside it. */
static void
test_saved (Desk *self, gconstpointer data)
{
  static const char hostile[] = "../.\xe2\x80\xae\xe2\x81\xa6vakantie      gnp.exe";
  g_autofree char *written = NULL;
  gsize length = 0;
  AdwDialog *dialog;
  double highest = 0;
  GStatBuf facts;

  send_file (self, hostile, 3 * 1024 * 1024);
  claim (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->f->window, "A file"));
  g_assert_false (luwte_ui_test_shows (self->f->window, "vakantie"));
  luwte_ui_test_check_names (self->f->window);
  luwte_ui_test_picture (self->f->window, "file-row");

  dialog = open_file (self, "Save the File…");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "stranger's file"));
  g_assert_false (was_fetched (self));
  g_assert_true (luwte_ui_test_shows (dialog, "\xe2\x81\xa8vakantie gnp.exe\xe2\x81\xa9"));
  g_assert_true (luwte_ui_test_shows (dialog, "3.1\xc2\xa0MB"));
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_picture (self->f->window, "file-asked");
  /* A key pressed too soon does nothing. */
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (dialog))) ==
                 luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Back"));

  save (self, dialog);
  g_signal_connect (luwte_ui_test_find_type (dialog, GTK_TYPE_PROGRESS_BAR, 0), "notify::fraction",
                    G_CALLBACK (went_on_cb), &highest);
  luwte_ui_test_wait (get_dialog (self) == NULL);
  g_assert_cmpfloat (highest, ==, 1);
  g_assert_true (luwte_ui_test_shows (self->f->window, "Saved. It lies outside"));
  g_assert_true (g_file_get_contents (self->path, &written, &length, NULL));
  g_assert_cmpuint (length, ==, 3 * 1024 * 1024);
  g_assert_cmpint (g_stat (self->path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (count_in_folder (self), ==, 1);
}

/* Going back asks for nothing more. */
static void
test_not_saved (Desk *self, gconstpointer data)
{
  AdwDialog *dialog;

  send_file (self, "foto.png", 100);
  claim (self);
  dialog = open_file (self, "Save the File…");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "foto.png"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Back");
  luwte_ui_test_wait (get_dialog (self) == NULL);
  g_assert_false (was_fetched (self));
  g_assert_cmpuint (count_in_folder (self), ==, 0);
}

/* Cancelled while it comes, it is not there, and can be fetched after all. */
static void
test_cancelled (Desk *self, gconstpointer data)
{
  AdwDialog *dialog;

  send_file (self, "foto.png", 100);
  claim (self);
  dialog = open_file (self, "Save the File…");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "foto.png"));
  luwte_lhc_simulator_trouble (self->server, LUWTE_LHC_TROUBLE_LATE, "restapi/file", 1);
  save (self, dialog);
  luwte_ui_test_wait (luwte_lhc_simulator_get_n_late (self->server) == 1);
  luwte_ui_test_picture (self->f->window, "file-coming");
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Cancel");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Nothing was saved"));
  luwte_lhc_simulator_let_go (self->server);
  luwte_ui_test_settle ();
  g_assert_cmpuint (count_in_folder (self), ==, 0);
  save (self, dialog);
  luwte_ui_test_wait (get_dialog (self) == NULL);
  g_assert_cmpuint (count_in_folder (self), ==, 1);
}

/* Each thing that goes wrong is said, nothing is left behind, and there is a way on. */
static void
test_trouble (Desk *self, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (self->folder, "weg", "foto.png", NULL);
  AdwDialog *dialog;

  send_file (self, "foto.png", 100);
  claim (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->f->window, "A file"));
  luwte_lhc_simulator_trouble (self->server, LUWTE_LHC_TROUBLE_500, "fetchchatmessages", 1000);
  dialog = open_file (self, "Save the File…");
  luwte_ui_test_wait (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Try Again") != NULL);
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save…"));
  luwte_lhc_simulator_trouble (self->server, LUWTE_LHC_TROUBLE_NONE, NULL, 0);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Try Again");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "foto.png"));
  luwte_visitor_file_dialog_save_to (LUWTE_VISITOR_FILE_DIALOG (dialog), nowhere);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "Choose another place"));
  luwte_lhc_simulator_set_lies (self->server, TRUE);
  save (self, dialog);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "not the file that was announced"));
  g_assert_cmpuint (count_in_folder (self), ==, 0);
  luwte_lhc_simulator_set_lies (self->server, FALSE);
  save (self, dialog);
  luwte_ui_test_wait (get_dialog (self) == NULL);
  g_assert_cmpuint (count_in_folder (self), ==, 1);
}

/* Too large is known before anything is fetched; a paper clip that somebody typed is no file. */
static void
test_no_file (Desk *self, gconstpointer data)
{
  AdwDialog *dialog;

  send_file (self, "film.mkv", LUWTE_FILE_MAX_BYTES + 1);
  claim (self);
  dialog = open_file (self, "Save the File…");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "takes in no larger file"));
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save…"));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Back");
  luwte_ui_test_wait (get_dialog (self) == NULL);
  luwte_lhc_simulator_say (self->server, self->chat, "\xf0\x9f\x93\x8e en \xf0\x9f\x93\x8e");
  dialog = open_file (self, "Save File 2…");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "only typed a paper clip"));
  g_assert_null (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save…"));
  g_assert_false (was_fetched (self));
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Back");
  luwte_ui_test_wait (get_dialog (self) == NULL);
}

/* Who waits, the conversation and the form that ends it say what the service has it tagged with. */
static void
test_subjects (Desk *self, gconstpointer data)
{
  luwte_ui_test_wait (luwte_ui_test_shows (self->f->window, "Thuis & school"));
  claim (self);
  luwte_ui_test_wait (luwte_ui_test_shows (self->f->window, "Thuis & school"));
  gtk_widget_activate_action (GTK_WIDGET (self->f->page), "chats.close", NULL);
  g_assert_nonnull (get_dialog (self));
  g_assert_true (luwte_ui_test_shows (get_dialog (self), "At the chat service: Thuis & school"));
  luwte_ui_test_picture (self->f->window, "subjects-closing");
  adw_dialog_force_close (get_dialog (self));
  luwte_ui_test_wait (get_dialog (self) == NULL);
}

static void
add (const char *name, void (*test) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/ui/files/", name, NULL);

  g_test_add (path, Desk, NULL, desk_start, test, desk_end);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  add ("saved", test_saved);
  add ("not-saved", test_not_saved);
  add ("cancelled", test_cancelled);
  add ("trouble", test_trouble);
  add ("no-file", test_no_file);
  add ("subjects", test_subjects);
  return g_test_run ();
}
