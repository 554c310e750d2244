/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-enums.h"

/* The words below stand in vaults and on the standard output of luwtectl: they never change. */

static const char *const session_states[] = {
  [LUWTE_SESSION_WAITING] = "waiting",
  [LUWTE_SESSION_ACTIVE] = "active",
  [LUWTE_SESSION_VISITOR_GONE] = "visitor_gone",
  [LUWTE_SESSION_TAKEN] = "taken",
  [LUWTE_SESSION_CLOSED] = "closed",
  [LUWTE_SESSION_ERASED] = "erased",
};

static const char *const froms[] = {
  [LUWTE_FROM_VISITOR] = "visitor",
  [LUWTE_FROM_COUNSELLOR] = "counsellor",
  [LUWTE_FROM_COLLEAGUE] = "colleague",
  [LUWTE_FROM_SYSTEM] = "system",
};

static const char *const deliveries[] = {
  [LUWTE_DELIVERY_NONE] = "none",       [LUWTE_DELIVERY_QUEUED] = "queued",
  [LUWTE_DELIVERY_SENDING] = "sending", [LUWTE_DELIVERY_SENT] = "sent",
  [LUWTE_DELIVERY_READ] = "read",       [LUWTE_DELIVERY_UNCERTAIN] = "uncertain",
  [LUWTE_DELIVERY_FAILED] = "failed",
};

static const char *const identities[] = {
  [LUWTE_IDENTITY_UNKNOWN] = "unknown",
  [LUWTE_IDENTITY_ASK] = "ask",
  [LUWTE_IDENTITY_JOINED] = "joined",
  [LUWTE_IDENTITY_SEPARATE] = "separate",
};

static const char *
word_at (const char *const *words, guint n_words, guint index)
{
  g_return_val_if_fail (index < n_words, NULL);
  return words[index];
}

static gboolean
index_of (const char *const *words, guint n_words, const char *text, guint *index)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i], text) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * luwte_session_state_to_string:
 *
 * Returns: (transfer none): the word for it in the vault and on standard output
 */
const char *
luwte_session_state_to_string (LuwteSessionState state)
{
  return word_at (session_states, G_N_ELEMENTS (session_states), state);
}

/**
 * luwte_session_state_from_string:
 * @text: (nullable): what came from a vault or a peer
 * @state: (out): set only when the word is known
 *
 * Returns: %FALSE when the word is unknown
 */
gboolean
luwte_session_state_from_string (const char *text, LuwteSessionState *state)
{
  guint index;

  if (!index_of (session_states, G_N_ELEMENTS (session_states), text, &index))
    return FALSE;
  *state = index;
  return TRUE;
}

const char *
luwte_from_to_string (LuwteFrom from)
{
  return word_at (froms, G_N_ELEMENTS (froms), from);
}

gboolean
luwte_from_from_string (const char *text, LuwteFrom *from)
{
  guint index;

  if (!index_of (froms, G_N_ELEMENTS (froms), text, &index))
    return FALSE;
  *from = index;
  return TRUE;
}

const char *
luwte_delivery_to_string (LuwteDelivery delivery)
{
  return word_at (deliveries, G_N_ELEMENTS (deliveries), delivery);
}

gboolean
luwte_delivery_from_string (const char *text, LuwteDelivery *delivery)
{
  guint index;

  if (!index_of (deliveries, G_N_ELEMENTS (deliveries), text, &index))
    return FALSE;
  *delivery = index;
  return TRUE;
}

const char *
luwte_identity_to_string (LuwteIdentity identity)
{
  return word_at (identities, G_N_ELEMENTS (identities), identity);
}

gboolean
luwte_identity_from_string (const char *text, LuwteIdentity *identity)
{
  guint index;

  if (!index_of (identities, G_N_ELEMENTS (identities), text, &index))
    return FALSE;
  *identity = index;
  return TRUE;
}

GType
luwte_capabilities_get_type (void)
{
  static gsize once;
  static const GFlagsValue values[] = {
    { LUWTE_CAPABILITY_NONE, "LUWTE_CAPABILITY_NONE", "none" },
    { LUWTE_CAPABILITY_RELEASE, "LUWTE_CAPABILITY_RELEASE", "release" },
    { LUWTE_CAPABILITY_TRANSFER, "LUWTE_CAPABILITY_TRANSFER", "transfer" },
    { LUWTE_CAPABILITY_TYPING_IN, "LUWTE_CAPABILITY_TYPING_IN", "typing-in" },
    { LUWTE_CAPABILITY_TYPING_OUT, "LUWTE_CAPABILITY_TYPING_OUT", "typing-out" },
    { LUWTE_CAPABILITY_ERASE, "LUWTE_CAPABILITY_ERASE", "erase" },
    { LUWTE_CAPABILITY_BLOCK, "LUWTE_CAPABILITY_BLOCK", "block" },
    { LUWTE_CAPABILITY_QUESTIONS, "LUWTE_CAPABILITY_QUESTIONS", "questions" },
    { LUWTE_CAPABILITY_TRANSCRIPT, "LUWTE_CAPABILITY_TRANSCRIPT", "transcript" },
    { LUWTE_CAPABILITY_CLIENT_IDS, "LUWTE_CAPABILITY_CLIENT_IDS", "client-ids" },
    { LUWTE_CAPABILITY_READ_STATE, "LUWTE_CAPABILITY_READ_STATE", "read-state" },
    { LUWTE_CAPABILITY_PRACTICE, "LUWTE_CAPABILITY_PRACTICE", "practice" },
    { LUWTE_CAPABILITY_TRANSFER_NOTE, "LUWTE_CAPABILITY_TRANSFER_NOTE", "transfer-note" },
    { LUWTE_CAPABILITY_TARGETS, "LUWTE_CAPABILITY_TARGETS", "targets" },
    { LUWTE_CAPABILITY_TEAM, "LUWTE_CAPABILITY_TEAM", "team" },
    { LUWTE_CAPABILITY_LINKS, "LUWTE_CAPABILITY_LINKS", "links" },
    { LUWTE_CAPABILITY_FILES, "LUWTE_CAPABILITY_FILES", "files" },
    { LUWTE_CAPABILITY_HELD, "LUWTE_CAPABILITY_HELD", "held" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, g_flags_register_static ("LuwteCapabilities", values));
  return once;
}
