/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db-copy-private.h"

#include "luwte-crypto.h"
#include "luwte-vault-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void
luwte_steps_next (LuwteSteps *self, double to)
{
  self->from = self->to;
  self->to = to;
}

gboolean
luwte_steps_tell (LuwteSteps *self, double fraction, GError **error)
{
  if (self->func)
    self->func (self->from + (self->to - self->from) * CLAMP (fraction, 0, 1), self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error) &&
         !g_cancellable_set_error_if_cancelled (self->closing, error);
}

/* How far a statement is, by the file that grows. */
typedef struct
{
  LuwteSteps *steps;
  const char *growing; /* nullable */
  gint64 expected;
} Watch;

static gint64
size_of (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 ? (gint64) info.st_size : 0;
}

static int
watch_cb (gpointer data)
{
  Watch *watch = data;

  if (watch->growing && watch->expected > 0)
    luwte_steps_tell (watch->steps, (double) size_of (watch->growing) / (double) watch->expected,
                      NULL);
  return g_cancellable_is_cancelled (watch->steps->cancellable) ||
         g_cancellable_is_cancelled (watch->steps->closing);
}

static LuwteDb *
open_watched (const LuwteDbFile *file, Watch *watch, GError **error)
{
  LuwteDb *db = luwte_db_open (file->path, file->key, file->salt, LUWTE_DB_COPIER, error);

  if (db)
    sqlite3_progress_handler (db->handle, 50 * 1000, watch_cb, watch);
  return db;
}

static gboolean
sync_file (const char *path, GError **error)
{
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  const gboolean well = fd >= 0 && fsync (fd) == 0;

  if (!well)
    luwte_files_set_error (error, errno, "A copy of the database could not be written");
  if (fd >= 0)
    close (fd);
  return well;
}

/* SQLite would make it readable for all. */
static gboolean
make_empty (const char *path, GError **error)
{
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      luwte_files_set_error (error, errno, "A copy of the database could not be made");
      return FALSE;
    }
  close (fd);
  return TRUE;
}

static gboolean
read_salt (LuwteDbFile *file, GError **error)
{
  const int fd = open (file->path, O_RDONLY | O_CLOEXEC);
  const gboolean well = fd >= 0 && read (fd, file->salt, sizeof file->salt) == sizeof file->salt;

  if (fd >= 0)
    close (fd);
  if (!well)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
                         "A copy of the database is empty");
  return well;
}

gboolean
luwte_db_vacuum_into (const LuwteDbFile *from, LuwteDbFile *to, LuwteSteps *steps, GError **error)
{
  Watch watch = { steps, to->path, size_of (from->path) };
  LuwteDb *db = open_watched (from, &watch, error);
  LuwteStmt *stmt;
  gboolean well = FALSE;

  if (!db)
    return FALSE;
  if (make_empty (to->path, error) && (stmt = luwte_db_prepare (db, "VACUUM INTO ?", error)))
    {
      luwte_stmt_bind_text (stmt, 1, to->path);
      well = luwte_stmt_run (stmt, error);
    }
  luwte_db_close (db);
  to->key = from->key;
  /* The page must not be plain, whatever the library that was linked. */
  return well && luwte_db_check_file (to->path, NULL, error) && read_salt (to, error) &&
         sync_file (to->path, error) && luwte_steps_tell (steps, 1, error);
}

static gboolean
attach (LuwteDb *db, const LuwteDbFile *to, GError **error)
{
  int length;
  char *spec = luwte_db_key_spec (to->key, to->salt, &length);
  LuwteStmt *stmt = luwte_db_prepare (db, "ATTACH ? AS export KEY ?", error);
  gboolean well = FALSE;

  if (stmt)
    {
      luwte_stmt_bind_text (stmt, 1, to->path);
      luwte_stmt_bind_text (stmt, 2, spec);
      well = luwte_stmt_run (stmt, error);
      luwte_db_forget_statements (db);
    }
  luwte_guarded_free (spec);
  return well;
}

/* The export leaves out what the file's own head says. */
static gboolean
copy_version (LuwteDb *db, GError **error)
{
  gint64 version, application;
  g_autofree char *sql = NULL;

  if (!luwte_db_ask_int (db, "PRAGMA main.user_version", &version, error) ||
      !luwte_db_ask_int (db, "PRAGMA main.application_id", &application, error))
    return FALSE;
  sql = g_strdup_printf ("PRAGMA export.user_version = %" G_GINT64_FORMAT
                         "; PRAGMA export.application_id = %" G_GINT64_FORMAT,
                         version, application);
  return luwte_db_exec (db, sql, error);
}

gboolean
luwte_db_export (const LuwteDbFile *from, const LuwteDbFile *to, LuwteSteps *steps, GError **error)
{
  Watch watch = { steps, to->path, size_of (from->path) };
  LuwteDb *db = open_watched (from, &watch, error);
  gboolean well;

  if (!db)
    return FALSE;
  well = make_empty (to->path, error) && attach (db, to, error) &&
         luwte_db_exec (db,
                        "PRAGMA export.journal_mode = OFF; PRAGMA export.synchronous = OFF;"
                        "SELECT sqlcipher_export ('export')",
                        error) &&
         copy_version (db, error) && luwte_db_exec (db, "DETACH export", error);
  luwte_db_close (db);
  return well && luwte_db_check_file (to->path, to->salt, error) && sync_file (to->path, error) &&
         luwte_steps_tell (steps, 1, error);
}

static gboolean
prove (LuwteDb *db, GError **error)
{
  g_autofree char *cipher = luwte_db_ask_text (db, "PRAGMA cipher_integrity_check", NULL);
  g_autofree char *structure = luwte_db_ask_text (db, "PRAGMA integrity_check", error);
  gint64 n_broken;

  if (!structure ||
      !luwte_db_ask_int (db, "SELECT count (*) FROM pragma_foreign_key_check", &n_broken, error))
    return FALSE;
  if (!cipher && g_str_equal (structure, "ok") && n_broken == 0)
    return TRUE;
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
               "The copy of the database is not sound: %s",
               cipher                           ? "its bytes were changed"
               : !g_str_equal (structure, "ok") ? "its structure is damaged"
                                                : "rows hang on nothing");
  return FALSE;
}

gboolean
luwte_db_prove_file (const LuwteDbFile *file, LuwteSteps *steps, GError **error)
{
  Watch watch = { steps, NULL, 0 };
  LuwteDb *db = open_watched (file, &watch, error);
  gboolean well;

  if (!db)
    return FALSE;
  well = prove (db, error);
  luwte_db_close (db);
  return well && luwte_steps_tell (steps, 1, error);
}
