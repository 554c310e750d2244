/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-enums.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteVaultError:
 * @LUWTE_VAULT_ERROR_NOT_FOUND: there is no vault, or no such row
 * @LUWTE_VAULT_ERROR_EXISTS: there is a vault already
 * @LUWTE_VAULT_ERROR_WRONG_KEY: wrong passphrase or recovery code
 * @LUWTE_VAULT_ERROR_DAMAGED: a file of the vault is damaged or was tampered with
 * @LUWTE_VAULT_ERROR_NEWER: written by a newer Luwte; nothing was touched
 * @LUWTE_VAULT_ERROR_BUSY: another program has it open
 * @LUWTE_VAULT_ERROR_NO_SPACE: the disk is full
 * @LUWTE_VAULT_ERROR_NOT_ENCRYPTED: the SQLite that was linked or preloaded does not encrypt
 * @LUWTE_VAULT_ERROR_CLOSED: the vault was closed meanwhile (locked)
 * @LUWTE_VAULT_ERROR_REFUSED: a rule of the vault itself forbids it (practice and ordinary mixed)
 * @LUWTE_VAULT_ERROR_FAILED: anything else
 */
typedef enum
{
  LUWTE_VAULT_ERROR_NOT_FOUND,
  LUWTE_VAULT_ERROR_EXISTS,
  LUWTE_VAULT_ERROR_WRONG_KEY,
  LUWTE_VAULT_ERROR_DAMAGED,
  LUWTE_VAULT_ERROR_NEWER,
  LUWTE_VAULT_ERROR_BUSY,
  LUWTE_VAULT_ERROR_NO_SPACE,
  LUWTE_VAULT_ERROR_NOT_ENCRYPTED,
  LUWTE_VAULT_ERROR_CLOSED,
  LUWTE_VAULT_ERROR_REFUSED,
  LUWTE_VAULT_ERROR_FAILED,
} LuwteVaultError;
#define LUWTE_VAULT_ERROR (luwte_vault_error_quark ())
GQuark luwte_vault_error_quark (void);

#define LUWTE_TYPE_VAULT (luwte_vault_get_type ())
G_DECLARE_FINAL_TYPE (LuwteVault, luwte_vault, LUWTE, VAULT, GObject)

typedef enum
{
  LUWTE_VAULT_SLOT_PASSPHRASE,
  LUWTE_VAULT_SLOT_RECOVERY,
} LuwteVaultSlot;

/* Whether a vault was made in this folder; says nothing about its health. */
/* %FALSE, too, where a vault was not made to the end: nobody has seen its recovery code. */
gboolean luwte_vault_exists (const char *dir);

/**
 * luwte_vault_create:
 * @dir: made with rights for its owner alone; REFUSED when others use it, EXISTS when there is one
 * @recovery_code: (out) (transfer full): 44 characters, shown once and kept nowhere
 *
 * Takes 0.8 s of key derivation: run it in a thread (the _async form does).
 *
 * Returns: (transfer full): an open vault
 */
LuwteVault *luwte_vault_create (const char *dir, LuwteSecret *passphrase,
                                LuwteSecret **recovery_code, GError **error);
/**
 * luwte_vault_open:
 * @secret: the passphrase, or the code as somebody typed it
 *
 * Takes 0.4 s of key derivation. Finishes an erasure that was begun before. A vault whose ledger
 * does not fit is opened for reading (luwte_vault_dup_trouble()).
 *
 * Returns: (transfer full): NOT_FOUND, BUSY, WRONG_KEY, DAMAGED, NEWER, NOT_ENCRYPTED, NO_SPACE
 */
LuwteVault *luwte_vault_open (const char *dir, LuwteVaultSlot slot, LuwteSecret *secret,
                              GError **error);
void luwte_vault_create_async (const char *dir, LuwteSecret *passphrase, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
LuwteVault *luwte_vault_create_finish (GAsyncResult *result, LuwteSecret **recovery_code,
                                       GError **error);
void luwte_vault_open_async (const char *dir, LuwteVaultSlot slot, LuwteSecret *secret,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
LuwteVault *luwte_vault_open_finish (GAsyncResult *result, GError **error);

/* Finishes the work under way, refuses what is still queued (LUWTE_VAULT_ERROR_CLOSED), closes
 * both connections, wipes the keys, lets go of the lock file. May be called twice. */
void luwte_vault_close (LuwteVault *self);

gboolean luwte_vault_change_passphrase (LuwteVault *self, LuwteSecret *old_passphrase,
                                        LuwteSecret *new_passphrase, GError **error);
/* After luwte_vault_open() with the recovery code: a new passphrase and a new code. */
gboolean luwte_vault_replace_slots (LuwteVault *self, LuwteSecret *new_passphrase,
                                    LuwteSecret **recovery_code, GError **error);

const char *luwte_vault_get_dir (LuwteVault *self);
const char *luwte_vault_get_id (LuwteVault *self);

/**
 * LuwteVaultFunc:
 * @db: the connection of the thread that runs the function; never kept
 * @data: what the caller passed
 *
 * Runs on the writer or the reader thread. Plain objects come back; NULL with @error set is a
 * failure (a function with nothing to return gives GINT_TO_POINTER (TRUE) and no destroy function).
 */
typedef gpointer (*LuwteVaultFunc) (LuwteDb *db, gpointer data, GError **error);

/* write: inside one IMMEDIATE transaction, which is on disk (synchronous=FULL) before the answer
 * comes, and rolled back when the function fails. read: on the reader's connection, in one read
 * transaction; it never waits for a write or a purge. The answer comes in the caller's
 * thread-default main context. @data is freed with @data_destroy there, too. */
void luwte_vault_write_async (LuwteVault *self, LuwteVaultFunc func, gpointer data,
                              GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
void luwte_vault_read_async (LuwteVault *self, LuwteVaultFunc func, gpointer data,
                             GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
gpointer luwte_vault_run_finish (LuwteVault *self, GAsyncResult *result, GError **error);

/* The same, blocking the caller: for tests, benchmarks and start-up; never on the window's thread. */
gpointer luwte_vault_write (LuwteVault *self, LuwteVaultFunc func, gpointer data, GError **error);
gpointer luwte_vault_read (LuwteVault *self, LuwteVaultFunc func, gpointer data, GError **error);

/**
 * LuwteDueFunc:
 *
 * Answers on which day a record is due. The vault knows no retention rule; it asks this function
 * for each row, so that no query can show what is due by forgetting to ask. Called on the vault's
 * threads: it must be pure (luwte_policy_due_on() is).
 */
typedef LuwteDay (*LuwteDueFunc) (gpointer data, const char *line, const char *kind,
                                  LuwteDay created, LuwteDay closed, LuwteDay last_contact);

/* Until a rule and a day are set, every read of a record fails: the default is no. */
void luwte_vault_set_due_rule (LuwteVault *self, LuwteDueFunc func, gpointer data,
                               GDestroyNotify destroy);

/* What the vault knows of whoever has it open, as to one record: bits of "reader" below. */
#define LUWTE_READER_IS_AUTHOR     1
#define LUWTE_READER_IS_SUBSTITUTE 2
#define LUWTE_READER_IS_TEAM       4

/**
 * LuwteReadFunc:
 * @line: the line of the record's session
 * @kind: its kind
 * @reader: to whom the owner of this vault belongs, as to this record
 *
 * Answers whether it may be read. Asked for each row of each query that reads records, beside the due
 * rule; called on the vault's threads, so it must be pure.
 */
typedef gboolean (*LuwteReadFunc) (gpointer data, const char *line, const char *kind, guint reader);

/* Until a rule is set nothing is read but what the owner of this vault wrote. */
void luwte_vault_set_read_rule (LuwteVault *self, LuwteReadFunc func, gpointer data,
                                GDestroyNotify destroy);
void luwte_vault_set_today (LuwteVault *self, LuwteDay today);

/**
 * luwte_vault_purge_async:
 * @delete_func: deletes rows on the writer thread and returns what the caller wants back
 *
 * The erasure job in its five steps: intent in the ledger, delete, VACUUM, truncating checkpoint,
 * done. Idempotent after a crash at any step (luwte_vault_open() finishes what was begun). The
 * answer comes only after the last step: then, and only then, may anything say "erased".
 *
 * On a full disk the space that was set aside is given up and the step tried once more, so
 * @delete_func may run twice; the first time was rolled back. %LUWTE_VAULT_ERROR_NO_SPACE after
 * that: rows may be gone from every list, but not from the disk (luwte_vault_get_unfinished()).
 */
void luwte_vault_purge_async (LuwteVault *self, LuwteVaultFunc delete_func, gpointer data,
                              GDestroyNotify data_destroy, GDestroyNotify result_destroy,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/* Signal "erasure-step", in the context in which the erasure was asked for: look again. Several that
 * wait are told as one. */
LuwteErasureStep luwte_vault_get_erasure_step (LuwteVault *self);
/* TRUE: nothing is deleted, and luwte_vault_purge_async() answers G_IO_ERROR_CANCELLED. FALSE: none
 * is under way, or its rows are gone already, and it goes on to its last step. */
gboolean luwte_vault_stop_erasure (LuwteVault *self);

/**
 * LuwteErased:
 *
 * What this vault has erased, by the marks in its ledger. It outlives the rows, and so also knows
 * what a vault that was restored has forgotten: asked before something that comes from outside is
 * stored that may have been here before.
 */
typedef struct _LuwteErased LuwteErased;
/* (transfer full): blocks; the ledger is read from the disk, of up to 64 MB. */
LuwteErased *luwte_vault_read_erased (LuwteVault *self, GError **error);
/* A note of that hand-over: the same note may come again with another. */
gboolean luwte_erased_knows_handed (const LuwteErased *self, const char *handover_id,
                                    const char *note_id);
void luwte_erased_free (LuwteErased *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteErased, luwte_erased_free)

/* @recovery_code in place of the old one, by whoever knows the passphrase. */
gboolean luwte_vault_change_recovery_code (LuwteVault *self, LuwteSecret *passphrase,
                                           LuwteSecret *recovery_code, GError **error);

/* A recovery code that no vault knows yet. (transfer full) */
LuwteSecret *luwte_vault_make_recovery_code (void);

/* How far a long job is, 0 to 1; called on the thread that works. */
typedef void (*LuwteVaultProgress) (double fraction, gpointer data);

/* No backup is kept longer. */
#define LUWTE_VAULT_BACKUP_DAYS 30

/**
 * luwte_vault_back_up:
 * @path: a new file, or a folder, in which it gets a name with today's date
 * @cancellable: (nullable)
 * @progress: (nullable)
 *
 * Header, ledger and database in one file, which opens on any machine with the passphrase of today
 * or the recovery code. It is listed in the ledger; of more than four the oldest is removed.
 * Notes can be read and written meanwhile. Takes a second or more: run it in a thread.
 *
 * Returns: (transfer full): where it stands; EXISTS when another file has that name
 */
char *luwte_vault_back_up (LuwteVault *self, const char *path, GCancellable *cancellable,
                           LuwteVaultProgress progress, gpointer data, GError **error);

/**
 * luwte_vault_rotate:
 * @dir: of a vault that nobody has open
 * @passphrase: the one it has, and keeps
 * @recovery_code: of luwte_vault_make_recovery_code(): the old code opens nothing any more
 *
 * A true rotation: another vault key, so that old copies of the header open nothing that is written
 * from now on. A crash or a full disk at any moment leaves the old vault or the new one, whole.
 * Backups under the old key are removed where they can be reached, and made again, when the vault
 * is next opened. Takes 1.2 s of key derivation and a copy of the database.
 */
gboolean luwte_vault_rotate (const char *dir, LuwteSecret *passphrase, LuwteSecret *recovery_code,
                             GCancellable *cancellable, LuwteVaultProgress progress, gpointer data,
                             GError **error);

/* A backup on its way to be the vault of a folder. */
typedef struct _LuwteRestore LuwteRestore;

/**
 * luwte_restore_new:
 * @dir: a folder, with a vault that nobody has open, or without one
 * @file: the backup
 * @secret: the passphrase of the day it was made, or the recovery code
 * @here: (nullable): passphrase or code of the vault that is in @dir, where that is another by now
 *
 * Makes the vault that the backup holds beside the one that is in @dir; everything that is known to
 * be erased is gone from it. Nothing of @dir has changed until luwte_restore_commit().
 *
 * Returns: (transfer full): WRONG_KEY, DAMAGED, NEWER, EXISTS when another vault is in @dir
 */
LuwteRestore *luwte_restore_new (const char *dir, const char *file, LuwteVaultSlot slot,
                                 LuwteSecret *secret, LuwteSecret *here, GCancellable *cancellable,
                                 LuwteVaultProgress progress, gpointer data, GError **error);
/* (transfer none): open, so that what has fallen due since can be erased by the rule of its own
 * profile. */
LuwteVault *luwte_restore_get_vault (LuwteRestore *self);
/* Whether the newest ledger was there; else what was erased after the backup may be back, and the
 * audit says so. */
gboolean luwte_restore_is_complete (LuwteRestore *self);
/* Checks it, closes it, puts it in place: a crash leaves the one vault or the other. */
gboolean luwte_restore_commit (LuwteRestore *self, GError **error);
/* Without a commit nothing has happened. */
void luwte_restore_free (LuwteRestore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRestore, luwte_restore_free)

/* @until: when it may no longer be used, wherever it is; @stale: it holds what was erased since;
 * @reachable: the file is where it was made. */
typedef struct
{
  char *path;
  gint64 made_at;
  gint64 until;
  gboolean stale;
  gboolean reachable;
} LuwteVaultBackup;
void luwte_vault_backup_free (LuwteVaultBackup *self);

/* (transfer full) (element-type LuwteVaultBackup): newest first */
GPtrArray *luwte_vault_list_backups (LuwteVault *self, GError **error);

/* After an erasure a new backup is made in the place of those that had to go, on a thread of its
 * own; closing the vault puts it off until the next time. This waits for it. */
void luwte_vault_finish_backups (LuwteVault *self);
/* Looks whether a backup has grown too old; once a day. */
void luwte_vault_tend_backups (LuwteVault *self);

/**
 * luwte_vault_get_unfinished:
 *
 * Returns: %TRUE while an erasure waits for its last step, for want of space for instance; it is
 *   tried again with each purge and each time the vault is opened
 */
gboolean luwte_vault_get_unfinished (LuwteVault *self);

/**
 * luwte_vault_dup_trouble:
 *
 * A vault whose ledger is missing, damaged or older than the database can be read and not written,
 * until luwte_vault_rebuild_ledger() was asked for.
 *
 * Returns: (transfer full) (nullable): what is wrong, or %NULL
 */
char *luwte_vault_dup_trouble (LuwteVault *self);
/* Begins a new ledger and leaves an audit row about it. What the old one knew is lost: a backup
 * that is older than an erasure is no longer recognised. */
gboolean luwte_vault_rebuild_ledger (LuwteVault *self, GError **error);

/**
 * LuwteVaultFindings: what a check has found; several may be true.
 * @LUWTE_VAULT_FINDING_HEADER: one of the two copies of the header is damaged or old
 * @LUWTE_VAULT_FINDING_FIRST_BYTES: the first bytes of the database were changed
 * @LUWTE_VAULT_FINDING_PAGES: pages were changed from outside
 * @LUWTE_VAULT_FINDING_STRUCTURE: the structure of the database is damaged
 * @LUWTE_VAULT_FINDING_ROWS: rows hang on nothing
 * @LUWTE_VAULT_FINDING_SEARCH: the search index does not fit the texts
 * @LUWTE_VAULT_FINDING_AUDIT: the audit was changed
 * @LUWTE_VAULT_FINDING_LEDGER: the ledger is missing or damaged, or an older file was put back
 * @LUWTE_VAULT_FINDING_UNFINISHED: an erasure waits for its last step
 */
typedef enum
{
  LUWTE_VAULT_FINDING_NONE = 0,
  LUWTE_VAULT_FINDING_HEADER = 1 << 0,
  LUWTE_VAULT_FINDING_FIRST_BYTES = 1 << 1,
  LUWTE_VAULT_FINDING_PAGES = 1 << 2,
  LUWTE_VAULT_FINDING_STRUCTURE = 1 << 3,
  LUWTE_VAULT_FINDING_ROWS = 1 << 4,
  LUWTE_VAULT_FINDING_SEARCH = 1 << 5,
  LUWTE_VAULT_FINDING_AUDIT = 1 << 6,
  LUWTE_VAULT_FINDING_LEDGER = 1 << 7,
  LUWTE_VAULT_FINDING_UNFINISHED = 1 << 8,
} LuwteVaultFindings;

/* Both integrity checks after a checkpoint, rows, the full-text check, audit chain, ledger, both
 * copies of the header. FALSE only when it could not be done. */
gboolean luwte_vault_examine (LuwteVault *self, LuwteVaultFindings *findings, GError **error);
/* The same: DAMAGED with the first finding. */
gboolean luwte_vault_check (LuwteVault *self, GError **error);

/* Until luwte_vault_close(). */
gboolean luwte_vault_is_open (LuwteVault *self);

G_END_DECLS
