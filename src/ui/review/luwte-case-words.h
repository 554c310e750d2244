/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a case is spoken of, to its author and to those who advise. */

/**
 * LuwteMarkGroup: what colours and names a mark in a text; the underline and the number are there
 * for people who do not see the colour.
 */
typedef enum
{
  LUWTE_MARK_NAME,
  LUWTE_MARK_PLACE,
  LUWTE_MARK_DATE,
  LUWTE_MARK_CONTACT,
  LUWTE_MARK_ORG,
  LUWTE_MARK_ASK,
  LUWTE_N_MARKS,
} LuwteMarkGroup;

/* category: "NAME", "PLACE", …, as a redaction has them */
LuwteMarkGroup luwte_case_words_group (const char *category);
/* (transfer none): "Name", "Phone number" */
const char *luwte_case_words_category (const char *category);
/* (transfer none): "Name", "Place or address" */
const char *luwte_case_words_group_name (LuwteMarkGroup group);
/* (transfer none): who speaks: "Visitor", "Counsellor", "Working note", "Question", "Answer" */
const char *luwte_case_words_from (const char *from);
/* (transfer full): "Visitor, evening, in spring": all that reviewers learn of a time */
char *luwte_case_words_heading (const char *from, const char *part_of_day, const char *season);
/* (transfer none): of "continue", "end", "disclosure" */
const char *luwte_case_words_decision (const char *decision);
/* (transfer full): "December 2026" of "2026-12" */
char *luwte_case_words_month (const char *month);

G_END_DECLS
