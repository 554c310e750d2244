/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-policy-private.h"
#include "luwte-policy-words-private.h"

G_BEGIN_DECLS

/* What the files that tell a profile share. Sentences are gathered by section. */
typedef struct
{
  LuwtePolicy *policy;
  const char *language;
  LuwteWords words;
  GPtrArray *sections; /* (nullable) LuwteCode: code, title, sentences a line each */
  GString *sentences;  /* of the section that is being told */
} LuwteDescribe;

#define SAY(en, nl) LUWTE_SAY (d->words, en, nl)

void luwte_describe_begin (LuwteDescribe *d, const char *code, const char *title);
void luwte_describe_add (LuwteDescribe *d, const char *sentence);
void luwte_describe_take (LuwteDescribe *d, char *sentence);
const char *luwte_describe_value (LuwteDescribe *d, const char *pointer);
gboolean luwte_describe_is (LuwteDescribe *d, const char *pointer, const char *wanted);
gboolean luwte_describe_flag (LuwteDescribe *d, const char *pointer);
int luwte_describe_number (LuwteDescribe *d, const char *pointer);
char *luwte_describe_period (LuwteDescribe *d, const char *iso);
char *luwte_describe_texts (LuwteDescribe *d, const char *pointer, const char *member);
char *luwte_describe_codes (LuwteDescribe *d, JsonArray *array,
                            const char *(*word) (LuwteWords, const char *) );

/* luwte-policy-describe-lines.c */
const char *luwte_describe_line_label (LuwteDescribe *d, LuwtePolicyLine *line);
void luwte_describe_lines (LuwteDescribe *d);
char *luwte_describe_line_retention (LuwteDescribe *d, LuwtePolicyLine *line);

/* luwte-policy-describe-rules.c */
void luwte_describe_rules (LuwteDescribe *d);

G_END_DECLS
