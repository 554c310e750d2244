/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "live-fixture.h"
#include "luwte-contract-practice.h"

/* The trouble that a trainer can make in luwte-practice: through each of it, the counsellor has all
 * that the visitor says, once and in its order, and the visitor all that she sends, once. */

#define LINES 5

static const LuwteContractBackend *const practice = &luwte_contract_practice;

/* All of them, in their order. A page of the history may still have to put them there. */
static gboolean
is_in_order (LuwteConversation *conversation, const char *prefix, LuwteFrom from)
{
  guint n = 0;

  for (guint i = 0; i < fixture_n_messages (conversation); i++)
    {
      g_autoptr (LuwteMessage) message = fixture_message (conversation, i);
      g_autofree char *expected = g_strdup_printf ("%s %u", prefix, n);

      if (luwte_message_get_from (message) != from)
        continue;
      if (!g_str_equal (luwte_message_get_text (message), expected))
        return FALSE;
      n++;
    }
  return n == LINES;
}

static void
expect_at_service (gpointer server, const char *id)
{
  g_auto (GStrv) chat = practice->read_chat (server, id);
  guint n_hers = 0, n_ours = 0;

  for (guint i = 0; chat[i] != NULL; i++)
    {
      g_autofree char *expected = chat[i][0] == '<' ? g_strdup_printf ("<regel %u", n_hers++)
                                                    : g_strdup_printf (">antwoord %u", n_ours++);

      g_assert_cmpstr (chat[i], ==, expected);
    }
  g_assert_cmpuint (n_hers, ==, LINES);
  g_assert_cmpuint (n_ours, ==, LINES);
}

static guint
count_sent (LuwteConversation *conversation)
{
  guint n = 0;

  for (guint i = 0; i < fixture_n_messages (conversation); i++)
    {
      g_autoptr (LuwteMessage) message = fixture_message (conversation, i);
      LuwteDelivery delivery = luwte_message_get_delivery (message);

      g_assert_cmpint (delivery, !=, LUWTE_DELIVERY_FAILED);
      n += delivery == LUWTE_DELIVERY_SENT || delivery == LUWTE_DELIVERY_READ;
    }
  return n;
}

/* The fixture with the real adapter before a real luwte-practice, instead of the fake service. */
static LuwteService *
use_practice (Fixture *f, gpointer server)
{
  LuwteService *service = practice->connect (server, practice->get_url (server), 0, FALSE, NULL);

  luwte_live_stop (f->live);
  luwte_live_set_vault (f->live, NULL, NULL);
  fixture_settle ();
  g_assert_finalize_object (f->live);
  f->live = luwte_live_new (service, f->policy);
  luwte_live_set_vault (f->live, f->vault, f->service_id);
  luwte_live_start (f->live);
  return service;
}

static void
test_survives (gconstpointer trouble)
{
  gpointer server = practice->start ();
  g_autoptr (Fixture) f = fixture_new ("example", ALL_CAPABILITIES);
  g_autoptr (LuwteService) service = use_practice (f, server);
  g_autofree char *id = practice->arrive (server, "Maan", NULL);
  g_autofree char *later = NULL;
  g_autoptr (LuwteConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  conversation = fixture_claim (f, id, &error);
  g_assert_no_error (error);
  luwte_practice_process_train (server, trouble);
  for (guint i = 0; i < LINES; i++)
    {
      g_autofree char *hers = g_strdup_printf ("regel %u", i);
      g_autofree char *ours = g_strdup_printf ("antwoord %u", i);

      practice->say (server, id, hers);
      g_assert_true (fixture_send (conversation, ours));
    }
  later = practice->arrive (server, "Later", "hallo");
  luwte_practice_process_train (server, NULL);
  fixture_until (fixture_n_messages (conversation) == 2 * LINES &&
                 count_sent (conversation) == LINES);
  fixture_until (g_list_model_get_n_items (luwte_live_get_waiting (f->live)) == 1);
  fixture_until (luwte_service_get_state (service) == LUWTE_CONNECTION_CONNECTED);
  fixture_settle ();
  fixture_until (is_in_order (conversation, "regel", LUWTE_FROM_VISITOR));
  fixture_until (is_in_order (conversation, "antwoord", LUWTE_FROM_COUNSELLOR));
  expect_at_service (server, id);
  g_clear_object (&conversation);
  luwte_live_stop (f->live);
  practice->stop (server);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    const char *trouble;
  } cases[] = {
    { "delay", "{\"delay_ms\":120}" },
    { "loss", "{\"loss\":25}" },
    { "duplicate", "{\"duplicate\":100}" },
    { "reorder", "{\"reorder\":60}" },
    { "wrong-json", "{\"wrong_json\":25}" },
    { "errors", "{\"errors\":25}" },
    { "drop", "{\"drop\":25}" },
    { "slow", "{\"slow\":30}" },
    { "all", "{\"delay_ms\":30,\"loss\":8,\"duplicate\":20,\"reorder\":20,\"wrong_json\":8,"
             "\"errors\":8,\"drop\":8,\"slow\":8}" },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/live/practice-trouble/", cases[i].name, NULL);

      g_test_add_data_func (path, cases[i].trouble, test_survives);
    }
  return g_test_run ();
}
