/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract-practice.h"
#include "luwte-id.h"

/* The trouble that a trainer can make in luwte-practice: through each of it the adapter brings all
 * that the visitor says, once and in its order, and what is sent again by its client id, as the
 * outbox does, reaches her once. */

#define LINES 8

static void
expect_chat (LuwteContract *contract, const char *id)
{
  g_auto (GStrv) chat = contract->backend->read_chat (contract->server, id);
  guint n_hers = 0, n_ours = 0;

  for (guint i = 0; chat[i] != NULL; i++)
    {
      g_autofree char *hers = g_strdup_printf ("<regel %u", n_hers);
      g_autofree char *ours = g_strdup_printf (">antwoord %u", n_ours);

      if (chat[i][0] == '<')
        {
          g_assert_cmpstr (chat[i], ==, hers);
          n_hers++;
        }
      else
        {
          g_assert_cmpstr (chat[i], ==, ours);
          n_ours++;
        }
    }
  g_assert_cmpuint (n_hers, ==, LINES);
  g_assert_cmpuint (n_ours, ==, LINES);
}

static void
expect_heard (LuwteContract *contract)
{
  guint n = 0;

  for (guint i = 0; i < contract->messages->len; i++)
    {
      const char *text = luwte_message_get_text (g_ptr_array_index (contract->messages, i));
      g_autofree char *expected = g_strdup_printf ("regel %u", n);

      if (!g_str_has_prefix (text, "regel "))
        continue;
      g_assert_cmpstr (text, ==, expected);
      n++;
    }
  g_assert_cmpuint (n, ==, LINES);
}

static void
send_until_it_is_there (LuwteContract *contract, const char *id, guint number)
{
  g_autofree char *client_id = luwte_id_new ();
  g_autofree char *text = g_strdup_printf ("antwoord %u", number);
  g_autoptr (LuwteMessage) sent = NULL;

  while (sent == NULL)
    {
      g_autoptr (GError) error = NULL;

      sent = luwte_contract_send (contract->first, id, client_id, text, &error);
      g_assert_true (sent != NULL || error->domain == LUWTE_SERVICE_ERROR);
      g_assert_true (sent != NULL || error->code == LUWTE_SERVICE_ERROR_UNREACHABLE ||
                     error->code == LUWTE_SERVICE_ERROR_UNCERTAIN);
    }
}

static void
survive (LuwteContract *contract, const char *trouble)
{
  g_autofree char *id = contract->backend->arrive (contract->server, "Maan", NULL);
  g_autofree char *later = NULL;
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_service_watch (contract->first, id, TRUE);
  luwte_practice_process_train (contract->server, trouble);
  for (guint i = 0; i < LINES; i++)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i);

      contract->backend->say (contract->server, id, text);
      send_until_it_is_there (contract, id, i);
    }
  later = contract->backend->arrive (contract->server, "Later", "hallo");
  luwte_practice_process_train (contract->server, NULL);
  luwte_contract_wait (luwte_contract_count_messages (contract, "regel 7") > 0);
  luwte_contract_wait (luwte_contract_lists (contract, later));
  luwte_contract_wait (luwte_service_get_state (contract->first) == LUWTE_CONNECTION_CONNECTED);
  expect_heard (contract);
  expect_chat (contract, id);
}

#define TROUBLE(name, json)                  \
  static void name (LuwteContract *contract) \
  {                                          \
    survive (contract, "{" json "}");        \
  }
TROUBLE (delay, "\"delay_ms\":120")
TROUBLE (loss, "\"loss\":40")
TROUBLE (duplicate, "\"duplicate\":100")
TROUBLE (reorder, "\"reorder\":60")
TROUBLE (wrong_json, "\"wrong_json\":40")
TROUBLE (errors, "\"errors\":40")
TROUBLE (drop, "\"drop\":40")
TROUBLE (slow, "\"slow\":60")
TROUBLE (all, "\"delay_ms\":30,\"loss\":8,\"duplicate\":20,\"reorder\":20,\"wrong_json\":8,"
              "\"errors\":8,\"drop\":8,\"slow\":8")

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    LuwteContractScenario scenario;
  } scenarios[] = {
    { "delay", delay },
    { "loss", loss },
    { "duplicate", duplicate },
    { "reorder", reorder },
    { "wrong-json", wrong_json },
    { "errors", errors },
    { "drop", drop },
    { "slow", slow },
    { "all", all },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    luwte_contract_add_scenario (&luwte_contract_practice, scenarios[i].name,
                                 scenarios[i].scenario);
  return g_test_run ();
}
