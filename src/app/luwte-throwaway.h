/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_THROWAWAY (luwte_throwaway_get_type ())
G_DECLARE_FINAL_TYPE (LuwteThrowaway, luwte_throwaway, LUWTE, THROWAWAY, GObject)

/* The vault of `luwte --practice`: a folder of its own where temporary things of this user lie, a
 * passphrase made up on the spot and shown on the locked window, the practice service. The folder goes with the object. */
LuwteThrowaway *luwte_throwaway_new (void);
const char *luwte_throwaway_get_dir (LuwteThrowaway *self);
const char *luwte_throwaway_get_passphrase (LuwteThrowaway *self);

/* Creates it in an empty workspace of that folder. policy: (nullable): "example" */
void luwte_throwaway_open_async (LuwteThrowaway *self, LuwteWorkspace *workspace,
                                 const char *policy, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean luwte_throwaway_open_finish (LuwteThrowaway *self, GAsyncResult *result, GError **error);

G_END_DECLS
