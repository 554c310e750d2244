/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sessions and dossiers: who belongs to whom, what moves a term, what goes with what. */

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-dossier.h"
#include "luwte-draft-table.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-note-table.h"
#include "luwte-outbox-table.h"
#include "luwte-outgoing.h"
#include "luwte-service-table.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#define TODAY LUWTE_TEST_TODAY

static char *
add_service (LuwteDb *db)
{
  g_autoptr (GError) error = NULL;
  char *id = luwte_service_table_use (
      db, &(LuwteServiceRow) { .kind = "bridge", .url = "https://chat.test", .user = "noor" },
      &error);

  g_assert_no_error (error);
  return id;
}

static char *
add_session (LuwteDb *db, const char *service, const char *remote_id, const char *dossier,
             const char *nickname, LuwteDay day)
{
  g_autoptr (GError) error = NULL;
  char *id = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .service = service,
                                        .remote_id = remote_id,
                                        .dossier = dossier,
                                        .nickname = nickname,
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_ACTIVE,
                                        .opened_at = 1,
                                        .opened_day = day,
                                        .active_day = day,
                                        .closed_day = LUWTE_DAY_NONE,
                                      },
                                      &error);

  g_assert_no_error (error);
  return id;
}

static char *
add_dossier (LuwteDb *db, const char *nickname, LuwteDay day)
{
  g_autoptr (GError) error = NULL;
  char *id = luwte_dossier_table_add (db, NULL, nickname, day, &error);

  g_assert_no_error (error);
  return id;
}

static void
add_note (LuwteDb *db, const char *session, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = luwte_note_table_add (db,
                                              &(LuwteNoteRow) {
                                                .session = session,
                                                .kind = kind,
                                                .topic = "home",
                                                .created_at = 1700000000,
                                                .created_day = TODAY,
                                                .text = text,
                                              },
                                              &error);

  g_assert_no_error (error);
}

static void
close_session (LuwteDb *db, const char *session, const char *topic, LuwteDay day)
{
  g_autoptr (GError) error = NULL;

  luwte_session_table_close (db, session, topic, 2, day, &error);
  g_assert_no_error (error);
}

static gint64
last_contact (LuwteDb *db)
{
  return luwte_test_ask (db, "SELECT max (last_contact_day) FROM dossier");
}

static void
round_trip (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = add_service (db);
  g_autofree char *dossier = add_dossier (db, "Anna", TODAY - 5);
  g_autofree char *id = add_session (db, service, "r1", dossier, " Anna ", TODAY - 3);
  g_autofree char *again = NULL;
  g_autoptr (LuwteSessionRow) row = luwte_session_table_get (db, id, &error);
  g_autoptr (LuwteSessionRow) found = NULL;
  g_autoptr (LuwteSessionRow) missing = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (row->object_id, ==, id);
  g_assert_cmpstr (row->service, ==, service);
  g_assert_cmpstr (row->remote_id, ==, "r1");
  g_assert_cmpstr (row->dossier, ==, dossier);
  g_assert_cmpstr (row->nickname, ==, "Anna");
  g_assert_cmpstr (row->line, ==, "chat");
  g_assert_null (row->department);
  g_assert_null (row->topic);
  g_assert_cmpint (row->state, ==, LUWTE_SESSION_ACTIVE);
  g_assert_cmpint (row->identity, ==, LUWTE_IDENTITY_UNKNOWN);
  g_assert_cmpint (row->opened_day, ==, TODAY - 3);
  g_assert_cmpint (row->active_day, ==, TODAY - 3);
  g_assert_cmpint (row->closed_day, ==, LUWTE_DAY_NONE);
  g_assert_cmpint (last_contact (db), ==, TODAY - 3);

  g_assert_true (luwte_session_table_find (db, service, "r1", &found, &error));
  g_assert_cmpstr (found->object_id, ==, id);
  g_assert_true (luwte_session_table_find (db, service, "r2", &missing, &error));
  g_assert_null (missing);

  again = luwte_session_table_add (db,
                                   &(LuwteSessionRow) {
                                     .service = service,
                                     .remote_id = "r1",
                                     .nickname = "Anna",
                                     .line = "chat",
                                     .channel = "chat",
                                     .closed_day = LUWTE_DAY_NONE,
                                   },
                                   &error);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_EXISTS);
  g_assert_null (again);
}

static void
closing (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = add_service (db);
  g_autofree char *dossier = add_dossier (db, "Anna", TODAY - 9);
  g_autofree char *id = add_session (db, service, "r1", dossier, "Anna", TODAY - 9);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, "not sent");
  g_autoptr (GPtrArray) open = luwte_session_table_list_open (db, service, &error);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (LuwteSessionRow) row = NULL;
  g_autoptr (LuwteSessionRow) reopened = NULL;
  g_autofree char *note = NULL;
  g_autofree char *message = NULL;

  g_assert_cmpuint (open->len, ==, 1);
  luwte_draft_table_save (db, id, LUWTE_DRAFT_NOTE, "half a note", 1, &error);
  luwte_draft_table_save (db, id, LUWTE_DRAFT_MESSAGE, "half a message", 1, &error);
  luwte_outbox_table_add (db, id, outgoing, 1, &error);
  g_assert_no_error (error);

  close_session (db, id, "home", TODAY - 2);
  /* Closed again: neither topic nor term changes. */
  close_session (db, id, "school", TODAY);
  row = luwte_session_table_get (db, id, &error);
  g_assert_cmpstr (row->topic, ==, "home");
  g_assert_cmpint (row->closed_day, ==, TODAY - 2);
  g_assert_cmpint (row->active_day, ==, TODAY - 2);
  g_assert_cmpint (row->state, ==, LUWTE_SESSION_CLOSED);
  g_assert_cmpint (last_contact (db), ==, TODAY - 2);

  none = luwte_session_table_list_open (db, NULL, &error);
  g_assert_cmpuint (none->len, ==, 0);
  luwte_draft_table_load (db, id, LUWTE_DRAFT_NOTE, &note, &error);
  luwte_draft_table_load (db, id, LUWTE_DRAFT_MESSAGE, &message, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (note, ==, "half a note");
  g_assert_null (message);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM outbox"), ==, 0);

  luwte_session_table_reopen (db, id, LUWTE_SESSION_ACTIVE, TODAY, &error);
  g_assert_no_error (error);
  reopened = luwte_session_table_get (db, id, &error);
  g_assert_cmpint (reopened->closed_day, ==, LUWTE_DAY_NONE);
  g_assert_cmpint (last_contact (db), ==, TODAY);
}

/* The last contact moves on, never back, whatever the order in which days are told. */
static void
touching (LuwteDb *db, gpointer data)
{
  static const struct
  {
    LuwteDay day;
    LuwteDay want;
  } steps[] = { { TODAY - 8, TODAY - 8 }, { TODAY - 3, TODAY - 3 }, { TODAY - 7, TODAY - 3 } };
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = add_dossier (db, "Anna", TODAY - 9);
  g_autofree char *id = add_session (db, NULL, NULL, dossier, "Anna", TODAY - 9);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (LuwteSessionRow) row = NULL;

      luwte_session_table_touch (db, id, steps[i].day, &error);
      g_assert_no_error (error);
      row = luwte_session_table_get (db, id, &error);
      g_assert_cmpint (row->active_day, ==, steps[i].want);
      g_assert_cmpint (last_contact (db), ==, steps[i].want);
    }
  luwte_session_table_touch (db, "nobody", TODAY, &error);
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

/* "Same person?" answered with yes: the session comes with its notes, and what it leaves is gone. */
static void
moving (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = add_service (db);
  g_autofree char *earlier = add_dossier (db, "Anna", TODAY - 100);
  g_autofree char *old = add_session (db, NULL, NULL, earlier, "Anna", TODAY - 100);
  g_autofree char *mine = luwte_dossier_table_add (db, service, "Annabel", TODAY, &error);
  g_autofree char *session = add_session (db, service, "r1", mine, "Annabel", TODAY);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const char *const *nicknames;

  add_note (db, session, "note", "first");
  g_assert_cmpint (luwte_test_ask (db, "SELECT last_contact_day FROM dossier ORDER BY id LIMIT 1"),
                   ==, TODAY - 100);
  luwte_session_table_set_dossier (db, session, earlier, &error);
  g_assert_no_error (error);

  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM dossier"), ==, 1);
  g_assert_cmpint (last_contact (db), ==, TODAY);
  notes = luwte_note_table_list_by_dossier (db, earlier, 10, &error);
  g_assert_cmpuint (notes->len, ==, 1);
  list = luwte_dossier_table_list (db, NULL, 10, &error);
  g_assert_cmpuint (list->len, ==, 1);
  nicknames = luwte_dossier_get_nicknames (g_ptr_array_index (list, 0));
  g_assert_cmpstr (nicknames[0], ==, "Annabel");
  g_assert_cmpstr (nicknames[1], ==, "Anna");
  g_assert_null (nicknames[2]);

  /* And no after all: the name goes with the session, the old dossier keeps what is its own. */
  g_clear_pointer (&list, g_ptr_array_unref);
  luwte_session_table_set_dossier (db, session, NULL, &error);
  g_assert_no_error (error);
  list = luwte_dossier_table_list (db, NULL, 10, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (luwte_dossier_get_nickname (g_ptr_array_index (list, 0)), ==, "Anna");
  g_assert_null (luwte_dossier_get_nicknames (g_ptr_array_index (list, 0))[1]);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = luwte_note_table_list_by_dossier (db, earlier, 10, &error);
  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM note n JOIN session s"
                                       " ON s.id = n.session_id"
                                       " WHERE n.dossier_id IS NOT s.dossier_id"),
                   ==, 0);
}

static void
joining (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = add_dossier (db, "Anna", TODAY - 20);
  g_autofree char *two = add_dossier (db, "Anna", TODAY - 10);
  g_autofree char *a = add_session (db, NULL, NULL, one, "Anna", TODAY - 20);
  g_autofree char *b = add_session (db, NULL, NULL, two, "Anna", TODAY - 10);
  g_autofree char *found = NULL;
  gboolean held;

  /* The one contacted last bears the name. */
  luwte_dossier_table_find (db, "Anna", &found, &error);
  g_assert_cmpstr (found, ==, two);
  luwte_db_exec (db,
                 "INSERT INTO hold (object_id, dossier_id, reason, from_day, until_day)"
                 " SELECT 'h1', max (id), 'complaint', 1, 20010 FROM dossier",
                 &error);
  luwte_dossier_table_join (db, two, one, &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM dossier"), ==, 1);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM nickname"), ==, 1);
  g_assert_cmpint (last_contact (db), ==, TODAY - 10);
  luwte_dossier_table_is_held (db, one, &held, &error);
  g_assert_no_error (error);
  g_assert_true (held);
  luwte_db_exec (db, "UPDATE hold SET until_day = 19999", &error);
  luwte_dossier_table_is_held (db, one, &held, &error);
  g_assert_false (held);
}

/* Taken apart again each has its own last contact and names; what protects stands in both. (R3) */
static void
splitting (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = add_dossier (db, "Anna", TODAY - 20);
  g_autofree char *two = add_dossier (db, "Bo", TODAY - 10);
  g_autofree char *a = add_session (db, NULL, NULL, one, "Anna", TODAY - 20);
  g_autofree char *b = add_session (db, NULL, NULL, two, "Bo", TODAY - 10);
  g_autofree char *part = NULL;
  g_auto (GStrv) sessions = NULL;
  LuwteDossierParts parts;
  gboolean held;

  luwte_dossier_table_join (db, two, one, &error);
  luwte_db_exec (db,
                 "INSERT INTO hold (object_id, dossier_id, reason, from_day, until_day)"
                 " SELECT 'h1', id, 'complaint', 1, 20010 FROM dossier",
                 &error);
  luwte_db_exec (db,
                 "INSERT INTO objection (dossier_id, kind, day, role)"
                 " SELECT id, 'registration', 1, 'counsellor' FROM dossier",
                 &error);
  g_assert_no_error (error);
  g_assert_true (luwte_dossier_table_parts (db, one, "Bo", &parts, &error));
  g_assert_cmpuint (parts.n_contacts, ==, 1);
  g_assert_cmpuint (parts.n_open, ==, 1);
  g_assert_cmpint (parts.last_contact, ==, TODAY - 10);
  sessions = luwte_dossier_table_sessions (db, one, "Bo", &error);
  g_assert_cmpuint (g_strv_length (sessions), ==, 1);
  g_assert_cmpstr (sessions[0], ==, b);
  part = luwte_dossier_table_split (db, one, (const char *const *) sessions, &error);
  g_assert_no_error (error);
  g_assert_nonnull (part);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM dossier"), ==, 2);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM nickname"), ==, 2);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM objection"), ==, 2);
  g_assert_cmpint (luwte_test_ask (db, "SELECT min (last_contact_day) FROM dossier"), ==,
                   TODAY - 20);
  g_assert_cmpint (luwte_test_ask (db, "SELECT max (last_contact_day) FROM dossier"), ==,
                   TODAY - 10);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM session s JOIN nickname k"
                                       " ON k.dossier_id = s.dossier_id AND k.name = s.nickname"),
                   ==, 2);
  g_assert_true (luwte_dossier_table_is_held (db, part, &held, &error));
  g_assert_true (held);
  g_assert_true (luwte_dossier_table_is_held (db, one, &held, &error));
  g_assert_true (held);
}

/* All of it is no part, nor is nothing, nor what stands elsewhere. */
static void
splitting_wrong (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *one = add_dossier (db, "Anna", TODAY - 20);
  g_autofree char *two = add_dossier (db, "Bo", TODAY - 10);
  g_autofree char *a = add_session (db, NULL, NULL, one, "Anna", TODAY - 20);
  g_autofree char *b = add_session (db, NULL, NULL, two, "Bo", TODAY - 10);
  const char *const all[] = { a, NULL };
  const char *const none[] = { NULL };
  const char *const elsewhere[] = { b, NULL };
  const char *const *wrong[] = { all, none, elsewhere };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (luwte_dossier_table_split (db, one, wrong[i], &error));
      g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
}

/* What is due is in no answer; its nickname neither, and it is no "seen before". */
static void
due (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old = add_dossier (db, "Bram", TODAY - 365);
  g_autofree char *old_session = add_session (db, NULL, NULL, old, "Bram", TODAY - 365);
  g_autofree char *young = add_dossier (db, "Brammetje", TODAY - 364);
  g_autofree char *young_session = add_session (db, NULL, NULL, young, "Brammetje", TODAY - 364);
  g_autofree char *unkept = add_dossier (db, "Bramble", TODAY);
  g_autofree char *unkept_session = add_session (db, NULL, NULL, unkept, "Bramble", TODAY);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) held = NULL;

  add_note (db, old_session, "note", "wolkbreuk");
  close_session (db, old_session, "home", TODAY - 365);
  add_note (db, young_session, "note", "wolkbreuk");
  close_session (db, young_session, "home", TODAY - 364);
  add_note (db, unkept_session, "unkept", "wolkbreuk");
  close_session (db, unkept_session, "home", TODAY);

  list = luwte_dossier_table_list (db, NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (luwte_dossier_get_id (g_ptr_array_index (list, 0)), ==, young);
  g_assert_cmpuint (luwte_dossier_get_n_notes (g_ptr_array_index (list, 0)), ==, 1);
  found = luwte_dossier_table_list (db, "bram", 10, &error);
  g_assert_cmpuint (found->len, ==, 1);
  notes = luwte_note_table_list_by_nickname (db, "Bram", &error);
  g_assert_cmpuint (notes->len, ==, 0);
  g_clear_pointer (&notes, g_ptr_array_unref);
  notes = luwte_note_table_search (db, "wolkbr", 10, &error);
  g_assert_cmpuint (notes->len, ==, 1);
  known = luwte_dossier_table_known (db, NULL, "Bram", &error);
  g_assert_cmpuint (known->len, ==, 0);

  luwte_db_exec (db,
                 "INSERT INTO hold (object_id, dossier_id, reason, from_day)"
                 " SELECT 'h1', min (id), 'complaint', 1 FROM dossier",
                 &error);
  held = luwte_dossier_table_list (db, NULL, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (held->len, ==, 2);
}

static void
known (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *service = add_service (db);
  g_autofree char *elsewhere = luwte_service_table_use (
      db, &(LuwteServiceRow) { .kind = "lhc", .url = "https://other.test", .user = "noor" },
      &error);
  g_autofree char *typed = add_dossier (db, "Zoë", TODAY - 3);
  g_autofree char *there = luwte_dossier_table_add (db, elsewhere, "Zoë", TODAY - 2, &error);
  g_autofree char *a = add_session (db, NULL, NULL, typed, "Zoë", TODAY - 3);
  g_autofree char *b = add_session (db, elsewhere, "r1", there, "Zoë", TODAY - 2);
  g_autoptr (GPtrArray) here = luwte_dossier_table_known (db, service, "Zoe\xcc\x88", &error);
  g_autoptr (GPtrArray) any = luwte_dossier_table_known (db, NULL, "Zoë", &error);
  g_autoptr (GPtrArray) other = luwte_dossier_table_known (db, service, "zoë", &error);

  g_assert_no_error (error);
  /* Somebody of another service is somebody else; a name that was typed here may be anyone's. */
  g_assert_cmpuint (here->len, ==, 1);
  g_assert_cmpstr (luwte_dossier_get_id (g_ptr_array_index (here, 0)), ==, typed);
  g_assert_cmpuint (any->len, ==, 2);
  g_assert_cmpstr (luwte_dossier_get_id (g_ptr_array_index (any, 0)), ==, there);
  g_assert_cmpuint (other->len, ==, 0);
}

static void
erasing (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = add_dossier (db, "Anna", TODAY);
  g_autofree char *one = add_session (db, NULL, NULL, dossier, "Anna", TODAY);
  g_autofree char *two = add_session (db, NULL, NULL, dossier, "Anna", TODAY);
  g_autoptr (LuwteMessage) message = luwte_message_new ("r1", "m1", NULL, LUWTE_FROM_VISITOR, 1,
                                                        "a message", LUWTE_DELIVERY_NONE);
  g_autoptr (LuwteOutgoing) outgoing = luwte_outgoing_new (NULL, "not sent");
  g_auto (GStrv) kinds = NULL;

  add_note (db, one, "note", "a note");
  add_note (db, one, "personal_note", "another");
  luwte_message_table_put (db, one, message, TODAY, NULL, &error);
  luwte_draft_table_save (db, one, LUWTE_DRAFT_NOTE, "half a note", 1, &error);
  luwte_outbox_table_add (db, one, outgoing, 1, &error);
  g_assert_no_error (error);
  kinds = luwte_session_table_record_kinds (db, one, &error);
  g_assert_cmpuint (g_strv_length (kinds), ==, 3);
  g_assert_true (g_strv_contains ((const char *const *) kinds, "message"));
  g_assert_true (g_strv_contains ((const char *const *) kinds, "personal_note"));

  luwte_session_table_erase (db, one, &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_test_ask (db, "SELECT (SELECT count (*) FROM note)"
                                       " + (SELECT count (*) FROM note_text)"
                                       " + (SELECT count (*) FROM message)"
                                       " + (SELECT count (*) FROM draft)"
                                       " + (SELECT count (*) FROM outbox)"),
                   ==, 0);
  g_assert_cmpint (luwte_test_ask (db, "SELECT count (*) FROM dossier"), ==, 1);
  luwte_session_table_erase (db, two, &error);
  g_assert_no_error (error);
  g_assert_cmpint (luwte_test_ask (db, "SELECT (SELECT count (*) FROM dossier)"
                                       " + (SELECT count (*) FROM nickname)"),
                   ==, 0);
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

  g_test_add_data_func ("/tables/session/round-trip", round_trip, in_vault);
  g_test_add_data_func ("/tables/session/closing", closing, in_vault);
  g_test_add_data_func ("/tables/session/touching", touching, in_vault);
  g_test_add_data_func ("/tables/session/moving", moving, in_vault);
  g_test_add_data_func ("/tables/session/erasing", erasing, in_vault);
  g_test_add_data_func ("/tables/dossier/joining", joining, in_vault);
  g_test_add_data_func ("/tables/dossier/splitting", splitting, in_vault);
  g_test_add_data_func ("/tables/dossier/splitting-wrong", splitting_wrong, in_vault);
  g_test_add_data_func ("/tables/dossier/due", due, in_vault);
  g_test_add_data_func ("/tables/dossier/known", known, in_vault);
  return g_test_run ();
}
