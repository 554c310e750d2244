/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "luwte-locale.h"
#include "luwte-log.h"
#include "luwte-practice-json.h"
#include "luwte-practice-limits.h"
#include "luwte-practice-server.h"
#include "luwte-secret.h"

static int port = 0;
static char *scenario_path = NULL;
static double speed = 1;
static gboolean until_stdin_closes = FALSE;

static const GOptionEntry entries[] = {
  { "port", 'p', 0, G_OPTION_ARG_INT, &port, N_ ("Port on 127.0.0.1; 0 for any free one"), N_ ("N") },
    { "scenario", 's', 0, G_OPTION_ARG_FILENAME, &scenario_path,
      N_ ("Play the visitors of this file instead of the ones that come along"), N_ ("FILE") },
      { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_ ("Play this many times faster"), N_ ("X") },
        { "until-stdin-closes", 0, 0, G_OPTION_ARG_NONE, &until_stdin_closes,
          N_ ("End when standard input is closed"), NULL },
          { NULL } };

static int
fail (int status, const char *text)
{
  g_printerr ("luwte-practice: %s\n", text);
  return status;
}

static gboolean
signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

/* Who started us holds the other end of the pipe; when it is gone, however it ended, so are we. */
static gboolean
stdin_cb (int fd, GIOCondition condition, gpointer user_data)
{
  char buffer[256];
  gssize n = read (fd, buffer, sizeof buffer);

  if (n > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* A scenario of one's own comes first, and the ones that come along stay to be chosen. */
static gboolean
play (LuwtePracticeStage *stage, GError **error)
{
  if (scenario_path != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (scenario_path);
      g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);

      if (bytes == NULL)
        return FALSE;
      luwte_practice_stage_add (stage, "own", bytes);
    }
  return luwte_practice_stage_play (stage, NULL, speed, error);
}

/* The one line that programs read: where it is and who may come in. */
static gboolean
print_first_line (LuwtePracticeServer *server, LuwtePracticeRoom *room)
{
  GPtrArray *accounts = luwte_practice_room_get_accounts (room);
  g_autofree char *url = luwte_practice_server_get_url (server);
  g_autofree char *visitor_url = luwte_practice_server_get_visitor_url (server);
  g_autofree char *trainer_url = luwte_practice_server_get_trainer_url (server);
  g_autofree char *line = NULL;
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  luwte_practice_json_add_string (builder, "url", url);
  luwte_practice_json_add_string (builder, "visitor_url", visitor_url);
  luwte_practice_json_add_string (builder, "trainer_url", trainer_url);
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < accounts->len; i++)
    {
      LuwtePracticeAccount *account = g_ptr_array_index (accounts, i);

      json_builder_begin_object (builder);
      luwte_practice_json_add_string (builder, "user", account->user);
      luwte_practice_json_add_string (builder, "secret", account->secret);
      luwte_practice_json_add_string (builder, "role", account->lead ? "lead" : "counsellor");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  luwte_practice_json_add_bool (builder, "practice", TRUE);
  json_builder_end_object (builder);
  line = luwte_practice_json_end (builder);
  return puts (line) != EOF && fflush (stdout) == 0;
}

static int
serve (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (LuwtePracticeRoom) room = luwte_practice_room_new ();
  g_autoptr (LuwtePracticeDesk) desk = luwte_practice_desk_new ();
  g_autoptr (LuwtePracticeLog) log = luwte_practice_log_new (room, desk);
  g_autoptr (LuwtePracticeStage) stage = luwte_practice_stage_new (room);
  g_autoptr (LuwtePracticeServer) server = luwte_practice_server_new (room, desk, log, stage);
  g_autoptr (GError) error = NULL;

  luwte_practice_room_add_account (room, "sanne", "Sanne", FALSE);
  luwte_practice_room_add_account (room, "milan", "Milan", FALSE);
  luwte_practice_room_add_account (room, "noor", "Noor", TRUE);
  if (!play (stage, &error) || !luwte_practice_server_listen (server, port, &error))
    return fail (1, error->message);
  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  g_unix_signal_add (SIGHUP, signal_cb, loop);
  if (until_stdin_closes)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);
  if (!print_first_line (server, room))
    return fail (1, _ ("Standard output is closed"));
  g_main_loop_run (loop);
  luwte_practice_server_stop (server);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  luwte_locale_init (GETTEXT_PACKAGE, LUWTE_LOCALEDIR);
  luwte_harden_process ();
  luwte_log_install ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, _ ("A chat service for practice: scripted visitors on this computer, nobody real."));
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (2, error->message);
  if (argc > 1)
    return fail (2, _ ("Nothing but options is expected; it serves on 127.0.0.1 and nowhere else"));
  if (port < 0 || port > 65535)
    return fail (2, _ ("A port is a number from 0 to 65535"));
  if (!(speed > 0) || speed > LUWTE_PRACTICE_MAX_SPEED)
    return fail (2, _ ("The speed is a number above 0, at most 1000"));
  return serve ();
}
