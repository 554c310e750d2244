/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* Who is the same visitor, as a service may know it by means that no counsellor is told: here the
 * script says it. For a lead's links and for blocking. */
typedef struct _LuwtePracticePeople LuwtePracticePeople;

typedef struct
{
  char *link;           /* opaque, made here: says nothing outside this service */
  GPtrArray *nicknames; /* utf8, each once */
  guint visits;
  gint64 last_at;
  gint64 blocked_until; /* unix s, 0: not */
} LuwtePracticePerson;

LuwtePracticePeople *luwte_practice_people_new (void);
void luwte_practice_people_free (LuwtePracticePeople *self);
/* (nullable): NULL for a stranger, who never comes back. name: (nullable): who it is */
LuwtePracticePerson *luwte_practice_people_get (LuwtePracticePeople *self, const char *name);
void luwte_practice_people_visits (LuwtePracticePeople *self, LuwtePracticePerson *person,
                                   const char *nickname);
/* (transfer none) (element-type LuwtePracticePerson): who came more than once */
GPtrArray *luwte_practice_people_list (LuwtePracticePeople *self);

G_END_DECLS
