/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-aside.h"
#include "luwte-id.h"
#include "luwte-text-private.h"

struct _LuwteAside
{
  gatomicrefcount references;
  char *client_id;
  char *text;
};

G_DEFINE_BOXED_TYPE (LuwteAside, luwte_aside, luwte_aside_ref, luwte_aside_unref)

/**
 * luwte_aside_new:
 * @client_id: (nullable): an id of ours that this text went under before, NULL makes a new one. It
 *   stays with the text through every retry, so that the service can tell a retry from a repeat.
 * @text: UTF-8; copied
 *
 * Returns: (transfer full): an immutable text for colleagues alone
 */
LuwteAside *
luwte_aside_new (const char *client_id, const char *text)
{
  LuwteAside *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new (LuwteAside, 1);
  g_atomic_ref_count_init (&self->references);
  self->client_id = client_id != NULL ? g_strdup (client_id) : luwte_id_new ();
  self->text = g_strdup (text);
  return self;
}

LuwteAside *
luwte_aside_ref (LuwteAside *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
luwte_aside_unref (LuwteAside *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->client_id);
  luwte_text_free (self->text);
  g_free (self);
}

const char *
luwte_aside_get_client_id (LuwteAside *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->client_id;
}

const char *
luwte_aside_get_text (LuwteAside *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}
