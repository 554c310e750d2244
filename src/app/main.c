/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "luwte-anew.h"
#include "luwte-application.h"
#include "luwte-locale.h"
#include "luwte-log.h"
#include "luwte-secret.h"
#include "luwte-spelling.h"

int
main (int argc, char **argv)
{
  g_autoptr (LuwteApplication) application = NULL;

  luwte_anew_init (argv);
  luwte_spelling_seal ();
  luwte_locale_init (GETTEXT_PACKAGE, LUWTE_LOCALEDIR);
  luwte_harden_process ();
  luwte_log_install ();

  application = luwte_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
