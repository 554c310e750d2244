/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <sys/prctl.h>

#include "luwte-ctl.h"
#include "luwte-locale.h"
#include "luwte-log.h"
#include "luwte-secret.h"

int
main (int argc, char **argv)
{
  /* Keys and notes pass through this process: no core file, and no other program of the same user
   * may attach to it. luwtectl asks no portal, so nothing is lost by that. */
  luwte_harden_process ();
  prctl (PR_SET_DUMPABLE, 0);
  luwte_locale_init (GETTEXT_PACKAGE, LUWTE_LOCALEDIR);
  luwte_log_install ();
  return luwte_ctl_main (argc, argv);
}
