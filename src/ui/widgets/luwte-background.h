/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LuwteBackground:
 * @LUWTE_BACKGROUND_ALLOWED: the desktop lets Luwte run without a window
 * @LUWTE_BACKGROUND_DENIED: it does not
 * @LUWTE_BACKGROUND_UNKNOWN: there is nobody who could be asked, or no answer came
 */
typedef enum
{
  LUWTE_BACKGROUND_ALLOWED,
  LUWTE_BACKGROUND_DENIED,
  LUWTE_BACKGROUND_UNKNOWN,
} LuwteBackground;

/**
 * luwte_background_is_asked:
 *
 * Returns: whether the desktop wants to be asked: in a sandbox it does
 */
gboolean luwte_background_is_asked (void);

/**
 * luwte_background_ask_async:
 * @reason: for whom the desktop asks in turn
 *
 * Asks the desktop (org.freedesktop.portal.Background) whether Luwte may run without a window. It
 * may put the question to whoever sits there, so the answer may take its time.
 */
void luwte_background_ask_async (const char *reason, GAsyncReadyCallback callback,
                                 gpointer user_data);
/**
 * luwte_background_ask_finish:
 *
 * Returns: what it said
 */
LuwteBackground luwte_background_ask_finish (GAsyncResult *result);

/* For tests: as if in a sandbox, where none is. */
void luwte_background_set_asked (gboolean asked);

G_END_DECLS
