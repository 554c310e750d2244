/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-request.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_RIGHTS (luwte_rights_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRights, luwte_rights, LUWTE, RIGHTS, GObject)

/* Requests about one's own dossier, and objections (R81 to R88). Refusals are
 * LUWTE_POLICY_ERROR_REFUSED with the rule.
 *
 * Signal "changed" (const char *dossier_id, nullable): what is shown of it elsewhere is out of date. */
LuwteRights *luwte_rights_new (LuwteVault *vault, LuwtePolicy *policy);

/* (transfer full): what somebody unknown is told */
char *luwte_rights_anonymous_words (LuwteRights *self, const char *language);

/* received: LUWTE_DAY_NONE is today. (transfer full): the request's id */
void luwte_rights_receive_async (LuwteRights *self, const char *dossier_id, const char *kind,
                                 LuwteDay received, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
char *luwte_rights_receive_finish (LuwteRights *self, GAsyncResult *result, GError **error);

/* Somebody has looked at who asks, or at whose dossier it is. */
void luwte_rights_check_async (LuwteRights *self, const char *request_id, gboolean identity,
                               gboolean ownership, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* A note of the dossier says @text from now on; what stood in it stays beside it until the note goes.
 * Then the request is granted by luwte_rights_grant_async(). */
void luwte_rights_correct_async (LuwteRights *self, const char *request_id, const char *note_id,
                                 LuwteNoteText *text, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
/* What the one who asks wants to stand beside a note, with today's date. */
void luwte_rights_add_async (LuwteRights *self, const char *request_id, const char *note_id,
                             LuwteNoteText *text, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
/* It was done as asked; of an erasure that is luwte_rights_erase_async(). */
void luwte_rights_grant_async (LuwteRights *self, const char *request_id, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
void luwte_rights_refuse_async (LuwteRights *self, const char *request_id, const char *ground,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* to: "research" or "registration" */
void luwte_rights_object_async (LuwteRights *self, const char *dossier_id, const char *to,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* Whoever objected has taken it back. */
void luwte_rights_unobject_async (LuwteRights *self, const char *dossier_id, const char *to,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean luwte_rights_done_finish (LuwteRights *self, GAsyncResult *result, GError **error);

/**
 * LuwteAccessFlags:
 * @LUWTE_ACCESS_REPLACE: a file of that name may go
 * @LUWTE_ACCESS_PERSONAL_NOTES: with the personal working notes, which are else left out and counted
 */
typedef enum
{
  LUWTE_ACCESS_DEFAULT = 0,
  LUWTE_ACCESS_REPLACE = 1 << 0,
  LUWTE_ACCESS_PERSONAL_NOTES = 1 << 1,
} LuwteAccessFlags;

/* What was written, without a word of it. */
typedef struct
{
  char *path;
  guint n_contacts;
  guint n_records;
  guint n_masked;   /* places in which somebody else's nickname was taken out */
  guint n_left_out; /* personal working notes */
  gboolean anonymised;
} LuwteAccessResult;
void luwte_access_result_free (LuwteAccessResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteAccessResult, luwte_access_result_free)

/* path: ends in .pdf or .json (INVALID_ARGUMENT). The request asks for access and was granted, else
 * LUWTE_POLICY_ERROR_REFUSED; what hinders the file is a GIOErrorEnum (EXISTS, NO_SPACE, …). */
void luwte_rights_access_async (LuwteRights *self, const char *request_id, const char *path,
                                LuwteAccessFlags flags, const char *language,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
LuwteAccessResult *luwte_rights_access_finish (LuwteRights *self, GAsyncResult *result,
                                               GError **error);

/* (transfer full) (element-type LuwteCode): the grounds on which an erasure is granted, or refused. The
 * code is kept for as long as the audit, without anything that leads to a person; what a refusal says
 * instead of a code stands with the request alone, and "other" is kept of it. */
GPtrArray *luwte_rights_grounds (LuwteRights *self, gboolean granted, const char *language);
/* (transfer full) (element-type LuwteDecision): luwte_rights_list_finish() */
void luwte_rights_decisions_async (LuwteRights *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);

/* Answers when it is erased, not before. before_legal_term: decided although the law lets the
 * helpline keep the dossier longer (R86). */
void luwte_rights_erase_async (LuwteRights *self, const char *request_id,
                               gboolean before_legal_term, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* The same with a code of luwte_rights_grounds(); else the ground is that somebody asked for it. */
void luwte_rights_erase_on_ground_async (LuwteRights *self, const char *request_id,
                                         const char *ground, gboolean before_legal_term,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data);
LuwteReceipt *luwte_rights_erase_finish (LuwteRights *self, GAsyncResult *result, GError **error);

/* Taken back before it was answered, or recorded by mistake: it goes as what is erased goes. */
void luwte_rights_withdraw_async (LuwteRights *self, const char *request_id,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean luwte_rights_withdraw_finish (LuwteRights *self, GAsyncResult *result, GError **error);

/* (transfer full) (element-type LuwteRequest): to be answered first, first */
void luwte_rights_list_async (LuwteRights *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Whether an objection to this stands for the dossier: where registration was objected to, a note about
 * it names nobody. FALSE without an error: none does. */
void luwte_rights_objects_async (LuwteRights *self, const char *dossier_id, const char *to,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean luwte_rights_objects_finish (LuwteRights *self, GAsyncResult *result, GError **error);
/* (transfer full) (element-type LuwteObjection) */
void luwte_rights_objections_async (LuwteRights *self, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *luwte_rights_list_finish (LuwteRights *self, GAsyncResult *result, GError **error);

G_END_DECLS
