/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who reads what, on every way that leads to a record: lists, searches, dossiers, flags, edits. What
 * somebody else wrote is laid into the vault as a hand-over would bring it, and then looked for on
 * all of them. */

#include "luwte-workspace-private.h"

#include <glib/gstdio.h>

#include "luwte-code.h"
#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-substitute-table.h"
#include "luwte-test-vault.h"

#define OTHER "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"

typedef struct
{
  char *parent;
  char *dir;
  LuwteWorkspace *workspace;
} Fixture;

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static Fixture *
fixture_new (const char *policy, const char *role)
{
  Fixture *self = g_new0 (Fixture, 1);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->parent = g_dir_make_tmp ("luwte-access-XXXXXX", NULL);
  self->dir = g_build_filename (self->parent, "vault", NULL);
  self->workspace = luwte_workspace_new (self->dir);
  luwte_workspace_create_async (self->workspace, policy, NULL, role, passphrase, NULL, answer_cb,
                                &result);
  code = luwte_workspace_create_finish (self->workspace, wait_for (&result), &error);
  g_assert_no_error (error);
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)))
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
fixture_free (Fixture *self)
{
  luwte_workspace_close (self->workspace);
  g_assert_finalize_object (self->workspace);
  remove_tree (self->parent);
  g_free (self->parent);
  g_free (self->dir);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static char *
add_note (Fixture *self, const char *kind, const char *line, const char *text)
{
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "nl");
  g_autoptr (LuwteNoteText) words = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNoteRequest request = { .nickname = "Kiezel",
                               .kind = kind,
                               .line = line,
                               .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)) };
  char *id;

  luwte_notes_add_async (luwte_workspace_get_notes (self->workspace), &request, words, NULL,
                         answer_cb, &result);
  id = luwte_notes_add_finish (luwte_workspace_get_notes (self->workspace), wait_for (&result),
                               &error);
  g_assert_no_error (error);
  return id;
}

static gpointer
exec_cb (LuwteDb *db, gpointer sql, GError **error)
{
  return luwte_db_exec (db, sql, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
exec (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  luwte_vault_write (self->workspace->vault, exec_cb, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static guint
count (GPtrArray *rows, const GError *error)
{
  g_assert_no_error (error);
  return rows->len;
}

static guint
by_nickname (Fixture *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  luwte_notes_list_by_nickname_async (notes, "Kiezel", NULL, answer_cb, &result);
  rows = luwte_notes_list_finish (notes, wait_for (&result), &error);
  return count (rows, error);
}

static guint
by_search (Fixture *self)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  luwte_notes_search_async (notes, "zonnebloem", 50, NULL, answer_cb, &result);
  rows = luwte_notes_list_finish (notes, wait_for (&result), &error);
  return count (rows, error);
}

/* Dossiers, with what their rows show, and the notes of each. */
static guint
by_dossiers (Fixture *self, const char *words)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) dossiers = NULL;
  guint n = 0;

  luwte_notes_dossiers_async (notes, words, 50, NULL, answer_cb, &result);
  dossiers = luwte_notes_dossiers_finish (notes, wait_for (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < dossiers->len; i++)
    {
      g_autoptr (GAsyncResult) listed = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      luwte_notes_list_by_dossier_async (notes,
                                         luwte_dossier_get_id (g_ptr_array_index (dossiers, i)), 50,
                                         NULL, answer_cb, &listed);
      rows = luwte_notes_list_finish (notes, wait_for (&listed), &error);
      n += count (rows, error);
    }
  return n;
}

static guint
by_flags (Fixture *self)
{
  LuwteReview *review = luwte_workspace_get_review (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  luwte_review_list_async (review, NULL, answer_cb, &result);
  rows = luwte_review_list_finish (review, wait_for (&result), &error);
  return count (rows, error);
}

/* A change is a reading too: what cannot be read is not there to be changed. */
static gboolean
by_edit (Fixture *self, const char *id)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (LuwteNoteText) text = luwte_note_text_new ("zonnebloem veranderd");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  luwte_notes_edit_async (notes, id, NULL, NULL, text, NULL, answer_cb, &result);
  done = luwte_notes_edit_finish (notes, wait_for (&result), &error);
  if (!done)
    g_assert_error (error, LUWTE_VAULT_ERROR, LUWTE_VAULT_ERROR_NOT_FOUND);
  return done;
}

static void
assert_reads (Fixture *self, const char *id, guint n_notes, guint n_flags)
{
  g_assert_cmpuint (by_nickname (self), ==, n_notes);
  g_assert_cmpuint (by_search (self), ==, n_notes);
  g_assert_cmpuint (by_dossiers (self, NULL), ==, n_notes);
  g_assert_cmpuint (by_dossiers (self, "zonnebloem"), ==, n_notes);
  g_assert_cmpuint (by_flags (self), ==, n_flags);
  g_assert_cmpint (by_edit (self, id), ==, n_notes > 0);
}

#define FLAG_ALL                                                                                \
  "INSERT INTO flag (object_id, session_id, reason, urgent, question, created_at, created_day)" \
  " SELECT hex (randomblob (16)), id, 'other', 0, 'Wat nu?', opened_at, opened_day FROM session"

/* One's own is one's own, whatever the readers; of others' the profile says who. (R25, R37, R48, R49,
 * R50) */
static void
test_authors (void)
{
  static const struct
  {
    const char *profile, *line, *kind, *role;
    gboolean mine, read, flag;
  } rows[] = {
    { "fier", "chat", "note", "counsellor", TRUE, TRUE, TRUE },
    { "fier", "chat", "note", "counsellor", FALSE, TRUE, TRUE },
    { "fier", "chat", "personal_note", "counsellor", TRUE, TRUE, TRUE },
    { "fier", "chat", "personal_note", "counsellor", FALSE, FALSE, TRUE },
    { "fier", "chat", "personal_note", "lead", FALSE, FALSE, TRUE },
    { "pratenonline", "therapy", "note", "counsellor", TRUE, TRUE, TRUE },
    { "pratenonline", "therapy", "note", "counsellor", FALSE, FALSE, FALSE },
    { "pratenonline", "therapy", "note", "lead", FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Fixture) self = fixture_new (rows[i].profile, rows[i].role);
      g_autofree char *id = add_note (self, rows[i].kind, rows[i].line, "zonnebloem bij de kade");

      g_test_message ("%s %s, %s, %s", rows[i].profile, rows[i].kind, rows[i].role,
                      rows[i].mine ? "own" : "another's");
      exec (self, FLAG_ALL);
      if (!rows[i].mine)
        exec (self, "UPDATE session SET author = '" OTHER "'");
      assert_reads (self, id, rows[i].read, rows[i].flag);
    }
}

typedef struct
{
  LuwteSubstituteRow row;
  char *id;
} Grant;

static gpointer
grant_cb (LuwteDb *db, gpointer data, GError **error)
{
  Grant *grant = data;

  grant->id = luwte_substitute_table_add (db, &grant->row, error);
  return grant->id;
}

static gpointer
end_cb (LuwteDb *db, gpointer id, GError **error)
{
  return GINT_TO_POINTER (luwte_substitute_table_end (db, id, 1, error));
}

/* A substitute reads from the first day to the last, and when it is ended no longer; one of somebody
 * else, or to come, or past, not at all. (R50) */
static void
test_substitutes (void)
{
  static const struct
  {
    const char *author;
    int from, until;
    gboolean reads;
  } rows[] = {
    { OTHER, 0, 0, TRUE },    { OTHER, -10, 10, TRUE },    { OTHER, 1, 10, FALSE },
    { OTHER, -9, -1, FALSE }, { "somebody", 0, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Fixture) self = fixture_new ("pratenonline", "counsellor");
      g_autofree char *id = add_note (self, "note", "therapy", "zonnebloem bij de kade");
      LuwteDay today = luwte_retention_get_today (self->workspace->retention);
      Grant grant = { { .author = (char *) rows[i].author,
                        .from = today + rows[i].from,
                        .until = today + rows[i].until,
                        .granted_by = (char *) "lead",
                        .granted_at = 1 },
                      NULL };
      g_autoptr (GError) error = NULL;

      exec (self, "UPDATE session SET author = '" OTHER "'");
      luwte_vault_write (self->workspace->vault, grant_cb, &grant, &error);
      g_assert_no_error (error);
      assert_reads (self, id, rows[i].reads, 0);
      luwte_vault_write (self->workspace->vault, end_cb, grant.id, &error);
      g_assert_no_error (error);
      assert_reads (self, id, 0, 0);
      g_free (grant.id);
    }
}

/* Without a rule on reading nothing of others is read, and one's own is. */
static void
test_default_is_no (void)
{
  g_autoptr (Fixture) self = fixture_new ("fier", "lead");
  g_autofree char *id = add_note (self, "note", "chat", "zonnebloem bij de kade");

  luwte_vault_set_read_rule (self->workspace->vault, NULL, NULL, NULL);
  assert_reads (self, id, 1, 0);
  exec (self, "UPDATE session SET author = '" OTHER "'");
  assert_reads (self, id, 0, 0);
  luwte_workspace_install_readers (self->workspace);
  assert_reads (self, id, 1, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  luwte_test_cheap_keys ();
  g_test_add_func ("/workspace/access/authors", test_authors);
  g_test_add_func ("/workspace/access/substitutes", test_substitutes);
  g_test_add_func ("/workspace/access/default-is-no", test_default_is_no);
  return g_test_run ();
}
