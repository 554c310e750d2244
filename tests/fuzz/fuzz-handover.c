/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a member of the team says when a dossier is handed over, and when something of it is erased:
 * the pack is sound, but what stands in it is whatever she means to do here. A hand-over is stored
 * whole or not at all, and nothing of it is kept past its day; a list of erasures reaches nothing
 * but what the same author handed over. */

#include <stdlib.h>
#include <string.h>

#include "luwte-db.h"
#include "luwte-handover-private.h"
#include "luwte-json.h"
#include "luwte-policy.h"
#include "luwte-review-error.h"
#include "luwte-test-vault.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define AUTHOR  "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define ANOTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static LuwteTestVault *vault;
static LuwteBoard *board;
static LuwteErased *erased;
static JsonObject *sound; /* a hand-over of another author, which nobody here may reach */

static LuwtePackHead
head_of (const char *author)
{
  return (LuwtePackHead) { .kind = LUWTE_PACK_HANDOVER,
                           .case_id = g_str_equal (author, AUTHOR)
                                          ? (char *) "0123456789abcdef0123456789abcdef"
                                          : (char *) "fedcba9876543210fedcba9876543210",
                           .signer = (char *) author,
                           .expires = (char *) "2026-12" };
}

static gint64
count_notes (LuwteDb *db)
{
  return luwte_test_ask (db, "SELECT count(*) FROM note");
}

typedef struct
{
  JsonObject *body;
  LuwtePackHead head;
  gboolean stay;
} Store;

static gpointer
store (LuwteDb *db, gpointer data, GError **error)
{
  Store *self = data;
  const gint64 before = count_notes (db);

  if (!luwte_handover_store (db, &self->head, self->body, erased, error))
    return NULL;
  g_assert_cmpint (count_notes (db) - before, <=, LUWTE_HANDOVER_MAX_NOTES);
  g_assert_cmpint (luwte_test_ask (
      db, "SELECT count(*) FROM handed_record WHERE due_day <= " G_STRINGIFY (LUWTE_TEST_TODAY)), ==,
      0);
  if (self->stay)
    return GINT_TO_POINTER (TRUE);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "only tried");
  return NULL;
}

static gpointer
count (LuwteDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (1 + (int) count_notes (db));
}

static void
must_be_a_refusal (const GError *error)
{
  g_assert_nonnull (error);
  if (error->domain != LUWTE_REVIEW_ERROR && error->domain != LUWTE_JSON_ERROR &&
      error->domain != G_IO_ERROR)
    g_error ("not refused but failed: %s", error->message);
}

static void
begin (void)
{
  static const char text[] =
      "{\"for\":\"team\",\"dossier\":\"abcdefabcdefabcdefabcdefabcdefab\",\"leaving\":false,"
      "\"from\":\"2024-10-01\",\"notes\":[{\"session\":\"11111111111111111111111111111111\","
      "\"nickname\":\"Kiezel\",\"line\":\"chat\",\"channel\":\"chat\","
      "\"note\":\"22222222222222222222222222222222\",\"kind\":\"note\",\"topic\":\"other\","
      "\"text\":\"Van een ander\",\"opened_at\":1,\"closed_at\":2,\"created_at\":1,"
      "\"opened\":\"2024-10-01\",\"active\":\"2024-10-01\",\"closed\":\"2024-10-01\","
      "\"created\":\"2024-10-01\",\"due\":\"2025-10-01\"}]}";
  g_autoptr (GError) error = NULL;
  Store first = { .head = head_of (ANOTHER), .stay = TRUE };
  g_autoptr (LuwtePolicy) policy = luwte_policy_load_bundled ("example", NULL, &error);

  g_assert_no_error (error);
  vault = luwte_test_vault_new ();
  board = luwte_board_new (vault->vault, policy);
  erased = luwte_vault_read_erased (vault->vault, &error);
  g_assert_no_error (error);
  sound = luwte_json_parse_object (text, strlen (text), sizeof text, &error);
  g_assert_no_error (error);
  first.body = sound;
  luwte_vault_write (vault->vault, store, &first, &error);
  g_assert_no_error (error);
}

static void
end (void)
{
  g_clear_pointer (&erased, luwte_erased_free);
  g_clear_object (&board);
  luwte_test_vault_free (vault);
  json_object_unref (sound);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (JsonObject) body = luwte_json_parse_object ((const char *) data, size, 65536, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) erasing = NULL;
  Store one = { .body = body, .head = head_of (AUTHOR) };

  if (vault == NULL)
    {
      begin ();
      atexit (end);
    }
  if (body == NULL)
    return 0;
  if (luwte_vault_write (vault->vault, store, &one, &error) == NULL)
    must_be_a_refusal (error);
  /* An erasure has five steps on the disk: a part of them will do. */
  if (json_object_has_member (body, "records") && size % 16 == 0 &&
      !luwte_handover_erase (board, &one.head, body, &erasing))
    must_be_a_refusal (erasing);
  g_assert_cmpint (GPOINTER_TO_INT (luwte_vault_read (vault->vault, count, NULL, NULL)), ==, 2);
  return 0;
}
