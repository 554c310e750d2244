/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-service-form.h"

#include <glib/gi18n.h>

#include "luwte-secret.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define MAX_AUTHORITY (256 * 1024)

struct _LuwteServiceForm
{
  AdwBin parent_instance;

  /* template children */
  GtkWidget *practice_row;
  GtkWidget *lhc_row;
  GtkWidget *bridge_row;
  GtkCheckButton *practice;
  GtkCheckButton *lhc;
  GtkCheckButton *bridge;
  GtkWidget *account;
  GtkEditable *url;
  GtkEditable *user;
  GtkEditable *secret;
  AdwActionRow *authority_row;
  GtkWidget *authority_clear;
  GtkWidget *outcome;
  GtkImage *outcome_icon;
  GtkLabel *outcome_words;

  /* owned */
  LuwteWorkspace *workspace;
  char *authority; /* PEM, NULL: those of the system */
  gboolean ready;
};

typedef enum
{
  PROP_READY = 1,
} LuwteServiceFormProperty;

static GParamSpec *properties[PROP_READY + 1];
static guint edited_signal;
static guint activate_signal;

G_DEFINE_FINAL_TYPE (LuwteServiceForm, luwte_service_form, ADW_TYPE_BIN)

const char *
luwte_service_form_get_kind (LuwteServiceForm *self)
{
  g_return_val_if_fail (LUWTE_IS_SERVICE_FORM (self), NULL);

  if (gtk_check_button_get_active (self->practice))
    return "practice";
  return gtk_check_button_get_active (self->lhc) ? "lhc" : "bridge";
}

static gboolean
is_filled (GtkEditable *row)
{
  return *gtk_editable_get_text (row) != '\0';
}

static void
show_outcome (LuwteServiceForm *self, gboolean good, const char *words)
{
  gtk_widget_set_visible (self->outcome, words != NULL);
  if (words == NULL)
    return;
  gtk_label_set_label (self->outcome_words, words);
  gtk_image_set_from_icon_name (self->outcome_icon,
                                good ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (self->outcome, (const char *[]) { good ? "success" : "error", NULL });
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
edited_cb (LuwteServiceForm *self)
{
  gboolean practice = g_str_equal (luwte_service_form_get_kind (self), "practice");
  gboolean ready = practice ||
                   (is_filled (self->url) && is_filled (self->user) && is_filled (self->secret));

  gtk_widget_set_visible (self->account, !practice);
  show_outcome (self, FALSE, NULL);
  g_signal_emit (self, edited_signal, 0);
  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
take_authority (LuwteServiceForm *self, const char *pem)
{
  g_set_str (&self->authority, pem);
  gtk_widget_set_visible (self->authority_clear, pem != NULL);
  adw_action_row_set_subtitle (self->authority_row,
                               pem != NULL ? _ ("Only the authority that you have chosen")
                                           : _ ("The authorities that this computer knows"));
  edited_cb (self);
}

static void
authority_clear_cb (LuwteServiceForm *self)
{
  take_authority (self, NULL);
}

/* What is in it is judged when the service is tried; here it only has to be a text of some length. */
static void
authority_read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteServiceForm) self = data;
  g_autofree char *pem = NULL;
  gsize length = 0;

  if (self->authority_row == NULL)
    return;
  if (g_file_load_contents_finish (G_FILE (object), result, &pem, &length, NULL, NULL) &&
      length <= MAX_AUTHORITY && strstr (pem, "BEGIN CERTIFICATE") != NULL)
    take_authority (self, pem);
  else
    show_outcome (self, FALSE, _ ("That file is not the certificate of an authority."));
}

void
luwte_service_form_open_authority (LuwteServiceForm *self, const char *path)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (LUWTE_IS_SERVICE_FORM (self));
  g_return_if_fail (path != NULL);

  file = g_file_new_for_path (path);
  g_file_load_contents_async (file, NULL, authority_read_cb, g_object_ref (self));
}

static void
authority_chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteServiceForm) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && g_file_peek_path (file) != NULL)
    luwte_service_form_open_authority (self, g_file_peek_path (file));
}

static void
authority_choose_cb (LuwteServiceForm *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        authority_chosen_cb, g_object_ref (self));
}

static void
activated_cb (LuwteServiceForm *self)
{
  if (self->ready)
    g_signal_emit (self, activate_signal, 0);
}

void
luwte_service_form_set_workspace (LuwteServiceForm *self, LuwteWorkspace *workspace,
                                  gboolean before_first)
{
  const LuwteServiceSetup *setup;
  gboolean practice;

  g_return_if_fail (LUWTE_IS_SERVICE_FORM (self));

  g_set_object (&self->workspace, workspace);
  setup = luwte_workspace_get_service (workspace);
  practice = luwte_workspace_is_practice (workspace);
  if (setup == NULL || before_first)
    return;

  gtk_widget_set_visible (self->practice_row, practice);
  gtk_widget_set_visible (self->lhc_row, !practice);
  gtk_widget_set_visible (self->bridge_row, !practice);
  if (practice)
    return;
  gtk_check_button_set_active (g_str_equal (setup->kind, "lhc") ? self->lhc : self->bridge, TRUE);
  gtk_editable_set_text (self->url, setup->url != NULL ? setup->url : "");
  gtk_editable_set_text (self->user, setup->user != NULL ? setup->user : "");
  take_authority (self, setup->authority);
}

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  LuwteServiceForm *self = g_task_get_source_object (task);
  const LuwteServiceSetup *setup;
  g_autofree char *words = NULL;
  GError *error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (!luwte_workspace_set_service_finish (LUWTE_WORKSPACE (object), result, &error))
    {
      words = luwte_words_problem (error);
      show_outcome (self, FALSE, words);
      g_task_return_error (task, error);
      return;
    }
  setup = luwte_workspace_get_service (self->workspace);
  if (setup != NULL && g_str_equal (setup->kind, "practice"))
    words = g_strdup (_ ("The practice service runs, on this computer only."));
  else
    words = g_strdup_printf (_ ("Connected, logged in as %s."),
                               setup != NULL && setup->user != NULL ? setup->user : "?");
  show_outcome (self, TRUE, words);
  g_task_return_boolean (task, TRUE);
}

/* People leave out what a browser leaves out; without encryption is never meant. */
static char *
complete_url (const char *typed)
{
  g_autofree char *url = g_strstrip (g_strdup (typed));

  if (*url == '\0' || strstr (url, "://") != NULL)
    return g_steal_pointer (&url);
  return g_strconcat ("https://", url, NULL);
}

void
luwte_service_form_apply_async (LuwteServiceForm *self, gboolean force,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  gboolean practice = g_str_equal (luwte_service_form_get_kind (self), "practice");
  g_autofree char *url = complete_url (gtk_editable_get_text (self->url));
  g_autofree char *user = g_strstrip (g_strdup (gtk_editable_get_text (self->user)));
  g_autoptr (LuwteSecret) secret = NULL;
  LuwteServiceSetup setup = { .kind = luwte_service_form_get_kind (self) };

  g_return_if_fail (self->workspace != NULL);

  if (!practice)
    {
      gtk_editable_set_text (self->url, url);
      setup.url = url;
      setup.user = user;
      setup.authority = self->authority;
      secret = luwte_secret_new (gtk_editable_get_text (self->secret), -1);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  luwte_workspace_set_service_async (self->workspace, &setup, secret, force, NULL, applied_cb,
                                     task);
}

gboolean
luwte_service_form_apply_finish (LuwteServiceForm *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
luwte_service_form_dispose (GObject *object)
{
  LuwteServiceForm *self = LUWTE_SERVICE_FORM (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_SERVICE_FORM);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (luwte_service_form_parent_class)->dispose (object);
}

static void
luwte_service_form_finalize (GObject *object)
{
  g_free (LUWTE_SERVICE_FORM (object)->authority);
  G_OBJECT_CLASS (luwte_service_form_parent_class)->finalize (object);
}

static void
luwte_service_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteServiceForm *self = LUWTE_SERVICE_FORM (object);

  switch ((LuwteServiceFormProperty) id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    }
}

static void
luwte_service_form_class_init (LuwteServiceFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_service_form_dispose;
  object_class->finalize = luwte_service_form_finalize;
  object_class->get_property = luwte_service_form_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  edited_signal = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  activate_signal = g_signal_new ("activate", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/widgets/luwte-service-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, practice_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, lhc_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, bridge_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, practice);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, lhc);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, bridge);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, account);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, url);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, user);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, secret);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, authority_row);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, authority_clear);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, outcome);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, LuwteServiceForm, outcome_words);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, authority_clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, authority_choose_cb);
}

static void
luwte_service_form_init (LuwteServiceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  take_authority (self, NULL);
}
