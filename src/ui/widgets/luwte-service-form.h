/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SERVICE_FORM (luwte_service_form_get_type ())
G_DECLARE_FINAL_TYPE (LuwteServiceForm, luwte_service_form, LUWTE, SERVICE_FORM, AdwBin)

/* Which chat service, and how one logs in there. apply() tries it for real and says in words what
 * came of it. Property "ready": all that the chosen kind needs is filled in.
 * Signals: "edited": something changed since the last try; "activate": Enter in the last row. */

/* Only what this vault may take, with what is set up filled in. before_first: the vault has no
 * service yet, so that practice and real ones are all offered. */
void luwte_service_form_set_workspace (LuwteServiceForm *self, LuwteWorkspace *workspace,
                                       gboolean before_first);
/* "practice", "lhc" or "bridge" */
const char *luwte_service_form_get_kind (LuwteServiceForm *self);

/* What the file dialog answers: the certificate of who vouches for the server. For tests as well. */
void luwte_service_form_open_authority (LuwteServiceForm *self, const char *path);

/* force: keep it even if the service does not answer */
void luwte_service_form_apply_async (LuwteServiceForm *self, gboolean force,
                                     GAsyncReadyCallback callback, gpointer user_data);
gboolean luwte_service_form_apply_finish (LuwteServiceForm *self, GAsyncResult *result,
                                          GError **error);

G_END_DECLS
