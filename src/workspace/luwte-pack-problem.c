/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-pack-problem.h"

#include <glib/gi18n-lib.h>

#include "luwte-review-error.h"

const char *
luwte_pack_problem (const GError *error)
{
  if (error == NULL || error->domain != LUWTE_REVIEW_ERROR)
    return NULL;
  switch ((LuwteReviewError) error->code)
    {
    case LUWTE_REVIEW_ERROR_NOT_A_PACK:
      return N_ ("This is no file or text of Luwte.");
    case LUWTE_REVIEW_ERROR_NEWER:
      return N_ ("A newer Luwte made this. Update Luwte to read it.");
    case LUWTE_REVIEW_ERROR_NOT_WHOLE:
      return N_ ("The file is not whole. Perhaps it is still on its way; else ask for it again.");
    case LUWTE_REVIEW_ERROR_FORGED:
      return N_ ("This was changed on the way, or nobody of your team made it. Nothing was kept.");
    case LUWTE_REVIEW_ERROR_NOT_FOR_ME:
      return N_ ("This was sealed to others, not to you.");
    case LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER:
      return N_ ("This is from another team, or from a roster that you do not have or that was"
                 " replaced.");
    case LUWTE_REVIEW_ERROR_EXPIRED:
      return N_ ("The time in which this could be read is over.");
    case LUWTE_REVIEW_ERROR_REPLAYED:
      return N_ ("You have had this before. The copy was not taken in.");
    case LUWTE_REVIEW_ERROR_NOT_SIGNED:
      return N_ ("Whoever signed this may not do so. Compare the words with your team lead.");
    case LUWTE_REVIEW_ERROR_OPEN_QUESTION:
      return N_ ("A question about a word is still open. Nothing is sealed before it is answered.");
    case LUWTE_REVIEW_ERROR_TOO_LARGE:
      return N_ ("This is too long, or for too many people.");
    case LUWTE_REVIEW_ERROR_NOT_MEMBER:
      return N_ ("The roster of your team does not have this person.");
    case LUWTE_REVIEW_ERROR_NO_ROSTER:
      return N_ ("This vault has no roster yet. Send your card to your team lead.");
    case LUWTE_REVIEW_ERROR_OLDER:
      return N_ ("You have this roster already, or a newer one.");
    }
  return NULL;
}
