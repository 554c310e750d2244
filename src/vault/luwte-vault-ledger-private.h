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
  LUWTE_LEDGER_CREATED = 1, /* vault id */
  LUWTE_LEDGER_BEGUN = 2,   /* job id: an erasure is about to delete */
  LUWTE_LEDGER_DONE = 3,    /* job id: its last step was reached */
  LUWTE_LEDGER_ANCHOR = 4,  /* number and MAC of the newest audit row */
  LUWTE_LEDGER_REBUILT = 5, /* an earlier ledger was lost; nothing */
} LuwteLedgerKind;

#define LUWTE_LEDGER_JOB_BYTES 16

typedef struct
{
  gint64 seq;
  guint8 mac[LUWTE_MAC_BYTES];
} LuwteChainHead;

typedef struct _LuwteLedger LuwteLedger;

/* Makes a new file in place of whatever is there. */
LuwteLedger *luwte_ledger_create (const char *dir, LuwteKey *vault_key, const guint8 vault_id[16],
                                  LuwteLedgerKind first, GError **error);
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
