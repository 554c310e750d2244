/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-contract.h"

G_BEGIN_DECLS

/* The adapter for Live Helper Chat against the simulator, which runs in a thread of its own. */
extern const LuwteContractBackend luwte_contract_lhc;

/* The same against a real server. LUWTE_LHC_URL is its address ("http://127.0.0.1:8080"),
 * LUWTE_LHC_ACCOUNTS two operators of department 1 with their API keys: "jan:KEY,fatima:KEY". */
extern const LuwteContractBackend luwte_contract_lhc_real;

G_END_DECLS
