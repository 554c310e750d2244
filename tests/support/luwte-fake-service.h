/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service-private.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FAKE_SERVICE (luwte_fake_service_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFakeService, luwte_fake_service, LUWTE, FAKE_SERVICE, LuwteService)

/* A chat service in the process, for tests: it has sessions and messages, and each kind of call can
 * be made to fail, to be held back, or to happen with its answer lost. Answers come in a later turn
 * of the main loop, as from a real one. */
LuwteFakeService *luwte_fake_service_new (LuwteCapabilities capabilities);

/* Good answers come, or the connection is not there: then every call is UNREACHABLE. */
void luwte_fake_service_set_online (LuwteFakeService *self, gboolean online);

void luwte_fake_service_add (LuwteFakeService *self, const char *id, const char *nickname,
                             const char *department, gboolean account);
/* One that has waited since then, unix s. */
void luwte_fake_service_add_old (LuwteFakeService *self, const char *id, const char *nickname,
                                 gint64 since);
void luwte_fake_service_set_state (LuwteFakeService *self, const char *id, LuwteSessionState state);
LuwteSessionState luwte_fake_service_get_state (LuwteFakeService *self, const char *id);
gboolean luwte_fake_service_has (LuwteFakeService *self, const char *id);
/* No longer listed, without a word. */
void luwte_fake_service_vanish (LuwteFakeService *self, const char *id);
void luwte_fake_service_erase (LuwteFakeService *self, const char *id);
/* Sends the whole list. */
void luwte_fake_service_tell (LuwteFakeService *self);

/* (transfer none): the id of the new message; told: whether an event comes */
const char *luwte_fake_service_visitor_says (LuwteFakeService *self, const char *id,
                                             const char *text, gboolean told);
/* What the visitor has received from the counsellor, joined by "|". */
char *luwte_fake_service_received (LuwteFakeService *self, const char *id);
/* Tells the messages of the counsellor as events, with or without the client id. */
void luwte_fake_service_echo (LuwteFakeService *self, const char *id, gboolean with_client_id);

/* The next call of this kind fails so. code: a LuwteServiceError. */
void luwte_fake_service_fail_next (LuwteFakeService *self, LuwteServiceOp op, int code);
/* The next call of this kind happens, but its answer is lost: UNCERTAIN. */
void luwte_fake_service_lose_next (LuwteFakeService *self, LuwteServiceOp op);
/* Calls of this kind are not answered until they are let go. */
void luwte_fake_service_hold (LuwteFakeService *self, LuwteServiceOp op);
void luwte_fake_service_let_go (LuwteFakeService *self);
guint luwte_fake_service_n_calls (LuwteFakeService *self, LuwteServiceOp op);
gboolean luwte_fake_service_is_watched (LuwteFakeService *self, const char *id);
/* From here on it says how many closed sessions it holds: so many more of that month; 0: none at all. */
void luwte_fake_service_hold_closed (LuwteFakeService *self, const char *month,
                                     const char *department, guint n_sessions);
gboolean luwte_fake_service_got_transcript (LuwteFakeService *self);
/* How often it was told to ask for everything anew. */
guint luwte_fake_service_n_anew (LuwteFakeService *self);

G_END_DECLS
