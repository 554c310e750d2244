/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The only file of the vault that is read before any key is known: whatever bytes lie there, the
 * header is read or called damaged or newer. */

#include <string.h>

#include "luwte-crypto.h"
#include "luwte-vault-header-private.h"
#include "luwte-vault.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
parse (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  LuwteHeader header;

  if (luwte_header_parse (&header, data, size, &error))
    {
      g_assert_no_error (error);
      for (guint i = 0; i < LUWTE_HEADER_SLOTS; i++)
        g_assert_cmpuint (header.slots[i].type, <=, LUWTE_SLOT_RECOVERY);
    }
  else
    g_assert_true (error->domain == LUWTE_VAULT_ERROR);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  guint8 whole[LUWTE_HEADER_BYTES] = { 0 };

  parse (data, size);

  /* A forger can make the hash right: then the fields themselves must be checked. */
  memcpy (whole, data, MIN (size, sizeof whole - LUWTE_HASH_BYTES));
  luwte_hash (whole, sizeof whole - LUWTE_HASH_BYTES, whole + sizeof whole - LUWTE_HASH_BYTES);
  parse (whole, sizeof whole);
  return 0;
}
