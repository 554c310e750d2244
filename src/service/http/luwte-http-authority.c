/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-http-authority.h"

#include <string.h>

#include "luwte-service.h"

#define MAX_AUTHORITIES 20

struct _LuwteHttpAuthority
{
  GTlsDatabase parent_instance;

  GPtrArray *authorities; /* GTlsCertificate */
};

G_DEFINE_FINAL_TYPE (LuwteHttpAuthority, luwte_http_authority, G_TYPE_TLS_DATABASE)

/* The rule: a chain holds when one of the authorities has signed it, for this server, for today. What
 * is wrong is told of the one that came nearest. */
static GTlsCertificateFlags
luwte_http_authority_verify_chain (GTlsDatabase *database, GTlsCertificate *chain,
                                   const char *purpose, GSocketConnectable *identity,
                                   GTlsInteraction *interaction, GTlsDatabaseVerifyFlags flags,
                                   GCancellable *cancellable, GError **error)
{
  LuwteHttpAuthority *self = LUWTE_HTTP_AUTHORITY (database);
  GTlsCertificateFlags wrong = G_TLS_CERTIFICATE_UNKNOWN_CA;

  for (guint i = 0; i < self->authorities->len; i++)
    {
      GTlsCertificateFlags found =
          g_tls_certificate_verify (chain, identity, g_ptr_array_index (self->authorities, i));

      if (found == G_TLS_CERTIFICATE_NO_FLAGS)
        return found;
      if (!(found & G_TLS_CERTIFICATE_UNKNOWN_CA))
        wrong = found;
    }
  return wrong;
}

static void
luwte_http_authority_finalize (GObject *object)
{
  g_ptr_array_unref (LUWTE_HTTP_AUTHORITY (object)->authorities);
  G_OBJECT_CLASS (luwte_http_authority_parent_class)->finalize (object);
}

static void
luwte_http_authority_class_init (LuwteHttpAuthorityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_http_authority_finalize;
  G_TLS_DATABASE_CLASS (klass)->verify_chain = luwte_http_authority_verify_chain;
}

static void
luwte_http_authority_init (LuwteHttpAuthority *self)
{
  self->authorities = g_ptr_array_new_with_free_func (g_object_unref);
}

static gboolean
take_all (LuwteHttpAuthority *self, const char *pem)
{
  static const char begin[] = "-----BEGIN CERTIFICATE-----";
  static const char end[] = "-----END CERTIFICATE-----";

  if (strstr (pem, "PRIVATE KEY") != NULL)
    return FALSE;
  for (const char *p = strstr (pem, begin); p != NULL; p = strstr (p, begin))
    {
      const char *stop = strstr (p, end);
      GTlsCertificate *certificate =
          stop != NULL ? g_tls_certificate_new_from_pem (p, stop + strlen (end) - p, NULL) : NULL;

      if (certificate == NULL || self->authorities->len >= MAX_AUTHORITIES)
        {
          g_clear_object (&certificate);
          return FALSE;
        }
      g_ptr_array_add (self->authorities, certificate);
      p = stop;
    }
  return self->authorities->len > 0;
}

GTlsDatabase *
luwte_http_authority_new (const char *pem, GError **error)
{
  g_autoptr (LuwteHttpAuthority) self = g_object_new (LUWTE_TYPE_HTTP_AUTHORITY, NULL);

  if (take_all (self, pem))
    return G_TLS_DATABASE (g_steal_pointer (&self));
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                       "That is not the certificate of an authority");
  return NULL;
}
