/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a roster is believed because a lead of the roster before it signed it, or because a
 * person compared the fingerprint of the lead who signed it. Numbers only go up, so that an older
 * one, with somebody in it who has left, cannot come back. A roster that names its signer not as a
 * lead is none. */

#include "luwte-roster-private.h"

#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"

#include <string.h>

#define FORMAT 1

static const struct
{
  const char *code;
  LuwteRosterRole role;
} role_codes[] = {
  { "counsellor", LUWTE_ROSTER_COUNSELLOR },
  { "lead", LUWTE_ROSTER_LEAD },
  { "meeting", LUWTE_ROSTER_MEETING },
};

guint
luwte_roster_role_from_code (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (role_codes); i++)
    if (g_str_equal (role_codes[i].code, code))
      return role_codes[i].role;
  return 0;
}

LuwteRosterMember *
luwte_roster_member_new (const LuwteCard *card, guint roles)
{
  LuwteRosterMember *self = g_new0 (LuwteRosterMember, 1);

  self->card = g_memdup2 (card, sizeof *card);
  self->card->name = g_strdup (card->name);
  self->id = luwte_card_id (card->box, card->sign);
  self->roles = roles;
  return self;
}

void
luwte_roster_member_free (LuwteRosterMember *self)
{
  luwte_card_free (self->card);
  g_free (self->id);
  g_free (self);
}

static LuwteRoster *
roster_new (void)
{
  LuwteRoster *self = g_new0 (LuwteRoster, 1);

  g_atomic_ref_count_init (&self->refs);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) luwte_roster_member_free);
  self->team_keys = g_ptr_array_new_with_free_func (g_free);
  return self;
}

LuwteRoster *
luwte_roster_ref (LuwteRoster *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_roster_unref (LuwteRoster *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_free (self->text);
  g_free (self->team);
  g_free (self->name);
  g_ptr_array_unref (self->members);
  g_ptr_array_unref (self->team_keys);
  g_strfreev (self->profiles);
  g_free (self);
}

static gboolean
fail (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

/* Whether the keys are those of a lead of this roster. */
static gboolean
is_lead (LuwteRoster *self, const guint8 *sign)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (self->members, i);

      if ((member->roles & LUWTE_ROSTER_LEAD) != 0 &&
          memcmp (member->card->sign, sign, LUWTE_PUBLIC_BYTES) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
seal_team_key (LuwteRoster *self, GError **error)
{
  g_autoptr (LuwteKey) key = luwte_key_new_random ();

  for (guint i = 0; i < self->members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (self->members, i);
      guint8 *sealed = g_malloc (LUWTE_BOX_BYTES);

      g_ptr_array_add (self->team_keys, sealed);
      if (!luwte_box_seal (member->card->box, key, sealed))
        return fail (LUWTE_REVIEW_ERROR_NOT_MEMBER, "A card's key is none", error);
    }
  return TRUE;
}

static void
sign_roster (LuwteRoster *self, LuwteKeyPair *lead)
{
  guint8 signature[LUWTE_SIGNATURE_BYTES];
  g_autofree char *body = luwte_roster_write_body (self);
  g_autofree char *body64 = g_base64_encode ((const guint8 *) body, strlen (body));
  g_autofree char *sign64 = NULL;
  g_autofree char *signature64 = NULL;

  luwte_key_pair_sign (lead, LUWTE_ROSTER_SIGNING, body, strlen (body), signature);
  memcpy (self->signer, luwte_key_pair_peek_sign (lead), sizeof self->signer);
  sign64 = g_base64_encode (self->signer, sizeof self->signer);
  signature64 = g_base64_encode (signature, sizeof signature);
  self->text = g_strdup_printf ("{\"luwte_roster\": %d, \"by\": \"%s\", \"signature\": \"%s\","
                                " \"body\": \"%s\"}\n",
                                FORMAT, sign64, signature64, body64);
}

gboolean
luwte_roster_is_same (LuwteRoster *self, LuwteRoster *other)
{
  return self->number == other->number && g_str_equal (self->team, other->team);
}

LuwteRoster *
luwte_roster_new_signed (LuwteRoster *previous, const char *name, GPtrArray *members,
                         const char *const *profiles, LuwteKeyPair *lead, GError **error)
{
  static const char *const none[] = { NULL };
  g_autoptr (LuwteRoster) self = roster_new ();
  g_autoptr (LuwteRoster) read = NULL;
  const guint8 *sign = luwte_key_pair_peek_sign (lead);

  self->team = previous != NULL ? g_strdup (previous->team) : luwte_id_new ();
  self->number = previous != NULL ? previous->number + 1 : 1;
  self->name = g_strdup (name);
  self->profiles = g_strdupv ((char **) (profiles != NULL ? profiles : none));
  for (guint i = 0; i < members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (members, i);

      g_ptr_array_add (self->members, luwte_roster_member_new (member->card, member->roles));
    }
  if (self->members->len > LUWTE_ROSTER_MAX_MEMBERS || !luwte_card_name_is_valid (name))
    {
      fail (LUWTE_REVIEW_ERROR_TOO_LARGE, "Too many members, or no name for a team", error);
      return NULL;
    }
  if (!is_lead (previous != NULL ? previous : self, sign) || !is_lead (self, sign))
    {
      fail (LUWTE_REVIEW_ERROR_NOT_SIGNED, "Only a lead of the team signs its roster", error);
      return NULL;
    }
  if (!seal_team_key (self, error))
    return NULL;
  sign_roster (self, lead);
  /* One that nobody can read would leave this vault without any. */
  read = luwte_roster_parse (self->text, strlen (self->text), NULL);
  if (read == NULL)
    {
      fail (LUWTE_REVIEW_ERROR_TOO_LARGE, "More than a roster holds", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Bytes of a fixed number in base64. */
static gboolean
read_bytes (JsonObject *object, const char *member, guint8 *bytes, gsize length, GError **error)
{
  g_autofree guint8 *decoded = NULL;
  const char *text;
  gsize size;

  if (!luwte_json_peek_string (object, member, 256, &text, error))
    return FALSE;
  decoded = g_base64_decode (text, &size);
  if (size != length)
    return fail (LUWTE_REVIEW_ERROR_FORGED, "The roster's signature has another length", error);
  memcpy (bytes, decoded, length);
  return TRUE;
}

static JsonObject *
open_text (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = luwte_json_parse_object (text, length, LUWTE_ROSTER_MAX_BYTES,
                                                           NULL);
  gint64 format;

  if (object == NULL || !luwte_json_read_int (object, "luwte_roster", 1, G_MAXINT, &format, NULL))
    {
      fail (LUWTE_REVIEW_ERROR_NOT_A_PACK, "This is no roster", error);
      return NULL;
    }
  if (format != FORMAT)
    {
      fail (LUWTE_REVIEW_ERROR_NEWER, "The roster is of a newer Luwte", error);
      return NULL;
    }
  return g_steal_pointer (&object);
}

static gboolean
read_signed (LuwteRoster *self, JsonObject *object, GError **error)
{
  guint8 signature[LUWTE_SIGNATURE_BYTES];
  g_autofree guint8 *body = NULL;
  const char *body64;
  gsize length;

  if (!read_bytes (object, "by", self->signer, sizeof self->signer, error) ||
      !read_bytes (object, "signature", signature, sizeof signature, error) ||
      !luwte_json_peek_string (object, "body", LUWTE_ROSTER_MAX_BYTES, &body64, error))
    return FALSE;
  body = g_base64_decode (body64, &length);
  if (!luwte_signature_fits (self->signer, LUWTE_ROSTER_SIGNING, body, length, signature))
    return fail (LUWTE_REVIEW_ERROR_FORGED, "The roster was changed after it was signed", error);
  return luwte_roster_read_body (self, (const char *) body, length, error);
}

LuwteRoster *
luwte_roster_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonObject) object = open_text (text, length, error);
  g_autoptr (LuwteRoster) self = roster_new ();
  g_autoptr (GError) local = NULL;

  if (object == NULL)
    return NULL;
  if (!read_signed (self, object, &local))
    {
      if (local->domain == LUWTE_REVIEW_ERROR)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        fail (LUWTE_REVIEW_ERROR_FORGED, local->message, error);
      return NULL;
    }
  if (!is_lead (self, self->signer))
    {
      fail (LUWTE_REVIEW_ERROR_NOT_SIGNED, "Who signed the roster is no lead in it", error);
      return NULL;
    }
  self->text = g_strndup (text, length);
  return g_steal_pointer (&self);
}

gboolean
luwte_roster_check_follows (LuwteRoster *self, LuwteRoster *current, GError **error)
{
  if (!g_str_equal (self->team, current->team))
    return fail (LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER, "The roster is of another team", error);
  if (self->number <= current->number)
    return fail (LUWTE_REVIEW_ERROR_OLDER, "The roster is not newer than the one in use", error);
  if (!is_lead (current, self->signer))
    return fail (LUWTE_REVIEW_ERROR_NOT_SIGNED,
                 "The roster is signed by somebody who is no lead in the one in use", error);
  return TRUE;
}

const char *
luwte_roster_get_text (LuwteRoster *self)
{
  return self->text;
}

const char *
luwte_roster_get_team (LuwteRoster *self)
{
  return self->team;
}

guint
luwte_roster_get_number (LuwteRoster *self)
{
  return self->number;
}

const char *
luwte_roster_get_name (LuwteRoster *self)
{
  return self->name;
}

GPtrArray *
luwte_roster_get_members (LuwteRoster *self)
{
  return self->members;
}

LuwteRosterMember *
luwte_roster_find (LuwteRoster *self, const char *id)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (member->id, id))
        return member;
    }
  return NULL;
}

static LuwteCard *
signers_card (LuwteRoster *self)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (self->members, i);

      if (memcmp (member->card->sign, self->signer, LUWTE_PUBLIC_BYTES) == 0)
        return member->card;
    }
  g_assert_not_reached ();
}

char *
luwte_roster_fingerprint (LuwteRoster *self)
{
  LuwteCard *card = signers_card (self);

  return luwte_card_fingerprint (card->box, card->sign);
}

const char *
luwte_roster_signed_by (LuwteRoster *self)
{
  return signers_card (self)->name;
}

gboolean
luwte_roster_vouches_for_profile (LuwteRoster *self, const char *hash)
{
  return g_strv_contains ((const char *const *) self->profiles, hash);
}

LuwteKey *
luwte_roster_open_team_key (LuwteRoster *self, LuwteKeyPair *pair)
{
  g_autofree char *id = luwte_card_id (luwte_key_pair_peek_box (pair),
                                       luwte_key_pair_peek_sign (pair));

  for (guint i = 0; i < self->members->len; i++)
    {
      LuwteRosterMember *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (member->id, id))
        return luwte_key_pair_open_box (pair, g_ptr_array_index (self->team_keys, i));
    }
  return NULL;
}
