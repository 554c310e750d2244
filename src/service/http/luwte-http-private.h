/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "luwte-http.h"

G_BEGIN_DECLS

/* What the two kinds of exchange (an answer, a socket) share: one message, one deadline over all of
 * it, and the knowledge whether the request was written. Task data of the exchange's GTask.
 *
 * Until the head of the answer is there, the request is never cancelled at libsoup: up to 3.6.5 it
 * finishes such a request twice and writes into freed memory. Who cancels, or whose time is up, is
 * answered at once; the request is left to end by itself (the session's time-out sees to that) and
 * its answer is dropped. */
typedef struct
{
  LuwteHttp *http; /* its session must outlive the message and the stream */
  SoupMessage *message;
  GSource *deadline;
  GSource *outer;            /* nullable: fires when the caller cancels */
  GCancellable *cancellable; /* for reading the body */
  gboolean timed_out;
  gboolean answered; /* the task has been returned while libsoup was still at it */
  gboolean written;  /* the request's head went out */
  gsize max_bytes;
  void (*progress) (gsize done, gpointer data); /* nullable */
  gpointer progress_data;
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
