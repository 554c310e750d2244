/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each detector on its own sentences: what is in square brackets must be found, and nothing else. */

#include "luwte-deident.h"

#include <string.h>

static LuwteDeident *deident;

/* "ik heet [Lotte]" is the text with its brackets taken out, and its finds. A literal bracket is
 * written as { and }. */
static void
assert_finds (const char *marked)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GArray) spans = NULL;
  const char *at;
  guint position = 0;
  guint next = 0;

  for (const char *p = marked; *p != '\0'; p++)
    if (*p == '{' || *p == '}')
      g_string_append_c (text, *p == '{' ? '[' : ']');
    else if (*p != '[' && *p != ']')
      g_string_append_c (text, *p);
  spans = luwte_deident_find (deident, text->str);
  for (at = text->str;; at = g_utf8_next_char (at), position++)
    {
      while (next < spans->len &&
             g_array_index (spans, LuwteDeidentSpan, next).certainty == LUWTE_DEIDENT_DOUBTFUL)
        next++;
      if (next < spans->len && g_array_index (spans, LuwteDeidentSpan, next).start == position)
        g_string_append_c (found, '[');
      if (next < spans->len && g_array_index (spans, LuwteDeidentSpan, next).end == position)
        {
          g_string_append_c (found, ']');
          next++;
          if (next < spans->len && g_array_index (spans, LuwteDeidentSpan, next).start == position)
            g_string_append_c (found, '[');
        }
      if (*at == '\0')
        break;
      if (*at == '[' || *at == ']')
        g_string_append_c (found, *at == '[' ? '{' : '}');
      else
        g_string_append_len (found, at, g_utf8_next_char (at) - at);
    }
  if (!g_str_equal (found->str, marked))
    g_test_fail_printf ("found %s, wanted %s", found->str, marked);
}

static void
test_sentences (gconstpointer sentences)
{
  for (const char *const *p = sentences; *p != NULL; p++)
    assert_finds (*p);
}

static const char *const net[] = {
  "mail naar [lotte.v-9@mail.example.nl], graag",
  "mail is [lotje_04 at example punt nl] hoor",
  "[bram@gmail] is mijn mail",
  "kijk op [https://forum.example.org/t/8841?x=1].",
  "op [www.haatblog.example/noor] en op [bit.ly/3xQp9Zz]",
  "op www.youtube.com of op kindertelefoon.nl staat alles",
  "ik ben moe.en ik wil slapen.maar ja",
  "adres [198.51.100.23], om 12:34:56 en versie 1.2.3",
  "adres [2001:db8::1f] en niet 21:04",
  NULL,
};

static const char *const handles[] = {
  "mijn insta is [its.bram.official] ok",
  "add [@qkz.thijmen] of [nachtvlinder#4471]",
  "@hulpverlener ben je er nog",
  "mijn snap is kapot",
  "mijn snap is [xx_roosje.08] maar",
  "{21:04} [zonnetje9]: hoi\n{21:05} Hulpverlener: dag",
  NULL,
};

static const char *const numbers[] = {
  "bel [06 4321 8765] of [+31 6 1876 5432] nu",
  "tel mama [0478 12 34 56] en papa [+32 495/98.76.54]",
  "vaste nr is [03 234 56 78] thuis",
  "bel [nul zes twaalf drie vier zes zeven acht negen] maar",
  "bel [o6 12345678] maar",
  "bel 113 of 0800-0113 of 112, of 0900 0767",
  "ik heb 2500 euro schuld en 14 pillen van 500 mg",
  "д234 en α2345 en 中1234 zijn van geen bank",
  "mijn bsn is [999978779] echt",
  "rijksregister [92.08.21-978.89] heb ik",
  "van [NL32 INGB 0000 0223 36] gehaald naar [BE38000000055772] hoor",
  "auto met kenteken [SX-482-K] en plaat [1-TRD-927] daar",
  "op [1098xh] en [3572 KT] zegt hij",
  "op [1098sa] en op postcode [1098mg] maar",
  "ik slik 1500mg en liep 2000km voor 1200eu",
  "in 2019 en 2024 was het 1500 euro en 2000 mensen",
  "[9100] [Sint-Niklaas] in",
  "dossier [2025/03/4471] en bestelling 12345678 van bol",
  "mijn leerlingnummer is [20238841] als je dat wilt",
  NULL,
};

static const char *const dates[] = {
  "op [14 maart] of [3 april 2025] om 14u",
  "zaterdag [21-6] is het, op [12/05/2024] ook",
  "24/7 en 3/4 van de tijd, 2-1 verloren, 10-12 keer",
  "in mei en in juni 2024, op maandag, met kerst",
  "geboren op [8 dec 1956] en geb [5/9/99] dus",
  "ik ben van '[98] dus",
  "geboren in [2007] en sinds 2007 hier",
  NULL,
};

static const char *const ages[] = {
  "ik ben [15] en zij is pas [11] ofzo",
  "ben [veertien] en zwanger",
  "een man van [52] en een meisje van [16]",
  "al 20 jaar, 2 jaar geleden, sinds 3 jaar",
  "groep 7, 3 havo, 1 op 10, om 8 uur",
  "op mijn [12]e ging het mis",
  "de [52]-jarige man",
  "toen ik [acht] was",
  NULL,
};

static const char *const places[] = {
  "ik woon in [utrecht] of in [de bilt] vlakbij het bos",
  "uit [Sint-Niklaas] naar [den haag] verhuisd",
  "ik hoop dat het beter gaat in mijn hoofd",
  "mn ouders komen uit marokko, wij zijn nederlands",
  "aan de [Beethovenlaan 212] in [Gent]",
  "op de [Grote Markt] daar",
  "op straat en onderweg naar de markt",
  "woont op [Stationsstraat 101 bus 4] hier",
  NULL,
};

static const char *const organisations[] = {
  "ik werk bij [Bakkerij Oomen] hier",
  "ik zit op basisschool [De Regenboog] hier",
  "naar het [griftland college] sinds gisteren",
  "ging net naar de jumbo om bier",
  "ik werk in de [jumbo] hier",
  "bel veilig thuis of de kindertelefoon of het clb",
  NULL,
};

static const char *const names[] = {
  "hoi ik ben [fatima] en dit is mn broer [daan]",
  "mevr [de Wolf] en meneer [Özdemir] van wiskunde",
  "[mark] zei dat ik wit wegtrok",
  "mark mijn woorden, hoop en storm en een roos van hem",
  "broer van [anouk] heeft [anouks] telefoon",
  "[J.P. van 't Hof] belde, en [T. Willemse-Bos] ook",
  "mijn hond [Sjakie] is lief",
  "[l o t t e] heet ze",
  "oma zei dat mama en papa moe zijn",
  "fan van taylor swift en max verstappen",
  "mijn mn nie ff ofzo kweet wallah",
  "wie is [stijn] dan",
  NULL,
};

/* Letters with marks of their own, emoji, text from right to left: offsets are code points of what
 * was given. */
static const char *const offsets[] = {
  "🙈🙈 ik heet [Lotte] 👩‍👩‍👧 en woon in [Gent]",
  "ik heet [Zoë\xcc\x81] en hij heet [Jose\xcc\x81]",
  "שלום ik heet [Lotte] مرحبا en woon in [Gent]",
  "ik heet [Ｌｏｔｔｅ] hoor",
  NULL,
};

static void
test_nothing (void)
{
  static const char *const texts[] = { "",     " ",       "\n",    ".", "@",
                                       "#",    "_",       "+",     "(", "0",
                                       "www.", "http://", "a.b.c", "'", "\xe2\x80\x8b",
                                       "[",    "<" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) spans = luwte_deident_find (deident, texts[i]);

      for (guint s = 0; s < spans->len; s++)
        g_assert_cmpuint (g_array_index (spans, LuwteDeidentSpan, s).end, <=,
                          g_utf8_strlen (texts[i], -1));
    }
}

/* A text at every cut: the offsets are always inside, in order, and do not overlap. */
static void
test_every_cut (void)
{
  const char *text =
      "Mvg, J.P. van 't Hof (m, 43) 06-1234 5678 l.v@mail.example.nl 🙈 [21:04] zon_x: é́ NL32 INGB "
      "0000 "
      "0223 36, Molenpad 3, 8911 AB Leeuwarden, nul zes twaalf, www.x.nl/a 12 mei 2008 '98 sint-";
  glong length = g_utf8_strlen (text, -1);

  for (glong from = 0; from < length; from += 3)
    for (glong to = from; to <= length; to++)
      {
        g_autofree char *piece = g_utf8_substring (text, from, to);
        g_autoptr (GArray) spans = luwte_deident_find (deident, piece);
        guint end = 0;

        for (guint s = 0; s < spans->len; s++)
          {
            const LuwteDeidentSpan *span = &g_array_index (spans, LuwteDeidentSpan, s);

            g_assert_cmpuint (span->start, >=, end);
            g_assert_cmpuint (span->start, <, span->end);
            end = span->end;
          }
        g_assert_cmpuint (end, <=, to - from);
      }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    const char *const *sentences;
  } groups[] = {
    { "net", net },
    { "handles", handles },
    { "numbers", numbers },
    { "dates", dates },
    { "ages", ages },
    { "places", places },
    { "organisations", organisations },
    { "names", names },
    { "offsets", offsets },
  };
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  deident = luwte_deident_new (&error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *path = g_strconcat ("/deident/find/", groups[i].name, NULL);

      g_test_add_data_func (path, groups[i].sentences, test_sentences);
    }
  g_test_add_func ("/deident/find/nothing", test_nothing);
  g_test_add_func ("/deident/find/every-cut", test_every_cut);
  status = g_test_run ();
  g_assert_finalize_object (deident);
  return status;
}
