/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-locale.h"

#include <libintl.h>
#include <locale.h>

/* (transfer full) (nullable): po/ of the build folder that this program lies in, src/NAME/ below it */
static char *
built_dir (const char *domain)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *above = folder != NULL ? g_path_get_dirname (folder) : NULL;
  g_autofree char *po = NULL, *file = NULL, *probe = NULL;

  if (above == NULL || !g_str_has_suffix (above, "/src"))
    return NULL;
  po = g_build_filename (above, "..", "po", NULL);
  file = g_strconcat (domain, ".mo", NULL);
  probe = g_build_filename (po, "nl", "LC_MESSAGES", file, NULL);

  return g_file_test (probe, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&po) : NULL;
}

void
luwte_locale_init (const char *domain, const char *installed)
{
  g_autofree char *built = built_dir (domain);

  setlocale (LC_ALL, "");
  bindtextdomain (domain, built != NULL ? built : installed);
  bind_textdomain_codeset (domain, "UTF-8");
  textdomain (domain);
}
