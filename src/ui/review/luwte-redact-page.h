/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

typedef struct _LuwteRedaction LuwteRedaction;

#define LUWTE_TYPE_REDACT_PAGE (luwte_redact_page_get_type ())
G_DECLARE_FINAL_TYPE (LuwteRedactPage, luwte_redact_page, LUWTE, REDACT_PAGE, AdwNavigationPage)

/* Second step of a case: open questions first, then the text with its marks and the list beside it,
 * and the preview, which must have been looked at as it is before there is a next step.
 *
 * Property "narrow": the list comes over the text. Signal "next". */
void luwte_redact_page_set_redaction (LuwteRedactPage *self, LuwteRedaction *redaction);
/* Where it is a step of something else: title, "Step 2 of 2: …", and what the button says. */
void luwte_redact_page_set_words (LuwteRedactPage *self, const char *title, const char *step,
                                  const char *next);

G_END_DECLS
