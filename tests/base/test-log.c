/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person wrote never reaches the log, whoever tries to write it there. */

#include "luwte-log.h"

#include <string.h>

#define CONTENT "ik durf niet naar huis"

static void
run_child (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "no: %s", CONTENT);

  luwte_log_install ();
  luwte_log_event ("an event");
  luwte_log_count ("some rows", 17);
  luwte_log_error ("it failed", error);
  g_warning ("Could not parse: %s", CONTENT);
  g_log ("Pango", G_LOG_LEVEL_CRITICAL, "bad markup: %s", CONTENT);
  g_message ("%s", CONTENT);
}

static void
test_redacts (void)
{
  if (g_test_subprocess ())
    {
      /* The test frame has made warnings fatal. */
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      run_child ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*" CONTENT "*");
  g_test_trap_assert_stdout_unmatched ("*" CONTENT "*");
  g_test_trap_assert_stderr ("*luwte: it failed: g-io-error-quark 0*");
  g_test_trap_assert_stderr ("*critical of Pango, text withheld*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log/redacts", test_redacts);
  return g_test_run ();
}
