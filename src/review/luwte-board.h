/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-case-content.h"
#include "luwte-day.h"
#include "luwte-redaction.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteTaken:
 * @name: of the file
 * @kind: "case", "advice", "outcome", "handover", "erased"; %NULL when it was refused
 * @case_id: (nullable)
 * @refusal: (nullable): why it was not taken in, %LUWTE_REVIEW_ERROR
 *
 * What became of one file of the review folder.
 */
typedef struct
{
  char *name;
  const char *kind;
  char *case_id;
  GError *refusal;
} LuwteTaken;

void luwte_taken_free (LuwteTaken *self);

/**
 * LuwteBoardCase:
 * @content: (nullable): %NULL once the pack has expired and only the advice is kept
 * @state: "new", "agenda", "discussed"
 * @decision: (nullable): "continue", "end", "disclosure"
 */
typedef struct
{
  char *id;
  LuwteCaseContent *content;
  gboolean urgent;
  LuwteDay received;
  char *expires; /* month */
  char *state;
  LuwteDay agenda;
  char *decision;
  char *advice;
  char *outcome;
} LuwteBoardCase;

void luwte_board_case_free (LuwteBoardCase *self);

/**
 * LuwteAdvice:
 * @dossier_id: (nullable): of the dossier that the session stands in now
 * @nickname: that the session was held under
 * @writer: (nullable): her name in the roster; %NULL when she is no longer in it
 * @outcome: (nullable): what the author reported
 */
typedef struct _LuwteAdvice
{
  char *id;
  char *session_id;
  char *dossier_id;
  char *nickname;
  char *case_id;
  char *writer;
  char *decision;
  char *text;
  gint64 created;
  gboolean acknowledged;
  char *outcome;
} LuwteAdvice;

void luwte_advice_free (LuwteAdvice *self);

/**
 * LuwteBoardSync:
 * @n_brought: packs that came into the folder now
 * @n_waiting: packs that lie ready in the vault and could not be brought
 * @n_removed: files of this vault that were past their month, or recalled, and are out of the folder
 * @n_left: files of this vault that have to be gone and may still lie in a folder that the team
 *   used before, which cannot be reached
 * @taken: (element-type LuwteTaken): what is news
 * @problem: (nullable): why not all of it could be done: a #GIOErrorEnum for a folder that is full or
 *   has vanished, %LUWTE_REVIEW_ERROR_NO_ROSTER
 */
typedef struct _LuwteBoardSync
{
  guint n_brought;
  guint n_waiting;
  guint n_removed;
  guint n_left;
  GPtrArray *taken;
  GError *problem;
} LuwteBoardSync;

void luwte_board_sync_free (LuwteBoardSync *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteBoardSync, luwte_board_sync_free)

#define LUWTE_TYPE_BOARD (luwte_board_get_type ())
G_DECLARE_FINAL_TYPE (LuwteBoard, luwte_board, LUWTE, BOARD, GObject)

/* The anonymous review: with the meeting, cases that came in and what is advised; with the author,
 * the advice that came back (R46, R47). */
LuwteBoard *luwte_board_new (LuwteVault *vault, LuwtePolicy *policy);

/**
 * luwte_board_send_async:
 * @redaction: of a flagged session; %LUWTE_REVIEW_ERROR_OPEN_QUESTION while one is open
 * @recipients: (array zero-terminated=1): ids in the roster; %LUWTE_REVIEW_ERROR_NOT_MEMBER
 *
 * Seals the case. It lies in the vault until luwte_board_deliver_async() has brought it.
 */
void luwte_board_send_async (LuwteBoard *self, LuwteRedaction *redaction,
                             const char *const *recipients, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full): the case's id */
char *luwte_board_send_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/**
 * luwte_board_take_in_async:
 * @folder: the team's review folder
 *
 * Reads every pack that was not read before. One that is half written is looked at again next time.
 * A #GIOErrorEnum when the folder has vanished.
 */
void luwte_board_take_in_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) (element-type LuwteTaken): those that are news */
GPtrArray *luwte_board_take_in_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/**
 * luwte_board_take_in_file_async:
 * @path: one pack, wherever it is, that somebody chose
 *
 * Says what is wrong with it as an error, each refusal by its own code.
 */
void luwte_board_take_in_file_async (LuwteBoard *self, const char *path, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
LuwteTaken *luwte_board_take_in_file_finish (LuwteBoard *self, GAsyncResult *result,
                                             GError **error);

/* (transfer full) (element-type LuwteBoardCase): the agenda in its order, then urgent ones, then by
 * age */
void luwte_board_list_async (LuwteBoard *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_board_list_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/**
 * luwte_board_count_async:
 *
 * Counts the cases that nobody planned or advised on, and the advice that was not acknowledged.
 */
void luwte_board_count_async (LuwteBoard *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* How many of both, -1 on failure. */
int luwte_board_count_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/* day: %LUWTE_DAY_NONE takes it off the agenda */
void luwte_board_set_agenda_async (LuwteBoard *self, const char *case_id, LuwteDay day,
                                   gint64 position, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
/**
 * luwte_board_advise_async:
 * @decision: "continue", "end", "disclosure"
 *
 * Keeps the advice here and seals it, signed, to the author's one-time key. It lies in the vault
 * until luwte_board_deliver_async() has brought it to the folder.
 */
void luwte_board_advise_async (LuwteBoard *self, const char *case_id, const char *decision,
                               const char *text, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* outcome: (nullable): one line, sealed to the one who advised; the author stays unnamed */
void luwte_board_acknowledge_async (LuwteBoard *self, const char *advice_id, const char *outcome,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
/* For these three. */
gboolean luwte_board_done_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteAdvice): newest first */
void luwte_board_answers_async (LuwteBoard *self, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_board_answers_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/**
 * luwte_board_deliver_async:
 *
 * Brings what lies ready to the folder. What cannot be brought stays and is tried again with the
 * next call; the error says why (a full disk, a folder that has vanished).
 */
void luwte_board_deliver_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* How many were brought, -1 on failure. */
int luwte_board_deliver_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

/**
 * luwte_board_sync_async:
 * @folder: the team's review folder
 *
 * All that the folder is for, in a thread: brings what lies ready, takes out what this vault put
 * there and is past its month, and takes in what came. What could not be done is said and done with
 * the next call.
 */
void luwte_board_sync_async (LuwteBoard *self, const char *folder, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
LuwteBoardSync *luwte_board_sync_finish (LuwteBoard *self, GAsyncResult *result, GError **error);

G_END_DECLS
