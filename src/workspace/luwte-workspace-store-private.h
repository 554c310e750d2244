/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-service-table.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/* What the workspace itself keeps in the vault: profile, role, chat service, settings. Of
 * workspace/ alone. */

typedef struct
{
  GBytes *policy_json; /* (nullable): a vault that was just made and never finished */
  GHashTable *choices;
  char *role;
  LuwteServiceRow *service; /* (nullable) */
  gboolean practice;
  gboolean service_was_set; /* practice is settled for good */
  GHashTable *settings;
} LuwteKeptVault;

void luwte_kept_vault_free (LuwteKeptVault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteKeptVault, luwte_kept_vault_free)

void luwte_workspace_store_load_async (LuwteVault *vault, GAsyncReadyCallback callback,
                                       gpointer data);
/* (transfer full) */
LuwteKeptVault *luwte_workspace_store_load_finish (LuwteVault *vault, GAsyncResult *result,
                                                   GError **error);

void luwte_workspace_store_policy_async (LuwteVault *vault, LuwtePolicy *policy, const char *role,
                                         GAsyncReadyCallback callback, gpointer data);

/* practice: whether this service is one; refused with LUWTE_VAULT_ERROR_REFUSED when the vault is of
 * the other sort. (transfer full): the service's object id */
void luwte_workspace_store_service_async (LuwteVault *vault, const LuwteServiceRow *row,
                                          gboolean practice, GAsyncReadyCallback callback,
                                          gpointer data);
char *luwte_workspace_store_service_finish (LuwteVault *vault, GAsyncResult *result,
                                            GError **error);

void luwte_workspace_store_setting_async (LuwteVault *vault, const char *key, const char *value,
                                          GAsyncReadyCallback callback, gpointer data);
gboolean luwte_workspace_store_done_finish (LuwteVault *vault, GAsyncResult *result,
                                            GError **error);

/* Waits until everything that was asked of the vault before has happened. */
void luwte_workspace_store_drain (LuwteVault *vault);

/* (transfer full): the choices of a profile, as JSON */
char *luwte_workspace_store_choices (LuwtePolicy *policy);

G_END_DECLS
