/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A disk that fails. The program that uses it is linked so that the calls of the vault and of the
 * database library that change files come here first (tests/vault/meson.build). They are carried
 * out; beside that it is kept what a power cut would leave of them.
 *
 * Only files under one folder are looked at; -shm is not, since it is never read after a crash. */

void luwte_disk_begin (const char *dir);
void luwte_disk_end (void);

/* How many calls there were that change something, since begin or the last restart. */
guint luwte_disk_count (void);

/* Called before each of them, in the thread that makes it. */
typedef void (*LuwteDiskFunc) (guint call, gpointer data);
void luwte_disk_watch (LuwteDiskFunc func, gpointer data);

/**
 * LuwteDiskFault:
 * @LUWTE_DISK_SOUND: nothing fails
 * @LUWTE_DISK_ERROR_ONCE: one call fails with EIO; of a write a half is done
 * @LUWTE_DISK_ERROR_ON: so do all that follow
 * @LUWTE_DISK_FULL: from that call on whatever wants room fails with ENOSPC, until a file is removed
 *   that was at least as large as luwte_disk_set_relief()
 */
typedef enum
{
  LUWTE_DISK_SOUND,
  LUWTE_DISK_ERROR_ONCE,
  LUWTE_DISK_ERROR_ON,
  LUWTE_DISK_FULL,
} LuwteDiskFault;

/* From the call @at on, counted from now (1 is the next one). */
void luwte_disk_fail (LuwteDiskFault fault, guint at);
/* Whether a call has failed since then. */
gboolean luwte_disk_has_failed (void);
/* The name of a file whose removal makes room; NULL: none does. */
void luwte_disk_set_relief (const char *name);

/**
 * luwte_disk_cut:
 * @image: a folder, made here
 * @all: every sector that was not synced is lost; else each at random, and so the newest of the
 *   names
 *
 * What would be found after a power cut at this moment. May be called by a watch.
 */
void luwte_disk_cut (const char *image, gboolean all, GRand *rand);

G_END_DECLS
