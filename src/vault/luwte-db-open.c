/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: it must be impossible to write plain text. Keying accepts anything, and a plain SQLite
 * that was linked or preloaded answers OK to it and writes in the clear. So before the first byte
 * is written the library must tell its cipher's version, and the file's first bytes are looked at
 * when it is made and each time it is opened. A database that does not pass is not touched. */

#include "luwte-db-private.h"

#include "luwte-crypto.h"
#include "luwte-migrations.h"
#include "luwte-vault-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SQLITE_MAGIC     "SQLite format 3"
#define MIN_CIPHER_MAJOR 4
#define MIN_CIPHER_MINOR 6
/* "x'", key and salt in hexadecimal, "'" and a zero. */
#define KEY_SPEC_BYTES (2 + 2 * (LUWTE_KEY_BYTES + LUWTE_SALT_BYTES) + 2)

static sqlite3_mem_methods system_memory;

static void
wiping_free (void *memory)
{
  if (!memory)
    return;
  explicit_bzero (memory, (gsize) system_memory.xSize (memory));
  system_memory.xFree (memory);
}

static void *
wiping_realloc (void *memory, int size)
{
  void *bigger = system_memory.xMalloc (size);

  /* The system's realloc would leave the old copy behind. */
  if (!bigger)
    return NULL;
  memcpy (bigger, memory, (gsize) MIN (size, system_memory.xSize (memory)));
  wiping_free (memory);
  return bigger;
}

static int
configure_library (void)
{
  sqlite3_mem_methods wiping;
  int rc = sqlite3_config (SQLITE_CONFIG_GETMALLOC, &system_memory);

  if (rc != SQLITE_OK)
    return rc;
  wiping = system_memory;
  wiping.xFree = wiping_free;
  wiping.xRealloc = wiping_realloc;
  rc = sqlite3_config (SQLITE_CONFIG_MALLOC, &wiping);
  /* Its statistics take one lock for every piece of memory of every connection, so that a search
   * and an erasure stood in each other's way. */
  if (rc == SQLITE_OK)
    rc = sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  return rc == SQLITE_OK ? sqlite3_initialize () : rc;
}

gboolean
luwte_db_library_init (GError **error)
{
  static gsize once;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, 1 + (gsize) configure_library ());
  if (once == 1)
    return TRUE;
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_ENCRYPTED,
               "The database library cannot be set up (%d)", (int) once - 1);
  return FALSE;
}

static gboolean
not_encrypted (GError **error, const char *why)
{
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_ENCRYPTED,
               "The vault would not be encrypted: %s", why);
  return FALSE;
}

gboolean
luwte_db_check_file (const char *path, const guint8 *salt, GError **error)
{
  char first[16] = { 0 };
  const int fd = open (path, O_RDONLY | O_CLOEXEC);
  const gssize n = fd < 0 ? -1 : read (fd, first, sizeof first);

  if (n < 0)
    luwte_files_set_error (error, errno, "The database could not be read");
  if (fd >= 0)
    close (fd);
  if (n < 0)
    return FALSE;
  if (n < (gssize) sizeof first)
    {
      g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                           "The database is cut short");
      return FALSE;
    }
  if (memcmp (first, SQLITE_MAGIC, sizeof first) == 0)
    return not_encrypted (error, "the file is a plain SQLite database");
  if (!salt || memcmp (first, salt, LUWTE_SALT_BYTES) == 0)
    return TRUE;
  g_set_error_literal (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_DAMAGED,
                       "The first bytes of vault.db were changed");
  return FALSE;
}

/* Only SQLCipher answers to this pragma; a plain SQLite gives no row. */
static gboolean
check_cipher (LuwteDb *self, GError **error)
{
  g_autofree char *version = luwte_db_ask_text (self, "PRAGMA cipher_version", NULL);
  int major = 0, minor = 0;

  if (!version || sscanf (version, "%d.%d", &major, &minor) != 2)
    return not_encrypted (error, "the SQLite in this program is not SQLCipher");
  if (major < MIN_CIPHER_MAJOR || (major == MIN_CIPHER_MAJOR && minor < MIN_CIPHER_MINOR))
    return not_encrypted (error, "this SQLCipher is older than 4.6");
  return TRUE;
}

char *
luwte_db_key_spec (LuwteKey *key, const guint8 *salt, int *length)
{
  static const char digits[] = "0123456789abcdef";
  char *spec = luwte_guarded_new (KEY_SPEC_BYTES);
  char *to = spec;

  *to++ = 'x';
  *to++ = '\'';
  for (gsize i = 0; i < LUWTE_KEY_BYTES + LUWTE_SALT_BYTES; i++)
    {
      const guint8 byte = i < LUWTE_KEY_BYTES ? luwte_key_peek (key)[i] : salt[i - LUWTE_KEY_BYTES];

      *to++ = digits[byte >> 4];
      *to++ = digits[byte & 15];
    }
  *to++ = '\'';
  *length = (int) (to - spec);
  return spec;
}

/* Never in an SQL string, which a trace or a log could keep. */
static int
set_key (sqlite3 *handle, LuwteKey *key, const guint8 *salt)
{
  int length;
  char *spec = luwte_db_key_spec (key, salt, &length);
  const int rc = sqlite3_key_v2 (handle, "main", spec, length);

  luwte_guarded_free (spec);
  return rc;
}

/* Sets a pragma and proves by reading it back that it was taken. */
static gboolean
set_pragma (LuwteDb *self, const char *name, const char *value, const char *answer, GError **error)
{
  g_autofree char *set = g_strdup_printf ("PRAGMA %s = %s", name, value);
  g_autofree char *get = g_strdup_printf ("PRAGMA %s", name);
  g_autofree char *got = NULL;

  if (!luwte_db_exec (self, set, error))
    return FALSE;
  got = luwte_db_ask_text (self, get, error);
  if (!got)
    return FALSE;
  if (g_str_equal (got, answer))
    return TRUE;
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_FAILED,
               "The database did not take %s = %s (it says %s)", name, value, got);
  return FALSE;
}

static gboolean
set_switch (LuwteDb *self, int option, int on, GError **error)
{
  int is = -1;
  const int rc = sqlite3_db_config (self->handle, option, on, &is);

  if (rc == SQLITE_OK && is == on)
    return TRUE;
  luwte_db_set_error (self, rc == SQLITE_OK ? SQLITE_MISUSE : rc, "configure", error);
  return FALSE;
}

gboolean
luwte_db_set_pragmas (LuwteDb *self, LuwteDbMode mode, GError **error)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *answer;
  } pragmas[] = {
    { "secure_delete", "ON", "1" },      { "temp_store", "MEMORY", "2" },
    { "mmap_size", "0", NULL },          { "cache_size", "-32768", "-32768" },
    { "foreign_keys", "ON", "1" },       { "trusted_schema", "OFF", "0" },
    { "recursive_triggers", "ON", "1" }, { "cell_size_check", "ON", "1" },
    { "journal_size_limit", "0", "0" },  { "synchronous", "FULL", "2" },
  };

  if (!set_switch (self, SQLITE_DBCONFIG_DEFENSIVE, 1, error) ||
      !set_switch (self, SQLITE_DBCONFIG_DQS_DML, 0, error) ||
      !set_switch (self, SQLITE_DBCONFIG_DQS_DDL, 0, error) ||
      !set_switch (self, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, error))
    return FALSE;
  if (mode != LUWTE_DB_READER && mode != LUWTE_DB_COPIER &&
      !set_pragma (self, "journal_mode", "WAL", "wal", error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (pragmas[i].answer
            ? !set_pragma (self, pragmas[i].name, pragmas[i].value, pragmas[i].answer, error)
            : !luwte_db_exec (self, "PRAGMA mmap_size = 0", error))
      return FALSE;
  if (mode == LUWTE_DB_READER && !set_pragma (self, "query_only", "ON", "1", error))
    return FALSE;
  sqlite3_busy_timeout (self->handle, 10 * 1000);
  return luwte_db_add_functions (self, error);
}

/* A read proves the key; after it the version says whether this is ours to touch. */
static gboolean
prove (LuwteDb *self, GError **error)
{
  gint64 n, version;

  if (!luwte_db_ask_int (self, "SELECT count (*) FROM sqlite_schema", &n, error) ||
      !luwte_db_ask_int (self, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version <= luwte_migrations_latest ())
    return TRUE;
  g_set_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NEWER,
               "The database is of format %" G_GINT64_FORMAT ", written by a newer Luwte", version);
  return FALSE;
}

static gboolean
set_up (LuwteDb *self, LuwteKey *key, const guint8 *salt, LuwteDbMode mode, GError **error)
{
  int rc;

  if (!check_cipher (self, error))
    return FALSE;
  rc = set_key (self->handle, key, salt);
  if (rc != SQLITE_OK)
    {
      luwte_db_set_error (self, rc, "key", error);
      return FALSE;
    }
  /* Until the version is known nothing may be written, not even on closing. */
  return luwte_db_exec (self, "PRAGMA cipher_log_level = NONE; PRAGMA cipher_page_size = 4096",
                        error) &&
         set_switch (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, error) && prove (self, error) &&
         luwte_db_set_pragmas (self, mode, error) &&
         set_switch (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE,
                     mode == LUWTE_DB_READER || mode == LUWTE_DB_COPIER, error);
}

/* SQLite would make it readable for all; what it makes beside it takes over these rights. */
static gboolean
make_file (const char *path, GError **error)
{
  const int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }
  luwte_files_set_error (error, errno, "The database could not be made");
  return FALSE;
}

LuwteDb *
luwte_db_open (const char *path, LuwteKey *key, const guint8 *salt, LuwteDbMode mode,
               GError **error)
{
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  sqlite3 *handle = NULL;
  LuwteDb *self;
  int rc;

  g_return_val_if_fail (key != NULL && salt != NULL, NULL);

  if (!luwte_db_library_init (error))
    return NULL;
  if (mode == LUWTE_DB_CREATE ? !make_file (path, error) : !luwte_db_check_file (path, NULL, error))
    return NULL;

  rc = sqlite3_open_v2 (path, &handle, flags, NULL);
  if (!handle)
    g_error ("No memory for a database");
  self = luwte_db_new_for_handle (handle);
  if (rc != SQLITE_OK)
    luwte_db_set_error (self, rc, "open", error);
  else if (set_up (self, key, salt, mode, error))
    return self;
  luwte_db_close (self);
  return NULL;
}
