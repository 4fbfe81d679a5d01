using System.Text.Json;
using System.Text.RegularExpressions;
using Mteb.Evaluation.Tokenization;
using Mteb.Evaluation.Tokenization.Encodings;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Texts that nobody writes: they must be encoded all the same, in time that grows with their length alone.</summary>
public sealed class HostileInputTests
{
    private const int Megabyte = 1 << 20;
    private const string Bert = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";
    private const string NormalForms = """{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"NFKD"},{"type":"NFKC"},{"type":"Lowercase"}]}""";

    /// <summary>Escaped, because test names cannot hold half a surrogate pair.</summary>
    public static TheoryData<string> Units =>
    [
        "a", " ", ",", "中", @"\u0301", @"\u0301\u0323", @"\u0344", @"\uD800", @"\uDC00", "😀", @"\uFDFA", "İ", @"\u0000", "<t>", " <t>", "<t",
    ];

    [Theory]
    [MemberData(nameof(Units))]
    public void A_megabyte_of_the_same_is_encoded(string unit)
    {
        var tokenizer = Make(Bert);
        var ids = new List<int>();
        tokenizer.Encode(Repeat(unit, Megabyte), int.MaxValue, ids).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_long_run_of_the_same_is_encoded_by_every_kind_of_model(string unit)
    {
        // What takes time with the square of the length would take minutes.
        var text = Repeat(unit, Megabyte / 4);
        var ids = new List<int>();
        foreach (var tokenizer in new[] { LikeLlama(), LikeGpt2(), LikeT5() })
        {
            ids.Clear();
            tokenizer.Encode(text, int.MaxValue, ids).Should().BeFalse();
            ids.Should().NotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_long_run_of_the_same_takes_any_normal_form_and_is_encoded_in_detail(string unit)
    {
        var text = Repeat(unit, Megabyte / 32);
        foreach (var normalizer in new[] { Bert, NormalForms })
        {
            var tokenizer = Make(normalizer);
            var ids = new List<int>();
            tokenizer.Encode(text, int.MaxValue, ids);
            tokenizer.Encode(text).Value!.Ids.SequenceEqual(ids).Should().BeTrue();
        }
    }

    [Theory]
    [InlineData("rstrip")]
    [InlineData("rstrip normalized")]
    public void A_long_run_of_a_token_that_takes_what_is_like_itself_is_encoded(string flags)
    {
        // Every token reaches to the end of the text: their texts together would take terabytes.
        var tokenizer = SmallTokenizer.Make(
            SmallTokenizer.Words("a"),
            preTokenizer: """{"type":"Sequence","pretokenizers":[{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true},{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}]}""",
            added: [SmallTokenizer.Added(" ", flags.Split(' '))]);
        var ids = new List<int>();

        tokenizer.Encode(Repeat(" ", Megabyte), int.MaxValue, ids).Should().BeFalse();

        ids.Should().HaveCount(Megabyte).And.OnlyContain(id => id == tokenizer.IdOf(" "));
    }

    [Fact]
    public void A_token_that_takes_what_is_like_itself_is_found_in_what_it_took()
    {
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.Words("a"), added: [SmallTokenizer.Added(" ", "rstrip")]);
        tokenizer.Encode("a   a ").Value!.Offsets.Should().Equal(new TokenSpan(0, 1), new(1, 4), new(2, 4), new(3, 4), new(4, 5), new(5, 6));
    }

    [Fact]
    public void Any_units_in_any_order_are_encoded_with_places_in_the_text()
    {
        var random = new Random(42);
        var tokenizer = SmallTokenizer.Make(SmallTokenizer.WordPieces("a", "##a"), Bert, """{"type":"BertPreTokenizer"}""");
        for (var round = 0; round < 200; round++)
        {
            var text = new string([.. Enumerable.Range(0, 200).Select(_ => (char)random.Next(0x10000))]);
            var encoding = tokenizer.Encode(text).Value!;
            var length = text.EnumerateRunes().Count();
            encoding.Offsets.Should().OnlyContain(span => span.Start < span.End && span.End <= length);
            encoding.Offsets.Select(span => span.Start).Should().BeInAscendingOrder();
        }
    }

    private static string Repeat(string escaped, int bytes)
    {
        var unit = Regex.Unescape(escaped);
        return string.Concat(Enumerable.Repeat(unit, bytes / System.Text.Encoding.UTF8.GetByteCount(unit)));
    }

    // A whole text is one piece, in which symbols are merged over any distance.
    private static Tokenizer LikeLlama() => SmallTokenizer.Make(
        Bpe(["<unk>", "a", "aa", "aaaa", "▁", "▁▁", "▁a", ",", "<t", "<", "t"], ["a a", "aa aa", "▁ ▁", "▁ a", "< t"], "\"unk_token\":\"<unk>\",\"fuse_unk\":true,\"byte_fallback\":true,"),
        """{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}""",
        added: [SmallTokenizer.Added("<t>", "lstrip", "rstrip"), SmallTokenizer.Added("<t<t<t<t<t>", "normalized")]);

    private static Tokenizer LikeGpt2() => SmallTokenizer.Make(
        Bpe(["[UNK]", "a", "aa", "aaaa", "Ġ", "Ġa", "ĠĠ", ","], ["a a", "aa aa", "Ġ Ġ", "Ġ a"], "\"unk_token\":\"[UNK]\","),
        NormalForms,
        """{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}""",
        added: [SmallTokenizer.Added("<t>", "lstrip")]);

    private static Tokenizer LikeT5() => SmallTokenizer.Make(
        """{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁",-1],["a",-2],["aa",-2.5],["▁a",-2.5],["▁▁",-1.5],[",",-3]]}""",
        """{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""",
        added: [SmallTokenizer.Added("<t>", "single_word", "normalized")]);

    private static string Bpe(string[] tokens, string[] merges, string options)
    {
        var vocabulary = tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id);
        return $$$"""{"type":"BPE",{{{options}}}"vocab":{{{JsonSerializer.Serialize(vocabulary)}}},"merges":{{{JsonSerializer.Serialize(merges)}}}}""";
    }

    private static Tokenizer Make(string normalizer) => SmallTokenizer.Make(
        SmallTokenizer.WordPieces("a", "##a", ",").Replace("100", "2000000", StringComparison.Ordinal),
        normalizer,
        """{"type":"BertPreTokenizer"}""",
        added: [SmallTokenizer.Added("<t>", "lstrip", "rstrip"), SmallTokenizer.Added("<tt>", "normalized", "single_word")]);
}
