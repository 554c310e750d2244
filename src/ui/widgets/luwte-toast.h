/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows a toast over the window that @widget stands in; without one (a test), nothing. */
void luwte_toast_say (GtkWidget *widget, const char *words);
/* With a button that undoes: the callback runs at most once, swapped, while @object lives. */
void luwte_toast_offer_undo (GtkWidget *widget, const char *words, GCallback undo, gpointer object);

G_END_DECLS
