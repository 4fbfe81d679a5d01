using System.Text;

namespace Mteb.TokenizerParity;

/// <summary>
/// Makes texts in many languages, and texts that nobody writes: words of many scripts, numbers, code, marks, odd spaces, emoji, special
/// tokens, any code points. The same seed gives the same texts.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="tokens">Texts of special tokens to mix in.</param>
internal sealed class TextGenerator(int seed, IReadOnlyList<string> tokens)
{
    private static readonly string[] Words =
    [
        "the", "The", "of", "information", "retrieval", "I'm", "we'll", "don't", "THEY'VE", "it's", "naïve", "café", "Straße", "GRÖSSE", "Ærø", "œuvre",
        "İstanbul", "ısı", "Łódź", "příliš", "žluťoučký", "kůň", "Việt", "Nam", "tiếng", "привет", "мир", "Москва", "ёлка", "Київ", "Ελλάδα", "ΣΊΣΥΦΟΣ", "λόγος",
        "שלום", "עברית", "السلام", "عليكم", "العربيّة", "فارسی", "اردو", "नमस्ते", "हिन्दी", "क्षत्रिय", "বাংলা", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "ไทย", "ภาษา",
        "ລາວ", "မြန်မာ", "ខ្មែរ", "ქართული", "Հայերեն", "አማርኛ", "中文", "漢字", "信息检索", "東京都", "ひらがな", "カタカナ", "ｶﾀｶﾅ", "한국어", "각", "가나다",
        "ＦＵＬＬ", "ﬁn", "ﬂow", "½", "²", "№", "™", "①", "Ⅷ", "㎏", "㍿", "ǆ", "ẞ", "ſ", "K", "Å", "x=y+1;", "foo(bar)", "a_b", "camelCase", "HTTPServer",
        "https://example.org/a?b=c&d=1", "me@example.org", "#tag", "C++", "$1,234.56", "3.14159", "1e-9", "2024-02-29", "0x1F", "100%", "½", "٣٤", "१२३", "一二三",
        "...", "…", "—", "“quoted”", "‘single’", "«guillemets»", "。", "，", "！", "؟", "।", "``", "''", "--", "→", "∑", "≠", "€", "₿", "a", "I", "", "▁", "Ġ", "##ing", "<0x41>",
    ];

    private static readonly string[] Gaps =
        [" ", " ", " ", " ", " ", " ", " ", " ", "", "  ", "   ", "\n", "\n\n", "\r\n", "\t", " \n", "\u00A0", "\u3000", "\u2009", "\u200B", "\u200D", "\u00AD", "\u2028", "\u0085", "-", "'", ", ", ". "];

    private static readonly string[] Pieces =
    [
        "\u0301", "\u0323", "\u0308", "\u0327", "\u094D", "\u093F", "\u0E31", "\u05B8", "\u064B", "\u20E3", "\uFE0F", "\u0345", "\u1161", "\u11A8", "\u1100", "\u0600", "\u06DD",
        "👍", "👍🏽", "👨‍👩‍👧", "🇩🇪", "🇩", "☺️", "😀", "❤️", "𝒳", "𝟘", "𐐨", "𠀀", "𫠠", "\uFFFD", "\u0000", "\u0007", "\u001F", "\u007F", "\u009F", "\uFEFF", "\u202E", "\u2060", "\uE000", "\u0378", "\U0001F1E6",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next text.</summary>
    public string Next()
    {
        var text = new StringBuilder();
        for (var left = _random.Next(12); left >= 0; left--)
        {
            Append(text);
            text.Append(Pick(Gaps));
        }

        return _random.Next(8) == 0 ? text.ToString().ToUpperInvariant() : text.ToString();
    }

    private void Append(StringBuilder text)
    {
        switch (_random.Next(40))
        {
            case 0:
                text.Append(AnyCodePoint(0x110000));
                break;
            case 1:
                text.Append(AnyCodePoint(0x3000));
                break;
            case 2 or 3:
                text.Append(Pick(Pieces)).Append(Pick(Pieces));
                break;
            case 4:
                text.Append(_random.Next(1_000_000));
                break;
            case 5 when tokens.Count > 0:
                text.Append(tokens[_random.Next(tokens.Count)]);
                break;
            case 6:
                text.Append(Pick(Words)).Append(Pick(Pieces)).Append(Pick(Words));
                break;
            case 7:
                text.Append(' ', _random.Next(6));
                break;
            case 8:
                text.Insert(0, Pick(Words), 2);
                break;
            case 9:
                Nonsense(text);
                break;
            default:
                text.Append(Pick(Words));
                break;
        }
    }

    private void Nonsense(StringBuilder text)
    {
        for (var left = _random.Next(1, 20); left > 0; left--)
        {
            text.Append((char)_random.Next(' ', 0x7F));
        }
    }

    private string AnyCodePoint(int limit)
    {
        var codePoint = _random.Next(limit);
        return codePoint is >= 0xD800 and <= 0xDFFF ? "\uFFFD" : char.ConvertFromUtf32(codePoint);
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
