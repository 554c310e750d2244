/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rules that hold for all lines, in words: personal data, nicknames, conduct, sharing, the
 * review, rights, figures, secrecy. */

#include "luwte-policy-describe-private.h"

static void
describe_personal_data (LuwteDescribe *d)
{
  g_autofree char *purposes = luwte_describe_texts (d, "/personal_data/purposes", NULL);

  luwte_describe_begin (d, "personal_data", SAY ("Personal data", "Persoonsgegevens"));
  if (luwte_describe_is (d, "/personal_data/default", "never"))
    luwte_describe_add (d, SAY ("Nothing that points to a person is written down.",
                                "Er wordt niets opgeschreven dat naar iemand wijst."));
  else if (luwte_describe_is (d, "/personal_data/default", "anonymised"))
    luwte_describe_add (d, SAY ("Reports are written without anything that points to a person.",
                                "Verslagen worden geschreven zonder iets dat naar iemand wijst."));
  else
    luwte_describe_add (d, SAY ("What somebody tells about themselves may be written down.",
                                "Wat iemand over zichzelf vertelt, mag worden opgeschreven."));
  luwte_describe_add (d, luwte_describe_flag (d, "/personal_data/requires_consent")
                             ? SAY ("Personal data are kept only with a recorded consent.",
                                    "Persoonsgegevens worden alleen met vastgelegde toestemming "
                                    "bewaard.")
                             : SAY ("No consent is recorded for personal data.",
                                    "Voor persoonsgegevens wordt geen toestemming vastgelegd."));
  if (purposes != NULL)
    luwte_describe_take (d, g_strdup_printf (SAY ("They serve this and nothing else: %s.",
                                                  "Ze dienen hiervoor en voor niets anders: %s."),
                                             purposes));
  if (luwte_describe_is (d, "/personal_data/objection", "any_time"))
    luwte_describe_add (d, SAY ("Saying no is possible at any time.", "Nee zeggen kan altijd."));
  else if (luwte_describe_is (d, "/personal_data/objection", "on_request"))
    luwte_describe_add (d, SAY ("Saying no is possible on request.", "Nee zeggen kan op verzoek."));
}

static void
describe_overuse (LuwteDescribe *d)
{
  int contacts = luwte_describe_number (d, "/identity/overuse/contacts");
  int days = luwte_describe_number (d, "/identity/overuse/days");

  if (luwte_describe_is (d, "/identity/overuse/definition", "none"))
    luwte_describe_add (d, SAY ("Nobody looks at how often somebody comes.",
                                "Er wordt niet gelet op hoe vaak iemand komt."));
  else
    luwte_describe_take (
        d,
        g_strdup_printf (
            luwte_describe_is (d, "/identity/overuse/definition", "monthly")
                ? SAY (
                      "From %d contacts in %d days on, very frequent contact is looked at, to talk "
                      "about it and make agreements.",
                      "Vanaf %d contacten in %d dagen wordt op heel vaak contact gelet, om erover "
                      "te praten en afspraken te maken.")
                : SAY (
                      "Contact that is more frequent than usual, and at least %d times in %d days, "
                      "is looked at, to talk about it and make agreements.",
                      "Op contact dat vaker is dan gewoonlijk, en minstens %d keer in %d dagen, "
                      "wordt "
                      "gelet, om erover te praten en afspraken te maken."),
            contacts, days));
}

static void
describe_identity (LuwteDescribe *d)
{
  JsonArray *names = luwte_policy_array (d->policy, "/identity/generic");
  g_autoptr (GPtrArray) generic = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < json_array_get_length (names); i++)
    g_ptr_array_add (generic, (gpointer) json_array_get_string_element (names, i));
  list = luwte_words_list (d->words, generic);
  luwte_describe_begin (d, "identity", SAY ("Nicknames", "Schuilnamen"));
  luwte_describe_add (
      d,
      luwte_describe_is (d, "/identity/nicknames", "account")
          ? SAY ("A nickname is the same visitor only where the service vouches for the account; "
                 "otherwise the counsellor is asked.",
                 "Een schuilnaam is alleen dezelfde bezoeker als de dienst voor het account "
                 "instaat; anders wordt het aan de medewerker gevraagd.")
          : SAY ("Anybody may bear a nickname; only the counsellor joins it to earlier notes.",
                 "Iedereen kan een schuilnaam dragen; alleen de medewerker voegt die bij eerdere "
                 "aantekeningen."));
  if (generic->len > 0)
    luwte_describe_take (d,
                         g_strdup_printf (SAY ("These names are nobody's and never join anything: "
                                               "%s.",
                                               "Deze namen zijn van niemand en voegen nooit iets "
                                               "samen: %s."),
                                          list));
  luwte_describe_add (
      d, luwte_describe_is (d, "/identity/links", "lead")
             ? SAY ("Only the team lead sees that nicknames belong together, never an "
                    "address.",
                    "Alleen de teamleider ziet dat schuilnamen bij elkaar horen, nooit "
                    "een adres.")
             : SAY ("Nobody sees which nicknames belong together.",
                    "Niemand ziet welke schuilnamen bij elkaar horen."));
  luwte_describe_add (d, luwte_describe_is (d, "/identity/counts", "lead")
                             ? SAY ("Only the team lead sees how often somebody came, as a number.",
                                    "Alleen de teamleider ziet hoe vaak iemand er was, als getal.")
                             : SAY ("Nobody sees how often somebody came.",
                                    "Niemand ziet hoe vaak iemand er was."));
  luwte_describe_add (d, luwte_describe_is (d, "/identity/seen_before", "everyone")
                             ? SAY ("A counsellor sees that a nickname was here before.",
                                    "Een medewerker ziet dat een schuilnaam hier eerder was.")
                         : luwte_describe_is (d, "/identity/seen_before", "lead")
                             ? SAY ("Only the team lead sees that a nickname was here before.",
                                    "Alleen de teamleider ziet dat een schuilnaam hier eerder was.")
                             : SAY ("Nobody is told that a nickname was here before.",
                                    "Niemand krijgt te zien dat een schuilnaam hier eerder was."));
  describe_overuse (d);
}

/* "first warn, then block" */
static char *
say_ladder (LuwteDescribe *d)
{
  JsonArray *ladder = luwte_policy_array (d->policy, "/conduct/ladder");
  guint length = json_array_get_length (ladder);
  g_autoptr (GString) text = g_string_new (length > 1 ? SAY ("first ", "eerst ") : "");

  for (guint i = 0; i < length; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? SAY (", then ", ", dan ") : "",
                            luwte_words_step (d->words, json_array_get_string_element (ladder, i)));
  return length > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static void
describe_conduct (LuwteDescribe *d)
{
  JsonArray *rules = luwte_policy_array (d->policy, "/conduct/house_rules");
  g_autofree char *steps = say_ladder (d), *longest = NULL;

  luwte_describe_begin (d, "conduct", SAY ("House rules", "Huisregels"));
  for (guint i = 0; i < json_array_get_length (rules); i++)
    luwte_describe_add (d, luwte_policy_text (d->policy, json_array_get_object_element (rules, i),
                                              d->language));
  if (steps != NULL)
    luwte_describe_take (d, g_strdup_printf (SAY ("When it does not go well: %s.",
                                                  "Als het niet goed gaat: %s."),
                                             steps));
  if (luwte_describe_is (d, "/conduct/block_at_most", "none"))
    {
      luwte_describe_add (d, SAY ("Nobody is blocked.", "Niemand wordt geblokkeerd."));
      return;
    }
  longest = luwte_describe_period (d, luwte_describe_value (d, "/conduct/block_at_most"));
  luwte_describe_take (
      d, g_strdup_printf (
             luwte_describe_is (d, "/conduct/block_without_warning", "lead")
                 ? SAY ("A block lasts at most %s; without a warning only the lead blocks.",
                        "Een blokkade duurt hooguit %s; zonder waarschuwing blokkeert "
                        "alleen de teamleider.")
                 : SAY ("A block lasts at most %s, and never comes without a warning.",
                        "Een blokkade duurt hooguit %s, en komt nooit zonder "
                        "waarschuwing."),
             longest));
}

/* Proportionality and subsidiarity, in words (R66, R67). */
static void
describe_weighing (LuwteDescribe *d)
{
  JsonArray *weigh = luwte_policy_array (d->policy, "/sharing/weigh");

  for (guint i = 0; i < json_array_get_length (weigh); i++)
    if (g_str_equal (json_array_get_string_element (weigh, i), "proportionality"))
      luwte_describe_add (d, SAY ("It is weighed whether that is in proportion to the danger.",
                                  "Er wordt afgewogen of dat in verhouding staat tot het gevaar."));
    else
      luwte_describe_add (d, SAY ("It is weighed whether nothing lighter would do.",
                                  "Er wordt afgewogen of niets lichters volstaat."));
}

/* How breaking secrecy is weighed, where there is a ground for it at all. */
static void
describe_grounds (LuwteDescribe *d)
{
  g_autofree char *grounds = luwte_describe_texts (d, "/sharing/grounds", "label");

  if (grounds == NULL)
    return;
  luwte_describe_take (d, g_strdup_printf (SAY ("The only exceptions: %s.",
                                                "De enige uitzonderingen: %s."),
                                           grounds));
  if (luwte_describe_flag (d, "/sharing/discuss_first"))
    luwte_describe_add (d, SAY ("Where possible it is discussed with the visitor first.",
                                "Als het kan, wordt het eerst met de bezoeker besproken."));
  luwte_describe_add (d, luwte_describe_is (d, "/sharing/consult", "required")
                             ? SAY ("A colleague is always asked.",
                                    "Er wordt altijd een collega geraadpleegd.")
                             : SAY ("A colleague is asked where possible.",
                                    "Als het kan, wordt een collega geraadpleegd."));
}

static void
describe_sharing (LuwteDescribe *d)
{
  g_autofree char *consents = luwte_describe_texts (d, "/sharing/consents", "label");

  luwte_describe_begin (d, "sharing", SAY ("Sharing", "Delen"));
  luwte_describe_add (d, SAY ("Nothing is shared outside the team without consent.",
                              "Er wordt niets buiten het team gedeeld zonder toestemming."));
  if (consents != NULL)
    luwte_describe_take (d, g_strdup_printf (SAY ("Consent can be given for: %s.",
                                                  "Toestemming kan gegeven worden voor: %s."),
                                             consents));
  describe_grounds (d);
  describe_weighing (d);
  luwte_describe_add (
      d, luwte_describe_flag (d, "/sharing/anonymous_consultation")
             ? SAY ("A situation may be discussed with Veilig Thuis or the police "
                    "without saying whose it is.",
                    "Een situatie mag met Veilig Thuis of de politie worden besproken "
                    "zonder te zeggen om wie het gaat.")
             : SAY ("A situation is not discussed outside the team, without a name "
                    "either.",
                    "Een situatie wordt niet buiten het team besproken, ook niet zonder "
                    "naam."));
}

static void
describe_review (LuwteDescribe *d)
{
  g_autofree char *expires = luwte_describe_period (d, luwte_describe_value (d, "/review/expires"));
  g_autofree char *keep = luwte_describe_period (d,
                                                 luwte_describe_value (d, "/review/advice_keep"));
  g_autofree char *reasons = luwte_describe_texts (d, "/review/reasons", "label");

  luwte_describe_begin (d, "review", SAY ("The review", "Het overleg"));
  luwte_describe_take (d,
                       g_strdup_printf (SAY ("In the review it is never told whose it is; what was "
                                             "prepared for it cannot be opened after %s.",
                                             "In het overleg is nooit te zien om wie het gaat; wat "
                                             "ervoor is klaargemaakt, gaat na %s niet meer open."),
                                        expires));
  luwte_describe_take (d, g_strdup_printf (SAY ("Its advice is kept for %s.",
                                                "Het advies wordt %s bewaard."),
                                           keep));
  if (reasons != NULL)
    luwte_describe_take (
        d, g_strdup_printf (SAY ("A conversation is brought there for one of these: "
                                 "%s.",
                                 "Een gesprek komt daar om een van deze redenen: %s."),
                            reasons));
}

static void
describe_rights (LuwteDescribe *d)
{
  g_autofree char *kinds = luwte_describe_codes (d, luwte_policy_array (d->policy, "/rights/kinds"),
                                                 luwte_words_right);
  g_autofree char *within =
      luwte_describe_period (d, luwte_describe_value (d, "/rights/answer_within"));

  luwte_describe_begin (d, "rights", SAY ("Rights and research", "Rechten en onderzoek"));
  if (kinds != NULL)
    luwte_describe_take (d, g_strdup_printf (SAY ("Can be asked for: %s; answered within %s.",
                                                  "Te vragen: %s; antwoord binnen %s."),
                                             kinds, within));
  if (luwte_describe_is (d, "/rights/identity", "required"))
    luwte_describe_add (
        d, SAY ("With a request one shows who one is; no copy of that is kept.",
                "Bij een verzoek laat je zien wie je bent; daarvan blijft geen kopie."));
  if (luwte_describe_is (d, "/rights/ownership", "required"))
    luwte_describe_add (d, SAY ("With a request one shows which dossier is one's own.",
                                "Bij een verzoek laat je zien welk dossier van jou is."));
  luwte_describe_add (d, SAY ("Requests of somebody unknown are refused, for safety.",
                              "Verzoeken van wie onbekend blijft worden geweigerd, voor de "
                              "veiligheid."));
  luwte_describe_add (
      d,
      luwte_describe_flag (d, "/research/allowed")
          ? SAY ("Anonymised data may serve research; an objection is recorded and ends it.",
                 "Geanonimiseerde gegevens mogen dienen voor onderzoek; bezwaar wordt vastgelegd "
                 "en stopt dat.")
          : SAY ("Data do not serve research.", "Gegevens dienen niet voor onderzoek."));
}

static void
describe_output (LuwteDescribe *d)
{
  luwte_describe_begin (d, "output",
                        SAY ("What leaves, and figures", "Wat naar buiten gaat, en cijfers"));
  luwte_describe_add (
      d, luwte_policy_allows_transcript (d->policy)
             ? SAY ("The visitor can have the conversation mailed to themselves at the "
                    "end.",
                    "De bezoeker kan het gesprek aan het eind naar zichzelf laten "
                    "mailen.")
             : SAY ("No copy of the conversation is mailed.",
                    "Er wordt geen kopie van het gesprek gemaild."));
  luwte_describe_add (d, SAY ("Nothing is printed, nothing is forwarded.",
                              "Er wordt niets afgedrukt en niets doorgestuurd."));
  luwte_describe_add (d, luwte_describe_flag (d, "/figures/yearly")
                             ? SAY ("Yearly figures are made, from coded fields alone.",
                                    "Er zijn jaarcijfers, alleen uit gecodeerde velden.")
                             : SAY ("No yearly figures are made.", "Er zijn geen jaarcijfers."));
  luwte_describe_take (d, g_strdup_printf (SAY ("Numbers under %d are not shown.",
                                                "Getallen onder %d worden niet getoond."),
                                           luwte_describe_number (d, "/figures/small_cell")));
  luwte_describe_add (
      d, luwte_policy_keeps_counters (d->policy)
             ? SAY ("Circumstances of closed conversations are counted by month, with "
                    "nothing kept of one conversation.",
                    "Omstandigheden van afgesloten gesprekken worden per maand geteld; "
                    "van één gesprek blijft daarbij niets.")
             : SAY ("Circumstances are not counted.", "Omstandigheden worden niet geteld."));
}

static void
describe_secrecy (LuwteDescribe *d)
{
  g_autofree char *renew = luwte_describe_period (d, luwte_describe_value (d, "/secrecy/renew"));
  g_autofree char *audit = luwte_describe_period (d, luwte_describe_value (d, "/audit/keep"));
  JsonObject *statement = json_node_get_object (
      luwte_policy_node (d->policy, "/secrecy/statement"));

  luwte_describe_begin (d, "secrecy", SAY ("Secrecy", "Geheimhouding"));
  luwte_describe_take (
      d, g_strdup_printf (SAY ("Every counsellor agrees to this, again after %s: “%s”.",
                               "Iedere medewerker stemt hiermee in, opnieuw na %s: "
                               "“%s”."),
                          renew, luwte_policy_text (d->policy, statement, d->language)));
  luwte_describe_take (d,
                       g_strdup_printf (SAY ("What Luwte itself did is remembered for %s, without "
                                             "content.",
                                             "Wat Luwte zelf deed, wordt %s onthouden, zonder "
                                             "inhoud."),
                                        audit));
}

static void
describe_holds (LuwteDescribe *d)
{
  const char *term = luwte_policy_hold_term (d->policy);
  g_autofree char *words = NULL;

  luwte_describe_begin (d, "holds", SAY ("Held back", "Vastgehouden"));
  if (g_str_equal (term, "none"))
    {
      luwte_describe_add (d, SAY ("Nothing is kept past its term, for no reason.",
                                  "Niets wordt langer dan zijn termijn bewaard, om geen enkele "
                                  "reden."));
      return;
    }
  words = luwte_describe_period (d, term);
  luwte_describe_take (d,
                       g_strdup_printf (SAY ("For a complaint, a request or the police a dossier "
                                             "can be held, %s past its term at most. When that "
                                             "ends, what is past its term is erased at once.",
                                             "Voor een klacht, een verzoek of de politie kan een "
                                             "dossier worden vastgehouden, hooguit %s langer dan "
                                             "zijn termijn. Is dat voorbij, dan "
                                             "wordt meteen gewist wat over zijn termijn is."),
                                        words));
}

void
luwte_describe_rules (LuwteDescribe *d)
{
  describe_holds (d);
  describe_personal_data (d);
  describe_identity (d);
  describe_conduct (d);
  describe_sharing (d);
  describe_review (d);
  describe_rights (d);
  describe_output (d);
  describe_secrecy (d);
}
