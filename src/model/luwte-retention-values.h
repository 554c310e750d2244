/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* Plain values of the retention page and of `luwtectl retention`. */

#define LUWTE_TYPE_DUE_RECORD (luwte_due_record_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDueRecord, luwte_due_record, LUWTE, DUE_RECORD, GObject)

/* A row of the plan, by random id and without content. */
typedef struct
{
  const char *object;
  const char *kind;
  const char *line;
  const char *from; /* "created", "closed", "last_contact" */
  LuwteDay starts_on;
  LuwteDay due_on;
  gboolean hold;
} LuwteDueRecordFields;

LuwteDueRecord *luwte_due_record_new (const LuwteDueRecordFields *fields);
const LuwteDueRecordFields *luwte_due_record_get_fields (LuwteDueRecord *self);

#define LUWTE_TYPE_TOMBSTONE (luwte_tombstone_get_type ())
G_DECLARE_FINAL_TYPE (LuwteTombstone, luwte_tombstone, LUWTE, TOMBSTONE, GObject)

/* What remains of an erased session: line, topic, month of contact ("2026-11"), channel (R72). */
LuwteTombstone *luwte_tombstone_new (const char *line, const char *topic, const char *month,
                                     const char *channel);
const char *luwte_tombstone_get_line (LuwteTombstone *self);
const char *luwte_tombstone_get_topic (LuwteTombstone *self);
const char *luwte_tombstone_get_month (LuwteTombstone *self);
const char *luwte_tombstone_get_channel (LuwteTombstone *self);

#define LUWTE_TYPE_RECEIPT (luwte_receipt_get_type ())
G_DECLARE_FINAL_TYPE (LuwteReceipt, luwte_receipt, LUWTE, RECEIPT, GObject)

/* What a run did, without saying about whom. finished: the last step of the job was reached;
 * only then may anything say "erased". */
LuwteReceipt *luwte_receipt_new (gint64 at, guint n_records, guint n_sessions, guint n_tombstones,
                                 guint n_held, gboolean finished);
gint64 luwte_receipt_get_at (LuwteReceipt *self);
guint luwte_receipt_get_n_records (LuwteReceipt *self);
guint luwte_receipt_get_n_sessions (LuwteReceipt *self);
guint luwte_receipt_get_n_tombstones (LuwteReceipt *self);
guint luwte_receipt_get_n_held (LuwteReceipt *self);
gboolean luwte_receipt_get_finished (LuwteReceipt *self);

#define LUWTE_TYPE_HOLD (luwte_hold_get_type ())
G_DECLARE_FINAL_TYPE (LuwteHold, luwte_hold, LUWTE, HOLD, GObject)

typedef struct
{
  const char *id;
  const char *dossier_id;
  const char *nickname; /* (nullable): of its dossier, when anything of that may be shown */
  const char *reason;   /* a code (complaint, request, police, other), or words */
  const char
      *scope; /* (nullable): "line/kind" of a term that was renewed; NULL: all of it is held */
  LuwteDay from;
  LuwteDay until; /* its last day; LUWTE_DAY_NONE: it has no term */
} LuwteHoldFields;

/* Takes copies. */
LuwteHold *luwte_hold_new (const LuwteHoldFields *fields);
const char *luwte_hold_get_id (LuwteHold *self);
const char *luwte_hold_get_dossier_id (LuwteHold *self);
const char *luwte_hold_get_nickname (LuwteHold *self);
const char *luwte_hold_get_reason (LuwteHold *self);
/* (transfer full) (nullable): the kind of record whose term was renewed, NULL for a hold */
char *luwte_hold_dup_kind (LuwteHold *self);
LuwteDay luwte_hold_get_from (LuwteHold *self);
LuwteDay luwte_hold_get_until (LuwteHold *self);

#define LUWTE_TYPE_WARNING (luwte_warning_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWarning, luwte_warning, LUWTE, WARNING, GObject)

/* When it is said beforehand: a month, and a week. */
#define LUWTE_WARNING_FAR_DAYS  30
#define LUWTE_WARNING_NEAR_DAYS 7

/* What will be erased of one dossier on one day, or that a hold on it ends. For who may read it. */
typedef struct
{
  const char *dossier_id; /* (nullable): a session without a dossier */
  const char *nickname;
  LuwteDay day;        /* on which it goes; when a hold ends: the first day without it */
  gboolean hold_ends;  /* the day is that of a hold's end, and nothing may have to go */
  const char *hold_id; /* (nullable) */
  GPtrArray *records;  /* (element-type LuwteDueRecord): what goes on that day */
} LuwteWarningFields;

/* Takes copies, and a reference to the records. */
LuwteWarning *luwte_warning_new (const LuwteWarningFields *fields);
const LuwteWarningFields *luwte_warning_get_fields (LuwteWarning *self);
/* How many warnings of a list are about a day within @days from @today. */
guint luwte_warnings_count (GPtrArray *warnings, LuwteDay today, guint days);

G_END_DECLS
