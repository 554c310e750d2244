/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-consent.h"

#include "luwte-secret.h"

#include <string.h>

static const char *const codes[] = { "anonymous", "partly", "identified" };

const char *
luwte_known_to_code (LuwteKnown known)
{
  return codes[known];
}

gboolean
luwte_known_from_code (const char *code, LuwteKnown *known)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      {
        *known = (LuwteKnown) i;
        return TRUE;
      }
  return FALSE;
}

static void
wipe (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

void
luwte_consent_free (LuwteConsent *self)
{
  g_free (self->id);
  g_free (self->scope);
  wipe (self->words);
  wipe (self->party);
  g_free (self);
}

void
luwte_standing_free (LuwteStanding *self)
{
  g_clear_pointer (&self->consents, g_ptr_array_unref);
  g_free (self);
}

const LuwteConsent *
luwte_standing_get_consent (const LuwteStanding *self, const char *scope)
{
  for (guint i = 0; i < self->consents->len; i++)
    {
      const LuwteConsent *consent = g_ptr_array_index (self->consents, i);

      if (consent->withdrawn == LUWTE_DAY_NONE && g_strcmp0 (consent->scope, scope) == 0)
        return consent;
    }
  return NULL;
}
