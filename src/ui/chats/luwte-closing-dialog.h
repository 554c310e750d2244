/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-note-editor.h"
#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CLOSING_DIALOG (luwte_closing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteClosingDialog, luwte_closing_dialog, LUWTE, CLOSING_DIALOG, AdwDialog)

/* Finishing a conversation, in one step: topic (required), circumstances, the note, the transcript
 * where profile and service allow it, and what stays and until when, as the policy computes it.
 * The note is stored first, then the session is closed; when something fails all stays as it was
 * and the dialog says what to do.
 *
 * Signal "finished": the conversation is closed. */

/* editor: (nullable): where the note is being written, NULL where the profile takes none */
AdwDialog *luwte_closing_dialog_new (LuwteWorkspace *workspace, LuwteConversation *conversation,
                                     LuwteNoteEditor *editor);
void luwte_closing_dialog_set_topic (LuwteClosingDialog *self, const char *topic);
gboolean luwte_closing_dialog_get_can_finish (LuwteClosingDialog *self);
void luwte_closing_dialog_finish (LuwteClosingDialog *self);

G_END_DECLS
