/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-practice-child.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "luwte-bridge-service.h"
#include "luwte-json.h"
#include "luwte-secret.h"

#define PROGRAM        "luwte-practice"
#define START_MS       5000
#define FIRST_LINE_MAX 16384

struct _LuwtePracticeChild
{
  GObject parent_instance;

  GSubprocess *child;
  GPid earlier; /* the child of the process that was here before; 0 when there is none */
  int out;      /* its pipe, so that what it says has somewhere to go */
  char *url;
  char *visitor_url;
  char *user;
  LuwteSecret *secret;
};

G_DEFINE_FINAL_TYPE (LuwtePracticeChild, luwte_practice_child, G_TYPE_OBJECT)

/* Beside us in a build folder, else where it was installed, else on the path. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *dir = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *built = dir ? g_build_filename (dir, "..", "practice", PROGRAM, NULL) : NULL;
  g_autofree char *beside = dir ? g_build_filename (dir, PROGRAM, NULL) : NULL;

  if (built != NULL && g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path (PROGRAM);
}

/* The child ends with us, however we end. */
static void
child_setup (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/* The first line, within the time; what comes after it stays in the pipe unread and is no news. */
static char *
read_first_line (int fd, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gint64 end = g_get_monotonic_time () + START_MS * 1000;

  while (line->len < FIRST_LINE_MAX)
    {
      struct pollfd pfd = { fd, POLLIN, 0 };
      gint64 left = (end - g_get_monotonic_time ()) / 1000;
      char c;

      if (left <= 0 || poll (&pfd, 1, (int) left) <= 0 || read (fd, &c, 1) != 1)
        break;
      if (c == '\n')
        return g_string_free (g_steal_pointer (&line), FALSE);
      g_string_append_c (line, c);
    }
  g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE,
                       "the practice service did not start");
  return NULL;
}

static gboolean
read_account (LuwtePracticeChild *self, JsonObject *object, GError **error)
{
  const char *url, *visitor_url, *user, *secret;
  JsonArray *accounts;
  JsonObject *account;

  if (!luwte_json_peek_string (object, "url", 1024, &url, error) ||
      !luwte_json_peek_string (object, "visitor_url", 1024, &visitor_url, error) ||
      !luwte_json_peek_array (object, "accounts", 64, &accounts, error))
    return FALSE;
  if (json_array_get_length (accounts) == 0 ||
      !JSON_NODE_HOLDS_OBJECT (json_array_get_element (accounts, 0)))
    {
      g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_PROTOCOL,
                           "the practice service has no account");
      return FALSE;
    }
  account = json_array_get_object_element (accounts, 0);
  if (!luwte_json_peek_string (account, "user", 256, &user, error) ||
      !luwte_json_peek_string (account, "secret", 1024, &secret, error))
    return FALSE;

  g_set_str (&self->url, url);
  g_set_str (&self->visitor_url, visitor_url);
  g_set_str (&self->user, user);
  g_clear_pointer (&self->secret, luwte_secret_unref);
  self->secret = luwte_secret_new (secret, -1);
  return TRUE;
}

static void
stop (LuwtePracticeChild *self)
{
  if (self->child != NULL)
    g_subprocess_send_signal (self->child, SIGTERM);
  g_clear_object (&self->child);
  if (self->earlier > 0)
    {
      kill (self->earlier, SIGTERM);
      close (self->out);
    }
  self->earlier = 0;
  self->out = -1;
}

static gboolean
start (LuwtePracticeChild *self, GError **error)
{
  g_autofree char *program = find_program ();
  g_autofree char *line = NULL;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (JsonObject) object = NULL;
  GInputStream *out;

  if (program == NULL)
    {
      g_set_error_literal (error, LUWTE_SERVICE_ERROR, LUWTE_SERVICE_ERROR_UNREACHABLE,
                           "the practice service is not installed");
      return FALSE;
    }
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, child_setup, NULL, NULL);
  self->child = g_subprocess_launcher_spawn (launcher, error, program, "--port", "0", NULL);
  if (self->child == NULL)
    return FALSE;

  out = g_subprocess_get_stdout_pipe (self->child);
  line = read_first_line (g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (out)), error);
  object = line != NULL ? luwte_json_parse_object (line, strlen (line), FIRST_LINE_MAX, error)
                        : NULL;
  if (line != NULL)
    luwte_wipe (line, strlen (line));
  if (object == NULL || !read_account (self, object, error))
    {
      stop (self);
      return FALSE;
    }
  return TRUE;
}

static gboolean
runs (LuwtePracticeChild *self)
{
  if (self->earlier > 0)
    return waitpid (self->earlier, NULL, WNOHANG) == 0;
  return self->child != NULL && g_subprocess_get_identifier (self->child) != NULL;
}

LuwteService *
luwte_practice_child_make_service (const char *url, const char *user, LuwteSecret *secret,
                                   gpointer data, GError **error)
{
  LuwtePracticeChild *self = data;

  if (!runs (self))
    {
      stop (self);
      if (!start (self, error))
        return NULL;
    }
  return luwte_bridge_service_new (self->url, self->user, self->secret, error);
}

GVariant *
luwte_practice_child_hand_over (LuwtePracticeChild *self, int *out)
{
  GVariantDict dict;
  GPid pid = self->earlier;

  *out = self->out;
  if (self->child != NULL && runs (self))
    {
      GInputStream *stream = g_subprocess_get_stdout_pipe (self->child);

      pid = atoi (g_subprocess_get_identifier (self->child));
      *out = g_unix_input_stream_get_fd (G_UNIX_INPUT_STREAM (stream));
    }
  g_variant_dict_init (&dict, NULL);
  if (pid > 0 && runs (self))
    {
      g_variant_dict_insert (&dict, "pid", "i", (int) pid);
      g_variant_dict_insert (&dict, "out", "i", *out);
      g_variant_dict_insert (&dict, "url", "s", self->url);
      g_variant_dict_insert (&dict, "visitor-url", "s", self->visitor_url);
      g_variant_dict_insert (&dict, "user", "s", self->user);
      g_variant_dict_insert (&dict, "secret", "s", luwte_secret_peek (self->secret));
    }
  return g_variant_dict_end (&dict);
}

void
luwte_practice_child_take_over (LuwtePracticeChild *self, GVariant *state)
{
  const char *url, *visitor_url, *user, *secret;
  int pid, out;

  if (!g_variant_lookup (state, "pid", "i", &pid) || !g_variant_lookup (state, "out", "i", &out) ||
      !g_variant_lookup (state, "url", "&s", &url) ||
      !g_variant_lookup (state, "visitor-url", "&s", &visitor_url) ||
      !g_variant_lookup (state, "user", "&s", &user) ||
      !g_variant_lookup (state, "secret", "&s", &secret))
    return;
  self->earlier = pid;
  self->out = out;
  fcntl (out, F_SETFD, FD_CLOEXEC);
  g_set_str (&self->url, url);
  g_set_str (&self->visitor_url, visitor_url);
  g_set_str (&self->user, user);
  self->secret = luwte_secret_new (secret, -1);
}

const char *
luwte_practice_child_get_visitor_url (LuwtePracticeChild *self)
{
  return runs (self) ? self->visitor_url : NULL;
}

static void
luwte_practice_child_finalize (GObject *object)
{
  LuwtePracticeChild *self = LUWTE_PRACTICE_CHILD (object);

  stop (self);
  g_free (self->url);
  g_free (self->visitor_url);
  g_free (self->user);
  g_clear_pointer (&self->secret, luwte_secret_unref);

  G_OBJECT_CLASS (luwte_practice_child_parent_class)->finalize (object);
}

static void
luwte_practice_child_class_init (LuwtePracticeChildClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_practice_child_finalize;
}

static void
luwte_practice_child_init (LuwtePracticeChild *self)
{
  self->out = -1;
}

LuwtePracticeChild *
luwte_practice_child_new (void)
{
  return g_object_new (LUWTE_TYPE_PRACTICE_CHILD, NULL);
}
