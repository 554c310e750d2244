/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* For the files of vault/ and vault/tables/ alone: statements on one connection. Every function
 * asserts that it runs on the thread that owns the connection. Statements are prepared once per
 * connection and kept; a LuwteStmt is borrowed from that cache, reset and unbound on each
 * luwte_db_prepare(). All failures become LUWTE_VAULT_ERROR with the right code (SQLITE_FULL is
 * NO_SPACE, SQLITE_NOTADB and SQLITE_CORRUPT are DAMAGED). */

typedef struct _LuwteStmt LuwteStmt;

LuwteStmt *luwte_db_prepare (LuwteDb *db, const char *static_sql, GError **error);
gboolean luwte_db_exec (LuwteDb *db, const char *sql, GError **error);

void luwte_stmt_bind_text (LuwteStmt *stmt, int index,
                           const char *text); /* NULL binds NULL; copied */
void luwte_stmt_bind_int (LuwteStmt *stmt, int index, gint64 value);
void luwte_stmt_bind_day (LuwteStmt *stmt, int index, LuwteDay day); /* LUWTE_DAY_NONE binds NULL */
void luwte_stmt_bind_blob (LuwteStmt *stmt, int index, const void *bytes, gsize length);

/* TRUE and *row TRUE: a row is there. TRUE and *row FALSE: no more rows. FALSE: @error is set. */
gboolean luwte_stmt_step (LuwteStmt *stmt, gboolean *row, GError **error);
/* For a statement without rows. */
gboolean luwte_stmt_run (LuwteStmt *stmt, GError **error);

const char *luwte_stmt_text (LuwteStmt *stmt,
                             int column); /* borrowed until the next step; NULL for NULL */
gint64 luwte_stmt_int (LuwteStmt *stmt, int column);
LuwteDay luwte_stmt_day (LuwteStmt *stmt, int column);
gconstpointer luwte_stmt_blob (LuwteStmt *stmt, int column, gsize *length);

gint64 luwte_db_last_rowid (LuwteDb *db);
int luwte_db_changes (LuwteDb *db);
LuwteDay luwte_db_today (LuwteDb *db);

/**
 * luwte_db_audit:
 * @role: "counsellor", "lead" or "app"; never a name
 * @action: a code, "note.erase"
 * @object_id: (nullable): the random id of what it was done to
 *
 * Appends a row to the audit, in the transaction that runs (R83).
 */
gboolean luwte_db_audit (LuwteDb *db, const char *role, const char *action, const char *object_id,
                         GError **error);
/* The object is gone: its id leaves the audit, the rows stay and their chain holds. */
gboolean luwte_db_audit_forget (LuwteDb *db, const char *object_id, GError **error);
/* Cuts what is older than this instant, behind an anchor (policy: audit.keep). */
gboolean luwte_db_audit_cut (LuwteDb *db, gint64 before_s, GError **error);

/* In every query that reads a record, so that what is due is never shown:
 *   … AND luwte_shown (line, kind, created_day, closed_day, last_contact_day, hold, reader)
 * an SQL function registered on both connections; it fails when no rule is set. luwte_due () with
 * the first five arguments gives the day as an integer, or NULL. */

G_END_DECLS
