/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Killed in the middle: what was acknowledged is there, what was erased is not, the vault is whole.
 * A second process writes, says on a pipe what was acknowledged to it, and is killed at any moment.
 * --rounds=N on the command line makes it longer. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-secret.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int n_rounds = 20;
static const char *program;

static gpointer
exec_cb (LuwteDb *db, gpointer data, GError **error)
{
  return luwte_db_exec (db, data, error) ? data : NULL;
}

static void
say (char what, int id)
{
  g_autofree char *line = g_strdup_printf ("%c%d\n", what, id);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    exit (0);
}

static void
write_one (LuwteVault *vault, char *sql)
{
  g_autoptr (GError) error = NULL;

  if (!luwte_vault_write (vault, exec_cb, sql, &error))
    g_error ("%s", error->message);
}

static void
insert (LuwteVault *vault, int id)
{
  g_autofree char *sql =
      g_strdup_printf ("INSERT INTO setting (key, value) VALUES ('note%d', 'text%d')", id, id);

  write_one (vault, sql);
  say ('+', id);
}

/* From the question on it may be gone. */
static void
erase (LuwteVault *vault, int id, gboolean purge)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM setting WHERE key = 'note%d'", id);
  g_autoptr (GError) error = NULL;

  say ('?', id);
  if (!purge)
    write_one (vault, sql);
  else if (!fixture_purge (vault, sql, &error))
    g_error ("%s", error->message);
  say ('-', id);
}

/* Writes for ever: three insertions, a deletion of the one before the last, now and then a purge. */
static G_NORETURN void
be_writer (const char *dir, int first)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);
  g_autoptr (GError) error = NULL;
  LuwteVault *vault = luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, &error);

  if (!vault)
    g_error ("%s", error->message);
  for (int id = first;; id++)
    {
      insert (vault, id);
      if (id % 3 == 2)
        erase (vault, id - 1, FALSE);
      if (id % 10 == 9)
        erase (vault, id, TRUE);
    }
}

typedef struct
{
  GHashTable *there; /* acknowledged and not erased */
  GHashTable *gone;  /* erasure acknowledged */
  int last;
} Known;

static void
hear (Known *known, const char *line)
{
  const int id = atoi (line + 1);
  gpointer key = GINT_TO_POINTER (id);

  known->last = MAX (known->last, id);
  switch (line[0])
    {
    case '+':
      g_hash_table_add (known->there, key);
      break;
    case '?':
      g_hash_table_remove (known->there, key);
      break;
    case '-':
      g_hash_table_add (known->gone, key);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
run_writer (Fixture *fixture, Known *known)
{
  g_autofree char *first = g_strdup_printf ("%d", known->last + 1);
  const char *argv[] = { program, "--writer", fixture->dir, first, NULL };
  g_autoptr (GError) error = NULL;
  char line[64];
  GPid pid;
  FILE *out;
  int fd;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid,
                            NULL, &fd, NULL, &error);
  g_assert_no_error (error);
  out = fdopen (fd, "r");
  /* Some time after its first word, so that it is not killed in bed. */
  if (fgets (line, sizeof line, out))
    hear (known, line);
  g_usleep ((gulong) g_test_rand_int_range (0, 120 * 1000));
  g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
  while (fgets (line, sizeof line, out))
    if (strchr (line, '\n'))
      hear (known, line);
  fclose (out);
  waitpid (pid, NULL, 0);
  g_spawn_close_pid (pid);
}

static gboolean
is_there (LuwteVault *vault, int id)
{
  g_autofree char *key = g_strdup_printf ("note%d", id);
  g_autofree char *value = fixture_get (vault, key);
  g_autofree char *expected = g_strdup_printf ("text%d", id);

  if (*value)
    g_assert_cmpstr (value, ==, expected);
  return *value;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  Known known = { g_hash_table_new (NULL, NULL), g_hash_table_new (NULL, NULL), 0 };
  guint lost = 0, back = 0, damaged = 0;

  fixture_close (fixture);
  for (int round = 0; round < n_rounds; round++)
    {
      g_autoptr (GError) error = NULL;
      GHashTableIter iter;
      gpointer id;

      run_writer (fixture, &known);
      fixture_open (fixture);
      g_hash_table_iter_init (&iter, known.there);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        lost += !is_there (fixture->vault, GPOINTER_TO_INT (id));
      g_hash_table_iter_init (&iter, known.gone);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        back += is_there (fixture->vault, GPOINTER_TO_INT (id));
      damaged += luwte_vault_get_unfinished (fixture->vault) ||
                 !luwte_vault_check (fixture->vault, &error);
      if (error)
        g_test_message ("the check says: %s", error->message);
      fixture_close (fixture);
      /* What was written and not acknowledged may be there; the next ids do not meet it. */
      known.last += 2;
    }
  g_test_message ("%d rounds: %u kept, %u erased", n_rounds, g_hash_table_size (known.there),
                  g_hash_table_size (known.gone));
  /* ./dev bench reads this line. */
  g_test_message ("tally killed rounds %d lost %u back %u damaged %u unclear 0 stuck 0", n_rounds,
                  lost, back, damaged);
  g_assert_cmpuint (lost, ==, 0);
  g_assert_cmpuint (back, ==, 0);
  g_assert_cmpuint (damaged, ==, 0);
  g_assert_cmpuint (g_hash_table_size (known.there), >, 0);
  g_hash_table_unref (known.there);
  g_hash_table_unref (known.gone);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    be_writer (argv[2], atoi (argv[3]));

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  if (argc == 2 && g_str_has_prefix (argv[1], "--rounds="))
    n_rounds = atoi (argv[1] + strlen ("--rounds="));
  FIXTURE_ADD ("/crash/killed", test_killed);
  return g_test_run ();
}
