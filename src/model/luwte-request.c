/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-request.h"

#include "luwte-secret.h"

#include <string.h>

static void
wipe (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

void
luwte_request_free (LuwteRequest *self)
{
  g_free (self->id);
  g_free (self->dossier);
  wipe (self->nickname);
  g_free (self->kind);
  g_free (self->state);
  wipe (self->ground);
  g_free (self);
}

void
luwte_objection_free (LuwteObjection *self)
{
  g_free (self->dossier);
  wipe (self->nickname);
  g_free (self->kind);
  g_free (self->role);
  g_free (self);
}

void
luwte_decision_free (LuwteDecision *self)
{
  g_free (self->month);
  g_free (self->outcome);
  g_free (self->ground);
  g_free (self);
}
