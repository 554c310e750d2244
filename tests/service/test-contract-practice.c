/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-practice.h"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  luwte_contract_add (&luwte_contract_practice);
  return g_test_run ();
}
