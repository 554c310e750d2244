/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-alerts.h"
#include "luwte-auto-lock.h"
#include "luwte-layout.h"
#include "luwte-main-view.h"
#include "luwte-status.h"
#include "luwte-window.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

struct _LuwteWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwToastOverlay *toasts;
  GtkStack *root;

  /* borrowed */
  LuwteMainView *main;
  GtkWidget *first_run;
  GtkWidget *unlock;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteStatus *status;
  LuwteAutoLock *auto_lock;
  LuwteAlerts *alerts;
  char *throwaway; /* the passphrase of a throw-away vault, or NULL */
  LuwteLayout layout;
  guint opening;       /* shows that page when it takes longer than a wrong passphrase does */
  GtkWidget *refocus;  /* weak: had the focus before the pages were folded */
  guint refocusing;    /* gives it back */
  gboolean closing;    /* she is being asked what that means */
  gboolean background; /* she has said, and so has the desktop, that it goes on without a window */
};

/* luwte-window-close.c */
void luwte_window_watch_close (LuwteWindow *self);
/* luwte-window-actions.c */
void luwte_window_install_actions (GtkWidgetClass *widget_class);
/* Which actions make sense in the workspace's state. */
void luwte_window_update_actions (LuwteWindow *self);

G_END_DECLS
