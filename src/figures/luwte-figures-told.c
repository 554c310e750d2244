/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-figures-private.h"

#include "luwte-document.h"
#include "luwte-policy.h"

/* The language is that of the file: pairs in the source, not gettext. */
#define SAY(en, nl) (dutch ? (nl) : (en))

GBytes *
luwte_figures_to_csv (const LuwteYear *year)
{
  GString *text = g_string_new ("topic,month,channel,n\n");
  gsize length;

  /* Codes of a profile have no comma, quote or line break in them. */
  for (guint i = 0; i < year->figures->len; i++)
    {
      const LuwteFigure *figure = g_ptr_array_index (year->figures, i);

      g_string_append_printf (text, "%s,%s,%s,%u\n", figure->topic ? figure->topic : "*",
                              figure->month ? figure->month : "*",
                              figure->channel ? figure->channel : "*", figure->n);
    }
  length = text->len;
  return g_bytes_new_take (g_string_free_and_steal (text), length);
}

static void
add_figure (LuwteDocument *document, LuwtePolicy *policy, const LuwteFigure *figure,
            const char *language)
{
  const gboolean dutch = g_str_has_prefix (language, "nl");
  const char *topic = SAY ("several topics", "meer onderwerpen");
  const char *channel = SAY ("several channels", "meer kanalen");
  const char *label = NULL;
  g_autofree char *n = g_strdup_printf ("%u", figure->n);

  if (figure->topic != NULL)
    {
      label = luwte_policy_topic_label (policy, figure->topic, language);
      topic = label != NULL ? label : figure->topic;
    }
  if (figure->channel != NULL)
    channel = luwte_policy_word_channel (figure->channel, language);
  luwte_document_add_row (document,
                          (const char *const[]) { figure->month != NULL
                                                      ? figure->month
                                                      : SAY ("several months", "meer maanden"),
                                                  topic, channel, n, NULL },
                          FALSE);
}

static void
add_top (LuwteDocument *document, LuwtePolicy *policy, const LuwteYear *year, const char *language)
{
  const gboolean dutch = g_str_has_prefix (language, "nl");
  g_autofree char *title = g_strdup_printf (SAY ("Contacts in %d", "Contacten in %d"), year->year);
  g_autofree char *small = g_strdup_printf (
      SAY ("Numbers of codes alone: no names, no texts, no days. What there were fewer than %u of "
           "is "
           "joined with others, so that nobody can be recognised.",
           "Aantallen van codes: geen namen, geen teksten, geen dagen. Waar er minder dan %u van "
           "waren, is samengevoegd, zodat niemand te herkennen is."),
      year->small_cell);

  luwte_document_add (document, LUWTE_DOCUMENT_TITLE, title);
  luwte_document_add_pair (document, SAY ("Helpline", "Hulplijn"),
                           luwte_policy_get_name (policy, language));
  luwte_document_add (document, LUWTE_DOCUMENT_TEXT, small);
  luwte_document_add (document, LUWTE_DOCUMENT_TEXT,
                      SAY ("Whoever objected to research is not counted.",
                           "Wie bezwaar maakte tegen onderzoek, is niet meegeteld."));
  if (year->withheld)
    luwte_document_add (document, LUWTE_DOCUMENT_TEXT,
                        SAY ("Some contacts were too few to be told even together.",
                             "Enkele contacten waren ook samen te weinig om te noemen."));
}

GBytes *
luwte_figures_to_pdf (LuwteFigures *self, const LuwteYear *year, const char *language,
                      GError **error)
{
  const gboolean dutch = g_str_has_prefix (language, "nl");
  LuwtePolicy *policy = luwte_figures_get_policy (self);
  g_autoptr (LuwteDocument) document = luwte_document_new (luwte_policy_get_name (policy, language),
                                                           SAY ("page %u of %u",
                                                                "pagina %u van %u"));

  add_top (document, policy, year, language);
  luwte_document_add_row (document,
                          (const char *const[]) {
                            SAY ("Month", "Maand"), SAY ("Topic", "Onderwerp"),
                            SAY ("Channel", "Kanaal"), SAY ("Number", "Aantal"), NULL },
                          TRUE);
  for (guint i = 0; i < year->figures->len; i++)
    add_figure (document, policy, g_ptr_array_index (year->figures, i), language);
  return luwte_document_to_pdf (document, NULL, error);
}
