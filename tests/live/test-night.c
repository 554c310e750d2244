/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A short busy night with either kind of service; the long one is `./dev bench --long night`. */

#include "night.h"

#include "luwte-contract-lhc.h"
#include "luwte-contract-practice.h"

static const NightPlan plan = {
  .visitors = 12,
  .messages = 360,
  .failures = 8,
  .app_restarts = 2,
  .service_restarts = 1,
  .seed = 20261125,
};

static void
test_night (gconstpointer data)
{
  NightReport report;

  night_run (data, &plan, &report);
  g_assert_cmpuint (report.visitors, ==, plan.visitors);
  g_assert_cmpuint (report.messages, >=, plan.messages);
  g_assert_cmpuint (report.failures, ==, plan.failures);
  g_assert_cmpuint (report.app_restarts, ==, plan.app_restarts);
  g_assert_cmpuint (report.service_restarts, ==, plan.service_restarts);
  g_test_message ("%u perhaps not sent", report.uncertain);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/night/bridge", &luwte_contract_practice, test_night);
  g_test_add_data_func ("/night/live-helper-chat", &luwte_contract_lhc, test_night);
  return g_test_run ();
}
