/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-http.h"

G_BEGIN_DECLS

/* What the two kinds of exchange (an answer, a socket) share: one message, one deadline over all of
 * it, and the knowledge whether the request was written. Task data of the exchange's GTask. */
typedef struct
{
  SoupMessage *message;
  GCancellable *cancellable; /* cancelled by the caller's, or by the deadline */
  GCancellable *outer;       /* nullable: the caller's */
  gulong outer_id;
  GSource *deadline;
  gboolean timed_out;
  gboolean written; /* the request's head went out */
  gsize max_bytes;
  LuwteHttpAnswer *answer;
  GInputStream *stream;
} LuwteHttpExchange;

SoupSession *luwte_http_get_session (LuwteHttp *self);
GTask *luwte_http_exchange_new (LuwteHttp *self, const LuwteHttpRequest *request,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full): what went wrong, in our domain. Takes error. */
GError *luwte_http_exchange_map_error (LuwteHttpExchange *self, GError *error);

G_END_DECLS
