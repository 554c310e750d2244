/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* How far a long job is: told on any thread, heard in the main context in which it was made. */

typedef void (*LuwteProgressFunc) (double fraction, gpointer data);

LuwteProgress *luwte_progress_new (LuwteProgressFunc func, gpointer data);
LuwteProgress *luwte_progress_ref (LuwteProgress *self);
void luwte_progress_unref (LuwteProgress *self);
/* Nothing is heard any more: before @data goes. */
void luwte_progress_stop (LuwteProgress *self);

/* @progress: (nullable): a LuwteProgress, as a job takes it */
void luwte_progress_tell (double fraction, gpointer progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteProgress, luwte_progress_unref)

G_END_DECLS
