/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How far an erasure is, for whoever waits, and stopping it. It can be stopped until its rows are
 * gone: from the moment of that commit on, the rest has to be done, now or when the vault is next
 * opened, and nobody is told otherwise. */

#include "luwte-vault-private.h"

enum
{
  GATE_OPEN,
  GATE_STOP, /* it was asked to stop */
  GATE_SHUT, /* too late */
};

static guint step_signal;

void
luwte_vault_step_class_init (LuwteVaultClass *klass)
{
  step_signal = g_signal_new ("erasure-step", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                              NULL, NULL, G_TYPE_NONE, 0);
}

void
luwte_vault_step_init (LuwteVault *self)
{
  self->erasure_step = LUWTE_ERASURE_NONE;
}

static gboolean
told_cb (gpointer data)
{
  g_autoptr (LuwteVault) self = g_weak_ref_get (data);

  if (self)
    g_signal_emit (self, step_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

void
luwte_vault_tell_step (LuwteVault *self, LuwteErasureStep step)
{
  g_autoptr (GSource) source = NULL;
  GWeakRef *weak;

  if (!self->step_context)
    return;
  g_atomic_int_set (&self->erasure_step, (int) step);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, told_cb, weak, weak_free);
  g_source_set_static_name (source, "[luwte] erasure step");
  g_source_attach (source, self->step_context);
}

void
luwte_vault_await_erasure (LuwteVault *self)
{
  if (g_atomic_int_add (&self->erasures, 1) > 0)
    return;
  g_atomic_int_set (&self->erasure_step, LUWTE_ERASURE_WAITING);
  g_signal_emit (self, step_signal, 0);
}

void
luwte_vault_end_erasure (LuwteVault *self)
{
  const gboolean last = g_atomic_int_dec_and_test (&self->erasures);

  if (last)
    g_atomic_int_set (&self->erasure_gate, GATE_OPEN);
  g_atomic_int_set (&self->erasure_step, last ? LUWTE_ERASURE_NONE : LUWTE_ERASURE_WAITING);
  g_signal_emit (self, step_signal, 0);
}

LuwteErasureStep
luwte_vault_get_erasure_step (LuwteVault *self)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), LUWTE_ERASURE_NONE);
  return (LuwteErasureStep) g_atomic_int_get (&self->erasure_step);
}

gboolean
luwte_vault_stop_erasure (LuwteVault *self)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);

  return g_atomic_int_get (&self->erasures) > 0 &&
         (g_atomic_int_compare_and_exchange (&self->erasure_gate, GATE_OPEN, GATE_STOP) ||
          g_atomic_int_get (&self->erasure_gate) == GATE_STOP);
}

gboolean
luwte_vault_erasure_stopped (LuwteVault *self)
{
  return g_atomic_int_get (&self->erasure_gate) == GATE_STOP;
}

gboolean
luwte_vault_set_error_if_stopped (LuwteVault *self, GError **error)
{
  if (!luwte_vault_erasure_stopped (self))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       "The erasure was stopped before anything was deleted");
  return TRUE;
}

gboolean
luwte_vault_shut_erasure_gate (LuwteVault *self, GError **error)
{
  return g_atomic_int_compare_and_exchange (&self->erasure_gate, GATE_OPEN, GATE_SHUT) ||
         !luwte_vault_set_error_if_stopped (self, error);
}

void
luwte_vault_enter_erasure_gate (LuwteVault *self)
{
  g_atomic_int_compare_and_exchange (&self->erasure_gate, GATE_SHUT, GATE_OPEN);
}

/* Until it is answered nobody may think that it was stopped. */
void
luwte_vault_leave_erasure_gate (LuwteVault *self)
{
  g_atomic_int_set (&self->erasure_gate, GATE_SHUT);
}
