/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bench.h"

G_BEGIN_DECLS

/* What a frame clock tells of a real window. All of it is software drawing on a virtual X server:
 * the window's own work is what it is anywhere, the drawing is slower than on a machine with a
 * graphics card. */

typedef struct
{
  GdkFrameClock *clock;
  gulong handlers[2];
  gint64 began;
  gint64 ended;
  GArray *apart; /* double: ms from one painted frame to the next */
  GArray *work;  /* double: ms of processor time from a frame's beginning to its being painted */
} BenchFrames;

/* Until the next stop, each frame of the widget's window is written down. */
void bench_frames_start (BenchFrames *self, GtkWidget *widget);
/* The clock stood still for a while: the next span is no frame. */
void bench_frames_pause (BenchFrames *self);
void bench_frames_stop (BenchFrames *self);
void bench_frames_clear (BenchFrames *self);

typedef gboolean (*BenchSeen) (gpointer data);
/* Runs the loop until a painted frame shows what @seen looks for; the time of that frame, in
 * microseconds. Ends the program after a minute. */
gint64 bench_frames_until (GtkWidget *widget, BenchSeen seen, gpointer data);
/* Runs the loop for so long, or until nothing is pending. */
void bench_frames_rest (guint ms);

/* Scrolls by @step each frame, over @n frames, turning round at the ends. */
void bench_frames_scroll (BenchFrames *self, GtkScrolledWindow *scroller, double step, guint n);

/* Whether all of @child is within @scroller, so that a painted frame shows it. */
gboolean bench_frames_within (GtkWidget *child, GtkWidget *scroller);

/* Sorts. */
double bench_quantile (GArray *values, double part);

G_END_DECLS
