/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-frames.h"

#include <math.h>
#include <time.h>

#define LIMIT_US (60 * G_USEC_PER_SEC)

/* The processor time of this thread, in microseconds: what others on the machine do is not in it. */
static gint64
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
before_cb (BenchFrames *self)
{
  self->began = get_cpu_time ();
}

static void
after_cb (BenchFrames *self)
{
  const gint64 now = g_get_monotonic_time ();
  const double work = (double) (get_cpu_time () - self->began) / 1000;
  const double apart = (double) (now - self->ended) / 1000;

  g_array_append_val (self->work, work);
  if (self->ended != 0)
    g_array_append_val (self->apart, apart);
  self->ended = now;
}

void
bench_frames_start (BenchFrames *self, GtkWidget *widget)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  if (self->apart == NULL)
    {
      self->apart = g_array_new (FALSE, FALSE, sizeof (double));
      self->work = g_array_new (FALSE, FALSE, sizeof (double));
    }
  self->ended = 0;
  self->handlers[0] = g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_cb),
                                                self);
  self->handlers[1] = g_signal_connect_swapped (self->clock, "after-paint", G_CALLBACK (after_cb),
                                                self);
}

void
bench_frames_pause (BenchFrames *self)
{
  self->ended = 0;
}

void
bench_frames_stop (BenchFrames *self)
{
  g_signal_handler_disconnect (self->clock, self->handlers[0]);
  g_signal_handler_disconnect (self->clock, self->handlers[1]);
  g_clear_object (&self->clock);
}

void
bench_frames_clear (BenchFrames *self)
{
  g_clear_pointer (&self->apart, g_array_unref);
  g_clear_pointer (&self->work, g_array_unref);
}

typedef struct
{
  BenchSeen seen;
  gpointer data;
  gint64 at;
} Until;

static void
look_cb (Until *self)
{
  if (self->at == 0 && self->seen (self->data))
    self->at = g_get_monotonic_time ();
}

gint64
bench_frames_until (GtkWidget *widget, BenchSeen seen, gpointer data)
{
  g_autoptr (GdkFrameClock) clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  const gint64 limit = g_get_monotonic_time () + LIMIT_US;
  Until until = { seen, data, 0 };
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (look_cb), &until);

  while (until.at == 0)
    {
      if (g_get_monotonic_time () > limit)
        g_error ("what should be painted is not, after a minute");
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (100);
    }
  g_signal_handler_disconnect (clock, handler);
  return until.at;
}

void
bench_frames_rest (guint ms)
{
  const gint64 until = g_get_monotonic_time () + (gint64) ms * 1000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (200);
}

typedef struct
{
  GtkAdjustment *adjustment;
  double step;
  guint left;
} Scroll;

static gboolean
scroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Scroll *self = data;
  const double most = gtk_adjustment_get_upper (self->adjustment) -
                      gtk_adjustment_get_page_size (self->adjustment);
  const double value = gtk_adjustment_get_value (self->adjustment) + self->step;

  if (value <= 0 || value >= most)
    self->step = -self->step;
  gtk_adjustment_set_value (self->adjustment, CLAMP (value, 0, most));
  return --self->left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
bench_frames_scroll (BenchFrames *self, GtkScrolledWindow *scroller, double step, guint n)
{
  Scroll scroll = { gtk_scrolled_window_get_vadjustment (scroller), step, n };

  bench_frames_start (self, GTK_WIDGET (scroller));
  gtk_widget_add_tick_callback (GTK_WIDGET (scroller), scroll_cb, &scroll, NULL);
  while (scroll.left > 0)
    g_main_context_iteration (NULL, TRUE);
  bench_frames_stop (self);
}

gboolean
bench_frames_within (GtkWidget *child, GtkWidget *scroller)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (child) && gtk_widget_compute_bounds (child, scroller, &bounds) &&
         bounds.origin.y >= -1 && bounds.size.height > 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scroller) + 1;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_quantile (GArray *values, double part)
{
  g_array_sort (values, compare);
  return values->len == 0 ? NAN
                          : g_array_index (values, double, (guint) ((values->len - 1) * part));
}
