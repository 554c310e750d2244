/* SPDX-License-Identifier: GPL-3.0-or-later */

/* luwte-scan-vault --vault DIR --passphrase-file F NEEDLE…: decrypts every page of a vault and
 * every frame of its log, looks at every other file of the folder as it is, and says where the
 * needles stand. Ends with 0 when none was found, 1 when one was, 2 when it could not look. Says
 * --audit prints the audit, row by row, with the names of its columns before it. Says
 * first what it has read, so that "nothing found" cannot mean "nothing looked at". */

#include "luwte-crypto.h"
#include "luwte-db.h"
#include "luwte-key.h"
#include "luwte-pages.h"
#include "luwte-secret.h"
#include "luwte-vault-private.h"

static void
hit_cb (const char *where, const char *needle, gpointer data)
{
  g_print ("found: %s: %s\n", needle, where);
}

static char *
column_text (LuwteStmt *stmt, int column)
{
  const char *text = luwte_stmt_text (stmt, column);

  return text != NULL ? g_strescape (text, NULL) : g_strdup ("-");
}

static gpointer
audit_func (LuwteDb *db, gpointer data, GError **error)
{
  static const char *const queries[] = {
    "SELECT group_concat (name, char (9)), '', '', '', '', '', '', ''"
    " FROM pragma_table_info ('audit')",
    "SELECT CAST (seq AS TEXT), CAST (at AS TEXT), role, action, object, hex (object_hash),"
    " hex (prev), hex (mac) FROM audit ORDER BY seq",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      LuwteStmt *stmt = luwte_db_prepare (db, i == 0 ? queries[0] : queries[1], error);
      gboolean row;

      while (stmt != NULL && luwte_stmt_step (stmt, &row, error) && row)
        for (int column = 0; column < (i == 0 ? 1 : 8); column++)
          {
            g_autofree char *text = i == 0 ? g_strdup (luwte_stmt_text (stmt, 0))
                                           : column_text (stmt, column);

            g_print ("%s%s", text, i == 0 || column == 7 ? "\n" : "\t");
          }
    }
  return GINT_TO_POINTER (*error == NULL);
}

static int
show_audit (const char *dir, const char *passphrase_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) passphrase = luwte_secret_read_file (passphrase_file, 4096, &error);
  g_autoptr (LuwteVault) vault = passphrase != NULL
                                     ? luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE,
                                                         passphrase, &error)
                                     : NULL;

  if (vault != NULL && luwte_vault_read (vault, audit_func, NULL, &error) != NULL)
    {
      luwte_vault_close (vault);
      return 0;
    }
  g_printerr ("luwte-scan-vault: %s\n", error->message);
  return 2;
}

/* For the test that looks for keys in the memory of another process. */
static void
show_key (LuwteKey *key)
{
  for (gsize i = 0; i < LUWTE_KEY_BYTES; i++)
    g_print ("%02x", luwte_key_peek (key)[i]);
  g_print ("\n");
}

/* The header is only read: this program leaves the folder as it was. */
static LuwteKey *
unlock (const char *dir, const char *passphrase_file, LuwteHeader *header, gboolean show,
        GError **error)
{
  g_autofree char *path = g_build_filename (dir, "vault.hdr", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (LuwteSecret) passphrase = luwte_secret_read_file (passphrase_file, 4096, error);
  g_autoptr (LuwteKey) vault_key = NULL;
  g_autoptr (LuwteKey) db_key = NULL;
  gsize length;

  if (!passphrase || !g_file_get_contents (path, &bytes, &length, error) ||
      !luwte_header_parse (header, (const guint8 *) bytes, length, error))
    return NULL;
  vault_key = luwte_header_unlock (header, LUWTE_SLOT_PASSPHRASE, passphrase, error);
  if (!vault_key)
    return NULL;
  db_key = luwte_key_derive (vault_key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_DB);
  if (show)
    {
      show_key (vault_key);
      show_key (db_key);
    }
  return g_steal_pointer (&db_key);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *vault = NULL;
  g_autofree char *passphrase_file = NULL;
  g_auto (GStrv) needles = NULL;
  gboolean show = FALSE, audit = FALSE;
  const GOptionEntry entries[] = {
    { "vault", 0, 0, G_OPTION_ARG_FILENAME, &vault, "The vault's folder", "DIR" },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, "Its first line", "FILE" },
    { "show-key", 0, 0, G_OPTION_ARG_NONE, &show, "Only print the vault key and the database's",
      NULL },
    { "audit", 0, 0, G_OPTION_ARG_NONE, &audit, "Only print the audit", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &needles, NULL, "NEEDLE…" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (LuwteKey) key = NULL;
  LuwteHeader header;
  LuwteScan scan = { 0 };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !vault || !passphrase_file ||
      (!needles && !show && !audit))
    {
      g_printerr ("luwte-scan-vault: %s\n", error ? error->message : "see --help");
      return 2;
    }
  if (audit)
    return show_audit (vault, passphrase_file);
  key = unlock (vault, passphrase_file, &header, show, &error);
  if (key && show)
    return 0;
  if (!key || !luwte_pages_scan (vault, luwte_key_peek (key), header.db_salt,
                                 (const char *const *) needles, hit_cb, NULL, &scan, &error))
    {
      g_printerr ("luwte-scan-vault: %s\n", error->message);
      return 2;
    }
  g_print ("read: %u pages, %u frames, %u files, %u unreadable; found: %u\n", scan.n_pages,
           scan.n_frames, scan.n_files, scan.n_unreadable, scan.n_hits);
  if (scan.n_unreadable > 0 || scan.n_pages == 0)
    return 2;
  return scan.n_hits > 0;
}
