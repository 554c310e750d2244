/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words that every query of a record shares. In them `s` is the session, `d` its dossier (LEFT
 * JOIN, a session may have none), and ?1 is luwte_db_today(): a hold past its last day holds
 * nothing, whether or not a run has ended it. */

/* Held, or its term was renewed: the hold has a scope then. */
#define LUWTE_SQL_HELD(kind)                                                              \
  "EXISTS (SELECT 1 FROM hold h WHERE h.dossier_id = s.dossier_id AND h.ended_at IS NULL" \
  " AND (h.until_day IS NULL OR h.until_day >= ?1)"                                       \
  " AND (h.scope IS NULL OR h.scope = s.line || '/' || " kind "))"

#define LUWTE_SQL_TERM(kind, created_day) \
  "s.line, " kind ", " created_day ", s.closed_day, IFNULL (d.last_contact_day, s.active_day)"

/* To whom the owner of this vault belongs with regard to what stands in the session: 1 who wrote it,
 * 2 a substitute today, 4 the team; nobody from the day on which what was handed over must be gone.
 * The lead's role is not in the data (luwte-vault.h). */
#define LUWTE_SQL_READER                                                                        \
  "CASE WHEN s.author IS NULL THEN 1 WHEN s.gone_day <= ?1 THEN 0"                              \
  " WHEN EXISTS (SELECT 1 FROM substitute u"                                                    \
  " WHERE u.author = s.author AND u.ended_at IS NULL AND ?1 BETWEEN u.from_day AND u.until_day" \
  " AND (u.dossier_id IS NULL OR u.dossier_id = s.dossier_id)) THEN 6 ELSE 4 END"

#define LUWTE_SQL_SHOWN(kind, created_day)                                  \
  " luwte_shown (" LUWTE_SQL_TERM (kind, created_day) ", " LUWTE_SQL_HELD ( \
      kind) ", " LUWTE_SQL_READER ")"

#define LUWTE_SQL_DUE(kind, created_day) " luwte_due (" LUWTE_SQL_TERM (kind, created_day) ")"
