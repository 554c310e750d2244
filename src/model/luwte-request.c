/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-request.h"

#include "luwte-secret.h"

#include <string.h>

void
luwte_request_free (LuwteRequest *self)
{
  g_free (self->id);
  g_free (self->dossier);
  g_free (self->kind);
  g_free (self->state);
  if (self->ground != NULL)
    luwte_wipe (self->ground, strlen (self->ground));
  g_free (self->ground);
  g_free (self);
}

void
luwte_objection_free (LuwteObjection *self)
{
  g_free (self->dossier);
  g_free (self->kind);
  g_free (self->role);
  g_free (self);
}
