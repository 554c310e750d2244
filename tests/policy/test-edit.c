/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A profile as a form: each field of each profile, each value that it offers. What comes of it is a
 * profile that says so, or is refused as the same line in a file would be; what it loosens is told in
 * words. (R95) */

#include "luwte-code.h"
#include "luwte-policy.h"
#include "luwte-profile-field.h"

#include <string.h>

#define TODAY luwte_day_from_ymd (2026, 11, 25)

static LuwtePolicy *
edit (LuwtePolicy *policy, const char *id, const char *value, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (GBytes) json = NULL;

  g_hash_table_insert (values, (gpointer) id, (gpointer) value);
  json = luwte_policy_edit (policy, values, TODAY, &choices, error);
  return json != NULL ? luwte_policy_load_bytes (json, "form", choices, error) : NULL;
}

static const char *
value_of (LuwtePolicy *policy, const char *id, GPtrArray **owner)
{
  *owner = luwte_policy_fields (policy, "nl");
  for (guint i = 0; i < (*owner)->len; i++)
    {
      const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
          g_ptr_array_index (*owner, i));

      if (g_str_equal (field->id, id))
        return field->value;
    }
  return NULL;
}

static void
check_words (LuwtePolicy *before, LuwtePolicy *after)
{
  static const char *const languages[] = { "nl", "en" };
  g_autoptr (GPtrArray) loosened = luwte_policy_loosened (before, after);

  for (guint i = 0; i < loosened->len; i++)
    for (gsize l = 0; l < G_N_ELEMENTS (languages); l++)
      {
        g_autoptr (LuwteCode) words =
            luwte_policy_loosened_words (after, g_ptr_array_index (loosened, i), languages[l]);

        g_assert_cmpuint (strlen (luwte_code_get_label (words)), >, 0);
        g_assert_cmpuint (strlen (luwte_code_get_text (words)), >, 0);
        /* No code of a file in it. */
        g_assert_null (strstr (luwte_code_get_label (words), "service_lines"));
        g_assert_null (strstr (luwte_code_get_text (words), "P2Y"));
        g_assert_null (strstr (luwte_code_get_text (words), "last_contact"));
      }
}

static guint
try_field (LuwtePolicy *policy, const LuwteProfileFieldFields *field)
{
  guint n = 0;

  g_assert_cmpuint (strlen (field->label), >, 0);
  g_assert_cmpuint (strlen (field->section), >, 0);
  for (guint i = 0; i < field->options->len; i++)
    {
      const char *value = luwte_code_get_code (g_ptr_array_index (field->options, i));
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwtePolicy) edited = edit (policy, field->id, value, &error);
      g_autoptr (GPtrArray) owner = NULL;

      g_assert_cmpuint (strlen (luwte_code_get_label (g_ptr_array_index (field->options, i))), >,
                        0);
      if (edited == NULL)
        {
          /* "session" from the last contact, a note without a dossier: as in a file. */
          g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
          continue;
        }
      n++;
      g_assert_cmpstr (value_of (edited, field->id, &owner), ==, value);
      check_words (policy, edited);
      g_assert_cmpint (luwte_policy_get_version (edited) - luwte_policy_get_version (policy), ==,
                       *field->id != '?' && !g_str_equal (value, field->value) ? 1 : 0);
    }
  return n;
}

/* One kind on the first line and one on the last stand for all of them. */
static gboolean
is_tried (LuwtePolicy *policy, const char *id)
{
  const char *const *lines = luwte_policy_lines (policy);
  guint n = g_strv_length ((char **) lines);
  g_autofree char *first = g_strdup_printf ("/service_lines/%s/records/message/", lines[0]);
  g_autofree char *last = g_strdup_printf ("/service_lines/%s/records/flag/", lines[n - 1]);

  return !g_str_has_prefix (id, "/service_lines/") || g_str_has_prefix (id, first) ||
         g_str_has_prefix (id, last);
}

static void
test_fields (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled (data, NULL, &error);
  g_autoptr (GPtrArray) fields = luwte_policy_fields (policy, "en");
  guint n = 0;

  g_assert_cmpuint (fields->len, >, 20);
  for (guint i = 0; i < fields->len; i++)
    {
      const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
          g_ptr_array_index (fields, i));

      if (is_tried (policy, field->id))
        n += try_field (policy, field);
    }
  g_assert_cmpuint (n, >, 20);
}

/* All values as they are: the very same file, byte for byte. */
static void
test_nothing (void)
{
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("pratenonline", NULL, NULL);
  g_autoptr (GPtrArray) fields = luwte_policy_fields (policy, "nl");
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (GBytes) json = NULL;

  for (guint i = 0; i < fields->len; i++)
    {
      const LuwteProfileFieldFields *field = luwte_profile_field_get_fields (
          g_ptr_array_index (fields, i));

      g_hash_table_insert (values, (gpointer) field->id, (gpointer) field->value);
    }
  json = luwte_policy_edit (policy, values, TODAY, &choices, NULL);
  g_assert_true (g_bytes_equal (json, luwte_policy_get_json (policy)));
  g_assert_cmpuint (g_hash_table_size (choices), ==,
                    g_hash_table_size (luwte_policy_get_choices (policy)));
}

static void
test_words (void)
{
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("fier", NULL, NULL);
  g_autoptr (LuwtePolicy) longer = edit (policy, "/service_lines/chat/records/note/keep", "P5Y",
                                         NULL);
  g_autoptr (GPtrArray) loosened = luwte_policy_loosened (policy, longer);
  g_autoptr (LuwteCode) words = NULL;

  g_assert_cmpuint (loosened->len, ==, 1);
  words = luwte_policy_loosened_words (longer, g_ptr_array_index (loosened, 0), "en");
  g_assert_cmpstr (luwte_code_get_label (words), ==, "Chat, notes: Kept");
  g_assert_cmpstr (luwte_code_get_text (words), ==,
                   "Before: two years from the last contact. From now on: five years from the last "
                   "contact.");
}

static void
test_refused (void)
{
  static const char *const ids[] = { "/id", "?keep", "/service_lines/none/records/note/keep", "" };
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("fier", NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (edit (policy, ids[i], "P1Y", &error));
      g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  const char *const *names = luwte_policy_bundled ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/edit/%s", names[i]);

      g_test_add_data_func (path, names[i], test_fields);
    }
  g_test_add_func ("/policy/edit/nothing", test_nothing);
  g_test_add_func ("/policy/edit/words", test_words);
  g_test_add_func ("/policy/edit/refused", test_refused);
  return g_test_run ();
}
