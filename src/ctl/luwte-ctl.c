/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line itself: finds the command, reads words and options wherever they stand, opens
 * what the command needs, runs it. A passphrase is never an argument, since arguments can be read
 * by every program of the machine. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "luwte-bridge-service.h"
#include "luwte-ctl-private.h"
#include "luwte-ctl.h"
#include "luwte-lhc-service.h"
#include "luwte-secret.h"

/* Options that every command takes. */
static const char *const common_options =
    "vault json! help! passphrase-file passphrase-fd new-passphrase-file new-passphrase-fd "
    "recovery-file recovery-fd";

static const LuwteCtlCommand *const command_tables[] = {
  luwte_ctl_vault_commands,   luwte_ctl_backup_commands,    luwte_ctl_policy_commands,
  luwte_ctl_note_commands,    luwte_ctl_retention_commands, luwte_ctl_service_commands,
  luwte_ctl_session_commands, luwte_ctl_team_commands,      luwte_ctl_deident_commands,
  luwte_ctl_right_commands,   luwte_ctl_consent_commands,   luwte_ctl_figures_commands,
  luwte_ctl_review_commands,  luwte_ctl_library_commands,   luwte_ctl_handover_commands,
};

static const LuwteCtlCommand *
find_command (const char *first, const char *second, guint *n_words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (command_tables); i++)
    for (const LuwteCtlCommand *c = command_tables[i]; c->name != NULL; c++)
      {
        if (c->group == NULL && g_strcmp0 (c->name, first) == 0)
          {
            *n_words = 1;
            return c;
          }
        if (c->group != NULL && g_strcmp0 (c->group, first) == 0 &&
            g_strcmp0 (c->name, second) == 0)
          {
            *n_words = 2;
            return c;
          }
      }
  return NULL;
}

static gboolean
is_group (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (command_tables); i++)
    for (const LuwteCtlCommand *c = command_tables[i]; c->name != NULL; c++)
      if (g_strcmp0 (c->group, word) == 0)
        return TRUE;
  return FALSE;
}

static void
print_command (const LuwteCtlCommand *command)
{
  g_autofree char *line = g_strconcat (command->group != NULL ? command->group : "",
                                       command->group != NULL ? " " : "", command->name,
                                       *command->usage != '\0' ? " " : "", command->usage, NULL);

  g_print ("  %s\n      %s\n", line, _ (command->summary));
}

static void
print_help (const char *group, const LuwteCtlCommand *only)
{
  g_print ("%s\n\n", _ ("Usage: luwtectl COMMAND [OPTIONS]"));
  for (gsize i = 0; i < G_N_ELEMENTS (command_tables); i++)
    for (const LuwteCtlCommand *c = command_tables[i]; c->name != NULL; c++)
      if (only == NULL ? (group == NULL || g_strcmp0 (group, c->group) == 0) : only == c)
        print_command (c);
  g_print ("\n%s\n", _ ("Options, anywhere on the line:"));
  g_print ("  --vault DIR              %s\n", _ ("the vault's folder (default: the app's own)"));
  g_print ("  --json                   %s\n", _ ("one JSON object a line"));
  g_print ("  --passphrase-file FILE   %s\n", _ ("the passphrase is the first line of FILE"));
  g_print ("  --passphrase-fd N        %s\n", _ ("or comes from file descriptor N"));
  g_print ("  --new-passphrase-file FILE, --recovery-file FILE\n");
  g_print (
      "\n%s\n",
      _ ("Exit status: 0 done, 1 failed, 2 usage, 3 wrong passphrase, 4 vault damaged, 5 refused by "
              "the policy, 6 service unreachable or refused, 7 no space, 8 busy, taken or not found."));
}

/* What kind of option NAME is in a list such as "topic choice* follow!": 0 unknown, 'v' with
 * a value, '!' without, '*' with a value and more than once. */
static char
option_kind (const char *list, const char *name)
{
  g_auto (GStrv) known = g_strsplit (list != NULL ? list : "", " ", -1);

  for (guint i = 0; known[i] != NULL; i++)
    {
      gsize length = strcspn (known[i], "!*");

      if (length == strlen (name) && strncmp (known[i], name, length) == 0)
        return known[i][length] != '\0' ? known[i][length] : 'v';
    }
  return 0;
}

/* Whether the option takes the next word as its value, in any command: used before the command is
 * known, since options may stand in front of it. */
static char
option_kind_anywhere (const char *name)
{
  char kind = option_kind (common_options, name);

  for (gsize i = 0; kind == 0 && i < G_N_ELEMENTS (command_tables); i++)
    for (const LuwteCtlCommand *c = command_tables[i]; kind == 0 && c->name != NULL; c++)
      kind = option_kind (c->options, name);
  return kind;
}

static void
keep_option (LuwteCtl *ctl, const char *name, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (ctl->options, name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (ctl->options, g_strdup (name), values);
    }
  else
    g_ptr_array_remove_index (values, values->len - 1);
  g_ptr_array_add (values, g_strdup (value));
  g_ptr_array_add (values, NULL);
}

static LuwteCtlExit
read_line (LuwteCtl *ctl, int argc, char **argv)
{
  gboolean options_ended = FALSE;

  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = NULL;
      const char *equals;
      char kind;

      if (options_ended || !g_str_has_prefix (argv[i], "--"))
        {
          g_ptr_array_add (ctl->words, g_strdup (argv[i]));
          continue;
        }
      if (argv[i][2] == '\0')
        {
          options_ended = TRUE;
          continue;
        }
      equals = strchr (argv[i], '=');
      name = equals != NULL ? g_strndup (argv[i] + 2, equals - argv[i] - 2)
                            : g_strdup (argv[i] + 2);
      kind = option_kind_anywhere (name);
      if (kind == 0)
        return luwte_ctl_usage (_ ("there is no option --%s"), name);
      if (kind == '!')
        {
          if (equals != NULL)
            return luwte_ctl_usage (_ ("--%s takes no value"), name);
          keep_option (ctl, name, "");
        }
      else if (equals != NULL)
        keep_option (ctl, name, equals + 1);
      /* A value that begins with two hyphens is written --NAME=VALUE. */
      else if (i + 1 < argc && !g_str_has_prefix (argv[i + 1], "--"))
        keep_option (ctl, name, argv[++i]);
      else
        return luwte_ctl_usage (_ ("--%s takes a value"), name);
    }
  return LUWTE_CTL_DONE;
}

/* An option that another command takes is an error here, not something to pass over. */
static LuwteCtlExit
check_options (LuwteCtl *ctl)
{
  GHashTableIter iter;
  gpointer name, values;

  g_hash_table_iter_init (&iter, ctl->options);
  while (g_hash_table_iter_next (&iter, &name, &values))
    {
      char kind = option_kind (common_options, name);

      if (kind == 0)
        kind = option_kind (ctl->command->options, name);
      if (kind == 0)
        return luwte_ctl_usage (_ ("%s takes no option --%s"), ctl->command->name,
                                  (const char *) name);
      if (kind == 'v' && ((GPtrArray *) values)->len > 2)
        return luwte_ctl_usage (_ ("--%s stands there twice"), (const char *) name);
    }
  return LUWTE_CTL_DONE;
}

static LuwteService *
make_bridge (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  return luwte_bridge_service_new (url, user, secret, error);
}

static LuwteService *
make_lhc (const char *url, const char *user, LuwteSecret *secret, gpointer data, GError **error)
{
  return luwte_lhc_service_new (url, user, secret, error);
}

static LuwteCtlExit
open_vault (LuwteCtl *ctl)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LuwteSecret) secret = NULL;

  if (luwte_workspace_get_state (ctl->workspace) == LUWTE_WORKSPACE_EMPTY)
    {
      g_printerr ("luwtectl: %s\n",
                  _ ("there is no vault in that folder; `luwtectl vault create` makes one"));
      return LUWTE_CTL_BUSY;
    }
  secret = luwte_ctl_secret (ctl, "passphrase");
  if (secret == NULL)
    return LUWTE_CTL_USAGE;
  luwte_workspace_open_async (ctl->workspace, LUWTE_OPEN_QUIET, secret, NULL, luwte_ctl_answer_cb,
                              &result);
  if (!luwte_workspace_open_finish (ctl->workspace, luwte_ctl_wait (&result), &error))
    return luwte_ctl_fail (error);
  return LUWTE_CTL_DONE;
}

static LuwteCtlExit
run_command (LuwteCtl *ctl)
{
  LuwteCtlExit status = LUWTE_CTL_DONE;

  if (ctl->command->needs != LUWTE_CTL_NEEDS_NOTHING)
    {
      ctl->workspace = luwte_workspace_new (luwte_ctl_option (ctl, "vault"));
      luwte_workspace_register_kind (ctl->workspace, "bridge", make_bridge, NULL);
      luwte_workspace_register_kind (ctl->workspace, "lhc", make_lhc, NULL);
    }
  if (ctl->command->needs == LUWTE_CTL_NEEDS_VAULT)
    status = open_vault (ctl);
  if (status == LUWTE_CTL_DONE)
    status = ctl->command->run (ctl);
  if (ctl->workspace != NULL)
    luwte_workspace_settle_backups (ctl->workspace);
  if (ctl->workspace != NULL)
    luwte_workspace_close (ctl->workspace);
  return status;
}

static LuwteCtlExit
choose_and_run (LuwteCtl *ctl)
{
  const char *first = ctl->words->len > 0 ? g_ptr_array_index (ctl->words, 0) : NULL;
  const char *second = ctl->words->len > 1 ? g_ptr_array_index (ctl->words, 1) : NULL;
  LuwteCtlExit status;
  guint n_words = 0;

  ctl->command = find_command (first, second, &n_words);
  if (luwte_ctl_flag (ctl, "help") || g_strcmp0 (first, "help") == 0)
    {
      print_help (first != NULL && is_group (first) ? first : NULL, ctl->command);
      return LUWTE_CTL_DONE;
    }
  if (first == NULL)
    return luwte_ctl_usage (_ ("no command; try `luwtectl --help`"));
  if (ctl->command == NULL)
    return luwte_ctl_usage (_ ("there is no command “%s”; try `luwtectl --help`"),
                              second != NULL && is_group (first) ? second : first);
  g_ptr_array_remove_range (ctl->words, 0, n_words);
  if (ctl->words->len < ctl->command->min_words || ctl->words->len > ctl->command->max_words)
    return luwte_ctl_usage (_ ("usage: luwtectl %s %s %s"),
                              ctl->command->group != NULL ? ctl->command->group : "",
                              ctl->command->name, ctl->command->usage);
  status = check_options (ctl);
  return status == LUWTE_CTL_DONE ? run_command (ctl) : status;
}

LuwteCtlExit
luwte_ctl_main (int argc, char **argv)
{
  LuwteCtl ctl = { 0 };
  LuwteCtlExit status;

  ctl.words = g_ptr_array_new_with_free_func (g_free);
  ctl.options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_ptr_array_unref);
  status = read_line (&ctl, argc, argv);
  ctl.json = luwte_ctl_flag (&ctl, "json");
  if (status == LUWTE_CTL_DONE)
    status = choose_and_run (&ctl);
  g_clear_object (&ctl.workspace);
  g_clear_pointer (&ctl.options, g_hash_table_unref);
  g_clear_pointer (&ctl.words, g_ptr_array_unref);
  if (fflush (stdout) != 0 && status == LUWTE_CTL_DONE)
    {
      g_printerr ("luwtectl: %s\n", _ ("standard output could not be written"));
      status = LUWTE_CTL_FAILED;
    }
  return status;
}
