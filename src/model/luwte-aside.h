/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteAside: (ref-func luwte_aside_ref) (unref-func luwte_aside_unref)
 *
 * Text that a counsellor has decided to tell her colleagues: a note to who takes a session over, or
 * a question to the team. No function that sends to a visitor takes it, and none that tells
 * colleagues takes a LuwteOutgoing, so neither can go the other way by mistake: it does not compile.
 */
#define LUWTE_TYPE_ASIDE (luwte_aside_get_type ())
GType luwte_aside_get_type (void);

/* client_id: NULL makes a new one. It stays with the text through every retry. */
LuwteAside *luwte_aside_new (const char *client_id, const char *text);
LuwteAside *luwte_aside_ref (LuwteAside *self);
void luwte_aside_unref (LuwteAside *self);
const char *luwte_aside_get_client_id (LuwteAside *self);
const char *luwte_aside_get_text (LuwteAside *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteAside, luwte_aside_unref)

G_END_DECLS
