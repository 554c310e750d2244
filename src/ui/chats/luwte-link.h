/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Web addresses in what somebody wrote. Each is shown with the host that it leads to, in letters that
 * cannot be mistaken for others; nothing is fetched, and a browser opens it only after a question. */

/* (transfer full) (nullable): the address as a browser would be given it, in ASCII, without a user
 * name; host: (out) (transfer full): to whom it leads. NULL for what is no http or https address. */
char *luwte_link_parse (const char *written, char **host);
/* (transfer full) (nullable): Pango markup of the text; NULL when there is no address in it */
char *luwte_link_markup (const char *text);
/* Shows a text in a label, with its addresses as links that ask before they are opened. */
void luwte_link_show (GtkLabel *label, const char *text);

/* Tells host and whole address, and opens it when she says so. */
void luwte_link_ask (GtkWidget *widget, const char *address);
/* For tests, in place of the browser. func: (nullable): the browser again */
typedef void (*LuwteLinkOpenFunc) (const char *address, gpointer data);
void luwte_link_set_open_func (LuwteLinkOpenFunc func, gpointer data);

G_END_DECLS
