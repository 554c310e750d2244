/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-enums.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SESSION (luwte_session_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSession, luwte_session, LUWTE, SESSION, GObject)

/* One anonymous session as the chat service tells it. There is no field for an address, a place, a
 * device or a visitor token (R5): what has no field cannot be kept. All properties are bindable
 * and notify on real change only: "id", "nickname", "department", "state" (int), "waiting-since",
 * "last-text", "last-at", "unread", "typing", "seen-before", "handover-from", "handover-note",
 * "subjects". */

LuwteSession *luwte_session_new (const char *id, const char *nickname, const char *department,
                                 LuwteSessionState state, gint64 waiting_since);
void luwte_session_update (LuwteSession *self, LuwteSession *newer);

const char *luwte_session_get_id (LuwteSession *self);
const char *luwte_session_get_nickname (LuwteSession *self);
const char *luwte_session_get_department (LuwteSession *self);
LuwteSessionState luwte_session_get_state (LuwteSession *self);
void luwte_session_set_state (LuwteSession *self, LuwteSessionState state);
gint64 luwte_session_get_waiting_since (LuwteSession *self);

/* The service vouches that the same nickname is the same account (bridge only, R17). */
gboolean luwte_session_get_account (LuwteSession *self);
void luwte_session_set_account (LuwteSession *self, gboolean account);

/* What the colleague who handed it over told, for staff alone: her name, her note (both nullable), and
 * whether the visitor agreed to it. */
const char *luwte_session_get_handover_from (LuwteSession *self);
const char *luwte_session_get_handover_note (LuwteSession *self);
gboolean luwte_session_get_handover_consent (LuwteSession *self);
void luwte_session_set_handover (LuwteSession *self, const char *from, const char *note,
                                 gboolean consent);

/* What the service has it tagged with, for staff: names joined by ", "; nullable. */
const char *luwte_session_get_subjects (LuwteSession *self);
void luwte_session_set_subjects (LuwteSession *self, const char *subjects);

const char *luwte_session_get_last_text (LuwteSession *self);
gint64 luwte_session_get_last_at (LuwteSession *self);
void luwte_session_set_last (LuwteSession *self, const char *text, gint64 at);
guint luwte_session_get_unread (LuwteSession *self);
void luwte_session_set_unread (LuwteSession *self, guint unread);
gboolean luwte_session_get_typing (LuwteSession *self);
void luwte_session_set_typing (LuwteSession *self, gboolean typing);
gboolean luwte_session_get_seen_before (LuwteSession *self);
void luwte_session_set_seen_before (LuwteSession *self, gboolean seen_before);

G_END_DECLS
