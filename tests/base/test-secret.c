/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-secret.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static void
test_holds (void)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new ("wachtwoord\0x", 12);
  g_autoptr (LuwteSecret) same = luwte_secret_new ("wachtwoord\0x", 12);
  g_autoptr (LuwteSecret) other = luwte_secret_new ("wachtwoord\0y", 12);
  g_autoptr (LuwteSecret) shorter = luwte_secret_new ("wachtwoord", -1);

  g_assert_cmpmem (luwte_secret_peek (secret), luwte_secret_length (secret), "wachtwoord\0x", 12);
  g_assert_cmpint (luwte_secret_peek (secret)[12], ==, 0);
  g_assert_true (luwte_secret_equal (secret, same));
  g_assert_false (luwte_secret_equal (secret, other));
  g_assert_false (luwte_secret_equal (secret, shorter));
}

static void
test_append (void)
{
  g_autoptr (LuwteSecret) secret = luwte_secret_new_empty (4);

  g_assert_cmpuint (luwte_secret_length (secret), ==, 0);
  g_assert_cmpstr (luwte_secret_peek (secret), ==, "");
  g_assert_true (luwte_secret_append (secret, "abc", 3));
  g_assert_false (luwte_secret_append (secret, "de", 2));
  g_assert_cmpstr (luwte_secret_peek (secret), ==, "abc");
  g_assert_true (luwte_secret_append (secret, "d", 1));
  g_assert_cmpstr (luwte_secret_peek (secret), ==, "abcd");
}

/* A page and one byte, so that the capacity is not taken for the mapping. */
static void
test_long (void)
{
  const gsize size = (gsize) sysconf (_SC_PAGESIZE);
  g_autofree char *text = g_strnfill (size, 'x');
  g_autoptr (LuwteSecret) secret = luwte_secret_new (text, -1);

  g_assert_cmpuint (luwte_secret_length (secret), ==, size);
  g_assert_cmpstr (luwte_secret_peek (secret), ==, text);
}

static LuwteSecret *
read_text (const char *text, gsize max, char *rest, GError **error)
{
  LuwteSecret *secret;
  gssize n;
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, (gssize) strlen (text));
  close (ends[1]);
  secret = luwte_secret_read_fd (ends[0], max, error);
  n = read (ends[0], rest, 63);
  rest[MAX (n, 0)] = '\0';
  close (ends[0]);
  return secret;
}

static void
test_read_line (void)
{
  static const struct
  {
    const char *text;
    const char *line;
    const char *rest;
  } cases[] = {
    { "geheim\n", "geheim", "" },
    { "geheim", "geheim", "" },
    { "geheim\r\n", "geheim", "" },
    { "geheim\nthe note", "geheim", "the note" },
    { "  ge heim \n", "  ge heim ", "" },
    { "\nsecond", "", "second" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      char rest[64];
      g_autoptr (LuwteSecret) secret = read_text (cases[i].text, 20, rest, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (luwte_secret_peek (secret), ==, cases[i].line);
      g_assert_cmpstr (rest, ==, cases[i].rest);
    }
}

static void
test_read_too_long (void)
{
  g_autoptr (GError) error = NULL;
  char rest[64];

  g_assert_null (read_text ("12345\n", 4, rest, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_null (strstr (error->message, "1234"));
}

static void
test_read_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (luwte_secret_read_file ("/nowhere/at/all", 10, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_wipe (void)
{
  char text[] = "geheim";

  luwte_wipe (text, sizeof text);
  g_assert_cmpmem (text, sizeof text, "\0\0\0\0\0\0\0", 7);
  luwte_wipe (NULL, 0);
}

static void
test_harden (void)
{
  struct rlimit limit;

  luwte_harden_process ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 1);
  g_assert_cmpuint (limit.rlim_max, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/holds", test_holds);
  g_test_add_func ("/secret/append", test_append);
  g_test_add_func ("/secret/long", test_long);
  g_test_add_func ("/secret/read-line", test_read_line);
  g_test_add_func ("/secret/read-too-long", test_read_too_long);
  g_test_add_func ("/secret/read-no-file", test_read_no_file);
  g_test_add_func ("/secret/wipe", test_wipe);
  g_test_add_func ("/secret/harden", test_harden);
  return g_test_run ();
}
