/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: memory that has held texts is not searched for them, it is given back whole.
 *
 * Toolkit, fonts, accessibility, libraries of the network: each keeps copies of what it was once
 * told, and frees them unwiped. So a locked program replaces itself (execve). What must go over is
 * written to a memory file that has no name and cannot be changed any more (sealed); no path, no
 * argument and no variable of the environment says anything of it but its number. */

#include "config.h"

#include "luwte-anew.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "luwte-log.h"
#include "luwte-secret.h"

#define VARIABLE "LUWTE_STATE_FD"
#define SEALS    (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)
#define MAX_SIZE (64 * 1024 * 1024)

static char **arguments;
static GBytes *left; /* by the earlier process */

typedef struct
{
  void *bytes;
  gsize length;
} Mapping;

static void
unmap (gpointer data)
{
  Mapping *self = data;

  munmap (self->bytes, self->length);
  g_free (self);
}

static GBytes *
map_state (int fd)
{
  Mapping *mapping;
  struct stat info;
  void *bytes;

  if ((fcntl (fd, F_GET_SEALS) & SEALS) != SEALS || fstat (fd, &info) != 0 || info.st_size <= 0 ||
      info.st_size > MAX_SIZE)
    return NULL;
  bytes = mmap (NULL, (gsize) info.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (bytes == MAP_FAILED)
    return NULL;
  mapping = g_new0 (Mapping, 1);
  mapping->bytes = bytes;
  mapping->length = (gsize) info.st_size;
  return g_bytes_new_with_free_func (bytes, mapping->length, unmap, mapping);
}

void
luwte_anew_init (char **argv)
{
  const char *number = g_getenv (VARIABLE);
  guint64 fd;

  arguments = g_strdupv (argv);
  if (number && g_ascii_string_to_unsigned (number, 10, 3, G_MAXINT, &fd, NULL))
    {
      left = map_state ((int) fd);
      /* A number that is not ours to close names no sealed memory. */
      if (left)
        close ((int) fd);
    }
  g_unsetenv (VARIABLE);
}

GVariant *
luwte_anew_take_state (void)
{
  g_autoptr (GBytes) bytes = g_steal_pointer (&left);

  return bytes
             ? g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE))
             : NULL;
}

static int
write_state (GVariant *state)
{
  const gsize length = g_variant_get_size (state);
  const int fd = memfd_create ("luwte", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  void *bytes;

  if (fd < 0 || length == 0 || ftruncate (fd, (off_t) length) != 0)
    goto failed;
  bytes = mmap (NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (bytes == MAP_FAILED)
    goto failed;
  g_variant_store (state, bytes);
  munmap (bytes, length);
  if (fcntl (fd, F_ADD_SEALS, SEALS) == 0)
    return fd;

failed:
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
keep_open (int fd)
{
  return fd < 0 || fcntl (fd, F_SETFD, 0) == 0;
}

/* The file that was started, by its name, since the name is what lists of processes show; when it
 * was replaced meanwhile, the one that runs. */
static char *
find_program (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);

  return path && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path)
                                                               : g_strdup ("/proc/self/exe");
}

void
luwte_anew_begin (GVariant *state, const int *keep, gsize n_keep)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (state);
  g_autofree char *program = find_program ();
  g_autofree char *number = NULL;
  g_auto (GStrv) environment = g_get_environ ();
  const int fd = write_state (owned);
  gboolean well = fd >= 0 && close_range (3, ~0U, CLOSE_RANGE_CLOEXEC) == 0 && keep_open (fd);

  for (gsize i = 0; i < n_keep; i++)
    well = well && keep_open (keep[i]);
  number = g_strdup_printf ("%d", fd);
  environment = g_environ_setenv (environment, VARIABLE, number, TRUE);
  if (well)
    execve (program, arguments, environment);

  luwte_log_event ("the program could not begin anew after the lock");
  if (fd >= 0)
    close (fd);
}
