/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-access-private.h"

#include "luwte-document.h"

#define SAY(en, nl) LUWTE_ACCESS_SAY (self, en, nl)

static char *
time_in_words (const LuwteAccess *self, gint64 at)
{
  g_autofree char *day = luwte_policy_word_day (luwte_policy_day_of (self->policy, at),
                                                self->language);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at);
  g_autoptr (GDateTime) local =
      utc != NULL ? g_date_time_to_timezone (utc, luwte_policy_get_zone (self->policy)) : NULL;
  g_autofree char *time = local != NULL ? g_date_time_format (local, "%H:%M") : NULL;

  return time != NULL ? g_strdup_printf ("%s, %s", day, time) : g_strdup (day);
}

static void
add_day (const LuwteAccess *self, LuwteDocument *document, const char *label, LuwteDay day)
{
  g_autofree char *words = luwte_policy_word_day (day, self->language);

  luwte_document_add_pair (document, label, words);
}

static void
add_top (const LuwteAccess *self, LuwteDocument *document)
{
  g_autofree char *nicknames = g_strjoinv (", ", self->nicknames);
  g_autofree char *profile = g_strdup_printf (SAY ("version %d of %s", "versie %d van %s"),
                                              luwte_policy_get_version (self->policy),
                                              luwte_policy_get_date (self->policy));
  g_auto (GStrv) remarks = luwte_access_remarks (self);

  luwte_document_add (document, LUWTE_DOCUMENT_TITLE,
                      SAY ("What is kept about you", "Wat over jou bewaard wordt"));
  luwte_document_add_pair (document, SAY ("Helpline", "Hulplijn"),
                           luwte_policy_get_name (self->policy, self->language));
  luwte_document_add_pair (document, SAY ("Nicknames", "Nicknames"), nicknames);
  add_day (self, document, SAY ("Asked on", "Gevraagd op"), self->request->received);
  add_day (self, document, SAY ("Made on", "Gemaakt op"), self->made);
  luwte_document_add_pair (document, SAY ("Privacy statement", "Privacyverklaring"),
                           luwte_policy_get_source (self->policy, self->language));
  luwte_document_add_pair (document, SAY ("Profile", "Profiel"), profile);
  for (guint i = 0; remarks[i] != NULL; i++)
    luwte_document_add (document, LUWTE_DOCUMENT_TEXT, remarks[i]);
}

static const char *
later_in_words (const LuwteAccess *self, const LuwteAccessRecord *record)
{
  if (g_str_equal (record->kind, "consent"))
    return SAY ("withdrawn", "ingetrokken");
  if (g_str_equal (record->kind, "before"))
    return SAY ("corrected", "verbeterd");
  return SAY ("changed", "gewijzigd");
}

static void
add_record (const LuwteAccess *self, LuwteDocument *document, const LuwteAccessRecord *record)
{
  g_autofree char *code = luwte_access_code (self, record);
  g_autofree char *at = time_in_words (self, record->at);
  g_autofree char *later = record->later != 0 ? time_in_words (self, record->later) : NULL;
  g_autoptr (GString) label = g_string_new (luwte_access_kind (self, record));

  g_string_append_printf (label, " · %s", at);
  if (code != NULL)
    g_string_append_printf (label, " · %s", code);
  if (later != NULL)
    g_string_append_printf (label, " · %s %s", later_in_words (self, record), later);
  luwte_document_add (document, LUWTE_DOCUMENT_LABEL, label->str);
  if (record->text != NULL)
    luwte_document_add (document, LUWTE_DOCUMENT_QUOTE, record->text);
  for (guint i = 0; record->beside != NULL && i < record->beside->len; i++)
    add_record (self, document, g_ptr_array_index (record->beside, i));
}

static void
add_contact (const LuwteAccess *self, LuwteDocument *document, const LuwteAccessContact *contact)
{
  g_autofree char *day = luwte_policy_word_day (luwte_policy_day_of (self->policy,
                                                                     contact->opened_at),
                                                self->language);
  g_autofree char *heading = g_strdup_printf ("%s · %s", day,
                                              luwte_policy_word_channel (contact->channel,
                                                                         self->language));
  const char *topic = contact->topic != NULL
                          ? luwte_policy_topic_label (self->policy, contact->topic, self->language)
                          : NULL;

  luwte_document_add (document, LUWTE_DOCUMENT_HEADING, heading);
  luwte_document_add_pair (document, SAY ("Nickname", "Nickname"), contact->nickname);
  if (topic != NULL)
    luwte_document_add_pair (document, SAY ("Topic", "Onderwerp"), topic);
  for (guint i = 0; i < contact->records->len; i++)
    add_record (self, document, g_ptr_array_index (contact->records, i));
}

static const char *
state_in_words (const LuwteAccess *self, const char *state)
{
  if (g_str_equal (state, "granted"))
    return SAY ("granted", "toegewezen");
  if (g_str_equal (state, "refused"))
    return SAY ("refused", "afgewezen");
  return SAY ("not answered yet", "nog niet beantwoord");
}

static void
add_request (const LuwteAccess *self, LuwteDocument *document, const LuwteRequest *request)
{
  g_autofree char *received = luwte_policy_word_day (request->received, self->language);
  const char *kind = luwte_policy_word_request (request->kind, self->language);
  g_autoptr (GString) label = g_string_new (NULL);

  /* The words begin with a letter of one byte. */
  g_string_append_printf (label, "%c%s · %s · %s", g_ascii_toupper (*kind), kind + 1, received,
                          state_in_words (self, request->state));
  luwte_document_add (document, LUWTE_DOCUMENT_LABEL, label->str);
  if (request->ground != NULL)
    luwte_document_add (document, LUWTE_DOCUMENT_QUOTE, request->ground);
}

static void
add_rights (const LuwteAccess *self, LuwteDocument *document)
{
  luwte_document_add (document, LUWTE_DOCUMENT_HEADING,
                      SAY ("What you asked, and objections", "Wat je vroeg, en bezwaren"));
  for (guint i = 0; i < self->requests->len; i++)
    add_request (self, document, g_ptr_array_index (self->requests, i));
  for (guint i = 0; i < self->objections->len; i++)
    {
      const LuwteObjection *objection = g_ptr_array_index (self->objections, i);

      add_day (self, document,
               g_str_equal (objection->kind, "research")
                   ? SAY ("Objection to research", "Bezwaar tegen onderzoek")
                   : SAY ("Objection to registration", "Bezwaar tegen registratie"),
               objection->day);
    }
}

GBytes *
luwte_access_to_pdf (const LuwteAccess *self, GError **error)
{
  g_autoptr (LuwteDocument) document =
      luwte_document_new (luwte_policy_get_name (self->policy, self->language),
                          SAY ("page %u of %u", "pagina %u van %u"));

  add_top (self, document);
  for (guint i = 0; i < self->contacts->len; i++)
    add_contact (self, document, g_ptr_array_index (self->contacts, i));
  add_rights (self, document);
  return luwte_document_to_pdf (document, NULL, error);
}
