/* SPDX-License-Identifier: GPL-3.0-or-later */

/* After luwte_vault_close() no key and no text that went through the database is in the memory of
 * the process. The test looks for them through /proc/self/mem; what it looks for it keeps inverted,
 * so that it does not find itself. */

#include "vault-fixture.h"

#include "luwte-db.h"
#include "luwte-secret.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PIECE (1 << 20)
/* Sanitizers map terabytes that hold nothing of ours. */
#define MOST_BYTES  (1ULL << 30)
#define MOST_LENGTH 64

typedef struct
{
  guint8 inverted[MOST_LENGTH];
  gsize length;
} Marker;

static void
marker_set (Marker *marker, gconstpointer bytes, gsize length)
{
  g_assert_cmpuint (length, <=, MOST_LENGTH);
  marker->length = length;
  for (gsize i = 0; i < length; i++)
    marker->inverted[i] = (guint8) ~((const guint8 *) bytes)[i];
}

static guint
count_in (const Marker *marker, const guint8 *bytes, gsize length)
{
  guint n = 0;

  for (gsize at = 0; at + marker->length <= length; at++)
    {
      gsize i = 0;

      while (i < marker->length && (guint8) ~bytes[at + i] == marker->inverted[i])
        i++;
      n += i == marker->length;
    }
  return n;
}

/* How often it stands in all that the process can write, but for the buffer that looks. */
static guint
count_in_memory (const Marker *marker)
{
  static guint8 piece[PIECE + MOST_LENGTH];
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  const int mem = open ("/proc/self/mem", O_RDONLY | O_CLOEXEC);
  guint n = 0;

  g_assert_cmpint (mem, >=, 0);
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines[i]; i++)
    {
      guint64 from, to;
      char rights[5];

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &from, &to,
                  rights) != 3 ||
          rights[0] != 'r' || rights[1] != 'w' || to - from > MOST_BYTES)
        continue;
      for (guint64 at = from; at < to; at += PIECE)
        {
          const gssize got = pread (mem, piece, MIN (sizeof piece, to - at), (off_t) at);

          /* The buffer itself lies in one of the regions. */
          if (got > 0 && !(at < (guintptr) piece + sizeof piece && (guintptr) piece < at + PIECE))
            n += count_in (marker, piece, (gsize) got);
          luwte_wipe (piece, sizeof piece);
        }
    }
  close (mem);
  return n;
}

static void
fill_text (Marker *marker, char *text)
{
  for (int i = 0; i < MOST_LENGTH; i++)
    text[i] = (char) ('a' + g_test_rand_int_range (0, 26));
  marker_set (marker, text, MOST_LENGTH);
}

static gpointer
put_cb (LuwteDb *db, gpointer data, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, "INSERT INTO note_text (note_id, body) VALUES (1, ?)",
                                      error);

  if (!stmt)
    return NULL;
  luwte_stmt_bind_text (stmt, 1, luwte_secret_peek (data));
  return luwte_stmt_run (stmt, error) ? data : NULL;
}

static void
use_vault (Fixture *fixture, Marker *text)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new_empty (MOST_LENGTH);
  g_autoptr (GError) error = NULL;
  char letters[MOST_LENGTH];

  fill_text (text, letters);
  luwte_secret_append (secret, letters, sizeof letters);
  luwte_wipe (letters, sizeof letters);
  fixture_exec (fixture->vault,
                "INSERT INTO session (id, object_id, nickname, line, channel, state, opened_at,"
                " opened_day, active_day) VALUES (1, 'o', 'n', 'l', 'c', 'active', 0, 0, 0);"
                "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
                " VALUES (1, 'o', 1, 'note', 't', 0, 0)");
  g_assert_nonnull (luwte_vault_write (fixture->vault, put_cb, secret, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_ask (fixture->vault, "SELECT length (body) FROM note_text"), ==,
                   MOST_LENGTH);
  g_assert_true (fixture_purge (fixture->vault, "DELETE FROM note WHERE id = 2", &error));
}

static void
test_wiped (Fixture *fixture, gconstpointer data)
{
  Marker vault_key, db_key, text;

  marker_set (&vault_key, luwte_key_peek (fixture->vault->key), LUWTE_KEY_BYTES);
  {
    g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (fixture->vault);

    marker_set (&db_key, luwte_key_peek (key), LUWTE_KEY_BYTES);
  }
  use_vault (fixture, &text);
  /* While it is open they are there: the search sees. */
  g_assert_cmpuint (count_in_memory (&vault_key), >, 0);
  g_assert_cmpuint (count_in_memory (&db_key), >, 0);
  g_assert_cmpuint (count_in_memory (&text), >, 0);

  luwte_vault_close (fixture->vault);
  g_assert_cmpuint (count_in_memory (&vault_key), ==, 0);
  g_assert_cmpuint (count_in_memory (&db_key), ==, 0);
  g_assert_cmpuint (count_in_memory (&text), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  FIXTURE_ADD ("/memory/wiped", test_wiped);
  return g_test_run ();
}
