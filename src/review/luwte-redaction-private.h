/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-redaction.h"

G_BEGIN_DECLS

/**
 * LuwteRedacted: (ref-func luwte_redacted_ref) (unref-func luwte_redacted_unref)
 *
 * A case that may leave the vault. It is made by luwte_redaction_seal() and nothing else, so that
 * what was not redacted, or has an open question, cannot be handed to a function that sends.
 * Immutable but for the reply key; any thread.
 */
typedef struct _LuwteRedacted LuwteRedacted;

/* (transfer full): asks luwte_redaction_may_seal() at this moment; NULL with its error */
LuwteRedacted *luwte_redaction_seal (LuwteRedaction *self, GError **error);
LuwteRedacted *luwte_redacted_ref (LuwteRedacted *self);
void luwte_redacted_unref (LuwteRedacted *self);

/* The vault's session that it is about; never part of what is sealed. */
void luwte_redaction_set_session (LuwteRedaction *self, const char *session);
const char *luwte_redaction_get_session (LuwteRedaction *self);
/* (nullable): who writes; "Bo van Dam" is known as a whole, and "Bo" and "Dam" are. */
void luwte_redaction_add_author (LuwteRedaction *self, const char *author);
/* No question is open: luwte_deident_case_may_seal(). */
gboolean luwte_redaction_has_answers (LuwteRedaction *self);
const char *luwte_redacted_get_session (LuwteRedacted *self);
/* (transfer none) */
const LuwteCaseContent *luwte_redacted_peek_content (LuwteRedacted *self);
/* (transfer full): the body of the pack. reply: 32 bytes, the one-time public key */
JsonObject *luwte_redacted_to_json (LuwteRedacted *self, const guint8 *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteRedacted, luwte_redacted_unref)

G_END_DECLS
