/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a pack is read when it is sealed to this vault, vouched for by a team that the vault
 * has accepted a roster of, and not past its month. A case and an outcome are vouched for by the
 * team key, which says that some member wrote it and not who. Advice, a hand-over and a list of
 * erasures are signed: advice by somebody who takes part in the meeting or leads, the others by any
 * member. What is not known is refused. */

#include "luwte-pack-private.h"

#include "luwte-id.h"
#include "luwte-json.h"
#include "luwte-review-error.h"
#include "luwte-secret.h"

#include <string.h>

#define MONTH_LENGTH 7

static const struct
{
  const char *code;
  gboolean is_signed;
  guint roles; /* of which the signer must have one; 0: any member */
} kinds[] = {
  [LUWTE_PACK_CASE] = { "case", FALSE, 0 },
  [LUWTE_PACK_ADVICE] = { "advice", TRUE, LUWTE_ROSTER_LEAD | LUWTE_ROSTER_MEETING },
  [LUWTE_PACK_OUTCOME] = { "outcome", FALSE, 0 },
  [LUWTE_PACK_HANDOVER] = { "handover", TRUE, 0 },
  [LUWTE_PACK_ERASED] = { "erased", TRUE, 0 },
};

LuwteRosterHeld *
luwte_roster_held_new (LuwteRoster *roster, LuwteKey *team_key)
{
  LuwteRosterHeld *self = g_new (LuwteRosterHeld, 1);

  self->roster = luwte_roster_ref (roster);
  self->team_key = luwte_key_ref (team_key);
  return self;
}

void
luwte_roster_held_free (LuwteRosterHeld *self)
{
  luwte_roster_unref (self->roster);
  luwte_key_unref (self->team_key);
  g_free (self);
}

void
luwte_pack_head_clear (LuwtePackHead *self)
{
  g_clear_pointer (&self->case_id, g_free);
  g_clear_pointer (&self->team, g_free);
  g_clear_pointer (&self->expires, g_free);
  g_clear_pointer (&self->signer, g_free);
}

static char *
write_payload (const LuwtePackHead *head, JsonObject *body, LuwteRoster *roster, const char *signer)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = NULL;

  json_object_set_string_member (object, "kind", kinds[head->kind].code);
  json_object_set_string_member (object, "case", head->case_id);
  json_object_set_string_member (object, "team", luwte_roster_get_team (roster));
  json_object_set_int_member (object, "roster", luwte_roster_get_number (roster));
  json_object_set_string_member (object, "expires", head->expires);
  if (signer != NULL)
    json_object_set_string_member (object, "signer", signer);
  json_object_set_object_member (object, "body", json_object_ref (body));
  root = json_node_alloc ();
  json_node_init_object (root, object);
  return json_to_string (root, FALSE);
}

GBytes *
luwte_pack_seal (const LuwtePackHead *head, JsonObject *body, const LuwteRosterHeld *held,
                 const guint8 *const *boxes, guint n_boxes, LuwteKeyPair *signer, GError **error)
{
  g_autofree char *id = NULL;
  char *payload;
  GBytes *file;

  g_return_val_if_fail (kinds[head->kind].is_signed == (signer != NULL), NULL);

  if (signer != NULL)
    id = luwte_card_id (luwte_key_pair_peek_box (signer), luwte_key_pair_peek_sign (signer));
  payload = write_payload (head, body, held->roster, id);
  file = luwte_envelope_seal (boxes, n_boxes, signer == NULL ? held->team_key : NULL, signer,
                              payload, strlen (payload), error);
  luwte_wipe (payload, strlen (payload));
  g_free (payload);
  return file;
}

static gboolean
refuse (LuwteReviewError code, const char *message, GError **error)
{
  g_set_error_literal (error, LUWTE_REVIEW_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
is_month (const char *text)
{
  const int month = strlen (text) == MONTH_LENGTH ? atoi (text + 5) : 0;

  if (month < 1 || month > 12)
    return FALSE;
  for (int i = 0; i < MONTH_LENGTH; i++)
    if (i == 4 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_kind (JsonObject *payload, LuwtePackHead *head, GError **error)
{
  const char *code;

  if (!luwte_json_peek_string (payload, "kind", 16, &code, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].code, code))
      {
        head->kind = (LuwtePackKind) i;
        return TRUE;
      }
  return refuse (LUWTE_REVIEW_ERROR_NEWER, "A kind of pack that this Luwte does not know", error);
}

static gboolean
read_head (JsonObject *payload, LuwtePackHead *head, GError **error)
{
  const char *case_id, *team, *expires, *signer = NULL;
  gint64 roster;

  if (!read_kind (payload, head, error) ||
      !luwte_json_peek_string (payload, "case", LUWTE_ID_LENGTH, &case_id, error) ||
      !luwte_json_peek_string (payload, "team", LUWTE_ID_LENGTH, &team, error) ||
      !luwte_json_read_int (payload, "roster", 1, G_MAXINT, &roster, error) ||
      !luwte_json_peek_string (payload, "expires", MONTH_LENGTH, &expires, error) ||
      (kinds[head->kind].is_signed &&
       !luwte_json_peek_string (payload, "signer", LUWTE_ID_LENGTH, &signer, error)))
    return FALSE;
  if (!luwte_id_is_valid (case_id) || !luwte_id_is_valid (team) || !is_month (expires) ||
      (signer != NULL && !luwte_id_is_valid (signer)))
    return refuse (LUWTE_REVIEW_ERROR_FORGED, "The head of the pack is none", error);
  head->case_id = g_strdup (case_id);
  head->team = g_strdup (team);
  head->expires = g_strdup (expires);
  head->signer = g_strdup (signer);
  head->roster = (guint) roster;
  return TRUE;
}

static LuwteRosterHeld *
find_roster (GPtrArray *held, const LuwtePackHead *head)
{
  for (guint i = 0; i < held->len; i++)
    {
      LuwteRosterHeld *one = g_ptr_array_index (held, i);

      if (luwte_roster_get_number (one->roster) == head->roster &&
          g_str_equal (luwte_roster_get_team (one->roster), head->team))
        return one;
    }
  return NULL;
}

static LuwteRosterMember *
find_signer (LuwteRoster *roster, const LuwtePackHead *head)
{
  const guint roles = kinds[head->kind].roles;
  LuwteRosterMember *member = luwte_roster_find (roster, head->signer);

  return member != NULL && (roles == 0 || (member->roles & roles) != 0) ? member : NULL;
}

/* Whom the roster in use lets sign this is believed under whatever roster of the team she wrote it:
 * she may be slow to take in a new one, and what she erased must not be missed for it. */
static LuwteRosterMember *
find_signer_in_use (GPtrArray *held, const LuwtePackHead *head)
{
  LuwteRoster *in_use = held->len > 0 ? ((LuwteRosterHeld *) held->pdata[0])->roster : NULL;

  return in_use != NULL && g_str_equal (luwte_roster_get_team (in_use), head->team)
             ? find_signer (in_use, head)
             : NULL;
}

static gboolean
check_writer (const LuwteEnvelope *envelope, const LuwtePackHead *head, GPtrArray *held,
              GError **error)
{
  const LuwteRosterHeld *one = find_roster (held, head);
  LuwteRosterMember *member = kinds[head->kind].is_signed ? find_signer_in_use (held, head) : NULL;

  if (one == NULL && member == NULL)
    return refuse (LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER,
                   "The pack is from a roster that this vault does not believe", error);
  if (!kinds[head->kind].is_signed)
    return luwte_envelope_is_by_team (envelope, one->team_key) ||
           refuse (LUWTE_REVIEW_ERROR_FORGED, "The pack was not written by the team", error);
  if (member == NULL)
    member = find_signer (one->roster, head);
  if (member == NULL)
    return refuse (LUWTE_REVIEW_ERROR_NOT_SIGNED,
                   "The roster does not let the one who signed the pack do this", error);
  return luwte_envelope_is_signed_by (envelope, member->card->sign) ||
         refuse (LUWTE_REVIEW_ERROR_FORGED, "The signature of the pack does not fit", error);
}

JsonObject *
luwte_pack_open (GBytes *file, LuwteKeyPair *reader, GPtrArray *held, const char *month,
                 LuwtePackHead *head, GError **error)
{
  g_autoptr (LuwteEnvelope) envelope = luwte_envelope_open (reader, file, error);
  g_autoptr (JsonObject) payload = NULL;
  g_autoptr (GError) local = NULL;
  JsonObject *body;

  memset (head, 0, sizeof *head);
  if (envelope == NULL)
    return NULL;
  payload = luwte_json_parse_object ((const char *) envelope->payload, envelope->length,
                                     LUWTE_ENVELOPE_MAX_PAYLOAD, &local);
  if (payload == NULL || !read_head (payload, head, &local) ||
      !luwte_json_peek_object (payload, "body", &body, &local))
    {
      if (g_error_matches (local, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NEWER))
        g_propagate_error (error, g_steal_pointer (&local));
      else
        refuse (LUWTE_REVIEW_ERROR_FORGED, local->message, error);
      return NULL;
    }
  if (!check_writer (envelope, head, held, error))
    return NULL;
  if (strcmp (head->expires, month) < 0)
    {
      refuse (LUWTE_REVIEW_ERROR_EXPIRED, "The pack is past its month", error);
      return NULL;
    }
  return json_object_ref (body);
}
