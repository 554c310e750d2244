/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-progress.h"

struct _LuwteProgress
{
  gatomicrefcount refs;
  LuwteProgressFunc func; /* NULL once stopped; of the main context's thread alone */
  gpointer data;
  GMainContext *context; /* owned, nullable */

  GMutex mutex;
  double fraction;
  gboolean on_its_way; /* a telling is queued: it will tell the newest */
};

LuwteProgress *
luwte_progress_new (LuwteProgressFunc func, gpointer data)
{
  LuwteProgress *self = g_new0 (LuwteProgress, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->func = func;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  return self;
}

LuwteProgress *
luwte_progress_ref (LuwteProgress *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_progress_unref (LuwteProgress *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
luwte_progress_stop (LuwteProgress *self)
{
  self->func = NULL;
}

static gboolean
heard_cb (gpointer data)
{
  LuwteProgress *self = data;
  double fraction;

  g_mutex_lock (&self->mutex);
  fraction = self->fraction;
  self->on_its_way = FALSE;
  g_mutex_unlock (&self->mutex);
  if (self->func)
    self->func (fraction, self->data);
  return G_SOURCE_REMOVE;
}

void
luwte_progress_tell (double fraction, gpointer progress)
{
  LuwteProgress *self = progress;
  g_autoptr (GSource) source = NULL;
  gboolean queue;

  if (!self)
    return;
  g_mutex_lock (&self->mutex);
  self->fraction = fraction;
  queue = !self->on_its_way;
  self->on_its_way = TRUE;
  g_mutex_unlock (&self->mutex);
  if (!queue)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, heard_cb, luwte_progress_ref (self),
                         (GDestroyNotify) luwte_progress_unref);
  g_source_set_static_name (source, "[luwte] progress");
  g_source_attach (source, self->context);
}
