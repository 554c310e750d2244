/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Ten thousand dossiers, of which some objected to research, against an account that is kept beside the
 * vault: three numbers a dossier, added up in another way than the program does it. */

#include "rights-fixture.h"

#include "luwte-code.h"
#include "luwte-day.h"
#include "luwte-db.h"
#include "luwte-figures.h"
#include "luwte-policy.h"
#include "luwte-test-vault.h"
#include "luwte-vault.h"
#include "luwte-workspace-private.h"

#include <string.h>

#define N_DOSSIERS 10000
#define N_TOPICS   6
#define N_MONTHS   12
#define N_CHANNELS 4
#define YEAR       2024
#define SMALL      5
/* Only those who objected came for this. */
#define TOPIC_OF_OBJECTORS "kwikstaart"

static const char *const channels[N_CHANNELS] = { "chat", "phone", "mail", "video" };

/* The account. */
typedef struct
{
  guint n[N_TOPICS][N_MONTHS][N_CHANNELS];
  guint n_objected;
  guint n_counted;
  char *topics[N_TOPICS];
} Account;

static void
account_free (Account *self)
{
  for (guint i = 0; i < N_TOPICS; i++)
    g_free (self->topics[i]);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Account, account_free)

typedef struct
{
  Account *account;
  GRand *rand;
} Fill;

static void
run (LuwteDb *db, const char *sql, gint64 id, const char *text, const char *channel, LuwteDay day)
{
  g_autoptr (GError) error = NULL;
  LuwteStmt *stmt = luwte_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  luwte_stmt_bind_int (stmt, 1, id);
  luwte_stmt_bind_text (stmt, 2, text);
  luwte_stmt_bind_text (stmt, 3, channel);
  luwte_stmt_bind_day (stmt, 4, day);
  luwte_stmt_run (stmt, &error);
  g_assert_no_error (error);
}

static void
add_dossier (LuwteDb *db, gint64 id, const char *topic, const char *channel, LuwteDay day,
             gboolean topic_in_note, gboolean objects)
{
  run (db,
       "INSERT INTO dossier (id, object_id, created_day, last_contact_day)"
       " VALUES (?1, printf ('%032x', ?1), ?4, ?4)",
       id, NULL, NULL, day);
  run (db,
       "INSERT INTO session (id, object_id, dossier_id, nickname, line, channel, topic, state,"
       " opened_at, opened_day, active_day, closed_at, closed_day) VALUES (?1,"
       " printf ('%032x', ?1), ?1, 'Zwaan', 'chat', ?3, ?2, 'closed', ?4 * 86400, ?4, ?4,"
       " ?4 * 86400, ?4)",
       id, topic_in_note ? NULL : topic, channel, day);
  run (db,
       "INSERT INTO note (id, object_id, session_id, kind, topic, created_at, created_day)"
       " VALUES (?4 * 86400 * 1048576 + ?1, printf ('%032x', ?1), ?1, 'note', ?2, ?4 * 86400, ?4)",
       id, topic, channel, day);
  if (objects)
    run (db,
         "INSERT INTO objection (dossier_id, kind, day, role)"
         " VALUES (?1, 'research', ?4, 'counsellor')",
         id, NULL, NULL, day);
}

/* Months late in the year and rare channels are small on purpose. */
static gpointer
fill_cb (LuwteDb *db, gpointer data, GError **error)
{
  Fill *fill = data;

  for (gint64 id = 1; id <= N_DOSSIERS; id++)
    {
      const int topic = MIN (g_rand_int_range (fill->rand, 0, N_TOPICS),
                             g_rand_int_range (fill->rand, 0, N_TOPICS));
      const int month = MIN (g_rand_int_range (fill->rand, 0, N_MONTHS),
                             g_rand_int_range (fill->rand, 0, N_MONTHS));
      const int channel = g_rand_int_range (fill->rand, 0, 100) < 90
                              ? 0
                              : g_rand_int_range (fill->rand, 1, N_CHANNELS);
      const gboolean objects = g_rand_int_range (fill->rand, 0, 10) < 3;
      const gboolean own = objects && g_rand_boolean (fill->rand);

      add_dossier (db, id, own ? TOPIC_OF_OBJECTORS : fill->account->topics[topic],
                   channels[channel],
                   luwte_day_from_ymd (YEAR, month + 1, g_rand_int_range (fill->rand, 1, 29)),
                   g_rand_boolean (fill->rand), objects);
      if (objects)
        fill->account->n_objected++;
      else
        {
          fill->account->n[topic][month][channel]++;
          fill->account->n_counted++;
        }
    }
  return fill;
}

static LuwteYear *
year_of (Desk *self, int number, GError **error)
{
  LuwteFigures *figures = luwte_workspace_get_figures (self->workspace);
  g_autoptr (GAsyncResult) result = NULL;

  luwte_figures_year_async (figures, number, NULL, desk_answer_cb, &result);
  return luwte_figures_year_finish (figures, desk_wait (&result), error);
}

static int
index_of (const char *const *list, guint n, const char *what)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (list[i], what) == 0)
      return (int) i;
  return -1;
}

/* Of the cells that are too small by themselves, the sum over those that a joined number covers. */
static guint
small_ones (const Account *account, int topic, int month)
{
  guint sum = 0;

  for (int c = 0; c < N_CHANNELS; c++)
    if (account->n[topic][month][c] < SMALL)
      sum += account->n[topic][month][c];
  return sum;
}

static guint
small_months (const Account *account, int topic)
{
  guint sum = 0;

  for (int m = 0; m < N_MONTHS; m++)
    if (small_ones (account, topic, m) < SMALL)
      sum += small_ones (account, topic, m);
  return sum;
}

static guint
small_topics (const Account *account)
{
  guint sum = 0;

  for (int t = 0; t < N_TOPICS; t++)
    if (small_months (account, t) < SMALL)
      sum += small_months (account, t);
  return sum;
}

static guint
expected (const Account *account, const LuwteFigure *figure)
{
  const int topic = index_of ((const char *const *) account->topics, N_TOPICS, figure->topic);
  const int channel = index_of (channels, N_CHANNELS, figure->channel);
  const int month = figure->month != NULL ? (int) g_ascii_strtoll (figure->month + 5, NULL, 10) - 1
                                          : -1;

  if (figure->topic == NULL)
    return small_topics (account);
  g_assert_cmpint (topic, >=, 0);
  if (figure->month == NULL)
    return small_months (account, topic);
  if (figure->channel == NULL)
    return small_ones (account, topic, month);
  return account->n[topic][month][channel];
}

static void
assert_year (const Account *account, const LuwteYear *year)
{
  guint sum = 0;

  g_assert_cmpuint (year->figures->len, >, 50);
  for (guint i = 0; i < year->figures->len; i++)
    {
      const LuwteFigure *figure = g_ptr_array_index (year->figures, i);

      g_assert_cmpuint (figure->n, >=, SMALL);
      g_assert_cmpuint (figure->n, ==, expected (account, figure));
      sum += figure->n;
    }
  /* Nothing is counted twice, and what is missing is too little to be told. */
  g_assert_cmpuint (sum, <=, account->n_counted);
  g_assert_cmpuint (account->n_counted - sum, <, SMALL);
  g_assert_cmpint (year->withheld, ==, sum < account->n_counted);
}

static char *
csv_of (const LuwteYear *year)
{
  g_autoptr (GBytes) bytes = luwte_figures_to_csv (year);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Who objected to research is in no number of any export, before and after the sessions are erased; and
 * no number is small. (R87, R89, R90) */
static void
test_objections (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autoptr (GPtrArray) topics = luwte_workspace_topics (self->workspace, "nl");
  g_autoptr (Account) account = g_new0 (Account, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261125);
  Fill fill = { account, rand };
  g_autoptr (LuwteYear) before = NULL;
  g_autoptr (LuwteYear) after = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LuwteReceipt) receipt = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *told = NULL;
  g_autofree char *again = NULL;
  LuwteRetention *retention = luwte_workspace_get_retention (self->workspace);

  for (guint i = 0; i < N_TOPICS; i++)
    account->topics[i] = g_strdup (luwte_code_get_code (g_ptr_array_index (topics, i)));
  luwte_vault_write (self->workspace->vault, fill_cb, &fill, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (account->n_objected, >, N_DOSSIERS / 5);

  before = year_of (self, YEAR, &error);
  g_assert_no_error (error);
  assert_year (account, before);
  told = csv_of (before);
  g_assert_null (strstr (told, TOPIC_OF_OBJECTORS));
  g_assert_true (g_str_has_prefix (told, "topic,month,channel,n\n"));

  luwte_retention_run_async (retention, TRUE, NULL, desk_answer_cb, &result);
  receipt = luwte_retention_run_finish (retention, desk_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (luwte_receipt_get_n_sessions (receipt), >, N_DOSSIERS / 2);
  after = year_of (self, YEAR, &error);
  g_assert_no_error (error);
  again = csv_of (after);
  g_assert_cmpstr (told, ==, again);
}

/* A year of which there is nothing, or too little, tells nothing. (R89) */
static void
test_little (void)
{
  g_autoptr (Desk) self = desk_new ("fier", "counsellor");
  g_autoptr (LuwteYear) empty = NULL;
  g_autoptr (LuwteYear) little = NULL;
  g_autoptr (LuwteYear) enough = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const int year = g_date_time_get_year (now);

  empty = year_of (self, 1999, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->figures->len, ==, 0);
  g_assert_false (empty->withheld);
  for (guint i = 0; i < SMALL; i++)
    {
      g_autofree char *nickname = g_strdup_printf ("Zwaan %u", i);
      g_autofree char *note = desk_note (self, nickname, "Zoekt steun.");

      if (i == SMALL - 2)
        little = year_of (self, year, &error);
    }
  g_assert_cmpuint (little->figures->len, ==, 0);
  g_assert_true (little->withheld);
  enough = year_of (self, year, &error);
  g_assert_cmpuint (enough->figures->len, ==, 1);
  g_assert_false (enough->withheld);
  pdf = luwte_figures_to_pdf (luwte_workspace_get_figures (self->workspace), enough, "nl", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pdf), >, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  luwte_test_cheap_keys ();
  g_test_add_func ("/workspace/figures/objections", test_objections);
  g_test_add_func ("/workspace/figures/little", test_little);
  return g_test_run ();
}
