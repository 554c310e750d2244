/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-day.h"
#include "luwte-types.h"

G_BEGIN_DECLS

/**
 * LuwtePolicyError:
 * @LUWTE_POLICY_ERROR_INVALID: the profile is wrong; the message is "FILE:LINE:COLUMN: KEY: what was expected"
 * @LUWTE_POLICY_ERROR_NOT_FOUND: no such profile
 * @LUWTE_POLICY_ERROR_REFUSED: the profile does not allow it; the message names the rule
 */
typedef enum
{
  LUWTE_POLICY_ERROR_INVALID,
  LUWTE_POLICY_ERROR_NOT_FOUND,
  LUWTE_POLICY_ERROR_REFUSED,
} LuwtePolicyError;
#define LUWTE_POLICY_ERROR (luwte_policy_error_quark ())
GQuark luwte_policy_error_quark (void);

#define LUWTE_TYPE_POLICY (luwte_policy_get_type ())
G_DECLARE_FINAL_TYPE (LuwtePolicy, luwte_policy, LUWTE, POLICY, GObject)

/* An immutable profile: what one helpline has promised. It answers questions and touches nothing,
 * so it may be asked from any thread. */

#define LUWTE_POLICY_MAX_BYTES (1024 * 1024)

/* The profiles that ship: "csg", "example", "fara", "fier", "pratenonline", "veiligsamen". */
const char *const *luwte_policy_bundled (void);

/* choices: (nullable) (element-type utf8 utf8): KEY to VALUE for what the statement leaves open. A
 * KEY that the profile does not list under "unspecified" is refused. */
LuwtePolicy *luwte_policy_load_bundled (const char *name, GHashTable *choices, GError **error);
LuwtePolicy *luwte_policy_load_file (const char *path, GHashTable *choices, GError **error);
LuwtePolicy *luwte_policy_load_bytes (GBytes *json, const char *label, GHashTable *choices,
                                      GError **error);

/* The profile as it came, and the choices made, for the vault to keep. */
GBytes *luwte_policy_get_json (LuwtePolicy *self);
GHashTable *luwte_policy_get_choices (LuwtePolicy *self);

const char *luwte_policy_get_id (LuwtePolicy *self);
int luwte_policy_get_version (LuwtePolicy *self);
const char *luwte_policy_get_date (LuwtePolicy *self);
const char *luwte_policy_get_name (LuwtePolicy *self, const char *language);
/* (transfer none): NULL-terminated, never empty; every text has the first. */
const char *const *luwte_policy_get_languages (LuwtePolicy *self);
const char *luwte_policy_get_source (LuwtePolicy *self, const char *language);
GTimeZone *luwte_policy_get_zone (LuwtePolicy *self);
LuwteDay luwte_policy_day_of (LuwtePolicy *self, gint64 unix_s);

/* (transfer container) (element-type LuwteCode): key, label (question in words), text (suggested value) */
GPtrArray *luwte_policy_unspecified (LuwtePolicy *self, const char *language);

/* (transfer full) (element-type LuwteCode) */
GPtrArray *luwte_policy_topics (LuwtePolicy *self, const char *language);
GPtrArray *luwte_policy_circumstances (LuwtePolicy *self, const char *language);
GPtrArray *luwte_policy_flag_reasons (LuwtePolicy *self, const char *language);
GPtrArray *luwte_policy_ready_replies (LuwtePolicy *self, const char *language);
GPtrArray *luwte_policy_emergency (LuwtePolicy *self,
                                   const char *language); /* label, text = number */
gboolean luwte_policy_has_topic (LuwtePolicy *self, const char *code);
const char *luwte_policy_topic_label (LuwtePolicy *self, const char *code, const char *language);

/* Service lines. The first is the default one. */
const char *const *luwte_policy_lines (LuwtePolicy *self);
gboolean luwte_policy_has_line (LuwtePolicy *self, const char *line);
/* A department of the service that bears a line's name is that line; else the first line that chats. */
const char *luwte_policy_line_of (LuwtePolicy *self, const char *department);
const char *const *luwte_policy_channels (LuwtePolicy *self, const char *line);
gboolean luwte_policy_line_has_dossier (LuwtePolicy *self, const char *line);
/* A therapy dossier, which the law makes keep to its term: an erasure at the service is not mirrored
 * (retention rule 10). */
gboolean luwte_policy_line_keeps_by_law (LuwtePolicy *self, const char *line);

/* FALSE and LUWTE_POLICY_ERROR_REFUSED with the rule when the line does not list the kind, or its
 * keep is "none". */
gboolean luwte_policy_may_store (LuwtePolicy *self, const char *line, const char *kind,
                                 GError **error);

/**
 * luwte_policy_due_on:
 * @line: the service line of the record
 * @kind: the record kind
 * @created: day of the record's creation
 * @closed: day on which its session was closed, %LUWTE_DAY_NONE while it is open
 * @last_contact: latest day of activity in any session of the dossier
 * @starts_on: (out) (optional): the day the term counts from, or %LUWTE_DAY_NONE
 *
 * Retention rules 1 and 2. A line or kind that the profile does not know is due at once, since
 * nothing allows keeping it.
 *
 * Returns: the first day on which the record is due, %LUWTE_DAY_NONE while its term does not run
 */
LuwteDay luwte_policy_due_on (LuwtePolicy *self, const char *line, const char *kind,
                              LuwteDay created, LuwteDay closed, LuwteDay last_contact,
                              LuwteDay *starts_on);

/* "created", "closed" or "last_contact"; "session" when it goes with its session. */
const char *luwte_policy_counts_from (LuwtePolicy *self, const char *line, const char *kind);

/**
 * LuwteReaders: to whom the one who asks belongs.
 * @LUWTE_READER_AUTHOR: wrote the record
 * @LUWTE_READER_SUBSTITUTE: was named substitute of the author, today lies in the period
 * @LUWTE_READER_TEAM: is on the roster
 * @LUWTE_READER_LEAD: leads the team
 */
typedef enum
{
  LUWTE_READER_NOBODY = 0,
  LUWTE_READER_AUTHOR = 1 << 0,
  LUWTE_READER_SUBSTITUTE = 1 << 1,
  LUWTE_READER_TEAM = 1 << 2,
  LUWTE_READER_LEAD = 1 << 3,
} LuwteReaders;

/* The one function on reading (R25, R37, R38, R48, R50). The default is no; a refusal is
 * LUWTE_POLICY_ERROR_REFUSED and says which rule. The lead is no reader of an "author" record. */
gboolean luwte_policy_may_read (LuwtePolicy *self, const char *line, const char *kind,
                                LuwteReaders reader, GError **error);

/* What a changed profile would loosen; the one function that decides it (luwte-policy-change.c). */
GPtrArray *luwte_policy_loosened (LuwtePolicy *before, LuwtePolicy *after);

/* As a form (luwte-policy-edit.c). */
GPtrArray *luwte_policy_fields (LuwtePolicy *self, const char *language);
GBytes *luwte_policy_edit (LuwtePolicy *self, GHashTable *values, LuwteDay today,
                           GHashTable **choices, GError **error);
LuwteCode *luwte_policy_loosened_words (LuwtePolicy *self, LuwteCode *loosened,
                                        const char *language);

/* By how much a term may be renewed: FALSE where the profile lets none be. */
gboolean luwte_policy_may_extend (LuwtePolicy *self, const char *line, const char *kind,
                                  LuwtePeriod *by, GError **error);

gboolean luwte_policy_extends_anything (LuwtePolicy *self);

/* Rule 7: how long a hold may keep what is due on @term_ends; LUWTE_DAY_NONE: it may not. */
LuwteDay luwte_policy_hold_until (LuwtePolicy *self, LuwteDay term_ends);

/* Rule 4: TRUE when a tombstone {line, topic, month, channel} stays. */
gboolean luwte_policy_leaves_topic (LuwtePolicy *self, const char *line, const char *kind);

/* identity */
gboolean luwte_policy_nicknames_are_accounts (LuwtePolicy *self);
gboolean luwte_policy_is_generic (LuwtePolicy *self, const char *nickname);
gboolean luwte_policy_shows_seen_before (LuwtePolicy *self);

/* secrecy (R51): the words, and the first day on which somebody who agreed on @agreed is asked again. */
const char *luwte_policy_get_secrecy_statement (LuwtePolicy *self, const char *language);
LuwteDay luwte_policy_get_secrecy_until (LuwtePolicy *self, LuwteDay agreed);

/* audit: the first day whose rows are still kept on @today. */
LuwteDay luwte_policy_audit_from (LuwtePolicy *self, LuwteDay today);
/* review: the first day whose advice is still kept at the board on @today. */
LuwteDay luwte_policy_advice_from (LuwtePolicy *self, LuwteDay today);
/* review: the last month, "2027-02", in which a pack that is sealed on @today may be read.
 * (transfer full) */
char *luwte_policy_pack_expires (LuwtePolicy *self, LuwteDay today);

/* rights: whether the profile knows requests of this kind (REFUSED), which checks they wait for, and
 * the last day on which an answer is in time. */
gboolean luwte_policy_may_request (LuwtePolicy *self, const char *kind, GError **error);
gboolean luwte_policy_needs_identity (LuwtePolicy *self);
gboolean luwte_policy_needs_ownership (LuwtePolicy *self);
LuwteDay luwte_policy_answer_by (LuwtePolicy *self, LuwteDay received);
/* (transfer full): what somebody unknown is told (R85): why not, and what can be done unknown */
char *luwte_policy_anonymous_words (LuwtePolicy *self, const char *language);

/* figures: whether there is a yearly report (REFUSED), and of how many contacts a number in it is at
 * least; never fewer than five, whatever a profile says. */
gboolean luwte_policy_has_figures (LuwtePolicy *self, GError **error);
guint luwte_policy_small_cell (LuwtePolicy *self);

/* The program's own words for a code that every profile shares, and a day in words. */
const char *luwte_policy_word_channel (const char *channel, const char *language);
const char *luwte_policy_word_request (const char *kind, const char *language);
char *luwte_policy_word_day (LuwteDay day, const char *language);

/* personal data: whether a note may say who somebody is only with a recorded consent, or never; and
 * what somebody can agree to, (transfer full) (element-type LuwteCode). */
gboolean luwte_policy_asks_consent (LuwtePolicy *self);
gboolean luwte_policy_never_personal (LuwtePolicy *self);
GPtrArray *luwte_policy_consents (LuwtePolicy *self, const char *language);

/* closing step */
gboolean luwte_policy_allows_transcript (LuwtePolicy *self);
/* Whether coded facts of closed sessions are counted by month (retention rule 4). */
gboolean luwte_policy_keeps_counters (LuwtePolicy *self);

/**
 * luwte_policy_describe:
 *
 * Returns: (transfer full): the whole promise in plain sentences, generated from the data
 */
char **luwte_policy_describe (LuwtePolicy *self, const char *language);

GPtrArray *luwte_policy_tell (LuwtePolicy *self, const char *language);

/* One sentence on retention, by which a counsellor recognises her helpline. */
char *luwte_policy_describe_retention (LuwtePolicy *self, const char *language);

G_END_DECLS
