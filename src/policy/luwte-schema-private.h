/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A value of the document whose schema carries "x-luwte": what the loader checks beyond it. */
typedef struct
{
  char *mark;
  char *pointer;
  JsonNode *node;     /* borrowed from the document */
  JsonObject *schema; /* borrowed from the schema */
} LuwteSchemaMark;

/* What is wrong first. pointer: the value, or with at_key the name, that is to be shown; key: the
 * member the sentence is about, as a pointer. */
typedef struct
{
  char *pointer;
  char *key;
  char *expected;
  gboolean at_key;
} LuwteSchemaProblem;

void luwte_schema_problem_clear (LuwteSchemaProblem *problem);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LuwteSchemaProblem, luwte_schema_problem_clear)

gboolean luwte_schema_check (JsonObject *root, JsonObject *schema, JsonNode *node,
                             const char *pointer, GPtrArray *marks, LuwteSchemaProblem *problem);
char *luwte_schema_expectation (JsonObject *root, JsonObject *schema);

G_END_DECLS
