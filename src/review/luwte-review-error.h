/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteReviewError:
 * @LUWTE_REVIEW_ERROR_NOT_A_PACK: another kind of file, or a text that is no card and no roster
 * @LUWTE_REVIEW_ERROR_NEWER: made by a newer Luwte
 * @LUWTE_REVIEW_ERROR_NOT_WHOLE: the file ends too early: half written, or cut off
 * @LUWTE_REVIEW_ERROR_FORGED: changed on the way, or not authenticated by the team
 * @LUWTE_REVIEW_ERROR_NOT_FOR_ME: sealed to others
 * @LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER: from another team, or from a roster that this vault never
 *   accepted or that was replaced too long ago
 * @LUWTE_REVIEW_ERROR_EXPIRED: past the month that it may be read in
 * @LUWTE_REVIEW_ERROR_REPLAYED: this vault has had it before
 * @LUWTE_REVIEW_ERROR_NOT_SIGNED: not signed by somebody whom the roster lets do this
 * @LUWTE_REVIEW_ERROR_OPEN_QUESTION: a question about identifying text is not answered
 * @LUWTE_REVIEW_ERROR_TOO_LARGE: more than a pack holds
 * @LUWTE_REVIEW_ERROR_NOT_MEMBER: a recipient whom the roster does not have
 * @LUWTE_REVIEW_ERROR_NO_ROSTER: this vault has accepted no roster
 * @LUWTE_REVIEW_ERROR_OLDER: a roster that is not newer than the one in use
 */
typedef enum
{
  LUWTE_REVIEW_ERROR_NOT_A_PACK,
  LUWTE_REVIEW_ERROR_NEWER,
  LUWTE_REVIEW_ERROR_NOT_WHOLE,
  LUWTE_REVIEW_ERROR_FORGED,
  LUWTE_REVIEW_ERROR_NOT_FOR_ME,
  LUWTE_REVIEW_ERROR_UNKNOWN_ROSTER,
  LUWTE_REVIEW_ERROR_EXPIRED,
  LUWTE_REVIEW_ERROR_REPLAYED,
  LUWTE_REVIEW_ERROR_NOT_SIGNED,
  LUWTE_REVIEW_ERROR_OPEN_QUESTION,
  LUWTE_REVIEW_ERROR_TOO_LARGE,
  LUWTE_REVIEW_ERROR_NOT_MEMBER,
  LUWTE_REVIEW_ERROR_NO_ROSTER,
  LUWTE_REVIEW_ERROR_OLDER,
} LuwteReviewError;
#define LUWTE_REVIEW_ERROR (luwte_review_error_quark ())
GQuark luwte_review_error_quark (void);

G_END_DECLS
