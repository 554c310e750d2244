/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "luwte-problem.h"

#include "luwte-policy.h"
#include "luwte-service.h"
#include "luwte-vault.h"
#include "luwte-workspace.h"

static LuwteProblem
problem_of_vault (LuwteVaultError code)
{
  switch (code)
    {
    case LUWTE_VAULT_ERROR_NOT_FOUND:
      return LUWTE_PROBLEM_NOT_FOUND;
    case LUWTE_VAULT_ERROR_EXISTS:
      return LUWTE_PROBLEM_EXISTS;
    case LUWTE_VAULT_ERROR_WRONG_KEY:
      return LUWTE_PROBLEM_WRONG_KEY;
    case LUWTE_VAULT_ERROR_DAMAGED:
      return LUWTE_PROBLEM_DAMAGED;
    case LUWTE_VAULT_ERROR_NEWER:
      return LUWTE_PROBLEM_NEWER;
    case LUWTE_VAULT_ERROR_BUSY:
      return LUWTE_PROBLEM_BUSY;
    case LUWTE_VAULT_ERROR_NO_SPACE:
      return LUWTE_PROBLEM_NO_SPACE;
    case LUWTE_VAULT_ERROR_NOT_ENCRYPTED:
      return LUWTE_PROBLEM_NOT_ENCRYPTED;
    case LUWTE_VAULT_ERROR_CLOSED:
      return LUWTE_PROBLEM_LOCKED;
    case LUWTE_VAULT_ERROR_REFUSED:
      return LUWTE_PROBLEM_POLICY;
    case LUWTE_VAULT_ERROR_FAILED:
      return LUWTE_PROBLEM_OTHER;
    }
  return LUWTE_PROBLEM_OTHER;
}

static LuwteProblem
problem_of_policy (LuwtePolicyError code)
{
  switch (code)
    {
    case LUWTE_POLICY_ERROR_INVALID:
      return LUWTE_PROBLEM_INVALID_PROFILE;
    case LUWTE_POLICY_ERROR_NOT_FOUND:
      return LUWTE_PROBLEM_NOT_FOUND;
    case LUWTE_POLICY_ERROR_REFUSED:
      return LUWTE_PROBLEM_POLICY;
    }
  return LUWTE_PROBLEM_OTHER;
}

static LuwteProblem
problem_of_service (LuwteServiceError code)
{
  switch (code)
    {
    case LUWTE_SERVICE_ERROR_UNREACHABLE:
      return LUWTE_PROBLEM_UNREACHABLE;
    case LUWTE_SERVICE_ERROR_UNCERTAIN:
      return LUWTE_PROBLEM_UNCERTAIN;
    case LUWTE_SERVICE_ERROR_REFUSED:
      return LUWTE_PROBLEM_SERVICE_REFUSED;
    case LUWTE_SERVICE_ERROR_TAKEN:
      return LUWTE_PROBLEM_TAKEN;
    case LUWTE_SERVICE_ERROR_NOT_FOUND:
      return LUWTE_PROBLEM_NOT_FOUND;
    case LUWTE_SERVICE_ERROR_NOT_DONE:
      return LUWTE_PROBLEM_NOT_DONE;
    case LUWTE_SERVICE_ERROR_PROTOCOL:
      return LUWTE_PROBLEM_PROTOCOL;
    case LUWTE_SERVICE_ERROR_INSECURE:
      return LUWTE_PROBLEM_INSECURE;
    case LUWTE_SERVICE_ERROR_UNSUPPORTED:
      return LUWTE_PROBLEM_UNSUPPORTED;
    }
  return LUWTE_PROBLEM_OTHER;
}

static LuwteProblem
problem_of_workspace (LuwteWorkspaceError code)
{
  switch (code)
    {
    case LUWTE_WORKSPACE_ERROR_NOT_OPEN:
      return LUWTE_PROBLEM_LOCKED;
    case LUWTE_WORKSPACE_ERROR_NO_SERVICE:
      return LUWTE_PROBLEM_NO_SERVICE;
    case LUWTE_WORKSPACE_ERROR_PRACTICE:
      return LUWTE_PROBLEM_PRACTICE;
    case LUWTE_WORKSPACE_ERROR_NEEDS_CHOICE:
      return LUWTE_PROBLEM_NEEDS_CHOICE;
    }
  return LUWTE_PROBLEM_OTHER;
}

LuwteProblem
luwte_problem_of (const GError *error)
{
  if (error == NULL)
    return LUWTE_PROBLEM_NONE;
  if (error->domain == LUWTE_VAULT_ERROR)
    return problem_of_vault (error->code);
  if (error->domain == LUWTE_POLICY_ERROR)
    return problem_of_policy (error->code);
  if (error->domain == LUWTE_SERVICE_ERROR)
    return problem_of_service (error->code);
  if (error->domain == LUWTE_WORKSPACE_ERROR)
    return problem_of_workspace (error->code);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return LUWTE_PROBLEM_CANCELLED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return LUWTE_PROBLEM_NO_SPACE;
  return LUWTE_PROBLEM_OTHER;
}
