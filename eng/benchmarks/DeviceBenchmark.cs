using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Models;

namespace Mteb.Benchmarks;

/// <summary>What to measure on a device.</summary>
/// <param name="Common">Model, texts, sizes.</param>
/// <param name="Peer">The command line of the other program.</param>
/// <param name="Device">Where the encoder runs.</param>
/// <param name="Dtype">What it computes in.</param>
internal sealed record DeviceArguments(BenchmarkArguments Common, string Peer, string Device, string Dtype)
{
    public static DeviceArguments Parse(string[] args)
    {
        string Take(string name, string otherwise)
        {
            var at = Array.IndexOf(args, name);
            if (at < 0 || at + 1 == args.Length)
            {
                return otherwise;
            }

            var value = args[at + 1];
            args = [.. args[..at], .. args[(at + 2)..]];
            return value;
        }

        var (peer, device, dtype) = (Take("--peer", ""), Take("--device", "cuda"), Take("--dtype", "float16"));
        return peer.Length > 0
            ? new DeviceArguments(BenchmarkArguments.Parse(args), peer, device, dtype)
            : throw new ArgumentException("--peer is needed.");
    }
}

/// <summary>From texts to vectors on a device, against another program that does the same on the same device by turns.</summary>
internal static class DeviceBenchmark
{
    public static async Task<int> RunAsync(DeviceArguments arguments)
    {
        var common = arguments.Common;
        var folder = ModelFolder.Open(common.Model).Value ?? throw new InvalidOperationException("The model folder cannot be used.");
        var tokenizer = TokenizerFolder.Load(common.Model).Value ?? throw new InvalidOperationException("The tokenizer cannot be used.");
        var options = new EncoderOptions { Threads = common.Threads, TokenBudget = common.Budget, Device = arguments.Device, Dtype = arguments.Dtype };
        var created = OnnxEncoder.Create(folder, tokenizer, options);
        using var encoder = created.Value ?? throw new InvalidOperationException(created.Diagnostics[0].Message);
        foreach (var file in common.Data)
        {
            var sample = Sample.Take(TextFile.Read(file).Distinct(), tokenizer, encoder.MaximumLength, common.Tokens);
            Say($"{Path.GetFileName(file)}: {sample.Texts.Count} texts, {sample.DistinctTokens} tokens; {encoder.DeviceName}, {arguments.Dtype}, {common.Threads} threads");
            await MeasureAsync(encoder, sample, arguments);
        }

        return 0;
    }

    private static async Task MeasureAsync(OnnxEncoder encoder, Sample sample, DeviceArguments arguments)
    {
        var request = new EncodeRequest(sample.Texts, "Benchmark", "STS", "test", "default", null);
        async Task<EncodedTexts> Encode() => (await encoder.EncodeAsync(request, null, CancellationToken.None)).Value ?? throw new InvalidOperationException("Encoding failed.");

        using var peer = new SteppedPeer(arguments.Peer, arguments.Common.Model, sample.Texts);
        var vectors = await Encode();
        var ratios = new List<double>();
        for (var round = 0; round < arguments.Common.Rounds; round++)
        {
            var ours = await Timed.RunAsync(Encode);
            var theirs = peer.Step();
            ratios.Add(theirs / ours.Wall);
            Say($"  round {round + 1}: encoder {sample.DistinctTokens / ours.Wall:0} tokens/s   {peer.Name} {sample.DistinctTokens / theirs:0} tokens/s   ratio {ratios[^1]:0.000}");
        }

        var other = peer.Vectors();
        var cosines = Enumerable.Range(0, sample.Texts.Count)
            .Select(text => TensorPrimitives.CosineSimilarity(vectors.Embeddings[text], other.AsSpan(text * encoder.Width, encoder.Width)));
        Say($"  median ratio {ratios.Order().ElementAt(ratios.Count / 2):0.000}; least cosine between the two: {cosines.Min():0.00000}");
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

/// <summary>A program that gets ready, says what it is called, and then measures itself once for every line it is sent.</summary>
internal sealed class SteppedPeer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("peer").FullName;
    private readonly Process _process;

    public SteppedPeer(string command, string model, IReadOnlyList<string> texts)
    {
        var (lines, vectors) = (Path.Combine(_folder, "texts.jsonl"), Path.Combine(_folder, "vectors.f32"));
        File.WriteAllLines(lines, texts.Select(text => JsonSerializer.Serialize(text)));
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(words[0], [.. words[1..], model, lines, vectors]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        _process = Process.Start(start)!;
        Name = Read();
    }

    public string Name { get; }

    /// <summary>Seconds of one measurement.</summary>
    public double Step()
    {
        _process.StandardInput.WriteLine();
        _process.StandardInput.Flush();
        return double.Parse(Read(), CultureInfo.InvariantCulture);
    }

    /// <summary>What the program found, row-major in single precision.</summary>
    public float[] Vectors() => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(_folder, "vectors.f32"))).ToArray();

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Read() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The other program ended.");
}
