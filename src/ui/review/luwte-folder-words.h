/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LuwteBoardSync LuwteBoardSync;

/**
 * luwte_folder_words_problem:
 * @error: why not all that the team's folder is for could be done
 *
 * Returns: (transfer full): it in one sentence
 */
char *luwte_folder_words_problem (const GError *error);

/**
 * luwte_folder_words_unread:
 * @taken: (element-type LuwteTaken): what one look into the folder brought
 *
 * Files that stay unread until something else changes: from a roster that is not had, or made by a
 * newer program.
 *
 * Returns: (transfer full) (nullable): how many and why, in one sentence
 */
char *luwte_folder_words_unread (GPtrArray *taken);

/**
 * luwte_folder_words_left:
 * @sync: what one look into the folder brought
 *
 * Returns: (transfer full) (nullable): that files of this vault may still lie in a former folder
 */
char *luwte_folder_words_left (const LuwteBoardSync *sync);

/**
 * luwte_folder_words_refused:
 * @taken: (element-type LuwteTaken): what one look into the folder brought
 *
 * Returns: (transfer full) (nullable): why the first file was refused for good
 */
char *luwte_folder_words_refused (GPtrArray *taken);

/**
 * luwte_folder_words_sent:
 * @delivered: it lies in the folder
 *
 * Returns: (transfer none): where a sealed case is now
 */
const char *luwte_folder_words_sent (gboolean delivered);

G_END_DECLS
