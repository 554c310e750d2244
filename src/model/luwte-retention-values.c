/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-retention-values.h"

#include <string.h>

struct _LuwteDueRecord
{
  GObject parent_instance;

  LuwteDueRecordFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteDueRecord, luwte_due_record, G_TYPE_OBJECT)

static void
luwte_due_record_finalize (GObject *object)
{
  LuwteDueRecord *self = LUWTE_DUE_RECORD (object);

  g_free ((char *) self->fields.object);
  g_free ((char *) self->fields.kind);
  g_free ((char *) self->fields.line);
  g_free ((char *) self->fields.from);
  G_OBJECT_CLASS (luwte_due_record_parent_class)->finalize (object);
}

static void
luwte_due_record_class_init (LuwteDueRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_due_record_finalize;
}

static void
luwte_due_record_init (LuwteDueRecord *self)
{
}

LuwteDueRecord *
luwte_due_record_new (const LuwteDueRecordFields *fields)
{
  LuwteDueRecord *self = g_object_new (LUWTE_TYPE_DUE_RECORD, NULL);

  self->fields = *fields;
  self->fields.object = g_strdup (fields->object);
  self->fields.kind = g_strdup (fields->kind);
  self->fields.line = g_strdup (fields->line);
  self->fields.from = g_strdup (fields->from);
  return self;
}

const LuwteDueRecordFields *
luwte_due_record_get_fields (LuwteDueRecord *self)
{
  g_return_val_if_fail (LUWTE_IS_DUE_RECORD (self), NULL);
  return &self->fields;
}

struct _LuwteTombstone
{
  GObject parent_instance;

  char *line;
  char *topic;
  char *month;
  char *channel;
};

G_DEFINE_FINAL_TYPE (LuwteTombstone, luwte_tombstone, G_TYPE_OBJECT)

static void
luwte_tombstone_finalize (GObject *object)
{
  LuwteTombstone *self = LUWTE_TOMBSTONE (object);

  g_free (self->line);
  g_free (self->topic);
  g_free (self->month);
  g_free (self->channel);
  G_OBJECT_CLASS (luwte_tombstone_parent_class)->finalize (object);
}

static void
luwte_tombstone_class_init (LuwteTombstoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_tombstone_finalize;
}

static void
luwte_tombstone_init (LuwteTombstone *self)
{
}

LuwteTombstone *
luwte_tombstone_new (const char *line, const char *topic, const char *month, const char *channel)
{
  LuwteTombstone *self = g_object_new (LUWTE_TYPE_TOMBSTONE, NULL);

  self->line = g_strdup (line);
  self->topic = g_strdup (topic);
  self->month = g_strdup (month);
  self->channel = g_strdup (channel);
  return self;
}

const char *
luwte_tombstone_get_line (LuwteTombstone *self)
{
  g_return_val_if_fail (LUWTE_IS_TOMBSTONE (self), NULL);
  return self->line;
}

const char *
luwte_tombstone_get_topic (LuwteTombstone *self)
{
  g_return_val_if_fail (LUWTE_IS_TOMBSTONE (self), NULL);
  return self->topic;
}

const char *
luwte_tombstone_get_month (LuwteTombstone *self)
{
  g_return_val_if_fail (LUWTE_IS_TOMBSTONE (self), NULL);
  return self->month;
}

const char *
luwte_tombstone_get_channel (LuwteTombstone *self)
{
  g_return_val_if_fail (LUWTE_IS_TOMBSTONE (self), NULL);
  return self->channel;
}

struct _LuwteReceipt
{
  GObject parent_instance;

  gint64 at;
  guint n_records;
  guint n_sessions;
  guint n_tombstones;
  guint n_held;
  gboolean finished;
};

G_DEFINE_FINAL_TYPE (LuwteReceipt, luwte_receipt, G_TYPE_OBJECT)

static void
luwte_receipt_class_init (LuwteReceiptClass *klass)
{
}

static void
luwte_receipt_init (LuwteReceipt *self)
{
}

LuwteReceipt *
luwte_receipt_new (gint64 at, guint n_records, guint n_sessions, guint n_tombstones, guint n_held,
                   gboolean finished)
{
  LuwteReceipt *self = g_object_new (LUWTE_TYPE_RECEIPT, NULL);

  self->at = at;
  self->n_records = n_records;
  self->n_sessions = n_sessions;
  self->n_tombstones = n_tombstones;
  self->n_held = n_held;
  self->finished = finished;
  return self;
}

gint64
luwte_receipt_get_at (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), 0);
  return self->at;
}

guint
luwte_receipt_get_n_records (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), 0);
  return self->n_records;
}

guint
luwte_receipt_get_n_sessions (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), 0);
  return self->n_sessions;
}

guint
luwte_receipt_get_n_tombstones (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), 0);
  return self->n_tombstones;
}

guint
luwte_receipt_get_n_held (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), 0);
  return self->n_held;
}

gboolean
luwte_receipt_get_finished (LuwteReceipt *self)
{
  g_return_val_if_fail (LUWTE_IS_RECEIPT (self), FALSE);
  return self->finished;
}

struct _LuwteHold
{
  GObject parent_instance;

  LuwteHoldFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteHold, luwte_hold, G_TYPE_OBJECT)

static void
luwte_hold_finalize (GObject *object)
{
  LuwteHold *self = LUWTE_HOLD (object);

  g_free ((char *) self->fields.id);
  g_free ((char *) self->fields.dossier_id);
  g_free ((char *) self->fields.nickname);
  g_free ((char *) self->fields.reason);
  g_free ((char *) self->fields.scope);
  G_OBJECT_CLASS (luwte_hold_parent_class)->finalize (object);
}

static void
luwte_hold_class_init (LuwteHoldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_hold_finalize;
}

static void
luwte_hold_init (LuwteHold *self)
{
}

LuwteHold *
luwte_hold_new (const LuwteHoldFields *fields)
{
  LuwteHold *self = g_object_new (LUWTE_TYPE_HOLD, NULL);

  self->fields = *fields;
  self->fields.id = g_strdup (fields->id);
  self->fields.dossier_id = g_strdup (fields->dossier_id);
  self->fields.nickname = g_strdup (fields->nickname);
  self->fields.reason = g_strdup (fields->reason);
  self->fields.scope = g_strdup (fields->scope);
  return self;
}

const char *
luwte_hold_get_id (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), NULL);
  return self->fields.id;
}

const char *
luwte_hold_get_dossier_id (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), NULL);
  return self->fields.dossier_id;
}

const char *
luwte_hold_get_nickname (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), NULL);
  return self->fields.nickname;
}

const char *
luwte_hold_get_reason (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), NULL);
  return self->fields.reason;
}

char *
luwte_hold_dup_kind (LuwteHold *self)
{
  const char *slash;

  g_return_val_if_fail (LUWTE_IS_HOLD (self), NULL);

  slash = self->fields.scope != NULL ? strrchr (self->fields.scope, '/') : NULL;
  return slash != NULL ? g_strdup (slash + 1) : NULL;
}

LuwteDay
luwte_hold_get_from (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), LUWTE_DAY_NONE);
  return self->fields.from;
}

LuwteDay
luwte_hold_get_until (LuwteHold *self)
{
  g_return_val_if_fail (LUWTE_IS_HOLD (self), LUWTE_DAY_NONE);
  return self->fields.until;
}

struct _LuwteWarning
{
  GObject parent_instance;

  LuwteWarningFields fields; /* owned strings */
};

G_DEFINE_FINAL_TYPE (LuwteWarning, luwte_warning, G_TYPE_OBJECT)

static void
luwte_warning_finalize (GObject *object)
{
  LuwteWarning *self = LUWTE_WARNING (object);

  g_free ((char *) self->fields.dossier_id);
  g_free ((char *) self->fields.nickname);
  g_free ((char *) self->fields.hold_id);
  g_clear_pointer (&self->fields.records, g_ptr_array_unref);
  G_OBJECT_CLASS (luwte_warning_parent_class)->finalize (object);
}

static void
luwte_warning_class_init (LuwteWarningClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_warning_finalize;
}

static void
luwte_warning_init (LuwteWarning *self)
{
}

LuwteWarning *
luwte_warning_new (const LuwteWarningFields *fields)
{
  LuwteWarning *self = g_object_new (LUWTE_TYPE_WARNING, NULL);

  self->fields = *fields;
  self->fields.dossier_id = g_strdup (fields->dossier_id);
  self->fields.nickname = g_strdup (fields->nickname);
  self->fields.hold_id = g_strdup (fields->hold_id);
  self->fields.records = g_ptr_array_ref (fields->records);
  return self;
}

const LuwteWarningFields *
luwte_warning_get_fields (LuwteWarning *self)
{
  g_return_val_if_fail (LUWTE_IS_WARNING (self), NULL);
  return &self->fields;
}

guint
luwte_warnings_count (GPtrArray *warnings, LuwteDay today, guint days)
{
  guint n = 0;

  for (guint i = 0; i < warnings->len; i++)
    {
      const LuwteWarningFields *fields = luwte_warning_get_fields (g_ptr_array_index (warnings, i));

      n += fields->day <= today + (LuwteDay) days ? 1 : 0;
    }
  return n;
}
