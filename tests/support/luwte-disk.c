/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define SECTOR  512
#define MAX_FDS 4096

/* A write within one sector, or a new size when bytes is NULL. */
typedef struct
{
  gint64 at;
  GBytes *bytes;
} Change;

typedef struct
{
  gatomicrefcount refs;
  GByteArray *synced;
  GPtrArray *changes; /* since then, in order */
} File;

/* A name that came (file) or went (NULL). */
typedef struct
{
  char *path;
  File *file;
} Naming;

static GRecMutex mutex;
static char *root;
static GHashTable *names;        /* path to File, as the program sees it */
static GHashTable *synced_names; /* as the disk has it */
static GPtrArray *namings;       /* in order, not synced yet */
static File *open_files[MAX_FDS];
static char *open_dirs[MAX_FDS];
static guint count;
static LuwteDiskFunc watch_func;
static gpointer watch_data;
static LuwteDiskFault fault;
static guint fault_at;
static gboolean failed;
static char *relief;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static File *
file_new (void)
{
  File *self = g_new0 (File, 1);

  g_atomic_ref_count_init (&self->refs);
  self->synced = g_byte_array_new ();
  self->changes = g_ptr_array_new_with_free_func (change_free);
  return self;
}

static File *
file_ref (File *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
file_unref (gpointer data)
{
  File *self = data;

  if (!self || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_byte_array_unref (self->synced);
  g_ptr_array_unref (self->changes);
  g_free (self);
}

static void
naming_free (gpointer data)
{
  Naming *self = data;

  g_free (self->path);
  file_unref (self->file);
  g_free (self);
}

static void
apply_change (GByteArray *bytes, const Change *change)
{
  gsize length = 0;
  gconstpointer data = change->bytes ? g_bytes_get_data (change->bytes, &length) : NULL;
  const guint old = bytes->len;
  const guint end = (guint) (change->at + (gint64) length);

  if (!data || end > old)
    g_byte_array_set_size (bytes, end);
  /* What was never written reads as nothing. */
  if (bytes->len > old)
    memset (bytes->data + old, 0, bytes->len - old);
  if (data)
    memcpy (bytes->data + change->at, data, length);
}

static void
add_change (File *file, gint64 at, gconstpointer data, gsize length)
{
  const guint8 *bytes = data;

  do
    {
      const gsize piece = MIN (length, (gsize) (SECTOR - at % SECTOR));
      Change *change = g_new0 (Change, 1);

      change->at = at;
      change->bytes = bytes ? g_bytes_new (bytes, piece) : NULL;
      g_ptr_array_add (file->changes, change);
      if (!bytes)
        return;
      at += (gint64) piece;
      bytes += piece;
      length -= piece;
    }
  while (length > 0);
}

static void
file_sync (File *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    apply_change (file->synced, g_ptr_array_index (file->changes, i));
  g_ptr_array_set_size (file->changes, 0);
}

static gboolean
is_ours (const char *path)
{
  return root && g_str_has_prefix (path, root) && !g_str_has_suffix (path, "-shm");
}

static void
name_changes (const char *path, File *file)
{
  Naming *naming = g_new0 (Naming, 1);

  naming->path = g_strdup (path);
  naming->file = file ? file_ref (file) : NULL;
  g_ptr_array_add (namings, naming);
  if (file)
    g_hash_table_replace (names, g_strdup (path), file_ref (file));
  else
    g_hash_table_remove (names, path);
}

static void
apply_naming (GHashTable *table, const Naming *naming)
{
  if (naming->file)
    g_hash_table_replace (table, g_strdup (naming->path), file_ref (naming->file));
  else
    g_hash_table_remove (table, naming->path);
}

static void
dir_sync (const char *dir)
{
  for (guint i = 0; i < namings->len;)
    {
      Naming *naming = g_ptr_array_index (namings, i);
      g_autofree char *parent = g_path_get_dirname (naming->path);

      if (!g_str_equal (parent, dir))
        {
          i++;
          continue;
        }
      apply_naming (synced_names, naming);
      g_ptr_array_remove_index (namings, i);
    }
}

/* Counts a call that changes something; an errno when it is to fail. */
static int
next_call (gboolean wants_room)
{
  count++;
  if (watch_func)
    watch_func (count, watch_data);
  if (fault == LUWTE_DISK_SOUND || count < fault_at)
    return 0;
  if (fault == LUWTE_DISK_FULL && !wants_room)
    return 0;
  if (fault == LUWTE_DISK_ERROR_ONCE && failed)
    return 0;
  failed = TRUE;
  return fault == LUWTE_DISK_FULL ? ENOSPC : EIO;
}

static int
refuse (int code)
{
  g_rec_mutex_unlock (&mutex);
  errno = code;
  return -1;
}

static int
done (int result)
{
  const int code = errno;

  g_rec_mutex_unlock (&mutex);
  errno = code;
  return result;
}

int __real_open64 (const char *path, int flags, ...);
int __wrap_open64 (const char *path, int flags, ...);
int __real_close (int fd);
int __wrap_close (int fd);
ssize_t __real_write (int fd, const void *bytes, size_t length);
ssize_t __wrap_write (int fd, const void *bytes, size_t length);
ssize_t __real_pwrite64 (int fd, const void *bytes, size_t length, off64_t at);
ssize_t __wrap_pwrite64 (int fd, const void *bytes, size_t length, off64_t at);
int __real_fsync (int fd);
int __wrap_fsync (int fd);
int __real_fdatasync (int fd);
int __wrap_fdatasync (int fd);
int __real_ftruncate64 (int fd, off64_t size);
int __wrap_ftruncate64 (int fd, off64_t size);
int __real_posix_fallocate64 (int fd, off64_t at, off64_t size);
int __wrap_posix_fallocate64 (int fd, off64_t at, off64_t size);
int __real_rename (const char *from, const char *to);
int __wrap_rename (const char *from, const char *to);
int __real_unlink (const char *path);
int __wrap_unlink (const char *path);

int
__wrap_open64 (const char *path, int flags, ...)
{
  mode_t mode = 0;
  gboolean fresh;
  File *file;
  va_list list;
  int fd, code;

  va_start (list, flags);
  if (flags & O_CREAT)
    mode = va_arg (list, mode_t);
  va_end (list);
  g_rec_mutex_lock (&mutex);
  if (!is_ours (path))
    return done (__real_open64 (path, flags, mode));
  file = g_hash_table_lookup (names, path);
  fresh = (flags & O_CREAT) && !file;
  code = fresh || (file && (flags & O_TRUNC)) ? next_call (fresh) : 0;
  if (code)
    return refuse (code);
  fd = __real_open64 (path, flags, mode);
  if (fd < 0 || fd >= MAX_FDS)
    return done (fd);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    open_dirs[fd] = g_strdup (path);
  else
    {
      if (fresh)
        {
          file = file_new ();
          name_changes (path, file);
          file_unref (file);
        }
      else if (flags & O_TRUNC)
        add_change (file, 0, NULL, 0);
      open_files[fd] = file ? file_ref (file) : NULL;
    }
  return done (fd);
}

int
__wrap_close (int fd)
{
  g_rec_mutex_lock (&mutex);
  if (fd >= 0 && fd < MAX_FDS)
    {
      g_clear_pointer (&open_files[fd], file_unref);
      g_clear_pointer (&open_dirs[fd], g_free);
    }
  return done (__real_close (fd));
}

static ssize_t
write_at (int fd, const void *bytes, size_t length, off64_t at, gboolean positioned)
{
  File *file = fd >= 0 && fd < MAX_FDS ? open_files[fd] : NULL;
  int code;
  ssize_t n;

  if (!file)
    return positioned ? __real_pwrite64 (fd, bytes, length, at) : __real_write (fd, bytes, length);
  code = next_call (TRUE);
  if (code)
    length /= 2;
  n = positioned ? __real_pwrite64 (fd, bytes, length, at) : __real_write (fd, bytes, length);
  if (n > 0)
    add_change (file, positioned ? at : lseek (fd, 0, SEEK_CUR) - n, bytes, (gsize) n);
  if (!code)
    return n;
  errno = code;
  return -1;
}

ssize_t
__wrap_write (int fd, const void *bytes, size_t length)
{
  g_rec_mutex_lock (&mutex);
  return done ((int) write_at (fd, bytes, length, 0, FALSE));
}

ssize_t
__wrap_pwrite64 (int fd, const void *bytes, size_t length, off64_t at)
{
  g_rec_mutex_lock (&mutex);
  return done ((int) write_at (fd, bytes, length, at, TRUE));
}

/* Nothing is really synced: the power does not fail. */
static int
sync_fd (int fd)
{
  int code;

  g_rec_mutex_lock (&mutex);
  if (fd < 0 || fd >= MAX_FDS || (!open_files[fd] && !open_dirs[fd]))
    return done (0);
  code = next_call (FALSE);
  if (code)
    return refuse (code);
  if (open_files[fd])
    file_sync (open_files[fd]);
  else
    dir_sync (open_dirs[fd]);
  return done (0);
}

int
__wrap_fsync (int fd)
{
  return sync_fd (fd);
}

int
__wrap_fdatasync (int fd)
{
  return sync_fd (fd);
}

int
__wrap_ftruncate64 (int fd, off64_t size)
{
  File *file;
  int code, result;

  g_rec_mutex_lock (&mutex);
  file = fd >= 0 && fd < MAX_FDS ? open_files[fd] : NULL;
  if (!file)
    return done (__real_ftruncate64 (fd, size));
  code = next_call (FALSE);
  if (code)
    return refuse (code);
  result = __real_ftruncate64 (fd, size);
  if (result == 0)
    add_change (file, size, NULL, 0);
  return done (result);
}

int
__wrap_posix_fallocate64 (int fd, off64_t at, off64_t size)
{
  int code;

  g_rec_mutex_lock (&mutex);
  code = fd >= 0 && fd < MAX_FDS && open_files[fd] ? next_call (TRUE) : 0;
  if (!code)
    code = __real_posix_fallocate64 (fd, at, size);
  g_rec_mutex_unlock (&mutex);
  return code;
}

int
__wrap_rename (const char *from, const char *to)
{
  File *file;
  int code, result;

  g_rec_mutex_lock (&mutex);
  file = is_ours (from) ? g_hash_table_lookup (names, from) : NULL;
  if (!file)
    return done (__real_rename (from, to));
  code = next_call (FALSE);
  if (code)
    return refuse (code);
  result = __real_rename (from, to);
  if (result == 0)
    {
      name_changes (to, file);
      name_changes (from, NULL);
    }
  return done (result);
}

int
__wrap_unlink (const char *path)
{
  int code, result;

  g_rec_mutex_lock (&mutex);
  if (!is_ours (path) || !g_hash_table_contains (names, path))
    return done (__real_unlink (path));
  code = next_call (FALSE);
  if (code)
    return refuse (code);
  result = __real_unlink (path);
  if (result == 0)
    name_changes (path, NULL);
  if (result == 0 && relief && g_str_has_suffix (path, relief) && fault == LUWTE_DISK_FULL)
    fault = LUWTE_DISK_SOUND;
  return done (result);
}

static void
look_at_dir (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;
      File *file;

      if (!is_ours (child))
        continue;
      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          look_at_dir (child);
          continue;
        }
      g_assert_true (g_file_get_contents (child, &bytes, &length, NULL));
      file = file_new ();
      g_byte_array_append (file->synced, (const guint8 *) bytes, (guint) length);
      g_hash_table_replace (names, g_strdup (child), file_ref (file));
      g_hash_table_replace (synced_names, g_strdup (child), file);
    }
}

void
luwte_disk_begin (const char *dir)
{
  g_rec_mutex_lock (&mutex);
  g_assert_null (root);
  root = g_strdup (dir);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  synced_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  namings = g_ptr_array_new_with_free_func (naming_free);
  count = 0;
  fault = LUWTE_DISK_SOUND;
  failed = FALSE;
  look_at_dir (dir);
  g_rec_mutex_unlock (&mutex);
}

void
luwte_disk_end (void)
{
  g_rec_mutex_lock (&mutex);
  for (guint i = 0; i < MAX_FDS; i++)
    {
      g_clear_pointer (&open_files[i], file_unref);
      g_clear_pointer (&open_dirs[i], g_free);
    }
  g_clear_pointer (&names, g_hash_table_unref);
  g_clear_pointer (&synced_names, g_hash_table_unref);
  g_clear_pointer (&namings, g_ptr_array_unref);
  g_clear_pointer (&root, g_free);
  g_clear_pointer (&relief, g_free);
  fault = LUWTE_DISK_SOUND;
  watch_func = NULL;
  g_rec_mutex_unlock (&mutex);
}

guint
luwte_disk_count (void)
{
  guint n;

  g_rec_mutex_lock (&mutex);
  n = count;
  g_rec_mutex_unlock (&mutex);
  return n;
}

void
luwte_disk_watch (LuwteDiskFunc func, gpointer data)
{
  g_rec_mutex_lock (&mutex);
  watch_func = func;
  watch_data = data;
  g_rec_mutex_unlock (&mutex);
}

void
luwte_disk_fail (LuwteDiskFault new_fault, guint at)
{
  g_rec_mutex_lock (&mutex);
  fault = new_fault;
  fault_at = count + at;
  failed = FALSE;
  g_rec_mutex_unlock (&mutex);
}

gboolean
luwte_disk_has_failed (void)
{
  gboolean has;

  g_rec_mutex_lock (&mutex);
  has = failed;
  g_rec_mutex_unlock (&mutex);
  return has;
}

void
luwte_disk_set_relief (const char *name)
{
  g_rec_mutex_lock (&mutex);
  g_set_str (&relief, name);
  g_rec_mutex_unlock (&mutex);
}

static void
write_image (const char *image, const char *path, File *file, gboolean all, GRand *rand)
{
  g_autofree char *to = g_build_filename (image, path + strlen (root), NULL);
  g_autofree char *parent = g_path_get_dirname (to);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  FILE *out;

  if (file->synced->len > 0)
    g_byte_array_append (bytes, file->synced->data, file->synced->len);
  for (guint i = 0; !all && i < file->changes->len; i++)
    if (g_rand_boolean (rand))
      apply_change (bytes, g_ptr_array_index (file->changes, i));
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  out = fopen (to, "we");
  g_assert_nonnull (out);
  if (bytes->len > 0)
    g_assert_cmpuint (fwrite (bytes->data, 1, bytes->len, out), ==, bytes->len);
  g_assert_cmpint (fclose (out), ==, 0);
  g_assert_cmpint (g_chmod (to, 0600), ==, 0);
}

void
luwte_disk_cut (const char *image, gboolean all, GRand *rand)
{
  g_autoptr (GHashTable) table = NULL;
  GHashTableIter iter;
  gpointer path, file;
  guint n_names;

  g_rec_mutex_lock (&mutex);
  g_assert_nonnull (root);
  table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  g_hash_table_iter_init (&iter, synced_names);
  while (g_hash_table_iter_next (&iter, &path, &file))
    g_hash_table_replace (table, g_strdup (path), file_ref (file));
  /* Names reach the disk in their order. */
  n_names = all || namings->len == 0 ? 0
                                     : (guint) g_rand_int_range (rand, 0, (gint) namings->len + 1);
  for (guint i = 0; i < n_names; i++)
    apply_naming (table, g_ptr_array_index (namings, i));
  g_assert_cmpint (g_mkdir_with_parents (image, 0700), ==, 0);
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &path, &file))
    write_image (image, path, file, all, rand);
  g_rec_mutex_unlock (&mutex);
}
