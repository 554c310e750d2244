/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-kind-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-retention-values.h"

char *
luwte_kind_words_count (const char *kind, guint n)
{
  if (g_str_equal (kind, "note"))
    return g_strdup_printf (ngettext ("%u note", "%u notes", n), n);
  if (g_str_equal (kind, "personal_note"))
    return g_strdup_printf (ngettext ("%u personal note", "%u personal notes", n), n);
  if (g_str_equal (kind, "message"))
    return g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
  if (g_str_equal (kind, "question"))
    return g_strdup_printf (ngettext ("%u question", "%u questions", n), n);
  if (g_str_equal (kind, "consent"))
    return g_strdup_printf (ngettext ("%u consent", "%u consents", n), n);
  if (g_str_equal (kind, "agreement"))
    return g_strdup_printf (ngettext ("%u agreement", "%u agreements", n), n);
  if (g_str_equal (kind, "flag"))
    return g_strdup_printf (ngettext ("%u flag for the review", "%u flags for the review", n), n);
  if (g_str_equal (kind, "session"))
    return g_strdup_printf (ngettext ("%u conversation", "%u conversations", n), n);
  return g_strdup_printf (ngettext ("%u record", "%u records", n), n);
}

char *
luwte_kind_words_all (const char *kind)
{
  static const struct
  {
    const char *kind;
    const char *words;
  } kinds[] = {
    { "note", N_ ("Notes") },
      { "personal_note", N_ ("Personal notes") },
        { "message", N_ ("Messages") },
          { "question", N_ ("Questions") },
            { "test", N_ ("Completed tests") },
              { "contact", N_ ("Other contacts") },
                { "consent", N_ ("Consents") },
                  { "agreement", N_ ("Agreements") },
                    { "warning", N_ ("Warnings") },
                      { "flag", N_ ("Flags for the review") },
                        { "request", N_ ("Requests") },
                          { "referral", N_ ("Referrals") },
                            { "disclosure", N_ ("Disclosures") },
                              { "advice", N_ ("Advice of the review") },
                            };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].kind, kind))
      return g_strdup (_ (kinds[i].words));
  return g_strdup (kind);
}

char *
luwte_kind_words_list (GPtrArray *records, guint from, guint to)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) kinds = NULL;
  GString *words = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      const char *kind = luwte_due_record_get_fields (g_ptr_array_index (records, i))->kind;
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, kind));

      g_hash_table_insert (counts, (gpointer) kind, GUINT_TO_POINTER (n + 1));
    }
  kinds = g_list_sort (g_hash_table_get_keys (counts), (GCompareFunc) strcmp);
  for (GList *l = kinds; l != NULL; l = l->next)
    {
      g_autofree char *count =
          luwte_kind_words_count (l->data,
                                  GPOINTER_TO_UINT (g_hash_table_lookup (counts, l->data)));

      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", count);
    }
  return g_string_free (words, FALSE);
}
