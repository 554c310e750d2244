/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-document.h"

G_BEGIN_DECLS

typedef enum
{
  LUWTE_PIECE_STYLED,
  LUWTE_PIECE_PAIR,
  LUWTE_PIECE_HEAD,
  LUWTE_PIECE_ROW,
} LuwtePieceKind;

typedef struct
{
  LuwtePieceKind kind;
  LuwteDocumentStyle style;
  char **cells; /* one where it is styled, two where it is a pair */
} LuwtePiece;

struct _LuwteDocument
{
  char *footer;
  char *page_of;
  GPtrArray *pieces; /* LuwtePiece */
};

G_END_DECLS
