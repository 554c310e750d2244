/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-workspace.h"

G_BEGIN_DECLS

/* An open workspace with a vault of its own, and what the tests of the rights desk ask of it. */
typedef struct
{
  char *parent;
  LuwteWorkspace *workspace;
} Desk;

Desk *desk_new (const char *policy, const char *role);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* (transfer full): the new note's id */
char *desk_note (Desk *self, const char *nickname, const char *text);
/* (transfer full): of a nickname */
char *desk_dossier (Desk *self, const char *nickname);
/* (transfer full): a request about it, received today; checked: identity */
char *desk_request (Desk *self, const char *nickname, const char *kind, gboolean checked);
void desk_answer_cb (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *desk_wait (GAsyncResult **slot);
/* SQL on the writer, and the first number that a query gives. */
void desk_exec (Desk *self, const char *sql);
gint64 desk_ask (Desk *self, const char *static_sql);

G_END_DECLS
