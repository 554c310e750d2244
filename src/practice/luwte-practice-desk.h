/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-practice-room.h"

G_BEGIN_DECLS

/* What is not a session: questions that somebody left, and what the team says among itself. */

typedef enum
{
  LUWTE_PRACTICE_QUESTION_OPEN,
  LUWTE_PRACTICE_QUESTION_CLAIMED,
  LUWTE_PRACTICE_QUESTION_ANSWERED,
  LUWTE_PRACTICE_QUESTION_GONE,
} LuwtePracticeQuestionState;

typedef struct
{
  char *id;
  char *code; /* who asked reads the answer with it; never told to staff */
  char *department;
  LuwtePracticeQuestionState state;
  LuwtePracticeAccount *owner; /* nullable */
  gint64 asked_at;
  char *text;
  gint64 answered_at;
  char *answer; /* nullable */
} LuwtePracticeQuestion;

typedef struct
{
  char *id;
  char *client_id;
  LuwtePracticeAccount *author;
  gint64 at;
  char *text;
} LuwtePracticeTeamMessage;

#define LUWTE_TYPE_PRACTICE_DESK (luwte_practice_desk_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeDesk, luwte_practice_desk, LUWTE, PRACTICE_DESK, GObject)

/* Signals: "question" (LuwtePracticeQuestion *): new, changed or gone; "team"
 * (LuwtePracticeTeamMessage *). */

LuwtePracticeDesk *luwte_practice_desk_new (void);

/* NULL when there are too many. */
LuwtePracticeQuestion *luwte_practice_desk_ask (LuwtePracticeDesk *self, const char *department,
                                                const char *text);
LuwtePracticeQuestion *luwte_practice_desk_find (LuwtePracticeDesk *self, const char *id);
LuwtePracticeQuestion *luwte_practice_desk_find_by_code (LuwtePracticeDesk *self, const char *code);
/* (transfer none) (element-type LuwtePracticeQuestion): oldest first */
GPtrArray *luwte_practice_desk_get_questions (LuwtePracticeDesk *self);
LuwtePracticeVerdict luwte_practice_desk_claim (LuwtePracticeDesk *self,
                                                LuwtePracticeQuestion *question,
                                                LuwtePracticeAccount *account);
LuwtePracticeVerdict luwte_practice_desk_release (LuwtePracticeDesk *self,
                                                  LuwtePracticeQuestion *question,
                                                  LuwtePracticeAccount *account);
LuwtePracticeVerdict luwte_practice_desk_answer (LuwtePracticeDesk *self,
                                                 LuwtePracticeQuestion *question,
                                                 LuwtePracticeAccount *account, const char *text);
/* Frees question when it answers DONE. */
LuwtePracticeVerdict luwte_practice_desk_erase (LuwtePracticeDesk *self,
                                                LuwtePracticeQuestion *question,
                                                LuwtePracticeAccount *account);

/* A client id that its author used before answers with the message that there is. */
LuwtePracticeVerdict luwte_practice_desk_say (LuwtePracticeDesk *self, LuwtePracticeAccount *author,
                                              const char *client_id, const char *text,
                                              LuwtePracticeTeamMessage **message);
/* (transfer none) (element-type LuwtePracticeTeamMessage): oldest first */
GPtrArray *luwte_practice_desk_get_team (LuwtePracticeDesk *self);

G_END_DECLS
