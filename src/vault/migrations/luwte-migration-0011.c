/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The counsellor's own ready replies. They are hers, about no visitor: no term holds for them, and
 * they hang on nothing. */

#include "luwte-migrations.h"

const char *const luwte_migration_0011[] = { "CREATE TABLE ready_reply ("
                                             "  id INTEGER PRIMARY KEY,"
                                             "  name TEXT NOT NULL UNIQUE CHECK (name <> ''),"
                                             "  text TEXT NOT NULL CHECK (text <> '')"
                                             ")",

                                             NULL };
