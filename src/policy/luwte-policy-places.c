/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-policy-places-private.h"

#include "luwte-json-scan.h"
#include "luwte-json.h"
#include "luwte-policy.h"

struct _LuwtePolicyPlaces
{
  char *label;
  GHashTable *places; /* JSON pointer to LuwteJsonPlace */
  char *twice;        /* the first member that stands twice in its object */
  LuwteJsonPlace twice_at;
};

static void
visit_cb (const LuwteJsonPlace *place, gpointer data)
{
  LuwtePolicyPlaces *self = data;

  if (g_hash_table_contains (self->places, place->pointer))
    {
      if (self->twice == NULL)
        {
          self->twice = g_strdup (place->pointer);
          self->twice_at = *place;
        }
      return;
    }
  g_hash_table_insert (self->places, g_strdup (place->pointer), g_memdup2 (place, sizeof *place));
}

/* "/service_lines/0/records" as people write it: "service_lines[0].records". */
static char *
key_of (const char *pointer)
{
  g_auto (GStrv) names = g_strsplit (*pointer == '/' ? pointer + 1 : pointer, "/", -1);
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (names[i][0] != '\0' && strspn (names[i], "0123456789") == strlen (names[i]))
        g_string_append_printf (key, "[%s]", names[i]);
      else
        g_string_append_printf (key, "%s%s", key->len > 0 ? "." : "", names[i]);
    }
  g_string_replace (key, "~1", "/", 0);
  g_string_replace (key, "~0", "~", 0);
  return key->len > 0 ? g_string_free_and_steal (g_steal_pointer (&key)) : g_strdup ("profile");
}

static gboolean
fail_twice (LuwtePolicyPlaces *self, GError **error)
{
  g_autofree char *key = key_of (self->twice);

  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID,
               "%s:%u:%u: %s: expected this key once", self->label, self->twice_at.key_line,
               self->twice_at.key_column, key);
  return FALSE;
}

/* Gives NULL and the error's place in the file when it is not JSON, or a member stands twice in its
 * object: which of the two would count is a question that no promise may hang on. */
LuwtePolicyPlaces *
luwte_policy_places_new (const char *label, const char *text, gsize length, GError **error)
{
  g_autoptr (LuwtePolicyPlaces) self = g_new0 (LuwtePolicyPlaces, 1);
  g_autoptr (GError) local = NULL;

  self->label = g_strdup (label);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (length > LUWTE_POLICY_MAX_BYTES)
    {
      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID,
                   "%s:1:1: profile: expected at most %d bytes", label, LUWTE_POLICY_MAX_BYTES);
      return NULL;
    }
  if (!luwte_json_scan (text, length, visit_cb, self, &local))
    {
      /* The message begins with the place. */
      const char *rest = strstr (local->message, ": ");

      g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID, "%s:%.*s: JSON: %s",
                   label, (int) (rest - local->message), local->message, rest + 2);
      return NULL;
    }
  if (self->twice != NULL && !fail_twice (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
luwte_policy_places_free (LuwtePolicyPlaces *self)
{
  g_free (self->label);
  g_free (self->twice);
  g_hash_table_unref (self->places);
  g_free (self);
}

/* The place of the value, or of what it would stand in. */
static LuwteJsonPlace *
nearest_place (LuwtePolicyPlaces *self, const char *pointer)
{
  g_autofree char *path = g_strdup (pointer);
  LuwteJsonPlace *place;

  while ((place = g_hash_table_lookup (self->places, path)) == NULL)
    {
      char *slash = strrchr (path, '/');

      /* The whole, "", was visited whatever it holds. */
      g_assert (slash != NULL);
      *slash = '\0';
    }
  return place;
}

gboolean
luwte_policy_places_fail (LuwtePolicyPlaces *self, const char *pointer, const char *key,
                          gboolean at_key, GError **error, const char *expected, ...)
{
  LuwteJsonPlace *place = nearest_place (self, pointer);
  g_autofree char *name = key_of (key), *words = NULL;
  va_list arguments;

  va_start (arguments, expected);
  words = g_strdup_vprintf (expected, arguments);
  va_end (arguments);
  g_set_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_INVALID, "%s:%u:%u: %s: expected %s",
               self->label, at_key ? place->key_line : place->line,
               at_key ? place->key_column : place->column, name, words);
  return FALSE;
}

gboolean
luwte_policy_places_fail_problem (LuwtePolicyPlaces *self, const LuwteSchemaProblem *problem,
                                  GError **error)
{
  return luwte_policy_places_fail (self, problem->pointer, problem->key, problem->at_key, error,
                                   "%s", problem->expected);
}
