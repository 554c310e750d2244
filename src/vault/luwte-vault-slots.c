/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: whoever changes the passphrase proves the old one first; the old slot is gone from
 * both copies of the header before the answer comes. A copy of the header that somebody kept still
 * opens the vault with the old passphrase: only a new vault key would change that. */

#include "luwte-vault-private.h"

#include "luwte-crypto.h"
#include "luwte-recovery-code.h"
#include "luwte-secret.h"

static gboolean
check_passphrase (LuwteSecret *passphrase, GError **error)
{
  if (luwte_secret_length (passphrase) > 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_REFUSED,
                       "The passphrase is empty");
  return FALSE;
}

static gboolean
check_open (LuwteVault *self, GError **error)
{
  if (!self->key)
    luwte_worker_set_closed_error (error);
  return self->key != NULL;
}

/* One slot in place of those of its type, by whoever knows the passphrase. */
static gboolean
change_slot (LuwteVault *self, LuwteSecret *passphrase, LuwteSlotType type, LuwteSecret *secret,
             GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->slot_mutex);
  g_autoptr (LuwteKey) proof = NULL;
  LuwteHeader changed;

  if (!check_open (self, error) || !check_passphrase (secret, error))
    return FALSE;
  proof = luwte_header_unlock (&self->header, LUWTE_SLOT_PASSPHRASE, passphrase, error);
  if (!proof)
    return FALSE;
  changed = self->header;
  if (!luwte_header_set_slot (&changed, type, secret, luwte_vault_get_cost (), self->key, error) ||
      !luwte_header_save (&changed, self->dir, self->key, error))
    return FALSE;
  self->header = changed;
  return TRUE;
}

gboolean
luwte_vault_change_passphrase (LuwteVault *self, LuwteSecret *old_passphrase,
                               LuwteSecret *new_passphrase, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);
  g_return_val_if_fail (old_passphrase != NULL && new_passphrase != NULL, FALSE);

  return change_slot (self, old_passphrase, LUWTE_SLOT_PASSPHRASE, new_passphrase, error);
}

gboolean
luwte_vault_change_recovery_code (LuwteVault *self, LuwteSecret *passphrase,
                                  LuwteSecret *recovery_code, GError **error)
{
  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);
  g_return_val_if_fail (passphrase != NULL && recovery_code != NULL, FALSE);

  return change_slot (self, passphrase, LUWTE_SLOT_RECOVERY, recovery_code, error);
}

gboolean
luwte_vault_replace_slots (LuwteVault *self, LuwteSecret *new_passphrase,
                           LuwteSecret **recovery_code, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (LuwteSecret) code = NULL;
  LuwteHeader changed;

  g_return_val_if_fail (LUWTE_IS_VAULT (self), FALSE);
  g_return_val_if_fail (new_passphrase != NULL && recovery_code != NULL, FALSE);

  *recovery_code = NULL;
  locker = g_mutex_locker_new (&self->slot_mutex);
  if (!check_open (self, error) || !check_passphrase (new_passphrase, error))
    return FALSE;
  code = luwte_recovery_code_new ();
  changed = self->header;
  if (!luwte_header_set_slot (&changed, LUWTE_SLOT_PASSPHRASE, new_passphrase,
                              luwte_vault_get_cost (), self->key, error) ||
      !luwte_header_set_slot (&changed, LUWTE_SLOT_RECOVERY, code, luwte_vault_get_cost (),
                              self->key, error) ||
      !luwte_header_save (&changed, self->dir, self->key, error))
    return FALSE;
  self->header = changed;
  *recovery_code = g_steal_pointer (&code);
  return TRUE;
}

LuwteKey *
luwte_vault_copy_db_key (LuwteVault *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->slot_mutex);

  return self->key ? luwte_key_derive (self->key, LUWTE_VAULT_KEY_CONTEXT, LUWTE_VAULT_KEY_DB)
                   : NULL;
}
