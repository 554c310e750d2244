/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_SAME_PERSON_CARD (luwte_same_person_card_get_type ())
G_DECLARE_FINAL_TYPE (LuwteSamePersonCard, luwte_same_person_card, LUWTE, SAME_PERSON_CARD, AdwBin)

/* "Same person?": a nickname is not a person. Until the counsellor says yes, nothing of an earlier
 * dossier is shown, not even how much there is. Two buttons of equal weight. */
GtkWidget *luwte_same_person_card_new (void);
/* conversation: (nullable) */
void luwte_same_person_card_set_conversation (LuwteSamePersonCard *self,
                                              LuwteConversation *conversation);
void luwte_same_person_card_answer (LuwteSamePersonCard *self, gboolean same_person);

G_END_DECLS
