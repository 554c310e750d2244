/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-crypto.h"
#include "luwte-key-pair.h"

G_BEGIN_DECLS

/* The form of every file that travels between vaults; docs/review-pack.md has it byte by byte. */

#define LUWTE_ENVELOPE_BOXES 32
/* What stands before the stream: format and boxes. */
#define LUWTE_ENVELOPE_HEAD        (8 + LUWTE_BOXES_BYTES (LUWTE_ENVELOPE_BOXES))
#define LUWTE_ENVELOPE_MAX_PAYLOAD (4 * 1024 * 1024)
/* The longest file there can be. */
#define LUWTE_ENVELOPE_MAX_FILE (8 * 1024 * 1024 + 16 * 1024)

/**
 * LuwteEnvelope:
 * @payload: JSON, wiped with the envelope
 *
 * What one of the recipients found in a file.
 */
typedef struct
{
  const guint8 *payload; /* borrowed from the text */
  gsize length;

  /*< private >*/
  guint8 *text; /* guarded */
  guint8 binding[LUWTE_HASH_BYTES];
  guint8 auth[LUWTE_SIGNATURE_BYTES];
} LuwteEnvelope;

/**
 * luwte_envelope_seal:
 * @boxes: (array length=n_boxes): public keys of the recipients, 1 to %LUWTE_ENVELOPE_BOXES
 * @team: (nullable): authenticates it as written by somebody of the team, nobody in particular
 * @signer: (nullable): signs it, where @team is %NULL
 *
 * Returns: (transfer full): the file, or %NULL with %LUWTE_REVIEW_ERROR_TOO_LARGE or
 *   %LUWTE_REVIEW_ERROR_NOT_MEMBER (an unusable key)
 */
GBytes *luwte_envelope_seal (const guint8 *const *boxes, guint n_boxes, LuwteKey *team,
                             LuwteKeyPair *signer, const char *payload, gsize length,
                             GError **error);

/**
 * luwte_envelope_open:
 * @file: what came from outside
 *
 * Says nothing yet about who wrote it.
 *
 * Returns: (transfer full): NOT_A_PACK, NEWER, NOT_WHOLE, NOT_FOR_ME, FORGED
 */
LuwteEnvelope *luwte_envelope_open (LuwteKeyPair *reader, GBytes *file, GError **error);
void luwte_envelope_free (LuwteEnvelope *self);

gboolean luwte_envelope_is_by_team (const LuwteEnvelope *self, LuwteKey *team);
gboolean luwte_envelope_is_signed_by (const LuwteEnvelope *self, const guint8 *sign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteEnvelope, luwte_envelope_free)

G_END_DECLS
