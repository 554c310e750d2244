/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_FIGURES (luwte_figures_get_type ())
G_DECLARE_FINAL_TYPE (LuwteFigures, luwte_figures, LUWTE, FIGURES, GObject)

/* The yearly report: numbers of contacts, and nothing that leads to one of them. */
LuwteFigures *luwte_figures_new (LuwteVault *vault, LuwtePolicy *policy);

/**
 * LuwteFigure: one number of the report.
 * @topic: code; %NULL: several topics together
 * @month: "2026-11"; %NULL: of the whole year
 * @channel: code; %NULL: several channels together
 * @n: contacts; never fewer than the profile's small cell
 */
typedef struct
{
  char *topic;
  char *month;
  char *channel;
  guint n;
} LuwteFigure;
void luwte_figure_free (LuwteFigure *self);

/**
 * LuwteYear: what is told of a year.
 * @figures: (element-type LuwteFigure): by month, topic and channel; what was joined stands after that
 * @small_cell: no number is smaller
 * @withheld: whether contacts are left that no number could tell
 */
typedef struct
{
  int year;
  GPtrArray *figures;
  guint small_cell;
  gboolean withheld;
} LuwteYear;
void luwte_year_free (LuwteYear *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteYear, luwte_year_free)

/* LUWTE_POLICY_ERROR_REFUSED where the profile has no yearly figures. */
void luwte_figures_year_async (LuwteFigures *self, int year, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
LuwteYear *luwte_figures_year_finish (LuwteFigures *self, GAsyncResult *result, GError **error);

/* (transfer full): lines "topic,month,channel,n" under a head; "*": several together */
GBytes *luwte_figures_to_csv (const LuwteYear *year);
/* (transfer full): to read, in that language */
GBytes *luwte_figures_to_pdf (LuwteFigures *self, const LuwteYear *year, const char *language,
                              GError **error);

G_END_DECLS
