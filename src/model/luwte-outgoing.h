/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteOutgoing: (ref-func luwte_outgoing_ref) (unref-func luwte_outgoing_unref)
 *
 * Text that a counsellor has decided to send to a visitor. It is the only type that a chat service
 * sends, and only a message box (or `luwtectl say`) makes one; no function turns a LuwteNoteText
 * into it, so a working note cannot be sent by mistake: it does not compile.
 */
#define LUWTE_TYPE_OUTGOING (luwte_outgoing_get_type ())
GType luwte_outgoing_get_type (void);

/* client_id: NULL makes a new one. It stays with the text through every retry. */
LuwteOutgoing *luwte_outgoing_new (const char *client_id, const char *text);
LuwteOutgoing *luwte_outgoing_ref (LuwteOutgoing *self);
void luwte_outgoing_unref (LuwteOutgoing *self);
const char *luwte_outgoing_get_client_id (LuwteOutgoing *self);
const char *luwte_outgoing_get_text (LuwteOutgoing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteOutgoing, luwte_outgoing_unref)

G_END_DECLS
