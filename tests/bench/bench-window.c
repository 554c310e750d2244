/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real window on a frame clock, with luwte-practice as a process of its own: from what a visitor
 * sends to its being painted, a long conversation opened and scrolled, and the start. Drawn in
 * software on a virtual X server, as ./dev has nothing else; peers are an empty libadwaita window and
 * a plain list view of as many labels, in the same run.
 *
 * The clock of a message starts before the visitor's request leaves, so that the request and the
 * service's work are in it too: what is shown is more than "from the event on the socket". */

#include "bench-frames.h"
#include "bench-visitors.h"
#include "luwte-conversation.h"
#include "luwte-live.h"
#include "luwte-message-row.h"
#include "luwte-secret.h"
#include "luwte-session-lists.h"
#include "luwte-session-row.h"
#include "luwte-test-vault.h"
#include "luwte-ui.h"
#include "luwte-waiting-row.h"
#include "luwte-window.h"
#include "luwte-workspace.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASSPHRASE "stil water onder vier bruggen"
#define MINE       20
#define WAITING    200
#define MESSAGES   10000
#define WIDTH      1280
#define HEIGHT     760

typedef struct
{
  gboolean is_long;
  char *dir;
  BenchVisitors *visitors;
  LuwteWorkspace *workspace;
  LuwteLive *live;
  GtkWindow *window;
  char *tokens[MINE]; /* the last is the long conversation's */
  LuwteConversation *conversations[MINE];
} Bench;

#define must(well, error)                                                  \
  G_STMT_START                                                             \
  {                                                                        \
    if (!(well))                                                           \
      g_error ("%s: %s", #well, (error) ? (error)->message : "no answer"); \
  }                                                                        \
  G_STMT_END

#define wait_until(condition)                      \
  G_STMT_START                                     \
  {                                                \
    while (!(condition))                           \
      if (!g_main_context_iteration (NULL, FALSE)) \
        g_usleep (200);                            \
  }                                                \
  G_STMT_END

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* --- a vault, its window, and who is in the chat service -------------------------------------- */

static LuwteService *
make_service (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  return bench_visitors_make_service (((Bench *) data)->visitors, error);
}

static void
make_vault (Bench *self)
{
  g_autoptr (LuwteSecret) passphrase = luwte_secret_new (PASSPHRASE, -1);
  g_autoptr (LuwteSecret) nothing = luwte_secret_new ("", -1);
  g_autoptr (LuwteSecret) code = NULL;
  g_autoptr (GHashTable) choices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) set = NULL;
  g_autoptr (GError) error = NULL;
  const LuwteServiceSetup setup = { .kind = "practice" };

  self->workspace = luwte_workspace_new (self->dir);
  luwte_workspace_register_kind (self->workspace, "practice", make_service, self);
  luwte_workspace_create_async (self->workspace, "example", choices, "counsellor", passphrase, NULL,
                                answer_cb, &created);
  wait_until (created != NULL);
  code = luwte_workspace_create_finish (self->workspace, created, &error);
  must (code != NULL, error);
  luwte_workspace_set_service_async (self->workspace, &setup, nothing, TRUE, NULL, answer_cb, &set);
  wait_until (set != NULL);
  must (luwte_workspace_set_service_finish (self->workspace, set, &error), error);
  self->live = luwte_workspace_get_live (self->workspace);
  wait_until (luwte_live_get_connection (self->live) == LUWTE_CONNECTION_CONNECTED);
}

static LuwteConversation *
claim (Bench *self, const char *session)
{
  g_autoptr (GAsyncResult) claimed = NULL;
  g_autoptr (GError) error = NULL;
  LuwteConversation *conversation;

  luwte_live_claim_async (self->live, session, NULL, answer_cb, &claimed);
  wait_until (claimed != NULL);
  conversation = luwte_live_claim_finish (self->live, claimed, &error);
  must (conversation != NULL, error);
  return conversation;
}

/* A line as people write them: of one word to forty. */
static char *
make_text (GRand *rand, guint n)
{
  static const char *const words[] = { "ik",     "weet", "niet",  "goed",     "hoe",  "het",
                                       "verder", "moet", "thuis", "vannacht", "mijn", "zus" };
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", n);
  for (int i = g_rand_int_range (rand, 1, 4) == 1 ? 40 : g_rand_int_range (rand, 1, 12); i > 0; i--)
    g_string_append_printf (text, " %s", words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static guint
count (LuwteConversation *conversation)
{
  return g_list_model_get_n_items (luwte_conversation_get_messages (conversation));
}

static void
fill_service (Bench *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  gint64 from;

  for (guint i = 0; i < MINE; i++)
    {
      g_autofree char *nickname = g_strdup_printf ("Mijn%u", i);
      g_autofree char *session = NULL;
      const guint n = i == MINE - 1 ? MESSAGES : 12;

      self->tokens[i] = bench_visitors_arrive (self->visitors, nickname, &session);
      for (guint k = 0; k < n; k++)
        {
          g_autofree char *text = make_text (rand, k);

          bench_visitors_say (self->visitors, self->tokens[i], text);
          for (guint t = 0; t < 20 && g_main_context_iteration (NULL, FALSE); t++)
            ;
        }
      from = g_get_monotonic_time ();
      self->conversations[i] = claim (self, session);
      luwte_conversation_set_shown (self->conversations[i], TRUE);
      wait_until (count (self->conversations[i]) >= n);
      luwte_conversation_set_shown (self->conversations[i], FALSE);
      if (n == MESSAGES)
        bench_row ("window: claim to 10,000 messages of the service",
                   (double) (g_get_monotonic_time () - from) / 1e6, "s", NAN, BENCH_NO_TARGET, 0);
    }
  for (guint i = 0; i < WAITING; i++)
    {
      g_autofree char *nickname = g_strdup_printf ("Wacht%u", i);
      g_autofree char *session = NULL;

      g_free (bench_visitors_arrive (self->visitors, nickname, &session));
    }
  wait_until (luwte_live_get_waiting_count (self->live) == WAITING);
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_name (GtkWidget *widget, const char *name)
{
  GtkWidget *found = find_type (widget, g_type_from_name (name));

  if (found == NULL)
    g_error ("the window has no %s", name);
  return found;
}

static void
select_conversation (Bench *self, guint i)
{
  GtkWidget *lists = find_name (GTK_WIDGET (self->window), "LuwteSessionLists");

  luwte_session_lists_select (LUWTE_SESSION_LISTS (lists), self->conversations[i]);
}

/* --- from the visitor to the painted message -------------------------------------------------- */

typedef struct
{
  GtkWidget *list;     /* of messages */
  GtkWidget *scroller; /* round it */
  LuwteConversation *conversation;
  const char *text;
} Wanted;

/* The row of the last message, wholly within what is seen. */
static gboolean
last_is_painted (gpointer data)
{
  Wanted *self = data;
  GListModel *messages = luwte_conversation_get_messages (self->conversation);
  const guint n = g_list_model_get_n_items (messages);
  g_autoptr (LuwteMessage) last = n > 0 ? g_list_model_get_item (messages, n - 1) : NULL;

  if (last == NULL ||
      (self->text != NULL && !g_str_equal (luwte_message_get_text (last), self->text)))
    return FALSE;
  for (GtkWidget *item = gtk_widget_get_last_child (self->list); item != NULL;
       item = gtk_widget_get_prev_sibling (item))
    {
      GtkWidget *row = gtk_widget_get_first_child (item);

      if (LUWTE_IS_MESSAGE_ROW (row) &&
          luwte_message_row_get_message (LUWTE_MESSAGE_ROW (row)) == last)
        return bench_frames_within (row, self->scroller);
    }
  return FALSE;
}

static Wanted
want (Bench *self, guint i, const char *text)
{
  GtkWidget *messages = find_name (GTK_WIDGET (self->window), "LuwteMessageList");
  Wanted wanted = { find_name (messages, "GtkListView"), find_name (messages, "GtkScrolledWindow"),
                    self->conversations[i], text };

  return wanted;
}

static void
listed_cb (GListModel *messages, guint position, guint removed, guint added, gint64 *at)
{
  if (added > 0)
    *at = g_get_monotonic_time ();
}

typedef struct
{
  GArray *painted; /* double: ms, from the visitor */
  GArray *model;   /* of it, until the conversation has it */
} Delays;

static void
say_and_see (Bench *self, guint i, const char *text, Delays *delays)
{
  Wanted wanted = want (self, i, text);
  gint64 listed = 0, painted;
  gulong handler;
  double ms;

  handler = g_signal_connect (luwte_conversation_get_messages (self->conversations[i]),
                              "items-changed", G_CALLBACK (listed_cb), &listed);
  bench_visitors_say_aside (self->visitors, self->tokens[i], text);
  painted = bench_frames_until (GTK_WIDGET (self->window), last_is_painted, &wanted);
  g_signal_handler_disconnect (luwte_conversation_get_messages (self->conversations[i]), handler);
  ms = (double) (painted - bench_visitors_said_at (self->visitors)) / 1000;
  g_array_append_val (delays->painted, ms);
  ms = (double) (listed - bench_visitors_said_at (self->visitors)) / 1000;
  g_array_append_val (delays->model, ms);
}

/* Others of hers speak in between; the shown conversation changes every twenty messages. */
static void
bench_delays (Bench *self)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  const guint n = self->is_long ? 1000 : 200;
  Delays delays = { g_array_new (FALSE, FALSE, sizeof (double)),
                    g_array_new (FALSE, FALSE, sizeof (double)) };

  for (guint k = 0; k < n; k++)
    {
      const guint shown = k / 20 % (MINE - 1);
      const guint other = (shown + 1 + k % 7) % (MINE - 1);
      g_autofree char *text = make_text (rand, 100000 + k);
      g_autofree char *aside = make_text (rand, 200000 + k);

      if (k % 20 == 0)
        {
          select_conversation (self, shown);
          bench_frames_rest (400);
        }
      bench_visitors_say (self->visitors, self->tokens[other], aside);
      bench_frames_rest (g_rand_int_range (rand, 20, 80));
      say_and_see (self, shown, text, &delays);
    }
  bench_row ("window: visitor to painted message, p50", bench_quantile (delays.painted, 0.5), "ms",
             bench_quantile (delays.model, 0.5), BENCH_NO_TARGET, 0);
  bench_row ("window: visitor to painted message, p95", bench_quantile (delays.painted, 0.95), "ms",
             bench_quantile (delays.model, 0.95), BENCH_AT_MOST, 50);
  bench_row ("window: visitor to painted message, worst", bench_quantile (delays.painted, 1), "ms",
             bench_quantile (delays.model, 1), BENCH_NO_TARGET, 0);
  g_array_unref (delays.painted);
  g_array_unref (delays.model);
}

/* --- a long conversation, beside a plain list of labels --------------------------------------- */

static void
setup_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_label_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

typedef struct
{
  GtkWindow *window;
  GtkWidget *list;
  GtkWidget *scroller;
  GListModel *strings;
} Plain;

static Plain
plain_new (Bench *self)
{
  GListModel *messages = luwte_conversation_get_messages (self->conversations[MINE - 1]);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Plain plain;

  plain.strings = G_LIST_MODEL (gtk_string_list_new (NULL));
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (LuwteMessage) message = g_list_model_get_item (messages, i);

      gtk_string_list_append (GTK_STRING_LIST (plain.strings), luwte_message_get_text (message));
    }
  g_signal_connect (factory, "setup", G_CALLBACK (setup_label_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_label_cb), NULL);
  plain.list = gtk_list_view_new (NULL, factory);
  plain.scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (plain.scroller), plain.list);
  plain.window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (plain.window), plain.scroller);
  gtk_window_set_default_size (plain.window, WIDTH, HEIGHT);
  gtk_window_present (plain.window);
  bench_frames_rest (500);
  return plain;
}

static gboolean
label_is_painted (gpointer data)
{
  Plain *self = data;
  GtkWidget *item = gtk_widget_get_last_child (self->list);
  g_autoptr (GtkStringObject) last =
      g_list_model_get_item (self->strings, g_list_model_get_n_items (self->strings) - 1);

  for (; item != NULL; item = gtk_widget_get_prev_sibling (item))
    {
      GtkWidget *label = gtk_widget_get_first_child (item);

      if (GTK_IS_LABEL (label) &&
          g_str_equal (gtk_label_get_text (GTK_LABEL (label)), gtk_string_object_get_string (last)))
        return bench_frames_within (label, self->scroller);
    }
  return FALSE;
}

static void
open_plain (Plain *self, GArray *ms)
{
  gint64 from = g_get_monotonic_time ();
  double took;
  GtkSelectionModel *selection;

  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->strings)));
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), selection);
  g_object_unref (selection);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list), g_list_model_get_n_items (self->strings) - 1,
                           GTK_LIST_SCROLL_NONE, NULL);
  took = (double) (bench_frames_until (self->list, label_is_painted, self) - from) / 1000;
  g_array_append_val (ms, took);
}

static void
open_long (Bench *self, GArray *ms)
{
  gint64 from = g_get_monotonic_time ();
  double took;
  Wanted wanted;

  select_conversation (self, MINE - 1);
  wanted = want (self, MINE - 1, NULL);
  took = (double) (bench_frames_until (GTK_WIDGET (self->window), last_is_painted, &wanted) -
                   from) /
         1000;
  g_array_append_val (ms, took);
}

static void
bench_open (Bench *self, Plain *plain)
{
  GArray *ms = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *peer = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < (self->is_long ? 40 : 12); i++)
    {
      gtk_list_view_set_model (GTK_LIST_VIEW (plain->list), NULL);
      select_conversation (self, i % (MINE - 1));
      bench_frames_rest (300);
      open_long (self, ms);
      open_plain (plain, peer);
    }
  bench_row ("window: 10,000 messages, opened, p50", bench_quantile (ms, 0.5), "ms",
             bench_quantile (peer, 0.5), BENCH_AT_MOST, 100);
  bench_row ("window: 10,000 messages, opened, worst", bench_quantile (ms, 1), "ms",
             bench_quantile (peer, 1), BENCH_NO_TARGET, 0);
  g_array_unref (ms);
  g_array_unref (peer);
}

static void
scroll_row (const char *what, GArray *ms, GArray *peer, double part, BenchTarget kind)
{
  g_autofree char *name = g_strdup_printf ("window: 10,000 messages, %s", what);

  bench_row (name, bench_quantile (ms, part), "ms", bench_quantile (peer, part), kind, 33);
}

static void
bench_scroll (Bench *self, Plain *plain)
{
  GtkScrolledWindow *peer_scroller = GTK_SCROLLED_WINDOW (plain->scroller);
  Wanted wanted = want (self, MINE - 1, NULL);
  const guint n = self->is_long ? 3000 : 600;
  BenchFrames ours = { 0 }, peer = { 0 }, ours_far = { 0 }, peer_far = { 0 };

  bench_frames_scroll (&ours, GTK_SCROLLED_WINDOW (wanted.scroller), -60, n);
  bench_frames_scroll (&peer, peer_scroller, -60, n);
  bench_frames_rest (500);
  bench_frames_scroll (&ours_far, GTK_SCROLLED_WINDOW (wanted.scroller), -HEIGHT * 3, n / 4);
  bench_frames_scroll (&peer_far, peer_scroller, -HEIGHT * 3, n / 4);
  scroll_row ("scrolled, frame to frame, p50", ours.apart, peer.apart, 0.5, BENCH_NO_TARGET);
  scroll_row ("scrolled, frame to frame, p99", ours.apart, peer.apart, 0.99, BENCH_AT_MOST);
  scroll_row ("scrolled, frame to frame, worst", ours.apart, peer.apart, 1, BENCH_NO_TARGET);
  scroll_row ("scrolled, processor time of a frame, p50", ours.work, peer.work, 0.5,
              BENCH_NO_TARGET);
  scroll_row ("scrolled, processor time of a frame, p99", ours.work, peer.work, 0.99,
              BENCH_NO_TARGET);
  scroll_row ("three pages a frame, p99", ours_far.apart, peer_far.apart, 0.99, BENCH_NO_TARGET);
  scroll_row ("three pages a frame, worst", ours_far.apart, peer_far.apart, 1, BENCH_NO_TARGET);
  bench_frames_clear (&ours);
  bench_frames_clear (&peer);
  bench_frames_clear (&ours_far);
  bench_frames_clear (&peer_far);
}

/* --- the start -------------------------------------------------------------------------------- */

static double
resident_mb (void)
{
  g_autofree char *statm = NULL;
  long pages = 0, resident = 0;

  g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL);
  if (statm == NULL || sscanf (statm, "%ld %ld", &pages, &resident) != 2)
    return NAN;
  return (double) resident * 4096 / 1e6;
}

static gboolean
is_drawn (gpointer data)
{
  return gtk_widget_get_width (data) > 0;
}

static void
activate_cb (GtkApplication *application, const char *dir)
{
  g_autoptr (LuwteWorkspace) workspace = dir != NULL ? luwte_workspace_new (dir) : NULL;
  GtkWidget *window;
  gint64 at;

  if (workspace != NULL)
    window = luwte_window_new (application, workspace);
  else
    {
      window = adw_application_window_new (application);
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), adw_header_bar_new ());
      gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
    }
  gtk_window_present (GTK_WINDOW (window));
  at = bench_frames_until (window, is_drawn, window);
  bench_frames_rest (300);
  g_print ("%" G_GINT64_FORMAT " %.1f\n", at, resident_mb ());
  gtk_window_destroy (GTK_WINDOW (window));
  if (workspace != NULL)
    luwte_workspace_close (workspace);
}

/* In a process of its own: as luwte starts on a vault that is locked, or with an empty window. */
static int
be_started (const char *dir)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  if (dir != NULL)
    g_signal_connect_after (application, "startup", G_CALLBACK (luwte_ui_init), NULL);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), (gpointer) dir);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static void
start_once (const char *dir, GArray *ms, GArray *mb)
{
  const char *argv[] = { "/proc/self/exe", dir != NULL ? "--start" : "--start-empty", dir, NULL };
  g_autofree char *self = g_file_read_link (argv[0], NULL);
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 from = g_get_monotonic_time ();
  gint64 at = 0;
  double took, memory = 0;

  argv[0] = self;
  must (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, NULL,
                      &error),
        error);
  if (sscanf (out, "%" G_GINT64_FORMAT " %lf", &at, &memory) != 2)
    g_error ("a window that was started said \"%s\"", out);
  took = (double) (at - from) / 1000;
  g_array_append_val (ms, took);
  g_array_append_val (mb, memory);
}

static void
bench_start (const char *dir, gboolean is_long)
{
  GArray *values[4];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < (is_long ? 15 : 5); i++)
    {
      start_once (dir, values[0], values[1]);
      start_once (NULL, values[2], values[3]);
    }
  bench_row ("window: start to first painted frame, p50", bench_quantile (values[0], 0.5), "ms",
             bench_quantile (values[2], 0.5), BENCH_NO_TARGET, 0);
  bench_row ("window: memory after the start", bench_quantile (values[1], 0.5), "MB",
             bench_quantile (values[3], 0.5), BENCH_NO_TARGET, 0);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_array_unref (values[i]);
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
run (Bench *self)
{
  Plain plain;

  make_vault (self);
  fill_service (self);
  self->window = GTK_WINDOW (luwte_window_new (NULL, self->workspace));
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  gtk_window_present (self->window);
  bench_frames_rest (1500);
  bench_row ("window: memory with 20 open, 200 waiting", resident_mb (), "MB", NAN, BENCH_NO_TARGET,
             0);
  bench_delays (self);
  plain = plain_new (self);
  bench_open (self, &plain);
  bench_scroll (self, &plain);
  gtk_window_destroy (plain.window);
  g_object_unref (plain.strings);
  gtk_window_destroy (self->window);
  luwte_workspace_close (self->workspace);
  bench_frames_rest (200);
  for (guint i = 0; i < MINE; i++)
    {
      g_free (self->tokens[i]);
      g_object_unref (self->conversations[i]);
    }
  g_object_unref (self->workspace);
}

int
main (int argc, char **argv)
{
  g_autofree char *parent = NULL;
  Bench self = { .is_long = bench_is_long (argc, argv) };

  if (argc > 2 && g_str_equal (argv[1], "--start"))
    return be_started (argv[2]);
  if (argc > 1 && g_str_equal (argv[1], "--start-empty"))
    return be_started (NULL);
  gtk_init ();
  adw_init ();
  luwte_ui_init ();
  luwte_test_cheap_keys ();
  parent = g_dir_make_tmp ("luwte-bench-XXXXXX", NULL);
  self.dir = g_build_filename (parent, "vault", NULL);
  self.visitors = bench_visitors_new ();
  g_printerr ("window: drawn in software (GSK_RENDERER=%s on %s)\n", g_getenv ("GSK_RENDERER"),
              G_OBJECT_TYPE_NAME (gdk_display_get_default ()));
  run (&self);
  bench_start (self.dir, self.is_long);
  bench_visitors_free (self.visitors);
  g_free (self.dir);
  remove_tree (parent);
  return 0;
}
