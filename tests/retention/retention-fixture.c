/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "retention-fixture.h"

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-flag-table.h"
#include "luwte-key.h"
#include "luwte-message-table.h"
#include "luwte-message.h"
#include "luwte-note-table.h"
#include "luwte-pages.h"
#include "luwte-retention-private.h"
#include "luwte-session-table.h"
#include "luwte-vault-private.h"

#define NOON_S (12 * 60 * 60)

static gint64
now_cb (gpointer data)
{
  return ((Life *) data)->now;
}

static LuwteDay
day_of (const char *text)
{
  LuwteDay day;

  g_assert_true (luwte_day_from_iso (text, &day));
  return day;
}

static gint64
noon_of (Life *self, LuwteDay day)
{
  return luwte_day_start_unix (day, luwte_policy_get_zone (self->policy)) + NOON_S;
}

void
life_set_clock (Life *self, const char *day)
{
  self->now = noon_of (self, day_of (day));
}

static void
start (Life *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->retention = luwte_retention_new (self->store->vault, self->policy);
  luwte_retention_set_now_for_tests (self->retention, now_cb, self);
  luwte_retention_start_async (self->retention, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_retention_start_finish (self->retention, result, &error);
  g_assert_no_error (error);
}

Life *
life_new (const char *profile, const char *today)
{
  Life *self = g_new0 (Life, 1);
  g_autoptr (GError) error = NULL;

  self->policy = luwte_policy_load_bundled (profile, NULL, &error);
  g_assert_no_error (error);
  self->store = luwte_test_vault_new ();
  life_set_clock (self, today);
  start (self);
  return self;
}

void
life_restart (Life *self)
{
  g_assert_finalize_object (self->retention);
  start (self);
}

void
life_free (Life *self)
{
  g_assert_finalize_object (self->retention);
  luwte_test_vault_free (self->store);
  g_assert_finalize_object (self->policy);
  g_free (self);
}

typedef struct
{
  Life *life;
  const LifeSession *session;
  char *id;
} Add;

static char *
add_dossier (LuwteDb *db, const char *nickname, LuwteDay day)
{
  g_autoptr (GError) error = NULL;
  char *dossier;

  luwte_dossier_table_find (db, nickname, &dossier, &error);
  g_assert_no_error (error);
  if (dossier == NULL)
    dossier = luwte_dossier_table_add (db, NULL, nickname, day, &error);
  g_assert_no_error (error);
  return dossier;
}

static void
add_note (LuwteDb *db, Add *add, const char *kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  LuwteDay day = day_of (add->session->opened);

  if (text == NULL)
    return;
  id = luwte_note_table_add (db,
                             &(LuwteNoteRow) {
                               .session = add->id,
                               .kind = kind,
                               .topic = "note_topic",
                               .created_at = noon_of (add->life, day),
                               .created_day = day,
                               .text = text,
                             },
                             &error);
  g_assert_no_error (error);
}

static void
add_rest (LuwteDb *db, Add *add)
{
  LuwteDay day = day_of (add->session->opened);
  gint64 at = noon_of (add->life, day);
  g_autoptr (GError) error = NULL;

  if (add->session->message != NULL)
    {
      g_autoptr (LuwteMessage) message = luwte_message_new (add->id, NULL, "client",
                                                            LUWTE_FROM_VISITOR, at,
                                                            add->session->message,
                                                            LUWTE_DELIVERY_NONE);

      luwte_message_table_put (db, add->id, message, day, NULL, &error);
      g_assert_no_error (error);
    }
  if (add->session->flag != NULL)
    {
      g_autofree char *id = luwte_flag_table_add (
          db, &(LuwteFlagRow) { add->id, "safety", FALSE, add->session->flag, at, day }, &error);

      g_assert_no_error (error);
    }
}

static void
add_cb (LuwteDb *db, gpointer data)
{
  Add *add = data;
  const LifeSession *session = add->session;
  LuwteDay opened = day_of (session->opened);
  LuwteDay closed = session->closed != NULL ? day_of (session->closed) : LUWTE_DAY_NONE;
  g_autofree char *dossier = session->nickname != NULL ? add_dossier (db, session->nickname, opened)
                                                       : NULL;
  g_autoptr (GError) error = NULL;

  add->id = luwte_session_table_add (
      db,
      &(LuwteSessionRow) {
        .dossier = dossier,
        .nickname = session->nickname != NULL ? session->nickname : "iemand",
        .line = session->line,
        .channel = luwte_policy_channels (add->life->policy, session->line)[0],
        .topic = session->topic,
        .state = closed != LUWTE_DAY_NONE ? LUWTE_SESSION_CLOSED : LUWTE_SESSION_ACTIVE,
        .opened_at = noon_of (add->life, opened),
        .opened_day = opened,
        .active_day = closed != LUWTE_DAY_NONE ? closed : opened,
        .closed_at = closed != LUWTE_DAY_NONE ? noon_of (add->life, closed) : 0,
        .closed_day = closed,
      },
      &error);
  g_assert_no_error (error);
  add_note (db, add, "note", session->note);
  add_note (db, add, "personal_note", session->personal_note);
  add_rest (db, add);
}

char *
life_add (Life *self, const LifeSession *session)
{
  Add add = { self, session, NULL };

  luwte_test_vault_in (self->store, add_cb, &add);
  return add.id;
}

typedef struct
{
  Life *life;
  const LifeSession *sessions;
  guint n;
  char **ids;
} Many;

static void
add_many_cb (LuwteDb *db, gpointer data)
{
  Many *many = data;

  for (guint i = 0; i < many->n; i++)
    {
      Add add = { many->life, &many->sessions[i], NULL };

      add_cb (db, &add);
      many->ids[i] = add.id;
    }
}

void
life_add_many (Life *self, const LifeSession *sessions, guint n, char **ids)
{
  Many many = { self, sessions, n, ids };

  luwte_test_vault_in (self->store, add_many_cb, &many);
}

typedef struct
{
  const char *nickname;
  char *dossier;
} Find;

static void
find_cb (LuwteDb *db, gpointer data)
{
  Find *find = data;
  g_autoptr (GError) error = NULL;

  luwte_dossier_table_find (db, find->nickname, &find->dossier, &error);
  g_assert_no_error (error);
}

char *
life_dossier (Life *self, const char *nickname)
{
  Find find = { nickname, NULL };

  luwte_test_vault_in (self->store, find_cb, &find);
  return find.dossier;
}

LuwteReceipt *
life_run (Life *self, gboolean explicit_request)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LuwteReceipt *receipt;

  luwte_retention_run_async (self->retention, explicit_request, NULL, luwte_test_answer_cb,
                             &answer);
  result = luwte_test_wait (&answer);
  receipt = luwte_retention_run_finish (self->retention, result, &error);
  g_assert_no_error (error);
  return receipt;
}

GPtrArray *
life_plan (Life *self, const char *until)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *rows;

  luwte_retention_plan_async (self->retention, until != NULL ? day_of (until) : LUWTE_DAY_NONE,
                              NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  rows = luwte_retention_plan_finish (self->retention, result, &error);
  g_assert_no_error (error);
  return rows;
}

char *
life_tombstones (Life *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  luwte_retention_tombstones_async (self->retention, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  rows = luwte_retention_tombstones_finish (self->retention, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      LuwteTombstone *stone = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s%s %s %s %s", i > 0 ? ", " : "",
                              luwte_tombstone_get_line (stone), luwte_tombstone_get_topic (stone),
                              luwte_tombstone_get_month (stone),
                              luwte_tombstone_get_channel (stone));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
life_hold (Life *self, const char *nickname, const char *until)
{
  g_autofree char *dossier = life_dossier (self, nickname);
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *hold;

  luwte_retention_hold_add_async (self->retention, dossier, "klacht",
                                  until != NULL ? day_of (until) : LUWTE_DAY_NONE, NULL,
                                  luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  hold = luwte_retention_hold_add_finish (self->retention, result, &error);
  g_assert_no_error (error);
  return hold;
}

void
life_end_hold (Life *self, const char *hold)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_retention_hold_end_async (self->retention, hold, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_retention_hold_end_finish (self->retention, result, &error);
  g_assert_no_error (error);
}

void
life_confirm_clock (Life *self)
{
  GAsyncResult *answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  luwte_retention_confirm_clock_async (self->retention, NULL, luwte_test_answer_cb, &answer);
  result = luwte_test_wait (&answer);
  luwte_retention_confirm_clock_finish (self->retention, result, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *sql;
  gint64 number;
} Ask;

static void
ask_cb (LuwteDb *db, gpointer data)
{
  Ask *ask = data;

  ask->number = luwte_test_ask (db, ask->sql);
}

gint64
life_ask (Life *self, const char *static_sql)
{
  Ask ask = { static_sql, 0 };

  luwte_test_vault_in (self->store, ask_cb, &ask);
  return ask.number;
}

typedef struct
{
  const char *nickname;
  guint n;
} Shown;

static void
shown_cb (LuwteDb *db, gpointer data)
{
  Shown *shown = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) notes = luwte_note_table_list_by_nickname (db, shown->nickname, &error);

  g_assert_no_error (error);
  shown->n = notes->len;
}

guint
life_shown (Life *self, const char *nickname)
{
  Shown shown = { nickname, 0 };

  luwte_test_vault_in (self->store, shown_cb, &shown);
  return shown.n;
}

static void
hit_cb (const char *where, const char *needle, gpointer data)
{
  g_hash_table_add (data, g_strdup (needle));
}

guint
life_finds (Life *self, const char *words)
{
  g_autoptr (LuwteKey) key = luwte_vault_copy_db_key (self->store->vault);
  g_auto (GStrv) needles = g_strsplit (words, " ", -1);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  LuwteScan scan = { 0 };

  luwte_pages_scan (self->store->dir, luwte_key_peek (key), self->store->vault->header.db_salt,
                    (const char *const *) needles, hit_cb, found, &scan, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scan.n_unreadable, ==, 0);
  g_assert_cmpuint (scan.n_pages, >, 0);
  return g_hash_table_size (found);
}
