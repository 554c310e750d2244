/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LUWTE_TYPE_HTTP_AUTHORITY (luwte_http_authority_get_type ())
G_DECLARE_FINAL_TYPE (LuwteHttpAuthority, luwte_http_authority, LUWTE, HTTP_AUTHORITY, GTlsDatabase)

/**
 * luwte_http_authority_new:
 * @pem: certificates, one or more, as text
 *
 * What trusts these authorities and no other: not those of the system either. Name, term and signature
 * of what a server shows are checked as ever. It needs no file.
 *
 * Returns: (nullable): %NULL with LUWTE_SERVICE_ERROR_PROTOCOL when that is not a certificate, or has
 *   a private key beside it, which nobody means to hand out
 */
GTlsDatabase *luwte_http_authority_new (const char *pem, GError **error);

G_END_DECLS
