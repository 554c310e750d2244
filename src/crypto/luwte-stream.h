/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key.h"

G_BEGIN_DECLS

/* A sealed stream is a header and then pieces of this many bytes, each with its seal. */
#define LUWTE_STREAM_PIECE        16384
#define LUWTE_STREAM_PIECE_SEALED (LUWTE_STREAM_PIECE + 17)
#define LUWTE_STREAM_HEADER       24

/**
 * luwte_stream_seal:
 * @key: used for this one stream and never again
 * @aad: bound to the first piece
 * @text: (array length=length): whole pieces, one at least
 *
 * libsodium's secretstream (XChaCha20-Poly1305): a piece that is changed, dropped, doubled or moved
 * does not open, and neither does a stream whose end is missing.
 *
 * Returns: (transfer full): header and pieces
 */
GBytes *luwte_stream_seal (LuwteKey *key, gconstpointer aad, gsize aad_length, gconstpointer text,
                           gsize length);

/**
 * luwte_stream_open:
 * @sealed: (array length=length): what came from outside
 * @text_length: (out): bytes
 *
 * Returns: (transfer full) (nullable): the text, for luwte_guarded_free(), or %NULL with
 *   %LUWTE_CRYPTO_ERROR_FORGED
 */
guint8 *luwte_stream_open (LuwteKey *key, gconstpointer aad, gsize aad_length, const guint8 *sealed,
                           gsize length, gsize *text_length, GError **error);

G_END_DECLS
