/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a trainer has chosen to go wrong between the service and its counsellors. The pages are left
 * alone: whoever makes the trouble must be able to end it. */

typedef enum
{
  LUWTE_PRACTICE_DELAY,      /* milliseconds that each answer and event waits */
  LUWTE_PRACTICE_LOSS,       /* of these and the rest: of each hundred. No answer; no event */
  LUWTE_PRACTICE_DUPLICATE,  /* what is asked is done twice; an event comes twice */
  LUWTE_PRACTICE_REORDER,    /* an event comes after the next one */
  LUWTE_PRACTICE_WRONG_JSON, /* half an answer, half an event */
  LUWTE_PRACTICE_ERRORS,     /* 500, and nothing is done */
  LUWTE_PRACTICE_DROP,       /* the socket ends within the answer, after the event */
  LUWTE_PRACTICE_SLOW,       /* an answer comes a few bytes at a time */
  LUWTE_PRACTICE_N_TROUBLES,
} LuwtePracticeTroubleKind;

#define LUWTE_TYPE_PRACTICE_TROUBLE (luwte_practice_trouble_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePracticeTrouble, luwte_practice_trouble, LUWTE, PRACTICE_TROUBLE,
                      GObject)

LuwtePracticeTrouble *luwte_practice_trouble_new (void);
/* What of it is in object is set, the rest stays as it is. FALSE, and nothing is changed, when a
 * member is not known or not within its bounds. */
gboolean luwte_practice_trouble_set (LuwtePracticeTrouble *self, JsonObject *object);
/* All ends at once. */
void luwte_practice_trouble_calm (LuwtePracticeTrouble *self);
guint luwte_practice_trouble_get (LuwtePracticeTrouble *self, LuwtePracticeTroubleKind kind);
/* Whether it happens now, by chance; what happens is counted. */
gboolean luwte_practice_trouble_strikes (LuwtePracticeTrouble *self, LuwtePracticeTroubleKind kind);
/* The members "trouble" and "met": what is chosen, and how often it has happened. */
void luwte_practice_trouble_describe (LuwtePracticeTrouble *self, JsonBuilder *builder);

G_END_DECLS
