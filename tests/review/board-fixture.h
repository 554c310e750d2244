/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-board-private.h"
#include "luwte-team.h"
#include "luwte-test-vault.h"

/* Three vaults of one team and the folder between them. */

typedef struct
{
  LuwteTestVault *vault;
  LuwteTeam *team;
  LuwteBoard *board;
  LuwteTeamState *state;
} BoardPerson;

typedef struct
{
  LuwtePolicy *policy;
  char *folder;
  BoardPerson lead;
  BoardPerson author;
  BoardPerson other; /* a colleague who is in the team and not invited */
} BoardFixture;

/* What is done on the author's writer. */
typedef struct
{
  BoardFixture *fixture;
  const char *const *recipients;
  char *session;
  char *case_id;
  GError *error;
} BoardSending;

void board_test_stage (BoardPerson *lead, const char *card, guint roles);
LuwteRoster *board_test_sign (BoardPerson *lead);
void board_test_accept (BoardPerson *person, LuwteRoster *roster, const char *words);
void board_test_set_up (BoardFixture *fixture, gconstpointer data);
void board_test_tear_down (BoardFixture *fixture, gconstpointer data);
void board_test_send_in (LuwteDb *db, gpointer data);
char *board_test_send_case_to (BoardFixture *fixture, const char *const *to);
char *board_test_send_case (BoardFixture *fixture);
int board_test_deliver (BoardPerson *person, const char *folder, GError **error);
GPtrArray *board_test_take_in (BoardPerson *person, const char *folder);
GPtrArray *board_test_list (BoardPerson *person);
gboolean board_test_advise_in_words (BoardPerson *person, const char *case_id, const char *words,
                                     GError **error);
gboolean board_test_advise (BoardPerson *person, const char *case_id, GError **error);
GPtrArray *board_test_answers (BoardPerson *person);
gboolean board_test_report (BoardPerson *person, const char *id, const char *outcome,
                            GError **error);
void board_test_acknowledge (BoardPerson *person, const char *id, const char *outcome);
void board_test_assert_taken (GPtrArray *taken, const char *kind, int refusal);
