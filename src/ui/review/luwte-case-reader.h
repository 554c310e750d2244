/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_CASE_READER (luwte_case_reader_get_type ())
G_DECLARE_FINAL_TYPE (LuwteCaseReader, luwte_case_reader, LUWTE, CASE_READER, AdwBin)

/* A case as reviewers read it. Its author's preview and the meeting's board are this one widget, so
 * that nothing can be shown there that was not shown here. */

/**
 * luwte_case_reader_show:
 * @content: (nullable): %NULL empties it
 * @expires: (nullable): the month after which it is gone
 */
void luwte_case_reader_show (LuwteCaseReader *self, const LuwteCaseContent *content,
                             const char *expires);
/* 1.0 is the size of other text; kept between 0.8 and 3. */
void luwte_case_reader_set_scale (LuwteCaseReader *self, double scale);
double luwte_case_reader_get_scale (LuwteCaseReader *self);

G_END_DECLS
