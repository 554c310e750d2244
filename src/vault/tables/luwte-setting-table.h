/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-types.h"

G_BEGIN_DECLS

/* What the user chose ("setting") and what the vault knows of itself ("meta"): key to value.
 * value: (out) (transfer full) (nullable) when read, (nullable) when set: NULL removes it. */

gboolean luwte_setting_table_get (LuwteDb *db, const char *key, char **value, GError **error);
gboolean luwte_setting_table_set (LuwteDb *db, const char *key, const char *value, GError **error);

/* (transfer full) (element-type utf8 utf8): all of them */
GHashTable *luwte_setting_table_list (LuwteDb *db, GError **error);

gboolean luwte_meta_table_get (LuwteDb *db, const char *key, char **value, GError **error);
gboolean luwte_meta_table_set (LuwteDb *db, const char *key, const char *value, GError **error);

G_END_DECLS
