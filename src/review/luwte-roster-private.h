/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-key-pair.h"
#include "luwte-roster.h"

G_BEGIN_DECLS

struct _LuwteRoster
{
  gatomicrefcount refs;
  char *text;
  char *team;
  char *name;
  guint number;
  GPtrArray *members;   /* LuwteRosterMember */
  GPtrArray *team_keys; /* the team key sealed to each, LUWTE_BOX_BYTES, in the same order */
  GStrv profiles;
  guint8 signer[LUWTE_PUBLIC_BYTES];
};

#define LUWTE_ROSTER_SIGNING "luwte roster 1"

/* The body of a roster as JSON, and back; the form alone, no signature. */
char *luwte_roster_write_body (LuwteRoster *self);
gboolean luwte_roster_read_body (LuwteRoster *self, const char *body, gsize length, GError **error);

G_END_DECLS
