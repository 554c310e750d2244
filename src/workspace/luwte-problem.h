/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteProblem:
 *
 * What went wrong, in the terms of whoever has to do something about it. The window and luwtectl
 * stand above the folders whose error domains these come from and may not include them; this is
 * where the domains end. The sentence people read is written by the window or by luwtectl.
 */
typedef enum
{
  LUWTE_PROBLEM_NONE,
  LUWTE_PROBLEM_OTHER,
  LUWTE_PROBLEM_CANCELLED,
  LUWTE_PROBLEM_WRONG_KEY,       /* wrong passphrase or recovery code */
  LUWTE_PROBLEM_DAMAGED,         /* the vault's files */
  LUWTE_PROBLEM_NOT_ENCRYPTED,   /* the database library does not encrypt: nothing was opened */
  LUWTE_PROBLEM_NEWER,           /* the vault was written by a newer Luwte */
  LUWTE_PROBLEM_NO_SPACE,        /* the disk is full */
  LUWTE_PROBLEM_BUSY,            /* another program has the vault open */
  LUWTE_PROBLEM_EXISTS,          /* there is a vault already */
  LUWTE_PROBLEM_NOT_FOUND,       /* no such vault, note, session, profile */
  LUWTE_PROBLEM_LOCKED,          /* closed meanwhile, or never opened */
  LUWTE_PROBLEM_INVALID_PROFILE, /* the message says where and what was expected */
  LUWTE_PROBLEM_POLICY,          /* the profile does not allow it; the message names the rule */
  LUWTE_PROBLEM_NEEDS_CHOICE,    /* the profile leaves something open */
  LUWTE_PROBLEM_PRACTICE,        /* practice and ordinary do not mix */
  LUWTE_PROBLEM_NO_SERVICE,      /* no chat service is set up */
  LUWTE_PROBLEM_UNREACHABLE,     /* no answer; surely not done */
  LUWTE_PROBLEM_UNCERTAIN,       /* the answer was lost; perhaps done */
  LUWTE_PROBLEM_SERVICE_REFUSED, /* the service does not accept the secret or the role */
  LUWTE_PROBLEM_INSECURE,        /* no TLS, or a certificate that does not hold */
  LUWTE_PROBLEM_NOT_DONE,        /* the service said yes and did not do it */
  LUWTE_PROBLEM_PROTOCOL,        /* the answer is not what it should be */
  LUWTE_PROBLEM_UNSUPPORTED,     /* this service cannot do it */
  LUWTE_PROBLEM_TAKEN,           /* a colleague has the session */
} LuwteProblem;

/**
 * luwte_problem_of:
 * @error: (nullable): an error from any folder
 *
 * Returns: what it means; %LUWTE_PROBLEM_NONE for %NULL
 */
LuwteProblem luwte_problem_of (const GError *error);

G_END_DECLS
