/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-folder-words.h"

#include <glib/gi18n.h>

#include "luwte-board.h"
#include "luwte-review-error.h"
#include "luwte-words.h"

static const char *
folder_problem (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return _ ("The team's folder is full. What is sealed waits in your vault.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _ ("Luwte may not read or write the team's folder. What is sealed waits in your vault.");
    case G_IO_ERROR_READ_ONLY:
      return _ ("Nothing can be written to the team's folder. What is sealed waits in your vault.");
    default:
      return _ ("The team's folder is not there. What is sealed waits in your vault, and it is tried "
                "again.");
    }
}

char *
luwte_folder_words_problem (const GError *error)
{
  if (error->domain == G_IO_ERROR)
    return g_strdup (folder_problem (error->code));
  return luwte_words_problem (error);
}

static guint
count (GPtrArray *taken, LuwteReviewError code)
{
  guint n = 0;

  for (guint i = 0; i < taken->len; i++)
    n += g_error_matches (((LuwteTaken *) g_ptr_array_index (taken, i))->refusal,
                          LUWTE_REVIEW_ERROR, (int) code);
  return n;
}

/* Of those that may be opened by others alone, or that a disk does not give. One that has vanished
 * since is none. */
static guint
count_closed (GPtrArray *taken)
{
  guint n = 0;

  for (guint i = 0; i < taken->len; i++)
    {
      const GError *refusal = ((LuwteTaken *) g_ptr_array_index (taken, i))->refusal;

      n += refusal != NULL && refusal->domain == G_FILE_ERROR;
    }
  return n;
}

char *
luwte_folder_words_unread (GPtrArray *taken)
{
  const guint closed = count_closed (taken);
  const guint foreign = count (taken, LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER);
  const guint newer = count (taken, LUWTE_REVIEW_ERROR_NEWER);

  if (foreign > 0)
    return g_strdup_printf (
        ngettext ("%u file in the team's folder is from a roster that you do not have. Take in the "
                  "newest one.",
                  "%u files in the team's folder are from a roster that you do not have. Take in "
                  "the newest one.",
                  foreign),
        foreign);
  if (newer > 0)
    return g_strdup_printf (
        ngettext ("A newer Luwte made %u file in the team's folder. Update Luwte to read it.",
                  "A newer Luwte made %u files in the team's folder. Update Luwte to read them.",
                  newer),
        newer);
  if (closed > 0)
    return g_strdup_printf (
        ngettext (
            "%u file in the team's folder may not be read by you. Whoever keeps the folder can "
            "change that.",
            "%u files in the team's folder may not be read by you. Whoever keeps the folder "
            "can change that.",
            closed),
        closed);
  return NULL;
}

char *
luwte_folder_words_refused (GPtrArray *taken)
{
  for (guint i = 0; i < taken->len; i++)
    {
      const GError *refusal = ((LuwteTaken *) g_ptr_array_index (taken, i))->refusal;

      if (refusal == NULL || refusal->domain == G_FILE_ERROR || refusal->domain == G_IO_ERROR ||
          g_error_matches (refusal, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER) ||
          g_error_matches (refusal, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NEWER) ||
          g_error_matches (refusal, LUWTE_REVIEW_ERROR, LUWTE_REVIEW_ERROR_NOT_WHOLE))
        continue;
      return luwte_words_problem (refusal);
    }
  return NULL;
}

const char *
luwte_folder_words_sent (gboolean delivered)
{
  return delivered ? _ ("Sealed, and in the team's folder")
                   : _ ("Sealed. It waits in your vault until the team's folder is there");
}

char *
luwte_folder_words_left (const LuwteBoardSync *sync)
{
  if (sync->n_left == 0)
    return NULL;
  return g_strdup_printf (
      ngettext ("%u file of yours that has to be gone may still lie in a folder that the team used "
                "before. It is erased when Luwte can reach that folder again.",
                "%u files of yours that have to be gone may still lie in a folder that the team "
                "used before. They are erased when Luwte can reach that folder again.",
                sync->n_left),
      sync->n_left);
}
