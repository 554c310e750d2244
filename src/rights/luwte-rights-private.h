/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-policy.h"
#include "luwte-rights.h"

G_BEGIN_DECLS

/* What runs on the vault's writer thread: LuwteVaultFuncs over a job. */
typedef struct
{
  LuwtePolicy *policy;
  char *id;     /* of the request, or of the dossier */
  char *kind;   /* of the request, or what is objected to */
  char *ground; /* nullable */
  char *note;   /* nullable */
  LuwteNoteText *text;
  LuwteDay received;
  gboolean identity;
  gboolean ownership;
  gboolean before_legal_term;
} LuwteRightsJob;

LuwteVault *luwte_rights_get_vault (LuwteRights *self);
LuwtePolicy *luwte_rights_get_policy (LuwteRights *self);

LuwteRightsJob *luwte_rights_job_new (LuwtePolicy *policy, const char *id);
void luwte_rights_job_free (LuwteRightsJob *self);

gpointer luwte_rights_job_receive (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_check (LuwteDb *db, gpointer job, GError **error);
/* Both give the dossier's id. */
gpointer luwte_rights_job_correct (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_add (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_grant (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_refuse (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_object (LuwteDb *db, gpointer job, GError **error);
gpointer luwte_rights_job_unobject (LuwteDb *db, gpointer job, GError **error);
/* 1: none stands, 2: one does. */
gpointer luwte_rights_job_objects (LuwteDb *db, gpointer job, GError **error);
/* In a purge; gives a LuwteReceipt that is not finished. */
gpointer luwte_rights_job_erase (LuwteDb *db, gpointer job, GError **error);

/* Whether it is one of those of this outcome. */
gboolean luwte_rights_has_ground (gboolean granted, const char *ground);
/* Keeps it, without whose erasure it was. ground: (nullable): that it was asked for */
gboolean luwte_rights_keep_ground (LuwteDb *db, gboolean granted, const char *ground,
                                   gboolean early, GError **error);

gboolean luwte_rights_refused (GError **error, const char *why);
gboolean luwte_rights_may_carry_out (LuwtePolicy *policy, const LuwteRequest *request,
                                     GError **error);
gboolean luwte_rights_audit (LuwteDb *db, const char *action, const char *object, GError **error);

G_END_DECLS
