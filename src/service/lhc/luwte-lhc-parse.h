/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-json.h"
#include "luwte-message.h"
#include "luwte-question.h"
#include "luwte-session.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* The allow-list of Live Helper Chat: the only place where its answers are read. What has no field
 * in the values below never leaves the adapter: not ip, lat, lon, city, country, time zone, agent,
 * device, referrer, locale, e-mail, phone, variables, the half-written text, nor the visitor's hash,
 * with which anybody could be the visitor (R5). */

/**
 * LuwteLhcRow: one chat of `restapi/chats`.
 */
typedef struct
{
  gint64 id;
  gint64 owner;  /* user id of the operator, 0 when nobody's */
  gint64 status; /* 0 pending, 1 active, 2 closed */
  gint64 waiting_since;
  gint64 last_message_id; /* may be behind: whole-row writes lose it */
  char *nickname;
  char *department;          /* nullable */
  char *subjects;            /* nullable: their names, joined by ", " */
  gboolean offline_question; /* status_sub 7 */
  gboolean visitor_gone;
  gboolean typing;
} LuwteLhcRow;

void luwte_lhc_row_free (LuwteLhcRow *self);

/* The most bytes of one answer. A hundred chats take some 120 KB. */
#define LUWTE_LHC_MAX_BYTES (4 * 1024 * 1024)
/* Chats asked for at once; more come in further pages. */
#define LUWTE_LHC_PAGE 100

/* FALSE with LUWTE_SERVICE_ERROR_REFUSED, _NOT_FOUND or _PROTOCOL when the answer says that it is an
 * error. `error` is a bool here and the string "true" there; the status line tells nothing. */
gboolean luwte_lhc_parse_check (guint http_status, JsonObject *answer, GError **error);

/**
 * luwte_lhc_parse_user:
 * @hidden: (out): whether the server shows us as offline
 *
 * Own user id of `restapi/getuser`.
 *
 * Returns: %FALSE with LUWTE_SERVICE_ERROR_REFUSED for a disabled user. The server lets her in all the
 *   same, by key and by password; who has switched an account off meant that she is not to come in.
 */
gboolean luwte_lhc_parse_user (JsonObject *answer, gint64 *id, gboolean *hidden, GError **error);

/* Appends LuwteLhcRow to rows; n_listed tells how many rows the answer had. Rows of another status
 * than pending and active are passed over: the server ignores a filter that it does not like. */
gboolean luwte_lhc_parse_rows (JsonObject *answer, GPtrArray *rows, guint *n_listed,
                               GError **error);

/* Counts the closed chats in which nothing has happened since @before, under "2024-03\tdepartment"; no
 * more than that is taken from them. counts: (element-type utf8 uint) */
gboolean luwte_lhc_parse_closed (JsonObject *answer, gint64 before, GHashTable *counts,
                                 guint *n_listed, GError **error);

/* (transfer full) (element-type LuwteMessage): what visitor and operators wrote, oldest first. System
 * messages (an offline question carries an address there) and whispers are passed over. newest: in
 * and out, the highest id seen, of whatever kind. */
GPtrArray *luwte_lhc_parse_messages (JsonObject *answer, const char *session_id, gint64 my_id,
                                     gint64 *newest, GError **error);

/* Id and time of what was sent. FALSE with LUWTE_SERVICE_ERROR_NOT_DONE for `msg: null`: the server
 * took the text for a command, whatever `error` says. */
gboolean luwte_lhc_parse_sent (JsonObject *answer, gint64 *id, gint64 *at, GError **error);

/**
 * luwte_lhc_parse_question:
 * @id: (nullable): of the question; %NULL takes it of row
 * @row: (nullable): as it is in the list; %NULL when it is no longer listed
 *
 * A question that was left, from all messages of its chat. Of the system message that has it, the text
 * alone is taken: what stands behind it is how to reach who asked, and that has no field. A text that
 * does not begin as the server's own template begins is not taken at all.
 */
LuwteQuestion *luwte_lhc_parse_question (JsonObject *answer, const char *id, const LuwteLhcRow *row,
                                         gint64 my_id, GError **error);

/**
 * LuwteLhcMedia: what a message tells of one file. Its hash has no field.
 */
typedef struct
{
  gint64 id;
  gint64 size;
  char *name; /* nullable */
} LuwteLhcMedia;

/**
 * luwte_lhc_parse_media:
 * @message_id: in which message
 * @index: which file of it, from 0
 * @media: (out): its name is to be freed
 *
 * Returns: %FALSE with LUWTE_SERVICE_ERROR_NOT_FOUND when that message has no such file
 */
gboolean luwte_lhc_parse_media (JsonObject *answer, gint64 message_id, guint index,
                                LuwteLhcMedia *media, GError **error);

/* Whether read, as text_in() gives it, is what we sent: the server trims. */
gboolean luwte_lhc_same_text (const char *sent, const char *read);

/* Ids of this service are numbers; anything else was never handed out by it, and nothing but digits
 * goes into a path. */
gboolean luwte_lhc_is_number (const char *text);

/* Text as the server must get it: a leading "!" (spaces before it are trimmed there) would be
 * a command, so U+200B goes before it. */
char *luwte_lhc_text_out (const char *text);
/* Text as people read it: without that U+200B, a file named as such. Other BBCode stays
 * as somebody typed it: it may be what she means. */
char *luwte_lhc_text_in (const char *text);

/* (transfer full): a fresh session as the rest of Luwte knows it */
LuwteSession *luwte_lhc_row_to_session (const LuwteLhcRow *row, gint64 my_id);

G_END_DECLS
