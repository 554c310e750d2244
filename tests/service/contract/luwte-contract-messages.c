/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-contract.h"

#include "luwte-id.h"

/* What is said, in both directions: whole, in order, once. */

static char *
claimed (LuwteContract *contract, const char *text)
{
  char *id = contract->backend->arrive (contract->server, "Maan", text);
  g_autoptr (LuwteSession) session = NULL;
  g_autoptr (GError) error = NULL;

  luwte_contract_start_first (contract);
  session = luwte_contract_claim (contract->first, id, &error);
  g_assert_no_error (error);
  luwte_service_watch (contract->first, id, TRUE);
  return id;
}

static const char *const texts[] = {
  "hoi",
  "!!! let op",
  "!close",
  "een regel\nnog een regel\n\nen een na een lege",
  "emoji 🌙👩‍👩‍👧 en e\xcc\x81\xcc\xa7",
  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",
  "\"quotes\" \\backslash\\ {\"json\":[1]} <b>html</b> &amp; %s [b]bb[/b]",
  "'; DROP TABLE notes; --",
};

/* What a service may do to a text so that it arrives as it was meant (a zero-width space before a
 * leading command sign) is not visible to the visitor. */
static gboolean
same_to_the_eye (const char *seen, const char *sent)
{
  if (g_str_has_prefix (seen, "\xe2\x80\x8b"))
    seen += 3;
  return g_str_equal (seen, sent);
}

static void
send_texts (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract, "hallo");
  g_autofree char *long_text = g_strnfill (2000, 'z');
  g_auto (GStrv) chat = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (texts); i++)
    {
      const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : long_text;
      g_autofree char *client_id = luwte_id_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (LuwteMessage) sent = luwte_contract_send (contract->first, id, client_id, text,
                                                           &error);

      g_assert_no_error (error);
      g_assert_nonnull (luwte_message_get_id (sent));
      g_assert_cmpstr (luwte_message_get_client_id (sent), ==, client_id);
      g_assert_cmpint (luwte_message_get_from (sent), ==, LUWTE_FROM_COUNSELLOR);
      g_assert_cmpint (luwte_message_get_delivery (sent), ==, LUWTE_DELIVERY_SENT);
      g_assert_true (same_to_the_eye (luwte_message_get_text (sent), text));
    }
  chat = contract->backend->read_chat (contract->server, id);
  g_assert_cmpuint (g_strv_length (chat), ==, G_N_ELEMENTS (texts) + 2);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_cmpint (chat[i + 1][0], ==, '>');
      g_assert_true (same_to_the_eye (chat[i + 1] + 1, texts[i]));
    }
  g_assert_cmpstr (chat[G_N_ELEMENTS (texts) + 1] + 1, ==, long_text);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
}

static void
receive (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract, "eerste");
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    contract->backend->say (contract->server, id, texts[i]);
  luwte_contract_wait (luwte_contract_count_messages (contract, texts[G_N_ELEMENTS (texts) - 1]) >
                       0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpuint (luwte_contract_count_messages (contract, texts[i]), ==, 1);

  history = luwte_contract_history (contract->first, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->len, ==, G_N_ELEMENTS (texts) + 1);
  for (guint i = 0; i < history->len; i++)
    {
      LuwteMessage *message = g_ptr_array_index (history, i);

      g_assert_cmpstr (luwte_message_get_text (message), ==, i == 0 ? "eerste" : texts[i - 1]);
      g_assert_cmpint (luwte_message_get_from (message), ==, LUWTE_FROM_VISITOR);
      g_assert_cmpint (luwte_message_get_delivery (message), ==, LUWTE_DELIVERY_NONE);
      g_assert_cmpstr (luwte_message_get_session_id (message), ==, id);
      g_assert_cmpint (luwte_message_get_at (message), >, 0);
    }
}

/* Three pages of history, and what comes after a given message. */
static void
history_pages (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract, "begin");
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GError) error = NULL;
  const char *middle;

  for (guint i = 0; i < 450; i++)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i);

      contract->backend->say (contract->server, id, text);
    }
  all = luwte_contract_history (contract->first, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 451);
  for (guint i = 1; i < all->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("regel %u", i - 1);

      g_assert_cmpstr (luwte_message_get_text (g_ptr_array_index (all, i)), ==, text);
    }
  middle = luwte_message_get_id (g_ptr_array_index (all, 300));
  rest = luwte_contract_history (contract->first, id, middle, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rest->len, ==, 150);
  g_assert_cmpstr (luwte_message_get_text (g_ptr_array_index (rest, 0)), ==, "regel 300");
}

static void
typing (LuwteContract *contract)
{
  g_autofree char *id = NULL;
  g_autofree char *on = NULL;
  g_autofree char *off = NULL;

  if (contract->backend->type == NULL)
    {
      g_test_skip ("The visitor cannot be seen typing");
      return;
    }
  id = claimed (contract, "hoi");
  on = g_strconcat (id, ":1", NULL);
  off = g_strconcat (id, ":0", NULL);
  /* Typing is not kept for who comes later: first something that is, so that we are surely there. */
  contract->backend->say (contract->server, id, "er al");
  luwte_contract_wait (luwte_contract_count_messages (contract, "er al") == 1);
  contract->backend->type (contract->server, id, TRUE);
  luwte_contract_wait (g_ptr_array_find_with_equal_func (contract->typing, on, g_str_equal, NULL));
  contract->backend->type (contract->server, id, FALSE);
  luwte_contract_wait (g_ptr_array_find_with_equal_func (contract->typing, off, g_str_equal, NULL));
  luwte_service_set_typing (contract->first, id, TRUE);
  luwte_service_set_typing (contract->first, id, FALSE);
}

/* Nothing of a conversation that is a colleague's, and nothing into it. */
static void
not_mine (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract, "geheim");
  g_autoptr (LuwteMessage) sent = NULL;
  g_autoptr (GError) error = NULL;

  sent = luwte_contract_send (contract->second, id, NULL, "hier ben ik ook", &error);
  g_assert_null (sent);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (luwte_contract_close (contract->second, id, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (luwte_contract_release (contract->second, id, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (contract->backend->get_owner (contract->server, id), ==, 0);
}

static void
same_client_id (LuwteContract *contract)
{
  g_autofree char *id = claimed (contract, "hoi");
  g_autofree char *client_id = luwte_id_new ();
  g_auto (GStrv) chat = NULL;
  g_autoptr (LuwteMessage) first = NULL;
  g_autoptr (LuwteMessage) again = NULL;
  g_autoptr (GError) error = NULL;

  if (!(luwte_service_get_capabilities (contract->first) & LUWTE_CAPABILITY_CLIENT_IDS))
    {
      g_test_skip ("This service knows no client ids");
      return;
    }
  first = luwte_contract_send (contract->first, id, client_id, "eenmaal", &error);
  g_assert_no_error (error);
  again = luwte_contract_send (contract->first, id, client_id, "eenmaal", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (luwte_message_get_id (first), ==, luwte_message_get_id (again));
  chat = contract->backend->read_chat (contract->server, id);
  g_assert_cmpuint (g_strv_length (chat), ==, 2);
}

void
luwte_contract_add_messages (const LuwteContractBackend *backend)
{
  luwte_contract_add_scenario (backend, "send", send_texts);
  luwte_contract_add_scenario (backend, "receive", receive);
  luwte_contract_add_scenario (backend, "history-pages", history_pages);
  luwte_contract_add_scenario (backend, "typing", typing);
  luwte_contract_add_scenario (backend, "not-mine", not_mine);
  luwte_contract_add_scenario (backend, "same-client-id", same_client_id);
}
