/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_CARD_NAME_BYTES 60

typedef struct _LuwteKeyPair LuwteKeyPair;

/**
 * LuwteCard:
 * @name: what the colleague calls herself; 1 to %LUWTE_CARD_NAME_BYTES bytes, without control
 *   characters
 * @box: public key that packs are sealed to
 * @sign: public key that her advice is signed with
 *
 * The card of one vault: what a team lead adds to the roster after comparing the fingerprint.
 */
typedef struct
{
  char *name;
  guint8 box[32];
  guint8 sign[32];
} LuwteCard;

/**
 * luwte_card_make:
 * @pair: the vault's own
 *
 * Returns: (transfer full) (nullable): the card as one line of text, "luwte-card:…", which also
 *   stands in the QR code; %NULL when the name cannot be one
 */
char *luwte_card_make (LuwteKeyPair *pair, const char *name);

/**
 * luwte_card_parse:
 * @text: what somebody sent; white space around it does not count
 *
 * Returns: (transfer full): %LUWTE_REVIEW_ERROR_NOT_A_PACK, _NEWER or _FORGED
 */
LuwteCard *luwte_card_parse (const char *text, GError **error);
void luwte_card_free (LuwteCard *self);

/* (transfer full): the id that a roster knows her by, %LUWTE_ID_LENGTH hexadecimal digits. */
char *luwte_card_id (const guint8 *box, const guint8 *sign);

/**
 * luwte_card_fingerprint:
 *
 * Ten Dutch words, to be read aloud and compared: 80 bits of the hash of both keys. Somebody who
 * wanted another key with the same words would have to try 2^80 of them.
 *
 * Returns: (transfer full): the words with spaces between
 */
char *luwte_card_fingerprint (const guint8 *box, const guint8 *sign);

gboolean luwte_card_name_is_valid (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteCard, luwte_card_free)

G_END_DECLS
