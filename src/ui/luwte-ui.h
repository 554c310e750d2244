/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * luwte_ui_init:
 *
 * Registers templates, icons and styles for the default display. To be called once, after
 * adw_init() or from an application's startup, before the first widget is made.
 */
void luwte_ui_init (void);

G_END_DECLS
