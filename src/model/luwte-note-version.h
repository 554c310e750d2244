/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteNoteVersionKind:
 * @LUWTE_NOTE_BEFORE: what stood in the note before it was corrected
 * @LUWTE_NOTE_ADDITION: what the one it is about wanted to stand beside it
 */
typedef enum
{
  LUWTE_NOTE_BEFORE,
  LUWTE_NOTE_ADDITION,
} LuwteNoteVersionKind;

/**
 * LuwteNoteVersion:
 * @topic: (nullable): code; of what stood before
 * @at: when it was written, unix s
 * @replaced: when it was corrected; 0 for an addition
 *
 * What belongs to a note beside its text (R82). It goes when the note goes.
 */
typedef struct
{
  LuwteNoteVersionKind kind;
  char *topic;
  gint64 at;
  gint64 replaced;
  LuwteNoteText *text;
} LuwteNoteVersion;

void luwte_note_version_free (LuwteNoteVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteNoteVersion, luwte_note_version_free)

G_END_DECLS
