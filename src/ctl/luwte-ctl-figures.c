/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "luwte-ctl.h"
#include "luwte-figures.h"
#include "luwte-new-file.h"

static void
print_rows (LuwteCtl *ctl, const LuwteYear *year)
{
  for (guint i = 0; i < year->figures->len; i++)
    {
      const LuwteFigure *figure = g_ptr_array_index (year->figures, i);
      LuwteCtlRow *row = luwte_ctl_row (ctl);

      luwte_ctl_row_string (row, "topic", figure->topic);
      luwte_ctl_row_string (row, "month", figure->month);
      luwte_ctl_row_string (row, "channel", figure->channel);
      luwte_ctl_row_int (row, "n", figure->n);
      luwte_ctl_row_end (row);
    }
}

static LuwteCtlExit
write_file (LuwteCtl *ctl, const LuwteYear *year, gboolean pdf)
{
  const char *to = luwte_ctl_option (ctl, "to");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      pdf ? luwte_figures_to_pdf (luwte_workspace_get_figures (luwte_ctl_workspace (ctl)), year,
                                  luwte_ctl_language (), &error)
          : luwte_figures_to_csv (year);

  if (bytes == NULL)
    return luwte_ctl_fail (error);
  if (to == NULL)
    {
      g_print ("%.*s", (int) g_bytes_get_size (bytes),
               (const char *) g_bytes_get_data (bytes, NULL));
      return LUWTE_CTL_DONE;
    }
  if (!luwte_new_file_write (to, bytes, luwte_ctl_flag (ctl, "replace"), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_figures (LuwteCtl *ctl)
{
  LuwteFigures *figures = luwte_workspace_get_figures (luwte_ctl_workspace (ctl));
  const char *given = luwte_ctl_option (ctl, "year");
  const char *format = luwte_ctl_option (ctl, "format");
  const gboolean pdf = g_strcmp0 (format, "pdf") == 0;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteYear) year = NULL;
  guint64 number;

  if (given == NULL || !g_ascii_string_to_unsigned (given, 10, 1970, 9999, &number, NULL))
    return luwte_ctl_usage (_ ("--year is needed, such as 2026"));
  if (format != NULL && !pdf && !g_str_equal (format, "csv") && !g_str_equal (format, "json"))
    return luwte_ctl_usage (_ ("--format is json, csv or pdf"));
  if (pdf && luwte_ctl_option (ctl, "to") == NULL)
    return luwte_ctl_usage (_ ("a PDF needs --to"));
  luwte_figures_year_async (figures, (int) number, NULL, luwte_ctl_answer_cb, &result);
  year = luwte_figures_year_finish (figures, luwte_ctl_wait (&result), &error);
  if (year == NULL)
    return luwte_ctl_fail (error);
  if (format != NULL && !g_str_equal (format, "json"))
    return write_file (ctl, year, pdf);
  print_rows (ctl, year);
  return LUWTE_CTL_DONE;
}

const LuwteCtlCommand luwte_ctl_figures_commands[] = {
  { NULL, "figures", "--year Y [--format json|csv|pdf] [--to FILE [--replace]]",
    N_ ("contacts of a year by topic, month and channel; small numbers are joined or left out"),
       "year format to replace!", 0, 0, LUWTE_CTL_NEEDS_VAULT, run_figures },
    { NULL },
};
