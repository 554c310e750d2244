/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_LHC_SIMULATOR (luwte_lhc_simulator_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLhcSimulator, luwte_lhc_simulator, LUWTE, LHC_SIMULATOR, GObject)

/* A chat server in this process that answers as Live Helper Chat 4.90 was seen to answer, traps
 * included: a claim that never refuses, `!` commands, `msg: null` with `error: false`, filters that
 * are silently ignored, success for what did not happen, errors as HTTP 200, redirects for unknown
 * paths, `last_msg_id` that can be behind, and the visitor's address, place, agent and token in
 * every row. It runs in the thread-default main context of its maker. */

/* What is planted in every row and may be seen nowhere else. */
#define LUWTE_LHC_PLANTED_IP4   "203.0.113.77"
#define LUWTE_LHC_PLANTED_IP6   "2001:db8:77::1"
#define LUWTE_LHC_PLANTED_CITY  "Plaatsenburg"
#define LUWTE_LHC_PLANTED_AGENT "Mozilla/5.0 (PlantedAgent)"
#define LUWTE_LHC_PLANTED_HASH  "kPDvnPLANTEDxHASHxZilQEz1bLEbgtN7s6rQ5"

typedef enum
{
  LUWTE_LHC_TROUBLE_NONE,
  LUWTE_LHC_TROUBLE_HTML,       /* 200 and a page for people */
  LUWTE_LHC_TROUBLE_WRONG_JSON, /* 200 and half an object */
  LUWTE_LHC_TROUBLE_500,
  LUWTE_LHC_TROUBLE_302,
  LUWTE_LHC_TROUBLE_HUGE,   /* 200 MB */
  LUWTE_LHC_TROUBLE_SILENT, /* the request is carried out, the connection dropped without an answer */
  LUWTE_LHC_TROUBLE_REVOKED, /* "Authorization failed!" */
  LUWTE_LHC_TROUBLE_LATE,    /* answered with what is now, and sent by let_go() */
} LuwteLhcTrouble;

LuwteLhcSimulator *luwte_lhc_simulator_new (void);
/* "http://127.0.0.1:PORT" */
const char *luwte_lhc_simulator_get_url (LuwteLhcSimulator *self);
/* Stops listening and drops all connections; start again on the same port. */
void luwte_lhc_simulator_stop (LuwteLhcSimulator *self);
void luwte_lhc_simulator_start (LuwteLhcSimulator *self);

/* An operator of departments 1 and 2 with an API key. Returns the user id. */
gint64 luwte_lhc_simulator_add_operator (LuwteLhcSimulator *self, const char *user,
                                         const char *key);

gint64 luwte_lhc_simulator_arrive (LuwteLhcSimulator *self, const char *nickname, gint64 department,
                                   const char *text);
void luwte_lhc_simulator_say (LuwteLhcSimulator *self, gint64 chat, const char *text);
void luwte_lhc_simulator_leave (LuwteLhcSimulator *self, gint64 chat);
void luwte_lhc_simulator_set_typing (LuwteLhcSimulator *self, gint64 chat, gboolean typing);
/* An offline question: a pending chat with status_sub 7, its text in a system message. */
gint64 luwte_lhc_simulator_ask_offline (LuwteLhcSimulator *self, const char *nickname,
                                        const char *text);

/* A message with a file: "[file=ID_HASH]", as the server writes it. Returns the message's id. */
gint64 luwte_lhc_simulator_send_file (LuwteLhcSimulator *self, gint64 chat, const char *name,
                                      GBytes *bytes);
void luwte_lhc_simulator_set_subject (LuwteLhcSimulator *self, gint64 chat, const char *name);
void luwte_lhc_simulator_set_disabled (LuwteLhcSimulator *self, gint64 operator_id,
                                       gboolean disabled);
/* The role may ask who a colleague is, which the stock one may not. */
void luwte_lhc_simulator_set_lists_users (LuwteLhcSimulator *self, gboolean lists);
/* The role without `allowopenremotechat`: what a colleague has can be neither read nor written. */
void luwte_lhc_simulator_set_closed_role (LuwteLhcSimulator *self, gboolean closed);
/* A chat that is handed over goes to the first operator instead of to whom it was meant for. */
void luwte_lhc_simulator_set_misdirects (LuwteLhcSimulator *self, gboolean misdirects);

/* The truth at the server. */
gint64 luwte_lhc_simulator_get_owner (LuwteLhcSimulator *self, gint64 chat);
/* 0 pending, 1 active, 2 closed, -1 no such chat */
int luwte_lhc_simulator_get_status (LuwteLhcSimulator *self, gint64 chat);
/* (transfer full): the conversation as the visitor reads it, oldest first, hers with "<" before it,
 * the operators' with ">" */
char **luwte_lhc_simulator_read_chat (LuwteLhcSimulator *self, gint64 chat);
/* (transfer full): what operators said that the visitor sees, in order */
char **luwte_lhc_simulator_get_said (LuwteLhcSimulator *self, gint64 chat);
gboolean luwte_lhc_simulator_is_online (LuwteLhcSimulator *self, gint64 operator_id);
guint luwte_lhc_simulator_get_n_heartbeats (LuwteLhcSimulator *self, gint64 operator_id);

/* The next n requests whose path contains `where` (NULL: any) meet trouble. */
void luwte_lhc_simulator_trouble (LuwteLhcSimulator *self, LuwteLhcTrouble trouble,
                                  const char *where, guint n);
/* How many answers are held back; and sends them. */
guint luwte_lhc_simulator_get_n_late (LuwteLhcSimulator *self);
void luwte_lhc_simulator_let_go (LuwteLhcSimulator *self);
/* Whole-row writes lose the newest last_msg_id, as they were seen to in up to four of ten. */
void luwte_lhc_simulator_set_loses_updates (LuwteLhcSimulator *self, gboolean loses);
/* Answers that do nothing: claim, close and release say "changed" and change nothing. */
void luwte_lhc_simulator_set_lies (LuwteLhcSimulator *self, gboolean lies);
/* Paths that were asked, one a line, for tests that say what may never be asked. */
guint luwte_lhc_simulator_count (LuwteLhcSimulator *self, const char *line);
const char *luwte_lhc_simulator_get_log (LuwteLhcSimulator *self);

G_END_DECLS
