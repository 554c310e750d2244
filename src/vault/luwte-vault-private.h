/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key.h"
#include "luwte-vault-header-private.h"
#include "luwte-vault-ledger-private.h"
#include "luwte-vault-worker-private.h"
#include "luwte-vault.h"

G_BEGIN_DECLS

/* The subkeys of the vault key, by number. */
#define LUWTE_VAULT_KEY_CONTEXT "LuwteVlt"
enum
{
  LUWTE_VAULT_KEY_DB = 1,
  LUWTE_VAULT_KEY_AUDIT,
  LUWTE_VAULT_KEY_LEDGER,
  LUWTE_VAULT_KEY_LEDGER_SEAL,
  LUWTE_VAULT_KEY_BACKUP,
  LUWTE_VAULT_KEY_BACKUP_MAC,
};

/* Set aside for an erasure on a full disk: 64 MB. */
#define LUWTE_VAULT_RESERVE (64 * 1000 * 1000)

struct _LuwteVault
{
  GObject parent_instance;

  char *dir;
  char *id;
  int lock; /* -1 when not held */

  GMutex slot_mutex; /* the header, and the vault key as long as it is open */
  LuwteHeader header;
  LuwteKey *key; /* owned; NULL when closed */

  GMutex worker_mutex; /* workers, trouble, unfinished */
  LuwteWorker *writer; /* owned; NULL when closed */
  LuwteWorker *reader;
  char *trouble;       /* why nothing may be written; NULL when all is well */
  gboolean unfinished; /* an erasure waits for its last step */

  LuwteLedger *ledger; /* owned, the writer thread's alone; NULL with trouble */

  gboolean staged;        /* on its way to take another's place: no copy is touched yet */
  GMutex back_up_mutex;   /* held while a backup is made */
  GCancellable *closing;  /* owned */
  GMutex copy_mutex;      /* what follows */
  const guint8 *copy_now; /* borrowed, nullable: the id of the copy that is under way */
  GThread *tender;        /* nullable */
  gboolean tend_active;   /* it has not ended */
  gboolean tend_again;    /* and is to look once more */

  /* luwte-vault-step.c */
  int erasures;               /* atomic: asked for and not answered */
  int erasure_step;           /* atomic: LuwteErasureStep */
  int erasure_gate;           /* atomic */
  GMainContext *step_context; /* borrowed, nullable: the writer thread's, while it erases */

  GMutex rule_mutex; /* rule, today */
  LuwteDueRule *rule;
  LuwteDay today;
};

/* For tests: each vault that this process makes from now on is cheap to open and sets no space
 * aside. There is no way to ask for this from outside a program. */
void luwte_vault_use_test_cost (void);
LuwteStretch luwte_vault_get_cost (void);

/* For tests that decrypt the files themselves. (transfer full) */
LuwteKey *luwte_vault_copy_db_key (LuwteVault *self);

/* Blocks the caller. */
gpointer luwte_vault_run (LuwteVault *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                          GError **error);

/* Any kind of job; takes @task, whose result luwte_vault_run_finish() gives. */
void luwte_vault_push (LuwteVault *self, LuwteJobKind kind, LuwteVaultFunc func, gpointer data,
                       GDestroyNotify data_destroy, GDestroyNotify result_destroy, GTask *task);
GTask *luwte_vault_task_new (LuwteVault *self, gpointer tag, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/* @func, or one that refuses when the vault can only be read. */
LuwteVaultFunc luwte_vault_writing (LuwteVault *self, LuwteVaultFunc func);

char *luwte_vault_path (LuwteVault *self, const char *name);

/* luwte-vault-guard.c, all on the writer's thread */
gboolean luwte_vault_guard_create (LuwteVault *self, LuwteDb *db, GError **error);
gboolean luwte_vault_guard_open (LuwteVault *self, LuwteDb *db, GError **error);
void luwte_vault_guard_close (LuwteVault *self, LuwteDb *db);
/* The database learns how far the ledger is, in the transaction that runs. */
gboolean luwte_vault_note_ledger (LuwteVault *self, LuwteDb *db, GError **error);
/* The ledger learns how far the audit is. */
gboolean luwte_vault_anchor_audit (LuwteVault *self, LuwteDb *db, GError **error);
/* Both checks of vault.ledger against vault.db. */
gboolean luwte_vault_guard_check (LuwteVault *self, LuwteDb *db, GError **error);

/* luwte-vault-purge.c: the last three steps of an erasure whose rows are gone. */
gboolean luwte_vault_finish_erasure (LuwteVault *self, LuwteDb *db, GError **error);
/* TRUE, with @reason cleared, when it makes sense to try again: the disk was full, and there was
 * space set aside. */
gboolean luwte_vault_give_up_reserve (LuwteVault *self, GError **reason);
/* Sets aside again what an erasure has used. */
gboolean luwte_vault_restore_reserve (LuwteVault *self, GError **error);
void luwte_vault_set_unfinished (LuwteVault *self, gboolean unfinished);

/* luwte-vault-step.c. The first two on the thread that asks, the others on the writer's. */
void luwte_vault_step_class_init (LuwteVaultClass *klass);
void luwte_vault_step_init (LuwteVault *self);
void luwte_vault_await_erasure (LuwteVault *self);
void luwte_vault_end_erasure (LuwteVault *self);
void luwte_vault_tell_step (LuwteVault *self, LuwteErasureStep step);
gboolean luwte_vault_erasure_stopped (LuwteVault *self);
gboolean luwte_vault_set_error_if_stopped (LuwteVault *self, GError **error);
/* Just before the commit: FALSE when it is not to be; from here on it cannot be stopped. */
gboolean luwte_vault_shut_erasure_gate (LuwteVault *self, GError **error);
/* Around each erasure: one that waited may have been stopped before it began. */
void luwte_vault_enter_erasure_gate (LuwteVault *self);
void luwte_vault_leave_erasure_gate (LuwteVault *self);

/* luwte-vault-erased.c: what goes leaves its mark. The writer's connection is watched; marks are
 * noted in the transaction that deletes, and void when it is rolled back. */
gboolean luwte_vault_watch_erasures (LuwteDb *db, GError **error);
gboolean luwte_vault_note_erased (LuwteVault *self, LuwteDb *db, GError **error);
gboolean luwte_vault_void_erased (LuwteVault *self, GError **error);
/* Deletes what bears one of @marks, in the transaction that runs; sorts them. */
gboolean luwte_vault_erase_marked (LuwteDb *db, GArray *marks, GError **error);

/* luwte-vault-backup.c, on the writer's thread: removes the copies that must go and can be reached;
 * those that cannot stay on the list. */
void luwte_vault_drop_copies (LuwteVault *self);
/* Begins to make the backup that is wanted in place of those; any thread. */
void luwte_vault_tend_copies (LuwteVault *self);
/* Whether there is anything to tend; where the ledger is not being written. */
gboolean luwte_vault_wants_tending (LuwteVault *self);
/* Stops that, and waits for every copy that is being made. */
void luwte_vault_stop_copies (LuwteVault *self);

/* luwte-vault-migrate.c: up to today's format, with a copy for safety; on the writer's thread. */
gboolean luwte_vault_migrate (LuwteVault *self, LuwteDb *db, GError **error);
gboolean luwte_vault_has_safety_copies (LuwteVault *self);
void luwte_vault_forget_safety_copies (LuwteVault *self);

/* luwte-vault-check.c: one finding in a line of the log. */
const char *luwte_vault_finding_text (LuwteVaultFindings finding);

/* luwte-vault-open.c */
LuwteVault *luwte_vault_new_closed (const char *dir);
/* Closes both connections; key and lock stay. */
void luwte_vault_stop_workers (LuwteVault *self);
gboolean luwte_vault_start (LuwteVault *self, LuwteDbMode mode, GError **error);

G_END_DECLS
