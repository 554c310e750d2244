/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-ctl.h"

G_BEGIN_DECLS

/* Shared by luwte-ctl.c and luwte-ctl-io.c alone. */
struct _LuwteCtl
{
  const LuwteCtlCommand *command;
  GPtrArray *words;    /* element-type utf8 */
  GHashTable *options; /* utf8 to GPtrArray of utf8, NULL-terminated */
  gboolean json;
  LuwteWorkspace *workspace;
};

G_END_DECLS
