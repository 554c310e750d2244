/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* A scenario as it was read and checked (docs/practice.md has the format). */

typedef struct
{
  char **when; /* words, folded for comparing */
  char **say;
} LuwtePracticeAnswer;

typedef struct
{
  char *nickname;
  char *department;
  gboolean account;
  char *person; /* nullable: who it is, under whatever nickname */
  guint arrives_s;
  guint patience_s; /* how long it waits to be claimed */
  guint silence_s;  /* before each thing it says; 0: as people read */
  gboolean hurry;   /* short messages, one after the other */
  gboolean half;    /* begins to type at the end, and leaves instead */
  char **opening;
  GPtrArray *answers; /* LuwtePracticeAnswer */
  char **replies;
  char **farewell;
} LuwtePracticeCharacter;

typedef struct
{
  GPtrArray *departments; /* utf8 */
  GPtrArray *characters;  /* LuwtePracticeCharacter */
  guint repeat_s;         /* 0: once */
} LuwtePracticeScenario;

LuwtePracticeScenario *luwte_practice_scenario_new (const char *text, gsize length, GError **error);
void luwte_practice_scenario_free (LuwtePracticeScenario *self);
/* As "when" is compared: without case and accents. */
char *luwte_practice_scenario_fold (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwtePracticeScenario, luwte_practice_scenario_free)

G_END_DECLS
