/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-fake-service.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

/* A real workspace in a temporary folder, with a chat service in the process for every kind. */
typedef struct
{
  char *dir;
  LuwteWorkspace *workspace;
  LuwteFakeService *service; /* the latest that was made, borrowed; NULL before */
  gboolean refuse;           /* the next service cannot be reached */
} LuwteUiFixture;

#define LUWTE_UI_PASSPHRASE "stil water onder vier bruggen"

/* Without a vault. */
LuwteUiFixture *luwte_ui_fixture_new_empty (void);
/* With an open one of that profile; kind: (nullable): the chat service. */
LuwteUiFixture *luwte_ui_fixture_new (const char *policy, const char *kind);
/* role: "counsellor", "lead" */
LuwteUiFixture *luwte_ui_fixture_new_role (const char *policy, const char *kind, const char *role);
void luwte_ui_fixture_free (LuwteUiFixture *self);
/* Waits for the end of an asynchronous call that was given luwte_ui_fixture_answer_cb. */
void luwte_ui_fixture_answer_cb (GObject *source, GAsyncResult *result, gpointer data);
GAsyncResult *luwte_ui_fixture_wait (GAsyncResult **result);
/* A note of so many days ago, under that nickname. */
void luwte_ui_fixture_add_note (LuwteUiFixture *self, const char *nickname, const char *text,
                                int days_ago);

G_END_DECLS
