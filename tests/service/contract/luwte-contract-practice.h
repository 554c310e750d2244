/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-contract.h"

G_BEGIN_DECLS

/* The bridge adapter against a real luwte-practice without scripted visitors. */
extern const LuwteContractBackend luwte_contract_practice;

/* The server itself, for tests beside the contract. */
typedef struct _LuwtePracticeProcess LuwtePracticeProcess;
/* args: (nullable) (array zero-terminated=1): more of its command line */
LuwtePracticeProcess *luwte_practice_process_new (const char *const *args);
void luwte_practice_process_free (LuwtePracticeProcess *self);
const char *luwte_practice_process_get_url (LuwtePracticeProcess *self);
/* (transfer full): one request of the visitor's side, token: NULL for the trainer's key */
char *luwte_practice_process_ask (LuwtePracticeProcess *self, const char *what, const char *json,
                                  const char *token);
/* The trainer's trouble, as JSON: what is not in it stays as it is. NULL: all of it ends. */
void luwte_practice_process_train (LuwtePracticeProcess *self, const char *json);

G_END_DECLS
