/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

/**
 * LuwteCtlExit: the exit statuses of luwtectl. Scripts depend on them; they never change.
 */
typedef enum
{
  LUWTE_CTL_DONE = 0,
  LUWTE_CTL_FAILED = 1,
  LUWTE_CTL_USAGE = 2,
  LUWTE_CTL_WRONG_PASSPHRASE = 3,
  LUWTE_CTL_DAMAGED = 4,
  LUWTE_CTL_REFUSED = 5,
  LUWTE_CTL_SERVICE = 6,
  LUWTE_CTL_NO_SPACE = 7,
  LUWTE_CTL_BUSY = 8,
} LuwteCtlExit;

typedef struct _LuwteCtl LuwteCtl;

/**
 * LuwteCtlNeeds: what a command is handed.
 * @LUWTE_CTL_NEEDS_NOTHING: the line alone
 * @LUWTE_CTL_NEEDS_FOLDER: a workspace, not opened
 * @LUWTE_CTL_NEEDS_VAULT: the vault open, what is due hidden and not erased
 */
typedef enum
{
  LUWTE_CTL_NEEDS_NOTHING,
  LUWTE_CTL_NEEDS_FOLDER,
  LUWTE_CTL_NEEDS_VAULT,
} LuwteCtlNeeds;

/**
 * LuwteCtlCommand:
 * @group: "vault", "note", …, or NULL for a command of one word
 * @name: "create", "queue", …
 * @usage: what follows the name, for `--help`
 * @summary: one line, translatable
 * @options: names of the options it takes, separated by spaces; an option that takes no value ends
 *   in "!", one that may stand more than once in "*"
 * @min_words: fewest words after the command
 * @max_words: most words after the command
 */
typedef struct
{
  const char *group;
  const char *name;
  const char *usage;
  const char *summary;
  const char *options;
  guint min_words;
  guint max_words;
  LuwteCtlNeeds needs;
  LuwteCtlExit (*run) (LuwteCtl *ctl);
} LuwteCtlCommand;

/* One array per file, ended by a command without a name. */
extern const LuwteCtlCommand luwte_ctl_vault_commands[];
extern const LuwteCtlCommand luwte_ctl_backup_commands[];
extern const LuwteCtlCommand luwte_ctl_policy_commands[];
extern const LuwteCtlCommand luwte_ctl_note_commands[];
extern const LuwteCtlCommand luwte_ctl_retention_commands[];
extern const LuwteCtlCommand luwte_ctl_right_commands[];
extern const LuwteCtlCommand luwte_ctl_consent_commands[];
extern const LuwteCtlCommand luwte_ctl_figures_commands[];
extern const LuwteCtlCommand luwte_ctl_service_commands[];
extern const LuwteCtlCommand luwte_ctl_session_commands[];
extern const LuwteCtlCommand luwte_ctl_team_commands[];
extern const LuwteCtlCommand luwte_ctl_deident_commands[];
extern const LuwteCtlCommand luwte_ctl_handover_commands[];
extern const LuwteCtlCommand luwte_ctl_review_commands[];
extern const LuwteCtlCommand luwte_ctl_library_commands[];

LuwteCtlExit luwte_ctl_main (int argc, char **argv);

/* What stood on the line. */
const char *luwte_ctl_word (LuwteCtl *ctl, guint index);
const char *luwte_ctl_option (LuwteCtl *ctl, const char *name);
const char *const *luwte_ctl_option_all (LuwteCtl *ctl, const char *name);
gboolean luwte_ctl_flag (LuwteCtl *ctl, const char *name);
LuwteWorkspace *luwte_ctl_workspace (LuwteCtl *ctl);

/* (transfer full): the dossier that bears a nickname; NULL, and the reason on standard error, when it
 * is not exactly one */
char *luwte_ctl_dossier_of (LuwteCtl *ctl, const char *nickname);
/* (transfer full): of --nickname or --dossier; NULL with the reason told and *status set */
char *luwte_ctl_dossier_asked (LuwteCtl *ctl, LuwteCtlExit *status);
/* (transfer full): the newest note under a nickname, in the same way. instead: the option that names
 * one where several bear it */
LuwteNote *luwte_ctl_note_of (LuwteCtl *ctl, const char *nickname, const char *instead);

/* The review folder: --folder, which the vault remembers, or the one that it remembers. (transfer
 * full): NULL with the reason told */
char *luwte_ctl_review_folder (LuwteCtl *ctl);
/* What lies ready comes there, and what came is taken in; what could not be brought is told. */
LuwteCtlExit luwte_ctl_review_bring (LuwteCtl *ctl, const char *folder);

/* What --answers FILE says of the words that are asked, and of what was missed. */
gboolean luwte_ctl_review_answer (LuwteCtl *ctl, LuwteRedaction *redaction, GError **error);
/* What would be read, what was removed, what is asked. */
LuwteCtlExit luwte_ctl_review_preview (LuwteCtl *ctl, LuwteRedaction *redaction);

/* After an erasure: backups that could not be reached, and until when they may exist, on standard
 * error. Gives how many. */
guint luwte_ctl_tell_backups (LuwteCtl *ctl);

/* Reads a secret from --NAME-file or --NAME-fd: its first line, without the line break. NULL, and
 * the reason on standard error, when neither was given or it cannot be read. */
LuwteSecret *luwte_ctl_secret (LuwteCtl *ctl, const char *name);

/* Everything below is asynchronous; luwtectl waits. */
void luwte_ctl_answer_cb (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *luwte_ctl_wait (GAsyncResult **slot);

/* Standard output: rows. With --json one object a line, else the values of a row between tabs. */
typedef struct _LuwteCtlRow LuwteCtlRow;
LuwteCtlRow *luwte_ctl_row (LuwteCtl *ctl);
void luwte_ctl_row_string (LuwteCtlRow *row, const char *name, const char *value);
void luwte_ctl_row_int (LuwteCtlRow *row, const char *name, gint64 value);
void luwte_ctl_row_bool (LuwteCtlRow *row, const char *name, gboolean value);
void luwte_ctl_row_day (LuwteCtlRow *row, const char *name, LuwteDay day);
void luwte_ctl_row_time (LuwteCtlRow *row, const char *name, gint64 unix_s);
void luwte_ctl_row_end (LuwteCtlRow *row);

/* Standard error: one line, and the exit status that goes with it. */
LuwteCtlExit luwte_ctl_fail (const GError *error);
LuwteCtlExit luwte_ctl_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Standard input, whole, at most @max bytes of UTF-8; NULL with the reason told. */
char *luwte_ctl_read_input (gsize max);
/* (transfer full): a note, of at least a word; NULL with the reason told. */
LuwteNoteText *luwte_ctl_read_note (void);
/* "en" or "nl": the language for the profile's words. */
const char *luwte_ctl_language (void);

/* (transfer full): --choice KEY=VALUE … as a table; NULL with the reason told when one has no "=" */
GHashTable *luwte_ctl_choices (LuwteCtl *ctl);

G_END_DECLS
