/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-json.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteHttpAnswer:
 *
 * One answer, read whole, at most as long as the request allowed. The buffer is wiped when the
 * answer is freed: what an adapter's allow-list did not take out of it is gone then.
 */
typedef struct _LuwteHttpAnswer LuwteHttpAnswer;

LuwteHttpAnswer *luwte_http_answer_new (guint status, gint64 date);
void luwte_http_answer_free (LuwteHttpAnswer *self);
guint luwte_http_answer_get_status (LuwteHttpAnswer *self);
/* Its Date header in unix s, 0 when there was none that can be read. */
gint64 luwte_http_answer_get_date (LuwteHttpAnswer *self);
/* Followed by a zero byte that does not count. */
const char *luwte_http_answer_peek (LuwteHttpAnswer *self, gsize *length);

/* Where the next bytes may be written, at least one; NULL when max_bytes are there already. */
char *luwte_http_answer_reserve (LuwteHttpAnswer *self, gsize max_bytes, gsize *room);
void luwte_http_answer_commit (LuwteHttpAnswer *self, gsize length);

/* (transfer full): the body as a JSON object, or LUWTE_SERVICE_ERROR_PROTOCOL. */
JsonObject *luwte_http_answer_parse (LuwteHttpAnswer *self, GError **error);

/* Wipes every text in the object, at any depth: what was parsed is a copy of what came in. Only the
 * owner of the last reference may do this. */
void luwte_http_json_wipe (JsonObject *object);

/* (transfer full): text becomes a request's body and is wiped when the last reference goes. */
GBytes *luwte_http_body_new (char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteHttpAnswer, luwte_http_answer_free)

G_END_DECLS
