/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_VISITOR_FILE_DIALOG (luwte_visitor_file_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteVisitorFileDialog, luwte_visitor_file_dialog, LUWTE, VISITOR_FILE_DIALOG,
                      AdwDialog)

/* A file that a visitor sent: what the service says of it, whose it is, and the way to save it. It is
 * never shown. Signal "saved" (): it stands where she said. */
AdwDialog *luwte_visitor_file_dialog_new (LuwteConversation *conversation, LuwteMessage *message,
                                          guint index);
/* What the file dialog answers: fetches it and writes it there. For tests as well. */
void luwte_visitor_file_dialog_save_to (LuwteVisitorFileDialog *self, const char *path);

G_END_DECLS
