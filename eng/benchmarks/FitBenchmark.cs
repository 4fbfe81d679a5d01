using System.Globalization;
using System.Runtime.InteropServices;
using Mteb.Evaluation.Numerics;

namespace Mteb.Benchmarks;

/// <summary>
/// Logistic regression and mini-batch k-means per iteration, one thread a fit (the library runs several fits at once),
/// in turns with a program that fits the same float32 rows and prints the seconds and iterations of each fit.
/// </summary>
internal static class FitBenchmark
{
    private static readonly Shape[] Shapes =
    [
        new("logistic", 16, 384, 2), new("logistic", 616, 384, 77), new("logistic", 2048, 1024, 10),
        new("kmeans", 16_384, 384, 20), new("kmeans", 16_384, 384, 150), new("kmeans", 2_000, 1024, 50),
    ];

    public static int Run(FitArguments arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"mteb-fit-{Environment.ProcessId}.f32");
        try
        {
            foreach (var shape in Shapes)
            {
                var rows = Rows(shape);
                File.WriteAllBytes(path, MemoryMarshal.AsBytes<float>(rows).ToArray());
                Console.WriteLine($"{shape.Method}: {shape.Rows} rows, {shape.Columns} columns, {shape.Groups} {(shape.Method == "kmeans" ? "clusters" : "classes")}");
                Measure(shape, rows, path, arguments);
            }

            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Measure(Shape shape, float[] rows, string path, FitArguments arguments)
    {
        _ = Fit(shape, rows, 3);
        var ratios = new List<double>();
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            var repeats = shape.Rows < 100 ? 200 : shape.Rows < 1000 ? 10 : 3;
            var ours = Fit(shape, rows, repeats);
            if (arguments.Peer is not { } command)
            {
                Console.WriteLine($"  round {round}: {Text(ours)}; no peer was given");
                continue;
            }

            string[] words = [shape.Method, path, .. new[] { shape.Rows, shape.Columns, shape.Groups, repeats }.Select(number => number.ToString(CultureInfo.InvariantCulture))];
            var (time, iterations) = Peer.Fit(command, words);
            var theirs = (Time: time, Iterations: iterations);
            ratios.Add(theirs.Time.Processor / theirs.Iterations / (ours.Time.Processor / ours.Iterations));
            Console.WriteLine($"  round {round}: {Text(ours)}; peer {Text(theirs)}; by processor time {ratios[^1]:0.00} times as fast");
        }

        if (ratios.Count > 0)
        {
            Console.WriteLine($"  median: {ratios.Order().ElementAt(ratios.Count / 2):0.00} times as fast per iteration");
        }
    }

    private static (Timed Time, int Iterations) Fit(Shape shape, float[] rows, int repeats)
    {
        int[] codes = [.. Enumerable.Range(0, shape.Rows).Select(row => row % shape.Groups)];
        var iterations = 0;
        var time = Timed.Run(() =>
        {
            for (var i = 0; i < repeats; i++)
            {
                iterations += shape.Method == "kmeans"
                    ? MiniBatchKMeans.Fit(rows, shape.Columns, shape.Groups, batchSize: 512).Steps
                    : LogisticRegression.Fit<float>(rows, shape.Columns, codes, shape.Groups).Iterations;
            }
        });
        return (time, iterations);
    }

    private static string Text((Timed Time, int Iterations) fit) => string.Create(
        CultureInfo.InvariantCulture,
        $"{1e6 * fit.Time.Wall / fit.Iterations:0} µs an iteration ({1e6 * fit.Time.Processor / fit.Iterations:0} of processor, {fit.Iterations} iterations)");

    // Rows of length 1 around a direction of their class, like embeddings of texts: row i belongs to class i mod groups.
    private static float[] Rows(Shape shape)
    {
        var random = new Random(7);
        var centres = Normal(random, shape.Groups * shape.Columns);
        var rows = Normal(random, shape.Rows * shape.Columns);
        for (var row = 0; row < shape.Rows; row++)
        {
            var values = rows.AsSpan(row * shape.Columns, shape.Columns);
            var centre = centres.AsSpan(row % shape.Groups * shape.Columns, shape.Columns);
            var length = 0.0;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (1.5f * values[i]) + centre[i];
                length += values[i] * values[i];
            }

            System.Numerics.Tensors.TensorPrimitives.Divide(values, (float)Math.Sqrt(length), values);
        }

        return rows;
    }

    private static float[] Normal(Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    private readonly record struct Shape(string Method, int Rows, int Columns, int Groups);
}

/// <summary>What to measure.</summary>
/// <param name="Rounds">How often each side is measured, by turns.</param>
/// <param name="Peer">The other program; null for none.</param>
internal sealed record FitArguments(int Rounds = 5, string? Peer = null)
{
    public static FitArguments Parse(string[] args)
    {
        var parsed = new FitArguments();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            parsed = args[i] switch
            {
                "--rounds" => parsed with { Rounds = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--peer" => parsed with { Peer = args[i + 1] },
                var other => throw new ArgumentException($"There is no option '{other}'."),
            };
        }

        return parsed;
    }
}
