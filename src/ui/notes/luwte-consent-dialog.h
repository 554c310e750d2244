/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CONSENT_DIALOG (luwte_consent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LuwteConsentDialog, luwte_consent_dialog, LUWTE, CONSENT_DIALOG, AdwDialog)

/* That somebody agreed to something: to what, in which words, with whom. No document is asked for.
 * session_id: (nullable), then it is of the dossier. scope: (nullable): chosen to begin with. */
AdwDialog *luwte_consent_dialog_new (LuwteWorkspace *workspace, const char *dossier_id,
                                     const char *session_id, const char *scope);

G_END_DECLS
