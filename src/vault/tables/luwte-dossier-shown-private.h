/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-record-sql-private.h"

#define LUWTE_SQL_HAS_SHOWN(table, kind) \
  " OR EXISTS (SELECT 1 FROM " table     \
  " r WHERE r.session_id = s.id AND" LUWTE_SQL_SHOWN (kind, "r.created_day") ")"

/* Whether anything of a dossier may be shown: a session that is open, or a record that is not due.
 * Its nickname is shown exactly as long (retention rule 6). */
#define LUWTE_SQL_DOSSIER_SHOWN(dossier)                                                  \
  " EXISTS (SELECT 1 FROM session s JOIN dossier d ON d.id = s.dossier_id"                \
  " WHERE s.dossier_id = " dossier                                                        \
  " AND (s.closed_day IS NULL" LUWTE_SQL_HAS_SHOWN ("note", "r.kind")                     \
      LUWTE_SQL_HAS_SHOWN ("flag", "'flag'") LUWTE_SQL_HAS_SHOWN ("consent", "'consent'") \
          LUWTE_SQL_HAS_SHOWN ("message", "'message'") "))"
