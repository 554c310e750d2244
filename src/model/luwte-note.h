/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_NOTE (luwte_note_get_type ())
G_DECLARE_FINAL_TYPE (LuwteNote, luwte_note, LUWTE, NOTE, GObject)

/**
 * LuwteNoteFields:
 *
 * What a stored working note consists of; borrowed strings, copied by luwte_note_new().
 */
typedef struct
{
  const char *id;         /* object id */
  const char *dossier_id; /* object id */
  const char *session_id; /* the vault's object id of the session, never the service's */
  const char *nickname;
  const char *kind; /* "note" or "personal_note" */
  const char *line;
  const char *channel;
  const char *topic; /* code */
  gint64 created;    /* unix s */
  gint64 edited;     /* unix s, 0 when never */
  LuwteDay due;      /* LUWTE_DAY_NONE while its term does not run */
  guint n_beside;    /* versions before corrections, and additions (luwte_notes_history_async()) */
  const char *text;
  const char *snippet; /* search only: plain text with the hits between U+0002 and U+0003 */
} LuwteNoteFields;

LuwteNote *luwte_note_new (const LuwteNoteFields *fields);
const LuwteNoteFields *luwte_note_get_fields (LuwteNote *self);

G_END_DECLS
