/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/* (transfer full): "Counsellor, team lead"; roles: of #LuwteRosterRole */
char *luwte_team_words_roles (guint roles);
/* (transfer full): the words of a fingerprint, five a line, so that two people can read along */
char *luwte_team_words_lines (const char *fingerprint);

/**
 * luwte_team_save_text:
 * @widget: over whose window the portal asks where
 * @name: that is proposed
 * @text: public: a card or a roster
 *
 * Saves, and says in a toast over @widget how it went.
 */
void luwte_team_save_text (GtkWidget *widget, const char *name, const char *text);

G_END_DECLS
