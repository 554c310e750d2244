/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "luwte-ctl.h"
#include "luwte-locale.h"
#include "luwte-log.h"

int
main (int argc, char **argv)
{
  struct rlimit none = { 0, 0 };

  /* Keys and notes pass through this process: no core file, and no other program of the same user
   * may attach to it. luwtectl asks no portal, so nothing is lost by that. */
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0);
  luwte_locale_init (GETTEXT_PACKAGE, LUWTE_LOCALEDIR);
  luwte_log_install ();
  return luwte_ctl_main (argc, argv);
}
