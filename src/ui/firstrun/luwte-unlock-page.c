/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-unlock-page.h"

#include <glib/gi18n.h>

#include "luwte-erasure-bar.h"
#include "luwte-live.h"
#include "luwte-problem.h"
#include "luwte-recover-dialog.h"
#include "luwte-secret.h"
#include "luwte-status.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define DELAY_MAX 30

struct _LuwteUnlockPage
{
  AdwBin parent_instance;

  /* template children */
  AdwStatusPage *status_page;
  GtkEditable *passphrase;
  GtkLabel *problem;
  GtkWidget *open;
  GtkWidget *spinner;
  GtkLabel *open_label;
  GtkWidget *recover;
  LuwteErasureBar *erasure; /* what is past its term goes before anything is shown */

  /* owned */
  LuwteWorkspace *workspace;
  LuwteStatus *status;
  char *hint; /* nullable: instead of who waits */
  guint tick;

  guint wrong_tries;
  guint delay; /* seconds left */
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (LuwteUnlockPage, luwte_unlock_page, ADW_TYPE_BIN)

guint
luwte_unlock_page_delay_after (guint wrong_tries)
{
  if (wrong_tries == 0)
    return 0;
  return wrong_tries > 5 ? DELAY_MAX : 1u << (wrong_tries - 1);
}

static void
update (LuwteUnlockPage *self)
{
  gboolean empty = *gtk_editable_get_text (self->passphrase) == '\0';

  gtk_widget_set_sensitive (self->open, !self->busy && self->delay == 0 && !empty);
  gtk_editable_set_editable (self->passphrase, !self->busy);
  gtk_widget_set_sensitive (self->recover, !self->busy);
  gtk_widget_set_visible (self->spinner, self->busy);
  gtk_label_set_label (self->open_label, self->busy ? _ ("Opening…") : _ ("_Open"));
}

/* While it is locked nothing is known of those who wait but how many they are. */
static void
look (LuwteUnlockPage *self)
{
  LuwteLive *live = luwte_workspace_get_live (self->workspace);
  const LuwteConnection connection = live != NULL ? luwte_live_get_connection (live)
                                                  : LUWTE_CONNECTION_OFF;
  const guint n = luwte_status_get_waiting_count (self->status);
  g_autofree char *waiting = NULL;
  const char *words = _ ("While Luwte is closed you do not see who waits.");

  if (self->hint != NULL)
    words = self->hint;
  else if (connection == LUWTE_CONNECTION_LOST || connection == LUWTE_CONNECTION_REFUSED)
    words = _ ("Not connected: nobody who waits is seen.");
  else if (connection == LUWTE_CONNECTION_CONNECTED && n == 0)
    words = _ ("Nobody is waiting.");
  else if (connection == LUWTE_CONNECTION_CONNECTED)
    words = waiting =
        g_strdup_printf (ngettext ("%u person is waiting", "%u people are waiting", n), n);
  adw_status_page_set_description (self->status_page, words);
}

static void
say (LuwteUnlockPage *self, const char *words)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *words != '\0');
}

static void
say_wrong (LuwteUnlockPage *self)
{
  g_autofree char *words = NULL;

  if (self->delay == 0)
    words = g_strdup (_ ("That passphrase does not open the vault. Look at it with the eye."));
  else
    words = g_strdup_printf (
        ngettext ("That passphrase does not open the vault. Try again in %u second.",
                  "That passphrase does not open the vault. Try again in %u seconds.", self->delay),
        self->delay);
  if (self->wrong_tries > 2)
    {
      /* What the waiting is worth, and what not. */
      g_autofree char *honest = g_strconcat (
          words, " ",
          _ ("The wait keeps off whoever sits here; against somebody with a copy of the disk only"
               " a good passphrase helps."),
            NULL);

      say (self, honest);
      return;
    }
  say (self, words);
}

static gboolean
tick_cb (gpointer data)
{
  LuwteUnlockPage *self = data;

  self->delay--;
  say_wrong (self);
  update (self);
  if (self->delay > 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
tell_wrong (LuwteUnlockPage *self)
{
  self->wrong_tries++;
  self->delay = luwte_unlock_page_delay_after (self->wrong_tries);
  say_wrong (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), gtk_label_get_label (self->problem),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  g_clear_handle_id (&self->tick, g_source_remove);
  self->tick = g_timeout_add_seconds (1, tick_cb, self);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteUnlockPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean opened = luwte_workspace_open_finish (LUWTE_WORKSPACE (object), result, &error);

  if (self->passphrase == NULL)
    return;
  self->busy = FALSE;
  if (opened)
    {
      gtk_editable_set_text (self->passphrase, "");
      self->wrong_tries = 0;
      say (self, "");
    }
  else if (luwte_problem_of (error) == LUWTE_PROBLEM_WRONG_KEY)
    tell_wrong (self);
  else
    {
      g_autofree char *words = luwte_words_problem (error);

      say (self, words);
    }
  update (self);
  if (!opened)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
      gtk_editable_select_region (self->passphrase, 0, -1);
    }
}

static void
open_cb (LuwteUnlockPage *self)
{
  g_autoptr (LuwteSecret) passphrase = NULL;

  if (self->busy || self->delay > 0 || *gtk_editable_get_text (self->passphrase) == '\0')
    return;
  passphrase = luwte_secret_new (gtk_editable_get_text (self->passphrase), -1);
  self->busy = TRUE;
  say (self, "");
  update (self);
  luwte_workspace_open_async (self->workspace, LUWTE_OPEN_WINDOW, passphrase, NULL, opened_cb,
                              g_object_ref (self));
}

static void
recover_cb (LuwteUnlockPage *self)
{
  adw_dialog_present (ADW_DIALOG (luwte_recover_dialog_new (self->workspace)), GTK_WIDGET (self));
}

void
luwte_unlock_page_set_hint (LuwteUnlockPage *self, const char *passphrase)
{
  g_return_if_fail (LUWTE_IS_UNLOCK_PAGE (self));

  if (passphrase == NULL)
    return;
  g_free (self->hint);
  self->hint = g_strdup_printf (_ ("A throw-away vault for practice. Its passphrase is “%s”."),
                                  passphrase);
  look (self);
}

static gboolean
luwte_unlock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LUWTE_UNLOCK_PAGE (widget)->passphrase));
}

static void
luwte_unlock_page_dispose (GObject *object)
{
  LuwteUnlockPage *self = LUWTE_UNLOCK_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_UNLOCK_PAGE);
  g_clear_object (&self->status);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->hint, g_free);

  G_OBJECT_CLASS (luwte_unlock_page_parent_class)->dispose (object);
}

static void
luwte_unlock_page_class_init (LuwteUnlockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_unlock_page_dispose;
  widget_class->grab_focus = luwte_unlock_page_grab_focus;

  g_type_ensure (LUWTE_TYPE_ERASURE_BAR);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/firstrun/luwte-unlock-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, open);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, open_label);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, recover);
  gtk_widget_class_bind_template_child (widget_class, LuwteUnlockPage, erasure);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, recover_cb);
}

static void
luwte_unlock_page_init (LuwteUnlockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
luwte_unlock_page_new (LuwteWorkspace *workspace)
{
  LuwteUnlockPage *self = g_object_new (LUWTE_TYPE_UNLOCK_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  luwte_erasure_bar_set_workspace (self->erasure, workspace);
  self->status = luwte_status_new (workspace);
  g_signal_connect_object (self->status, "notify", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  look (self);
  return GTK_WIDGET (self);
}
