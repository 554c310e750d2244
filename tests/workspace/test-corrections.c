/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rights-fixture.h"

#include "luwte-policy.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

typedef void (*ChangeFunc) (LuwteRights *self, const char *request_id, const char *note_id,
                            LuwteNoteText *text, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

static gboolean
change (Desk *self, ChangeFunc func, const char *request, const char *note, const char *text,
        GError **error)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (LuwteNoteText) words = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) result = NULL;

  func (rights, request, note, words, NULL, desk_answer_cb, &result);
  return luwte_rights_done_finish (rights, desk_wait (&result), error);
}

static GPtrArray *
history (Desk *self, const char *note)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *versions;

  luwte_notes_history_async (notes, note, NULL, desk_answer_cb, &result);
  versions = luwte_notes_history_finish (notes, desk_wait (&result), &error);
  g_assert_no_error (error);
  return versions;
}

static guint
found (Desk *self, const char *words, guint *n_beside)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  luwte_notes_search_async (notes, words, 10, NULL, desk_answer_cb, &result);
  rows = luwte_notes_list_finish (notes, desk_wait (&result), &error);
  g_assert_no_error (error);
  if (rows->len > 0 && n_beside != NULL)
    *n_beside = luwte_note_get_fields (g_ptr_array_index (rows, 0))->n_beside;
  return rows->len;
}

static void
changed_cb (LuwteNotes *notes, const char *dossier, guint *n)
{
  g_assert_nonnull (dossier);
  (*n)++;
}

/* What stood there stays readable beside the note, is not found by its words, and is there still
 * after the counsellor wrote on. (R82) */
static void
test_correction (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moerbei.");
  g_autofree char *request = desk_request (self, "Kiezel", "correction", TRUE);
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (LuwteNoteText) later = luwte_note_text_new ("Woont bij haar lijsterbes en hond.");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteNoteVersion *before;
  guint n_changed = 0;
  guint n_beside = 0;

  g_signal_connect (notes, "changed", G_CALLBACK (changed_cb), &n_changed);
  g_assert_true (change (self, luwte_rights_correct_async, request, note,
                         "Woont bij haar lijsterbes.", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (found (self, "moerbei", NULL), ==, 0);
  g_assert_cmpuint (found (self, "lijsterbes", &n_beside), ==, 1);
  g_assert_cmpuint (n_beside, ==, 1);

  luwte_notes_edit_async (notes, note, NULL, NULL, later, NULL, desk_answer_cb, &result);
  g_assert_true (luwte_notes_edit_finish (notes, desk_wait (&result), &error));
  versions = history (self, note);
  g_assert_cmpuint (versions->len, ==, 1);
  before = g_ptr_array_index (versions, 0);
  g_assert_cmpint (before->kind, ==, LUWTE_NOTE_BEFORE);
  g_assert_cmpstr (luwte_note_text_peek (before->text), ==, "Woont bij haar moerbei.");
  g_assert_nonnull (before->topic);
  g_assert_cmpint (before->replaced, >=, before->at);
  g_signal_handlers_disconnect_by_func (notes, changed_cb, &n_changed);
}

/* An addition leaves the note as it is and stands beside it with its date. (R82) */
static void
test_addition (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moeder.");
  g_autofree char *request = desk_request (self, "Kiezel", "addition", TRUE);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteNoteVersion *beside;

  g_assert_true (change (self, luwte_rights_add_async, request, note, "En bij mijn oma.", &error));
  g_assert_no_error (error);
  g_assert_true (change (self, luwte_rights_add_async, request, note, "Soms.", &error));
  g_assert_cmpuint (found (self, "moeder", NULL), ==, 1);
  versions = history (self, note);
  g_assert_cmpuint (versions->len, ==, 2);
  beside = g_ptr_array_index (versions, 0);
  g_assert_cmpint (beside->kind, ==, LUWTE_NOTE_ADDITION);
  g_assert_cmpstr (luwte_note_text_peek (beside->text), ==, "En bij mijn oma.");
  g_assert_cmpint (beside->at, >, 0);
  g_assert_null (beside->topic);
}

static void
assert_refused (Desk *self, ChangeFunc func, const char *request, const char *note)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (change (self, func, request, note, "Iets anders.", &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
}

/* Only for an open and checked request of that kind, in its own dossier; never with nothing. (R82,
 * R83) */
static void
test_refusals (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moeder.");
  g_autofree char *other = desk_note (self, "Basalt", "Iemand anders.");
  g_autofree char *unchecked = desk_request (self, "Kiezel", "correction", FALSE);
  g_autofree char *addition = desk_request (self, "Kiezel", "addition", TRUE);
  g_autofree char *correction = desk_request (self, "Kiezel", "correction", TRUE);
  g_autoptr (GError) error = NULL;

  assert_refused (self, luwte_rights_correct_async, unchecked, note);
  assert_refused (self, luwte_rights_correct_async, addition, note);
  assert_refused (self, luwte_rights_add_async, correction, note);
  assert_refused (self, luwte_rights_correct_async, correction, other);
  g_assert_false (change (self, luwte_rights_correct_async, correction, "nothing", "x", &error));
  g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (change (self, luwte_rights_correct_async, correction, note, " \n", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  desk_exec (self, "UPDATE request SET state = 'granted'");
  assert_refused (self, luwte_rights_correct_async, correction, note);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note_version"), ==, 0);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note_addition"), ==, 0);
}

/* A dossier that was split or joined since is another dossier: what was asked of it has to be asked
 * anew. What stands beside a note goes along with the note. (R82, R84) */
static void
test_moved (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moeder.");
  g_autofree char *other = desk_note (self, "Basalt", "Iemand anders.");
  g_autofree char *correction = desk_request (self, "Kiezel", "correction", TRUE);
  g_autofree char *addition = desk_request (self, "Kiezel", "addition", TRUE);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (change (self, luwte_rights_correct_async, correction, note, "Bij oma.", &error));
  desk_exec (self, "UPDATE session SET dossier_id = (SELECT max (dossier_id) FROM session)");
  assert_refused (self, luwte_rights_correct_async, correction, note);
  assert_refused (self, luwte_rights_add_async, addition, note);
  versions = history (self, note);
  g_assert_cmpuint (versions->len, ==, 1);
}

/* What may not be read has no history either, and what is due is not there. */
static void
test_readers (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moeder.");
  g_autofree char *request = desk_request (self, "Kiezel", "correction", TRUE);
  g_autoptr (GPtrArray) hidden = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (change (self, luwte_rights_correct_async, request, note, "Bij oma.", &error));
  desk_exec (self, "UPDATE note SET kind = 'personal_note';"
                   "UPDATE session SET author = '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f'");
  hidden = history (self, note);
  g_assert_cmpuint (hidden->len, ==, 0);
  desk_exec (self, "UPDATE session SET author = NULL;"
                   "UPDATE dossier SET last_contact_day = 10000;"
                   "UPDATE session SET active_day = 10000, opened_day = 10000, closed_day = 10000");
  due = history (self, note);
  g_assert_cmpuint (due->len, ==, 0);
}

/* Erasing a note takes all that stands beside it. (R71, R81) */
static void
test_erased (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Woont bij haar moeder.");
  g_autofree char *correction = desk_request (self, "Kiezel", "correction", TRUE);
  g_autofree char *addition = desk_request (self, "Kiezel", "addition", TRUE);
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (change (self, luwte_rights_correct_async, correction, note, "Bij oma.", &error));
  g_assert_true (change (self, luwte_rights_add_async, addition, note, "Soms.", &error));
  luwte_notes_erase_async (notes, note, NULL, desk_answer_cb, &result);
  g_assert_true (luwte_notes_erase_finish (notes, desk_wait (&result), &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note_version"), ==, 0);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note_addition"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  luwte_test_cheap_keys ();
  g_test_add_func ("/workspace/corrections/correction", test_correction);
  g_test_add_func ("/workspace/corrections/addition", test_addition);
  g_test_add_func ("/workspace/corrections/refusals", test_refusals);
  g_test_add_func ("/workspace/corrections/moved", test_moved);
  g_test_add_func ("/workspace/corrections/readers", test_readers);
  g_test_add_func ("/workspace/corrections/erased", test_erased);
  return g_test_run ();
}
