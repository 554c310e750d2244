/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values keep what they were given, and tell of a change when there is one and only then. */

#include "luwte-code.h"
#include "luwte-dossier.h"
#include "luwte-enums.h"
#include "luwte-file.h"
#include "luwte-flag.h"
#include "luwte-id.h"
#include "luwte-message.h"
#include "luwte-note-text.h"
#include "luwte-note.h"
#include "luwte-outgoing.h"
#include "luwte-retention-values.h"
#include "luwte-session.h"

static void
notify_cb (GObject *object, GParamSpec *pspec, GString *log)
{
  g_string_append_printf (log, "%s ", pspec->name);
}

static GString *
watch (gpointer object)
{
  GString *log = g_string_new (NULL);

  g_signal_connect (object, "notify", G_CALLBACK (notify_cb), log);
  return log;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* want: sorted, since notifications that were held back come in no promised order */
static void
assert_told (GString *log, const char *want)
{
  g_auto (GStrv) words = g_strsplit (g_strstrip (log->str), " ", -1);
  g_autofree char *sorted = NULL;

  qsort (words, g_strv_length (words), sizeof *words, compare_words);
  sorted = g_strjoinv (" ", words);
  g_assert_cmpstr (sorted, ==, want);
  g_string_truncate (log, 0);
}

static void
test_session (void)
{
  LuwteSession *session = luwte_session_new ("1", "Anna", NULL, LUWTE_SESSION_WAITING, 100);
  LuwteSession *newer = luwte_session_new ("1", "Anna", "Night", LUWTE_SESSION_ACTIVE, 100);
  g_autoptr (GString) log = watch (session);

  luwte_session_set_state (session, LUWTE_SESSION_WAITING);
  luwte_session_set_unread (session, 0);
  luwte_session_set_typing (session, FALSE);
  luwte_session_set_seen_before (session, FALSE);
  luwte_session_set_last (session, NULL, 0);
  assert_told (log, "");

  luwte_session_set_unread (session, 2);
  luwte_session_set_typing (session, 7);
  luwte_session_set_typing (session, TRUE);
  luwte_session_set_seen_before (session, TRUE);
  assert_told (log, "seen-before typing unread");
  luwte_session_set_last (session, "dag", 5);
  luwte_session_set_last (session, "dag", 5);
  assert_told (log, "last-at last-text");
  luwte_session_set_last (session, "dag", 6);
  assert_told (log, "last-at");

  luwte_session_update (session, newer);
  assert_told (log, "department state");
  luwte_session_update (session, newer);
  assert_told (log, "");
  /* What only this app knows is not the service's to take back. */
  g_assert_cmpuint (luwte_session_get_unread (session), ==, 2);
  g_assert_true (luwte_session_get_typing (session));
  g_assert_true (luwte_session_get_seen_before (session));
  g_assert_cmpstr (luwte_session_get_last_text (session), ==, "dag");
  luwte_session_set_last (newer, "later", 7);
  luwte_session_set_account (newer, TRUE);
  luwte_session_update (session, newer);
  assert_told (log, "last-at last-text");
  g_assert_true (luwte_session_get_account (session));
  g_assert_cmpstr (luwte_session_get_nickname (session), ==, "Anna");
  g_assert_cmpstr (luwte_session_get_department (session), ==, "Night");
  g_assert_cmpint (luwte_session_get_waiting_since (session), ==, 100);
  g_assert_finalize_object (newer);
  g_assert_finalize_object (session);
}

static void
test_message (void)
{
  LuwteMessage *message = luwte_message_new ("s", NULL, "c", LUWTE_FROM_COUNSELLOR, 5, "dag",
                                             LUWTE_DELIVERY_QUEUED);
  g_autoptr (GString) log = watch (message);
  g_autofree char *text = NULL;
  int from;
  int delivery;

  luwte_message_set_id (message, NULL);
  luwte_message_set_at (message, 5);
  luwte_message_set_delivery (message, LUWTE_DELIVERY_QUEUED);
  assert_told (log, "");
  luwte_message_set_id (message, "m");
  luwte_message_set_at (message, 6);
  luwte_message_set_delivery (message, LUWTE_DELIVERY_SENT);
  assert_told (log, "at delivery id");
  g_object_get (message, "text", &text, "from", &from, "delivery", &delivery, NULL);
  g_assert_cmpstr (text, ==, "dag");
  g_assert_cmpint (from, ==, LUWTE_FROM_COUNSELLOR);
  g_assert_cmpint (delivery, ==, LUWTE_DELIVERY_SENT);
  g_assert_cmpstr (luwte_message_get_session_id (message), ==, "s");
  g_assert_cmpstr (luwte_message_get_client_id (message), ==, "c");
  g_assert_finalize_object (message);
}

#define ROUND_TRIP(kind, Kind, last)                                                     \
  for (guint i = 0; i <= (guint) last; i++)                                              \
    {                                                                                    \
      Kind value = last;                                                                 \
                                                                                         \
      g_assert_true (luwte_##kind##_from_string (luwte_##kind##_to_string (i), &value)); \
      g_assert_cmpuint (value, ==, i);                                                   \
      g_assert_false (luwte_##kind##_from_string ("nonsense", &value));                  \
      g_assert_false (luwte_##kind##_from_string (NULL, &value));                        \
      g_assert_cmpuint (value, ==, i);                                                   \
    }

static void
test_enums (void)
{
  ROUND_TRIP (session_state, LuwteSessionState, LUWTE_SESSION_ERASED)
  ROUND_TRIP (from, LuwteFrom, LUWTE_FROM_SYSTEM)
  ROUND_TRIP (delivery, LuwteDelivery, LUWTE_DELIVERY_FAILED)
  ROUND_TRIP (identity, LuwteIdentity, LUWTE_IDENTITY_SEPARATE)
  g_assert_true (G_TYPE_IS_FLAGS (LUWTE_TYPE_CAPABILITIES));
}

static void
test_texts (void)
{
  g_autoptr (LuwteNoteText) note = luwte_note_text_new ("Over thuis");
  g_autoptr (LuwteNoteText) again = luwte_note_text_ref (note);
  g_autoptr (LuwteNoteText) blank = luwte_note_text_new (" \n\u00a0\u3000");
  g_autoptr (LuwteNoteText) empty = luwte_note_text_new ("");
  g_autoptr (LuwteOutgoing) made = luwte_outgoing_new (NULL, "dag");
  g_autoptr (LuwteOutgoing) retried = luwte_outgoing_new ("c1", "dag");
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_true (again == note);
  g_assert_cmpstr (luwte_note_text_peek (note), ==, "Over thuis");
  g_assert_false (luwte_note_text_is_blank (note));
  g_assert_true (luwte_note_text_is_blank (blank));
  g_assert_true (luwte_note_text_is_blank (empty));
  g_assert_true (luwte_id_is_valid (luwte_outgoing_get_client_id (made)));
  g_assert_cmpstr (luwte_outgoing_get_client_id (retried), ==, "c1");
  g_assert_cmpstr (luwte_outgoing_get_text (retried), ==, "dag");

  g_value_init (&value, LUWTE_TYPE_NOTE_TEXT);
  g_value_set_boxed (&value, note);
  g_assert_true (g_value_get_boxed (&value) == note);
}

/* The strings of a value are its own: those it was made of may go. */
static void
test_fields (void)
{
  char text[] = "Over thuis";
  const char *const names[] = { "Anna", "Bella", NULL };
  LuwteNote *note = luwte_note_new (&(LuwteNoteFields) { .id = "n", .text = text, .due = 7 });
  LuwteFlag *flag = luwte_flag_new (&(LuwteFlagFields) { .id = "f", .question = text });
  LuwteDossier *dossier = luwte_dossier_new ("d", names, 9, 3, text);
  LuwteDossier *nameless = luwte_dossier_new ("d", NULL, 9, 0, NULL);
  LuwteDueRecord *due = luwte_due_record_new (
      &(LuwteDueRecordFields) { .object = "o", .from = text });
  LuwteTombstone *tombstone = luwte_tombstone_new ("chat", "home", "2026-11", "phone");
  LuwteReceipt *receipt = luwte_receipt_new (1, 2, 3, 4, 5, TRUE);
  LuwteHold *hold = luwte_hold_new (&(LuwteHoldFields) { .id = "h",
                                                         .dossier_id = "d",
                                                         .nickname = "Kiezel",
                                                         .reason = "complaint",
                                                         .scope = "chat/note",
                                                         .from = 1,
                                                         .until = LUWTE_DAY_NONE });
  LuwteCode *code = luwte_code_new ("home", "Thuis", NULL);
  g_autofree char *label = NULL;

  text[0] = 'X';
  g_assert_cmpstr (luwte_note_get_fields (note)->text, ==, "Over thuis");
  g_assert_null (luwte_note_get_fields (note)->snippet);
  g_assert_cmpint (luwte_note_get_fields (note)->due, ==, 7);
  g_assert_cmpstr (luwte_flag_get_fields (flag)->question, ==, "Over thuis");
  g_assert_cmpstr (luwte_dossier_get_nickname (dossier), ==, "Anna");
  g_assert_cmpstr (luwte_dossier_get_nicknames (dossier)[1], ==, "Bella");
  g_assert_cmpstr (luwte_dossier_get_snippet (dossier), ==, "Over thuis");
  g_assert_cmpuint (luwte_dossier_get_n_notes (dossier), ==, 3);
  g_assert_null (luwte_dossier_get_nickname (nameless));
  g_assert_cmpstr (luwte_due_record_get_fields (due)->from, ==, "Over thuis");
  g_assert_cmpstr (luwte_tombstone_get_month (tombstone), ==, "2026-11");
  g_assert_cmpstr (luwte_tombstone_get_channel (tombstone), ==, "phone");
  g_assert_cmpuint (luwte_receipt_get_n_tombstones (receipt), ==, 4);
  g_assert_cmpuint (luwte_receipt_get_n_held (receipt), ==, 5);
  g_assert_true (luwte_receipt_get_finished (receipt));
  g_assert_cmpint (luwte_hold_get_until (hold), ==, LUWTE_DAY_NONE);
  g_object_get (code, "label", &label, NULL);
  g_assert_cmpstr (label, ==, "Thuis");

  g_assert_finalize_object (note);
  g_assert_finalize_object (flag);
  g_assert_finalize_object (dossier);
  g_assert_finalize_object (nameless);
  g_assert_finalize_object (due);
  g_assert_finalize_object (tombstone);
  g_assert_finalize_object (receipt);
  g_assert_finalize_object (hold);
  g_assert_finalize_object (code);
}

/* A name cannot hide how it ends, lead elsewhere, or turn what stands beside it. */
static void
test_file_name (void)
{
  static const struct
  {
    const char *sent;
    const char *name;
  } cases[] = {
    { NULL, "file" },
    { "", "file" },
    { "...", "file" },
    { " \n\t", "file" },
    { "foto.png", "foto.png" },
    { "../../etc/passwd", "etcpasswd" },
    { "..\\.bashrc", "bashrc" },
    { "foto\xe2\x80\xaegnp.exe", "fotognp.exe" },
    { "a\xe2\x81\xa7\xe2\x80\x8e\xd8\x9c.pdf", "a.pdf" },
    { "foto.jpg          \xc2\xa0   .exe", "foto.jpg .exe" },
    { "een\xe2\x80\xa8twee\xee\x80\x80.txt", "eentwee.txt" },
    { "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d.doc", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d.doc" },
  };
  g_autofree char *many = g_strnfill (400, 'x');
  g_autofree char *long_name = g_strconcat (many, "\xe2\x82\xac\xe2\x82\xac.jpg.exe", NULL);
  g_autoptr (LuwteFile) shortened = luwte_file_new (long_name, 5, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LuwteFile) file = luwte_file_new (cases[i].sent, 5, NULL);

      g_assert_cmpstr (luwte_file_get_name (file), ==, cases[i].name);
    }
  g_assert_true (g_utf8_validate (luwte_file_get_name (shortened), -1, NULL));
  g_assert_cmpuint (strlen (luwte_file_get_name (shortened)), <=, 120);
  g_assert_true (g_str_has_suffix (luwte_file_get_name (shortened), ".jpg.exe"));
  g_assert_null (luwte_file_get_bytes (shortened));
  g_assert_cmpint (luwte_file_get_size (shortened), ==, 5);
}

static void
test_file_count (void)
{
  g_assert_cmpuint (luwte_file_count (""), ==, 0);
  g_assert_cmpuint (luwte_file_count ("\xf0\x9f\x93"), ==, 0);
  g_assert_cmpuint (luwte_file_count ("\xf0\x9f\x93\x8e"), ==, 1);
  g_assert_cmpuint (luwte_file_count ("\xf0\x9f\x93\x8e en \xf0\x9f\x93\x8e"), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/session", test_session);
  g_test_add_func ("/model/message", test_message);
  g_test_add_func ("/model/enums", test_enums);
  g_test_add_func ("/model/texts", test_texts);
  g_test_add_func ("/model/fields", test_fields);
  g_test_add_func ("/model/file-name", test_file_name);
  g_test_add_func ("/model/file-count", test_file_count);
  return g_test_run ();
}
