/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "luwte-day.h"
#include "luwte-policy.h"

G_BEGIN_DECLS

/* The language is an argument, not the user's locale: luwtectl prints a profile in any of its
 * languages, and a set-up shows it before there is a user. So these are pairs in the source, not
 * gettext. */
typedef enum
{
  LUWTE_WORDS_EN,
  LUWTE_WORDS_NL,
} LuwteWords;

typedef struct
{
  const char *code;
  const char *words[2];
} LuwteWord;

LuwteWords luwte_words_of (const char *language);
const char *luwte_words_kind (LuwteWords words, const char *kind);
const char *luwte_words_channel (LuwteWords words, const char *channel);
const char *luwte_words_event (LuwteWords words, const char *from);
const char *luwte_words_reader (LuwteWords words, const char *readers);
const char *luwte_words_namer (LuwteWords words, const char *namer);
const char *luwte_words_right (LuwteWords words, const char *right);
const char *luwte_words_step (LuwteWords words, const char *step);
char *luwte_words_period (LuwteWords words, LuwtePeriod period);
char *luwte_words_date (LuwteWords words, const char *iso);
char *luwte_words_list (LuwteWords words, GPtrArray *items);
char *luwte_words_capital (const char *text);

#define LUWTE_SAY(words, en, nl) ((words) == LUWTE_WORDS_NL ? (nl) : (en))

G_END_DECLS
