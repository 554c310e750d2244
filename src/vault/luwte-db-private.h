/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "luwte-db.h"
#include "luwte-key.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* A function of the caller's. */
typedef struct
{
  gatomicrefcount refs;
  gpointer func;
  gpointer data;
  GDestroyNotify destroy;
} LuwteRulePart;

/* The caller's rules, shared by both connections: LuwteDueFunc, LuwteReadFunc. */
typedef struct
{
  gatomicrefcount refs;
  LuwteRulePart *due;  /* nullable */
  LuwteRulePart *read; /* nullable */
} LuwteDueRule;

LuwteDueRule *luwte_due_rule_with_due (LuwteDueRule *old, LuwteDueFunc func, gpointer data,
                                       GDestroyNotify destroy);
LuwteDueRule *luwte_due_rule_with_read (LuwteDueRule *old, LuwteReadFunc func, gpointer data,
                                        GDestroyNotify destroy);
LuwteDueRule *luwte_due_rule_ref (LuwteDueRule *self);
void luwte_due_rule_unref (LuwteDueRule *self);

struct _LuwteDb
{
  sqlite3 *handle;
  GThread *owner;
  GHashTable *statements; /* owned SQL → owned LuwteStmt */
  GPtrArray *used;        /* borrowed LuwteStmt of the task that runs */
  LuwteDueRule *rule;     /* owned, nullable */
  LuwteDay today;
  gboolean rule_missing; /* a statement asked for a rule that is not there */
  LuwteKey *audit_key;   /* owned, nullable */
  GArray *erased;        /* borrowed LuwteMark, during an erasure */
};

typedef enum
{
  LUWTE_DB_CREATE,
  LUWTE_DB_WRITER,
  LUWTE_DB_READER,
  LUWTE_DB_COPIER, /* reads all of it, leaves journal mode and log as they are */
} LuwteDbMode;

/* Opens, keys, proves the key, refuses what does not encrypt and what is newer, sets the pragmas.
 * The calling thread owns the connection from then on. */
LuwteDb *luwte_db_open (const char *path, LuwteKey *key, const guint8 *salt, LuwteDbMode mode,
                        GError **error);
void luwte_db_close (LuwteDb *self);

/* Key and salt as the cipher takes them, zero-terminated, in guarded memory. */
char *luwte_db_key_spec (LuwteKey *key, const guint8 *salt, int *length);

/* Takes @handle. Without a key, for benchmarks beside the same library. */
LuwteDb *luwte_db_new_for_handle (sqlite3 *handle);
gboolean luwte_db_set_pragmas (LuwteDb *self, LuwteDbMode mode, GError **error);

/* Once a process: SQLite's allocator is replaced by one that wipes what it frees. */
gboolean luwte_db_library_init (GError **error);

/* The file's first bytes may not be SQLite's magic: NOT_ENCRYPTED. They are the salt; the one that
 * counts stands in the header, so a flipped bit there is damage for the check (@salt given) and no
 * reason not to open. */
gboolean luwte_db_check_file (const char *path, const guint8 *salt, GError **error);

void luwte_db_set_error (LuwteDb *self, int rc, const char *what, GError **error);
/* One integer or one text out of a statement without parameters, not cached. */
gboolean luwte_db_ask_int (LuwteDb *self, const char *sql, gint64 *value, GError **error);
char *luwte_db_ask_text (LuwteDb *self, const char *sql, GError **error);

/* Between the two, statements may be used; afterwards none holds a lock or a value. */
void luwte_db_begin_task (LuwteDb *self, LuwteDueRule *rule, LuwteDay today);
void luwte_db_end_task (LuwteDb *self);
/* Prepared statements must be gone before a VACUUM. */
void luwte_db_forget_statements (LuwteDb *self);

gboolean luwte_db_add_functions (LuwteDb *self, GError **error);

G_END_DECLS
