/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target as a plain test: every file of its corpus, every file cut short, and a fixed
 * number of damaged copies. The random numbers are seeded, so a failure comes again. With
 * `./dev fuzz` the same target is driven by libFuzzer instead. */

#include <glib.h>
#include <stdlib.h>
#include <string.h>

extern int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MOST_CUTS 2000
#define DAMAGED   2000

/* In a block of its own size, so that one byte too far is seen by the sanitizer; not NULL for
 * nothing, as libFuzzer does it too. */
static void
try (const guint8 *data, gsize size)
{
  guint8 *copy = malloc (size);

  memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
  free (copy);
}

static void
damage (GRand *rand, GByteArray *bytes)
{
  static const char *const pieces[] = { "\"", "\\u0000", "{", "[",     "]",    "}",    ",",
                                        ":",  "null",    "-", "1e999", "\xc3", "\xff", "\n" };
  guint at = bytes->len ? g_rand_int_range (rand, 0, bytes->len) : 0;

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      if (bytes->len)
        bytes->data[at] ^= 1u << g_rand_int_range (rand, 0, 8);
      break;
    case 1:
      if (bytes->len)
        g_byte_array_remove_index (bytes, at);
      break;
    case 2:
      if (bytes->len)
        g_byte_array_remove_range (bytes, at, g_rand_int_range (rand, 0, bytes->len - at + 1));
      break;
    default:
      {
        const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
        g_autoptr (GByteArray) tail = g_byte_array_new ();

        g_byte_array_append (tail, bytes->data + at, bytes->len - at);
        g_byte_array_set_size (bytes, at);
        g_byte_array_append (bytes, (const guint8 *) piece, strlen (piece));
        g_byte_array_append (bytes, tail->data, tail->len);
      }
      break;
    }
}

static void
test_file (gconstpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autofree char *text = NULL;
  gsize length;
  gsize step;

  g_assert_true (g_file_get_contents (path, &text, &length, &error));
  g_assert_no_error (error);

  try ((const guint8 *) text, length);
  step = length / MOST_CUTS + 1;
  for (gsize cut = 0; cut < length; cut += step)
    try ((const guint8 *) text, cut);

  for (guint i = 0; i < DAMAGED; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) text, length);
      for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
        damage (rand, bytes);
      try (bytes->data, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  dir = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *test = g_strconcat ("/fuzz/", name, NULL);

      g_test_add_data_func_full (test, g_build_filename (argv[1], name, NULL), test_file, g_free);
    }
  return g_test_run ();
}
