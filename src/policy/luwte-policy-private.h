/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "luwte-policy.h"

G_BEGIN_DECLS

typedef enum
{
  LUWTE_KEEP_NONE,
  LUWTE_KEEP_SESSION,
  LUWTE_KEEP_TERM,
} LuwteKeep;

typedef enum
{
  LUWTE_FROM_CREATED,
  LUWTE_FROM_CLOSED,
  LUWTE_FROM_LAST_CONTACT,
} LuwteCountsFrom;

/* One kind of record on one line, with what was left open filled in. */
typedef struct
{
  LuwteKeep keep;
  LuwtePeriod term;
  LuwteCountsFrom from;
  gboolean leaves_topic;
  LuwteReaders readers;
  gboolean our_choice; /* the statement says nothing of "keep" */
} LuwtePolicyRecord;

typedef struct
{
  char *id;
  JsonObject *json; /* borrowed from the profile */
  char **channels;
  gboolean has_dossier;
  GHashTable *records; /* kind to LuwtePolicyRecord */
} LuwtePolicyLine;

struct _LuwtePolicy
{
  GObject parent_instance;

  GBytes *json;
  JsonNode *root;
  GHashTable *resolved; /* JSON pointer of what was left open, to its value */
  GHashTable *choices;  /* key under "unspecified" to its value */
  GTimeZone *zone;
  char **languages;
  GPtrArray *lines; /* LuwtePolicyLine, in the profile's order */
  char **line_ids;
  char *label; /* what messages call the file */
};

JsonObject *luwte_policy_schema (void);
GBytes *luwte_policy_bundled_bytes (const char *file);

gboolean luwte_policy_fill (LuwtePolicy *self, GBytes *json, const char *label, GHashTable *choices,
                            GError **error);

JsonNode *luwte_policy_node (LuwtePolicy *self, const char *pointer);
JsonArray *luwte_policy_array (LuwtePolicy *self, const char *pointer);
const char *luwte_policy_value (LuwtePolicy *self, const char *pointer);
const char *luwte_policy_language (LuwtePolicy *self, const char *language);
const char *luwte_policy_text (LuwtePolicy *self, JsonObject *text, const char *language);
LuwtePolicyLine *luwte_policy_line (LuwtePolicy *self, const char *id);
LuwtePolicyRecord *luwte_policy_record (LuwtePolicy *self, const char *line, const char *kind);
gboolean luwte_policy_is_our_choice (LuwtePolicy *self, const char *pointer);
const char *luwte_policy_hold_term (LuwtePolicy *self);
char *luwte_policy_question (LuwtePolicy *self, const char *key, const char *language);
char *luwte_policy_choice_words (const char *value, const char *language);

G_END_DECLS
