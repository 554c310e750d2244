/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The small tables, messages with their two ids, and what the schema itself forbids. */

#include "luwte-code.h"
#include "luwte-consent-table.h"
#include "luwte-counter-table.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-draft-table.h"
#include "luwte-flag-table.h"
#include "luwte-flag.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-outbox-table.h"
#include "luwte-outgoing.h"
#include "luwte-policy-table.h"
#include "luwte-reply-table.h"
#include "luwte-retention-values.h"
#include "luwte-secret.h"
#include "luwte-service-table.h"
#include "luwte-session-table.h"
#include "luwte-setting-table.h"
#include "luwte-test-vault.h"
#include "luwte-tombstone-table.h"
#include "luwte-vault.h"

#define TODAY LUWTE_TEST_TODAY

static char *
use_service (LuwteDb *db, const char *kind, const char *url, const char *secret_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) secret = secret_text != NULL ? luwte_secret_new (secret_text, -1) : NULL;
  char *id = luwte_service_table_use (
      db, &(LuwteServiceRow) { .kind = kind, .url = url, .user = "noor", .secret = secret },
      &error);

  g_assert_no_error (error);
  return id;
}

static char *
add_session (LuwteDb *db, const char *service)
{
  g_autoptr (GError) error = NULL;
  char *id = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .service = service,
                                        .remote_id = "r1",
                                        .nickname = "Anna",
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_ACTIVE,
                                        .opened_day = TODAY,
                                        .active_day = TODAY,
                                        .closed_day = LUWTE_DAY_NONE,
                                      },
                                      &error);

  g_assert_no_error (error);
  return id;
}

static void
put (LuwteDb *db, const char *session, const char *id, const char *client_id,
     LuwteDelivery delivery)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteMessage) message = luwte_message_new ("r1", id, client_id, LUWTE_FROM_COUNSELLOR,
                                                        1000, "dag Anna", delivery);

  luwte_message_table_put (db, session, message, TODAY, NULL, &error);
  g_assert_no_error (error);
}

static LuwteMessage *
only_message (LuwteDb *db, const char *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = luwte_message_table_list (db, session, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 1);
  return g_object_ref (g_ptr_array_index (messages, 0));
}

/* Stored, answered, told by an event with and without our id, told again: in every order it stands
 * once, with both ids, and as read. */
static void
message_orders (LuwteDb *db, gpointer data)
{
  static const struct
  {
    const char *id;
    const char *client_id;
    LuwteDelivery delivery;
  } steps[] = {
    { NULL, "c1", LUWTE_DELIVERY_SENDING },
    { "m1", "c1", LUWTE_DELIVERY_SENT },
    { "m1", NULL, LUWTE_DELIVERY_NONE },
    { "m1", NULL, LUWTE_DELIVERY_READ },
  };
  g_autofree char *service = use_service (db, "bridge", "https://chat.test", NULL);
  g_autofree char *session = add_session (db, service);
  guint n_orders = 0;

  for (guint order = 0; order < 256; order++)
    {
      const guint at[] = { order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6 & 3 };
      g_autoptr (LuwteMessage) message = NULL;
      g_autoptr (GError) error = NULL;

      if ((1 << at[0] | 1 << at[1] | 1 << at[2] | 1 << at[3]) != 15)
        continue;
      n_orders++;
      for (guint i = 0; i < 4; i++)
        put (db, session, steps[at[i]].id, steps[at[i]].client_id, steps[at[i]].delivery);
      put (db, session, "m1", "c1", LUWTE_DELIVERY_SENT);
      message = only_message (db, session);
      g_assert_cmpstr (luwte_message_get_id (message), ==, "m1");
      g_assert_cmpstr (luwte_message_get_client_id (message), ==, "c1");
      g_assert_cmpstr (luwte_message_get_session_id (message), ==, "r1");
      g_assert_cmpstr (luwte_message_get_text (message), ==, "dag Anna");
      g_assert_cmpint (luwte_message_get_delivery (message), ==, LUWTE_DELIVERY_READ);
      luwte_message_table_remove (db, session, "c1", &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (n_orders, ==, 24);
}

static void
messages (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = use_service (db, "bridge", "https://chat.test", NULL);
  g_autofree char *session = add_session (db, service);
  g_autoptr (GPtrArray) list = NULL;
  gboolean is_new;

  for (gint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%d", i);
      g_autoptr (LuwteMessage) message =
          luwte_message_new ("r1", id, NULL, i % 2 ? LUWTE_FROM_VISITOR : LUWTE_FROM_COLLEAGUE,
                             100 - i, id, LUWTE_DELIVERY_NONE);

      luwte_message_table_put (db, session, message, TODAY, &is_new, &error);
      g_assert_true (is_new);
      luwte_message_table_put (db, session, message, TODAY, &is_new, &error);
      g_assert_false (is_new);
    }
  g_assert_no_error (error);
  list = luwte_message_table_list (db, session, &error);
  g_assert_cmpuint (list->len, ==, 3);
  g_assert_cmpstr (luwte_message_get_id (g_ptr_array_index (list, 0)), ==, "m2");
  g_assert_cmpint (luwte_message_get_from (g_ptr_array_index (list, 1)), ==, LUWTE_FROM_VISITOR);
  luwte_session_table_close (db, session, "home", 1, TODAY - 400, &error);
  g_clear_pointer (&list, g_ptr_array_unref);
  luwte_db_exec (db, "UPDATE session SET active_day = 19000", &error);
  list = luwte_message_table_list (db, session, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 0);
}

static void
outbox (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = use_service (db, "bridge", "https://chat.test", NULL);
  g_autofree char *session = add_session (db, service);
  g_autoptr (LuwteOutgoing) one = luwte_outgoing_new ("c1", "een");
  g_autoptr (LuwteOutgoing) two = luwte_outgoing_new ("c2", "twee");
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) left = NULL;
  const LuwteOutboxRow *row;

  luwte_outbox_table_add (db, session, one, 5, &error);
  luwte_outbox_table_add (db, session, two, 5, &error);
  luwte_outbox_table_add (db, session, one, 9, &error);
  luwte_outbox_table_set_state (db, "c1", LUWTE_DELIVERY_SENDING, &error);
  luwte_outbox_table_set_state (db, "c1", LUWTE_DELIVERY_UNCERTAIN, &error);
  g_assert_no_error (error);
  rows = luwte_outbox_table_list (db, service, &error);
  g_assert_cmpuint (rows->len, ==, 2);
  row = g_ptr_array_index (rows, 0);
  g_assert_cmpstr (row->client_id, ==, "c1");
  g_assert_cmpstr (row->session, ==, session);
  g_assert_cmpstr (row->remote_id, ==, "r1");
  g_assert_cmpstr (row->text, ==, "een");
  g_assert_cmpint (row->created_at, ==, 5);
  g_assert_cmpint (row->state, ==, LUWTE_DELIVERY_UNCERTAIN);
  g_assert_cmpuint (row->tries, ==, 1);
  luwte_outbox_table_remove (db, "c1", &error);
  left = luwte_outbox_table_list (db, service, &error);
  g_assert_cmpuint (left->len, ==, 1);
  luwte_outbox_table_set_state (db, "c1", LUWTE_DELIVERY_SENT, &error);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

static void
services (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteServiceRow) row = NULL;
  g_autoptr (LuwteServiceRow) none = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  g_assert_true (luwte_service_table_first_kind (db, &kind, &error));
  g_assert_null (kind);
  first = use_service (db, "bridge", "https://chat.test", "hush");
  second = use_service (db, "lhc", "https://lhc.test", "shh");
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM service WHERE secret IS NOT NULL"),
                   ==, 1);
  again = use_service (db, "bridge", "https://chat.test", "new");
  g_assert_cmpstr (again, ==, first);
  luwte_service_table_get (db, &row, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row->object_id, ==, first);
  g_assert_cmpstr (row->kind, ==, "bridge");
  g_assert_cmpstr (row->url, ==, "https://chat.test");
  g_assert_cmpstr (row->user, ==, "noor");
  g_assert_cmpstr (luwte_secret_peek (row->secret), ==, "new");
  luwte_service_table_first_kind (db, &kind, &error);
  g_assert_cmpstr (kind, ==, "bridge");
  luwte_service_table_remove (db, &error);
  luwte_service_table_get (db, &none, &error);
  g_assert_no_error (error);
  g_assert_null (none);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM service WHERE secret IS NOT NULL"),
                   ==, 0);
}

static void
settings (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *meta = NULL;
  g_autoptr (GHashTable) all = NULL;

  luwte_setting_table_set (db, "sound", "on", &error);
  luwte_setting_table_set (db, "sound", "off", &error);
  luwte_setting_table_set (db, "badge", "", &error);
  luwte_setting_table_get (db, "sound", &value, &error);
  g_assert_cmpstr (value, ==, "off");
  all = luwte_setting_table_list (db, &error);
  g_assert_cmpuint (g_hash_table_size (all), ==, 2);
  luwte_setting_table_set (db, "sound", NULL, &error);
  luwte_setting_table_get (db, "sound", &gone, &error);
  g_assert_null (gone);
  luwte_meta_table_set (db, "latest_day", "20000", &error);
  luwte_meta_table_get (db, "latest_day", &meta, &error);
  g_assert_cmpstr (meta, ==, "20000");
  g_assert_no_error (error);
}

static void
policies (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = g_bytes_new_static ("{}", 2);
  g_autoptr (LuwtePolicyRow) none = NULL;
  g_autoptr (LuwtePolicyRow) row = NULL;
  LuwtePolicyRow given = { .accepted_at = 5, .profile_id = "fier", .json = json, .choices = "{}" };

  luwte_policy_table_get (db, &none, &error);
  g_assert_null (none);
  for (given.version = 1; given.version < 4; given.version++)
    luwte_policy_table_add (db, &given, &error);
  luwte_policy_table_get (db, &row, &error);
  g_assert_no_error (error);
  g_assert_cmpint (row->version, ==, 3);
  g_assert_cmpstr (row->profile_id, ==, "fier");
  g_assert_true (g_bytes_equal (row->json, json));
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM policy"), ==, 3);
}

static void
small (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *session = add_session (db, NULL);
  g_autofree char *flag = luwte_flag_table_add (db,
                                                &(LuwteFlagRow) {
                                                  .session = session,
                                                  .reason = "safety",
                                                  .urgent = TRUE,
                                                  .question = "Wat nu?",
                                                  .created_at = 7,
                                                  .created_day = TODAY,
                                                },
                                                &error);
  g_autoptr (GPtrArray) flags = luwte_flag_table_list (db, &error);
  g_autoptr (GPtrArray) tombstones = NULL;
  g_auto (GStrv) topics = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *note_kind = NULL;
  const LuwteFlagFields *fields;
  gint64 n;

  g_assert_no_error (error);
  fields = luwte_flag_get_fields (g_ptr_array_index (flags, 0));
  g_assert_cmpstr (fields->id, ==, flag);
  g_assert_cmpstr (fields->session_id, ==, session);
  g_assert_cmpstr (fields->nickname, ==, "Anna");
  g_assert_cmpstr (fields->question, ==, "Wat nu?");
  g_assert_true (fields->urgent);
  g_assert_cmpint (fields->due, ==, LUWTE_DAY_NONE);
  g_assert_true (luwte_flag_table_remove (db, flag, &error));
  g_assert_false (luwte_flag_table_remove (db, flag, &error));
  g_clear_error (&error);

  luwte_counter_table_count (db, "2026-11", "chat", "circumstance", "home", &error);
  luwte_counter_table_count (db, "2026-11", "chat", "circumstance", "home", &error);
  luwte_counter_table_get (db, "2026-11", "chat", "circumstance", "home", &n, &error);
  g_assert_cmpint (n, ==, 2);
  luwte_counter_table_get (db, "2026-12", "chat", "circumstance", "home", &n, &error);
  g_assert_cmpint (n, ==, 0);
  luwte_topic_table_use (db, "home", &error);
  luwte_topic_table_use (db, "school", &error);
  luwte_topic_table_use (db, "school", &error);
  topics = luwte_topic_table_list (db, &error);
  g_assert_cmpstr (topics[0], ==, "school");
  g_assert_cmpstr (topics[1], ==, "home");
  g_assert_null (topics[2]);
  luwte_tombstone_table_add (db, "chat", "home", "2026-11", "phone", NULL, &error);
  tombstones = luwte_tombstone_table_list (db, &error);
  g_assert_cmpstr (luwte_tombstone_get_month (g_ptr_array_index (tombstones, 0)), ==, "2026-11");
  luwte_draft_table_save (db, session, LUWTE_DRAFT_NOTE, "half", 1, &error);
  luwte_draft_table_save (db, session, LUWTE_DRAFT_NOTE, "heel", 2, &error);
  luwte_draft_table_load (db, session, LUWTE_DRAFT_NOTE, &draft, &error);
  g_assert_cmpstr (draft, ==, "heel");
  luwte_draft_table_set_note_kind (db, session, "personal_note", &error);
  luwte_draft_table_get_note_kind (db, session, &note_kind, &error);
  g_assert_cmpstr (note_kind, ==, "personal_note");
  luwte_draft_table_save (db, session, LUWTE_DRAFT_NOTE, "", 3, &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM draft"), ==, 0);
}

static void
refuse (LuwteDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (luwte_db_exec (db, sql, &error));
  g_assert_nonnull (error);
}

static void
schema (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_db_exec (db,
                 "INSERT INTO audit (at, role, action, object, object_hash, prev, mac)"
                 " VALUES (1, 'counsellor', 'x', 'o', x'00', x'00', x'00')",
                 &error);
  g_assert_no_error (error);
  refuse (db, "UPDATE audit SET action = 'y', object = NULL");
  refuse (db, "UPDATE audit SET object = 'other'");
  refuse (db, "DELETE FROM audit");
  luwte_db_exec (db, "UPDATE audit SET object = NULL", &error);
  g_assert_no_error (error);
  refuse (db, "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
              " VALUES (1, 'n', 99, 'note', 'home', 1, 1)");
  refuse (db, "INSERT INTO session (object_id, nickname, line, channel, state, opened_at,"
              " opened_day, active_day, closed_at) VALUES ('s', 'A', 'c', 'c', 'x', 1, 1, 1, 1)");
  refuse (db, "INSERT INTO dossier (object_id, created_day, last_contact_day)"
              " VALUES ('d', 'monday', 1)");
  /* No table has a column that could take what must not be kept (R5). */
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM sqlite_schema t,"
                                       " pragma_table_info (t.name) c WHERE c.name LIKE '%address%'"
                                       " OR c.name IN ('ip', 'city', 'country', 'place', 'agent',"
                                       " 'device', 'referrer', 'hash', 'lat', 'lon')"),
                   ==, 0);
}

static LuwteStanding *
standing_of (LuwteDb *db, const char *dossier, const char *session)
{
  g_autoptr (GError) error = NULL;
  LuwteStanding *standing = luwte_standing_read (db, dossier, session, &error);

  g_assert_no_error (error);
  return standing;
}

/* A consent hangs on its session and is asked of the dossier; what is withdrawn stays, with its day,
 * and holds no more. (R30, R69) */
static void
consents (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = use_service (db, "bridge", "https://chat.test", NULL);
  g_autofree char *session = add_session (db, service);
  g_autofree char *dossier = luwte_dossier_table_add (db, service, "Anna", TODAY, &error);
  g_autofree char *id = luwte_consent_table_add (db, session, "own_helper", "Overleg met de mentor",
                                                 "mentor", 1000, TODAY, &error);
  g_autofree char *of = NULL;

  g_assert_no_error (error);
  {
    /* While nobody has said whose the session is, it stands by itself. */
    g_autoptr (LuwteStanding) alone = standing_of (db, NULL, session);
    g_autoptr (LuwteStanding) other = standing_of (db, dossier, NULL);
    const LuwteConsent *consent = luwte_standing_get_consent (alone, "own_helper");

    g_assert_cmpstr (consent->words, ==, "Overleg met de mentor");
    g_assert_cmpstr (consent->party, ==, "mentor");
    g_assert_cmpint (consent->given, ==, TODAY);
    g_assert_null (luwte_standing_get_consent (alone, "gp"));
    g_assert_cmpuint (other->consents->len, ==, 0);
  }
  luwte_db_exec (db, "UPDATE session SET dossier_id = (SELECT id FROM dossier)", &error);
  luwte_db_exec (db, "UPDATE session SET closed_at = 1, closed_day = 20000", &error);
  g_assert_no_error (error);
  {
    g_autoptr (LuwteStanding) standing = standing_of (db, dossier, NULL);

    g_assert_nonnull (luwte_standing_get_consent (standing, "own_helper"));
  }
  g_assert_true (luwte_consent_table_withdraw (db, id, 2000, TODAY + 1, &of, &error));
  g_assert_cmpstr (of, ==, dossier);
  g_clear_pointer (&of, g_free);
  {
    g_autoptr (LuwteStanding) standing = standing_of (db, dossier, NULL);
    const LuwteConsent *consent = g_ptr_array_index (standing->consents, 0);

    g_assert_null (luwte_standing_get_consent (standing, "own_helper"));
    g_assert_cmpint (consent->withdrawn, ==, TODAY + 1);
  }
  /* Once is enough, and what is not there is not withdrawn. */
  g_assert_false (luwte_consent_table_withdraw (db, id, 3000, TODAY + 2, &of, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (luwte_consent_table_add (db, "nothing", "gp", "", NULL, 1, TODAY, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (luwte_standing_read (db, "nothing", NULL, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

/* How far somebody is known, since when; joined dossiers are known as the better known one. (R9) */
static void
known (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = luwte_dossier_table_add (db, NULL, "Anna", TODAY, &error);
  g_autofree char *two = luwte_dossier_table_add (db, NULL, "Bo", TODAY, &error);

  {
    g_autoptr (LuwteStanding) standing = standing_of (db, one, NULL);

    g_assert_cmpint (standing->known, ==, LUWTE_KNOWN_ANONYMOUS);
    g_assert_cmpint (standing->known_since, ==, LUWTE_DAY_NONE);
    g_assert_cmpint (standing->objected, ==, LUWTE_DAY_NONE);
  }
  g_assert_true (luwte_standing_set_known (db, one, LUWTE_KNOWN_IDENTIFIED, TODAY, &error));
  /* Saying the same again keeps the day. */
  g_assert_true (luwte_standing_set_known (db, one, LUWTE_KNOWN_IDENTIFIED, TODAY + 5, &error));
  g_assert_true (luwte_standing_set_known (db, two, LUWTE_KNOWN_PARTLY, TODAY + 1, &error));
  g_assert_false (luwte_standing_set_known (db, "nothing", LUWTE_KNOWN_PARTLY, TODAY, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (luwte_dossier_table_join (db, one, two, &error));
  {
    g_autoptr (LuwteStanding) standing = standing_of (db, two, NULL);

    g_assert_cmpint (standing->known, ==, LUWTE_KNOWN_IDENTIFIED);
    g_assert_cmpint (standing->known_since, ==, TODAY);
  }
}

static char *
tell_replies (LuwteDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) replies = luwte_reply_table_list (db, &error);
  GString *told = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < replies->len; i++)
    {
      LuwteCode *reply = g_ptr_array_index (replies, i);

      g_string_append_printf (told, "%s%s=%s", i > 0 ? "|" : "", luwte_code_get_code (reply),
                              luwte_code_get_text (reply));
    }
  return g_string_free (told, FALSE);
}

static void
replies (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = tell_replies (db);
  g_autofree char *two = NULL;
  g_autofree char *same = NULL;
  g_autofree char *renamed = NULL;
  g_autofree char *left = NULL;

  g_assert_cmpstr (none, ==, "");
  g_assert_true (luwte_reply_table_keep (db, NULL, "thee", "Pak een kop thee.", &error));
  g_assert_true (luwte_reply_table_keep (db, NULL, "even", "Ogenblik…", &error));
  two = tell_replies (db);
  g_assert_cmpstr (two, ==, "even=Ogenblik…|thee=Pak een kop thee.");

  /* Neither a new one nor one that is renamed takes the place of another. */
  g_assert_false (luwte_reply_table_keep (db, NULL, "thee", "Anders", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (luwte_reply_table_keep (db, "even", "thee", "Anders", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (luwte_reply_table_keep (db, "weg", "weg", "Anders", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  same = tell_replies (db);
  g_assert_cmpstr (same, ==, two);

  g_assert_true (luwte_reply_table_keep (db, "even", "even", "Moment…", &error));
  g_assert_true (luwte_reply_table_keep (db, "thee", "koffie", "Pak een kop koffie.", &error));
  renamed = tell_replies (db);
  g_assert_cmpstr (renamed, ==, "even=Moment…|koffie=Pak een kop koffie.");
  g_assert_true (luwte_reply_table_erase (db, "koffie", &error));
  g_assert_true (luwte_reply_table_erase (db, "koffie", &error));
  left = tell_replies (db);
  g_assert_cmpstr (left, ==, "even=Moment…");
}

static void
in_vault (gconstpointer func)
{
  g_autoptr (LuwteTestVault) vault = luwte_test_vault_new ();

  luwte_test_vault_in (vault, (LuwteTestFunc) func, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_data_func ("/tables/message/orders", message_orders, in_vault);
  g_test_add_data_func ("/tables/message/list", messages, in_vault);
  g_test_add_data_func ("/tables/outbox", outbox, in_vault);
  g_test_add_data_func ("/tables/service", services, in_vault);
  g_test_add_data_func ("/tables/setting", settings, in_vault);
  g_test_add_data_func ("/tables/policy", policies, in_vault);
  g_test_add_data_func ("/tables/small", small, in_vault);
  g_test_add_data_func ("/tables/consent", consents, in_vault);
  g_test_add_data_func ("/tables/known", known, in_vault);
  g_test_add_data_func ("/tables/replies", replies, in_vault);
  g_test_add_data_func ("/tables/schema", schema, in_vault);
  return g_test_run ();
}
