/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteDossierParts:
 * @n_contacts: sessions
 * @n_open: of which are open
 * @n_of_others: in which somebody else wrote
 * @n_notes: that may be shown
 * @last_contact: the latest day of activity
 *
 * What a dossier holds, or a part of it: what moves when it is joined or split.
 */
typedef struct
{
  guint n_contacts;
  guint n_open;
  guint n_of_others;
  guint n_notes;
  LuwteDay last_contact;
} LuwteDossierParts;

#define LUWTE_TYPE_DOSSIER (luwte_dossier_get_type ())
G_DECLARE_FINAL_TYPE (LuwteDossier, luwte_dossier, LUWTE, DOSSIER, GObject)

/* What the app holds about one visitor, as a row of the Nicknames page. A link between nicknames
 * that the service sees is not part of it (policy, "Readers"). */

LuwteDossier *luwte_dossier_new (const char *id, const char *const *nicknames,
                                 LuwteDay last_contact, guint n_notes, const char *snippet);
const char *luwte_dossier_get_id (LuwteDossier *self);
const char *luwte_dossier_get_nickname (LuwteDossier *self);
const char *const *luwte_dossier_get_nicknames (LuwteDossier *self);
LuwteDay luwte_dossier_get_last_contact (LuwteDossier *self);
guint luwte_dossier_get_n_notes (LuwteDossier *self);
const char *luwte_dossier_get_snippet (LuwteDossier *self);

G_END_DECLS
