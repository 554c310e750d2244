/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteDeidentCategory: what a piece of text would tell about somebody.
 * @LUWTE_DEIDENT_OTHER: what a person marked without saying what it is
 */
typedef enum
{
  LUWTE_DEIDENT_NAME,
  LUWTE_DEIDENT_NICK,
  LUWTE_DEIDENT_PLACE,
  LUWTE_DEIDENT_ADDRESS,
  LUWTE_DEIDENT_POSTCODE,
  LUWTE_DEIDENT_SCHOOL,
  LUWTE_DEIDENT_ORG,
  LUWTE_DEIDENT_DATE,
  LUWTE_DEIDENT_DOB,
  LUWTE_DEIDENT_AGE,
  LUWTE_DEIDENT_PHONE,
  LUWTE_DEIDENT_EMAIL,
  LUWTE_DEIDENT_HANDLE,
  LUWTE_DEIDENT_URL,
  LUWTE_DEIDENT_IP,
  LUWTE_DEIDENT_IBAN,
  LUWTE_DEIDENT_BSN,
  LUWTE_DEIDENT_RRN,
  LUWTE_DEIDENT_PLATE,
  LUWTE_DEIDENT_ID,
  LUWTE_DEIDENT_OTHER,
} LuwteDeidentCategory;
#define LUWTE_DEIDENT_N_CATEGORIES (LUWTE_DEIDENT_OTHER + 1)

/**
 * LuwteDeidentCertainty:
 * @LUWTE_DEIDENT_DOUBTFUL: asked, not removed, until it is answered
 * @LUWTE_DEIDENT_CERTAIN: removed
 * @LUWTE_DEIDENT_KNOWN: told: a field of the dossier, added by hand, or an answer
 */
typedef enum
{
  LUWTE_DEIDENT_DOUBTFUL,
  LUWTE_DEIDENT_CERTAIN,
  LUWTE_DEIDENT_KNOWN,
} LuwteDeidentCertainty;

/**
 * LuwteDeidentSpan: a piece of one text.
 * @start: first code point
 * @end: the code point after the last
 * @person: number in the placeholder, from 1, where the category counts whom it is about; else 0
 */
typedef struct
{
  guint start;
  guint end;
  LuwteDeidentCategory category;
  LuwteDeidentCertainty certainty;
  guint person;
} LuwteDeidentSpan;

/* "NAME", …; stable, for files. */
const char *luwte_deident_category_code (LuwteDeidentCategory category);
gboolean luwte_deident_category_from_code (const char *code, LuwteDeidentCategory *category);
/* "naam", …: the word in a placeholder. Redacted texts are Dutch, as what they are made of. */
const char *luwte_deident_category_word (LuwteDeidentCategory category);
const char *luwte_deident_certainty_code (LuwteDeidentCertainty certainty);

G_END_DECLS
