/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: a secret stands in one place only, in pages of its own that are not swapped where the
 * system allows it and never dumped, and they are overwritten before they are given back. */

#include "luwte-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

struct _LuwteSecret
{
  gatomicrefcount refs;
  gsize length;
  gsize capacity; /* without the zero byte */
  gsize mapped;   /* bytes of the mapping */
  char *bytes;
};

G_DEFINE_BOXED_TYPE (LuwteSecret, luwte_secret, luwte_secret_ref, luwte_secret_unref)

void
luwte_wipe (gpointer bytes, gsize length)
{
  if (bytes && length > 0)
    explicit_bzero (bytes, length);
}

void
luwte_free_wiped (char *text)
{
  if (text != NULL)
    luwte_wipe (text, strlen (text));
  g_free (text);
}

LuwteSecret *
luwte_secret_new_empty (gsize capacity)
{
  const gsize page = (gsize) sysconf (_SC_PAGESIZE);
  LuwteSecret *self = g_new0 (LuwteSecret, 1);

  g_atomic_ref_count_init (&self->refs);
  self->capacity = capacity;
  self->mapped = (capacity / page + 1) * page;
  self->bytes = mmap (NULL, self->mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
                      0);
  if (self->bytes == MAP_FAILED)
    g_error ("No memory for a secret");

  /* Both may be refused (a small RLIMIT_MEMLOCK, an odd kernel): the secret is still wiped. */
  (void) mlock (self->bytes, self->mapped);
  (void) madvise (self->bytes, self->mapped, MADV_DONTDUMP);
  return self;
}

LuwteSecret *
luwte_secret_new (const char *bytes, gssize length)
{
  const gsize size = length < 0 ? strlen (bytes) : (gsize) length;
  LuwteSecret *self = luwte_secret_new_empty (size);

  luwte_secret_append (self, bytes, size);
  return self;
}

gboolean
luwte_secret_append (LuwteSecret *self, const char *bytes, gsize length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (length > self->capacity - self->length)
    return FALSE;
  if (length > 0)
    memcpy (self->bytes + self->length, bytes, length);
  self->length += length;
  return TRUE;
}

LuwteSecret *
luwte_secret_ref (LuwteSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
luwte_secret_unref (LuwteSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  luwte_wipe (self->bytes, self->mapped);
  munmap (self->bytes, self->mapped);
  g_free (self);
}

const char *
luwte_secret_peek (LuwteSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->bytes;
}

gsize
luwte_secret_length (LuwteSecret *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->length;
}

gboolean
luwte_secret_equal (LuwteSecret *self, LuwteSecret *other)
{
  guchar differs = 0;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  if (self->length != other->length)
    return FALSE;
  /* Every byte is looked at, so that the time tells nothing about where they differ. */
  for (gsize i = 0; i < self->length; i++)
    differs |= (guchar) (self->bytes[i] ^ other->bytes[i]);
  return differs == 0;
}

LuwteSecret *
luwte_secret_read_fd (int fd, gsize max, GError **error)
{
  g_autoptr (LuwteSecret) self = luwte_secret_new_empty (max);
  char c = 0;
  gboolean fits = TRUE;

  /* One byte at a time: what follows the line belongs to somebody else (a note on standard input),
   * and no buffer of the C library keeps a copy. */
  for (;;)
    {
      const gssize n = read (fd, &c, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          const int code = errno;

          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                       "The secret could not be read: %s", g_strerror (code));
          return NULL;
        }
      if (n == 0 || c == '\n')
        break;
      fits = luwte_secret_append (self, &c, 1);
      if (!fits)
        break;
    }
  luwte_wipe (&c, 1);

  if (!fits)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                   "The secret is longer than %" G_GSIZE_FORMAT " bytes", max);
      return NULL;
    }
  if (self->length > 0 && self->bytes[self->length - 1] == '\r')
    self->bytes[--self->length] = '\0';
  return g_steal_pointer (&self);
}

LuwteSecret *
luwte_secret_read_file (const char *path, gsize max, GError **error)
{
  LuwteSecret *self;
  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

  if (fd < 0)
    {
      const int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   "The file with the secret could not be opened: %s", g_strerror (code));
      return NULL;
    }
  self = luwte_secret_read_fd (fd, max, error);
  close (fd);
  return self;
}

void
luwte_harden_process (void)
{
  /* One, not zero: where cores are piped to a program (systemd-coredump, apport) the kernel asks
   * this limit nothing but whether it is one, and then pipes nothing. In a file one byte is none. */
  const struct rlimit none = { 1, 1 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("Core dumps could not be switched off");
}
