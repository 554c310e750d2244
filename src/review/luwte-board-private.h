/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-board.h"
#include "luwte-pack-private.h"
#include "luwte-redaction-private.h"
#include "luwte-team-private.h"

G_BEGIN_DECLS

struct _LuwteBoard
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
  LuwtePolicy *policy;
};

/**
 * LuwteSender: who seals, as the vault knows it.
 */
typedef struct
{
  LuwteKeyPair *pair;
  char *name;
  GPtrArray *held; /* LuwteRosterHeld, the one in use first */
} LuwteSender;

/* On the vault's threads. NULL with %LUWTE_REVIEW_ERROR_NO_ROSTER when this vault is no member of
 * the roster in use. */
LuwteSender *luwte_sender_read (LuwteDb *db, GError **error);
void luwte_sender_free (LuwteSender *self);

/* Seals and lays ready, in the transaction that runs. session: (nullable): with which it goes. */
gboolean luwte_board_push (LuwteDb *db, const LuwteSender *sender, LuwtePackKind kind,
                           const char *case_id, const char *expires, JsonObject *body,
                           const guint8 *const *boxes, guint n_boxes, const char *session,
                           GError **error);

/**
 * luwte_board_send:
 * @redacted: there is no other way to make one than a redaction without an open question
 * @recipients: (array zero-terminated=1): ids in the roster
 *
 * On the vault's writer.
 *
 * Returns: (transfer full): the case's id
 */
char *luwte_board_send (LuwteDb *db, LuwtePolicy *policy, LuwteRedacted *redacted,
                        const char *const *recipients, GError **error);

/* In the transaction that notes that a file was brought there. */
gboolean luwte_board_remember_folder (LuwteDb *db, const char *folder, GError **error);

/* What is in the folder and was not read before: opened, stored, told. In a thread of its own. */
GPtrArray *luwte_board_take_in (LuwteBoard *self, const char *folder, GError **error);
/* (transfer full): its refusal is the error */
LuwteTaken *luwte_board_take_in_file (LuwteBoard *self, const char *path, GError **error);
int luwte_board_deliver (LuwteBoard *self, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteSender, luwte_sender_free)

G_END_DECLS
