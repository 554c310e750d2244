/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The disk lets the vault down: the power goes, a call fails, it is full, a bit turns. What was
 * acknowledged is there, what was acknowledged as erased is not, and the vault is whole; what is
 * wrong is noticed. Each test counts before it judges, so that the long form (./dev bench --long)
 * can print its counts: --rounds=N on the command line. */

#include "vault-fixture.h"

#include "luwte-disk.h"
#include "luwte-secret.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED_WRITES 12
#define LIFE_WRITES 14
#define IMAGES      10 /* of one life */

static int n_rounds;

typedef struct
{
  guint rounds;
  guint lost;    /* acknowledged, and not there */
  guint back;    /* acknowledged as erased, and there */
  guint damaged; /* cannot be opened, or the check finds something */
  guint unclear; /* an error that does not say what it is */
  guint stuck;   /* does not go on when the disk is well again */
} Tally;

/* What a life has been told. */
typedef struct
{
  gboolean created;
  GHashTable *there;
  GHashTable *gone;
} Known;

static GMutex known_mutex;

static void
known_init (Known *self)
{
  self->created = FALSE;
  self->there = g_hash_table_new (NULL, NULL);
  self->gone = g_hash_table_new (NULL, NULL);
}

static void
known_clear (Known *self)
{
  g_hash_table_unref (self->there);
  g_hash_table_unref (self->gone);
}

static void
copy_set (GHashTable *to, GHashTable *from)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_hash_table_add (to, id);
}

static void
known_copy (Known *to, const Known *from)
{
  known_init (to);
  to->created = from->created;
  copy_set (to->there, from->there);
  copy_set (to->gone, from->gone);
}

static char *
key_of (int id)
{
  return g_strdup_printf ("note%d", id);
}

/* Some pages of text among them, so that more than one page is written. */
static char *
text_of (int id)
{
  g_autofree char *rest = g_strnfill (id % 5 == 0 ? 6000 : 200, 'x');

  return g_strdup_printf ("vlinderkast%dq %s", id, rest);
}

/* A life */

typedef struct
{
  LuwteVault *vault;
  Known known;
  int next;
  Tally *tally;
  LuwteDiskFault fault;
} Life;

static void
judge_error (Life *life, const GError *error)
{
  if (life->fault == LUWTE_DISK_FULL && luwte_disk_has_failed () &&
      !g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NO_SPACE))
    {
      g_test_message ("on a full disk it says: %s", error->message);
      life->tally->unclear++;
    }
}

static gboolean
put (Life *life)
{
  const int id = ++life->next;
  g_autofree char *key = key_of (id);
  g_autofree char *text = text_of (id);
  g_autofree char *sql = g_strdup_printf ("INSERT INTO setting (key, value) VALUES ('%s', '%s')",
                                          key, text);
  g_autoptr (GError) error = NULL;

  if (!fixture_try_exec (life->vault, sql, &error))
    {
      judge_error (life, error);
      return FALSE;
    }
  g_mutex_lock (&known_mutex);
  g_hash_table_add (life->known.there, GINT_TO_POINTER (id));
  g_mutex_unlock (&known_mutex);
  return TRUE;
}

static gboolean
erase (Life *life, int id)
{
  g_autofree char *key = key_of (id);
  g_autofree char *sql = g_strdup_printf ("DELETE FROM setting WHERE key = '%s'", key);
  g_autoptr (GError) error = NULL;

  /* From the question on it may be gone. */
  g_mutex_lock (&known_mutex);
  g_hash_table_remove (life->known.there, GINT_TO_POINTER (id));
  g_mutex_unlock (&known_mutex);
  if (!fixture_purge (life->vault, sql, &error))
    {
      judge_error (life, error);
      return FALSE;
    }
  g_mutex_lock (&known_mutex);
  g_hash_table_add (life->known.gone, GINT_TO_POINTER (id));
  g_mutex_unlock (&known_mutex);
  return TRUE;
}

static LuwteVault *
open_in (const char *dir, GError **error)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);

  return luwte_vault_open (dir, LUWTE_VAULT_SLOT_PASSPHRASE, passphrase, error);
}

static void
life_close (Life *life)
{
  if (!life->vault)
    return;
  luwte_vault_close (life->vault);
  g_clear_object (&life->vault);
}

static void
life_live (Life *life, const char *dir)
{
  g_autoptr (GError) error = NULL;

  life->vault = open_in (dir, &error);
  if (!life->vault)
    {
      judge_error (life, error);
      return;
    }
  for (int i = 0; i < LIFE_WRITES; i++)
    {
      put (life);
      if (i % 5 == 3)
        erase (life, life->next);
    }
}

/* What is left */

static void
compare (LuwteVault *vault, const Known *known, Tally *tally)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, known->there);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autofree char *key = key_of (GPOINTER_TO_INT (id));
      g_autofree char *text = text_of (GPOINTER_TO_INT (id));
      g_autofree char *value = fixture_get (vault, key);

      tally->lost += !g_str_equal (value, text);
    }
  g_hash_table_iter_init (&iter, known->gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autofree char *key = key_of (GPOINTER_TO_INT (id));
      g_autofree char *value = fixture_get (vault, key);

      tally->back += *value != '\0';
    }
}

/* In no page and no frame, either. */
static void
look_for_remnants (LuwteVault *vault, const char *dir, const Known *known, Tally *tally)
{
  g_autoptr (GPtrArray) needles = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (vault);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer id;
  LuwteScan scan = { 0 };

  if (g_hash_table_size (known->gone) == 0)
    return;
  g_hash_table_iter_init (&iter, known->gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (needles, g_strdup_printf ("vlinderkast%dq", GPOINTER_TO_INT (id)));
  g_ptr_array_add (needles, NULL);
  luwte_pages_scan (dir, luwte_key_peek (key), vault->header.db_salt,
                    (const char *const *) needles->pdata, NULL, NULL, &scan, &error);
  g_assert_no_error (error);
  tally->back += scan.n_hits;
}

static void
verify (const char *dir, const Known *known, Tally *tally)
{
  g_autoptr (LuwteVault) vault = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *trouble = NULL;

  tally->rounds++;
  if (!known->created && !luwte_vault_exists (dir))
    return;
  vault = open_in (dir, &error);
  trouble = vault ? luwte_vault_dup_trouble (vault) : NULL;
  if (!vault || trouble || luwte_vault_get_unfinished (vault))
    {
      g_test_message ("cannot be used: %s", vault ? trouble : error->message);
      tally->damaged++;
      return;
    }
  compare (vault, known, tally);
  look_for_remnants (vault, dir, known, tally);
  if (!luwte_vault_check (vault, &error))
    {
      g_test_message ("the check says: %s", error->message);
      tally->damaged++;
    }
  luwte_vault_close (vault);
}

static void
tell (const char *what, const Tally *tally)
{
  /* ./dev bench reads this line. */
  g_test_message ("tally %s rounds %u lost %u back %u damaged %u unclear %u stuck %u", what,
                  tally->rounds, tally->lost, tally->back, tally->damaged, tally->unclear,
                  tally->stuck);
  g_assert_cmpuint (tally->rounds, >, 0);
  g_assert_cmpuint (tally->lost, ==, 0);
  g_assert_cmpuint (tally->back, ==, 0);
  g_assert_cmpuint (tally->damaged, ==, 0);
  g_assert_cmpuint (tally->unclear, ==, 0);
  g_assert_cmpuint (tally->stuck, ==, 0);
}

/* Folders */

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

static char *
copy_vault (const char *from, const char *parent, const char *name)
{
  char *to = g_build_filename (parent, name, NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *file;

  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  while ((file = g_dir_read_name (dir)))
    {
      g_autofree char *source = g_build_filename (from, file, NULL);
      g_autofree char *target = g_build_filename (to, file, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents_full (target, bytes, (gssize) length,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  return to;
}

/* A closed vault with something in it, and what was told of it. */
static void
seed (Fixture *fixture, Life *life)
{
  life->vault = fixture->vault;
  life->known.created = TRUE;
  for (int i = 0; i < SEED_WRITES; i++)
    g_assert_true (put (life));
  life->vault = NULL;
  fixture_close (fixture);
}

/* The power goes */

typedef struct
{
  const char *parent;
  Life *life;
  GRand *rand;
  double chance;
  GPtrArray *images; /* of Image */
} Cuts;

typedef struct
{
  char *dir;
  Known known;
} Image;

static void
image_free (gpointer data)
{
  Image *self = data;

  remove_all (self->dir);
  g_free (self->dir);
  known_clear (&self->known);
  g_free (self);
}

static void
cut_cb (guint call, gpointer data)
{
  Cuts *cuts = data;
  Image *image;
  g_autofree char *name = NULL;

  if (cuts->images->len >= IMAGES || g_rand_double (cuts->rand) > cuts->chance)
    return;
  image = g_new0 (Image, 1);
  name = g_strdup_printf ("image%u", call);
  image->dir = g_build_filename (cuts->parent, name, NULL);
  g_mutex_lock (&known_mutex);
  known_copy (&image->known, &cuts->life->known);
  g_mutex_unlock (&known_mutex);
  luwte_disk_cut (image->dir, g_rand_int_range (cuts->rand, 0, 3) == 0, cuts->rand);
  g_ptr_array_add (cuts->images, image);
}

static guint
count_calls (const char *dir)
{
  Tally tally = { 0 };
  Life life = { .tally = &tally, .next = 1000 };
  guint n;

  known_init (&life.known);
  luwte_disk_begin (dir);
  life_live (&life, dir);
  life_close (&life);
  n = luwte_disk_count ();
  luwte_disk_end ();
  known_clear (&life.known);
  return n;
}

static void
test_power_cut (Fixture *fixture, gconstpointer data)
{
  const guint rounds = n_rounds > 0 ? (guint) n_rounds : 60;
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *trial = NULL;
  Tally tally = { 0 };
  Life first = { .tally = &tally };
  guint n_calls;

  known_init (&first.known);
  seed (fixture, &first);
  trial = copy_vault (fixture->dir, fixture->parent, "trial");
  n_calls = count_calls (trial);
  g_assert_cmpuint (n_calls, >, 100);
  for (guint i = 0; tally.rounds < rounds; i++)
    {
      g_autofree char *name = g_strdup_printf ("life%u", i);
      g_autofree char *dir = copy_vault (fixture->dir, fixture->parent, name);
      Life life = { .tally = &tally, .next = first.next };
      Cuts cuts = { fixture->parent, &life, rand, 1.2 * IMAGES / n_calls, NULL };

      known_copy (&life.known, &first.known);
      cuts.images = g_ptr_array_new_with_free_func (image_free);
      luwte_disk_begin (dir);
      luwte_disk_watch (cut_cb, &cuts);
      life_live (&life, dir);
      life_close (&life);
      luwte_disk_end ();
      for (guint k = 0; k < cuts.images->len; k++)
        {
          Image *image = g_ptr_array_index (cuts.images, k);

          verify (image->dir, &image->known, &tally);
        }
      g_ptr_array_unref (cuts.images);
      known_clear (&life.known);
      remove_all (dir);
    }
  known_clear (&first.known);
  tell ("power-cut", &tally);
}

/* While it is made: it is a vault, or it is none and can be made. */
static void
test_power_cut_creating (Fixture *fixture, gconstpointer data)
{
  const guint rounds = n_rounds > 0 ? (guint) n_rounds / 3 : 20;
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  Tally tally = { 0 };

  for (guint i = 0; tally.rounds < rounds; i++)
    {
      g_autofree char *name = g_strdup_printf ("new%u", i);
      g_autofree char *dir = g_build_filename (fixture->parent, name, NULL);
      g_autoptr (LuwteSecret) code = NULL;
      g_autoptr (GError) error = NULL;
      Life life = { .tally = &tally };
      Cuts cuts = { fixture->parent, &life, rand, 0.1, NULL };

      known_init (&life.known);
      cuts.images = g_ptr_array_new_with_free_func (image_free);
      luwte_disk_begin (dir);
      luwte_disk_watch (cut_cb, &cuts);
      life.vault = luwte_vault_create (dir, fixture->passphrase, &code, &error);
      g_assert_no_error (error);
      g_mutex_lock (&known_mutex);
      life.known.created = TRUE;
      g_mutex_unlock (&known_mutex);
      put (&life);
      life_close (&life);
      luwte_disk_end ();
      for (guint k = 0; k < cuts.images->len; k++)
        {
          Image *image = g_ptr_array_index (cuts.images, k);
          g_autoptr (LuwteSecret) again = NULL;
          g_autoptr (LuwteVault) vault = NULL;

          verify (image->dir, &image->known, &tally);
          if (luwte_vault_exists (image->dir))
            continue;
          vault = luwte_vault_create (image->dir, fixture->passphrase, &again, &error);
          g_assert_no_error (error);
          luwte_vault_close (vault);
        }
      g_ptr_array_unref (cuts.images);
      known_clear (&life.known);
      remove_all (dir);
    }
  tell ("power-cut-creating", &tally);
}

/* A call fails */

static void
live_with_fault (Fixture *fixture, const Life *first, LuwteDiskFault fault, guint at, Tally *tally,
                 gboolean *reached)
{
  g_autofree char *name = g_strdup_printf ("fault%d-%u", fault, at);
  g_autofree char *dir = copy_vault (fixture->dir, fixture->parent, name);
  Life life = { .tally = tally, .next = first->next, .fault = fault };

  known_copy (&life.known, &first->known);
  luwte_disk_begin (dir);
  luwte_disk_set_relief ("reserve.bin");
  luwte_disk_fail (fault, at);
  life_live (&life, dir);
  *reached = luwte_disk_has_failed ();
  /* The disk is well again: the open vault goes on. */
  luwte_disk_fail (LUWTE_DISK_SOUND, 0);
  if (life.vault && *reached && (!put (&life) || !erase (&life, life.next)))
    {
      g_test_message ("does not go on after call %u", at);
      tally->stuck++;
    }
  life_close (&life);
  luwte_disk_end ();
  verify (dir, &life.known, tally);
  known_clear (&life.known);
  remove_all (dir);
}

static void
try_each (Fixture *fixture, LuwteDiskFault fault, const char *what)
{
  Tally tally = { 0 };
  Life first = { .tally = &tally };
  gboolean reached = TRUE;
  /* In the short form some of the calls, others each time. */
  const guint stride = n_rounds > 0 ? 1 : 29;

  known_init (&first.known);
  seed (fixture, &first);
  for (guint at = 1 + (guint) g_test_rand_int_range (0, (gint) stride); reached; at += stride)
    live_with_fault (fixture, &first, fault, at, &tally, &reached);
  known_clear (&first.known);
  tell (what, &tally);
}

static void
test_error_once (Fixture *fixture, gconstpointer data)
{
  try_each (fixture, LUWTE_DISK_ERROR_ONCE, "error-once");
}

static void
test_error_on (Fixture *fixture, gconstpointer data)
{
  try_each (fixture, LUWTE_DISK_ERROR_ON, "error-from-then-on");
}

static void
test_full (Fixture *fixture, gconstpointer data)
{
  try_each (fixture, LUWTE_DISK_FULL, "disk-full");
}

/* Each call of the making of a vault: afterwards it can be made. */
static void
test_creating (Fixture *fixture, gconstpointer data)
{
  static const LuwteDiskFault faults[] = { LUWTE_DISK_ERROR_ONCE, LUWTE_DISK_ERROR_ON,
                                           LUWTE_DISK_FULL };
  Tally tally = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gboolean reached = TRUE;

      for (guint at = 1; reached; at += n_rounds > 0 ? 1 : 7)
        {
          g_autofree char *dir = g_build_filename (fixture->parent, "new", NULL);
          g_autoptr (LuwteVault) vault = NULL;
          g_autoptr (LuwteSecret) code = NULL;
          g_autoptr (GError) error = NULL;
          Life life = { .tally = &tally, .fault = faults[i] };

          luwte_disk_begin (dir);
          luwte_disk_fail (faults[i], at);
          vault = luwte_vault_create (dir, fixture->passphrase, &code, &error);
          reached = luwte_disk_has_failed ();
          if (!vault)
            judge_error (&life, error);
          g_assert_true ((vault != NULL) == (code != NULL));
          luwte_disk_fail (LUWTE_DISK_SOUND, 0);
          if (!vault)
            {
              g_clear_error (&error);
              vault = luwte_vault_create (dir, fixture->passphrase, &code, &error);
            }
          /* A disk that takes nothing more cannot be told that the last step failed. */
          if (!vault && faults[i] == LUWTE_DISK_ERROR_ON &&
              g_error_matches (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS))
            vault = open_in (dir, NULL);
          if (!vault)
            {
              g_test_message ("after call %u: %s", at, error->message);
              tally.stuck++;
            }
          else
            luwte_vault_close (vault);
          luwte_disk_end ();
          known_init (&life.known);
          life.known.created = vault != NULL;
          verify (dir, &life.known, &tally);
          known_clear (&life.known);
          remove_all (dir);
        }
    }
  tell ("creating", &tally);
}

/* A bit turns */

static gboolean
is_same (const char *dir, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autofree char *now = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &now, &length, NULL));
  return length == g_bytes_get_size (bytes) &&
         memcmp (now, g_bytes_get_data (bytes, NULL), length) == 0;
}

static void
test_flipped_bit (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "vault.db", "vault.db", "vault.hdr", "vault.hdr.bak",
                                       "vault.ledger" };
  const guint rounds = n_rounds > 0 ? (guint) n_rounds : 100;
  Tally tally = { 0 };
  Life first = { .tally = &tally };
  guint unnoticed[G_N_ELEMENTS (files)] = { 0 };

  known_init (&first.known);
  seed (fixture, &first);
  for (; tally.rounds < rounds; tally.rounds++)
    {
      const guint which = tally.rounds % G_N_ELEMENTS (files);
      g_autoptr (GBytes) sound = fixture_read (fixture, files[which]);
      g_autofree char *dir = NULL;
      g_autoptr (LuwteVault) vault = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *trouble = NULL;

      fixture_flip (fixture, files[which],
                    (gsize) g_test_rand_int_range (0, (gint32) (8 * g_bytes_get_size (sound))));
      dir = copy_vault (fixture->dir, fixture->parent, "flipped");
      fixture_write (fixture, files[which], sound);
      vault = open_in (dir, &error);
      trouble = vault ? luwte_vault_dup_trouble (vault) : NULL;
      /* A header whose other copy is sound was seen and written anew; else the check must tell. */
      if (vault && !trouble && luwte_vault_check (vault, &error) &&
          !(g_str_has_prefix (files[which], "vault.hdr") && is_same (dir, files[which], sound)))
        unnoticed[which]++;
      if (vault)
        luwte_vault_close (vault);
      remove_all (dir);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (unnoticed[i])
      {
        g_test_message ("not noticed in %s: %u", files[i], unnoticed[i]);
        tally.damaged += unnoticed[i];
      }
  known_clear (&first.known);
  tell ("flipped-bit", &tally);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--rounds="))
      n_rounds = atoi (argv[i] + strlen ("--rounds="));
  FIXTURE_ADD ("/disk/power-cut", test_power_cut);
  FIXTURE_ADD ("/disk/power-cut/creating", test_power_cut_creating);
  FIXTURE_ADD ("/disk/error/once", test_error_once);
  FIXTURE_ADD ("/disk/error/from-then-on", test_error_on);
  FIXTURE_ADD ("/disk/full", test_full);
  FIXTURE_ADD ("/disk/creating", test_creating);
  FIXTURE_ADD ("/disk/flipped-bit", test_flipped_bit);
  return g_test_run ();
}
