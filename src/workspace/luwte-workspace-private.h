/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-folder-watch-private.h"
#include "luwte-policy.h"
#include "luwte-service.h"
#include "luwte-vault.h"
#include "luwte-workspace-store-private.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

/* What the files of workspace/ share. */

typedef struct
{
  LuwteServiceFactory factory;
  gpointer data;
} LuwteServiceKind;

struct _LuwteWorkspace
{
  GObject parent_instance;

  /* owned, for ever */
  char *dir;
  GHashTable *kinds; /* kind to LuwteServiceKind */
  LuwteFolderWatch *folder_watch;

  /* owned while open */
  LuwteVault *vault;
  LuwtePolicy *policy;
  LuwteRetention *retention;
  LuwteNotes *notes;
  LuwteReview *review;
  LuwteRights *rights;
  LuwteFigures *figures;
  LuwteTeam *team;
  LuwteBoard *board;
  LuwteLibrary *library;
  GHashTable *settings;
  char *role;
  LuwteReceipt *receipt; /* of the run at opening */
  GError *run_error;     /* why that run did not finish */

  /* owned, they outlive a lock */
  LuwteService *service;
  LuwteLive *live;
  char *service_id;
  LuwteServiceSetup setup; /* its strings are owned */
  gboolean has_setup;
  LuwteSecret *secret;
  gboolean practice;

  LuwteWorkspaceState state;
  LuwteOpenFlags flags;
  guint opening; /* a number for each opening; a lock makes it stale */
  guint daily_source;
  LuwteDay last_day; /* whose run has begun */
  gboolean running;  /* retention, beside the open window */
};

/* luwte-workspace.c */
void luwte_workspace_set_state (LuwteWorkspace *self, LuwteWorkspaceState state);
void luwte_workspace_emit_service_changed (LuwteWorkspace *self);
void luwte_workspace_emit_erased (LuwteWorkspace *self);
void luwte_workspace_drop_live (LuwteWorkspace *self);

void luwte_workspace_emit_backed_up (LuwteWorkspace *self);
void luwte_workspace_emit_replies_changed (LuwteWorkspace *self);
void luwte_workspace_take_vault (LuwteWorkspace *self, LuwteVault *vault);

/* luwte-workspace-open.c: takes over an open vault and goes on to OPEN */
void luwte_workspace_begin_async (LuwteWorkspace *self, LuwteVault *vault, LuwteOpenFlags flags,
                                  GAsyncReadyCallback callback, gpointer data);
gboolean luwte_workspace_begin_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error);

/* luwte-workspace-service.c */
void luwte_workspace_take_setup (LuwteWorkspace *self, const LuwteKeptVault *kept);
void luwte_workspace_clear_setup (LuwteWorkspace *self);
void luwte_workspace_attach_live (LuwteWorkspace *self);

/* luwte-workspace.c: lets go of everything that holds the profile, and begins anew with the same open
 * vault */
void luwte_workspace_begin_again (LuwteWorkspace *self, GAsyncReadyCallback callback,
                                  gpointer data);

/* luwte-workspace-access.c */
void luwte_workspace_install_readers (LuwteWorkspace *self);

/* luwte-workspace-rights.c */
void luwte_workspace_join_rights (LuwteWorkspace *self);

/* A live queue as it was in another process, with the vault locked. */
void luwte_workspace_resume_live (LuwteWorkspace *self, const LuwteServiceSetup *setup,
                                  LuwteSecret *secret, const char *service_id, gboolean practice,
                                  GVariant *state);

/* luwte-workspace-daily.c */
void luwte_workspace_start_daily (LuwteWorkspace *self);
void luwte_workspace_stop_daily (LuwteWorkspace *self);
void luwte_workspace_look_at_server_time (LuwteWorkspace *self);
void luwte_workspace_forget_cb (gpointer data, GTask *task);

/* The vault's read or write is refused in words for whoever asked too late. TRUE when it is. */
gboolean luwte_workspace_refuse_unless_open (LuwteWorkspace *self, GTask *task);

G_END_DECLS
