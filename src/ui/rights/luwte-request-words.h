/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-request.h"

G_BEGIN_DECLS

/* How requests and objections are said to people. (transfer none) unless it says otherwise. */

gboolean luwte_request_words_is_objection (const char *kind);
/* "Access", "Objection to research" */
const char *luwte_request_words_kind (const char *kind);
/* What it asks for, in a sentence. */
const char *luwte_request_words_meaning (const char *kind);
/* "12 days left", "Last day today", "2 days overdue", "Granted on 3 November". (transfer full) */
char *luwte_request_words_state (const LuwteRequest *request, LuwteDay today);
/* Not answered, and its last day has passed. */
gboolean luwte_request_words_is_overdue (const LuwteRequest *request, LuwteDay today);
/* The nickname, or why there is none any more. */
const char *luwte_request_words_whose (const LuwteRequest *request);

G_END_DECLS
