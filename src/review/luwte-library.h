/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-redaction.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteSummary:
 * @topic: code of the profile
 * @month: "2026-11", when it was written down
 * @asked: how often somebody asked this, for the overview of frequent questions
 */
typedef struct _LuwteSummary
{
  char *id;
  char *topic;
  char *question;
  char *answer;
  char *month;
  guint asked;
} LuwteSummary;

void luwte_summary_free (LuwteSummary *self);

#define LUWTE_TYPE_LIBRARY (luwte_library_get_type ())
G_DECLARE_FINAL_TYPE (LuwteLibrary, luwte_library, LUWTE, LIBRARY, GObject)

/* The library of intervision (R28): what was asked and what was answered, without anybody in it. */
LuwteLibrary *luwte_library_new (LuwteVault *vault);

/**
 * luwte_library_draft_async:
 * @label: the topic, as the preview shows it
 *
 * A question and its answer, looked through: the nicknames of the vault and the name of whoever
 * writes are known in them.
 */
void luwte_library_draft_async (LuwteLibrary *self, const char *label, const char *question,
                                const char *answer, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* (transfer full) */
LuwteRedaction *luwte_library_draft_finish (LuwteLibrary *self, GAsyncResult *result,
                                            GError **error);

/**
 * luwte_library_add_async:
 * @topic: code
 * @redaction: what luwte_library_draft_finish() gave, with whatever the counsellor answered.
 *   %LUWTE_REVIEW_ERROR_OPEN_QUESTION while a question is open.
 *
 * Nothing of where it came from is kept: no session, no day.
 */
void luwte_library_add_async (LuwteLibrary *self, const char *topic, LuwteRedaction *redaction,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
/* (transfer full): its id */
char *luwte_library_add_finish (LuwteLibrary *self, GAsyncResult *result, GError **error);

/* words: (nullable): all of them must stand in question, answer or topic, case and accents aside.
 * (transfer full) (element-type LuwteSummary): what is asked most often first */
void luwte_library_search_async (LuwteLibrary *self, const char *words, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_library_search_finish (LuwteLibrary *self, GAsyncResult *result, GError **error);

/* Somebody asked it once more. */
void luwte_library_count_async (LuwteLibrary *self, const char *id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* In the five steps of an erasure. */
void luwte_library_erase_async (LuwteLibrary *self, const char *id, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
/* For both. */
gboolean luwte_library_done_finish (LuwteLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
