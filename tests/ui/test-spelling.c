/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Words that no dictionary has, in the message box and in the note, with the Dutch dictionary of the
 * build environment; and that nothing of what is typed comes to the disk by it. */

#include "luwte-chats-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "luwte-preferences-dialog.h"
#include "luwte-spell-marks.h"
#include "luwte-spell-words.h"
#include "luwte-spelling.h"
#include "luwte-ui-harness.h"

static char *home;

static void
assert_words (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) words = luwte_spell_words_find (text);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const LuwteSpellWord *word = g_ptr_array_index (words, i);
      g_autofree char *there = g_utf8_substring (text, word->start, word->end);

      g_assert_cmpstr (there, ==, word->word);
      g_string_append_printf (told, "%s%s", i > 0 ? " " : "", word->word);
    }
  g_assert_cmpstr (told->str, ==, expected);
}

static void
test_words (void)
{
  g_autofree char *many = g_strnfill (30000, 'a');
  g_autofree char *cut = NULL;

  assert_words ("", "");
  assert_words ("Hoi, hoe gaat het?", "Hoi hoe gaat het");
  assert_words ("foto's en zo’n auto-ongeluk - 'ja'", "foto's en zo’n auto-ongeluk ja");
  assert_words ("(café) één… “goed”; 's avonds", "café één goed avonds");
  assert_words ("kijk op https://voorbeeld.nl/a of voorbeeld.nl, mail a.b@c.nl", "kijk op of mail");
  assert_words ("2e keer om 12u30, h2o", "keer om");
  assert_words ("/wel", "");
  assert_words ("Hoi {nickname}, en/of", "Hoi en of");
  assert_words ("👋🏽 سلام e\xcc\x81\xc3\xa9n", "سلام e\xcc\x81\xc3\xa9n");
  assert_words (many, "");
  /* Only the beginning of a very long text. */
  g_clear_pointer (&many, g_free);
  many = g_strnfill (25000, ' ');
  cut = g_strconcat ("eerst", many, "laatst", NULL);
  assert_words (cut, "eerst");
}

static gboolean
is_ready (const char *language)
{
  LuwteSpelling *spelling = luwte_spelling_get_default ();

  return g_strcmp0 (luwte_spelling_get_language (spelling), language) == 0 &&
         luwte_spelling_get_state (spelling) == LUWTE_SPELLING_READY;
}

static void
speak_dutch (LuwteChatsFixture *f)
{
  luwte_workspace_set_setting (f->workspace, LUWTE_SETTING_SPELLING, "nl");
  luwte_spelling_follow (luwte_spelling_get_default (), f->workspace);
  luwte_ui_test_wait (is_ready ("nl"));
}

static LuwteChatsFixture *
open_conversation (const char *nickname)
{
  LuwteChatsFixture *f = luwte_chats_fixture_new ("example");

  speak_dutch (f);
  luwte_fake_service_add (f->service, "s1", nickname, NULL, FALSE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, nickname));
  luwte_chats_fixture_claim (f, nickname);
  return f;
}

/* The words with a line under them, one after the other. */
static char *
get_marked (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer),
                                               LUWTE_SPELL_MARKS_TAG);
  GString *marked = g_string_new (NULL);
  GtkTextIter at, end;

  gtk_text_buffer_get_start_iter (buffer, &at);
  while (tag != NULL &&
         (gtk_text_iter_starts_tag (&at, tag) ||
          (gtk_text_iter_forward_to_tag_toggle (&at, tag) && gtk_text_iter_starts_tag (&at, tag))))
    {
      g_autofree char *word = NULL;

      end = at;
      gtk_text_iter_forward_to_tag_toggle (&end, tag);
      word = gtk_text_buffer_get_text (buffer, &at, &end, FALSE);
      g_string_append_printf (marked, "%s%s", marked->len > 0 ? " " : "", word);
      at = end;
    }
  return g_string_free (marked, FALSE);
}

static gboolean
has_marked (GtkWidget *view, const char *expected)
{
  g_autofree char *marked = get_marked (view);

  return g_str_equal (marked, expected);
}

static void
put_cursor (GtkWidget *view, int offset)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter at;

  gtk_text_buffer_get_iter_at_offset (buffer, &at, offset);
  gtk_text_buffer_place_cursor (buffer, &at);
}

static GMenuModel *
get_section (GtkWidget *view, int n)
{
  GMenuModel *menu = gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (view));
  GMenuModel *section = n < g_menu_model_get_n_items (menu)
                            ? g_menu_model_get_item_link (menu, n, G_MENU_LINK_SECTION)
                            : NULL;

  return section;
}

/* Whether the menu of the view offers it. */
static gboolean
offers (GtkWidget *view, const char *action, const char *label)
{
  for (int n = 0;; n++)
    {
      g_autoptr (GMenuModel) section = get_section (view, n);

      if (section == NULL)
        return FALSE;
      for (int i = 0; i < g_menu_model_get_n_items (section); i++)
        {
          g_autofree char *its_action = NULL;
          g_autofree char *its_label = NULL;

          g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_ACTION, "s", &its_action);
          g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_LABEL, "s", &its_label);
          if (g_strcmp0 (its_action, action) == 0 &&
              (label == NULL || g_strcmp0 (its_label, label) == 0))
            return TRUE;
        }
    }
}

/* The word that is being typed is left alone; the line is one of shape, and correcting is undone as
 * any other change. */
static void
test_message (void)
{
  LuwteChatsFixture *f = open_conversation ("Kzelp");
  GtkWidget *view = luwte_chats_fixture_message_view (f);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autofree char *corrected = NULL;
  g_autofree char *undone = NULL;
  PangoUnderline line;

  gtk_widget_grab_focus (view);
  luwte_chats_fixture_type (view, "Kzelp, heb je zoiest geh");
  luwte_ui_test_wait (has_marked (view, "zoiest"));
  g_object_get (gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer),
                                           LUWTE_SPELL_MARKS_TAG),
                "underline", &line, NULL);
  g_assert_cmpint (line, ==, PANGO_UNDERLINE_ERROR);
  luwte_ui_test_picture (f->window, "spelling");

  put_cursor (view, 18);
  luwte_ui_test_wait (has_marked (view, "zoiest geh"));
  luwte_chats_fixture_press (view, GDK_KEY_Menu, 0);
  luwte_ui_test_wait (offers (view, "spelling.correct", "zoiets"));
  gtk_widget_activate_action (view, "spelling.correct", "s", "zoiets");
  corrected = luwte_chats_fixture_text (view);
  g_assert_cmpstr (corrected, ==, "Kzelp, heb je zoiets geh");
  luwte_ui_test_wait (has_marked (view, "geh"));
  g_assert_false (offers (view, "spelling.correct", NULL));
  gtk_text_buffer_undo (buffer);
  undone = luwte_chats_fixture_text (view);
  g_assert_cmpstr (undone, ==, "Kzelp, heb je zoiest geh");
  luwte_chats_fixture_free (f);
}

static gboolean
has_selected (GtkTextBuffer *buffer, const char *word)
{
  g_autofree char *selected = NULL;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  selected = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  return g_str_equal (selected, word);
}

/* F7 goes from one to the next, judges the last word too, and opens the menu there. */
static void
test_next (void)
{
  LuwteChatsFixture *f = open_conversation ("Noordwind");
  GtkWidget *view = luwte_chats_fixture_message_view (f);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  const char *const order[] = { "zoiest", "gehoorf", "zoiest" };

  gtk_widget_grab_focus (view);
  luwte_chats_fixture_type (view, "Ik heb zoiest gehoorf");
  g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_F7, 0));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (i > 0)
        g_assert_true (luwte_chats_fixture_press (view, GDK_KEY_F7, 0));
      luwte_ui_test_wait (has_selected (buffer, order[i]));
      luwte_ui_test_wait (offers (view, "spelling.correct", NULL));
    }
  luwte_ui_test_wait (luwte_ui_test_find_type (view, GTK_TYPE_POPOVER_MENU, 0) != NULL);
  luwte_ui_test_picture (f->window, "spelling-menu");
  luwte_chats_fixture_free (f);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* What is ignored is so in the message and the note of that conversation, and nowhere else; with the
 * conversation it is forgotten. */
static void
test_ignore (void)
{
  LuwteChatsFixture *f = open_conversation ("Noordwind");
  GtkWidget *view = luwte_chats_fixture_message_view (f);
  GtkWidget *note = luwte_chats_fixture_note_view (f);
  LuwteSpelling *spelling = luwte_spelling_get_default ();
  LuwteConversation *first = luwte_chats_page_get_conversation (f->page);
  g_autofree char *scope = g_strdup (luwte_conversation_get_object_id (first));
  g_autofree char *other = NULL;
  g_autoptr (GAsyncResult) released = NULL;

  luwte_chats_fixture_type (view, "Kwuif, zoiest. ");
  luwte_chats_fixture_type (note, "Over Kwuif gesproken. ");
  luwte_ui_test_wait (has_marked (view, "Kwuif zoiest") && has_marked (note, "Kwuif"));
  put_cursor (view, 2);
  luwte_chats_fixture_press (view, GDK_KEY_F10, GDK_SHIFT_MASK);
  g_assert_true (offers (view, "spelling.ignore", NULL));
  gtk_widget_activate_action (view, "spelling.ignore", NULL);
  luwte_ui_test_wait (has_marked (view, "zoiest") && has_marked (note, ""));

  luwte_fake_service_add (f->service, "s2", "Zeewier", NULL, FALSE);
  luwte_fake_service_tell (f->service);
  luwte_ui_test_wait (luwte_ui_test_shows (f->window, "Zeewier"));
  other = g_strdup (luwte_conversation_get_object_id (luwte_chats_fixture_claim (f, "Zeewier")));
  luwte_chats_fixture_type (view, "Kwuif. ");
  luwte_ui_test_wait (has_marked (view, "Kwuif"));
  luwte_spelling_ignore (spelling, other, "Kwuif");
  luwte_ui_test_wait (has_marked (view, ""));

  luwte_conversation_release_async (first, NULL, keep_cb, &released);
  luwte_ui_test_wait (released != NULL);
  luwte_ui_test_settle ();
  g_assert_false (luwte_spelling_is_ignored (spelling, scope, "Kwuif"));
  g_assert_true (luwte_spelling_is_ignored (spelling, other, "Kwuif"));
  luwte_workspace_lock (f->workspace);
  g_assert_false (luwte_spelling_is_ignored (spelling, other, "Kwuif"));
  luwte_chats_fixture_free (f);
}

/* Off, or a language without a dictionary: no line, and the dialog says so. */
static void
test_preferences (void)
{
  LuwteChatsFixture *f = open_conversation ("Noordwind");
  GtkWidget *view = luwte_chats_fixture_message_view (f);
  GtkWidget *dialog;
  AdwComboRow *row;

  luwte_chats_fixture_type (view, "Dit is zoiest. ");
  luwte_ui_test_wait (has_marked (view, "zoiest"));
  dialog = luwte_preferences_dialog_new (f->workspace);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (f->window));
  luwte_ui_test_settle ();
  row = ADW_COMBO_ROW (luwte_ui_test_find_type (dialog, ADW_TYPE_COMBO_ROW, 0));
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 1);
  g_assert_true (luwte_ui_test_shows (dialog,
                                      "In messages and notes; nothing you write is learnt or "
                                      "kept"));

  adw_combo_row_set_selected (row, 0);
  luwte_ui_test_wait (has_marked (view, ""));
  g_assert_true (luwte_ui_test_shows (dialog, "No word is looked at"));
  g_assert_null (luwte_spelling_get_language (luwte_spelling_get_default ()));

  /* The build environment has no English dictionary. */
  adw_combo_row_set_selected (row, 2);
  luwte_ui_test_wait (luwte_spelling_get_state (luwte_spelling_get_default ()) ==
                      LUWTE_SPELLING_ABSENT);
  luwte_ui_test_wait (luwte_ui_test_shows (dialog, "This computer has no dictionary for it, so "
                                                   "nothing is marked (Hunspell, “en”)"));
  luwte_ui_test_check_names (dialog);
  luwte_chats_fixture_type (view, "Nog zoiest. ");
  luwte_ui_test_settle ();
  g_assert_true (has_marked (view, ""));

  adw_combo_row_set_selected (row, 1);
  luwte_ui_test_wait (has_marked (view, "zoiest zoiest"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  luwte_chats_fixture_free (f);
}

static guint
count_files (const char *path, const char *word)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *content = NULL;
      gsize length = 0;

      g_assert_cmpstr (name, !=, "enchant");
      g_assert_false (g_str_has_suffix (name, ".dic") || g_str_has_suffix (name, ".exc"));
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        n += count_files (child, word);
      else if (g_file_get_contents (child, &content, &length, NULL))
        {
          n++;
          g_assert_null (memmem (content, length, word, strlen (word)));
        }
    }
  return n;
}

/* Typed, marked, corrected and ignored, and then every file under the home folder and of the vault
 * is read: the library has begun no list, and the word stands nowhere. */
static void
test_disk (void)
{
  const char *word = "Zwabbelkruk";
  LuwteChatsFixture *f = open_conversation ("Noordwind");
  GtkWidget *view = luwte_chats_fixture_message_view (f);

  g_assert_true (g_str_has_prefix (g_get_user_config_dir (), home));
  luwte_chats_fixture_type (view, "Zwabbelkruk, zoiest, en Zwabbelkruk. ");
  luwte_ui_test_wait (has_marked (view, "Zwabbelkruk zoiest Zwabbelkruk"));
  put_cursor (view, 14);
  luwte_chats_fixture_press (view, GDK_KEY_Menu, 0);
  luwte_ui_test_wait (offers (view, "spelling.correct", "zoiets"));
  gtk_widget_activate_action (view, "spelling.correct", "s", "zoiets");
  put_cursor (view, 2);
  luwte_chats_fixture_press (view, GDK_KEY_Menu, 0);
  gtk_widget_activate_action (view, "spelling.ignore", NULL);
  luwte_ui_test_wait (has_marked (view, ""));
  luwte_workspace_lock (f->workspace);
  count_files (home, word);
  g_assert_cmpuint (count_files (f->dir, word), >, 2);
  luwte_chats_fixture_unlock (f);
  luwte_ui_test_wait (luwte_chats_page_get_conversation (f->page) != NULL);
  luwte_ui_test_settle ();
  luwte_chats_fixture_free (f);
}

/* Where the library could begin its lists, no dictionary is opened at all. */
static void
test_unsealed (void)
{
  LuwteSpelling *spelling = luwte_spelling_get_default ();
  g_autofree char *lists = g_build_filename (g_get_user_config_dir (), "enchant", NULL);

  luwte_spelling_set_language (spelling, NULL);
  g_unsetenv ("ENCHANT_CONFIG_DIR");
  luwte_spelling_set_language (spelling, "nl");
  luwte_ui_test_wait (luwte_spelling_get_state (spelling) == LUWTE_SPELLING_ABSENT);
  g_assert_false (g_file_test (lists, G_FILE_TEST_EXISTS));
  luwte_spelling_seal ();
  luwte_spelling_set_language (spelling, NULL);
}

int
main (int argc, char **argv)
{
  int status;

  /* A home folder of its own, before anybody has asked where it is. */
  home = g_dir_make_tmp ("luwte-home-XXXXXX", NULL);
  g_setenv ("HOME", home, TRUE);
  g_unsetenv ("XDG_CONFIG_HOME");
  g_unsetenv ("XDG_DATA_HOME");
  g_unsetenv ("XDG_CACHE_HOME");
  luwte_ui_test_init (&argc, &argv);
  /* As the settings in the home folder of the other tests have it. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/ui/spelling/words", test_words);
  g_test_add_func ("/ui/spelling/message", test_message);
  g_test_add_func ("/ui/spelling/next", test_next);
  g_test_add_func ("/ui/spelling/ignore", test_ignore);
  g_test_add_func ("/ui/spelling/preferences", test_preferences);
  g_test_add_func ("/ui/spelling/disk", test_disk);
  g_test_add_func ("/ui/spelling/unsealed", test_unsealed);
  status = g_test_run ();
  g_free (home);
  return status;
}
