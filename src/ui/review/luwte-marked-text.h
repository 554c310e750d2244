/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteRedaction LuwteRedaction;

/**
 * LuwteFind:
 * @number: as it stands behind the mark in the text and in the list; 0: asked, "?"
 * @part: where it stands first
 * @start: in code points of that part
 * @count: in how many places of what goes along
 *
 * A word that is removed or asked, once for all its places.
 */
typedef struct
{
  guint number;
  char *word;
  const char *category;
  guint person;
  guint part;
  guint start;
  guint end;
  guint count;
} LuwteFind;

#define LUWTE_TYPE_MARKED_TEXT (luwte_marked_text_get_type ())
G_DECLARE_FINAL_TYPE (LuwteMarkedText, luwte_marked_text, LUWTE, MARKED_TEXT, AdwBin)

/* What goes along, with a mark on what is found: colour, underline and number. Follows the
 * redaction. Signal "found": the finds are others. */
void luwte_marked_text_set_redaction (LuwteMarkedText *self, LuwteRedaction *redaction);
/* (transfer none) (element-type LuwteFind): in the order of the text */
GPtrArray *luwte_marked_text_get_finds (LuwteMarkedText *self);

/* The next or previous mark from the cursor on is selected; around the end to the beginning. */
void luwte_marked_text_step (LuwteMarkedText *self, gboolean back);
/* Selects it and brings it into view. */
void luwte_marked_text_show_place (LuwteMarkedText *self, guint part, guint start, guint end);
/* What is selected goes, wherever it stands; with nothing selected the find under the cursor is
 * confirmed. FALSE: there is nothing of that kind. */
gboolean luwte_marked_text_mark (LuwteMarkedText *self, const char *category);
/* The find under the cursor stays, wherever it stands. */
gboolean luwte_marked_text_keep (LuwteMarkedText *self);
gboolean luwte_marked_text_grab_focus (LuwteMarkedText *self);

G_END_DECLS
