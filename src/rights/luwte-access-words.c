/* SPDX-License-Identifier: GPL-3.0-or-later */

/* As in a profile, the language is that of the file and not of the screen: these are pairs in the
 * source and not gettext. */

#include "luwte-access-private.h"

#include "luwte-code.h"

#define SAY(en, nl) LUWTE_ACCESS_SAY (self, en, nl)

static const char *
message_kind (const LuwteAccess *self, const char *by)
{
  if (g_strcmp0 (by, "visitor") == 0)
    return SAY ("Message from you", "Bericht van jou");
  if (g_strcmp0 (by, "system") == 0)
    return SAY ("Message from the chat", "Bericht van de chat");
  return SAY ("Message from the helpline", "Bericht van de hulplijn");
}

const char *
luwte_access_kind (const LuwteAccess *self, const LuwteAccessRecord *record)
{
  if (g_str_equal (record->kind, "message"))
    return message_kind (self, record->by);
  if (g_str_equal (record->kind, "note"))
    return SAY ("Note", "Aantekening");
  if (g_str_equal (record->kind, "personal_note"))
    return SAY ("Personal working note", "Persoonlijke werkaantekening");
  if (g_str_equal (record->kind, "test"))
    return SAY ("Completed test", "Ingevulde test");
  if (g_str_equal (record->kind, "flag"))
    return SAY ("Asked of the review", "Vraag aan het overleg");
  if (g_str_equal (record->kind, "consent"))
    return SAY ("Consent", "Toestemming");
  if (g_str_equal (record->kind, "advice"))
    return SAY ("Advice of the review", "Advies van het overleg");
  if (g_str_equal (record->kind, "before"))
    return SAY ("What stood there before", "Wat er eerst stond");
  if (g_str_equal (record->kind, "addition"))
    return SAY ("What you wanted to stand beside it", "Wat jij ernaast wilde zetten");
  return record->kind;
}

char *
luwte_access_code (const LuwteAccess *self, const LuwteAccessRecord *record)
{
  const char *label = NULL;

  if (record->code == NULL)
    return NULL;
  if (g_str_equal (record->kind, "flag"))
    {
      g_autoptr (GPtrArray) reasons = luwte_policy_flag_reasons (self->policy, self->language);

      for (guint i = 0; i < reasons->len; i++)
        if (g_str_equal (luwte_code_get_code (g_ptr_array_index (reasons, i)), record->code))
          return g_strdup (luwte_code_get_label (g_ptr_array_index (reasons, i)));
    }
  else
    label = luwte_policy_topic_label (self->policy, record->code, self->language);
  return g_strdup (label != NULL ? label : record->code);
}

static void
add (GStrvBuilder *remarks, guint n, const char *one, const char *more)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = n == 1 ? g_strdup (one) : g_strdup_printf (more, n);
#pragma GCC diagnostic pop
  g_strv_builder_add (remarks, text);
}

char **
luwte_access_remarks (const LuwteAccess *self)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();

  g_strv_builder_add (remarks, SAY ("This is what is kept about you under these nicknames, as far "
                                    "as its term has not ended.",
                                    "Dit is wat over jou bewaard wordt onder deze nicknames, "
                                    "zolang de termijn loopt."));
  add (remarks, self->n_masked,
       SAY ("In one place the nickname of somebody else was taken out.",
            "Op één plek is de nickname van iemand anders weggelaten."),
       SAY ("In %u places the nickname of somebody else was taken out.",
            "Op %u plekken is de nickname van iemand anders weggelaten."));
  add (remarks, self->n_left_out,
       SAY ("One personal working note of a counsellor is not in this file.",
            "Eén persoonlijke werkaantekening van een hulpverlener staat hier niet in."),
       SAY ("%u personal working notes of counsellors are not in this file.",
            "%u persoonlijke werkaantekeningen van hulpverleners staan hier niet in."));
  if (self->anonymised)
    g_strv_builder_add (remarks,
                        SAY ("You objected to being registered: what could tell who somebody is "
                             "was taken out of the texts.",
                             "Je hebt bezwaar gemaakt tegen registratie: wat kan zeggen wie iemand "
                             "is, is uit de teksten gehaald."));
  return g_strv_builder_end (remarks);
}
