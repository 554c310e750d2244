/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-lhc.h"

/* The simulator always; a real server beside it where LUWTE_LHC_URL names one. */
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  luwte_contract_add (&luwte_contract_lhc);
  if (g_getenv ("LUWTE_LHC_URL") != NULL)
    luwte_contract_add (&luwte_contract_lhc_real);
  return g_test_run ();
}
