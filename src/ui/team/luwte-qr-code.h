/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_QR_CODE (luwte_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (LuwteQrCode, luwte_qr_code, LUWTE, QR_CODE, GtkWidget)

/**
 * luwte_qr_code_set_text:
 * @text: (nullable): what a camera reads; public, since anybody in the room may hold one up
 *
 * Returns: %FALSE when the text is longer than a code holds; then nothing is drawn
 */
gboolean luwte_qr_code_set_text (LuwteQrCode *self, const char *text);

G_END_DECLS
