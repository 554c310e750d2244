/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* The profiles that were accepted, as they came; the last one is in use, the others stay as the
 * proof of what was promised when. */

typedef struct
{
  gint64 seq;
  gint64 accepted_at;
  const char *profile_id;
  int version;
  GBytes *json;
  const char *choices;  /* JSON object of what set-up answered, key to value */
  const char *loosened; /* (nullable): the keys that it loosened, a line each */
  const char *reason;   /* (nullable): why it was loosened */
} LuwtePolicyRow;

void luwte_policy_row_free (LuwtePolicyRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwtePolicyRow, luwte_policy_row_free)

gboolean luwte_policy_table_add (LuwteDb *db, const LuwtePolicyRow *row, GError **error);

/* row: (out) (transfer full) (nullable): the one in use, NULL in a vault that has none */
gboolean luwte_policy_table_get (LuwteDb *db, LuwtePolicyRow **row, GError **error);

G_END_DECLS
