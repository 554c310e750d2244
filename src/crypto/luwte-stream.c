/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-stream.h"

#include "luwte-crypto.h"

#include <sodium.h>

G_STATIC_ASSERT (LUWTE_STREAM_HEADER == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
G_STATIC_ASSERT (LUWTE_STREAM_PIECE_SEALED ==
                 LUWTE_STREAM_PIECE + crypto_secretstream_xchacha20poly1305_ABYTES);
G_STATIC_ASSERT (LUWTE_KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES);

static guint8
tag_of (gsize piece, gsize n_pieces)
{
  return piece + 1 == n_pieces ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                               : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
}

GBytes *
luwte_stream_seal (LuwteKey *key, gconstpointer aad, gsize aad_length, gconstpointer text,
                   gsize length)
{
  const gsize n_pieces = length / LUWTE_STREAM_PIECE;
  const gsize sealed_length = LUWTE_STREAM_HEADER + n_pieces * LUWTE_STREAM_PIECE_SEALED;
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 *sealed;

  g_return_val_if_fail (length > 0 && length % LUWTE_STREAM_PIECE == 0, NULL);

  sealed = g_malloc (sealed_length);
  crypto_secretstream_xchacha20poly1305_init_push (&state, sealed, luwte_key_peek (key));
  for (gsize i = 0; i < n_pieces; i++)
    crypto_secretstream_xchacha20poly1305_push (
        &state, sealed + LUWTE_STREAM_HEADER + i * LUWTE_STREAM_PIECE_SEALED, NULL,
        (const guint8 *) text + i * LUWTE_STREAM_PIECE, LUWTE_STREAM_PIECE, i == 0 ? aad : NULL,
        i == 0 ? aad_length : 0, tag_of (i, n_pieces));
  sodium_memzero (&state, sizeof state);
  return g_bytes_new_take (sealed, sealed_length);
}

static gboolean
open_pieces (LuwteKey *key, gconstpointer aad, gsize aad_length, const guint8 *sealed,
             gsize n_pieces, guint8 *text)
{
  crypto_secretstream_xchacha20poly1305_state state;
  gboolean whole;
  guint8 tag = 0;

  whole = crypto_secretstream_xchacha20poly1305_init_pull (&state, sealed, luwte_key_peek (key)) ==
          0;
  for (gsize i = 0; whole && i < n_pieces; i++)
    whole = crypto_secretstream_xchacha20poly1305_pull (
                &state, text + i * LUWTE_STREAM_PIECE, NULL, &tag,
                sealed + LUWTE_STREAM_HEADER + i * LUWTE_STREAM_PIECE_SEALED,
                LUWTE_STREAM_PIECE_SEALED, i == 0 ? aad : NULL, i == 0 ? aad_length : 0) == 0 &&
            tag == tag_of (i, n_pieces);
  sodium_memzero (&state, sizeof state);
  return whole;
}

guint8 *
luwte_stream_open (LuwteKey *key, gconstpointer aad, gsize aad_length, const guint8 *sealed,
                   gsize length, gsize *text_length, GError **error)
{
  const gsize body = length > LUWTE_STREAM_HEADER ? length - LUWTE_STREAM_HEADER : 0;
  const gsize n_pieces = body / LUWTE_STREAM_PIECE_SEALED;
  guint8 *text = NULL;

  *text_length = n_pieces * LUWTE_STREAM_PIECE;
  if (n_pieces > 0 && body % LUWTE_STREAM_PIECE_SEALED == 0)
    {
      text = luwte_guarded_new (*text_length);
      if (open_pieces (key, aad, aad_length, sealed, n_pieces, text))
        return text;
      luwte_guarded_free (text);
    }
  *text_length = 0;
  g_set_error_literal (error, LUWTE_CRYPTO_ERROR, LUWTE_CRYPTO_ERROR_FORGED,
                       "The sealed stream was changed or is not whole");
  return NULL;
}
