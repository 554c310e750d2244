/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rights-fixture.h"

#include "luwte-code.h"
#include "luwte-dossier-table.h"
#include "luwte-policy.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"
#include "luwte-workspace-private.h"

#include <string.h>

static gboolean
erase (Desk *self, const char *request, const char *ground, GError **error)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;

  luwte_rights_erase_on_ground_async (rights, request, ground, FALSE, NULL, desk_answer_cb,
                                      &result);
  receipt = luwte_rights_erase_finish (rights, desk_wait (&result), error);
  return receipt != NULL;
}

static gboolean
refuse (Desk *self, const char *request, const char *ground, GError **error)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_rights_refuse_async (rights, request, ground, NULL, desk_answer_cb, &result);
  return luwte_rights_done_finish (rights, desk_wait (&result), error);
}

static void
object (Desk *self, const char *nickname, const char *to)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autofree char *dossier = desk_dossier (self, nickname);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_rights_object_async (rights, dossier, to, NULL, desk_answer_cb, &result);
  g_assert_true (luwte_rights_done_finish (rights, desk_wait (&result), &error));
  g_assert_no_error (error);
}

static gboolean
objects (Desk *self, const char *dossier, const char *to)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean stands;

  luwte_rights_objects_async (rights, dossier, to, NULL, desk_answer_cb, &result);
  stands = luwte_rights_objects_finish (rights, desk_wait (&result), &error);
  g_assert_no_error (error);
  return stands;
}

/* "month outcome ground early", a line each. */
static char *
decisions (Desk *self)
{
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  luwte_rights_decisions_async (rights, NULL, desk_answer_cb, &result);
  rows = luwte_rights_list_finish (rights, desk_wait (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const LuwteDecision *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (strlen (row->month), ==, strlen ("2026-11"));
      g_string_append_printf (told, "%s %s%s\n", row->outcome, row->ground,
                              row->early ? " early" : "");
    }
  return g_string_free_and_steal (g_steal_pointer (&told));
}

/* The ground stays when request and dossier are gone, as a code and of nobody. (R81, R86) */
static void
test_granted (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Zoekt steun.");
  g_autofree char *request = desk_request (self, "Kiezel", "erasure", TRUE);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (erase (self, request, "omdat Kiezel het wil", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (erase (self, request, "legal_term", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  before = decisions (self);
  g_assert_cmpstr (before, ==, "");
  g_assert_true (erase (self, request, "consent_withdrawn", &error));
  g_assert_no_error (error);
  after = decisions (self);
  g_assert_cmpstr (after, ==, "granted consent_withdrawn\n");
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM request"), ==, 0);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM dossier"), ==, 0);
}

/* A refusal by a code keeps the code; one in words keeps the words with the request alone, and "other"
 * beside it. What is refused of another kind keeps no code. (R86) */
static void
test_refused (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Zoekt steun.");
  g_autofree char *first = desk_request (self, "Kiezel", "erasure", FALSE);
  g_autofree char *second = desk_request (self, "Kiezel", "erasure", FALSE);
  g_autofree char *third = desk_request (self, "Kiezel", "access", FALSE);
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (refuse (self, first, "identity", &error));
  g_assert_true (refuse (self, second, "Jan Jansen is niet wie hij zegt.", &error));
  g_assert_true (refuse (self, third, "identity", &error));
  g_assert_no_error (error);
  told = decisions (self);
  g_assert_cmpstr (told, ==, "refused identity\nrefused other\n");
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM request WHERE ground LIKE 'Jan%'"), ==,
                   1);
}

/* Grounds are kept as long as the audit, and go as its rows do: with a run that erases something. */
static void
test_term (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Zoekt steun.");
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;

  desk_exec (self, "UPDATE dossier SET last_contact_day = 10000;"
                   "UPDATE session SET active_day = 10000, opened_day = 10000, closed_day = 10000;"
                   "INSERT INTO decision (month, outcome, ground, early) VALUES"
                   " ('2001-01', 'granted', 'asked', 1), (strftime ('%Y-%m', 'now'), 'refused',"
                   " 'legal_term', 0)");
  luwte_retention_run_async (retention, TRUE, NULL, desk_answer_cb, &result);
  receipt = luwte_retention_run_finish (retention, desk_wait (&result), &error);
  g_assert_no_error (error);
  told = decisions (self);
  g_assert_cmpstr (told, ==, "refused legal_term\n");
}

typedef struct
{
  const char *from, *into;
} Join;

static gpointer
join_cb (LuwteDb *db, gpointer data, GError **error)
{
  const Join *join = data;

  return GINT_TO_POINTER (luwte_dossier_table_join (db, join->from, join->into, error));
}

/* Joined dossiers: what was asked of the one is answered for nobody, an objection goes along. A request
 * of the dossier that took the other in still is its own. (R81, R84, R87) */
static void
test_joined (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *note = desk_note (self, "Kiezel", "Zoekt steun.");
  g_autofree char *other = desk_note (self, "Basalt", "Iemand anders.");
  g_autofree char *kiezel = desk_dossier (self, "Kiezel");
  g_autofree char *basalt = desk_dossier (self, "Basalt");
  g_autofree char *gone = desk_request (self, "Kiezel", "erasure", TRUE);
  g_autofree char *stays = desk_request (self, "Basalt", "erasure", TRUE);
  Join join = { kiezel, basalt };
  g_autoptr (GError) error = NULL;

  object (self, "Kiezel", "research");
  object (self, "Kiezel", "registration");
  g_assert_true (objects (self, kiezel, "research"));
  g_assert_false (objects (self, basalt, "research"));
  g_assert_false (objects (self, NULL, "research"));
  luwte_vault_write (self->workspace->vault, join_cb, &join, &error);
  g_assert_no_error (error);
  g_assert_true (objects (self, basalt, "research"));
  g_assert_true (objects (self, basalt, "registration"));
  g_assert_false (erase (self, gone, NULL, &error));
  g_assert_error (error, LUWTE_POLICY_ERROR, LUWTE_POLICY_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note"), ==, 2);
  g_assert_true (erase (self, stays, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note"), ==, 0);
}

/* A dossier that was split: the session that left is not erased with it, and the request that stayed
 * with another session is still the dossier's. (R81, R84) */
static void
test_split (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *first = desk_note (self, "Kiezel", "Van de een.");
  g_autofree char *second = desk_note (self, "Kiezel", "Van de ander.");
  g_autofree char *request = desk_request (self, "Kiezel", "erasure", TRUE);
  g_autoptr (GError) error = NULL;

  /* The request hangs on the latest session; the first one leaves. */
  desk_exec (self, "INSERT INTO dossier (object_id, created_day, last_contact_day)"
                   " SELECT '0123456789abcdef0123456789abcdef', created_day, last_contact_day"
                   " FROM dossier;"
                   "UPDATE session SET dossier_id = (SELECT max (id) FROM dossier)"
                   " WHERE id = (SELECT min (id) FROM session)");
  g_assert_true (erase (self, request, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM note"), ==, 1);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM dossier"), ==, 1);
}

/* What is left of a session of somebody who objected says that it is not to be counted. (R87) */
static void
test_tombstones (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autofree char *one = desk_note (self, "Kiezel", "Van de een.");
  g_autofree char *two = desk_note (self, "Basalt", "Van de ander.");
  g_autofree char *three = desk_note (self, "Zwaan", "Van nog iemand.");
  g_autofree char *request = NULL;
  LuwteNotes *notes = luwte_workspace_get_notes (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;

  object (self, "Kiezel", "research");
  object (self, "Zwaan", "research");
  luwte_notes_erase_async (notes, one, NULL, desk_answer_cb, &result);
  g_assert_true (luwte_notes_erase_finish (notes, desk_wait (&result), &error));
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM tombstone WHERE NOT research"), ==, 1);
  luwte_notes_erase_async (notes, two, NULL, desk_answer_cb, &again);
  g_assert_true (luwte_notes_erase_finish (notes, desk_wait (&again), &error));
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM tombstone WHERE NOT research"), ==, 1);
  request = desk_request (self, "Zwaan", "erasure", TRUE);
  g_assert_true (erase (self, request, NULL, &error));
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM tombstone WHERE NOT research"), ==, 2);
  g_assert_cmpint (desk_ask (self, "SELECT count (*) FROM tombstone"), ==, 3);
}

/* Every code has words in both languages, and none is on both lists. */
static void
test_codes (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  LuwteRights *rights = luwte_workspace_get_rights (self->workspace);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int granted = FALSE; granted <= TRUE; granted++)
    {
      g_autoptr (GPtrArray) nl = luwte_rights_grounds (rights, granted, "nl");
      g_autoptr (GPtrArray) en = luwte_rights_grounds (rights, granted, "en");

      g_assert_cmpuint (nl->len, >=, 6);
      g_assert_cmpuint (nl->len, ==, en->len);
      for (guint i = 0; i < nl->len; i++)
        {
          LuwteCode *one = g_ptr_array_index (nl, i);
          LuwteCode *two = g_ptr_array_index (en, i);

          g_assert_cmpstr (luwte_code_get_code (one), ==, luwte_code_get_code (two));
          g_assert_cmpstr (luwte_code_get_label (one), !=, luwte_code_get_label (two));
          g_assert_true (g_hash_table_add (seen, g_strdup (luwte_code_get_code (one))));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  luwte_test_cheap_keys ();
  g_test_add_func ("/workspace/grounds/granted", test_granted);
  g_test_add_func ("/workspace/grounds/refused", test_refused);
  g_test_add_func ("/workspace/grounds/term", test_term);
  g_test_add_func ("/workspace/grounds/joined", test_joined);
  g_test_add_func ("/workspace/grounds/split", test_split);
  g_test_add_func ("/workspace/grounds/tombstones", test_tombstones);
  g_test_add_func ("/workspace/grounds/codes", test_codes);
  return g_test_run ();
}
