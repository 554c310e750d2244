/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the ledger's records mean together. The rule for copies: a copy is listed before its first
 * byte is written, so that the app never makes one that it does not know of; whatever is erased
 * after that makes it stale, even while it is being made; it is on the list until it is gone. */

#include "luwte-vault-ledger-private.h"

#include "luwte-crypto.h"
#include "luwte-vault.h"

#include <string.h>

#define COPY_HEAD_BYTES (LUWTE_LEDGER_JOB_BYTES + 8 + 4)
#define MAX_PATH_BYTES  4096

LuwteMark
luwte_mark_of (const char *object_id)
{
  guint8 hash[LUWTE_HASH_BYTES];
  LuwteMark mark;

  luwte_hash (object_id, strlen (object_id), hash);
  memcpy (&mark, hash, sizeof mark);
  return mark;
}

static void
copy_free (gpointer data)
{
  LuwteCopy *self = data;

  g_free (self->path);
  g_free (self);
}

void
luwte_facts_init (LuwteFacts *self, gboolean collect)
{
  memset (self, 0, sizeof *self);
  self->copies = g_ptr_array_new_with_free_func (copy_free);
  self->erased = collect ? g_array_new (FALSE, FALSE, sizeof (LuwteMark)) : NULL;
}

void
luwte_facts_clear (LuwteFacts *self)
{
  g_clear_pointer (&self->copies, g_ptr_array_unref);
  g_clear_pointer (&self->erased, g_array_unref);
  g_clear_pointer (&self->wanted, g_free);
}

gboolean
luwte_facts_is_stale (const LuwteFacts *self, const LuwteCopy *copy)
{
  return copy->old || copy->seq < self->erased_seq;
}

static LuwteCopy *
find_copy (const LuwteFacts *self, const guint8 *id, guint *index)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      LuwteCopy *copy = g_ptr_array_index (self->copies, i);

      if (memcmp (copy->id, id, sizeof copy->id) != 0)
        continue;
      *index = i;
      return copy;
    }
  return NULL;
}

const LuwteCopy *
luwte_facts_find_copy (const LuwteFacts *self, const guint8 *id)
{
  guint index;

  return find_copy (self, id, &index);
}

static gboolean
take_anchor (LuwteFacts *self, const guint8 *payload, gsize length)
{
  gint64 seq;

  if (length != sizeof seq + LUWTE_MAC_BYTES)
    return FALSE;
  memcpy (&seq, payload, sizeof seq);
  self->audit_head.seq = GINT64_FROM_LE (seq);
  memcpy (self->audit_head.mac, payload + sizeof seq, LUWTE_MAC_BYTES);
  return TRUE;
}

/* Those of one deletion stand behind one another, in as many records as they need. */
static gboolean
take_erased (LuwteFacts *self, gint64 seq, const guint8 *payload, gsize length)
{
  const gsize n_bytes = length - LUWTE_LEDGER_JOB_BYTES;

  if (length < LUWTE_LEDGER_JOB_BYTES || n_bytes % sizeof (LuwteMark) != 0)
    return FALSE;
  if (memcmp (self->batch, payload, sizeof self->batch) != 0)
    {
      memcpy (self->batch, payload, sizeof self->batch);
      self->erased_from = self->erased ? self->erased->len : 0;
    }
  self->batch_seq = seq;
  self->erased_seq = seq;
  if (self->erased)
    g_array_append_vals (self->erased, payload + LUWTE_LEDGER_JOB_BYTES,
                         (guint) (n_bytes / sizeof (LuwteMark)));
  return TRUE;
}

static gboolean
take_void (LuwteFacts *self, const guint8 *payload, gsize length)
{
  if (length != sizeof self->batch || memcmp (self->batch, payload, length) != 0)
    return FALSE;
  if (self->erased)
    g_array_set_size (self->erased, self->erased_from);
  self->batch_seq = 0;
  return TRUE;
}

static gboolean
take_copy (LuwteFacts *self, gint64 seq, const guint8 *payload, gsize length)
{
  g_autofree char *path = NULL;
  LuwteCopy *copy;
  guint64 made_at;
  guint32 kind;

  if (length <= COPY_HEAD_BYTES || length > COPY_HEAD_BYTES + MAX_PATH_BYTES)
    return FALSE;
  path = g_strndup ((const char *) payload + COPY_HEAD_BYTES, length - COPY_HEAD_BYTES);
  memcpy (&made_at, payload + LUWTE_LEDGER_JOB_BYTES, sizeof made_at);
  memcpy (&kind, payload + LUWTE_LEDGER_JOB_BYTES + sizeof made_at, sizeof kind);
  kind = GUINT32_FROM_LE (kind);
  if (strlen (path) != length - COPY_HEAD_BYTES ||
      (kind != LUWTE_COPY_BACKUP && kind != LUWTE_COPY_SAFETY))
    return FALSE;
  copy = g_new0 (LuwteCopy, 1);
  memcpy (copy->id, payload, sizeof copy->id);
  copy->kind = kind;
  copy->made_at = (gint64) GUINT64_FROM_LE (made_at);
  copy->path = g_steal_pointer (&path);
  copy->seq = seq;
  g_ptr_array_add (self->copies, copy);
  return TRUE;
}

GByteArray *
luwte_facts_pack_copy (const LuwteCopy *copy)
{
  GByteArray *payload = g_byte_array_new ();
  const guint64 made_at = GUINT64_TO_LE ((guint64) copy->made_at);
  const guint32 kind = GUINT32_TO_LE ((guint32) copy->kind);

  g_byte_array_append (payload, copy->id, sizeof copy->id);
  g_byte_array_append (payload, (const guint8 *) &made_at, sizeof made_at);
  g_byte_array_append (payload, (const guint8 *) &kind, sizeof kind);
  g_byte_array_append (payload, (const guint8 *) copy->path, (guint) strlen (copy->path));
  return payload;
}

static gboolean
take_made (LuwteFacts *self, const guint8 *payload, gsize length)
{
  guint index;
  LuwteCopy *copy = length == LUWTE_LEDGER_JOB_BYTES ? find_copy (self, payload, &index) : NULL;

  if (!copy)
    return FALSE;
  copy->made = TRUE;
  if (copy->kind == LUWTE_COPY_BACKUP)
    g_clear_pointer (&self->wanted, g_free);
  return TRUE;
}

static gboolean
take_gone (LuwteFacts *self, const guint8 *payload, gsize length)
{
  guint index;
  guint32 why;
  LuwteCopy *copy = length == LUWTE_LEDGER_JOB_BYTES + sizeof why
                        ? find_copy (self, payload, &index)
                        : NULL;

  if (!copy)
    return FALSE;
  memcpy (&why, payload + LUWTE_LEDGER_JOB_BYTES, sizeof why);
  if (GUINT32_FROM_LE (why) == LUWTE_GONE_STALE && copy->kind == LUWTE_COPY_BACKUP && copy->made)
    g_set_str (&self->wanted, copy->path);
  g_ptr_array_remove_index (self->copies, index);
  return TRUE;
}

gboolean
luwte_facts_take (LuwteFacts *self, guint32 kind, gint64 seq, const guint8 *payload, gsize length)
{
  switch (kind)
    {
    case LUWTE_LEDGER_BEGUN:
      if (length != sizeof self->job)
        return FALSE;
      self->unfinished = TRUE;
      memcpy (self->job, payload, length);
      return TRUE;
    case LUWTE_LEDGER_DONE:
      self->unfinished = FALSE;
      return length == sizeof self->job;
    case LUWTE_LEDGER_ANCHOR:
      return take_anchor (self, payload, length);
    case LUWTE_LEDGER_ERASED:
      return take_erased (self, seq, payload, length);
    case LUWTE_LEDGER_VOID:
      return take_void (self, payload, length);
    case LUWTE_LEDGER_COPY:
      return take_copy (self, seq, payload, length);
    case LUWTE_LEDGER_MADE:
      return take_made (self, payload, length);
    case LUWTE_LEDGER_GONE:
      return take_gone (self, payload, length);
    case LUWTE_LEDGER_RENEWED:
      self->erased_seq = seq;
      return length == 0;
    default:
      return kind == LUWTE_LEDGER_CREATED || kind == LUWTE_LEDGER_REBUILT;
    }
}
