/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-lhc-simulator.h"

G_BEGIN_DECLS

/* Shared by the two files of the simulator alone. */

typedef struct
{
  gint64 id;
  gint64 author; /* 0 visitor, >0 operator, -1 system */
  gint64 at;
  char *text;
  gboolean whisper;
  char *file_name; /* NULL: it brought no file */
  GBytes *file;
} Said;

typedef struct
{
  gint64 id;
  char *nickname;
  gint64 department;
  int status;
  int status_sub;
  gint64 owner;
  gint64 at;
  gint64 last_message;
  gboolean left;
  gboolean typing;
  char *subject;   /* nullable */
  GPtrArray *said; /* Said */
} Chat;

typedef struct
{
  gint64 id;
  char *user;
  char *key;
  gboolean online;
  gboolean disabled; /* which the server overlooks */
  guint n_heartbeats;
} Operator;

struct _LuwteLhcSimulator
{
  GObject parent_instance;

  SoupServer *server;
  guint port;
  char *url;
  GPtrArray *chats;
  GPtrArray *operators;
  gint64 next_chat;
  gint64 next_message;
  LuwteLhcTrouble trouble;
  char *trouble_where;
  guint trouble_left;
  gboolean loses_updates;
  gboolean lies;
  gboolean misdirects;
  gboolean lists_users;
  gboolean closed_role;
  GString *log;
  GPtrArray *late; /* SoupServerMessage */
};

/* Borrowed; NULL when there is none. */
Chat *luwte_lhc_simulator_find_chat (LuwteLhcSimulator *self, gint64 id);
Said *luwte_lhc_simulator_append_said (LuwteLhcSimulator *self, Chat *chat, gint64 author,
                                       const char *text);
void luwte_lhc_simulator_request_cb (SoupServer *server, SoupServerMessage *message,
                                     const char *path, GHashTable *query, gpointer user_data);

G_END_DECLS
