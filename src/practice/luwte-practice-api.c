/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "luwte-id.h"
#include "luwte-practice-limits.h"
#include "luwte-practice-server-private.h"
#include "luwte-secret.h"

/* The bridge protocol's requests (docs/bridge-protocol.md). */

#define MAX_TOKENS 256
#define DEPARTMENT "department:"

static void
get_info (LuwtePracticeCall *call)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "protocol", "luwte-bridge");
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_array (builder);
  json_builder_add_int_value (builder, 1);
  json_builder_end_array (builder);
  luwte_practice_json_add_string (builder, "name", "Luwte practice");
  luwte_practice_json_add_bool (builder, "practice", TRUE);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static gboolean
secret_is (LuwtePracticeAccount *account, const char *candidate)
{
  g_autoptr (LuwteSecret) right = luwte_secret_new (account->secret, -1);
  g_autoptr (LuwteSecret) given = luwte_secret_new (candidate, -1);

  return luwte_secret_equal (right, given);
}

static void
post_login (LuwtePracticeCall *call)
{
  const char *user;
  const char *secret;
  LuwtePracticeAccount *account;
  JsonBuilder *builder;
  char *token;

  if (!luwte_practice_take_string (call, "user", LUWTE_PRACTICE_MAX_NAME, &user) ||
      !luwte_practice_take_string (call, "secret", LUWTE_PRACTICE_MAX_SECRET, &secret))
    return;
  account = luwte_practice_room_find_account (call->server->room, user);
  if (account == NULL || !secret_is (account, secret))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_UNAUTHORIZED, "refused",
                                  "User and secret do not match");
      return;
    }
  /* Who logs in very often lets the older tokens go; their holders log in anew. */
  if (g_hash_table_size (call->server->tokens) >= MAX_TOKENS)
    g_hash_table_remove_all (call->server->tokens);
  token = luwte_id_new ();
  g_hash_table_insert (call->server->tokens, token, account);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "token", token);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
get_me (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  static const char *capabilities[] = {
    "release",    "transfer",   "transfer_note", "targets",   "typing_in", "typing_out", "erase",
    "client_ids", "read_state", "transcript",    "questions", "block",     "team",       "practice",
  };
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "user", account->user);
  luwte_practice_json_add_string (builder, "name", account->name);
  luwte_practice_json_add_string (builder, "role", account->lead ? "lead" : "counsellor");
  luwte_practice_json_add_bool (builder, "available", account->available);
  luwte_practice_json_add_bool (builder, "practice", TRUE);
  json_builder_set_member_name (builder, "capabilities");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (capabilities); i++)
    json_builder_add_string_value (builder, capabilities[i]);
  if (account->lead)
    {
      json_builder_add_string_value (builder, "links");
      json_builder_add_string_value (builder, "held");
    }
  json_builder_end_array (builder);
  luwte_practice_json_add_departments (builder, call->server->room);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
post_available (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  gboolean available;

  if (!luwte_json_read_bool (call->body, "available", &available, NULL))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                                  "available has to be true or false");
      return;
    }
  account->available = available;
  luwte_practice_reply_done (call->message);
}

gboolean
luwte_practice_wants_no_texts (GHashTable *query)
{
  return query != NULL && g_strcmp0 (g_hash_table_lookup (query, "texts"), "none") == 0;
}

static void
get_sessions (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  gboolean bare = luwte_practice_wants_no_texts (call->query);
  g_autoptr (GPtrArray) list = luwte_practice_room_list (call->server->room);
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "epoch",
                                  luwte_practice_log_get_epoch (call->server->log));
  luwte_practice_json_add_int (builder, "seq",
                               luwte_practice_log_get_seq (call->server->log, account));
  json_builder_set_member_name (builder, "sessions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    if (luwte_practice_json_is_listed (g_ptr_array_index (list, i), account))
      (bare ? luwte_practice_json_add_bare_session
            : luwte_practice_json_add_session) (builder, g_ptr_array_index (list, i), account);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
post_claim (LuwtePracticeCall *call, LuwtePracticeAccount *account, LuwtePracticeSession *session)
{
  LuwtePracticeVerdict verdict = luwte_practice_room_claim (call->server->room, session, account);
  JsonBuilder *builder;

  if (verdict != LUWTE_PRACTICE_DONE)
    {
      luwte_practice_reply_verdict (call->message, verdict);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "session");
  luwte_practice_json_add_session (builder, session, account);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
post_transfer (LuwtePracticeCall *call, LuwtePracticeSession *session)
{
  LuwtePracticeRoom *room = call->server->room;
  GPtrArray *departments = luwte_practice_room_get_departments (room);
  LuwtePracticeAccount *to;
  const char *target;
  const char *note;
  guint64 number = 0;

  if (!luwte_practice_take_string (call, "target", LUWTE_PRACTICE_MAX_NAME, &target))
    return;
  to = luwte_practice_room_find_account (room, target);
  if (to == NULL && !(g_str_has_prefix (target, DEPARTMENT) &&
                      g_ascii_string_to_unsigned (target + strlen (DEPARTMENT), 10, 1,
                                                  departments->len, &number, NULL)))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "not_found",
                                  "No such colleague or department");
      return;
    }
  note = luwte_json_string_or (call->body, "note", LUWTE_PRACTICE_MAX_NOTE, NULL);
  if (note == NULL && json_object_has_member (call->body, "note"))
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_BAD_REQUEST, "bad_request",
                                  "The note is no text, or too long");
      return;
    }
  luwte_practice_room_note_handover (room, session, note,
                                     luwte_json_bool_or (call->body, "consent", FALSE));
  if (to != NULL)
    luwte_practice_room_hand_over (room, session, to);
  else
    luwte_practice_room_release (room, session, g_ptr_array_index (departments, number - 1));
  luwte_practice_reply_done (call->message);
}

/* What comes after the message with this id; an id that is not known is answered from the start, so
 * that nothing is missed. */
static guint
first_after (LuwtePracticeSession *session, const char *after)
{
  for (guint i = session->messages->len; after != NULL && i > 0; i--)
    if (g_str_equal (((LuwtePracticeMessage *) g_ptr_array_index (session->messages, i - 1))->id,
                     after))
      return i;
  return 0;
}

static void
get_messages (LuwtePracticeCall *call, LuwtePracticeAccount *account, LuwtePracticeSession *session)
{
  const char *after = call->query != NULL ? g_hash_table_lookup (call->query, "after") : NULL;
  const char *limit = call->query != NULL ? g_hash_table_lookup (call->query, "limit") : NULL;
  guint64 count = LUWTE_PRACTICE_MAX_PAGE;
  guint from = first_after (session, after);
  guint to;
  JsonBuilder *builder;

  if (limit != NULL &&
      !g_ascii_string_to_unsigned (limit, 10, 1, LUWTE_PRACTICE_MAX_PAGE, &count, NULL))
    count = LUWTE_PRACTICE_MAX_PAGE;
  to = MIN (from + count, session->messages->len);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "messages");
  json_builder_begin_array (builder);
  for (guint i = from; i < to; i++)
    luwte_practice_json_add_message (builder, session, g_ptr_array_index (session->messages, i),
                                     account);
  json_builder_end_array (builder);
  luwte_practice_json_add_bool (builder, "more", to < session->messages->len);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

static void
post_message (LuwtePracticeCall *call, LuwtePracticeAccount *account, LuwtePracticeSession *session)
{
  LuwtePracticeVerdict verdict;
  LuwtePracticeMessage *message = NULL;
  const char *client_id;
  const char *text;
  JsonBuilder *builder;

  if (!luwte_practice_take_string (call, "client_id", LUWTE_PRACTICE_MAX_ID, &client_id) ||
      !luwte_practice_take_string (call, "text", LUWTE_PRACTICE_MAX_TEXT, &text))
    return;
  verdict = luwte_practice_room_say (call->server->room, session, account, client_id, text,
                                     &message);
  if (verdict != LUWTE_PRACTICE_DONE)
    {
      luwte_practice_reply_verdict (call->message, verdict);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "message");
  luwte_practice_json_add_message (builder, session, message, account);
  json_builder_end_object (builder);
  luwte_practice_reply (call->message, SOUP_STATUS_OK, luwte_practice_json_end (builder));
}

/* What only the owner may do with a session. */
static gboolean
handle_own_session (LuwtePracticeCall *call, LuwtePracticeAccount *account,
                    LuwtePracticeSession *session, const char *what, gboolean post)
{
  LuwtePracticeRoom *room = call->server->room;

  if (!post && g_str_equal (what, "messages"))
    get_messages (call, account, session);
  else if (!post)
    return FALSE;
  else if (g_str_equal (what, "messages"))
    post_message (call, account, session);
  else if (g_str_equal (what, "transfer"))
    post_transfer (call, session);
  else if (g_str_equal (what, "typing"))
    luwte_practice_room_staff_types (room, session,
                                     luwte_json_bool_or (call->body, "typing", FALSE));
  else if (g_str_equal (what, "release"))
    luwte_practice_room_release (room, session, NULL);
  else if (g_str_equal (what, "close"))
    /* Practice keeps no topics: it would have to forget them again. */
    luwte_practice_room_close (room, session, luwte_json_bool_or (call->body, "transcript", FALSE));
  else if (g_str_equal (what, "erase"))
    luwte_practice_room_erase (room, session);
  else if (g_str_equal (what, "block"))
    luwte_practice_api_block (call, session);
  else
    return FALSE;
  if (soup_server_message_get_status (call->message) == 0)
    luwte_practice_reply_done (call->message);
  return TRUE;
}

/* Done twice is done: a retry after a lost answer is no error. A closed session can be erased, and
 * its visitor blocked, by who had it. */
static LuwtePracticeVerdict
check_session (LuwtePracticeCall *call, LuwtePracticeAccount *account,
               LuwtePracticeSession *session, const char *what)
{
  LuwtePracticeVerdict verdict = luwte_practice_room_check_owner (call->server->room, session,
                                                                  account);

  if (session != NULL && session->state == LUWTE_PRACTICE_CLOSED && session->owner == account &&
      (g_str_equal (what, "close") || g_str_equal (what, "erase") || g_str_equal (what, "block")))
    return LUWTE_PRACTICE_DONE;
  return verdict;
}

static gboolean
handle_session (LuwtePracticeCall *call, LuwtePracticeAccount *account)
{
  LuwtePracticeSession *session = luwte_practice_room_find (call->server->room, call->path[2]);
  gboolean post = g_str_equal (call->method, "POST");
  LuwtePracticeVerdict verdict;

  if (post && g_str_equal (call->path[3], "claim"))
    {
      post_claim (call, account, session);
      return TRUE;
    }
  verdict = check_session (call, account, session, call->path[3]);
  if (verdict == LUWTE_PRACTICE_DONE)
    return handle_own_session (call, account, session, call->path[3], post);
  luwte_practice_reply_verdict (call->message, verdict);
  return TRUE;
}

static gboolean
handle_v1 (LuwtePracticeCall *call)
{
  gboolean post = g_str_equal (call->method, "POST");
  LuwtePracticeAccount *account;

  if (post && call->n_path == 2 && g_str_equal (call->path[1], "login"))
    {
      post_login (call);
      return TRUE;
    }
  account = luwte_practice_server_authenticate (call->server, call->message);
  if (account == NULL)
    {
      luwte_practice_reply_error (call->message, SOUP_STATUS_UNAUTHORIZED, "login", "Log in first");
      return TRUE;
    }
  if (!post && call->n_path == 2 && g_str_equal (call->path[1], "me"))
    get_me (call, account);
  else if (post && call->n_path == 3 && g_str_equal (call->path[1], "me") &&
           g_str_equal (call->path[2], "available"))
    post_available (call, account);
  else if (!post && call->n_path == 2 && g_str_equal (call->path[1], "sessions"))
    get_sessions (call, account);
  else if (call->n_path == 4 && g_str_equal (call->path[1], "sessions"))
    return handle_session (call, account);
  else
    return luwte_practice_api_extras_handle (call, account);
  return TRUE;
}

void
luwte_practice_api_handle (LuwtePracticeCall *call)
{
  gboolean known = g_str_equal (call->method, "GET") || g_str_equal (call->method, "POST");

  if (known && call->n_path == 1 && g_str_equal (call->path[0], "info"))
    get_info (call);
  else if (!known || call->n_path == 0 || !g_str_equal (call->path[0], "v1") || !handle_v1 (call))
    luwte_practice_reply_error (call->message, SOUP_STATUS_NOT_FOUND, "unsupported",
                                "Nothing here");
}
