/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-visitor-file-dialog.h"

#include <glib/gi18n.h>

#include "luwte-conversation.h"
#include "luwte-file.h"
#include "luwte-message.h"
#include "luwte-problem.h"
#include "luwte-words.h"

#define ISOLATE "\xe2\x81\xa8" /* U+2068, the direction of its first letter, and of no other text */
#define POP     "\xe2\x81\xa9" /* U+2069 */

typedef enum
{
  LOOKING,   /* the service is asked what it is */
  UNKNOWN,   /* it did not say */
  KNOWN,     /* to be saved, or not */
  TOO_LARGE, /* told of, and not taken in */
  COMING,    /* fetched and written */
} State;

struct _LuwteVisitorFileDialog
{
  AdwDialog parent_instance;

  /* template */
  GtkButton *back;
  GtkWidget *save;
  GtkWidget *again;
  GtkLabel *problem;
  GtkWidget *looking;
  GtkWidget *facts;
  AdwActionRow *name;
  AdwActionRow *kind;
  AdwActionRow *size;
  GtkWidget *coming;
  GtkProgressBar *progress;
  GtkLabel *come;
  GtkWidget *warning;

  /* owned */
  LuwteConversation *conversation;
  LuwteMessage *message;
  LuwteFile *file; /* what the service says of it */
  GCancellable *cancellable;
  guint index;
  State state;
};

enum
{
  SAVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LuwteVisitorFileDialog, luwte_visitor_file_dialog, ADW_TYPE_DIALOG)

static void
set_state (LuwteVisitorFileDialog *self, State state)
{
  const gboolean told = state == KNOWN || state == TOO_LARGE || state == COMING;

  self->state = state;
  gtk_widget_set_visible (self->looking, state == LOOKING);
  gtk_widget_set_visible (self->again, state == UNKNOWN);
  gtk_widget_set_visible (self->save, state == KNOWN);
  gtk_widget_set_visible (self->facts, told);
  gtk_widget_set_visible (self->warning, state == KNOWN);
  gtk_widget_set_visible (self->coming, state == COMING);
  gtk_button_set_label (self->back, state == COMING ? _ ("_Cancel") : _ ("_Back"));
  adw_dialog_set_can_close (ADW_DIALOG (self), state != COMING);
}

static void
tell (LuwteVisitorFileDialog *self, const char *words)
{
  luwte_words_tell (self->problem, words);
}

static char *
describe_problem (const GError *error)
{
  switch ((int) luwte_problem_of (error))
    {
    case LUWTE_PROBLEM_NOT_FOUND:
      return g_strdup (
          _ ("The chat service has no such file, or no longer. Perhaps the visitor only "
                          "typed a paper clip."));
    case LUWTE_PROBLEM_SERVICE_REFUSED:
      return g_strdup (
          _ ("The chat service does not give you this file. Its administrator can allow "
                          "it."));
    case LUWTE_PROBLEM_NOT_DONE:
    case LUWTE_PROBLEM_PROTOCOL:
      return g_strdup (_ ("What came is not the file that was announced. Nothing was saved."));
    case LUWTE_PROBLEM_OTHER:
      if (error->domain == G_IO_ERROR)
        return g_strdup (_ ("The file could not be written there. Choose another place."));
      break;
    default:
      break;
    }
  return luwte_words_problem (error);
}

static void
renew_cancellable (LuwteVisitorFileDialog *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

/* Looking */

static void
show_file (LuwteVisitorFileDialog *self)
{
  const char *name = luwte_file_get_name (self->file);
  const gint64 size = luwte_file_get_size (self->file);
  g_autofree char *isolated = g_strconcat (ISOLATE, name, POP, NULL);
  g_autofree char *length = g_format_size ((guint64) size);
  g_autofree char *most = g_format_size (LUWTE_FILE_MAX_BYTES);
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);
  g_autofree char *kind = g_content_type_get_description (type);
  g_autofree char *words = NULL;

  adw_action_row_set_subtitle (self->name, isolated);
  adw_action_row_set_subtitle (self->kind, g_content_type_is_unknown (type) ? _ ("Nothing that is "
                                                                               "known here")
                                                                            : kind);
  adw_action_row_set_subtitle (self->size, length);
  set_state (self, size > LUWTE_FILE_MAX_BYTES ? TOO_LARGE : KNOWN);
  if (self->state == KNOWN)
    return;
  /* Translators: %s is a size, "10 MB" */
  words = g_strdup_printf (_ ("It is larger than %s, and Luwte takes in no larger file. Ask the "
                              "visitor for a smaller one, or fetch it in the chat service itself."),
                             most);
  tell (self, words);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteVisitorFileDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  g_autoptr (LuwteFile) file = luwte_conversation_look_at_file_finish (LUWTE_CONVERSATION (source),
                                                                       result, &error);

  if (self->back == NULL)
    return;
  if (file == NULL)
    {
      words = describe_problem (error);
      set_state (self, UNKNOWN);
      tell (self, words);
      return;
    }
  g_set_object (&self->file, file);
  show_file (self);
}

static void
look (LuwteVisitorFileDialog *self)
{
  set_state (self, LOOKING);
  tell (self, "");
  luwte_conversation_look_at_file_async (self->conversation, self->message, self->index,
                                         self->cancellable, looked_cb, g_object_ref (self));
}

/* Saving */

static void
progress_cb (gsize done, gpointer data)
{
  LuwteVisitorFileDialog *self = data;
  const gint64 size = self->file != NULL ? luwte_file_get_size (self->file) : 0;
  g_autofree char *so_far = g_format_size (done);
  g_autofree char *whole = g_format_size ((guint64) size);
  g_autofree char *words = NULL;

  if (self->back == NULL || size <= 0)
    return;
  gtk_progress_bar_set_fraction (self->progress, MIN ((double) done / (double) size, 1));
  /* Translators: how much of how much: "2 MB of 4 MB" */
  words = g_strdup_printf (_ ("%s of %s"), so_far, whole);
  gtk_label_set_text (self->come, words);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteVisitorFileDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const gboolean saved = luwte_conversation_save_file_finish (LUWTE_CONVERSATION (source), result,
                                                              &error);

  if (self->back == NULL)
    return;
  renew_cancellable (self);
  set_state (self, KNOWN);
  if (!saved)
    {
      words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
          ? g_strdup (_ ("Cancelled. Nothing was saved."))
          : describe_problem (error);
      tell (self, words);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

void
luwte_visitor_file_dialog_save_to (LuwteVisitorFileDialog *self, const char *path)
{
  g_return_if_fail (LUWTE_IS_VISITOR_FILE_DIALOG (self));
  g_return_if_fail (path != NULL);

  if (self->state != KNOWN)
    return;
  gtk_progress_bar_set_fraction (self->progress, 0);
  gtk_label_set_text (self->come, "");
  tell (self, "");
  set_state (self, COMING);
  luwte_conversation_save_file_async (self->conversation, self->message, self->index, path,
                                      progress_cb, self, self->cancellable, saved_cb,
                                      g_object_ref (self));
}

static void
where_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteVisitorFileDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  /* The file dialog has asked before it names a file that is there. */
  if (file == NULL || self->back == NULL)
    return;
  if (g_file_peek_path (file) != NULL)
    luwte_visitor_file_dialog_save_to (self, g_file_peek_path (file));
  else
    tell (self, _ ("The file could not be written there. Choose another place."));
}

static void
save_cb (LuwteVisitorFileDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _ ("Save a Stranger's File"));
  gtk_file_dialog_set_initial_name (dialog, luwte_file_get_name (self->file));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        where_cb, g_object_ref (self));
}

/* While it comes this is the way to end that, and nothing else closes the dialog. */
static void
back_cb (LuwteVisitorFileDialog *self)
{
  if (self->state == COMING)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

AdwDialog *
luwte_visitor_file_dialog_new (LuwteConversation *conversation, LuwteMessage *message, guint index)
{
  LuwteVisitorFileDialog *self = g_object_new (LUWTE_TYPE_VISITOR_FILE_DIALOG, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  self->index = index;
  look (self);
  return ADW_DIALOG (self);
}

/* Closed, or gone with the window because Luwte was locked: nobody waits for it. */
static void
luwte_visitor_file_dialog_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (LUWTE_VISITOR_FILE_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (luwte_visitor_file_dialog_parent_class)->unroot (widget);
}

static void
luwte_visitor_file_dialog_dispose (GObject *object)
{
  LuwteVisitorFileDialog *self = LUWTE_VISITOR_FILE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_VISITOR_FILE_DIALOG);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (luwte_visitor_file_dialog_parent_class)->dispose (object);
}

static void
luwte_visitor_file_dialog_class_init (LuwteVisitorFileDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = luwte_visitor_file_dialog_dispose;
  widget_class->unroot = luwte_visitor_file_dialog_unroot;

  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/luwte/Luwte/ui/chats/luwte-visitor-file-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, back);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, save);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, again);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, looking);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, facts);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, name);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, kind);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, size);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, coming);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, come);
  gtk_widget_class_bind_template_child (widget_class, LuwteVisitorFileDialog, warning);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, look);
}

static void
luwte_visitor_file_dialog_init (LuwteVisitorFileDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
