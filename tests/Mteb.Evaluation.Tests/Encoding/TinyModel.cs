using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;
using Mteb.Testing.Onnx;

namespace Mteb.Evaluation.Tests.Encoding;

/// <summary>A model folder whose graph is one table: the vector of id i is (i, −i).</summary>
internal sealed class TinyModel : IDisposable
{
    public const int Rows = 20;

    private readonly Sandbox _sandbox = new("tiny");

    /// <summary>Makes a folder with a transformer and the modules named: <c>Pooling</c>, <c>Dense</c>, <c>Normalize</c>.</summary>
    public TinyModel(params string[] modules)
    {
        _sandbox.Write("config.json", """{ "model_type": "tiny", "hidden_size": 2, "vocab_size": 20 }""");
        if (modules.Length > 0)
        {
            var entries = modules.Prepend("Transformer").Select((type, index) => new
            {
                idx = index,
                name = $"{index}",
                path = index == 0 ? "" : $"{index}_{type}",
                type = "sentence_transformers.models." + type,
            });
            _sandbox.Write("modules.json", JsonSerializer.Serialize(entries));
            _sandbox.Write("1_Pooling/config.json", """{ "pooling_mode": "mean" }""");
        }
    }

    public string Root => _sandbox.Root;

    public string At(string relative) => _sandbox.At(relative);

    public TinyModel Write(string relative, string content)
    {
        _sandbox.Write(relative, content);
        return this;
    }

    public TinyModel Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_sandbox.At(relative))!);
        File.WriteAllBytes(_sandbox.At(relative), content);
        return this;
    }

    /// <summary>Writes a safetensors file of float32 tensors.</summary>
    public TinyModel Tensors(string relative, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var offset = 0;
        var header = new Dictionary<string, object>();
        foreach (var (name, shape, values) in tensors)
        {
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { offset, offset + (4 * values.Length) } };
            offset += 4 * values.Length;
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return Write(relative, [.. prefix, .. json, .. tensors.SelectMany(tensor => MemoryMarshal.AsBytes(tensor.Values.AsSpan()).ToArray())]);
    }

    /// <summary>Writes the graph with the inputs and the output named.</summary>
    public TinyModel Graph(string output = "last_hidden_state", string file = "onnx/model.onnx", OnnxType ids = OnnxType.Int64, float[]? table = null, params string[] inputs) =>
        Write(file, GraphOf(output, ids, table, inputs.Length == 0 ? ["input_ids", "attention_mask"] : inputs));

    public static float[] Table => [.. Enumerable.Range(0, Rows).SelectMany(id => new float[] { id, -id })];

    public static byte[] GraphOf(string output, OnnxType ids, float[]? table, string[] inputs)
    {
        var writer = new OnnxModelWriter();
        foreach (var input in inputs)
        {
            writer.Input(input, ids, "batch", "sequence");
        }

        writer.Initializer("table", table ?? Table, Rows, 2);
        if (output == "sentence_embedding")
        {
            return writer
                .Output(output, OnnxType.Float, "batch", 2)
                .Node("Gather", ["table", "input_ids"], ["tokens"])
                .Node("ReduceMean", ["tokens"], [output], OnnxAttribute.Ints("axes", 1), OnnxAttribute.Int("keepdims", 0))
                .ToBytes();
        }

        return writer
            .Output(output, OnnxType.Float, "batch", "sequence", 2)
            .Node("Gather", ["table", "input_ids"], [output])
            .ToBytes();
    }

    public ModelFolder Open()
    {
        var outcome = ModelFolder.Open(Root);
        outcome.Succeeded.Should().BeTrue(string.Join("; ", outcome.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return outcome.Value!;
    }

    public Outcome<OnnxEncoder> Load(EncoderOptions? options = null, ITokenizer? tokenizer = null) =>
        OnnxEncoder.Create(Open(), tokenizer ?? new NumberTokenizer(), options ?? new EncoderOptions { Threads = 2 });

    /// <summary>Loads and encodes.</summary>
    public async Task<Outcome<EncodedTexts>> EncodeAsync(IReadOnlyList<string> texts, PromptType? role = null, EncoderOptions? options = null)
    {
        var loaded = Load(options);
        loaded.Succeeded.Should().BeTrue(string.Join("; ", loaded.Diagnostics.Select(diagnostic => diagnostic.Message)));
        using var encoder = loaded.Value!;
        return await encoder.EncodeAsync(new EncodeRequest(texts, "Own", "Retrieval", "test", "default", role), null, CancellationToken.None);
    }

    public void Dispose() => _sandbox.Dispose();
}

/// <summary>Words are numbers, and are their own ids; 1 begins a text, 2 ends it, 0 pads.</summary>
internal sealed class NumberTokenizer(int vocabularySize = TinyModel.Rows) : ITokenizer
{
    public int VocabularySize => vocabularySize;

    public int PadTokenId => 0;

    public int SpecialTokenCount => 2;

    public bool Encode(ReadOnlySpan<char> text, int maxLength, List<int> ids)
    {
        var words = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 3)
            .ToList();
        var cut = words.Count > maxLength - 2;
        ids.Add(1);
        ids.AddRange(cut ? words[..(maxLength - 2)] : words);
        ids.Add(2);
        return cut;
    }
}
