/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_WINDOW (luwte_window_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWindow, luwte_window, LUWTE, WINDOW, AdwApplicationWindow)

/* The one window: first run, unlock, opening, or what the open vault shows, as the workspace's
 * state says. Its title is always "Luwte".
 *
 * Properties: "workspace" (construct only), "layout" (LuwteLayout as int, set by its breakpoints). */
GtkWidget *luwte_window_new (GtkApplication *application, LuwteWorkspace *workspace);

/* The vault is a throw-away one for practice: the locked window says its passphrase, and the panic
 * key leaves a way back. */
void luwte_window_set_throwaway (LuwteWindow *self, const char *passphrase);

/* Locks at once: the vault is closed and every text is gone from the widgets. */
void luwte_window_lock (LuwteWindow *self);
/* A locked window's size and clocks, floating a{sv}, for the one that takes its place. take_over()
 * tells whether that one should be shown. */
GVariant *luwte_window_hand_over (LuwteWindow *self);
gboolean luwte_window_take_over (LuwteWindow *self, GVariant *state);

G_END_DECLS
