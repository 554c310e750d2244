/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-notes.h"

G_BEGIN_DECLS

struct _LuwteNotes
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
  LuwtePolicy *policy;
};

/* What runs on the vault's writer thread. Each is a LuwteVaultFunc over its own job, and asks the
 * policy there, since only there the session's line is known; a LuwtePolicy may be asked from any
 * thread. */

typedef struct
{
  LuwtePolicy *policy;
  char *id;         /* of a note, or of the session for a draft */
  char *session_id; /* nullable */
  char *nickname;
  char *kind;
  char *line;
  char *channel;
  char *topic;
  gint64 created; /* 0 is now */
  LuwteNoteText *text;
} LuwteNoteJob;

LuwteNoteJob *luwte_note_job_new (LuwtePolicy *policy, const char *id, LuwteNoteText *text);
void luwte_note_job_free (LuwteNoteJob *self);

typedef struct
{
  LuwtePolicy *policy;
  GPtrArray *rows; /* LuwteNoteImport */
} LuwteImportJob;

LuwteImportJob *luwte_import_job_new (LuwtePolicy *policy, GPtrArray *rows);
void luwte_import_job_free (LuwteImportJob *self);

/* What a change answers. */
typedef struct
{
  char *note_id;
  char *dossier_id; /* nullable */
} LuwteNoteChange;

void luwte_note_change_free (LuwteNoteChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteNoteChange, luwte_note_change_free)

gpointer luwte_note_job_add (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_note_job_edit (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_note_job_erase (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_note_job_save_draft (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_import_job_run (LuwteDb *db, gpointer job, GError **error);

G_END_DECLS
