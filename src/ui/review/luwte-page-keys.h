/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LuwtePageKey:
 * @key: as GTK parses it
 * @action: of the page
 * @argument: the action's number; 0 for an action that takes none
 */
typedef struct
{
  const char *key;
  const char *action;
  int argument;
} LuwtePageKey;

/**
 * luwte_page_keys_add:
 * @page: whose actions they are
 * @keys: which stay, as many as @n_keys
 *
 * Keys that hold wherever the focus is, while the page is shown: who comes to it by a key has the
 * focus still in the list of sections.
 */
void luwte_page_keys_add (GtkWidget *page, const LuwtePageKey *keys, gsize n_keys);

G_END_DECLS
