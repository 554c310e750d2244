/* SPDX-License-Identifier: GPL-3.0-or-later */

/* luwte-lhc-simulator: the simulator as a program, for tests that look at whole programs. It says
 * on standard output, in one line of JSON, where it listens, who may log in and what is planted in
 * every row, lets three visitors come, and ends when its standard input closes. */

#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>
#include <unistd.h>

#include "luwte-lhc-simulator.h"

#define USER   "fatima"
#define SECRET "key-f"

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                               NULL);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    g_main_loop_quit (data);
  else
    g_input_stream_read_bytes_async (G_INPUT_STREAM (source), 1, G_PRIORITY_DEFAULT, NULL, ended_cb,
                                     data);
}

static void
add (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
tell (LuwteLhcSimulator *simulator)
{
  /* The agent also without what every agent has, for somebody could keep the half of it. */
  static const char *const planted[] = { LUWTE_LHC_PLANTED_IP4,
                                         LUWTE_LHC_PLANTED_IP6,
                                         LUWTE_LHC_PLANTED_CITY,
                                         LUWTE_LHC_PLANTED_AGENT,
                                         LUWTE_LHC_PLANTED_HASH,
                                         "203.0.113.",
                                         "2001:db8:",
                                         "PlantedAgent",
                                         "PLANTEDxHASH",
                                         "Plantedland",
                                         "planted.example",
                                         "planted@example.org",
                                         "0900-PLANTED",
                                         "half PLANTED text" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;

  json_builder_begin_object (builder);
  add (builder, "url", luwte_lhc_simulator_get_url (simulator));
  json_builder_set_member_name (builder, "accounts");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add (builder, "user", USER);
  add (builder, "secret", SECRET);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "planted");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (planted); i++)
    json_builder_add_string_value (builder, planted[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  g_print ("%s\n", line);
}

int
main (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (LuwteLhcSimulator) simulator = luwte_lhc_simulator_new ();

  luwte_lhc_simulator_add_operator (simulator, USER, SECRET);
  luwte_lhc_simulator_arrive (simulator, "Noordwind", 1, "Hallo, is daar iemand?");
  luwte_lhc_simulator_arrive (simulator, "Zeeglas", 2, "Ik durf het bijna niet te vragen.");
  luwte_lhc_simulator_ask_offline (simulator, "Avondrood", "Wanneer zijn jullie er?");
  tell (simulator);
  g_input_stream_read_bytes_async (input, 1, G_PRIORITY_DEFAULT, NULL, ended_cb, loop);
  g_main_loop_run (loop);
  return 0;
}
