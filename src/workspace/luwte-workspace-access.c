/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who reads what. The vault says of each record to whom the one who has it open belongs: who wrote
 * it, a substitute of theirs today, the team; the lead's role stands in the vault, and is no switch
 * in the window. Whether that is enough is asked of the profile, of its one function on reading
 * (luwte_policy_may_read()), for each row of each query. What it does not allow is as if it were not
 * there; so the default is no. The lead is no reader of an "author" record. */

#include "config.h"

#include "luwte-workspace-private.h"

typedef struct
{
  LuwtePolicy *policy;
  gboolean lead;
} Reader;

static void
reader_free (gpointer data)
{
  Reader *self = data;

  g_object_unref (self->policy);
  g_free (self);
}

static gboolean
may_read (gpointer data, const char *line, const char *kind, guint reader)
{
  const Reader *self = data;
  LuwteReaders readers = LUWTE_READER_NOBODY;

  if (reader & LUWTE_READER_IS_AUTHOR)
    readers |= LUWTE_READER_AUTHOR;
  if (reader & LUWTE_READER_IS_SUBSTITUTE)
    readers |= LUWTE_READER_SUBSTITUTE;
  if (reader & LUWTE_READER_IS_TEAM)
    readers |= LUWTE_READER_TEAM;
  if (self->lead)
    readers |= LUWTE_READER_LEAD;
  return luwte_policy_may_read (self->policy, line, kind, readers, NULL);
}

void
luwte_workspace_install_readers (LuwteWorkspace *self)
{
  Reader *reader = g_new (Reader, 1);

  *reader = (Reader) { g_object_ref (self->policy), luwte_workspace_is_lead (self) };
  luwte_vault_set_read_rule (self->vault, may_read, reader, reader_free);
}
