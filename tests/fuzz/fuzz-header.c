/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vault.hdr, as it may lie on a disk that somebody else had: parsing ends in a header whose every
 * slot is within bounds, or in an error. */

#include "luwte-crypto.h"
#include "luwte-vault-header-private.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
parse (const guint8 *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  LuwteHeader header;

  if (!luwte_header_parse (&header, bytes, size, &error))
    {
      g_assert_true (g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED) ||
                     g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER));
      return;
    }
  for (guint i = 0; i < LUWTE_HEADER_SLOTS; i++)
    g_assert_true (header.slots[i].type == LUWTE_SLOT_EMPTY ||
                   luwte_stretch_is_allowed (header.slots[i].cost));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 bytes[LUWTE_HEADER_BYTES];

  parse (data, size);
  if (size < sizeof bytes)
    return 0;
  /* The hash keeps chance out, not malice: what has a right hash goes deeper. */
  memcpy (bytes, data, sizeof bytes);
  luwte_hash (bytes, sizeof bytes - LUWTE_HASH_BYTES, bytes + sizeof bytes - LUWTE_HASH_BYTES);
  parse (bytes, sizeof bytes);
  return 0;
}
