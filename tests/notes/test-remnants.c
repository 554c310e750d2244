/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A life of notes with a word of its own in each version: written, edited, erased. When an erasure
 * has answered, the words of what was erased, and of what was edited away before, stand in no page,
 * frame or file; those of what is kept do, so that the search for them sees something. */

#include "luwte-clock.h"
#include "luwte-key.h"
#include "luwte-notes.h"
#include "luwte-pages.h"
#include "luwte-policy.h"
#include "luwte-test-vault.h"
#include "luwte-vault-private.h"
#include "luwte-vault.h"

#define N_NOTES  200
#define N_EDITED 60
#define N_ERASED 12

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

/* Thirteen letters: in no other text, and too long to stand anywhere by chance. */
static char *
make_word (GRand *rand)
{
  char word[14] = { 0 };

  for (guint i = 0; i < 13; i++)
    word[i] = (char) g_rand_int_range (rand, 'a', 'z' + 1);
  return g_strdup (word);
}

static LuwteNoteText *
make_text (GRand *rand, const char *word)
{
  g_autoptr (GString) text = g_string_new ("Besproken:");
  const gint n_words = g_rand_int_range (rand, 0, 120);

  for (gint i = 0; i < n_words; i++)
    g_string_append_printf (text, " woord%d", g_rand_int_range (rand, 0, 300));
  g_string_append_printf (text, " %s.", word);
  return luwte_note_text_new (text->str);
}

static void
write_all (LuwteNotes *notes, GRand *rand, char **words)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_NOTES; i++)
    {
      LuwteNoteImport *row = g_new0 (LuwteNoteImport, 1);

      row->nickname = g_strdup_printf ("Naam%d", g_rand_int_range (rand, 0, 40));
      row->topic = g_strdup ("home");
      row->created = luwte_clock_now () - g_rand_int_range (rand, 0, 86400 * 30);
      row->text = make_text (rand, words[i]);
      g_ptr_array_add (rows, row);
    }
  luwte_notes_import_async (notes, rows, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_notes_import_finish (notes, result, &error);
  g_assert_no_error (error);
}

static char *
find_id (LuwteNotes *notes, const char *word)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  luwte_notes_search_async (notes, word, 2, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  found = luwte_notes_list_finish (notes, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_strdup (luwte_note_get_fields (g_ptr_array_index (found, 0))->id);
}

/* The word it had is gone with its text; the new one stands in its place. */
static void
edit (LuwteNotes *notes, GRand *rand, char **word, GPtrArray *gone)
{
  g_autofree char *id = find_id (notes, *word);
  g_autoptr (LuwteNoteText) text = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (gone, *word);
  *word = make_word (rand);
  text = make_text (rand, *word);
  luwte_notes_edit_async (notes, id, NULL, NULL, text, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_notes_edit_finish (notes, result, &error);
  g_assert_no_error (error);
}

static void
erase (LuwteNotes *notes, char **word, GPtrArray *gone)
{
  g_autofree char *id = find_id (notes, *word);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (gone, g_steal_pointer (word));
  luwte_notes_erase_async (notes, id, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_notes_erase_finish (notes, result, &error);
  g_assert_no_error (error);
}

static guint
count_hits (LuwteTestVault *vault, const char *const *words)
{
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (vault->vault);
  g_autoptr (GError) error = NULL;
  LuwteScan scan = { 0 };

  luwte_pages_scan (vault->dir, luwte_key_peek (key), vault->vault->header.db_salt, words, NULL,
                    NULL, &scan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scan.n_unreadable, ==, 0);
  g_assert_cmpuint (scan.n_pages, >, 20);
  return scan.n_hits;
}

static void
test_remnants (gconstpointer seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (GPOINTER_TO_UINT (seed));
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, NULL);
  g_autoptr (LuwteNotes) notes = luwte_notes_new (vault->vault, policy);
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_free);
  char *words[N_NOTES];

  luwte_vault_set_due_rule (vault->vault, due_on, policy, NULL);
  luwte_vault_set_today (vault->vault, luwte_policy_day_of (policy, luwte_clock_now ()));
  for (guint i = 0; i < N_NOTES; i++)
    words[i] = make_word (rand);
  write_all (notes, rand, words);
  for (guint i = 0; i < N_EDITED; i++)
    edit (notes, rand, &words[g_rand_int_range (rand, 0, N_NOTES)], gone);
  for (guint i = 0; i < N_ERASED; i++)
    erase (notes, &words[i * (N_NOTES / N_ERASED)], gone);

  g_ptr_array_add (gone, NULL);
  g_assert_cmpuint (count_hits (vault, (const char *const *) gone->pdata), ==, 0);
  for (guint i = 1; i < N_NOTES; i += N_NOTES / 4 + 1)
    {
      const char *const kept[] = { words[i], NULL };

      g_assert_cmpuint (count_hits (vault, kept), >, 0);
    }
  for (guint i = 0; i < N_NOTES; i++)
    g_free (words[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/notes/remnants/1", GUINT_TO_POINTER (1), test_remnants);
  g_test_add_data_func ("/notes/remnants/2", GUINT_TO_POINTER (2), test_remnants);
  return g_test_run ();
}
