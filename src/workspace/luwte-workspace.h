/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-board.h"
#include "luwte-day.h"
#include "luwte-figures.h"
#include "luwte-folder-watch.h"
#include "luwte-handover.h"
#include "luwte-library.h"
#include "luwte-live.h"
#include "luwte-notes.h"
#include "luwte-progress.h"
#include "luwte-retention.h"
#include "luwte-review.h"
#include "luwte-rights.h"
#include "luwte-team.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteWorkspaceError:
 * @LUWTE_WORKSPACE_ERROR_NOT_OPEN: locked, or no vault
 * @LUWTE_WORKSPACE_ERROR_NO_SERVICE: no chat service is set up
 * @LUWTE_WORKSPACE_ERROR_PRACTICE: practice and ordinary services do not mix in one vault
 * @LUWTE_WORKSPACE_ERROR_NEEDS_CHOICE: the profile leaves something open that set-up must answer
 */
typedef enum
{
  LUWTE_WORKSPACE_ERROR_NOT_OPEN,
  LUWTE_WORKSPACE_ERROR_NO_SERVICE,
  LUWTE_WORKSPACE_ERROR_PRACTICE,
  LUWTE_WORKSPACE_ERROR_NEEDS_CHOICE,
} LuwteWorkspaceError;
#define LUWTE_WORKSPACE_ERROR (luwte_workspace_error_quark ())
GQuark luwte_workspace_error_quark (void);

/**
 * LuwteWorkspaceState:
 * @LUWTE_WORKSPACE_EMPTY: no vault in the folder: first run
 * @LUWTE_WORKSPACE_LOCKED: a vault, closed
 * @LUWTE_WORKSPACE_OPENING: keys are derived, what is past its term is being erased
 * @LUWTE_WORKSPACE_OPEN: everything below may be asked
 */
typedef enum
{
  LUWTE_WORKSPACE_EMPTY,
  LUWTE_WORKSPACE_LOCKED,
  LUWTE_WORKSPACE_OPENING,
  LUWTE_WORKSPACE_OPEN,
} LuwteWorkspaceState;

#define LUWTE_TYPE_WORKSPACE (luwte_workspace_get_type ())
G_DECLARE_FINAL_TYPE (LuwteWorkspace, luwte_workspace, LUWTE, WORKSPACE, GObject)

/* Opens vault and policy, starts retention, hands out the features. The window and luwtectl stand
 * on it and on nothing below.
 *
 * Properties: "state" (int), "live" (LuwteLive, nullable).
 * Signals: "locking": the vault is still open; whoever has an editor hands over what was typed.
 *          "locked": after the vault is closed and keys are wiped; whoever shows text clears it.
 *          "service-changed": another chat service, or none; get_live() answers anew.
 *          "erased": retention has erased something while the window is open; lists are old.
 *          "erasure-step": get_erasure_step() answers anew.
 *          "backed-up": there is a new backup. */

/* dir: (nullable): NULL is $XDG_DATA_HOME/luwte */
LuwteWorkspace *luwte_workspace_new (const char *dir);
const char *luwte_workspace_get_dir (LuwteWorkspace *self);
LuwteWorkspaceState luwte_workspace_get_state (LuwteWorkspace *self);

/* Adapters are registered by app/ and ctl/, so that nothing else knows them. "bridge", "lhc",
 * "practice". For practice the factory is handed NULL as url and secret. */
typedef LuwteService *(*LuwteServiceFactory) (const char *url, const char *user,
                                              LuwteSecret *secret, gpointer data, GError **error);
void luwte_workspace_register_kind (LuwteWorkspace *self, const char *kind,
                                    LuwteServiceFactory factory, gpointer data);

/* Profiles, before there is a vault: (transfer full) (element-type LuwteCode): code, label = name,
 * text = the sentence on retention */
GPtrArray *luwte_workspace_list_profiles (const char *language);
/* (transfer full) (element-type LuwteCode): what set-up must ask: key, question, suggested value */
GPtrArray *luwte_workspace_profile_questions (const char *policy_name_or_file, const char *language,
                                              GError **error);

/* role: "counsellor" or "lead". What the profile leaves open and choices do not answer gets the
 * suggested value. The recovery code is shown once and must be confirmed. The workspace is OPEN
 * afterwards, as the window opens it, so that a chat service can be set up. */
void luwte_workspace_create_async (LuwteWorkspace *self, const char *policy_name_or_file,
                                   GHashTable *choices, const char *role, LuwteSecret *passphrase,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
LuwteSecret *luwte_workspace_create_finish (LuwteWorkspace *self, GAsyncResult *result,
                                            GError **error);

/**
 * LuwteOpenFlags:
 * @LUWTE_OPEN_WINDOW: as the window does: erase what is due before anything can be read, start the
 *   chat service
 * @LUWTE_OPEN_QUIET: as luwtectl does: hide what is due, erase nothing, start no service
 * @LUWTE_OPEN_RECOVERY: the secret is the recovery code
 */
typedef enum
{
  LUWTE_OPEN_WINDOW = 1 << 0,
  LUWTE_OPEN_QUIET = 1 << 1,
  LUWTE_OPEN_RECOVERY = 1 << 2,
} LuwteOpenFlags;
void luwte_workspace_open_async (LuwteWorkspace *self, LuwteOpenFlags flags, LuwteSecret *secret,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean luwte_workspace_open_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error);

/* How far the erasure is that is under way, of whoever asked for it, and stopping it: %FALSE when
 * what is to go is deleted already, and the rest has to be done. Stopped, the call that asked for it
 * fails with %G_IO_ERROR_CANCELLED, and nothing was erased. */
LuwteErasureStep luwte_workspace_get_erasure_step (LuwteWorkspace *self);
gboolean luwte_workspace_stop_erasure (LuwteWorkspace *self);

/* Closes the vault and wipes; the chat service goes on without text. Never fails. */
void luwte_workspace_lock (LuwteWorkspace *self);
/* Everything, the service too: at quit. */
void luwte_workspace_close (LuwteWorkspace *self);

/* A locked workspace can go on in another process, whose memory has never held a text: hand_over()
 * gives a floating a{sv} with the chat service's secret and what is still to be sent, take_over()
 * goes on with it. may_hand_over() is %FALSE while a message is on its way. */
gboolean luwte_workspace_may_hand_over (LuwteWorkspace *self);
GVariant *luwte_workspace_hand_over (LuwteWorkspace *self);
void luwte_workspace_take_over (LuwteWorkspace *self, GVariant *state);

void luwte_workspace_change_passphrase_async (LuwteWorkspace *self, LuwteSecret *old_passphrase,
                                              LuwteSecret *new_passphrase,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
void luwte_workspace_recover_async (LuwteWorkspace *self, LuwteSecret *recovery_code,
                                    LuwteSecret *new_passphrase, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (nullable): a new recovery code after recover, NULL after change_passphrase */
LuwteSecret *luwte_workspace_secret_finish (LuwteWorkspace *self, GAsyncResult *result,
                                            GError **error);

/* A recovery code that no vault knows yet: shown and confirmed before it is put in place of the old
 * one. (transfer full) */
LuwteSecret *luwte_workspace_make_recovery_code (void);
void luwte_workspace_change_recovery_code_async (LuwteWorkspace *self, LuwteSecret *passphrase,
                                                 LuwteSecret *recovery_code,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
/* Another vault key, under the same passphrase and this code. Locks first, and leaves it locked. */
void luwte_workspace_rotate_async (LuwteWorkspace *self, LuwteSecret *passphrase,
                                   LuwteSecret *recovery_code, LuwteProgress *progress,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Where the ledger is lost the vault can only be read; this begins a new one. */
gboolean luwte_workspace_is_read_only (LuwteWorkspace *self);
void luwte_workspace_rebuild_ledger_async (LuwteWorkspace *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
/* Of the three above. */
gboolean luwte_workspace_keys_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error);

/* path: a new file, or a folder, in which it gets a name with today's date. (transfer full): where
 * it stands */
void luwte_workspace_back_up_async (LuwteWorkspace *self, const char *path, LuwteProgress *progress,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
char *luwte_workspace_back_up_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error);

/* A backup that the app has made. until: when it may no longer be used, wherever it is; stale: it
 * holds what was erased since, and could not be reached to be removed. */
typedef struct
{
  char *path;
  gint64 made_at;
  gint64 until;
  gboolean stale;
  gboolean reachable;
} LuwteBackupInfo;
void luwte_backup_info_free (LuwteBackupInfo *self);
/* (transfer full) (element-type LuwteBackupInfo): newest first */
void luwte_workspace_list_backups_async (LuwteWorkspace *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_workspace_list_backups_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                GError **error);
/**
 * LuwteBackupState: whether it is time for a backup.
 * @LUWTE_BACKUP_GOOD: the last one is not old, or the vault is young
 * @LUWTE_BACKUP_OLD: the last one is older than LUWTE_BACKUP_OLD_DAYS
 * @LUWTE_BACKUP_NEVER: there is none, and the vault is older than that
 */
typedef enum
{
  LUWTE_BACKUP_GOOD,
  LUWTE_BACKUP_OLD,
  LUWTE_BACKUP_NEVER,
} LuwteBackupState;
#define LUWTE_BACKUP_OLD_DAYS 7
void luwte_workspace_backup_state_async (LuwteWorkspace *self, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
/* GOOD when it cannot be told. */
LuwteBackupState luwte_workspace_backup_state_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                      GError **error);

/* Waits until backups that had to go are made again: for a program that is about to end. */
void luwte_workspace_settle_backups (LuwteWorkspace *self);

/* erasures_known: the newest ledger was there; else what was erased after the backup may be back.
 * n_due: records whose term had ended since, and that are erased. */
typedef struct
{
  gboolean erasures_known;
  guint n_due;
} LuwteRestoreResult;
/* flags: LUWTE_OPEN_RECOVERY when @secret is the code. here: (nullable): passphrase or code of the
 * vault that is here, where that is another by now. Locks first, and leaves it locked. */
void luwte_workspace_restore_async (LuwteWorkspace *self, const char *file, LuwteOpenFlags flags,
                                    LuwteSecret *secret, LuwteSecret *here, LuwteProgress *progress,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
LuwteRestoreResult *luwte_workspace_restore_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                    GError **error);

gboolean luwte_workspace_is_lead (LuwteWorkspace *self);
/* (transfer none) (nullable): why what is due could not be erased when the window opened; it is
 * hidden all the same. */
const GError *luwte_workspace_get_run_error (LuwteWorkspace *self);

/* The features. (transfer none) (nullable): NULL unless open; live also NULL without a service, and
 * it stays while locked. */
LuwteNotes *luwte_workspace_get_notes (LuwteWorkspace *self);
LuwteReview *luwte_workspace_get_review (LuwteWorkspace *self);
LuwteRights *luwte_workspace_get_rights (LuwteWorkspace *self);
LuwteFigures *luwte_workspace_get_figures (LuwteWorkspace *self);
LuwteTeam *luwte_workspace_get_team (LuwteWorkspace *self);
LuwteBoard *luwte_workspace_get_board (LuwteWorkspace *self);
LuwteLibrary *luwte_workspace_get_library (LuwteWorkspace *self);
LuwteRetention *luwte_workspace_get_retention (LuwteWorkspace *self);
LuwteLive *luwte_workspace_get_live (LuwteWorkspace *self);

/* What the desk for requests needs of the profile. kinds: of requests that the profile knows, in the
 * order of its schema, and for objections "registration" and "research", which are registered at
 * once; (transfer full) */
char **luwte_workspace_request_kinds (LuwteWorkspace *self);
gboolean luwte_workspace_checks_identity (LuwteWorkspace *self);
gboolean luwte_workspace_checks_ownership (LuwteWorkspace *self);
/* Whether the law lets some line's dossiers be kept to their term (R86). */
gboolean luwte_workspace_keeps_by_law (LuwteWorkspace *self);
LuwteDay luwte_workspace_answer_by (LuwteWorkspace *self, LuwteDay received);
/* What a receipt says, into a file that is chosen; it names nobody. */
void luwte_workspace_save_receipt_async (LuwteWorkspace *self, const char *path, const char *words,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean luwte_workspace_save_receipt_finish (LuwteWorkspace *self, GAsyncResult *result,
                                              GError **error);

/* The file that answers a request for access: luwte_rights_access_async(). */
void luwte_workspace_write_access_async (LuwteWorkspace *self, const char *request_id,
                                         const char *path, LuwteAccessFlags flags,
                                         const char *language, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);
LuwteAccessResult *luwte_workspace_write_access_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                        GError **error);

/* The team's review folder: (transfer full) (nullable): NULL when none was chosen */
char *luwte_workspace_get_review_folder (LuwteWorkspace *self);
/* path: (nullable) */
void luwte_workspace_set_review_folder (LuwteWorkspace *self, const char *path);
/* (transfer none): who looks into it */
LuwteFolderWatch *luwte_workspace_get_folder_watch (LuwteWorkspace *self);

/* The chat service that is set up. */
typedef struct
{
  const char *kind; /* "practice", "bridge", "lhc" */
  const char *url;
  const char *user;
  const char *authority; /* nullable: PEM of the only authorities that are believed */
} LuwteServiceSetup;
/* Tries it first (log in); keeps it in the vault when that went well or when force is set. A vault
 * whose first service is practice takes no other, and the other way round. */
void luwte_workspace_set_service_async (LuwteWorkspace *self, const LuwteServiceSetup *setup,
                                        LuwteSecret *secret, gboolean force,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean luwte_workspace_set_service_finish (LuwteWorkspace *self, GAsyncResult *result,
                                             GError **error);
/* (nullable) */
const LuwteServiceSetup *luwte_workspace_get_service (LuwteWorkspace *self);
void luwte_workspace_check_service_async (LuwteWorkspace *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): one sentence: user name, capabilities */
char *luwte_workspace_check_service_finish (LuwteWorkspace *self, GAsyncResult *result,
                                            GError **error);
/* A service of its own, not started, for whoever wants to look at the queue with the vault closed:
 * `--follow`. (transfer full) (nullable) */
LuwteService *luwte_workspace_make_service (LuwteWorkspace *self, GError **error);
gboolean luwte_workspace_is_practice (LuwteWorkspace *self);

/* What the window needs of the profile, as plain values in @language; (transfer full)
 * (element-type LuwteCode) where a GPtrArray. NULL unless open. */
GPtrArray *luwte_workspace_topics (LuwteWorkspace *self, const char *language);
GPtrArray *luwte_workspace_circumstances (LuwteWorkspace *self, const char *language);
GPtrArray *luwte_workspace_flag_reasons (LuwteWorkspace *self, const char *language);
GPtrArray *luwte_workspace_ready_replies (LuwteWorkspace *self, const char *language);
/**
 * luwte_workspace_own_replies_async:
 *
 * The counsellor's own ready replies; "replies-changed" is told after every change.
 * luwte_workspace_own_replies_finish() returns: (transfer full) (element-type LuwteCode): by name
 */
void luwte_workspace_own_replies_async (LuwteWorkspace *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_workspace_own_replies_finish (LuwteWorkspace *self, GAsyncResult *result,
                                               GError **error);
/* (transfer full): what was typed, as a name can be: small letters, digits, "-" and "_"; may be "" */
char *luwte_workspace_reply_name (const char *typed);
/* was: (nullable): its name until now; NULL: a new one. name, text: not empty. Fails with
 * LUWTE_VAULT_ERROR_EXISTS when another one has the name. */
void luwte_workspace_keep_reply_async (LuwteWorkspace *self, const char *was, const char *name,
                                       const char *text, GCancellable *cancellable,
                                       GAsyncReadyCallback callback, gpointer user_data);
void luwte_workspace_erase_reply_async (LuwteWorkspace *self, const char *name,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean luwte_workspace_reply_finish (LuwteWorkspace *self, GAsyncResult *result, GError **error);
/**
 * luwte_workspace_look_at_reply_async:
 *
 * luwte_workspace_look_at_reply_finish() returns: (transfer full) (element-type utf8): the pieces of
 * @text that say who somebody is, in order; none is certain to be all
 */
void luwte_workspace_look_at_reply_async (LuwteWorkspace *self, const char *text,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *luwte_workspace_look_at_reply_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                 GError **error);
GPtrArray *luwte_workspace_consents (LuwteWorkspace *self, const char *language);
GPtrArray *luwte_workspace_emergency (LuwteWorkspace *self, const char *language);
/* By section: title as label, sentences as text, a line each. language: whichever the profile has. */
GPtrArray *luwte_workspace_tell_profile (LuwteWorkspace *self, const char *language);
char *luwte_workspace_describe_retention (LuwteWorkspace *self, const char *language);
char **luwte_workspace_describe_profile (LuwteWorkspace *self, const char *language);
const char *luwte_workspace_profile_name (LuwteWorkspace *self, const char *language);
/* (transfer none) (nullable): codes, the profile's first one first; NULL unless open. */
const char *const *luwte_workspace_profile_languages (LuwteWorkspace *self);
int luwte_workspace_profile_version (LuwteWorkspace *self);
const char *luwte_workspace_profile_date (LuwteWorkspace *self);
gboolean luwte_workspace_may_note (LuwteWorkspace *self, const char *line, char **why_not);
/* The kinds of note that may be written on a line: "note" (shared), "personal_note", "test". */
char **luwte_workspace_note_kinds (LuwteWorkspace *self, const char *line);
/* Who reads a note of that kind: "author", "author_and_substitutes", "team" or "lead". */
const char *luwte_workspace_note_readers (LuwteWorkspace *self, const char *line, const char *kind);
/* Whether anybody may use this nickname: what was told under it is not read back to whoever asks. */
gboolean luwte_workspace_is_shared_name (LuwteWorkspace *self, const char *nickname);
gboolean luwte_workspace_may_consent (LuwteWorkspace *self, const char *line);
gboolean luwte_workspace_may_flag (LuwteWorkspace *self, const char *line, char **why_not);
gboolean luwte_workspace_allows_transcript (LuwteWorkspace *self);

/* Another profile: looked at first, then accepted or not. */
typedef struct _LuwteProfileChange LuwteProfileChange;
void luwte_profile_change_free (LuwteProfileChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteProfileChange, luwte_profile_change_free)
/* (transfer none) (element-type LuwteCode): what it loosens: key, value before as label, after as text;
 * empty: nothing */
GPtrArray *luwte_profile_change_get_loosened (LuwteProfileChange *self);
/* (transfer full) (element-type LuwteCode): the same in words: the promise as label, what becomes of it as
 * text */
GPtrArray *luwte_profile_change_tell_loosened (LuwteProfileChange *self, const char *language);
/* FALSE: it is the profile in use, value for value */
gboolean luwte_profile_change_is_change (LuwteProfileChange *self);
/* (transfer none): what it does to what is stored */
const LuwteRedating *luwte_profile_change_get_redating (LuwteProfileChange *self);
void luwte_workspace_preview_profile_async (LuwteWorkspace *self, const char *policy_name_or_file,
                                            GHashTable *choices, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
void luwte_workspace_preview_profile_json_async (LuwteWorkspace *self, GBytes *json,
                                                 GHashTable *choices, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
/* As a form: (transfer full) (element-type LuwteProfileField): the common values, and what may become of
 * each; then values: (element-type utf8 utf8): id to value */
GPtrArray *luwte_workspace_profile_fields (LuwteWorkspace *self, const char *language);
void luwte_workspace_preview_profile_values_async (LuwteWorkspace *self, GHashTable *values,
                                                   GCancellable *cancellable,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
/* (transfer full) */
LuwteProfileChange *luwte_workspace_preview_profile_finish (LuwteWorkspace *self,
                                                            GAsyncResult *result, GError **error);
/* reason: (nullable): needed where it loosens anything, as is the lead's vault: else
 * LUWTE_POLICY_ERROR_REFUSED. The workspace is opened anew with it. */
void luwte_workspace_use_profile_async (LuwteWorkspace *self, LuwteProfileChange *change,
                                        const char *reason, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): the report: what was re-dated */
LuwteRedating *luwte_workspace_use_profile_finish (LuwteWorkspace *self, GAsyncResult *result,
                                                   GError **error);
/* (transfer full) (nullable): of the profile in use and what is chosen in it; a lead's roster carries
 * it, so that the members may take the profile in, too */
char *luwte_workspace_profile_hash (LuwteWorkspace *self);
/* Writes the profile in use to a file: it is nobody's secret. */
gboolean luwte_workspace_export_profile (LuwteWorkspace *self, const char *path, GError **error);
/* The profile in use as it came, and what was chosen; (transfer full) (nullable) */
GBytes *luwte_workspace_profile_json (LuwteWorkspace *self);
GHashTable *luwte_workspace_profile_choices (LuwteWorkspace *self);

/* What stays of a session closed today, and until when, computed by the policy: the day a note
 * (kind) falls due, LUWTE_DAY_NONE when nothing of that kind is kept. */
LuwteDay luwte_workspace_note_due_if_closed_today (LuwteWorkspace *self, const char *line,
                                                   const char *kind);
gboolean luwte_workspace_topic_stays (LuwteWorkspace *self, const char *line);

/* The statement of secrecy, when it is time to agree to it; NULL when it is not. (transfer full) */
char *luwte_workspace_secrecy_to_agree (LuwteWorkspace *self, const char *language);
void luwte_workspace_agree_to_secrecy (LuwteWorkspace *self);

/* Settings live in the vault: (transfer full) (nullable) */
char *luwte_workspace_get_setting (LuwteWorkspace *self, const char *key);
void luwte_workspace_set_setting (LuwteWorkspace *self, const char *key, const char *value);

/* Counts for `vault info`: (transfer full): {"notes":…, "sessions":…, "tombstones":…, …} as pairs */
void luwte_workspace_info_async (LuwteWorkspace *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GHashTable *luwte_workspace_info_finish (LuwteWorkspace *self, GAsyncResult *result,
                                         GError **error);
void luwte_workspace_check_vault_async (LuwteWorkspace *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
/* FALSE with the first thing that is wrong as @error. */
gboolean luwte_workspace_check_vault_finish (LuwteWorkspace *self, GAsyncResult *result,
                                             GError **error);

/* The same, with all that is wrong. */
typedef enum
{
  LUWTE_FINDING_HEADER,
  LUWTE_FINDING_FIRST_BYTES,
  LUWTE_FINDING_PAGES,
  LUWTE_FINDING_STRUCTURE,
  LUWTE_FINDING_ROWS,
  LUWTE_FINDING_SEARCH,
  LUWTE_FINDING_AUDIT,
  LUWTE_FINDING_LEDGER,
  LUWTE_FINDING_UNFINISHED,
  LUWTE_N_FINDINGS,
} LuwteFinding;
void luwte_workspace_examine_vault_async (LuwteWorkspace *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type LuwteFinding): numbers; empty when all is well */
GArray *luwte_workspace_examine_vault_finish (LuwteWorkspace *self, GAsyncResult *result,
                                              GError **error);

G_END_DECLS
