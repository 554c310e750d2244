/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-request-view.h"

#include "luwte-request.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

struct _LuwteRequestView
{
  AdwNavigationPage parent_instance;

  /* template children */
  AdwWindowTitle *title;
  GtkWidget *body;
  AdwActionRow *whose;
  AdwActionRow *received;
  AdwActionRow *answer_by;
  AdwActionRow *state;
  AdwActionRow *ground;
  GtkWidget *checks;
  AdwActionRow *identity;
  GtkWidget *identity_button;
  AdwActionRow *ownership;
  GtkWidget *ownership_button;
  AdwPreferencesGroup *notes;
  AdwPreferencesGroup *answer;
  GtkLabel *why_not;
  GtkWidget *buttons;
  GtkButton *primary;
  AdwPreferencesGroup *file;
  AdwSwitchRow *personal;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteRights *rights;
  GPtrArray *requests; /* as they were listed */
  char *id;
  GPtrArray *note_rows; /* of borrowed rows */
  GPtrArray *topics;

  const LuwteRequest *request; /* in requests; NULL until it was found */
  gboolean busy;
};

/* luwte-request-view.c */
void luwte_request_view_load (LuwteRequestView *self);
/* While something is done about it nothing else is begun. */
void luwte_request_view_set_busy (LuwteRequestView *self, gboolean busy);
/* It was done, or it failed with @error: says so, and looks again. */
void luwte_request_view_settle (LuwteRequestView *self, const GError *error, const char *done);

/* luwte-request-view-answer.c: what the buttons do */
void luwte_request_view_do (LuwteRequestView *self);
void luwte_request_view_refuse (LuwteRequestView *self);
void luwte_request_view_withdraw (LuwteRequestView *self);
void luwte_request_view_save (LuwteRequestView *self, const char *extension);

/* luwte-request-view-notes.c: the notes that a correction or an addition may be about */
void luwte_request_view_show_notes (LuwteRequestView *self);

G_END_DECLS
