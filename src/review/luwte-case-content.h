/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwteCasePart:
 * @from: "visitor", "counsellor", or "note" for a working note
 * @part_of_day: "night", "morning", "afternoon", "evening"
 * @season: "winter", "spring", "summer", "autumn"
 * @text: redacted
 *
 * One note or message of a case. No time is finer than this (R46).
 */
typedef struct
{
  char *from;
  char *part_of_day;
  char *season;
  char *text;
} LuwteCasePart;

/**
 * LuwteCaseContent:
 * @reason: code of the profile, and its label as the author's profile has it
 * @author: (nullable): only where she chose to be named
 * @parts: (element-type LuwteCasePart)
 * @reply: the one-time public key that advice is sealed to
 *
 * What the reviewers read, and nothing else: no nickname, no session, no service has a field here.
 */
typedef struct _LuwteCaseContent
{
  char *reason;
  char *reason_label;
  gboolean urgent;
  char *question;
  char *author;
  GPtrArray *parts;
  guint8 reply[32];
} LuwteCaseContent;

LuwteCaseContent *luwte_case_content_new (void);
void luwte_case_content_free (LuwteCaseContent *self);
void luwte_case_content_add (LuwteCaseContent *self, const char *from, const char *part_of_day,
                             const char *season, const char *text);

/* (transfer full) */
JsonObject *luwte_case_content_to_json (const LuwteCaseContent *self);
/* (transfer full) (nullable): %LUWTE_REVIEW_ERROR_FORGED when it is not of this form */
LuwteCaseContent *luwte_case_content_from_json (JsonObject *body, GError **error);

/* Static words for a moment in the profile's time zone. */
const char *luwte_case_part_of_day (gint64 unix_s, GTimeZone *zone);
const char *luwte_case_season (gint64 unix_s, GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteCaseContent, luwte_case_content_free)

G_END_DECLS
