/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From "Claim" to the note beside the conversation, the whole way but the network: the service's
 * yes, the session recorded in the vault, the earlier dossier found, its notes listed. With 10,000
 * nicknames in the vault, against a vault with one. */

#include "bench.h"
#include "luwte-clock.h"
#include "luwte-code.h"
#include "luwte-conversation.h"
#include "luwte-fake-service.h"
#include "luwte-live.h"
#include "luwte-notes.h"
#include "luwte-policy.h"
#include "luwte-service-table.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"

#include <math.h>

#define ROUNDS 50
#define BATCH  5000

typedef struct
{
  LuwteTestVault *vault;
  LuwteNotes *notes;
  LuwteFakeService *fake;
  LuwteLive *live;
  guint n_nicknames;
  guint round;
} Bench;

static LuwtePolicy *policy;

static LuwteDay
due_on (gpointer data, const char *line, const char *kind, LuwteDay created, LuwteDay closed,
        LuwteDay last_contact)
{
  return luwte_policy_due_on (policy, line, kind, created, closed, last_contact, NULL);
}

static void
import (Bench *bench, GPtrArray *rows)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_notes_import_async (bench->notes, rows, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_notes_import_finish (bench->notes, result, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (rows, 0);
}

static void
fill (Bench *bench)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (
      (GDestroyNotify) luwte_note_import_free);
  g_autoptr (GPtrArray) topics = luwte_policy_topics (policy, "en");

  for (guint i = 0; i < bench->n_nicknames; i++)
    {
      LuwteNoteImport *row = g_new0 (LuwteNoteImport, 1);

      row->nickname = g_strdup_printf ("schuilnaam%u", i);
      row->topic = g_strdup (luwte_code_get_code (g_ptr_array_index (topics, 0)));
      row->created = luwte_clock_now () - 86400;
      row->text = luwte_note_text_new ("Vertelde over thuis. Volgende keer vragen naar haar zus.");
      g_ptr_array_add (rows, row);
      if (rows->len == BATCH || i + 1 == bench->n_nicknames)
        import (bench, rows);
    }
}

static gpointer
use_service (LuwteDb *db, gpointer data, GError **error)
{
  const LuwteServiceRow row = { .kind = "bridge", .url = "https://chat.example", .user = "els" };

  return luwte_service_table_use (db, &row, error);
}

static Bench *
bench_new (guint n_nicknames)
{
  Bench *self = g_new0 (Bench, 1);
  g_autofree char *service = NULL;

  self->vault = luwte_test_vault_new ();
  self->n_nicknames = n_nicknames;
  luwte_vault_set_due_rule (self->vault->vault, due_on, NULL, NULL);
  luwte_vault_set_today (self->vault->vault, luwte_policy_day_of (policy, luwte_clock_now ()));
  self->notes = luwte_notes_new (self->vault->vault, policy);
  fill (self);
  service = luwte_vault_write (self->vault->vault, use_service, NULL, NULL);
  self->fake = luwte_fake_service_new (LUWTE_CAPABILITY_CLIENT_IDS);
  self->live = luwte_live_new (LUWTE_SERVICE (self->fake), policy);
  luwte_live_set_vault (self->live, self->vault->vault, service);
  luwte_live_start (self->live);
  return self;
}

static void
bench_free (Bench *self)
{
  luwte_live_stop (self->live);
  luwte_live_set_vault (self->live, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (self->live);
  g_object_unref (self->fake);
  g_object_unref (self->notes);
  luwte_test_vault_free (self->vault);
  g_free (self);
}

static LuwteConversation *
claim (Bench *self)
{
  g_autofree char *id = g_strdup_printf ("s%u", self->round);
  g_autofree char *nickname = g_strdup_printf ("schuilnaam%u",
                                               self->round * 7919 % self->n_nicknames);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation;

  self->round++;
  luwte_fake_service_add (self->fake, id, nickname, NULL, TRUE);
  luwte_live_claim_async (self->live, id, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  conversation = luwte_live_claim_finish (self->live, result, &error);
  g_assert_no_error (error);
  return conversation;
}

static void
claim_and_read (gpointer data)
{
  Bench *self = data;
  g_autoptr (LuwteConversation) conversation = claim (self);
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (luwte_conversation_get_identity (conversation), ==, LUWTE_IDENTITY_JOINED);
  luwte_notes_list_by_dossier_async (self->notes, luwte_conversation_get_dossier_id (conversation),
                                     50, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  notes = luwte_notes_list_finish (self->notes, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, >=, 1);
}

int
main (int argc, char *argv[])
{
  Bench *full;
  Bench *empty;
  double value;
  double peer;

  policy = luwte_policy_load_bundled ("fier", NULL, NULL);
  empty = bench_new (1);
  full = bench_new (bench_is_long (argc, argv) ? 100000 : 10000);
  peer = bench_median_ms (ROUNDS, claim_and_read, empty);
  value = bench_median_ms (ROUNDS, claim_and_read, full);
  bench_row ("live: from Claim to the note beside it", value, "ms", peer, BENCH_AT_MOST, 300);
  bench_free (full);
  bench_free (empty);
  g_object_unref (policy);
  return 0;
}
