/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FLAG (luwte_flag_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFlag, luwte_flag, LUWTE, FLAG, GObject)

/* A session flagged for the multidisciplinary review: why, how urgent, and the question. */

typedef struct
{
  const char *id;
  const char *session_id; /* the vault's object id */
  const char *dossier_id;
  const char *nickname;
  const char *reason; /* code */
  const char *question;
  gboolean urgent;
  gint64 created;
  LuwteDay due;
  gint64 sent; /* when the session was last sent to the meeting since; 0: not yet */
} LuwteFlagFields;

LuwteFlag *luwte_flag_new (const LuwteFlagFields *fields);
const LuwteFlagFields *luwte_flag_get_fields (LuwteFlag *self);

G_END_DECLS
