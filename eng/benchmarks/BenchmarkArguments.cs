using System.Globalization;

namespace Mteb.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="Model">The model folder.</param>
/// <param name="Data">Files with texts.</param>
/// <param name="Tokens">About how many tokens of each file are encoded in one measurement.</param>
/// <param name="Rounds">How often each side is measured, by turns.</param>
/// <param name="Threads">Threads of each side.</param>
/// <param name="Budget">Tokens of the encoder's batches; null for its own choice.</param>
internal sealed record BenchmarkArguments(string Model, IReadOnlyList<string> Data, int Tokens, int Rounds, int Threads, int? Budget)
{
    public static BenchmarkArguments Parse(string[] args)
    {
        var (model, data, tokens, rounds, threads) = ("", new List<string>(), 30_000, 5, Environment.ProcessorCount);
        int? budget = null;
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--model":
                    model = args[i + 1];
                    break;
                case "--data":
                    data.Add(args[i + 1]);
                    break;
                case "--tokens":
                    tokens = Number(args[i + 1]);
                    break;
                case "--rounds":
                    rounds = Number(args[i + 1]);
                    break;
                case "--threads":
                    threads = Number(args[i + 1]);
                    break;
                case "--budget":
                    budget = Number(args[i + 1]);
                    break;
                default:
                    throw new ArgumentException($"There is no option '{args[i]}'.");
            }
        }

        return model.Length > 0 && data.Count > 0
            ? new BenchmarkArguments(model, data, tokens, rounds, threads, budget)
            : throw new ArgumentException("--model and --data are needed.");
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
