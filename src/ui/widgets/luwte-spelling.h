/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SPELLING (luwte_spelling_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSpelling, luwte_spelling, LUWTE, SPELLING, GObject)

/* Whether words are spelt well, by the dictionaries of this computer. One for the whole process.
 * Nothing is learnt: no personal list is read or written, and what is ignored is known only here,
 * until its conversation is over.
 *
 * Signal "changed": what was right may be wrong now, or the other way round. */

/* In the vault: "off", or the language that was chosen. */
#define LUWTE_SETTING_SPELLING "spelling"

typedef enum
{
  LUWTE_SPELLING_OFF,
  LUWTE_SPELLING_LOADING,
  LUWTE_SPELLING_READY,
  LUWTE_SPELLING_ABSENT, /* no dictionary of the language on this computer */
} LuwteSpellingState;

/**
 * luwte_spelling_seal:
 *
 * Takes the library's own lists of words away from it. Before the process has a second thread;
 * without it no dictionary is opened, since the library would begin a file in the home folder.
 */
void luwte_spelling_seal (void);
/* (transfer none) */
LuwteSpelling *luwte_spelling_get_default (void);
/* (transfer none) (nullable): what was chosen in Preferences, else the language of the window where
 * the profile has it, else the profile's first; NULL: switched off. */
const char *luwte_spelling_find_language (LuwteWorkspace *workspace);
/* That language, from now on. */
void luwte_spelling_follow (LuwteSpelling *self, LuwteWorkspace *workspace);
/* language: (nullable): "nl"; NULL: off. The dictionary is read in a thread of its own. */
void luwte_spelling_set_language (LuwteSpelling *self, const char *language);
/* (nullable) */
const char *luwte_spelling_get_language (LuwteSpelling *self);
LuwteSpellingState luwte_spelling_get_state (LuwteSpelling *self);

/**
 * luwte_spelling_check_async:
 * @words: (element-type utf8): not empty
 *
 * luwte_spelling_check_finish() returns: (transfer full) (element-type utf8): those that are not in
 * the dictionary, wiped when they go. G_IO_ERROR_NOT_FOUND where there is no dictionary.
 */
void luwte_spelling_check_async (LuwteSpelling *self, GPtrArray *words, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_spelling_check_finish (LuwteSpelling *self, GAsyncResult *result, GError **error);
/**
 * luwte_spelling_suggest_async:
 *
 * luwte_spelling_suggest_finish() returns: (transfer full): words like it, the likeliest first, not
 * many; may be empty.
 */
void luwte_spelling_suggest_async (LuwteSpelling *self, const char *word, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_spelling_suggest_finish (LuwteSpelling *self, GAsyncResult *result,
                                          GError **error);

/* scope: whose conversation it is */
void luwte_spelling_ignore (LuwteSpelling *self, const char *scope, const char *word);
/* scope: (nullable) */
gboolean luwte_spelling_is_ignored (LuwteSpelling *self, const char *scope, const char *word);
/* Forgets what was ignored in all conversations but these. scopes: NULL-terminated */
void luwte_spelling_keep (LuwteSpelling *self, const char *const *scopes);

/* A list of strings that are wiped when they go. */
GPtrArray *luwte_spelling_new_words (void);

G_END_DECLS
