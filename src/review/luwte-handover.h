/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-board.h"

G_BEGIN_DECLS

/**
 * LuwteHandoverRequest:
 * @dossier_id: (nullable): %NULL for every dossier with anything that the owner of this vault wrote
 * @summary: the newest note alone
 * @team: to everybody of the roster, and for those who read as the team
 * @leaving: she leaves: what is handed over keeps its topic with whoever receives it
 * @recipients: (nullable) (array zero-terminated=1): ids in the roster; not with @team
 * @from: the first day that it may be read on
 * @until: the last one; %LUWTE_DAY_NONE: as long as its term runs
 */
typedef struct
{
  const char *dossier_id;
  gboolean summary;
  gboolean team;
  gboolean leaving;
  const char *const *recipients;
  LuwteDay from;
  LuwteDay until;
} LuwteHandoverRequest;

/**
 * LuwteHandover:
 * @outgoing: from this vault; else to it
 * @nickname: (nullable): of the dossier, while it is there
 * @peers: to whom, or from whom: names, or ids of those who are no longer in the roster
 * @until: the last day; %LUWTE_DAY_NONE: as long as its term runs
 * @n_records: of which something is left
 */
typedef struct
{
  char *id;
  gboolean outgoing;
  char *dossier_id;
  char *nickname;
  char *peers;
  LuwteDay made;
  LuwteDay until;
  guint n_records;
} LuwteHandover;

void luwte_handover_free (LuwteHandover *self);

/**
 * luwte_board_hand_over_async:
 *
 * Seals notes, signed and not redacted, to a substitute or the team (R38, R50): those that the
 * profile lets such a reader read, of sessions that are closed. They go there with their dates, and
 * are erased on the same day; what is erased here on request is erased there, and the other way
 * round. %LUWTE_POLICY_ERROR_REFUSED when nothing of it may be read by them.
 */
void luwte_board_hand_over_async (LuwteBoard *self, const LuwteHandoverRequest *request,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
/* How many dossiers lie ready now, -1 on failure. */
int luwte_board_hand_over_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteHandover): newest first */
void luwte_board_handovers_async (LuwteBoard *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_board_handovers_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

G_END_DECLS
