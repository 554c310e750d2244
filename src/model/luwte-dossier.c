/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-dossier.h"
#include "luwte-text-private.h"

struct _LuwteDossier
{
  GObject parent_instance;

  LuwteDay last_contact;
  guint n_notes;
  char *id;
  char **nicknames;
  char *snippet;
};

G_DEFINE_FINAL_TYPE (LuwteDossier, luwte_dossier, G_TYPE_OBJECT)

static void
luwte_dossier_finalize (GObject *object)
{
  LuwteDossier *self = LUWTE_DOSSIER (object);

  g_free (self->id);
  for (guint i = 0; self->nicknames != NULL && self->nicknames[i] != NULL; i++)
    luwte_text_free (self->nicknames[i]);
  g_free (self->nicknames);
  luwte_text_free (self->snippet);
  G_OBJECT_CLASS (luwte_dossier_parent_class)->finalize (object);
}

static void
luwte_dossier_class_init (LuwteDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_dossier_finalize;
}

static void
luwte_dossier_init (LuwteDossier *self)
{
}

/**
 * luwte_dossier_new:
 * @id: object id
 * @nicknames: (nullable): NULL-terminated; the one used last stands first
 * @last_contact: latest day on which any session of it had activity
 * @n_notes: how many notes of it may be shown
 * @snippet: (nullable): in a search, where the words were found, with the hits between U+0002 and
 *   U+0003; otherwise the beginning of the newest note
 *
 * Returns: (transfer full): an immutable value
 */
LuwteDossier *
luwte_dossier_new (const char *id, const char *const *nicknames, LuwteDay last_contact,
                   guint n_notes, const char *snippet)
{
  static const char *const none[] = { NULL };
  LuwteDossier *self = g_object_new (LUWTE_TYPE_DOSSIER, NULL);

  self->id = g_strdup (id);
  self->nicknames = g_strdupv ((char **) (nicknames != NULL ? nicknames : none));
  self->last_contact = last_contact;
  self->n_notes = n_notes;
  self->snippet = g_strdup (snippet);
  return self;
}

const char *
luwte_dossier_get_id (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), NULL);
  return self->id;
}

/**
 * luwte_dossier_get_nickname:
 *
 * Returns: (nullable): the nickname used last
 */
const char *
luwte_dossier_get_nickname (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), NULL);
  return self->nicknames[0];
}

const char *const *
luwte_dossier_get_nicknames (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), NULL);
  return (const char *const *) self->nicknames;
}

LuwteDay
luwte_dossier_get_last_contact (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), LUWTE_DAY_NONE);
  return self->last_contact;
}

guint
luwte_dossier_get_n_notes (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), 0);
  return self->n_notes;
}

const char *
luwte_dossier_get_snippet (LuwteDossier *self)
{
  g_return_val_if_fail (LUWTE_IS_DOSSIER (self), NULL);
  return self->snippet;
}
