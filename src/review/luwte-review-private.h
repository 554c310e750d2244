/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-review.h"

G_BEGIN_DECLS

struct _LuwteReview
{
  GObject parent_instance;

  /* owned */
  LuwteVault *vault;
  LuwtePolicy *policy;
};

G_END_DECLS
