/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteKnown: how far a visitor is known by what he or she chose to tell (R9).
 * @LUWTE_KNOWN_ANONYMOUS: by a nickname and nothing else
 * @LUWTE_KNOWN_PARTLY: by something that narrows it down
 * @LUWTE_KNOWN_IDENTIFIED: by name
 */
typedef enum
{
  LUWTE_KNOWN_ANONYMOUS,
  LUWTE_KNOWN_PARTLY,
  LUWTE_KNOWN_IDENTIFIED,
} LuwteKnown;

/* "anonymous", "partly", "identified" */
const char *luwte_known_to_code (LuwteKnown known);
/* FALSE for another word */
gboolean luwte_known_from_code (const char *code, LuwteKnown *known);

/**
 * LuwteConsent:
 * @id: random id
 * @scope: a code of the profile's `sharing.consents`
 * @words: what was agreed to: as the profile said it that day, or which version of a text was read
 * @party: (nullable): with whom, where it is about somebody
 * @given: the day
 * @withdrawn: the day, or %LUWTE_DAY_NONE while it holds
 *
 * That somebody agreed to something. Never a copy of a document.
 */
typedef struct
{
  char *id;
  char *scope;
  char *words;
  char *party;
  LuwteDay given;
  LuwteDay withdrawn;
} LuwteConsent;

/* The scope that allows personal data in notes. */
#define LUWTE_CONSENT_PERSONAL_DATA "personal_data"

void luwte_consent_free (LuwteConsent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteConsent, luwte_consent_free)

/**
 * LuwteStanding:
 * @known: how far the visitor is known
 * @known_since: the day it was said, %LUWTE_DAY_NONE: from the beginning
 * @objected: the day of an objection to registration, %LUWTE_DAY_NONE when there is none
 * @consents: (element-type LuwteConsent): newest first, withdrawn ones too
 *
 * What may be written of the visitor of a dossier, or of a session that has none yet.
 */
typedef struct
{
  LuwteKnown known;
  LuwteDay known_since;
  LuwteDay objected;
  GPtrArray *consents;
} LuwteStanding;

void luwte_standing_free (LuwteStanding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteStanding, luwte_standing_free)
/* A consent of that scope that was not withdrawn. (transfer none) (nullable) */
const LuwteConsent *luwte_standing_get_consent (const LuwteStanding *self, const char *scope);

G_END_DECLS
