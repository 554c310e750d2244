/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct _LuwteStmt
{
  LuwteDb *db; /* borrowed */
  sqlite3_stmt *handle;
  int bind_result; /* the first failure of a bind, told by the next step */
  gboolean in_use;
};

static void
stmt_free (gpointer data)
{
  LuwteStmt *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
assert_thread (LuwteDb *self)
{
  g_assert (self->owner == g_thread_self ());
}

/* When the log cannot be made, SQLite tries to read it instead, and keeps only the reason why that
 * failed. So it is tried here whether a file can be made at all. */
static gboolean
is_full (LuwteDb *self)
{
  const char *name = sqlite3_db_filename (self->handle, "main");
  g_autofree char *path = g_strconcat (name ? name : "", ".room", NULL);
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  const int code = errno;

  if (fd < 0)
    return code == ENOSPC || code == EDQUOT;
  close (fd);
  (void) unlink (path);
  return FALSE;
}

static LuwteVaultError
code_of (LuwteDb *self, int rc)
{
  const int os = sqlite3_system_errno (self->handle);

  if (self->rule_missing)
    return LUWTE_VAULT_ERROR_REFUSED;
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return LUWTE_VAULT_ERROR_NO_SPACE;
    case SQLITE_CANTOPEN:
      return is_full (self) ? LUWTE_VAULT_ERROR_NO_SPACE : LUWTE_VAULT_ERROR_FAILED;
    case SQLITE_IOERR:
      return os == ENOSPC || os == EDQUOT || os == EFBIG ? LUWTE_VAULT_ERROR_NO_SPACE
                                                         : LUWTE_VAULT_ERROR_FAILED;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return LUWTE_VAULT_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return LUWTE_VAULT_ERROR_BUSY;
    default:
      return LUWTE_VAULT_ERROR_FAILED;
    }
}

void
luwte_db_set_error (LuwteDb *self, int rc, const char *what, GError **error)
{
  /* SQLite's own message may quote a search that somebody typed; a constraint's names the column,
   * and a statement that does not compile is our own. */
  const gboolean quotable = rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_NOTNULL ||
                            rc == SQLITE_CONSTRAINT_CHECK || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
                            rc == SQLITE_CONSTRAINT_TRIGGER || g_str_equal (what, "prepare");

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
  else if (self->rule_missing)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED,
                         "No retention rule is set, so no record is shown");
  else if (code_of (self, rc) == LUWTE_VAULT_ERROR_DAMAGED)
    g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                 "vault.db is damaged (%d): it was changed from outside, or the disk is failing."
                 " Copy the whole folder to another disk before you do anything else",
                 rc);
  else if (code_of (self, rc) == LUWTE_VAULT_ERROR_NO_SPACE)
    g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE,
                         "The disk is full; nothing was lost, and nothing was changed");
  else
    g_set_error (error, LUWTE_VAULT_ERROR, code_of (self, rc), "%s: %s (%d)", what,
                 quotable ? sqlite3_errmsg (self->handle) : sqlite3_errstr (rc), rc);
  self->rule_missing = FALSE;
}

LuwteDb *
luwte_db_new_for_handle (sqlite3 *handle)
{
  LuwteDb *self = g_new0 (LuwteDb, 1);

  self->handle = handle;
  self->owner = g_thread_self ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stmt_free);
  self->used = g_ptr_array_new ();
  self->today = LUWTE_DAY_NONE;
  sqlite3_extended_result_codes (handle, 1);
  return self;
}

void
luwte_db_close (LuwteDb *self)
{
  assert_thread (self);

  g_ptr_array_unref (self->used);
  g_hash_table_unref (self->statements);
  g_clear_pointer (&self->rule, luwte_due_rule_unref);
  g_clear_pointer (&self->audit_key, luwte_key_unref);
  if (sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A statement outlived its connection");
  g_free (self);
}

void
luwte_db_begin_task (LuwteDb *self, LuwteDueRule *rule, LuwteDay today)
{
  assert_thread (self);

  g_clear_pointer (&self->rule, luwte_due_rule_unref);
  self->rule = rule ? luwte_due_rule_ref (rule) : NULL;
  self->today = today;
  self->rule_missing = FALSE;
}

void
luwte_db_end_task (LuwteDb *self)
{
  assert_thread (self);

  for (guint i = 0; i < self->used->len; i++)
    {
      LuwteStmt *stmt = g_ptr_array_index (self->used, i);

      sqlite3_reset (stmt->handle);
      sqlite3_clear_bindings (stmt->handle);
      stmt->in_use = FALSE;
    }
  g_ptr_array_set_size (self->used, 0);
}

void
luwte_db_forget_statements (LuwteDb *self)
{
  luwte_db_end_task (self);
  g_hash_table_remove_all (self->statements);
}

LuwteStmt *
luwte_db_prepare (LuwteDb *self, const char *static_sql, GError **error)
{
  LuwteStmt *stmt;

  assert_thread (self);

  stmt = g_hash_table_lookup (self->statements, static_sql);
  if (!stmt)
    {
      sqlite3_stmt *handle = NULL;
      const int rc = sqlite3_prepare_v3 (self->handle, static_sql, -1, SQLITE_PREPARE_PERSISTENT,
                                         &handle, NULL);

      if (rc != SQLITE_OK)
        {
          luwte_db_set_error (self, rc, "prepare", error);
          return NULL;
        }
      stmt = g_new0 (LuwteStmt, 1);
      stmt->db = self;
      stmt->handle = handle;
      g_hash_table_insert (self->statements, g_strdup (static_sql), stmt);
    }
  sqlite3_reset (stmt->handle);
  sqlite3_clear_bindings (stmt->handle);
  stmt->bind_result = SQLITE_OK;
  if (!stmt->in_use)
    g_ptr_array_add (self->used, stmt);
  stmt->in_use = TRUE;
  return stmt;
}

gboolean
luwte_db_exec (LuwteDb *self, const char *sql, GError **error)
{
  int rc;

  assert_thread (self);

  rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (rc == SQLITE_OK)
    return TRUE;
  luwte_db_set_error (self, rc, "exec", error);
  return FALSE;
}

static void
note_bind (LuwteStmt *self, int rc)
{
  assert_thread (self->db);

  if (self->bind_result == SQLITE_OK)
    self->bind_result = rc;
}

void
luwte_stmt_bind_text (LuwteStmt *self, int index, const char *text)
{
  note_bind (self, text ? sqlite3_bind_text (self->handle, index, text, -1, SQLITE_TRANSIENT)
                        : sqlite3_bind_null (self->handle, index));
}

void
luwte_stmt_bind_int (LuwteStmt *self, int index, gint64 value)
{
  note_bind (self, sqlite3_bind_int64 (self->handle, index, value));
}

void
luwte_stmt_bind_day (LuwteStmt *self, int index, LuwteDay day)
{
  note_bind (self, day == LUWTE_DAY_NONE ? sqlite3_bind_null (self->handle, index)
                                         : sqlite3_bind_int64 (self->handle, index, day));
}

void
luwte_stmt_bind_blob (LuwteStmt *self, int index, const void *bytes, gsize length)
{
  note_bind (self, bytes
                       ? sqlite3_bind_blob64 (self->handle, index, bytes, length, SQLITE_TRANSIENT)
                       : sqlite3_bind_null (self->handle, index));
}

gboolean
luwte_stmt_step (LuwteStmt *self, gboolean *row, GError **error)
{
  int rc;

  assert_thread (self->db);

  *row = FALSE;
  rc = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);
  if (rc == SQLITE_ROW)
    {
      *row = TRUE;
      return TRUE;
    }
  if (rc != SQLITE_DONE)
    luwte_db_set_error (self->db, rc, "step", error);
  sqlite3_reset (self->handle);
  return rc == SQLITE_DONE;
}

gboolean
luwte_stmt_run (LuwteStmt *self, GError **error)
{
  gboolean row;

  do
    if (!luwte_stmt_step (self, &row, error))
      return FALSE;
  while (row);
  return TRUE;
}

const char *
luwte_stmt_text (LuwteStmt *self, int column)
{
  assert_thread (self->db);
  return (const char *) sqlite3_column_text (self->handle, column);
}

gint64
luwte_stmt_int (LuwteStmt *self, int column)
{
  assert_thread (self->db);
  return sqlite3_column_int64 (self->handle, column);
}

LuwteDay
luwte_stmt_day (LuwteStmt *self, int column)
{
  assert_thread (self->db);

  if (sqlite3_column_type (self->handle, column) == SQLITE_NULL)
    return LUWTE_DAY_NONE;
  return (LuwteDay) sqlite3_column_int64 (self->handle, column);
}

gconstpointer
luwte_stmt_blob (LuwteStmt *self, int column, gsize *length)
{
  gconstpointer bytes = sqlite3_column_blob (self->handle, column);

  assert_thread (self->db);
  *length = (gsize) sqlite3_column_bytes (self->handle, column);
  return bytes;
}

gint64
luwte_db_last_rowid (LuwteDb *self)
{
  assert_thread (self);
  return sqlite3_last_insert_rowid (self->handle);
}

int
luwte_db_changes (LuwteDb *self)
{
  assert_thread (self);
  return sqlite3_changes (self->handle);
}

LuwteDay
luwte_db_today (LuwteDb *self)
{
  assert_thread (self);
  return self->today;
}

/* The first row's first column, as its own statement. */
static sqlite3_stmt *
ask (LuwteDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL);

  assert_thread (self);

  if (rc == SQLITE_OK)
    rc = sqlite3_step (stmt);
  if (rc == SQLITE_ROW)
    return stmt;
  /* No row is an answer that no caller has asked for. */
  luwte_db_set_error (self, rc == SQLITE_DONE ? SQLITE_NOTFOUND : rc, "ask", error);
  sqlite3_finalize (stmt);
  return NULL;
}

gboolean
luwte_db_ask_int (LuwteDb *self, const char *sql, gint64 *value, GError **error)
{
  sqlite3_stmt *stmt = ask (self, sql, error);

  if (!stmt)
    return FALSE;
  *value = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  return TRUE;
}

char *
luwte_db_ask_text (LuwteDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = ask (self, sql, error);
  char *text;

  if (!stmt)
    return NULL;
  text = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  return text ? text : g_strdup ("");
}
