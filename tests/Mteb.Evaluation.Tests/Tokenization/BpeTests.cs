using System.Text.Json;
using Mteb.Evaluation.Tokenization.Pieces;

namespace Mteb.Evaluation.Tests.Tokenization;

public sealed class BpeTests
{
    [Theory]
    [InlineData("abc", "ab c")]
    [InlineData("bcbc", "bcbc")]
    [InlineData("aab", "a ab")]
    public void Neighbours_are_merged_in_the_order_of_the_list(string text, string tokens) =>
        Tokens(Model(["a", "b", "c", "ab", "bc", "bcbc"], ["a b", "b c", "bc bc"]), text).Should().Be(tokens);

    [Theory]
    [InlineData("", "a☃☃b", "a [UNK] [UNK] b")]
    [InlineData("\"fuse_unk\":true,", "a☃☃b", "a [UNK] b")]
    [InlineData("\"byte_fallback\":true,", "aé☃", "a <0xC3> <0xA9> [UNK]")]
    [InlineData("\"byte_fallback\":true,", "☃é", "<0xC3> <0xA9> [UNK]")]
    public void Unknown_characters_become_unknown_tokens_or_bytes(string options, string text, string tokens) =>
        Tokens(Model(["[UNK]", "a", "b", "<0xC3>", "<0xA9>"], [], "\"unk_token\":\"[UNK]\"," + options), text).Should().Be(tokens);

    [Fact]
    public void Unknown_characters_disappear_where_no_token_stands_for_them() => Tokens(Model(["a", "b"], []), "a☃b").Should().Be("a b");

    [Fact]
    public void A_piece_of_the_vocabulary_is_taken_as_it_is_where_merges_are_ignored()
    {
        Tokens(Model(["a", "b", "ab"], []), "ab").Should().Be("a b");
        Tokens(Model(["a", "b", "ab"], [], "\"ignore_merges\":true,"), "ab").Should().Be("ab");
    }

    [Fact]
    public void A_merge_drops_the_prefix_of_its_second_part() =>
        Tokens(Model(["a", "##b", "ab"], ["a ##b"], "\"continuing_subword_prefix\":\"##\","), "ab").Should().Be("ab");

    [Fact]
    public void The_suffix_stands_after_the_last_character() =>
        Tokens(Model(["a", "b</w>", "ab</w>"], ["a b</w>"], "\"end_of_word_suffix\":\"</w>\","), "ab").Should().Be("ab</w>");

    [Theory]
    [InlineData("[\"a b c\"]", "A merge")]
    [InlineData("[[\"a\"]]", "A merge")]
    [InlineData("[\"a b\",[\"a\",\"b\"]]", "A merge")]
    [InlineData("[\"a x\"]", "'x'")]
    [InlineData("[\"b b\"]", "'bb'")]
    public void A_wrong_merge_is_refused(string merges, string named)
    {
        var outcome = SmallTokenizer.Parse($$$"""{"type":"BPE","vocab":{"a":0,"b":1,"ab":2},"merges":{{{merges}}}}""");
        outcome.Diagnostics.Single().Code.Should().Be("MTEB3052");
        outcome.Diagnostics.Single().Message.Should().Contain(named);
    }

    [Fact]
    public void A_model_that_drops_merges_by_chance_is_refused()
    {
        SmallTokenizer.Parse(Model(["a"], [], "\"dropout\":0.1,")).Diagnostics.Single().Message.Should().Contain("'dropout'");
        Tokens(Model(["a"], [], "\"dropout\":0.0,"), "a").Should().Be("a");
    }

    [Fact]
    public void Bytes_are_written_as_visible_characters_that_stand_for_their_character()
    {
        var source = new AlignedText();
        source.Decode("é a\u00AD", aligned: true);
        var text = new RewritableText();
        text.Load(source, 0, source.Length, 0);
        ByteLevel.Apply(text);
        CodePoints.ToText(text.Characters).Should().Be("Ã©ĠaÂŃ");
        Enumerable.Range(0, text.Length).Select(text.Text.StartOf).Should().Equal(0, 0, 1, 2, 3, 3);
    }

    [Fact]
    public void Merging_a_long_run_gives_what_merging_pairs_one_after_the_other_would()
    {
        var text = new string('a', 100_000);
        var ids = new List<int>();
        SmallTokenizer.Make(Model(["a", "aa", "aaaa"], ["a a", "aa aa"])).Encode(text, int.MaxValue, ids);
        ids.Should().HaveCount(25_000).And.OnlyContain(id => id == 2);
    }

    // With 'e▁' in the list, merges reach into the next word; else words are taken one by one. Both must give what merging the whole
    // text gives: a text in which the mark is another character, which begins no word.
    [Theory]
    [InlineData("▁ab▁ab▁▁▁abe▁be")]
    [InlineData("ab▁☃▁☃☃▁ab▁é▁")]
    [InlineData("▁▁▁")]
    [InlineData("e▁e▁ebe▁be☃▁a")]
    public void Words_of_a_text_are_merged_as_the_whole_text_would_be(string text)
    {
        foreach (var joint in new[] { "", "e▁", "b▁" })
        {
            string[] merges = ["a b", "▁ ▁", "▁ ab", "b e", "▁ be", .. joint.Length == 0 ? Array.Empty<string>() : [$"{joint[0]} {joint[1]}"]];
            string[] tokens = ["<unk>", "a", "b", "e", "▁", "<0xC3>", "<0xA9>", .. merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal))];
            var options = "\"unk_token\":\"<unk>\",\"fuse_unk\":true,\"byte_fallback\":true,";
            var whole = SmallTokenizer.Make(Model([.. tokens.Select(Unmarked)], [.. merges.Select(Unmarked)], options)).Encode(Unmarked(text)).Value!;
            var marked = SmallTokenizer.Make(Model(tokens, merges, options)).Encode(text).Value!;

            marked.Ids.Should().Equal(whole.Ids, "'{0}' with '{1}'", text, joint);
            marked.Offsets.Should().Equal(whole.Offsets);
        }

        static string Unmarked(string text) => text.Replace('▁', '_');
    }

    [Fact]
    public void No_more_words_are_tokenized_than_are_wanted()
    {
        var tokenizer = SmallTokenizer.Make(Model(["a", "b", "▁", "ab", "▁ab"], ["a b", "▁ ab"]));
        var text = string.Concat(Enumerable.Repeat("▁ab▁b", 1000));
        var (all, some) = (new List<int>(), new List<int>());
        tokenizer.EncodePlain(text, int.MaxValue, all).Should().BeFalse();
        for (var length = 0; length < 12; length++)
        {
            some.Clear();
            tokenizer.EncodePlain(text, length, some).Should().BeTrue();
            some.Should().Equal(all.Take(length));
        }

        some.Clear();
        tokenizer.EncodePlain(text, all.Count, some).Should().BeFalse();
        some.Should().Equal(all);
    }

    private static string Tokens(string model, string text) => string.Join(' ', SmallTokenizer.Make(model).Encode(text).Value!.Tokens);

    private static string Model(string[] tokens, string[] merges, string options = "")
    {
        var vocabulary = tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id);
        return $$$"""{"type":"BPE",{{{options}}}"vocab":{{{JsonSerializer.Serialize(vocabulary)}}},"merges":{{{JsonSerializer.Serialize(merges)}}}}""";
    }
}
