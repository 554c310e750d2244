/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-access-table.h"
#include "luwte-policy.h"
#include "luwte-request.h"
#include "luwte-rights.h"

G_BEGIN_DECLS

/* One dossier as it is handed to the one it is about. Read on the vault's thread, made presentable and
 * written on another. */
typedef struct
{
  LuwtePolicy *policy;
  char *language;
  LuwteRequest *request;
  LuwteDay made;
  char **nicknames;
  char **others;         /* for masking; never told */
  GPtrArray *contacts;   /* LuwteAccessContact */
  GPtrArray *requests;   /* LuwteRequest */
  GPtrArray *objections; /* LuwteObjection */
  guint n_records;
  guint n_left_out;
  guint n_masked;
  gboolean anonymised;
} LuwteAccess;

void luwte_access_free (LuwteAccess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LuwteAccess, luwte_access_free)

typedef struct
{
  LuwtePolicy *policy;
  char *request;
  char *language;
  LuwteAccessFlags flags;
} LuwteAccessJob;
void luwte_access_job_free (LuwteAccessJob *self);

/* A LuwteVaultFunc over a LuwteAccessJob, for the writer: gives a LuwteAccess. */
gpointer luwte_access_read (LuwteDb *db, gpointer job, GError **error);
/* Nobody else's nickname, and nobody's name where that was objected to. */
gboolean luwte_access_clean (LuwteAccess *self, GError **error);

/* (transfer full) */
GBytes *luwte_access_to_json (const LuwteAccess *self);
GBytes *luwte_access_to_pdf (const LuwteAccess *self, GError **error);

/* Words for both, in the file's language. */
#define LUWTE_ACCESS_SAY(self, en, nl) (g_str_has_prefix ((self)->language, "nl") ? (nl) : (en))
const char *luwte_access_kind (const LuwteAccess *self, const LuwteAccessRecord *record);
/* (transfer full) (nullable): what its code says */
char *luwte_access_code (const LuwteAccess *self, const LuwteAccessRecord *record);
/* What everybody who reads it should know; a sentence each. (transfer full) */
char **luwte_access_remarks (const LuwteAccess *self);

G_END_DECLS
