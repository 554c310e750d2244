/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

#define LUWTE_TYPE_PROFILE_FIELD (luwte_profile_field_get_type ())
G_DECLARE_FINAL_TYPE (LuwteProfileField, luwte_profile_field, LUWTE, PROFILE_FIELD, GObject)

/* One of the values of a profile that a form can change, in words. */
typedef struct
{
  const char *id; /* where it stands in the profile; "?KEY" for what the statement leaves open */
  const char *section; /* heading: a service line, "Access" */
  const char *group;   /* (nullable): within it, a kind of record */
  const char *label;
  const char *value;
  GPtrArray *options; /* (element-type LuwteCode): value and its words; empty: any text */
} LuwteProfileFieldFields;

/* Takes copies, and a reference to the options. */
LuwteProfileField *luwte_profile_field_new (const LuwteProfileFieldFields *fields);
const LuwteProfileFieldFields *luwte_profile_field_get_fields (LuwteProfileField *self);

G_END_DECLS
