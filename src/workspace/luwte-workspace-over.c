/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process that has shown texts cannot wipe them all: toolkits and their libraries keep copies.
 * So after a lock the program may begin anew in a fresh memory, and this is what goes over: which
 * chat service, its secret, and what its live queue knows while locked. No key, no text but of what
 * was accepted for sending. */

#include "config.h"

#include "luwte-workspace-private.h"

#include "luwte-log.h"
#include "luwte-secret.h"

gboolean
luwte_workspace_may_hand_over (LuwteWorkspace *self)
{
  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), FALSE);

  return self->state == LUWTE_WORKSPACE_LOCKED &&
         (!self->live || !luwte_live_is_sending (self->live));
}

static void
insert_text (GVariantDict *dict, const char *key, const char *text)
{
  if (text)
    g_variant_dict_insert (dict, key, "s", text);
}

GVariant *
luwte_workspace_hand_over (LuwteWorkspace *self)
{
  GVariantDict dict;

  g_return_val_if_fail (LUWTE_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (self->state == LUWTE_WORKSPACE_LOCKED, NULL);

  g_variant_dict_init (&dict, NULL);
  if (!self->live || !self->has_setup)
    return g_variant_dict_end (&dict);
  insert_text (&dict, "kind", self->setup.kind);
  insert_text (&dict, "url", self->setup.url);
  insert_text (&dict, "user", self->setup.user);
  insert_text (&dict, "authority", self->setup.authority);
  insert_text (&dict, "service-id", self->service_id);
  if (self->secret)
    insert_text (&dict, "secret", luwte_secret_peek (self->secret));
  g_variant_dict_insert (&dict, "practice", "b", self->practice);
  g_variant_dict_insert_value (&dict, "live", luwte_live_hand_over (self->live));
  return g_variant_dict_end (&dict);
}

void
luwte_workspace_take_over (LuwteWorkspace *self, GVariant *state)
{
  g_autoptr (GVariant) live = NULL;
  LuwteServiceSetup setup = { 0 };
  const char *service_id, *secret_text;
  g_autoptr (LuwteSecret) secret = NULL;
  gboolean practice = FALSE;

  g_return_if_fail (LUWTE_IS_WORKSPACE (self));
  g_return_if_fail (g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT));

  live = g_variant_lookup_value (state, "live", G_VARIANT_TYPE_VARDICT);
  if (self->state != LUWTE_WORKSPACE_LOCKED || !live ||
      !g_variant_lookup (state, "kind", "&s", &setup.kind) ||
      !g_variant_lookup (state, "service-id", "&s", &service_id))
    return;
  g_variant_lookup (state, "url", "&s", &setup.url);
  g_variant_lookup (state, "user", "&s", &setup.user);
  g_variant_lookup (state, "authority", "&s", &setup.authority);
  g_variant_lookup (state, "practice", "b", &practice);
  if (g_variant_lookup (state, "secret", "&s", &secret_text))
    secret = luwte_secret_new (secret_text, -1);
  luwte_workspace_resume_live (self, &setup, secret, service_id, practice, live);
}
