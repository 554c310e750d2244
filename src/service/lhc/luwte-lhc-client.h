/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-file.h"
#include "luwte-json.h"
#include "luwte-lhc-parse.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What the server answered: whoever has read it frees it, and with it every text in it is wiped, since
 * what the allow-list left is not to stay. */
typedef JsonObject LuwteLhcAnswer;
void luwte_lhc_answer_free (LuwteLhcAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteLhcAnswer, luwte_lhc_answer_free)

#define LUWTE_TYPE_LHC_CLIENT (luwte_lhc_client_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLhcClient, luwte_lhc_client, LUWTE, LHC_CLIENT, GObject)

/* Requests of the restapi family, each with its authorisation: the server never answers 401, so
 * nothing may be left to a challenge. Answers come checked and parsed by the allow-list. */

LuwteLhcClient *luwte_lhc_client_new (const char *url, const char *user, LuwteSecret *secret,
                                      GError **error);
const char *luwte_lhc_client_get_user (LuwteLhcClient *self);
/* 0 until the first luwte_lhc_client_log_in_async() went well. */
gint64 luwte_lhc_client_get_my_id (LuwteLhcClient *self);
/* Whether the server shows us as offline; as of the last log in. */
gboolean luwte_lhc_client_get_hidden (LuwteLhcClient *self);
/* Of the latest good answer, unix s. */
gint64 luwte_lhc_client_get_date (LuwteLhcClient *self);
/* While the vault is locked: the lists are asked for without nicknames. */
void luwte_lhc_client_set_bare (LuwteLhcClient *self, gboolean bare);
/* luwte_http_set_authority() */
gboolean luwte_lhc_client_set_authority (LuwteLhcClient *self, const char *pem, GError **error);
/* For tests: luwte_http_set_tls_database(). */
void luwte_lhc_client_set_tls_database (LuwteLhcClient *self, GTlsDatabase *database);

void luwte_lhc_client_log_in_async (LuwteLhcClient *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_lhc_client_log_in_finish (LuwteLhcClient *self, GAsyncResult *result,
                                         GError **error);

/* (transfer full) (element-type LuwteLhcRow): all pending and active chats, in as many pages as
 * there are. alive: tell the server that we are at our desk (it shows us offline after 300 s). */
void luwte_lhc_client_rows_async (LuwteLhcClient *self, gboolean alive, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
/* The same for the poll: a page that got no answer is asked for again at once, twice at most, since with
 * one page lost of many all that was read would be lost, and who waits waits for the next poll. */
void luwte_lhc_client_poll_rows_async (LuwteLhcClient *self, gboolean alive,
                                       GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *luwte_lhc_client_rows_finish (LuwteLhcClient *self, GAsyncResult *result,
                                         GError **error);

/* A page of the closed chats that began more than @delay seconds ago, without names; answered by
 * luwte_lhc_client_call_finish(), for luwte_lhc_parse_closed(). */
void luwte_lhc_client_closed_async (LuwteLhcClient *self, gint64 delay, guint offset,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/* (transfer full) (element-type LuwteMessage): after_id 0 for all; newest: (out) (optional) */
void luwte_lhc_client_messages_async (LuwteLhcClient *self, const char *session_id, gint64 after_id,
                                      GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *luwte_lhc_client_messages_finish (LuwteLhcClient *self, GAsyncResult *result,
                                             gint64 *newest, GError **error);

/* One call: method GET, POST or DELETE, path below restapi/, form for POST: name, value, …, NULL.
 * (transfer full): the answer, for luwte_lhc_parse_sent() or for nothing. */
void luwte_lhc_client_call_async (LuwteLhcClient *self, const char *method, const char *path,
                                  const char *const *form, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
LuwteLhcAnswer *luwte_lhc_client_call_finish (LuwteLhcClient *self, GAsyncResult *result,
                                              GError **error);

/* The bytes of a GET below restapi/, whatever they are; too many of them, or another status than 200, is
 * an error. luwte_lhc_client_bytes_finish() returns: (transfer full): wiped when they go */
void luwte_lhc_client_bytes_async (LuwteLhcClient *self, const char *path, gsize max_bytes,
                                   LuwteFileProgressFunc progress, gpointer progress_data,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
GBytes *luwte_lhc_client_bytes_finish (LuwteLhcClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
