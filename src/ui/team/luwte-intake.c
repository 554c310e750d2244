/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-intake.h"

#include <glib/gi18n.h>

#include "luwte-roster.h"
#include "luwte-words.h"

struct _LuwteIntake
{
  AdwBin parent_instance;

  /* template children */
  GtkLabel *label;
  GtkTextView *text;
  GtkLabel *file_name;
  GtkLabel *problem;

  /* owned */
  char *content; /* of a file: it may be longer than what one likes to see in a text box */
};

typedef enum
{
  PROP_LABEL = 1,
} LuwteIntakeProperty;

static GParamSpec *properties[PROP_LABEL + 1];
static guint changed_signal;

G_DEFINE_FINAL_TYPE (LuwteIntake, luwte_intake, ADW_TYPE_BIN)

char *
luwte_intake_dup_text (LuwteIntake *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (LUWTE_IS_INTAKE (self), NULL);

  if (self->content != NULL)
    return g_strdup (self->content);
  buffer = gtk_text_view_get_buffer (self->text);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
tell (LuwteIntake *self, const char *problem)
{
  luwte_words_tell (self->problem, problem);
}

/* What is typed or pasted takes the place of the file. */
static void
edited_cb (LuwteIntake *self)
{
  g_clear_pointer (&self->content, g_free);
  gtk_label_set_text (self->file_name, "");
  tell (self, "");
  g_signal_emit (self, changed_signal, 0);
}

/* Cards and rosters are small; what is longer is neither, and is not read to its end. */
static gboolean
read_more (const char *contents, goffset size, gpointer data)
{
  return size <= LUWTE_ROSTER_MAX_BYTES;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteIntake) self = data;
  g_autofree char *words = NULL;
  gsize length = 0;

  if (!g_file_load_partial_contents_finish (G_FILE (object), result, &words, &length, NULL, NULL))
    g_clear_pointer (&words, g_free);
  if (self->text == NULL)
    return;
  g_clear_pointer (&self->content, g_free);
  if (words == NULL || length > LUWTE_ROSTER_MAX_BYTES || !g_utf8_validate (words, length, NULL))
    {
      gtk_label_set_text (self->file_name, "");
      tell (self, words == NULL ? _ ("The file cannot be opened.")
                                : _ ("This is no file or text of Luwte."));
    }
  else
    self->content = g_strstrip (g_steal_pointer (&words));
  g_signal_emit (self, changed_signal, 0);
}

void
luwte_intake_open (LuwteIntake *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (LUWTE_IS_INTAKE (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  name = g_file_get_basename (file);
  gtk_label_set_text (self->file_name, name);
  g_file_load_partial_contents_async (file, NULL, read_more, read_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (LuwteIntake) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && self->text != NULL)
    luwte_intake_open (self, file);
}

static void
choose_cb (LuwteIntake *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, gtk_label_get_text (self->label));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                        g_object_ref (self));
}

static void
luwte_intake_dispose (GObject *object)
{
  LuwteIntake *self = LUWTE_INTAKE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LUWTE_TYPE_INTAKE);
  g_clear_pointer (&self->content, g_free);
  G_OBJECT_CLASS (luwte_intake_parent_class)->dispose (object);
}

static void
luwte_intake_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LuwteIntake *self = LUWTE_INTAKE (object);

  switch ((LuwteIntakeProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    }
}

static void
luwte_intake_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LuwteIntake *self = LUWTE_INTAKE (object);

  switch ((LuwteIntakeProperty) id)
    {
    case PROP_LABEL:
      gtk_label_set_label (self->label, g_value_get_string (value));
      break;
    }
}

static void
luwte_intake_class_init (LuwteIntakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = luwte_intake_dispose;
  object_class->get_property = luwte_intake_get_property;
  object_class->set_property = luwte_intake_set_property;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/luwte/Luwte/ui/team/luwte-intake.ui");
  gtk_widget_class_bind_template_child (widget_class, LuwteIntake, label);
  gtk_widget_class_bind_template_child (widget_class, LuwteIntake, text);
  gtk_widget_class_bind_template_child (widget_class, LuwteIntake, file_name);
  gtk_widget_class_bind_template_child (widget_class, LuwteIntake, problem);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
luwte_intake_init (LuwteIntake *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed", G_CALLBACK (edited_cb),
                           self, G_CONNECT_SWAPPED);
}
