/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

#include "luwte-held-month.h"
#include "luwte-question.h"
#include "luwte-service-extras.h"
#include "luwte-target.h"
#include "luwte-team-message.h"
#include "luwte-visitor-link.h"

/* What only some services can do: each scenario is tried where the capability is told, and where it
 * is not, the answer has to be a plain UNSUPPORTED. */

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define WAITED(type, call, finish)         \
  g_autoptr (GAsyncResult) result = NULL;  \
  type value;                              \
  call;                                    \
  luwte_contract_wait (result != NULL);    \
  value = finish (service, result, error); \
  return value

static GPtrArray *
get_targets (LuwteService *service, GError **error)
{
  WAITED (GPtrArray *, luwte_service_targets_async (service, NULL, ready_cb, &result),
          luwte_service_targets_finish);
}

static gboolean
block (LuwteService *service, const char *id, gint64 until, GError **error)
{
  WAITED (gboolean, luwte_service_block_async (service, id, until, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

static GPtrArray *
get_links (LuwteService *service, GError **error)
{
  WAITED (GPtrArray *, luwte_service_links_async (service, NULL, ready_cb, &result),
          luwte_service_links_finish);
}

static GPtrArray *
get_held (LuwteService *service, gint64 before, GError **error)
{
  WAITED (GPtrArray *, luwte_service_held_async (service, before, NULL, ready_cb, &result),
          luwte_service_held_finish);
}

static LuwteTeamMessage *
say_to_team (LuwteService *service, const char *client_id, const char *text, GError **error)
{
  g_autoptr (LuwteAside) aside = luwte_aside_new (client_id, text);

  WAITED (LuwteTeamMessage *,
          luwte_service_team_say_async (service, aside, NULL, ready_cb, &result),
          luwte_service_team_say_finish);
}

static GPtrArray *
get_team (LuwteService *service, GError **error)
{
  WAITED (GPtrArray *, luwte_service_team_history_async (service, NULL, ready_cb, &result),
          luwte_service_team_history_finish);
}

static GPtrArray *
get_questions (LuwteService *service, GError **error)
{
  WAITED (GPtrArray *, luwte_service_questions_async (service, NULL, ready_cb, &result),
          luwte_service_questions_finish);
}

static LuwteQuestion *
claim_question (LuwteService *service, const char *id, GError **error)
{
  WAITED (LuwteQuestion *,
          luwte_service_question_claim_async (service, id, NULL, ready_cb, &result),
          luwte_service_question_finish);
}

static LuwteQuestion *
answer_question (LuwteService *service, const char *id, const char *text, GError **error)
{
  g_autoptr (LuwteOutgoing) answer = luwte_outgoing_new (NULL, text);

  WAITED (LuwteQuestion *,
          luwte_service_question_answer_async (service, id, answer, NULL, ready_cb, &result),
          luwte_service_question_finish);
}

static gboolean
release_question (LuwteService *service, const char *id, GError **error)
{
  WAITED (gboolean, luwte_service_question_release_async (service, id, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

static gboolean
erase_question (LuwteService *service, const char *id, GError **error)
{
  WAITED (gboolean, luwte_service_question_erase_async (service, id, NULL, ready_cb, &result),
          luwte_service_done_finish);
}

static gboolean
can (LuwteContract *contract, LuwteCapabilities capability)
{
  return (luwte_service_get_capabilities (contract->first) & capability) != 0;
}

static void
assert_unsupported (GError *error)
{
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNSUPPORTED);
}

static char *
claimed (LuwteContract *contract)
{
  char *id = contract->backend->arrive (contract->server, "Roos", "hallo");
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  return id;
}

static void
targets (LuwteContract *contract)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  gboolean colleague = FALSE;

  luwte_contract_start_first (contract);
  list = get_targets (contract->first, &error);
  if (!can (contract, LUWTE_CAPABILITY_TARGETS))
    {
      assert_unsupported (error);
      return;
    }
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      LuwteTarget *target = g_ptr_array_index (list, i);

      g_assert_cmpstr (luwte_target_get_id (target), !=,
                       contract->backend->get_user (contract->server, 0));
      colleague = colleague || g_str_equal (luwte_target_get_id (target),
                                            contract->backend->get_user (contract->server, 1));
    }
  g_assert_true (colleague);
}

/* With the first department that there is: the session waits again, there. */
static void
transfer_department (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTarget *department = NULL;

  if (!can (contract, LUWTE_CAPABILITY_TARGETS) || !can (contract, LUWTE_CAPABILITY_TRANSFER))
    {
      g_test_skip ("This service does not list departments");
      return;
    }
  list = get_targets (contract->first, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    if (luwte_target_get_department (g_ptr_array_index (list, i)))
      department = g_ptr_array_index (list, i);
  g_assert_nonnull (department);
  g_assert_true (
      luwte_contract_transfer (contract->first, id, luwte_target_get_id (department), &error));
  g_assert_no_error (error);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, -1);
  luwte_contract_wait (luwte_contract_state_of (contract, id) == LUWTE_SESSION_WAITING);
}

/* Who takes over reads the note and whether the visitor agreed; the visitor reads neither. */
static void
transfer_note (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract);
  const char *second = contract->backend->get_user (contract->server, 1);
  g_autoptr (GPtrArray) list = NULL;
  g_auto (GStrv) chat = NULL;
  g_autoptr (GError) error = NULL;
  LuwteSession *session;

  if (!can (contract, LUWTE_CAPABILITY_TRANSFER_NOTE))
    {
      g_assert_false (
          luwte_contract_transfer_with (contract->first, id, second, TRUE, "moe", &error));
      assert_unsupported (error);
      g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
      return;
    }
  g_assert_true (luwte_contract_transfer_with (contract->first, id, second, TRUE,
                                               "is moe, praat liever met een vrouw", &error));
  g_assert_no_error (error);
  list = luwte_contract_list (contract->second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  session = g_ptr_array_index (list, 0);
  g_assert_cmpstr (luwte_session_get_handover_note (session), ==,
                   "is moe, praat liever met een vrouw");
  g_assert_true (luwte_session_get_handover_consent (session));
  g_assert_nonnull (luwte_session_get_handover_from (session));
  chat = contract->backend->read_chat (contract->server, id);
  for (guint i = 0; chat[i] != NULL; i++)
    g_assert_null (strstr (chat[i], "moe"));
}

/* A colleague who does not have the session is told neither the note nor what was said. */
static void
transfer_note_hidden (LuwteContract *contract)
{
  g_autofree char *id = NULL;
  g_autoptr (LuwteService) lead = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  id = claimed (contract);
  if (!can (contract, LUWTE_CAPABILITY_TRANSFER_NOTE))
    {
      g_test_skip ("This service takes no note");
      return;
    }
  lead = contract->backend->connect (contract->server,
                                     contract->backend->get_url (contract->server), 2, FALSE,
                                     &error);
  g_assert_no_error (error);
  g_assert_true (luwte_contract_transfer_with (contract->first, id,
                                               contract->backend->get_user (contract->server, 1),
                                               FALSE, "stil", &error));
  g_assert_no_error (error);
  list = luwte_contract_list (lead, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
  g_clear_pointer (&list, g_ptr_array_unref);
  list = luwte_contract_list (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
blocked (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autofree char *id = NULL;
  g_autofree char *again = NULL;
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;
  gint64 tomorrow = g_get_real_time () / G_USEC_PER_SEC + 86400;

  luwte_contract_start_first (contract);
  if (!can (contract, LUWTE_CAPABILITY_BLOCK) || backend->come_as == NULL)
    {
      g_assert_false (block (contract->first, "1", tomorrow, &error));
      assert_unsupported (error);
      return;
    }
  id = backend->come_as (contract->server, "kees", "Anoniem");
  g_assert_false (block (contract->first, id, tomorrow, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_true (block (contract->first, id, tomorrow, &error));
  g_assert_no_error (error);
  g_assert_true (luwte_contract_close (contract->first, id, &error));
  /* Under another nickname neither; somebody else is let in; and the block can be lifted. */
  g_assert_null (backend->come_as (contract->server, "kees", "Iemand anders"));
  again = backend->come_as (contract->server, "an", "Anoniem");
  g_assert_nonnull (again);
  g_assert_true (block (contract->first, id, 0, &error));
  g_free (again);
  again = backend->come_as (contract->server, "kees", "Anoniem");
  g_assert_nonnull (again);
}

/* Links and counts are for a lead; a counsellor is refused, and is not told of them at all. */
static void
links (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autoptr (LuwteService) lead = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;
  LuwteVisitorLink *link;

  luwte_contract_start_first (contract);
  g_assert_false (can (contract, LUWTE_CAPABILITY_LINKS));
  g_assert_null (get_links (contract->first, &error));
  if (backend->come_as == NULL)
    {
      assert_unsupported (error);
      return;
    }
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
  g_clear_error (&error);
  one = backend->come_as (contract->server, "kees", "Maan");
  two = backend->come_as (contract->server, "kees", "Roos");
  other = backend->come_as (contract->server, "an", "Vlinder");
  lead = backend->connect (contract->server, backend->get_url (contract->server), 2, FALSE, &error);
  g_assert_true (luwte_contract_check (lead, &error));
  g_assert_true (luwte_service_get_capabilities (lead) & LUWTE_CAPABILITY_LINKS);
  list = get_links (lead, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  link = g_ptr_array_index (list, 0);
  g_assert_cmpstr (luwte_visitor_link_get_nicknames (link), ==, "Maan\nRoos");
  g_assert_cmpuint (luwte_visitor_link_get_visits (link), ==, 2);
  g_assert_null (strstr (luwte_visitor_link_get_id (link), "kees"));
}

static guint
count_held (LuwteService *service, gint64 before)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = get_held (service, before, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const LuwteHeldMonth *month = g_ptr_array_index (list, i);

      g_assert_cmpuint (strlen (month->month), ==, 7);
      n += month->n_sessions;
    }
  return n;
}

/* Closed sessions that are still there are told as a number, and only those that are closed; what is
 * erased is not counted any more. A counsellor is refused where the service knows who leads. */
static void
held (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  const gint64 later = g_get_real_time () / G_USEC_PER_SEC + 3600;
  g_autoptr (LuwteService) lead = NULL;
  g_autoptr (GPtrArray) refused = NULL;
  g_autofree char *id = NULL;
  g_autofree char *open = NULL;
  g_autoptr (GError) error = NULL;
  guint others, old;

  id = claimed (contract);
  if (!can (contract, LUWTE_CAPABILITY_HELD))
    {
      refused = get_held (contract->first, later, &error);
      g_assert_null (refused);
      if (backend->come_as == NULL)
        {
          assert_unsupported (error);
          return;
        }
      g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_REFUSED);
      g_clear_error (&error);
      lead = backend->connect (contract->server, backend->get_url (contract->server), 2, FALSE,
                               &error);
    }
  else
    lead = g_object_ref (contract->first);
  g_assert_true (luwte_contract_check (lead, &error));
  g_assert_true (luwte_service_get_capabilities (lead) & LUWTE_CAPABILITY_HELD);
  open = backend->arrive (contract->server, "Jip", "hey");
  /* A real server has others from before. */
  others = count_held (lead, later);
  old = count_held (lead, later - 7200);
  g_assert_true (luwte_contract_close (contract->first, id, &error));
  g_assert_cmpuint (count_held (lead, later), ==, others + 1);
  g_assert_cmpuint (count_held (lead, later - 7200), ==, old);
  g_assert_true (luwte_contract_erase (contract->first, id, &error));
  g_assert_cmpuint (count_held (lead, later), ==, others);
}

static void
collect_cb (LuwteService *service, LuwteTeamMessage *message, GPtrArray *texts)
{
  g_ptr_array_add (texts, g_strdup (luwte_team_message_get_text (message)));
}

static void
team (LuwteContract *contract)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (LuwteTeamMessage) sent = NULL;
  g_autoptr (LuwteTeamMessage) again = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  g_signal_connect (contract->first, "team-message", G_CALLBACK (collect_cb), told);
  sent = say_to_team (contract->second, "c1", "wie kijkt even mee?", &error);
  if (!can (contract, LUWTE_CAPABILITY_TEAM))
    {
      assert_unsupported (error);
      return;
    }
  g_assert_no_error (error);
  again = say_to_team (contract->second, "c1", "wie kijkt even mee?", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_team_message_get_id (again), ==, luwte_team_message_get_id (sent));
  luwte_contract_wait (told->len == 1);
  g_assert_cmpstr (g_ptr_array_index (told, 0), ==, "wie kijkt even mee?");
  all = get_team (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_false (luwte_team_message_get_own (g_ptr_array_index (all, 0)));
  g_assert_true (luwte_team_message_get_own (sent));
  g_signal_handlers_disconnect_by_data (contract->first, told);
}

/* The connection breaks while colleagues speak: each message is told once. */
static void
team_after_cut (LuwteContract *contract)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LuwteService) direct = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  if (!can (contract, LUWTE_CAPABILITY_TEAM))
    {
      g_test_skip ("There is no team here");
      return;
    }
  direct = contract->backend->connect (contract->server,
                                       contract->backend->get_url (contract->server), 1, FALSE,
                                       NULL);
  g_signal_connect (contract->first, "team-message", G_CALLBACK (collect_cb), told);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("bericht %u", i);
      g_autoptr (LuwteTeamMessage) sent = say_to_team (direct, NULL, text, &error);

      g_assert_no_error (error);
      if (i % 6 == 3)
        luwte_contract_proxy_cut (contract->proxy);
    }
  luwte_contract_wait (told->len >= 20);
  g_assert_cmpuint (told->len, ==, 20);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("bericht %u", i);

      g_assert_cmpstr (g_ptr_array_index (told, i), ==, text);
    }
  g_signal_handlers_disconnect_by_data (contract->first, told);
}

static void
state_cb (LuwteService *service, LuwteQuestion *question, int *state)
{
  *state = luwte_question_get_state (question);
}

/* Asked, claimed by one, answered once, read with the code, erased. */
static void
questions (LuwteContract *contract)
{
  const LuwteContractBackend *backend = contract->backend;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LuwteQuestion) mine = NULL;
  g_autoptr (LuwteQuestion) done = NULL;
  g_autofree char *code = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  int state = -1;

  luwte_contract_start_first (contract);
  if (!can (contract, LUWTE_CAPABILITY_QUESTIONS))
    {
      g_assert_null (get_questions (contract->first, &error));
      assert_unsupported (error);
      return;
    }
  g_signal_connect (contract->first, "question-changed", G_CALLBACK (state_cb), &state);
  code = backend->ask (contract->server, "mag een leraar mijn telefoon lezen?");
  luwte_contract_wait (state == LUWTE_QUESTION_OPEN);
  list = get_questions (contract->first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  id = g_strdup (luwte_question_get_id (g_ptr_array_index (list, 0)));
  if (backend->has_codes)
    g_assert_cmpstr (id, !=, code);
  g_assert_cmpstr (luwte_question_get_text (g_ptr_array_index (list, 0)), ==,
                   "mag een leraar mijn telefoon lezen?");

  g_assert_null (answer_question (contract->first, id, "nee", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  mine = claim_question (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_question_get_state (mine), ==, LUWTE_QUESTION_MINE);
  g_assert_null (claim_question (contract->second, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  g_clear_error (&error);

  before = backend->read_answer (contract->server, code);
  g_assert_cmpstr (before, ==, "");
  done = answer_question (contract->first, id, "Nee, dat mag niet zomaar.", &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_question_get_state (done), ==, LUWTE_QUESTION_ANSWERED);
  after = backend->read_answer (contract->server, code);
  g_assert_cmpstr (after, ==, "Nee, dat mag niet zomaar.");
  g_assert_null (answer_question (contract->first, id, "toch wel", &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_NOT_DONE);
  g_clear_error (&error);

  g_assert_true (erase_question (contract->first, id, &error));
  g_assert_no_error (error);
  luwte_contract_wait (state == LUWTE_QUESTION_GONE);
  g_signal_handlers_disconnect_by_data (contract->first, &state);
}

static void
question_released (LuwteContract *contract)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LuwteQuestion) first = NULL;
  g_autoptr (LuwteQuestion) second = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;

  luwte_contract_start_first (contract);
  if (!can (contract, LUWTE_CAPABILITY_QUESTIONS) || contract->backend->ask == NULL)
    {
      g_test_skip ("There are no questions here");
      return;
    }
  code = contract->backend->ask (contract->server, "hoe lang blijft dit bewaard?");
  list = get_questions (contract->first, &error);
  g_assert_no_error (error);
  id = luwte_question_get_id (g_ptr_array_index (list, 0));
  first = claim_question (contract->first, id, &error);
  g_assert_no_error (error);
  g_assert_false (release_question (contract->second, id, &error));
  g_assert_error (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_TAKEN);
  g_clear_error (&error);
  g_assert_true (release_question (contract->first, id, &error));
  g_assert_no_error (error);
  second = claim_question (contract->second, id, &error);
  g_assert_no_error (error);
}

/* The visitor is given what was said, when that was asked for, and not else. */
static void
transcript (LuwteContract *contract)
{
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  with = claimed (contract);
  if (!can (contract, LUWTE_CAPABILITY_TRANSCRIPT) || contract->backend->has_transcript == NULL)
    {
      g_test_skip ("This service gives no transcript");
      return;
    }
  without = contract->backend->arrive (contract->server, "Jip", "hey");
  session = luwte_contract_claim (contract->first, without, &error);
  g_assert_no_error (error);
  luwte_service_close_async (contract->first, with, NULL, TRUE, NULL, ready_cb, &result);
  luwte_contract_wait (result != NULL);
  g_assert_true (luwte_service_done_finish (contract->first, result, &error));
  g_assert_true (luwte_contract_close (contract->first, without, &error));
  g_assert_true (contract->backend->has_transcript (contract->server, with));
  g_assert_false (contract->backend->has_transcript (contract->server, without));
}

void
luwte_contract_add_extras (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "extras/targets", targets);
  luwte_contract_add_scenario (backend, "extras/transfer-department", transfer_department);
  luwte_contract_add_scenario (backend, "extras/transfer-note", transfer_note);
  luwte_contract_add_scenario (backend, "extras/transfer-note-hidden", transfer_note_hidden);
  luwte_contract_add_scenario (backend, "extras/block", blocked);
  luwte_contract_add_scenario (backend, "extras/links", links);
  luwte_contract_add_scenario (backend, "extras/held", held);
  luwte_contract_add_scenario (backend, "extras/team", team);
  luwte_contract_add_scenario (backend, "extras/team-after-cut", team_after_cut);
  luwte_contract_add_scenario (backend, "extras/questions", questions);
  luwte_contract_add_scenario (backend, "extras/question-released", question_released);
  luwte_contract_add_scenario (backend, "extras/transcript", transcript);
}
