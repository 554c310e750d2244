/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "luwte-envelope-private.h"
#include "luwte-roster.h"

G_BEGIN_DECLS

#define LUWTE_PACK_MAX_PARTS    2000
#define LUWTE_PACK_MAX_TEXT     (64 * 1024)
#define LUWTE_PACK_MAX_QUESTION 4096
#define LUWTE_PACK_MAX_ADVICE   (32 * 1024)
/* Of the three hundred letters that the window takes, whatever they are. */
#define LUWTE_PACK_MAX_OUTCOME 1200

/**
 * LuwtePackKind:
 * @LUWTE_PACK_CASE: a flagged session for the meeting, by the team
 * @LUWTE_PACK_ADVICE: what the meeting advises, signed by who wrote it, to the reply key
 * @LUWTE_PACK_OUTCOME: what became of it, by the team, to those who advised
 * @LUWTE_PACK_HANDOVER: a dossier, signed by its author, to a substitute or the team
 * @LUWTE_PACK_ERASED: records that were erased after they were handed over, signed
 */
typedef enum
{
  LUWTE_PACK_CASE,
  LUWTE_PACK_ADVICE,
  LUWTE_PACK_OUTCOME,
  LUWTE_PACK_HANDOVER,
  LUWTE_PACK_ERASED,
} LuwtePackKind;

/**
 * LuwtePackHead:
 * @case_id: random, made for this case alone
 * @team: id of the roster's team
 * @roster: its number when the pack was made
 * @expires: the last month it may be read in, "2027-05"
 * @signer: (nullable): the roster's id of who signed it; %NULL where the team key vouches
 *
 * What every kind of pack has.
 */
typedef struct
{
  LuwtePackKind kind;
  char *case_id;
  char *team;
  guint roster;
  char *expires;
  char *signer;
} LuwtePackHead;

/* Whose rosters a vault believes: the newest first, then those it replaced not long ago. */
typedef struct
{
  LuwteRoster *roster;
  LuwteKey *team_key;
} LuwteRosterHeld;

/**
 * luwte_pack_seal:
 * @head: what stands in front; team and roster are filled in from @held
 * @body: (transfer none): the members of its own that the kind has
 * @boxes: public keys of the recipients
 * @signer: (nullable): as luwte_envelope_seal()
 *
 * Returns: (transfer full): the file
 */
GBytes *luwte_pack_seal (const LuwtePackHead *head, JsonObject *body, const LuwteRosterHeld *held,
                         const guint8 *const *boxes, guint n_boxes, LuwteKeyPair *signer,
                         GError **error);

/**
 * luwte_pack_open:
 * @reader: the vault's own pair, or the one-time pair that advice was asked to
 * @held: (element-type LuwteRosterHeld): the rosters believed
 * @month: this month, "2026-11"
 * @head: (out caller-allocates): luwte_pack_head_clear()
 *
 * In this order: form, key, seal, who vouches, expiry. Each refusal has its own code.
 *
 * Returns: (transfer full): the members of its own that the kind has, still unchecked
 */
JsonObject *luwte_pack_open (GBytes *file, LuwteKeyPair *reader, GPtrArray *held, const char *month,
                             LuwtePackHead *head, GError **error);

void luwte_pack_head_clear (LuwtePackHead *self);

LuwteRosterHeld *luwte_roster_held_new (LuwteRoster *roster, LuwteKey *team_key);
void luwte_roster_held_free (LuwteRosterHeld *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LuwtePackHead, luwte_pack_head_clear)

G_END_DECLS
