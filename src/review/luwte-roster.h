/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-card.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_ROSTER_MAX_MEMBERS 256
#define LUWTE_ROSTER_MAX_BYTES   (512 * 1024)

typedef struct _LuwteKey LuwteKey;

/**
 * LuwteRosterRole:
 * @LUWTE_ROSTER_COUNSELLOR: writes packs and receives hand-overs
 * @LUWTE_ROSTER_LEAD: signs the next roster, has the review board
 * @LUWTE_ROSTER_MEETING: takes part in the multidisciplinary review: reads packs, writes advice
 */
typedef enum
{
  LUWTE_ROSTER_COUNSELLOR = 1 << 0,
  LUWTE_ROSTER_LEAD = 1 << 1,
  LUWTE_ROSTER_MEETING = 1 << 2,
} LuwteRosterRole;

typedef struct _LuwteRosterMember
{
  char *id; /* luwte_card_id() */
  LuwteCard *card;
  guint roles; /* LuwteRosterRole */
} LuwteRosterMember;

/**
 * LuwteRoster: (ref-func luwte_roster_ref) (unref-func luwte_roster_unref)
 *
 * Who is in the team, as one lead has signed it: public keys, names, roles, and a fresh team key
 * sealed to each member. Immutable; a change is a roster with the next number.
 */
typedef struct _LuwteRoster LuwteRoster;

/**
 * luwte_roster_new_signed:
 * @previous: (nullable): the one in use; %NULL begins a team
 * @name: of the team
 * @members: (element-type LuwteRosterMember): the signing lead among them
 * @profiles: (nullable) (array zero-terminated=1): hashes, in hexadecimal digits, of profiles that
 *   the lead vouches for
 * @lead: the pair of a lead
 *
 * A new team key is made, so that who is no longer a member can read and write nothing from now on.
 *
 * Returns: (transfer full): %LUWTE_REVIEW_ERROR_NOT_SIGNED when @lead may not sign it,
 *   %LUWTE_REVIEW_ERROR_TOO_LARGE, %LUWTE_REVIEW_ERROR_NOT_MEMBER for a key that is none
 */
LuwteRoster *luwte_roster_new_signed (LuwteRoster *previous, const char *name, GPtrArray *members,
                                      const char *const *profiles, LuwteKeyPair *lead,
                                      GError **error);

/**
 * luwte_roster_parse:
 * @text: (array length=length): what somebody sent
 *
 * A roster that a lead of its own has signed. That says nothing yet about whether to believe her:
 * luwte_roster_check_follows(), or somebody who compares luwte_roster_fingerprint() with her.
 *
 * Returns: (transfer full): NOT_A_PACK, NEWER, FORGED, NOT_SIGNED
 */
LuwteRoster *luwte_roster_parse (const char *text, gsize length, GError **error);

/**
 * luwte_roster_check_follows:
 * @current: the roster in use
 *
 * Returns: %TRUE when @self is of the same team, has a higher number, and is signed by somebody who
 *   is a lead in @current; else UNKNOWN_ROSTER, OLDER or NOT_SIGNED
 */
gboolean luwte_roster_check_follows (LuwteRoster *self, LuwteRoster *current, GError **error);
/* Whether both are of one team and have the same number. */
gboolean luwte_roster_is_same (LuwteRoster *self, LuwteRoster *other);

LuwteRoster *luwte_roster_ref (LuwteRoster *self);
void luwte_roster_unref (LuwteRoster *self);

const char *luwte_roster_get_text (LuwteRoster *self);
const char *luwte_roster_get_team (LuwteRoster *self);
guint luwte_roster_get_number (LuwteRoster *self);
const char *luwte_roster_get_name (LuwteRoster *self);
/* (element-type LuwteRosterMember) (transfer none) */
GPtrArray *luwte_roster_get_members (LuwteRoster *self);
LuwteRosterMember *luwte_roster_find (LuwteRoster *self, const char *id);
/* (transfer full): the words of the lead who signed it. */
char *luwte_roster_fingerprint (LuwteRoster *self);
/* Her name. */
const char *luwte_roster_signed_by (LuwteRoster *self);
gboolean luwte_roster_vouches_for_profile (LuwteRoster *self, const char *hash);

/* (transfer full) (nullable): the team key, when @pair is a member's. */
LuwteKey *luwte_roster_open_team_key (LuwteRoster *self, LuwteKeyPair *pair);

LuwteRosterMember *luwte_roster_member_new (const LuwteCard *card, guint roles);
void luwte_roster_member_free (LuwteRosterMember *self);

/* "counsellor", "lead", "meeting"; 0 for another word. */
guint luwte_roster_role_from_code (const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRoster, luwte_roster_unref)

G_END_DECLS
