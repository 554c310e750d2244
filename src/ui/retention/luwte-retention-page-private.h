/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-layout.h"
#include "luwte-month-chart.h"
#include "luwte-retention-page.h"
#include "luwte-workspace.h"

G_BEGIN_DECLS

struct _LuwteRetentionPage
{
  AdwBin parent_instance;

  /* template children */
  GtkWidget *run;
  GtkWidget *clock_group;
  AdwActionRow *clock_row;
  GtkWidget *clock_confirm;
  GtkLabel *promise;
  GtkLabel *version;
  AdwPreferencesGroup *warnings_group;
  AdwPreferencesGroup *due_group;
  AdwPreferencesGroup *holds_group;
  AdwPreferencesGroup *overdue_group;
  AdwActionRow *overdue;
  AdwPreferencesGroup *remains_group;
  GtkLabel *remains_total;
  GtkWidget *chart_card;
  LuwteMonthChart *chart;
  AdwWrapBox *legend;
  AdwExpanderRow *table;
  AdwActionRow *receipt;
  GtkImage *receipt_icon;
  GtkWidget *receipt_spinner;

  /* owned */
  LuwteWorkspace *workspace;
  LuwteRetention *retention;
  GCancellable *loading;
  GPtrArray *warning_rows; /* of borrowed rows */
  GPtrArray *due_rows;     /* of borrowed rows */
  GPtrArray *hold_rows;    /* of borrowed rows */
  GCancellable *asking;    /* the chat service */
  GPtrArray *held_rows;    /* of borrowed rows */
  GPtrArray *table_rows;
  LuwteLayout layout;
};

/* luwte-retention-page-held.c */
void luwte_retention_page_show_held (LuwteRetentionPage *self);
void luwte_retention_page_hear_service (LuwteRetentionPage *self);

/* luwte-retention-page-remains.c */
void luwte_retention_page_show_remains (LuwteRetentionPage *self, GPtrArray *tombstones);

G_END_DECLS
