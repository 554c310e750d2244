/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The account is kept apart from the program: the promises as a table written by hand from the five
 * statements, calendar months by GDate, and a list of sessions. After each month the rows of the
 * vault are laid beside it, one by one: each session with the kinds of its records, and the
 * tombstones with their line, topic, month and channel. */

#include "years.h"

#include "retention-fixture.h"

#include "luwte-db.h"
#include "luwte-dossier-table.h"
#include "luwte-session-table.h"

#include <string.h>

#define N_KINDS 4

static const char *const kinds[N_KINDS] = { "note", "personal_note", "message", "flag" };

/* months: 0 where that kind is not kept on the line */
typedef struct
{
  const char *profile, *line, *channel;
  gboolean dossier;
  gboolean from_creation; /* else from the last contact, once closed */
  guint months[N_KINDS];
  gboolean leaves[N_KINDS];
} Promise;

static const Promise promises[] = {
  { "fara", "chat", "chat", TRUE, FALSE, { 24, 0, 24, 24 }, { TRUE, FALSE, TRUE, FALSE } },
  { "fara", "phone", "phone", TRUE, FALSE, { 24, 0, 0, 24 }, { TRUE, FALSE, FALSE, FALSE } },
  { "fara", "mail", "mail", TRUE, FALSE, { 24, 0, 24, 24 }, { TRUE, FALSE, TRUE, FALSE } },
  { "fara", "video", "video", TRUE, FALSE, { 24, 0, 0, 24 }, { TRUE, FALSE, FALSE, FALSE } },
  { "fier", "chat", "chat", TRUE, FALSE, { 24, 24, 24, 24 }, { TRUE, TRUE, TRUE, FALSE } },
  { "csg", "chat", "chat", TRUE, FALSE, { 24, 0, 24, 24 }, { TRUE, FALSE, TRUE, FALSE } },
  { "veiligsamen",
    "question",
    "question",
    FALSE,
    TRUE,
    { 0, 0, 1, 1 },
    { FALSE, FALSE, TRUE, FALSE } },
  { "pratenonline", "chat", "chat", TRUE, FALSE, { 24, 0, 24, 24 }, { TRUE, FALSE, TRUE, FALSE } },
  { "pratenonline",
    "therapy",
    "chat",
    TRUE,
    FALSE,
    { 180, 0, 180, 180 },
    { TRUE, FALSE, TRUE, FALSE } },
};

typedef struct
{
  const Promise *promise;
  int dossier; /* -1: none */
  char *id;    /* the vault's */
  GDate opened;
  GDate closed; /* invalid while it is open */
  GDate close_on;
  guint records; /* bits of kinds */
  gboolean told; /* its tombstone is there */
  gboolean gone;
} Session;

typedef struct
{
  guint first_month;
  guint visits_left;
  guint next_visit; /* months from the beginning */
  GDate last_contact;
  GDate held_until; /* invalid: not held */
} Dossier;

typedef struct
{
  const char *profile;
  Years *years;
  Life *life;
  GPtrArray *sessions; /* Session */
  Dossier *dossiers;
  GPtrArray *tombstones; /* of the account: "line topic month channel" */
  GDate today;           /* the last day of the month that was */
} World;

static void
session_free (gpointer data)
{
  Session *session = data;

  g_free (session->id);
  g_free (session);
}

static char *
iso (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date),
                          g_date_get_day (date));
}

static LuwteDay
day_of (const GDate *date)
{
  return luwte_day_from_ymd (g_date_get_year (date), g_date_get_month (date),
                             g_date_get_day (date));
}

/* Chance, but never of a record that the line does not keep. */
static guint
draw_records (const Promise *promise)
{
  guint records = 0;

  for (guint i = 0; i < N_KINDS; i++)
    if (promise->months[i] > 0 && g_random_int_range (0, 10) < (i == 0 || i == 2 ? 7 : 2))
      records |= 1u << i;
  return records;
}

static const Promise *
draw_promise (const char *profile)
{
  const Promise *found[G_N_ELEMENTS (promises)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (promises); i++)
    if (g_str_equal (promises[i].profile, profile))
      found[n++] = &promises[i];
  return found[g_random_int_range (0, (int) n)];
}

static void
touch (World *world, Session *session, const GDate *day)
{
  Dossier *dossier = session->dossier >= 0 ? &world->dossiers[session->dossier] : NULL;

  if (dossier != NULL &&
      (!g_date_valid (&dossier->last_contact) || g_date_compare (&dossier->last_contact, day) < 0))
    dossier->last_contact = *day;
}

/* Comes on a day of the month that ends with today; most go the same day, some stay open for long. */
static void
draw_visit (World *world, int index, GPtrArray *added)
{
  Session *session = g_new0 (Session, 1);
  int days = g_date_get_day (&world->today);

  session->promise = draw_promise (world->profile);
  session->dossier = session->promise->dossier ? index : -1;
  g_date_set_dmy (&session->opened, (GDateDay) g_random_int_range (1, days + 1),
                  g_date_get_month (&world->today), g_date_get_year (&world->today));
  g_date_clear (&session->closed, 1);
  session->close_on = session->opened;
  if (g_random_int_range (0, 4) == 0)
    g_date_add_days (&session->close_on, (guint) g_random_int_range (1, 70));
  if (g_date_compare (&session->close_on, &world->today) <= 0)
    session->closed = session->close_on;
  session->records = draw_records (session->promise);
  touch (world, session, &session->opened);
  if (g_date_valid (&session->closed))
    touch (world, session, &session->closed);
  g_ptr_array_add (world->sessions, session);
  g_ptr_array_add (added, session);
  world->years->n_sessions++;
}

typedef struct
{
  World *world;
  GPtrArray *added;
} Batch;

static void
close_cb (LuwteDb *db, gpointer data)
{
  World *world = data;

  for (guint i = 0; i < world->sessions->len; i++)
    {
      Session *session = g_ptr_array_index (world->sessions, i);
      g_autoptr (GError) error = NULL;

      if (session->gone || g_date_valid (&session->closed) ||
          g_date_compare (&session->close_on, &world->today) > 0)
        continue;
      session->closed = session->close_on;
      touch (world, session, &session->closed);
      luwte_session_table_close (db, session->id, NULL, (gint64) day_of (&session->closed) * 86400,
                                 day_of (&session->closed), &error);
      g_assert_no_error (error);
    }
}

static void
add_all (World *world, GPtrArray *added)
{
  g_autofree LifeSession *rows = g_new0 (LifeSession, added->len);
  g_autofree char **ids = g_new0 (char *, added->len);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < added->len; i++)
    {
      Session *session = g_ptr_array_index (added, i);
      char *nickname = g_strdup_printf ("Naam %d", session->dossier);
      char *opened = iso (&session->opened), *closed = NULL;

      if (g_date_valid (&session->closed))
        closed = iso (&session->closed);
      rows[i] = (LifeSession) {
        .nickname = session->dossier >= 0 ? nickname : NULL,
        .line = session->promise->line,
        .opened = opened,
        .closed = closed,
        .topic = "other",
        .note = session->records & 1 ? "tekst" : NULL,
        .personal_note = session->records & 2 ? "tekst" : NULL,
        .message = session->records & 4 ? "tekst" : NULL,
        .flag = session->records & 8 ? "tekst" : NULL,
      };
      g_ptr_array_add (texts, nickname);
      g_ptr_array_add (texts, opened);
      g_ptr_array_add (texts, closed);
      for (guint k = 0; k < N_KINDS; k++)
        world->years->n_records += session->records >> k & 1;
    }
  life_add_many (world->life, rows, added->len, ids);
  for (guint i = 0; i < added->len; i++)
    ((Session *) g_ptr_array_index (added, i))->id = ids[i];
}

/* The account. */

static gboolean
is_due (World *world, Session *session, guint kind)
{
  const Promise *promise = session->promise;
  Dossier *dossier = session->dossier >= 0 ? &world->dossiers[session->dossier] : NULL;
  GDate due;

  if (!promise->from_creation && !g_date_valid (&session->closed))
    return FALSE;
  due = promise->from_creation ? session->opened : dossier->last_contact;
  /* GDate clamps to the month's last day, too. */
  g_date_add_months (&due, promise->months[kind]);
  return g_date_compare (&due, &world->today) <= 0;
}

static gboolean
is_held (World *world, Session *session)
{
  Dossier *dossier = session->dossier >= 0 ? &world->dossiers[session->dossier] : NULL;

  return dossier != NULL && g_date_valid (&dossier->held_until) &&
         g_date_compare (&dossier->held_until, &world->today) >= 0;
}

static gboolean
any_leaves (const Promise *promise, guint records)
{
  for (guint i = 0; i < N_KINDS; i++)
    if ((records >> i & 1) != 0 && promise->leaves[i])
      return TRUE;
  return FALSE;
}

static void
tell (World *world, Session *session)
{
  if (session->told)
    return;
  session->told = TRUE;
  g_ptr_array_add (world->tombstones,
                   g_strdup_printf ("%s other %04d-%02d %s", session->promise->line,
                                    g_date_get_year (&session->opened),
                                    g_date_get_month (&session->opened),
                                    session->promise->channel));
}

/* The kind that an empty session is kept as: the first that its line keeps. */
static guint
kind_of_empty (const Promise *promise)
{
  return promise->months[0] > 0 ? 0 : 2;
}

static void
forget_session (World *world, Session *session)
{
  guint left = session->records;
  gboolean lost_topic = FALSE;

  if (is_held (world, session))
    {
      world->years->n_held++;
      return;
    }
  if (session->records == 0)
    {
      /* Only what was closed goes for being empty. */
      if (!g_date_valid (&session->closed) ||
          !is_due (world, session, kind_of_empty (session->promise)))
        return;
      tell (world, session);
      session->gone = TRUE;
      return;
    }
  for (guint i = 0; i < N_KINDS; i++)
    if ((session->records >> i & 1) != 0 && is_due (world, session, i))
      {
        left &= ~(1u << i);
        lost_topic |= session->promise->leaves[i];
      }
  if (lost_topic && !any_leaves (session->promise, left))
    tell (world, session);
  session->gone = left == 0;
  session->records = left;
  if (session->gone)
    tell (world, session);
}

static void
forget (World *world)
{
  for (guint i = 0; i < world->sessions->len; i++)
    {
      Session *session = g_ptr_array_index (world->sessions, i);

      if (session->gone)
        continue;
      forget_session (world, session);
      world->years->n_erased += session->gone ? 1 : 0;
    }
  world->years->n_tombstones = world->tombstones->len;
}

/* Laid side by side. */

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
rows_cb (LuwteDb *db, gpointer data)
{
  GPtrArray *rows = data;
  g_autoptr (GError) error = NULL;
  LuwteStmt *stmt = luwte_db_prepare (db,
                                      "SELECT s.object_id || ' ' || ifnull (r.kind, '')"
                                      " FROM session s LEFT JOIN record r ON r.session_id = s.id",
                                      &error);
  gboolean row;

  g_assert_no_error (error);
  while (luwte_stmt_step (stmt, &row, &error) && row)
    g_ptr_array_add (rows, g_strdup (luwte_stmt_text (stmt, 0)));
  g_assert_no_error (error);
}

static void
expected_rows (World *world, GPtrArray *rows)
{
  for (guint i = 0; i < world->sessions->len; i++)
    {
      Session *session = g_ptr_array_index (world->sessions, i);

      if (session->gone)
        continue;
      if (session->records == 0)
        g_ptr_array_add (rows, g_strconcat (session->id, " ", NULL));
      for (guint k = 0; k < N_KINDS; k++)
        if ((session->records >> k & 1) != 0)
          g_ptr_array_add (rows, g_strconcat (session->id, " ", kinds[k], NULL));
    }
}

static void
assert_same (World *world, GPtrArray *found, GPtrArray *expected)
{
  g_autofree char *month = iso (&world->today);

  g_ptr_array_sort (found, compare_strings);
  g_ptr_array_sort (expected, compare_strings);
  for (guint i = 0; i < found->len || i < expected->len; i++)
    {
      const char *one = i < found->len ? g_ptr_array_index (found, i) : "nothing";
      const char *two = i < expected->len ? g_ptr_array_index (expected, i) : "nothing";

      if (!g_str_equal (one, two))
        g_error ("%s, %s: the vault has %s, the account %s", world->profile, month, one, two);
    }
  world->years->n_compared += found->len;
}

static void
compare (World *world)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) stones = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = life_tombstones (world->life);
  g_auto (GStrv) parts = g_strsplit (text, ", ", -1);

  luwte_test_vault_in (world->life->store, rows_cb, found);
  expected_rows (world, expected);
  assert_same (world, found, expected);
  for (guint i = 0; parts[i] != NULL && *text != '\0'; i++)
    g_ptr_array_add (stones, g_strdup (parts[i]));
  assert_same (world, stones, world->tombstones);
  /* Every session that went has left one, and no other is there. */
  g_assert_cmpuint (stones->len, ==, world->years->n_erased);
}

/* A month */

static void
draw_holds (World *world)
{
  int index = g_random_int_range (0, (int) world->years->n_dossiers);
  Dossier *dossier = &world->dossiers[index];
  g_autofree char *nickname = g_strdup_printf ("Naam %d", index);
  g_autofree char *found = life_dossier (world->life, nickname);
  g_autofree char *until = NULL, *id = NULL;

  if (found == NULL || g_date_valid (&dossier->held_until))
    return;
  dossier->held_until = world->today;
  g_date_add_days (&dossier->held_until, (guint) g_random_int_range (30, 900));
  until = iso (&dossier->held_until);
  id = life_hold (world->life, nickname, until);
}

static void
month (World *world, guint number)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autofree char *day = NULL;

  /* The last day of the month that lies so many months after January 2020. */
  g_date_set_dmy (&world->today, 1, G_DATE_JANUARY, 2020);
  g_date_add_months (&world->today, number + 1);
  g_date_subtract_days (&world->today, 1);
  day = iso (&world->today);
  life_set_clock (world->life, day);
  if (g_random_int_range (0, 6) == 0)
    life_restart (world->life);
  luwte_test_vault_in (world->life->store, close_cb, world);
  for (guint i = 0; i < world->years->n_dossiers; i++)
    {
      Dossier *dossier = &world->dossiers[i];

      if (dossier->visits_left == 0 || dossier->next_visit != number)
        continue;
      dossier->visits_left--;
      dossier->next_visit += 1 + (guint) g_random_int_range (0, 30);
      draw_visit (world, (int) i, added);
    }
  add_all (world, added);
  receipt = life_run (world->life, FALSE);
  g_assert_true (luwte_receipt_get_finished (receipt));
  forget (world);
  compare (world);
  if (number % 5 == 0)
    draw_holds (world);
}

void
years_run (const char *profile, Years *years)
{
  World world = { .profile = profile, .years = years };

  world.life = life_new (profile, "2020-01-01");
  world.sessions = g_ptr_array_new_with_free_func (session_free);
  world.tombstones = g_ptr_array_new_with_free_func (g_free);
  world.dossiers = g_new0 (Dossier, years->n_dossiers);
  g_random_set_seed (years->seed);
  for (guint i = 0; i < years->n_dossiers; i++)
    {
      world.dossiers[i].next_visit = (guint) g_random_int_range (0, (int) years->n_months);
      world.dossiers[i].visits_left = 1 + (guint) g_random_int_range (0, 5);
    }
  for (guint i = 0; i < years->n_months; i++)
    month (&world, i);
  g_free (world.dossiers);
  g_ptr_array_unref (world.tombstones);
  g_ptr_array_unref (world.sessions);
  life_free (world.life);
}
