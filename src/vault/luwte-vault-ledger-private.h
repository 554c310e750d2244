/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* vault.ledger: what outlives the rows. Records are appended and never changed:
 *
 *     length u32 (of all of it) · kind u32 · number u64 · nonce 24 · sealed payload · MAC 32
 *
 * The MAC covers the record and the MAC before it. The payload is sealed, so that the file tells
 * nobody when something was erased. The database keeps number and MAC of the last record it knows
 * of, and the ledger keeps those of the last audit row: whoever puts back an older copy of one of
 * the two is found out, whoever puts back both is not. */

typedef enum
{
  LUWTE_LEDGER_CREATED = 1,  /* vault id */
  LUWTE_LEDGER_BEGUN = 2,    /* job id: an erasure is about to delete */
  LUWTE_LEDGER_DONE = 3,     /* job id: its last step was reached */
  LUWTE_LEDGER_ANCHOR = 4,   /* number and MAC of the newest audit row */
  LUWTE_LEDGER_REBUILT = 5,  /* an earlier ledger was lost; nothing */
  LUWTE_LEDGER_ERASED = 6,   /* id, marks: what is about to be deleted, as many as fit */
  LUWTE_LEDGER_VOID = 7,     /* that id: nothing was deleted after all */
  LUWTE_LEDGER_COPY = 8,     /* copy id, when u64, kind u32, path: a copy is about to be made */
  LUWTE_LEDGER_MADE = 9,     /* copy id: it stands there, whole */
  LUWTE_LEDGER_GONE = 10,    /* copy id, why u32: it was removed */
  LUWTE_LEDGER_RENEWED = 11, /* nothing: another vault key, or restored; older copies are stale */
} LuwteLedgerKind;

#define LUWTE_LEDGER_JOB_BYTES 16

typedef struct
{
  gint64 seq;
  guint8 mac[LUWTE_MAC_BYTES];
} LuwteChainHead;

/* What remains of the id of an erased object: enough to know it again in a backup, and nothing
 * that could be found anywhere else. It hangs on no key, so that it outlives a new vault key. */
typedef guint64 LuwteMark;
LuwteMark luwte_mark_of (const char *object_id);

typedef enum
{
  LUWTE_COPY_BACKUP = 1, /* one file, anywhere */
  LUWTE_COPY_SAFETY = 2, /* of the database, before a migration */
} LuwteCopyKind;

typedef enum
{
  LUWTE_GONE_OLD = 1,    /* too many, too old, or replaced */
  LUWTE_GONE_STALE = 2,  /* it held what was erased: a new one is wanted */
  LUWTE_GONE_FAILED = 3, /* it was never made to the end */
} LuwteGone;

/* A copy that the app has made and has not removed. */
typedef struct
{
  guint8 id[LUWTE_LEDGER_JOB_BYTES];
  LuwteCopyKind kind;
  gint64 made_at;
  char *path;
  gint64 seq;    /* of its record: an erasure that came later makes it stale */
  gboolean old;  /* stale by what another ledger says */
  gboolean made; /* to the end */
} LuwteCopy;

/* What the records say, all together. */
typedef struct
{
  LuwteChainHead audit_head;
  gboolean unfinished;
  guint8 job[LUWTE_LEDGER_JOB_BYTES];
  GPtrArray *copies; /* owned LuwteCopy, oldest first */
  gint64 erased_seq; /* of the last erasure, or the last new key */
  char *wanted;      /* nullable: where a backup stood that had to go */
  GArray *erased;    /* LuwteMark; NULL when they are not collected */
  guint erased_from; /* where those of the last deletion begin */
  guint8 batch[LUWTE_LEDGER_JOB_BYTES];
  gint64 batch_seq; /* of the last record of the last deletion; 0 when that was void */
} LuwteFacts;

/* (transfer none): whether this copy holds what was erased later, or is under an old key. */
gboolean luwte_facts_is_stale (const LuwteFacts *self, const LuwteCopy *copy);
const LuwteCopy *luwte_facts_find_copy (const LuwteFacts *self, const guint8 *id);

/* luwte-vault-facts.c: what a record adds; FALSE when it cannot be one of ours. */
void luwte_facts_init (LuwteFacts *self, gboolean collect);
void luwte_facts_clear (LuwteFacts *self);
gboolean luwte_facts_take (LuwteFacts *self, guint32 kind, gint64 seq, const guint8 *payload,
                           gsize length);
GByteArray *luwte_facts_pack_copy (const LuwteCopy *copy);

typedef struct _LuwteLedger LuwteLedger;

/* Makes a new file in place of whatever is there. @carry: (nullable): facts of the ledgers before
 * it, whose marks and copies go on in this one; @renewed: all those copies are stale from then on. */
LuwteLedger *luwte_ledger_create (const char *dir, LuwteKey *vault_key, const guint8 vault_id[16],
                                  LuwteLedgerKind first, const LuwteFacts *carry, gboolean renewed,
                                  GError **error);
/* As many of its records as are sound, marks collected; touches no file. @whole: (out) (optional):
 * whether that is all of it. */
LuwteLedger *luwte_ledger_read (GBytes *bytes, LuwteKey *vault_key, gboolean *whole);
const LuwteFacts *luwte_ledger_facts (LuwteLedger *self);
#define LUWTE_LEDGER_MAX_FILE (64 * 1024 * 1024)
/* As many marks go into one record. */
#define LUWTE_LEDGER_MARKS 1000
/* Reads and proves it. What a power cut left half-written at its end is cut off, if @known, the
 * last record that the database has seen, still stands: else DAMAGED. */
LuwteLedger *luwte_ledger_open (const char *dir, LuwteKey *vault_key, const LuwteChainHead *known,
                                GError **error);
void luwte_ledger_free (LuwteLedger *self);

/* On disk when it answers TRUE. */
gboolean luwte_ledger_append (LuwteLedger *self, LuwteLedgerKind kind, gconstpointer payload,
                              gsize length, GError **error);
const LuwteChainHead *luwte_ledger_head (LuwteLedger *self);
/* The newest audit row that was anchored; seq 0 when none was. */
const LuwteChainHead *luwte_ledger_audit_head (LuwteLedger *self);
/* (nullable): an erasure that was begun and not done. */
const guint8 *luwte_ledger_unfinished_job (LuwteLedger *self);

G_END_DECLS
