/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "luwte-service.h"

G_BEGIN_DECLS

/* luwte-practice as a process of its own, with nobody in it but the visitors that are made here, over
 * the requests of its visitor page. */
typedef struct _BenchVisitors BenchVisitors;

BenchVisitors *bench_visitors_new (void);
void bench_visitors_free (BenchVisitors *self);
/* The counsellor's side: a bridge service with the first account. */
LuwteService *bench_visitors_make_service (BenchVisitors *self, GError **error);

/* (transfer full): the visitor's token; session: (out) (transfer full): the session's id */
char *bench_visitors_arrive (BenchVisitors *self, const char *nickname, char **session);
void bench_visitors_say (BenchVisitors *self, const char *token, const char *text);
/* From a thread that does nothing else; the time at which it begins is what bench_visitors_said_at
 * tells once it is known, in microseconds, 0 before. */
void bench_visitors_say_aside (BenchVisitors *self, const char *token, const char *text);
gint64 bench_visitors_said_at (BenchVisitors *self);

G_END_DECLS
