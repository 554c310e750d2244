/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rule: nothing that is typed is learnt to disk. Enchant keeps two lists of words a language in
 * its configuration folder, and begins both the moment a dictionary is asked for. Its folder is
 * therefore one that cannot be: nothing below /dev/null is opened or made, and the lists are then
 * empty ones in memory. enchant_dict_add() is called nowhere; what is ignored is kept by us. */

#include "config.h"

#include "luwte-spelling.h"

#include <enchant.h>
#include <string.h>

#include "luwte-secret.h"
#include "luwte-words.h"
#include "luwte-workspace.h"

#define CONFIG_VARIABLE  "ENCHANT_CONFIG_DIR"
#define NOWHERE          "/dev/null/enchant"
#define MOST_SUGGESTIONS 6

/* Used by several threads, by one at a time. */
typedef struct
{
  gatomicrefcount count;
  GMutex lock;
  EnchantBroker *broker;
  EnchantDict *dict;
} Dictionary;

struct _LuwteSpelling
{
  GObject parent_instance;

  char *language;
  Dictionary *dictionary;
  GCancellable *loading;
  GHashTable *ignored; /* scope to set of words */
  LuwteSpellingState state;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (LuwteSpelling, luwte_spelling, G_TYPE_OBJECT)

static void
wipe_and_free (gpointer data)
{
  char *word = data;

  luwte_wipe (word, strlen (word));
  g_free (word);
}

GPtrArray *
luwte_spelling_new_words (void)
{
  return g_ptr_array_new_with_free_func (wipe_and_free);
}

static Dictionary *
dictionary_ref (Dictionary *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

static void
dictionary_unref (Dictionary *self)
{
  if (!g_atomic_ref_count_dec (&self->count))
    return;
  if (self->dict != NULL)
    enchant_broker_free_dict (self->broker, self->dict);
  enchant_broker_free (self->broker);
  g_mutex_clear (&self->lock);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Dictionary, dictionary_unref)

void
luwte_spelling_seal (void)
{
  g_setenv (CONFIG_VARIABLE, NOWHERE, TRUE);
}

/* The spelling of the country in which she works, where her language has several. */
static char *
find_tag (const char *language)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], language) && names[i][strlen (language)] == '_' &&
        strpbrk (names[i], ".@") == NULL)
      return g_strdup (names[i]);
  if (g_str_equal (language, "en"))
    return g_strdup ("en_GB");
  return g_strdup (language);
}

/* A dictionary takes a tenth of a second and some megabytes. */
static void
load_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (Dictionary) dictionary = g_new0 (Dictionary, 1);
  g_autofree char *tag = find_tag (data);

  g_atomic_ref_count_init (&dictionary->count);
  g_mutex_init (&dictionary->lock);
  dictionary->broker = enchant_broker_init ();
  if (g_strcmp0 (g_getenv (CONFIG_VARIABLE), NOWHERE) == 0)
    dictionary->dict = enchant_broker_request_dict (dictionary->broker, tag);
  if (dictionary->dict == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No dictionary for %s", tag);
  else
    g_task_return_pointer (task, g_steal_pointer (&dictionary), (GDestroyNotify) dictionary_unref);
}

static void
tell (LuwteSpelling *self, LuwteSpellingState state)
{
  self->state = state;
  g_signal_emit (self, changed_signal, 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LuwteSpelling *self = LUWTE_SPELLING (source);
  g_autoptr (GError) error = NULL;
  Dictionary *dictionary = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->loading);
  self->dictionary = dictionary;
  tell (self, dictionary != NULL ? LUWTE_SPELLING_READY : LUWTE_SPELLING_ABSENT);
}

void
luwte_spelling_set_language (LuwteSpelling *self, const char *language)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_SPELLING (self));

  if (!g_set_str (&self->language, language))
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->dictionary, dictionary_unref);
  if (language == NULL)
    {
      tell (self, LUWTE_SPELLING_OFF);
      return;
    }
  self->loading = g_cancellable_new ();
  task = g_task_new (self, self->loading, loaded_cb, NULL);
  g_task_set_task_data (task, g_strdup (language), g_free);
  g_task_run_in_thread (task, load_func);
  tell (self, LUWTE_SPELLING_LOADING);
}

const char *
luwte_spelling_find_language (LuwteWorkspace *workspace)
{
  const char *const *languages = luwte_workspace_profile_languages (workspace);
  g_autofree char *setting = luwte_workspace_get_setting (workspace, LUWTE_SETTING_SPELLING);
  const char *wanted = setting != NULL ? setting : luwte_words_language ();

  if (languages == NULL || g_str_equal (wanted, "off"))
    return NULL;
  for (guint i = 0; languages[i] != NULL; i++)
    if (g_str_equal (languages[i], wanted))
      return languages[i];
  return languages[0];
}

void
luwte_spelling_follow (LuwteSpelling *self, LuwteWorkspace *workspace)
{
  g_return_if_fail (LUWTE_IS_SPELLING (self));

  luwte_spelling_set_language (self, luwte_spelling_find_language (workspace));
}

const char *
luwte_spelling_get_language (LuwteSpelling *self)
{
  return self->language;
}

LuwteSpellingState
luwte_spelling_get_state (LuwteSpelling *self)
{
  return self->state;
}

typedef struct
{
  Dictionary *dictionary;
  GPtrArray *words;
} Question;

static void
question_free (Question *question)
{
  dictionary_unref (question->dictionary);
  g_ptr_array_unref (question->words);
  g_free (question);
}

static GTask *
ask (LuwteSpelling *self, GPtrArray *words, GCancellable *cancellable, GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Question *question;

  if (self->dictionary == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No dictionary");
      return task;
    }
  question = g_new0 (Question, 1);
  question->dictionary = dictionary_ref (self->dictionary);
  question->words = g_ptr_array_ref (words);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  return task;
}

/* Dictionaries know the typewriter's apostrophe. */
static char *
straighten (const char *word)
{
  GString *plain = g_string_new (word);

  g_string_replace (plain, "’", "'", 0);
  return g_string_free (plain, FALSE);
}

static void
check_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GPtrArray) wrong = luwte_spelling_new_words ();

  g_mutex_lock (&question->dictionary->lock);
  for (guint i = 0; i < question->words->len; i++)
    {
      char *word = straighten (g_ptr_array_index (question->words, i));

      /* More than 0 is "not known"; less is a word that it cannot judge. */
      if (enchant_dict_check (question->dictionary->dict, word, -1) > 0)
        g_ptr_array_add (wrong, g_strdup (g_ptr_array_index (question->words, i)));
      wipe_and_free (word);
    }
  g_mutex_unlock (&question->dictionary->lock);
  g_task_return_pointer (task, g_steal_pointer (&wrong), (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_spelling_check_async (LuwteSpelling *self, GPtrArray *words, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_SPELLING (self));

  task = ask (self, words, cancellable, callback, user_data);
  if (!g_task_get_completed (task) && g_task_get_task_data (task) != NULL)
    g_task_run_in_thread (task, check_func);
}

GPtrArray *
luwte_spelling_check_finish (LuwteSpelling *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
suggest_func (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  g_autoptr (GPtrArray) found = luwte_spelling_new_words ();
  char *word = straighten (g_ptr_array_index (question->words, 0));
  gsize n = 0;
  char **list;

  g_mutex_lock (&question->dictionary->lock);
  list = enchant_dict_suggest (question->dictionary->dict, word, -1, &n);
  for (gsize i = 0; i < n && found->len < MOST_SUGGESTIONS; i++)
    g_ptr_array_add (found, g_strdup (list[i]));
  if (list != NULL)
    enchant_dict_free_string_list (question->dictionary->dict, list);
  g_mutex_unlock (&question->dictionary->lock);
  wipe_and_free (word);
  g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) g_ptr_array_unref);
}

void
luwte_spelling_suggest_async (LuwteSpelling *self, const char *word, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GPtrArray) words = luwte_spelling_new_words ();
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LUWTE_IS_SPELLING (self));

  g_ptr_array_add (words, g_strdup (word));
  task = ask (self, words, cancellable, callback, user_data);
  if (!g_task_get_completed (task) && g_task_get_task_data (task) != NULL)
    g_task_run_in_thread (task, suggest_func);
}

GPtrArray *
luwte_spelling_suggest_finish (LuwteSpelling *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
luwte_spelling_ignore (LuwteSpelling *self, const char *scope, const char *word)
{
  GHashTable *words;

  g_return_if_fail (LUWTE_IS_SPELLING (self));

  words = g_hash_table_lookup (self->ignored, scope);
  if (words == NULL)
    {
      words = g_hash_table_new_full (g_str_hash, g_str_equal, wipe_and_free, NULL);
      g_hash_table_insert (self->ignored, g_strdup (scope), words);
    }
  if (g_hash_table_add (words, g_strdup (word)))
    g_signal_emit (self, changed_signal, 0);
}

gboolean
luwte_spelling_is_ignored (LuwteSpelling *self, const char *scope, const char *word)
{
  GHashTable *words = scope != NULL ? g_hash_table_lookup (self->ignored, scope) : NULL;

  return words != NULL && g_hash_table_contains (words, word);
}

static gboolean
is_over (gpointer scope, gpointer words, gpointer data)
{
  return !g_strv_contains (data, scope);
}

void
luwte_spelling_keep (LuwteSpelling *self, const char *const *scopes)
{
  g_return_if_fail (LUWTE_IS_SPELLING (self));

  g_hash_table_foreach_remove (self->ignored, is_over, (gpointer) scopes);
}

static void
luwte_spelling_finalize (GObject *object)
{
  LuwteSpelling *self = LUWTE_SPELLING (object);

  g_clear_pointer (&self->dictionary, dictionary_unref);
  g_clear_object (&self->loading);
  g_hash_table_unref (self->ignored);
  g_free (self->language);

  G_OBJECT_CLASS (luwte_spelling_parent_class)->finalize (object);
}

static void
luwte_spelling_class_init (LuwteSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = luwte_spelling_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
luwte_spelling_init (LuwteSpelling *self)
{
  self->ignored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_hash_table_unref);
}

LuwteSpelling *
luwte_spelling_get_default (void)
{
  static LuwteSpelling *spelling = NULL;

  if (spelling == NULL)
    spelling = g_object_new (LUWTE_TYPE_SPELLING, NULL);
  return spelling;
}
