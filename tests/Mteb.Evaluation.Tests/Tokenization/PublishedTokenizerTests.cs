using System.IO.Compression;
using System.Text.Json;
using Mteb.Evaluation.Tokenization;

namespace Mteb.Evaluation.Tests.Tokenization;

/// <summary>Tokenizers of published models against ids that the reference gave.</summary>
public sealed class PublishedTokenizerTests
{
    private const int NoLimit = 100_000;

    [SharedFact("goldens/minilm/embeddings.json", "models/all-MiniLM-L6-v2/tokenizer.json", "models/all-MiniLM-L6-v2/vocab.txt")]
    public void MiniLM_gives_the_ids_of_the_reference_cut_to_its_length()
    {
        var tokenizer = TokenizerFile.Load(SharedMaterial.At("models/all-MiniLM-L6-v2/tokenizer.json")).Value!;
        var texts = Goldens.Parse(SharedMaterial.At("goldens/minilm/embeddings.json")).GetProperty("texts");
        texts.GetArrayLength().Should().Be(64);
        foreach (var text in texts.EnumerateArray())
        {
            var ids = new List<int>();
            tokenizer.Encode(text.GetProperty("text").GetString(), 256, ids);
            ids.Should().Equal(Ids(text, "ids"), "of '{0}'", text.GetProperty("text"));
        }
    }

    [SharedFact("goldens/minilm/embeddings.json", "models/all-MiniLM-L6-v2/vocab.txt", "models/all-MiniLM-L6-v2/config.json")]
    public void A_folder_with_a_vocabulary_alone_gives_the_same_ids()
    {
        using var sandbox = new Sandbox("vocabulary");
        foreach (var name in new[] { "vocab.txt", "config.json", "tokenizer_config.json", "special_tokens_map.json" })
        {
            sandbox.Write(name, File.ReadAllText(SharedMaterial.At("models/all-MiniLM-L6-v2/" + name)));
        }

        var tokenizer = TokenizerFolder.Load(sandbox.Root).Value!;
        foreach (var text in Goldens.Parse(SharedMaterial.At("goldens/minilm/embeddings.json")).GetProperty("texts").EnumerateArray())
        {
            var ids = new List<int>();
            tokenizer.Encode(text.GetProperty("text").GetString(), 256, ids);
            ids.Should().Equal(Ids(text, "ids"));
        }
    }

    [SharedFact("tokenizers/gold/v2/inputs.json", "tokenizers/gold/v2/bge_small_multilingual.json", "tokenizers/baai-bge-small-en/tokenizer.json.gz")]
    public void Bge_small_gives_the_ids_and_tokens_of_the_reference()
    {
        var tokenizer = Load("tokenizers/baai-bge-small-en/tokenizer.json.gz");
        var texts = Goldens.Parse(SharedMaterial.At("tokenizers/gold/v2/inputs.json")).EnumerateArray()
            .ToDictionary(input => input.GetProperty("id").GetString()!, input => input.GetProperty("text").GetString()!);
        foreach (var entry in Goldens.Parse(SharedMaterial.At("tokenizers/gold/v2/bge_small_multilingual.json")).GetProperty("entries").EnumerateArray())
        {
            var id = entry.GetProperty("id").GetString()!;
            var encoding = tokenizer.Encode(texts[id]).Value!;
            encoding.Ids.Should().Equal(Ids(entry, "input_ids"), "of {0}", id);
            encoding.Tokens.Should().Equal(entry.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!), "of {0}", id);
        }
    }

    [SharedTheory("tokenizers/gold/v2/", "tokenizers/gpt2/", "tokenizers/roberta-base/", "tokenizers/t5-small/")]
    [InlineData("gpt2", "gpt2_multilingual")]
    [InlineData("roberta-base", "roberta_base_multilingual")]
    [InlineData("t5-small", "t5_small_multilingual")]
    public void A_published_BPE_or_Unigram_gives_the_ids_of_the_reference(string folder, string gold)
    {
        var tokenizer = folder == "gpt2" ? LoadGpt2() : Load($"tokenizers/{folder}/tokenizer.json.gz");
        var texts = Goldens.Parse(SharedMaterial.At("tokenizers/gold/v2/inputs.json")).EnumerateArray()
            .ToDictionary(input => input.GetProperty("id").GetString()!, input => input.GetProperty("text").GetString()!);
        foreach (var entry in Goldens.Parse(SharedMaterial.At($"tokenizers/gold/v2/{gold}.json")).GetProperty("entries").EnumerateArray())
        {
            var id = entry.GetProperty("id").GetString()!;
            tokenizer.Encode(texts[id]).Value!.Ids.Should().Equal(Ids(entry, "input_ids"), "of {0}", id);
        }
    }

    [SharedTheory("tokenizers/gold/swift/tokenizer_tests.json", "tokenizers/bert-base-uncased/", "tokenizers/bert-base-multilingual-cased/", "tokenizers/gte-small/")]
    [InlineData("bert-base-uncased", "bert-base-uncased")]
    [InlineData("google-bert/bert-base-uncased", "bert-base-uncased")]
    [InlineData("distilbert/distilbert-base-multilingual-cased", "bert-base-multilingual-cased")]
    public void A_published_BERT_gives_the_ids_types_and_masks_of_the_reference(string model, string folder)
    {
        var tokenizer = Load($"tokenizers/{folder}/tokenizer.json.gz");
        foreach (var entry in Goldens.Parse(SharedMaterial.At("tokenizers/gold/swift/tokenizer_tests.json")).GetProperty(model).EnumerateArray())
        {
            var text = entry.GetProperty("input").GetString()!;
            var expected = entry.GetProperty("encoded");
            var encoding = tokenizer.Encode(text).Value!;
            encoding.Ids.Should().Equal(Ids(expected, "input_ids"), "of '{0}'", text);
            encoding.AttentionMask.Select(bit => (int)bit).Should().Equal(Ids(expected, "attention_mask"));
            if (expected.TryGetProperty("token_type_ids", out _))
            {
                encoding.TypeIds.Should().Equal(Ids(expected, "token_type_ids"));
            }
        }
    }

    [SharedFact("tokenizers/gold/swift/tokenizer_tests.json", "tokenizers/gte-small/tokenizer.json.gz")]
    public void The_short_way_to_the_ids_ignores_the_truncation_and_padding_of_the_file()
    {
        var tokenizer = Load("tokenizers/gte-small/tokenizer.json.gz");
        foreach (var entry in Goldens.Parse(SharedMaterial.At("tokenizers/gold/swift/tokenizer_tests.json")).GetProperty("bert-base-uncased").EnumerateArray())
        {
            var ids = new List<int>();
            tokenizer.Encode(entry.GetProperty("input").GetString(), NoLimit, ids);
            ids.Should().Equal(Ids(entry.GetProperty("encoded"), "input_ids"));
        }
    }

    [SharedTheory("tokenizers/bert-base-chinese/tokenizer.json.gz", "tokenizers/bert-base-multilingual-cased/tokenizer.json.gz", "tokenizers/gte-small/tokenizer.json.gz")]
    [InlineData("bert-base-chinese", 21128, 0)]
    [InlineData("bert-base-multilingual-cased", 119547, 0)]
    [InlineData("gte-small", 30522, 0)]
    public void A_published_BERT_has_its_size_and_its_padding(string folder, int size, int padding)
    {
        var tokenizer = Load($"tokenizers/{folder}/tokenizer.json.gz");
        tokenizer.VocabularySize.Should().Be(size);
        tokenizer.PadTokenId.Should().Be(padding);
        tokenizer.SpecialTokenCount.Should().Be(2);
    }

    [SharedFact(Gold.Texts.Path, "tokenizers/bert-base-uncased/", "tokenizers/bert-base-chinese/", "tokenizers/bert-base-multilingual-cased/")]
    public void The_short_way_to_the_ids_gives_the_same_as_the_detailed_one()
    {
        foreach (var folder in new[] { "bert-base-uncased", "bert-base-chinese", "bert-base-multilingual-cased" })
        {
            var tokenizer = Load($"tokenizers/{folder}/tokenizer.json.gz");
            foreach (var text in Gold.Texts.Instance.All)
            {
                var expected = tokenizer.Encode(text).Value!.Ids;
                var ids = new List<int>();
                tokenizer.Encode(text, NoLimit, ids).Should().BeFalse();
                ids.Should().Equal(expected);
            }
        }
    }

    [SharedTheory("tokenizers/fastbert-edge-cases/")]
    [InlineData("added-token-order.json", "abcd ab a cd", new[] { 101, 104, 107, 105, 106, 102 })]
    [InlineData("dont-strip-accents.json", "É", new[] { 101, 100, 102 })]
    [InlineData("minimal.json", "[MASK] x", new[] { 101, 103, 100, 102 })]
    [InlineData("with-empty-token.json", "a", new[] { 101, 100, 102 })]
    [InlineData("invalid/dont-clean-text.json", "\u0001", new[] { 101, 100, 102 })]
    [InlineData("invalid/dont-handle-chinese-chars.json", "中中", new[] { 101, 100, 102 })]
    [InlineData("invalid/with-single-word-added-token.json", "[SEP] a[SEP]", new[] { 101, 102, 100, 100, 100, 100, 102 })]
    [InlineData("invalid/missing-sep-in-vocab.json", "[SEP]", new[] { 101, 102, 102 })]
    public void A_small_or_odd_tokenizer_file_is_read_as_it_stands(string file, string text, int[] expected)
    {
        var outcome = TokenizerFile.Load(SharedMaterial.At("tokenizers/fastbert-edge-cases/" + file));
        outcome.Diagnostics.Should().BeEmpty();
        outcome.Value!.Encode(text).Value!.Ids.Should().Equal(expected);
    }

    [SharedTheory("tokenizers/fastbert-edge-cases/invalid/")]
    [InlineData("wrong-model-type.json", "MTEB3054", "NotWordPiece")]
    [InlineData("wrong-normalizer.json", "MTEB3054", "NotBertNormalizer")]
    [InlineData("wrong-pretokenizer.json", "MTEB3054", "NotBertPreTokenizer")]
    [InlineData("wrong-version.json", "MTEB3053", "2.0")]
    public void A_wrong_tokenizer_file_is_refused_by_the_name_of_what_is_wrong(string file, string code, string name)
    {
        var diagnostic = TokenizerFile.Load(SharedMaterial.At("tokenizers/fastbert-edge-cases/invalid/" + file)).Diagnostics.Single();
        diagnostic.Code.Should().Be(code);
        diagnostic.Message.Should().Contain($"'{name}'");
        diagnostic.Place.Line.Should().BePositive();
        diagnostic.Place.Column.Should().BePositive();
    }

    [SharedTheory("tokenizers/fastbert-edge-cases/minimal.txt", "tokenizers/fastbert-edge-cases/invalid/")]
    [InlineData("minimal.txt", null)]
    [InlineData("invalid/no-cls.txt", "[CLS]")]
    [InlineData("invalid/no-sep.txt", "[SEP]")]
    [InlineData("invalid/no-pad.txt", "[PAD]")]
    [InlineData("invalid/no-unk.txt", "[UNK]")]
    public void A_vocabulary_needs_its_special_tokens(string file, string? missing)
    {
        using var sandbox = new Sandbox("vocabulary");
        sandbox.Write("vocab.txt", File.ReadAllText(SharedMaterial.At("tokenizers/fastbert-edge-cases/" + file)));
        sandbox.Write("config.json", """{ "model_type": "bert" }""");
        var outcome = TokenizerFolder.Load(sandbox.Root);
        outcome.Succeeded.Should().Be(missing is null);
        outcome.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(missing is null ? [] : ["MTEB3055"]);
        outcome.Diagnostics.Where(diagnostic => !diagnostic.Message.Contains($"'{missing}'", StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static IEnumerable<int> Ids(JsonElement entry, string name) => entry.GetProperty(name).EnumerateArray().Select(id => id.GetInt32());

    private static Tokenizer LoadGpt2()
    {
        using var sandbox = new Sandbox("gpt2");
        sandbox.Write("config.json", """{ "model_type": "gpt2" }""");
        foreach (var name in new[] { "vocab.json", "merges.txt" })
        {
            File.WriteAllBytes(sandbox.At(name), Unpack($"tokenizers/gpt2/{name}.gz"));
        }

        var outcome = TokenizerFolder.Load(sandbox.Root);
        outcome.Diagnostics.Should().BeEmpty();
        return outcome.Value!;
    }

    private static Tokenizer Load(string path)
    {
        var outcome = TokenizerFile.Parse(Unpack(path), path);
        outcome.Diagnostics.Should().BeEmpty();
        return outcome.Value!;
    }

    private static byte[] Unpack(string path)
    {
        using var unpacked = new MemoryStream();
        using var file = new GZipStream(File.OpenRead(SharedMaterial.At(path)), CompressionMode.Decompress);
        file.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
