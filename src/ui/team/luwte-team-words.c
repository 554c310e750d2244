/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "luwte-team-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "luwte-roster.h"
#include "luwte-toast.h"

#define WORDS_A_LINE 5

char *
luwte_team_words_roles (guint roles)
{
  const struct
  {
    guint role;
    const char *word;
  } words[] = {
    { LUWTE_ROSTER_COUNSELLOR, _ ("counsellor") },
      { LUWTE_ROSTER_LEAD, _ ("team lead") },
        { LUWTE_ROSTER_MEETING, _ ("meeting") },
      };
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((roles & words[i].role) != 0)
      g_string_append_printf (said, "%s%s", said->len > 0 ? ", " : "", words[i].word);
  return g_string_free (g_steal_pointer (&said), FALSE);
}

char *
luwte_team_words_lines (const char *fingerprint)
{
  g_auto (GStrv) words = g_strsplit (fingerprint, " ", -1);
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (lines, "%s%s",
                            i == 0                  ? ""
                            : i % WORDS_A_LINE == 0 ? "\n"
                                                    : " ",
                            words[i]);
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

typedef struct
{
  GtkWidget *widget;
  char *text;
} Saving;

static void
saving_free (Saving *self)
{
  g_object_unref (self->widget);
  g_free (self->text);
  g_free (self);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    luwte_toast_say (saving->widget, _ ("Saved"));
  else
    luwte_toast_say (saving->widget, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
                     ? _ ("The disk is full. Make room and try again.")
                     : _ ("The file could not be written there."));
  saving_free (saving);
}

static void
where_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file == NULL)
    {
      saving_free (saving);
      return;
    }
  g_file_replace_contents_async (file, saving->text, strlen (saving->text), NULL, FALSE,
                                 G_FILE_CREATE_PRIVATE, NULL, written_cb, saving);
}

void
luwte_team_save_text (GtkWidget *widget, const char *name, const char *text)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);
  Saving *saving = g_new (Saving, 1);

  saving->widget = g_object_ref (widget);
  saving->text = g_strdup (text);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, where_cb,
                        saving);
}
