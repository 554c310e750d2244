/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_SPELL_MARKS (luwte_spell_marks_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSpellMarks, luwte_spell_marks, LUWTE, SPELL_MARKS, GObject)

/* A wavy line under the words of a text view that no dictionary has, and in the view's own menu (by
 * the second button, the Menu key or Shift+F10) what they may have been. F7 goes to the next one and
 * opens that menu. A word is left alone while it is being typed.
 *
 * Actions of the view: "spelling.correct" (s), "spelling.ignore", "spelling.next". */

#define LUWTE_SPELL_MARKS_TAG "luwte-misspelt"

/* view: borrowed until luwte_spell_marks_end(). Whatever buffer it has is followed. */
LuwteSpellMarks *luwte_spell_marks_new (GtkTextView *view);
/* (transfer full): before the view goes. */
void luwte_spell_marks_end (LuwteSpellMarks *self);
/**
 * luwte_spell_marks_set_scope:
 * @scope: (nullable): whose conversation it is, for what is ignored
 * @name: (nullable): how the visitor is called: never wrong
 *
 * Forgets every word of the text before.
 */
void luwte_spell_marks_set_scope (LuwteSpellMarks *self, const char *scope, const char *name);
/* (nullable) (transfer full): the word that the menu is about */
char *luwte_spell_marks_dup_word (LuwteSpellMarks *self);
/* (transfer none): what the menu of the view has of ours */
GMenuModel *luwte_spell_marks_get_menu (LuwteSpellMarks *self);

G_END_DECLS
