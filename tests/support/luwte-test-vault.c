/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "luwte-db.h"
#include "luwte-secret.h"
#include "luwte-test-vault.h"
#include "luwte-vault-private.h"
#include "luwte-vault.h"

#include <glib/gstdio.h>

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  if (g_str_equal (kind, "unkept"))
    return created;
  return closed == LUWTE_DAY_NONE ? LUWTE_DAY_NONE : last_contact + 365;
}

void
luwte_test_cheap_keys (void)
{
  luwte_vault_use_test_cost ();
}

LuwteTestVault *
luwte_test_vault_new (void)
{
  LuwteTestVault *self = g_new0 (LuwteTestVault, 1);
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new ("a passphrase of a test", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GError) error = NULL;

  luwte_test_cheap_keys ();
  self->parent = g_dir_make_tmp ("luwte-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->dir = g_build_filename (self->parent, "vault", NULL);
  self->vault = luwte_vault_create (self->dir, passphrase, &code, &error);
  g_assert_no_error (error);
  luwte_vault_set_due_rule (self->vault, due_on, NULL, NULL);
  luwte_vault_set_today (self->vault, LUWTE_TEST_TODAY);
  return self;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_remove (child), ==, 0);
    }
  g_rmdir (path);
}

void
luwte_test_vault_free (LuwteTestVault *self)
{
  luwte_vault_close (self->vault);
  g_assert_finalize_object (self->vault);
  remove_folder (self->dir);
  remove_folder (self->parent);
  g_free (self->dir);
  g_free (self->parent);
  g_free (self);
}

typedef struct
{
  LuwteTestFunc func;
  gpointer data;
} Body;

static gpointer
run_body (LuwteDb *db, gpointer data, GError **error)
{
  const Body *body = data;

  body->func (db, body->data);
  return GINT_TO_POINTER (TRUE);
}

void
luwte_test_vault_in (LuwteTestVault *self, LuwteTestFunc func, gpointer data)
{
  Body body = { func, data };
  g_autoptr (GError) error = NULL;

  luwte_vault_write (self->vault, run_body, &body, &error);
  g_assert_no_error (error);
}

gint64
luwte_test_ask (LuwteDb *db, const char *static_sql)
{
  g_autoptr (GError) error = NULL;
  LuwteStmt *stmt = luwte_db_prepare (db, static_sql, &error);
  gboolean row;

  g_assert_no_error (error);
  luwte_stmt_step (stmt, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);
  return luwte_stmt_int (stmt, 0);
}

void
luwte_test_answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **answer = user_data;

  g_assert_null (*answer);
  *answer = g_object_ref (result);
}

GAsyncResult *
luwte_test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}
