/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a file tells nothing in clear but its format. Thirty-two boxes stand in it whoever it
 * is for; in the places that are not needed stand random bytes, which nobody can tell from a box. The text is padded to a power of two. Whoever opens it cannot seal it to
 * somebody else in the writer's name: MAC and signature cover the boxes, too. */

#include "luwte-envelope-private.h"

#include "luwte-review-error.h"
#include "luwte-secret.h"
#include "luwte-stream.h"

#include <string.h>

#define MAGIC        "LuwtePk"
#define MAGIC_LENGTH 7
#define FORMAT       2

/* In front of the payload: MAC or signature, and the payload's length. */
#define FRAME   (LUWTE_SIGNATURE_BYTES + 4)

#define SIGNING "luwte envelope 1"

G_DEFINE_QUARK (luwte_review_error, luwte_review_error)

/* Whole pieces, their number a power of two. */
static gsize
padded (gsize length)
{
  gsize size = LUWTE_STREAM_PIECE;

  while (size < length)
    size *= 2;
  return size;
}

static void
mac_by_team (LuwteKey *team, const guint8 *binding, const guint8 *payload, gsize length,
             guint8 mac[LUWTE_MAC_BYTES])
{
  g_autoptr (LuwteKey) key = luwte_key_derive (team, "LuwtTeam", 1);

  luwte_key_mac (key, binding, LUWTE_HASH_BYTES, payload, length, mac);
}

/* What is signed: the boxes' hash, then the payload. (transfer full): guarded */
static guint8 *
signed_bytes (const guint8 *binding, const guint8 *payload, gsize length)
{
  guint8 *bytes = luwte_guarded_new (LUWTE_HASH_BYTES + length);

  memcpy (bytes, binding, LUWTE_HASH_BYTES);
  memcpy (bytes + LUWTE_HASH_BYTES, payload, length);
  return bytes;
}

static guint8 *
frame (const guint8 *binding, LuwteKey *team, LuwteKeyPair *signer, const char *payload,
       gsize length, gsize *text_length)
{
  const guint32 little = GUINT32_TO_LE ((guint32) length);
  guint8 *text;

  *text_length = padded (FRAME + length);
  text = luwte_guarded_new (*text_length);
  if (team != NULL)
    mac_by_team (team, binding, (const guint8 *) payload, length, text);
  else
    {
      guint8 *bytes = signed_bytes (binding, (const guint8 *) payload, length);

      luwte_key_pair_sign (signer, SIGNING, bytes, LUWTE_HASH_BYTES + length, text);
      luwte_guarded_free (bytes);
    }
  memcpy (text + LUWTE_SIGNATURE_BYTES, &little, sizeof little);
  memcpy (text + FRAME, payload, length);
  return text;
}

static void
shuffle (guint order[LUWTE_ENVELOPE_BOXES])
{
  guint32 random[LUWTE_ENVELOPE_BOXES];

  luwte_random_bytes (random, sizeof random);
  for (guint i = 0; i < LUWTE_ENVELOPE_BOXES; i++)
    order[i] = i;
  for (guint i = LUWTE_ENVELOPE_BOXES - 1; i > 0; i--)
    {
      const guint other = random[i] % (i + 1);
      const guint kept = order[i];

      order[i] = order[other];
      order[other] = kept;
    }
}

static gboolean
fill_head (guint8 head[LUWTE_ENVELOPE_HEAD], LuwteKey *content, const guint8 *const *boxes,
           guint n_boxes)
{
  guint places[LUWTE_ENVELOPE_BOXES];

  memcpy (head, MAGIC, MAGIC_LENGTH);
  head[MAGIC_LENGTH] = FORMAT;
  shuffle (places);
  return luwte_boxes_seal (boxes, places, n_boxes, content, head + MAGIC_LENGTH + 1,
                           LUWTE_ENVELOPE_BOXES);
}

GBytes *
luwte_envelope_seal (const guint8 *const *boxes, guint n_boxes, LuwteKey *team,
                     LuwteKeyPair *signer, const char *payload, gsize length, GError **error)
{
  g_autoptr (LuwteKey) content = luwte_key_new_random ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GByteArray) file = g_byte_array_sized_new (LUWTE_ENVELOPE_HEAD);
  guint8 head[LUWTE_ENVELOPE_HEAD], binding[LUWTE_HASH_BYTES];
  guint8 *text;
  gsize text_length;

  g_return_val_if_fail ((team != NULL) != (signer != NULL), NULL);

  if (length > LUWTE_ENVELOPE_MAX_PAYLOAD || n_boxes > LUWTE_ENVELOPE_BOXES)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_TOO_LARGE,
                           "More than a pack holds");
      return NULL;
    }
  if (n_boxes == 0 || !fill_head (head, content, boxes, n_boxes))
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_MEMBER,
                           "There is nobody to seal it to, or a key is none");
      return NULL;
    }
  luwte_hash (head, LUWTE_ENVELOPE_HEAD, binding);
  text = frame (binding, team, signer, payload, length, &text_length);
  body = luwte_stream_seal (content, binding, sizeof binding, text, text_length);
  luwte_guarded_free (text);
  g_byte_array_append (file, head, LUWTE_ENVELOPE_HEAD);
  g_byte_array_append (file, g_bytes_get_data (body, NULL), (guint) g_bytes_get_size (body));
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

/* The lengths that a whole file can have are few, so that a cut one is told from a changed one. */
static gboolean
is_whole (gsize size)
{
  for (gsize text = LUWTE_STREAM_PIECE; text <= padded (FRAME + LUWTE_ENVELOPE_MAX_PAYLOAD);
       text *= 2)
    if (size == LUWTE_ENVELOPE_HEAD + LUWTE_STREAM_HEADER +
                    text / LUWTE_STREAM_PIECE * LUWTE_STREAM_PIECE_SEALED)
      return TRUE;
  return FALSE;
}

static gboolean
check_form (const guint8 *bytes, gsize size, GError **error)
{
  if (size <= MAGIC_LENGTH ? size > 0 && memcmp (bytes, MAGIC, size) != 0
                           : memcmp (bytes, MAGIC, MAGIC_LENGTH) != 0)
    g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_A_PACK,
                         "This is no pack");
  else if (size > MAGIC_LENGTH && bytes[MAGIC_LENGTH] != FORMAT)
    g_set_error (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NEWER,
                 "The pack has format %u, and this Luwte knows format %u", bytes[MAGIC_LENGTH],
                 FORMAT);
  else if (!is_whole (size))
    g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_WHOLE,
                         "The pack is not whole");
  else
    return TRUE;
  return FALSE;
}

static LuwteKey *
find_content_key (LuwteKeyPair *reader, const guint8 *bytes, GError **error)
{
  LuwteKey *key = luwte_key_pair_open_boxes (reader, bytes + MAGIC_LENGTH + 1,
                                             LUWTE_ENVELOPE_BOXES);

  if (key == NULL)
    g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_FOR_ME,
                         "The pack is sealed to others");
  return key;
}

static gboolean
unframe (LuwteEnvelope *self, gsize text_length, GError **error)
{
  guint32 little;

  memcpy (&little, self->text + LUWTE_SIGNATURE_BYTES, sizeof little);
  self->length = GUINT32_FROM_LE (little);
  if (self->length > LUWTE_ENVELOPE_MAX_PAYLOAD || self->length > text_length - FRAME)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED,
                           "The pack's length is none");
      return FALSE;
    }
  memcpy (self->auth, self->text, sizeof self->auth);
  self->payload = self->text + FRAME;
  return TRUE;
}

LuwteEnvelope *
luwte_envelope_open (LuwteKeyPair *reader, GBytes *file, GError **error)
{
  gsize size, text_length;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  g_autoptr (LuwteKey) content = NULL;
  g_autoptr (LuwteEnvelope) self = NULL;

  if (!check_form (bytes, size, error))
    return NULL;
  content = find_content_key (reader, bytes, error);
  if (content == NULL)
    return NULL;
  self = g_new0 (LuwteEnvelope, 1);
  luwte_hash (bytes, LUWTE_ENVELOPE_HEAD, self->binding);
  self->text = luwte_stream_open (content, self->binding, sizeof self->binding,
                                  bytes + LUWTE_ENVELOPE_HEAD, size - LUWTE_ENVELOPE_HEAD,
                                  &text_length, NULL);
  if (self->text == NULL)
    {
      g_set_error_literal (error, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_FORGED,
                           "The pack was changed on the way");
      return NULL;
    }
  return unframe (self, text_length, error) ? g_steal_pointer (&self) : NULL;
}

void
luwte_envelope_free (LuwteEnvelope *self)
{
  luwte_guarded_free (self->text);
  g_free (self);
}

gboolean
luwte_envelope_is_by_team (const LuwteEnvelope *self, LuwteKey *team)
{
  guint8 mac[LUWTE_MAC_BYTES];

  mac_by_team (team, self->binding, self->payload, self->length, mac);
  return luwte_bytes_equal (mac, self->auth, sizeof mac);
}

gboolean
luwte_envelope_is_signed_by (const LuwteEnvelope *self, const guint8 *sign)
{
  guint8 *bytes = signed_bytes (self->binding, self->payload, self->length);
  gboolean fits = luwte_signature_fits (sign, SIGNING, bytes, LUWTE_HASH_BYTES + self->length,
                                        self->auth);

  luwte_guarded_free (bytes);
  return fits;
}
