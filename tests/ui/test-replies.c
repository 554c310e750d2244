/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counsellor's own ready replies: written in their dialog, found behind a slash, kept in the
 * vault through a lock, and gone when they are erased. */

#include "luwte-chats-fixture.h"

#include "luwte-chat-words.h"
#include "luwte-composer.h"
#include "luwte-own-replies-dialog.h"
#include "luwte-reply-list.h"
#include "luwte-ui-harness.h"

static void
test_fill (void)
{
  const struct
  {
    const char *text;
    const char *nickname;
    int hour;
    const char *filled;
  } cases[] = {
    { "{greeting} {nickname}!", "Kiezel", 5, "Good morning Kiezel!" },
    { "{groet}, {schuilnaam}.", "Kiezel", 12, "Good afternoon, Kiezel." },
    { "{greeting}", "Kiezel", 18, "Good evening" },
    { "{greeting}", "Kiezel", 4, "Good evening" },
    { "{dag} {nick {nickname", "Kiezel", 9, "{dag} {nick {nickname" },
    /* What a visitor calls herself is no text of ours. */
    { "Hoi {nickname}", "{greeting}", 9, "Hoi {greeting}" },
    { "Hoi {nickname}", NULL, 9, "Hoi {nickname}" },
    { "één 👋 {nickname}", "Ø", 9, "één 👋 Ø" },
    { "", "Kiezel", 9, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filled = luwte_chat_words_fill (cases[i].text, cases[i].nickname,
                                                       cases[i].hour);

      g_assert_cmpstr (filled, ==, cases[i].filled);
    }
}

static void
test_name (void)
{
  const char *const cases[][2] = { { "Thee", "thee" },
                                   { " Even wachten! ", "even_wachten" },
                                   { "/één", "één" },
                                   { "a  b", "a_b" },
                                   { "  ", "" },
                                   { "!?", "" },
                                   { "bel_112", "bel_112" },
                                   { "x-y", "x-y" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = luwte_workspace_reply_name (cases[i][0]);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static AdwDialog *
get_dialog (LuwteChatsFixture *f)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (f->window));

  g_assert_true (LUWTE_IS_OWN_REPLIES_DIALOG (dialog));
  return dialog;
}

static GtkWidget *
get_composer (LuwteChatsFixture *f)
{
  return luwte_ui_test_find_type (f->window, LUWTE_TYPE_COMPOSER, 0);
}

/* By the last row of the list behind the slash. */
static AdwDialog *
open_dialog (LuwteChatsFixture *f)
{
  GtkWidget *view = luwte_chats_fixture_message_view (f);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "/", -1);
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Up, 0));
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, 0));
  luwte_ui_test_settle ();
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "", -1);
  return get_dialog (f);
}

static void
write_reply (AdwDialog *dialog, const char *name, const char *text)
{
  GtkWidget *view = luwte_ui_test_find_type (dialog, GTK_TYPE_TEXT_VIEW, 0);

  gtk_editable_set_text (GTK_EDITABLE (luwte_ui_test_find_type (dialog, ADW_TYPE_ENTRY_ROW, 0)),
                         name);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  luwte_ui_test_settle ();
}

static GtkWidget *
get_save (AdwDialog *dialog)
{
  return luwte_ui_test_get (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
}

static gboolean
lists (AdwDialog *dialog, const char *name)
{
  return luwte_ui_test_find_type (dialog, ADW_TYPE_ACTION_ROW, 0) != NULL &&
         luwte_ui_test_shows (dialog, name);
}

static void
add (LuwteChatsFixture *f, const char *name, const char *text, const char *listed)
{
  AdwDialog *dialog = open_dialog (f);

  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "New Ready Reply");
  luwte_ui_test_settle ();
  g_assert_false (gtk_widget_get_sensitive (get_save (dialog)));
  write_reply (dialog, name, text);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
  luwte_ui_test_wait (lists (dialog, listed));
  luwte_ui_test_check_names (dialog);
  adw_dialog_force_close (dialog);
  luwte_ui_test_settle ();
}

/* What stands in the box after the slash, the name and Enter. */
static char *
choose (LuwteChatsFixture *f, const char *slash)
{
  GtkWidget *view = luwte_chats_fixture_message_view (f);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), slash, -1);
  if (luwte_composer_get_replies_shown (LUWTE_COMPOSER (get_composer (f))))
    g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_Return, 0));
  return luwte_chats_fixture_text (view);
}

static LuwteChatsFixture *
open_conversation (void)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  luwte_fake_service_add (f->service, "s1", "Kiezel", NULL, TRUE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Kiezel"));
  luwte_chats_fixture_claim (f, "Kiezel");
  return f;
}

static void
test_keep (void)
{
  LuwteChatsFixture *f = open_conversation ();
  GtkWidget *view = luwte_chats_fixture_message_view (f);
  g_autofree char *inserted = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *again = NULL;

  add (f, "Thee", "Pak rustig een kop thee, {nickname}.", "/thee");
  inserted = choose (f, "/the");
  g_assert_cmpstr (inserted, ==, "Pak rustig een kop thee, Kiezel.");

  /* Those of the helpline come first, and hers are told apart by words. */
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "/", -1);
  luwte_ui_test_settle ();
  g_assert_true (luwte_ui_test_shows (get_composer (f), "/thee"));
  g_assert_true (luwte_ui_test_shows (get_composer (f), "Yours"));
  luwte_ui_test_get (get_composer (f), GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                     "thee, your own, Pak rustig een kop thee, {nickname}.");
  luwte_ui_test_picture (f->window, "own-replies");
  profile = choose (f, "/");
  g_assert_cmpstr (profile, !=, inserted);
  g_assert_cmpint (profile[0], !=, '/');
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "", -1);

  luwte_workspace_lock (f->workspace);
  g_assert_false (luwte_ui_test_shows (f->window, "/thee"));
  luwte_chats_fixture_unlock (f);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) != NULL);
  luwte_ui_test_wait ((g_free (again), again = choose (f, "/the"),
                       g_str_equal (again, "Pak rustig een kop thee, Kiezel.")));
  luwte_chats_fixture_free (f);
}

static void
test_change (void)
{
  LuwteChatsFixture *f = open_conversation ();
  AdwDialog *dialog;
  g_autofree char *inserted = NULL;
  g_autofree char *gone = NULL;

  add (f, "thee", "Pak een kop thee.", "/thee");
  add (f, "even", "Ogenblik…", "/even");
  dialog = open_dialog (f);
  luwte_ui_test_wait (lists (dialog, "/thee"));
  gtk_widget_activate (luwte_ui_test_find_type (dialog, ADW_TYPE_ACTION_ROW, 1));
  luwte_ui_test_settle ();
  /* The name of another one cannot be taken; its own can be kept. */
  g_assert_true (gtk_widget_get_sensitive (get_save (dialog)));
  write_reply (dialog, "Even", "Pak een kop thee.");
  g_assert_false (gtk_widget_get_sensitive (get_save (dialog)));
  g_assert_true (luwte_ui_test_shows (dialog, "Another of yours has this name."));
  write_reply (dialog, "koffie", "Pak een kop koffie.");
  luwte_ui_test_picture (f->window, "own-replies-edit");
  luwte_ui_test_check_names (dialog);
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Save");
  luwte_ui_test_wait (lists (dialog, "/koffie"));
  g_assert_false (luwte_ui_test_shows (dialog, "/thee"));
  adw_dialog_force_close (dialog);
  luwte_ui_test_settle ();
  inserted = choose (f, "/kof");
  g_assert_cmpstr (inserted, ==, "Pak een kop koffie.");

  dialog = open_dialog (f);
  luwte_ui_test_wait (lists (dialog, "/koffie"));
  gtk_widget_activate (luwte_ui_test_find_type (dialog, ADW_TYPE_ACTION_ROW, 1));
  luwte_ui_test_settle ();
  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase…");
  luwte_ui_test_settle ();
  luwte_ui_test_click (f->window, GTK_ACCESSIBLE_ROLE_BUTTON, "Erase");
  luwte_ui_test_wait (!luwte_ui_test_shows (dialog, "/koffie") && lists (dialog, "/even"));
  adw_dialog_force_close (dialog);
  luwte_ui_test_settle ();
  gone = choose (f, "/kof");
  g_assert_cmpstr (gone, ==, "/kof");
  luwte_chats_fixture_free (f);
}

/* A name of somebody is said, and blocks nothing. */
static void
test_hint (void)
{
  LuwteChatsFixture *f = open_conversation ();
  AdwDialog *dialog = open_dialog (f);

  luwte_ui_test_click (dialog, GTK_ACCESSIBLE_ROLE_BUTTON, "New Ready Reply");
  luwte_ui_test_settle ();
  write_reply (dialog, "bel", "Bel mijn collega, haar naam is Fatima El Idrissi, 06-12345678.");
  luwte_ui_test_wait (luwte_ui_test_shows (dialog,
                                           "Every visitor may get this text. Does it say who "
                                           "somebody is? Fatima El Idrissi, 06-12345678"));
  g_assert_true (gtk_widget_get_sensitive (get_save (dialog)));
  luwte_ui_test_picture (f->window, "own-replies-hint");
  write_reply (dialog, "bel", "Bel gerust nog eens.");
  luwte_ui_test_wait (luwte_ui_test_find (dialog, GTK_ACCESSIBLE_ROLE_LABEL, NULL) != NULL &&
                      !luwte_ui_test_shows (dialog, "Every visitor may get this text. Does it say "
                                                    "who somebody is? Fatima El Idrissi, "
                                                    "06-12345678"));
  adw_dialog_force_close (dialog);
  luwte_chats_fixture_free (f);
}

int
main (int argc, char **argv)
{
  luwte_ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/replies/fill", test_fill);
  g_test_add_func ("/ui/replies/name", test_name);
  g_test_add_func ("/ui/replies/keep", test_keep);
  g_test_add_func ("/ui/replies/change", test_change);
  g_test_add_func ("/ui/replies/hint", test_hint);
  return g_test_run ();
}
