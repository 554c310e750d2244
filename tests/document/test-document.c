/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is in a PDF is asked of another program than the one that made it. */

#include "luwte-document.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&out);
}

/* The text of the file, or with pdfinfo what it tells of itself. */
static char *
read_pdf (LuwteDocument *document, const char *program, guint *n_pages)
{
  g_autofree char *folder = g_dir_make_tmp ("luwte-document-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "document.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = luwte_document_to_pdf (document, n_pages, &error);
  char *told;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), &error));
  g_assert_no_error (error);
  told = g_str_equal (program, "pdftotext")
             ? run ((const char *const[]) { "pdftotext", "-layout", path, "-", NULL })
             : run ((const char *const[]) { program, path, NULL });
  g_remove (path);
  g_rmdir (folder);
  return told;
}

static void
assert_has (const char *text, const char *wanted)
{
  if (strstr (text, wanted) == NULL)
    g_error ("“%s” is not in “%s”", wanted, text);
}

/* Each kind of piece can be read in the file, with accents and other scripts. */
static void
test_pieces (void)
{
  g_autoptr (LuwteDocument) document = luwte_document_new ("Onderaan", "blad %u van %u");
  g_autofree char *text = NULL;
  g_autofree char *about = NULL;
  guint n_pages = 0;

  luwte_document_add (document, LUWTE_DOCUMENT_TITLE, "Inzage in een dossier");
  luwte_document_add_pair (document, "Gemaakt op", "25 november 2026");
  luwte_document_add (document, LUWTE_DOCUMENT_HEADING, "Gesprek");
  luwte_document_add (document, LUWTE_DOCUMENT_LABEL, "Aantekening");
  luwte_document_add (document, LUWTE_DOCUMENT_QUOTE, "Zoë zei:\nniets\001meer. Привет.");
  luwte_document_add_row (document, (const char *const[]) { "Onderwerp", "Aantal", NULL }, TRUE);
  luwte_document_add_row (document, (const char *const[]) { "Thuis", "17", NULL }, FALSE);
  text = read_pdf (document, "pdftotext", &n_pages);
  g_assert_cmpuint (n_pages, ==, 1);
  assert_has (text, "Inzage in een dossier");
  assert_has (text, "25 november 2026");
  assert_has (text, "Gesprek");
  assert_has (text, "Aantekening");
  assert_has (text, "Zoë zei:\n");
  assert_has (text, "niets meer. Привет.");
  assert_has (text, "Thuis");
  assert_has (text, "17");
  assert_has (text, "Onderaan");
  assert_has (text, "blad 1 van 1");
  about = read_pdf (document, "pdfinfo", NULL);
  assert_has (about, "Inzage in een dossier");
  assert_has (about, "A4");
}

/* A text longer than a page is broken between lines; nothing of it is lost, and each page says which
 * it is. */
static void
test_pages (void)
{
  g_autoptr (LuwteDocument) document = luwte_document_new ("Onderaan", "blad %u van %u");
  g_autoptr (GString) much = g_string_new (NULL);
  g_autofree char *text = NULL;
  guint n_pages = 0;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (much, "regel-%u staat hier met nog een paar woorden.\n", i);
  luwte_document_add (document, LUWTE_DOCUMENT_TITLE, "Veel");
  luwte_document_add (document, LUWTE_DOCUMENT_QUOTE, much->str);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *heading = g_strdup_printf ("kop-%u", i);

      luwte_document_add (document, LUWTE_DOCUMENT_HEADING, heading);
      luwte_document_add_pair (document, "label", "waarde");
    }
  text = read_pdf (document, "pdftotext", &n_pages);
  g_assert_cmpuint (n_pages, >, 5);
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *line = g_strdup_printf ("regel-%u staat", i);

      assert_has (text, line);
    }
  for (guint i = 1; i <= n_pages; i++)
    {
      g_autofree char *number = g_strdup_printf ("blad %u van %u", i, n_pages);

      assert_has (text, number);
    }
  assert_has (text, "kop-59");
}

/* Nothing in it is still a page. */
static void
test_empty (void)
{
  g_autoptr (LuwteDocument) document = luwte_document_new ("", "%u/%u");
  g_autofree char *text = read_pdf (document, "pdftotext", NULL);

  assert_has (text, "1/1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/pieces", test_pieces);
  g_test_add_func ("/document/pages", test_pages);
  g_test_add_func ("/document/empty", test_empty);
  return g_test_run ();
}
