/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-ui-fixture.h"

G_BEGIN_DECLS

/* Two vaults of one team: Mila, who writes, and Hanna, who leads; their roster is accepted in both,
 * and they share a folder. */
typedef struct
{
  LuwteUiFixture *author;
  LuwteUiFixture *lead;
  char *folder;
} LuwteTeamFixture;

LuwteTeamFixture *luwte_team_fixture_new (void);
void luwte_team_fixture_free (LuwteTeamFixture *self);
/* A note under that nickname, whose session is flagged with that question. */
void luwte_team_fixture_flag (LuwteTeamFixture *self, const char *nickname, const char *note,
                              const char *question, gboolean urgent);

/* Seals every flag that was not put to the meeting yet for Hanna, and brings it to the folder. Open
 * questions are answered: it goes. */
void luwte_team_fixture_send (LuwteTeamFixture *self);
/* The page of nicknames in a window, with the dossier of that nickname shown. */
GtkWindow *luwte_team_fixture_open_dossier (LuwteUiFixture *fixture, const char *nickname,
                                            int width, int height);
/* In the folder. */
guint luwte_team_fixture_n_files (LuwteTeamFixture *self);

G_END_DECLS
