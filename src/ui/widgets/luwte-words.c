/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-words.h"

#include <glib/gi18n.h>

#include "luwte-pack-problem.h"
#include "luwte-problem.h"
#include "luwte-refusal.h"

const char *
luwte_words_language (void)
{
  /* Translators: the two-letter code of your language, for texts of the helpline's profile. */
  return C_ ("language code", "en");
}

const char *
luwte_words_language_name (const char *code)
{
  if (g_str_equal (code, "nl"))
    return _ ("Dutch");
  if (g_str_equal (code, "en"))
    return _ ("English");
  if (g_str_equal (code, "fr"))
    return _ ("French");
  if (g_str_equal (code, "de"))
    return _ ("German");
  return code;
}

char *
luwte_words_clock (gint64 unix_s)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (unix_s);

  if (at == NULL)
    return g_strdup ("");
  /* Translators: a time of day, for g_date_time_format(). Dutch: "%H.%M" */
  return g_date_time_format (at, C_ ("time of day", "%H:%M"));
}

static char *
format_day (LuwteDay day, const char *format)
{
  g_autoptr (GDateTime) at = NULL;
  int year, month, dom;

  if (day == LUWTE_DAY_NONE)
    return g_strdup ("");
  luwte_day_to_ymd (day, &year, &month, &dom);
  at = g_date_time_new_utc (year, month, dom, 12, 0, 0);
  return at != NULL ? g_date_time_format (at, format) : g_strdup ("");
}

char *
luwte_words_day (LuwteDay day)
{
  /* Translators: a full date, for g_date_time_format(). */
  return format_day (day, C_ ("date", "%-e %B %Y"));
}

char *
luwte_words_short_day (LuwteDay day, LuwteDay today)
{
  int year, this_year, month, dom;

  if (day == LUWTE_DAY_NONE)
    return g_strdup ("");
  luwte_day_to_ymd (day, &year, &month, &dom);
  luwte_day_to_ymd (today, &this_year, &month, &dom);
  /* Translators: a date of this year, for g_date_time_format(). */
  return format_day (day, year == this_year ? C_ ("date", "%-e %B") : C_ ("date", "%-e %B %Y"));
}

LuwteDay
luwte_words_day_of (gint64 unix_s)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return luwte_day_from_unix (unix_s, zone);
}

char *
luwte_words_duration (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  if (seconds < 60)
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf (_ ("%d min"), (int) (seconds / 60));
  return g_strdup_printf (_ ("%d h %d min"), (int) (seconds / 3600), (int) (seconds / 60 % 60));
}

char *
luwte_words_running (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  if (seconds < 60 || seconds >= 3600)
    return luwte_words_duration (seconds);
  return g_strdup_printf (_ ("%d min %d s"), (int) (seconds / 60), (int) (seconds % 60));
}

static const char *
vault_problem (LuwteProblem problem)
{
  switch ((int) problem)
    {
    case LUWTE_PROBLEM_WRONG_KEY:
      return _ ("That passphrase does not open the vault.");
    case LUWTE_PROBLEM_DAMAGED:
      return _ ("The vault is damaged. Nothing was changed. Ask your team lead for help.");
    case LUWTE_PROBLEM_NOT_ENCRYPTED:
      return _ ("Another database library got in the way, so nothing would be encrypted. Nothing "
                "was opened.");
    case LUWTE_PROBLEM_NEWER:
      return _ ("This vault was written by a newer Luwte. Update Luwte to open it.");
    case LUWTE_PROBLEM_NO_SPACE:
      return _ ("The disk is full. Make room and try again.");
    case LUWTE_PROBLEM_BUSY:
      return _ ("The vault is open in another program. Close that one first.");
    case LUWTE_PROBLEM_EXISTS:
      return _ ("There is a vault here already.");
    case LUWTE_PROBLEM_LOCKED:
      return _ ("Luwte was locked meanwhile.");
    default:
      return NULL;
    }
}

static const char *
service_problem (LuwteProblem problem)
{
  switch ((int) problem)
    {
    case LUWTE_PROBLEM_PRACTICE:
      return _ ("A vault for practice takes no real chat service, and the other way round.");
    case LUWTE_PROBLEM_NO_SERVICE:
      return _ ("No chat service is set up yet.");
    case LUWTE_PROBLEM_UNREACHABLE:
      return _ ("The chat service does not answer. Check the address and your connection.");
    case LUWTE_PROBLEM_UNCERTAIN:
      return _ ("The answer was lost. It may have been done.");
    case LUWTE_PROBLEM_SERVICE_REFUSED:
      return _ ("The chat service does not accept this name and password.");
    case LUWTE_PROBLEM_INSECURE:
      return _ ("The connection is not safe: no encryption, or a certificate that does not hold.");
    case LUWTE_PROBLEM_NOT_DONE:
      return _ ("The chat service said yes, but did not do it.");
    case LUWTE_PROBLEM_PROTOCOL:
      return _ ("The chat service gives an answer that Luwte does not understand.");
    case LUWTE_PROBLEM_UNSUPPORTED:
      return _ ("This chat service cannot do that.");
    case LUWTE_PROBLEM_TAKEN:
      return _ ("A colleague was first.");
    default:
      return NULL;
    }
}

static char *
policy_problem (const char *message)
{
  g_autofree char *refusal = luwte_refusal_words (message);

  return g_strdup_printf (_ ("The profile of your helpline does not allow this. %s"),
                            refusal != NULL ? refusal : message);
}

char *
luwte_words_problem (const GError *error)
{
  LuwteProblem problem = luwte_problem_of (error);
  const char *words = luwte_pack_problem (error);

  if (words != NULL)
    return g_strdup (_ (words));
  switch ((int) problem)
    {
    case LUWTE_PROBLEM_NONE:
    case LUWTE_PROBLEM_CANCELLED:
      return g_strdup ("");
    case LUWTE_PROBLEM_INVALID_PROFILE:
      /* Here the message says where the file is wrong, and quotes nobody. */
      return g_strdup_printf (_ ("This profile cannot be used. %s"), error->message);
    case LUWTE_PROBLEM_POLICY:
      return policy_problem (error->message);
    case LUWTE_PROBLEM_NEEDS_CHOICE:
      return g_strdup (_ ("The profile leaves something open. Answer its questions first."));
    case LUWTE_PROBLEM_NOT_FOUND:
      return g_strdup (_ ("It is not there any more."));
    default:
      break;
    }

  words = vault_problem (problem);
  if (words == NULL)
    words = service_problem (problem);
  return g_strdup (words != NULL ? words : _ ("That did not work. Nothing was changed."));
}

char *
luwte_words_snippet (const char *snippet)
{
  g_autofree char *escaped = g_markup_escape_text (snippet != NULL ? snippet : "", -1);
  GString *markup = g_string_new (NULL);
  gboolean bold = FALSE;

  /* g_markup_escape_text() writes control characters as references; an unpaired mark must not make
   * broken markup. */
  for (const char *p = escaped; *p != '\0';)
    {
      if (g_str_has_prefix (p, "&#x2;"))
        {
          g_string_append (markup, bold ? "" : "<b>");
          bold = TRUE;
          p += strlen ("&#x2;");
        }
      else if (g_str_has_prefix (p, "&#x3;"))
        {
          g_string_append (markup, bold ? "</b>" : "");
          bold = FALSE;
          p += strlen ("&#x3;");
        }
      else
        {
          g_string_append_c (markup, *p == '\n' ? ' ' : *p);
          p++;
        }
    }
  if (bold)
    g_string_append (markup, "</b>");
  return g_string_free (markup, FALSE);
}

char *
luwte_words_erasure_problem (const GError *error)
{
  if (luwte_problem_of (error) == LUWTE_PROBLEM_CANCELLED)
    return g_strdup (_ ("Stopped. Nothing was erased."));
  return luwte_words_problem (error);
}

char *
luwte_words_snippet_spoken (const char *snippet)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = snippet != NULL ? snippet : ""; *p != '\0'; p++)
    if (*p != '\2' && *p != '\3')
      g_string_append_c (plain, *p == '\n' ? ' ' : *p);
  return g_string_free (plain, FALSE);
}

void
luwte_words_tell (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  if (*words != '\0' && gtk_widget_get_mapped (GTK_WIDGET (label)))
    gtk_accessible_announce (GTK_ACCESSIBLE (label), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
