/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteRequest:
 * @id: random id
 * @dossier: random id; %NULL when dossiers were joined or split since it came in
 * @nickname: (nullable): the one by which the dossier was known last
 * @kind: a code of the profile's `rights.kinds`
 * @state: "received", "granted" or "refused"
 * @ground: (nullable): why it was refused
 * @received: the day it came in
 * @answer_by: the last day on which an answer is in time
 * @identity: the day somebody checked who asks, or %LUWTE_DAY_NONE
 * @ownership: the day somebody checked whose dossier it is, or %LUWTE_DAY_NONE
 * @decided: the day of the answer, or %LUWTE_DAY_NONE
 *
 * What somebody has asked about the own dossier. Nothing of what was shown as proof is kept.
 */
typedef struct
{
  char *id;
  char *dossier;
  char *nickname;
  char *kind;
  char *state;
  char *ground;
  LuwteDay received;
  LuwteDay answer_by;
  LuwteDay identity;
  LuwteDay ownership;
  LuwteDay decided;
} LuwteRequest;

void luwte_request_free (LuwteRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRequest, luwte_request_free)

/**
 * LuwteObjection:
 * @nickname: (nullable): the one by which the dossier was known last
 * @kind: "research" or "registration"
 * @day: the day it was registered
 * @role: who registered it: "counsellor" or "lead", never a name
 */
typedef struct
{
  char *dossier;
  char *nickname;
  char *kind;
  LuwteDay day;
  char *role;
} LuwteObjection;

/**
 * LuwteDecision:
 * @month: "2026-11"
 * @outcome: "granted" or "refused"
 * @ground: a code of luwte_rights_grounds(), or "other"
 * @early: although the law let the dossier be kept
 *
 * What was decided about an erasure, of nobody in particular.
 */
typedef struct
{
  char *month;
  char *outcome;
  char *ground;
  gboolean early;
} LuwteDecision;

void luwte_decision_free (LuwteDecision *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteDecision, luwte_decision_free)

void luwte_objection_free (LuwteObjection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteObjection, luwte_objection_free)

G_END_DECLS
