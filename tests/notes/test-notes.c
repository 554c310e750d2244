/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notes from the outside, in a real vault under the profiles that ship: what is refused, which
 * dossier a name leads to, what a search finds, what remains of what was erased. */

#include "luwte-clock.h"
#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-notes.h"
#include "luwte-policy.h"
#include "luwte-retention-values.h"
#include "luwte-session-table.h"
#include "luwte-test-vault.h"
#include "luwte-tombstone-table.h"
#include "luwte-vault.h"

typedef struct
{
  LuwteTestVault *vault;
  LuwtePolicy *policy;
  LuwteNotes *notes;
  guint n_changed;
} Fixture;

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  return luwte_policy_due_on (data, line, kind, created, closed, last_contact, NULL);
}

static void
changed_cb (LuwteNotes *notes, const char *dossier_id, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;

  fixture->vault = luwte_test_vault_new ();
  fixture->policy = luwte_policy_load_bundled (profile, NULL, &error);
  g_assert_no_error (error);
  luwte_vault_set_due_rule (fixture->vault->vault, due_on, g_object_ref (fixture->policy),
                            g_object_unref);
  luwte_vault_set_today (fixture->vault->vault,
                         luwte_policy_day_of (fixture->policy, luwte_clock_now ()));
  fixture->notes = luwte_notes_new (fixture->vault->vault, fixture->policy);
  g_signal_connect (fixture->notes, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->notes));
  luwte_test_vault_free (fixture->vault);
  g_assert_finalize_object (fixture->policy);
}

static char *
add_request (Fixture *fixture, const LuwteNoteRequest *request, const char *text, GError **error)
{
  g_autoptr (LuwteNoteText) note = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_add_async (fixture->notes, request, note, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_add_finish (fixture->notes, result, error);
}

static char *
add (Fixture *fixture, const char *nickname, const char *text, gint64 created)
{
  g_autoptr (GError) error = NULL;
  char *id = add_request (fixture,
                          &(LuwteNoteRequest) {
                            .nickname = nickname, .topic = "home", .created = created },
                          text, &error);

  g_assert_no_error (error);
  return id;
}

static GPtrArray *
list (Fixture *fixture, const char *nickname)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  luwte_notes_list_by_nickname_async (fixture->notes, nickname, NULL, luwte_test_answer_cb,
                                      &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return notes;
}

static GPtrArray *
search (Fixture *fixture, const char *words)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *notes;

  luwte_notes_search_async (fixture->notes, words, 10, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  return notes;
}

static gboolean
erase (Fixture *fixture, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_erase_async (fixture->notes, id, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_erase_finish (fixture->notes, result, error);
}

static const LuwteNoteFields *
fields_at (GPtrArray *notes, guint i)
{
  g_assert_cmpuint (i, <, notes->len);
  return luwte_note_get_fields (g_ptr_array_index (notes, i));
}

/* An open session as a claim leaves it. data: (out) its object id */
static void
open_session (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dossier = luwte_dossier_table_add (db, NULL, "Bas", 10000, &error);
  char **session = data;

  *session = luwte_session_table_add (db,
                                      &(LuwteSessionRow) {
                                        .dossier = dossier,
                                        .nickname = "Bas",
                                        .line = "chat",
                                        .channel = "chat",
                                        .state = LUWTE_SESSION_ACTIVE,
                                        .opened_day = 10000,
                                        .active_day = 10000,
                                        .closed_day = LUWTE_DAY_NONE,
                                      },
                                      &error);
  g_assert_no_error (error);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "Zoë", "Eerste gesprek.", 0);
  g_autofree char *two = add (fixture, " Zoe\xcc\x88 ", "Tweede gesprek.", 0);
  g_autofree char *other = add (fixture, "zoe", "Iemand anders?", 0);
  g_autoptr (GPtrArray) notes = list (fixture, "Zoë");
  const LuwteNoteFields *note = fields_at (notes, 0);

  /* The same name is the same dossier, however its accent is written; another name is not. */
  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (note->id, ==, two);
  g_assert_cmpstr (note->nickname, ==, "Zoë");
  g_assert_cmpstr (note->dossier_id, ==, fields_at (notes, 1)->dossier_id);
  g_assert_cmpstr (note->session_id, !=, fields_at (notes, 1)->session_id);
  g_assert_cmpstr (note->kind, ==, "note");
  g_assert_cmpstr (note->line, ==, "chat");
  g_assert_cmpstr (note->channel, ==, "chat");
  g_assert_cmpstr (note->topic, ==, "home");
  g_assert_cmpint (note->due, ==,
                   luwte_day_add (luwte_policy_day_of (fixture->policy, note->created),
                                  (LuwtePeriod) { .months = 12 }));
  g_assert_cmpuint (fixture->n_changed, ==, 3);
}

/* "Anoniem" is nobody in particular, so one contact must not prolong another's term. (R1) */
static void
test_generic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "Anoniem", "Een.", 0);
  g_autofree char *two = add (fixture, "Anoniem", "Een ander.", 0);
  g_autoptr (GPtrArray) notes = list (fixture, "Anoniem");

  g_assert_cmpuint (notes->len, ==, 2);
  g_assert_cmpstr (fields_at (notes, 0)->dossier_id, !=, fields_at (notes, 1)->dossier_id);
}

static void
refuse (Fixture *fixture, const LuwteNoteRequest *request, const char *text, GQuark domain,
        int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = add_request (fixture, request, text, &error);

  g_assert_error (error, domain, code);
  g_assert_null (id);
}

static void
count_rows (LuwteDb *db, gpointer data)
{
  *(gint64 *) data = luwte_test_ask (db, "SELECT (SELECT count (*) FROM note)"
                                         " + (SELECT count (*) FROM session)"
                                         " + (SELECT count (*) FROM dossier)"
                                         " + (SELECT count (*) FROM draft)");
}

/* What is refused leaves no row behind, not even an empty dossier. (R16) */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  gint64 n_rows = -1;

  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "nonsense" }, "x",
          LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A" }, "x", LUWTE_POLICY_ERROR,
          LUWTE_POLICY_ERROR_NOT_FOUND);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "home", .line = "nonsense" },
          "x", LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "home", .channel = "fax" }, "x",
          LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "home", .kind = "test" }, "x",
          LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = " ", .topic = "home" }, "x", G_IO_ERROR,
          G_IO_ERROR_INVALID_ARGUMENT);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "home" }, " \n\t ", G_IO_ERROR,
          G_IO_ERROR_INVALID_ARGUMENT);
  refuse (fixture, &(LuwteNoteRequest) { .session_id = "nothing", .topic = "home" }, "x",
          LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  luwte_test_vault_in (fixture->vault, count_rows, &n_rows);
  g_assert_cmpint (n_rows, ==, 0);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

/* A helpline without dossiers takes no note, whatever else is right or wrong about it. (R15) */
static void
test_no_dossiers (Fixture *fixture, gconstpointer data)
{
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "nonsense" }, "x",
          LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .kind = "personal_note" }, "x",
          LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

static void
last_contact (LuwteDb *db, gpointer data)
{
  *(gint64 *) data = luwte_test_ask (db, "SELECT max (last_contact_day) FROM dossier");
}

static void
test_in_session (Fixture *fixture, gconstpointer data)
{
  g_autofree char *session = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;
  gint64 contact = 0;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  id = add_request (fixture, &(LuwteNoteRequest) { .session_id = session, .topic = "home" },
                    "Tijdens het gesprek.", &error);
  g_assert_no_error (error);
  notes = list (fixture, "Bas");
  g_assert_cmpstr (fields_at (notes, 0)->session_id, ==, session);
  luwte_test_vault_in (fixture->vault, last_contact, &contact);
  g_assert_cmpint (contact, ==, luwte_policy_day_of (fixture->policy, luwte_clock_now ()));

  g_assert_false (erase (fixture, id, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

static gboolean
edit (Fixture *fixture, const char *id, const char *topic, const char *text, GError **error)
{
  g_autoptr (LuwteNoteText) note = text != NULL ? luwte_note_text_new (text) : NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_edit_async (fixture->notes, id, NULL, topic, note, NULL, luwte_test_answer_cb,
                          &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_edit_finish (fixture->notes, result, error);
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "Anna", "Over de wolkbreuk.", 0);
  g_autoptr (GPtrArray) before = search (fixture, "wolkbr");
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (fields_at (before, 0)->snippet, ==, "Over de \x02wolkbreuk\x03.");
  g_assert_true (edit (fixture, id, "school", "Over de regen.", &error));
  after = search (fixture, "wolkbr");
  g_assert_cmpuint (after->len, ==, 0);
  found = search (fixture, "regen");
  g_assert_cmpstr (fields_at (found, 0)->topic, ==, "school");
  g_assert_cmpint (fields_at (found, 0)->edited, >, 0);
  g_assert_false (edit (fixture, id, "nonsense", NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (edit (fixture, id, NULL, "  ", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (edit (fixture, "nothing", NULL, "x", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

static void
add_second_note (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* To the session of the note: what a counsellor writes down afterwards. */
  luwte_db_exec (db,
                 "INSERT INTO flag (object_id, session_id, reason, urgent, question, created_at,"
                 " created_day) SELECT 'f', max (id), 'other', 0, 'q', 1, 1 FROM session",
                 &error);
  g_assert_no_error (error);
}

static void
read_tombstones (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) data = luwte_tombstone_table_list (db, &error);
  g_assert_no_error (error);
}

/* The last record of a session that leaves a topic leaves one tombstone, and the last of all takes
 * session, nickname and dossier along. (R72, R81) */
static void
test_erase (Fixture *fixture, gconstpointer data)
{
  const gint64 created = 1763700000; /* 21 November 2025 */
  g_autofree char *one = add (fixture, "Anna", "Het gaat om wolkbreuk.", created);
  g_autofree char *two = add (fixture, "Bas", "Het gaat om hagel.", created);
  g_autoptr (GPtrArray) tombstones = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  LuwteTombstone *tombstone;
  gint64 n_rows = -1;

  luwte_vault_set_today (fixture->vault->vault, luwte_policy_day_of (fixture->policy, created));
  luwte_test_vault_in (fixture->vault, add_second_note, NULL);
  g_assert_true (erase (fixture, one, &error));
  g_assert_no_error (error);
  left = list (fixture, "Anna");
  g_assert_cmpuint (left->len, ==, 0);
  luwte_test_vault_in (fixture->vault, count_rows, &n_rows);
  g_assert_cmpint (n_rows, ==, 3);
  luwte_test_vault_in (fixture->vault, read_tombstones, &tombstones);
  g_assert_cmpuint (tombstones->len, ==, 1);
  tombstone = g_ptr_array_index (tombstones, 0);
  g_assert_cmpstr (luwte_tombstone_get_line (tombstone), ==, "chat");
  g_assert_cmpstr (luwte_tombstone_get_topic (tombstone), ==, "home");
  g_assert_cmpstr (luwte_tombstone_get_month (tombstone), ==, "2025-11");
  g_assert_cmpstr (luwte_tombstone_get_channel (tombstone), ==, "chat");

  /* A flag leaves no topic, so the note did; the flag keeps the session. */
  g_clear_pointer (&tombstones, g_ptr_array_unref);
  g_assert_true (erase (fixture, two, &error));
  luwte_test_vault_in (fixture->vault, read_tombstones, &tombstones);
  g_assert_cmpuint (tombstones->len, ==, 2);
  luwte_test_vault_in (fixture->vault, count_rows, &n_rows);
  g_assert_cmpint (n_rows, ==, 2);

  g_assert_false (erase (fixture, one, &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

static void
hold (LuwteDb *db, gpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_db_exec (db,
                 "INSERT INTO hold (object_id, dossier_id, reason, from_day)"
                 " SELECT 'h', id, 'complaint', 1 FROM dossier",
                 &error);
  g_assert_no_error (error);
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "Anna", "Waarover geklaagd is.", 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = NULL;

  luwte_test_vault_in (fixture->vault, hold, NULL);
  g_assert_false (erase (fixture, id, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  notes = list (fixture, "Anna");
  g_assert_cmpuint (notes->len, ==, 1);
}

static LuwteNoteText *
load_draft (Fixture *fixture, const char *session)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNoteText *draft;

  luwte_notes_load_draft_async (fixture->notes, session, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  draft = luwte_notes_load_draft_finish (fixture->notes, result, NULL, &error);
  g_assert_no_error (error);
  return draft;
}

static gboolean
save_draft (Fixture *fixture, const char *session, const char *text, GError **error)
{
  g_autoptr (LuwteNoteText) note = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_save_draft_async (fixture->notes, session, NULL, note, NULL, luwte_test_answer_cb,
                                &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_save_draft_finish (fixture->notes, result, error);
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autofree char *session = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LuwteNoteText) none = NULL;
  g_autoptr (LuwteNoteText) half = NULL;
  g_autoptr (LuwteNoteText) gone = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  none = load_draft (fixture, session);
  g_assert_cmpstr (luwte_note_text_peek (none), ==, "");
  g_assert_true (save_draft (fixture, session, "Half", &error));
  g_assert_true (save_draft (fixture, session, "Half een zin", &error));
  half = load_draft (fixture, session);
  g_assert_cmpstr (luwte_note_text_peek (half), ==, "Half een zin");

  /* A draft is in no list and in no search. */
  {
    g_autoptr (GPtrArray) found = search (fixture, "half");

    g_assert_cmpuint (found->len, ==, 0);
  }
  id = add_request (fixture, &(LuwteNoteRequest) { .session_id = session, .topic = "home" },
                    "Half een zin, en heel.", &error);
  g_assert_no_error (error);
  gone = load_draft (fixture, session);
  g_assert_cmpstr (luwte_note_text_peek (gone), ==, "");
  g_assert_false (save_draft (fixture, "nothing", "x", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
}

/* A draft knows the note that it becomes, and a note becomes one for its author alone only by its
 * author. (R37) */
static void
test_kind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *session = NULL;
  g_autofree char *id = add (fixture, "Anna", "Eerste.", 0);
  g_autofree char *kind = NULL;
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("Half");
  g_autoptr (LuwteNoteText) draft = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) edited = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_vault_in (fixture->vault, open_session, &session);
  luwte_notes_save_draft_async (fixture->notes, session, "test", text, NULL, luwte_test_answer_cb,
                                &answer);
  refused = luwte_test_wait (&answer);
  g_assert_false (luwte_notes_save_draft_finish (fixture->notes, refused, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  luwte_notes_save_draft_async (fixture->notes, session, "personal_note", text, NULL,
                                luwte_test_answer_cb, &answer);
  saved = luwte_test_wait (&answer);
  g_assert_true (luwte_notes_save_draft_finish (fixture->notes, saved, &error));
  luwte_notes_load_draft_async (fixture->notes, session, NULL, luwte_test_answer_cb, &answer);
  loaded = luwte_test_wait (&answer);
  draft = luwte_notes_load_draft_finish (fixture->notes, loaded, &kind, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (kind, ==, "personal_note");

  luwte_notes_edit_async (fixture->notes, id, "personal_note", NULL, NULL, NULL,
                          luwte_test_answer_cb, &answer);
  edited = luwte_test_wait (&answer);
  g_assert_true (luwte_notes_edit_finish (fixture->notes, edited, &error));
  {
    g_autoptr (GPtrArray) notes = list (fixture, "Anna");

    g_assert_cmpstr (luwte_note_get_fields (g_ptr_array_index (notes, 0))->kind, ==,
                     "personal_note");
  }
  luwte_notes_edit_async (fixture->notes, id, "message", NULL, NULL, NULL, luwte_test_answer_cb,
                          &answer);
  other = luwte_test_wait (&answer);
  g_assert_false (luwte_notes_edit_finish (fixture->notes, other, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

static void
add_row (GPtrArray *rows, const char *nickname, const char *topic, gint64 created, const char *text)
{
  LuwteNoteImport *row = g_new0 (LuwteNoteImport, 1);

  row->nickname = g_strdup (nickname);
  row->topic = g_strdup (topic);
  row->created = created;
  row->text = luwte_note_text_new (text);
  g_ptr_array_add (rows, row);
}

static gboolean
import (Fixture *fixture, GPtrArray *rows, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  luwte_notes_import_async (fixture->notes, rows, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  return luwte_notes_import_finish (fixture->notes, result, error);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  const gint64 now = luwte_clock_now ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_rows = -1;

  /* A life over years, out of order: what is old is kept by what is new, as one dossier. */
  add_row (rows, "Anna", "home", now - 86400 * 300, "tweede");
  add_row (rows, "Anna", "home", now - 86400 * 900, "eerste");
  add_row (rows, "Anna", "school", 0, "vierde");
  add_row (rows, "Anna", "home", now - 86400 * 10, "derde");
  add_row (rows, "Oud", "home", now - 86400 * 900, "verlopen");
  g_assert_true (import (fixture, rows, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  notes = list (fixture, "Anna");
  g_assert_cmpuint (notes->len, ==, 4);
  g_assert_cmpstr (fields_at (notes, 0)->text, ==, "vierde");
  g_assert_cmpstr (fields_at (notes, 3)->text, ==, "eerste");
  g_assert_cmpstr (fields_at (notes, 0)->dossier_id, ==, fields_at (notes, 3)->dossier_id);
  none = list (fixture, "Oud");
  g_assert_cmpuint (none->len, ==, 0);

  /* One wrong row, the last, and nothing of the batch is there. */
  g_ptr_array_set_size (rows, 0);
  luwte_test_vault_in (fixture->vault, count_rows, &n_rows);
  for (guint i = 0; i < 50; i++)
    add_row (rows, "Cas", "home", now - i, "een");
  add_row (rows, "Cas", "nonsense", 0, "fout");
  g_assert_false (import (fixture, rows, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_NOT_FOUND);
  {
    gint64 n_after = -1;

    luwte_test_vault_in (fixture->vault, count_rows, &n_after);
    g_assert_cmpint (n_after, ==, n_rows);
  }
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  luwte_vault_close (fixture->vault->vault);
  refuse (fixture, &(LuwteNoteRequest) { .nickname = "A", .topic = "home" }, "x", LUWTE_VAULT_ERROR,
          LUWTE_VAULT_ERROR_CLOSED);
  g_assert_false (erase (fixture, "nothing", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_CLOSED);
}

/* R2. */
static void
test_dossiers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = add (fixture, "Anna", "Over de wolkbreuk.", 0);
  g_autofree char *two = add (fixture, "Bas", "Over hagel.", luwte_clock_now () - 86400 * 3);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) dossiers = NULL;
  g_autoptr (GError) error = NULL;

  luwte_notes_dossiers_async (fixture->notes, NULL, 10, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  dossiers = luwte_notes_dossiers_finish (fixture->notes, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dossiers->len, ==, 2);
  g_assert_cmpstr (luwte_dossier_get_nickname (g_ptr_array_index (dossiers, 0)), ==, "Anna");
  g_assert_cmpstr (luwte_dossier_get_snippet (g_ptr_array_index (dossiers, 1)), ==, "Over hagel.");
}

#define ADD(path, profile, func) g_test_add (path, Fixture, profile, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/notes/add", "example", test_add);
  ADD ("/notes/generic", "example", test_generic);
  ADD ("/notes/refused", "example", test_refused);
  ADD ("/notes/no-dossiers", "veiligsamen", test_no_dossiers);
  ADD ("/notes/in-session", "example", test_in_session);
  ADD ("/notes/edit", "example", test_edit);
  ADD ("/notes/erase", "example", test_erase);
  ADD ("/notes/held", "example", test_held);
  ADD ("/notes/draft", "example", test_draft);
  ADD ("/notes/kind", "example", test_kind);
  ADD ("/notes/import", "example", test_import);
  ADD ("/notes/dossiers", "example", test_dossiers);
  ADD ("/notes/closed", "example", test_closed);
  return g_test_run ();
}
