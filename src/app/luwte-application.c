/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "luwte-anew.h"
#include "luwte-bridge-service.h"
#include "luwte-lhc-service.h"
#include "luwte-log.h"
#include "luwte-practice-child.h"
#include "luwte-sidebar.h"
#include "luwte-throwaway.h"
#include "luwte-ui.h"
#include "luwte-window.h"
#include "luwte-workspace.h"

/* What is on its way when the vault is locked may still arrive; after that it goes over as "perhaps
 * not sent" where it cannot be sent again. */
#define ANEW_LOOK_MS  150
#define ANEW_PATIENCE (45 * G_USEC_PER_SEC)

struct _LuwteApplication
{
  AdwApplication parent_instance;

  /* owned */
  LuwteWorkspace *workspace;
  LuwtePracticeChild *practice_child;
  LuwteThrowaway *throwaway; /* the vault of --practice */
  char *vault_dir;
  char *policy;
  GVariant *window_over; /* of the process that was here before, for the window */
  gboolean practice;
  guint signals[2];
  guint anew;
  gint64 anew_until;
};

G_DEFINE_FINAL_TYPE (LuwteApplication, luwte_application, ADW_TYPE_APPLICATION)

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

static void
begin_anew (LuwteApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));
  GVariantDict dict;
  int out;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert_value (&dict, "workspace", luwte_workspace_hand_over (self->workspace));
  g_variant_dict_insert_value (&dict, "practice",
                               luwte_practice_child_hand_over (self->practice_child, &out));
  if (window != NULL)
    g_variant_dict_insert_value (&dict, "window", luwte_window_hand_over (LUWTE_WINDOW (window)));
  luwte_anew_begin (g_variant_dict_end (&dict), &out, 1);
}

static gboolean
anew_cb (gpointer data)
{
  LuwteApplication *self = data;
  gboolean locked = luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_LOCKED;

  if (locked && !luwte_workspace_may_hand_over (self->workspace) &&
      g_get_monotonic_time () < self->anew_until)
    return G_SOURCE_CONTINUE;
  self->anew = 0;
  if (locked)
    begin_anew (self);
  return G_SOURCE_REMOVE;
}

/* The page without text is drawn first, then the memory goes. A throw-away vault holds practice
 * alone, and goes with this process. */
static void
locked_cb (LuwteApplication *self)
{
  if (self->throwaway != NULL || self->anew != 0)
    return;
  self->anew_until = g_get_monotonic_time () + ANEW_PATIENCE;
  self->anew = g_timeout_add (ANEW_LOOK_MS, anew_cb, self);
}

static void
take_over (LuwteApplication *self)
{
  g_autoptr (GVariant) state = luwte_anew_take_state ();
  g_autoptr (GVariant) workspace = NULL;
  g_autoptr (GVariant) practice = NULL;

  if (state == NULL)
    return;
  workspace = g_variant_lookup_value (state, "workspace", G_VARIANT_TYPE_VARDICT);
  practice = g_variant_lookup_value (state, "practice", G_VARIANT_TYPE_VARDICT);
  self->window_over = g_variant_lookup_value (state, "window", G_VARIANT_TYPE_VARDICT);
  if (practice != NULL)
    luwte_practice_child_take_over (self->practice_child, practice);
  if (workspace != NULL)
    luwte_workspace_take_over (self->workspace, workspace);
}

static void
make_workspace (LuwteApplication *self, const char *dir)
{
  self->workspace = luwte_workspace_new (dir);
  self->practice_child = luwte_practice_child_new ();
  luwte_workspace_register_kind (self->workspace, "bridge", make_bridge, NULL);
  luwte_workspace_register_kind (self->workspace, "lhc", make_lhc, NULL);
  luwte_workspace_register_kind (self->workspace, "practice", luwte_practice_child_make_service,
                                 self->practice_child);
  g_signal_connect_object (self->workspace, "locked", G_CALLBACK (locked_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  take_over (self);
}

static void
present_window (LuwteApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      window = GTK_WINDOW (luwte_window_new (GTK_APPLICATION (self), self->workspace));
      if (self->throwaway != NULL)
        luwte_window_set_throwaway (LUWTE_WINDOW (window),
                                    luwte_throwaway_get_passphrase (self->throwaway));
    }
  if (self->window_over != NULL)
    {
      g_autoptr (GVariant) over = g_steal_pointer (&self->window_over);

      if (!luwte_window_take_over (LUWTE_WINDOW (window), over))
        return;
    }
  gtk_window_present (window);
}

static void
throwaway_ready_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteApplication) self = data;
  g_autoptr (GError) error = NULL;

  if (luwte_throwaway_open_finish (self->throwaway, result, &error))
    present_window (self);
  else
    {
      luwte_log_error ("the practice vault could not be made", error);
      g_printerr ("luwte: %s\n", _ ("The practice vault could not be made."));
    }
  g_application_release (G_APPLICATION (self));
}

static void
luwte_application_activate (GApplication *application)
{
  LuwteApplication *self = LUWTE_APPLICATION (application);

  if (self->throwaway != NULL &&
      luwte_workspace_get_state (self->workspace) == LUWTE_WORKSPACE_EMPTY)
    {
      g_application_hold (application);
      luwte_throwaway_open_async (self->throwaway, self->workspace, self->policy,
                                  throwaway_ready_cb, g_object_ref (self));
      return;
    }
  present_window (self);
}

static gboolean
ended_cb (gpointer data)
{
  g_application_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
quit_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_quit (data);
}

/* The notification was clicked: she has seen it, and the window comes up. */
static void
acknowledge_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_application_activate (data);
}

static void
set_accels (LuwteApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } keys[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "win.lock", { "<Control>l", NULL } },
    { "win.panic", { "<Control><Shift>space", NULL } },
    { "win.preferences", { "<Control>comma", NULL } },
    { "win.shortcuts", { "<Control>question", NULL } },
    { "win.help", { "F1", NULL } },
    { "window.close", { "<Control>w", NULL } },
  };
  GtkApplication *application = GTK_APPLICATION (self);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (application, keys[i].action, keys[i].accels);
  for (guint i = 0; luwte_sidebar_section_at (i) != NULL; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.section('%s')", luwte_sidebar_section_at (i));
      g_autofree char *accel = g_strdup_printf ("<Alt>%u", i + 1);

      gtk_application_set_accels_for_action (application, action, (const char *[]) { accel, NULL });
    }
}

static void
luwte_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "quit", quit_action_cb, NULL, NULL, NULL },
    { "acknowledge", acknowledge_action_cb, NULL, NULL, NULL },
  };
  LuwteApplication *self = LUWTE_APPLICATION (application);

  G_APPLICATION_CLASS (luwte_application_parent_class)->startup (application);

  luwte_ui_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self);
  self->signals[0] = g_unix_signal_add (SIGTERM, ended_cb, self);
  self->signals[1] = g_unix_signal_add (SIGINT, ended_cb, self);

  if (self->practice)
    self->throwaway = luwte_throwaway_new ();
  make_workspace (self, self->throwaway != NULL ? luwte_throwaway_get_dir (self->throwaway)
                                                : self->vault_dir);
}

/* Windows go first, so that nothing asks a closed workspace. */
static void
luwte_application_shutdown (GApplication *application)
{
  LuwteApplication *self = LUWTE_APPLICATION (application);
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (GTK_APPLICATION (self))))
    gtk_window_destroy (window);
  g_clear_handle_id (&self->anew, g_source_remove);
  g_clear_pointer (&self->window_over, g_variant_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  if (self->workspace != NULL)
    luwte_workspace_close (self->workspace);
  g_clear_object (&self->workspace);
  g_clear_object (&self->practice_child);
  g_clear_object (&self->throwaway);

  G_APPLICATION_CLASS (luwte_application_parent_class)->shutdown (application);
}

static void
name_by_vault (GApplication *application, const char *dir)
{
  g_autofree char *path = g_canonicalize_filename (dir, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *id = g_strdup_printf ("%s.V%.16s", LUWTE_APP_ID, hash);

  g_application_set_application_id (application, id);
}

static int
luwte_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  LuwteApplication *self = LUWTE_APPLICATION (application);

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("luwte %s\n", LUWTE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (options, "vault", "^ay", &self->vault_dir);
  g_variant_dict_lookup (options, "policy", "s", &self->policy);
  self->practice = g_variant_dict_contains (options, "practice");
  if (self->policy != NULL && !self->practice)
    {
      g_printerr ("luwte: %s\n", _ ("--policy goes with --practice; otherwise the window asks."));
      return 2;
    }
  /* Another vault is another program: it must not raise the window of the first. The same one again
   * must, since that is how a hidden window comes back. */
  if (self->vault_dir != NULL)
    name_by_vault (application, self->vault_dir);
  if (self->practice)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
luwte_application_finalize (GObject *object)
{
  LuwteApplication *self = LUWTE_APPLICATION (object);

  g_free (self->vault_dir);
  g_free (self->policy);

  G_OBJECT_CLASS (luwte_application_parent_class)->finalize (object);
}

static void
luwte_application_class_init (LuwteApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = luwte_application_finalize;
  application_class->activate = luwte_application_activate;
  application_class->startup = luwte_application_startup;
  application_class->shutdown = luwte_application_shutdown;
  application_class->handle_local_options = luwte_application_handle_local_options;
}

static void
luwte_application_init (LuwteApplication *self)
{
  static const GOptionEntry options[] = {
    { "practice", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
      N_ ("A throw-away vault with the practice service, gone at the end"), NULL },
      { "policy", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
        N_ ("With --practice: the profile, \"example\" when not given"), N_ ("NAME|FILE") },
        { "vault", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME, NULL,
          N_ ("The folder of the vault"), N_ ("DIR") },
          { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL,
            N_ ("Print the version"), NULL },
            { NULL },
         };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

LuwteApplication *
luwte_application_new (void)
{
  return g_object_new (LUWTE_TYPE_APPLICATION, "application-id", LUWTE_APP_ID, "resource-base-path",
                       "/org/luwte/Luwte", NULL);
}
