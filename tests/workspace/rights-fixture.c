/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rights-fixture.h"

#include "luwte-code.h"
#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-workspace-private.h"

#include <glib/gstdio.h>

void
desk_answer_cb (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
desk_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

Desk *
desk_new (const char *policy, const char *role)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("een lange zin om te testen", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = NULL;

  self->parent = g_dir_make_tmp ("luwte-desk-XXXXXX", NULL);
  dir = g_build_filename (self->parent, "vault", NULL);
  self->workspace = luwte_workspace_new (dir);
  luwte_workspace_create_async (self->workspace, policy, NULL, role, passphrase, NULL,
                                desk_answer_cb, &result);
  code = luwte_workspace_create_finish (self->workspace, desk_wait (&result), &error);
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

void
desk_free (Desk *self)
{
  luwte_workspace_close (self->workspace);
  g_assert_finalize_object (self->workspace);
  remove_tree (self->parent);
  g_free (self->parent);
  g_free (self);
}

char *
desk_note (Desk *self, const char *nickname, const char *text)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "nl");
  g_autoptr (LuwteNoteText) words = luwte_note_text_new (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteNoteRequest request = { .nickname = nickname,
                               .topic = luwte_code_get_code (g_ptr_array_index (topics, 0)) };
  char *id;

  luwte_notes_add_async (notes, &request, words, NULL, desk_answer_cb, &result);
  id = luwte_notes_add_finish (notes, desk_wait (&result), &error);
  g_assert_no_error (error);
  return id;
}

char *
desk_dossier (Desk *self, const char *nickname)
{
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  luwte_notes_list_by_nickname_async (notes, nickname, NULL, desk_answer_cb, &result);
  found = luwte_notes_list_finish (notes, desk_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, >, 0);
  return g_strdup (luwte_note_get_fields (g_ptr_array_index (found, 0))->dossier_id);
}

char *
desk_request (Desk *self, const char *nickname, const char *kind, gboolean checked)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autofree char *dossier = desk_dossier (self, nickname);
  g_autoptr (GAsyncResult) received = NULL;
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  luwte_rights_receive_async (rights, dossier, kind, LUWTE_DAY_NONE, NULL, desk_answer_cb,
                              &received);
  id = luwte_rights_receive_finish (rights, desk_wait (&received), &error);
  g_assert_no_error (error);
  if (!checked)
    return id;
  luwte_rights_check_async (rights, id, TRUE, FALSE, NULL, desk_answer_cb, &looked);
  g_assert_true (luwte_rights_done_finish (rights, desk_wait (&looked), &error));
  g_assert_no_error (error);
  return id;
}

static gpointer
exec_cb (LuwteDb *db, gpointer sql, GError **error)
{
  return luwte_db_exec (db, sql, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

void
desk_exec (Desk *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  luwte_vault_write (self->workspace->vault, exec_cb, (gpointer) sql, &error);
  g_assert_no_error (error);
}

static gpointer
ask_cb (LuwteDb *db, gpointer sql, GError **error)
{
  LuwteStmt *stmt = luwte_db_prepare (db, sql, error);
  gboolean row;

  if (stmt == NULL || !luwte_stmt_step (stmt, &row, error))
    return NULL;
  return g_memdup2 (&(gint64) { row ? luwte_stmt_int (stmt, 0) : -1 }, sizeof (gint64));
}

gint64
desk_ask (Desk *self, const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *n = luwte_vault_write (self->workspace->vault, ask_cb, (gpointer) static_sql,
                                            &error);

  g_assert_no_error (error);
  return *n;
}
